//! Problems with `carefolio.toml` and with the register in `people/`.

use super::{Problem, Span};

/// A service without a name.
pub fn service_name_missing(at: Span) -> Problem {
    Problem::error("service-name-missing", at)
        .says("Nothing says what the service is called.")
        .means("Every page carries the name of the service.")
        .fix("Write `name = \"Rosewood House\"` under `[service]`.")
}

/// A strictness loosened without saying why.
pub fn reason_missing(at: Span, key: &str, reason: &str) -> Problem {
    Problem::error("reason-missing", at)
        .says(format!("`{key} = true` needs a reason."))
        .means("It counts as `false` until there is one.")
        .fix(format!("Add `{reason} = \"…\"`, with who decided this and why."))
}

/// Exact figures for a reader who may not have them.
pub fn exact_figures_not_here(at: Span) -> Problem {
    Problem::error("exact-figures-not-here", at)
        .says("`exact_figures` is for an edition for commissioners only.")
        .means("Small counts of people stay hidden here.")
        .fix("Take the line out.")
}

/// A setting for inspectors on another edition.
pub fn inspector_only(at: Span, key: &str) -> Problem {
    Problem::error("inspector-only-setting", at)
        .says(format!("`{key}` is for an edition for inspectors only."))
        .means("It counts as `false` here.")
        .fix("Take the line out.")
}

/// A name that cannot be a folder's name everywhere.
pub fn edition_name(at: Span) -> Problem {
    Problem::error("edition-name", at)
        .says("The name of an edition has only small letters, figures and dashes.")
        .means("This edition is not made: its name is also the name of its folder.")
        .fix("Write it like this: `[editions.our-commissioner]`. What readers see goes into `title`.")
}

/// An edition for nobody.
pub fn edition_without_audience(at: Span) -> Problem {
    Problem::error("edition-without-audience", at)
        .says("Nothing says whom this edition is for.")
        .means("It is not made.")
        .fix("Add `audience = \"family\"`, or public, commissioner or inspector.")
}

/// An address that is not one.
pub fn web_address(at: Span, key: &str) -> Problem {
    Problem::error("web-address", at)
        .says(format!("`{key}` wants a web address."))
        .means("What this line says is not used.")
        .fix(format!("Write the whole address: `{key} = \"https://www.example.org\"`."))
}

/// A person without any name.
pub fn person_without_name(at: Span) -> Problem {
    Problem::error("person-without-name", at)
        .says("This file does not say what the person is called.")
        .means("Slips of the name in the texts cannot be found.")
        .fix("Add `known_as` and `names`, the full name first.")
}

/// A person without a full name.
pub fn names_missing(at: Span) -> Problem {
    Problem::advice("names-missing", at)
        .says("`names` is missing.")
        .means("A slip of the full name or the surname in a text is not found.")
        .fix("Add `names`: the full name first, then every other way people write it, each in quotes.")
}

/// A person without the name they go by.
pub fn known_as_missing(at: Span) -> Problem {
    Problem::advice("known-as-missing", at)
        .says("`known_as` is missing.")
        .means("Where a first name is allowed, the first word of the full name is used.")
        .fix("Add `known_as`, with the name this person likes to be called.")
}

/// A person of no kind.
pub fn person_kind_missing(at: Span) -> Problem {
    Problem::error("person-kind-missing", at)
        .says("`kind` is missing, so nobody can tell whose consent is needed.")
        .fix("Add `kind`: resident, person-we-visit, relative, staff, child, visitor or professional, in quotes.")
}

/// A day in a person's file that stops everything.
pub fn register_day_unreadable(at: Span, key: &str) -> Problem {
    Problem::error("register-day-unreadable", at)
        .says(format!("`{key}` is written here, but its day cannot be read."))
        .means("To be safe, every consent of this person counts as withdrawn until it can.")
        .fix(format!("Write the day like this, without quotes: `{key} = 2026-05-14`."))
}

/// A line of a consent that may be a withdrawal.
pub fn perhaps_withdrawn(at: Span) -> Problem {
    Problem::error("perhaps-withdrawn", at)
        .says("There is a line here that cannot be read and may be a withdrawal.")
        .means("To be safe, this consent counts as withdrawn until the line can be read.")
        .fix("Correct the line. A withdrawal is written `withdrawn_on = 2026-05-14`.")
}

/// A person's file that could not be read.
pub fn person_unreadable(at: Span) -> Problem {
    Problem::error("person-unreadable", at)
        .says("This person's file cannot be read.")
        .means("Nothing about this person is shown, and slips of the name in the texts cannot be found.")
        .fix("Save it as plain text (UTF-8).")
}

/// An exception to the name guard that nobody answers for.
pub fn exception_incomplete(at: Span) -> Problem {
    Problem::error("exception-incomplete", at)
        .says("Each `[[allow]]` needs what it allows, where, the reason and who decided it.")
        .means("It is not used.")
        .fix(
            "Write `word` and `file` for a name, `word` and `edition` for other words, or `photo` for a photo; and always \
             `reason` and `by`, each with words in quotes.",
        )
}

/// A photo that was taken down cannot be known again.
pub fn withdrawn_photo_unreadable(at: Span) -> Problem {
    Problem::error("withdrawn-photo-unreadable", at)
        .says("An entry of the photos that were taken down cannot be read.")
        .means("The same picture could come back under another name.")
        .fix("`person`, `content` and `looks` belong here, as the program wrote them. Take the file from your last copy, or delete this entry.")
}
