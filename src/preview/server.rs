//! Answers browsers on this computer, from memory, and nobody else.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::Clock;
use super::request::{self, Asked, LONGEST_HEAD, Refused};

/// How long a browser may take to say all that it wants, and to take each piece of what it gets.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many browsers' questions are open at once. Each open tab keeps one.
const MOST_AT_ONCE: usize = 64;

/// How often a quiet line is tried, to notice a closed tab.
const STILL_THERE: Duration = Duration::from_secs(10);

/// How many doors after the first are tried.
const MORE_DOORS: u16 = 20;

/// What a question is answered with.
pub enum Answer {
    /// A file.
    File {
        /// Its media type.
        kind: &'static str,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// There is no such page; what to show instead.
    Missing(Vec<u8>),
    /// The page will be there in a moment; what to show until then.
    NotYet(Vec<u8>),
    /// The answer is at another address of ours.
    Elsewhere(String),
    /// News, sent as they come until the browser leaves.
    News(Receiver<String>),
}

/// Who knows the answers.
pub trait Site: Sync {
    /// Answers one question.
    fn answer(&self, asked: &Asked) -> Answer;
    /// Whether to stop.
    fn is_over(&self) -> bool;
}

/// An open door on this computer only.
pub struct Door {
    listeners: Vec<TcpListener>,
    /// Its number.
    pub port: u16,
}

impl Door {
    /// Opens the first free door from this one on; any free one for 0.
    pub fn open(first: u16) -> io::Result<Door> {
        let last = first.saturating_add(if first == 0 { 0 } else { MORE_DOORS });
        let mut busy = None;
        for port in first..=last {
            match Door::at(port) {
                Ok(door) => return Ok(door),
                Err(error) => busy = Some(error),
            }
        }
        Err(busy.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
    }

    fn at(port: u16) -> io::Result<Door> {
        let old = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = old.local_addr()?.port();
        let mut listeners = vec![old];
        // Browsers may take `localhost` for either. If somebody else has the other one, this door is not ours.
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
            Ok(new) => listeners.push(new),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            // This computer does not have the newer kind of address.
            Err(_) => {}
        }
        Ok(Door { listeners, port })
    }

    /// Where to knock so that whoever waits at the door looks up.
    pub fn bells(&self) -> Vec<SocketAddr> {
        self.listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect()
    }

    /// Answers until the site is over.
    pub fn serve(&self, site: &dyn Site, clock: &Clock) {
        let open = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for listener in &self.listeners {
                let (open, port) = (&open, self.port);
                scope.spawn(move || receive(listener, port, site, clock, open));
            }
        });
    }
}

fn receive(listener: &TcpListener, port: u16, site: &dyn Site, clock: &Clock, open: &AtomicUsize) {
    std::thread::scope(|scope| {
        for browser in listener.incoming() {
            if site.is_over() {
                break;
            }
            // A browser that left before we turned to it.
            let Ok(browser) = browser else { continue };
            if !is_from_here(&browser) || open.load(Ordering::Relaxed) >= MOST_AT_ONCE {
                continue;
            }
            open.fetch_add(1, Ordering::Relaxed);
            scope.spawn(move || {
                // Whoever hangs up has no use for an answer.
                let _ = talk(browser, port, site, clock);
                open.fetch_sub(1, Ordering::Relaxed);
            });
        }
    });
}

fn is_from_here(browser: &TcpStream) -> bool {
    browser.peer_addr().is_ok_and(|from| match from.ip() {
        IpAddr::V4(address) => address.is_loopback(),
        IpAddr::V6(address) => address.is_loopback(),
    })
}

/// One question, one answer.
fn talk(mut browser: TcpStream, port: u16, site: &dyn Site, clock: &Clock) -> io::Result<()> {
    browser.set_write_timeout(Some(PATIENCE))?;
    browser.set_nodelay(true)?;
    match hear(&mut browser, port, clock)? {
        Ok(asked) => answer(&mut browser, &asked, site),
        Err(refused) => {
            let allow = if refused == Refused::NotReading { "Allow: GET, HEAD\r\n" } else { "" };
            let head = head(refused.status(), "text/plain; charset=utf-8", Some(0), allow);
            browser.write_all(head.as_bytes())?;
            finish(&mut browser)
        }
    }
}

