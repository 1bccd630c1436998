//! The program `carefolio`: everything is in the library.

use std::process::ExitCode;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    carefolio::cli::run(std::env::args_os())
}
