//! Invented portfolios in which every text, name and file name is a word that occurs nowhere else: a canary.
//!
//! A [`World`] says in a few numbers what is in the folder; [`World::files`] writes it out. [`World::shown`] says which
//! canaries an edition must and must not hold. It is the law of PRODUCT section 3 told a second time, as a table of
//! ready-made cases, and shares no line with `consent::decide`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// The day on which every world is built.
pub const TODAY: &str = "2026-11-20";

/// Kinds of readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    Public,
    Family,
    Commissioner,
    Inspector,
}

const READERS: [Reader; 4] = [Reader::Public, Reader::Family, Reader::Commissioner, Reader::Inspector];

impl Reader {
    fn word(self) -> &'static str {
        match self {
            Reader::Public => "public",
            Reader::Family => "family",
            Reader::Commissioner => "commissioner",
            Reader::Inspector => "inspector",
        }
    }
}

/// An edition of every world: name, reader, whether anybody can open it on the internet, and whether it is its pages or
/// its PDFs that are looked at.
#[derive(Clone, Copy, Debug)]
pub struct EditionSpec {
    pub name: &'static str,
    pub reader: Reader,
    pub open: bool,
    pub printed: bool,
}

/// The usual four, and a family edition that stands open on the internet.
pub const EDITIONS: [EditionSpec; 5] = [
    EditionSpec { name: "public", reader: Reader::Public, open: true, printed: false },
    EditionSpec { name: "family", reader: Reader::Family, open: false, printed: false },
    EditionSpec { name: "commissioner", reader: Reader::Commissioner, open: false, printed: false },
    EditionSpec { name: "inspector", reader: Reader::Inspector, open: false, printed: false },
    EditionSpec { name: "relatives", reader: Reader::Family, open: true, printed: false },
];

impl EditionSpec {
    /// Everyone who will see it.
    fn readers(self) -> BTreeSet<Reader> {
        let public = self.open.then_some(Reader::Public);
        [self.reader].into_iter().chain(public).collect()
    }

    /// The same edition on paper.
    #[cfg(feature = "pdf")]
    pub fn on_paper(self) -> EditionSpec {
        EditionSpec { printed: true, ..self }
    }
}

/// What of a person is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Used {
    Story,
    Photo,
    Name,
}

/// Every state a person's register can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    None,
    Given,
    GivenToday,
    LastDayToday,
    WithdrawnTomorrow,
    ChildWithParent,
    StaffWhoLeavesTomorrow,
    DiedThenDecidedAnew,
    RefusedThenGiven,
    AttorneySeen,
    EndedYesterday,
    StartsTomorrow,
    WithdrawnToday,
    WithdrawnLongAgo,
    Refused,
    GivenThenRefused,
    BestInterestsWithoutRecord,
    ChildAlone,
    StaffWhoLeftToday,
    Died,
    OtherItems,
    AttorneyNotSeen,
    LacksCapacity,
    YearGone,
    HalfYearGoneFluctuating,
    InspectorOnly,
    FamilyOnly,
    NoPhoto,
    NoName,
    PhotoOnly,
    Halves,
    OfflineOnly,
    InternetOnly,
    BestInterests,
    YesAndNoOnOneDay,
    YesAndAnotherTakenBack,
    TakenBackThenGivenAnew,
    PrintOnly,
    ParentForAnAdult,
    ChildBestInterests,
    ReaderByReader,
    InspectorAndFamily,
    NotThePublic,
    PublicOnly,
    StoriesOnly,
    AllButStories,
    EndedThenRenewed,
    DeputySeen,
    DeputyNotSeen,
    ResidentWhoLeft,
    PhotoTakenBack,
    PaperTakenOut,
}

const STATES: [State; 52] = [
    State::None,
    State::Given,
    State::GivenToday,
    State::LastDayToday,
    State::WithdrawnTomorrow,
    State::ChildWithParent,
    State::StaffWhoLeavesTomorrow,
    State::DiedThenDecidedAnew,
    State::RefusedThenGiven,
    State::AttorneySeen,
    State::EndedYesterday,
    State::StartsTomorrow,
    State::WithdrawnToday,
    State::WithdrawnLongAgo,
    State::Refused,
    State::GivenThenRefused,
    State::BestInterestsWithoutRecord,
    State::ChildAlone,
    State::StaffWhoLeftToday,
    State::Died,
    State::OtherItems,
    State::AttorneyNotSeen,
    State::LacksCapacity,
    State::YearGone,
    State::HalfYearGoneFluctuating,
    State::InspectorOnly,
    State::FamilyOnly,
    State::NoPhoto,
    State::NoName,
    State::PhotoOnly,
    State::Halves,
    State::OfflineOnly,
    State::InternetOnly,
    State::BestInterests,
    State::YesAndNoOnOneDay,
    State::YesAndAnotherTakenBack,
    State::TakenBackThenGivenAnew,
    State::PrintOnly,
    State::ParentForAnAdult,
    State::ChildBestInterests,
    State::ReaderByReader,
    State::InspectorAndFamily,
    State::NotThePublic,
    State::PublicOnly,
    State::StoriesOnly,
    State::AllButStories,
    State::EndedThenRenewed,
    State::DeputySeen,
    State::DeputyNotSeen,
    State::ResidentWhoLeft,
    State::PhotoTakenBack,
    State::PaperTakenOut,
];

