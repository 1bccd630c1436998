//! Which pictures were made from which photos: the link between a cleared photo and its published files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::pages::PictureFile;
use crate::content::item::{Area, Photo};
use crate::draw::photo::Looks;
use crate::sources::SourcePath;

/// What makes one published picture different from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PhotoKey {
    /// The author's file.
    pub file: SourcePath,
    /// Quarter turns clockwise.
    pub quarter_turns: u8,
    crop: Option<[u32; 4]>,
    cover: Vec<[u32; 4]>,
}

impl PhotoKey {
    /// The key of a photo.
    pub fn of<T>(photo: &Photo<T>) -> PhotoKey {
        let corners = |area: &Area| [area.x, area.y, area.width, area.height];
        PhotoKey {
            file: photo.file.clone(),
            quarter_turns: photo.quarter_turns,
            crop: photo.crop.as_ref().map(corners),
            cover: photo.cover.iter().map(corners).collect(),
        }
    }
}

/// A photo made anew, in all its sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct MadePhoto {
    /// Published files, largest first.
    pub files: Vec<PictureFile>,
    /// Whether it was asked for as WebP too. It has none where that would be larger.
    pub as_webp: bool,
    /// Mean colour, `#a1b2c3`.
    pub colour: String,
    /// Hash of the pixels and recipe, as in the file names.
    pub hash: String,
    /// Hash of the author's file.
    pub content: String,
    /// What it looks like.
    pub looks: Looks,
    /// The size for paper, where an edition is printed.
    pub print: Option<PrintPhoto>,
}

impl MadePhoto {
    /// The address of every published file.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.files.iter().flat_map(|file| std::iter::once(&*file.href).chain(file.webp.as_deref()))
    }
}

/// A photo in the one size for paper.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintPhoto {
    /// A JPEG without any metadata: the same bytes as on the website.
    pub bytes: Arc<[u8]>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Every photo that was made.
pub type PhotoBook = BTreeMap<PhotoKey, MadePhoto>;
