//! Walks the parts of a JPEG: decoders forgive a missing end with a grey or smeared picture, we do not.

/// What a walk through a JPEG found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Walk {
    /// Whether the end was reached after at least one scan. What lies behind the end does not matter.
    pub(super) complete: bool,
    /// Width and height, as the frame says.
    pub(super) size: Option<(u32, u32)>,
    /// Blocks of 64 coefficients, as the frame says.
    blocks: u64,
    /// Whether a decoder has to keep all of them until the last scan.
    kept: bool,
    progressive: bool,
    subsampled: bool,
    parts: usize,
}

impl Walk {
    /// Walks from the start to the first end mark.
    pub(super) fn new(bytes: &[u8]) -> Walk {
        let mut walk = Walk::default();
        let mut scanned = false;
        let mut at = 2;
        while let Some((marker, after)) = next_marker(bytes, at) {
            at = after;
            match marker {
                0xd9 => {
                    walk.complete = scanned;
                    break;
                }
                0x01 | 0xd0..=0xd8 => {}
                _ => {
                    let Some(body) = body(bytes, at) else { break };
                    at += 2 + body.len();
                    match marker {
                        0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => walk.read_frame(marker, body),
                        0xda => {
                            scanned = true;
                            walk.kept |= body.first().is_some_and(|&parts| usize::from(parts) < walk.parts);
                        }
                        _ => {}
                    }
                }
            }
        }
        walk
    }

    /// Memory for coefficients, two bytes each.
    pub(super) fn coefficient_bytes(&self) -> u64 {
        if self.kept { self.blocks * 64 * 2 } else { 0 }
    }

    /// One scan for each part, colours at half size, not progressive: zune-jpeg 0.5.15 reads the brightness of such a file
    /// and turns the rest to green stripes.
    pub(super) fn is_unusual(&self) -> bool {
        self.kept && self.subsampled && !self.progressive
    }

    fn read_frame(&mut self, marker: u8, body: &[u8]) {
        let [_, high, low, wide, narrow, parts, rest @ ..] = body else { return };
        self.progressive = marker == 0xc2;
        self.kept = self.progressive;
        self.parts = usize::from(*parts);
        let height = u64::from(u16::from_be_bytes([*high, *low]));
        let width = u64::from(u16::from_be_bytes([*wide, *narrow]));
        let samplings: Vec<(u64, u64)> = rest
            .chunks_exact(3)
            .take(self.parts)
            .map(|part| (u64::from(part[1] >> 4).max(1), u64::from(part[1] & 15).max(1)))
            .collect();
        let most_across = samplings.iter().map(|sampling| sampling.0).max().unwrap_or(1);
        let most_down = samplings.iter().map(|sampling| sampling.1).max().unwrap_or(1);
        self.size = Some((width as u32, height as u32));
        self.subsampled = most_across * most_down > 1 && self.parts > 1;
        let units = width.div_ceil(8 * most_across) * height.div_ceil(8 * most_down);
        self.blocks = samplings.iter().map(|(across, down)| units * across * down).sum();
    }
}

/// The next marker at or after a place, and the place behind it. Skips picture data: 0xff00 and restart marks belong to it.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += memchr::memchr(0xff, bytes.get(at..)?)? + 1;
        match *bytes.get(at)? {
            0x00 | 0xd0..=0xd7 => at += 1,
            0xff => {}
            marker => return Some((marker, at + 1)),
        }
    }
}

fn body(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    bytes.get(at + 2..at + length.max(2))
}
