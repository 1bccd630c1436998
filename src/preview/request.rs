//! What a browser asked for, read with suspicion: only our own pages, asked for by name, by a browser on this computer.
//!
//! A page of another site that is open in the same browser must not be able to read a preview, so the `Host` must be
//! exactly ours (against DNS rebinding) and whatever says that another site asks is refused.

/// The longest head of a request that is read, in bytes. Browsers send about one kilobyte.
pub const LONGEST_HEAD: usize = 16 * 1024;

/// The most lines a head may have.
const MOST_LINES: usize = 64;

/// What may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The path, decoded, from the first `/`.
    pub path: String,
    /// What stands after the `?`, decoded, name by name.
    pub query: Vec<(String, String)>,
    /// Whether only the head of the answer is wanted.
    pub head_only: bool,
    /// Whether it is shown in a frame: there a page has no bar of its own.
    pub framed: bool,
    /// Whether a person looks on while it comes; a program waits.
    pub looked_at: bool,
}

/// Why a request is not answered: the number and words of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not a request as we know them.
    Garbled,
    /// Its head is too long.
    TooLong,
    /// It did not come in time.
    TooSlow,
    /// It wants something else than to read.
    NotReading,
    /// It was meant for somebody else, or came here under a name that is not ours.
    NotForUs,
    /// Another site sent it.
    Stranger,
}

impl Refused {
    /// The first line of the answer, after the version.
    pub fn status(self) -> &'static str {
        match self {
            Refused::Garbled => "400 Bad Request",
            Refused::TooLong => "431 Request Header Fields Too Large",
            Refused::TooSlow => "408 Request Timeout",
            Refused::NotReading => "405 Method Not Allowed",
            Refused::NotForUs => "421 Misdirected Request",
            Refused::Stranger => "403 Forbidden",
        }
    }
}

/// Reads a head. `None`: it is not complete yet. `port` is ours.
pub fn read(bytes: &[u8], port: u16) -> Option<Result<Asked, Refused>> {
    let mut lines = [httparse::EMPTY_HEADER; MOST_LINES];
    let mut request = httparse::Request::new(&mut lines);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => Some(judge(&request, port)),
        Ok(httparse::Status::Partial) if bytes.len() >= LONGEST_HEAD => Some(Err(Refused::TooLong)),
        Ok(httparse::Status::Partial) => None,
        Err(httparse::Error::TooManyHeaders) => Some(Err(Refused::TooLong)),
        Err(_) => Some(Err(Refused::Garbled)),
    }
}

fn judge(request: &httparse::Request<'_, '_>, port: u16) -> Result<Asked, Refused> {
    let ours = [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")];
    let hosts: Vec<&[u8]> = all(request, "host").collect();
    let [host] = hosts.as_slice() else { return Err(Refused::Garbled) };
    if !ours.iter().any(|name| name.as_bytes() == *host) {
        return Err(Refused::NotForUs);
    }
    let from_us = |origin: &[u8]| origin.strip_prefix(b"http://") == Some(*host);
    let strange_origin = all(request, "origin").any(|origin| !from_us(origin));
    let strange_site = all(request, "sec-fetch-site").any(|site| !matches!(site, b"same-origin" | b"none"));
    if strange_origin || strange_site {
        return Err(Refused::Stranger);
    }
    let head_only = match request.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Refused::NotReading),
    };
    let has_body = all(request, "content-length").any(|length| length != b"0");
    if has_body || all(request, "transfer-encoding").next().is_some() {
        return Err(Refused::Garbled);
    }
    let target = request.path.filter(|target| target.starts_with('/')).ok_or(Refused::Garbled)?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = decoded(path).ok_or(Refused::Garbled)?;
    let looked_at = all(request, "sec-fetch-mode").any(|mode| mode == b"navigate");
    let framed = all(request, "sec-fetch-dest").any(|dest| dest == b"iframe");
    let query = query.split('&').filter(|part| !part.is_empty()).map(pair).collect::<Option<_>>();
    Ok(Asked { path, query: query.ok_or(Refused::Garbled)?, head_only, framed, looked_at })
}

fn pair(part: &str) -> Option<(String, String)> {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    Some((decoded(name)?, decoded(value)?))
}

