//! The preview: the very pages of a build, kept up to date while somebody writes, and nobody else gets in.
//!
//! Nothing here is timed. Where a test waits for the program, a generous limit only keeps a failure from hanging.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::folders::{Folder, MARGARET, SETTINGS, TODAY, program, run, tree};

/// When a test gives up.
const LIMIT: Duration = Duration::from_secs(60);

/// A preview that ends with the test.
struct Serving {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
    port: u16,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
#[derive(Debug)]
struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The page as a build would write it: without what the preview adds.
    fn without_bar(&self) -> String {
        let mut text = self.text();
        for (from, to) in [
            ("<link rel=\"stylesheet\" href=\"/-/preview.css\">", "</script>"),
            ("<aside id=\"carefolio-preview\"", "</aside>"),
        ] {
            let start = text.find(from).unwrap_or_else(|| panic!("{from} in {text}"));
            let end = start + text[start..].find(to).expect("it ends") + to.len();
            text.replace_range(start..end, "");
        }
        text
    }

    fn seen(&self) -> String {
        let text = self.text();
        let start = text.find("data-seen=\"").expect("a page says what it shows") + "data-seen=\"".len();
        text[start..].chars().take_while(|c| *c != '"').collect()
    }
}

fn serving(folder: &Folder, more: &[&str]) -> Serving {
    let home = folder.text_at("home");
    let mut command = program(&[&["serve", &home, "--today", TODAY, "--port", "0"], more].concat());
    started(&mut command)
}

fn started(command: &mut Command) -> Serving {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut output = BufReader::new(child.stdout.take().expect("it speaks"));
    let mut line = String::new();
    while !line.contains("http://localhost:") {
        line.clear();
        assert!(output.read_line(&mut line).expect("it speaks") > 0, "it ended before it said where it is");
    }
    let port =
        line.rsplit_once(':').map(|(_, rest)| rest.trim().trim_end_matches('/')).and_then(|port| port.parse().ok());
    Serving { child, output, port: port.expect("a port") }
}

impl Serving {
    /// Sends anything, and gives all that comes back before the line is cut.
    fn send(&self, bytes: &[u8]) -> String {
        let mut line = self.connect();
        // It may be cut before all was said.
        let _ = line.write_all(bytes);
        let mut back = Vec::new();
        let _ = line.read_to_end(&mut back);
        String::from_utf8_lossy(&back).into_owned()
    }

    fn connect(&self) -> TcpStream {
        let line = TcpStream::connect(("127.0.0.1", self.port)).expect("somebody is there");
        line.set_read_timeout(Some(LIMIT)).expect("a limit");
        line
    }

