//! Hostile words, and what is different from CommonMark on purpose.

use super::{Around, to_html};

mod commonmark;

/// A page on which pictures and links to other files are not there, and Margaret is Peggy.
fn page(source: &str) -> String {
    to_html(
        source,
        &Around {
            heading_base: 2,
            footnote_prefix: "a-",
            name_of: &|person| (person == "margaret").then(|| "Peggy <3".into()),
            picture: &|typed, alt| (typed == "beans.jpg").then(|| format!("<img src=\"p/1.jpg\" alt=\"{alt}\">")),
            link: &|typed| (typed == "../stories/tea.md").then(|| "../tea-party/".into()),
        },
    )
}

/// Nothing that could run, in spellings that have worked somewhere.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil/x.js></SCRIPT>",
    "a <script>alert(1)</script> b",
    "<img src=x onerror=alert(1)>",
    "a <img src=x onerror=alert(1)> b",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil/>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<meta http-equiv=refresh content=0;url=//evil>",
    "<style>@import '//evil'</style>",
    "<link rel=stylesheet href=//evil>",
    "<details open ontoggle=alert(1)>x</details>",
    "<math href=javascript:alert(1)>x</math>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script> ?>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a/onmouseover=alert(1)>x",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](&#x6A&#x61&#x76&#x61script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](java&#0;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](<  javascript:alert(1)>)",
    "[x](javascript%3Aalert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](java\u{200b}script:alert(1))",
    "[x](java\u{ad}script:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "<javascript:alert(1)>",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[r]\n\n[r]: <javascript:alert(1)> 'title'",
    "![x](javascript:alert(1))",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil/x.png)",
    "![x](//evil/x.png)",
    "![\" onerror=alert(1) x=\"](y.png)",
    "![x](\"onerror=alert(1)//.png)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil)",
    "[x](\\\\\\\\evil)",
    "[x](/\\\\evil)",
    "[x](https://a/\"onmouseover=alert(1)//)",
    "[x](https://a '\" onmouseover=\"alert(1)')",
    "[x](https://a \"&quot; onmouseover=&quot;alert(1)\")",
    "[x](x.md \"\\\" onmouseover=\\\"alert(1)\")",
    "# h {onclick=alert(1)}",
    "# h {#id .class onclick=alert(1)}",
    "h {onclick=alert(1)}\n===",
    "```\"onmouseover=alert(1) x=\"\nx\n```",
    "```<script>\nx\n```",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <script>alert(1)</script> | \" onmouseover=alert(1) x=\" |\n|---|---|\n| <img src=x onerror=alert(1)> | y |",
    "a[^\"onmouseover=alert(1)]\n\n[^\"onmouseover=alert(1)]: <script>alert(1)</script>",
    "- [x] <script>alert(1)</script>",
    "~~<script>alert(1)</script>~~",
    "[<script>alert(1)</script>](person:margaret)",
    "[x](person:\"><script>alert(1)</script>)",
    "[x](<person:x\"onmouseover=alert(1)>)",
    "<https://a/\"onmouseover=alert(1)>",
    "<a@b.c\"onmouseover=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "[a](<https://x/><script>alert(1)</script>)",
];

/// The tags of a page, taken apart without trusting how they were made.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split_once('>').expect("every `<` begins a tag").0).collect()
}

/// Fails unless a page holds only tags and attributes that this writer makes itself.
fn assert_harmless(source: &str, html: &str) {
    const TAGS: &[&str] = &[
        "p",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "strong",
        "del",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "br",
        "hr",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "sup",
        "section",
        "span",
        "img",
    ];
    const ATTRIBUTES: &[&str] =
        &["href", "title", "class", "rel", "id", "role", "aria-label", "tabindex", "scope", "start", "src", "alt"];
    for tag in tags(html) {
        let mut rest = tag.trim_start_matches('/').trim_end_matches('/');
        let name = rest.split(' ').next().unwrap();
        assert!(TAGS.contains(&name), "{name} from {source:?}: {html}");
        rest = rest[name.len()..].trim();
        while !rest.is_empty() {
            let (attribute, value) = rest.split_once("=\"").unwrap_or_else(|| panic!("{rest} from {source:?}: {html}"));
            assert!(ATTRIBUTES.contains(&attribute), "{attribute} from {source:?}: {html}");
            let (value, after) = value.split_once('"').unwrap();
            if attribute == "href" {
                let known = ["http://", "https://", "mailto:", "tel:", "#", "../tea-party/"];
                assert!(known.iter().any(|start| value.to_lowercase().starts_with(start)), "{value} from {source:?}");
            }
            if attribute == "src" {
                assert_eq!(value, "p/1.jpg", "{source:?}");
            }
            rest = after.trim();
        }
    }
}

