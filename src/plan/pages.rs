//! What pages are made of: the only values a template ever sees.
//!
//! Everything here is already cleared, in the reader's words, and lean: lists hold [`Card`]s, never bodies.
//! Addresses are relative to the top of the edition; a template puts `root` (such as `../`) before them.

use serde::{Serialize, Serializer};

use crate::content::Date;
use crate::theme::Strings;

/// Text that is already HTML, made by this program from escaped words. Templates print it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub(crate) String);

impl Html {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

/// A link: words and an address.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Words.
    pub title: String,
    /// Address from the top of the edition, or `https://…`.
    pub href: String,
}

/// A list with how much is in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// Words.
    pub title: String,
    /// Address from the top of the edition.
    pub href: String,
    /// How many items.
    pub count: usize,
    /// This is the page itself.
    pub here: bool,
}

/// Ways to look for less, of one sort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choices {
    /// A string key: `list.by_question`.
    pub label: &'static str,
    /// The ways.
    pub choices: Vec<Choice>,
}

/// The ways to the other pages of a long list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub page: usize,
    /// All pages.
    pub pages: usize,
    /// The first page, unless it is this one or the one before.
    pub first: Option<String>,
    /// The page before.
    pub previous: Option<String>,
    /// The next page.
    pub next: Option<String>,
    /// The last page, unless it is this one or the next.
    pub last: Option<String>,
}

/// A day for a machine and for a reader.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Day {
    /// `2026-05-14`.
    pub iso: String,
    /// `14 May 2026`.
    pub words: String,
}

impl Day {
    /// A day as a language writes it.
    pub fn of(date: Date, strings: &Strings) -> Day {
        Day { iso: date.iso(), words: strings.date(date) }
    }
}

/// A key question as a coloured tag with its sign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tag {
    /// `q-1` … `q-7`: which colour and sign the theme gives it.
    pub class: String,
    /// Title of the question.
    pub title: String,
    /// Its page.
    pub href: String,
}

/// One size of a picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PictureFile {
    /// Address of the JPEG.
    pub href: String,
    /// Address of the same as WebP, where there is one.
    pub webp: Option<String>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A picture in all its sizes, largest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// What it shows; empty when decorative.
    pub alt: String,
    /// Words under it.
    pub caption: Option<String>,
    /// Mean colour, `#a1b2c3`.
    pub colour: String,
    /// Taller than wide.
    pub portrait: bool,
    /// Sizes.
    pub files: Vec<PictureFile>,
}

/// An item in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Kind of item, as in the files: `story`, `feedback`, … (a string key `kind.story`).
    pub kind: &'static str,
    /// Its page.
    pub href: String,
    /// `S-014`.
    pub reference: String,
    /// Title.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// Its day.
    pub date: Option<Day>,
    /// Key questions, at most three.
    pub tags: Vec<Tag>,
    /// Its first picture.
    pub photo: Option<Picture>,
    /// A small remark such as "Valid to 3 May 2027" or "Done".
    pub note: Option<String>,
    /// The language of its words, where it is not that of the page.
    pub lang: Option<String>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// The words.
    pub words: Html,
    /// Who, as a role.
    pub role: Option<String>,
    /// When.
    pub date: Option<Day>,
    /// How it was gathered.
    pub gathered: Option<String>,
    /// `compliment`, `comment` or `complaint`.
    pub what: &'static str,
    /// Its page.
    pub href: String,
    /// `F-003`.
    pub reference: String,
    /// Key questions.
    pub tags: Vec<Tag>,
    /// What a complaint taught us.
    pub learnt: Option<String>,
    /// The language of its words, where it is not that of the page.
    pub lang: Option<String>,
}

/// A label and its words, for lists of facts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// A string key: `fact.owner`.
    pub label: &'static str,
    /// The words.
    pub value: String,
    /// An address the words lead to.
    pub href: Option<String>,
}

/// A table: the first cell of a row is its heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Column headings.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// A figure over time: the finding as a sentence, a chart, the same figures as a table, and a CSV.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChartBlock {
    /// The finding: "Falls in the morning fell from 6 to 1".
    pub headline: String,
    /// What, where, when.
    pub subtitle: String,
    /// The chart, SVG; empty when there is too little to draw.
    pub chart: Html,
    /// The same figures.
    pub table: Table,
    /// A file with the same figures.
    pub csv: Option<String>,
    /// A remark about small numbers.
    pub small_numbers: bool,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionRow {
    /// What.
    pub what: String,
    /// Who, a role.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Day>,
    /// When it was done.
    pub done: Option<Day>,
    /// `planned`, `doing`, `done` or `checked` (string key `state.done`).
    pub state: &'static str,
    /// Due before the day of the edition and not done.
    pub overdue: bool,
    /// Where it comes from.
    pub from: Option<Link>,
    /// It is that item itself, and `what` is its title.
    pub itself: bool,
}

