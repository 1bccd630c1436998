//! One of each kind of page.

use super::*;

fn home() -> HomePage {
    HomePage {
        heading: s("Life at Rosewood House"),
        intro: some("Stories, photos and checks from the people who live and work here."),
        intro_lang: None,
        picture: Some(picture(
            "dandelions",
            "Dandelion clocks in evening light",
            Some("The meadow behind the house, June"),
            "#a08a5a",
        )),
        rating: Some(rating()),
        questions: (1..=5)
            .map(|number| QuestionRow {
                tag: tag(number),
                text: some("Are people protected from harm and abuse?"),
                count: number * 7,
                rating: some("Good"),
            })
            .collect(),
        stories: cards(),
        quotes: quotes(),
        improvements: vec![card(
            "improvement",
            "I-007",
            "Breakfast when you wake up",
            "You said it was too early. It is now from 7 to 11.",
            4,
            None,
        )],
        coming: vec![card("event", "E-003", "Carols in the hall", "With the primary school.", 3, None)],
        findings: Vec::new(),
        figures: Vec::new(),
        overdue: Vec::new(),
        more_actions: None,
        pages: links(&[
            ("What we offer", "pages/offer.html"),
            ("Visiting us", "pages/visiting.html"),
            ("Key information and fees", "pages/fees.html"),
        ]),
        facts: vec![fact("fact.registered_manager", "Sam Okafor"), fact("fact.provider", "Rosewood Care Ltd")],
    }
}

fn choice(title: &str, href: &str, count: usize) -> Choice {
    Choice { title: s(title), href: s(href), count, here: false }
}

fn pager() -> Option<Pager> {
    let (previous, next) = (some("stories.html"), some("stories-3.html"));
    Some(Pager { page: 2, pages: 9, first: None, previous, next, last: some("stories-9.html") })
}

fn finding() -> FindingRow {
    FindingRow {
        card: card("finding", "FI-001", "Morning falls", "", 1, None),
        said: some("The provider had not looked at why people fell in the morning."),
        report: some("Report of 4 March 2025"),
        answers: vec![card("improvement", "I-002", "A rail by the lift", "Falls fell from 6 to 1.", 1, None)],
        state: Some("checked"),
    }
}

