//! Which folders an edition may be written to.
//!
//! Refused: the portfolio, anything above it, the folders its content lies in, a disk's root, a home folder and the
//! folders in it where people keep everything else.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::OutputTrouble;
use super::disk::{Disk, Kind};

const DOING: &str = "looking at the folder for the editions";

/// Folders of a portfolio that hold content (PRODUCT section 2), and the private one.
const CONTENT: [&str; 22] = [
    "stories",
    "feedback",
    "surveys",
    "improvements",
    "audits",
    "figures",
    "learning",
    "findings",
    "awards",
    "commitments",
    "films",
    "records",
    "albums",
    "events",
    "pages",
    "self-assessment",
    "people",
    "frameworks",
    "theme",
    "inbox",
    ".carefolio",
    ".git",
];

/// Folders in which people keep other things as well, wherever they are.
const CROWDED: [&str; 6] = ["desktop", "documents", "downloads", "pictures", "onedrive", "dropbox"];

/// The folders a publish works with.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Where the editions go, one folder each.
    pub out: &'a Utf8Path,
    /// The private folder, `.carefolio` in the portfolio.
    pub private: &'a Utf8Path,
    /// The portfolio.
    pub portfolio: &'a Utf8Path,
    /// The home folder of the person at the keyboard, where it is known.
    pub home: Option<&'a Utf8Path>,
}

impl Place<'_> {
    /// The real path of the folder for the editions, if it is a good one.
    pub(super) fn checked_out(&self, disk: &Disk) -> Result<Utf8PathBuf, OutputTrouble> {
        let out = real(disk, self.out)?;
        let portfolio = real(disk, self.portfolio)?;
        let home = self.home.map(|home| real(disk, home)).transpose()?;
        if let Some(says) = refusal(&out, &portfolio, home.as_deref()) {
            let fix = "Choose a folder of its own with --out, for example one called out in the portfolio.";
            return Err(OutputTrouble::new(self.out, DOING, says, fix));
        }
        let found = disk.look(&out).map_err(OutputTrouble::io(DOING, self.out))?;
        if found.is_some_and(|found| found.kind != Kind::Folder) {
            let fix = "Move that file, or choose another folder with --out.";
            return Err(OutputTrouble::new(self.out, DOING, "There is a file where the folder should be.", fix));
        }
        Ok(out)
    }
}

fn refusal(out: &Utf8Path, portfolio: &Utf8Path, home: Option<&Utf8Path>) -> Option<String> {
    if out.parent().is_none() {
        return Some("The editions cannot go to the top of a disk.".into());
    }
    if portfolio.starts_with(out) {
        return Some("The editions cannot go to the portfolio folder itself, nor to a folder it lies in.".into());
    }
    if home.is_some_and(|home| home.starts_with(out)) {
        return Some("The editions cannot go to a home folder itself.".into());
    }
    if let Ok(inside) = out.strip_prefix(portfolio)
        && let Some(Utf8Component::Normal(first)) = inside.components().next()
        && CONTENT.iter().any(|content| content.eq_ignore_ascii_case(first))
    {
        return Some(format!("The editions cannot go to {first}, where your own files are."));
    }
    let name = out.file_name()?;
    let crowded = CROWDED.iter().any(|crowded| crowded.eq_ignore_ascii_case(name));
    crowded.then(|| format!("The editions cannot go straight to {name}, among other things."))
}

/// The real path of a folder that may not be there yet.
fn real(disk: &Disk, path: &Utf8Path) -> Result<Utf8PathBuf, OutputTrouble> {
    let trouble = |error| OutputTrouble::io(DOING, path)(error);
    let whole = camino::absolute_utf8(path).map_err(trouble)?;
    let mut there = whole.as_path();
    while disk.look(there).map_err(trouble)?.is_none() {
        let Some(above) = there.parent() else { break };
        there = above;
    }
    let rest = whole.strip_prefix(there).unwrap_or(Utf8Path::new(""));
    if rest.components().any(|part| part == Utf8Component::ParentDir) {
        let fix = "Write the folder without `..`, or make it first.";
        return Err(OutputTrouble::new(
            path,
            DOING,
            "This folder is not there yet and its name goes up with `..`.",
            fix,
        ));
    }
    let mut real = disk.real_path(there).map_err(trouble)?;
    // Not `join("")`, which would leave a slash at the end.
    real.extend(rest.components());
    Ok(real)
}

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn crowded_and_precious_folders_are_refused() {
        let refused = |out: &str| refusal(out.into(), "/home/sam/care".into(), Some("/home/sam".into())).is_some();
        for bad in [
            "/",
            "/home",
            "/home/sam",
            "/home/sam/care",
            "/home/sam/care/stories",
            "/home/sam/care/Stories/x",
            "/home/sam/care/people",
            "/home/sam/care/.carefolio/x",
            "/home/sam/Desktop",
            "/mnt/Documents",
        ] {
            assert!(refused(bad), "{bad}");
        }
        for good in
            ["/home/sam/care/out", "/home/sam/site", "/home/sam/Desktop/site", "/media/stick", "/home/sam/care2"]
        {
            assert!(!refused(good), "{good}");
        }
    }
}
