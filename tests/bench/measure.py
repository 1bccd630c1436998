"""Runs cold builds in turn and prints medians: wall, processor and peak memory. Used by `bench.sh`."""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time


def timed(command, folder):
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]} ended with {child.returncode}: {told.decode(errors='replace')}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def carefolio(program, folder, *more):
    shutil.rmtree(folder / "carefolio/out", ignore_errors=True)
    shutil.rmtree(folder / "carefolio/.carefolio", ignore_errors=True)
    return timed([program, "build", str(folder / "carefolio"), "--today", "2026-11-20", "-q", *more], folder)


def one_edition(program, folder):
    return carefolio(program, folder, "--edition", "public")


def nothing_changed(program, folder):
    return timed([program, "build", str(folder / "carefolio"), "--today", "2026-11-20", "-q"], folder)


def one_edit(program, folder):
    story = sorted((folder / "carefolio/stories").iterdir())[500]
    story.write_text(story.read_text(encoding="utf-8") + f"\nAn edit at {time.time_ns()}.\n", encoding="utf-8")
    return nothing_changed(program, folder)


def check(program, folder):
    return timed([program, "check", str(folder / "carefolio"), "--today", "2026-11-20", "-q"], folder)


# What every page of ours has as well: a menu, a foot, the way to the next page of a long list.
PAGE = """<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>{title} - Rosewood House</title><link rel=stylesheet href=/style.css></head><body><header><a href=/>Rosewood House</a>
<nav><ul>{menu}</ul></nav></header><main><h1>{title}</h1>{body}</main><footer>{foot}</footer></body></html>
"""
MENU = "".join(f"<li><a href=/{one}/>{one.title()}</a></li>" for one in ("safe", "effective", "caring", "responsive", "well-led"))
FOOT = "<p>For everybody</p><a href=/contents/>Everything here</a> <a href=/complain/>Tell us</a> <a href=/privacy/>Your privacy</a>"


def page(title, body):
    return PAGE.format(title=title, body=body, menu=MENU, foot=FOOT)


def hugo(program, folder):
    site = folder / "plain"
    (site / "layouts/_default").mkdir(parents=True, exist_ok=True)
    (site / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Rosewood"\npaginate = 20\n[taxonomies]\nsupports = "supports"\n')
    rows = "<ol>{{ range $pages.Pages }}<li><a href='{{ .RelPermalink }}'>{{ .Title }}</a><p>{{ .Summary }}</p><p>{{ .Date.Format \"2 January 2006\" }}</p></li>{{ end }}</ol>"
    pager = "{{ with $pages.Prev }}<a href='{{ .URL }}'>Previous</a>{{ end }} {{ $pages.PageNumber }} {{ with $pages.Next }}<a href='{{ .URL }}'>Next</a>{{ end }}"
    listed = "{{ $pages := .Paginate .Pages }}" + rows + pager
    single = "<p>{{ .Date.Format \"2 January 2006\" }}</p>{{ .Content }}<ul>{{ range .GetTerms \"supports\" }}<li><a href='{{ .RelPermalink }}'>{{ .LinkTitle }}</a></li>{{ end }}</ul>"
    for name, body in [("single", single), ("list", listed)]:
        (site / f"layouts/_default/{name}.html").write_text(page("{{ .Title }}", body))
    shutil.rmtree(site / "public", ignore_errors=True)
    return timed([program, "--source", str(site), "--quiet", "--noBuildLock"], site)


def zola(program, folder):
    site = folder / "plain"
    (site / "templates").mkdir(parents=True, exist_ok=True)
    (site / "config.toml").write_text('base_url = "https://example.org"\ngenerate_feeds = true\n[[taxonomies]]\nname = "supports"\npaginate_by = 20\n')
    (site / "content/posts/_index.md").write_text("+++\npaginate_by = 20\nsort_by = \"date\"\n+++\n")
    rows = "{% for page in paginator.pages %}<li><a href='{{ page.permalink }}'>{{ page.title }}</a><p>{{ page.date }}</p></li>{% endfor %}"
    pager = "{% if paginator.previous %}<a href='{{ paginator.previous }}'>Previous</a>{% endif %} {% if paginator.next %}<a href='{{ paginator.next }}'>Next</a>{% endif %}"
    terms = "{% for term in terms %}<li><a href='{{ term.permalink }}'>{{ term.name }}</a></li>{% endfor %}"
    (site / "templates/supports").mkdir(exist_ok=True)
    for name, body in [("page", "{{ page.content | safe }}"), ("section", rows + pager), ("supports/single", rows + pager), ("supports/list", terms), ("index", "Home")]:
        title = "{{ page.title }}" if name == "page" else "Rosewood"
        (site / f"templates/{name}.html").write_text(page(title, body))
    shutil.rmtree(site / "public", ignore_errors=True)
    return timed([program, "--root", str(site), "build", "--force"], site)


def main():
    program, work, runs = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    sizes = sys.argv[4:]
    rivals = {
        "carefolio (1 edition)": (one_edition, program),
        "carefolio (4 editions)": (carefolio, program),
        "  nothing changed": (nothing_changed, program),
        "  one story edited": (one_edit, program),
        "  check": (check, program),
    }
    for name, build in (("hugo", hugo), ("zola", zola)):
        found = shutil.which(name)
        if found:
            rivals[f"{name} (1 site)"] = (build, found)
        else:
            print(f"{name}: not installed")
    medians = {}
    print(f"{'program':24} {'stories':>8} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}")
    for size in sizes:
        results = {name: [] for name in rivals}
        for _ in range(runs):
            for name, (build, path) in rivals.items():
                results[name].append(build(path, work / size))
        for name, measured in results.items():
            medians[name, size] = [statistics.median(column) for column in zip(*measured)]
            wall, cpu, peak = medians[name, size]
            print(f"{name:24} {size:>8} {wall:8.2f} {cpu:8.2f} {peak:8.0f}")
    if len(sizes) > 1:
        for name in rivals:
            growth = [last / first for first, last in zip(medians[name, sizes[0]], medians[name, sizes[-1]])]
            print(f"{name:24} {'growth':>8} {growth[0]:7.1f}x {growth[1]:7.1f}x {growth[2]:7.1f}x")


if __name__ == "__main__":
    main()
