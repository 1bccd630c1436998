//! Turns what was planned into bytes: photos, charts, pages.

pub mod chart;
pub mod photo;
