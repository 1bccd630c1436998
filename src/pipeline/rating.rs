//! Whether a `[rating]` has all that the law asks to be displayed (England: Regulation 20A of the Health and Social Care
//! Act 2008 (Regulated Activities) Regulations 2014; DOMAIN section 3a).

use crate::content::dates::Date;
use crate::content::service::Rating;
use crate::framework::Framework;
use crate::portfolio::Portfolio;
use crate::problem::Problems;
use crate::problem::service as told;

/// A check older than this is told (PRODUCT section 4).
const STALE_AFTER_DAYS: i32 = 21;

/// Tells everything the rating lacks.
pub fn check(portfolio: &Portfolio, today: Date, problems: &mut Problems) {
    let (Some(rating), Some(framework)) = (&portfolio.settings.rating, portfolio.frameworks.first()) else { return };
    let lacking = lacking(rating, framework);
    if !lacking.is_empty() {
        problems.add(told::rating_lacks(rating.at.clone(), &lacking));
    }
    for (question, code) in &rating.questions {
        if !framework.questions.iter().any(|known| known.id == *question) {
            let known: Vec<&str> = framework.questions.iter().map(|known| known.id.as_str()).collect();
            problems.add(told::rating_question_unknown(code.at.clone(), question, &known));
        }
    }
    for code in rating.overall.iter().chain(rating.questions.values()) {
        if portfolio.frameworks.rating(0, &code.typed).is_none() {
            problems.add(portfolio.frameworks.rating_unknown(0, &code.typed, code.at.clone()));
        }
    }
    if framework.nation.as_deref() == Some("Wales") && rating.poster.is_none() {
        problems.add(told::rating_poster_missing(rating.at.clone()));
    }
    if let Some(checked) = rating.checked
        && checked.days_until(today) > STALE_AFTER_DAYS
    {
        problems.add(told::rating_check_old(rating.at.clone(), &checked));
    }
}

/// What the law asks for that is not there, by key.
fn lacking<'f>(rating: &Rating, framework: &'f Framework) -> Vec<&'f str> {
    let in_england = framework.nation.as_deref() == Some("England");
    let mut lacking: Vec<&str> = Vec::new();
    if in_england {
        lacking.extend(rating.overall.is_none().then_some("overall"));
        let ids = framework.questions.iter().map(|question| question.id.as_str());
        lacking.extend(ids.filter(|id| !rating.questions.contains_key(*id)));
    }
    lacking.extend(rating.published.is_none().then_some("published"));
    lacking.extend((rating.report_url.is_none() && rating.poster.is_none()).then_some("report_url"));
    lacking.extend(rating.checked.is_none().then_some("checked"));
    lacking
}
