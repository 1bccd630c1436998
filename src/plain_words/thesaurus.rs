//! Hard words of the care sector, and plainer ones.

/// Every hard word or phrase, in small letters, with a plainer one.
pub const ALL: &[(&str, &str)] = &[
    ("accordingly", "so"),
    ("accommodate", "make room for"),
    ("acquiesce", "agree"),
    ("activities of daily living", "washing, dressing, eating"),
    ("additionally", "also"),
    ("adhere to", "keep to"),
    ("administer", "give"),
    ("advocate for", "speak up for"),
    ("alleviate", "ease"),
    ("ambulant", "able to walk"),
    ("ambulate", "walk"),
    ("anticipate", "expect"),
    ("approximately", "about"),
    ("ascertain", "find out"),
    ("assistive technology", "equipment that helps"),
    ("at this moment in time", "now"),
    ("attain", "reach"),
    ("bariatric", "for heavier people"),
    ("best practice", "what works best"),
    ("care pathway", "plan of care"),
    ("care setting", "home"),
    ("challenging behaviour", "what somebody does when upset"),
    ("co-produced", "made together"),
    ("co-production", "making it together"),
    ("cognitive impairment", "trouble with memory or thinking"),
    ("commence", "start"),
    ("commenced", "started"),
    ("comorbidities", "other illnesses"),
    ("compliant with", "in line with"),
    ("contemporaneous", "written at the time"),
    ("continence", "using the toilet"),
    ("deliver care", "care"),
    ("deliver services", "help"),
    ("demonstrate", "show"),
    ("demonstrated", "showed"),
    ("domiciliary", "at home"),
    ("due to the fact that", "because"),
    ("dysphagia", "trouble with swallowing"),
    ("embed", "make a habit of"),
    ("embedded", "part of every day"),
    ("empower", "help people to"),
    ("empowered", "able to"),
    ("enablement", "help to do things alone"),
    ("endeavour", "try"),
    ("enhance", "improve"),
    ("ensure that", "make sure"),
    ("escalate", "pass on"),
    ("escalated", "passed on"),
    ("facilitate", "help"),
    ("facilitated", "helped"),
    ("feedback mechanism", "way to tell us"),
    ("feeder", "person who needs help with eating"),
    ("fluid intake", "drinking"),
    ("going forward", "from now on"),
    ("holistic", "whole"),
    ("hydration", "drinking"),
    ("implement", "carry out"),
    ("implemented", "carried out"),
    ("in accordance with", "as"),
    ("in order to", "to"),
    ("in relation to", "about"),
    ("in respect of", "about"),
    ("in the event that", "if"),
    ("inappropriate", "not right"),
    ("individualised", "made for each person"),
    ("initiate", "start"),
    ("initiated", "started"),
    ("initiative", "plan"),
    ("intervention", "help"),
    ("interventions", "help"),
    ("key stakeholders", "people it matters to"),
    ("leverage", "use"),
    ("liaise", "talk"),
    ("liaised", "talked"),
    ("methodology", "way"),
    ("mobilise", "move about"),
    ("mobilised", "moved about"),
    ("modality", "way"),
    ("multidisciplinary", "of several professions"),
    ("needs-led", "as people need it"),
    ("non-compliant", "did not want to"),
    ("notwithstanding", "in spite of"),
    ("nutrition and hydration", "eating and drinking"),
    ("nutritional intake", "eating"),
    ("obtain", "get"),
    ("outcomes-focused", "about what changes for people"),
    ("ongoing basis", "regularly"),
    ("optimal", "best"),
    ("optimise", "make the best of"),
    ("participate", "take part"),
    ("participated", "took part"),
    ("person-centred approach", "starting from the person"),
    ("personal care", "washing and dressing"),
    ("prior to", "before"),
    ("proactively", "before being asked"),
    ("prophylactic", "to prevent illness"),
    ("provision of", "giving"),
    ("purchase", "buy"),
    ("purchased", "bought"),
    ("reablement", "help to do things alone again"),
    ("regarding", "about"),
    ("remuneration", "pay"),
    ("repositioned", "helped to turn"),
    ("robust", "strong"),
    ("rolled out", "started everywhere"),
    ("service user", "person"),
    ("service users", "people"),
    ("signpost", "show the way"),
    ("signposted", "showed the way"),
    ("socialisation", "company"),
    ("stakeholder", "person it matters to"),
    ("stakeholders", "people it matters to"),
    ("state of the art", "new"),
    ("strategic", "long-term"),
    ("subsequently", "then"),
    ("sufficient", "enough"),
    ("terminate", "end"),
    ("timely manner", "in good time"),
    ("toileting", "going to the toilet"),
    ("toileted", "helped to the toilet"),
    ("transitioned", "moved"),
    ("undertake", "do"),
    ("undertaken", "done"),
    ("utilisation", "use"),
    ("utilise", "use"),
    ("utilised", "used"),
    ("wander", "walk about"),
    ("with regard to", "about"),
    ("with respect to", "about"),
];

/// The hard words in a text, each once, in the order of the list.
pub fn plainer(text: &str) -> Vec<(&'static str, &'static str)> {
    let text = text.to_lowercase().replace('\u{2019}', "'");
    let stands_alone = |at: usize, word: &str| {
        let is_letter = |c: char| c.is_alphanumeric() || c == '-';
        let before = text[..at].chars().next_back().is_none_or(|c| !is_letter(c));
        before && text[at + word.len()..].chars().next().is_none_or(|c| !is_letter(c))
    };
    let is_in = |word: &&str| text.match_indices(*word).any(|(at, _)| stands_alone(at, word));
    let found: Vec<(&str, &str)> = ALL.iter().filter(|(hard, _)| is_in(hard)).copied().collect();
    // "hydration" need not be told beside "nutrition and hydration".
    let is_part = |hard: &str| found.iter().any(|(other, _)| other.len() > hard.len() && other.contains(hard));
    found.iter().filter(|(hard, _)| !is_part(hard)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{ALL, plainer};

    #[test]
    fn whole_words_are_found_whatever_their_capitals() {
        assert_eq!(
            plainer("Commence! We implemented it in order to utilise robustness."),
            [("commence", "start"), ("implemented", "carried out"), ("in order to", "to"), ("utilise", "use"),]
        );
        assert_eq!(plainer("Nutrition and hydration matter."), [("nutrition and hydration", "eating and drinking")]);
        assert_eq!(plainer("We went on with it."), []);
    }

    #[test]
    fn the_list_is_in_order_and_says_each_word_once() {
        let words: Vec<&str> = ALL.iter().map(|(hard, _)| *hard).collect();
        let mut known = words.clone();
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), words.len(), "each word once");
        assert!(words.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == ' ' || c == '-')));
    }
}
