//! Footnotes: each put where it is first pointed at, to stand at the foot of that page.

use std::collections::BTreeMap;

use super::{Block, Inline};

/// Marks the name of a note that is not read yet; no author's text holds a control character.
pub(super) const NOTE: char = '\u{2}';

/// Puts the bodies of notes where they are pointed at.
pub(super) fn with_notes<P: Clone>(blocks: &mut [Block<P>], notes: &BTreeMap<String, Vec<Block<P>>>) {
    for block in blocks {
        match block {
            Block::Paragraph { words } | Block::Heading { words, .. } => notes_in_line(words, notes),
            Block::List { items, .. } => items.iter_mut().for_each(|item| with_notes(item, notes)),
            Block::Quote { blocks } => with_notes(blocks, notes),
            Block::Table { .. } | Block::Code { .. } | Block::Picture { .. } | Block::Rule => {}
        }
    }
}

fn notes_in_line<P: Clone>(words: &mut Vec<Inline<P>>, notes: &BTreeMap<String, Vec<Block<P>>>) {
    for word in words.iter_mut() {
        match word {
            Inline::Note { blocks } => {
                let name = match blocks.first() {
                    Some(Block::Paragraph { words }) => match words.first() {
                        Some(Inline::Text { text }) => text.trim_matches(NOTE).to_owned(),
                        _ => String::new(),
                    },
                    _ => String::new(),
                };
                *blocks = notes.get(&name).cloned().unwrap_or_default();
            }
            Inline::Strong { words } | Inline::Emphasis { words } | Inline::Struck { words } => {
                notes_in_line(words, notes)
            }
            Inline::Link { words, .. } | Inline::See { words, .. } | Inline::Tongue { words, .. } => {
                notes_in_line(words, notes)
            }
            Inline::Text { .. } | Inline::Code { .. } | Inline::Break => {}
        }
    }
    words.retain(|word| !matches!(word, Inline::Note { blocks } if blocks.is_empty()));
}
