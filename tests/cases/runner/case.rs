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
    /// Its `carefolio.toml` says that photos are made as WebP too.
    pub asks_for_webp: bool,
    /// What comes out, in the order of the case, and on which day.
    pub expected: Vec<(Block<'t>, Expectation, Date)>,
}

/// What a block expects.
pub enum Expectation {
    /// Everything told.
    Problems {
        /// With `check --faces`.
        faces: bool,
    },
    /// The pages of an edition.
    Listing(String),
    /// Words on a page of an edition, or anywhere in it.
    Shown(String, Option<String>),
    /// A file after `check --fix`.
    Fixed {
        /// Its path.
        file: String,
        /// Written as bytes.
        hex: bool,
    },
    /// Where words could be plainer.
    Words,
    /// What is missing.
    Gaps(GapsAsked),
    /// What a command says.
    Run,
    /// What stands in a file after the commands above.
    Written(String),
    /// How the command ends.
    Exit {
        /// With `--strict`.
        strict: bool,
    },
}

/// What a block about gaps asks for.
#[derive(Default)]
pub struct GapsAsked {
    /// One framework only.
    pub framework: Option<String>,
    /// Which statements are listed: `all`, `some`, a key question; none when nothing is said.
    pub statements: Option<String>,
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
        let (mut expected, mut asks_for_formats, mut asks_for_webp) = (Vec::new(), false, false);
        let mut today = day(USUAL_DAY)?;
        for block in blocks(text)? {
            if let (Some(file), false) = (block.said("file"), block.word() == "fixed") {
                let asks = |start| file == "carefolio.toml" && block.said_lines().any(|line| line.starts_with(start));
                asks_for_formats |= asks("formats");
                asks_for_webp |= asks("extra_format = \"webp\"");
                sources.put(file, bytes(&block)?);
                continue;
            }
            if let Some(written) = block.said("today") {
                today = day(written)?;
            }
            let edition = || block.needed("edition").map(str::to_owned);
            let expectation = match block.word() {
                "problems" => Expectation::Problems { faces: block.said("faces") == Some("true") },
                "listing" => Expectation::Listing(edition()?),
                "shown" => Expectation::Shown(edition()?, block.said("path").map(str::to_owned)),
                "fixed" => Expectation::Fixed {
                    file: block.needed("file")?.to_owned(),
                    hex: block.said("hex") == Some("true"),
                },
                "words" => Expectation::Words,
                "gaps" => Expectation::Gaps(GapsAsked {
                    framework: block.said("framework").map(str::to_owned),
                    statements: block.said("statements").map(str::to_owned),
                }),
                "run" => Expectation::Run,
                "written" => Expectation::Written(block.needed("path")?.to_owned()),
                "exit" => Expectation::Exit { strict: block.said("strict") == Some("true") },
                "without" => {
                    block.said_lines().for_each(|file| sources.remove(file));
                    continue;
                }
                other => return Err(format!("line {}: nobody knows a block `{other}` without `file=`", block.line)),
            };
            expected.push((block, expectation, today));
        }
        Ok(Case { sources, asks_for_formats, asks_for_webp, expected })
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

/// A photo of its own colour, so that no two are the same; `as=` another file makes a copy of that one, and `scene=word`
/// a picture with something to see in it, the same at every size.
fn photo(block: &Block<'_>) -> Result<Vec<u8>, String> {
    let size = block.said("size").unwrap_or("64x48").split_once('x');
    let (width, height) = size
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .ok_or("`size` is written like 64x48")?;
    let colour = |of: &str| {
        let [red, green, blue, ..] = *blake3::hash(of.as_bytes()).as_bytes();
        image::Rgb([red, green, blue])
    };
    let file = block.said("as").map_or_else(|| block.needed("file"), Ok)?;
    let mut pixels = match block.said("scene") {
        None => image::RgbImage::from_pixel(width, height, colour(file)),
        Some(scene) => image::RgbImage::from_fn(width, height, |x, y| {
            colour(&format!("{scene} {} {}", x * 8 / width, y * 6 / height))
        }),
    };
    if block.said("face") == Some("true") {
        draw_face(&mut pixels);
    }
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg)
        .write_image(&pixels, width, height, image::ExtendedColorType::Rgb8)
        .map_err(|trouble| trouble.to_string())?;
    if let Some(taken) = block.said("taken") {
        jpeg.splice(2..2, exif(&taken.replace('-', ":")));
    }
    if block.said("cut") == Some("true") {
        jpeg.truncate(jpeg.len() / 2);
    }
    Ok(jpeg)
}

/// Nobody's face, as large as fits.
fn draw_face(pixels: &mut image::RgbImage) {
    const OVALS: [(f64, f64, f64, f64, u8); 13] = [
        (150.0, 170.0, 95.0, 130.0, 40),
        (150.0, 190.0, 80.0, 105.0, 190),
        (115.0, 170.0, 24.0, 16.0, 140),
        (185.0, 170.0, 24.0, 16.0, 140),
        (115.0, 172.0, 16.0, 7.0, 215),
        (185.0, 172.0, 16.0, 7.0, 215),
        (115.0, 172.0, 7.0, 7.0, 25),
        (185.0, 172.0, 7.0, 7.0, 25),
        (115.0, 148.0, 24.0, 5.0, 55),
        (185.0, 148.0, 24.0, 5.0, 55),
        (150.0, 205.0, 9.0, 30.0, 200),
        (150.0, 234.0, 16.0, 4.0, 90),
        (150.0, 258.0, 30.0, 8.0, 95),
    ];
    for (x, y, pixel) in pixels.enumerate_pixels_mut() {
        let is_in = |&&(across, down, wide, high, _): &&(f64, f64, f64, f64, u8)| {
            ((f64::from(x) - across) / wide).powi(2) + ((f64::from(y) - down) / high).powi(2) < 1.0
        };
        let light = OVALS.iter().rev().find(is_in).map_or(90.0 + f64::from(y) * 0.1, |oval| f64::from(oval.4));
        let round = 50.0 * ((f64::from(x) - 150.0) / 80.0).powi(2).min(1.0);
        *pixel = image::Rgb([(light - round).max(0.0) as u8; 3]);
    }
}

/// What a camera writes into a JPEG about the day.
fn exif(day: &str) -> Vec<u8> {
    let moment = format!("{day} 10:00:00\0");
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    let body = [
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01".as_slice(),
        &entry(0x8769, 4, 1, 26),
        &[0, 0, 0, 0, 0, 1],
        &entry(0x9003, 2, 20, 44),
        &[0; 4],
        moment.as_bytes(),
    ]
    .concat();
    [&[0xff, 0xe1], &(body.len() as u16 + 2).to_be_bytes()[..], &body].concat()
}

/// The text with the insides of some blocks replaced.
pub fn with_bodies(text: &str, accepted: &[(&Block<'_>, String)]) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for (block, body) in accepted.iter().rev() {
        lines.splice(block.line..block.line + block.lines.len(), body.lines());
    }
    lines.join("\n") + "\n"
}
