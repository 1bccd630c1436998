//! What the preview adds to pages, and the few pages of its own. All its sentences stand here, and nowhere else; those
//! about problems come from the problems themselves.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::engine::Told;
use super::pages::{OWN, PageKey, encoded};
use super::server::Answer;
use crate::draw::escape;
use crate::problem::{Problem, Problems, Severity, all_of, counted};

/// The media type of pages.
pub const HTML: &str = "text/html; charset=utf-8";

/// Where all problems are told.
pub const PROBLEMS: &str = "/-/problems";

/// The news that an open page is no longer as it was.
pub const RELOAD: &str = "{\"reload\":true}";

const SCRIPT: &str = include_str!("shell/preview.js");
const BAR_STYLE: &str = include_str!("shell/preview.css");
const ICON: &str = include_str!("shell/icon.svg");
const PAGE_STYLE: &str = include_str!("shell/own.css");

/// What stands at the foot of a page.
pub struct Bar<'b> {
    /// The page.
    pub page: &'b PageKey,
    /// The hash of what it shows.
    pub seen: &'b str,
    /// A sentence about it.
    pub note: Option<String>,
    /// In a frame there is no bar, but the page is kept up to date.
    pub framed: bool,
    /// Where its edition's first PDF is.
    pub pdf: Option<String>,
    /// All editions, by name.
    pub editions: Vec<String>,
    /// How many problems there are.
    pub told: String,
}

/// The preview's own files.
pub fn file(path: &str) -> Option<Answer> {
    let (kind, text) = match path {
        "/-/preview.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "/-/preview.css" => ("text/css; charset=utf-8", BAR_STYLE),
        "/-/icon.svg" => ("image/svg+xml", ICON),
        "/-/own.css" => ("text/css; charset=utf-8", PAGE_STYLE),
        _ => return None,
    };
    Some(Answer::File { kind, bytes: text.as_bytes().to_vec() })
}

/// The page of all problems.
pub fn problems_key() -> PageKey {
    PageKey { edition: OWN.to_owned(), path: "problems".to_owned() }
}

/// The media type of a file of an edition.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

/// Whether a problem is a mistake in the settings.
pub fn is_about_settings(problem: &Problem) -> bool {
    problem.severity == Severity::Error && problem.at.file.as_str() == "carefolio.toml"
}

/// A page with the bar at its foot.
pub fn with_bar(html: &str, bar: &Bar<'_>) -> String {
    let head = "<link rel=\"stylesheet\" href=\"/-/preview.css\"><script src=\"/-/preview.js\" defer></script>";
    let html = before(html, "</head>", head);
    before(&html, "</body>", &bar.html())
}

/// Puts something before the last of these words; at the end where there are none.
fn before(html: &str, words: &str, piece: &str) -> String {
    let place = html.rfind(words).unwrap_or(html.len());
    format!("{}{piece}{}", &html[..place], &html[place..])
}

impl Bar<'_> {
    fn html(&self) -> String {
        let page = self.page.address();
        let mut html = format!(
            "<aside id=\"carefolio-preview\" lang=\"en\" dir=\"ltr\" aria-label=\"Preview\" data-page=\"{}\" data-seen=\"{}\" \
             data-ended=\"The preview has ended. Start it again with: carefolio serve\"{}>",
            escape(&page),
            escape(self.seen),
            if self.framed { " hidden" } else { "" },
        );
        if let Some(note) = &self.note {
            let _ = write!(html, "<p class=\"note\">{}</p>", marked(note));
        }
        let _ = write!(
            html,
            "<div><a href=\"{PROBLEMS}\" data-say=\"problems\"{}>{}</a>",
            if self.page.edition == OWN { " aria-current=\"page\"" } else { "" },
            escape(&self.told),
        );
        if !self.editions.is_empty() {
            html.push_str("<nav aria-label=\"Editions\">");
            for name in &self.editions {
                let current = if *name == self.page.edition { " aria-current=\"true\"" } else { "" };
                let to = format!("/-/go?edition={}&page={}", encoded(name), encoded(&page));
                let _ = write!(html, "<a href=\"{}\"{current}>{}</a>", escape(&to), escape(name));
            }
            html.push_str("</nav>");
        }
        if self.page.edition != OWN {
            html.push_str("<span class=\"tools\"><button type=\"button\" data-do=\"print\" aria-pressed=\"false\" hidden>As printed</button>");
            let phone = format!("/-/phone?page={}", encoded(&page));
            let _ = write!(html, "<a href=\"{}\">On a phone</a>", escape(&phone));
            if let Some(pdf) = &self.pdf {
                let _ = write!(html, "<a href=\"{}\">PDF</a>", escape(pdf));
            }
            html.push_str("</span>");
        }
        html.push_str("<span role=\"status\" data-say=\"state\"></span></div></aside>");
        html
    }
}

