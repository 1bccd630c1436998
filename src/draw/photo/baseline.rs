//! Opens an ordinary JPEG at about the size that is wanted, and looks for damage on the way.
//!
//! Phones and cameras write baseline JPEGs of brightness and two colours, far larger than any page shows them. Here such a
//! photo is read once: each block of 8 by 8 pixels becomes 4 by 4 or 2 by 2 at once where that is enough, brightness and
//! colours are brought to size by themselves, and only then become red, green and blue. Other JPEGs are left to others.

use fast_image_resize::Resizer;
use fast_image_resize::pixels::U8;

use super::PhotoTrouble;
use super::encode::{Samples, Shrunk, lanczos, resized};
use super::entropy::{self, Found, Frame, Listener};
use super::waves::{byte, pixels, share};
use crate::content::item::Area;

/// What the parts of a picture mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Brightness alone.
    Grey,
    /// Brightness and two colours.
    Colours,
}

/// Whether half the stored size, or a quarter, is enough. A photo of which all is needed opens a little faster elsewhere.
pub(super) fn saves_work(stored: (u32, u32), size: (u32, u32)) -> bool {
    is_enough(4, stored, size)
}

/// Whether blocks of so many pixels a side are enough.
fn is_enough(side: u32, stored: (u32, u32), size: (u32, u32)) -> bool {
    size.0 <= stored.0 * side / 8 && size.1 <= stored.1 * side / 8
}

/// Opens all of a photo of a stored size at the size that is wanted. None for a JPEG of another kind.
pub(super) fn open(
    jpeg: &[u8],
    parts: Parts,
    stored: (u32, u32),
    size: (u32, u32),
) -> Result<Option<Shrunk>, PhotoTrouble> {
    if is_enough(2, stored, size) {
        developed::<2>(jpeg, parts, stored, size)
    } else if is_enough(4, stored, size) {
        developed::<4>(jpeg, parts, stored, size)
    } else {
        developed::<8>(jpeg, parts, stored, size)
    }
}

fn developed<const N: usize>(
    jpeg: &[u8],
    parts: Parts,
    stored: (u32, u32),
    size: (u32, u32),
) -> Result<Option<Shrunk>, PhotoTrouble> {
    let mut tray = Tray::<N>::new(parts, stored);
    match entropy::read(jpeg, &mut tray) {
        Found::Broken => Err(PhotoTrouble::Damaged),
        Found::NotLookedAt => Ok(None),
        Found::Sound if tray.planes.iter().all(|plane| plane.is_there) => Ok(Some(tray.shrunk(size))),
        Found::Sound => Ok(None),
    }
}

/// Where a picture appears, `N` by `N` pixels for each of its blocks.
struct Tray<const N: usize> {
    parts: Parts,
    stored: (u32, u32),
    planes: Vec<Plane<N>>,
    /// The block that is being read; what is not wanted goes to its last place.
    values: [i32; 65],
}

/// Brightness, or one of the two colours.
struct Plane<const N: usize> {
    /// Pixels in a row, those that fill the last block among them.
    across: usize,
    samples: Vec<u8>,
    /// The size of the picture in it.
    size: (f64, f64),
    steps: [[f32; N]; N],
    is_there: bool,
}

impl<const N: usize> Tray<N> {
    /// Where each place in the order of the file lies among the waves that are kept.
    const KEPT: [u8; 256] = kept::<N>();

    fn new(parts: Parts, stored: (u32, u32)) -> Tray<N> {
        Tray { parts, stored, planes: Vec::new(), values: [0; 65] }
    }

    fn shrunk(self, (width, height): (u32, u32)) -> Shrunk {
        let mut resizer = Resizer::new();
        let resized = |plane: Plane<N>| plane.resized(&mut resizer, (width, height));
        let planes: Vec<Vec<u8>> = self.planes.into_iter().map(resized).collect();
        let samples = match planes.as_slice() {
            [light, blue, red] => coloured(light, blue, red),
            _ => planes.into_iter().next().expect("a frame has a part"),
        };
        let channels = if self.parts == Parts::Grey { 1 } else { 3 };
        Shrunk { width, height, channels, samples, profile: None }
    }
}

