//! Takes out what only the author of a theme needs: indentation in templates, comments and spaces in styles.

/// A template without indentation, and without the line break after a tag or a component. Lines keep their numbers, so that a mistake
/// can be told by its line: the break moves inside the tag, where it means nothing.
pub(super) fn template(source: &str) -> String {
    let mut squeezed = String::with_capacity(source.len());
    for line in source.lines() {
        let line = line.trim();
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
                squeezed.push_str(line);
                squeezed.push('\n');
            }
        }
    }
    squeezed
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
            if !squeezed.ends_with(['{', '}', ';', ',', ':', '>', ' ']) && !rest.starts_with(['{', '}', ';', ',', '>'])
            {
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

#[cfg(test)]
mod tests {
    #[test]
    fn a_template_keeps_its_line_numbers() {
        let source = "{% if a %}\n    <p>{{ a }}</p>\n{{ <b /> }}\n{% endif -%}\n";
        let squeezed = super::template(source);
        assert_eq!(squeezed, "{% if a\n%}<p>{{ a }}</p>\n{{ <b\n/> }}{% endif\n-%}");
        assert_eq!(squeezed.lines().count(), source.lines().count() + 1);
    }

    #[test]
    fn a_style_keeps_what_means_something() {
        let style = "/* ink */\na:hover , .b > c {\n  margin: 0 auto ;\n  content: \" ( \";\n}\n@media (min-width: 1px) and (x) { a { b: c } }";
        let told = "a:hover,.b>c{margin:0 auto;content:\" ( \"}@media (min-width:1px) and (x){a{b:c}}";
        assert_eq!(super::style(style), told);
    }
}
