//! From the way a camera stored a picture to the way a person sees it.

use image::metadata::Orientation;

use super::encode::Pixels;
use crate::content::item::Area;

/// How to get a stored picture upright: mirror it left to right, or not, then turn it clockwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Upright {
    mirrored: bool,
    quarter_turns: u8,
}

impl From<Orientation> for Upright {
    fn from(orientation: Orientation) -> Upright {
        let (mirrored, quarter_turns) = match orientation {
            Orientation::NoTransforms => (false, 0),
            Orientation::Rotate90 => (false, 1),
            Orientation::Rotate180 => (false, 2),
            Orientation::Rotate270 => (false, 3),
            Orientation::FlipHorizontal => (true, 0),
            // Turned and then mirrored is the same as mirrored and then turned the other way.
            Orientation::Rotate270FlipH => (true, 1),
            Orientation::FlipVertical => (true, 2),
            Orientation::Rotate90FlipH => (true, 3),
        };
        Upright { mirrored, quarter_turns }
    }
}

impl Upright {
    /// With more turns, clockwise.
    pub(super) fn turned(self, quarter_turns: u8) -> Upright {
        Upright { quarter_turns: (self.quarter_turns + quarter_turns % 4) % 4, ..self }
    }

    /// The size of a stored picture when it is upright.
    pub(super) fn size(self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.quarter_turns % 2 == 1 { (height, width) } else { (width, height) }
    }

    /// The stored size of an upright picture.
    pub(super) fn size_as_stored(self, upright: (u32, u32)) -> (u32, u32) {
        self.size(upright)
    }

    /// Where an area of the upright picture lies among the stored pixels. The area is inside the picture.
    pub(super) fn area_as_stored(self, area: Area, stored: (u32, u32)) -> Area {
        let (x0, y0) = self.pixel_as_stored(area.x, area.y, stored);
        let (x1, y1) = self.pixel_as_stored(area.x + area.width - 1, area.y + area.height - 1, stored);
        Area { x: x0.min(x1), y: y0.min(y1), width: x0.abs_diff(x1) + 1, height: y0.abs_diff(y1) + 1 }
    }

    fn pixel_as_stored(self, x: u32, y: u32, (width, height): (u32, u32)) -> (u32, u32) {
        let (x, y) = match self.quarter_turns {
            0 => (x, y),
            1 => (y, height - 1 - x),
            2 => (width - 1 - x, height - 1 - y),
            _ => (width - 1 - y, x),
        };
        (if self.mirrored { width - 1 - x } else { x }, y)
    }

    /// Puts a picture upright.
    pub(super) fn apply(self, stored: Pixels) -> Pixels {
        if self == Upright::from(Orientation::NoTransforms) {
            return stored;
        }
        let from = (stored.width, stored.height);
        let (width, height) = self.size(from);
        let offset = |x: u32, y: u32| {
            let (x, y) = self.pixel_as_stored(x, y, from);
            (i64::from(y) * i64::from(from.0) + i64::from(x)) * 3
        };
        // Neighbours of the upright picture lie a fixed step apart in the stored one.
        let step = if width > 1 { offset(1, 0) - offset(0, 0) } else { 0 };
        let mut samples = Vec::with_capacity(stored.samples.len());
        for y in 0..height {
            let mut at = offset(0, y);
            for _ in 0..width {
                let pixel = usize::try_from(at).expect("every pixel of the upright picture is one of the stored");
                samples.extend_from_slice(&stored.samples[pixel..pixel + 3]);
                at += step;
            }
        }
        Pixels { width, height, samples }
    }
}

#[cfg(test)]
mod tests {
    use super::{Orientation, Pixels, Upright};
    use crate::content::item::Area;

    /// A picture of 3 by 2 pixels, each with its number as colour.
    fn numbered() -> Pixels {
        Pixels { width: 3, height: 2, samples: (1..=6).flat_map(|number| [number; 3]).collect() }
    }

    fn numbers(pixels: &Pixels) -> Vec<Vec<u8>> {
        pixels.samples.chunks(pixels.width as usize * 3).map(|row| row.iter().copied().step_by(3).collect()).collect()
    }

    #[test]
    fn all_eight_ways_a_camera_can_lie() {
        let cases: [(u8, &[&[u8]]); 8] = [
            (1, &[&[1, 2, 3], &[4, 5, 6]]),
            (2, &[&[3, 2, 1], &[6, 5, 4]]),
            (3, &[&[6, 5, 4], &[3, 2, 1]]),
            (4, &[&[4, 5, 6], &[1, 2, 3]]),
            (5, &[&[1, 4], &[2, 5], &[3, 6]]),
            (6, &[&[4, 1], &[5, 2], &[6, 3]]),
            (7, &[&[6, 3], &[5, 2], &[4, 1]]),
            (8, &[&[3, 6], &[2, 5], &[1, 4]]),
        ];
        for (exif, expected) in cases {
            let upright = Upright::from(Orientation::from_exif(exif).unwrap());
            assert_eq!(numbers(&upright.apply(numbered())), expected, "orientation {exif}");
        }
    }

    #[test]
    fn an_area_finds_the_same_pixels_either_way() {
        for exif in 1..=8 {
            for turns in 0..4 {
                let upright = Upright::from(Orientation::from_exif(exif).unwrap()).turned(turns);
                let seen = upright.apply(numbered());
                let area = Area { x: seen.width - 1, y: 1, width: 1, height: 1 };
                let stored = upright.area_as_stored(area, (3, 2));
                let number = numbers(&numbered())[stored.y as usize][stored.x as usize];
                assert_eq!(number, numbers(&seen)[1][seen.width as usize - 1]);
                assert_eq!((stored.width, stored.height), (1, 1));
            }
        }
    }
}