/// Before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureBlock {
    /// What is measured.
    pub what: String,
    /// "6 a month".
    pub before: String,
    /// "1 a month".
    pub after: String,
    /// Two bars, SVG.
    pub chart: Html,
}

/// One line of evidence on a statement's page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The item.
    pub card: Card,
    /// `experience` … (string key `evidence.experience`); none when its author did not say.
    pub evidence_kind: Option<&'static str>,
    /// What came of it, in a sentence.
    pub outcome: Option<String>,
    /// Inspector edition only: where the original is kept.
    pub held: Option<String>,
    /// Inspector edition only: the role that can fetch it.
    pub owner: Option<String>,
    /// Inspector edition only: its own number.
    pub record_ref: Option<String>,
    /// Something that has run out or should be looked at again (string key), with its day.
    pub caution: Option<String>,
}

/// One promise of a pledge.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PromiseRow {
    /// What was promised.
    pub promise: String,
    /// What we did.
    pub did: Option<String>,
}

/// One theme of what we learnt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeRow {
    /// What.
    pub what: String,
    /// How often, in words: "7" or "fewer than 5".
    pub count: Option<String>,
    /// What we learnt.
    pub learnt: Option<String>,
    /// What we changed.
    pub changed: Option<String>,
}

/// Film or sound.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilmBlock {
    /// An address elsewhere.
    pub link: Option<String>,
    /// How long.
    pub duration: Option<String>,
    /// Language spoken.
    pub language: Option<String>,
    /// What is said, to read.
    pub transcript: Html,
    /// Its captions: when, and what.
    pub captions: Vec<CaptionRow>,
}

/// One caption of a film.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaptionRow {
    /// "1:05".
    pub time: String,
    /// What is said or heard.
    pub words: String,
}

/// What happened, in three steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Steps {
    /// What people said.
    pub said: Option<String>,
    /// Who said so.
    pub said_by: Option<String>,
    /// What we noticed.
    pub noticed: Option<String>,
    /// What we did.
    pub did: Option<String>,
    /// What changed.
    pub difference: Option<String>,
    /// Why it cannot be done.
    pub not_possible: Option<String>,
    /// What the person wanted.
    pub goal: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// The page of one item, of any kind. What its kind does not have is empty.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemPage {
    /// The item as a card (title, reference, date, tags, kind).
    pub card: Card,
    /// The list it belongs to.
    pub list: Link,
    /// What it says about itself in one or two sentences, where its author wrote some.
    pub lead: Option<String>,
    /// Noticed, did, difference.
    pub steps: Steps,
    /// Its words.
    pub body: Html,
    /// Its words as somebody's own.
    pub quote: Option<Quote>,
    /// Pictures that do not stand in the words, with captions.
    pub photos: Vec<Picture>,
    /// Facts in a list.
    pub facts: Vec<Fact>,
    /// Before and after.
    pub measure: Option<MeasureBlock>,
    /// Figures over time.
    pub chart: Option<ChartBlock>,
    /// What was found, newest period first: a heading and sentences.
    pub periods: Vec<PeriodRow>,
    /// Where the earlier ones are, when there are too many for one page.
    pub earlier: Option<Link>,
    /// What is to be done.
    pub actions: Vec<ActionRow>,
    /// A further table (survey results).
    pub table: Option<Table>,
    /// Things to celebrate.
    pub celebrate: Vec<String>,
    /// Things to change.
    pub change: Vec<String>,
    /// Promises.
    pub promises: Vec<PromiseRow>,
    /// Themes.
    pub themes: Vec<ThemeRow>,
    /// Film or sound.
    pub film: Option<FilmBlock>,
    /// Whose telling it is.
    pub told_by: Option<String>,
    /// Statements it speaks to.
    pub supports: Vec<Link>,
    /// `experience` …
    pub evidence_kind: Option<&'static str>,
    /// Items that belong with it (a finding's answers, an improvement's findings).
    pub related: Vec<Card>,
    /// Inspector edition only: where the original is, who fetches it.
    pub record: Vec<Fact>,
}

