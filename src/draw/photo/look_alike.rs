//! What a picture looks like, in a few hashes: enough to know it again under another name, too little to see anything.
//!
//! The picture is laid out in 8 by 8 fields twice, and of each two neighbours it is kept which is lighter, or that
//! neither is (a difference hash of three values). The same is done for the picture a little trimmed. Two pictures look alike when
//! at most 12 in 100 of these answers differ between one, whole, and the other, whole or trimmed. On the photos of
//! `content-example` that finds every copy that was saved anew, made smaller, made grey or cropped by up to 4 % at each
//! side or 8 % at one; most that were made a fifth lighter; and takes no two different pictures for one, not even paper
//! silhouettes by one hand. It does not find a copy that was turned, mirrored or cropped further.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::encode::Pixels;

/// Fields a side.
const SIDE: usize = 8;
/// Bytes of one view: two times 64 answers, of two bits each.
const BYTES: usize = SIDE * SIDE * 2 * 2 / 8;
/// How much lighter a field must be to be called so, of 255.
const LIGHTER: i64 = 4;
/// A view with fewer answers is of a plain wall, and looks like every other.
const FEWEST: u32 = 40;
/// How many answers in 100 may differ.
const MOST_DIFFERENT: u32 = 12;
/// What is trimmed, in hundredths: left, top, right, bottom.
const TRIMS: [[usize; 4]; 6] = [[0, 0, 0, 0], [4, 4, 4, 4], [7, 0, 0, 0], [0, 7, 0, 0], [0, 0, 7, 0], [0, 0, 0, 7]];

/// What a picture looks like, whole and a little trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Looks {
    views: [View; TRIMS.len()],
}

/// One bit for "lighter", one for "darker", for each two neighbours.
type View = [u8; BYTES];

impl Looks {
    /// Looks at an upright picture.
    pub(super) fn of(pixels: &Pixels) -> Looks {
        let light = Light::of(pixels);
        Looks { views: TRIMS.map(|trim| light.view(trim)) }
    }

    /// Whether two pictures look like one.
    pub fn resembles(&self, other: &Looks) -> bool {
        let whole = |looks: &Looks| looks.views[0];
        self.views.iter().any(|view| is_near(view, &whole(other)))
            || other.views.iter().any(|view| is_near(view, &whole(self)))
    }

    /// As `people/withdrawn-photos.toml` keeps it.
    pub fn written(&self) -> String {
        let mut written = String::with_capacity(TRIMS.len() * BYTES * 2);
        for byte in self.views.iter().flatten() {
            // Writing to a String cannot fail.
            let _ = write!(written, "{byte:02x}");
        }
        written
    }

    /// What [`Looks::written`] wrote.
    pub fn read(written: &str) -> Option<Looks> {
        let digits = written.as_bytes();
        if digits.len() != TRIMS.len() * BYTES * 2 {
            return None;
        }
        let mut bytes = digits.chunks_exact(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            pair.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u8::from_str_radix(pair, 16).ok())?
        });
        let mut views = [[0; BYTES]; TRIMS.len()];
        for byte in views.iter_mut().flatten() {
            *byte = bytes.next()??;
        }
        Some(Looks { views })
    }
}

impl From<Looks> for String {
    fn from(looks: Looks) -> String {
        looks.written()
    }
}

impl TryFrom<String> for Looks {
    type Error = &'static str;
    fn try_from(written: String) -> Result<Looks, &'static str> {
        Looks::read(&written).ok_or("not the looks of a picture")
    }
}

fn is_near(one: &View, other: &View) -> bool {
    let answers = |view: &View| view.iter().map(|byte| byte.count_ones()).sum::<u32>();
    let (of_one, of_other) = (answers(one), answers(other));
    let different: u32 = one.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum();
    of_one >= FEWEST && of_other >= FEWEST && different * 100 <= (of_one + of_other) * MOST_DIFFERENT
}

/// How light each part of a picture is, from sums that are made once.
struct Light {
    width: usize,
    height: usize,
    /// The sum of everything above and to the left.
    sums: Vec<i64>,
}

impl Light {
    fn of(pixels: &Pixels) -> Light {
        let (width, height) = (pixels.width as usize, pixels.height as usize);
        let mut sums = vec![0; (width + 1) * (height + 1)];
        for (y, row) in pixels.samples.chunks_exact(width.max(1) * 3).enumerate() {
            let mut of_row = 0;
            for (x, pixel) in row.chunks_exact(3).enumerate() {
                of_row += (i64::from(pixel[0]) * 299 + i64::from(pixel[1]) * 587 + i64::from(pixel[2]) * 114) / 1000;
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + of_row;
            }
        }
        Light { width, height, sums }
    }

