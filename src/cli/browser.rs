//! Opens an address in the browser of whoever sits there.

use std::process::{Command, Stdio};

/// Asks the computer to open an address. Whether it could be asked; whether a window appears nobody can tell.
pub fn open(address: &str) -> bool {
    let (program, before): (&str, &[&str]) = if cfg!(windows) {
        // A program of its own, so that no shell reads the address.
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
