//! The fixed words of the field: kinds of item, audiences, uses, states. Each is one spelling in the files and one type here.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A fixed list of words that an author chooses from.
pub trait Term: Copy + Sized + 'static {
    /// Every word, with its spelling in the files.
    const ALL: &'static [(&'static str, Self)];

    /// The word as typed, spelling as in the files; capitals do not matter.
    fn read(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        Self::ALL.iter().find(|(word, _)| word.eq_ignore_ascii_case(typed)).map(|(_, term)| *term)
    }

    /// The spellings, for messages.
    fn spellings() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(word, _)| *word)
    }
}

macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$word_doc])* #[serde(rename = $word)] $variant),+ }
        impl Term for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, $name::$variant)),+];
        }
        impl $name {
            /// The spelling used in the files.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }
        impl From<$name> for &'static str {
            fn from(term: $name) -> &'static str { term.word() }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.word()) }
        }
    };
}

terms! {
    /// Who a reader is (PRODUCT section 2, `audience`).
    Audience {
        /// The trail and not the gloss.
        Inspector = "inspector",
        /// The council or health body that pays.
        Commissioner = "commissioner",
        /// Relatives, friends, and the person.
        Family = "family",
        /// Everybody.
        Public = "public",
    }
}

terms! {
    /// What a person agreed may be used.
    Use {
        /// Words about them.
        Story = "story",
        /// Pictures, films and sound of them.
        Photo = "photo",
        /// Their name, as far as `identify` goes.
        Name = "name",
    }
}

terms! {
    /// Where an edition reaches its reader.
    Channel {
        /// On a website that others can reach.
        Internet = "internet",
        /// A folder handed over, or shown in the home.
        Offline = "offline",
        /// Paper, and the PDFs that become paper.
        Print = "print",
    }
}

terms! {
    /// How far a person may be recognised from what is said.
    Identify {
        /// First and last name.
        FullName = "full-name",
        /// `known_as`.
        FirstName = "first-name",
        /// Only what they are: "one of our residents".
        RoleOnly = "role-only",
        /// Nobody may be able to tell who it is.
        NotRecognisable = "not-recognisable",
    }
}

terms! {
    /// On what ground somebody decided.
    Basis {
        /// The person decided.
        OwnConsent = "own-consent",
        /// Somebody with a lasting power of attorney that was seen.
        Attorney = "attorney",
        /// A deputy appointed by the court.
        Deputy = "deputy",
        /// A best-interests decision with its record.
        BestInterests = "best-interests",
        /// Somebody with parental responsibility.
        Parent = "parent",
        /// A member of staff agreed.
        StaffAgreement = "staff-agreement",
    }
}

terms! {
    /// Whether the person could decide this themselves.
    Capacity {
        /// Yes.
        HasCapacity = "has-capacity",
        /// On some days: reviewed every six months.
        Fluctuates = "fluctuates",
        /// No, and it was assessed.
        AssessedLacks = "assessed-lacks",
    }
}

terms! {
    /// What was decided.
    Decision {
        /// Yes, within the record's bounds.
        Given = "given",
        /// No.
        Refused = "refused",
    }
}

terms! {
    /// Who a person in the register is.
    PersonKind {
        /// Lives here.
        Resident = "resident",
        /// Is visited at home.
        PersonWeVisit = "person-we-visit",
        /// Family or friend.
        Relative = "relative",
        /// Works here.
        Staff = "staff",
        /// Is under 18.
        Child = "child",
        /// Comes by.
        Visitor = "visitor",
        /// Works with us from outside.
        Professional = "professional",
    }
}

terms! {
    /// The kind of proof an item is (the regulator's six evidence categories).
    EvidenceKind {
        /// What people say about their care.
        Experience = "experience",
        /// What staff and leaders say.
        Staff = "staff",
        /// What partners say.
        Partners = "partners",
        /// What somebody saw.
        Observation = "observation",
        /// Policies, audits, records.
        Processes = "processes",
        /// What came of it for people.
        Outcomes = "outcomes",
    }
}