impl<const N: usize> Listener for Tray<N> {
    fn frame(&mut self, frame: &Frame) -> bool {
        let Some((widest, tallest)) = frame.most() else { return false };
        let wanted = match self.parts {
            Parts::Grey => 1,
            Parts::Colours => 3,
        };
        // Where colours are coarser than a half, making them smaller once more would show.
        let is_fine = |most: usize, part: usize| most == part || most == 2 * part;
        let is_usual = frame.parts.iter().all(|part| is_fine(widest, part.across) && is_fine(tallest, part.down));
        let size = (frame.width as u32, frame.height as u32);
        if !self.planes.is_empty() || frame.parts.len() != wanted || size != self.stored || !is_usual {
            return false;
        }
        let (columns, rows) = (frame.width.div_ceil(8 * widest), frame.height.div_ceil(8 * tallest));
        let length = |whole: usize, part: usize, most: usize| (whole * part * N) as f64 / (most * 8) as f64;
        let plane = |part: &entropy::Part| Plane {
            across: columns * part.across * N,
            samples: vec![0; columns * part.across * rows * part.down * N * N],
            size: (length(frame.width, part.across, widest), length(frame.height, part.down, tallest)),
            steps: [[0.0; N]; N],
            is_there: false,
        };
        self.planes = frame.parts.iter().map(plane).collect();
        true
    }

    fn part(&mut self, part: usize, steps: &[u16; 64]) {
        let plane = &mut self.planes[part];
        plane.is_there = true;
        for (place, &step) in steps.iter().enumerate() {
            let kept = usize::from(Self::KEPT[place]);
            if kept < N * N {
                plane.steps[kept / N][kept % N] = f32::from(step) * share::<N>();
            }
        }
    }

    #[inline(always)]
    fn value(&mut self, place: usize, value: i32) {
        self.values[usize::from(Self::KEPT[place & 255]).min(64)] = value;
    }

    #[inline(always)]
    fn block(&mut self, part: usize, column: usize, row: usize, level: i32) {
        let plane = &mut self.planes[part];
        let start = (row * plane.across + column) * N;
        let rows = plane.samples[start..].chunks_mut(plane.across).take(N);
        let (values, _) = self.values.as_chunks_mut::<N>();
        let values = &mut values[..N];
        values[0][0] = 0;
        if values.iter().flatten().fold(0, |all, value| all | value) == 0 {
            let light = byte(level as f32 * plane.steps[0][0] / N as f32);
            rows.for_each(|row| row[..N].fill(light));
            return;
        }
        let mut waves = [[0.0; N]; N];
        for ((waves, values), steps) in waves.iter_mut().zip(values.iter()).zip(&plane.steps) {
            for ((wave, value), step) in waves.iter_mut().zip(values).zip(steps) {
                *wave = *value as f32 * step;
            }
        }
        waves[0][0] = level as f32 * plane.steps[0][0];
        for (row, pixels) in rows.zip(&pixels(&waves)) {
            row[..N].copy_from_slice(pixels);
        }
        values.fill([0; N]);
    }
}

impl<const N: usize> Plane<N> {
    fn resized(self, resizer: &mut Resizer, size: (u32, u32)) -> Vec<u8> {
        let rows = self.samples.len() / self.across;
        let whole = Samples { width: self.across as u32, height: rows as u32, samples: &self.samples };
        let picture = Area { x: 0, y: 0, width: self.size.0.ceil() as u32, height: self.size.1.ceil() as u32 };
        let options = lanczos().crop(0.0, 0.0, self.size.0, self.size.1);
        resized::<U8>(resizer, whole, picture, &options, size)
    }
}

/// Where each place of the zigzag lies in a square of `N` by `N` waves; 64 for what lies outside.
const fn kept<const N: usize>() -> [u8; 256] {
    let mut kept = [64; 256];
    let (mut across, mut down, mut place) = (0, 0, 0);
    while place < 64 {
        if across < N && down < N {
            kept[place] = (down * N + across) as u8;
        }
        let rises = (across + down) % 2 == 0;
        if rises {
            if across == 7 {
                down += 1;
            } else {
                across += 1;
                down = if down > 0 { down - 1 } else { 0 };
            }
        } else if down == 7 {
            across += 1;
        } else {
            down += 1;
            across = if across > 0 { across - 1 } else { 0 };
        }
        place += 1;
    }
    kept
}

/// Red, green and blue (ITU T.871, 7).
fn coloured(light: &[u8], blue: &[u8], red: &[u8]) -> Vec<u8> {
    let mut samples = vec![0; light.len() * 3];
    let (pixels, _) = samples.as_chunks_mut::<3>();
    for (((pixel, &light), &blue), &red) in pixels.iter_mut().zip(light).zip(blue).zip(red) {
        // Sums of three bytes are far from the ends of an i32.
        let light = (i32::from(light) << 16).wrapping_add(32_768);
        let (blue, red) = (i32::from(blue).wrapping_sub(128), i32::from(red).wrapping_sub(128));
        let with = |colours: i32| (light.wrapping_add(colours) >> 16).clamp(0, 255) as u8;
        let green = blue.wrapping_mul(-22_554).wrapping_add(red.wrapping_mul(-46_802));
        *pixel = [with(red.wrapping_mul(91_881)), with(green), with(blue.wrapping_mul(116_130))];
    }
    samples
}

#[cfg(test)]
#[path = "baseline_tests.rs"]
mod tests;
