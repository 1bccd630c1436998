//! What a theme publishes beside the pages, and under which addresses: styles, fonts and signs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::files::{Files, Part, part, style_name, text};
use super::{Asset, squeeze};

/// The styles of the sign-off sheet, which is not published.
const SIGN_OFF_STYLE: &str = "sign-off.css";

/// What is published beside the pages, and where.
pub(super) struct Published {
    pub(super) assets: Vec<Asset>,
    pub(super) stylesheet: String,
    pub(super) styles: BTreeMap<String, String>,
    pub(super) icon: String,
}

/// The program's files with an author's over them, squeezed.
pub(super) fn published(builtin: &Files<'static>, own: &Files) -> Published {
    let mut files: BTreeMap<&str, Cow<'static, [u8]>> = BTreeMap::new();
    for (path, bytes) in builtin.iter().filter(|(path, _)| part(path) == Some(Part::Asset)) {
        files.insert(path, bytes.clone());
    }
    for (path, bytes) in own.iter().filter(|(path, _)| part(path) == Some(Part::Asset)) {
        files.insert(path, Cow::Owned(bytes.to_vec()));
    }
    files.remove(SIGN_OFF_STYLE);
    let mut style = squeeze::style(text(&files.remove("style.css").unwrap_or_default()));
    // In the program's styles only: an author's own names are not ours to change, and theirs for ours lead to the same.
    let names = squeeze::short_names(&squeeze::style(text(builtin.get("style.css").map_or(&[], |bytes| bytes))));
    if let Some(more) = files.remove("own.css") {
        style.push('\n');
        style.push_str(&squeeze::style(text(&more)));
    }
    let mut assets = Vec::new();
    let mut publish_style = |name: &str, style: String| {
        let style = squeeze::renamed(&style, &names);
        let path = format!("assets/{name}-{}.css", &blake3::hash(style.as_bytes()).to_hex()[..8]);
        assets.push(Asset { path: path.clone(), bytes: Cow::Owned(style.into_bytes()) });
        path
    };
    let stylesheet = publish_style("style", style);
    let mut styles = BTreeMap::new();
    files.retain(|path, bytes| {
        let name = style_name(path);
        if let Some(name) = name {
            styles.insert(name.to_owned(), publish_style(name, squeeze::style(text(bytes))));
        }
        name.is_none()
    });
    let rest = files.into_iter().map(|(path, bytes)| {
        let squeezed = path.ends_with(".css").then(|| Cow::Owned(squeeze::style(text(&bytes)).into_bytes()));
        Asset { path: format!("assets/{path}"), bytes: squeezed.unwrap_or(bytes) }
    });
    assets.extend(rest);
    Published { assets, stylesheet, styles, icon: "assets/icon.svg".to_owned() }
}

/// The styles of the sign-off sheet, to stand inside it.
pub(super) fn sign_off_style(builtin: &Files, own: &Files) -> String {
    let style = own.get(SIGN_OFF_STYLE).or_else(|| builtin.get(SIGN_OFF_STYLE));
    style.map(|bytes| squeeze::style(text(bytes))).unwrap_or_default()
}
