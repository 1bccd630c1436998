//! Reads a case: its files, and what it expects.

use carefolio::content::dates::Date;
use carefolio::sources::MemorySources;
use image::ImageEncoder;

/// The day of a case that names none.
const USUAL_DAY: &str = "2026-03-04";

/// The settings of a case that has none of its own.
const USUAL_SETTINGS: &str = "frameworks = [\"cqc-saf\"]\n[service]\nname = \"Rosewood House\"\n";

/// A case.
pub struct Case<'t> {
    /// The folder.
    pub sources: MemorySources,
    /// Its `carefolio.toml` says which formats are made.
    pub asks_for_formats: bool,
    /// What comes out, in the order of the case, and on which day.
    pub expected: Vec<(Block<'t>, Expectation, Date)>,
}

/// What a block expects.
pub enum Expectation {
    /// Everything told.
    Problems,
    /// The pages of an edition.
    Listing(String),
    /// Words on a page of an edition, or anywhere in it.
    Shown(String, Option<String>),
    /// How the command ends.
    Exit {
        /// With `--strict`.
        strict: bool,
    },
}

/// A fenced block.
pub struct Block<'t> {
    /// Line of the fence that opens it.
    pub line: usize,
    /// What stands behind the fence.
    pub info: &'t str,
    /// The lines inside.
    pub lines: Vec<&'t str>,
}

impl<'t> Block<'t> {
    fn word(&self) -> &'t str {
        self.info.split_whitespace().next().unwrap_or("")
    }

    fn said(&self, key: &str) -> Option<&'t str> {
        self.info.split_whitespace().find_map(|part| part.strip_prefix(key)?.strip_prefix('='))
    }

    fn needed(&self, key: &str) -> Result<&'t str, String> {
        self.said(key).ok_or_else(|| format!("line {}: `{}` needs `{key}=`", self.line, self.word()))
    }

    /// The lines that are not empty.
    pub fn said_lines(&self) -> impl Iterator<Item = &'t str> {
        self.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty())
    }
}

impl<'t> Case<'t> {
    /// Reads the text of a case.
    pub fn read(text: &'t str) -> Result<Case<'t>, String> {
        let mut sources = MemorySources::default();
        sources.put("carefolio.toml", USUAL_SETTINGS);
        let (mut expected, mut asks_for_formats) = (Vec::new(), false);
        let mut today = day(USUAL_DAY)?;
        for block in blocks(text)? {
            if let Some(file) = block.said("file") {
                asks_for_formats |=
                    file == "carefolio.toml" && block.said_lines().any(|line| line.starts_with("formats"));
                sources.put(file, bytes(&block)?);
                continue;
            }
            if let Some(written) = block.said("today") {
                today = day(written)?;
            }
            let edition = || block.needed("edition").map(str::to_owned);
            let expectation = match block.word() {
                "problems" => Expectation::Problems,
                "listing" => Expectation::Listing(edition()?),
                "shown" => Expectation::Shown(edition()?, block.said("path").map(str::to_owned)),
                "exit" => Expectation::Exit { strict: block.said("strict") == Some("true") },
                "without" => {
                    block.said_lines().for_each(|file| sources.remove(file));
                    continue;
                }
                other => return Err(format!("line {}: nobody knows a block `{other}` without `file=`", block.line)),
            };
            expected.push((block, expectation, today));
        }
        Ok(Case { sources, asks_for_formats, expected })
    }
}

fn day(written: &str) -> Result<Date, String> {
    Date::read_iso(written).ok_or_else(|| format!("`{written}` is not a day"))
}

fn blocks(text: &str) -> Result<Vec<Block<'_>>, String> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Block<'_>)> = None;
    for (index, line) in text.lines().enumerate() {
        let ticks = line.bytes().take_while(|&byte| byte == b'`').count();
        match &mut open {
            Some((width, block)) if ticks < *width || line.len() != ticks => block.lines.push(line),
            Some(_) => blocks.extend(open.take().map(|(_, block)| block)),
            None if ticks >= 3 => {
                let block = Block { line: index + 1, info: line[ticks..].trim(), lines: Vec::new() };
                open = Some((ticks, block));
            }
            None => {}
        }
    }
    match open {
        Some((_, block)) => Err(format!("line {}: this block is never closed", block.line)),
        None => Ok(blocks),
    }
}

fn bytes(block: &Block<'_>) -> Result<Vec<u8>, String> {
    match block.word() {
        "photo" => photo(block),
        "hex" => {
            let byte = |pair: &str| u8::from_str_radix(pair, 16).map_err(|_| format!("`{pair}` is not a byte"));
            block.lines.iter().flat_map(|line| line.split_whitespace()).map(byte).collect()
        }
        _ => Ok(block.lines.iter().flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()),
    }
}

/// A photo of its own colour, so that no two are the same.
fn photo(block: &Block<'_>) -> Result<Vec<u8>, String> {
    let size = block.said("size").unwrap_or("64x48").split_once('x');
    let (width, height) = size
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .ok_or("`size` is written like 64x48")?;
    let colour = blake3::hash(block.needed("file")?.as_bytes());
    let [red, green, blue, ..] = *colour.as_bytes();
    let pixels = image::RgbImage::from_pixel(width, height, image::Rgb([red, green, blue]));
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg)
        .write_image(&pixels, width, height, image::ExtendedColorType::Rgb8)
        .map_err(|trouble| trouble.to_string())?;
    if block.said("cut") == Some("true") {
        jpeg.truncate(jpeg.len() / 2);
    }
    Ok(jpeg)
}

/// The text with the insides of some blocks replaced.
pub fn with_bodies(text: &str, accepted: &[(&Block<'_>, String)]) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for (block, body) in accepted.iter().rev() {
        lines.splice(block.line..block.line + block.lines.len(), body.lines());
    }
    lines.join("\n") + "\n"
}
