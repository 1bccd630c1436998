"""How long a printed portfolio takes, beside headless Chromium printing the same words, photos and charts.

    python3 tests/bench/paper.py PROGRAM [RUNS]

Makes two portfolios, one of about 340 pages with 200 photos and 60 charts and one of about 40 pages, and builds the
inspector edition of each with its PDF. Then every page of the website's items, questions and statements goes into one
HTML file, with the photos at the width that the PDF has them, and Chromium makes a PDF of that. The two run in turn. Our
figure is a whole build with photos that an earlier build made: reading, clearing, the website and the PDF. Measure on an
idle computer; the processor's time is what can be trusted on a busy one. Needs Linux; `chromium` is left out where it is
not installed. Photos are those of `content-example`, each cut a little differently, so that no two are the same.
"""

import ctypes
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import portfolio

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETTINGS = portfolio.SETTINGS + '[editions.inspector]\nformats = ["web", "pdf"]\n'
TODAY = ["--today", "2026-11-20", "-q"]
# The look of the PDF, as far as a browser prints it.
STYLE = """@page { size: A4; margin: 25mm 20mm 25mm 22mm }
body { font: 14pt/1.45 "Atkinson Hyperlegible Next", sans-serif; margin: 0 }
h1 { break-before: page; font-size: 1.75em } figure { margin: 1em 0; break-inside: avoid }
img { max-width: 130mm; max-height: 105mm } svg { width: 100%; height: auto }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; border-bottom: 1px solid #ccc }
"""


