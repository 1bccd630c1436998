//! The real program on real folders: whatever is wrong, it says so in plain words, ends with the right code, loses
//! nothing, and writes nothing outside `out` and `.carefolio`.

use std::fs;

use crate::folders::{Folder, MARGARET, Run, SETTINGS, TODAY, holding, program, run, tree};

/// Builds, and checks that nothing outside `out` and `.carefolio` was touched.
fn build_touching_nothing(folder: &Folder, more: &[&str]) -> Run {
    let before = folder.outside();
    let done = folder.build(more);
    assert_eq!(folder.outside(), before, "{}", done.said);
    done
}

#[test]
fn an_empty_folder_is_not_a_portfolio_yet() {
    let folder = Folder::new();
    build_touching_nothing(&folder, &[]).ends(2).says(&["carefolio.toml", "Fix:", "carefolio new"]);
    assert!(tree(&folder.home()).is_empty(), "nothing was made");
    let home = folder.text_at("home");
    run(&mut program(&["check", &home])).ends(2).says(&["carefolio.toml"]);
    run(&mut program(&["build", &folder.text_at("nowhere")])).ends(2).says(&["There is no folder"]);
    folder.put("a-file", "x");
    run(&mut program(&["build", &folder.text_at("home/a-file")])).ends(2).says(&["is a file"]);
}

#[test]
fn ten_mistakes_in_one_file_are_all_told() {
    let folder = Folder::small_home();
    let mistakes = "frameworks = [\"cqc-saff\"]
theme = 3
colour = \"red\"
[service]
name = \"Rosewood House\"
kind = \"care-hotel\"
beds = \"many\"
website = \"rosewood\"
[policy]
best_interests_may_be_public = true
[editions.family]
audience = \"families\"
hosted = \"cloud\"
period = { from = 2026-04-01, to = 2025-03-31 }
[editions.inspector]
exact_figures = \"yes\"
";
    folder.put("carefolio.toml", mistakes);
    let done = build_touching_nothing(&folder, &[]);
    done.ends(1);
    // The theme is told without its line.
    done.says(&["no theme called"]);
    for line in [1, 3, 6, 7, 8, 10, 12, 13, 14, 16] {
        done.says(&[&format!("carefolio.toml, line {line}")]);
    }
    assert!(!folder.at("home/out").exists() || tree(&folder.at("home/out")).is_empty());
}

#[test]
fn a_very_long_story_and_one_without_a_date() {
    let folder = Folder::small_home();
    let long = "+++\ntitle = \"Long\"\ndate = 2026-05-01\npeople = []\n+++\n".to_owned()
        + &"All day we *talked* about the [garden](stories/garden.md). ".repeat(90_000);
    assert!(long.len() > 5_000_000);
    folder.put("stories/long.md", long);
    build_touching_nothing(&folder, &[]).ends(0);
    folder.put("stories/undated.md", "+++\npeople = []\n+++\nSomething happened.\n");
    let done = build_touching_nothing(&folder, &[]);
    done.says(&["stories/undated.md", "Fix:"]);
    assert!(matches!(done.code, Some(0 | 1)), "{}", done.said);
}

#[test]
fn a_photo_that_is_no_photo_is_held_back() {
    let folder = Folder::small_home();
    folder.put("stories/garden/beans.jpg", "These are not beans.");
    build_touching_nothing(&folder, &[]).ends(0).says(&["beans.jpg", "held back", "Fix:"]);
    assert!(holding(&folder.at("home/out/family"), "zebrabeans").len() > 1, "the story goes on without it");
    build_touching_nothing(&folder, &["--strict"]).ends(1);
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::small_home();
    fs::write(folder.at("secret.md"), "+++\npeople = []\naudience = \"all\"\n+++\nunicornsecret\n").expect("a file");
    symlink(folder.home(), folder.at("home/stories/loop")).expect("a link");
    symlink("/etc", folder.at("home/stories/etc")).expect("a link");
    symlink(folder.at("secret.md"), folder.at("home/stories/secret.md")).expect("a link");
    symlink(folder.at("nowhere"), folder.at("home/stories/garden/gone.jpg")).expect("a link");
    let done = build_touching_nothing(&folder, &[]);
    done.says(&["stories/etc", "stories/loop", "stories/secret.md"]);
    assert!(matches!(done.code, Some(0 | 1)), "{}", done.said);
    for made in ["home/out", "home/.carefolio"] {
        assert_eq!(holding(&folder.at(made), "unicornsecret"), Vec::<String>::new());
    }
}

