//! Problems of one subject: paper.

use super::{Problem, Span};

/// Words of an item hold characters that no font of the printed portfolio has.
pub fn characters_not_printed(at: Span, edition: &str) -> Problem {
    Problem::advice("characters-not-printed", at)
        .says("These words have signs or letters that cannot be printed, such as Chinese writing.")
        .means("On the website they are as you wrote them; in the PDF a short remark stands in their place.")
        .fix("Write the same in other letters as well, or put a font that has them into `theme/print/fonts/`.")
        .in_edition(edition)
}

/// Words of an item are so long that they would be a book of their own.
pub fn too_long_to_print(at: Span, edition: &str) -> Problem {
    Problem::held_back("too-long-to-print", at)
        .says("This text is too long to print: it has more than 4,000 lines or 200,000 characters.")
        .means("It is left out of the printed portfolio. On the website all of it is there.")
        .fix("Part it into several files, each with its own title.")
        .in_edition(edition)
}

/// An edition is so large that a PDF of all of it would need more memory than a computer has. `left_out` and `made` are
/// its formats that hold everything, and those that hold a part.
pub fn too_much_to_print(at: Span, edition: &str, items: usize, left_out: &[&str], made: &[&str]) -> Problem {
    let quoted = |formats: &[&str]| formats.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ");
    let left_out = quoted(left_out);
    let means = match made {
        [] => "The website is made as always.".to_owned(),
        [one] => format!("`{one}` holds a part of it: it is made, and so is the website."),
        made => format!("{} hold a part of it: they are made, and so is the website.", quoted(made)),
    };
    Problem::advice("too-much-to-print", at)
        .says(format!("This edition is too large to print: {items} items would fill thousands of pages."))
        .means(format!("Not made: {left_out}. Most computers have too little memory for a PDF of everything. {means}"))
        .fix(format!("Give it a `period`, so that a year or two is printed, or take {left_out} out of `formats`."))
        .in_edition(edition)
}

/// PDFs are asked for, and this program was built without them.
pub fn built_without_pdfs(at: Span) -> Problem {
    Problem::advice("built-without-pdfs", at)
        .says("PDFs are asked for, and this carefolio was built without them.")
        .means("The websites are made as always. No PDF is made.")
        .fix("Use a carefolio with the feature `pdf`, which is on unless somebody turned it off. Or write `formats = [\"web\"]`.")
}