impl State {
    /// The law, as a table.
    fn allows(self, used: &[Used], kind: KindSpec, edition: EditionSpec) -> bool {
        let readers = edition.readers();
        let only = |reader: Reader| readers == BTreeSet::from([reader]);
        match self {
            State::Given
            | State::GivenToday
            | State::LastDayToday
            | State::WithdrawnTomorrow
            | State::ChildWithParent
            | State::StaffWhoLeavesTomorrow
            | State::DiedThenDecidedAnew
            | State::RefusedThenGiven
            | State::TakenBackThenGivenAnew
            | State::EndedThenRenewed
            | State::DeputySeen
            | State::ResidentWhoLeft
            | State::AttorneySeen => true,
            State::None
            | State::EndedYesterday
            | State::StartsTomorrow
            | State::WithdrawnToday
            | State::WithdrawnLongAgo
            | State::Refused
            | State::GivenThenRefused
            | State::BestInterestsWithoutRecord
            | State::ChildAlone
            | State::StaffWhoLeftToday
            | State::Died
            | State::OtherItems
            | State::AttorneyNotSeen
            | State::LacksCapacity
            | State::YearGone
            | State::YesAndNoOnOneDay
            | State::YesAndAnotherTakenBack
            | State::DeputyNotSeen
            | State::ParentForAnAdult
            | State::ChildBestInterests
            | State::HalfYearGoneFluctuating => false,
            State::InspectorOnly => only(Reader::Inspector),
            State::FamilyOnly => only(Reader::Family),
            State::PublicOnly => only(Reader::Public),
            State::ReaderByReader => readers.len() == 1,
            State::InspectorAndFamily => only(Reader::Inspector) || only(Reader::Family),
            State::NotThePublic => !readers.contains(&Reader::Public),
            State::StoriesOnly => kind == KindSpec::Story,
            State::AllButStories => kind != KindSpec::Story,
            State::PhotoTakenBack | State::NoPhoto => !used.contains(&Used::Photo),
            State::NoName => !used.contains(&Used::Name),
            State::PhotoOnly => used == [Used::Photo],
            State::Halves => used == [Used::Story] || !used.contains(&Used::Story),
            State::OfflineOnly => edition.printed || !edition.open,
            State::InternetOnly => !edition.printed && edition.open,
            State::PrintOnly => edition.printed,
            State::PaperTakenOut => !edition.printed,
            State::BestInterests => readers.iter().all(|reader| matches!(reader, Reader::Inspector | Reader::Family)),
        }
    }

    /// The register as TOML; `identify` goes into every record.
    fn register(self, identify: &str) -> String {
        let kind = match self {
            State::ChildWithParent | State::ChildAlone | State::ChildBestInterests => "child",
            State::StaffWhoLeavesTomorrow | State::StaffWhoLeftToday => "staff",
            _ => "resident",
        };
        let record = |changes: &[(&str, &str)]| {
            let mut facts: BTreeMap<&str, String> = [
                ("decision", "\"given\""),
                ("covers", "\"everything\""),
                ("uses", "[\"story\", \"photo\", \"name\"]"),
                ("audiences", "[\"inspector\", \"commissioner\", \"family\", \"public\"]"),
                ("channels", "[\"internet\", \"offline\", \"print\"]"),
                ("basis", "\"own-consent\""),
                ("given_on", "2026-01-10"),
                ("review_by", "2027-01-10"),
            ]
            .into_iter()
            .map(|(key, value)| (key, value.to_owned()))
            .collect();
            facts.insert("identify", format!("\"{identify}\""));
            for (key, value) in changes {
                if value.is_empty() {
                    facts.remove(key)
                } else {
                    facts.insert(key, (*value).to_owned())
                };
            }
            let lines = facts.iter().fold(String::new(), |lines, (key, value)| lines + &format!("{key} = {value}\n"));
            format!("\n[[consent]]\n{lines}")
        };
        let (top, records) = match self {
            State::None => ("", String::new()),
            State::Given => ("", record(&[])),
            State::GivenToday => ("", record(&[("given_on", "2026-11-20")])),
            State::LastDayToday => ("", record(&[("review_by", "2026-11-20")])),
            State::WithdrawnTomorrow => ("", record(&[("withdrawn_on", "2026-11-21")])),
            State::ChildWithParent => ("", record(&[("basis", "\"parent\"")])),
            State::StaffWhoLeavesTomorrow => ("left_on = 2026-11-21\n", record(&[("basis", "\"staff-agreement\"")])),
            State::DiedThenDecidedAnew => {
                let anew = [("given_on", "2026-06-02"), ("basis", "\"deputy\""), ("authority_seen_on", "2026-06-02")];
                ("died_on = 2026-06-01\n", record(&[]) + &record(&anew))
            }
            State::RefusedThenGiven => {
                let no = [("decision", "\"refused\""), ("given_on", "2026-01-01")];
                ("", record(&no) + &record(&[]))
            }
            State::AttorneySeen => ("", record(&[("basis", "\"attorney\""), ("authority_seen_on", "2026-01-09")])),
            State::EndedYesterday => ("", record(&[("review_by", "2026-11-19")])),
            State::StartsTomorrow => ("", record(&[("given_on", "2026-11-21")])),
            State::WithdrawnToday => ("", record(&[("withdrawn_on", "2026-11-20")])),
            State::WithdrawnLongAgo => ("", record(&[("withdrawn_on", "2026-03-03")])),
            State::Refused => ("", record(&[("decision", "\"refused\"")])),
            State::GivenThenRefused => {
                let no = [("decision", "\"refused\""), ("given_on", "2026-06-01")];
                ("", record(&[]) + &record(&no))
            }
            State::BestInterestsWithoutRecord => ("", record(&[("basis", "\"best-interests\"")])),
            State::ChildAlone => ("", record(&[])),
            State::StaffWhoLeftToday => ("left_on = 2026-11-20\n", record(&[("basis", "\"staff-agreement\"")])),
            State::Died => ("died_on = 2026-06-01\n", record(&[])),
            State::OtherItems => ("", record(&[("covers", "[\"stories/another\"]")])),
            State::AttorneyNotSeen => ("", record(&[("basis", "\"attorney\"")])),
            State::LacksCapacity => ("", record(&[("capacity", "\"assessed-lacks\"")])),
            State::YearGone => ("", record(&[("given_on", "2025-11-19"), ("review_by", "")])),
            State::HalfYearGoneFluctuating => {
                let half = [("given_on", "2026-05-19"), ("review_by", ""), ("capacity", "\"fluctuates\"")];
                ("", record(&half))
            }
            State::ReaderByReader => {
                let one = |reader: Reader| record(&[("audiences", &format!("[\"{}\"]", reader.word()))]);
                ("", READERS.map(one).concat())
            }
            State::InspectorAndFamily => ("", record(&[("audiences", "[\"inspector\", \"family\"]")])),
            State::NotThePublic => ("", record(&[("audiences", "[\"inspector\", \"commissioner\", \"family\"]")])),
            State::PublicOnly => ("", record(&[("audiences", "[\"public\"]")])),
            State::StoriesOnly => ("", record(&[("covers", "[\"stories\"]")])),
            State::AllButStories => ("", record(&[("except", "[\"stories\"]")])),
            State::EndedThenRenewed => {
                let ended = [("given_on", "2025-01-10"), ("review_by", "2026-01-09")];
                ("", record(&ended) + &record(&[]))
            }
            State::DeputySeen => ("", record(&[("basis", "\"deputy\""), ("authority_seen_on", "2026-01-10")])),
            State::DeputyNotSeen => ("", record(&[("basis", "\"deputy\"")])),
            State::ResidentWhoLeft => ("left_on = 2026-06-01\n", record(&[])),
            // As `consent withdraw --use photo` leaves it.
            State::PhotoTakenBack => {
                let smaller = record(&[("uses", "[\"story\", \"name\"]")]);
                let note = "[[consent]]\n# Taken back on 1 June 2026: photo. Until then:\n# uses = [\"story\", \"photo\", \"name\"]\n";
                ("", smaller.replace("[[consent]]\n", note))
            }
            State::PaperTakenOut => ("", record(&[("channels", "[\"internet\", \"offline\"]")])),
            State::InspectorOnly => ("", record(&[("audiences", "[\"inspector\"]")])),
            State::FamilyOnly => ("", record(&[("audiences", "[\"family\"]")])),
            State::NoPhoto => ("", record(&[("uses", "[\"story\", \"name\"]")])),
            State::NoName => ("", record(&[("uses", "[\"story\", \"photo\"]")])),
            State::PhotoOnly => ("", record(&[("uses", "[\"photo\"]")])),
            State::Halves => ("", record(&[("uses", "[\"story\"]")]) + &record(&[("uses", "[\"photo\", \"name\"]")])),
            State::OfflineOnly => ("", record(&[("channels", "[\"offline\", \"print\"]")])),
            State::InternetOnly => ("", record(&[("channels", "[\"internet\"]")])),
            State::YesAndNoOnOneDay => ("", record(&[]) + &record(&[("decision", "\"refused\"")])),
            State::YesAndAnotherTakenBack => {
                let back = [("uses", "[\"photo\"]"), ("withdrawn_on", "2026-06-01")];
                ("", record(&[]) + &record(&back))
            }
            State::TakenBackThenGivenAnew => {
                let anew = [("given_on", "2026-06-02")];
                ("", record(&[("withdrawn_on", "2026-06-01")]) + &record(&anew))
            }
            State::PrintOnly => ("", record(&[("channels", "[\"print\"]")])),
            State::ParentForAnAdult => ("", record(&[("basis", "\"parent\"")])),
            State::ChildBestInterests => {
                ("", record(&[("basis", "\"best-interests\""), ("assessment_ref", "\"BI 7\"")]))
            }
            State::BestInterests => {
                let meeting = [("basis", "\"best-interests\""), ("assessment_ref", "\"BI 7\"")];
                ("", record(&meeting))
            }
        };
        format!("kind = \"{kind}\"\n{top}{records}")
    }
}

