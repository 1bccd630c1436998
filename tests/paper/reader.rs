//! Reads a PDF with another program's eyes: its words, its tags, its pictures and what it says of itself.

#![allow(dead_code, reason = "each test binary asks for something else")]

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};
use hayro_syntax::page::Page;

/// A PDF.
pub struct Paper(Pdf);

/// One tag of the tree that a screen reader follows.
#[derive(Debug)]
pub struct Tag {
    /// `H1`, `P`, `Figure`, …
    pub role: String,
    /// The words for those who do not see it.
    pub alt: Option<String>,
    /// Which cells a heading cell is for.
    pub scope: Option<String>,
    /// The language it says it is in.
    pub lang: Option<String>,
}

impl Paper {
    /// Opens it.
    pub fn read(bytes: &[u8]) -> Paper {
        Paper(Pdf::new(bytes.to_vec()).unwrap_or_else(|_| panic!("this is a PDF")))
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.0.pages().len()
    }

    /// What it is made of.
    pub fn catalog(&self) -> Dict<'_> {
        self.0.xref().get(self.0.xref().root_id()).expect("every PDF has a catalogue")
    }

    /// All its words, page by page, with single spaces.
    pub fn words(&self) -> String {
        let pages: Vec<String> = self.0.pages().iter().map(|page| words_of(page, None)).collect();
        pages.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words that stand in a passage marked as being in a language, inside a line of another.
    pub fn words_in(&self, lang: &str) -> String {
        let pages: Vec<String> = self.0.pages().iter().map(|page| words_of(page, Some(lang))).collect();
        pages.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What it says of itself for machines.
    pub fn xmp(&self) -> String {
        let stream: Stream<'_> = self.catalog().get("Metadata").expect("it tells of itself");
        String::from_utf8_lossy(&stream.decoded().unwrap_or_default()).into_owned()
    }

    /// Its tags, in reading order.
    pub fn tags(&self) -> Vec<Tag> {
        let mut tags = Vec::new();
        if let Some(tree) = self.catalog().get::<Dict<'_>>("StructTreeRoot") {
            gather_tags(&tree, &mut tags);
        }
        tags
    }

    /// The titles of its bookmarks.
    pub fn bookmarks(&self) -> Vec<String> {
        let mut titles = Vec::new();
        if let Some(outlines) = self.catalog().get::<Dict<'_>>("Outlines") {
            gather_bookmarks(&outlines, &mut titles);
        }
        titles
    }

    /// Everything in it that anybody could read: its words, every text of every object, and what is packed in streams,
    /// pictures aside.
    pub fn everything(&self) -> String {
        let mut all = self.words();
        for object in self.0.objects() {
            gather_texts(&object, &mut all);
        }
        all
    }

    /// Its photos, as the bytes stand in it.
    pub fn photos(&self) -> Vec<Vec<u8>> {
        let streams = self.0.objects().into_iter().filter_map(Object::into_stream);
        let is_jpeg = |stream: &Stream<'_>| {
            let filter = stream.dict().get::<Name<'_>>("Filter");
            filter.is_some_and(|name| name.as_str() == "DCTDecode")
        };
        streams.filter(is_jpeg).map(|stream| stream.raw_data().into_owned()).collect()
    }
}

fn gather_texts(object: &Object<'_>, all: &mut String) {
    match object {
        Object::String(text) => {
            all.push('\n');
            all.push_str(&text_of(text.as_bytes()));
        }
        Object::Name(name) => {
            all.push('\n');
            all.push_str(name.as_str());
        }
        Object::Array(array) => array.raw_iter().for_each(|one| gather_direct(&one, all)),
        Object::Dict(dict) => gather_entries(dict, all),
        Object::Stream(stream) => {
            gather_entries(stream.dict(), all);
            let is_picture = stream.dict().get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Image");
            if let (false, Ok(bytes)) = (is_picture, stream.decoded()) {
                all.push('\n');
                all.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        Object::Null(_) | Object::Boolean(_) | Object::Number(_) => {}
    }
}

/// What an entry holds itself; what it points at is an object of its own.
fn gather_direct(entry: &MaybeRef<Object<'_>>, all: &mut String) {
    if let MaybeRef::NotRef(object) = entry {
        gather_texts(object, all);
    }
}

fn gather_entries(dict: &Dict<'_>, all: &mut String) {
    for (name, entry) in dict.entries() {
        all.push('\n');
        all.push_str(name.as_str());
        gather_direct(&entry, all);
    }
}

fn gather_tags(element: &Dict<'_>, tags: &mut Vec<Tag>) {
    if let Some(role) = element.get::<Name<'_>>("S") {
        let alt = element.get::<hayro_syntax::object::String<'_>>("Alt").map(|text| text_of(text.as_bytes()));
        let lang = lang_of(element);
        tags.push(Tag { role: role.as_str().to_owned(), alt, scope: scope_of(element), lang });
    }
    if let Some(kids) = element.get::<Array<'_>>("K") {
        kids.iter::<Object<'_>>().filter_map(Object::into_dict).for_each(|kid| gather_tags(&kid, tags));
    } else if let Some(kid) = element.get::<Dict<'_>>("K") {
        gather_tags(&kid, tags);
    }
}

fn lang_of(dict: &Dict<'_>) -> Option<String> {
    dict.get::<hayro_syntax::object::String<'_>>("Lang").map(|lang| text_of(lang.as_bytes()))
}

