//! Asks the person at the keyboard. Where nobody can answer (a script, a pipe) nothing is asked, and what is missing is
//! told once, all together.

use std::io::{BufRead, IsTerminal, Write, stderr, stdin};

use super::Stop;
use crate::content::Term;
use crate::problem::any_of;

/// Somebody who may answer.
pub struct Asker<'a> {
    answers: Option<Box<dyn BufRead + 'a>>,
    agrees: bool,
    missing: Vec<&'static str>,
}

/// One thing that is needed: how to ask for it, and how to say it without being asked.
#[derive(Clone, Copy)]
pub struct Question {
    /// The question.
    pub words: &'static str,
    /// The flag that answers it.
    pub flag: &'static str,
}

impl<'a> Asker<'a> {
    /// The keyboard, where there is one. With `agrees` (`--yes`) nothing is asked at all.
    pub fn at_keyboard(agrees: bool) -> Asker<'a> {
        let keyboard = stdin();
        let can_answer = keyboard.is_terminal() && !agrees;
        let answers = can_answer.then(|| Box::new(keyboard.lock()) as Box<dyn BufRead>);
        Asker { answers, agrees, missing: Vec::new() }
    }

    /// Answers that are known beforehand, line by line.
    #[cfg(test)]
    pub fn with_answers(answers: &'a str) -> Asker<'a> {
        Asker { answers: Some(Box::new(answers.as_bytes())), agrees: false, missing: Vec::new() }
    }

    /// Nobody answers.
    #[cfg(test)]
    pub fn nobody(agrees: bool) -> Asker<'a> {
        Asker { answers: None, agrees, missing: Vec::new() }
    }

    /// Whether somebody can answer.
    pub fn can_ask(&self) -> bool {
        self.answers.is_some()
    }

    /// Yes or no; no when only the return key is pressed.
    pub fn agrees(&mut self, question: &str) -> Result<bool, Stop> {
        if self.agrees {
            return Ok(true);
        }
        if !self.can_ask() {
            let says = "This needs a yes, and nobody can be asked here.".to_owned();
            return Err(Stop { says, fix: "Say --yes, or run it at a terminal. Nothing was changed.".to_owned() });
        }
        let answer = self.line(&format!("{question} [y/N] "))?;
        Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes"))
    }

    /// A line of words: what was said by a flag, or the answer, or what is usual. An empty answer takes what is usual.
    pub fn words(&mut self, said: Option<&str>, question: Question, usual: Option<&str>) -> Result<String, Stop> {
        if let Some(said) = said {
            return Ok(said.to_owned());
        }
        if !self.can_ask() {
            return Ok(self.or_missing(question, usual.map(str::to_owned)));
        }
        let hint = usual.map_or_else(String::new, |usual| format!(" [{usual}]"));
        loop {
            let answer = self.line(&format!("{}{hint}: ", question.words))?;
            match (answer.is_empty(), usual) {
                (false, _) => return Ok(answer),
                (true, Some(usual)) => return Ok(usual.to_owned()),
                (true, None) => self.tell("  Please say it in a few words."),
            }
        }
    }

    /// One of the fixed words.
    pub fn term<T: Term + Into<&'static str>>(
        &mut self,
        said: Option<T>,
        question: Question,
        offered: &[T],
        usual: Option<T>,
    ) -> Result<Option<T>, Stop> {
        if said.is_some() {
            return Ok(said);
        }
        if !self.can_ask() {
            if usual.is_none() {
                self.missing.push(question.flag);
            }
            return Ok(usual);
        }
        let words: Vec<&str> = offered.iter().map(|term| (*term).into()).collect();
        loop {
            let usual_word: Option<&str> = usual.map(Into::into);
            let hint = usual_word.map_or_else(String::new, |word| format!(" [{word}]"));
            let answer = self.line(&format!("{} ({}){hint}: ", question.words, words.join(", ")))?;
            if answer.is_empty() && usual.is_some() {
                return Ok(usual);
            }
            match T::read(&answer) {
                Some(term) => return Ok(Some(term)),
                None => self.tell(&format!("  Please say {}.", any_of(words.iter().copied()))),
            }
        }
    }

    /// Several of the fixed words, parted by commas or blanks. Where nobody can be asked they have to be said.
    pub fn terms<T: Term + Into<&'static str>>(
        &mut self,
        said: &[T],
        question: Question,
        usual: &[T],
    ) -> Result<Vec<T>, Stop> {
        if !said.is_empty() {
            return Ok(said.to_vec());
        }
        if !self.can_ask() {
            self.missing.push(question.flag);
            return Ok(Vec::new());
        }
        let words: Vec<&str> = T::spellings().collect();
        let hint: Vec<&str> = usual.iter().map(|term| (*term).into()).collect();
        loop {
            let answer = self.line(&format!("{} ({}) [{}]: ", question.words, words.join(", "), hint.join(", ")))?;
            if answer.is_empty() {
                return Ok(usual.to_vec());
            }
            let parts = answer.split([',', ' ']).filter(|part| !part.is_empty() && *part != "and");
            let terms: Option<Vec<T>> = match answer.to_lowercase().as_str() {
                "all" => Some(T::ALL.iter().map(|(_, term)| *term).collect()),
                _ => parts.map(T::read).collect(),
            };
            match terms.filter(|terms| !terms.is_empty()) {
                Some(terms) => return Ok(terms),
                None => self.tell(&format!("  Please say some of {}, with commas between them.", words.join(", "))),
            }
        }
    }

    /// Everything that could neither be asked nor taken as usual, in one message.
    pub fn nothing_missing(&mut self, what: &str) -> Result<(), Stop> {
        if self.missing.is_empty() {
            return Ok(());
        }
        let missing = crate::problem::all_of(std::mem::take(&mut self.missing));
        let says = format!("{what} is not complete, and nobody can be asked here.");
        Err(Stop { says, fix: format!("Say {missing}, or run it at a terminal to be asked. Nothing was changed.") })
    }

    fn or_missing(&mut self, question: Question, usual: Option<String>) -> String {
        usual.unwrap_or_else(|| {
            self.missing.push(question.flag);
            String::new()
        })
    }

    fn line(&mut self, prompt: &str) -> Result<String, Stop> {
        let gone = || Stop {
            says: "There was no answer.".to_owned(),
            fix: "Run it again when you are ready. Nothing was changed.".to_owned(),
        };
        let answers = self.answers.as_mut().ok_or_else(gone)?;
        let mut screen = stderr();
        let _ = write!(screen, "{prompt}");
        let _ = screen.flush();
        let mut line = String::new();
        match answers.read_line(&mut line) {
            Ok(length) if length > 0 => Ok(line.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => Err(gone()),
        }
    }

    /// Tells something between two questions.
    pub fn tell(&self, words: &str) {
        let _ = writeln!(stderr(), "{words}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Use;

    const WHAT: Question = Question { words: "What", flag: "--use" };

    #[test]
    fn the_return_key_takes_what_is_usual_and_slips_are_asked_again() {
        let mut asker = Asker::with_answers("\nphotos\nphoto, name\nall\n\nfred\nstory\n");
        assert!(asker.terms(&[], WHAT, &[Use::Story]).is_ok_and(|terms| terms == [Use::Story]));
        assert!(asker.terms(&[], WHAT, &[Use::Story]).is_ok_and(|terms| terms == [Use::Photo, Use::Name]));
        assert!(asker.terms(&[], WHAT, &[]).is_ok_and(|terms: Vec<Use>| terms.len() == 3));
        assert!(asker.words(None, WHAT, Some("signed form")).is_ok_and(|words| words == "signed form"));
        assert!(asker.term(None, WHAT, &[Use::Story], None).is_ok_and(|term| term == Some(Use::Story)));
        assert!(asker.words(None, WHAT, None).is_err(), "there is no further answer");
    }

    #[test]
    fn only_a_plain_yes_is_a_yes() {
        for (answer, agrees) in [("y\n", true), ("Yes\n", true), ("\n", false), ("n\n", false), ("yellow\n", false)] {
            assert!(Asker::with_answers(answer).agrees("Do this?").is_ok_and(|said| said == agrees), "{answer:?}");
        }
        assert!(Asker::nobody(true).agrees("Do this?").is_ok_and(|said| said));
        assert!(Asker::nobody(false).agrees("Do this?").is_err());
    }

    #[test]
    fn what_cannot_be_asked_is_told_together() {
        let mut asker = Asker::nobody(true);
        assert!(asker.terms::<Use>(&[], WHAT, &[Use::Story]).is_ok_and(|terms| terms.is_empty()));
        assert!(asker.words(None, Question { words: "Who", flag: "--recorded-by" }, None).is_ok());
        let told = asker.nothing_missing("This consent").err().map(|stop| stop.fix).unwrap_or_default();
        assert!(told.contains("--use and --recorded-by"), "{told}");
    }
}
