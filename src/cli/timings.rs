//! How long each pass took, for `--timings`. The clock is here, and what it says never reaches an edition.

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

/// Times passes one after another.
pub struct Timings {
    since: Instant,
    passes: Vec<Timed>,
}

impl Timings {
    /// Starts the clock.
    #[expect(clippy::disallowed_methods, reason = "this is where the clock is")]
    pub fn start() -> Timings {
        Timings { since: Instant::now(), passes: Vec::new() }
    }

    /// A pass is over.
    #[expect(clippy::disallowed_methods, reason = "this is where the clock is")]
    pub fn passed(&mut self, passed: Passed) {
        let now = Instant::now();
        self.passes.push(Timed { passed, milliseconds: milliseconds(now - self.since) });
        self.since = now;
    }

    /// The last step, which no pass is told of.
    pub fn last(mut self, pass: &'static str, made: usize, reused: usize) -> Vec<Timed> {
        self.passed(Passed { pass, edition: None, made, reused });
        self.passes
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
    let all: f64 = passes.iter().map(|pass| pass.milliseconds).sum();
    lines.push(format!("{:<46}{all:>12.2}", "all"));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_each_pass_and_sums_up() {
        let pass = |pass, edition: Option<&str>, made, reused, milliseconds| Timed {
            passed: Passed { pass, edition: edition.map(str::to_owned), made, reused },
            milliseconds,
        };
        let told = table(&[pass("read", None, 12, 0, 1.5), pass("make pages", Some("public"), 30, 28, 2.25)]);
        let lines: Vec<Vec<&str>> = told.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[1], ["read", "12", "0", "1.50"]);
        assert_eq!(lines[2], ["make", "pages", "(public)", "30", "28", "2.25"]);
        assert_eq!(lines[3], ["all", "3.75"]);
    }
}