terms! {
    /// How far an action has come.
    State {
        /// Agreed.
        Planned = "planned",
        /// Under way.
        Doing = "doing",
        /// Finished.
        Done = "done",
        /// Finished, and somebody looked whether it works.
        Checked = "checked",
    }
}

terms! {
    /// What sort of thing somebody said.
    FeedbackWhat {
        /// Praise.
        Compliment = "compliment",
        /// Neither.
        Comment = "comment",
        /// A complaint, and what was learnt.
        Complaint = "complaint",
    }
}

terms! {
    /// Which way a figure should go.
    Better {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
    }
}

terms! {
    /// How often a check is made.
    HowOften {
        /// Every day.
        Daily = "daily",
        /// Every week.
        Weekly = "weekly",
        /// Every month.
        Monthly = "monthly",
        /// Four times a year.
        Quarterly = "quarterly",
        /// Twice a year.
        HalfYearly = "half-yearly",
        /// Once a year.
        Yearly = "yearly",
    }
}

terms! {
    /// What a count counts. Counts of people under five are never shown outside the inspector edition.
    Counts {
        /// People: small numbers are protected.
        People = "people",
        /// Anything else.
        Things = "things",
    }
}

terms! {
    /// In which format each photo of a website is made besides JPEG.
    PhotoFormat {
        /// Smaller; every browser since 2020 shows it.
        Webp = "webp",
    }
}

terms! {
    /// Where an edition will be put.
    Hosted {
        /// Anybody can reach it.
        Open = "open",
        /// Behind a password.
        Password = "password",
        /// Handed over as a folder.
        Offline = "offline",
    }
}

terms! {
    /// What kind of service this is.
    ServiceKind {
        /// A care home.
        CareHome = "care-home",
        /// A care home with nursing.
        NursingHome = "nursing-home",
        /// Care in people's own homes.
        HomeCare = "home-care",
        /// Supported living.
        SupportedLiving = "supported-living",
        /// Shared lives.
        SharedLives = "shared-lives",
        /// A day service.
        DayService = "day-service",
    }
}

terms! {
    /// What an edition is made as.
    Format {
        /// The website.
        Web = "web",
        /// The printable portfolio.
        Pdf = "pdf",
        /// The portfolio at 18 point.
        LargePrint = "large-print",
        /// An A5 booklet.
        Booklet = "booklet",
        /// One PDF a statement.
        Statements = "statements",
        /// Posters.
        Posters = "posters",
        /// Twelve pages for an inspector's first hour.
        StartHere = "start-here",
    }
}

terms! {
    /// Where a page of words belongs.
    PagePlace {
        /// About us.
        About = "about",
        /// What we offer.
        Offer = "offer",
        /// Key information and fees.
        Fees = "fees",
        /// Visiting us.
        Visiting = "visiting",
        /// How to complain.
        Complain = "complain",
        /// Who is who.
        Who = "who",
        /// What we stand for.
        Values = "values",
        /// Our part in the neighbourhood.
        Community = "community",
        /// Working here.
        Jobs = "jobs",
        /// Food and drink.
        Food = "food",
        /// Getting involved.
        Involved = "involved",
        /// Privacy notice.
        Privacy = "privacy",
        /// Anything else.
        Other = "other",
    }
}

terms! {
    /// What one file of the portfolio is; the folder decides (PRODUCT section 2).
    Kind {
        /// Something good that happened.
        Story = "story",
        /// What somebody said.
        Feedback = "feedback",
        /// A survey.
        Survey = "survey",
        /// What we noticed, did, and what changed.
        Improvement = "improvement",
        /// A check, and its results over time.
        Audit = "audit",
        /// A figure over time.
        Figure = "figure",
        /// What we learnt, as themes and counts.
        Learning = "learning",
        /// What the last inspection report said.
        Finding = "finding",
        /// An award or accreditation.
        Award = "award",
        /// A pledge.
        Commitment = "commitment",
        /// Film or sound.
        Film = "film",
        /// Where an original record is kept.
        Record = "record",
        /// Photos with captions.
        Album = "album",
        /// What happened on a day.
        Event = "event",
        /// Anything else in words.
        Page = "page",
        /// The service's own view of a statement.
        SelfAssessment = "self-assessment",
    }
}