/// Earlier results of an audit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EarlierPage {
    /// The audit's own page.
    pub item: Link,
    /// Its key questions.
    pub tags: Vec<Tag>,
    /// What was found, newest period first.
    pub periods: Vec<PeriodRow>,
    /// What came of it.
    pub actions: Vec<ActionRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// One period of an audit in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodRow {
    /// "October 2026".
    pub period: String,
    /// "92% (23 of 25)".
    pub value: String,
    /// One sentence.
    pub finding: Option<String>,
    /// More.
    pub summary: Option<String>,
    /// What was found.
    pub found: Vec<String>,
}

/// One key question on the home page or in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionRow {
    /// Tag.
    pub tag: Tag,
    /// What it asks, where it may be printed.
    pub text: Option<String>,
    /// How many items speak to it.
    pub count: usize,
    /// Its rating in words.
    pub rating: Option<String>,
}

/// One statement in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementRow {
    /// Title and page.
    pub link: Link,
    /// How many items speak to it.
    pub count: usize,
    /// Newest.
    pub newest: Option<Day>,
}

/// The rating as the law asks for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingBlock {
    /// Name of the regulator.
    pub regulator: String,
    /// Its web address.
    pub regulator_url: Option<String>,
    /// The service rated.
    pub service: String,
    /// Overall, in words.
    pub overall: Option<String>,
    /// What the overall rating means, where the regulator's words may be printed.
    pub overall_text: Option<String>,
    /// Key question by key question: title and rating word.
    pub questions: Vec<(String, String)>,
    /// Day of the report.
    pub published: Option<Day>,
    /// Address of the report.
    pub report_url: Option<String>,
    /// When somebody last compared it with the regulator's site.
    pub checked: Option<Day>,
    /// Given to an earlier provider.
    pub inherited: bool,
    /// The poster in the form that the law prescribes (Wales), as a picture.
    pub poster: Option<Picture>,
}

/// The home page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HomePage {
    /// Big heading.
    pub heading: String,
    /// A sentence of welcome.
    pub intro: Option<String>,
    /// The language of that, where it is not that of the page.
    pub intro_lang: Option<String>,
    /// A large picture.
    pub picture: Option<Picture>,
    /// Rating.
    pub rating: Option<RatingBlock>,
    /// Key questions.
    pub questions: Vec<QuestionRow>,
    /// Newest stories.
    pub stories: Vec<Card>,
    /// What people said lately.
    pub quotes: Vec<Quote>,
    /// "You said, we did", lately.
    pub improvements: Vec<Card>,
    /// What is coming up.
    pub coming: Vec<Card>,
    /// Findings and what answered them (inspector, commissioner).
    pub findings: Vec<FindingRow>,
    /// Latest figures and audits, as cards with a note.
    pub figures: Vec<Card>,
    /// The first actions past their day (inspector, commissioner).
    pub overdue: Vec<ActionRow>,
    /// Where all that is still to do is, when there is more.
    pub more_actions: Option<Choice>,
    /// Pages of words to lead with.
    pub pages: Vec<Link>,
    /// Facts for the reader (contract, period, framework and version, location id…).
    pub facts: Vec<Fact>,
}

/// A finding of the last report and what answered it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindingRow {
    /// The finding.
    pub card: Card,
    /// What the report said.
    pub said: Option<String>,
    /// Which report.
    pub report: Option<String>,
    /// What answered it.
    pub answers: Vec<Card>,
    /// How far (string key `state.done`), where told.
    pub state: Option<&'static str>,
}

/// A key question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionPage {
    /// Tag.
    pub tag: Tag,
    /// What it asks.
    pub text: Option<String>,
    /// Its rating in words.
    pub rating: Option<String>,
    /// The framework's name for its statements: "quality statements".
    pub unit_plural: String,
    /// Statements.
    pub statements: Vec<StatementRow>,
    /// Three items to begin with.
    pub strongest: Vec<Card>,
    /// Everything that speaks to it, by kind.
    pub kinds: Vec<Choice>,
    /// What people said.
    pub quotes: Vec<Quote>,
    /// Statements with nothing yet (inspector edition only).
    pub gaps: Vec<Link>,
    /// The first open actions (inspector, commissioner).
    pub actions: Vec<ActionRow>,
    /// Where all of them are, when there are more.
    pub more_actions: Option<Choice>,
}

/// Cards of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardGroup {
    /// Kind, for the string key `kinds.story`; or a ready heading in `title`.
    pub kind: &'static str,
    /// A heading to use instead, such as a year or a letter.
    pub title: Option<String>,
    /// Cards.
    pub cards: Vec<Card>,
}

