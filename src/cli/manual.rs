//! `carefolio completions` and `carefolio man`: what shells and the manual need, made from the command line itself.

use clap::CommandFactory;

use super::args::{Arguments, Completions};
use super::terminal::Terminal;
use super::{Stop, WELL};

/// Prints the completions for a shell.
pub fn completions(asked: &Completions, terminal: &Terminal) -> Result<u8, Stop> {
    let mut made = Vec::new();
    clap_complete::generate(asked.shell, &mut Arguments::command(), "carefolio", &mut made);
    terminal.print(&String::from_utf8_lossy(&made));
    Ok(WELL)
}

/// Prints the manual page, with a part for each command.
pub fn man(terminal: &Terminal) -> Result<u8, Stop> {
    let mut made = Vec::new();
    let mut command = Arguments::command();
    command.build();
    let unwritten = |trouble: std::io::Error| Stop {
        says: format!("The manual could not be made: {trouble}."),
        fix: "Use carefolio --help.".to_owned(),
    };
    clap_mangen::Man::new(command.clone()).render(&mut made).map_err(unwritten)?;
    for part in command.get_subcommands() {
        let page = clap_mangen::Man::new(part.clone());
        made.extend(format!(".SH \"CAREFOLIO {}\"\n", part.get_name().to_uppercase()).into_bytes());
        page.render_description_section(&mut made).map_err(unwritten)?;
        page.render_options_section(&mut made).map_err(unwritten)?;
    }
    terminal.print(&String::from_utf8_lossy(&made));
    Ok(WELL)
}
