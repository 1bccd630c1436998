//! Files for machines: what search engines and hosts read.

use std::fmt::Write;

use super::addresses;
use super::desk::Desk;
use crate::content::terms::Kind;
use crate::draw::escape;

/// How many stories the feed holds.
const FEED_ITEMS: usize = 20;

impl<'e> Desk<'e> {
    /// `robots.txt`: only the public edition on an open host may be listed.
    pub fn robots(&self, listed: bool) -> String {
        match (listed, &self.edition.settings.base_url) {
            (true, Some(base)) => format!("User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n"),
            (true, None) => "User-agent: *\nAllow: /\n".to_owned(),
            (false, _) => "User-agent: *\nDisallow: /\n".to_owned(),
        }
    }

    /// `_headers` for hosts that read one (Netlify, Cloudflare Pages): nothing from elsewhere runs or loads.
    pub fn headers(&self, listed: bool) -> String {
        let mut headers = String::from(
            "/*\n  Content-Security-Policy: default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; \
             font-src 'self'; media-src 'self' data:; script-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
             form-action 'none'\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n  \
             X-Frame-Options: DENY\n",
        );
        if !listed {
            headers.push_str("  X-Robots-Tag: noindex, noarchive\n");
        }
        headers
    }

    /// `sitemap.xml` with every page's full address; none when the address is not known.
    pub fn sitemap(&self, pages: &[&str]) -> Option<String> {
        let base = self.edition.settings.base_url.as_deref()?;
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for page in pages {
            // Writing to a String cannot fail.
            let _ = writeln!(xml, "<url><loc>{}/{}</loc></url>", escape(base), escape(page));
        }
        xml.push_str("</urlset>\n");
        Some(xml)
    }

    /// `feed.xml`, Atom, of the newest stories. Its dates are the stories' own.
    pub fn feed(&self) -> String {
        let edition = self.edition;
        let base = edition.settings.base_url.as_deref();
        let address = |path: &str| base.map_or_else(|| path.to_owned(), |base| format!("{base}/{path}"));
        let stories: Vec<_> = edition.of_kind(Kind::Story).iter().filter(|entry| entry.item.date.is_some()).collect();
        let newest = stories.first().and_then(|entry| entry.item.date).unwrap_or(edition.day);
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{title}</title>\n\
             <id>{id}</id>\n<updated>{}T00:00:00Z</updated>\n<author><name>{title}</name></author>\n<link href=\"{}\"/>\n",
            newest.iso(),
            escape(&address("index.html")),
            title = escape(&edition.service.name),
            id = escape(&self.feed_id("")),
        );
        for entry in stories.into_iter().take(FEED_ITEMS) {
            let Some(date) = entry.item.date else { continue };
            let _ = writeln!(
                xml,
                "<entry><title>{}</title><id>{}</id><updated>{}T00:00:00Z</updated><link href=\"{}\"/><summary>{}</summary></entry>",
                escape(&entry.item.title),
                escape(&self.feed_id(entry.reference)),
                date.iso(),
                escape(&address(&addresses::item(entry))),
                escape(entry.short_words()),
            );
        }
        xml.push_str("</feed>\n");
        xml
    }

    /// A name for a feed or its entry that stays the same wherever the site is put (RFC 4151).
    fn feed_id(&self, reference: &str) -> String {
        let base = self.edition.settings.base_url.as_deref();
        let host = base.and_then(|base| base.split("//").nth(1)).and_then(|rest| rest.split('/').next());
        let host = host.unwrap_or("carefolio.example");
        format!("tag:{host},2026:{}/{reference}", addresses::slug(&self.edition.service.name))
    }
}
