//! What goes while the content has errors.

use super::*;

fn not_mary(name: &str) -> bool {
    name != "mary"
}

fn shown(spots: &[Spot]) -> Vec<String> {
    spots.iter().map(ToString::to_string).collect()
}

#[test]
fn what_relied_on_a_withdrawn_consent_goes_and_the_rest_stays() {
    let home = Home::new();
    home.publish(FIRST);
    let taken = home.open().take_down(not_mary, &[]).unwrap();
    assert_eq!(shown(&taken.deleted), ["public/photos/a1.jpg", "public/stories/mary.html"]);
    assert_eq!(shown(&taken.replaced), ["public/index.html"]);
    assert_eq!(fs::read_to_string(home.at("index.html")).unwrap(), NEUTRAL);
    assert_eq!(fs::read_to_string(home.at("stories/tom.html")).unwrap(), "Tom at the piano");
    assert!(!home.at("photos").exists());
    let list = fs::read_to_string(home.at("edition.json")).unwrap();
    assert!(!list.contains("mary") && !list.contains("7K4"), "{list}");

    let private = tree(&home.private);
    let remembers = |(_, bytes): (&String, &Vec<u8>)| String::from_utf8_lossy(bytes).contains("mary");
    assert!(!private.iter().any(remembers), "the private folder still knows her");

    assert_eq!(home.open().take_down(not_mary, &[]).unwrap(), TakenDown::default());
    home.publish(SECOND);
    let clean = Home::new();
    clean.publish(SECOND);
    assert_eq!(home.tree(), clean.tree());
}

#[test]
fn nothing_is_touched_while_everything_is_valid() {
    let home = Home::new();
    home.publish(FIRST);
    let before = home.tree();
    assert_eq!(home.open().take_down(|_| true, &[]).unwrap(), TakenDown::default());
    assert_eq!(home.tree(), before);
}

#[test]
fn a_page_changed_by_hand_goes_too_but_is_kept_aside() {
    let home = Home::new();
    home.publish(FIRST);
    fs::write(home.at("stories/mary.html"), "Mary, changed by hand").unwrap();
    let taken = home.open().take_down(not_mary, &[]).unwrap();
    assert!(!home.at("stories/mary.html").exists());
    assert_eq!(taken.notices.len(), 1);
}

#[test]
fn without_memory_only_what_would_be_published_again_stays() {
    let home = Home::new();
    home.publish(FIRST);
    fs::remove_dir_all(&home.private).unwrap();
    fs::write(home.at("cat.jpg"), "mine").unwrap();
    let mut workplace = home.open();
    assert_eq!(workplace.unremembered().unwrap(), ["public"]);
    let staged = stage(&workplace, "public", SECOND).unwrap();
    let taken = workplace.take_down(not_mary, &[staged]).unwrap();
    drop(workplace);
    // Tom's page would be another one now, so the old one goes as well.
    let gone = ["public/photos/a1.jpg", "public/stories/mary.html", "public/stories/tom.html"];
    assert_eq!(shown(&taken.deleted), gone);
    assert_eq!(shown(&taken.replaced), ["public/index.html"]);
    assert_eq!(home.open().unremembered().unwrap(), Vec::<String>::new());
    assert_eq!(fs::read_to_string(home.at("style.css")).unwrap(), "colours");
    assert_eq!(fs::read_to_string(home.at("cat.jpg")).unwrap(), "mine");
}

#[test]
fn without_memory_and_without_a_build_all_of_ours_goes() {
    let home = Home::new();
    home.publish(FIRST);
    fs::remove_dir_all(&home.private).unwrap();
    home.open().take_down(not_mary, &[]).unwrap();
    assert!(!home.at("").exists());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_way_does_not_stop_a_takedown() {
    let home = Home::new();
    home.publish(FIRST);
    let elsewhere = home.root.join("elsewhere");
    fs::rename(home.at("photos"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, home.at("photos")).unwrap();
    let taken = home.open().take_down(not_mary, &[]).unwrap();
    assert!(elsewhere.join("a1.jpg").exists());
    assert!(!home.at("stories/mary.html").exists());
    let left = Spot { edition: "public".into(), path: path("photos/a1.jpg") };
    assert_eq!(taken.notices, [Notice::LeftAlone(left)]);
}