/// How far somebody may be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Fully,
    First,
    Role,
    NotRecognisable,
}

impl Named {
    fn word(self) -> &'static str {
        match self {
            Named::Fully => "full-name",
            Named::First => "first-name",
            Named::Role => "role-only",
            Named::NotRecognisable => "not-recognisable",
        }
    }
}

/// Somebody.
#[derive(Clone, Debug)]
pub struct PersonSpec {
    pub state: State,
    pub named: Named,
}

/// Kinds of items, in the names of their folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KindSpec {
    Story,
    Feedback,
    FeedbackRow,
    Survey,
    Improvement,
    Audit,
    Figure,
    Learning,
    Finding,
    Award,
    Commitment,
    Film,
    Record,
    Album,
    Event,
    Page,
    SelfAssessment,
}

const KINDS: [KindSpec; 17] = [
    KindSpec::Story,
    KindSpec::Feedback,
    KindSpec::FeedbackRow,
    KindSpec::Survey,
    KindSpec::Improvement,
    KindSpec::Audit,
    KindSpec::Figure,
    KindSpec::Learning,
    KindSpec::Finding,
    KindSpec::Award,
    KindSpec::Commitment,
    KindSpec::Film,
    KindSpec::Record,
    KindSpec::Album,
    KindSpec::Event,
    KindSpec::Page,
    KindSpec::SelfAssessment,
];

impl KindSpec {
    fn folder(self) -> &'static str {
        match self {
            KindSpec::Story => "stories",
            KindSpec::Feedback | KindSpec::FeedbackRow => "feedback",
            KindSpec::Survey => "surveys",
            KindSpec::Improvement => "improvements",
            KindSpec::Audit => "audits",
            KindSpec::Figure => "figures",
            KindSpec::Learning => "learning",
            KindSpec::Finding => "findings",
            KindSpec::Award => "awards",
            KindSpec::Commitment => "commitments",
            KindSpec::Film => "films",
            KindSpec::Record => "records",
            KindSpec::Album => "albums",
            KindSpec::Event => "events",
            KindSpec::Page => "pages",
            KindSpec::SelfAssessment => "self-assessment",
        }
    }

    /// Kinds that are held back when they do not say who is in them.
    fn must_say_who(self) -> bool {
        use KindSpec::{Album, Event, Feedback, FeedbackRow, Film, Improvement, Page, Story};
        matches!(self, Story | Feedback | FeedbackRow | Improvement | Event | Album | Film | Page)
    }

    fn may_reach(self, reader: Reader) -> bool {
        match self {
            KindSpec::Record | KindSpec::SelfAssessment => reader == Reader::Inspector,
            KindSpec::Learning => matches!(reader, Reader::Inspector | Reader::Commissioner),
            _ => true,
        }
    }

    fn has_words(self) -> bool {
        !matches!(self, KindSpec::Audit | KindSpec::Figure)
    }
}

