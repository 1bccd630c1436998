//! What a run begins with: a folder, read and joined. A preview keeps what it read for the next time.

use std::sync::Arc;

use super::{Outcome, Request, events, languages, rating};
use crate::consent::House;
use crate::content::{self, Parsed};
use crate::framework::Frameworks;
use crate::plan::tongue::Tongue;
use crate::portfolio::{self, Portfolio};
use crate::problem::Problems;
use crate::sources::Sources;
use crate::theme::Theme;

/// What a run begins with: a folder, read and joined.
pub struct Begun {
    /// Everything joined.
    pub portfolio: Portfolio,
    /// How pages look.
    pub theme: Arc<Theme>,
    /// Whether the folder has a theme of its own.
    pub has_own_theme: bool,
    /// The languages, the folder's own first.
    pub tongues: Vec<Tongue>,
}

/// Reads the folder and joins everything; nothing where there is no `carefolio.toml`.
pub(super) fn begin(sources: &dyn Sources, request: &Request, outcome: &mut Outcome) -> Option<Begun> {
    // Files are waited for in between: meanwhile the theme is read, which most folders leave as it is.
    let (parsed, _) = rayon::join(|| content::parse(sources, &mut outcome.problems), Theme::of_program);
    join(parsed, request, outcome, &mut Before::default())
}

/// The same for a preview: only what was touched since the last time is read.
pub fn begin_again(
    sources: &dyn Sources,
    request: &Request,
    outcome: &mut Outcome,
    before: &mut Before,
) -> Option<Begun> {
    let parsed = content::parse_again(sources, &mut before.content, &mut outcome.problems);
    join(parsed, request, outcome, before)
}

fn join(mut parsed: Parsed, request: &Request, outcome: &mut Outcome, before: &mut Before) -> Option<Begun> {
    let Some(settings) = parsed.settings.take() else {
        outcome.problems = std::mem::take(&mut outcome.problems).settled();
        outcome.register = parsed.register;
        return None;
    };
    outcome.has_settings = true;
    outcome.configured = settings.editions.iter().map(|edition| edition.name.clone()).collect();
    outcome.house = House::of(&settings.policy);
    let theme = before.theme(&settings.theme, &parsed.theme, &mut outcome.problems);
    let has_own_theme = !parsed.theme.is_empty();
    let languages = languages::of(&settings, &theme, &parsed.items, &mut outcome.problems);
    let tongues = Tongue::all(&languages);
    let portfolio = gather(parsed, settings, &mut outcome.problems);
    rating::check(&portfolio, request.today, &mut outcome.problems);
    events::check(&portfolio, request.today, &mut outcome.problems);
    Some(Begun { portfolio, theme, has_own_theme, tongues })
}

/// Joins what was read with the texts of its frameworks.
pub(super) fn gather(parsed: Parsed, settings: content::Settings, problems: &mut Problems) -> Portfolio {
    let active: Vec<_> = settings.frameworks.iter().map(|code| (code.at.clone(), code.typed.as_str())).collect();
    let frameworks = Frameworks::load(&active, &parsed.frameworks, problems);
    portfolio::gather(parsed, settings, frameworks, problems)
}

/// Reads and joins a folder, and makes nothing of it. `None` when it has no settings that can be read.
pub fn read(sources: &dyn Sources, problems: &mut Problems) -> Option<Portfolio> {
    let mut parsed = content::parse(sources, problems);
    let settings = parsed.settings.take()?;
    Some(gather(parsed, settings, problems))
}

/// What a preview keeps from one reading of a folder to the next. Everything comes out as if it were read anew.
#[derive(Default)]
pub struct Before {
    content: content::Memory,
    theme: Option<KnownTheme>,
}

struct KnownTheme {
    name: String,
    files: Vec<(String, Vec<u8>)>,
    theme: Arc<Theme>,
    problems: Problems,
}

impl Before {
    /// What was read of the files.
    pub fn content(&self) -> &content::Memory {
        &self.content
    }

    fn theme(&mut self, name: &str, files: &[(String, Vec<u8>)], problems: &mut Problems) -> Arc<Theme> {
        let known = self.theme.take().filter(|known| known.name == name && known.files == files);
        let known = known.unwrap_or_else(|| {
            let mut problems = Problems::default();
            let theme = Theme::of(name, files, &mut problems);
            KnownTheme { name: name.to_owned(), files: files.to_vec(), theme, problems }
        });
        problems.append(known.problems.clone());
        Arc::clone(&self.theme.insert(known).theme)
    }
}
