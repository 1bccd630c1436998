//! Makes the PDFs of an edition from what people agreed to have printed.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::sink::Sink;
use crate::content::dates::Date;
use crate::content::terms::Format;
use crate::edition::Edition;
use crate::leaks::LeakScan;
use crate::output::{Outgoing, OutputTrouble};
pub(super) use crate::plan::book::links;
use crate::plan::book::{Bench, Printable, Sheet, Volume, volumes, words_of};
use crate::plan::pages::PermissionForm;
use crate::plan::tongue::Tongue;
use crate::plan::{OutPath, PhotoBook, Plan};
use crate::portfolio::Portfolio;
use crate::problem::print::characters_not_printed;
use crate::problem::{Problem, Problems, Span};
use crate::render::pdf::{Order, Press, Printed};
use crate::sources::SourcePath;
use crate::theme::{Strings, Theme};

/// An inspector's first hour: no more pages than this.
const START_HERE_PAGES: usize = 12;

/// How long the lists of a short PDF may be; the first that fits its pages is taken.
const LISTS: [usize; 4] = [5, 3, 2, 1];

/// Makes PDFs; its press is set up for the first of them.
pub(super) struct Printer<'p> {
    portfolio: &'p Portfolio,
    theme: &'p Theme,
    photos: &'p PhotoBook,
    sink: &'p dyn Sink,
    press: OnceCell<Press>,
    memory: Memory,
}

/// Whether what helps to make the same PDF again is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Memory {
    /// No: many editions are made one after the other.
    Sparing,
    /// Yes: one edition is made, as a preview does again and again.
    Keeping,
}

impl<'p> Printer<'p> {
    /// A printer for all editions of a run.
    pub fn new(
        portfolio: &'p Portfolio,
        theme: &'p Theme,
        photos: &'p PhotoBook,
        sink: &'p dyn Sink,
        memory: Memory,
    ) -> Printer<'p> {
        Printer { portfolio, theme, photos, sink, press: OnceCell::new(), memory }
    }

    /// Makes the PDFs of an edition in one language, one after the other, and gives each away. They lie beside the pages
    /// in that language.
    pub fn make(
        &self,
        print: &Edition<'_>,
        formats: &[Format],
        plan: &Plan<'_>,
        tongue: &Tongue,
        scan: &LeakScan,
        problems: &mut Problems,
    ) -> Result<(), OutputTrouble> {
        let press = self.press.get_or_init(|| Press::new(self.theme));
        let job = Job { portfolio: self.portfolio, print, plan, scan, press, theme: self.theme };
        job.names_in_templates().into_iter().for_each(|problem| problems.add(problem));
        let bench = Bench::new(print, plan, self.theme.strings(&plan.site.lang), self.photos);
        let photos = bench.photos();
        let mut pages = BTreeMap::new();
        // Only an author's own templates can hold a mistake worth the time when nobody wants the files.
        let all_are_small = print.can_be_printed();
        let only_read = !self.sink.wants_files() && !self.theme.print_files().values().any(|file| file.is_own);
        for (volume, address) in volumes(print, formats) {
            let Some(address) = beside(tongue, &address) else { continue };
            if only_read {
                if let Err(problem) = job.values(&bench, volume, LISTS[0], &pages, &address, problems) {
                    problems.add(*problem);
                }
                continue;
            }
            match job.print(&bench, volume, &address, &photos, &pages, problems) {
                Ok(printed) => {
                    let name = &print.settings.name;
                    self.sink.put(name, Outgoing::own(&address, plan.relies_of_pdfs()), &printed.bytes)?;
                    if volume == Volume::Portfolio {
                        pages = printed.page_of;
                    }
                }
                Err(problem) => problems.add(*problem),
            }
            // Large PDFs have little in common, and what is kept of one takes as much memory as the next.
            let is_small = matches!(volume, Volume::Statement(_)) && all_are_small;
            if self.memory == Memory::Sparing && !is_small {
                press.forget();
            }
        }
        Ok(())
    }
}

/// The address of a PDF beside the pages in a language.
fn beside(tongue: &Tongue, address: &OutPath) -> Option<OutPath> {
    OutPath::new(&format!("{}{}", tongue.folder, address.as_str()))
}

/// Makes one PDF of an edition, by its address; nothing where it has none there. What helps to make the same PDF again
/// after a change is kept.
pub(super) fn one(
    press: &Press,
    book: &Book<'_>,
    formats: &[Format],
    asked: &OutPath,
) -> Option<Result<Vec<u8>, Box<Problem>>> {
    let Book { portfolio, theme, photos, print, plan, tongue, scan } = *book;
    let job = Job { portfolio, print, plan, scan, press, theme };
    let bench = Bench::new(print, plan, theme.strings(&plan.site.lang), photos);
    let pictures = bench.photos();
    let mut pages = BTreeMap::new();
    let all = volumes(print, formats);
    let all: Vec<(Volume, OutPath)> =
        all.into_iter().filter_map(|(volume, address)| Some((volume, beside(tongue, &address)?))).collect();
    let (wanted, address) = all.iter().find(|(_, address)| address == asked)?;
    if let Some(problem) = job.names_in_templates().into_iter().next() {
        return Some(Err(Box::new(problem)));
    }
    let print_one = |volume, address: &OutPath, pages: &BTreeMap<String, usize>| {
        job.print(&bench, volume, address, &pictures, pages, &mut Problems::default())
    };
    // The others say on which page of the portfolio something stands.
    let whole = all.iter().find(|(volume, _)| *volume == Volume::Portfolio && *wanted != Volume::Portfolio);
    if let Some((volume, address)) = whole {
        match print_one(*volume, address, &pages) {
            Ok(printed) => pages = printed.page_of,
            Err(problem) => return Some(Err(problem)),
        }
    }
    let printed = print_one(*wanted, address, &pages);
    press.forget_what_is_old();
    Some(printed.map(|printed| printed.bytes))
}

