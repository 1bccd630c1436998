//! Why a photo is left out.

use crate::problem::{Problem, Span, photo as words};

/// Why a photo is left out; each has its words in [`crate::problem::photo`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoTrouble {
    /// It was there when the folder was listed, and cannot be read.
    Gone,
    /// No bytes at all.
    Empty,
    /// Words, or a web page that was saved as a picture.
    Text,
    /// Apple's format, of a kind that is not read, or in a program that was made without it.
    Heic,
    /// A format for web pages.
    Avif,
    /// A drawing.
    Svg,
    /// What a camera's sensor saw, not yet a picture.
    Raw,
    /// Film or sound.
    Film,
    /// A PDF, a letter, a packed folder.
    Document,
    /// A picture of a kind that is not read here.
    OtherPicture,
    /// Nothing that is known.
    Unknown,
    /// More bytes than a photo has.
    FileTooLarge {
        /// How large, in millions of bytes.
        megabytes: u64,
    },
    /// More pixels than a photo has.
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Opening it would need more memory than is reasonable.
    TooHungry,
    /// It ends too early, or what is inside does not hold together.
    Damaged,
    /// A JPEG that our decoder would show in wrong colours.
    UnusualJpeg,
    /// `crop` was measured on another picture.
    CropOutside {
        /// Width of this picture.
        width: u32,
        /// Height of this picture.
        height: u32,
    },
    /// `cover` was measured on another picture.
    CoverOutside {
        /// Width of this picture.
        width: u32,
        /// Height of this picture.
        height: u32,
    },
}

impl PhotoTrouble {
    /// Tells it to the author.
    pub fn problem(self, at: Span) -> Problem {
        match self {
            PhotoTrouble::Gone => words::photo_gone(at),
            PhotoTrouble::Empty => words::empty(at),
            PhotoTrouble::Text => words::is_text(at),
            PhotoTrouble::Heic => words::heic(at),
            PhotoTrouble::Avif => words::avif(at),
            PhotoTrouble::Svg => words::svg(at),
            PhotoTrouble::Raw => words::raw(at),
            PhotoTrouble::Film => words::is_film(at),
            PhotoTrouble::Document => words::is_document(at),
            PhotoTrouble::OtherPicture => words::other_format(at),
            PhotoTrouble::Unknown => words::not_a_picture(at),
            PhotoTrouble::FileTooLarge { megabytes } => words::file_too_large(at, megabytes),
            PhotoTrouble::TooManyPixels { width, height } => words::too_many_pixels(at, width, height),
            PhotoTrouble::TooHungry => words::too_hungry(at),
            PhotoTrouble::Damaged => words::damaged(at),
            PhotoTrouble::UnusualJpeg => words::unusual_jpeg(at),
            PhotoTrouble::CropOutside { width, height } => words::crop_outside(at, width, height),
            PhotoTrouble::CoverOutside { width, height } => words::cover_outside(at, width, height),
        }
    }
}
