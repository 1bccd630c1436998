//! Addresses: every page named from what readers see (titles and references), never from the author's file names.

use std::borrow::Cow;

use crate::consent::Entry;
use crate::content::terms::Kind;
use crate::edition::Edition;
use crate::framework::Target;

/// Longest part of an address made from a title.
pub const LONGEST: usize = 60;

/// Words as part of an address: small letters, digits and dashes.
pub fn slug(words: &str) -> String {
    let plain = if words.is_ascii() { Cow::Borrowed(words) } else { Cow::Owned(deunicode::deunicode(words)) };
    let mut slug = String::with_capacity(words.len().min(LONGEST));
    let mut is_between = false;
    for letter in plain.bytes() {
        match letter {
            b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'Z' => {
                if is_between && !slug.is_empty() {
                    slug.push('-');
                }
                is_between = false;
                if slug.len() >= LONGEST {
                    break;
                }
                slug.push(char::from(letter.to_ascii_lowercase()));
            }
            // An apostrophe belongs to its word.
            b'\'' => {}
            _ => is_between = true,
        }
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    slug
}

/// The page of an item: `stories/s-014-the-garden-club.html`. The reference keeps it one address for good.
pub fn item(entry: &Entry<'_>) -> String {
    format!("{}.html", item_stem(entry))
}

/// A further page of an item, from 2.
pub fn item_part(entry: &Entry<'_>, page: usize) -> String {
    numbered(item_stem(entry), page)
}

/// The same without its ending, for files beside the page.
pub fn item_stem<'e>(entry: &'e Entry<'_>) -> &'e str {
    entry.address.get_or_init(|| {
        let reference = slug(entry.reference);
        let title = slug(&entry.first_title);
        let folder = entry.item.kind.folder();
        if title.is_empty() { format!("{folder}/{reference}") } else { format!("{folder}/{reference}-{title}") }
    })
}

/// The list of a kind, page by page from 1.
pub fn list(kind: Kind, page: usize) -> String {
    numbered(kind.folder(), page)
}

/// A question or a statement, page by page from 1.
pub fn target(edition: &Edition<'_>, target: Target, page: usize) -> String {
    let framework = edition.frameworks.framework(target);
    let question = edition.frameworks.question(target);
    match edition.frameworks.statement(target) {
        Some(statement) => numbered(&format!("statements/{}-{}", framework.prefix, slug(&statement.slug)), page),
        None if target.framework == 0 => numbered(&format!("questions/{}", slug(&question.id)), page),
        None => numbered(&format!("statements/{}-{}", framework.prefix, slug(&question.id)), page),
    }
}

/// The pages of one list, from 1.
pub fn numbered(stem: &str, page: usize) -> String {
    if page <= 1 { format!("{stem}.html") } else { format!("{stem}-{page}.html") }
}

/// `` or `../`: the way from a page to the top.
pub fn root(address: &str) -> &'static str {
    match address.matches('/').count() {
        0 => "",
        1 => "../",
        _ => "../../",
    }
}

#[cfg(test)]
mod tests {
    use super::{root, slug};

    #[test]
    fn titles_become_plain_addresses() {
        assert_eq!(slug("The garden club: beans in May!"), "the-garden-club-beans-in-may");
        assert_eq!(slug("Caffè & Zoë\u{2019}s “tea”"), "caffe-zoes-tea");
        assert_eq!(slug("🎉🎉"), "tada-tada");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert!(slug(&"long words ".repeat(40)).len() <= 60);
    }

    #[test]
    fn the_top_is_as_far_as_the_address_is_deep() {
        assert_eq!((root("index.html"), root("stories/a.html")), ("", "../"));
    }
}
