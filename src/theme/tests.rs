//! The theme as its author meets it.

use super::{Strings, Theme, builtin, part, sources, text};
use crate::content::dates::Date;
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
fn every_language_says_everything_that_pages_ask_for_and_nothing_else() {
    let files = builtin();
    let read = |lang: &str| Strings::read(lang, text(&files[&format!("strings/{lang}.toml")])).unwrap();
    let english = read("en");
    let languages: Vec<String> = load(&[]).0.languages().map(str::to_owned).collect();
    assert_eq!(languages, ["cy", "en"]);
    for lang in languages {
        let strings = read(&lang);
        assert_eq!(strings.lacks(&english), Vec::<&str>::new(), "{lang}");
        for key in strings.keys() {
            let stem = key.rsplit_once('.').map_or(key, |(stem, _)| stem);
            let model = if english.has(key) { key.to_owned() } else { format!("{stem}.other") };
            assert!(english.has(&model), "{lang}: {key}");
            let sorted = |mut names: Vec<String>| {
                names.sort();
                names
            };
            assert_eq!(sorted(strings.names(key)), sorted(english.names(&model)), "{lang}: {key}");
        }
    }
}

#[test]
fn welsh_has_every_form_of_every_count() {
    let (theme, _) = load(&[]);
    let welsh = theme.strings("cy");
    for counted in theme.strings("en").keys().filter_map(|key| key.strip_suffix(".one")) {
        for form in ["zero", "one", "two", "few", "many", "other"] {
            assert!(welsh.has(&format!("{counted}.{form}")), "{counted}.{form}");
        }
    }
    assert_eq!(welsh.count("count.photos", 2, &[]), "2 lun");
    assert_eq!(welsh.date(Date::new(2026, 5, 14).unwrap()), "14 Mai 2026");
}

#[test]
fn an_author_changes_one_line_of_words_and_keeps_the_rest() {
    let (theme, told) = load(&[("strings/en.toml", "[menu]\nhome = \"Front door\"")]);
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(theme.strings("en-GB").say("menu.home", &[]), "Front door");
    assert_eq!(theme.strings("en").say("menu.stories", &[]), "Stories");
}

#[test]
fn the_readme_names_every_component_and_its_example_can_be_used() {
    let readme = include_str!("../../README.md");
    for path in builtin().keys().filter_map(|path| path.strip_prefix("components/")) {
        assert!(readme.contains(&format!("`{path}`")), "{path}");
    }
    let (_, example) = readme.split_once("{% component quote(").expect("the example of a component");
    let (example, _) = example.split_once("```").expect("its end");
    let (theme, told) = load(&[("components/feedback.html", &format!("{{% component quote({example}"))]);
    assert_eq!(told, Vec::<String>::new());
    assert!(theme.is_changed());
}

#[test]
fn mistakes_of_an_author_are_told_with_their_place() {
    let cases: &[(&str, &str, &str)] = &[
        ("az.html", "<p>\n{% if x %}\n</p>\n", "theme/az.html:4 theme-template"),
        ("item.html", "<p>\n\n{{ page.title | shout }}", "theme/item.html:3 theme-template"),
        (
            "components/small.html",
            "{% component lines(lines) %}{% endcomponent lines %}",
            "theme/components/small.html theme-template",
        ),
        ("again.html", "{% component lines(lines) %}{% endcomponent lines %}", "theme/again.html theme-template"),
        ("photo.jpg", "x", "theme/photo.jpg theme-file"),
        ("strings/en.toml", "[menu]\nhme = \"Home\"", "theme/strings/en.toml:2:1 string-unknown"),
        ("strings/en.toml", "# Ours\nmenu.home = \"Home {when}\"", "theme/strings/en.toml:2:6 string-placeholder"),
        ("hom.html", "<p>Tea</p>", "theme/hom.html theme-file-unused"),
        ("onw.css", "p { margin: 0 }", "theme/onw.css theme-file-unused"),
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
fn files_that_an_authors_own_files_use_are_theirs_to_name() {
    let own = [
        ("own.css", "@font-face { font-family: Ours; src: url(fonts/ours.txt) }"),
        ("fonts/ours.txt", "a font"),
        ("components/teapot.html", "{% component teapot() %}{% endcomponent teapot %}"),
        ("404.html", "{% extends \"layout.html\" %}\n{% block content %}\n{{ <teapot /> }}\n{% endblock %}"),
    ];
    assert_eq!(load(&own).1, Vec::<String>::new());
}

#[test]
fn styles_know_neither_left_nor_right() {
    for (path, source) in builtin().iter().filter(|(path, _)| path.ends_with(".css")) {
        for (number, line) in text(source).lines().enumerate() {
            for side in ["-left", "-right", "left:", "right:", "text-align: left", "text-align: right"] {
                assert!(!line.contains(side), "{path}:{}: {side}", number + 1);
            }
        }
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

#[test]
fn the_styles_of_the_sign_off_sheet_are_published_nowhere() {
    let (plain, _) = load(&[]);
    let (own, told) = load(&[("sign-off.css", "h1 { color: navy; }")]);
    assert_eq!(told, Vec::<String>::new());
    assert!(plain.sign_off_style().contains("ul.checks"));
    assert_eq!(own.sign_off_style(), "h1{color:navy}");
    for theme in [plain, own] {
        assert!(theme.assets().iter().all(|asset| !asset.path.contains("sign-off")));
        assert!(theme.assets().iter().all(|asset| !String::from_utf8_lossy(&asset.bytes).contains("ul.checks")));
    }
}
