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


def carefolio(program, folder):
    shutil.rmtree(folder / "carefolio/out", ignore_errors=True)
    shutil.rmtree(folder / "carefolio/.carefolio", ignore_errors=True)
    return timed([program, "build", str(folder / "carefolio"), "--today", "2026-11-20", "-q"], folder)


PAGE = "<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


def hugo(program, folder):
    site = folder / "plain"
    (site / "layouts/_default").mkdir(parents=True, exist_ok=True)
    (site / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Rosewood"\n')
    for name, body in [("single", "{{ .Content }}"), ("list", "{{ range .Pages }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}")]:
        (site / f"layouts/_default/{name}.html").write_text(PAGE.format(title="{{ .Title }}", body=body))
    shutil.rmtree(site / "public", ignore_errors=True)
    return timed([program, "--source", str(site), "--quiet", "--noBuildLock"], site)


def zola(program, folder):
    site = folder / "plain"
    (site / "templates").mkdir(parents=True, exist_ok=True)
    (site / "config.toml").write_text('base_url = "https://example.org"\n')
    (site / "content/posts/_index.md").write_text("+++\n+++\n")
    for name, body in [("page", "{{ page.content | safe }}"), ("section", "{% for page in section.pages %}<a href='{{ page.permalink }}'>{{ page.title }}</a>{% endfor %}"), ("index", "Home")]:
        (site / f"templates/{name}.html").write_text(PAGE.format(title="Rosewood", body=body))
    shutil.rmtree(site / "public", ignore_errors=True)
    return timed([program, "--root", str(site), "build", "--force"], site)


def main():
    program, work, runs = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    sizes = sys.argv[4:]
    rivals = {"carefolio (4 editions)": (carefolio, program)}
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


main()
