//! The permission form as a sheet of paper: the words of the form and who it is for. It belongs to no edition.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::pages::PermissionForm;
use crate::theme::{Block, Strings};

/// The values of one form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet<'s> {
    volume: &'static str,
    title: String,
    lang: &'s str,
    say: BTreeMap<&'s str, &'s str>,
    service: Asking<'s>,
    form: &'s PermissionForm,
    /// What somebody should know before they decide.
    know: Vec<Block>,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Asking<'s> {
    name: &'s str,
}

impl<'s> Sheet<'s> {
    /// Its template is `print/permission-form.typ`.
    pub const TEMPLATE: &'static str = "permission-form";

    /// A form in the words of a language.
    pub fn new(strings: &'s Strings, form: &'s PermissionForm) -> Sheet<'s> {
        let mut known = vec![("service", form.service.as_str())];
        for (name, label) in [("phone", "fact.phone"), ("email", "fact.email")] {
            let fact = form.contact.iter().find(|fact| fact.label == label);
            known.extend(fact.map(|fact| (name, fact.value.as_str())));
        }
        let title = strings.say("form.title", &[]);
        let name = &form.filled.name;
        Sheet {
            volume: Sheet::TEMPLATE,
            title: if name.is_empty() { title } else { format!("{title}: {name}") },
            lang: strings.lang(),
            say: strings.under("").collect(),
            service: Asking { name: &form.service },
            form,
            know: strings.blocks("form.know", &known),
        }
    }
}
