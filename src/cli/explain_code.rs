//! `carefolio explain saf:safeguarding`: what a statement or key question is, what belongs there, and what stands beside
//! it in other frameworks.
//!
//! A regulator's text is printed only where it was compared with the regulator's own page; the reader of frameworks
//! drops any other.

mod examples;

use camino::Utf8Path;
use serde_json::{Value, json};

use super::args::PrintFormat;
use super::terminal::Terminal;
use super::{Stop, WELL};
use crate::content::Term;
use crate::content::terms::EvidenceKind;
use crate::framework::{CodeTrouble, Frameworks, Sister, Standing, Target};
use crate::portfolio::migrate::Closeness;
use crate::problem::Span;
use crate::sources::{DiskSources, SourcePath, Sources};
use examples::{belongs, examples_for};

/// Explains a code, a key question or a bare name. `folder` may hold frameworks of the service's own.
pub fn explain_code(typed: &str, folder: &Utf8Path, terminal: &Terminal) -> Result<u8, Stop> {
    let frameworks = Frameworks::everything(&own_frameworks(folder));
    match frameworks.named(typed).as_slice() {
        [] => Err(unknown(&frameworks, typed)),
        [one] => {
            terminal.print(&match terminal.format() {
                PrintFormat::Json => in_json(&frameworks, *one),
                _ => in_words(&frameworks, *one, terminal),
            });
            Ok(WELL)
        }
        several => {
            terminal.print(&match terminal.format() {
                PrintFormat::Json => candidates_in_json(&frameworks, typed, several),
                _ => candidates(&frameworks, typed, several),
            });
            Ok(WELL)
        }
    }
}

/// The files of `frameworks/`, where this is a portfolio.
fn own_frameworks(folder: &Utf8Path) -> Vec<(SourcePath, String)> {
    if !folder.join("carefolio.toml").is_file() {
        return Vec::new();
    }
    let sources = DiskSources::new(folder, Vec::new());
    let listed = sources.list().unwrap_or_default();
    let files = listed.into_iter().map(|entry| entry.path);
    let is_framework = |path: &SourcePath| path.folder() == Some("frameworks") && path.ending() == "toml";
    files
        .filter(is_framework)
        .filter_map(|path| {
            let text = String::from_utf8(sources.read(&path).ok()?).ok()?;
            Some((path, text))
        })
        .collect()
}

fn unknown(frameworks: &Frameworks, typed: &str) -> Stop {
    let fix = match frameworks.resolve(typed) {
        Err(trouble @ (CodeTrouble::Unknown { .. } | CodeTrouble::NotActive { .. })) => {
            trouble.problem(Span::nowhere()).fix
        }
        _ => "Write a code such as saf:safeguarding, or a key question such as caring.".to_owned(),
    };
    Stop { says: format!("No key question or statement is called \"{typed}\"."), fix }
}

fn candidates(frameworks: &Frameworks, typed: &str, several: &[Target]) -> String {
    let mut lines = vec![format!("\"{typed}\" can mean {} things. Ask again with one of these:", several.len())];
    for target in several {
        let framework = &frameworks.framework(*target).title;
        lines.push(format!(
            "  {}  {} ({framework})",
            code_as_typed(frameworks, *target, typed),
            title(frameworks, *target)
        ));
    }
    lines.join("\n")
}

/// With the prefix, in the way that was typed: `saf:S1` for `S1`.
fn code_as_typed(frameworks: &Frameworks, target: Target, typed: &str) -> String {
    let is_code = frameworks.statement(target).is_some_and(|statement| statement.code.eq_ignore_ascii_case(typed));
    if is_code {
        return format!("{}:{}", frameworks.framework(target).prefix, typed.to_uppercase());
    }
    frameworks.code_of(target)
}

fn candidates_in_json(frameworks: &Frameworks, typed: &str, several: &[Target]) -> String {
    let means: Vec<Value> = several.iter().map(|target| name_in_json(frameworks, *target)).collect();
    written(&json!({ "typed": typed, "can_mean": means }))
}

fn name_in_json(frameworks: &Frameworks, target: Target) -> Value {
    json!({
        "code": frameworks.code_of(target),
        "title": title(frameworks, target),
        "framework": frameworks.framework(target).id,
    })
}

