//! The page of what is missing or late (inspector edition only), from what the edition shows.

use super::addresses;
use super::desk::Desk;
use super::pages::{GapGroup, GapRow, GapsPage, Link};
use crate::content::Term;
use crate::content::dates::Date;
use crate::edition::gaps::{Against, Lack, ToDo, find};

/// What only helps the author is not for a reader.
const FOR_AUTHORS: [Lack; 3] = [Lack::ExpiredAward, Lack::NoStatement, Lack::KindUnsaid];

impl Desk<'_> {
    /// What is missing, in all active frameworks.
    pub fn gaps_page(&self) -> GapsPage {
        let frameworks = self.edition.frameworks;
        let which = (0..frameworks.active().len()).collect();
        let found = find(self.edition, &Against { frameworks, which, through_crosswalk: false }, &[]);
        let group = |(key, lack): &(&'static str, Lack)| {
            let rows = found.to_do.iter().filter(|to_do| to_do.lack == *lack);
            GapGroup { key, rows: rows.filter_map(|to_do| self.gap_row(to_do)).collect() }
        };
        let shown = Lack::ALL.iter().filter(|(_, lack)| !FOR_AUTHORS.contains(lack));
        GapsPage { groups: shown.map(group).filter(|group| !group.rows.is_empty()).collect() }
    }

    fn gap_row(&self, to_do: &ToDo) -> Option<GapRow> {
        if let Some(target) = to_do.target {
            let several = self.edition.frameworks.active().len() > 1;
            let framework = several.then(|| self.edition.frameworks.framework(target).title.clone());
            let remarks = framework.into_iter().chain(self.remark_on("gaps.newest", to_do.day)).collect();
            return Some(GapRow { link: self.target_link(target), what: None, remarks, reference: None });
        }
        let entry = self.edition.entry_of(to_do.item?)?;
        let owner = to_do.owner.as_ref().filter(|_| to_do.lack != Lack::LateReview);
        let owner = owner.map(|owner| self.say_with("gaps.owner", &[("owner", owner)]));
        Some(GapRow {
            link: Link { title: entry.item.title.clone(), href: addresses::item(entry) },
            what: to_do.what.clone(),
            remarks: self.gap_remark(to_do).into_iter().chain(owner).collect(),
            reference: Some(entry.reference.to_owned()),
        })
    }

    fn gap_remark(&self, to_do: &ToDo) -> Option<String> {
        match to_do.lack {
            Lack::LateAction => self.remark_on("gaps.due", to_do.day),
            Lack::LateReview => self.remark_on("gaps.review", to_do.day),
            Lack::OldItem => self.remark_on("gaps.from", to_do.day),
            Lack::MissedCheck if to_do.periods.is_empty() => Some(self.say("gaps.never")),
            Lack::MissedCheck => {
                let periods: Vec<String> = to_do.periods.iter().map(ToString::to_string).collect();
                Some(self.say_with("gaps.missed", &[("periods", &periods.join(", "))]))
            }
            Lack::NoAnswer | Lack::QuoteAlone | Lack::NoDifference | Lack::ExpiredAward => None,
            Lack::Nothing | Lack::Old | Lack::Single | Lack::NoStatement | Lack::KindUnsaid => None,
        }
    }

    fn remark_on(&self, key: &str, day: Option<Date>) -> Option<String> {
        day.map(|day| self.say_with(key, &[("date", &self.strings.date(day))]))
    }
}