/// What one PDF is made of.
pub(super) struct Book<'b> {
    pub portfolio: &'b Portfolio,
    pub theme: &'b Theme,
    pub photos: &'b PhotoBook,
    pub print: &'b Edition<'b>,
    pub plan: &'b Plan<'b>,
    pub tongue: &'b Tongue,
    pub scan: &'b LeakScan<'b>,
}

/// The PDFs of one edition.
struct Job<'j> {
    portfolio: &'j Portfolio,
    print: &'j Edition<'j>,
    plan: &'j Plan<'j>,
    scan: &'j LeakScan<'j>,
    press: &'j Press,
    theme: &'j Theme,
}

impl Job<'_> {
    fn print(
        &self,
        bench: &Bench<'_>,
        volume: Volume,
        address: &OutPath,
        photos: &BTreeMap<String, Arc<[u8]>>,
        pages: &BTreeMap<String, usize>,
        problems: &mut Problems,
    ) -> Result<Printed, Box<Problem>> {
        fitting(volume, |most| {
            let values = self.values(bench, volume, most, pages, address, problems)?;
            let order = Order {
                template: volume.name(),
                values: &values,
                photos,
                day: self.print.day,
                edition: &self.print.settings.name,
                address: address.as_str(),
            };
            self.press.print(&order)
        })
    }

    /// The values of a PDF, read once more for names before the engine gets them.
    fn values(
        &self,
        bench: &Bench<'_>,
        volume: Volume,
        most: usize,
        pages: &BTreeMap<String, usize>,
        address: &OutPath,
        problems: &mut Problems,
    ) -> Result<serde_json::Value, Box<Problem>> {
        let name = &self.print.settings.name;
        let instead = self.theme.strings(&self.plan.site.lang).say("print.not_printed", &[]);
        let book = bench.book(volume, most, pages);
        let printable = Printable::new(&book, &|letter| self.press.can_print(letter), &instead);
        for href in printable.unprintable {
            let item = bench.index_of(&href).map(|index| &self.portfolio.items[index].item);
            let at = item.map_or_else(settings_file, |item| Span::file(&item.at.file));
            problems.add(characters_not_printed(at, name));
        }
        let words = words_of(&printable.value);
        match self.scan.look(name, address.as_str(), &words, &|| self.print.reliances().iter().collect()) {
            Some(problem) => Err(Box::new(problem)),
            None => Ok(printable.value),
        }
    }

    /// A template of the service's own may say a name by itself.
    fn names_in_templates(&self) -> Vec<Problem> {
        let own = self.theme.print_files().iter().filter(|(path, file)| file.is_own && path.ends_with(".typ"));
        let look = |(path, file): (&String, &crate::theme::PrintFile)| {
            let text = String::from_utf8_lossy(&file.bytes);
            self.scan.look(&self.print.settings.name, &format!("theme/print/{path}"), &text, &Vec::new)
        };
        own.filter_map(look).collect()
    }
}

/// A short PDF is tried with ever shorter lists until it fits.
fn fitting(
    volume: Volume,
    mut print: impl FnMut(usize) -> Result<Printed, Box<Problem>>,
) -> Result<Printed, Box<Problem>> {
    if volume != Volume::StartHere {
        return print(usize::MAX);
    }
    let mut last = print(LISTS[0])?;
    for most in &LISTS[1..] {
        if last.pages <= START_HERE_PAGES {
            break;
        }
        last = print(*most)?;
    }
    Ok(last)
}

/// A permission form to print, fill in by hand and sign. It belongs to no edition.
pub(super) fn permission_sheet(
    theme: &Theme,
    strings: &Strings,
    form: &PermissionForm,
    day: Date,
) -> Result<Option<Vec<u8>>, Box<Problem>> {
    let press = Press::new(theme);
    let sheet = Sheet::new(strings, form);
    let instead = strings.say("print.not_printed", &[]);
    let printable = Printable::new(&sheet, &|letter| press.can_print(letter), &instead);
    let address = format!("{}.pdf", Sheet::TEMPLATE);
    let order = Order {
        template: Sheet::TEMPLATE,
        values: &printable.value,
        photos: &BTreeMap::new(),
        day,
        edition: strings.lang(),
        address: &address,
    };
    press.print(&order).map(|printed| Some(printed.bytes))
}

fn settings_file() -> Span {
    let file = SourcePath::new("carefolio.toml").expect("a plain name");
    Span::file(&file)
}
