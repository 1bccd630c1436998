//! Draws the few charts that a portfolio needs: bars by period, a spark line, a strip of actions, before and after.
//!
//! A chart is a function from figures to a [`Drawing`]; pages write it as SVG, the PDF draws the same shapes.
//! Bars start at zero; every word is horizontal; a number too small to be told draws a mark that does not depend on it.
//! The headline, the table of the same figures and the CSV belong to the page, not to the chart.

mod drawing;
#[cfg(test)]
mod tests;

pub use drawing::{Across, Anchor, Drawing, Look, Shape, Telling};

use Across::{Percent, Pixels};

/// Bars by period, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars<'a> {
    /// For people who do not see the chart. The description should tell the figures.
    pub telling: Telling,
    /// One bar each.
    pub points: &'a [BarPoint],
    /// What we aim for, and its words, such as "Target 95%".
    pub target: Option<(f64, String)>,
    /// "%" fixes the height of the chart at 100.
    pub unit: &'a str,
    /// The class of CSS that sets the mark colour.
    pub mark_class: &'a str,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct BarPoint {
    /// A short name of the period, such as "Jan".
    pub label: String,
    /// What is drawn.
    pub reading: Reading,
    /// The value as readers see it, such as "92%"; not shown for a reading without a value.
    pub shown: String,
}

/// What is known of a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// A value.
    Value(f64),
    /// Too few people to tell the number; everything but that is forgotten before it comes here.
    Few,
    /// Nothing was measured.
    Nothing,
}

/// How tall bars can be, in pixels.
const PLOT: f64 = 160.0;
/// A line of words.
const ROW: f64 = 24.0;
/// From one line of a sentence to the next.
const LEADING: f64 = 20.0;
/// How many characters a phone has room for.
const LINE: usize = 30;
/// A bar that rises no further above the target line is not cut by the line's halo: its top would float alone.
const CLEAR: f64 = 6.0;
/// How tall the mark of a number is that is not told.
const WITHHELD: f64 = 20.0;
/// With fewer bars than this the chart does not fill its width.
const FEWEST_SLOTS: usize = 3;
/// In percent of the whole: two bars should not look like doors.
const WIDEST_BAR: f64 = 11.0;
/// How far words may reach into the margin of the page.
const SPILL: f64 = 8.0;
/// Between words.
const GAP: f64 = 6.0;
/// The width that a phone of 320 pixels leaves.
const PHONE: f64 = 280.0;
/// The width from which pages show the wide labels (`@container` in the style sheet).
const ROOMY: f64 = 560.0;

/// Draws bars by period: below each its value and its name, above all of them the words of the target line.
pub fn bars(bars: &Bars<'_>) -> Drawing {
    let target_words = bars.target.as_ref().map_or(Vec::new(), |(_, words)| lines(words, LINE - 4));
    let top = if target_words.is_empty() { 4.0 } else { LEADING * target_words.len() as f64 + 16.0 };
    let ground = top + PLOT;
    let slots = Slots { count: bars.points.len(), width: 100.0 / bars.points.len().max(FEWEST_SLOTS) as f64 };
    let most = axis_end(bars);
    let height_of = |value: f64| (value.max(0.0) / most).min(1.0) * PLOT;

    let width = (slots.width * 0.66).min(WIDEST_BAR);
    let bar = |(slot, point): (usize, &BarPoint)| {
        let (height, look) = match point.reading {
            Reading::Value(value) if value > 0.0 => (height_of(value), Look::Bar),
            Reading::Few => (WITHHELD, Look::Withheld),
            Reading::Value(_) | Reading::Nothing => return None,
        };
        let (x, width) = (Percent(slots.middle(slot) - width / 2.0), Percent(width));
        Some(Shape::Rect { x, y: ground - height, width, height, look })
    };
    let mut shapes: Vec<Shape> = bars.points.iter().enumerate().filter_map(bar).collect();
    let whole = (Percent(0.0), Percent(slots.start(slots.count)));
    shapes.push(Shape::Line { x: whole, y: ground, look: Look::Ground });
    if let Some((target, _)) = &bars.target {
        let y = ground - height_of(*target);
        shapes.extend(halos(&shapes, y));
        shapes.push(Shape::Line { x: whole, y, look: Look::Target });
        shapes.push(Shape::Line { x: (Pixels(0.0), Pixels(28.0)), y: 11.0, look: Look::Target });
        shapes.extend(paragraph(38.0, 16.0, &target_words));
    }

    let (always, wide) = labels(bars.points, slots, ground);
    shapes.extend(always);
    Drawing {
        telling: Some(bars.telling.clone()),
        mark_class: bars.mark_class.to_owned(),
        width: None,
        height: ground + 2.0 * ROW + 6.0,
        shapes,
        wide,
    }
}

