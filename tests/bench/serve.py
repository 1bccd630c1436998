"""From saving a story to having its new page, in a running `carefolio serve`; prints medians.

    python3 tests/bench/portfolio.py DIR N                    makes a portfolio
    python3 tests/bench/serve.py target/release/carefolio DIR [EDITS]

A story in the middle of the folder is saved by rename, as editors do. Two moments are measured: until an open page is
told to load again (as a browser hears it), and until the page with the new words has come. DIR is not touched: the edits
are made in a copy beside it.
"""

import http.client
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


# Between two edits, so that what is looked through afterwards is over.
PAUSE = float(os.environ.get("PAUSE", "2"))


def get(port, path):
    line = http.client.HTTPConnection("localhost", port, timeout=60)
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read().decode(errors="replace")
    place = answer.getheader("Location")
    return get(port, place) if place else body


def story_page(port, edition, title):
    """The lists of stories are gone through page by page until one leads to it."""
    for page in range(1, 10_000):
        text = get(port, f"/{edition}/stories{f'-{page}' if page > 1 else ''}.html")
        found = re.search(r'href="?([^" >]+)"?[^>]*>' + re.escape(title) + "<", text)
        if found:
            return f"/{edition}/{found[1]}"
        if f"stories-{page + 1}.html" not in text:
            sys.exit(f"no list leads to {title}")


def listen(port, page):
    seen = re.search(r'data-seen="([^"]+)"', get(port, page))[1]
    line = http.client.HTTPConnection("localhost", port, timeout=60)
    line.request("GET", f"/-/news?page={page}&seen={seen}")
    return line.getresponse()


def hear(news):
    while True:
        line = news.readline()
        if not line:
            sys.exit("the news ended")
        if b"reload" in line:
            return


def processor(process):
    """Seconds of processor time so far; on a busy computer these say more than the clock."""
    path = pathlib.Path(f"/proc/{process.pid}/stat")
    numbers = path.read_text().rsplit(")", 1)[1].split() if path.exists() else None
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK") if numbers else float("nan")


def memory(process):
    status = pathlib.Path(f"/proc/{process.pid}/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else float("nan")


def main():
    program, source = sys.argv[1], pathlib.Path(sys.argv[2])
    edits = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    source = source / "carefolio" if (source / "carefolio").is_dir() else source
    with tempfile.TemporaryDirectory(dir=source.parent) as temporary:
        folder = pathlib.Path(temporary) / "home"
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("out", ".carefolio"))
        stories = sorted(folder.glob("stories/**/*.md"))
        stories_of_all = [path for path in stories if 'audience = "all"' in path.read_text()]
        story = stories_of_all[len(stories_of_all) // 2]
        text = story.read_text()
        title = re.search(r'title = "([^"]+)"', text)[1]
        process = subprocess.Popen(
            [program, "serve", str(folder), "--port", "0", "--today", "2026-11-20"], stdout=subprocess.PIPE, text=True
        )
        try:
            began = time.perf_counter()
            port = next(int(found[1]) for line in process.stdout if (found := re.search(r"localhost:(\d+)/", line)))
            page = story_page(port, "family", title)
            get(port, page)
            first = time.perf_counter() - began
            told, shown, spent = [], [], []
            for edit in range(edits):
                time.sleep(PAUSE)
                news = listen(port, page)
                words = f"Edit number {edit} of {began}."
                part = story.with_suffix(".part")
                part.write_text(f"{text}\n{words}\n")
                before, saved = processor(process), time.perf_counter()
                part.rename(story)
                hear(news)
                told.append(time.perf_counter() - saved)
                spent.append(processor(process) - before)
                if words not in get(port, page):
                    sys.exit("the page does not have the new words")
                shown.append(time.perf_counter() - saved)
            print(
                f"{len(stories):>6} stories: first page {first * 1000:.0f} ms; told {statistics.median(told) * 1000:.0f} ms, "
                f"page {statistics.median(shown) * 1000:.0f} ms after saving (medians of {edits}, worst "
                f"{max(shown) * 1000:.0f} ms); processor {statistics.median(spent) * 1000:.0f} ms; peak memory {memory(process):.0f} MB"
            )
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
