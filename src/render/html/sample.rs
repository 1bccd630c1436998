//! A page of every kind with invented words, for tests and for looking at.

use crate::plan::pages::*;

mod pages;

pub use pages::all;

fn s(words: &str) -> String {
    words.to_owned()
}

fn some(words: &str) -> Option<String> {
    Some(s(words))
}

fn day(iso: &str, words: &str) -> Day {
    Day { iso: s(iso), words: s(words) }
}

fn link(title: &str, href: &str) -> Link {
    Link { title: s(title), href: s(href) }
}

fn links(all: &[(&str, &str)]) -> Vec<Link> {
    all.iter().map(|(title, href)| link(title, href)).collect()
}

fn fact(label: &'static str, value: &str) -> Fact {
    Fact { label, value: s(value), href: None }
}

pub fn tag(number: usize) -> Tag {
    let title = ["Safe", "Effective", "Caring", "Responsive", "Well-led"][number - 1];
    Tag { class: format!("q-{number}"), title: s(title), href: format!("questions/{}.html", title.to_lowercase()) }
}

fn picture(name: &str, alt: &str, caption: Option<&str>, colour: &str) -> Picture {
    let file = |width: u32| PictureFile {
        href: format!("photos/{name}-{width}.jpg"),
        webp: Some(format!("photos/{name}-{width}.webp")),
        width,
        height: width * 2 / 3,
    };
    Picture {
        alt: s(alt),
        caption: caption.map(s),
        colour: s(colour),
        portrait: false,
        files: vec![file(1600), file(960), file(480)],
    }
}

fn card(
    kind: &'static str,
    reference: &str,
    title: &str,
    summary: &str,
    number: usize,
    photo: Option<Picture>,
) -> Card {
    Card {
        kind,
        href: s("stories/beans-in-may.html"),
        reference: s(reference),
        title: s(title),
        summary: s(summary),
        date: Some(day("2026-05-14", "14 May 2026")),
        tags: vec![tag(number)],
        photo,
        note: None,
        lang: None,
    }
}

fn cards() -> Vec<Card> {
    let beans = picture("dragonfly", "", None, "#7a8a5a");
    let dogs = picture("dogs", "", None, "#8a7a6a");
    let hills = picture("hills", "", None, "#9a7a4a");
    let asked = "Residents asked for a garden they could reach. Now twelve people grow food every week.";
    vec![
        card("story", "S-014", "The garden club: beans in May", asked, 3, Some(beans)),
        card(
            "story",
            "S-013",
            "Two visitors with eight legs",
            "Every second Tuesday the dogs come by, and nobody sleeps late.",
            4,
            Some(dogs),
        ),
        card(
            "story",
            "S-012",
            "A walk that everybody could take",
            "We found a path without steps, and a bus with a lift.",
            2,
            Some(hills),
        ),
        card("story", "S-011", "A quieter night", "The night team swapped bells for lights.", 1, None),
    ]
}

fn quotes() -> Vec<Quote> {
    let quote = |words: &str, role: &str, number, reference: &str| Quote {
        words: Html(format!("<p>{words}</p>")),
        role: some(role),
        date: Some(day("2026-05-02", "2 May 2026")),
        gathered: some("Residents’ meeting, written down by a volunteer"),
        what: "compliment",
        href: s("feedback/tea.html"),
        reference: s(reference),
        tags: vec![tag(number)],
        learnt: None,
        lang: None,
    };
    vec![
        quote("I can have my tea in the garden now. Nobody hurries me.", "A person who lives here", 3, "F-021"),
        quote("They rang me before I had to ask, and told me what they would do next.", "A daughter", 1, "F-020"),
        quote("The new breakfast times mean my mother eats.", "A son", 4, "F-018"),
    ]
}

fn actions() -> Vec<ActionRow> {
    let action = |what: &str, owner: &str, state, overdue| ActionRow {
        what: s(what),
        owner: some(owner),
        due: Some(day("2026-06-30", "30 June 2026")),
        done: (state == "done").then(|| day("2026-06-02", "2 June 2026")),
        state,
        overdue,
        from: Some(link("Medicines check", "audits/medicines.html")),
        itself: state == "done",
    };
    vec![
        action("Show the new chart to every night worker", "Deputy manager", "doing", false),
        action("Label both fridges", "Senior carer", "done", false),
        action("Ask the pharmacy for a second visit", "Registered manager", "planned", true),
    ]
}