#[test]
fn names_of_files_may_be_anything() {
    let folder = Folder::small_home();
    let names = [
        "\u{1f389} party.md",
        "caf\u{e9} \u{e0} la cr\u{e8}me.md",
        "CON.md",
        "aux.md",
        "nul.tea.md",
        "a  b.md",
        "-x.md",
        "\u{540d}\u{524d}.md",
    ];
    for (day, name) in names.iter().enumerate() {
        let text = format!("+++\ndate = 2026-04-{:02}\npeople = []\naudience = \"all\"\n+++\nWords.\n", day + 1);
        folder.put(&format!("stories/{name}"), text);
    }
    build_touching_nothing(&folder, &[]).ends(0);
    for path in tree(&folder.at("home/out")).into_keys() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./".contains(c);
        assert!(path.chars().all(plain), "{path}");
        let stem = path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or("");
        assert!(!["con", "aux", "nul", "prn"].contains(&stem), "{path}");
    }
    assert_eq!(fs::read_dir(folder.at("home/out/family/stories")).expect("pages").count(), names.len() + 4);
}

#[test]
fn the_editions_go_to_a_folder_of_their_own() {
    let folder = Folder::small_home();
    for bad in ["home", ".", "home/stories", "home/stories/garden", "home/people", "home/.carefolio", "home/inbox/x"] {
        let out = folder.text_at(bad);
        build_touching_nothing(&folder, &["--out", &out]).ends(2).says(&["Fix:"]);
    }
    let file = folder.text_at("home/stories/tea.md");
    build_touching_nothing(&folder, &["--out", &file]).ends(2).says(&["Fix:"]);
    fs::write(folder.at("busy"), "x").expect("a file");
    let busy = folder.text_at("busy");
    build_touching_nothing(&folder, &["--out", &busy]).ends(2).says(&["file where the folder should be"]);
}

#[test]
fn a_file_where_out_should_be_stays() {
    let folder = Folder::small_home();
    folder.put("out", "mine");
    folder.build(&[]).ends(2).says(&["Fix:"]);
    assert_eq!(fs::read_to_string(folder.at("home/out")).expect("it is there"), "mine");
}

#[test]
fn somebody_elses_files_are_kept() {
    let folder = Folder::small_home();
    let mine = ["public/CNAME", "public/.git/config", "public/stories/cat.jpg", "notes.txt", "other/index.html"];
    for path in mine {
        folder.put(&format!("out/{path}"), format!("mine {path}"));
    }
    folder.build(&[]).ends(0);
    folder
        .put("stories/tea.md", "+++\ntitle = \"Other\"\ndate = 2026-05-13\npeople = []\naudience = \"all\"\n+++\nX\n");
    folder.build(&[]).ends(0);
    for path in mine {
        assert_eq!(fs::read_to_string(folder.at("home/out").join(path)).expect("kept"), format!("mine {path}"));
    }
    // Where somebody's file stands in the way, nothing is published over it.
    let folder = Folder::small_home();
    folder.put("out/public/index.html", "mine");
    folder.build(&[]).ends(2).says(&["index.html", "Fix:"]);
    assert_eq!(fs::read_to_string(folder.at("home/out/public/index.html")).expect("kept"), "mine");
}

#[test]
fn what_is_typed_wrongly_is_told() {
    let folder = Folder::small_home();
    let home = folder.text_at("home");
    build_touching_nothing(&folder, &["--edition", "famly"]).ends(2).says(&["famly", "family"]);
    run(&mut program(&["bild", &home])).ends(2).says(&["build"]);
    run(&mut program(&[])).ends(2);
    run(&mut program(&["build", &home, "--today", "soon"])).ends(2).says(&["2026-05-14"]);
    run(&mut program(&["build", &home, "--today", "2026-02-30"])).ends(2);
    run(&mut program(&["--help"])).ends(0).says(&["build", "check", "new"]);
    run(&mut program(&["--version"])).ends(0);
    run(&mut program(&["new", &home])).ends(2);
    assert!(!folder.at("home/out").exists() || tree(&folder.at("home/out")).is_empty());
}

#[test]
fn one_edition_and_strict() {
    let folder = Folder::small_home();
    build_touching_nothing(&folder, &["--edition", "family"]).ends(0);
    assert!(folder.at("home/out/family/index.html").exists() && !folder.at("home/out/public").exists());
    build_touching_nothing(&folder, &["--strict"]).ends(0);
    let before = tree(&folder.at("home/out/public"));
    folder.put("stories/held.md", "+++\ndate = 2026-01-01\naudience = \"all\"\n+++\nNobody says who this is about.\n");
    let home = folder.text_at("home");
    run(&mut program(&["check", &home, "--today", TODAY])).ends(0).says(&["held back", "Nothing was written"]);
    run(&mut program(&["check", &home, "--today", TODAY, "--strict"])).ends(1);
    build_touching_nothing(&folder, &[]).ends(0);
    assert_eq!(tree(&folder.at("home/out/public")), before, "what is held back changes nothing");
}