def jpeg_size(path):
    """Width and height, from the first frame header."""
    bytes_, at = path.read_bytes(), 2
    while bytes_[at] == 0xFF:
        marker, length = bytes_[at + 1], int.from_bytes(bytes_[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(bytes_[at + 7 : at + 9], "big"), int.from_bytes(bytes_[at + 5 : at + 7], "big")
        at += 2 + length
    raise ValueError(f"{path} has no frame")


def make(folder, stories, photos, charts):
    """Writes a portfolio; the same words every time."""
    slugs = portfolio.known_statements(ROOT)
    sources = sorted((ROOT / "content-example").rglob("*.jpg"))
    sizes = [jpeg_size(path) for path in sources]
    (folder / "figures").mkdir(parents=True)
    (folder / "carefolio.toml").write_text(SETTINGS, encoding="utf-8")
    shown = 0
    for number in range(stories):
        chance = random.Random(number)
        say = lambda count=1: portfolio.sentences(chance, count)
        day = f"{2024 + number % 3}-{1 + number % 10:02}-{1 + number % 28:02}"
        own = folder / f"stories/{day}-story-{number}"
        own.mkdir(parents=True)
        facts = [f'title = "{say()[:40].rstrip(". ")} {number}"', f"date = {day}", f'summary = "{say()}"', "people = []"]
        facts += ['audience = "all"', f'supports = ["saf:{chance.choice(slugs)}"]', 'evidence_kind = "experience"']
        facts += [f'{key} = "{say()}"' for key in ("noticed", "did", "difference")]
        while shown * stories < photos * (number + 1):
            source, (width, height) = sources[shown % len(sources)], sizes[shown % len(sources)]
            name, cut = f"photo-{shown}.jpg", 8 * (shown // len(sources))
            shutil.copyfile(source, own / name)
            facts += ["[[photo]]", f'file = "{name}"', f'alt = "{say()}"', f'caption = "{say()}"']
            facts += ['people = "nobody recognisable"', f"crop = [0, {cut}, {width}, {height - cut}]"]
            shown += 1
        words = "\n\n".join(say(5) for _ in range(4)) + f"\n\n## What changed\n\n- {say()}\n- {say()}\n"
        (own / "story.md").write_text("+++\n" + "\n".join(facts) + "\n+++\n" + words, encoding="utf-8")
    for number in range(charts):
        chance = random.Random(10_000 + number)
        facts = f'title = "{portfolio.sentences(chance, 1)[:40].rstrip(". ")} {number}"\naudience = "all"\nunit = "%"\n'
        facts += f'better = "up"\ntarget = 90\nsupports = ["saf:{chance.choice(slugs)}"]\n'
        rows = "".join(f"2026-{month:02},{chance.randint(60, 99)}\n" for month in range(1, 11))
        (folder / f"figures/figure-{number}.toml").write_text(facts, encoding="utf-8")
        (folder / f"figures/figure-{number}.csv").write_text("period,value\n" + rows, encoding="utf-8")


def one_page(out):
    """What the website says, in one file beside its photos."""
    parts = []
    for path in sorted(out.glob("*/*.html")):
        text = path.read_text(encoding="utf-8")
        body = text[text.index("<main") : text.index("</main>")]
        body = re.sub(r'<(form|script|nav)\b.*?</\1>', "", body, flags=re.S)
        body = re.sub(r' srcset="[^"]*"| loading=\S+|<source[^>]*>', "", body)
        body = re.sub(r'src="?\.\./(photos/[0-9a-f]+)-\d+\.jpg"?', lambda found: f'src="{near(out, found[1])}"', body)
        parts.append(body.replace("<main", "<section", 1) + "</section>")
    page = out / "all.html"
    page.write_text(f"<!doctype html><html lang=en><title>All</title><style>{STYLE}</style>{''.join(parts)}", "utf-8")
    return page


def near(out, stem):
    """The widest size of a photo that is not wider than paper asks for."""
    widths = {int(path.stem.rsplit("-", 1)[1]): path for path in out.glob(f"{stem}-*.jpg")}
    fits = [width for width in widths if width <= 800] or [min(widths)]
    return f"photos/{widths[max(fits)].name}"


def timed(command):
    """Wall seconds, processor seconds of it and all that it starts, and the most memory of one process in megabytes."""
    before, began = os.times(), time.perf_counter()
    log = tempfile.NamedTemporaryFile()
    child = subprocess.run(["/usr/bin/time", "-o", log.name, "-f", "%M", *command], capture_output=True)
    wall = time.perf_counter() - began
    try:
        # What a browser leaves behind falls to us, see `main`.
        while True:
            os.wait()
    except ChildProcessError:
        after = os.times()
    if child.returncode:
        sys.exit(f"{command[0]} ended with {child.returncode}: {child.stderr.decode(errors='replace')[-500:]}")
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    return wall, spent, int(pathlib.Path(log.name).read_text().split()[-1]) / 1024


def pages_of(pdf):
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True).stdout
    words = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True).stdout.split()
    return int(re.search(r"Pages:\s+(\d+)", told)[1]), len(words)


def main():
    program, runs = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    # Processes whose parent has ended become ours (PR_SET_CHILD_SUBREAPER), and their time is counted.
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    print(f"load before: {os.getloadavg()}")
    with tempfile.TemporaryDirectory() as work:
        for name, counts in {"340 pages": (108, 200, 60), "40 pages": (8, 10, 2)}.items():
            folder = pathlib.Path(work) / name.replace(" ", "-")
            make(folder, *counts)
            ours = [program, "build", str(folder), "--edition", "inspector", *TODAY]
            timed(ours)
            out = folder / "out/inspector"
            rivals = {"carefolio": (lambda: timed(ours), out / "portfolio.pdf")}
            if chromium:
                page, printed, profile = one_page(out), folder / "chromium.pdf", folder / "profile"
                command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
                command += ["--disable-component-update", "--disable-sync", "--no-first-run", f"--user-data-dir={profile}"]
                command += ["--no-pdf-header-footer", f"--print-to-pdf={printed}", f"file://{page}"]
                rivals["chromium"] = (lambda: timed(command), printed)
            results = {rival: [] for rival in rivals}
            for _ in range(runs):
                for rival, (run, _) in rivals.items():
                    # What changes nothing is not made again: a build is measured that has all of it to do.
                    shutil.copy(out / "all.html", folder / "all.html") if (out / "all.html").exists() else None
                    if rival == "carefolio":
                        shutil.rmtree(folder / "out")
                    else:
                        shutil.copy(folder / "all.html", out / "all.html")
                    results[rival].append(run())
            for rival, (_, pdf) in rivals.items():
                wall, spent, peak = (statistics.median(column) for column in zip(*results[rival]))
                pages, words = pages_of(pdf)
                size = pdf.stat().st_size / 1_000_000
                print(f"{name:10} {rival:10} {wall:6.2f} s wall {spent:6.2f} s processor {peak:6.0f} MB "
                      f"({pages} pages, {words} words, {size:.1f} MB)", flush=True)
    print(f"load after: {os.getloadavg()}")


if __name__ == "__main__":
    main()
