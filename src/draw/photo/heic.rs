//! Opens photos in Apple's format. The film, the sound and the second pictures beside them are not looked at.

use heifer::heifer_isobmff::HeifFile;
use heifer::heifer_isobmff::boxes::Property;
use heifer::{Error, Options};

use super::PhotoTrouble;
use super::decode::{Picture, opaque};
use crate::content::dates::Date;

/// What the first lines say.
pub(super) struct Label {
    /// Width and height, turned as its own boxes say. What its EXIF says about turning does not count in this format.
    pub(super) size: (u32, u32),
    /// Bytes of memory for each pixel.
    pub(super) memory: u64,
    pub(super) taken: Option<Date>,
}

pub(super) fn look(bytes: &[u8]) -> Result<Label, PhotoTrouble> {
    let file = HeifFile::parse(bytes).map_err(|_| PhotoTrouble::Damaged)?;
    let photo = file.primary_id;
    let size = file.image_size(photo).ok().flatten().ok_or(PhotoTrouble::Heic)?;
    let is_turned = file
        .item_properties(photo)
        .map_err(|_| PhotoTrouble::Damaged)?
        .fold(false, |turned, property| turned ^ matches!(property, Property::Rotation(turns) if turns % 2 == 1));
    let in_tiles = file.item(photo).is_ok_and(|item| item.item_type.0 == *b"grid");
    Ok(Label {
        size: if is_turned { (size.1, size.0) } else { size },
        // Four bytes before and four after turning; a photo in one piece has its planes beside them.
        memory: if in_tiles { 8 } else { 12 },
        taken: file.exif(photo).ok().flatten().and_then(super::taken::taken),
    })
}

pub(super) fn decode(bytes: &[u8], most_pixels: u64) -> Result<Picture, PhotoTrouble> {
    let profile = HeifFile::parse(bytes).ok().and_then(|file| Some(file.icc_profile(file.primary_id).ok()??.to_vec()));
    // Several photos are opened at one time already.
    let options = Options { max_threads: 1, max_pixels: most_pixels };
    let image = heifer::decode_rgba8(bytes, &options).map_err(|error| match error {
        Error::Unsupported(_) => PhotoTrouble::Heic,
        Error::Container(_) | Error::Hevc(_) | Error::Encode(_) | Error::Invalid(_) => PhotoTrouble::Damaged,
    })?;
    Ok(Picture { width: image.width, height: image.height, channels: 3, samples: opaque(image.data), profile })
}

#[cfg(test)]
#[path = "heic_tests.rs"]
mod tests;