impl Asked {
    /// What was said under a name; empty when nothing was.
    pub fn said(&self, name: &str) -> &str {
        self.query.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

fn all<'r>(request: &'r httparse::Request<'_, '_>, name: &'r str) -> impl Iterator<Item = &'r [u8]> {
    request.headers.iter().filter(move |line| line.name.eq_ignore_ascii_case(name)).map(|line| line.value)
}

/// Takes back `%20` and the like. `None` when that is no text, or hides something.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => (digit(rest.next()?)? << 4) | digit(rest.next()?)?,
            other => other,
        };
        if byte < b' ' || byte == 0x7f || byte == b'\\' {
            return None;
        }
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(head: &str) -> Option<Result<Asked, Refused>> {
        read(head.replace('\n', "\r\n").as_bytes(), 4747)
    }

    fn refused(head: &str) -> Refused {
        ask(head).unwrap().unwrap_err()
    }

    #[test]
    fn a_browser_on_this_computer_is_answered() {
        let asked = ask("GET /public/a%20b.html?x=%2Fy&z HTTP/1.1\nHost: localhost:4747\nSec-Fetch-Site: none\n\n");
        let asked = asked.unwrap().unwrap();
        assert_eq!((asked.path.as_str(), asked.said("x"), asked.said("z")), ("/public/a b.html", "/y", ""));
        assert!(!asked.head_only && !asked.looked_at);
        let opened = "GET / HTTP/1.1\nHost: localhost:4747\nSec-Fetch-Site: none\nSec-Fetch-Mode: navigate\n\n";
        assert!(ask(opened).unwrap().unwrap().looked_at);
        assert!(ask("GET / HTTP/1.1\nHost: [::1]:4747\n\n").unwrap().is_ok());
        let same = "HEAD / HTTP/1.1\nHost: 127.0.0.1:4747\nOrigin: http://127.0.0.1:4747\n\n";
        assert!(ask(same).unwrap().unwrap().head_only);
    }

    #[test]
    fn a_name_that_is_not_exactly_ours_is_refused() {
        for host in [
            "evil.example",
            "localhost",
            "localhost:4748",
            "127.0.0.1",
            "localhost.:4747",
            "LOCALHOST:4747",
            "localhost:4747.evil.example",
            "evil.example:4747",
            "[::1]:4748",
            "::1:4747",
            "[::ffff:127.0.0.1]:4747",
            "127.1:4747",
            "0.0.0.0:4747",
            "localhost:4747@evil.example",
            "",
        ] {
            assert_eq!(refused(&format!("GET / HTTP/1.1\nHost: {host}\n\n")), Refused::NotForUs, "{host}");
        }
        assert_eq!(refused("GET / HTTP/1.1\n\n"), Refused::Garbled);
        assert_eq!(refused("GET / HTTP/1.1\nHost: localhost:4747\nHost: evil.example\n\n"), Refused::Garbled);
    }

    #[test]
    fn another_site_in_the_same_browser_is_refused() {
        for line in [
            "Origin: http://evil.example",
            "Origin: null",
            "Origin: https://localhost:4747",
            "Origin: http://localhost:4748",
            "Origin: http://127.0.0.1:4747",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
        ] {
            let head = format!("GET / HTTP/1.1\nHost: localhost:4747\n{line}\n\n");
            assert_eq!(refused(&head), Refused::Stranger, "{line}");
        }
    }

    #[test]
    fn only_reading_is_possible() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "get"] {
            let head = format!("{method} / HTTP/1.1\nHost: localhost:4747\n\n");
            assert_eq!(refused(&head), Refused::NotReading, "{method}");
        }
        let smuggled = "GET / HTTP/1.1\nHost: localhost:4747\nTransfer-Encoding: chunked\n\n";
        assert_eq!(refused(smuggled), Refused::Garbled);
    }

    #[test]
    fn nonsense_is_refused_and_half_a_head_is_waited_for() {
        for target in ["http://localhost:4747/", "*", "/%", "/%2", "/%zz", "/%00", "/%0a", "/%ff", "/a%5cb"] {
            let head = format!("GET {target} HTTP/1.1\nHost: localhost:4747\n\n");
            assert_eq!(refused(&head), Refused::Garbled, "{target}");
        }
        assert_eq!(ask("GET / HTTP/1.1\nHost: local"), None);
        assert_eq!(refused(&format!("GET /{} HTTP/1.1\n", "a".repeat(LONGEST_HEAD))), Refused::TooLong);
        assert_eq!(refused(&format!("GET / HTTP/1.1\n{}\n", "A: b\n".repeat(100))), Refused::TooLong);
    }
}
