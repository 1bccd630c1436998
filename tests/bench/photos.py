"""Builds an album of photos, lets others make the same files, and prints what it cost. Used by `photos.sh`."""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROUNDS = int(os.environ.get("ROUNDS", "3"))
# These are slower by far, and a few photos tell.
FEW = 6
WIDTHS = (1600, 800, 400)
JPEG, BOTH = ("jpg",), ("jpg", "webp")
OUTPUTS = {JPEG: "3 JPEGs", BOTH: "3 JPEGs, 3 WebPs"}


def timed(command, folder, environment=None):
    """Wall seconds, processor seconds and megabytes of memory that a program took."""
    began = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    told = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]} ended with {child.returncode}: {told.decode(errors='replace')}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def files_in(folder):
    return sum(1 for path in folder.rglob("*") if path.is_file())


class Carefolio:
    name, is_quick = "carefolio", True

    def __init__(self, program, work, photos):
        self.program, self.work, self.photos = program, work, photos

    def home(self, formats):
        folder = self.work / f"home-{len(formats)}"
        album = folder / "albums/summer"
        album.mkdir(parents=True)
        extra = '[photos]\nextra_format = "webp"\n' if formats == BOTH else ""
        (folder / "carefolio.toml").write_text(
            f'[service]\nname = "Rosewood House"\nkind = "care-home"\n{extra}[editions.public]\nhosted = "open"\n')
        (album / "album.md").write_text(
            '+++\ntitle = "Summer"\ndate = 2026-06-01\npeople = []\naudience = "all"\ncaption_is_alt = true\n+++\nSummer.\n')
        rows = "".join(f"{number:03}.jpg,Photo {number}\n" for number in range(self.photos))
        (album / "photos.csv").write_text("file,caption\n" + rows)
        for number in range(self.photos):
            os.link(self.work / f"photos/{number:03}.jpg", album / f"{number:03}.jpg")
        return folder

    def build(self, folder):
        return timed([self.program, "build", str(folder), "--today", "2026-11-20", "-q"], folder)

    def run(self, formats, count):
        folder = self.work / f"home-{len(formats)}"
        if not folder.is_dir():
            self.home(formats)
            # A file that was just written is not trusted.
            time.sleep(4)
        for made in ("out", ".carefolio"):
            shutil.rmtree(folder / made, ignore_errors=True)
        measured = self.build(folder)
        return measured, files_in(folder / "out/public/photos")


class Vips:
    name, is_quick = "vipsthumbnail", False

    def __init__(self, program, work):
        self.program, self.work = program, work

    def run(self, formats, count):
        out = fresh(self.work / "vips")
        ways = {"jpg": "[Q=80,strip]", "webp": "[Q=76,effort=2,strip]"}
        files = [str(self.work / f"photos/{number:03}.jpg") for number in range(count)]
        total = [0.0, 0.0, 0.0]
        for width in WIDTHS:
            for ending in formats:
                to = f"{out}/%s-{width}.{ending}{ways[ending]}"
                measured = timed([self.program, "--vips-concurrency=1", "--size", f"{width}x", "-o", to, *files], out)
                total = [total[0] + measured[0], total[1] + measured[1], max(total[2], measured[2])]
        return total, files_in(out)


class Hugo:
    name, is_quick = "Hugo", False

    def __init__(self, program, work):
        self.program, self.work = program, work

    def run(self, formats, count):
        site = fresh(self.work / "hugo")
        bundle = site / "content/summer"
        (site / "layouts/_default").mkdir(parents=True)
        bundle.mkdir(parents=True)
        (bundle / "index.md").write_text("---\ntitle: Summer\n---\n")
        (site / "hugo.toml").write_text(
            'baseURL = "https://example.org/"\ndisableKinds = ["home", "taxonomy", "term", "section", "rss", "sitemap", "404"]\n'
            '[imaging]\nresampleFilter = "Lanczos"\n')
        ways = {"jpg": "jpg q80", "webp": "webp q76"}
        sizes = " ".join(
            f'{{{{ (.Resize "{width}x {ways[ending]}").RelPermalink }}}}' for width in WIDTHS for ending in formats)
        page = '{{ range .Resources.Match "*.jpg" }}' + sizes + "{{ end }}"
        (site / "layouts/_default/single.html").write_text(page)
        for number in range(count):
            os.link(self.work / f"photos/{number:03}.jpg", bundle / f"{number:03}.jpg")
        measured = timed([self.program, "--source", str(site), "--quiet", "--noBuildLock"], site)
        made = [path for path in (site / "public").rglob("*") if path.suffix[1:] in BOTH and "_hu" in path.name]
        return measured, len(made)


SHARP = """
const sharp = require('sharp');
const fs = require('fs');
const [way, formats, from, to, count] = process.argv.slice(2);
const write = (image, name) => Promise.all(formats.split(',').map((ending) => {
  const file = `${to}/${name}.${ending}`;
  const one = image.clone();
  return (ending === 'jpg' ? one.jpeg({ quality: 80 }) : one.webp({ quality: 76, effort: 2 })).toFile(file);
}));
async function photo(name) {
  const file = `${from}/${name}.jpg`;
  if (way === 'each') {
    // As its manual shows it: every size from the file.
    await Promise.all([1600, 800, 400].map((width) => write(sharp(file).rotate().resize({ width }), `${name}-${width}`)));
    return;
  }
  // As fast as it can be had: the file is opened once, and each size made from the one before it.
  let last = sharp(file).rotate();
  for (const width of [1600, 800, 400]) {
    const { data, info } = await last.resize({ width }).raw().toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    await write(sharp(data, { raw }), `${name}-${width}`);
    last = sharp(data, { raw });
  }
}
(async () => {
  const names = Array.from({ length: Number(count) }, (_, number) => String(number).padStart(3, '0'));
  const worker = async () => { while (names.length > 0) await photo(names.shift()); };
  await Promise.all(Array.from({ length: require('os').availableParallelism() }, worker));
})();
"""


