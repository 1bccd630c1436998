//! `carefolio check --words`: advice on plain words for what families and the public read.

use serde::Serialize;

use super::terminal::counted;
use crate::consent::Screened;
use crate::content::dates::Date;
use crate::edition;
use crate::pipeline;
use crate::plain_words::{Advice, Reading, advise};
use crate::problem::Problems;
use crate::sources::Sources;

/// How many of the hardest texts are listed, where not everything is wanted.
const HARDEST: usize = 10;

/// How hard one item reads, for a report.
#[derive(Serialize)]
pub struct ReadingLine {
    file: String,
    age: u32,
    words: usize,
    automated_readability_index: f64,
    flesch_kincaid: f64,
}

impl ReadingLine {
    /// From what was found.
    pub fn of(reading: &Reading) -> ReadingLine {
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        ReadingLine {
            file: reading.at.file.as_str().to_owned(),
            age: reading.level.age,
            words: reading.level.words,
            automated_readability_index: tenth(reading.level.automated),
            flesch_kincaid: tenth(reading.level.flesch_kincaid),
        }
    }
}

/// What to say about the words of a folder. Editions for professionals are not looked at.
pub fn advice(sources: &dyn Sources, today: Date, only: Option<&str>) -> Advice {
    let mut told = Problems::default();
    let Some(portfolio) = pipeline::read(sources, &mut told) else { return Advice::default() };
    let screened = Screened::new(&portfolio);
    let wanted = portfolio.settings.editions.iter().filter(|one| only.is_none_or(|only| one.name == only));
    let editions: Vec<_> = wanted
        .map(|settings| edition::prepare(&portfolio, &screened, settings, edition::Form::Pages, today, &mut told))
        .collect();
    advise(&editions, &portfolio)
}

/// The reading levels in a few lines.
pub fn levels(readings: &[Reading], all: bool) -> String {
    if readings.is_empty() {
        return "No text for families or the public is long enough to guess how hard it reads (100 words).".to_owned();
    }
    let shown = if all { readings.len() } else { HARDEST.min(readings.len()) };
    let mut lines = vec!["How hard texts read (a guess; 9 to 11 years is a good aim):".to_owned()];
    let line = |reading: &Reading| format!("  about {:>2} years  {}", reading.level.age, reading.at.file);
    lines.extend(readings.iter().take(shown).map(line));
    if shown < readings.len() {
        lines.push(format!("  and {} that read easier (-v)", counted(readings.len() - shown, "text", "texts")));
    }
    lines.join("\n")
}
