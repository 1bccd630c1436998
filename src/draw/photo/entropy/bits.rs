//! The bits of a scan, and the symbols that they spell.

use super::{Listener, MOST_LEFT_OVER, TableName};

/// How many bits are looked up at once.
const GLANCE: u32 = 11;
/// The step of a symbol that ends its block.
const ENDS: u8 = 128;

/// What the next bits mean.
#[derive(Clone, Copy, Default)]
struct Meaning {
    /// Bits of the code and of what follows it; 0 for a code that is longer than a glance, or none.
    bits: u8,
    /// Bits of the code alone.
    code: u8,
    /// How far it moves on in its block.
    step: u8,
    symbol: u8,
}

impl Meaning {
    fn new(symbol: u8, code: u8, for_dc: bool) -> Option<Meaning> {
        let (run, size) = if for_dc { (0, symbol) } else { (symbol >> 4, symbol & 15) };
        if size > 15 {
            return None;
        }
        let step = match (run, size) {
            (15, 0) => 16,
            (_, 0) => ENDS,
            _ => run + 1,
        };
        Some(Meaning { bits: code + size, code, step, symbol })
    }
}

/// The codes of a table.
pub(super) struct Codes {
    glance: [Meaning; 1 << GLANCE],
    /// For each length the first code that is too large for it, at the left of 16 bits.
    ends: [u32; 17],
    /// For each length where its symbols are, less its first code.
    shifts: [i32; 17],
    symbols: Vec<u8>,
    for_dc: bool,
}

impl Codes {
    /// The codes of symbols, of which there are so many of each length; none when there cannot be so many.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8], for_dc: bool) -> Option<Box<Codes>> {
        let mut codes = Box::new(Codes {
            glance: [Meaning::default(); 1 << GLANCE],
            ends: [0; 17],
            shifts: [0; 17],
            symbols: symbols.to_vec(),
            for_dc,
        });
        let (mut code, mut place) = (0_u32, 0_usize);
        for (length, &count) in (1_u32..).zip(counts) {
            codes.shifts[length as usize] = place as i32 - code as i32;
            for _ in 0..count {
                let meaning = Meaning::new(symbols[place], length as u8, for_dc)?;
                if length <= GLANCE {
                    let free = GLANCE - length;
                    codes.glance.get_mut((code << free) as usize..((code + 1) << free) as usize)?.fill(meaning);
                }
                code += 1;
                place += 1;
            }
            if code > 1 << length {
                return None;
            }
            codes.ends[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Some(codes)
    }

    #[cold]
    fn long(&self, sixteen: u32) -> Option<Meaning> {
        let length = (GLANCE + 1..=16).find(|&length| sixteen < self.ends[length as usize])?;
        let place = (sixteen >> (16 - length)) as i32 + self.shifts[length as usize];
        let symbol = *self.symbols.get(usize::try_from(place).ok()?)?;
        Meaning::new(symbol, length as u8, self.for_dc)
    }
}

/// The bits of a scan, first bit first. It is handed on by value, so that it can live in registers.
#[derive(Clone, Copy)]
pub(super) struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
    /// Bits that were taken from the bytes, at the left.
    held: u64,
    count: u32,
    /// A marker was reached.
    ended: bool,
}

