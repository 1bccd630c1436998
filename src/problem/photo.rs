//! Problems of one subject: a photo that is left out. The rest of the item is shown without it.

use std::fmt::Display;

use super::{Problem, Span};
use crate::sources::SourcePath;

const MEANS: &str = "The photo is left out; the rest is shown without it.";

fn left_out(code: &'static str, at: Span) -> Problem {
    Problem::held_back(code, at).means(MEANS)
}

/// An album that names no photo has nothing to show.
pub fn album_without_photos(at: Span) -> Problem {
    Problem::advice("album-without-photos", at)
        .says("This album names no photos, so it is not shown anywhere.")
        .means("An album is a page of photos; its words alone make no page.")
        .fix("Put photos beside this file and name each in a `[[photo]]`, or move the words to `stories` or `events`.")
}

/// The file has no bytes.
pub fn empty(at: Span) -> Problem {
    left_out("photo-empty", at)
        .says("This photo's file is empty.")
        .fix("Copy the photo again from the phone or camera. If it lies in a cloud folder, open it once so that it is fetched.")
}

/// The file holds words.
pub fn is_text(at: Span) -> Problem {
    left_out("photo-is-text", at).says("This file is named as a photo, but it holds words.").fix(
        "Open it to see what it is; often a web page was saved in place of its picture. Put the photo itself here.",
    )
}

/// The photo is in Apple's format.
pub fn heic(at: Span) -> Problem {
    left_out("photo-heic", at).says("This photo is in a kind of Apple's HEIC format that is not read here.").fix(
        "On the iPhone choose Settings > Camera > Formats > Most Compatible for the next photos. \
         For this one, send it by e-mail, which makes a JPEG, and use that.",
    )
}

/// The picture is in a format of web pages.
pub fn avif(at: Span) -> Problem {
    left_out("photo-avif", at)
        .says("This picture is in the AVIF format, which is not read here.")
        .fix("Open it in a picture program and save it as JPEG, or use the photo it was made from.")
}

/// The picture is a drawing.
pub fn svg(at: Span) -> Problem {
    left_out("photo-svg", at)
        .says("This is a drawing (SVG), not a photo.")
        .fix("Save the drawing as PNG and name that file.")
}

/// The file is what a camera saw before it made a picture.
pub fn raw(at: Span) -> Problem {
    left_out("photo-raw", at)
        .says("This is a camera's raw file, which is not a picture yet.")
        .fix("Use the JPEG that the camera saved beside it, or save one with the camera's own program.")
}

/// The file is film or sound.
pub fn is_film(at: Span) -> Problem {
    left_out("photo-is-film", at)
        .says("This is a film or a sound file, not a photo.")
        .fix("Put it in the `films` folder with its own page, or choose a photo. On an iPhone, a Live Photo can be saved as a still photo.")
}

/// The file is a document.
pub fn is_document(at: Span) -> Problem {
    left_out("photo-is-document", at)
        .says("This is a document or a packed folder, not a photo.")
        .fix("Take the picture out of it and save it as JPEG or PNG.")
}

/// The picture is of a kind that is not read.
pub fn other_format(at: Span) -> Problem {
    left_out("photo-other-format", at)
        .says("This is a picture of a kind that is not read here.")
        .fix("Open it in a picture program and save it as JPEG. JPEG, HEIC, PNG, WebP, GIF and TIFF are read.")
}

/// The file is nothing that is known.
pub fn not_a_picture(at: Span) -> Problem {
    left_out("photo-not-a-picture", at)
        .says("This file is not a picture, whatever its name says.")
        .fix("Open it to see what it is, and put the photo itself here.")
}

/// The file is larger than photos are.
pub fn file_too_large(at: Span, megabytes: u64) -> Problem {
    left_out("photo-file-too-large", at)
        .says(format!("This photo's file has {megabytes} megabytes; at most 60 are read."))
        .fix("Save it again as JPEG in a picture program. A phone photo has 2 to 10 megabytes.")
}

/// The picture has more pixels than photos have.
pub fn too_many_pixels(at: Span, width: u32, height: u32) -> Problem {
    left_out("photo-too-many-pixels", at)
        .says(format!(
            "This picture is {width} by {height} pixels; at most 100 million pixels and 30,000 on a side are read."
        ))
        .fix("Make it smaller in a picture program: 4,000 pixels on the longer side is plenty.")
}

