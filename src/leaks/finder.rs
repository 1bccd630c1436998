//! Finds runs of words among the words of a text: many thousands at once, at the speed of one.
//!
//! Each run is looked for by its last words, at most four, or by eight for a phrase. Their numbers are added up as the
//! text goes by, so that a step costs the same however many runs are looked for. A sieve of bits answers "no" for nearly
//! every step.

use super::reading::Word;

/// How many words make a phrase that could not have been said by chance.
pub(super) const PHRASE: usize = 8;

/// The lengths that are looked for at each step.
const LENGTHS: [usize; 5] = [1, 2, 3, 4, PHRASE];

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// A run of words that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// Its first word.
    pub(super) first: usize,
    /// The word after its last.
    pub(super) end: usize,
    /// Its place in the list that the finder was made from; phrases come after all runs.
    pub(super) place: usize,
}

/// Runs of words, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Runs {
    numbers: Vec<u64>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Runs {
    /// One more.
    pub(super) fn push(&mut self, run: &[u64]) {
        self.numbers.extend_from_slice(run);
        self.ends.push(self.numbers.len());
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, place: usize) -> Option<&[u64]> {
        let end = *self.ends.get(place)?;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.numbers[start..end])
    }

    fn iter(&self) -> impl Iterator<Item = &[u64]> {
        (0..self.len()).filter_map(|place| self.get(place))
    }
}

/// Knows runs of words.
pub(super) struct Finder {
    runs: Runs,
    /// What a run ends with, or what a phrase is, and its place; sorted.
    anchors: Vec<(u64, u32)>,
    sieves: Vec<Sieve>,
}

/// With three holes for each, fewer than one wrong end in a hundred passes.
const HOLES: u32 = 3;

/// Answers "no" for nearly every end of one length. Each length has its own, so that the small ones stay close at hand.
struct Sieve {
    length: usize,
    /// What the sum before so many words has grown to since.
    power: u64,
    /// See [`salt`].
    salt: u64,
    bits: Vec<u64>,
    shift: u32,
}

impl Sieve {
    fn new(length: usize, ends: &[u64]) -> Sieve {
        // Two to four ends in 64 bits; the first bits of an end say in which.
        let size = (ends.len() / 4).next_power_of_two().max(16);
        let power = (0..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        let mut sieve =
            Sieve { length, power, salt: salt(length), bits: vec![0; size], shift: 64 - size.trailing_zeros() };
        for end in ends {
            let (place, holes) = sieve.holes(*end);
            sieve.bits[place] |= holes;
        }
        sieve
    }

    fn lets_through(&self, end: u64) -> bool {
        let (place, holes) = self.holes(end);
        self.bits[place] & holes == holes
    }

    /// Where an end falls, and its holes there: some of 64 bits that lie together, so that one look is enough.
    fn holes(&self, end: u64) -> (usize, u64) {
        let spread = spread(end);
        let holes = (0..HOLES).fold(0, |holes, hole| holes | 1 << (spread >> (16 + 6 * hole) & 63));
        ((spread >> self.shift) as usize, holes)
    }
}

impl Finder {
    /// Learns runs of any length, and phrases by their sums (see [`phrases`]).
    pub(super) fn new(runs: Runs, phrases: &[u64]) -> Finder {
        let mut anchors = Vec::with_capacity(runs.len() + phrases.len());
        let mut ends: [Vec<u64>; PHRASE + 1] = Default::default();
        ends[PHRASE] = phrases.to_vec();
        for (place, run) in runs.iter().enumerate().filter(|(_, run)| !run.is_empty()) {
            let tail = &run[run.len().saturating_sub(4)..];
            ends[tail.len()].push(sum(tail));
            anchors.push((sum(tail), place as u32));
        }
        anchors.extend(phrases.iter().zip(runs.len()..).map(|(sum, place)| (*sum, place as u32)));
        // What comes in order already is only merged.
        anchors.sort();
        let used = LENGTHS.into_iter().filter(|length| !ends[*length].is_empty());
        let sieves = used.map(|length| Sieve::new(length, &ends[length])).collect();
        Finder { runs, anchors, sieves }
    }

    /// Adds all that it looks for to a fingerprint.
    pub(super) fn add_to(&self, hasher: &mut blake3::Hasher) {
        // Hashing many small pieces takes longer than one large one.
        let runs = &self.runs;
        let mut bytes = Vec::with_capacity(8 * (runs.numbers.len() + runs.ends.len()) + 12 * self.anchors.len());
        for number in runs.numbers.iter().copied().chain(runs.ends.iter().map(|end| *end as u64)) {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        for (sum, place) in &self.anchors {
            bytes.extend_from_slice(&sum.to_le_bytes());
            bytes.extend_from_slice(&place.to_le_bytes());
        }
        hasher.update(&bytes);
    }

    /// Whether there is nothing to find.
    pub(super) fn is_empty(&self) -> bool {
        self.anchors.is_empty()
    }

    /// Calls with everything that is found among some words.
    pub(super) fn find(&self, words: &[Word], mut found: impl FnMut(Found)) {
        let mut going_by = self.going_by();
        for (index, word) in words.iter().enumerate() {
            going_by.add(word.number, &mut |tail| self.look_closer(tail, index + 1, words, &mut found));
        }
    }

    /// Looks at words one by one, without keeping them.
    pub(super) fn going_by(&self) -> GoingBy<'_> {
        GoingBy { finder: self, sums: [0; KEPT], count: 0 }
    }

