"""Makes a portfolio of many stories with the same words every time, for `bench.sh`.

    python3 portfolio.py FOLDER STORIES

Half of the stories may be shown to everybody, the others to inspectors only; each supports three statements. There are
no photos: pictures have a benchmark of their own. The same stories are also written as plain Markdown for Hugo and Zola.
"""

import pathlib
import random
import sys

STATEMENTS = """learning-culture safe-systems-pathways-and-transitions safeguarding involving-people-to-manage-risks
safe-environments safe-and-effective-staffing infection-prevention-and-control medicines-optimisation
assessing-needs delivering-evidence-based-care-and-treatment how-staff-teams-and-services-work-together
supporting-people-to-live-healthier-lives monitoring-and-improving-outcomes consent-to-care-and-treatment
kindness-compassion-and-dignity treating-people-as-individuals independence-choice-and-control
responding-to-peoples-immediate-needs workforce-wellbeing-and-enablement""".split()

WORDS = """tea garden window morning song chair letter bread walk rain photo table visit story laugh kitchen bird
river coat spoon piano bench apple lamp shoe book radio blanket flower quiet warm small kind slow bright old new
asked found made went brought held opened shared planted read sang walked cooked painted wrote mended together
again every after before near under with about because""".split()

SETTINGS = """frameworks = ["cqc-saf"]
[service]
name = "Rosewood House"
kind = "care-home"
regulator = "cqc"
people_word = "residents"
"""

# Websites alone: the other tools print nothing, and `paper.py` measures what printing costs.
WEBSITES = "".join(
    f'[editions.{audience}]\naudience = "{audience}"\nformats = ["web"]\n'
    for audience in ("public", "family", "commissioner", "inspector")
)


def sentences(chance, count):
    made = []
    for _ in range(count):
        words = [chance.choice(WORDS) for _ in range(chance.randint(8, 16))]
        made.append(" ".join(words).capitalize() + ".")
    return " ".join(made)


def known_statements(root):
    """Slugs of the shipped framework, so that the benchmark does not break when the regulator renames one."""
    text = (root / "src/framework/data/cqc-saf.toml").read_text(encoding="utf-8")
    slugs = [line.split('"')[1] for line in text.splitlines() if line.startswith("slug")]
    return slugs or STATEMENTS


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    slugs = known_statements(pathlib.Path(__file__).resolve().parents[2])
    (folder / "carefolio/stories").mkdir(parents=True)
    (folder / "plain/content/posts").mkdir(parents=True)
    (folder / "carefolio/carefolio.toml").write_text(SETTINGS + WEBSITES, encoding="utf-8")
    for number in range(count):
        chance = random.Random(number)
        title = sentences(chance, 1)[:40].rstrip(". ")
        day = f"{2024 + number % 3}-{1 + number % 12:02}-{1 + number % 28:02}"
        supports = ", ".join(f'"saf:{slug}"' for slug in chance.sample(slugs, min(3, len(slugs))))
        audience = '"all"' if number % 2 == 0 else '["inspector"]'
        words = "\n\n".join(sentences(chance, 5) for _ in range(6))
        words = f"{words}\n\n## What changed\n\n- {sentences(chance, 1)}\n- {sentences(chance, 1)}\n"
        facts = (
            f'title = "{title} {number}"\ndate = {day}\nsummary = "{sentences(chance, 1)}"\npeople = []\n'
            f"audience = {audience}\nsupports = [{supports}]\nevidence_kind = \"experience\"\n"
            f'noticed = "{sentences(chance, 1)}"\ndid = "{sentences(chance, 1)}"\ndifference = "{sentences(chance, 1)}"\n'
        )
        path = folder / f"carefolio/stories/{day}-story-{number}.md"
        path.write_text(f"+++\n{facts}+++\n{words}", encoding="utf-8")
        # Hugo reads `supports` here, Zola below.
        plain = (
            f'+++\ntitle = "{title} {number}"\ndate = {day}\nsupports = [{supports}]\n'
            f"[taxonomies]\nsupports = [{supports}]\n+++\n{words}"
        )
        (folder / f"plain/content/posts/story-{number}.md").write_text(plain, encoding="utf-8")


if __name__ == "__main__":
    main()
