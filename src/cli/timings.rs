//! How long each pass took, for `--timings`. The clock is here, and what it says never reaches an edition.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::pipeline::Passed;

/// A pass and its time.
#[derive(Clone, Debug, Serialize)]
pub struct Timed {
    /// The pass.
    #[serde(flatten)]
    pub passed: Passed,
    /// How long it took, in milliseconds.
    pub milliseconds: f64,
}

/// Times passes. Those of an edition come one after another; the editions are made at the same time.
pub struct Timings {
    passes: Mutex<Passes>,
}

struct Passes {
    began: Instant,
    /// When the last pass that is of no edition was over.
    since: Instant,
    /// When the last pass of each edition was over.
    of_edition: BTreeMap<String, Instant>,
    timed: Vec<Timed>,
}

impl Timings {
    /// Starts the clock.
    #[expect(clippy::disallowed_methods, reason = "this is where the clock is")]
    pub fn start() -> Timings {
        let (began, since) = (Instant::now(), Instant::now());
        let passes = Passes { began, since, of_edition: BTreeMap::new(), timed: Vec::new() };
        Timings { passes: Mutex::new(passes) }
    }

    /// A pass is over.
    #[expect(clippy::disallowed_methods, reason = "this is where the clock is")]
    pub fn passed(&self, passed: Passed) {
        let now = Instant::now();
        let mut passes = self.passes.lock().unwrap_or_else(PoisonError::into_inner);
        let since = match &passed.edition {
            Some(edition) => {
                let since = passes.since;
                passes.of_edition.insert(edition.clone(), now).unwrap_or(since)
            }
            None => {
                let last = passes.of_edition.values().max().copied();
                let since = last.map_or(passes.since, |last| last.max(passes.since));
                passes.since = now;
                since
            }
        };
        passes.timed.push(Timed { passed, milliseconds: milliseconds(now - since) });
    }

    /// The last step, which no pass is told of, and everything together: editions are made at the same time, so that the
    /// passes may add up to more.
    pub fn last(self, pass: &'static str, made: usize, reused: usize) -> Vec<Timed> {
        self.passed(Passed { pass, edition: None, made, reused });
        let Passes { began, since, mut timed, .. } = self.passes.into_inner().unwrap_or_else(PoisonError::into_inner);
        // Whichever edition was quicker, the table has one order.
        let is_of_edition = |timed: &Timed| timed.passed.edition.is_some();
        if let (Some(first), Some(last)) = (timed.iter().position(is_of_edition), timed.iter().rposition(is_of_edition))
        {
            timed[first..=last].sort_by(|a, b| a.passed.edition.cmp(&b.passed.edition));
        }
        let all = Passed { pass: "all", edition: None, made, reused };
        timed.push(Timed { passed: all, milliseconds: milliseconds(since - began) });
        timed
    }
}

/// To a hundredth, which is all that anybody can tell apart.
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 100_000.0).round() / 100.0
}

/// A table for people.
pub fn table(passes: &[Timed]) -> String {
    let mut lines = vec![format!("{:<28}{:>9}{:>9}{:>12}", "pass", "things", "as before", "ms")];
    lines.extend(passes.iter().map(|Timed { passed, milliseconds }| {
        let name = match &passed.edition {
            Some(edition) => format!("{} ({edition})", passed.pass),
            None => passed.pass.to_owned(),
        };
        format!("{name:<28}{:>9}{:>9}{milliseconds:>12.2}", passed.made, passed.reused)
    }));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_each_pass_with_its_edition() {
        let pass = |pass, edition: Option<&str>, made, reused, milliseconds| Timed {
            passed: Passed { pass, edition: edition.map(str::to_owned), made, reused },
            milliseconds,
        };
        let told = table(&[pass("read", None, 12, 0, 1.5), pass("make pages", Some("public"), 30, 28, 2.25)]);
        let lines: Vec<Vec<&str>> = told.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[1], ["read", "12", "0", "1.50"]);
        assert_eq!(lines[2], ["make", "pages", "(public)", "30", "28", "2.25"]);
    }

    #[test]
    fn whichever_edition_was_quicker_the_table_has_one_order() {
        let timings = Timings::start();
        let pass =
            |pass, edition: Option<&str>| Passed { pass, edition: edition.map(str::to_owned), made: 1, reused: 0 };
        for (name, edition) in
            [("clear", None), ("lay out", Some("public")), ("lay out", Some("family")), ("make pages", Some("public"))]
        {
            timings.passed(pass(name, edition));
        }
        let timed = timings.last("publish", 3, 0);
        let told: Vec<_> = timed.iter().map(|one| (one.passed.pass, one.passed.edition.as_deref())).collect();
        let of = |edition| Some(edition);
        assert_eq!(
            told,
            [
                ("clear", None),
                ("lay out", of("family")),
                ("lay out", of("public")),
                ("make pages", of("public")),
                ("publish", None),
                ("all", None)
            ]
        );
    }
}