#[test]
fn hostile_words_are_only_words() {
    for source in HOSTILE {
        assert_harmless(source, &page(source));
        let nested = format!("> - {}\n\n{source}\n\n# {source}\n", source.replace('\n', "\n>   "));
        assert_harmless(&nested, &page(&nested));
    }
    for (_, markdown, _) in commonmark::examples() {
        assert_harmless(markdown, &page(markdown));
    }
}

#[test]
fn web_code_is_shown_and_templates_are_not_read() {
    assert_eq!(page("<b>x</b>"), "<p>&lt;b&gt;x&lt;/b&gt;</p>\n");
    assert_eq!(page("<div>\n*x*\n</div>\n\ny"), "<p>&lt;div&gt;\n*x*\n&lt;/div&gt;</p>\n<p>y</p>\n");
    assert_eq!(
        page("{{7*7}} {% include \"x\" %} ${1} # {#a .b}"),
        "<p>{{7*7}} {% include \"x\" %} ${1} # {#a .b}</p>\n"
    );
}

#[test]
fn headings_are_shifted_and_never_skip() {
    assert_eq!(page("# a\n### b\n### c\n## d\n# e"), "<h2>a</h2>\n<h3>b</h3>\n<h3>c</h3>\n<h3>d</h3>\n<h2>e</h2>\n");
    assert_eq!(page("### a\n# b"), "<h2>a</h2>\n<h2>b</h2>\n");
    assert_eq!(
        page("# a\n## b\n### c\n#### d\n##### e\n###### f"),
        "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n<h5>d</h5>\n<h6>e</h6>\n<h6>f</h6>\n"
    );
}

#[test]
fn a_person_has_the_name_that_is_allowed_here() {
    assert_eq!(page("[Margaret Hill](person:margaret)'s"), "<p>Peggy &lt;3's</p>\n");
    assert_eq!(page("[**Mary** `x` ![y](beans.jpg)](Person:mary \"Mary\")."), "<p>Someone.</p>\n");
    assert_eq!(page("[Margaret]\n\n[Margaret]: person:margaret"), "<p>Peggy &lt;3</p>\n");
    assert_eq!(
        page("![With [Mary](person:mary) and [Margaret](person:margaret)](beans.jpg)"),
        "<p><img src=\"p/1.jpg\" alt=\"With someone and Peggy <3\"></p>\n"
    );
    assert!(!page("<person:mary>").contains("mary"));
}

#[test]
fn links_and_pictures_are_asked_for() {
    assert_eq!(page("[tea](../stories/tea.md)"), "<p><a href=\"../tea-party/\">tea</a></p>\n");
    assert_eq!(page("[*gone*](../stories/gone.md) ![x](gone.jpg)"), "<p><em>gone</em> </p>\n");
    assert_eq!(page("![x](gone.jpg)\n\n[![x](gone.jpg)](https://a.b)\n\ny"), "<p>y</p>\n");
    assert_eq!(
        page("[x](https://a.b/?c=d&e 'f\"g')"),
        "<p><a href=\"https://a.b/?c=d&amp;e\" title=\"f&quot;g\" class=\"outside\" rel=\"noopener noreferrer\">x</a></p>\n"
    );
    assert_eq!(page("<a@b.c> https://a.b"), "<p><a href=\"mailto:a@b.c\">a@b.c</a> https://a.b</p>\n");
    let careless = Around {
        heading_base: 2,
        footnote_prefix: "",
        name_of: &|_| None,
        picture: &|_, _| None,
        link: &|_| Some("javascript:alert(1)".into()),
    };
    assert_eq!(to_html("[x](y.md)", &careless), "<p>x</p>\n");
}

#[test]
fn a_table_is_named_after_its_columns() {
    assert_eq!(
        page("| | *What* & \"why\" | n |\n|---|:-:|--:|\n| a | b | 1 |\n"),
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"What &amp; &quot;why&quot;, n\">\n<table>\n<thead>\n\
         <tr><td></td><th scope=\"col\" class=\"center\"><em>What</em> &amp; \"why\"</th><th scope=\"col\" class=\"right\">n</th></tr>\n\
         </thead>\n<tbody>\n<tr><td>a</td><td class=\"center\">b</td><td class=\"right\">1</td></tr>\n</tbody>\n</table>\n</div>\n"
    );
    assert!(page("| |\n|-|\n").contains("aria-label=\"Table\""));
}

