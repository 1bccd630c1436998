//! Items as a book prints them.

use super::Bench;
use super::values::{BookItem, Chart, EvidenceLine, Film, Measure, Mention, Photo, Quote, Words};
use crate::consent::{ShownPhoto, ShownWords};
use crate::content::Detail;
use crate::draw::print_words::{Around, to_blocks};
use crate::plan::addresses;
use crate::plan::desk::{Shown, is_file, stands_in_words};
use crate::plan::pages::{self, Card, ChartBlock, Evidence, FilmBlock, MeasureBlock};
use crate::plan::photo_book::PhotoKey;

/// How wide charts are drawn, in the pixels they are made of: their letters are 16 of them tall.
const CHART_WIDTH: f64 = 600.0;

/// How wide they are where letters are larger or paper is smaller.
const NARROW_CHART: f64 = 420.0;

/// The font of the words in charts: the book's own.
const CHART_FONT: &str = "Atkinson Hyperlegible Next";

impl Bench<'_> {
    /// The entry at a place, whole.
    pub fn item(&self, place: usize) -> BookItem {
        let entry = &self.desk.edition.entries[place];
        let page = self.desk.item_page(place);
        let words = if page.quote.is_some() { Words::new() } else { self.words(entry, &entry.item.words) };
        let (periods, actions) = self.desk.results(entry);
        let beside = entry.item.photos.iter().filter(|photo| !stands_in_words(entry, photo));
        BookItem {
            href: page.card.href,
            kind: page.card.kind,
            reference: page.card.reference,
            title: page.card.title,
            lang: page.card.lang,
            date: page.card.date,
            tags: page.card.tags,
            lead: page.lead,
            steps: page.steps,
            words,
            quote: page.quote.map(|quote| self.quote(entry, quote)),
            photos: beside.filter_map(|photo| self.photo_of(entry, photo)).collect(),
            facts: page.facts,
            measure: page.measure.and_then(|block| self.measure(entry, block)),
            chart: page.chart.map(|block| self.chart(entry, block)),
            periods,
            actions,
            table: page.table,
            celebrate: page.celebrate,
            change: page.change,
            promises: page.promises,
            themes: page.themes,
            film: page.film.map(|block| self.film(entry, block)),
            told_by: page.told_by,
            supports: page.supports,
            evidence_kind: page.evidence_kind,
            related: page.related.into_iter().map(mention_of).collect(),
            record: page.record,
        }
    }

    fn quote(&self, entry: &Shown<'_>, quote: pages::Quote) -> Quote {
        Quote {
            words: self.words(entry, &entry.item.words),
            role: quote.role,
            date: quote.date,
            gathered: quote.gathered,
            what: quote.what,
            learnt: quote.learnt,
        }
    }

    fn chart(&self, entry: &Shown<'_>, block: ChartBlock) -> Chart {
        let drawing = self.desk.drawing(entry);
        Chart {
            alt: drawing.as_ref().and_then(|drawing| drawing.telling.as_ref()).map_or_else(String::new, |telling| {
                format!("{}. {}", telling.title.trim_end_matches('.'), telling.description)
            }),
            narrow: drawing.as_ref().map(|drawing| drawing.printed(NARROW_CHART, CHART_FONT)),
            svg: drawing.map(|drawing| drawing.printed(CHART_WIDTH, CHART_FONT)),
            headline: block.headline,
            subtitle: block.subtitle,
            table: block.table,
            small_numbers: block.small_numbers,
        }
    }

    fn measure(&self, entry: &Shown<'_>, block: MeasureBlock) -> Option<Measure> {
        let Detail::Improvement(improvement) = &entry.item.detail else { return None };
        let drawing = self.desk.measure_drawing(entry, improvement.measure.as_ref()?);
        Some(Measure {
            what: block.what,
            before: block.before,
            after: block.after,
            svg: drawing.printed(CHART_WIDTH, CHART_FONT),
            narrow: drawing.printed(NARROW_CHART, CHART_FONT),
        })
    }

    fn film(&self, entry: &Shown<'_>, block: FilmBlock) -> Film {
        let transcript = match &entry.item.detail {
            Detail::Film(film) => film.transcript.as_ref().map(|words| self.words(entry, words)),
            _ => None,
        };
        Film {
            link: block.link,
            duration: block.duration,
            language: block.language,
            transcript: transcript.unwrap_or_default(),
        }
    }

    /// An entry in a line.
    pub fn mention(&self, entry: &Shown<'_>) -> Mention {
        let evidence = self.desk.evidence(entry);
        Mention { outcome: evidence.outcome, ..mention_of(evidence.card) }
    }

    /// A line of evidence.
    pub fn evidence_line(&self, evidence: Evidence) -> EvidenceLine {
        EvidenceLine {
            item: Mention { outcome: evidence.outcome, ..mention_of(evidence.card) },
            held: evidence.held,
            owner: evidence.owner,
            record_ref: evidence.record_ref,
            caution: evidence.caution,
        }
    }

    /// A photo in the size for paper.
    pub fn photo(&self, photo: &ShownPhoto) -> Option<Photo> {
        let picture = self.desk.picture(photo)?;
        let made = self.desk.photos.get(&PhotoKey::of(photo))?;
        let print = made.print.as_ref()?;
        Some(Photo {
            file: self.files.get(made.hash.as_str())?.clone(),
            alt: picture.alt,
            caption: picture.caption,
            portrait: picture.portrait,
            shape: f64::from(print.width) / f64::from(print.height.max(1)),
            lang: None,
        })
    }

    /// A photo of an entry, in the entry's language.
    fn photo_of(&self, entry: &Shown<'_>, photo: &ShownPhoto) -> Option<Photo> {
        Some(Photo { lang: self.desk.foreign(entry), ..self.photo(photo)? })
    }

    fn words(&self, entry: &Shown<'_>, words: &ShownWords<'_>) -> Words {
        if words.is_empty() {
            return Words::new();
        }
        let name_of = |person: &str| words.names.get(person).cloned();
        let picture = |typed: &str, alt: &str| {
            let photo = entry.item.photos.iter().find(|photo| is_file(photo, typed))?;
            let mut shown = self.photo_of(entry, photo)?;
            if !alt.trim().is_empty() && !photo.decorative {
                alt.clone_into(&mut shown.alt);
            }
            Some(shown)
        };
        let link = |typed: &str| {
            let target = self.desk.edition.entry_of(*entry.links.get(typed)?)?;
            Some(addresses::item(target))
        };
        to_blocks(words.source, &Around { name_of: &name_of, picture: &picture, link: &link })
    }
}

/// A card in a line.
pub fn mention_of(card: Card) -> Mention {
    let outcome = (!card.summary.is_empty()).then_some(card.summary);
    Mention {
        href: card.href,
        reference: card.reference,
        title: card.title,
        date: card.date,
        outcome,
        note: card.note,
        lang: card.lang,
    }
}
