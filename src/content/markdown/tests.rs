//! What is read out of a text, with its places.

use super::{Words, read};
use crate::problem::{Problems, Span};
use crate::sources::SourcePath;

fn file() -> SourcePath {
    SourcePath::new("stories/tea.md").unwrap()
}

fn words(source: &str) -> Words {
    read(&file(), 1, source, &mut Problems::default())
}

/// The problems of a text that starts in line 10, as "code:line:column".
fn problems(source: &str) -> Vec<String> {
    let mut problems = Problems::default();
    read(&file(), 10, source, &mut problems);
    problems.iter().map(|problem| format!("{}:{}:{}", problem.code, problem.at.line, problem.at.column)).collect()
}

#[test]
fn plain_words_are_what_a_reader_sees_or_hears() {
    for (source, plain) in [
        ("Mar**gar**et and M&#97;ry", "Margaret and Mary\n"),
        ("# A *b*\nc\nd  \ne\\\nf", "A b\nc d\ne\nf\n"),
        ("`Mar`garet\n\n    Mary\n", "Margaret\nMary\n"),
        ("Mar\u{ad}ga\u{200b}r&shy;et cafe\u{301}", "Margaret caf\u{e9}\n"),
        ("|a|b|\n|-|-|\n|c|d|\n", "a\nb\nc\nd\n"),
        ("- [x] a\n- b\n\n> c", "a\nb\nc\n"),
        ("a[^1]\n\n[^1]: Mary", "a\nMary\n"),
        ("<b>Mary</b>\n\n<!-- Jo -->", "<b>Mary</b>\n<!-- Jo -->\n"),
        ("Hello![Mary](x.jpg \"Jo\")you", "Hello Mary you\nJo\n"),
        ("[Margaret Hill](person:m \"Peg\")'s ~~tea~~", " 's tea\n"),
        ("[x](https://a.b/%4dary%20Hill 'Jo')", "x\nhttps://a.b/Mary Hill\nJo\n"),
        ("<mary@b.c> [x](y.md 'Jo')", "mary@b.c x\nmary@b.c\nJo\n"),
        ("[Mary][m] \n\n[m]: person:m", " \n"),
    ] {
        assert_eq!(words(source).plain(), plain, "{source}");
    }
}

#[test]
fn mentions_pictures_and_links_are_found_with_their_places() {
    let source = "A\n\n> é [M](person:margaret), *[x][y]*\n> ![p](be%20ans.jpg)\n\n[^n]: [N](<person:mary ann>)\n\n[y]: ../stories/x.md\n";
    let words = read(&file(), 8, source, &mut Problems::default());
    let mentions: Vec<String> = words.mentions.iter().map(|it| format!("{} {:?}", it.at, it.person)).collect();
    assert_eq!(mentions, ["stories/tea.md:10:5 margaret", "stories/tea.md:13:7 mary ann"]);
    let [image] = words.images.as_slice() else { panic!("one picture") };
    assert_eq!((image.at.line, image.at.column, image.typed.as_str()), (11, 3, "be%20ans.jpg"));
    assert_eq!(image.file, SourcePath::new("stories/be ans.jpg"));
    assert_eq!(&source[image.range.clone()], "![p](be%20ans.jpg)");
    let [link] = words.links.as_slice() else { panic!("one link") };
    assert_eq!((link.at.line, link.at.column, link.typed.as_str()), (10, 28, "../stories/x.md"));
    assert_eq!(format!("{words:?}"), "Words(stories/tea.md:8)");
}

#[test]
fn problems_have_their_places() {
    for (source, expected) in [
        ("a\n\nb <b>c</b> <i>d</i>", &["web-code-as-text:12:3"][..]),
        ("<div>\n</div>", &["web-code-as-text:10:1"]),
        ("[a](javascript:x) [b](java&Tab;script:x)", &["link-scheme:10:1", "link-scheme:10:19"]),
        (
            "[a](//b.c)\n[a](ftp://b) [a](data:x) [a](C:\\b.md)",
            &["link-scheme:10:1", "link-scheme:11:1", "link-scheme:11:14", "link-scheme:11:26"],
        ),
        ("![a](https://b.c/d.png) ![a](//b.c)", &["picture-from-web:10:1", "picture-from-web:10:25"]),
        ("![a](data:x) ![a](person:b)", &["link-scheme:10:1", "link-scheme:10:14"]),
        ("é a\u{202e}b\n\u{200b}c", &["hidden-characters:10:4"]),
        ("a &#x202e;b", &["hidden-characters:10:3"]),
        ("a\u{ad}b 👨\u{200d}👩", &[]),
        ("[Mary Ann](person:mary ann)", &["mention-not-read:10:11"]),
        ("[Mary[^1]](person:mary)\n\n[^1]: x", &["mention-not-read:10:11"]),
        ("`[Mary](person:mary)`, (person: x), [a](https://b.c) [a](mailto:b@c) [a](tel:1) [a](b.md)", &[]),
    ] {
        assert_eq!(problems(source), expected, "{source}");
    }
}

#[test]
fn a_message_repeats_nothing_private() {
    let mut problems = Problems::default();
    read(
        &file(),
        1,
        "[Mary](javascript:Mary) ![Mary](https://x/Mary) <Mary> Ma\u{200b}ry [Mary](person:mary x)",
        &mut problems,
    );
    assert_eq!(problems.count(crate::problem::Severity::Error), 3);
    for problem in problems.iter() {
        assert!(!format!("{} {} {}", problem.says, problem.means, problem.fix).contains("Mary"));
    }
}