#[test]
fn footnotes_come_last_with_a_way_back() {
    let html = page("a[^x] b[^y] c[^X]\n\n[^y]: Why.\n[^x]: Ex[^y].\n\n    More.\n[^z]: Unused.\n\nend");
    assert_eq!(
        html,
        "<p>a<sup><a href=\"#a-fn-1\" id=\"a-fnref-1\" role=\"doc-noteref\">1</a></sup> \
         b<sup><a href=\"#a-fn-2\" id=\"a-fnref-2\" role=\"doc-noteref\">2</a></sup> \
         c<sup><a href=\"#a-fn-1\" id=\"a-fnref-1-2\" role=\"doc-noteref\">1</a></sup></p>\n<p>end</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n\
         <li id=\"a-fn-1\">\n<p>Ex<sup><a href=\"#a-fn-2\" id=\"a-fnref-2-2\" role=\"doc-noteref\">2</a></sup>.</p>\n<p>More. \
         <a href=\"#a-fnref-1\" role=\"doc-backlink\" aria-label=\"Back to the text, note 1\">↩</a> \
         <a href=\"#a-fnref-1-2\" role=\"doc-backlink\" aria-label=\"Back to the text, note 1\">↩</a></p>\n</li>\n\
         <li id=\"a-fn-2\">\n<p>Why. <a href=\"#a-fnref-2\" role=\"doc-backlink\" aria-label=\"Back to the text, note 2\">↩</a> \
         <a href=\"#a-fnref-2-2\" role=\"doc-backlink\" aria-label=\"Back to the text, note 2\">↩</a></p>\n</li>\n\
         <li>\n<p>Unused.</p>\n</li>\n</ol>\n</section>\n"
    );
    assert_eq!(page("a[^none]"), "<p>a[^none]</p>\n");
    assert!(page("[a[^x]](https://b.c)\n\n[^x]: y").starts_with("<p>[a<sup>"), "no link in a link");
}

#[test]
fn tasks_are_signs_and_struck_words_are_deleted() {
    assert_eq!(
        page("- [x] ~~Beans~~\n- [ ] Peas"),
        "<ul>\n<li><span class=\"task done\">☑ done:</span> <del>Beans</del></li>\n\
         <li><span class=\"task\">☐ to do:</span> Peas</li>\n</ul>\n"
    );
}

#[test]
fn hidden_characters_are_not_written() {
    assert_eq!(page("a\u{202e}b\u{200b}c&#8203;d &#x202e;`x\u{2066}`"), "<p>abcd <code>x</code></p>\n");
}

#[test]
fn strange_texts_are_quick_and_keep_their_tags_in_pairs() {
    let long = 200_000;
    let texts = [
        ">".repeat(10_000) + "x",
        "> ".repeat(10_000) + "x\n" + &"> ".repeat(10_000) + "y",
        "- ".repeat(10_000) + "x",
        "1. ".repeat(3_000) + "x",
        "> - ".repeat(3_000) + "x\n\n| a |\n|---|\n| b |",
        "[".repeat(long),
        "![".repeat(long),
        "*".repeat(long),
        "*a ".repeat(long),
        "**a *b ".repeat(long / 4),
        "_a__".repeat(long / 2),
        "*a **".repeat(long / 4) + &"** a*".repeat(long / 4),
        "`".repeat(long),
        "~~a ".repeat(long),
        "<".repeat(long),
        "<!--".repeat(long / 4),
        "&".repeat(long),
        "\\".repeat(long),
        "[a](".repeat(long / 4),
        "[a](<b".repeat(long / 4),
        "[^a]".repeat(long / 4) + "\n\n[^a]: b",
        "[^a]: ".repeat(2_000) + "x",
        "| a ".repeat(20_000) + "\n" + &"|-".repeat(20_000) + "\n| b",
        "](person:".repeat(long / 4),
        "[a](person:b)".repeat(long / 10),
        "[a]: b\n".repeat(long / 10) + &"[a]".repeat(long / 10),
        "word ".repeat(1_000_000),
        "x".repeat(5_000_000),
    ];
    for text in texts {
        let start = std::thread::spawn(move || {
            let html = page(&text);
            (html, text)
        });
        let (html, text) = start.join().unwrap();
        let begin: String = text.chars().take(12).collect();
        let mut open: Vec<&str> = Vec::new();
        let mut deepest = 0;
        for tag in tags(&html) {
            let name = tag.split(' ').next().unwrap();
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{begin}"),
                None if matches!(name, "br" | "hr" | "img") => {}
                None => open.push(name),
            }
            deepest = deepest.max(open.len());
        }
        assert!(open.is_empty() && deepest <= super::DEEPEST + 10, "{begin}: {deepest}");
    }
}
