//! Why an item is or is not shown to an edition: one plain answer, and the chain of reasons with their places.
//!
//! The answer is the gate's own. The chain walks the same questions and lists what each record says to them.

use serde::Serialize;

use super::clearing::Clearing;
use super::reasons::what;
use super::{Gate, Passed, author_means, kind_reaches};
use crate::consent::decide;
use crate::content::item::{Intended, Item, PersonRef, Who};
use crate::content::terms::{Kind, Reach, Use};
use crate::problem::{Problem, Problems, Span, all_of};

/// What the gate answers about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is shown.
    Shown,
    /// It is not meant for these readers.
    NotMeant,
    /// It is meant for them, and may not be shown.
    HeldBack,
}

/// Whether a question was answered with yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// One link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Yes or no.
    pub verdict: Verdict,
    /// In words.
    pub says: String,
    /// Where it is written.
    pub at: Span,
    /// What each record says to it, where it is about a person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Step>,
}

/// The answer and the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The answer.
    pub answer: Answer,
    /// The chain of reasons.
    pub steps: Vec<Step>,
    /// What a build tells about it, with what to do.
    pub problems: Vec<Problem>,
}

impl Gate<'_> {
    /// Explains what becomes of an item, by its place among the portfolio's items.
    pub fn explain(&self, index: usize) -> Explained {
        let item = &self.portfolio.items[index].item;
        let mut problems = Problems::default();
        let answer = match self.clear(index, &mut problems) {
            Passed::NotMeant => Answer::NotMeant,
            Passed::HeldBack => Answer::HeldBack,
            Passed::Through(_) => Answer::Shown,
        };
        let mut steps = vec![self.kind_step(item), self.audience_step(item)];
        steps.extend(self.time_step(item));
        steps.extend(self.people_steps(index));
        let photos = (0..item.photos.len()).flat_map(|photo| self.photo_steps(index, photo));
        steps.extend(photos);
        let told = problems.settled().into_iter().collect();
        Explained { answer, steps, problems: told }
    }

    fn readers(&self) -> String {
        all_of(self.audiences.iter().map(|audience| audience.word()))
    }

    fn kind_step(&self, item: &Item) -> Step {
        let most = match item.kind.reach() {
            Reach::Everyone => "everyone",
            Reach::ByChoice => "everyone, where its `audience` says so",
            Reach::Professionals => "inspectors and commissioners only",
            Reach::InspectorOnly => "inspectors only",
        };
        let says = format!("What lies in `{}/` may be shown to {most}.", item.kind.folder());
        step(self.audiences.iter().all(|audience| kind_reaches(item.kind, *audience)), says, &item.at)
    }

    fn audience_step(&self, item: &Item) -> Step {
        let readers = self.readers();
        let says = match &item.intended {
            Intended::Unsaid => "It has no `audience`, so it is for the inspector only".to_owned(),
            Intended::All => "Its `audience` is everyone".to_owned(),
            Intended::These(audiences) => {
                format!("Its `audience` is {}", all_of(audiences.iter().map(|audience| audience.word())))
            }
        };
        let open = self.audiences.len() > 1;
        let why = if open { " (anybody can find this edition, so it shows what the public may see)" } else { "" };
        let fits = self.audiences.iter().all(|audience| author_means(item, *audience));
        step(fits, format!("{says}; this edition needs {readers}{why}."), &item.intended_at)
    }

    /// Its dates, where they keep it out.
    fn time_step(&self, item: &Item) -> Option<Step> {
        if self.is_timely(item, &mut Problems::default()) {
            return None;
        }
        let says = match item.kind {
            Kind::Award => "The award was valid to a day that is over.".to_owned(),
            Kind::SelfAssessment => "`self_assessment` is not turned on for this edition.".to_owned(),
            Kind::Event if !self.in_period(item.date) => outside_period(),
            Kind::Event => {
                "It has not happened yet, so only families see it, and only until its day; `happened = true` shows it \
                 to others."
                    .to_owned()
            }
            _ => outside_period(),
        };
        Some(step(false, says, &item.at))
    }

    fn people_steps(&self, index: usize) -> Vec<Step> {
        let gathered = &self.portfolio.items[index];
        let item = &gathered.item;
        if item.people == Who::Unsaid && item.kind.must_say_who() {
            return vec![step(false, format!("{} does not say who is in it.", what(item.kind)), &item.people_at)];
        }
        if gathered.who.is_empty() {
            return vec![step(true, "It is about nobody in particular.".to_owned(), &item.people_at)];
        }
        let uses: &[Use] = if item.kind == Kind::Film { &[Use::Story, Use::Photo] } else { &[Use::Story] };
        gathered.who.iter().map(|reference| self.person_step(item, reference, uses, "It is about")).collect()
    }

    fn photo_steps(&self, index: usize, place: usize) -> Vec<Step> {
        let item = &self.portfolio.items[index].item;
        let photo = &item.photos[place];
        let name = photo.file.name();
        let clearing = Clearing::new(self, index);
        let Some(listed) = clearing.people_in(place) else {
            return vec![step(false, format!("The photo {name} does not say who is in it."), &photo.at)];
        };
        let mut steps = Vec::new();
        if photo.alt.is_none() && !(photo.caption_is_alt && photo.caption.is_some()) && !photo.decorative {
            let says = format!("The photo {name} has no words for people who cannot see it (`alt`).");
            steps.push(step(false, says, &photo.at));
        }
        let mut people: Vec<&PersonRef> = Vec::new();
        for reference in &listed {
            if !people.iter().any(|known| known.person == reference.person) {
                people.push(reference);
            }
        }
        if people.is_empty() {
            steps.push(step(true, format!("Nobody can be recognised in the photo {name}."), &photo.at));
        }
        for reference in people {
            let uses = clearing.photo_uses(&reference.person);
            steps.push(self.person_step(item, reference, uses, &format!("The photo {name} shows")));
        }
        steps
    }

    /// What a person's register says, record by record.
    fn person_step(&self, item: &Item, reference: &PersonRef, uses: &[Use], what: &str) -> Step {
        let id = reference.person.as_str();
        let words = all_of(uses.iter().map(|used| used.word()));
        let Some(person) = self.person(&reference.person) else {
            return step(false, format!("{what} {id}, and nobody in the register is called so."), &reference.at);
        };
        let need = self.need(item, uses);
        let records = person.consents.iter().zip(decide::each(person, &need, self.today, self.house));
        let records = records.map(|(record, answer)| match answer {
            Ok(grant) => {
                let last = grant.ends.plus_days(-1);
                let named = if record.uses.contains(&Use::Name) { grant.identify.word() } else { "not by name" };
                step(true, format!("This record allows it, to {last}; named: {named}."), &record.at)
            }
            Err(denial) => step(false, format!("This record does not count here: {}.", denial.because()), &record.at),
        });
        let records: Vec<Step> = records.collect();
        let allowed = decide::decide(person, &need, self.today, self.house).is_ok();
        let readers = self.readers();
        let needs = format!("needs one record for {words}, for {readers}, with the channel {}", self.channel);
        let says = match (allowed, records.is_empty()) {
            (true, _) => format!("{what} {id}, who agreed ({needs})."),
            (false, true) => format!("{what} {id}, and nothing is recorded ({needs})."),
            (false, false) => format!("{what} {id}, and no record allows it ({needs})."),
        };
        let mut told = step(allowed, says, &reference.at);
        told.records = records;
        told
    }
}

fn outside_period() -> String {
    "Its day is outside the `period` of this edition.".to_owned()
}

fn step(is_yes: bool, says: String, at: &Span) -> Step {
    let verdict = if is_yes { Verdict::Yes } else { Verdict::No };
    Step { verdict, says, at: at.clone(), records: Vec::new() }
}