/// Which readers a kind of item may reach (PRODUCT section 2, last column).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Whoever its `audience` names.
    Everyone,
    /// Inspectors and commissioners; others only when `audience` names them.
    ByChoice,
    /// Inspectors and commissioners, never others.
    Professionals,
    /// Inspectors only.
    InspectorOnly,
}

impl Kind {
    /// The folder at the top of the portfolio.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Story => "stories",
            Kind::Feedback => "feedback",
            Kind::Survey => "surveys",
            Kind::Improvement => "improvements",
            Kind::Audit => "audits",
            Kind::Figure => "figures",
            Kind::Learning => "learning",
            Kind::Finding => "findings",
            Kind::Award => "awards",
            Kind::Commitment => "commitments",
            Kind::Film => "films",
            Kind::Record => "records",
            Kind::Album => "albums",
            Kind::Event => "events",
            Kind::Page => "pages",
            Kind::SelfAssessment => "self-assessment",
        }
    }

    /// The words that a file in an item's own folder may be called by (`story.md`).
    pub const ALL_WORDS: [&'static str; 16] = [
        "story",
        "feedback",
        "survey",
        "improvement",
        "audit",
        "figure",
        "learning",
        "finding",
        "award",
        "commitment",
        "film",
        "record",
        "album",
        "event",
        "page",
        "self-assessment",
    ];

    /// The kind that lives in a folder.
    pub fn of_folder(folder: &str) -> Option<Kind> {
        Kind::ALL.iter().map(|(_, kind)| *kind).find(|kind| kind.folder() == folder)
    }

    /// The letter that its references start with.
    pub fn letter(self) -> &'static str {
        match self {
            Kind::Story => "S",
            Kind::Feedback => "F",
            Kind::Survey => "Q",
            Kind::Improvement => "I",
            Kind::Audit => "A",
            Kind::Figure => "N",
            Kind::Learning => "L",
            Kind::Finding => "FI",
            Kind::Award => "AW",
            Kind::Commitment => "C",
            Kind::Film => "V",
            Kind::Record => "R",
            Kind::Album => "P",
            Kind::Event => "E",
            Kind::Page => "G",
            Kind::SelfAssessment => "SA",
        }
    }

    /// Which readers it may reach.
    pub fn reach(self) -> Reach {
        match self {
            Kind::Story | Kind::Feedback | Kind::Survey | Kind::Improvement | Kind::Finding | Kind::Award => {
                Reach::Everyone
            }
            Kind::Commitment | Kind::Film | Kind::Album | Kind::Event | Kind::Page => Reach::Everyone,
            Kind::Audit | Kind::Figure => Reach::ByChoice,
            Kind::Learning => Reach::Professionals,
            Kind::Record | Kind::SelfAssessment => Reach::InspectorOnly,
        }
    }

    /// Whether one of these is about people as a rule, so that leaving `people` out holds it back.
    /// Audits, figures, records and the like are about the service; the name guard still reads them.
    pub fn must_say_who(self) -> bool {
        match self {
            Kind::Story | Kind::Feedback | Kind::Improvement | Kind::Event | Kind::Album | Kind::Film | Kind::Page => {
                true
            }
            Kind::Survey | Kind::Audit | Kind::Figure | Kind::Learning | Kind::Finding => false,
            Kind::Award | Kind::Commitment | Kind::Record | Kind::SelfAssessment => false,
        }
    }
}

impl Format {
    /// Whether it prints all of an edition, so that a large one becomes a book that no computer can make.
    pub fn holds_everything(self) -> bool {
        match self {
            Format::Pdf | Format::LargePrint | Format::Booklet => true,
            Format::Web | Format::Statements | Format::Posters | Format::StartHere => false,
        }
    }
}
