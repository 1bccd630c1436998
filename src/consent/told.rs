//! All that is shown of an entry, gathered as bytes that are the same on every computer, to be known again by.

use std::hash::{Hash, Hasher};

use crate::content::same::same_number;

/// Takes in values and gives one number for all of them. Nothing of a value is left out: each says itself what it is.
#[derive(Default)]
pub(super) struct Told(Vec<u8>);

impl Told {
    /// The number of a value.
    pub(super) fn fingerprint(value: &impl Hash) -> [u8; 32] {
        let mut told = Told(Vec::with_capacity(2048));
        value.hash(&mut told);
        *blake3::hash(&told.0).as_bytes()
    }
}

/// Lengths and numbers are written alike on large and small computers.
impl Hasher for Told {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn write_u16(&mut self, number: u16) {
        self.write(&number.to_le_bytes());
    }

    fn write_u32(&mut self, number: u32) {
        self.write(&number.to_le_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.write(&number.to_le_bytes());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_i16(&mut self, number: i16) {
        self.write(&number.to_le_bytes());
    }

    fn write_i32(&mut self, number: i32) {
        self.write(&number.to_le_bytes());
    }

    fn write_i64(&mut self, number: i64) {
        self.write(&number.to_le_bytes());
    }

    fn write_isize(&mut self, number: isize) {
        self.write_i64(number as i64);
    }

    fn finish(&self) -> u64 {
        u64::from_le_bytes(blake3::hash(&self.0).as_bytes()[..8].try_into().unwrap_or_default())
    }
}

same_number!(super::numbers::SeriesPoint { from, to, amount, note } numbers { base });
same_number!(super::shown::ShownResult { now, before } numbers { base, before_base });

impl Hash for super::numbers::Amount {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        self.exact().map(f64::to_bits).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::Told;

    #[test]
    fn every_part_counts_and_its_place() {
        let words = |one: &str, other: &str| Told::fingerprint(&(one.to_owned(), Some(other.to_owned())));
        assert_eq!(words("tea", "cake"), words("tea", "cake"));
        assert_ne!(words("tea", "cake"), words("teac", "ake"));
        assert_ne!(Told::fingerprint(&Some(0_u32)), Told::fingerprint(&None::<u32>));
        assert_ne!(Told::fingerprint(&vec![1_u16, 2]), Told::fingerprint(&vec![2_u16, 1]));
    }
}