/// Opening the picture would take too much memory.
pub fn too_hungry(at: Span) -> Problem {
    left_out("photo-needs-too-much-memory", at)
        .says("Opening this picture would need more than 400 megabytes of memory.")
        .fix("Save it as an ordinary JPEG in a picture program, at most 4,000 pixels on the longer side.")
}

/// The photo ends too early, or does not hold together.
pub fn damaged(at: Span) -> Problem {
    left_out("photo-damaged", at)
        .says("This photo looks damaged: part of it is missing or cannot be read.")
        .fix("Copy it again from the phone or camera. If it is damaged there too, choose another photo.")
}

/// The JPEG is written in a way that would come out in wrong colours.
pub fn unusual_jpeg(at: Span) -> Problem {
    left_out("photo-unusual-jpeg", at)
        .says("This JPEG is written in an unusual way and would come out in wrong colours.")
        .fix("Open it in a picture program and save it as JPEG again.")
}

/// `crop` does not lie in the picture.
pub fn crop_outside(at: Span, width: u32, height: u32) -> Problem {
    left_out("photo-crop-outside", at)
        .says(format!("`crop` reaches outside this picture, which is {width} wide and {height} high in pixels."))
        .fix(AREA)
}

/// `cover` does not lie in the picture.
pub fn cover_outside(at: Span, width: u32, height: u32) -> Problem {
    left_out("photo-cover-outside", at)
        .says(format!("`cover` reaches outside this picture, which is {width} wide and {height} high in pixels."))
        .fix(AREA)
}

const AREA: &str = "Measure again on the whole upright picture: [from the left, from the top, width, height], \
                    after `rotate` and before `crop`.";

/// Photos are wanted in a format that this program was built without.
pub fn built_without_webp(at: Span) -> Problem {
    Problem::advice("built-without-webp", at)
        .says("Photos are wanted as WebP too, and this carefolio was built without it.")
        .means("Every photo is made as JPEG, which all browsers show; pages only load a little more.")
        .fix("Use a carefolio with the feature `webp`, which is on unless somebody turned it off. Or take this line out.")
}

/// It was there when the folder was listed, and cannot be read.
pub fn photo_gone(at: Span) -> Problem {
    Problem::held_back("photo-gone", at)
        .says("This photo cannot be read.")
        .means("The photo is left out; the rest is shown.")
        .fix("Check that the file is still there and that you may open it, then build again.")
}

/// Somebody seems to be in a photo of nobody.
pub fn faces_without_names(at: Span, faces: u32) -> Problem {
    let seen = if faces == 1 { "a face".to_owned() } else { format!("{faces} faces") };
    Problem::advice("photo-faces", at)
        .says(format!("This photo seems to show {seen}, and names nobody."))
        .means("It is shown without asking anybody's consent.")
        .fix(
            "Look at it. If anybody could be recognised, write who in `people`, or hide the face with `cover`. Faces that \
             look away are not found, and now and then a pattern is taken for a face.",
        )
}

/// An item without a day has photos whose camera wrote one down; `iso` is the last day as a fact.
pub fn day_suggested(at: Span, first: &impl Display, last: &impl Display, iso: &str) -> Problem {
    let (first, last) = (first.to_string(), last.to_string());
    let when = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
    Problem::advice("photo-day", at)
        .says(format!("What this photo belongs to has no day. By the camera's clock its photos were taken {when}."))
        .means("The day in a photo is never published; cameras are often wrong.")
        .fix(format!("If that is when it happened, add `date = {iso}`."))
}

const ASK: &str = "If they are in it, add them to `people` here and ask them. If it is another picture, or may be shown, \
    say so in people/exceptions.toml with `photo`, `reason` and `by`.";

/// Another photo of the folder is the same picture, and somebody in it did not agree.
pub fn looks_like(at: Span, other: &SourcePath, person: &str, edition: &str) -> Problem {
    left_out("photo-looks-like", at)
        .says(format!(
            "This photo is the same picture as {other}, or looks very much like it. people/{person}.toml is in that \
             one, and may not be shown here."
        ))
        .fix(ASK)
        .in_edition(edition)
}

/// The same picture was taken down because somebody in it withdrew.
pub fn looks_withdrawn(at: Span, entry: &Span, person: &str, edition: &str) -> Problem {
    left_out("photo-looks-withdrawn", at)
        .says(format!(
            "This photo is a picture that was taken down, or looks very much like it ({entry}): people/{person}.toml \
             was in it, and may not be shown here."
        ))
        .fix(ASK)
        .in_edition(edition)
}
