//! Makes a JPEG some percent smaller without touching a pixel: its symbols get codes made for this very picture.
//!
//! The encoder could do so itself, but writes each colour in a scan of its own then, which some programs (our own decoder
//! among them) show in wrong colours; and people take photos back from their own pages.

use super::entropy::{Found, Listener, TableName, read};

/// The same picture in fewer bytes. A JPEG of another kind than our encoder writes comes back as it was.
pub(super) fn squeeze(jpeg: Vec<u8>) -> Vec<u8> {
    let mut all = Symbols { symbols: Vec::with_capacity(jpeg.len() * 2), counts: vec![[0; 257]; 8] };
    let found = read(&jpeg, &mut all);
    let squeezed = if found == Found::Sound { written(&jpeg, &all.symbols, &all.counts) } else { None };
    match squeezed {
        Some(squeezed) if squeezed.len() < jpeg.len() => squeezed,
        _ => jpeg,
    }
}

/// Every symbol in its order, with its table and the bits that follow it; and how often each occurs.
struct Symbols {
    symbols: Vec<u32>,
    counts: Vec<[u32; 257]>,
}

impl Listener for Symbols {
    #[inline]
    fn symbol(&mut self, table: TableName, symbol: u8, extra: u32) {
        self.counts[usize::from(table)][usize::from(symbol)] += 1;
        self.symbols.push(u32::from(table) << 24 | u32::from(symbol) << 16 | extra);
    }
}

fn written(jpeg: &[u8], symbols: &[u32], counts: &[[u32; 257]]) -> Option<Vec<u8>> {
    let books: Vec<Book> = counts.iter().map(Book::new).collect();
    let mut out = Vec::with_capacity(jpeg.len());
    out.extend(&jpeg[..2]);
    let mut at = 2;
    loop {
        let [0xff, marker, high, low] = *jpeg.get(at..at + 4)? else { return None };
        let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        let part = jpeg.get(at..end)?;
        match marker {
            0xc4 => {}
            // Restart marks have places of their own.
            0xdd => return None,
            0xda => {
                (0..).zip(&books).for_each(|(name, book)| book.write(name, &mut out));
                out.extend(part);
                break;
            }
            _ => out.extend(part),
        }
        at = end;
    }
    let mut bits = Writer { out, held: 0, count: 0 };
    for &one in symbols {
        let (table, symbol, extra) = ((one >> 24) as usize, (one >> 16) as u8, one & 0xffff);
        let book = &books[table];
        let size = u32::from(if table < 4 { symbol } else { symbol & 15 });
        let (code, length) = book.codes[usize::from(symbol)];
        bits.put(code << size | extra, length + size);
    }
    let mut out = bits.finished();
    out.extend([0xff, 0xd9]);
    Some(out)
}

/// The codes of one table.
struct Book {
    /// How many codes there are of each length.
    lengths: [u8; 16],
    /// Shortest code first.
    symbols: Vec<u8>,
    /// By symbol: its code and how long that is.
    codes: Vec<(u32, u32)>,
}

impl Book {
    /// Short codes for what is frequent (ITU T.81, Annex K.2).
    fn new(counts: &[u32; 257]) -> Book {
        let depths = depths(counts);
        let mut lengths = [0_u32; 257];
        depths.iter().filter(|&&depth| depth > 0).for_each(|&depth| lengths[depth as usize] += 1);
        shorten(&mut lengths);
        let mut symbols: Vec<u8> = (0..=255).filter(|&symbol| depths[usize::from(symbol)] > 0).collect();
        symbols.sort_by_key(|&symbol| (depths[usize::from(symbol)], symbol));
        let mut codes = vec![(0, 0); 256];
        let (mut code, mut place) = (0, 0);
        let mut counted = [0; 16];
        for length in 1..=16 {
            counted[length - 1] = lengths[length] as u8;
            for _ in 0..lengths[length] {
                codes[usize::from(symbols[place])] = (code, length as u32);
                code += 1;
                place += 1;
            }
            code <<= 1;
        }
        Book { lengths: counted, symbols, codes }
    }

    fn write(&self, name: TableName, out: &mut Vec<u8>) {
        if self.symbols.is_empty() {
            return;
        }
        out.extend([0xff, 0xc4]);
        out.extend((2 + 1 + 16 + self.symbols.len() as u16).to_be_bytes());
        out.push(name & 3 | if name < 4 { 0 } else { 0x10 });
        out.extend(self.lengths);
        out.extend(&self.symbols);
    }
}

/// How deep each symbol lies in the tree, 0 for what never occurs. A stranger takes part, so that no code is all ones.
fn depths(counts: &[u32; 257]) -> [u32; 257] {
    let mut weights = counts.map(u64::from);
    let mut depths = [0; 257];
    if weights.iter().all(|&weight| weight == 0) {
        return depths;
    }
    weights[256] = 1;
    // Members of each tree, by its root.
    let mut trees: Vec<Vec<usize>> = (0..257).map(|symbol| vec![symbol]).collect();
    while let (Some(least), Some(next)) = two_lightest(&weights) {
        weights[least] += weights[next];
        weights[next] = 0;
        let joined = std::mem::take(&mut trees[next]);
        trees[least].extend(joined);
        trees[least].iter().for_each(|&symbol| depths[symbol] += 1);
    }
    depths
}

fn two_lightest(weights: &[u64; 257]) -> (Option<usize>, Option<usize>) {
    let lightest = |but: Option<usize>| {
        let others = weights.iter().enumerate().filter(|&(at, &weight)| weight > 0 && Some(at) != but);
        others.min_by_key(|&(at, &weight)| (weight, std::cmp::Reverse(at))).map(|(at, _)| at)
    };
    let least = lightest(None);
    (least, least.and_then(|least| lightest(Some(least))))
}

/// No code may be longer than 16 bits; the stranger's, which is the longest, goes away.
fn shorten(lengths: &mut [u32; 257]) {
    for length in (17..257).rev() {
        while lengths[length] > 0 {
            let mut shorter = length - 2;
            while lengths[shorter] == 0 {
                shorter -= 1;
            }
            lengths[length] -= 2;
            lengths[length - 1] += 1;
            lengths[shorter + 1] += 2;
            lengths[shorter] -= 1;
        }
    }
    if let Some(longest) = lengths.iter_mut().rev().find(|count| **count > 0) {
        *longest -= 1;
    }
}

struct Writer {
    out: Vec<u8>,
    /// Bits that wait, at the right; fewer than 32 between two symbols.
    held: u64,
    count: u32,
}

impl Writer {
    #[inline]
    fn put(&mut self, bits: u32, length: u32) {
        self.held = self.held.wrapping_shl(length) | u64::from(bits);
        self.count = self.count.wrapping_add(length);
        if self.count >= 32 {
            self.count = self.count.wrapping_sub(32);
            let four = (self.held.wrapping_shr(self.count) as u32).to_be_bytes();
            if four.contains(&0xff) {
                four.iter().for_each(|byte| self.put_byte(*byte));
            } else {
                self.out.extend_from_slice(&four);
            }
        }
    }

    fn put_byte(&mut self, byte: u8) {
        self.out.push(byte);
        // What looks like a marker is told from one by a zero.
        if byte == 0xff {
            self.out.push(0);
        }
    }

    fn finished(mut self) -> Vec<u8> {
        let free = (8 - self.count % 8) % 8;
        self.put((1 << free) - 1, free);
        while self.count > 0 {
            self.count -= 8;
            self.put_byte((self.held >> self.count) as u8);
        }
        self.out
    }
}
