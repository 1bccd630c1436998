//! carefolio turns a care service's stories, photos, feedback and audits into a website and a portfolio for four kinds
//! of reader: the public, families, commissioners and inspectors.
//!
//! # The map
//! Data flows one way. Each room is a module, in the order of the list below; a room may use those before it and none
//! after it (a test looks).
//!
//! | room | takes | gives |
//! |---|---|---|
//! | [`problem`] | | one [`problem::Problem`] for each thing that is wrong, with all its words |
//! | [`sources`] | a folder | the reading door: the only room that opens the author's files |
//! | [`framework`] | the regulators' texts as data | [`framework::Frameworks`]: key questions and statements |
//! | [`content`] | files | [`content::Parsed`]: what authors wrote, with places; never fails |
//! | [`repair`] | a file and its problems | the file with its safe slips mended, byte for byte the same elsewhere |
//! | [`portfolio`] | what was read | [`portfolio::Portfolio`]: everything joined; nothing in it may be shown |
//! | [`consent`] | one item, one edition, one day | [`consent::Cleared`]: what may be shown, with the proof |
//! | [`edition`] | the portfolio and the gate | [`edition::Edition`]: what one kind of reader may know |
//! | [`plain_words`] | what families will read | advice on long sentences and hard words |
//! | [`theme`] | files | templates and the words that pages say by themselves |
//! | [`leaks`] | a finished file | the second line: nothing that the edition may not say |
//! | [`draw`] | cleared values | charts, pictures made anew, words for pages and for paper |
//! | [`plan`] | an edition | [`plan::Plan`]: every output named before any is made, and the values of each page and PDF |
//! | [`render`] | a page's values | bytes |
//! | [`output`] | bytes | the writing door: stages, publishes, takes down |
//! | [`pipeline`] | all of it | the sentence that strings them together |
//! | [`preview`] | a folder that changes | its pages in a browser on this computer, and on no disk |
//! | [`cli`] | a command line | asks, prints, and knows what day it is |
//!
//! # What is absent
//! 1. No room but `sources` opens a file of the portfolio; none but `output` writes; none but `cli` prints, reads the
//!    clock or the environment. (`clippy.toml`)
//! 2. After `edition` no value can hold an uncleared person: only `consent` makes a [`consent::Cleared`].
//! 3. Content types are not `Serialize`; templates see page types ([`plan::pages`]) only.
//! 4. Parsing never fails; it gives what it could read and says what it could not.
//! 5. Nothing touches the output folder until every page is staged without error, takedown excepted.
//! 6. Output bytes depend on sources, framework, theme, day and program version alone.
//! 7. Deleting `.carefolio/` changes nothing but time.
//! 8. HTML and PDF are siblings: both read the plan, neither reads the other.
//! 9. Photos are decoded to pixels and encoded anew: metadata has no way through.

pub mod problem;
pub mod sources;

pub mod framework;

pub mod content;

pub mod repair;

pub mod portfolio;

pub mod consent;

pub mod edition;

pub mod plain_words;

pub mod theme;

pub mod leaks;

pub mod draw;

pub mod plan;

pub mod render;

pub mod output;

pub mod pipeline;

pub mod preview;

pub mod cli;
