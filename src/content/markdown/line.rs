//! One-line texts: plain words, in which only `[Margaret](person:margaret)` means something.

/// A part of a one-line text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinePart<'a> {
    /// Words as they are.
    Text(&'a str),
    /// Somebody from the register.
    Person {
        /// The words the author put there. Not for any reader.
        label: &'a str,
        /// The file name.
        person: &'a str,
    },
}

const BEFORE_PERSON: &str = "](person:";

/// Takes a one-line text apart at its mentions. Nothing else of Markdown is read.
pub fn line_parts(text: &str) -> Vec<LinePart<'_>> {
    if !text.contains(BEFORE_PERSON) {
        return if text.is_empty() { Vec::new() } else { vec![LinePart::Text(text)] };
    }
    let mut parts = Vec::new();
    let mut done = 0;
    let mut brackets: Vec<usize> = Vec::new();
    for (index, letter) in text.bytes().enumerate() {
        match letter {
            b'[' => brackets.push(index),
            b']' => {
                let Some(start) = brackets.pop() else { continue };
                let Some((person, end)) = person_after(text, index) else { continue };
                if start > done {
                    parts.push(LinePart::Text(&text[done..start]));
                }
                parts.push(LinePart::Person { label: &text[start + 1..index], person });
                brackets.clear();
                done = end;
            }
            _ => {}
        }
    }
    if done < text.len() {
        parts.push(LinePart::Text(&text[done..]));
    }
    parts
}

/// The person named right after a closing bracket, and where the mention ends. A file name may hold pairs of brackets.
fn person_after(text: &str, bracket: usize) -> Option<(&str, usize)> {
    let rest = text[bracket..].strip_prefix(BEFORE_PERSON)?;
    let mut depth = 0;
    for (index, letter) in rest.bytes().enumerate() {
        match letter {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some((rest[..index].trim(), bracket + BEFORE_PERSON.len() + index + 1)),
            b')' => depth -= 1,
            b'[' | b']' | b'\n' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::LinePart::{Person, Text};
    use super::line_parts;

    #[test]
    fn mentions_are_found_and_nothing_else() {
        assert_eq!(line_parts(""), []);
        assert_eq!(line_parts("**Tea** [x](y.md)"), [Text("**Tea** [x](y.md)")]);
        assert_eq!(
            line_parts("With [Margaret](person:margaret)'s [Al [B]](person: al-b )"),
            [
                Text("With "),
                Person { label: "Margaret", person: "margaret" },
                Text("'s "),
                Person { label: "Al [B]", person: "al-b" },
            ]
        );
        assert_eq!(line_parts("a [ b [M](person:m)"), [Text("a [ b "), Person { label: "M", person: "m" }]);
        assert_eq!(line_parts("[M](person:m (sister))"), [Person { label: "M", person: "m (sister)" }]);
        assert_eq!(line_parts("[[M](person:m)](person:n)").len(), 3);
        for text in ["](person:m)", "[M](person:m", "[M](person:a(b)", "[M](person:a[b)", "[M] (person:m)"] {
            assert_eq!(line_parts(text), [Text(text)], "{text}");
        }
    }

    #[test]
    fn long_lines_are_quick() {
        line_parts(&"](person:".repeat(200_000));
        line_parts(&"[](person:".repeat(200_000));
        line_parts(&("[".repeat(1_000_000) + &"](person:x".repeat(100_000)));
    }
}