/// Every kind of page, with the file it would be in and whom it is for.
pub fn all() -> Vec<(&'static str, &'static str, Head, Page)> {
    let evidence = |kind, caution: Option<&str>| Evidence {
        card: cards().remove(0),
        evidence_kind: kind,
        outcome: some("Twelve people garden weekly; before, two did."),
        held: some("Activities folder, office shelf 2"),
        owner: some("Activities lead"),
        record_ref: some("ACT-17"),
        caution: caution.map(s),
    };
    let inspector_home = HomePage {
        findings: vec![finding()],
        overdue: actions(),
        figures: cards(),
        picture: None,
        quotes: Vec::new(),
        ..home()
    };
    let question = QuestionPage {
        tag: tag(3),
        text: some("Are people treated with kindness, respect and compassion?"),
        rating: some("Outstanding"),
        unit_plural: s("quality statements"),
        statements: vec![
            StatementRow {
                link: link("Kindness, compassion and dignity", "statements/kindness.html"),
                count: 12,
                newest: Some(day("2026-05-14", "14 May 2026")),
            },
            StatementRow {
                link: link("Treating people as individuals", "statements/individuals.html"),
                count: 1,
                newest: None,
            },
        ],
        strongest: cards()[..3].to_vec(),
        kinds: vec![choice("Stories", "lists/stories-caring.html", 12)],
        quotes: quotes()[..2].to_vec(),
        gaps: links(&[("Workforce wellbeing and enablement", "statements/wellbeing.html")]),
        actions: actions(),
        more_actions: Some(choice("All that is still to do", "still-to-do.html", 9)),
    };
    let statement = StatementPage {
        title: s("Kindness, compassion and dignity"),
        tag: Some(tag(3)),
        framework: s("Single assessment framework"),
        lang: None,
        unit_lang: None,
        unit: s("quality statement"),
        text: some(
            "We always treat people with kindness, empathy and compassion and we respect their privacy and dignity.",
        ),
        i_statements: vec![s("I am treated with respect and dignity."), s("I can live the life I want.")],
        statements: Vec::new(),
        count: 2,
        pager: pager(),
        evidence: vec![evidence(Some("experience"), None), evidence(None, Some("Ran out on 3 May 2026"))],
        by_kind: vec![("evidence.experience", 4), ("evidence.staff", 2), ("evidence.partners", 0)],
        sisters: links(&[("Are people treated with kindness?", "statements/c1.html")]),
    };
    let year = |title: &str| CardGroup { kind: "story", title: some(title), cards: cards() };
    let list = |kind| ListPage {
        kind,
        title: s("A list"),
        narrowed: false,
        all_kinds: false,
        list: None,
        more_actions: None,
        choices: vec![Choices { label: "list.by_year", choices: vec![choice("2025", "lists/stories-2025.html", 3)] }],
        pager: pager(),
        groups: vec![year("2026"), year("2025")],
        quotes: Vec::new(),
        findings: Vec::new(),
        actions: Vec::new(),
    };
    let feedback = ListPage {
        groups: Vec::new(),
        quotes: vec![QuoteGroup { title: s("2026"), quotes: quotes() }],
        ..list("feedback")
    };
    let findings = ListPage {
        groups: Vec::new(),
        findings: vec![finding(), FindingRow { answers: Vec::new(), state: None, ..finding() }],
        actions: actions(),
        ..list("finding")
    };
    let records = RecordsPage {
        places: vec![choice("Office, shelf 2", "lists/records-office-shelf-2.html", 4)],
        pager: None,
        place: None,
    };
    let records_of_place = RecordsPage {
        places: Vec::new(),
        pager: pager(),
        place: Some(RecordPlace {
            place: s("Office, shelf 2"),
            rows: vec![RecordRow {
                link: link("Fire drill log", "records/fire.html"),
                reference: s("R-004"),
                record_ref: some("FD-2026"),
                owner: some("Deputy manager"),
                reviewed: Some(day("2026-03-01", "1 March 2026")),
                review_by: Some(day("2026-09-01", "1 September 2026")),
                late: true,
                supports: links(&[("Safe environments", "statements/environments.html")]),
            }],
        }),
    };
    let row = |title: &str, counts: [usize; 7], state| CoverageRow {
        link: link(title, "statements/kindness.html"),
        total: counts.iter().sum(),
        counts: counts.to_vec(),
        newest: Some(day("2026-05-14", "14 May 2026")),
        state,
    };
    let coverage = CoveragePage {
        framework: s("Single assessment framework"),
        kinds: vec![
            "evidence.experience",
            "evidence.staff",
            "evidence.partners",
            "evidence.observation",
            "evidence.processes",
            "evidence.outcomes",
            "evidence.unsaid",
        ],
        overview: some("What we have, and gaps").map(|title| link(&title, "coverage.html")),
        question: Some(CoverageQuestion {
            tag: tag(1),
            rows: vec![
                row("Learning culture", [4, 2, 0, 1, 3, 2, 0], "good"),
                row("Safe systems, pathways and transitions", [0; 7], "nothing"),
                row("Safeguarding", [3, 0, 0, 0, 0, 0, 0], "single"),
            ],
        }),
        sums: Vec::new(),
        gaps: Vec::new(),
        nothing: 1,
        single: 1,
        old: 0,
    };
    let overview = CoveragePage {
        overview: None,
        question: None,
        sums: vec![CoverageSum { tag: tag(1), href: s("lists/coverage-saf-safe.html"), counts: [5, 1, 0, 2] }],
        gaps: links(&[("Safe systems, pathways and transitions", "statements/systems.html")]),
        ..coverage.clone()
    };
    let gap = |title: &str, remarks: &[&str]| GapRow {
        link: link(title, "audits/mouth-care.html"),
        what: some("Order softer brushes."),
        remarks: remarks.iter().map(|words| s(words)).collect(),
        reference: some("A-003"),
    };
    let gaps = GapsPage {
        pager: None,
        groups: vec![
            GapGroup {
                key: "late-action",
                count: 1,
                rows: vec![gap("Mouth care", &["Due 3 May 2026", "Who does it: the cook"])],
            },
            GapGroup {
                key: "nothing",
                count: 1,
                rows: vec![GapRow { what: None, reference: None, ..gap("Safeguarding", &[]) }],
            },
        ],
    };
    let timeline = TimelinePage {
        months: vec![year("May 2026"), year("April 2026")],
        years: vec![choice("2026", "timeline.html", 12), choice("2025", "timeline-2025.html", 4)],
        year: s("2026"),
        pager: pager(),
    };
    let letters = links(&[("A", "a-z.html#letter-a"), ("B", "a-z.html#letter-b"), ("G", "a-z-2.html#letter-g")]);
    let az = AzPage {
        letters: vec![year("A"), year("B")],
        ids: vec![s("letter-a"), s("letter-b")],
        all: letters.clone(),
        pager: pager(),
    };
    let search = SearchPage {
        letters,
        kinds: links(&[("Stories", "stories.html")]),
        questions: links(&[("Safe", "questions/safe.html")]),
    };
    let contents = ContentsPage {
        lists: vec![choice("Stories", "stories.html", 12)],
        frameworks: vec![ContentsFramework {
            title: s("Single assessment framework"),
            questions: vec![choice("Safe", "questions/safe.html", 7)],
            coverage: Some(link("What we have, and gaps", "coverage.html")),
        }],
        services: vec![choice("Home care", "lists/service-home-care.html", 3)],
        years: vec![choice("2026", "timeline.html", 12)],
        pages: links(&[("What we offer", "pages/offer.html")]),
        own: links(&[("Your privacy", "privacy.html")]),
    };
    let still_to_do = ActionsPage { actions: actions(), pager: None };
    let earlier = EarlierPage {
        item: link("Falls in the morning", "audits/morning-falls.html"),
        tags: vec![tag(1)],
        periods: audit().periods,
        actions: actions(),
        pager: pager(),
    };
    let words = |own, title: &str| WordsPage {
        title: s(title),
        body: Html::default(),
        photos: Vec::new(),
        facts: Vec::new(),
        own: Some(own),
        terms: Vec::new(),
        rating: None,
        links: Vec::new(),
        counts: Vec::new(),
        sections: Vec::new(),
    };
    let about = WordsPage {
        facts: vec![fact("fact.mark", "7K4-QD"), fact("fact.for_whom", "For inspectors")],
        counts: vec![("counts.stories", s("14")), ("counts.photos", s("3"))],
        ..words("about-this-edition", "About this edition")
    };
    let author = WordsPage {
        own: None,
        body: Html(s("<p>Come any time. The kettle is on.</p><h2>By bus</h2><p>Number 9 stops at the gate.</p>")),
        photos: album().photos,
        ..words("privacy", "Visiting us")
    };
    let glossary =
        WordsPage { terms: vec![(s("CQC"), s("Care Quality Commission."))], ..words("glossary", "Words we use") };
    let rated = WordsPage { rating: Some(rating()), ..words("rating", "Our rating") };
    let item = |page: ItemPage| Page::Item(Box::new(page));
    vec![
        ("public", "index.html", head("Rosewood House", "index.html"), Page::Home(Box::new(home()))),
        ("inspector", "index.html", head("Rosewood House", "index.html"), Page::Home(Box::new(inspector_home))),
        ("inspector", "questions/caring.html", head("Caring", "questions/caring.html"), Page::Question(question)),
        (
            "inspector",
            "statements/kindness.html",
            head("Kindness", "statements/kindness.html"),
            Page::Statement(Box::new(statement)),
        ),
        (
            "family",
            "stories/beans-in-may.html",
            head("The garden club: beans in May", "stories/beans-in-may.html"),
            item(story()),
        ),
        (
            "inspector",
            "audits/morning-falls.html",
            head("Falls in the morning", "audits/morning-falls.html"),
            item(audit()),
        ),
        (
            "family",
            "improvements/breakfast.html",
            head("Breakfast when you wake up", "improvements/breakfast.html"),
            item(improvement()),
        ),
        ("inspector", "surveys/spring.html", head("Families’ survey", "surveys/spring.html"), item(everything_else())),
        ("family", "albums/summer.html", head("A summer at Rosewood", "albums/summer.html"), item(album())),
        ("family", "stories/index.html", head("Stories", "stories/index.html"), Page::List(list("story"))),
        ("inspector", "audits/index.html", head("Checks and audits", "audits/index.html"), Page::List(list("audit"))),
        ("family", "feedback/index.html", head("What people say", "feedback/index.html"), Page::List(feedback)),
        (
            "inspector",
            "findings/index.html",
            head("What the last report said", "findings/index.html"),
            Page::List(findings),
        ),
        ("inspector", "records.html", head("Where records are kept", "records.html"), Page::Records(records)),
        (
            "inspector",
            "lists/records-office.html",
            head("Office", "lists/records-office.html"),
            Page::Records(records_of_place),
        ),
        ("inspector", "coverage.html", head("What we have, and gaps", "coverage.html"), Page::Coverage(overview)),
        ("inspector", "lists/coverage.html", head("Safe", "lists/coverage.html"), Page::Coverage(coverage)),
        ("inspector", "gaps.html", head("What is missing or late", "gaps.html"), Page::Gaps(gaps)),
        (
            "inspector",
            "audits/morning-falls-2.html",
            head("Falls", "audits/morning-falls-2.html"),
            Page::Earlier(earlier),
        ),
        ("inspector", "still-to-do.html", head("Still to do", "still-to-do.html"), Page::Actions(still_to_do)),
        ("public", "search.html", head("Search", "search.html"), Page::Search(search)),
        ("public", "contents.html", head("Everything here", "contents.html"), Page::Contents(contents)),
        ("public", "timeline/2026.html", head("Timeline: 2026", "timeline/2026.html"), Page::Timeline(timeline)),
        ("public", "a-to-z.html", head("A to Z", "a-to-z.html"), Page::Az(az)),
        (
            "public",
            "photos-and-stories.html",
            head("How we decide about photos and stories", "photos-and-stories.html"),
            Page::Words(Box::new(words("photos-and-stories", "How we decide about photos and stories"))),
        ),
        (
            "public",
            "accessibility.html",
            head("Using this website", "accessibility.html"),
            Page::Words(Box::new(words("accessibility", "Using this website"))),
        ),
        (
            "inspector",
            "about-this-edition.html",
            head("About this edition", "about-this-edition.html"),
            Page::Words(Box::new(about)),
        ),
        ("public", "pages/visiting.html", head("Visiting us", "pages/visiting.html"), Page::Words(Box::new(author))),
        ("public", "glossary.html", head("Words we use", "glossary.html"), Page::Words(Box::new(glossary))),
        ("public", "rating.html", head("Our rating", "rating.html"), Page::Words(Box::new(rated))),
        (
            "family",
            "permission-form.html",
            head("Permission form", "permission-form.html"),
            Page::PermissionForm(Box::new(permission_form())),
        ),
        ("public", "404.html", head("We cannot find that page", "404.html"), Page::NotFound),
    ]
}