/// A photo of an item.
#[derive(Clone, Debug)]
pub struct PhotoSpec {
    /// Nothing said; nobody; these.
    pub people: Option<Vec<usize>>,
    pub alt: bool,
    pub in_words: bool,
    pub caption_mentions: Option<usize>,
}

/// An item.
#[derive(Clone, Debug)]
pub struct ItemSpec {
    /// What its canaries are made from.
    pub id: usize,
    pub kind: KindSpec,
    /// `None`: nothing said.
    pub audience: Option<BTreeSet<Reader>>,
    pub people: Option<Vec<usize>>,
    pub mentions: Option<usize>,
    pub title_mentions: Option<usize>,
    pub photos: Vec<PhotoSpec>,
    pub day: u32,
    /// Place of another item that it links to, and names as related.
    pub link: Option<usize>,
    pub supports: usize,
    /// An award that has run out, an event that is only announced.
    pub late: bool,
}

/// A whole portfolio.
#[derive(Clone, Debug)]
pub struct World {
    pub people: Vec<PersonSpec>,
    pub items: Vec<ItemSpec>,
}

/// Changes everything that one edition may not show; `number` is from 1.
#[derive(Clone, Copy, Debug)]
pub struct Twist {
    pub edition: EditionSpec,
    pub number: u32,
}

/// What an edition must hold and must not hold.
#[derive(Debug, Default)]
pub struct Canaries {
    pub must: BTreeSet<String>,
    pub never: BTreeSet<String>,
    /// What may stand there or not: names in titles that only some pages of a PDF say.
    may: BTreeSet<String>,
    /// The same of pictures, see [`pattern`].
    pub must_be_seen: BTreeSet<u64>,
    pub never_be_seen: BTreeSet<u64>,
}

/// What a picture shows: eight rows of eight fields, dark or light.
pub fn pattern(of: &str) -> u64 {
    let hash = blake3::hash(of.as_bytes());
    hash.as_bytes().iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}

/// A word of fourteen letters that can be said aloud and occurs nowhere else.
pub fn canary(of: &str) -> String {
    let hash = blake3::hash(of.as_bytes());
    let letter = |from: &str, byte: u8| char::from(from.as_bytes()[usize::from(byte) % from.len()]);
    hash.as_bytes()
        .chunks(2)
        .take(7)
        .flat_map(|pair| [letter("bdgkmnprtvz", pair[0]), letter("aeou", pair[1])])
        .collect()
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// Which texts a kind has: facts that stand on the item's page, and facts that may stand somewhere.
fn facts_of(kind: KindSpec) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        KindSpec::Story => (&["noticed", "did", "difference", "told_by", "goal", "outcome"], &[]),
        KindSpec::Feedback => (&["role", "gathered_how", "gathered_by", "theme", "learnt"], &[]),
        KindSpec::Improvement => {
            (&["said", "said_by", "noticed", "did", "difference", "owner", "checked_by", "not_possible_because"], &[])
        }
        KindSpec::Audit => (&["checks", "tool", "by", "sample", "checked_by", "carried_out_with"], &[]),
        KindSpec::Figure => (&["source", "base_is", "explain"], &["unit"]),
        KindSpec::Learning => (&["period"], &[]),
        KindSpec::Finding => (&["said", "report"], &[]),
        KindSpec::Award => (&["awarder", "level", "scope"], &[]),
        KindSpec::Commitment => (&["scheme"], &[]),
        KindSpec::Film => (&["duration"], &["language"]),
        KindSpec::Event => (&["place"], &[]),
        KindSpec::SelfAssessment => (&["rating", "why", "next"], &[]),
        KindSpec::FeedbackRow | KindSpec::Survey | KindSpec::Record | KindSpec::Album | KindSpec::Page => (&[], &[]),
    }
}

/// Texts in the inner tables of a kind, with the tables themselves.
fn inner_of(kind: KindSpec, word: &dyn Fn(&str) -> String) -> (&'static [&'static str], String) {
    match kind {
        KindSpec::Survey => (
            &["question", "celebrate", "change"],
            format!(
                "asked = 40\nanswered = 30\ncelebrate = [\"{}\"]\nchange = [\"{}\"]\n[[result]]\nquestion = \"{}\"\nvalue = 20\n",
                word("celebrate"),
                word("change"),
                word("question")
            ),
        ),
        KindSpec::Improvement => (
            &["measure"],
            format!("state = \"doing\"\n[measure]\nwhat = \"{}\"\nbefore = 10\nafter = 20\n", word("measure")),
        ),
        KindSpec::Learning => (
            &["what", "theme_learnt", "changed"],
            format!(
                "[[theme]]\nwhat = \"{}\"\ncount = 7\nlearnt = \"{}\"\nchanged = \"{}\"\n",
                word("what"),
                word("theme_learnt"),
                word("changed")
            ),
        ),
        KindSpec::Commitment => (
            &["promise", "promise_did"],
            format!("[[statement]]\npromise = \"{}\"\ndid = \"{}\"\n", word("promise"), word("promise_did")),
        ),
        _ => (&[], String::new()),
    }
}

impl World {
    /// The people that the words of an item are about.
    fn in_words(&self, item: &ItemSpec) -> BTreeSet<usize> {
        let listed = item.people.iter().flatten();
        let mentioned = self.mentioned(item);
        listed.map(|person| person % self.people.len()).chain(mentioned).collect()
    }

    /// Who is mentioned in the words or the title.
    fn mentioned(&self, item: &ItemSpec) -> BTreeSet<usize> {
        let words = item.mentions.filter(|_| item.kind.has_words());
        // The title of a row is not split by the sign that parts cells.
        [words, item.title_mentions].into_iter().flatten().map(|person| person % self.people.len()).collect()
    }

    fn allows(&self, person: usize, used: &[Used], item: &ItemSpec, edition: EditionSpec) -> bool {
        self.people[person].state.allows(used, item.kind, edition)
    }

