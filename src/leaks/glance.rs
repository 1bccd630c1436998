//! A first, quick look at a file: is there anything that needs a closer one? Reads every byte once and keeps nothing.
//!
//! It may say yes where a closer look finds nothing, and never no where it would find something: letters with accents, tags
//! inside a word, codes of letters and the like are all left to the closer look.

use memchr::memchr;

use super::finder::{Finder, GoingBy};
use super::reading::{Plain, entity, is_inside_a_line, plain, small_number_in};

/// Whether a file of this name and text says nothing that is looked for.
pub(super) fn is_clean(finder: &Finder, path: &str, text: &str) -> bool {
    if finder.is_empty() {
        return true;
    }
    let is_markup = [".html", ".xml", ".svg"].iter().any(|ending| path.ends_with(ending));
    let is_script = path.ends_with(".js") || path.ends_with(".json");
    let mut glance = Glance { finder, is_clean: true };
    let mut name = finder.going_by();
    glance.read(path, &mut name, false);
    if is_markup {
        glance.read_markup(text);
    } else if is_script && text.contains(['\\', '<', '&']) {
        return false;
    } else {
        let mut words = finder.going_by();
        glance.read(text, &mut words, false);
    }
    glance.is_clean
}

struct Glance<'f> {
    finder: &'f Finder,
    is_clean: bool,
}

/// How a stretch of text ends, for what comes after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    InAWord,
    BetweenWords,
}

impl<'f> Glance<'f> {
    fn read_markup(&mut self, text: &str) {
        let (mut words, mut tags) = (self.finder.going_by(), self.finder.going_by());
        let mut rest = text;
        let mut end = End::BetweenWords;
        while let Some(start) = memchr(b'<', rest.as_bytes()) {
            let before = &rest[..start];
            self.continues(end, before);
            if !before.is_empty() {
                end = self.read(before, &mut words, true);
            }
            let close = memchr(b'>', &rest.as_bytes()[start..]).map_or(rest.len(), |close| start + close);
            let tag = &rest[start + 1..close];
            rest = rest.get(close + 1..).unwrap_or("");
            // An address may hold letters as codes.
            self.is_clean &= !tag.contains('%');
            self.read(tag, &mut tags, true);
            if !is_inside_a_line(tag) {
                end = End::BetweenWords;
            }
            if !self.is_clean {
                return;
            }
        }
        self.continues(end, rest);
        self.read(rest, &mut words, true);
    }

    /// A tag inside what may be one word needs a closer look.
    fn continues(&mut self, end: End, text: &str) {
        let first = text.as_bytes().first();
        let may_continue = first.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii() || *byte == b'&');
        self.is_clean &= !(end == End::InAWord && may_continue);
    }

    fn read(&mut self, text: &str, going_by: &mut GoingBy<'f>, with_codes: bool) -> End {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut end = End::BetweenWords;
        while at < bytes.len() {
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                at += 1;
            }
            if at > start {
                end = End::InAWord;
                let finder = self.finder;
                let is_clean = &mut self.is_clean;
                let number = small_number_in(bytes, start, at);
                going_by.add(number, &mut |tail| *is_clean &= !finder.has_end(tail));
                continue;
            }
            end = End::BetweenWords;
            match bytes[at] {
                b'&' if with_codes => match entity(&text[at..]) {
                    Some((letter, _)) if letter.is_alphanumeric() || !matches!(plain(letter), Plain::Between) => {
                        self.is_clean = false;
                        return end;
                    }
                    Some((_, length)) => at += length,
                    None => at += 1,
                },
                byte if byte.is_ascii() => at += 1,
                _ => {
                    let Some(letter) = text[at..].chars().next() else { return end };
                    self.is_clean &= matches!(plain(letter), Plain::Between);
                    at += letter.len_utf8();
                }
            }
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::is_clean;
    use crate::leaks::finder::{Finder, Runs, phrases};
    use crate::leaks::reading::{numbers, readings, words};

    /// Pages in every way that names and phrases were ever hidden in one, and as many that are clean.
    const PAGES: [(&str, &str); 22] = [
        ("a.html", "<p>Margaret Hughes sang</p>"),
        ("a.html", "<p>Mar<em>gar</em>et <b>Hughes</b></p>"),
        ("a.html", "<td>Margaret</td><td>Hughes</td>"),
        ("a.html", "<a>Margaret</a><a>Hughes</a>"),
        ("a.html", "<a>Margaret</a> <a>Hughes</a>"),
        ("a.html", "<img alt=\"MARGARET HUGHES at tea\">"),
        ("a.html", "Margaret&nbsp;Hughes"),
        ("a.html", "M&#97;rgaret &#x48;ughes"),
        ("a.html", "Mar&shy;garet Hu\u{ad}ghes"),
        ("a.html", "<a href=\"x/Margaret%20Hughes\">x</a>"),
        ("a.html", "<a href=\"margaret-hughes.html\">x</a>"),
        ("a.html", "M\u{e1}rgaret \u{201c}Hughes\u{b2}"),
        ("a.js", "x=\"Mar\\u0067aret Hughes\""),
        ("a.js", "x=[\"Margaret Hughes\"]"),
        ("margaret-hughes.html", ""),
        ("a.csv", "x,Margaret Hughes"),
        ("a.html", "<p>one two three four five six seven <em>eight</em> nine</p>"),
        ("a.html", "<p>Margaret\u{2019}s Hughes</p>"),
        ("a.html", "<p>Margaret sang with Mr Hughes &amp; others</p>"),
        ("a.html", "<p>Margaret Hughesley</p>"),
        ("a.txt", "one two three four"),
        ("a.html", "<"),
    ];

    #[test]
    fn a_glance_never_misses_what_a_closer_look_finds() {
        let mut runs = Runs::default();
        runs.push(&numbers("Margaret Hughes"));
        let finder = Finder::new(runs, &phrases(&numbers("one two three four five six seven eight")));
        let mut clean = 0;
        for (path, text) in PAGES {
            let mut found = 0;
            for reading in readings(path, text) {
                finder.find(&words(&reading), |_| found += 1);
            }
            let glanced = is_clean(&finder, path, text);
            assert!(!(glanced && found > 0), "{path}: {text}");
            clean += usize::from(glanced);
        }
        assert_eq!(clean, 5, "most pages need no closer look");
    }
}
