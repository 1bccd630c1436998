//! Makes the outputs of an edition in one language, and gives each away as soon as it is made.

use rayon::prelude::*;

use super::Sink;
use crate::output::{Outgoing, OutputTrouble, Role};
use crate::plan::{self, Fingerprints, Plan, Planned};
use crate::problem::{Problem, Problems};
use crate::render::html::{HtmlRenderer, words_of};

/// Renders every output of an edition that was not made of the same before, in parallel, and gives each away as soon as
/// it is made. Says how many were there already.
pub(super) fn publish(making: &Making<'_, '_>, problems: &mut Problems) -> Result<usize, OutputTrouble> {
    let made: Vec<_> = making.plan.outputs.par_iter().map(|planned| making.make(planned)).collect();
    let mut reused = 0;
    for made in made {
        match made {
            Ok(was_there) => reused += usize::from(was_there),
            Err(Trouble::Output(trouble)) => return Err(trouble),
            Err(Trouble::Told(problem)) => problems.add(*problem),
        }
    }
    Ok(reused)
}

/// What the outputs of an edition in one language are made with.
pub(super) struct Making<'m, 'e> {
    pub(super) name: &'m str,
    pub(super) plan: &'m Plan<'e>,
    pub(super) renderer: &'m HtmlRenderer,
    /// With a theme of its own a folder may say anything on any page.
    pub(super) has_own_theme: bool,
    /// Only where files are kept from one build to the next.
    pub(super) fingerprints: Option<Fingerprints<'m, 'e>>,
    pub(super) sink: &'m dyn Sink,
}

impl Making<'_, '_> {
    /// Makes one output and gives it away. Says whether it was there already.
    pub(super) fn make(&self, planned: &Planned) -> Result<bool, Trouble> {
        let Making { name, plan, renderer, sink, .. } = *self;
        // Our own templates add nothing to what items say: who only asks what may be made need not see all of it.
        let is_only_asked = !sink.wants_files() && !self.has_own_theme;
        if is_only_asked && planned.repeats() {
            return Ok(false);
        }
        let made_of = self.fingerprints.as_ref().and_then(|all| all.of(planned));
        let out = Outgoing { path: &planned.path, relies: plan.relies(planned), role: role(planned), made_of };
        if sink.keep(name, &out).map_err(Trouble::Output)? {
            return Ok(true);
        }
        let text = match plan.make(planned) {
            plan::Made::Text(text) => text,
            plan::Made::Page(head, page)
                if is_only_asked
                    && words_of(&head, &page).is_some_and(|words| sink.sees_nothing_in(out.path, &words)) =>
            {
                return Ok(false);
            }
            plan::Made::Page(head, page) => renderer.render(&head, &page).map_err(Trouble::Told)?,
        };
        sink.put(name, out, text.as_bytes()).map(|()| false).map_err(Trouble::Output)
    }
}

/// What one output says.
pub(super) fn written(plan: &Plan<'_>, planned: &Planned, renderer: &HtmlRenderer) -> Result<String, Box<Problem>> {
    match plan.make(planned) {
        plan::Made::Text(text) => Ok(text),
        plan::Made::Page(head, page) => renderer.render(&head, &page),
    }
}

pub(super) fn role(planned: &Planned) -> Role {
    if planned.is_shared() { Role::Shared } else { Role::Own }
}

/// Why an output was not made.
pub(super) enum Trouble {
    /// It could not be given away.
    Output(OutputTrouble),
    /// Something is wrong with it, and was told.
    Told(Box<Problem>),
}