    /// Whether an item reaches an edition.
    pub fn is_shown(&self, item: &ItemSpec, edition: EditionSpec) -> bool {
        let wanted = edition.readers();
        let inspector_only = BTreeSet::from([Reader::Inspector]);
        let meant = item.audience.as_ref().unwrap_or(&inspector_only);
        if !wanted.iter().all(|reader| meant.contains(reader) && item.kind.may_reach(*reader)) {
            return false;
        }
        if item.late && item.kind == KindSpec::Award {
            return false;
        }
        if item.late && item.kind == KindSpec::Event && edition.reader != Reader::Family {
            return false;
        }
        if item.people.is_none() && item.kind.must_say_who() {
            return false;
        }
        let used: &[Used] = if item.kind == KindSpec::Film { &[Used::Story, Used::Photo] } else { &[Used::Story] };
        let may_be_seen =
            |person: usize| item.kind != KindSpec::Film || self.people[person].named != Named::NotRecognisable;
        if !self
            .in_words(item)
            .into_iter()
            .all(|person| may_be_seen(person) && self.allows(person, used, item, edition))
        {
            return false;
        }
        let photos = self.photos_of(item);
        item.kind != KindSpec::Album || photos.iter().any(|photo| self.is_photo_good(item, photo, edition))
    }

