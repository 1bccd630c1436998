//! Takes out what only the author of a theme needs: indentation in templates, comments and spaces in styles.

/// Elements that begin and end a line of their own: blanks beside their tags mean nothing.
const BLOCKS: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// End tags that say nothing: what follows them (one of their kind, or the end of what they are in) ends them as well.
const UNSAID: [&str; 9] = ["</li>", "</dt>", "</dd>", "</th>", "</td>", "</tr>", "</thead>", "</tbody>", "</option>"];

/// A template without indentation, without line breaks that mean nothing, and without end tags and quotation marks that HTML can do without.
/// Lines keep their numbers, so that a mistake can be told by its line: such a break moves inside a tag of the template or a remark, where
/// it is not printed.
pub(super) fn template(source: &str) -> String {
    let mut squeezed = String::with_capacity(source.len());
    let mut lines = source.lines().map(str::trim).peekable();
    while let Some(whole) = lines.next() {
        let mut line = leaner(whole);
        if line.ends_with("</p>") && lines.peek().is_some_and(|next| ends_paragraph(next)) {
            line.truncate(line.len() - "</p>".len());
        }
        match ["%}", "#}", "/> }}"].iter().find(|end| line.ends_with(**end)) {
            Some(end) => {
                let body = line[..line.len() - end.len()].trim_end();
                // `-%}` trims what follows and must stay together.
                let (body, dash) = body.strip_suffix('-').map_or((body, ""), |body| (body.trim_end(), "-"));
                squeezed.push_str(body);
                squeezed.push('\n');
                squeezed.push_str(dash);
                squeezed.push_str(end);
            }
            None => {
                squeezed.push_str(&line);
                let means_nothing = ends_with_block(whole) || lines.peek().is_some_and(|next| begins_with_block(next));
                squeezed.push_str(if means_nothing { "{#\n#}" } else { "\n" });
            }
        }
    }
    squeezed
}

fn ends_with_block(line: &str) -> bool {
    line.ends_with('>') && line.rfind('<').is_some_and(|start| begins_with_block(&line[start..]))
}

fn begins_with_block(line: &str) -> bool {
    let Some(tag) = line.strip_prefix('<') else { return false };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let name = tag.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or("");
    BLOCKS.contains(&name)
}

/// Whether a paragraph ends here even when nobody says so.
fn ends_paragraph(next: &str) -> bool {
    const AFTER: [&str; 12] =
        ["<p", "<h1", "<h2", "<h3", "<ul", "<ol", "<div", "<nav", "</div", "</section", "</article", "</footer"];
    AFTER.iter().any(|tag| next.strip_prefix(tag).is_some_and(|rest| rest.starts_with([' ', '>'])))
}

/// A line with shorter tags. What stands in the curly brackets of the template stays as it is.
fn leaner(line: &str) -> String {
    let mut leaner = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        let verbatim = ["{{", "{%", "{#"].iter().zip(["}}", "%}", "#}"]).find(|(open, _)| rest.starts_with(**open));
        let taken = if let Some((_, close)) = verbatim {
            rest.find(close).map_or(rest.len(), |end| end + close.len())
        } else if let Some(tag) = UNSAID.iter().find(|tag| rest.starts_with(**tag)) {
            rest = &rest[tag.len()..];
            continue;
        } else if rest.strip_prefix("</p>").is_some_and(ends_paragraph) {
            rest = &rest["</p>".len()..];
            continue;
        } else if let Some(value) = plain_value(rest).or_else(|| address_value(rest)) {
            leaner.push('=');
            leaner.push_str(value);
            rest = &rest[value.len() + 3..];
            continue;
        } else {
            next.len_utf8()
        };
        leaner.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    leaner
}

/// The value of an attribute that needs no quotation marks, where `="value"` comes next.
fn plain_value(rest: &str) -> Option<&str> {
    let (value, after) = rest.strip_prefix("=\"")?.split_once('"')?;
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_#./:".contains(letter);
    (!value.is_empty() && !value.ends_with('/') && value.chars().all(plain) && ends_value(after)).then_some(value)
}

/// Shorter names for the values that a style sheet declares (`--paper`), in the order of their declaration.
pub(super) fn short_names(style: &str) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> = Vec::new();
    for after in style.split("--").skip(1) {
        let end = after.find(|letter: char| !is_of_name(letter)).unwrap_or(after.len());
        let declared = after[end..].trim_start().starts_with(':');
        let name = format!("--{}", &after[..end]);
        if declared && !names.iter().any(|(known, _)| *known == name) {
            let letter = char::from(b'a' + (names.len() % 26) as u8);
            let lap = if names.len() < 26 { String::new() } else { (names.len() / 26).to_string() };
            names.push((name, format!("--{letter}{lap}")));
        }
    }
    names
}

/// A style sheet or a template with those names.
pub(super) fn renamed(text: &str, names: &[(String, String)]) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("--") {
        let end = rest[start + 2..].find(|letter: char| !is_of_name(letter)).map_or(rest.len(), |end| start + 2 + end);
        let known = names.iter().find(|(name, _)| *name == rest[start..end]);
        let is_value = rest[..start].ends_with(['(', '{', ';', ' ', '\n', ',', '"']);
        renamed.push_str(&rest[..start]);
        renamed.push_str(known.filter(|_| is_value).map_or(&rest[start..end], |(_, short)| short));
        rest = &rest[end..];
    }
    renamed + rest
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

