//! The page of what is missing or late (inspector edition only), from what the edition shows.

use super::addresses;
use super::desk::Desk;
use super::pages::{GapGroup, GapRow, GapsPage, Link};
use super::stretch::{ROOM, Stretch, stretches};
use crate::content::Term;
use crate::content::dates::Date;
use crate::edition::gaps::{Against, Lack, ToDo, find};

/// What only helps the author is not for a reader.
const FOR_AUTHORS: [Lack; 3] = [Lack::ExpiredAward, Lack::NoStatement, Lack::KindUnsaid];

impl Desk<'_> {
    /// How what is missing is parted into pages.
    pub fn gap_stretches(&self) -> Vec<Stretch> {
        let weight = |row: &GapRow| {
            let remarks: usize = row.remarks.iter().map(|remark| remark.len() + 14).sum();
            let what = row.what.as_ref().map_or(0, String::len);
            row.link.title.len() + row.link.href.len() + what + remarks + 60
        };
        let groups = self.gap_groups();
        let weights: Vec<usize> = groups.iter().flat_map(|group| &group.rows).map(weight).collect();
        stretches(&weights, groups.len() * 220, ROOM)
    }

    /// One page of what is missing, in all active frameworks.
    pub fn gaps_page(&self, stretch: Stretch) -> GapsPage {
        let mut begins = 0;
        let shown = |group: &GapGroup| {
            let place = |end: usize| end.saturating_sub(begins).min(group.count);
            let rows = group.rows[place(stretch.from)..place(stretch.to)].to_vec();
            begins += group.count;
            GapGroup { key: group.key, count: group.count, rows }
        };
        let mut groups: Vec<GapGroup> = self.gap_groups().iter().map(shown).collect();
        groups.retain(|group| !group.rows.is_empty());
        GapsPage { groups, pager: self.pager(stretch, gaps_address) }
    }

    fn gap_groups(&self) -> &[GapGroup] {
        self.once.gaps.get_or_init(|| self.find_gap_groups())
    }

    fn find_gap_groups(&self) -> Vec<GapGroup> {
        let frameworks = self.edition.frameworks;
        let which = (0..frameworks.active().len()).collect();
        let found = find(self.edition, &Against { frameworks, which, through_crosswalk: false }, &[]);
        let group = |(key, lack): &(&'static str, Lack)| {
            let rows = found.to_do.iter().filter(|to_do| to_do.lack == *lack);
            let rows: Vec<GapRow> = rows.filter_map(|to_do| self.gap_row(to_do)).collect();
            GapGroup { key, count: rows.len(), rows }
        };
        let shown = Lack::ALL.iter().filter(|(_, lack)| !FOR_AUTHORS.contains(lack));
        shown.map(group).filter(|group| !group.rows.is_empty()).collect()
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

/// What is missing, page by page from 1.
pub fn gaps_address(page: usize) -> String {
    addresses::numbered("gaps", page)
}