/// How many problems there are, in the bar.
pub fn told_line(told: &Told) -> String {
    let count = |severity| told.problems.count(severity);
    let (mistakes, held, advice) = (count(Severity::Error), count(Severity::HeldBack), count(Severity::Advice));
    let mut parts = Vec::new();
    if mistakes > 0 {
        parts.push(counted(mistakes, "mistake", "mistakes"));
    }
    if told.is_whole && held > 0 {
        parts.push(format!("{held} held back"));
    }
    match (parts.is_empty(), told.is_whole, advice) {
        (false, ..) => parts.join(", "),
        (true, false, _) => "Looking\u{2026}".to_owned(),
        (true, true, 0) => "Nothing to put right".to_owned(),
        (true, true, advice) => counted(advice, "piece of advice", "pieces of advice"),
    }
}

/// The same as news for an open page.
pub fn news_of(told: &Told) -> String {
    serde_json::json!({ "problems": told_line(told) }).to_string()
}

/// The page stays as it was, because of a mistake in its file.
pub fn as_it_was(problem: &Problem) -> String {
    format!("There is a mistake in {}, so this page stays as it was before. {}", problem.at.in_words(), problem.says)
}

/// The page stays as it was, because there are no settings.
pub fn no_settings() -> String {
    "There is no carefolio.toml at the moment, so this page stays as it was before.".to_owned()
}

/// The page shows what could be read of a file with a mistake in it.
pub fn as_far_as_it_goes(problem: &Problem) -> String {
    format!("There is a mistake in {}; this page shows what could be read. {}", problem.at.in_words(), problem.says)
}

/// A page of the preview's own.
fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title} \u{2013} preview</title><link rel=\"icon\" href=\"/-/icon.svg\"><link rel=\"stylesheet\" href=\"/-/own.css\"></head>\
         <body>{body}</body></html>\n",
        title = escape(title),
    )
}

/// There is no such page in an edition.
pub fn missing_page(edition: &str) -> String {
    let body = format!(
        "<main><h1>This page is not in the edition</h1><p>Nothing is shown at this address in the edition <b>{}</b>. If you look for \
         an item, it may be held back there: the list of problems says why.</p><p><a href=\"{PROBLEMS}\">See what is held \
         back</a></p><p><a href=\"/\">Go to the first page</a></p></main>",
        escape(edition),
    );
    page("Not in this edition", &body)
}

/// Stands where a page will be once its photos are ready, and looks for it every second.
pub fn photos_page(ready: usize, of: usize) -> String {
    let body = format!(
        "<main><h1>Getting photos ready</h1><p>{ready} of {} so far.</p><progress max=\"{of}\" value=\"{ready}\" \
         aria-label=\"Photos that are ready\"></progress><p>Each photo is turned, made smaller and freed of what is hidden in \
         it. This is done once: from then on pages come at once.</p></main>",
        counted(of, "photo", "photos"),
    );
    page("Getting photos ready", &body).replacen("<title>", "<meta http-equiv=\"refresh\" content=\"1\"><title>", 1)
}

/// A page that cannot be shown, and why.
pub fn trouble_page(problem: &Problem) -> String {
    let mut body = "<main><h1>This page cannot be shown at the moment</h1>".to_owned();
    if !problem.at.file.as_str().is_empty() {
        let _ = write!(body, "<h2>{}</h2>", escape(&problem.at.in_words()));
    }
    body.push_str(&words_of(problem));
    body.push_str("<p>The page comes back by itself when this is put right.</p></main>");
    page("Not to be shown", &body)
}

/// This program makes no PDFs.
#[cfg(not(feature = "pdf"))]
pub fn no_pdfs() -> String {
    let body = "<main><h1>No PDFs</h1><p>This carefolio was built without the part that makes PDFs.</p></main>";
    page("No PDFs", body)
}

/// An address that means nothing.
pub fn not_here() -> String {
    page("Not here", "<main><h1>There is nothing here</h1><p><a href=\"/\">Go to the first page</a></p></main>")
}

/// Somebody asks while the preview ends.
pub fn ended() -> String {
    let body = "<main><h1>The preview has ended</h1><p>Start it again with: <code>carefolio serve</code></p></main>";
    page("Ended", body)
}

/// A page as wide as a telephone.
pub fn phone_page(shown: &PageKey) -> String {
    let address = shown.address();
    let body = format!(
        "<main class=\"phone\"><iframe title=\"The page on a phone, 390 pixels wide\" src=\"{0}\"></iframe>\
         <p><a href=\"{0}\">Back to the whole width</a></p></main><script src=\"/-/preview.js\"></script>",
        escape(&address),
    );
    page("On a phone", &body)
}

/// Everything that is wrong or held back, the most important first, file by file.
pub fn problems_page(told: &Told) -> String {
    let mut body = "<main><h1>What to put right</h1>".to_owned();
    if !told.is_whole {
        body.push_str("<p>Still looking through the editions\u{2026}</p>");
    } else if told.problems.is_empty() {
        body.push_str("<p>Nothing is wrong, and nothing is held back.</p>");
    }
    for severity in [Severity::Error, Severity::HeldBack, Severity::Advice] {
        let count = told.problems.count(severity);
        if count > 0 {
            let _ = write!(body, "<section><h2>{}</h2>", escape(&severity.heading(count)));
            body.push_str(&by_file(&told.problems, severity));
            body.push_str("</section>");
        }
    }
    body.push_str("<p class=\"back\"><a href=\"/\">Go to the first page</a></p></main>");
    page("What to put right", &body)
}

