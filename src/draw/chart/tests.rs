//! Charts as a reader meets them: told in words, from zero, apart on a phone, and silent about small numbers.

use super::*;

fn telling() -> Telling {
    Telling { id: "a-003".into(), title: "Tea & <toast>".into(), description: "January 82%, \"February\" 90%.".into() }
}

fn months(count: usize) -> Vec<BarPoint> {
    (0..count)
        .map(|month| BarPoint {
            label: ["Jan", "Feb", "Mar", "Apr", "May", "Jun"][month % 6].into(),
            reading: Reading::Value(80.0 + month as f64),
            shown: format!("{}%", 80 + month),
        })
        .collect()
}

fn drawn(points: &[BarPoint], unit: &str) -> Drawing {
    let target = Some((90.0, "Target 90%".to_owned()));
    bars(&Bars { telling: telling(), points, target, unit, mark_class: "mark-safe" })
}

fn rects(drawing: &Drawing, wanted: Look) -> Vec<(f64, f64)> {
    let rect = |shape: &Shape| match shape {
        Shape::Rect { y, height, look, .. } if *look == wanted => Some((*y, *height)),
        _ => None,
    };
    drawing.shapes.iter().filter_map(rect).collect()
}

fn words(shapes: &[Shape]) -> Vec<&str> {
    let mut found = Vec::new();
    for shape in shapes {
        if let Shape::Text { words, .. } = shape {
            found.push(words.as_str());
        }
    }
    found
}

#[test]
fn a_chart_tells_its_title_and_description_and_lets_no_words_become_markup() {
    let svg = drawn(&months(3), "%").svg();
    assert!(svg.contains(r#"role="img" aria-labelledby="a-003-t a-003-d""#));
    assert!(svg.contains(r#"<title id="a-003-t">Tea &amp; &lt;toast&gt;</title>"#));
    assert!(svg.contains("&quot;February&quot;"));
    assert!(!svg.contains("viewBox") && !svg.contains("style=") && !svg.contains("rotate"));
    assert_eq!(svg, drawn(&months(3), "%").svg());
}

#[test]
fn bars_start_at_zero_and_percent_ends_at_a_hundred() {
    let mut points = months(2);
    points[0].reading = Reading::Value(50.0);
    points[1].reading = Reading::Value(100.0);
    let bars = rects(&drawn(&points, "%"), Look::Bar);
    assert_eq!(bars[0].1 * 2.0, bars[1].1);
    assert_eq!(bars[0].0 + bars[0].1, bars[1].0 + bars[1].1, "both stand on the ground");
    assert_eq!(bars[1].1, PLOT);
}

#[test]
fn the_target_line_shows_on_tall_bars_and_cuts_the_top_off_none() {
    let mut points = months(3);
    for (point, value) in points.iter_mut().zip([89.0, 92.0, 100.0]) {
        point.reading = Reading::Value(value);
    }
    let drawing = drawn(&points, "%");
    let halos = drawing.shapes.iter().filter(|shape| matches!(shape, Shape::Line { look: Look::Halo, .. }));
    let bars = rects(&drawing, Look::Bar);
    let line = bars[2].0 + PLOT / 10.0;
    assert!(bars[0].0 > line && bars[1].0 < line && line - bars[1].0 < CLEAR);
    assert_eq!(halos.count(), 1, "only on the bar that rises well above the line");
}

#[test]
fn a_number_too_small_to_be_told_leaves_no_trace_of_itself() {
    let mut points = months(3);
    points[1].reading = Reading::Few;
    points[1].shown = "fewer than 5".into();
    let few = drawn(&points, "falls");
    points[1].shown = "4".into();
    assert_eq!(drawn(&points, "falls"), few, "what a caller forgot to remove is not shown either");
    assert_eq!(rects(&few, Look::Withheld).len(), 1);
    assert!(words(&few.shapes).contains(&"few"));
}

#[test]
fn on_a_phone_words_stay_apart() {
    let year = drawn(&months(12), "%");
    let on_a_phone: Vec<&str> = words(&year.shapes).into_iter().filter(|words| words.ends_with('%')).collect();
    assert_eq!(on_a_phone, ["Target 90%", "80%", "83%", "85%", "87%", "89%", "91%"]);
    assert_eq!(words(&year.shapes).len() - 1 + words(&year.wide).len(), 24);
    assert_eq!(year.svg().matches(r#"<g class="chart-wide">"#).count(), 1);
    assert!(drawn(&months(3), "%").wide.is_empty());
}

#[test]
fn on_narrow_paper_words_stay_apart_too() {
    let drawing = drawn(&months(12), "%");
    assert!(!drawing.wide.is_empty());
    let count = |width: f64| drawing.printed(width, "Plain").matches("<text").count();
    assert_eq!(count(420.0) + words(&drawing.wide).len(), count(600.0));
}

#[test]
fn what_shapes_share_is_said_once() {
    let svg = drawn(&months(12), "%").svg();
    assert_eq!(svg.matches(r#"class="chart-bar""#).count(), 1, "{svg}");
    assert!(svg.len() < 3_200, "{}", svg.len());
}

#[test]
fn a_long_sentence_is_broken_for_a_phone() {
    let broken = lines("Before: people who could not find their own room at night", 30);
    assert_eq!(broken, ["Before: people who could not", "find their own room at night"]);
    assert_eq!(lines("", 30), Vec::<String>::new());
}

#[test]
fn first_and_last_are_always_named() {
    for count in 2..40 {
        for step in 1..count {
            let chosen = every(step, count);
            assert_eq!(chosen.last(), Some(&(count - 1)));
            assert!(chosen.len() == 1 || chosen[0] == 0);
            assert!(chosen.windows(2).all(|pair| pair[1] - pair[0] >= step));
        }
    }
}

#[test]
fn nothing_to_draw_is_no_trouble() {
    let nothing = bars(&Bars { telling: telling(), points: &[], target: None, unit: "", mark_class: "" });
    assert!(nothing.svg().starts_with("<svg"));
    assert!(spark(&[], "m").svg().contains(r#"aria-hidden="true""#));
    let zero = Compared { value: 0.0, words: "Before: none".into() };
    assert!(!compare(telling(), &zero, &zero, "m").svg().contains("NaN"));
    assert!(!strip(telling(), &[], "m").svg().contains("NaN"));
}

#[test]
fn a_gap_in_a_spark_line_stays_a_gap() {
    let svg = spark(&[Some(1.0), Some(2.0), None, Some(3.0)], "m").svg();
    assert_eq!(svg.matches('M').count(), 3, "two lines and a dot: {svg}");
}

#[test]
fn a_strip_shares_its_width_by_count() {
    let part = |progress, count| StripPart { progress, count, words: format!("{count} {progress:?}") };
    let drawing = strip(telling(), &[part(Progress::Done, 3), part(Progress::Planned, 1)], "m");
    let Shape::Rect { width, .. } = drawing.shapes[0] else { panic!("a strip begins with a bar") };
    assert_eq!(width, Percent(75.0));
}