fn table() -> Table {
    let row = |cells: [&str; 4]| cells.map(s).to_vec();
    Table {
        caption: s("Morning falls by month, January to June 2026"),
        head: ["Period", "Value", "Target", "Note"].map(s).to_vec(),
        rows: vec![
            row(["January 2026", "6", "3", ""]),
            row(["February 2026", "5", "3", ""]),
            row(["March 2026", "5", "3", "Two nights short of staff"]),
            row(["April 2026", "3", "3", ""]),
            row(["May 2026", "2", "3", ""]),
            row(["June 2026", "1", "3", ""]),
        ],
    }
}

const CHART: &str = r##"<svg role="img" aria-labelledby="c1t c1d" height="240" width="100%"><title id="c1t">Falls in the morning</title><desc id="c1d">Six in January, one in June.</desc><g><rect class="chart-bar" fill="#0e4588" stroke="currentColor" x="3%" y="20" width="9%" height="180"/><rect class="chart-bar" fill="#0e4588" stroke="currentColor" x="19%" y="50" width="9%" height="150"/><rect class="chart-bar" fill="#0e4588" stroke="currentColor" x="35%" y="50" width="9%" height="150"/><rect class="chart-bar" fill="#0e4588" stroke="currentColor" x="51%" y="110" width="9%" height="90"/><rect class="chart-bar" fill="#0e4588" stroke="currentColor" x="67%" y="140" width="9%" height="60"/><rect class="chart-bar" fill="#0e4588" stroke="currentColor" x="83%" y="170" width="9%" height="30"/></g><g class="chart-text" font-size="16" text-anchor="middle"><text x="7.5%" y="14">6</text><text x="23.5%" y="44">5</text><text x="39.5%" y="44">5</text><text x="55.5%" y="104">3</text><text x="71.5%" y="134">2</text><text x="87.5%" y="164">1</text><text x="7.5%" y="222">Jan</text><text x="23.5%" y="222">Feb</text><text x="39.5%" y="222">Mar</text><text x="55.5%" y="222">Apr</text><text x="71.5%" y="222">May</text><text x="87.5%" y="222">Jun</text></g></svg>"##;

fn chart() -> ChartBlock {
    ChartBlock {
        headline: s("Falls in the morning fell from 6 to 1"),
        subtitle: s("All falls between 6 and 9 in the morning, both floors, January to June 2026"),
        chart: Html(s(CHART)),
        table: table(),
        csv: some("audits/morning-falls.csv"),
        small_numbers: true,
    }
}

pub fn rating() -> RatingBlock {
    let word = |question: &str, word: &str| (s(question), s(word));
    RatingBlock {
        regulator: s("Care Quality Commission"),
        regulator_url: some("https://www.cqc.org.uk"),
        service: s("Rosewood House"),
        overall: some("Good"),
        overall_text: some("The service is performing well and meeting our expectations."),
        questions: vec![
            word("Safe", "Good"),
            word("Effective", "Good"),
            word("Caring", "Outstanding"),
            word("Responsive", "Good"),
            word("Well-led", "Requires improvement"),
        ],
        published: Some(day("2025-03-04", "4 March 2025")),
        report_url: some("https://www.cqc.org.uk/location/1-000000001/reports"),
        checked: Some(day("2026-11-15", "15 November 2026")),
        inherited: false,
        poster: None,
    }
}

pub fn permission_form() -> PermissionForm {
    PermissionForm {
        service: s("Rosewood House"),
        provider: some("Rosewood Care Ltd"),
        contact: vec![fact("fact.phone", "01632 960 123")],
        filled: FilledIn::default(),
    }
}