#[test]
fn a_survey_of_a_handful_does_not_say_how_many() {
    let folder = Folder::small_home();
    folder.put(
        "surveys/few.md",
        "+++\ntitle = \"Few\"\ndate = 2026-05-01\nasked = 4\nanswered = 3\naudience = \"all\"\n\
         [[result]]\nquestion = \"Is the food good?\"\nvalue = 2\n+++\nWords\n",
    );
    folder.build(&[]).ends(0);
    for (edition, tells) in [("public", false), ("family", false), ("commissioner", false), ("inspector", true)] {
        let page = fs::read_dir(folder.at(&format!("home/out/{edition}/surveys"))).expect("pages").next();
        let page = fs::read_to_string(page.expect("a page").expect("a page").path()).expect("a page");
        let main = &page[page.find("<main").expect("a main part")..];
        let says = ["Asked", "Answered", "of 3"].map(|words| main.contains(words));
        assert_eq!(says, [tells; 3], "{edition}: {main}");
    }
}

#[test]
fn a_withdrawal_does_not_wait_for_a_clean_build() {
    let folder = Folder::small_home();
    folder.put("carefolio.toml", SETTINGS);
    folder.build(&[]).ends(0);
    let out = folder.at("home/out");
    let before = tree(&out);
    assert_eq!(before.contains_key("family/portfolio.pdf"), cfg!(feature = "pdf"));
    let own = holding(&out, "zebrabeans");
    assert!(own.iter().any(|path| path.contains("/stories/")), "{own:?}");
    folder.put("people/margaret.toml", format!("{MARGARET}withdrawn_on = 2026-11-19\n"));
    folder.put("stories/soup.md", "+++\ntitle = \"The soup\"\ndate = 2026-02-31\n+++\nThere was a soup.\n");
    build_touching_nothing(&folder, &[]).ends(1).says(&["stories/soup.md", "Taken down"]);
    for private in ["zebrabeans", "margaret"] {
        assert_eq!(holding(&out, private), Vec::<String>::new(), "{private}");
    }
    let after = tree(&out);
    assert!(!after.keys().any(|path| path.ends_with(".jpg")), "her photo is gone");
    assert!(!after.contains_key("family/portfolio.pdf"), "what was printed of her is gone");
    let home = fs::read_to_string(out.join("family/index.html")).expect("a page stands in");
    assert!(!home.contains("The garden"), "{home}");
    let soup = |tree: &std::collections::BTreeMap<String, String>| {
        tree.iter()
            .find(|(path, _)| path.starts_with("family/stories/") && path.contains("soup"))
            .map(|one| one.1.clone())
    };
    assert!(soup(&after).is_some() && soup(&after) == soup(&before), "the soup stays as it was");
    build_touching_nothing(&folder, &[]).ends(1);

    folder.put(
        "stories/soup.md",
        "+++\ntitle = \"The soup\"\ndate = 2026-02-01\npeople = []\naudience = \"all\"\n+++\nThere was a soup.\n",
    );
    build_touching_nothing(&folder, &[]).ends(0);
    let fresh = Folder::small_home();
    fresh.put("carefolio.toml", SETTINGS);
    fresh.put("people/margaret.toml", format!("{MARGARET}withdrawn_on = 2026-11-19\n"));
    fresh.build(&[]).ends(0);
    assert_eq!(tree(&out), tree(&fresh.at("home/out")), "as if it had never been there");
    for private in ["zebrabeans", "margaret", "beans.jpg"] {
        assert_eq!(holding(&folder.at("home/.carefolio"), private), Vec::<String>::new(), "{private}");
    }
}

