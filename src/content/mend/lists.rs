//! Lists of words that are written in another way than lists are.

use super::repair::{QUOTES, first, quoted};

/// What parts the members of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Parted {
    /// A comma always does.
    ByCommas,
    /// A comma does between brackets; elsewhere it may belong to a sentence.
    ByBracketsOnly,
}

/// A list as TOML writes it, from words that are parted by commas.
pub fn list(typed: &str, parted: Parted, ends_here: bool) -> Option<String> {
    let opened = typed.strip_prefix('[');
    let closed = typed.ends_with(']');
    let inner = opened.unwrap_or(typed);
    let inner = if closed { &inner[..inner.len() - 1] } else { inner };
    // A list without its end may go on below, or lack a name.
    if opened.is_some() != closed && (!ends_here || inner.trim_end().ends_with(',')) {
        return None;
    }
    let members = members(inner)?;
    let has_quotes = inner.trim_start().starts_with(QUOTES);
    if parted == Parted::ByBracketsOnly && opened.is_none() && !has_quotes && members.len() > 1 {
        return None;
    }
    let quoted: Vec<String> = members.iter().map(|member| quoted(member)).collect::<Option<_>>()?;
    match quoted.as_slice() {
        [one] if opened.is_none() && !closed => Some(one.clone()),
        several => Some(format!("[{}]", several.join(", "))),
    }
}

fn members(inner: &str) -> Option<Vec<&str>> {
    let mut members = Vec::new();
    let mut rest = inner.trim();
    while !rest.is_empty() {
        let (member, after) = if rest.starts_with(QUOTES) { quoted_member(rest)? } else { plain_member(rest) };
        if member.contains(['[', ']', '{', '}']) || member.contains(['"', '\u{201c}', '\u{201d}']) {
            return None;
        }
        if !member.is_empty() {
            members.push(member);
        }
        let after = after.trim_start();
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    Some(members)
}

fn plain_member(rest: &str) -> (&str, &str) {
    let end = rest.find(',').unwrap_or(rest.len());
    (rest[..end].trim(), &rest[end..])
}

/// Up to the first quote behind which the list goes on or ends.
fn quoted_member(rest: &str) -> Option<(&str, &str)> {
    let start = first(rest).len_utf8();
    let (at, end) = rest[start..].char_indices().map(|(at, c)| (at + start, c)).find(|(at, c)| {
        let after = rest[at + c.len_utf8()..].trim_start();
        let goes_on =
            after.is_empty() || after.starts_with(',') || *c != '\'' && *c != '\u{2019}' && after.starts_with(QUOTES);
        QUOTES.contains(c) && goes_on
    })?;
    Some((rest[start..at].trim(), &rest[at + end.len_utf8()..]))
}
