//! What was said about a new item: on the command line, or asked of whoever sits there. Three questions at most.

use super::kinds::New;
use super::quoted;
use crate::cli::Stop;
use crate::cli::args::Add;
use crate::cli::folder::Opened;
use crate::cli::terminal::Terminal;
use crate::content::Term;
use crate::content::terms::{Audience, Kind, PersonKind, Reach, ServiceKind};
use crate::problem::{Span, any_of, did_you_mean};

/// What was said.
pub struct Answers {
    /// Everyone it is about; `None` when nobody said.
    pub people: Option<Vec<String>>,
    /// Who may see it; empty when nobody said.
    pub audience: Vec<String>,
    /// What it is evidence for; empty when nobody said.
    pub supports: Vec<String>,
    /// Where a film is.
    pub link: Option<String>,
    /// What a person is called.
    pub known_as: String,
    /// Who a person is.
    pub person_kind: PersonKind,
}

/// Reads what was said on the command line, and asks for the rest.
pub fn ask(add: &Add, new: &New, title: &str, opened: &Opened, terminal: &Terminal) -> Result<Answers, Stop> {
    let mut answers = Answers {
        people: None,
        audience: Vec::new(),
        supports: Vec::new(),
        link: add.link.clone(),
        known_as: title.split_whitespace().next().unwrap_or(title).to_owned(),
        person_kind: usual_person(opened),
    };
    if let Some(said) = &add.people {
        answers.people = people(said, opened)?;
    }
    if let Some(said) = &add.audience {
        answers.audience = audience(said)?;
    }
    if let Some(said) = &add.supports {
        answers.supports = supports(said, opened)?;
    }
    if terminal.has_person() {
        ask_the_rest(add, new, opened, terminal, &mut answers);
    }
    // A film that is nowhere yet must not be shown, whoever is in it.
    if new.kind() == Some(Kind::Film) && answers.link.is_none() {
        answers.people = None;
    }
    Ok(answers)
}

fn ask_the_rest(add: &Add, new: &New, opened: &Opened, terminal: &Terminal, answers: &mut Answers) {
    let Some(kind) = new.kind() else {
        let known = any_of(PersonKind::spellings());
        let question = format!("Who are they: {known}? [{}]", answers.person_kind);
        if let Some(kind) = until_read(terminal, &question, one_of::<PersonKind>) {
            answers.person_kind = kind;
        }
        let question = format!("What are they called where a first name is allowed? [{}]", answers.known_as);
        if let Some(name) = terminal.ask(&question).filter(|name| !name.is_empty()) {
            answers.known_as = name;
        }
        return;
    };
    if add.people.is_none() && kind.must_say_who() {
        let question = "Who is it about? File names in people, or: nobody. (Enter: say it later)";
        answers.people = until_read(terminal, question, |said| people(said, opened)).flatten();
    }
    if add.audience.is_none() && matches!(kind.reach(), Reach::Everyone | Reach::ByChoice) {
        let question = "Who may see it: inspector, commissioner, family, public, or all? (Enter: the inspector only)";
        answers.audience = until_read(terminal, question, audience).unwrap_or_default();
    }
    if add.supports.is_none() && kind != Kind::Page {
        let question = "What is it evidence for, such as caring or saf:safeguarding? (Enter: say it later)";
        answers.supports = until_read(terminal, question, |said| supports(said, opened)).unwrap_or_default();
    }
}

/// Asks until the answer can be read; nothing when there is none.
fn until_read<T>(terminal: &Terminal, question: &str, read: impl Fn(&str) -> Result<T, Stop>) -> Option<T> {
    loop {
        let said = terminal.ask(question).filter(|said| !said.is_empty())?;
        match read(&said) {
            Ok(value) => return Some(value),
            Err(stop) => terminal.print(&format!("{} {}", stop.says, stop.fix)),
        }
    }
}

fn words(said: &str) -> impl Iterator<Item = &str> {
    said.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty())
}