/// A statement of a framework.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementPage {
    /// Title.
    pub title: String,
    /// Its question; none when the framework has other questions than the site.
    pub tag: Option<Tag>,
    /// Name of the framework.
    pub framework: String,
    /// The language of its words, where it is not that of the page.
    pub lang: Option<String>,
    /// "quality statement".
    pub unit: String,
    /// The language of that, where it is not that of the page.
    pub unit_lang: Option<String>,
    /// The regulator's words, where they may be printed.
    pub text: Option<String>,
    /// What good looks like said by the person, where it may be printed.
    pub i_statements: Vec<String>,
    /// Statements of a question of a further framework.
    pub statements: Vec<StatementRow>,
    /// How many items speak to it.
    pub count: usize,
    /// Newest first.
    pub evidence: Vec<Evidence>,
    /// How many by kind of evidence (inspector edition only): string key `evidence.experience`, number.
    pub by_kind: Vec<(&'static str, usize)>,
    /// Statements of other frameworks that seem to ask the same (inspector edition only); suggestions.
    pub sisters: Vec<Link>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A list of items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListPage {
    /// Kind, for strings (`list.story.intro`).
    pub kind: &'static str,
    /// Heading.
    pub title: String,
    /// Only what speaks to a question, is from a year or a kind of service: titles and days.
    pub narrowed: bool,
    /// Of all kinds.
    pub all_kinds: bool,
    /// The whole list, on a narrowed one.
    pub list: Option<Link>,
    /// Years, letters or one group.
    pub groups: Vec<CardGroup>,
    /// For feedback: quotes instead of cards, by theme or year.
    pub quotes: Vec<QuoteGroup>,
    /// For findings.
    pub findings: Vec<FindingRow>,
    /// For improvements and audits: the first that are not done yet.
    pub actions: Vec<ActionRow>,
    /// Where all of them are, when there are more.
    pub more_actions: Option<Choice>,
    /// Ways to look for less.
    pub choices: Vec<Choices>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// Everything still to do, soonest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionsPage {
    /// What.
    pub actions: Vec<ActionRow>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// Quotes under a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteGroup {
    /// Heading.
    pub title: String,
    /// Quotes.
    pub quotes: Vec<Quote>,
}

/// Where original records are kept, by place (inspector edition only).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordsPage {
    /// The places, on the page that leads to them.
    pub places: Vec<Choice>,
    /// One of them, on its own page.
    pub place: Option<RecordPlace>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// A place with its records.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordPlace {
    /// Where.
    pub place: String,
    /// What is there.
    pub rows: Vec<RecordRow>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordRow {
    /// What it is, and its page.
    pub link: Link,
    /// Our reference.
    pub reference: String,
    /// Its own number.
    pub record_ref: Option<String>,
    /// The role that can fetch it.
    pub owner: Option<String>,
    /// Last looked at.
    pub reviewed: Option<Day>,
    /// To be looked at again by.
    pub review_by: Option<Day>,
    /// That day has passed.
    pub late: bool,
    /// Statements.
    pub supports: Vec<Link>,
}

/// Statement by evidence kind (inspector edition only).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoveragePage {
    /// Name of the framework.
    pub framework: String,
    /// Evidence kinds, string keys `evidence.experience` …, and last those with no kind said.
    pub kinds: Vec<&'static str>,
    /// The page that leads to the grids, on the page of one of them.
    pub overview: Option<Link>,
    /// The grid of one question, on its own page.
    pub question: Option<CoverageQuestion>,
    /// Question by question, on the page that leads to them.
    pub sums: Vec<CoverageSum>,
    /// Statements with nothing yet, on that page.
    pub gaps: Vec<Link>,
    /// Statements with nothing, with one kind only, with nothing newer than two years.
    pub nothing: usize,
    /// One kind only.
    pub single: usize,
    /// Nothing newer than 24 months.
    pub old: usize,
}

/// How well the statements of a question are covered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageSum {
    /// The question.
    pub tag: Tag,
    /// Its grid.
    pub href: String,
    /// How many are covered, have one kind only, have nothing newer than two years, have nothing.
    pub counts: [usize; 4],
}

/// A question's rows of the grid.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageQuestion {
    /// Tag.
    pub tag: Tag,
    /// Rows.
    pub rows: Vec<CoverageRow>,
}

