//! A page about each kind of problem: what it means, an example that goes wrong, how to put it right, and why the rule is
//! there. The pages are Markdown files in `pages/`, one for each subject. A test looks that no kind lacks its page.

use include_dir::{Dir, include_dir};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/problem/pages");

/// A page about one kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The kind's stable name.
    pub code: &'static str,
    /// What it means.
    pub means: &'static str,
    /// An example that goes wrong.
    pub wrong: &'static str,
    /// How to put it right.
    pub right: &'static str,
    /// Why the rule is there.
    pub why: &'static str,
}

/// Every page, in the order of their names.
pub fn all() -> Vec<Page> {
    let texts = FILES.files().filter_map(|file| file.contents_utf8());
    let mut pages: Vec<Page> = texts.flat_map(|text| text.split("\n# ").filter_map(read)).collect();
    pages.sort_by_key(|page| page.code);
    pages
}

/// The page of one kind.
pub fn page(code: &str) -> Option<Page> {
    all().into_iter().find(|page| page.code == code)
}

/// `code`, what it means, `Wrong:`, `Right:` and `Why:`, each starting a paragraph.
fn read(text: &'static str) -> Option<Page> {
    let text = text.strip_prefix("# ").unwrap_or(text);
    let (code, rest) = text.split_once('\n')?;
    let (means, rest) = rest.split_once("\nWrong:")?;
    let (wrong, rest) = rest.split_once("\nRight:")?;
    let (right, why) = rest.split_once("\nWhy:")?;
    Some(Page { code: code.trim(), means: means.trim(), wrong: tidy(wrong), right: tidy(right), why: why.trim() })
}

/// Without the empty lines around it; the blanks in front of an example stay.
fn tidy(text: &'static str) -> &'static str {
    text.trim_end().trim_start_matches('\n').trim_start_matches(|c| c == ' ' && !text.starts_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::{all, page};

    #[test]
    fn every_page_has_all_its_parts() {
        let pages = all();
        for page in &pages {
            for part in [page.means, page.wrong, page.right, page.why] {
                assert!(!part.is_empty(), "{page:?}");
            }
            assert!(page.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{page:?}");
        }
        for two in pages.windows(2) {
            assert!(two[0].code < two[1].code, "{} has two pages", two[0].code);
        }
        assert_eq!(page("no-such-problem"), None);
    }
}