/// Where a line crosses bars that rise above it, so that it can be seen on them.
fn halos(bars: &[Shape], y: f64) -> Vec<Shape> {
    let rises_above = |shape: &Shape| match shape {
        Shape::Rect { x: Percent(x), y: top, width: Percent(width), look: Look::Bar, .. } if y - top > CLEAR => {
            Some(Shape::Line { x: (Percent(*x), Percent(x + width)), y, look: Look::Halo })
        }
        _ => None,
    };
    bars.iter().filter_map(rises_above).collect()
}

/// The places where bars stand.
#[derive(Clone, Copy)]
struct Slots {
    count: usize,
    /// In percent of the whole.
    width: f64,
}

impl Slots {
    fn start(self, slot: usize) -> f64 {
        self.width * slot as f64
    }

    fn middle(self, slot: usize) -> f64 {
        self.start(slot) + self.width / 2.0
    }

    /// Where words below a bar stand: centred, but not far beyond the first or last bar.
    fn place(self, slot: usize, spills: bool) -> (Across, Anchor) {
        if spills && slot == 0 {
            (Percent(0.0), Anchor::Start)
        } else if spills && slot + 1 == self.count {
            (Percent(self.start(self.count)), Anchor::End)
        } else {
            (Percent(self.middle(slot)), Anchor::Middle)
        }
    }
}

/// The value and the name below each bar: those that have room on a phone, and those that need more.
fn labels(points: &[BarPoint], slots: Slots, ground: f64) -> (Vec<Shape>, Vec<Shape>) {
    let values: Vec<&str> = points.iter().map(value_words).collect();
    let names: Vec<&str> = points.iter().map(|point| point.label.as_str()).collect();
    let (mut always, mut wide) = row(&values, slots, ground + ROW, Look::Words);
    let (more_always, more_wide) = row(&names, slots, ground + 2.0 * ROW, Look::QuietWords);
    always.extend(more_always);
    wide.extend(more_wide);
    (always, wide)
}

fn row(words: &[&str], slots: Slots, y: f64, look: Look) -> (Vec<Shape>, Vec<Shape>) {
    let widest = words.iter().map(|words| width_of(words)).fold(0.0, f64::max);
    let slot = |pixels: f64| slots.width * pixels / 100.0;
    // The first and the last move inwards when they would spill on a phone, and then need half a word more.
    let spills = widest > slot(PHONE) + 2.0 * SPILL;
    let step = |pixels: f64| {
        let needed = if spills { widest * 1.5 - slot(pixels) / 2.0 } else { widest };
        ((needed.max(widest) + GAP) / slot(pixels)).ceil().max(1.0) as usize
    };
    let roomy = every(step(ROOMY), words.len());
    // A multiple of the roomy step, so that a phone shows some of the same words and no others.
    let phone = every(step(PHONE).next_multiple_of(step(ROOMY)), words.len());
    let label = |slot: &usize| {
        let (x, anchor) = slots.place(*slot, spills);
        words_at(x, y, anchor, words[*slot], look)
    };
    let wide = roomy.iter().filter(|slot| !phone.contains(slot));
    (phone.iter().map(label).collect(), wide.map(label).collect())
}

/// The last, the first, and between them every so many, never closer together than that.
fn every(step: usize, count: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = (0..count).rev().step_by(step).collect();
    chosen.reverse();
    if let [first, rest @ ..] = chosen.as_mut_slice()
        && *first > 0
        && !rest.is_empty()
    {
        *first = 0;
    }
    chosen
}

fn value_words(point: &BarPoint) -> &str {
    match point.reading {
        Reading::Value(_) => &point.shown,
        Reading::Few => "few",
        Reading::Nothing => "\u{2013}",
    }
}

/// About how wide words are at 16 pixels, on the safe side.
fn width_of(words: &str) -> f64 {
    words.chars().count() as f64 * 9.2
}

/// 100 for percent; else a round number that nothing exceeds.
fn axis_end(bars: &Bars<'_>) -> f64 {
    if bars.unit.trim() == "%" {
        return 100.0;
    }
    let values = bars.points.iter().filter_map(|point| match point.reading {
        Reading::Value(value) => Some(value),
        Reading::Few | Reading::Nothing => None,
    });
    round_up(values.chain(bars.target.iter().map(|(value, _)| *value)).fold(0.0, f64::max))
}

/// The next of a few round numbers, so that a small change does not redraw the whole chart.
fn round_up(value: f64) -> f64 {
    if !(value.is_finite() && value > 0.0) {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];
    steps.into_iter().map(|step| step * power).find(|end| *end >= value).unwrap_or(10.0 * power)
}

