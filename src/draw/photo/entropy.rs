//! Reads the packed picture data of a JPEG, symbol by symbol, without making a picture of it.
//!
//! Decoders forgive what is broken there and show something grey or smeared. Here every symbol must be one, every block
//! must have its 64 values, and the data must end where the picture does. Progressive and rare kinds are not looked
//! into. Damage that only changes a value leaves no trace, and nobody can find it.

/// What came of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// It holds together.
    Sound,
    /// Something is missing, too much or no symbol.
    Broken,
    /// It is of a kind that is not looked into.
    NotLookedAt,
}

/// Which table a symbol was written by: 0 to 3 for brightness steps of whole blocks (DC), 4 to 7 for the rest (AC).
pub(super) type TableName = u8;

/// More bytes than this between the last block and the end mark are data that found no block.
const MOST_LEFT_OVER: usize = 16;
/// A block is at most this far from middle grey, and a little for rounding.
const FARTHEST: i32 = 1024 + 32;

/// Reads all of it. `each` is told every symbol with the table it was written by and the bits that follow it.
pub(super) fn read(jpeg: &[u8], mut each: impl FnMut(TableName, u8, u32)) -> Found {
    let mut tables = Tables::default();
    let mut frame: Option<Frame> = None;
    let mut scanned = false;
    let mut at = 2;
    while let Some((marker, body, after)) = segment(jpeg, at) {
        at = after;
        match marker {
            0xd9 => return if scanned { Found::Sound } else { Found::Broken },
            0xdb => tables.learn_steps(body),
            0xc4 => tables.learn_codes(body),
            0xdd => tables.restart = body.first_chunk().map_or(0, |two| usize::from(u16::from_be_bytes(*two))),
            0xc0 | 0xc1 => frame = Frame::read(body),
            0xc2..=0xcf => return Found::NotLookedAt,
            0xda => {
                let Some(frame) = &frame else { return Found::NotLookedAt };
                let Some(scan) = Scan::new(frame, &tables, body) else { return Found::NotLookedAt };
                let Some(end) = scan.read(jpeg, at, &mut each) else { return Found::Broken };
                at = end;
                scanned = true;
            }
            _ => {}
        }
    }
    Found::Broken
}

/// The marker at a place, what it holds, and the place behind it.
fn segment(jpeg: &[u8], at: usize) -> Option<(u8, &[u8], usize)> {
    // Some cameras leave bytes between two parts.
    let start = at + jpeg.get(at..)?.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff))?;
    let marker = jpeg[start + 1];
    if matches!(marker, 0x01 | 0xd0..=0xd9) {
        return Some((marker, &[], start + 2));
    }
    let length = usize::from(u16::from_be_bytes([*jpeg.get(start + 2)?, *jpeg.get(start + 3)?])).max(2);
    Some((marker, jpeg.get(start + 4..start + 2 + length)?, start + 2 + length))
}

#[derive(Default)]
struct Tables {
    /// The first step of each table of steps.
    steps: [i32; 4],
    /// By [`TableName`].
    codes: [Option<Box<Codes>>; 8],
    /// Blocks' groups between two restart marks; 0 for none.
    restart: usize,
}

impl Tables {
    fn learn_steps(&mut self, mut body: &[u8]) {
        while let [kind, rest @ ..] = body {
            let wide = kind >> 4 != 0;
            let length = if wide { 128 } else { 64 };
            let Some((table, rest)) = rest.split_at_checked(length) else { return };
            let first = if wide { i32::from(u16::from_be_bytes([table[0], table[1]])) } else { i32::from(table[0]) };
            self.steps[usize::from(kind & 3)] = first;
            body = rest;
        }
    }

    fn learn_codes(&mut self, mut body: &[u8]) {
        while let [kind, rest @ ..] = body {
            let Some((counts, rest)) = rest.split_first_chunk::<16>() else { return };
            let length = counts.iter().map(|&count| usize::from(count)).sum();
            let Some((symbols, rest)) = rest.split_at_checked(length) else { return };
            let name = (kind & 3) + if kind >> 4 == 0 { 0 } else { 4 };
            self.codes[usize::from(name)] = Codes::new(counts, symbols, name < 4).map(Box::new);
            body = rest;
        }
    }
}

