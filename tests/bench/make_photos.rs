//! Writes photos as a phone would make them, out of numbers alone: `make-photos FOLDER COUNT [WIDTH HEIGHT]`.
//!
//! Light and dark, soft and sharp, and grain, so that each takes about as many bytes as a phone's own (some 3.7 megabytes
//! for 12 megapixels). Four pictures are made and given out in turn, each copy with a remark of its own.

#![expect(clippy::disallowed_methods, reason = "it writes the photos that are measured")]

use std::path::Path;

use jpeg_encoder::{ColorType, Encoder, EncodingError, SamplingFactor};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count, size @ ..] = arguments.as_slice() else {
        return Err("usage: make-photos FOLDER COUNT [WIDTH HEIGHT]".into());
    };
    let (width, height) = match size {
        [width, height] => (width.parse()?, height.parse()?),
        _ => (4032, 3024),
    };
    let count: usize = count.parse()?;
    std::fs::create_dir_all(folder)?;
    let photos: Vec<Vec<u8>> = (0..count.min(4)).map(|seed| photo(seed, width, height)).collect::<Result<_, _>>()?;
    for number in 0..count {
        let name = format!("{number:03}.jpg");
        std::fs::write(Path::new(folder).join(&name), with_remark(&photos[number % photos.len()], &name))?;
    }
    Ok(())
}

fn photo(seed: usize, width: u16, height: u16) -> Result<Vec<u8>, EncodingError> {
    let mut next = numbers(seed as u64);
    // Waves of every size, as leaves, cloth and walls have them.
    let waves: Vec<[f32; 4]> = (0..14)
        .map(|octave| {
            let length = 1500.0 / 1.6_f32.powi(octave);
            let turn = next() * std::f32::consts::TAU;
            [turn.cos() / length, turn.sin() / length, next() * 10.0, 60.0 / 1.35_f32.powi(octave)]
        })
        .collect();
    let mut pixels = Vec::with_capacity(usize::from(width) * usize::from(height) * 3);
    for y in 0..height {
        for x in 0..width {
            let (x, y) = (f32::from(x), f32::from(y));
            let wave = |[across, down, start, height]: &[f32; 4]| (x * across + y * down + start).sin() * height;
            let edge = if ((x / 310.0).floor() + (y / 270.0).floor()) % 2.0 == 0.0 { 18.0 } else { -18.0 };
            let light = 118.0 + edge + waves.iter().map(wave).sum::<f32>() * 0.5 + (next() - 0.5) * 11.0;
            let warm = wave(&waves[1]) * 0.2;
            pixels.extend([light + warm, light, light - warm].map(|part| part.clamp(0.0, 255.0) as u8));
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 92);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.encode(&pixels, width, height, ColorType::Rgb)?;
    Ok(bytes)
}

/// Numbers between 0 and 1 that look random and are the same every time.
fn numbers(seed: u64) -> impl FnMut() -> f32 {
    let mut state = 0x2545_f491_4f6c_dd1d_u64.wrapping_add(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1_u64 << 24) as f32
    }
}

fn with_remark(jpeg: &[u8], remark: &str) -> Vec<u8> {
    let length = (remark.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, 0xfe], &length, remark.as_bytes(), &jpeg[2..]].concat()
}