impl<'b> Bits<'b> {
    /// The bits from a place on.
    pub(super) fn new(bytes: &'b [u8], at: usize) -> Bits<'b> {
        Bits { bytes, at, held: 0, count: 0, ended: false }
    }

    /// Reads a block by its two tables, and gives how far its level moved.
    #[inline(always)]
    pub(super) fn block(
        &mut self,
        (dc_name, dc): (TableName, &Codes),
        (ac_name, ac): (TableName, &Codes),
        listener: &mut impl Listener,
    ) -> Option<i32> {
        let (meaning, extra) = self.next(dc)?;
        listener.symbol(dc_name, meaning.symbol, extra);
        let moved = signed(extra, u32::from(meaning.symbol));
        let mut place = 1_usize;
        while place < 64 {
            let (meaning, extra) = self.next(ac)?;
            listener.symbol(ac_name, meaning.symbol, extra);
            // At most 63 and one step.
            place = place.wrapping_add(usize::from(meaning.step));
            listener.value(place.wrapping_sub(1), signed(extra, u32::from(meaning.symbol & 15)));
        }
        let overshot = place > 64 && place < usize::from(ENDS);
        (!overshot).then_some(moved)
    }

    #[inline(always)]
    fn next(&mut self, codes: &Codes) -> Option<(Meaning, u32)> {
        if self.count < 32 {
            *self = self.filled();
        }
        let mut meaning = codes.glance[(self.held >> (64 - GLANCE)) as usize];
        if meaning.bits == 0 {
            meaning = codes.long((self.held >> 48) as u32)?;
        }
        let (bits, code) = (u32::from(meaning.bits), u32::from(meaning.code));
        if bits > self.count {
            return None;
        }
        let extra = (self.held.wrapping_shl(code) >> 32).wrapping_shr(32_u32.wrapping_sub(bits.wrapping_sub(code)));
        self.held = self.held.wrapping_shl(bits);
        self.count = self.count.wrapping_sub(bits);
        Some((meaning, extra as u32))
    }

    #[inline(always)]
    fn filled(self) -> Bits<'b> {
        if let Some(&eight) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            let eight = u64::from_be_bytes(eight);
            if !has_marker(eight) {
                let bytes = 63_u32.wrapping_sub(self.count) / 8;
                // A byte that does not fit whole is laid in again, to the same bits, the next time.
                let held = self.held | eight.wrapping_shr(self.count);
                return Bits { held, count: self.count + bytes * 8, at: self.at.wrapping_add(bytes as usize), ..self };
            }
        }
        self.filled_one_by_one()
    }

    #[inline(never)]
    fn filled_one_by_one(mut self) -> Bits<'b> {
        while self.count <= 56 && !self.ended {
            let byte = match self.bytes.get(self.at) {
                Some(0xff) if self.bytes.get(self.at + 1) == Some(&0) => {
                    self.at += 1;
                    0xff
                }
                Some(0xff) | None => {
                    self.ended = true;
                    return self;
                }
                Some(&byte) => byte,
            };
            self.at += 1;
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
        self
    }

    /// The bits behind a restart mark, which must be the very next thing.
    pub(super) fn behind(self, mark: u8) -> Option<Bits<'b>> {
        let place = self.end()?;
        (self.bytes.get(place..place + 2) == Some(&[0xff, mark])).then(|| Bits::new(self.bytes, place + 2))
    }

    /// The place of the marker behind the data, if little lies in between.
    pub(super) fn end(self) -> Option<usize> {
        let (mut left, mut at) = (self.count as usize / 8, self.at);
        while left <= MOST_LEFT_OVER {
            match (self.bytes.get(at)?, self.bytes.get(at + 1)) {
                (0xff, Some(0xff)) => at += 1,
                (0xff, Some(0)) => {
                    left += 1;
                    at += 2;
                }
                (0xff, _) => return Some(at),
                _ => {
                    left += 1;
                    at += 1;
                }
            }
        }
        None
    }
}

/// The number that so many bits stand for (ITU T.81, F.2.2.1).
#[inline(always)]
fn signed(extra: u32, size: u32) -> i32 {
    let half = (1_i32.wrapping_shl(size)) >> 1;
    let extra = extra as i32;
    if extra < half { extra.wrapping_sub(half.wrapping_mul(2)).wrapping_add(1) } else { extra }
}

/// Whether any of eight bytes is 0xff.
fn has_marker(eight: u64) -> bool {
    // A byte of zeros, in the opposite, borrows from the bit above it.
    let opposite = !eight;
    opposite.wrapping_sub(0x0101_0101_0101_0101) & eight & 0x8080_8080_8080_8080 != 0
}