struct Frame {
    width: usize,
    height: usize,
    parts: Vec<Part>,
}

/// Brightness or one of the colours.
#[derive(Clone, Copy)]
struct Part {
    id: u8,
    across: usize,
    down: usize,
    steps: u8,
}

impl Frame {
    fn read(body: &[u8]) -> Option<Frame> {
        let [8, high, low, wide, narrow, count, rest @ ..] = body else { return None };
        let parts: Vec<Part> = rest
            .chunks_exact(3)
            .take(usize::from(*count))
            .map(|part| Part {
                id: part[0],
                across: usize::from(part[1] >> 4),
                down: usize::from(part[1] & 15),
                steps: part[2] & 3,
            })
            .collect();
        let height = usize::from(u16::from_be_bytes([*high, *low]));
        let width = usize::from(u16::from_be_bytes([*wide, *narrow]));
        let plain = parts.len() == usize::from(*count)
            && parts.iter().all(|part| (1..=4).contains(&part.across) && (1..=4).contains(&part.down));
        (plain && !parts.is_empty() && width > 0 && height > 0).then_some(Frame { width, height, parts })
    }
}

/// Blocks of one part in each group of blocks.
struct Share<'t> {
    blocks: usize,
    step: i32,
    dc: (TableName, &'t Codes),
    ac: (TableName, &'t Codes),
}

struct Scan<'t> {
    groups: usize,
    restart: usize,
    shares: Vec<Share<'t>>,
}

impl<'t> Scan<'t> {
    fn new(frame: &Frame, tables: &'t Tables, body: &[u8]) -> Option<Scan<'t>> {
        let (&count, rest) = body.split_first()?;
        let named: Vec<&[u8]> = rest.chunks_exact(2).take(usize::from(count)).collect();
        let widest = frame.parts.iter().map(|part| part.across).max()?;
        let tallest = frame.parts.iter().map(|part| part.down).max()?;
        let alone = named.len() == 1;
        let mut groups = frame.width.div_ceil(8 * widest) * frame.height.div_ceil(8 * tallest);
        let mut shares = Vec::new();
        for name in &named {
            let part = frame.parts.iter().find(|part| part.id == name[0])?;
            if alone {
                let length = |whole: usize, share: usize, most: usize| (whole * share).div_ceil(most).div_ceil(8);
                groups = length(frame.width, part.across, widest) * length(frame.height, part.down, tallest);
            }
            let (dc, ac) = ((name[1] >> 4) & 3, (name[1] & 3) + 4);
            shares.push(Share {
                blocks: if alone { 1 } else { part.across * part.down },
                step: tables.steps[usize::from(part.steps)].max(1),
                dc: (dc, tables.codes[usize::from(dc)].as_deref()?),
                ac: (ac, tables.codes[usize::from(ac)].as_deref()?),
            });
        }
        (!shares.is_empty()).then_some(Scan { groups, restart: tables.restart, shares })
    }

    /// Reads the scan that starts at a place, and gives the place of the marker behind it.
    fn read(&self, jpeg: &[u8], start: usize, each: &mut impl FnMut(TableName, u8, u32)) -> Option<usize> {
        let mut bits = Bits { bytes: jpeg, at: start, held: 0, count: 0, ended: false };
        let mut levels = vec![0_i32; self.shares.len()];
        let mut mark = 0xd0;
        for group in 0..self.groups {
            if self.restart > 0 && group > 0 && group % self.restart == 0 {
                bits.pass(mark)?;
                mark = 0xd0 | ((mark + 1) & 7);
                levels.fill(0);
            }
            for (share, level) in self.shares.iter().zip(&mut levels) {
                for _ in 0..share.blocks {
                    *level += bits.block(share, each)?;
                    if (*level * share.step).abs() > FARTHEST + share.step {
                        return None;
                    }
                }
            }
        }
        bits.end()
    }
}

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

struct Codes {
    glance: Vec<Meaning>,
    /// For each length the first code that is too large for it, at the left of 16 bits.
    ends: [u32; 17],
    /// For each length where its symbols are, less its first code.
    shifts: [i32; 17],
    symbols: Vec<u8>,
    for_dc: bool,
}

impl Codes {
    fn new(counts: &[u8; 16], symbols: &[u8], for_dc: bool) -> Option<Codes> {
        let mut codes = Codes {
            glance: vec![Meaning::default(); 1 << GLANCE],
            ends: [0; 17],
            shifts: [0; 17],
            symbols: symbols.to_vec(),
            for_dc,
        };
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

/// The bits of a scan, first bit first.
struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
    /// Bits that were taken from the bytes, at the left.
    held: u64,
    count: u32,
    /// A marker was reached.
    ended: bool,
}

impl Bits<'_> {
    /// Reads a block and gives how far its level moved.
    #[inline]
    fn block(&mut self, share: &Share<'_>, each: &mut impl FnMut(TableName, u8, u32)) -> Option<i32> {
        let (meaning, extra) = self.next(share.dc.1)?;
        each(share.dc.0, meaning.symbol, extra);
        let size = u32::from(meaning.symbol);
        let half = if size == 0 { 0 } else { 1 << (size - 1) };
        let moved = if extra < half { extra as i32 - (1 << size) + 1 } else { extra as i32 };
        let mut place = 1_u32;
        while place < 64 {
            let (meaning, extra) = self.next(share.ac.1)?;
            each(share.ac.0, meaning.symbol, extra);
            place += u32::from(meaning.step);
        }
        let overshot = place > 64 && place < u32::from(ENDS);
        (!overshot).then_some(moved)
    }

