//! `carefolio.toml`.

use super::{folder, told_in};
use crate::content::terms::Hosted;

#[test]
fn settings_have_usual_values() {
    let (parsed, told) = folder(&[("carefolio.toml", "[service]\nname = \"Rosewood House\"\n")]);
    assert_eq!(told, Vec::<String>::new());
    let settings = parsed.settings.expect("settings");
    assert_eq!(settings.frameworks[0].typed, "cqc-saf");
    let editions: Vec<_> = settings.editions.iter().map(|edition| (edition.name.as_str(), edition.hosted)).collect();
    let offline = |name| (name, Hosted::Offline);
    assert_eq!(editions, [("public", Hosted::Open), offline("family"), offline("commissioner"), offline("inspector")]);
}

#[test]
fn settings_are_read_and_slips_in_them_are_told() {
    let text = "\
frameworks = [\"cqc-saf\", \"cqc-kloe-2017\"]
[service]
name = \"Rosewood House\"
beds = 40
[rating]
overall = \"good\"
safe = \"good\"
published = 2025-03-04
[editions.zoe]
audience = \"family\"
hosted = \"open\"
base_url = \"https://example.org/family/\"
period = { from = 2026-04-01, to = 2027-03-31 }
[editions.commissioner]
exact_figures = true
exact_figures_reason = \"Contract 12\"
[editions.inspector]
self_assessment = true
";
    let (parsed, told) = folder(&[("carefolio.toml", text)]);
    assert_eq!(told, Vec::<String>::new());
    let settings = parsed.settings.expect("settings");
    assert_eq!(settings.rating.as_ref().map(|rating| rating.questions.len()), Some(1));
    let names: Vec<_> = settings.editions.iter().map(|edition| edition.name.as_str()).collect();
    assert_eq!(names, ["zoe", "commissioner", "inspector"]);
    assert_eq!(settings.editions[0].base_url.as_deref(), Some("https://example.org/family"));
    assert!(settings.editions[0].period.is_some());
    assert!(settings.editions[1].exact_figures && !settings.editions[0].exact_figures);
    assert!(settings.editions[2].self_assessment && settings.editions[2].coverage);
    let service = "[service]\nname = \"R\"\n";
    for (text, expected) in [
        ("", "0 service-name-missing"),
        ("[service]\nkind = \"care-home\"", "1 service-name-missing"),
        (&format!("{service}[policy]\nbest_interests_may_be_public = true"), "4 reason-missing"),
        (&format!("{service}[editions.family]\nexact_figures = true"), "4 reason-missing"),
        (
            &format!("{service}[editions.family]\nexact_figures = true\nexact_figures_reason = \"x\""),
            "4 exact-figures-not-here",
        ),
        (&format!("{service}[editions.family]\nself_assessment = true"), "4 inspector-only-setting"),
        (&format!("{service}[editions.\"Our Family\"]\naudience = \"family\""), "3 edition-name"),
        (&format!("{service}[editions.friends]\ntitle = \"x\""), "3 edition-without-audience"),
        (&format!("{service}[editions.family]\nbase_url = \"rosewood.org\""), "4 web-address"),
        (&format!("{service}[edition.family]\n"), "3 unknown-key"),
        (&format!("theem = \"x\"\n{service}"), "1 unknown-key"),
    ] {
        assert_eq!(told_in("carefolio.toml", text), [expected], "{text}");
    }
}