    fn photos_of<'w>(&self, item: &'w ItemSpec) -> &'w [PhotoSpec] {
        match item.kind {
            KindSpec::FeedbackRow | KindSpec::Audit | KindSpec::Figure => &[],
            _ => &item.photos,
        }
    }

    /// Everyone in a photo; `None` where nobody said.
    fn in_photo(&self, item: &ItemSpec, photo: &PhotoSpec) -> Option<BTreeSet<usize>> {
        let of_album = if item.kind == KindSpec::Album { item.people.as_ref() } else { None };
        let listed = photo.people.as_ref().or(of_album)?;
        let all = listed.iter().chain(&photo.caption_mentions);
        Some(all.map(|person| person % self.people.len()).collect())
    }

    fn is_photo_good(&self, item: &ItemSpec, photo: &PhotoSpec, edition: EditionSpec) -> bool {
        let Some(people) = self.in_photo(item, photo) else { return false };
        let in_words = self.in_words(item);
        photo.alt
            && people.iter().all(|person| {
                let used: &[Used] =
                    if in_words.contains(person) { &[Used::Photo, Used::Story] } else { &[Used::Photo] };
                self.people[*person].named != Named::NotRecognisable && self.allows(*person, used, item, edition)
            })
    }

    /// What a person is called in an item.
    fn name(&self, person: usize, used: &[Used], item: &ItemSpec, edition: EditionSpec) -> String {
        let word = |what: &str| self.person_word(person, what, None);
        let with_name: Vec<Used> = used.iter().copied().chain([Used::Name]).collect();
        let named =
            if self.allows(person, &with_name, item, edition) { self.people[person].named } else { Named::Role };
        match named {
            Named::Fully => word("full"),
            Named::First => word("known"),
            Named::Role | Named::NotRecognisable => word("alias"),
        }
    }

    fn person_word(&self, person: usize, what: &str, twist: Option<Twist>) -> String {
        let touched = |twist: Twist| {
            let shows = |item: &&ItemSpec| self.is_shown(item, twist.edition);
            self.items.iter().filter(shows).any(|item| {
                let in_photos = item.photos.iter().filter_map(|photo| self.in_photo(item, photo)).flatten();
                self.in_words(item).into_iter().chain(in_photos).any(|known| known == person)
            })
        };
        let salt = twist.filter(|twist| !touched(*twist)).map_or(0, |twist| twist.number);
        canary(&format!("{salt} person {person} {what}"))
    }

    /// What every edition must and must not hold.
    pub fn shown(&self, edition: EditionSpec) -> Canaries {
        let mut canaries = Canaries::default();
        let mut all = BTreeSet::new();
        for person in 0..self.people.len() {
            let words = ["full", "known", "alias", "second", "id", "how"];
            all.extend(words.map(|what| self.person_word(person, what, None)));
        }
        for item in &self.items {
            self.canaries_of(item, edition, &mut all, &mut canaries);
            for (place, photo) in self.photos_of(item).iter().enumerate() {
                let seen = self.is_shown(item, edition) && self.is_photo_good(item, photo, edition);
                let of = if seen { &mut canaries.must_be_seen } else { &mut canaries.never_be_seen };
                of.insert(pattern(&self.photo_word(item, place, "pixels", None)));
            }
        }
        let intro = |edition: &EditionSpec| canary(&format!("0 intro {}", edition.name));
        all.extend(EDITIONS.iter().map(intro));
        canaries.must.insert(intro(&edition));
        // What may stand somewhere was taken out of `all` by whoever knows.
        canaries.never = &(&all - &canaries.must) - &canaries.may;
        canaries
    }

    /// All canaries of an item but those that may or may not stand in an edition that shows it.
    fn canaries_of(&self, item: &ItemSpec, edition: EditionSpec, all: &mut BTreeSet<String>, canaries: &mut Canaries) {
        let must = &mut canaries.must;
        let shown = self.is_shown(item, edition);
        let word = |what: &str| self.word(item, what, None);
        let (must_stand, may_stand) = facts_of(item.kind);
        let (inner, _) = inner_of(item.kind, &word);
        // Many quotations stand below one another on paper, without a heading of their own.
        let is_quoted = edition.printed && matches!(item.kind, KindSpec::Feedback | KindSpec::FeedbackRow);
        let mut stands: Vec<&str> = if is_quoted { Vec::new() } else { vec!["title"] };
        let mut perhaps: Vec<&str> = may_stand.to_vec();
        perhaps.extend(is_quoted.then_some("title"));
        stands.extend(must_stand.iter().chain(inner));
        match item.kind {
            KindSpec::FeedbackRow => stands.extend(["words", "role", "theme", "learnt"]),
            KindSpec::Audit => {
                stands.extend(["summary", "service_type", "source_title"]);
                stands.extend(["finding", "period_summary", "found", "action", "action_owner"]);
            }
            KindSpec::Figure => {
                stands.extend(["summary", "service_type", "source_title"]);
                perhaps.push("note");
            }
            KindSpec::Feedback => {
                stands.extend(["words", "service_type", "source_title"]);
                perhaps.push("summary");
            }
            KindSpec::Finding => {
                stands.extend(["words", "service_type", "source_title"]);
                perhaps.push("summary");
            }
            _ => stands.extend(["words", "summary", "service_type", "source_title"]),
        }
        if item.kind == KindSpec::Film {
            stands.push("transcript");
            perhaps.push("media");
        }
        perhaps.extend(["tag", "source_url", "link"]);
        all.extend(["file", "label", "title_label"].map(word));
        all.extend(stands.iter().copied().map(word));
        let record = ["record_held", "record_owner", "record_ref"];
        if item.kind != KindSpec::FeedbackRow {
            all.extend(record.map(word));
        }
        if !shown {
            all.extend(perhaps.iter().copied().map(word));
        } else {
            must.extend(stands.iter().copied().map(word));
            let named = |person: usize| self.name(person % self.people.len(), &[Used::Story], item, edition);
            let in_title = if is_quoted { &mut canaries.may } else { &mut *must };
            in_title.extend(item.title_mentions.map(named));
            must.extend(item.mentions.filter(|_| item.kind.has_words()).map(named));
            if edition.reader == Reader::Inspector && item.kind != KindSpec::FeedbackRow {
                must.extend(record.map(word));
            }
        }
        for (place, photo) in self.photos_of(item).iter().enumerate() {
            let photo_word = |what: &str| self.photo_word(item, place, what, None);
            all.extend(["photo_file", "photo_label", "photo_secret"].map(photo_word));
            let (alt, caption, in_words) = (photo_word("alt"), photo_word("caption"), photo_word("in_words"));
            if shown && self.is_photo_good(item, photo, edition) {
                must.insert(caption);
                if photo.in_words && item.kind.has_words() {
                    must.insert(in_words);
                } else {
                    must.insert(alt);
                }
                if let Some(person) = photo.caption_mentions.map(|person| person % self.people.len()) {
                    let used: &[Used] = if self.in_words(item).contains(&person) {
                        &[Used::Photo, Used::Story]
                    } else {
                        &[Used::Photo]
                    };
                    must.insert(self.name(person, used, item, edition));
                }
            } else {
                all.extend([alt, caption, in_words]);
            }
        }
    }

    /// A text of an item.
    fn word(&self, item: &ItemSpec, what: &str, twist: Option<Twist>) -> String {
        let is_free = |twist: &Twist| {
            let never_shown = matches!(what, "label" | "title_label");
            let record = what.starts_with("record_") && twist.edition.reader != Reader::Inspector;
            never_shown || record || !self.is_shown(item, twist.edition)
        };
        let salt = twist.filter(is_free).map_or(0, |twist| twist.number);
        canary(&format!("{salt} item {} {what}", item.id))
    }

    /// A text of a photo.
    fn photo_word(&self, item: &ItemSpec, place: usize, what: &str, twist: Option<Twist>) -> String {
        let photo = &item.photos[place];
        let is_free = |twist: &Twist| {
            what == "photo_label"
                || !self.is_shown(item, twist.edition)
                || !self.is_photo_good(item, photo, twist.edition)
        };
        let salt = twist.filter(is_free).map_or(0, |twist| twist.number);
        canary(&format!("{salt} item {} photo {place} {what}", item.id))
    }

    /// The path of an item without its ending.
    fn path(&self, item: &ItemSpec, twist: Option<Twist>) -> String {
        format!("{}/{}", item.kind.folder(), self.word(item, "file", twist))
    }

    /// Everything in the folder.
    pub fn files(&self, twist: Option<Twist>) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        files.insert("carefolio.toml".to_owned(), settings(twist).into_bytes());
        files.insert("frameworks/tiny.toml".to_owned(), FRAMEWORK.as_bytes().to_vec());
        for person in 0..self.people.len() {
            let word = |what: &str| self.person_word(person, what, twist);
            let spec = &self.people[person];
            let text = format!(
                "known_as = \"{}\"\nalias = \"{}\"\nnames = [\"{} Hughes\", \"Mrs {}\"]\n{}",
                capital(&word("known")),
                word("alias"),
                capital(&word("full")),
                capital(&word("second")),
                spec.state.register(spec.named.word()),
            );
            files.insert(format!("people/{}.toml", word("id")), text.into_bytes());
        }
        let mut rows = Vec::new();
        for item in &self.items {
            match item.kind {
                KindSpec::FeedbackRow => rows.push(self.row(item, twist)),
                KindSpec::Audit => self.audit(item, twist, &mut files),
                KindSpec::Figure => self.figure(item, twist, &mut files),
                _ => self.markdown(item, twist, &mut files),
            }
        }
        if twist.is_some_and(|twist| twist.number % 2 == 1) {
            rows.reverse();
            // Nobody says who is in it, so it is held back.
            rows.insert(0, format!("2026-03-01,{},,,,,,all\n", canary("a row that nobody sees")));
        }
        if !rows.is_empty() {
            let head = "date,words,role,theme,learnt,title,people,audience\n".to_owned();
            files.insert("feedback/comments.csv".to_owned(), (head + &rows.concat()).into_bytes());
        }
        files
    }

    /// The same folder, with every PDF of every edition.
    #[cfg(feature = "pdf")]
    pub fn files_to_print(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.files(None);
        let settings = files.get_mut("carefolio.toml").expect("settings");
        let all = "[\"web\", \"pdf\", \"start-here\", \"booklet\", \"posters\", \"statements\"]";
        *settings = String::from_utf8_lossy(settings).replace("[\"web\"]", all).into_bytes();
        files
    }

    fn audience(&self, item: &ItemSpec, twist: Option<Twist>) -> Option<String> {
        let mut audience = item.audience.clone()?;
        if twist.is_some_and(|twist| twist.edition.reader != Reader::Inspector) && !audience.remove(&Reader::Inspector)
        {
            audience.insert(Reader::Inspector);
        }
        Some(audience.iter().map(|reader| format!("\"{}\"", reader.word())).collect::<Vec<_>>().join(", "))
    }

    fn people_list(&self, people: &[usize], twist: Option<Twist>) -> String {
        let all: BTreeSet<usize> = people.iter().map(|person| person % self.people.len()).collect();
        let quoted = all.into_iter().map(|person| format!("\"{}\"", self.person_word(person, "id", twist)));
        format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
    }

    fn mention(&self, person: Option<usize>, label: &str, twist: Option<Twist>) -> String {
        person.map_or_else(String::new, |person| {
            format!(" with [{label}](person:{})", self.person_word(person % self.people.len(), "id", twist))
        })
    }

    fn date(item: &ItemSpec) -> String {
        let day = item.day % 300;
        if item.late && item.kind == KindSpec::Event {
            return format!("2026-12-{:02}", 1 + day % 20);
        }
        format!("{}-{:02}-{:02}", 2025 + day / 150, 1 + day % 10, 1 + day % 28)
    }

    /// The facts that all kinds share.
    fn common(&self, item: &ItemSpec, twist: Option<Twist>) -> String {
        let word = |what: &str| self.word(item, what, twist);
        let title = word("title") + &self.mention(item.title_mentions, &word("title_label"), twist);
        let mut facts = format!("title = \"{title}\"\ndate = {}\n", Self::date(item));
        for key in ["summary", "service_type", "source_title", "record_held", "record_owner", "record_ref"] {
            let _ = writeln!(facts, "{key} = \"{}\"", word(key));
        }
        let _ = writeln!(facts, "tags = [\"{}\"]", word("tag"));
        let _ = writeln!(facts, "source_url = \"https://{}.example/\"", word("source_url"));
        if let Some(people) = &item.people {
            let _ = writeln!(facts, "people = {}", self.people_list(people, twist));
        }
        if let Some(audience) = self.audience(item, twist) {
            let _ = writeln!(facts, "audience = [{audience}]");
        }
        if let Some(code) =
            ["", "warmth", "tiny:tea", "tiny:talk"].get(item.supports % 4).filter(|code| !code.is_empty())
        {
            let _ = writeln!(facts, "supports = [\"{code}\"]");
        }
        let inspects = twist.is_none_or(|twist| twist.edition.reader == Reader::Inspector);
        let day = if inspects { 1 } else { 1 + twist.map_or(0, |twist| twist.number) % 20 };
        let _ = writeln!(facts, "review_by = 2027-01-{day:02}");
        if let Some(other) = self.linked(item) {
            let _ = writeln!(facts, "related = [\"{}\"]", self.path(other, twist));
        }
        let (must, may) = facts_of(item.kind);
        for key in must.iter().chain(may) {
            let _ = writeln!(facts, "{key} = \"{}\"", word(key));
        }
        facts
    }

    /// The item that this one links to.
    pub fn linked(&self, item: &ItemSpec) -> Option<&ItemSpec> {
        let other = &self.items[item.link? % self.items.len()];
        (other.id != item.id && other.kind != KindSpec::FeedbackRow).then_some(other)
    }

    fn markdown(&self, item: &ItemSpec, twist: Option<Twist>, files: &mut BTreeMap<String, Vec<u8>>) {
        let word = |what: &str| self.word(item, what, twist);
        let mut facts = self.common(item, twist);
        match item.kind {
            KindSpec::Film => {
                let _ = writeln!(facts, "link = \"https://films.example/{}\"", word("media"));
            }
            KindSpec::Event => {
                let _ = writeln!(facts, "happened = {}", !item.late);
            }
            KindSpec::Award => {
                facts.push_str(if item.late { "valid_to = 2026-11-19\n" } else { "valid_to = 2026-11-20\n" })
            }
            _ => {}
        }
        facts.push_str(&inner_of(item.kind, &word).1);
        let folder = self.path(item, twist);
        let mut words = format!("{}{} is here.\n", word("words"), self.mention(item.mentions, &word("label"), twist));
        if let Some(other) = self.linked(item) {
            let _ = writeln!(words, "\nSee [{}]({}.md).", word("link"), self.path(other, twist));
        }
        // Somebody adds a photo, and does not say who is in it, above all others. (An album says so for all its photos.)
        if item.kind != KindSpec::Album && twist.is_some_and(|twist| twist.number % 3 == 1) {
            facts.push_str("[[photo]]\nfile = \"another.jpg\"\nalt = \"Another\"\n");
            files.insert(format!("{folder}/another.jpg"), jpeg(9, "another"));
        }
        for (place, photo) in item.photos.iter().enumerate() {
            let photo_word = |what: &str| self.photo_word(item, place, what, twist);
            let name = format!("{}.jpg", photo_word("photo_file"));
            let _ = writeln!(facts, "[[photo]]\nfile = \"{name}\"");
            if photo.alt {
                let _ = writeln!(facts, "alt = \"{}\"", photo_word("alt"));
            }
            let mention = self.mention(photo.caption_mentions, &photo_word("photo_label"), twist);
            let _ = writeln!(facts, "caption = \"{}{mention}\"", photo_word("caption"));
            if let Some(people) = &photo.people {
                let _ = writeln!(facts, "people = {}", self.people_list(people, twist));
            }
            if photo.in_words {
                let _ = writeln!(words, "\n![{}]({name})", photo_word("in_words"));
            }
            let secret = photo_word("photo_secret");
            files.insert(format!("{folder}/{name}"), jpeg(pattern(&photo_word("pixels")), &secret));
        }
        if item.kind == KindSpec::Film {
            let _ = writeln!(words, "\n## Transcript\n\n{} was said.", word("transcript"));
        }
        let own_name = match item.kind {
            KindSpec::Album => "album.md",
            _ => "index.md",
        };
        files.insert(format!("{folder}/{own_name}"), format!("+++\n{facts}+++\n{words}").into_bytes());
    }

    fn audit(&self, item: &ItemSpec, twist: Option<Twist>, files: &mut BTreeMap<String, Vec<u8>>) {
        let word = |what: &str| self.word(item, what, twist);
        let folder = self.path(item, twist);
        files.insert(format!("{folder}/audit.toml"), self.common(item, twist).into_bytes());
        let period = format!(
            "value = 90\nfinding = \"{}\"\nsummary = \"{}\"\nfound = [\"{}\"]\n[[action]]\nwhat = \"{}\"\nowner = \"{}\"\ndue = 2026-10-01\n",
            word("finding"),
            word("period_summary"),
            word("found"),
            word("action"),
            word("action_owner")
        );
        files.insert(format!("{folder}/2026-05.toml"), period.into_bytes());
        files.insert(format!("{folder}/2026-06.toml"), b"value = 95\n".to_vec());
    }

    fn figure(&self, item: &ItemSpec, twist: Option<Twist>, files: &mut BTreeMap<String, Vec<u8>>) {
        let path = self.path(item, twist);
        files.insert(format!("{path}.toml"), self.common(item, twist).into_bytes());
        let table = format!("period,value,note\n2026-04,10,{}\n2026-05,20,\n", self.word(item, "note", twist));
        files.insert(format!("{path}.csv"), table.into_bytes());
    }

    fn row(&self, item: &ItemSpec, twist: Option<Twist>) -> String {
        let word = |what: &str| self.word(item, what, twist);
        let people = match item.people.as_deref() {
            None => String::new(),
            Some([]) => "nobody".to_owned(),
            Some(people) => self.people_list(people, twist).replace(['[', ']', '"', ','], ""),
        };
        let audience = self.audience(item, twist).unwrap_or_default().replace(['"', ','], "");
        format!(
            "{},{}{},{},{},{},{}{},{people},{audience}\n",
            Self::date(item),
            word("words"),
            self.mention(item.mentions, &word("label"), twist),
            word("role"),
            word("theme"),
            word("learnt"),
            word("title"),
            self.mention(item.title_mentions, &word("title_label"), twist),
        )
    }
}

