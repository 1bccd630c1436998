//! Brings colours to sRGB, which is what a JPEG without a profile means.

use std::panic::{AssertUnwindSafe, catch_unwind};

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::encode::{Pixels, Shrunk};

/// Three channels of sRGB. A profile that is broken, or for another kind of picture, is ignored: wide colours look a little dull then.
pub(super) fn to_srgb(shrunk: Shrunk) -> Pixels {
    let profile = shrunk.profile.as_deref();
    let converted =
        profile.and_then(|profile| catch_unwind(AssertUnwindSafe(|| convert(&shrunk, profile))).ok().flatten());
    let samples = converted.unwrap_or_else(|| match shrunk.channels {
        1 => shrunk.samples.iter().flat_map(|&grey| [grey; 3]).collect(),
        _ => shrunk.samples,
    });
    Pixels { width: shrunk.width, height: shrunk.height, samples }
}

fn convert(shrunk: &Shrunk, profile: &[u8]) -> Option<Vec<u8>> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    let layout = match (profile.color_space, shrunk.channels) {
        (DataColorSpace::Rgb, 3) => Layout::Rgb,
        (DataColorSpace::Gray, 1) => Layout::Gray,
        _ => return None,
    };
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    let mut samples = vec![0; shrunk.width as usize * shrunk.height as usize * 3];
    transform.transform(&shrunk.samples, &mut samples).ok()?;
    Some(samples)
}
