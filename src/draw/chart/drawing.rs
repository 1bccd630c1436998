//! What a chart consists of: rectangles, lines, one path and words, and how they are written as SVG.
//!
//! Places across are shares of whatever width there is, places down are pixels, and there is no `viewBox`: so words keep
//! their size on a phone. The PDF draws the same shapes.

use std::fmt::Write;

use super::ROOMY;

/// A place or a length from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Across {
    /// Of the whole width, from 0 to 100.
    Percent(f64),
    /// A fixed length.
    Pixels(f64),
}

/// What a shape means; pages give each its colour by a class of CSS, and a bare SVG has colours of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A bar in the mark colour.
    Bar,
    /// A bar that stands back: before, or under way.
    QuietBar,
    /// A bar that is only an outline: planned.
    OpenBar,
    /// Dashes where a number is too small to be told.
    Withheld,
    /// The ground that bars stand on.
    Ground,
    /// A line in the colour of the paper, below the target line where that crosses a dark bar.
    Halo,
    /// The line of what we aim for.
    Target,
    /// A line in the mark colour.
    Mark,
    /// A dot in the mark colour.
    Dot,
    /// Words that matter.
    Words,
    /// Words that help.
    QuietWords,
}

/// Where words stand in relation to their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there.
    Start,
    /// They are centred on it.
    Middle,
    /// They end there.
    End,
}

/// One part of a chart.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "x and y are places from the left and the top")]
pub enum Shape {
    /// A rectangle.
    Rect { x: Across, y: f64, width: Across, height: f64, look: Look },
    /// A horizontal line.
    Line { x: (Across, Across), y: f64, look: Look },
    /// Lines from point to point, in pixels.
    Path { strokes: Vec<Vec<(f64, f64)>>, look: Look },
    /// Words on one line.
    Text { x: Across, y: f64, anchor: Anchor, words: String, look: Look },
}

/// How a chart is told to people who do not see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Begins the ids; no other chart of the page has it.
    pub id: String,
    /// One short sentence.
    pub title: String,
    /// What the chart shows, in words and figures.
    pub description: String,
}

/// A chart, ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// `None` for a picture that says nothing its neighbours do not say.
    pub telling: Option<Telling>,
    /// The class of CSS that sets the mark colour.
    pub mark_class: String,
    /// Width in pixels; `None` fills what there is.
    pub width: Option<f64>,
    /// Height in pixels.
    pub height: f64,
    /// What is always shown.
    pub shapes: Vec<Shape>,
    /// What is shown as well where there is room (and on paper).
    pub wide: Vec<Shape>,
}

impl Drawing {
    /// Writes the chart as an `<svg>` element that also stands alone.
    pub fn svg(&self) -> String {
        self.written(&self.width.map_or("100%".to_owned(), number), NAME_SPACE)
    }

    /// Writes the chart for a page, inside which a drawing needs no name space.
    pub fn inside_a_page(&self) -> String {
        self.written(&self.width.map_or("100%".to_owned(), number), "")
    }