    #[inline]
    fn next(&mut self, codes: &Codes) -> Option<(Meaning, u32)> {
        if self.count < 32 {
            self.fill();
        }
        let mut meaning = codes.glance[(self.held >> (64 - GLANCE)) as usize];
        if meaning.bits == 0 {
            meaning = codes.long((self.held >> 48) as u32)?;
        }
        let bits = u32::from(meaning.bits);
        if bits > self.count {
            return None;
        }
        let size = bits - u32::from(meaning.code);
        let extra = ((self.held << meaning.code) >> 32 >> (32 - size)) as u32;
        self.held <<= bits;
        self.count -= bits;
        Some((meaning, extra))
    }

    #[inline]
    fn fill(&mut self) {
        if let Some(&four) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<4>) {
            let four = u32::from_be_bytes(four);
            if !has_marker(four) {
                self.held |= u64::from(four) << (32 - self.count);
                self.count += 32;
                self.at += 4;
                return;
            }
        }
        self.fill_one_by_one();
    }

    fn fill_one_by_one(&mut self) {
        while self.count <= 56 && !self.ended {
            let byte = match self.bytes.get(self.at) {
                Some(0xff) if self.bytes.get(self.at + 1) == Some(&0) => {
                    self.at += 1;
                    0xff
                }
                Some(0xff) | None => {
                    self.ended = true;
                    return;
                }
                Some(&byte) => byte,
            };
            self.at += 1;
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// Passes a restart mark, which must be the very next thing.
    fn pass(&mut self, mark: u8) -> Option<()> {
        let place = self.end()?;
        if self.bytes.get(place..place + 2) != Some(&[0xff, mark]) {
            return None;
        }
        *self = Bits { bytes: self.bytes, at: place + 2, held: 0, count: 0, ended: false };
        Some(())
    }

    /// The place of the marker behind the data, if little lies in between.
    fn end(&mut self) -> Option<usize> {
        let mut left = self.count as usize / 8;
        while left <= MOST_LEFT_OVER {
            match (self.bytes.get(self.at)?, self.bytes.get(self.at + 1)) {
                (0xff, Some(0xff)) => self.at += 1,
                (0xff, Some(0)) => {
                    left += 1;
                    self.at += 2;
                }
                (0xff, _) => return Some(self.at),
                _ => {
                    left += 1;
                    self.at += 1;
                }
            }
        }
        None
    }
}

/// Whether any of four bytes is 0xff.
fn has_marker(four: u32) -> bool {
    // A byte of zeros, in the opposite, borrows from the bit above it.
    let opposite = !four;
    opposite.wrapping_sub(0x0101_0101) & four & 0x8080_8080 != 0
}

#[cfg(test)]
#[path = "entropy_tests.rs"]
mod tests;
