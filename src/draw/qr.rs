//! An address as a square that a telephone can read.

use qrcode::QrCode;
use qrcode::render::svg::Color;

/// The square as an SVG with the quiet edge that readers need; nothing when the address is too long for one.
pub fn square(address: &str) -> Option<String> {
    let code = QrCode::new(address.as_bytes()).ok()?;
    Some(code.render::<Color<'_>>().quiet_zone(true).build())
}