    /// Whether something that is looked for ends in this way.
    pub(super) fn has_end(&self, tail: u64) -> bool {
        self.anchors.binary_search_by_key(&tail, |(sum, _)| *sum).is_ok()
    }

    fn look_closer(&self, tail: u64, end: usize, words: &[Word], found: &mut impl FnMut(Found)) {
        let start = self.anchors.partition_point(|(sum, _)| *sum < tail);
        for (_, place) in self.anchors[start..].iter().take_while(|(sum, _)| *sum == tail) {
            let place = *place as usize;
            let length = self.runs.get(place).map_or(PHRASE, <[u64]>::len);
            let Some(first) = end.checked_sub(length) else { continue };
            let same = self
                .runs
                .get(place)
                .is_none_or(|run| words[first..end].iter().map(|word| word.number).eq(run.iter().copied()));
            if same {
                found(Found { first, end, place });
            }
        }
    }
}

/// Sums that are kept of the words that went by.
const KEPT: usize = 16;

/// The last words of a text, as it goes by.
pub(super) struct GoingBy<'f> {
    finder: &'f Finder,
    /// The sum of all words up to each of the last.
    sums: [u64; KEPT],
    count: usize,
}

impl GoingBy<'_> {
    /// One more word; calls with every end that passes the sieve.
    pub(super) fn add(&mut self, number: u64, passed: &mut impl FnMut(u64)) {
        let finder = self.finder;
        let total = self.sums[self.count % KEPT].wrapping_mul(BASE).wrapping_add(number);
        self.count += 1;
        self.sums[self.count % KEPT] = total;
        for sieve in &finder.sieves {
            if self.count < sieve.length {
                break;
            }
            let before = self.sums[(self.count - sieve.length) % KEPT];
            let tail = total.wrapping_sub(before.wrapping_mul(sieve.power)) ^ sieve.salt;
            if sieve.lets_through(tail) {
                passed(tail);
            }
        }
    }
}

/// One number for a few words in their order.
fn sum(numbers: &[u64]) -> u64 {
    let total = numbers.iter().fold(0_u64, |total, number| total.wrapping_mul(BASE).wrapping_add(*number));
    total ^ salt(numbers.len())
}

/// Runs of different lengths never have the same number by design.
fn salt(length: usize) -> u64 {
    (length as u64).wrapping_mul(0x2545_f491_4f6c_dd1d)
}

/// Moves what tells numbers apart into their first bits.
fn spread(number: u64) -> u64 {
    (number ^ (number >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// The phrases of a text: one after the other, and the last. Any fifteen words in a row hold one of them.
pub(super) fn phrases(numbers: &[u64]) -> Vec<u64> {
    let mut phrases: Vec<u64> = numbers.chunks_exact(PHRASE).map(sum).collect();
    if numbers.len() > PHRASE && !numbers.len().is_multiple_of(PHRASE) {
        phrases.push(sum(&numbers[numbers.len() - PHRASE..]));
    }
    phrases
}

#[cfg(test)]
mod tests {
    use super::{Finder, Runs, phrases};
    use crate::leaks::reading::{numbers, words};

    fn found(runs: &[&str], of_phrases: &str, text: &str) -> Vec<(usize, usize, usize)> {
        let mut all = Runs::default();
        runs.iter().for_each(|run| all.push(&numbers(run)));
        let finder = Finder::new(all, &phrases(&numbers(of_phrases)));
        let mut all = Vec::new();
        finder.find(&words(text), |found| all.push((found.first, found.end, found.place)));
        all
    }

    #[test]
    fn runs_of_every_length_are_found_in_their_order() {
        let runs = ["tea", "tea party", "the tea party in may", "a b c d e f g h i j"];
        assert_eq!(found(&runs, "", "tea"), [(0, 1, 0)]);
        assert_eq!(found(&runs, "", "party tea"), [(1, 2, 0)]);
        assert_eq!(found(&runs, "", "The tea-party in May."), [(1, 2, 0), (1, 3, 1), (0, 5, 2)]);
        assert_eq!(found(&runs, "", "no tea party in may").len(), 2);
        assert_eq!(found(&runs, "", "x a b c d e f g h i j y"), [(1, 11, 3)]);
        assert_eq!(found(&runs, "", "teas"), []);
        assert_eq!(found(&[], "", "anything"), []);
    }

    #[test]
    fn fifteen_words_of_a_text_in_a_row_are_found_wherever_they_begin() {
        let text: Vec<String> = (0..40).map(|number| format!("word{number}")).collect();
        let whole = text.join(" ");
        for start in 0..=25 {
            let piece = text[start..start + 15].join(" ");
            assert!(!found(&[], &whole, &format!("before {piece} after")).is_empty(), "{start}");
        }
        assert_eq!(found(&[], &whole, &text[1..8].join(" ")), []);
    }
}
