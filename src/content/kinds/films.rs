//! Reads films and recordings, with their captions and transcripts.

use super::Shelf;
use crate::content::Line;
use crate::content::captions;
use crate::content::fields::Facts;
use crate::content::front::Part;
use crate::content::item::Film;
use crate::content::markdown::{self, Words};
use crate::problem::Span;
use crate::problem::facts::film_without_file;
use crate::problem::film::{captions_unreadable, film_file_not_copied};
use crate::problem::folder::file_of_wrong_sort;
use crate::sources::SourcePath;

const MEDIA: [&str; 5] = ["mp4", "webm", "mp3", "ogg", "m4a"];

/// A film, and the files whose words became part of it.
pub struct FilmFound {
    /// The film.
    pub film: Film,
    /// Transcript and captions.
    pub used: Vec<SourcePath>,
}

/// Reads a film; the transcript may come from the words.
pub fn film(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>, from_words: Option<Words>) -> FilmFound {
    let file = file_of(facts, shelf, "file", &MEDIA);
    let captions = file_of(facts, shelf, "captions", &["vtt", "srt"]);
    let transcript = file_of(facts, shelf, "transcript", &["md", "txt"]);
    let link = facts.line("link");
    if !facts.is_said("file") && !facts.is_said("link") {
        let at = facts.at().clone();
        facts.report(film_without_file(at));
    }
    if file.is_some() && !facts.is_said("link") {
        let at = facts.place_of("file");
        facts.report(film_file_not_copied(at));
    }
    let captions_text = captions.as_ref().and_then(|file| read_captions(facts, shelf, file));
    let words = transcript.as_ref().and_then(|file| {
        let text = shelf.text(file, facts.problems())?;
        Some(markdown::read(file, 1, &text, facts.problems()))
    });
    let film = Film {
        file,
        link,
        duration: facts.line("duration"),
        language: facts.line("language"),
        captions: captions.clone(),
        captions_text,
        transcript: words.or(from_words),
    };
    FilmFound { film, used: captions.into_iter().chain(transcript).collect() }
}

fn read_captions(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>, file: &SourcePath) -> Option<Line> {
    let text = shelf.text(file, facts.problems())?;
    let captions = captions::plain(&text);
    if captions.is_none() {
        facts.report(captions_unreadable(Span::file(file)));
    }
    captions.map(|captions| Line::new(Span::line(file, 1), captions))
}

fn file_of(facts: &mut Facts<'_, '_>, shelf: &Shelf<'_>, key: &'static str, endings: &[&str]) -> Option<SourcePath> {
    let file = shelf.file_beside(facts, key)?;
    if endings.contains(&file.ending().as_str()) {
        return Some(file);
    }
    let at = facts.place_of(key);
    facts.report(file_of_wrong_sort(at, key, &endings.iter().map(|e| format!(".{e}")).collect::<Vec<_>>().join(", ")));
    None
}

/// Takes the section below `## Transcript` out of the words. Its lines stay behind empty, so that places stay true.
/// The line of the section counts from 0 at the start of the words.
pub fn take_transcript(words: &str) -> (Option<String>, Option<Part<'_>>) {
    let mut fence: Option<&str> = None;
    let (mut start, mut offset, mut number) = (None, 0, 0);
    let mut end = words.len();
    for line in words.split_inclusive('\n') {
        let text = line.trim();
        match fence {
            Some(closing) if text.starts_with(closing) => fence = None,
            Some(_) => {}
            None if text.starts_with("```") => fence = Some("```"),
            None if text.starts_with("~~~") => fence = Some("~~~"),
            None if start.is_none() && is_transcript_heading(text) => start = Some((offset, line.len(), number)),
            None if start.is_some() && (text.starts_with("# ") || text.starts_with("## ")) => {
                end = offset;
                break;
            }
            None => {}
        }
        offset += line.len();
        number += 1;
    }
    let Some((heading, heading_length, line)) = start else { return (None, None) };
    let section = &words[heading + heading_length..end];
    let gap = "\n".repeat(words[heading..end].matches('\n').count());
    let rest = format!("{}{gap}{}", &words[..heading], &words[end..]);
    (Some(rest), Some(Part { line: line + 1, text: section }))
}

fn is_transcript_heading(line: &str) -> bool {
    let Some(title) = line.strip_prefix("## ") else { return false };
    let title = title.trim().trim_end_matches('#').trim();
    ["transcript", "trawsgrifiad"].iter().any(|known| title.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::take_transcript;
    use crate::content::front::Part;

    #[test]
    fn the_transcript_leaves_the_words_and_lines_stay_where_they_are() {
        let words = "A film.\n\n## Transcript\nHello.\n### Part\nBye.\n## More\nThe end.\n";
        let (rest, section) = take_transcript(words);
        assert_eq!(rest.as_deref(), Some("A film.\n\n\n\n\n\n## More\nThe end.\n"));
        assert_eq!(section, Some(Part { line: 3, text: "Hello.\n### Part\nBye.\n" }));
        assert_eq!(take_transcript("```\n## Transcript\n```\n"), (None, None));
    }
}
