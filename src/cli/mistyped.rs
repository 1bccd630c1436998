//! What to say when a command line was mistyped, in the same words as everything else.

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::Stop;
use super::args::Arguments;
use crate::problem::{any_of, did_you_mean};

/// What was mistyped; nothing when the person only asked for help.
pub fn stop(error: &Error) -> Option<Stop> {
    let said = Said { error };
    let (says, fix) = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::MissingSubcommand => return None,
        ErrorKind::InvalidSubcommand => said.unknown_command(),
        ErrorKind::UnknownArgument => said.unknown_word(),
        ErrorKind::InvalidValue | ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => said.unknown_value(),
        ErrorKind::NoEquals | ErrorKind::TooFewValues => said.nothing_behind(),
        ErrorKind::ValueValidation => said.unreadable_value(),
        ErrorKind::MissingRequiredArgument => said.something_missing(),
        ErrorKind::ArgumentConflict => said.twice(),
        ErrorKind::InvalidUtf8 => {
            ("There is a name here that cannot be read.".to_owned(), "Rename it with plain letters.".to_owned())
        }
        // The kinds may grow with the library.
        _ => ("This cannot be understood as it is typed.".to_owned(), said.see_help()),
    };
    Some(Stop { says, fix })
}

struct Said<'e> {
    error: &'e Error,
}

impl Said<'_> {
    fn one(&self, kind: ContextKind) -> String {
        self.several(kind).into_iter().next().unwrap_or_default()
    }

    fn several(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(one)) => vec![one.clone()],
            Some(ContextValue::Strings(several)) => several.clone(),
            _ => Vec::new(),
        }
    }

    /// The flag as typed: `--edition <NAME>` without what stands behind it.
    fn flag(&self) -> String {
        let flag = self.one(ContextKind::InvalidArg);
        flag.split([' ', '=']).next().unwrap_or(&flag).to_owned()
    }

    fn unknown_command(&self) -> (String, String) {
        let typed = self.one(ContextKind::InvalidSubcommand);
        let known = commands();
        let fix = match did_you_mean(&typed, known.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean `carefolio {near}`?"),
            None => {
                format!("The first word says what to do: {}.", any_of(known.iter().map(String::as_str)))
            }
        };
        (format!("There is no command `{typed}`."), fix)
    }

    fn unknown_word(&self) -> (String, String) {
        let typed = self.flag();
        if !typed.starts_with('-') {
            return (format!("There is one word too many: `{typed}`."), format!("Take it out. {}", self.see_help()));
        }
        let known = flags();
        let fix = match did_you_mean(&typed, known.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean `{near}`? {}", self.see_help()),
            None => self.see_help(),
        };
        (format!("`{typed}` cannot be said here."), fix)
    }

    fn unknown_value(&self) -> (String, String) {
        let (flag, typed) = (self.flag(), self.one(ContextKind::InvalidValue));
        if typed.is_empty() {
            return self.nothing_behind();
        }
        let known = self.several(ContextKind::ValidValue);
        let choice = any_of(known.iter().map(String::as_str));
        let fix = match did_you_mean(&typed, known.iter().map(String::as_str)) {
            Some(near) => format!("Did you mean `{near}`? It is one of {choice}."),
            None if known.is_empty() => self.see_help(),
            None => format!("Write one of {choice}."),
        };
        (format!("`{flag}` does not know `{typed}`."), fix)
    }

    fn nothing_behind(&self) -> (String, String) {
        let known = self.several(ContextKind::ValidValue);
        let fix = match known.as_slice() {
            [] => self.see_help(),
            known => format!("Write one of {}.", any_of(known.iter().map(String::as_str))),
        };
        (format!("There is nothing behind `{}`.", self.flag()), fix)
    }

    fn unreadable_value(&self) -> (String, String) {
        let (flag, typed) = (self.flag(), self.one(ContextKind::InvalidValue));
        let reason = std::error::Error::source(self.error).map(ToString::to_string);
        let fix = reason.map_or_else(|| self.see_help(), |reason| format!("Please {reason}."));
        (format!("`{flag}` does not understand `{typed}`."), fix)
    }

    fn something_missing(&self) -> (String, String) {
        let missing = self.several(ContextKind::InvalidArg);
        let plain: Vec<String> =
            missing.iter().map(|word| word.trim_matches(['<', '>']).to_lowercase().replace('_', " ")).collect();
        (format!("One thing is missing: the {}.", any_of(plain.iter().map(String::as_str))), self.see_help())
    }

    fn twice(&self) -> (String, String) {
        let (flag, other) = (self.flag(), self.one(ContextKind::PriorArg));
        if other.is_empty() || other.starts_with(&flag) {
            return (format!("`{flag}` is there twice."), "Say it once.".to_owned());
        }
        (format!("`{flag}` and `{other}` do not go together."), "Take one of them out.".to_owned())
    }

    fn see_help(&self) -> String {
        // "Usage: carefolio check [OPTIONS] [FOLDER]"
        let usage = self.error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
        let command = usage.split_whitespace().skip_while(|word| *word != "carefolio").nth(1);
        match command.filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-')) {
            Some(command) => format!("`carefolio {command} --help` tells what can be said."),
            None => "`carefolio --help` tells what can be said.".to_owned(),
        }
    }
}

fn commands() -> Vec<String> {
    let command = Arguments::command();
    command.get_subcommands().filter(|one| !one.is_hide_set()).map(|one| one.get_name().to_owned()).collect()
}

fn flags() -> Vec<String> {
    let command = Arguments::command();
    let mut all: Vec<String> = command
        .get_subcommands()
        .chain([&command])
        .flat_map(|one| one.get_arguments())
        .filter_map(|argument| argument.get_long())
        .chain(["help"])
        .map(|long| format!("--{long}"))
        .collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::stop;
    use crate::cli::args::Arguments;
    use clap::Parser;

    fn told(line: &str) -> Option<String> {
        let words = std::iter::once("carefolio").chain(line.split_whitespace());
        let error = Arguments::try_parse_from(words).err().expect("a slip");
        stop(&error).map(|stop| format!("{} {}", stop.says, stop.fix))
    }

    #[test]
    fn a_mistyped_command_line_is_met_with_a_plain_sentence() {
        for (line, expected) in [
            ("chek", "There is no command `chek`. Did you mean `carefolio check`?"),
            ("check --editon family", "`--editon` cannot be said here. Did you mean `--edition`?"),
            ("check . more", "There is one word too many: `more`. Take it out."),
            ("check --format jsn", "`--format` does not know `jsn`. Did you mean `json`?"),
            ("check --format", "There is nothing behind `--format`. Write one of text"),
            ("check --today soon", "`--today` does not understand `soon`. Please write the day like 2026-05-14."),
            ("check --edition", "There is nothing behind `--edition`."),
            ("new", "One thing is missing: the folder. `carefolio new --help` tells what can be said."),
            ("check --strict --strict", "`--strict` is there twice. Say it once."),
        ] {
            let told = told(line).expect("a sentence");
            assert!(told.starts_with(expected), "{line}: {told}");
        }
        assert!(told("my-home").expect("a sentence").contains("The first word says what to do: "));
        assert_eq!(told("--help"), None);
        assert_eq!(told("--version"), None);
    }
}