fn in_words(frameworks: &Frameworks, target: Target, terminal: &Terminal) -> String {
    let framework = frameworks.framework(target);
    let question = frameworks.question(target);
    let unit = if target.statement.is_some() { framework.unit.as_str() } else { "key question" };
    let mut lines = vec![terminal.strong(&title(frameworks, target)), format!("{}, {unit}", framework.title)];
    if target.statement.is_some() {
        lines.push(format!("Key question: {}", question.title));
    }
    lines.push(standing(framework.standing).to_owned());
    lines.push(format!("In your files: supports = [\"{}\"]", frameworks.code_of(target)));
    let (text, i_statements, scope) = texts(frameworks, target);
    match text {
        Some(text) => paragraph(&mut lines, "What the regulator says:", std::slice::from_ref(&text)),
        None => paragraph(
            &mut lines,
            "",
            &["We have no text that we could compare with the regulator's own page. Look it up there.".to_owned()],
        ),
    }
    if !i_statements.is_empty() {
        paragraph(&mut lines, "What people should be able to say:", &i_statements);
    }
    if !scope.is_empty() {
        paragraph(&mut lines, "What it covers:", &scope);
    }
    let kinds: Vec<String> = evidence_kinds(frameworks, target)
        .into_iter()
        .map(|(word, title)| format!("{word}: {title}. {}", belongs(word)))
        .collect();
    paragraph(&mut lines, "What belongs here, by evidence_kind:", &kinds);
    let examples = examples_of(frameworks, target);
    if !examples.is_empty() {
        paragraph(&mut lines, "For example (our suggestions):", &examples);
    }
    if target.statement.is_none() && !question.statements.is_empty() {
        let statements = (0..question.statements.len()).map(|one| Target { statement: Some(one), ..target });
        let rows: Vec<String> =
            statements.map(|one| format!("{}  {}", frameworks.code_of(one), title(frameworks, one))).collect();
        paragraph(&mut lines, &format!("Its {}:", framework.unit_plural), &rows);
    }
    let sisters: Vec<String> =
        frameworks.sisters(target).iter().map(|sister| sister_row(frameworks, *sister)).collect();
    if !sisters.is_empty() {
        paragraph(&mut lines, "Beside it in other frameworks (our suggestions):", &sisters);
    }
    lines.extend(framework.attribution.as_ref().map(|words| format!("\n{words}")));
    lines.join("\n")
}

fn paragraph(lines: &mut Vec<String>, heading: &str, rows: &[String]) {
    lines.push(String::new());
    if heading.is_empty() {
        lines.extend(rows.iter().cloned());
        return;
    }
    lines.push(heading.to_owned());
    lines.extend(rows.iter().map(|row| format!("  {row}")));
}

fn sister_row(frameworks: &Frameworks, sister: Sister) -> String {
    let framework = &frameworks.framework(sister.target).title;
    let code = frameworks.code_of(sister.target);
    format!("{code}  {} ({framework}, {})", title(frameworks, sister.target), Closeness::of(sister).words())
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::InForce => "In force",
        Standing::Draft => "A draft, not in force",
        Standing::Superseded => "No longer in force",
    }
}

fn title(frameworks: &Frameworks, target: Target) -> String {
    frameworks.label(target)
}

/// Text, what people should be able to say, and scope, as far as they were compared with the regulator's.
fn texts(frameworks: &Frameworks, target: Target) -> (Option<String>, Vec<String>, Vec<String>) {
    match frameworks.statement(target) {
        Some(statement) => (statement.text.clone(), statement.i_statements.clone(), statement.scope.clone()),
        None => {
            let question = frameworks.question(target);
            (question.text.clone(), question.i_statements.clone(), Vec::new())
        }
    }
}

/// The kinds of evidence with the regulator's name for each, or ours where it has none.
fn evidence_kinds(frameworks: &Frameworks, target: Target) -> Vec<(&'static str, String)> {
    let framework = frameworks.framework(target);
    let title = |word: &'static str| {
        framework.evidence_category(word).map_or_else(|| examples::kind_title(word).to_owned(), |one| one.title.clone())
    };
    EvidenceKind::spellings().map(|word| (word, title(word))).collect()
}

/// Examples for a statement; where we wrote none, those of its closest sister, else those of its key question.
fn examples_of(frameworks: &Frameworks, target: Target) -> Vec<String> {
    let name = |target: Target| frameworks.code_of(target);
    let own = examples_for(&name(target));
    let of_sister = || {
        let sisters = frameworks.sisters(target).iter().filter(|sister| sister.closest);
        sisters.map(|sister| examples_for(&name(sister.target))).find(|found| !found.is_empty())
    };
    let of_question = || examples_for(&format!("saf:{}", frameworks.question(target).id));
    let found = if own.is_empty() { of_sister().unwrap_or_else(of_question) } else { own };
    found.iter().map(|example| (*example).to_owned()).collect()
}

fn in_json(frameworks: &Frameworks, target: Target) -> String {
    let framework = frameworks.framework(target);
    let (text, i_statements, scope) = texts(frameworks, target);
    let kinds: Vec<Value> = evidence_kinds(frameworks, target)
        .into_iter()
        .map(|(word, title)| json!({ "evidence_kind": word, "title": title, "for_example": belongs(word) }))
        .collect();
    let sisters: Vec<Value> = frameworks
        .sisters(target)
        .iter()
        .map(|sister| {
            let mut row = name_in_json(frameworks, sister.target);
            row["closeness"] = Closeness::of(*sister).words().into();
            row
        })
        .collect();
    written(&json!({
        "code": frameworks.code_of(target),
        "title": title(frameworks, target),
        "is": if target.statement.is_some() { framework.unit.as_str() } else { "key question" },
        "key_question": frameworks.question(target).id,
        "framework": { "id": framework.id, "title": framework.title, "standing": standing(framework.standing) },
        "text": text,
        "i_statements": i_statements,
        "scope": scope,
        "belongs_here": kinds,
        "examples": examples_of(frameworks, target),
        "beside": sisters,
        "attribution": framework.attribution,
    }))
}

fn written(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("plain words can always be written")
}