/// A statement's row of the grid.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageRow {
    /// Statement.
    pub link: Link,
    /// A number for each kind, in the order of `kinds`.
    pub counts: Vec<usize>,
    /// All.
    pub total: usize,
    /// Newest.
    pub newest: Option<Day>,
    /// `nothing`, `single`, `old` or `good` (string key `coverage.nothing`).
    pub state: &'static str,
}

/// What is missing or late, most important first (inspector edition only).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapsPage {
    /// What is missing of each sort.
    pub groups: Vec<GapGroup>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// Everything that is missing of one sort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapGroup {
    /// Which sort: `late-action` and so on (string keys `gaps.late-action.title` and `.text`).
    pub key: &'static str,
    /// How many there are, on all pages.
    pub count: usize,
    /// One by one.
    pub rows: Vec<GapRow>,
}

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapRow {
    /// The item or the statement.
    pub link: Link,
    /// What is to be done, in the author's words.
    pub what: Option<String>,
    /// When, who and for what: short remarks.
    pub remarks: Vec<String>,
    /// The item's reference.
    pub reference: Option<String>,
}

/// Everything by day, newest first; one page a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimelinePage {
    /// Months with their cards.
    pub months: Vec<CardGroup>,
    /// Years, with how much is in them.
    pub years: Vec<Choice>,
    /// This year.
    pub year: String,
    /// The other pages of the year.
    pub pager: Option<Pager>,
}

/// Everything by letter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AzPage {
    /// Letters with their cards.
    pub letters: Vec<CardGroup>,
    /// The id of each of them.
    pub ids: Vec<String>,
    /// Every letter there is, with where it begins.
    pub all: Vec<Link>,
    /// The other pages.
    pub pager: Option<Pager>,
}

/// The page to search on. Without a script it leads to the letters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchPage {
    /// Every letter there is, with where it begins.
    pub letters: Vec<Link>,
    /// Kinds there are, in the order of the index, with their lists.
    pub kinds: Vec<Link>,
    /// Key questions, with their pages.
    pub questions: Vec<Link>,
}

/// Everything here, as links.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContentsPage {
    /// The lists.
    pub lists: Vec<Choice>,
    /// Key questions, framework by framework.
    pub frameworks: Vec<ContentsFramework>,
    /// Kinds of service, where there is more than one.
    pub services: Vec<Choice>,
    /// Years.
    pub years: Vec<Choice>,
    /// Pages of words.
    pub pages: Vec<Link>,
    /// The program's own pages.
    pub own: Vec<Link>,
}

/// The key questions of a framework.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContentsFramework {
    /// Its name.
    pub title: String,
    /// Its questions.
    pub questions: Vec<Choice>,
    /// How well it is covered (inspector edition only).
    pub coverage: Option<Link>,
}

/// A page of words: an author's, or the program's own from strings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordsPage {
    /// Heading.
    pub title: String,
    /// Words.
    pub body: Html,
    /// Pictures.
    pub photos: Vec<Picture>,
    /// Facts below.
    pub facts: Vec<Fact>,
    /// Which of the program's own pages this is (`accessibility`, `privacy`, `photos-and-stories`, `other-formats`,
    /// `about-this-edition`, `glossary`, `complain`, `rating`); none for an author's page. Strings `page.<own>.*`.
    pub own: Option<&'static str>,
    /// Terms and what they mean (glossary).
    pub terms: Vec<(String, String)>,
    /// Rating (the rating page).
    pub rating: Option<RatingBlock>,
    /// Pages it leads to.
    pub links: Vec<Link>,
    /// Counts for "how we decide" and "about this edition": string key and number in words.
    pub counts: Vec<(&'static str, String)>,
    /// What is true of this edition (the accessibility statement).
    pub sections: Vec<OwnSection>,
}

/// A heading, sentences and links: what the program knows about an edition.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OwnSection {
    /// Heading.
    pub title: String,
    /// Sentences, each a paragraph; links to what it is about stand below it.
    pub told: Vec<(String, Vec<Link>)>,
}

/// The form to ask somebody about photos and stories: blank, or filled in for one person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PermissionForm {
    /// Who asks.
    pub service: String,
    /// The organisation that answers for it.
    pub provider: Option<String>,
    /// How to reach them.
    pub contact: Vec<Fact>,
    /// What stands in it before anybody writes; all empty on a blank form.
    pub filled: FilledIn,
}

