//! Reads the packed picture data of a JPEG, symbol by symbol, without making a picture of it.
//!
//! Decoders forgive what is broken there and show something grey or smeared. Here every symbol must be one, every block
//! must have its 64 values, and the data must end where the picture does. Progressive and rare kinds are not looked
//! into. Damage that only changes a value leaves no trace, and nobody can find it.

mod bits;

use bits::{Bits, Codes};

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

/// Somebody who is told what is read while it is read. What they do not care for costs nothing.
pub(super) trait Listener {
    /// The size of the picture and its parts. Says no to a picture that is not wanted.
    fn frame(&mut self, _: &Frame) -> bool {
        true
    }

    /// A scan brings a part; its 64 steps in the order of the file.
    fn part(&mut self, _part: usize, _steps: &[u16; 64]) {}

    /// A symbol, with the table it was written by and the bits that follow it.
    fn symbol(&mut self, _: TableName, _symbol: u8, _extra: u32) {}

    /// A value of the block that is being read, at a place in the order of the file (more than 63 for none).
    fn value(&mut self, _place: usize, _value: i32) {}

    /// A block of a part has come to its end; `level` is its first value.
    fn block(&mut self, _part: usize, _column: usize, _row: usize, _level: i32) {}
}

/// Nobody: for whoever only wants to know whether it holds together.
impl Listener for () {}