    /// Writes the chart for paper: as wide as told, its words in the font of the page, and no more words than have room.
    pub fn printed(&self, width: f64, font: &str) -> String {
        let wide = if width < ROOMY { &[] } else { self.wide.as_slice() };
        let more = format!(r#"{NAME_SPACE} font-family="{}""#, escape(font));
        self.with(wide, &number(self.width.unwrap_or(width)), &more)
    }

    fn written(&self, width: &str, more: &str) -> String {
        self.with(&self.wide, width, more)
    }

    fn with(&self, wide: &[Shape], width: &str, more: &str) -> String {
        let mut svg = String::new();
        let class = format!("chart {}", self.mark_class);
        write!(
            svg,
            r#"<svg{more} class="{}" width="{width}" height="{}" font-size="16" overflow="visible""#,
            escape(class.trim_end()),
            number(self.height),
        )
        .expect(TO_MEMORY);
        self.write_telling(&mut svg);
        write_shapes(&mut svg, &self.shapes);
        if !wide.is_empty() {
            svg.push_str(r#"<g class="chart-wide">"#);
            write_shapes(&mut svg, wide);
            svg.push_str("</g>");
        }
        svg.push_str("</svg>");
        svg
    }

    fn write_telling(&self, svg: &mut String) {
        let Some(Telling { id, title, description }) = &self.telling else {
            svg.push_str(r#" aria-hidden="true" focusable="false">"#);
            return;
        };
        let (id, title, description) = (escape(id), escape(title), escape(description));
        write!(
            svg,
            r#" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>"#
        )
        .expect(TO_MEMORY);
    }
}

/// What an SVG that stands alone begins with.
const NAME_SPACE: &str = r#" xmlns="http://www.w3.org/2000/svg""#;

const TO_MEMORY: &str = "writing to memory cannot fail";

/// Shapes of one look stand in one group, which says once what they share.
fn write_shapes(svg: &mut String, shapes: &[Shape]) {
    for run in shapes.chunk_by(|one, next| shared(one) == shared(next)) {
        let alone = run.len() == 1;
        if !alone {
            write!(svg, "<g {}>", shared(&run[0])).expect(TO_MEMORY);
        }
        for shape in run {
            write_shape(svg, shape, if alone { shared(shape) } else { String::new() });
        }
        if !alone {
            svg.push_str("</g>");
        }
    }
}

/// What a shape has in common with its neighbours: its look; of words and of halos also the line they stand on.
fn shared(shape: &Shape) -> String {
    match shape {
        Shape::Line { y, look: look @ Look::Halo, .. } => {
            format!(r#"transform="translate(0 {})" {}"#, number(*y), attributes(*look))
        }
        Shape::Rect { look, .. } | Shape::Line { look, .. } | Shape::Path { look, .. } => attributes(*look).to_owned(),
        Shape::Text { y, anchor, look, .. } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => r#" text-anchor="middle""#,
                Anchor::End => r#" text-anchor="end""#,
            };
            format!(r#"transform="translate(0 {})"{anchor} {}"#, number(*y), attributes(*look))
        }
    }
}

fn write_shape(svg: &mut String, shape: &Shape, own: String) {
    let own = if own.is_empty() { own } else { format!(" {own}") };
    match shape {
        Shape::Rect { x, y, width, height, .. } => write!(
            svg,
            r#"<rect x="{}" y="{}" width="{}" height="{}"{own}/>"#,
            across(*x),
            number(*y),
            across(*width),
            number(*height),
        ),
        Shape::Line { x: (from, to), look: Look::Halo, .. } => {
            write!(svg, r#"<line x1="{}" x2="{}"{own}/>"#, across(*from), across(*to))
        }
        Shape::Line { x: (from, to), y, .. } => {
            write!(svg, r#"<line x1="{}" y1="{y}" x2="{}" y2="{y}"{own}/>"#, across(*from), across(*to), y = number(*y))
        }
        Shape::Path { strokes, .. } => write!(svg, r#"<path d="{}"{own}/>"#, path(strokes)),
        Shape::Text { x, words, .. } => {
            write!(svg, r#"<text x="{}"{own}>{}</text>"#, across(*x), escape(words))
        }
    }
    .expect(TO_MEMORY);
}

/// The class, and colours for where no style sheet is.
fn attributes(look: Look) -> &'static str {
    match look {
        Look::Bar => r##"class="chart-bar" fill="#0e4588" stroke="currentColor""##,
        Look::QuietBar => r##"class="chart-bar chart-quiet" fill="#cfc4b8" stroke="currentColor""##,
        Look::OpenBar => r##"class="chart-bar chart-open" fill="#fdfaf5" stroke="currentColor""##,
        Look::Withheld => r##"class="chart-withheld" fill="none" stroke="currentColor" stroke-dasharray="4 3""##,
        Look::Ground => r##"class="chart-line" stroke="#8c7f73" stroke-width="1.5""##,
        Look::Halo => r##"class="chart-halo" stroke="#fdfaf5" stroke-width="4.5""##,
        Look::Target => r##"class="chart-target" stroke="#26201b" stroke-width="2""##,
        Look::Mark => {
            r##"class="chart-mark" fill="none" stroke="#0e4588" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round""##
        }
        Look::Dot => r##"class="chart-mark" stroke="#0e4588" stroke-width="9" stroke-linecap="round""##,
        Look::Words => r##"class="chart-text" fill="#26201b""##,
        Look::QuietWords => r##"class="chart-text chart-quiet" fill="#514740""##,
    }
}

fn path(strokes: &[Vec<(f64, f64)>]) -> String {
    let mut path = String::new();
    for stroke in strokes {
        for (step, (x, y)) in stroke.iter().enumerate() {
            path.push(if step == 0 { 'M' } else { 'L' });
            write!(path, "{} {}", number(*x), number(*y)).expect(TO_MEMORY);
        }
        if let [only] = stroke.as_slice() {
            // A line of no length with round ends is a dot.
            write!(path, "L{} {}", number(only.0), number(only.1)).expect(TO_MEMORY);
        }
    }
    path
}

fn across(across: Across) -> String {
    match across {
        // A tenth of a percent is less than a pixel.
        Across::Percent(share) => format!("{}%", number((share * 10.0).round() / 10.0)),
        Across::Pixels(length) => number(length),
    }
}

/// At most two places behind the point, and none that say nothing.
fn number(value: f64) -> String {
    let rounded = format!("{value:.2}");
    let short = rounded.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