fn settings(twist: Option<Twist>) -> String {
    let mut settings = String::from(
        "frameworks = [\"tiny\"]\n[service]\nname = \"Rosewood House\"\nkind = \"care-home\"\npeople_word = \"residents\"\n\
         [photos]\nextra_format = \"webp\"\n",
    );
    for edition in EDITIONS {
        let salt = twist.filter(|twist| twist.edition.name != edition.name).map_or(0, |twist| twist.number);
        let _ = write!(
            settings,
            "[editions.{}]\naudience = \"{}\"\nhosted = \"{}\"\nintro = \"{}\"\nformats = [\"web\"]\n",
            edition.name,
            edition.reader.word(),
            if edition.open { "open" } else { "offline" },
            canary(&format!("{salt} intro {}", edition.name)),
        );
        if edition.reader == Reader::Inspector {
            settings.push_str("self_assessment = true\n");
        }
        if edition.name == "public" {
            settings.push_str("base_url = \"https://rosewood.example\"\n");
        }
    }
    settings
}

const FRAMEWORK: &str = "schema = 1
id = \"tiny\"
prefix = \"tiny\"
title = \"Two questions\"
unit = \"statement\"
status = \"in force\"
verified = true
[[key_question]]
id = \"warmth\"
title = \"Warmth\"
[[key_question]]
id = \"words\"
title = \"Words\"
[[item]]
slug = \"tea\"
title = \"There is tea\"
key_question = \"warmth\"
[[item]]
slug = \"talk\"
title = \"There is talk\"
key_question = \"words\"
";

