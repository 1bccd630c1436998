//! Files that are not ours, or not as we wrote them.

use super::*;

#[test]
fn files_of_others_are_never_touched() {
    let home = Home::new();
    fs::create_dir_all(home.at(".git")).unwrap();
    for other in ["public/CNAME", "public/.git/config", "cat.jpg", "public/stories-of-mine.txt"] {
        fs::write(home.out.join(other), "mine").unwrap();
    }
    home.publish(FIRST);
    fs::write(home.at("photos/mine.jpg"), "mine").unwrap();
    home.publish(SECOND);
    for other in
        ["public/CNAME", "public/.git/config", "cat.jpg", "public/stories-of-mine.txt", "public/photos/mine.jpg"]
    {
        assert_eq!(fs::read_to_string(home.out.join(other)).unwrap(), "mine", "{other}");
    }
}

#[test]
fn a_file_of_others_at_our_address_stops_everything() {
    let home = Home::new();
    home.publish(FIRST);
    fs::write(home.at("stories/zoe.html"), "mine").unwrap();
    let before = home.tree();
    let trouble = home.try_publish(SECOND).unwrap_err();
    assert_eq!(trouble.says, "There is already a file at public/stories/zoe.html that carefolio did not write.");
    assert_eq!(home.tree(), before);

    // The very bytes we would write are no harm.
    fs::write(home.at("stories/zoe.html"), "Zoe sings").unwrap();
    home.publish(SECOND);
}

#[test]
fn a_folder_of_others_at_our_address_stops_everything() {
    let home = Home::new();
    fs::create_dir_all(home.at("index.html")).unwrap();
    let trouble = home.try_publish(FIRST).unwrap_err();
    assert_eq!(trouble.says, "There is already a folder at public/index.html that carefolio did not write.");
}

#[test]
fn a_file_changed_by_hand_is_kept_aside() {
    let home = Home::new();
    home.publish(FIRST);
    fs::write(home.at("stories/mary.html"), "changed by hand").unwrap();
    fs::write(home.at("index.html"), "changed too").unwrap();
    let published = home.publish(SECOND);
    let words: Vec<String> = published
        .notices
        .iter()
        .map(|notice| {
            let Notice::KeptAside { kept, .. } = notice else { panic!("{notice}") };
            fs::read_to_string(kept).unwrap()
        })
        .collect();
    assert_eq!(words, ["changed too", "changed by hand"]);
    assert!(!home.at("stories/mary.html").exists());
    let clean = Home::new();
    clean.publish(SECOND);
    assert_eq!(home.tree(), clean.tree());
}

#[test]
fn an_edit_of_the_same_size_and_time_is_noticed() {
    let home = Home::new();
    home.publish(FIRST);
    let page = home.at("stories/tom.html");
    let time = fs::metadata(&page).unwrap().modified().unwrap();
    fs::write(&page, "tom AT THE PIANO").unwrap();
    fs::File::options().write(true).open(&page).unwrap().set_modified(time).unwrap();
    let published = home.publish(FIRST);
    assert_eq!((published.written, published.notices.len()), (1, 1));
    assert_eq!(fs::read_to_string(&page).unwrap(), "Tom at the piano");
}

#[test]
fn a_touched_or_copied_file_is_not_written_again() {
    let home = Home::new();
    home.publish(FIRST);
    for time in [0, 4_000_000_000] {
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(time);
        for (address, _) in home.tree().iter().filter(|(address, _)| !address.ends_with('/')) {
            fs::File::options().write(true).open(home.out.join(address)).unwrap().set_modified(time).unwrap();
        }
        assert_eq!(home.publish(FIRST).written, 0);
    }
}

#[test]
fn a_file_that_somebody_deleted_comes_back() {
    let home = Home::new();
    home.publish(FIRST);
    let before = home.tree();
    fs::remove_file(home.at("style.css")).unwrap();
    assert_eq!(home.publish(FIRST).written, 1);
    assert_eq!(home.tree(), before);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    for link in ["stories/tom.html", "stories", "", "photos/a1.jpg"] {
        let home = Home::new();
        let elsewhere = home.root.join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        home.publish(FIRST);
        let ours = home.at(link);
        let moved = elsewhere.join("it");
        fs::rename(ours.as_str().trim_end_matches('/'), &moved).unwrap();
        symlink(&moved, ours.as_str().trim_end_matches('/')).unwrap();
        let before = tree(&elsewhere);
        let result = home.try_publish(SECOND);
        assert_eq!(tree(&elsewhere), before, "{link}");
        // The photo is not wanted any more: a link in its place is somebody else's.
        assert_eq!(result.is_err(), link != "photos/a1.jpg", "{link}");
    }
}

#[cfg(unix)]
#[test]
fn the_private_folder_is_not_behind_a_link() {
    let home = Home::new();
    fs::create_dir(home.root.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(home.root.join("elsewhere"), &home.private).unwrap();
    assert!(Workplace::open(home.place()).is_err());
}

#[test]
fn a_bad_folder_is_refused_before_anything_is_made() {
    let home = Home::new();
    fs::write(home.root.join("file"), "mine").unwrap();
    for out in ["", "..", "stories", "people/x", "file", ".carefolio/site", "nowhere/../../x/.."] {
        let out = home.root.join(out);
        let place = Place { out: &out, ..home.place() };
        assert!(Workplace::open(place).is_err(), "{out}");
        assert!(!home.private.exists());
    }
}

/// Root may write anywhere, so this says something only for other people.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.publish(FIRST);
    let before = home.tree();
    let locked = |mode| fs::set_permissions(home.at("stories"), fs::Permissions::from_mode(mode)).unwrap();
    locked(0o555);
    let result = home.try_publish(SECOND);
    locked(0o755);
    if let Err(trouble) = result {
        assert_eq!(trouble.says, "This computer did not allow it.");
        assert_eq!(home.tree().len(), before.len());
    }
    home.publish(SECOND);
    let clean = Home::new();
    clean.publish(SECOND);
    assert_eq!(home.tree(), clean.tree());
}