pub fn site(audience: &'static str) -> Site {
    let menu = [
        ("Home", "index.html"),
        ("Stories", "stories/index.html"),
        ("What people say", "feedback/index.html"),
        ("You said, we did", "improvements/index.html"),
        ("Photo albums", "albums/index.html"),
        ("Events", "events/index.html"),
        ("Awards", "awards/index.html"),
        ("Timeline", "timeline/2026.html"),
        ("A to Z", "a-to-z.html"),
        ("About us", "pages/index.html"),
    ];
    let trade = [
        ("Checks and audits", "audits/index.html"),
        ("Figures", "figures/index.html"),
        ("What the last report said", "findings/index.html"),
        ("Where records are kept", "records.html"),
        ("What we have, and gaps", "coverage.html"),
        ("Missing or late", "gaps.html"),
    ];
    let professional = audience == "inspector" || audience == "commissioner";
    let mut menu = links(&menu);
    if professional {
        menu.extend(links(&trade));
    }
    Site {
        service: s("Rosewood House"),
        edition: s(match audience {
            "inspector" => "For our inspectors",
            "family" => "For families and friends",
            _ => "Rosewood House",
        }),
        audience,
        lang: s("en"),
        framework_lang: None,
        listed: audience == "public",
        mark: s("7K4-QD"),
        day: day("2026-11-20", "20 November 2026"),
        rebuild_by: Some(day("2027-01-11", "11 January 2027")),
        menu,
        questions: (1..=5).map(tag).collect(),
        foot: links(&[
            ("How we decide about photos and stories", "photos-and-stories.html"),
            ("Tell us", "complain.html"),
            ("Other formats", "other-formats.html"),
            ("Using this website", "accessibility.html"),
            ("Your privacy", "privacy.html"),
            ("Words we use", "glossary.html"),
            ("About this edition", "about-this-edition.html"),
        ]),
        phone: some("01632 960 123"),
        email: some("hello@rosewood.example"),
        provider: some("Rosewood Care Ltd"),
        rating: Some(link("Our rating: Good", "rating.html")),
        stylesheet: s(""),
        styles: std::collections::BTreeMap::new(),
        many_questions: true,
        icon: s(""),
        feed: (audience == "public").then(|| s("feed.xml")),
        base_url: (audience == "public").then(|| s("https://rosewood.example")),
        people_word: s("residents"),
        pdfs: Vec::new(),
        statement_pdfs: Vec::new(),
    }
}

pub fn head(title: &str, here: &str) -> Head {
    let deep = here.contains('/');
    Head {
        title: s(title),
        description: format!("{title}: from Rosewood House."),
        root: if deep { "../" } else { "" },
        base: s(if deep { "../" } else { "" }),
        twins: Vec::new(),
        here: s(here),
        crumbs: if here == "index.html" {
            Vec::new()
        } else {
            links(&[("Home", "index.html"), ("Stories", "stories/index.html")])
        },
        social: None,
        attribution: vec![s("Quality statements: Care Quality Commission, Open Government Licence v3.0.")],
    }
}

pub fn empty_item(card: Card) -> ItemPage {
    ItemPage {
        list: link("All stories", "stories/index.html"),
        lead: Some(card.summary.clone()),
        card,
        steps: Steps::default(),
        body: Html::default(),
        quote: None,
        photos: Vec::new(),
        facts: Vec::new(),
        measure: None,
        chart: None,
        earlier: None,
        periods: Vec::new(),
        actions: Vec::new(),
        table: None,
        celebrate: Vec::new(),
        change: Vec::new(),
        promises: Vec::new(),
        themes: Vec::new(),
        film: None,
        told_by: None,
        supports: Vec::new(),
        evidence_kind: None,
        related: Vec::new(),
        record: Vec::new(),
    }
}

pub fn story() -> ItemPage {
    let mut page = empty_item(cards().remove(0));
    page.steps = Steps {
        noticed: some("Nobody in a wheelchair could reach the beds."),
        did: some("Raised three beds, with the residents choosing heights and plants."),
        difference: some("Twelve people garden weekly; before, two did. Three of them now cook what they grow."),
        ..Steps::default()
    };
    let told = "<p>In February we sat down over tea and asked what people missed. Four of them said the same thing: earth under \
        their nails. The garden was there, but it was two steps down and one long reach away.</p><p>Margaret drew the first plan on a \
        napkin. Her father had grown runner beans on a railway bank, and she knew how high a bed has to be so that you can lean on \
        it. The carpenter came on the Tuesday and measured everybody who wanted to be measured.</p><p>By the middle of May the first \
        beans were in. Nobody was told to water them, and nobody had to be.</p>";
    page.body = Html(s(told));
    page.quote = Some(quotes().remove(0));
    page.photos = vec![
        picture(
            "dragonfly",
            "A dragonfly rests on a green leaf in the sun",
            Some("The first visitor to the new beds, 14 May"),
            "#7a8a5a",
        ),
        picture("fig", "A fig, cut open, in a red bowl", Some("A fig from the pot by the door"), "#8a3a3a"),
        picture("dandelions", "Dandelion clocks in evening light", None, "#a08a5a"),
    ];
    page.measure = Some(MeasureBlock {
        what: s("People who garden each week"),
        before: s("2"),
        after: s("12"),
        chart: Html::default(),
    });
    page.told_by = some("the activities lead, with the garden club");
    page.facts = vec![
        fact("fact.gathered_how", "Residents’ meetings and the garden diary"),
        fact("fact.theme", "Food and garden"),
    ];
    page.evidence_kind = Some("experience");
    page.supports = links(&[
        ("Person-centred care", "statements/person-centred-care.html"),
        ("Supporting people to live healthier lives", "statements/healthier.html"),
    ]);
    page.related = vec![card(
        "improvement",
        "I-004",
        "A gate that opens from a wheelchair",
        "Said in March, done in May.",
        4,
        None,
    )];
    page.record =
        vec![fact("fact.held", "Activities folder, office shelf 2"), fact("fact.record_owner", "Activities lead")];
    page
}