class Sharp:
    is_quick = True

    def __init__(self, program, work, way):
        self.program, self.work, self.way = program, work, way
        self.name = "sharp, opened once" if way == "once" else "sharp"

    def run(self, formats, count):
        out = fresh(self.work / "sharp")
        script = self.work / "sharp.js"
        script.write_text(SHARP)
        command = [self.program, str(script), self.way, ",".join(formats), str(self.work / "photos"), str(out), str(count)]
        return timed(command, self.work), files_in(out)


def rivals(work):
    found = []
    for kind, variable, usual in ((Vips, "VIPSTHUMBNAIL", "vipsthumbnail"), (Hugo, "HUGO", "hugo")):
        program = shutil.which(os.environ.get(variable, usual))
        if program:
            found.append(kind(program, work))
        else:
            print(f"{usual}: not found, so not compared")
    node = shutil.which(os.environ.get("NODE", "node"))
    if node and subprocess.run([node, "-e", "require('sharp')"], capture_output=True).returncode == 0:
        found += [Sharp(node, work, "each"), Sharp(node, work, "once")]
    else:
        print("sharp: not found by node, so not compared")
    return found


def cold(ours, others, photos):
    everyone = [ours, *others]
    taken = {}
    for _ in range(ROUNDS):
        for formats in OUTPUTS:
            for one in everyone:
                count = photos if one.is_quick else min(photos, FEW)
                measured, made = one.run(formats, count)
                wanted = count * len(WIDTHS) * len(formats)
                if made != wanted:
                    sys.exit(f"{one.name} made {made} files of {wanted}")
                taken.setdefault((one.name, formats), []).append((count, *measured))
    print(f"\nFrom nothing; median of {ROUNDS} rounds in turn; processor time for each photo")
    print(f"| {'files':16} | {'program':18} | photos | wall s | cpu s | cpu ms a photo | times ours | peak MB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for formats, files in OUTPUTS.items():
        base = None
        for one in everyone:
            runs = taken[(one.name, formats)]
            count = runs[0][0]
            wall, cpu = (statistics.median(run[place] for run in runs) for place in (1, 2))
            peak, each = max(run[3] for run in runs), 1000 * cpu / count
            base = base or each
            print(f"| {files:16} | {one.name:18} | {count:6} | {wall:6.2f} | {cpu:5.2f} | {each:14.0f} | {each / base:10.1f} "
                  f"| {peak:7.0f} |", flush=True)


def files_read(ours, folder):
    """How many photos of the author a build opens, where that can be watched."""
    watcher = shutil.which("strace")
    if not watcher:
        return "?"
    log = ours.work / "opened"
    command = [watcher, "-f", "-e", "trace=openat,open", "-o", str(log), ours.program, "build", str(folder),
               "--today", "2026-11-20", "-q"]
    timed(command, folder)
    return sum("albums/summer/" in line and ".jpg" in line and "O_RDONLY" in line
               for line in log.read_text(errors="replace").splitlines())


def warm(ours, photos):
    print("\nBuilt again, JPEGs and WebPs; the quickest of 7 builds")
    print("| what | wall ms | cpu ms | photos read |")
    print("|---|---:|---:|---:|")
    folder = ours.work / f"home-{len(BOTH)}"

    def tell(what, before, runs):
        measured = []
        for _ in range(runs):
            before()
            measured.append(ours.build(folder))
        before()
        wall, cpu = (min(run[place] for run in measured) * 1000 for place in (0, 1))
        print(f"| {what} | {wall:.0f} | {cpu:.0f} | {files_read(ours, folder)} of {photos} |", flush=True)

    def touch():
        touched = folder / "albums/summer/000.jpg"
        bytes_of = touched.read_bytes()
        touched.unlink()
        touched.write_bytes(bytes_of)

    turn = [0]

    def change():
        turn[0] += 1
        touched = folder / "albums/summer/000.jpg"
        bytes_of = touched.read_bytes()
        remark = b"\xff\xfe\x00\x06%04d" % turn[0]
        touched.unlink()
        touched.write_bytes(bytes_of[:2] + remark + bytes_of[2:])

    tell("nothing changed", lambda: None, 7)
    tell("one photo put there again as it was", touch, 7)
    tell("one photo changed", change, 7)
    tell("`out` deleted", lambda: shutil.rmtree(folder / "out"), 3)


def main():
    program, work, photos = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    ours = Carefolio(program, work, photos)
    size = (work / "photos/000.jpg").stat().st_size / 1e6
    print(f"{photos} photos of {size:.1f} MB each")
    cold(ours, rivals(work), photos)
    warm(ours, photos)
    for formats in OUTPUTS:
        made = list((work / f"home-{len(formats)}/out/public/photos").iterdir())
        kilobytes = sum(file.stat().st_size for file in made) / 1000 / photos
        print(f"{OUTPUTS[formats]}: {kilobytes:.0f} kB published for each photo")


main()
