"""Puts every fault of `mutants.toml` into a copy of the program, one at a time, and says which the tests did not notice.

    python3 tests/mutants/run.py [words of a name …]

The copy is compiled once: each fault is a switch that a variable of the environment turns on. Takes some minutes on an
idle computer.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
SWITCH = """
/// Which fault is turned on; only in the copy that `tests/mutants/run.py` makes.
#[expect(clippy::disallowed_methods, reason = "only in a copy for tests")]
pub(crate) fn fault(name: &str) -> bool {
    static ON: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| std::env::var("FAULT").unwrap_or_default());
    *ON == name
}
"""
TESTS = [["--test", "cases"], ["--lib", "consent"], ["--lib", "pipeline"]]


def cargo(copy, arguments, fault=None):
    environment = {**os.environ, "CARGO_TARGET_DIR": str(ROOT / "target"), "FAULT": fault or ""}
    command = ["cargo", "test", "--quiet", "--no-default-features", "--features", "heic", "--profile", "quick", *arguments]
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)


def with_switches(folder, mutants):
    """A copy with all faults; several may stand at one place."""
    copy = folder / "copy"
    ignored = shutil.ignore_patterns("target", "out", ".carefolio", ".git", "node_modules")
    shutil.copytree(ROOT, copy, ignore=ignored)
    places = {}
    for mutant in mutants:
        places.setdefault((mutant["file"], mutant["find"], mutant.get("part", mutant["find"])), []).append(mutant)
    # The longest first: a shorter one may stand inside it.
    for (file, find, part), here in sorted(places.items(), key=lambda place: -len(place[0][1])):
        switched = f"({part})"
        for mutant in here:
            switched = f'(if crate::fault("{mutant["name"]}") {{ {mutant["put"]} }} else {{ {switched} }})'
        path = copy / file
        source = path.read_text(encoding="utf-8")
        assert source.count(find) == 1, f"{here[0]['name']}: stands {source.count(find)} times"
        path.write_text(source.replace(find, find.replace(part, switched)), encoding="utf-8")
    lib = copy / "src/lib.rs"
    lib.write_text("#![allow(warnings)]\n" + lib.read_text(encoding="utf-8") + SWITCH, encoding="utf-8")
    return copy


def failure(copy, fault=None):
    """What the first test says that fails; nothing when all pass."""
    for arguments in TESTS:
        run = cargo(copy, arguments, fault)
        if run.returncode != 0:
            return run.stdout[-3000:] + run.stderr[-3000:]
    return ""


def main():
    mutants = tomllib.loads((ROOT / "tests/mutants/mutants.toml").read_text(encoding="utf-8"))["mutant"]
    wanted = " ".join(sys.argv[1:])
    mutants = [mutant for mutant in mutants if wanted in mutant["name"]]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="carefolio-mutants."))
    survived = []
    try:
        copy = with_switches(folder, mutants)
        told = failure(copy)
        if told:
            sys.exit("Without a fault the tests must pass:\n" + told)
        for mutant in mutants:
            noticed = failure(copy, mutant["name"])
            print("noticed " if noticed else "SURVIVED", mutant["name"], flush=True)
            survived += [] if noticed else [mutant["name"]]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(mutants) - len(survived)} of {len(mutants)} faults were noticed")
    sys.exit(1 if survived else 0)


main()
