//! Every output is named before any is made.

mod out_path;

pub use out_path::OutPath;