fn by_file(problems: &Problems, severity: Severity) -> String {
    let mut files: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.severity == severity) {
        files.entry(problem.at.file.as_str()).or_default().push(problem);
    }
    let mut html = String::new();
    for (file, problems) in files {
        if !file.is_empty() {
            let _ = write!(html, "<h3>{}</h3>", escape(file));
        }
        html.push_str("<ul>");
        for problem in problems {
            let line = match problem.at.line {
                0 => String::new(),
                line => format!("<b>Line {line}.</b> "),
            };
            let _ = write!(html, "<li>{}</li>", words_of(problem).replacen("<p>", &format!("<p>{line}"), 1));
        }
        html.push_str("</ul>");
    }
    html
}

/// A problem in the words that `check` has for it.
fn words_of(problem: &Problem) -> String {
    let mut html = format!("<p>{}</p>", marked(&problem.says));
    let editions = all_of(problem.editions.iter().map(String::as_str));
    let editions = if editions.is_empty() { String::new() } else { format!(" Editions: {editions}.") };
    if !problem.means.is_empty() || !editions.is_empty() {
        let _ = write!(html, "<p>{}</p>", marked(format!("{}{editions}", problem.means).trim()));
    }
    let _ = write!(html, "<p>Fix: {}</p>", marked(&problem.fix));
    let _ = write!(html, "<p class=\"more\">More: <code>carefolio explain {}</code></p>", escape(problem.code));
    html
}

/// A sentence whose `keys` stand out.
fn marked(sentence: &str) -> String {
    let mut html = String::new();
    let pieces: Vec<&str> = sentence.split('`').collect();
    for (place, piece) in pieces.iter().enumerate() {
        // A mark without its partner is only a mark.
        let is_key = place % 2 == 1 && place + 1 < pieces.len();
        let _ = match is_key {
            true => write!(html, "<code>{}</code>", escape(piece)),
            false if place % 2 == 1 => write!(html, "`{}", escape(piece)),
            false => write!(html, "{}", escape(piece)),
        };
    }
    html
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::problem::Span;
    use crate::sources::SourcePath;

    fn told(list: Vec<Problem>, is_whole: bool) -> Told {
        let mut problems = Problems::default();
        list.into_iter().for_each(|problem| problems.add(problem));
        Told { problems: Arc::new(problems), is_whole }
    }

    fn at(file: &str, line: u32) -> Span {
        Span::line(&SourcePath::new(file).expect("a path"), line)
    }

    #[test]
    fn a_bar_is_put_at_the_end_and_names_can_be_anything() {
        let page = PageKey { edition: "a\"b<c".to_owned(), path: "x.html".to_owned() };
        let bar = Bar {
            page: &page,
            seen: "1",
            note: Some("Look at <this>.".to_owned()),
            framed: false,
            pdf: None,
            editions: vec!["a\"b<c".to_owned()],
            told: told_line(&told(Vec::new(), true)),
        };
        let html = with_bar("<html><head></head><body><p>&lt;/body&gt;</p></body></html>", &bar);
        assert!(html.ends_with("</aside></body></html>"), "{html}");
        assert!(html.contains("a&quot;b&lt;c</a>") && html.contains("Look at &lt;this&gt;."), "{html}");
        assert!(!html.contains("b<c"), "{html}");
        assert!(with_bar("no page", &bar).contains("<aside"));
    }

    #[test]
    fn keys_stand_out() {
        assert_eq!(marked("No `a<b` and `c`."), "No <code>a&lt;b</code> and <code>c</code>.");
        assert_eq!(marked("One ` alone"), "One ` alone");
        assert_eq!(marked("`x`"), "<code>x</code>");
    }

    #[test]
    fn problems_are_told_by_file_in_their_own_words() {
        let list = vec![
            Problem::error("x", at("stories/tea.md", 4)).says("One <b>.").means("Two.").fix("Three."),
            Problem::held_back("y", at("stories/tea.md", 0)).says("Four.").fix("Five.").in_edition("family"),
            Problem::error("z", Span::nowhere()).says("Six.").fix("Seven."),
        ];
        let html = problems_page(&told(list.clone(), true));
        for words in ["2 mistakes to put right", "<b>Line 4.</b> One &lt;b&gt;.", "Fix: Three.", "Editions: family."] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert_eq!(html.matches("<h3>stories/tea.md</h3>").count(), 2);
        assert_eq!(told_line(&told(list.clone(), true)), "2 mistakes, 1 held back");
        assert_eq!(told_line(&told(list, false)), "2 mistakes");
        assert_eq!(told_line(&told(Vec::new(), true)), "Nothing to put right");
    }
}