/// Hears a browser out. Nobody keeps a line busy by sending letter after letter: all of it must come in time.
fn hear(browser: &mut TcpStream, port: u16, clock: &Clock) -> io::Result<Result<Asked, Refused>> {
    let end = clock() + PATIENCE;
    let mut heard = Vec::new();
    let mut piece = [0; 2048];
    loop {
        let left = end.saturating_sub(clock());
        if left.is_zero() {
            return Ok(Err(Refused::TooSlow));
        }
        browser.set_read_timeout(Some(left))?;
        let count = match browser.read(&mut piece) {
            Ok(0) => return Ok(Err(Refused::Garbled)),
            Ok(count) => count,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                return Ok(Err(Refused::TooSlow));
            }
            Err(error) => return Err(error),
        };
        heard.extend_from_slice(&piece[..count]);
        if let Some(asked) = request::read(&heard, port) {
            return Ok(asked);
        }
        if heard.len() > LONGEST_HEAD {
            return Ok(Err(Refused::TooLong));
        }
    }
}

fn answer(browser: &mut TcpStream, asked: &Asked, site: &dyn Site) -> io::Result<()> {
    const HTML: &str = "text/html; charset=utf-8";
    let (head, body) = match site.answer(asked) {
        Answer::File { kind, bytes } => (head("200 OK", kind, Some(bytes.len()), ""), bytes),
        Answer::Missing(bytes) => (head("404 Not Found", HTML, Some(bytes.len()), ""), bytes),
        Answer::NotYet(bytes) => {
            (head("503 Service Unavailable", HTML, Some(bytes.len()), "Retry-After: 1\r\n"), bytes)
        }
        Answer::Elsewhere(address) => {
            (head("302 Found", HTML, Some(0), &format!("Location: {}\r\n", on_one_line(&address))), Vec::new())
        }
        Answer::News(news) => return tell(browser, asked, &news, site),
    };
    browser.write_all(head.as_bytes())?;
    if !asked.head_only {
        browser.write_all(&body)?;
    }
    finish(browser)
}

/// Says that this was all, and lets the browser take it before the line is cut.
fn finish(browser: &mut TcpStream) -> io::Result<()> {
    browser.flush()?;
    browser.shutdown(std::net::Shutdown::Write)
}

fn tell(browser: &mut TcpStream, asked: &Asked, news: &Receiver<String>, site: &dyn Site) -> io::Result<()> {
    browser.write_all(head("200 OK", "text/event-stream", None, "").as_bytes())?;
    if asked.head_only {
        return finish(browser);
    }
    let mut quiet = Duration::ZERO;
    let moment = Duration::from_millis(250);
    while !site.is_over() {
        match news.recv_timeout(moment) {
            Ok(news) => browser.write_all(format!("data: {}\n\n", on_one_line(&news)).as_bytes())?,
            Err(RecvTimeoutError::Timeout) if quiet >= STILL_THERE => {
                quiet = Duration::ZERO;
                browser.write_all(b": still here\n\n")?;
            }
            Err(RecvTimeoutError::Timeout) => quiet += moment,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
    Ok(())
}

/// Nothing in a line can look like the next one.
fn on_one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// The head of an answer. A preview is never kept, loads nothing from anywhere else, and is framed by nobody but itself
/// (the page that shows how it looks on a telephone).
fn head(status: &str, kind: &str, length: Option<usize>, more: &str) -> String {
    let length = length.map_or_else(String::new, |length| format!("Content-Length: {length}\r\n"));
    // Viewers of PDFs are pages of the browser's own, which a policy for ours would empty.
    let policy = match kind {
        "application/pdf" => "frame-ancestors 'none'",
        _ => {
            "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; media-src 'self' data:; \
             script-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; \
             form-action 'none'"
        }
    };
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{length}{more}Connection: close\r\nCache-Control: no-store\r\n\
         Content-Security-Policy: {policy}\r\nX-Frame-Options: SAMEORIGIN\r\nX-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\nX-Robots-Tag: noindex\r\n\r\n"
    )
}
