//! What search engines and link previews read on the public website: a card, and the same facts as data (schema.org).
//!
//! Made from the page itself and from nothing else, so it cannot say more than the page does. Only an edition that may
//! be listed and knows its address has it; no other edition is ever named.

use serde_json::{Value, json};

use super::pages::{Head, Html, Page, Picture, Site, Social, SocialPicture};
use crate::content::service::Service;
use crate::content::terms::Kind;

/// The card and the data of a page.
pub fn social(site: &Site, service: &Service, head: &Head, page: &Page, photos: &str) -> Option<Social> {
    // A form to print is nothing to pass on.
    if matches!(page, Page::PermissionForm(_)) {
        return None;
    }
    let base = site.base_url.as_deref().filter(|_| site.listed)?;
    let url = format!("{base}/{}", head.here);
    let picture = picture_of(page).and_then(|picture| social_picture(picture, photos));
    let data = data(site, service, head, page, &url, picture.as_ref(), base);
    Some(Social {
        kind: if matches!(page, Page::Item(_)) { "article" } else { "website" },
        locale: if site.lang.contains('-') { site.lang.replace('-', "_") } else { format!("{}_GB", site.lang) },
        url,
        picture,
        data: script(&data),
    })
}

fn picture_of(page: &Page) -> Option<&Picture> {
    match page {
        Page::Home(page) => page.picture.as_ref(),
        Page::Item(page) => page.card.photo.as_ref(),
        Page::Words(page) => page.photos.first(),
        _ => None,
    }
}

/// The largest size that previews still load quickly.
fn social_picture(picture: &Picture, photos: &str) -> Option<SocialPicture> {
    const WIDE_ENOUGH: u32 = 1200;
    let file = picture.files.iter().rev().find(|file| file.width >= WIDE_ENOUGH).or(picture.files.first())?;
    Some(SocialPicture {
        url: format!("{photos}/{}", file.href),
        width: file.width,
        height: file.height,
        alt: picture.alt.clone(),
    })
}

fn data(
    site: &Site,
    service: &Service,
    head: &Head,
    page: &Page,
    url: &str,
    picture: Option<&SocialPicture>,
    base: &str,
) -> Value {
    let image = picture.map(|picture| picture.url.as_str());
    let publisher = json!({"@type": "Organization", "name": site.service, "url": format!("{base}/index.html")});
    let this = match page {
        Page::Home(_) => without_nothing(json!({
            "@type": "Organization", "name": site.service, "url": url,
            "telephone": site.phone, "email": site.email, "address": service.address,
        })),
        Page::Item(item) if item.card.kind == Kind::Event.word() => without_nothing(json!({
            "@type": "Event", "name": head.title, "url": url, "description": head.description, "image": image,
            "startDate": item.card.date.as_ref().map(|day| day.iso.as_str()), "organizer": publisher,
            "location": item.facts.iter().find(|fact| fact.label == "fact.place").map(|fact| fact.value.as_str())
                .or(service.address.as_deref()),
        })),
        Page::Item(item) => without_nothing(json!({
            "@type": "Article", "headline": head.title, "url": url, "description": head.description, "image": image,
            "datePublished": item.card.date.as_ref().map(|day| day.iso.as_str()), "publisher": publisher,
            "inLanguage": item.card.lang.as_deref().unwrap_or(&site.lang),
        })),
        _ => without_nothing(json!({
            "@type": "WebPage", "name": head.title, "url": url, "description": head.description,
            "inLanguage": site.lang, "publisher": publisher,
        })),
    };
    let way: Vec<Value> = head
        .crumbs
        .iter()
        .enumerate()
        .map(|(place, link)| {
            json!({"@type": "ListItem", "position": place + 1, "name": link.title, "item": format!("{base}/{}", link.href)})
        })
        .collect();
    let mut graph = vec![this];
    if !way.is_empty() {
        graph.push(json!({"@type": "BreadcrumbList", "itemListElement": way}));
    }
    json!({"@context": "https://schema.org", "@graph": graph})
}

fn without_nothing(mut value: Value) -> Value {
    if let Value::Object(facts) = &mut value {
        facts.retain(|_, fact| !fact.is_null());
    }
    value
}

/// Data that a browser neither runs nor can be made to run: no sign in it can end the element.
fn script(data: &Value) -> Html {
    let mut safe = String::new();
    for sign in data.to_string().chars() {
        match sign {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", sign as u32)),
            sign => safe.push(sign),
        }
    }
    Html(format!("<script type=\"application/ld+json\">{safe}</script>"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::script;

    #[test]
    fn nothing_in_the_data_can_end_it() {
        let made = script(&json!({"name": "</script><script>alert(1)</script> & \u{2028}<!--"})).0;
        assert_eq!(made.matches('<').count(), 2);
        assert!(made.ends_with("</script>") && made.contains("\\u003c/script\\u003e") && made.contains("\\u2028"));
        let inside = made.split_once('>').unwrap().1.strip_suffix("</script>").unwrap();
        let read: serde_json::Value = serde_json::from_str(inside).unwrap();
        assert_eq!(read["name"], "</script><script>alert(1)</script> & \u{2028}<!--");
    }
}
