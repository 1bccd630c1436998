//! The program `carefolio`: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    carefolio::cli::run(std::env::args_os())
}
