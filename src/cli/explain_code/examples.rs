//! What services put beside statements: our own suggestions, in plain words. They are not a regulator's.

/// What a kind of evidence is called where the regulator has no name for it.
pub fn kind_title(word: &str) -> &'static str {
    match word {
        "experience" => "People's experience",
        "staff" => "Staff and leaders",
        "partners" => "Partners",
        "observation" => "What was seen",
        "processes" => "Processes",
        _ => "Outcomes",
    }
}

/// Which of our kinds of item are this kind of evidence.
pub fn belongs(word: &str) -> &'static str {
    match word {
        "experience" => "Stories, feedback from people and families, surveys.",
        "staff" => "Feedback from staff, staff surveys, minutes of team meetings.",
        "partners" => "Feedback from nurses, doctors, social workers and commissioners.",
        "observation" => "Stories of what somebody saw, walk-rounds, photos.",
        "processes" => "Audits, records, policies, learning from what went wrong.",
        _ => "Figures over time, improvements with what changed.",
    }
}

/// Examples for a code of the single assessment framework, or for one of its key questions.
pub fn examples_for(code: &str) -> &'static [&'static str] {
    EXAMPLES.iter().find(|(known, _)| *known == code).map_or(&[], |(_, examples)| examples)
}

const EXAMPLES: &[(&str, &[&str])] = &[
    ("saf:safe", &["A check made every month, with its actions", "A figure over time, such as falls at night"]),
    ("saf:effective", &["What came of a plan, told by the person", "A survey of how people feel"]),
    ("saf:caring", &["A small kindness that somebody noticed", "What people say in the comments book"]),
    ("saf:responsive", &["“You said, we did”", "A day that was planned around one person"]),
    ("saf:well-led", &["What the staff survey led to", "A promise, and how it is kept"]),
    (
        "saf:learning-culture",
        &["Themes from incidents, and what changed", "A story of a near miss that was told openly"],
    ),
    (
        "saf:safe-systems-pathways-and-transitions",
        &["A first week, or a way home from hospital", "What the community nurse says about handovers"],
    ),
    (
        "saf:safeguarding",
        &["A worry that was passed on, without the case", "The training figure, and the record of checks"],
    ),
    (
        "saf:involving-people-to-manage-risks",
        &["A risk that somebody chose to take, and how", "A care plan check with the person's own words"],
    ),
    (
        "saf:safe-environments",
        &["The walk-round, the fire drill, the call bell figure", "A corner that was changed, before and after"],
    ),
    (
        "saf:safe-and-effective-staffing",
        &["A figure for shifts filled and training done", "What people say about being rushed, or not"],
    ),
    ("saf:infection-prevention-and-control", &["The hand hygiene check", "How visits went on during an outbreak"]),
    (
        "saf:medicines-optimisation",
        &["The medicines check, month by month", "A review that ended a tablet, with what changed"],
    ),
    ("saf:assessing-needs", &["How a plan was made with somebody", "A check of care plans against what people say"]),
    (
        "saf:delivering-evidence-based-care-and-treatment",
        &["A mouth care or nutrition check", "A change made after new guidance"],
    ),
    (
        "saf:how-staff-teams-and-services-work-together",
        &["What the therapist or the nurse says", "A stay in hospital that was cut short together"],
    ),
    (
        "saf:supporting-people-to-live-healthier-lives",
        &["A walking group, a dentist's visit", "A figure for weight kept"],
    ),
    (
        "saf:monitoring-and-improving-outcomes",
        &["A figure with its target, and what you did about it", "A goal, and what came of it"],
    ),
    (
        "saf:consent-to-care-and-treatment",
        &["How somebody was asked on a good morning", "A check of capacity records and authorisations"],
    ),
    (
        "saf:kindness-compassion-and-dignity",
        &["Knocking before coming in, told by the person", "What visitors see, in their words"],
    ),
    (
        "saf:treating-people-as-individuals",
        &["Food, faith, music and names as each one likes them", "A life story, and what it changed"],
    ),
    (
        "saf:independence-choice-and-control",
        &["A bed made alone again", "A choice that was respected though it was harder"],
    ),
    ("saf:responding-to-peoples-immediate-needs", &["The call bell figure", "Toast at three in the morning"]),
    (
        "saf:workforce-wellbeing-and-enablement",
        &["The staff survey, and what it led to", "A figure for days of sickness"],
    ),
    ("saf:person-centred-care", &["A day planned around one person", "A care plan check with the person there"]),
    (
        "saf:care-provision-integration-and-continuity",
        &["The same few faces: a figure for agency shifts", "A link with a school, a church, a surgery"],
    ),
    (
        "saf:providing-information",
        &["A leaflet in plain words, or in pictures", "The hearing loop, the large print, another language"],
    ),
    (
        "saf:listening-to-and-involving-people",
        &["A complaint, what you learnt, and what changed", "Minutes of the residents' meeting, “You said, we did”"],
    ),
    ("saf:equity-in-access", &["A step that became a ramp", "A visit at an hour that suits"]),
    (
        "saf:equity-in-experiences-and-outcomes",
        &["Who takes part, and who does not yet", "A festival that somebody had missed for years"],
    ),
    ("saf:planning-for-the-future", &["A plan for the last days, kept as wished", "What a family says afterwards"]),
    (
        "saf:shared-direction-and-culture",
        &["What you stand for, made with the people who live there", "How new staff learn it"],
    ),
    (
        "saf:capable-compassionate-and-inclusive-leaders",
        &["What staff say about the manager's open door", "Training and supervision of those who lead"],
    ),
    (
        "saf:freedom-to-speak-up",
        &["A worry a member of staff raised, and what followed", "Where the speaking-up policy is kept"],
    ),
    (
        "saf:workforce-equality-diversity-and-inclusion",
        &[
            "A rota that leaves room for prayers or school runs",
            "What the staff survey says, by group, without small numbers",
        ],
    ),
    (
        "saf:governance-management-and-sustainability",
        &["Which checks are made, by whom, and who looks a second time", "The last report's points, and their answers"],
    ),
    (
        "saf:partnerships-and-communities",
        &["A school, a choir, a garden shared with neighbours", "What the commissioner says"],
    ),
    (
        "saf:learning-improvement-and-innovation",
        &["An improvement with before and after", "Something tried that did not work, and what you learnt"],
    ),
    (
        "saf:environmental-sustainability-sustainable-development",
        &["A figure for food waste or energy", "A repair instead of a new thing"],
    ),
];