/// A style sheet without comments, and without spaces that mean nothing.
pub(super) fn style(source: &str) -> String {
    let mut squeezed = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
        } else if next == '"' || next == '\'' {
            let end = rest[1..].find(next).map_or(rest.len(), |end| end + 2);
            squeezed.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if next.is_whitespace() {
            rest = rest.trim_start();
            let parted = squeezed.ends_with(['{', '}', ';', ',', ':', '>', ' ']) || rest.starts_with(['{', '}', ';', ',', '>'])
                // `50% 0` are two numbers without the blank as well.
                || squeezed.ends_with('%') && rest.starts_with(|next: char| next.is_ascii_digit());
            if !parted {
                squeezed.push(' ');
            }
        } else {
            if next == '}' && squeezed.ends_with(';') {
                squeezed.pop();
            }
            squeezed.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    squeezed.trim().to_owned()
}

/// The same for the address of a page or a file of the edition: those hold small letters, digits and dashes only.
fn address_value(rest: &str) -> Option<&str> {
    const ENDS: [&str; 5] = [".href }}", "site.icon }}", "site.stylesheet }}", "site.styles[name] }}", ".html"];
    const PLAIN: [&str; 6] = [
        "=\"{{ site.lang }}\"",
        "=\"{{ site.audience }}\"",
        "=\"{{ twin.lang }}\"",
        "=\"{{ small.width }}\"",
        "=\"{{ small.height }}\"",
        "=\"{{ card.date.iso }}\"",
    ];
    for known in PLAIN {
        if rest.strip_prefix(known).is_some_and(ends_value) {
            return Some(&known[2..known.len() - 1]);
        }
    }
    let quoted = rest.strip_prefix("=\"")?;
    let (way, address) = ["{{ root }}", "{{ base }}"].iter().find_map(|way| Some((way, quoted.strip_prefix(way)?)))?;
    let end = match address.strip_prefix("{{ ") {
        Some(inner) => 3 + inner.find("}}")? + 2,
        None => address.find('"')?,
    };
    let known = ENDS.iter().any(|known| address[..end].ends_with(known)) && !address[..end].contains(['|', '~']);
    let after = address[end..].strip_prefix('"')?;
    (known && ends_value(after)).then(|| &quoted[..end + way.len()])
}

/// Whether what follows a value is surely no part of it: the end of the tag, or something that begins with a blank.
fn ends_value(after: &str) -> bool {
    after.starts_with([' ', '>']) || after.starts_with("{%") || after.starts_with("{{ lang(")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_template_keeps_its_line_numbers() {
        let source = "{% if a %}\n    <p>{{ a }}</p>\n{{ <b /> }}\n{% endif -%}\n<b>x</b>\n<i>y</i>\n";
        let squeezed = super::template(source);
        assert_eq!(squeezed, "{% if a\n%}<p>{{ a }}</p>{#\n#}{{ <b\n/> }}{% endif\n-%}<b>x</b>\n<i>y</i>\n");
        assert_eq!(squeezed.lines().count(), source.lines().count());
    }

    #[test]
    fn a_template_says_nothing_twice() {
        let source =
            "<ul class=\"rows\">\n<li class=\"a b\"><a href=\"{{ f(key=\"x\") }}\" title=\"x\">x</a></li>\n</ul>";
        let told =
            "<ul class=rows>{#\n#}<li class=\"a b\"><a href=\"{{ f(key=\"x\") }}\" title=x>x</a>{#\n#}</ul>{#\n#}";
        assert_eq!(super::template(source), told);
        let told = "<a href={{ root }}{{ link.href }}>";
        assert_eq!(super::leaner("<a href=\"{{ root }}{{ link.href }}\">"), told);
        let told = "<a href={{ base }}{{ link.href }}{{ lang(of=x) }}>";
        assert_eq!(super::leaner("<a href=\"{{ base }}{{ link.href }}\"{{ lang(of=x) }}>"), told);
        for kept in [
            "<a href=\"{{ root }}{{ page.title }}\">",
            "<a href=\"{{ link.href }}\">",
            "<path d=\"M0\"/>",
            "<a href=\"x/\">",
            "<a b=\"\">",
            "<a b=\"a=b\">",
        ] {
            assert_eq!(super::leaner(kept), kept);
        }
    }

    #[test]
    fn values_get_short_names_everywhere() {
        let names = super::short_names(":root{--paper:#fff;--rule:1px solid var(--hair)}a{--paper:0;}");
        assert_eq!(names.len(), 2);
        let told = super::renamed("a{--paper:red;b:var(--rule) var(--hair)}.x--paper{}", &names);
        assert_eq!(told, "a{--a:red;b:var(--b) var(--hair)}.x--paper{}");
    }

    #[test]
    fn a_style_keeps_what_means_something() {
        let style = "/* ink */\na:hover , .b > c {\n  margin: 0 auto ;\n  content: \" ( \";\n}\n@media (min-width: 1px) and (x) { a { b: c } }";
        let told = "a:hover,.b>c{margin:0 auto;content:\" ( \"}@media (min-width:1px) and (x){a{b:c}}";
        assert_eq!(super::style(style), told);
    }
}