/// People by file name; `nobody` is nobody in particular.
fn people(said: &str, opened: &Opened) -> Result<Option<Vec<String>>, Stop> {
    let known = || opened.portfolio.register.people.iter().map(|person| person.id.as_str());
    if said.trim().eq_ignore_ascii_case("nobody") {
        return Ok(Some(Vec::new()));
    }
    let mut people = Vec::new();
    for word in words(said) {
        let Some(person) = known().find(|person| person.eq_ignore_ascii_case(word)) else {
            let fix = match did_you_mean(word, known()) {
                Some(near) => format!("Did you mean \"{near}\"?"),
                None => {
                    format!("Make one with: carefolio add person \"{word}\". For nobody in particular write: nobody.")
                }
            };
            return Err(Stop { says: format!("There is no file people/{word}.toml."), fix });
        };
        people.push(person.to_owned());
    }
    Ok(Some(people))
}

fn audience(said: &str) -> Result<Vec<String>, Stop> {
    if words(said).any(|word| word.eq_ignore_ascii_case("all")) {
        return Ok(vec!["all".to_owned()]);
    }
    words(said).map(|word| one_of::<Audience>(word).map(|audience| audience.word().to_owned())).collect()
}

fn one_of<T: Term>(word: &str) -> Result<T, Stop> {
    T::read(word).ok_or_else(|| Stop {
        says: format!("\"{word}\" is not known here."),
        fix: match did_you_mean(word, T::spellings()) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("Write {}.", any_of(T::spellings())),
        },
    })
}

fn supports(said: &str, opened: &Opened) -> Result<Vec<String>, Stop> {
    let code = |word: &str| match opened.portfolio.frameworks.resolve(word) {
        Ok(_) => Ok(word.to_owned()),
        Err(trouble) => {
            let problem = trouble.problem(Span::nowhere());
            Err(Stop { says: problem.says, fix: problem.fix })
        }
    };
    words(said).map(code).collect()
}

/// Whom a service like this looks after.
fn usual_person(opened: &Opened) -> PersonKind {
    match opened.portfolio.settings.service.kind {
        Some(ServiceKind::HomeCare) => PersonKind::PersonWeVisit,
        Some(ServiceKind::CareHome | ServiceKind::NursingHome | ServiceKind::SupportedLiving) => PersonKind::Resident,
        Some(ServiceKind::SharedLives | ServiceKind::DayService) | None => PersonKind::Resident,
    }
}

fn list(words: &[String]) -> String {
    format!("[{}]", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", "))
}

impl Answers {
    /// `people = …`, or a note.
    pub fn people_line(&self) -> String {
        match &self.people {
            Some(people) => format!("people   = {}", list(people)),
            None => "# people = [\"vera\"]            # everyone it is about: file names in people. [] is nobody in particular"
                .to_owned(),
        }
    }

    /// `audience = …`, or a note.
    pub fn audience_line(&self) -> String {
        match self.audience.as_slice() {
            [] => {
                "# audience = [\"inspector\", \"family\", \"public\"]   # who may see it. Missing: the inspector only"
                    .to_owned()
            }
            [one] if one == "all" => "audience = \"all\"".to_owned(),
            some => format!("audience = {}", list(some)),
        }
    }

    /// `supports = …`, or a note.
    pub fn supports_line(&self) -> String {
        match self.supports.as_slice() {
            [] => "# supports = [\"caring\"]         # what it is evidence for. What that is: carefolio explain caring"
                .to_owned(),
            some => format!("supports = {}", list(some)),
        }
    }

    /// `statement = …`, or a note.
    pub fn statement_line(&self) -> String {
        match self.supports.first() {
            None => "# statement = \"saf:safeguarding\"   # which statement it is about".to_owned(),
            Some(one) => format!("statement = {}", quoted(one)),
        }
    }

    /// `link = …`. A film needs one, so there is one to be replaced.
    pub fn link_line(&self) -> String {
        match &self.link {
            Some(link) => format!("link     = {}", quoted(link)),
            None => "link     = \"https://example.org/film\"   # write where it is; or: file = \"film.mp4\", beside this file"
                .to_owned(),
        }
    }
}