/// A small photo of a pattern, with a secret in a comment.
fn jpeg(pattern: u64, secret: &str) -> Vec<u8> {
    let light = |x: usize, y: usize| pattern >> (y / 8 * 8 + x / 8) & 1 == 1;
    let pixels: Vec<u8> =
        (0..64 * 64).flat_map(|at| if light(at % 64, at / 64) { [225; 3] } else { [30; 3] }).collect();
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 90)
        .encode(&pixels, 64, 64, jpeg_encoder::ColorType::Rgb)
        .expect("a small picture can be made");
    let length = u16::try_from(secret.len() + 2).expect("a word is short").to_be_bytes();
    let comment = [&[0xff, 0xfe], &length[..], secret.as_bytes()].concat();
    bytes.splice(2..2, comment);
    bytes
}

/// Any item; `id` is set by its world.
pub fn item() -> impl Strategy<Value = ItemSpec> {
    let photo = (
        option::weighted(0.8, vec(0..9usize, 0..2)),
        prop::bool::weighted(0.9),
        any::<bool>(),
        option::weighted(0.3, 0..9usize),
    )
        .prop_map(|(people, alt, in_words, caption_mentions)| PhotoSpec {
            people,
            alt,
            in_words,
            caption_mentions,
        });
    let readers = option::weighted(
        0.9,
        prop_oneof![
            2 => Just(READERS.to_vec()),
            3 => proptest::sample::subsequence(READERS.to_vec(), 1..4),
        ],
    );
    (
        (proptest::sample::select(KINDS.to_vec()), readers, option::weighted(0.9, vec(0..9usize, 0..3))),
        (option::weighted(0.5, 0..9usize), option::weighted(0.2, 0..9usize), vec(photo, 0..3)),
        (any::<u32>(), option::weighted(0.4, 0..40usize), 0..4usize, prop::bool::weighted(0.2)),
    )
        .prop_map(|((kind, readers, people), (mentions, title_mentions, photos), (day, link, supports, late))| {
            ItemSpec {
                id: 0,
                kind,
                audience: readers.map(|readers| readers.into_iter().collect()),
                people,
                mentions,
                title_mentions,
                photos,
                day,
                link,
                supports,
                late,
            }
        })
}

/// Any world.
pub fn world() -> impl Strategy<Value = World> {
    let named = prop_oneof![Just(Named::Fully), Just(Named::First), Just(Named::Role), Just(Named::NotRecognisable)];
    // Most people say yes, so that most of a world can be seen.
    let state = prop_oneof![2 => Just(State::Given), 3 => proptest::sample::select(STATES.to_vec())];
    let person = (state, named).prop_map(|(state, named)| PersonSpec { state, named });
    (vec(person, 1..6), vec(item(), 1..12)).prop_map(|(people, items)| {
        let numbered = |(id, item): (usize, ItemSpec)| ItemSpec { id, ..item };
        World { people, items: items.into_iter().enumerate().map(numbered).collect() }
    })
}
