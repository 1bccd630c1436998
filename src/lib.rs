//! carefolio: a care service's stories, photos, feedback and audits, as a website and a portfolio for four kinds of reader.

pub mod content;
pub mod plan;
pub mod problem;
pub mod render;
pub mod sources;
pub mod theme;