#[test]
fn a_withdrawal_reaches_the_pages_that_only_point_to_what_it_was_for() {
    let folder = Folder::small_home();
    let facts = "people = []\naudience = \"all\"\nstate = \"doing\"\n";
    for number in 0..61 {
        let day = format!("date = 2026-03-{:02}", number % 28 + 1);
        let text = format!("+++\ntitle = \"Path {number}\"\n{day}\n{facts}+++\nWork goes on.\n");
        folder.put(&format!("improvements/path-{number}.md"), text);
    }
    let title = "title = \"A bench for [Margaret](person:margaret)\"\ndate = 2025-01-01";
    folder.put("improvements/bench.md", format!("+++\n{title}\n{facts}+++\nWork goes on.\n"));
    let words = "As nice as [that day](../stories/day.md)!";
    folder.put("feedback/day.md", format!("+++\ntitle = \"Thanks\"\npeople = []\naudience = \"all\"\n+++\n{words}\n"));
    let title = "title = \"A day for [Margaret](person:margaret)\"\ndate = 2025-01-01";
    folder.put("stories/day.md", format!("+++\n{title}\npeople = []\naudience = \"all\"\n+++\nA day.\n"));
    let title = "title = \"[Margaret](person:margaret) tells how to complain\"";
    let facts = "people = []\naudience = \"all\"\nplace = \"complain\"\n";
    folder.put("pages/complain.md", format!("+++\n{title}\n{facts}+++\nTalk to us.\n"));
    folder.build(&[]).ends(0);
    let out = folder.at("home/out");
    assert!(holding(&out, "a bench for").iter().any(|path| path.ends_with("/improvements.html")));
    folder.put("people/margaret.toml", format!("{MARGARET}withdrawn_on = 2026-11-19\n"));
    folder.put("stories/soup.md", "+++\ntitle = \"The soup\"\ndate = 2026-02-31\n+++\nThere was a soup.\n");
    build_touching_nothing(&folder, &[]).ends(1);
    assert_eq!(holding(&out, "margaret"), Vec::<String>::new());
}

#[test]
fn a_withdrawal_reaches_the_editions_that_are_not_built() {
    let folder = Folder::small_home();
    folder.build(&[]).ends(0);
    folder.put("people/margaret.toml", format!("{MARGARET}withdrawn_on = 2026-11-19\n"));
    folder.build(&["--edition", "public"]).ends(0);
    assert_eq!(holding(&folder.at("home/out"), "zebrabeans"), Vec::<String>::new());
}

#[test]
fn a_photo_comes_down_when_somebody_may_not_be_recognised_any_more() {
    let folder = Folder::small_home();
    folder.put(
        "stories/garden/story.md",
        "+++\ntitle = \"The garden\"\ndate = 2026-05-14\npeople = [\"margaret\"]\naudience = \"all\"\n\
         [[photo]]\nfile = \"beans.jpg\"\nalt = \"Beans\"\npeople = [\"margaret\"]\n+++\nBeans were planted.\n",
    );
    folder.put("people/margaret.toml", MARGARET.replace("\"first-name\"", "\"role-only\""));
    folder.build(&[]).ends(0);
    assert!(tree(&folder.at("home/out")).keys().any(|path| path.ends_with(".jpg")));
    folder.put("people/margaret.toml", MARGARET.replace("\"first-name\"", "\"not-recognisable\""));
    folder.put("stories/soup.md", "+++\ntitle = \"The soup\"\ndate = 2026-02-31\n+++\nThere was a soup.\n");
    build_touching_nothing(&folder, &[]).ends(1).says(&["Taken down"]);
    assert!(!tree(&folder.at("home/out")).keys().any(|path| path.ends_with(".jpg")), "her photo is gone");
}

#[test]
fn a_withdrawal_is_told_for_editions_in_another_folder() {
    let folder = Folder::small_home();
    let stick = folder.text_at("stick");
    folder.build(&["--out", &stick]).ends(0);
    let told = "Build there again";
    assert!(!folder.build(&[]).ends(0).said.contains(told));
    folder.put("people/margaret.toml", format!("{MARGARET}withdrawn_on = 2026-11-19\n"));
    folder.build(&[]).ends(0).says(&[told]);
    assert!(!folder.build(&["--out", &stick]).ends(0).said.contains(told));
    assert_eq!(holding(&folder.at("stick"), "zebrabeans"), Vec::<String>::new());
    assert!(!folder.build(&[]).ends(0).said.contains(told));
}
#[cfg(not(feature = "pdf"))]
#[test]
fn without_pdfs_it_says_so_once_and_makes_the_rest() {
    let folder = Folder::small_home();
    folder.put("carefolio.toml", SETTINGS);
    let done = folder.build(&[]);
    done.ends(0).says(&[
        "PDFs are asked for, and this carefolio was built without them.",
        "Fix:",
        "formats = [\"web\"]",
    ]);
    assert_eq!(done.said.matches("was built without them").count(), 1, "{}", done.said);
    assert!(folder.at("home/out/family/index.html").is_file());
    let home = folder.text_at("home");
    let pdf = folder.text_at("form.pdf");
    run(&mut program(&["consent", "form", "margaret", &home, "--out", &pdf]))
        .ends(2)
        .says(&["built without PDFs", "FILE.html"]);
    let page = folder.text_at("form.html");
    run(&mut program(&["consent", "form", "margaret", &home, "--out", &page]))
        .ends(0)
        .says(&["there is only the page"]);
}
