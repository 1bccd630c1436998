//! Reads captions of films, as WebVTT or SRT: when, and what is said or heard.
//!
//! What is kept is plain words, so that the name guard reads what readers will read: marks, colours and places on the
//! screen are left out, and a voice (`<v Teacher>`) becomes "Teacher: …".
//! <https://www.w3.org/TR/webvtt1/#syntax>

/// Captions as lines: a time, a tab, the words. Nothing when there are none.
pub(super) fn plain(text: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = String::new();
    for block in text.trim_start_matches('\u{feff}').split("\n\n") {
        if let Some((time, words)) = cue(block) {
            lines.push_str(&format!("{time}\t{words}\n"));
        }
    }
    (!lines.is_empty()).then_some(lines)
}

/// The times and the words of captions that [`plain`] wrote.
pub fn cues(lines: &str) -> impl Iterator<Item = (&str, &str)> {
    lines.lines().filter_map(|line| line.split_once('\t'))
}

/// One caption; none for a header, a note or a style.
fn cue(block: &str) -> Option<(String, String)> {
    let mut lines = block.trim_matches('\n').lines();
    let start = lines.by_ref().take(3).find_map(|line| line.split_once("-->").map(|(start, _)| start))?;
    let words = lines.map(words).collect::<Vec<_>>().join(" ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some((time(start)?, words))
}

/// `00:01:05.200` or `00:01:05,200` as "1:05".
fn time(typed: &str) -> Option<String> {
    let whole = typed.trim().split(['.', ',']).next()?;
    let parts: Vec<u32> = whole.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [minutes, seconds] | [0, minutes, seconds] => Some(format!("{minutes}:{seconds:02}")),
        [hours, minutes, seconds] => Some(format!("{hours}:{minutes:02}:{seconds:02}")),
        _ => None,
    }
}

/// A line without its marks.
fn words(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        let Some((mark, after)) = after.split_once('>') else {
            words.push('<');
            rest = after;
            continue;
        };
        let is_voice = mark.starts_with("v ") || mark.starts_with("v.");
        if let Some((_, name)) = mark.split_once(' ').filter(|_| is_voice) {
            words.push_str(&format!("{name}: "));
        }
        rest = after;
    }
    words.push_str(rest);
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")];
    marks.iter().fold(words, |words, (mark, sign)| words.replace(mark, sign))
}

#[cfg(test)]
mod tests {
    use super::{cues, plain};

    #[test]
    fn captions_are_read_in_both_ways_of_writing_them() {
        let vtt = "\u{feff}WEBVTT - tea\r\nLanguage: en\r\n\r\nNOTE a draft\r\nwith --- dashes\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nfirst\r\n00:05.000 --> 00:08.500 align:start\r\n<v Presenter>Good <i>afternoon</i>.\r\n\r\n01:02:03.000 --> 01:02:04.000\r\nTea &amp; cake\r\n[kettle]\r\n";
        let found = plain(vtt).unwrap();
        let told: Vec<_> = cues(&found).collect();
        assert_eq!(told, [("0:05", "Presenter: Good afternoon."), ("1:02:03", "Tea & cake [kettle]")]);
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:01:05,200 --> 00:01:06,000\na < b\n";
        let found = plain(srt).unwrap();
        assert_eq!(cues(&found).collect::<Vec<_>>(), [("0:01", "Hello"), ("1:05", "a < b")]);
        for text in ["", "WEBVTT", "hello\n\nworld", "1 --> 2\nx", "00:01.000 --> 00:02.000\n"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