#[test]
fn the_title_is_taken_from_the_text() {
    let mut text = read(
        &file(),
        5,
        "\n#  Tea with *[Mary](person:mary)* &amp; Jo {#x} #\n\nWords ![a](b.jpg)\n[x](person:y)",
        &mut Problems::default(),
    );
    let title = text.take_title().unwrap();
    assert_eq!(title.uncleared(), "Tea with [Mary](person:mary) & Jo {#x}");
    assert_eq!(title.at().to_string(), "stories/tea.md:6:4");
    assert_eq!(text.uncleared(), "Words ![a](b.jpg)\n[x](person:y)");
    assert_eq!(text.at, Span::line(&file(), 8));
    assert_eq!(text.images[0].range, 6..17);
    assert_eq!((text.images[0].at.line, text.mentions.len(), text.mentions[0].at.line), (8, 1, 9));
    assert!(!text.plain().contains("Tea"));

    assert_eq!(words("Tea\n===\n\nx").take_title().unwrap().uncleared(), "Tea");
    for text in ["", "## Tea", "Tea\n\n# Later", "#\n\nx", "> # Tea", "a = b"] {
        let mut words = words(text);
        assert_eq!((words.take_title(), words.uncleared()), (None, text));
    }
    let mut late = words("[m]: person:m\n\n# Tea\n\n[Mary][m]");
    assert!(late.take_title().is_some() && late.mentions.len() == 1 && late.mentions[0].at.line == 5);
    let mut only = words("# Tea");
    assert!(only.take_title().is_some() && only.is_empty());
}

#[test]
fn a_section_is_cut_out_with_what_it_needs() {
    let source = "Before[^a] [Mary][m].\n\n## Transcript\n\nSaid[^b] [Jo][m] ![x](y.jpg).\n\n### Part\n\nMore.\n\n## After\n\nEnd. [L](person:l)\n\n[^a]: A [N](person:n)\n[^b]: B\n[^c]: C\n\n[m]: person:m\n";
    let mut rest = read(&file(), 10, source, &mut Problems::default());
    let section = rest.split_section("transcript ").unwrap();
    assert_eq!(
        section.uncleared(),
        "Said[^b] [Jo][m] ![x](y.jpg).\n\n### Part\n\nMore.\n\n\n\n[m]: person:m\n\n[^b]: B\n"
    );
    assert_eq!((section.at.line, section.images[0].at.line, section.mentions.len()), (14, 14, 1));
    assert_eq!(section.plain(), "Said    x .\nPart\nMore.\nB\n");
    let places: Vec<u32> = rest.mentions.iter().map(|mention| mention.at.line).collect();
    assert_eq!(places, [10, 22, 24]);
    assert_eq!(rest.plain(), "Before  .\nAfter\nEnd.  \nA  \nC\n");
    assert!(rest.split_section("Transcript").is_none());

    let mut last = words("a\n\n## Words of the film\n\nb");
    assert_eq!(last.split_section("WORDS OF THE FILM").unwrap().uncleared(), "b");
    assert_eq!(last.uncleared().trim(), "a");
    assert!(words("> ## x\n> y").split_section("x").is_none());
    assert!(words("## x").split_section("x").unwrap().is_empty());
}

#[test]
fn an_opening_is_a_sentence_or_so() {
    let long = "word ".repeat(60);
    for (source, opening) in [
        ("", ""),
        ("# Only a title", ""),
        (
            "# T\n\n[^1]: no\n\nResidents asked Mr. Hill for a garden they could reach. Then more.",
            "Residents asked Mr. Hill for a garden they could reach.",
        ),
        (
            "Lovely! Twelve people now grow food every week there. And so on.",
            "Lovely! Twelve people now grow food every week there.",
        ),
        ("- *[Mar[g]](person:marg)* [and](https://a.b)\n  `x`[^1]  \n  y\n\n[^1]: z", ""),
        ("> *[Mar\\[g](person:marg)* [and](https://a.b)\n> `x`[^1]  \n> y\n\n[^1]: z", "[Marg](person:marg) and x y"),
        ("![Alt](a.jpg)\n\nText", "Text"),
    ] {
        assert_eq!(words(source).opening(), opening, "{source}");
    }
    let opening = words(&long).opening();
    assert!(opening.ends_with("word…") && opening.chars().count() <= 161, "{opening}");
    let opening = words(&format!("{}[Margaret](person:margaret) {long}", "w ".repeat(75))).opening();
    assert!(opening.contains("w [Margaret](person:margaret)"), "{opening}");
    assert_eq!(words(&"x".repeat(500)).opening().chars().count(), 161);
}

#[test]
fn no_words() {
    let none = Words::empty(Span::file(&file()));
    assert!(none.is_empty() && none.plain().is_empty() && words(" \n\t\n").is_empty() && !words("a").is_empty());
}

#[test]
fn strange_texts_are_read_to_their_end() {
    let long = 100_000;
    for text in [
        ">".repeat(10_000) + "x",
        "- ".repeat(10_000) + "x",
        "[".repeat(long),
        "*".repeat(long),
        "*a ".repeat(long),
        "[a](person:b)".repeat(long / 4),
        "![a](b.jpg)\n".repeat(long / 4),
        "](person:".repeat(long),
        "[^a]".repeat(long / 4) + "\n\n[^a]: b",
        "# a\n[^b]: [c]\n\n".repeat(2_000) + "[c]: d",
        "x".repeat(5_000_000),
        "word [M](person:m) ".repeat(long),
    ] {
        // In a thread of its own, whose small stack would overflow first.
        let work = move || {
            let mut words = words(&text);
            words.opening();
            words.take_title();
            words.split_section("a");
        };
        std::thread::spawn(work).join().unwrap();
    }
}
