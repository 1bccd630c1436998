//! The day on which a camera says that a photo was taken: a suggestion to the author, never a fact.

use exif::{In, Reader, Tag, Value};

use crate::content::dates::Date;

/// Cameras whose clock was never set are in the last century.
const FIRST_YEAR: i16 = 1995;

/// The day in a block of EXIF, which may be broken in any way.
pub(super) fn taken(exif: Vec<u8>) -> Option<Date> {
    let read = Reader::new().continue_on_error(true).read_raw(exif);
    let exif = read.or_else(|error| error.distill_partial_result(|_| {})).ok()?;
    [Tag::DateTimeOriginal, Tag::DateTimeDigitized].into_iter().find_map(|tag| {
        match &exif.get_field(tag, In::PRIMARY)?.value {
            Value::Ascii(lines) => day(lines.first()?),
            _ => None,
        }
    })
}

/// `2026:05:14 10:00:00`.
fn day(text: &[u8]) -> Option<Date> {
    let text = std::str::from_utf8(text.get(..10)?).ok()?;
    let mut parts = text.split(':');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Date::new(year, month, day).filter(|date| date.year() >= FIRST_YEAR)
}
