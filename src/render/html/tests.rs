//! Pages as a reader gets them: every kind is made, small, safe and in words.

use std::path::Path;

use super::{HtmlRenderer, sample};
use crate::plan::pages::{Html, Page, Site};
use crate::problem::Problems;
use crate::theme::Theme;

fn theme(overrides: &[(&str, &str)]) -> (Theme, Problems) {
    let mut problems = Problems::default();
    let files: Vec<_> = overrides.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let theme = Theme::load("default", &files, &mut problems);
    (theme, problems)
}

fn site(theme: &Theme, audience: &'static str) -> Site {
    Site {
        stylesheet: theme.stylesheet().to_owned(),
        styles: theme.styles().clone(),
        icon: theme.icon().to_owned(),
        ..sample::site(audience)
    }
}

fn renderer(theme: &Theme, audience: &'static str) -> HtmlRenderer {
    HtmlRenderer::new(theme, &site(theme, audience), theme.strings("en"))
}

#[test]
fn every_kind_of_page_is_made_and_says_whom_it_is_for() {
    let (theme, problems) = theme(&[]);
    assert!(problems.is_empty(), "{problems:?}");
    for (audience, path, head, page) in sample::all() {
        let html =
            renderer(&theme, audience).render(&head, &page).unwrap_or_else(|problem| panic!("{path}: {problem:?}"));
        assert_eq!(html.contains("class=whom"), audience != "public", "{path}");
        assert_eq!(html.contains("noindex"), audience != "public", "{path}");
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        assert_eq!(html.contains("<script"), path == "search.html", "{path}");
        assert!(!html.contains("href=\"/") && !html.contains("[object]"), "{path}");
    }
}

#[test]
fn every_word_is_escaped_and_only_made_html_is_not() {
    let (theme, _) = theme(&[]);
    let mut story = sample::story();
    story.card.title = "<b>\"&'".to_owned();
    story.body = Html("<p>It is <em>made</em>.</p>".to_owned());
    let html = renderer(&theme, "public").render(&sample::head("x", "a/b.html"), &Page::Item(Box::new(story))).unwrap();
    assert!(html.contains("<h1>&lt;b&gt;&quot;&amp;&#39;</h1>"));
    assert!(html.contains("<p>It is <em>made</em>.</p>"));
}

#[test]
fn no_key_shows_instead_of_its_words() {
    let (theme, _) = theme(&[]);
    let strings = theme.strings("en");
    for (audience, path, head, page) in sample::all() {
        let html = renderer(&theme, audience).render(&head, &page).unwrap();
        for key in strings.keys().filter(|key| key.contains('.')) {
            let shown = [format!(">{key}<"), format!("\"{key}\""), format!(" {key} ")];
            assert!(!shown.iter().any(|shown| html.contains(shown)), "{path}: {key}");
        }
        assert!(!html.contains("{n}") && !html.contains("{date}") && !html.contains("{service}"), "{path}");
    }
}

#[test]
fn a_mistake_in_a_template_of_an_author_is_told_with_its_line() {
    let (theme, _) = theme(&[(
        "404.html",
        "{% extends \"layout.html\" %}\n{% block content %}\n\n{{ page.tilte }}\n{% endblock %}\n",
    )]);
    let problem = renderer(&theme, "public").render(&sample::head("x", "404.html"), &Page::NotFound).unwrap_err();
    assert_eq!((problem.code, problem.at.to_string().as_str()), ("theme-template", "theme/404.html:4"));
    assert!(problem.says.contains("`tilte`"), "{}", problem.says);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a preview for people, written into target/ only")]
fn pages_are_light_and_can_be_looked_at() {
    let (theme, _) = theme(&[]);
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/theme-preview");
    for audience in ["public", "family", "inspector"] {
        for asset in theme.assets() {
            let path = out.join(audience).join(&asset.path);
            std::fs::create_dir_all(path.parent().expect("inside the preview")).unwrap();
            std::fs::write(path, &asset.bytes).unwrap();
        }
    }
    for (audience, path, head, page) in sample::all() {
        let html = renderer(&theme, audience).render(&head, &page).unwrap();
        println_size(path, html.len());
        let linked = |asset: &&crate::theme::Asset| asset.path.ends_with(".css") && html.contains(&asset.path);
        let styles: usize = theme.assets().iter().filter(linked).map(|asset| asset.bytes.len()).sum();
        // The form is a long sheet of boxes and lines, made for paper.
        let most = if path == "permission-form.html" { 18_000 } else { 15_000 };
        assert!(styles > 3_000 && html.len() + styles <= most, "{path}: {} and {styles} of styles", html.len());
        let path = out.join(audience).join(path);
        std::fs::create_dir_all(path.parent().expect("inside the preview")).unwrap();
        std::fs::write(path, html).unwrap();
    }
}

#[expect(clippy::print_stdout, reason = "read with --nocapture")]
fn println_size(path: &str, size: usize) {
    println!("{size:>6} {path}");
}

#[test]
#[ignore = "a measurement: cargo test --release item_page -- --ignored --nocapture"]
#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a measurement")]
fn an_item_page_takes_little_time() {
    let (theme, _) = theme(&[]);
    let renderer = renderer(&theme, "inspector");
    let (head, page) = (sample::head("x", "stories/x.html"), Page::Item(Box::new(sample::story())));
    let start = std::time::Instant::now();
    for _ in 0..2_000 {
        renderer.render(&head, &page).unwrap();
    }
    println!("{} µs a page", start.elapsed().as_micros() / 2_000);
}

#[test]
fn a_permission_form_can_be_filled_in_for_one_person_and_stands_alone() {
    let (theme, _) = theme(&[]);
    let mut form = sample::permission_form();
    let blank = super::permission_sheet(&theme, theme.strings("en"), &form).unwrap();
    assert!(!blank.contains(" checked") && blank.contains("can be copied") && blank.contains("01632 960 123"));
    form.filled.name = "Margaret <Hughes>".to_owned();
    form.filled.uses = vec!["story", "name"];
    form.filled.identify = "first-name";
    let sheet = super::permission_sheet(&theme, theme.strings("en"), &form).unwrap();
    assert_eq!(sheet.matches(" checked").count(), 3);
    assert!(sheet.contains("value=\"Margaret &lt;Hughes&gt;\"") && sheet.contains("<style>@layer look,paper;"));
    assert!(!sheet.contains("<link") && !sheet.contains("<script") && sheet.matches("</style").count() == 1);
}

#[test]
fn the_template_in_the_readme_works() {
    let readme = include_str!("../../../README.md");
    let example = readme.split("```html\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let (theme, problems) = theme(&[("404.html", example)]);
    assert!(problems.is_empty(), "{problems:?}");
    let html = renderer(&theme, "family").render(&sample::head("x", "404.html"), &Page::NotFound).unwrap();
    assert!(html.contains("We cannot find that page") && html.contains("<ul class=links"), "{html}");
}