    fn get(&self, path: &str) -> Reply {
        let mut line = self.connect();
        write!(line, "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).expect("it listens");
        let mut back = Vec::new();
        line.read_to_end(&mut back).expect("it answers");
        let end = back.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
        let head = String::from_utf8_lossy(&back[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|number| number.parse().ok()).expect("a number");
        Reply { status, head, body: back[end + 4..].to_vec() }
    }

    /// The first line of what comes back for a request of these lines; `PORT` stands for ours.
    fn status_of(&self, lines: &str) -> String {
        let request = lines.replace("PORT", &self.port.to_string()).replace('\n', "\r\n");
        let back = self.send(request.as_bytes());
        back.lines().next().unwrap_or("").to_owned()
    }

    /// Opens the news of a page as a browser does.
    fn listen(&self, page: &str, seen: &str) -> BufReader<TcpStream> {
        let mut line = self.connect();
        write!(line, "GET /-/news?page={page}&seen={seen} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port)
            .expect("it listens");
        BufReader::new(line)
    }

    /// Does something to the folder and waits until an open page hears that it changed.
    fn changes(&self, page: &str, change: impl FnOnce()) -> Reply {
        let seen = self.get(page).seen();
        let mut news = self.listen(page, &seen);
        change();
        wait_for(&mut news, "\"reload\":true");
        self.get(page)
    }

    /// The address of the item whose title it is, in an edition.
    fn page_of(&self, edition: &str, title: &str) -> String {
        let list = self.get(&format!("/{edition}/contents.html")).text()
            + &self.get(&format!("/{edition}/stories.html")).text();
        let before = &list[..list.find(&format!(">{title}<")).unwrap_or_else(|| panic!("{title} in {list}"))];
        let href = before.rsplit("href=").next().expect("a link").trim_matches(['"', '>']);
        format!("/{edition}/{}", href.split(['"', ' ', '>']).next().expect("an address"))
    }
}

fn wait_for(news: &mut BufReader<TcpStream>, words: &str) {
    let mut line = String::new();
    loop {
        line.clear();
        let count = news.read_line(&mut line).expect("news come in time");
        assert!(count > 0, "the news ended without {words}");
        if line.contains(words) {
            return;
        }
    }
}

fn write_in_two_steps(folder: &Folder, path: &str, text: &str) {
    let mut file = fs::File::create(folder.home().join(path)).expect("a file");
    file.write_all(text.as_bytes()).expect("it is written");
}

fn save_by_rename(folder: &Folder, path: &str, text: &str) {
    let path = folder.home().join(path);
    let other = path.with_extension("tmp");
    fs::write(&other, text).expect("a file");
    fs::rename(&other, &path).expect("it is moved");
}

fn tea(title: &str, words: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = 2026-05-13\npeople = []\naudience = \"all\"\n+++\n{words}\n")
}

#[test]
fn every_file_is_the_one_that_a_build_makes() {
    let folder = Folder::small_home();
    folder.build(&[]).ends(0);
    let serving = serving(&folder, &[]);
    let built = tree(&folder.at("home/out"));
    assert!(built.len() > 60, "{built:?}");
    let mut pages = 0;
    for path in built.keys().filter(|path| path.as_str() != ".carefolio") {
        let bytes = fs::read(folder.at("home/out").join(path)).expect("a file");
        let reply = serving.get(&format!("/{path}"));
        // What a build says of itself is for hosts and for the next build.
        if reply.status == 404 && path.ends_with("edition.json") {
            continue;
        }
        assert_eq!(reply.status, 200, "{path}");
        if path.ends_with(".html") {
            pages += 1;
            assert_eq!(reply.without_bar(), String::from_utf8_lossy(&bytes), "{path}");
        } else {
            assert!(reply.body == bytes, "{path}");
        }
        let wanted = path.split('.').next_back().map(|ending| match ending {
            "html" => "text/html; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "jpg" => "image/jpeg",
            "webp" => "image/webp",
            "woff2" => "font/woff2",
            "svg" => "image/svg+xml",
            _ => "",
        });
        assert!(reply.head.contains(wanted.unwrap_or("")), "{path}: {}", reply.head);
    }
    assert!(pages > 20);
}

#[test]
fn a_save_shows_at_once_on_the_page_and_in_every_list() {
    let folder = Folder::small_home();
    let before = folder.outside();
    let serving = serving(&folder, &[]);
    let page = serving.page_of("family", "The tea");
    let changed =
        serving.changes(&page, || save_by_rename(&folder, "stories/tea.md", &tea("The tea", "Saved by rename.")));
    assert!(changed.text().contains("Saved by rename."), "{}", changed.text());
    let changed =
        serving.changes(&page, || write_in_two_steps(&folder, "stories/tea.md", &tea("The tea", "Written in place.")));
    assert!(changed.text().contains("Written in place."));

    // With another title the page has another address: whoever looks at the old one is led there.
    save_by_rename(&folder, "stories/tea.md", &tea("The kettle", "Written in place."));
    let list = serving.changes("/family/stories.html", || {
        save_by_rename(&folder, "stories/tea.md", &tea("The kettle", "It whistles."))
    });
    assert!(list.text().contains("The kettle") && list.text().contains("It whistles."), "{}", list.text());
    let moved = serving.get(&page);
    assert_eq!(moved.status, 302, "{}", moved.head);
    let there = moved.head.lines().find_map(|line| line.strip_prefix("Location: ")).expect("an address");
    assert!(serving.get(there).text().contains("It whistles."));

    // Something new, something gone.
    let list = serving.changes("/family/stories.html", || folder.put("stories/cake.md", tea("The cake", "Lemon.")));
    assert!(list.text().contains("The cake"));
    let gone = || fs::remove_file(folder.home().join("stories/cake.md")).expect("it is deleted");
    assert!(!serving.changes("/family/stories.html", gone).text().contains("The cake"));

    folder.put("stories/tea.md", fs::read(folder.home().join("stories/bus.md")).expect("a file"));
    folder.put(
        "stories/tea.md",
        "+++\ntitle = \"The tea\"\ndate = 2026-05-13\npeople = []\naudience = \"all\"\n+++\nThere was a tea.\n",
    );
    drop(serving);
    assert_eq!(folder.outside(), before, "the preview touches nothing of the author's");
    assert!(!folder.at("home/out").exists(), "and publishes nothing");
}

#[test]
fn a_page_that_did_not_change_is_left_in_peace() {
    let folder = Folder::small_home();
    let serving = serving(&folder, &[]);
    let bus = serving.page_of("public", "The bus");
    let mut news = serving.listen(&bus, &serving.get(&bus).seen());
    wait_for(&mut news, "problems");
    // The list of stories changes; the bus does not, and hears only what is wrong in the folder.
    let list = serving.changes("/public/stories.html", || {
        folder.put("stories/tea.md", tea("The tea", "Another") + "\n![A cup](cup.jpg)\n")
    });
    assert!(list.text().contains("Another"));
    let mut line = String::new();
    while !line.contains("problems") {
        line.clear();
        assert!(news.read_line(&mut line).expect("news come in time") > 0);
        assert!(!line.contains("reload"), "{line}");
    }
}

#[test]
fn what_was_withdrawn_comes_down_at_once() {
    let folder = Folder::small_home();
    let serving = serving(&folder, &[]);
    let page = serving.page_of("public", "The garden");
    let shown = serving.get(&page);
    assert!(shown.text().contains("zebrabeans"));
    let text = shown.text();
    let start = text.find("photos/").expect("a photo");
    let photo: String = text[start..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-.".contains(*c)).collect();
    assert_eq!(serving.get(&format!("/public/{photo}")).status, 200);
    let gone = serving.changes(&page, || {
        folder.put(
            "people/margaret.toml",
            format!("{MARGARET}withdrawn_on = 2026-11-19\nwithdrawn_how = \"She said so\"\n"),
        );
    });
    assert_eq!(gone.status, 404);
    assert_eq!(serving.get(&format!("/public/{photo}")).status, 404);
    for path in ["index.html", "stories.html", "search-index.js", "contents.html"] {
        assert!(!serving.get(&format!("/public/{path}")).text().contains("zebrabeans"), "{path}");
    }
}

#[test]
fn the_last_good_page_stays_while_its_file_has_a_mistake() {
    let folder = Folder::small_home();
    let serving = serving(&folder, &[]);
    let page = serving.page_of("public", "The garden");
    let good = serving.get(&page).without_bar();
    let garden = fs::read_to_string(folder.home().join("stories/garden/story.md")).expect("a story");
    let broken = garden.replace("audience = \"all\"", "audience = \"al\"").replace("zebrabeans", "tigerbeans");
    let stays = serving.changes(&page, || folder.put("stories/garden/story.md", &broken));
    assert_eq!(stays.status, 200);
    assert_eq!(stays.without_bar(), good);
    assert!(stays.text().contains("stories/garden/story.md, line 5"), "{}", stays.text());
    let photo: String = {
        let start = good.find("photos/").expect("a photo");
        good[start..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-.".contains(*c)).collect()
    };
    assert_eq!(serving.get(&format!("/public/{photo}")).status, 200, "with its photo");

    // The page of problems says what `check` says.
    let problems = serving.get("/-/problems").text();
    assert!(problems.contains("stories/garden/story.md"), "{problems}");
    let said = run(&mut program(&["check", &folder.text_at("home"), "--today", TODAY])).said;
    let code = said.lines().find_map(|line| line.trim().strip_prefix("More: carefolio explain ")).expect("a code");
    assert!(problems.contains(code), "{problems}");

    // It does not stay when somebody in it withdraws, although nobody can read the file.
    let gone = serving.changes(&page, || {
        folder.put(
            "people/margaret.toml",
            format!("{MARGARET}withdrawn_on = 2026-11-19\nwithdrawn_how = \"She said so\"\n"),
        );
    });
    assert!(!gone.text().contains("zebrabeans"), "{}", gone.text());
    assert_eq!(serving.get(&format!("/public/{photo}")).status, 404);

    // And when all is well again, so is the page.
    folder.put("people/margaret.toml", MARGARET);
    let back = serving.changes(&page, || folder.put("stories/garden/story.md", &garden));
    assert_eq!(back.without_bar(), good);
}

#[test]
fn settings_with_a_mistake_leave_open_pages_as_they_were() {
    let folder = Folder::small_home();
    let serving = serving(&folder, &[]);
    let page = serving.page_of("public", "The tea");
    let good = serving.get(&page).without_bar();
    let settings = fs::read_to_string(folder.home().join("carefolio.toml")).expect("settings");
    let stays = serving.changes(&page, || folder.put("carefolio.toml", settings.replace("care-home", "care-hotel")));
    assert_eq!(stays.without_bar(), good);
    assert!(stays.text().contains("carefolio.toml, line 4"), "{}", stays.text());
    // Whoever goes on writing sees what they write all the same.
    let words = || folder.put("stories/tea.md", tea("The tea", "Earl Grey."));
    assert!(serving.changes(&page, words).text().contains("Earl Grey."));
    let well = || folder.put("stories/tea.md", tea("The tea", "There was a tea."));
    serving.changes(&page, well);
    let away = || fs::remove_file(folder.home().join("carefolio.toml")).expect("it is deleted");
    let stays = serving.changes(&page, away);
    assert_eq!(stays.without_bar(), good);
    assert_eq!(serving.get("/public/search.html").status, 404, "what nobody looked at cannot be made");
    let back = serving.changes(&page, || folder.put("carefolio.toml", &settings));
    assert_eq!(back.without_bar(), good);
    assert!(!back.text().contains("class=\"note\""));
}

#[test]
fn one_edition_alone_shows_nothing_of_the_others() {
    let folder = Folder::small_home();
    folder.put("stories/rota.md", "+++\ntitle = \"The rota\"\ndate = 2026-05-14\npeople = []\n+++\nFor inspectors.\n");
    let all = serving(&folder, &[]);
    let page = all.page_of("inspector", "The rota");
    assert_eq!(all.get(&page).status, 200);
    assert_eq!(all.get(&page.replace("/inspector/", "/public/")).status, 404);
    for attempt in
        ["/public/../inspector/index.html", "/public/%2e%2e/inspector/index.html", "/public/./../inspector/index.html"]
    {
        assert_ne!(all.get(attempt).status, 200, "{attempt}");
    }
    // The same page in another edition, or its first page.
    let go = all.get(&format!("/-/go?edition=public&page={page}"));
    assert!(go.head.contains("Location: /public/index.html\r\n"), "{}", go.head);
    let tea = all.page_of("inspector", "The tea");
    let go = all.get(&format!("/-/go?edition=family&page={tea}"));
    assert!(go.head.contains(&format!("Location: {}\r\n", tea.replace("/inspector/", "/family/"))), "{}", go.head);

    let one = serving(&folder, &["--edition", "public"]);
    assert_eq!(one.get("/public/index.html").status, 200);
    assert_eq!(one.get("/inspector/index.html").status, 404);
    assert_eq!(one.get(&page).status, 404);
    assert!(!one.get("/public/index.html").text().contains("inspector"));
}

#[test]
fn only_a_browser_on_this_computer_that_knows_our_name_is_answered() {
    let folder = Folder::small_home();
    let serving = serving(&folder, &[]);
    let good = "GET /public/index.html HTTP/1.1\nHost: localhost:PORT\n\n";
    assert_eq!(serving.status_of(good), "HTTP/1.1 200 OK");
    for host in ["127.0.0.1:PORT", "[::1]:PORT"] {
        assert_eq!(serving.status_of(&good.replace("localhost:PORT", host)), "HTTP/1.1 200 OK", "{host}");
    }
    for host in
        ["evil.example", "localhost", "localhost:1", "localhost.evil.example:PORT", "0.0.0.0:PORT", "evil.example:PORT"]
    {
        let status = serving.status_of(&good.replace("localhost:PORT", host));
        assert_eq!(status, "HTTP/1.1 421 Misdirected Request", "{host}");
    }
    for line in
        ["Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"]
    {
        let status = serving.status_of(&good.replace("\n\n", &format!("\n{line}\n\n")));
        assert_eq!(status, "HTTP/1.1 403 Forbidden", "{line}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "get"] {
        let status = serving.status_of(&good.replace("GET", method));
        assert_eq!(status, "HTTP/1.1 405 Method Not Allowed", "{method}");
    }
    for target in [
        "http://localhost:PORT/public/index.html",
        "*",
        "/public/%00",
        "/public/%0d%0aX-Y:%20z",
        "/public/%",
        "/public/..%5cindex.html",
        "public/index.html",
    ] {
        let status = serving.status_of(&good.replace("/public/index.html", target));
        assert_eq!(status, "HTTP/1.1 400 Bad Request", "{target}");
    }
    for target in [
        "/../home/carefolio.toml",
        "/public/../../people/margaret.toml",
        "/public/%2e%2e/%2e%2e/people/margaret.toml",
        "/people/margaret.toml",
        "/stories/garden/beans.jpg",
        "//etc/passwd",
        "/public//index.html",
        "/public/photos/../index.html",
        "/public/photos/beans.jpg",
        "/-/news?page=x",
        "/-/phone",
        "/.carefolio/photos/memory",
    ] {
        let status = serving.status_of(&good.replace("/public/index.html", target));
        assert_eq!(status, "HTTP/1.1 404 Not Found", "{target}");
    }
    let smuggled = good.replace("\n\n", "\nContent-Length: 5\n\nGET /");
    assert_eq!(serving.status_of(&smuggled), "HTTP/1.1 400 Bad Request");
    assert_eq!(serving.status_of(&good.replace("Host: localhost:PORT\n", "")), "HTTP/1.1 400 Bad Request");
    assert_eq!(serving.status_of("\u{16}\u{3}\u{1}\n\n"), "HTTP/1.1 400 Bad Request");
    let long = format!("GET /{} HTTP/1.1\nHost: localhost:PORT\n\n", "a".repeat(40_000));
    assert!(matches!(serving.status_of(&long).as_str(), "HTTP/1.1 431 Request Header Fields Too Large" | ""));
    let many = good.replace("\n\n", &format!("\n{}\n", "A: b\n".repeat(200)));
    assert_eq!(serving.status_of(&many), "HTTP/1.1 431 Request Header Fields Too Large");
    // Two questions on one line: one answer, and the line is cut.
    let two = good.replace("PORT", &serving.port.to_string()).replace('\n', "\r\n").repeat(2);
    assert_eq!(serving.send(two.as_bytes()).matches("HTTP/1.1 ").count(), 1);
    // Somebody who never ends a question is not waited for, and keeps nobody else waiting.
    let mut slow = serving.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: lo").expect("it listens");
    assert_eq!(serving.status_of(good), "HTTP/1.1 200 OK");
    let mut back = String::new();
    slow.read_to_string(&mut back).expect("the line is cut");
    assert!(back.starts_with("HTTP/1.1 408 "), "{back}");
}

#[test]
fn every_answer_is_kept_from_strangers() {
    let folder = Folder::small_home();
    let serving = serving(&folder, &[]);
    for path in [
        "/public/index.html",
        "/public/nothing.html",
        "/-/problems",
        "/-/preview.js",
        "/",
        "/-/phone?page=/public/index.html",
    ] {
        let head = serving.get(path).head;
        for line in [
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "X-Frame-Options: SAMEORIGIN",
            "Referrer-Policy: no-referrer",
            "Cross-Origin-Resource-Policy: same-origin",
            "default-src 'none'",
            "script-src 'self';",
            "frame-ancestors 'self'",
        ] {
            assert!(head.contains(line), "{path}: {line} in {head}");
        }
        assert!(!head.contains("Access-Control"), "{head}");
    }
    let only_head = serving
        .send(format!("HEAD /public/index.html HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", serving.port).as_bytes());
    assert!(only_head.starts_with("HTTP/1.1 200 OK") && only_head.ends_with("\r\n\r\n"), "{only_head}");
}

#[test]
fn a_folder_that_is_no_portfolio_and_an_edition_that_is_not_there() {
    let folder = Folder::new();
    run(&mut program(&["serve", &folder.text_at("home")])).ends(2).says(&["carefolio.toml", "Fix:", "carefolio new"]);
    run(&mut program(&["serve", &folder.text_at("nowhere")])).ends(2).says(&["There is no folder"]);
    let folder = Folder::small_home();
    let home = folder.text_at("home");
    run(&mut program(&["serve", &home, "--edition", "familly"])).ends(2).says(&["familly", "Did you mean \"family\"?"]);
}

#[test]
fn a_port_that_is_taken_is_left_to_whoever_has_it() {
    let folder = Folder::small_home();
    let first = serving(&folder, &[]);
    let (home, port) = (folder.text_at("home"), first.port.to_string());
    let mut second = program(&["serve", &home, "--today", TODAY, "--port", &port]);
    let second = started(&mut second);
    assert_ne!(second.port, first.port);
    assert_eq!(second.get("/public/index.html").status, 200);
    assert_eq!(first.get("/public/index.html").status, 200);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let folder = Folder::small_home();
    let mut serving = serving(&folder, &[]);
    let page = serving.get("/public/index.html");
    let _open = serving.listen("/public/index.html", &page.seen());
    let id = serving.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("a signal is sent").success());
    let ended = serving.child.wait().expect("it ends");
    assert_eq!(ended.code(), Some(0));
    let mut said = String::new();
    serving.output.read_to_string(&mut said).expect("it spoke");
    assert!(said.contains("The preview has ended."), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn it_opens_the_browser_when_asked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::small_home();
    let (tools, asked) = (folder.at("tools"), folder.at("asked"));
    fs::create_dir(&tools).expect("a folder");
    let script = tools.join("xdg-open");
    fs::write(&script, format!("#!/bin/sh\nprintf %s \"$1\" > '{}.part'\nmv '{0}.part' '{0}'\n", asked.display()))
        .expect("a script");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = program(&["serve", &folder.text_at("home"), "--today", TODAY, "--port", "0", "--open"]);
    let serving = started(command.env("PATH", path));
    let opened = (0..600).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        fs::read_to_string(&asked).ok()
    });
    assert_eq!(opened, Some(format!("http://localhost:{}/", serving.port)));
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_is_made_when_it_is_asked_for_and_is_the_one_of_a_build() {
    let folder = Folder::small_home();
    folder.put("carefolio.toml", format!("{SETTINGS}[editions.family]\naudience = \"family\"\n"));
    let serving = serving(&folder, &[]);
    assert_eq!(serving.get("/family/portfolio.pdf").body.get(..5), Some(&b"%PDF-"[..]));
    serving.changes("/family/stories.html", || folder.put("stories/tea.md", tea("The tea", "On paper, too.")));
    let made = serving.get("/family/portfolio.pdf");
    assert!(made.head.contains("Content-Type: application/pdf"), "{}", made.head);
    folder.build(&[]).ends(0);
    assert!(made.body == fs::read(folder.at("home/out/family/portfolio.pdf")).expect("a PDF"));
    assert_eq!(serving.get("/family/nothing.pdf").status, 404);
}

#[cfg(not(feature = "pdf"))]
#[test]
fn without_pdfs_it_says_so() {
    let folder = Folder::small_home();
    folder.put("carefolio.toml", format!("{SETTINGS}[editions.family]\naudience = \"family\"\n"));
    let serving = serving(&folder, &[]);
    assert!(serving.get("/family/portfolio.pdf").text().contains("without the part that makes PDFs"));
}