/// Breaks a sentence into lines; a word that is longer than a line stays whole.
fn lines(words: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn paragraph(x: f64, y: f64, lines: &[String]) -> impl Iterator<Item = Shape> {
    let line = move |(line, words): (usize, &String)| {
        words_at(Pixels(x), y + LEADING * line as f64, Anchor::Start, words, Look::Words)
    };
    lines.iter().enumerate().map(line)
}

fn words_at(x: Across, y: f64, anchor: Anchor, words: &str, look: Look) -> Shape {
    Shape::Text { x, y, anchor, words: words.to_owned(), look }
}

/// Draws a small line for a card, oldest value first; gaps stay gaps. The card says in words what it shows.
pub fn spark(values: &[Option<f64>], mark_class: &str) -> Drawing {
    const WIDTH: f64 = 120.0;
    const HEIGHT: f64 = 36.0;
    const EDGE: f64 = 6.0;
    let known = || values.iter().flatten().copied();
    let (low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let x = |step: usize| EDGE + (WIDTH - 2.0 * EDGE) * step as f64 / values.len().saturating_sub(1).max(1) as f64;
    let y = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * share
    };
    let mut strokes: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (step, value) in values.iter().enumerate() {
        match (value, strokes.last_mut()) {
            (Some(value), Some(stroke)) => stroke.push((x(step), y(*value))),
            _ => strokes.push(Vec::new()),
        }
    }
    strokes.retain(|stroke| !stroke.is_empty());
    let last = strokes.last().and_then(|stroke| stroke.last()).copied();
    let mut shapes = vec![Shape::Path { strokes, look: Look::Mark }];
    shapes.extend(last.map(|point| Shape::Path { strokes: vec![vec![point]], look: Look::Dot }));
    Drawing {
        telling: None,
        mark_class: mark_class.to_owned(),
        width: Some(WIDTH),
        height: HEIGHT,
        shapes,
        wide: Vec::new(),
    }
}

/// How far a group of actions is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Finished.
    Done,
    /// Under way.
    Doing,
    /// Not begun.
    Planned,
}

/// A group of actions in a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripPart {
    /// How far.
    pub progress: Progress,
    /// How many.
    pub count: u32,
    /// In words, such as "5 done".
    pub words: String,
}

/// Draws one strip for all actions, and below it each group in words.
pub fn strip(telling: Telling, parts: &[StripPart], mark_class: &str) -> Drawing {
    const STRIP: f64 = 28.0;
    let total: f64 = parts.iter().map(|part| f64::from(part.count)).sum::<f64>().max(1.0);
    let mut shapes = Vec::new();
    let mut start = 0.0;
    for part in parts.iter().filter(|part| part.count > 0) {
        let width = 100.0 * f64::from(part.count) / total;
        let look = look_of(part.progress);
        shapes.push(Shape::Rect { x: Percent(start), y: 1.0, width: Percent(width), height: STRIP, look });
        start += width;
    }
    let mut y = STRIP + 14.0;
    for part in parts {
        let look = look_of(part.progress);
        shapes.push(Shape::Rect { x: Pixels(1.0), y, width: Pixels(16.0), height: 16.0, look });
        let words = lines(&part.words, LINE - 3);
        shapes.extend(paragraph(27.0, y + 13.5, &words));
        y += LEADING * words.len().max(1) as f64 + 6.0;
    }
    filling(telling, mark_class, y, shapes)
}

fn look_of(progress: Progress) -> Look {
    match progress {
        Progress::Done => Look::Bar,
        Progress::Doing => Look::QuietBar,
        Progress::Planned => Look::OpenBar,
    }
}

/// One of the two bars of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The value.
    pub value: f64,
    /// In words, such as "Before: 6 falls a month".
    pub words: String,
}

/// Draws before and after as two bars from the left, each below its words.
pub fn compare(telling: Telling, before: &Compared, after: &Compared, mark_class: &str) -> Drawing {
    const BAR: f64 = 22.0;
    let most = before.value.max(after.value).max(f64::MIN_POSITIVE);
    let mut shapes = Vec::new();
    let mut y = 0.0;
    for (compared, look) in [(before, Look::QuietBar), (after, Look::Bar)] {
        let words = lines(&compared.words, LINE);
        shapes.extend(paragraph(0.0, y + 17.0, &words));
        y += LEADING * words.len() as f64 + 5.0;
        if compared.value > 0.0 {
            let width = Percent(100.0 * compared.value / most);
            shapes.push(Shape::Rect { x: Percent(0.0), y, width, height: BAR, look });
        }
        y += BAR + 11.0;
    }
    filling(telling, mark_class, y - 7.0, shapes)
}

fn filling(telling: Telling, mark_class: &str, height: f64, shapes: Vec<Shape>) -> Drawing {
    Drawing { telling: Some(telling), mark_class: mark_class.to_owned(), width: None, height, shapes, wide: Vec::new() }
}