fn scope_of(element: &Dict<'_>) -> Option<String> {
    let of = |dict: &Dict<'_>| dict.get::<Name<'_>>("Scope").map(|name| name.as_str().to_owned());
    if let Some(attributes) = element.get::<Dict<'_>>("A") {
        return of(&attributes);
    }
    let all = element.get::<Array<'_>>("A")?;
    all.iter::<Object<'_>>().filter_map(Object::into_dict).find_map(|dict| of(&dict))
}

fn gather_bookmarks(above: &Dict<'_>, titles: &mut Vec<String>) {
    let mut next = above.get::<Dict<'_>>("First");
    while let Some(one) = next {
        if let Some(title) = one.get::<hayro_syntax::object::String<'_>>("Title") {
            titles.push(text_of(title.as_bytes()));
        }
        gather_bookmarks(&one, titles);
        next = one.get::<Dict<'_>>("Next");
    }
}

/// Text outside the pages: UTF-16 with a mark in front, or plain letters.
fn text_of(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(pairs) => utf16(pairs),
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// The words of a page, or those of its passages in one language: what is on one line joined as it stands, lines apart.
fn words_of(page: &Page<'_>, lang: Option<&str>) -> String {
    let mut fonts: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = BTreeMap::new();
    let mut font: Vec<u8> = Vec::new();
    let mut words = String::new();
    let mut height = f64::NAN;
    // How far down the page a line stands: text keeps its own place inside the place it was moved to.
    let (mut moved, mut kept) = ((1.0, 0.0), Vec::new());
    let mut passages: Vec<Option<String>> = Vec::new();
    let mut instructions = page.typed_operations();
    while let Some(instruction) = instructions.next() {
        let wanted = lang.is_none() || passages.iter().any(|passage| passage.as_deref() == lang);
        match instruction {
            TypedInstruction::BeginMarkedContent(_) => passages.push(None),
            TypedInstruction::BeginMarkedContentWithProperties(one) => {
                passages.push(one.1.clone().into_dict().and_then(|properties| lang_of(&properties)));
            }
            TypedInstruction::EndMarkedContent(_) => drop(passages.pop()),
            TypedInstruction::TextFont(one) => {
                font = one.0.to_vec();
                if !fonts.contains_key(&font) {
                    let letters = page.resources().get_font(one.0).map(|dict| letters_of(&dict)).unwrap_or_default();
                    fonts.insert(font.clone(), letters);
                }
            }
            TypedInstruction::SetTextMatrix(matrix) => {
                let now = moved.0 * matrix.5.as_f64() + moved.1;
                if (now - height).abs() > 0.5 {
                    words.push(' ');
                }
                height = now;
            }
            TypedInstruction::ShowText(_) | TypedInstruction::ShowTexts(_) if !wanted => {}
            TypedInstruction::ShowText(text) => spell(text.0.as_bytes(), &fonts[&font], &mut words),
            TypedInstruction::ShowTexts(texts) => {
                for piece in texts.0.iter::<Object<'_>>() {
                    if let Some(text) = piece.into_string() {
                        spell(text.as_bytes(), &fonts[&font], &mut words);
                    }
                }
            }
            TypedInstruction::SaveState(_) => kept.push(moved),
            TypedInstruction::RestoreState(_) => moved = kept.pop().unwrap_or((1.0, 0.0)),
            TypedInstruction::Transform(one) => {
                moved = (moved.0 * one.3.as_f64(), moved.0 * one.5.as_f64() + moved.1);
            }
            _ => {}
        }
    }
    words
}

fn spell(codes: &[u8], letters: &BTreeMap<u16, String>, words: &mut String) {
    for pair in codes.chunks_exact(2) {
        if let Some(text) = letters.get(&u16::from_be_bytes([pair[0], pair[1]])) {
            words.push_str(text);
        }
    }
}

/// Which letters the codes of a font stand for, as it tells for searching and copying.
fn letters_of(font: &Dict<'_>) -> BTreeMap<u16, String> {
    let mut letters = BTreeMap::new();
    let Some(stream) = font.get::<Stream<'_>>("ToUnicode") else { return letters };
    let map = String::from_utf8_lossy(&stream.decoded().unwrap_or_default()).into_owned();
    let mut kind = "";
    for line in map.lines() {
        let line = line.trim();
        if line.ends_with("beginbfchar") || line.ends_with("beginbfrange") {
            kind = if line.ends_with("beginbfchar") { "char" } else { "range" };
        } else if line.starts_with("endbf") {
            kind = "";
        } else if !kind.is_empty() {
            let parts: Vec<&str> = line.split(['<', '>', ' ', '[', ']']).filter(|part| !part.is_empty()).collect();
            let code = |part: &str| u16::from_str_radix(part, 16).unwrap_or(0);
            let text = |part: &str| utf16(&bytes_of(part));
            match (kind, parts.as_slice()) {
                ("char", [from, to]) => {
                    letters.insert(code(from), text(to));
                }
                ("range", [from, _, to, ..]) => {
                    letters.insert(code(from), text(to));
                }
                _ => {}
            }
        }
    }
    letters
}

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).filter_map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).ok()).collect()
}

/// The keys of a dictionary, for a look at what is there.
pub fn keys(dict: &Dict<'_>) -> Vec<String> {
    dict.entries().map(|(name, _): (Name<'_>, MaybeRef<Object<'_>>)| name.as_str().to_owned()).collect()
}