/// Reads all of it.
pub(super) fn read(jpeg: &[u8], listener: &mut impl Listener) -> Found {
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
            0xc0 | 0xc1 => {
                frame = Frame::read(body);
                if !frame.as_ref().is_some_and(|frame| listener.frame(frame)) {
                    return Found::NotLookedAt;
                }
            }
            0xc2..=0xcf => return Found::NotLookedAt,
            0xda => {
                let Some(frame) = &frame else { return Found::NotLookedAt };
                let Some(scan) = Scan::new(frame, &tables, body) else { return Found::NotLookedAt };
                scan.shares.iter().for_each(|share| listener.part(share.part, share.steps));
                let Some(end) = scan.read(jpeg, at, listener) else { return Found::Broken };
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

struct Tables {
    /// In the order of the file.
    steps: [[u16; 64]; 4],
    /// By [`TableName`].
    codes: [Option<Box<Codes>>; 8],
    /// Blocks' groups between two restart marks; 0 for none.
    restart: usize,
}

impl Default for Tables {
    fn default() -> Tables {
        Tables { steps: [[0; 64]; 4], codes: Default::default(), restart: 0 }
    }
}

impl Tables {
    fn learn_steps(&mut self, mut body: &[u8]) {
        while let [kind, rest @ ..] = body {
            let wide = kind >> 4 != 0;
            let length = if wide { 128 } else { 64 };
            let Some((table, rest)) = rest.split_at_checked(length) else { return };
            let steps = &mut self.steps[usize::from(kind & 3)];
            match wide {
                true => table
                    .chunks_exact(2)
                    .zip(steps)
                    .for_each(|(two, step)| *step = u16::from_be_bytes([two[0], two[1]])),
                false => table.iter().zip(steps).for_each(|(&one, step)| *step = u16::from(one)),
            }
            body = rest;
        }
    }

    fn learn_codes(&mut self, mut body: &[u8]) {
        while let [kind, rest @ ..] = body {
            let Some((counts, rest)) = rest.split_first_chunk::<16>() else { return };
            let length = counts.iter().map(|&count| usize::from(count)).sum();
            let Some((symbols, rest)) = rest.split_at_checked(length) else { return };
            let name = (kind & 3) + if kind >> 4 == 0 { 0 } else { 4 };
            self.codes[usize::from(name)] = Codes::new(counts, symbols, name < 4);
            body = rest;
        }
    }
}

/// How large the picture is, and what it is made of.
pub(super) struct Frame {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) parts: Vec<Part>,
}

/// Brightness or one of the colours.
#[derive(Clone, Copy)]
pub(super) struct Part {
    id: u8,
    /// Blocks in each group of blocks.
    pub(super) across: usize,
    /// The same downwards.
    pub(super) down: usize,
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

    /// The most blocks that a part has in each group, across and down.
    pub(super) fn most(&self) -> Option<(usize, usize)> {
        let across = self.parts.iter().map(|part| part.across).max()?;
        Some((across, self.parts.iter().map(|part| part.down).max()?))
    }
}

/// Blocks of one part in each group of blocks.
struct Share<'t> {
    part: usize,
    across: usize,
    down: usize,
    steps: &'t [u16; 64],
    dc: (TableName, &'t Codes),
    ac: (TableName, &'t Codes),
}

struct Scan<'t> {
    columns: usize,
    rows: usize,
    restart: usize,
    shares: Vec<Share<'t>>,
}

impl<'t> Scan<'t> {
    fn new(frame: &Frame, tables: &'t Tables, body: &[u8]) -> Option<Scan<'t>> {
        let (&count, rest) = body.split_first()?;
        let named: Vec<&[u8]> = rest.chunks_exact(2).take(usize::from(count)).collect();
        let (widest, tallest) = frame.most()?;
        let alone = named.len() == 1;
        let (mut columns, mut rows) = (frame.width.div_ceil(8 * widest), frame.height.div_ceil(8 * tallest));
        let mut shares = Vec::new();
        for name in &named {
            let place = frame.parts.iter().position(|part| part.id == name[0])?;
            let part = frame.parts[place];
            if alone {
                let length = |whole: usize, share: usize, most: usize| (whole * share).div_ceil(most).div_ceil(8);
                columns = length(frame.width, part.across, widest);
                rows = length(frame.height, part.down, tallest);
            }
            let (dc, ac) = ((name[1] >> 4) & 3, (name[1] & 3) + 4);
            shares.push(Share {
                part: place,
                across: if alone { 1 } else { part.across },
                down: if alone { 1 } else { part.down },
                steps: &tables.steps[usize::from(part.steps)],
                dc: (dc, tables.codes[usize::from(dc)].as_deref()?),
                ac: (ac, tables.codes[usize::from(ac)].as_deref()?),
            });
        }
        (!shares.is_empty()).then_some(Scan { columns, rows, restart: tables.restart, shares })
    }

    /// Reads the scan that starts at a place, and gives the place of the marker behind it.
    fn read(&self, jpeg: &[u8], start: usize, listener: &mut impl Listener) -> Option<usize> {
        let mut bits = Bits::new(jpeg, start);
        let mut levels = vec![0_i32; self.shares.len()];
        let (mut mark, mut to_mark) = (0xd0, self.restart);
        for row in 0..self.rows {
            for column in 0..self.columns {
                if self.restart > 0 {
                    if to_mark == 0 {
                        bits = bits.behind(mark)?;
                        mark = 0xd0 | ((mark + 1) & 7);
                        levels.fill(0);
                        to_mark = self.restart;
                    }
                    to_mark -= 1;
                }
                for (share, level) in self.shares.iter().zip(&mut levels) {
                    *level = share.read((column, row), *level, &mut bits, listener)?;
                }
            }
        }
        bits.end()
    }
}

impl Share<'_> {
    /// Reads its blocks of one group, and gives the level of the last.
    #[inline]
    fn read(
        &self,
        (column, row): (usize, usize),
        mut level: i32,
        bits: &mut Bits<'_>,
        listener: &mut impl Listener,
    ) -> Option<i32> {
        let step = i32::from(self.steps[0]).max(1);
        for down in 0..self.down {
            for across in 0..self.across {
                level += bits.block(self.dc, self.ac, listener)?;
                if (level * step).abs() > FARTHEST + step {
                    return None;
                }
                listener.block(self.part, column * self.across + across, row * self.down + down, level);
            }
        }
        Some(level)
    }
}

#[cfg(test)]
#[path = "entropy_tests.rs"]
mod tests;
