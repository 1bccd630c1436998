//! How problems are told to other programs, one line each: to an editor, and to GitHub as remarks beside the lines.

use camino::Utf8Path;

use super::told::seen;
use crate::problem::{Problem, Severity};

/// `stories/tea.md:4:9: error unknown-key There is no key …`, which editors can jump to.
pub fn short(problem: &Problem, folder: &Utf8Path) -> String {
    let at = &problem.at;
    let place = format!("{}:{}:{}", shown(problem, folder), at.line.max(1), at.column.max(1));
    seen(&format!("{place}: {} {} {}", word(problem.severity), problem.code, problem.says)).into_owned()
}

/// `::error file=stories/tea.md,line=4,title=unknown-key::There is no key …`
pub fn github(problem: &Problem, folder: &Utf8Path) -> String {
    let level = match problem.severity {
        Severity::Error => "error",
        Severity::HeldBack => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = Vec::new();
    if !problem.at.file.as_str().is_empty() {
        properties.push(format!("file={}", property(&shown(problem, folder))));
    }
    if problem.at.line > 0 {
        properties.push(format!("line={}", problem.at.line));
    }
    if problem.at.column > 0 {
        properties.push(format!("col={}", problem.at.column));
    }
    properties.push(format!("title={}", property(problem.code)));
    let words = [&problem.says, &problem.means, &problem.fix].map(String::as_str).join(" ").replace("  ", " ");
    format!("::{level} {}::{}", properties.join(","), data(words.trim()))
}

fn shown(problem: &Problem, folder: &Utf8Path) -> String {
    let file = problem.at.file.as_str();
    let folder = folder.as_str().trim_start_matches("./").trim_end_matches('/').replace('\\', "/");
    match folder.as_str() {
        "" | "." => file.to_owned(),
        folder if file.is_empty() => folder.to_owned(),
        folder => format!("{folder}/{file}"),
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::HeldBack => "held-back",
        Severity::Advice => "advice",
    }
}

/// What GitHub asks for (docs.github.com, "Workflow commands"): a `%` and line ends would be read as its own signs.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{github, short};
    use crate::problem::{Problem, Span};
    use crate::sources::SourcePath;
    use camino::Utf8Path;

    fn problem() -> Problem {
        let file = SourcePath::new("stories/tea, cake 100%.md").expect("a path");
        Problem::error("unknown-key", Span { file, line: 4, column: 9 })
            .says("There is no key here: 100%.")
            .fix("Take it out.")
    }

    #[test]
    fn one_line_tells_an_editor_where_to_go() {
        let told = "home/stories/tea, cake 100%.md:4:9: error unknown-key There is no key here: 100%.";
        assert_eq!(short(&problem(), Utf8Path::new("./home/")), told);
        let whole = Problem::advice("x-y", Span::nowhere()).says("Hm.");
        assert_eq!(short(&whole, Utf8Path::new("home")), "home:1:1: advice x-y Hm.");
    }

    #[test]
    fn github_reads_its_own_signs_as_letters() {
        let told = "::error file=stories/tea%2C cake 100%25.md,line=4,col=9,title=unknown-key::There is no key here: 100%25. \
                    Take it out.";
        assert_eq!(github(&problem(), Utf8Path::new(".")), told);
        let held = Problem::held_back("x-y", Span::nowhere()).says("Hm.");
        assert_eq!(github(&held, Utf8Path::new(".")), "::warning title=x-y::Hm.");
    }
}
