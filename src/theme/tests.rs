//! The theme as its author meets it.

use super::{Theme, builtin, part, sources, text};
use crate::problem::Problems;

fn load(overrides: &[(&str, &str)]) -> (Theme, Vec<String>) {
    let mut problems = Problems::default();
    let files: Vec<_> = overrides.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let theme = Theme::load("default", &files, &mut problems);
    let told = problems.into_iter().map(|problem| format!("{} {}", problem.at, problem.code)).collect();
    (theme, told)
}

#[test]
fn templates_print_nothing_unescaped_and_ask_only_for_words_that_exist() {
    let strings = load(&[]).0.strings("en").clone();
    for (path, source) in sources(&builtin()) {
        for forbidden in ["| safe", "|safe", "<script", "onclick", "href=\"/"] {
            let may = path == "search.html" && forbidden == "<script";
            assert!(may || !source.contains(forbidden), "{path}: {forbidden}");
        }
        for call in source.split("key=\"").skip(1) {
            let (key, rest) = call.split_once('"').expect("a key ends");
            let is_stem = rest.trim_start().starts_with('~');
            let known = strings
                .keys()
                .any(|known| known == key || known == format!("{key}.other") || (is_stem && known.starts_with(key)));
            assert!(known, "{path}: {key}");
        }
    }
}

#[test]
fn templates_hold_no_sentences() {
    for (path, source) in sources(&builtin()) {
        let code = without(&without(&source, "{%", "%}"), "{#", "#}");
        let words = without(&without(&code, "{{", "}}"), "<", ">");
        let long =
            words.split_whitespace().filter(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1);
        assert_eq!(long.collect::<Vec<_>>(), Vec::<&str>::new(), "{path}");
    }
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        rest = after.split_once(close).map_or("", |(_, after)| after);
    }
    kept + rest
}

#[test]
fn every_language_says_only_what_pages_ask_for() {
    let (theme, _) = load(&[]);
    let english = theme.strings("en");
    for lang in theme.languages() {
        let strings = theme.strings(lang);
        for key in strings.keys() {
            let stem = key.rsplit_once('.').map_or(key, |(stem, _)| stem);
            assert!(english.has(key) || english.has(&format!("{stem}.other")), "{lang}: {key}");
            let known = english.names(if english.has(key) { key } else { "count.items.other" });
            assert!(strings.names(key).iter().all(|name| known.contains(name)), "{lang}: {key}");
        }
    }
}

#[test]
fn an_author_changes_one_line_of_words_and_keeps_the_rest() {
    let (theme, told) = load(&[("strings/en.toml", "[menu]\nhome = \"Front door\"")]);
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(theme.strings("en-GB").say("menu.home", &[]), "Front door");
    assert_eq!(theme.strings("en").say("menu.stories", &[]), "Stories");
}

#[test]
fn mistakes_of_an_author_are_told_with_their_place() {
    let cases: &[(&str, &str, &str)] = &[
        ("card.html", "<p>\n{% if x %}\n</p>\n", "theme/card.html:4 theme-template"),
        ("item.html", "<p>\n\n{{ page.title | shout }}", "theme/item.html:3 theme-template"),
        (
            "components/small.html",
            "{% component lines(lines) %}{% endcomponent lines %}",
            "theme/components/small.html theme-template",
        ),
        ("again.html", "{% component lines(lines) %}{% endcomponent lines %}", "theme/again.html theme-template"),
        ("photo.jpg", "x", "theme/photo.jpg theme-file"),
        ("strings/en.toml", "[menu]\nhme = \"Home\"", "theme/strings/en.toml string-unknown"),
        ("strings/en.toml", "[menu]\nhome = \"Home {when}\"", "theme/strings/en.toml string-placeholder"),
        ("strings/en.toml", "[menu]\nhome = Home", "theme/strings/en.toml:2:8 strings-unreadable"),
        ("strings/pl.toml", "[menu]\nhome = \"Start\"", "theme/strings/pl.toml string-missing"),
    ];
    for (path, text, wanted) in cases {
        let (theme, told) = load(&[(path, text)]);
        assert_eq!(told, [*wanted], "{path}");
        assert!(!told.is_empty() && theme.templates().contains_template("item.html"), "{path}");
    }
}

#[test]
fn own_styles_come_after_ours_and_change_the_address() {
    let (plain, _) = load(&[]);
    let (own, told) = load(&[("own.css", ":root { --paper: #fff; }")]);
    assert_eq!(told, Vec::<String>::new());
    assert_ne!(plain.stylesheet(), own.stylesheet());
    let style = own.assets().iter().find(|asset| asset.path == own.stylesheet()).unwrap();
    assert!(text(&style.bytes).ends_with(":root{--a:#fff}"));
    assert!(own.assets().iter().any(|asset| asset.path == "assets/fonts/OFL.txt"));
    assert!(own.assets().iter().all(|asset| part(&asset.path).is_some()));
}
