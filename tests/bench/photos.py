"""Builds an album of photos and prints what it cost. Used by `photos.sh`."""

import os
import pathlib
import shutil
import subprocess
import sys
import time

# Others are slower by far, and a few photos tell.
RIVAL_PHOTOS = 12
WIDTHS = (1600, 800, 400)


def timed(command, folder):
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    told = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]} ended with {child.returncode}: {told.decode(errors='replace')}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def line(name, photos, measured, note=""):
    wall, cpu, peak = measured
    each = 1000 * cpu / photos if photos else 0
    print(f"{name:34} {photos:>6} {wall:8.2f} {cpu:8.2f} {each:9.1f} {peak:8.0f}  {note}", flush=True)
    return each


def home(work, photos):
    folder = work / "home"
    album = folder / "albums/summer"
    album.mkdir(parents=True)
    (folder / "carefolio.toml").write_text(
        '[service]\nname = "Rosewood House"\nkind = "care-home"\n[editions.public]\nhosted = "open"\n')
    (album / "album.md").write_text(
        '+++\ntitle = "Summer"\ndate = 2026-06-01\npeople = []\naudience = "all"\ncaption_is_alt = true\n+++\nSummer.\n')
    rows = "".join(f"{number:03}.jpg,Photo {number}\n" for number in range(photos))
    (album / "photos.csv").write_text("file,caption\n" + rows)
    for number in range(photos):
        os.link(work / f"photos/{number:03}.jpg", album / f"{number:03}.jpg")
    # A file that was just written is not trusted.
    time.sleep(4)
    return folder


def vips(program, work, count):
    out = work / "vips"
    out.mkdir()
    total = [0.0, 0.0, 0.0]
    files = [str(work / f"photos/{number:03}.jpg") for number in range(count)]
    for width in WIDTHS:
        measured = timed([program, "--size", f"{width}x", "-o", f"{out}/%s-{width}.jpg[Q=80,strip]", *files], work)
        total = [total[0] + measured[0], total[1] + measured[1], max(total[2], measured[2])]
    return total


def hugo(program, work, count):
    site = work / "hugo"
    bundle = site / "content/summer"
    (site / "layouts/_default").mkdir(parents=True)
    bundle.mkdir(parents=True)
    (bundle / "index.md").write_text("---\ntitle: Summer\n---\n")
    (site / "hugo.toml").write_text('baseURL = "https://example.org/"\n[imaging]\nquality = 80\nresampleFilter = "Lanczos"\n')
    sizes = " ".join(f'{{{{ (.Resize "{width}x jpg").RelPermalink }}}}' for width in WIDTHS)
    page = '{{ range .Resources.Match "*.jpg" }}' + sizes + "{{ end }}"
    (site / "layouts/_default/single.html").write_text(page)
    for number in range(count):
        os.link(work / f"photos/{number:03}.jpg", bundle / f"{number:03}.jpg")
    return timed([program, "--source", str(site), "--quiet", "--noBuildLock"], site)


def main():
    program, work, photos = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    folder = home(work, photos)
    build = [program, "build", str(folder), "--today", "2026-11-20", "-q"]
    size = (work / "photos/000.jpg").stat().st_size / 1e6
    print(f"each photo has {size:.1f} MB")
    print(f"{'what':34} {'photos':>6} {'wall s':>8} {'cpu s':>8} {'cpu ms/ph':>9} {'peak MB':>8}")
    ours = line("carefolio, first build", photos, timed(build, folder))
    made = list((folder / "out/public/photos").iterdir())
    assert len(made) == photos * len(WIDTHS), f"{len(made)} files for {photos} photos"
    kilobytes = sum(file.stat().st_size for file in made) / 1000 / photos
    line("carefolio, nothing changed", photos, timed(build, folder), f"{kilobytes:.0f} kB published for each photo")
    touched = folder / "albums/summer/000.jpg"
    bytes_of = touched.read_bytes()
    touched.unlink()
    touched.write_bytes(bytes_of)
    line("carefolio, one photo put again", photos, timed(build, folder))
    shutil.rmtree(folder / "out")
    line("carefolio, out deleted", photos, timed(build, folder))
    for name, run in (("vipsthumbnail", vips), ("hugo", hugo)):
        found = shutil.which(name)
        if not found:
            print(f"{name}: not installed, so not compared")
            continue
        count = min(photos, RIVAL_PHOTOS)
        each = line(name, count, run(found, work, count))
        print(f"{'':34} {each / ours:5.1f} times our processor time")


main()
