"""From saving a story to having the new PDF, in a running `carefolio serve`; prints medians.

    python3 tests/bench/serve_paper.py PROGRAM [EDITS] [DIR]

Makes a portfolio with 200 photos and 60 charts (see `paper.py`) in DIR, or in a folder that is thrown away; a DIR that
is there already is used as it is. Its inspector edition's PDF, of some 340 pages, is asked for once. Then one paragraph
of a story in the middle is changed again and again, saved by rename as editors do, and the PDF is asked for each time:
as soon as it is saved, and, measured apart, by whoever waits until the page says that there is something new. Each time
the PDF is read for the new words. Needs Linux and `pdftotext`.
"""

import http.client
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import paper
import serve


def fetch(port, path):
    line = http.client.HTTPConnection("localhost", port, timeout=600)
    line.request("GET", path)
    answer = line.getresponse()
    return answer.read()


def holds(pdf, words):
    """Whether the words stand somewhere in it."""
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True).stdout.decode(errors="replace")
    return words in re.sub(r"\s+", " ", text)


def pages_of(pdf):
    told = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True).stdout.decode()
    return int(re.search(r"Pages:\s+(\d+)", told)[1])


def measure(program, folder, edits):
    stories = sorted(folder.glob("stories/*/story.md"))
    story = stories[len(stories) // 2]
    text = story.read_text(encoding="utf-8")
    title = re.search(r'title = "([^"]+)"', text)[1]
    command = [program, "serve", str(folder), "--port", "0", "--today", "2026-11-20"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        port = next(int(found[1]) for line in process.stdout if (found := re.search(r"localhost:(\d+)/", line)))
        page = serve.story_page(port, "inspector", title)
        began = time.perf_counter()
        pdf = fetch(port, "/inspector/portfolio.pdf")
        first, pages = time.perf_counter() - began, pages_of(pdf)
        waited, spent = [], []
        for edit in range(edits):
            time.sleep(serve.PAUSE)
            news = serve.listen(port, page)
            words = f"Edit number {edit} of {began:.0f}."
            paragraph = re.search(r"\n\n(.+)\n\n## ", text)[1]
            part = story.with_suffix(".part")
            part.write_text(text.replace(paragraph, f"{words} {paragraph}"), encoding="utf-8")
            before, saved = serve.processor(process), time.perf_counter()
            part.rename(story)
            serve.hear(news)
            pdf = fetch(port, "/inspector/portfolio.pdf")
            waited.append(time.perf_counter() - saved)
            spent.append(serve.processor(process) - before)
            if not holds(pdf, words):
                sys.exit("the PDF does not have the new words")
        print(
            f"{pages} pages, {len(pdf) / 1_000_000:.1f} MB: first {first:.2f} s; {statistics.median(waited) * 1000:.0f} ms "
            f"after saving (median of {edits}, worst {max(waited) * 1000:.0f} ms); processor "
            f"{statistics.median(spent) * 1000:.0f} ms; peak memory {serve.memory(process):.0f} MB"
        )
    finally:
        process.terminate()
        process.wait()
        story.write_text(text, encoding="utf-8")


def main():
    program, edits = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print(f"load: {os.getloadavg()}")
    if len(sys.argv) > 3:
        folder = pathlib.Path(sys.argv[3])
        if not folder.exists():
            paper.make(folder, 108, 200, 60)
        return measure(program, folder, edits)
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work) / "home"
        paper.make(folder, 108, 200, 60)
        measure(program, folder, edits)


if __name__ == "__main__":
    main()
