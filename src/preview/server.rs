//! Answers browsers on this computer, from memory, and nobody else.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::request::{self, Asked, LONGEST_HEAD, Refused};

/// How long a browser may take to say what it wants, and to take what it gets.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many browsers' questions are open at once. Each open tab keeps one.
const MOST_AT_ONCE: usize = 64;

/// How often a quiet line is tried, to notice a closed tab.
const STILL_THERE: Duration = Duration::from_secs(10);

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

/// Opens a door on this computer only; the first free one of a few.
pub fn listen(first: u16) -> io::Result<TcpListener> {
    let doors = if first == 0 { vec![0] } else { (first..first.saturating_add(10)).collect() };
    let mut busy = None;
    for door in doors {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, door)) {
            Ok(listener) => return Ok(listener),
            Err(error) => busy = Some(error),
        }
    }
    Err(busy.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

/// Answers until the site is over.
pub fn serve(listener: &TcpListener, site: &dyn Site) -> io::Result<()> {
    let port = listener.local_addr()?.port();
    let open = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for browser in listener.incoming() {
            if site.is_over() {
                break;
            }
            // A browser that left before we turned to it.
            let Ok(browser) = browser else { continue };
            if open.load(Ordering::Relaxed) >= MOST_AT_ONCE {
                continue;
            }
            open.fetch_add(1, Ordering::Relaxed);
            scope.spawn(|| {
                // Whoever hangs up has no use for an answer.
                let _ = talk(browser, port, site);
                open.fetch_sub(1, Ordering::Relaxed);
            });
        }
    });
    Ok(())
}

/// One question, one answer.
fn talk(mut browser: TcpStream, port: u16, site: &dyn Site) -> io::Result<()> {
    browser.set_read_timeout(Some(PATIENCE))?;
    browser.set_write_timeout(Some(PATIENCE))?;
    match hear(&mut browser, port)? {
        Ok(asked) => answer(&mut browser, &asked, site),
        Err(refused) => {
            let allow = if refused == Refused::NotReading { "Allow: GET, HEAD\r\n" } else { "" };
            let head = head(refused.status(), "text/plain; charset=utf-8", Some(0), allow);
            browser.write_all(head.as_bytes())
        }
    }
}

fn hear(browser: &mut TcpStream, port: u16) -> io::Result<Result<Asked, Refused>> {
    let mut heard = Vec::new();
    let mut piece = [0; 2048];
    // So many pieces at the most: nobody keeps a line busy by sending letter after letter.
    for _ in 0..64 {
        let count = browser.read(&mut piece)?;
        if count == 0 {
            return Ok(Err(Refused::Garbled));
        }
        heard.extend_from_slice(&piece[..count]);
        if let Some(asked) = request::read(&heard, port) {
            return Ok(asked);
        }
        if heard.len() > LONGEST_HEAD {
            return Ok(Err(Refused::TooLong));
        }
    }
    Ok(Err(Refused::Garbled))
}

fn answer(browser: &mut TcpStream, asked: &Asked, site: &dyn Site) -> io::Result<()> {
    const HTML: &str = "text/html; charset=utf-8";
    let (head, body) = match site.answer(asked) {
        Answer::File { kind, bytes } => (head("200 OK", kind, Some(bytes.len()), ""), bytes),
        Answer::Missing(bytes) => (head("404 Not Found", HTML, Some(bytes.len()), ""), bytes),
        Answer::Elsewhere(address) => {
            (head("302 Found", HTML, Some(0), &format!("Location: {address}\r\n")), Vec::new())
        }
        Answer::News(news) => return tell(browser, asked, &news, site),
    };
    browser.write_all(head.as_bytes())?;
    if !asked.head_only {
        browser.write_all(&body)?;
    }
    browser.flush()
}

fn tell(browser: &mut TcpStream, asked: &Asked, news: &Receiver<String>, site: &dyn Site) -> io::Result<()> {
    browser.write_all(head("200 OK", "text/event-stream", None, "").as_bytes())?;
    if asked.head_only {
        return Ok(());
    }
    let mut quiet = Duration::ZERO;
    let moment = Duration::from_millis(250);
    while !site.is_over() {
        match news.recv_timeout(moment) {
            // The news are one line each, so nothing in them can look like the next.
            Ok(news) => browser.write_all(format!("data: {}\n\n", news.replace(['\n', '\r'], " ")).as_bytes())?,
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

/// The head of an answer. A preview is never kept, never framed, and loads nothing from anywhere else.
fn head(status: &str, kind: &str, length: Option<usize>, more: &str) -> String {
    let length = length.map_or_else(String::new, |length| format!("Content-Length: {length}\r\n"));
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{length}{more}Connection: close\r\nCache-Control: no-store\r\n\
         Content-Security-Policy: default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; \
         script-src 'self'; connect-src 'self'; media-src 'self'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'\r\n\
         X-Frame-Options: DENY\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n\r\n"
    )
}