/// What a form for one person says already. Words in fixed spelling are those of a consent (`story`, `family`,
/// `first-name`, …): the form ticks them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FilledIn {
    /// First and last name.
    pub name: String,
    /// What they like to be called.
    pub known_as: String,
    /// What they are called where no name is allowed.
    pub alias: String,
    /// `resident`, `staff`, …
    pub kind: &'static str,
    /// What is asked about: titles, or what one would see.
    pub about: Vec<String>,
    /// `these` or `everything`.
    pub covers: &'static str,
    /// `story`, `photo`, `name`.
    pub uses: Vec<&'static str>,
    /// `inspector`, `commissioner`, `family`, `public`.
    pub audiences: Vec<&'static str>,
    /// `internet`, `offline`, `print`.
    pub channels: Vec<&'static str>,
    /// `full-name`, `first-name`, `role-only`, `not-recognisable`.
    pub identify: &'static str,
    /// Last day.
    pub until: Option<Day>,
    /// The number of the form in the service's files.
    pub number: String,
}

/// What every page of an edition shares; made once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Site {
    /// The service's name.
    pub service: String,
    /// Title of the edition.
    pub edition: String,
    /// `inspector`, `commissioner`, `family` or `public` (string key `for.family`: whom the edition is for).
    pub audience: &'static str,
    /// Language code.
    pub lang: String,
    /// The language of the framework's titles and texts, where it is another.
    pub framework_lang: Option<String>,
    /// Whether search engines may list it.
    pub listed: bool,
    /// "7K4-QD".
    pub mark: String,
    /// The day it is correct on.
    pub day: Day,
    /// Rebuild by.
    pub rebuild_by: Option<Day>,
    /// Main menu.
    pub menu: Vec<Link>,
    /// Key questions, for the menu.
    pub questions: Vec<Tag>,
    /// Links at the foot.
    pub foot: Vec<Link>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The organisation that answers for it in law.
    pub provider: Option<String>,
    /// Overall rating in a word, with the page it is on.
    pub rating: Option<Link>,
    /// The style sheet of every page.
    pub stylesheet: String,
    /// Further style sheets, by name (`list`), for the pages that need them.
    pub styles: std::collections::BTreeMap<String, String>,
    /// A framework has more than five key questions.
    pub many_questions: bool,
    /// Icon.
    pub icon: String,
    /// Feed (public edition).
    pub feed: Option<String>,
    /// Address of the edition in this language where known, no `/` at the end.
    pub base_url: Option<String>,
    /// What people who use the service are called: "residents".
    pub people_word: String,
    /// PDFs beside the pages.
    pub pdfs: Vec<Link>,
    /// PDFs of single statements.
    pub statement_pdfs: Vec<Link>,
}

/// The same page in another language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Twin {
    /// `cy`.
    pub lang: String,
    /// "Cymraeg".
    pub title: String,
    /// Its address from the top of the edition.
    pub href: String,
}

/// What one page says about itself to the layout.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Head {
    /// Title.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The way to the top of its language: `` or `../`.
    pub root: &'static str,
    /// The way to the top of the edition, where photos, styles and fonts are.
    pub base: String,
    /// Its own address from the top of its language.
    pub here: String,
    /// The same page in other languages.
    pub twins: Vec<Twin>,
    /// Way back: what the page belongs to.
    pub crumbs: Vec<Link>,
    /// Attribution that a framework asks for, on pages that use its text.
    pub attribution: Vec<String>,
    /// What search engines and link previews read; on the public website alone.
    pub social: Option<Social>,
}

/// A page as a card for link previews, and as data for search engines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Social {
    /// `article` or `website`.
    pub kind: &'static str,
    /// `en_GB`.
    pub locale: String,
    /// Its full address.
    pub url: String,
    /// Its first picture.
    pub picture: Option<SocialPicture>,
    /// The data (JSON-LD), as an element that nothing runs.
    pub data: Html,
}

/// A picture for a link preview.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SocialPicture {
    /// Its full address.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// A page and its kind; the kind names the template `<kind>.html`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant holds the page type of its name")]
pub enum Page {
    Home(Box<HomePage>),
    Question(QuestionPage),
    Statement(Box<StatementPage>),
    Item(Box<ItemPage>),
    Earlier(EarlierPage),
    List(ListPage),
    Records(RecordsPage),
    Coverage(CoveragePage),
    /// What is missing.
    Gaps(GapsPage),
    Timeline(TimelinePage),
    Az(AzPage),
    Actions(ActionsPage),
    Search(SearchPage),
    Contents(ContentsPage),
    Words(Box<WordsPage>),
    PermissionForm(Box<PermissionForm>),
    NotFound,
}
