//! What is to be done: as rows, the first of them on a page, and everything on a page of its own.

use super::addresses;
use super::desk::Desk;
use super::pages::{ActionRow, ActionsPage, Choice, Link};
use super::stretch::{ROOM, Stretch, stretches};
use crate::content::Detail;
use crate::content::item::Action;
use crate::content::terms::{Kind, State};

/// How many open actions a page tells before it leads on.
const FIRST_ACTIONS: usize = 5;

impl Desk<'_> {
    /// An action with its state in words.
    pub fn action(&self, action: &Action<String>, from: Option<Link>) -> ActionRow {
        let state = action.state.unwrap_or(if action.done.is_some() { State::Done } else { State::Planned });
        let open = matches!(state, State::Planned | State::Doing);
        ActionRow {
            what: action.what.clone(),
            owner: action.owner.clone(),
            due: action.due.map(|date| self.day(date)),
            done: action.done.map(|date| self.day(date)),
            state: state.word(),
            overdue: open && action.due.is_some_and(|due| due < self.edition.day),
            from,
            itself: false,
        }
    }

    /// Every action not done yet, of audits and improvements, soonest first.
    pub fn open_actions(&self) -> &[ActionRow] {
        self.once.open_actions.get_or_init(|| self.find_open_actions())
    }

    fn find_open_actions(&self) -> Vec<ActionRow> {
        let mut rows: Vec<ActionRow> = Vec::new();
        for entry in self.edition.of_kind(Kind::Audit) {
            let Detail::Audit(audit) = &entry.item.detail else { continue };
            let from = || Some(Link { title: entry.item.title.clone(), href: addresses::item(entry) });
            let actions = audit.results.iter().flat_map(|result| &result.actions);
            rows.extend(actions.map(|action| self.action(action, from())));
        }
        for entry in self.edition.of_kind(Kind::Improvement) {
            let Detail::Improvement(improvement) = &entry.item.detail else { continue };
            let Some(state) = improvement.state else { continue };
            rows.push(ActionRow {
                what: entry.item.title.clone(),
                owner: improvement.owner.clone(),
                due: improvement.due.map(|date| self.day(date)),
                done: improvement.done_on.map(|date| self.day(date)),
                state: state.word(),
                overdue: improvement.due.is_some_and(|due| due < self.edition.day),
                from: Some(Link { title: entry.reference.to_owned(), href: addresses::item(entry) }),
                itself: true,
            });
        }
        rows.retain(|row| row.state == State::Planned.word() || row.state == State::Doing.word());
        rows.sort_by(|a, b| (a.due.is_none(), &a.due, &a.what).cmp(&(b.due.is_none(), &b.due, &b.what)));
        rows
    }

    /// The first few actions, and where all of them are when there are more.
    pub fn first_actions(&self, mut actions: Vec<ActionRow>) -> (Vec<ActionRow>, Option<Choice>) {
        let count = actions.len();
        actions.truncate(FIRST_ACTIONS);
        let more = (count > FIRST_ACTIONS).then(|| self.all_actions()).flatten();
        (actions, more)
    }

    /// Everything still to do, where it has a page of its own.
    pub fn all_actions(&self) -> Option<Choice> {
        let count = self.open_actions().len();
        let title = self.say("actions.all");
        (count > FIRST_ACTIONS).then(|| Choice { title, href: actions_address(1), count, here: false })
    }

    /// How everything still to do is parted into pages; none where the few that there are stand in the lists.
    pub fn action_stretches(&self) -> Vec<Stretch> {
        let actions = self.open_actions();
        let weight = |row: &ActionRow| 330 + row.what.len() + row.from.as_ref().map_or(0, |from| from.title.len() * 2);
        let weights: Vec<usize> = actions.iter().map(weight).collect();
        if actions.len() > FIRST_ACTIONS { stretches(&weights, 0, ROOM) } else { Vec::new() }
    }

    /// Everything still to do, soonest first.
    pub fn actions_page(&self, stretch: Stretch) -> ActionsPage {
        let actions = stretch.of(self.open_actions()).to_vec();
        ActionsPage { actions, pager: self.pager(stretch, actions_address) }
    }
}

/// Everything still to do, page by page from 1.
pub fn actions_address(page: usize) -> String {
    addresses::numbered("still-to-do", page)
}
