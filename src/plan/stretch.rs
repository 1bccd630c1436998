//! Long lists in stretches: how much stands on one page, so that none grows heavy on a phone.
//!
//! What an entry will weigh is reckoned from the words it shows, so that a list of long summaries gets more pages than
//! a list of short titles. Neighbouring pages hold about as much.

/// How many bytes of a list stand on one page. With the styles and what stands on every page this stays below 15 kB.
pub const ROOM: usize = 6_000;

/// One page of a long list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Which page this is, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Place of its first entry in the list.
    pub from: usize,
    /// Place behind its last entry.
    pub to: usize,
}

impl Stretch {
    /// A list that stands on one page.
    pub fn whole(entries: usize) -> Stretch {
        Stretch { page: 1, pages: 1, from: 0, to: entries }
    }

    /// What stands on this page.
    pub fn of<T>(self, entries: &[T]) -> &[T] {
        &entries[self.from.min(entries.len())..self.to.min(entries.len())]
    }
}

/// Parts a list by what its entries weigh; `lead` is what stands before it on the first page. What one page can hold is not
/// parted; an empty list has one page.
pub fn stretches(weights: &[usize], lead: usize, room: usize) -> Vec<Stretch> {
    if weights.iter().sum::<usize>() + lead <= ROOM {
        return vec![Stretch::whole(weights.len())];
    }
    stretches_of(weights, lead, room)
}

/// The same where something else stands on the page as well: nothing beyond `room` is held on one page.
pub fn stretches_of(weights: &[usize], lead: usize, room: usize) -> Vec<Stretch> {
    let lead = lead.min(room * 2 / 3);
    let parts = parted(weights, lead, room);
    let total: usize = weights.iter().sum::<usize>() + lead;
    let widest = weights.iter().copied().max().unwrap_or(0);
    // As few pages, but evenly filled: nobody should turn to a last page for a single line.
    let even = total / parts.len() + widest / 2;
    let evenly = if even < room { parted(weights, lead, even) } else { Vec::new() };
    let chosen = if evenly.len() == parts.len() { evenly } else { parts };
    let pages = chosen.len();
    let stretch = |(place, (from, to)): (usize, (usize, usize))| Stretch { page: place + 1, pages, from, to };
    chosen.into_iter().enumerate().map(stretch).collect()
}

fn parted(weights: &[usize], lead: usize, room: usize) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let (mut from, mut filled) = (0, lead);
    for (place, weight) in weights.iter().enumerate() {
        if filled + weight > room && place > from {
            parts.push((from, place));
            (from, filled) = (place, 0);
        }
        filled += weight;
    }
    parts.push((from, weights.len()));
    parts
}

#[cfg(test)]
mod tests {
    use super::{ROOM, Stretch, stretches, stretches_of};

    #[test]
    fn every_entry_stands_on_one_page_and_no_page_is_too_full() {
        for count in [0, 1, 7, 60, 401] {
            let weights: Vec<usize> = (0..count).map(|place| 150 + place % 9 * 70).collect();
            let all = stretches(&weights, 500, ROOM);
            let mut next = 0;
            for (place, stretch) in all.iter().enumerate() {
                assert_eq!((stretch.page, stretch.pages, stretch.from), (place + 1, all.len(), next));
                assert!(stretch.of(&weights).iter().sum::<usize>() <= ROOM);
                next = stretch.to;
            }
            assert_eq!(next, count);
        }
    }

    #[test]
    fn pages_are_filled_alike() {
        let sizes: Vec<usize> = stretches(&[540; 24], 0, 5_000).iter().map(|one| one.to - one.from).collect();
        assert_eq!(sizes, [8, 8, 8]);
    }

    #[test]
    fn what_does_not_fit_gets_a_page_of_its_own() {
        let all = stretches_of(&[ROOM * 2, 10, ROOM * 2], 0, ROOM);
        assert_eq!(all.len(), 3);
        assert_eq!(stretches(&[], 0, ROOM), [Stretch::whole(0)]);
    }
}
