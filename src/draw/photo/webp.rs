//! Writes a picture as WebP, beside its JPEG.
//!
//! libwebp is written in C. It never sees a file of an author: it is given our own small pictures, decoded and made
//! smaller in Rust, and what it writes is not read again.

use webp::{Encoder, WebPConfig};

use super::encode::Pixels;

/// How hard it tries, of 6. Three and more take twice as long for a few bytes in a hundred.
const METHOD: i32 = 2;

/// The picture as WebP of a quality of 0 to 100; none when there is no memory for it, and then its JPEG serves alone.
pub(super) fn webp(pixels: &Pixels, quality: f32) -> Option<Vec<u8>> {
    let mut config = WebPConfig::new().ok()?;
    config.quality = quality;
    config.method = METHOD;
    let written = Encoder::from_rgb(&pixels.samples, pixels.width, pixels.height).encode_advanced(&config).ok()?;
    Some(written.to_vec())
}

#[cfg(test)]
mod tests {
    use super::super::Recipe;
    use super::super::tests::{BLUE, GREEN, RED, SAND, assert_quarters, jpeg, made, quarters, with_orientation};

    #[test]
    fn each_size_is_there_as_webp_of_the_same_picture() {
        let photo = with_orientation(&jpeg(&quarters(1000, 800)), 3);
        let plain = made(&photo, &Recipe::default()).unwrap();
        assert!(plain.versions.iter().all(|version| version.webp.is_none()), "only where it is asked for");
        let recipe = Recipe { webp: true, ..Recipe::default() };
        let derived = made(&photo, &recipe).unwrap();
        assert_eq!(derived.versions.len(), 3);
        for (version, plain) in derived.versions.iter().zip(&plain.versions) {
            assert_eq!(version.bytes, plain.bytes, "the JPEG is the same with and without");
            let webp = version.webp.as_deref().unwrap();
            assert_eq!(&webp[8..16], b"WEBPVP8 ", "nothing but the picture");
            let picture = image::load_from_memory(webp).unwrap().into_rgb8();
            assert_eq!(picture.dimensions(), (version.width, version.height));
            assert_quarters(&picture, [SAND, BLUE, GREEN, RED]);
        }
        assert_eq!(made(&photo, &recipe).unwrap(), derived, "the same bytes every time");
    }
}