    fn view(&self, [left, top, right, bottom]: [usize; 4]) -> View {
        let across = (self.width * left / 100, self.width - self.width * right / 100);
        let down = (self.height * top / 100, self.height - self.height * bottom / 100);
        let mut view = [0; BYTES];
        let mut answer = 0;
        for (columns, rows, next) in [(SIDE + 1, SIDE, (1, 0)), (SIDE, SIDE + 1, (0, 1))] {
            for row in 0..SIDE {
                for column in 0..SIDE {
                    let field = |column, row| self.field(part(across, column, columns), part(down, row, rows));
                    let (here, there) = (field(column, row), field(column + next.0, row + next.1));
                    // Fields differ in size by a pixel: their sums are compared as if they were as large as each other.
                    let difference = here.0 * there.1 - there.0 * here.1;
                    let enough = LIGHTER * here.1 * there.1;
                    let bit = match (difference >= enough, difference <= -enough) {
                        _ if enough == 0 => None,
                        (true, _) => Some(0),
                        (_, true) => Some(1),
                        (false, false) => None,
                    };
                    if let Some(bit) = bit {
                        view[answer / 4] |= 1 << (answer % 4 * 2 + bit);
                    }
                    answer += 1;
                }
            }
        }
        view
    }

    /// The sum and the number of the pixels of a field.
    fn field(&self, (x0, x1): (usize, usize), (y0, y1): (usize, usize)) -> (i64, i64) {
        let at = |x: usize, y: usize| self.sums[y * (self.width + 1) + x];
        (at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0), ((x1 - x0) * (y1 - y0)) as i64)
    }
}

/// One of so many equal parts of a stretch.
fn part((start, end): (usize, usize), place: usize, of: usize) -> (usize, usize) {
    let length = end - start;
    (start + place * length / of, start + (place + 1) * length / of)
}

#[cfg(test)]
mod tests {
    use image::RgbImage;
    use image::imageops::{FilterType, crop_imm, resize};

    use super::super::encode::Pixels;
    use super::Looks;

    fn looks(picture: &RgbImage) -> Looks {
        let (width, height) = picture.dimensions();
        Looks::of(&Pixels { width, height, samples: picture.as_raw().clone() })
    }

    /// A picture of soft patches that nobody else has.
    fn scene(seed: u8) -> RgbImage {
        let small = RgbImage::from_fn(9, 7, |x, y| {
            let hash = blake3::hash(&[seed, x as u8, y as u8]);
            image::Rgb([hash.as_bytes()[0], hash.as_bytes()[1], hash.as_bytes()[2]])
        });
        resize(&small, 400, 300, FilterType::CatmullRom)
    }

    fn saved(picture: &RgbImage, quality: u8) -> RgbImage {
        let mut bytes = Vec::new();
        jpeg_encoder::Encoder::new(&mut bytes, quality)
            .encode(picture, picture.width() as u16, picture.height() as u16, jpeg_encoder::ColorType::Rgb)
            .unwrap();
        image::load_from_memory(&bytes).unwrap().into_rgb8()
    }

    #[test]
    fn a_copy_is_known_again() {
        for seed in 0..20 {
            let first = scene(seed);
            let known = looks(&first);
            assert!(known.resembles(&looks(&saved(&first, 40))), "saved anew {seed}");
            assert!(known.resembles(&looks(&resize(&first, 160, 120, FilterType::Triangle))), "smaller {seed}");
            assert!(known.resembles(&looks(&crop_imm(&first, 16, 12, 368, 276).to_image())), "trimmed {seed}");
            assert!(
                known.resembles(&looks(&crop_imm(&first, 28, 0, 372, 300).to_image())),
                "trimmed at one side {seed}"
            );
            assert_eq!(Looks::read(&known.written()), Some(known));
        }
    }

    #[test]
    fn another_picture_is_not() {
        let all: Vec<Looks> = (0..60).map(|seed| looks(&scene(seed))).collect();
        for (place, one) in all.iter().enumerate() {
            assert!(all[..place].iter().all(|other| !one.resembles(other)), "{place}");
        }
    }

    #[test]
    fn a_plain_picture_looks_like_nothing() {
        for (width, height) in [(400, 300), (3, 2), (1, 1), (1, 400)] {
            let plain = looks(&RgbImage::from_pixel(width, height, image::Rgb([200, 30, 30])));
            assert!(!plain.resembles(&plain));
        }
    }

    #[test]
    fn what_is_not_whole_is_not_read() {
        let written = looks(&scene(1)).written();
        for odd in ["", "zz", &written[2..], &format!("+{}", &written[1..]), &format!("{}é", &written[2..])] {
            assert_eq!(Looks::read(odd), None);
        }
    }
}