pub fn audit() -> ItemPage {
    let mut page = empty_item(card("audit", "A-003", "Falls in the morning", "", 1, None));
    page.lead = None;
    page.list = link("All checks and audits", "audits/index.html");
    page.chart = Some(chart());
    page.actions = actions();
    page.periods = vec![PeriodRow {
        period: s("June 2026"),
        value: s("1"),
        finding: some("One fall, by the lift, without injury."),
        summary: None,
        found: vec![s("Two chairs stood in the way of the rail."), s("The light by the lift was out for a day.")],
    }];
    page.facts = vec![
        fact("fact.checks", "All falls between 6 and 9 in the morning"),
        fact("fact.by", "Deputy manager"),
        fact("fact.checked_by", "Registered manager"),
        fact("fact.sample", "Every fall in the book"),
    ];
    page
}

pub fn improvement() -> ItemPage {
    let mut page = empty_item(card("improvement", "I-007", "Breakfast when you wake up", "", 4, None));
    page.lead = None;
    page.steps = Steps {
        said: some("Breakfast is over before I am awake."),
        said_by: some("A person who lives here"),
        did: some("Breakfast is now from 7 to 11, and the cook keeps porridge warm."),
        difference: some("Nine more people eat breakfast in the dining room."),
        ..Steps::default()
    };
    page.card.note = some("Done and checked");
    page.facts = vec![fact("fact.owner", "Head cook"), fact("fact.done_on", "1 October 2026")];
    page
}

pub fn everything_else() -> ItemPage {
    let mut page = empty_item(card(
        "survey",
        "Q-002",
        "Families’ survey, spring 2026",
        "Forty families were asked, thirty-one answered.",
        5,
        None,
    ));
    page.table = Some(table());
    page.celebrate = vec![s("Everybody knew whom to talk to.")];
    page.change = vec![s("A Sunday visiting hour."), s("Letters in larger print.")];
    page.promises = vec![PromiseRow {
        promise: s("I will listen first."),
        did: some("Every meeting begins with the residents’ list."),
    }];
    page.themes = vec![ThemeRow {
        what: s("Medicines given late"),
        count: some("fewer than 5"),
        learnt: some("The round was too long."),
        changed: some("Two rounds."),
    }];
    page.film = Some(FilmBlock {
        captions: vec![CaptionRow { time: s("0:05"), words: s("A kettle begins to sing.") }],
        link: some("https://video.example/garden"),
        duration: some("4 min 10 s"),
        language: None,
        transcript: Html(s("<p>“We start in March.”</p>")),
    });
    page
}

pub fn album() -> ItemPage {
    let mut page = empty_item(card(
        "album",
        "P-001",
        "A summer at Rosewood",
        "From the first strawberries to the last warm evening.",
        3,
        None,
    ));
    page.photos = vec![
        picture("dandelions", "Dandelion clocks in evening light", Some("The meadow behind the house"), "#a08a5a"),
        picture("dogs", "Two dogs look out of a window", Some("Waiting for the post"), "#8a7a6a"),
        picture("fig", "A fig, cut open, in a red bowl", Some("Dessert"), "#8a3a3a"),
        picture("hills", "Hills in autumn colours", Some("The last outing"), "#9a7a4a"),
    ];
    page
}
