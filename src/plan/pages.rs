//! What pages are made of: the only values a template ever sees.
//!
//! Everything here is already cleared, in the reader's words, and lean: lists hold [`Card`]s, never bodies.
//! Addresses are relative to the top of the edition; a template puts `root` (such as `../`) before them.

mod blocks;
mod cards;
mod framework;
mod home;
mod inspection;
mod item;
mod lists;
mod site;
mod words;

pub use blocks::{Choice, Choices, Day, Fact, Html, Link, Pager, Picture, PictureFile, Tag};
pub use cards::{ActionRow, Card, CardGroup, FindingRow, Quote, QuoteGroup};
pub use framework::{Evidence, QuestionPage, StatementPage, StatementRow};
pub use home::{HomePage, QuestionRow, RatingBlock};
pub use inspection::{
    CoveragePage, CoverageQuestion, CoverageRow, CoverageSum, GapGroup, GapRow, GapsPage, RecordPlace, RecordRow,
    RecordsPage,
};
pub use item::{
    CaptionRow, ChartBlock, EarlierPage, FilmBlock, ItemPage, MeasureBlock, PeriodRow, PromiseRow, Steps, Table,
    ThemeRow,
};
pub use lists::{ActionsPage, AzPage, ContentsFramework, ContentsPage, ListPage, SearchPage, TimelinePage};
pub use site::{Head, Site, Social, SocialPicture, Twin};
pub use words::{FilledIn, OwnSection, PermissionForm, WordsPage};

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
