"""Start-up, and reading large files: time and memory, as ratios in one run."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from benchmarks.measure import PYTHON, SEMINARS, Row, compared, print_table, run_once

DATA = str(Path(__file__).parent.parent / "data")
TYPER = [PYTHON, "-c", "import typer"]
# The least that reading can cost: libyaml's events over the decoded text, looked at by nobody.
BARE = """
import sys, yaml
loader = yaml.CSafeLoader(open(sys.argv[1], "rb").read().decode("utf-8-sig"))
while not isinstance(loader.get_event(), yaml.StreamEndEvent):
    pass
"""
HOSTS = (
    ("KE", "africa", "Nairobi"), ("PE", "latin-america-caribbean", "Lima"),
    ("PL", "europe-asia", "Warsaw"), ("TH", "asia-pacific", "Bangkok"),
    ("JO", "arab", "Amman"), ("SN", "africa", "Dakar"),
    ("BR", "latin-america-caribbean", "São Paulo"), ("VN", "asia-pacific", "Hanoi"),
    ("FR", "developed", "Paris"), ("UA", "europe-asia", "Kyiv"),
)  # fmt: skip
THEMES = ("contractual-relations", "collective-bargaining", "transfer-of-rights", "remuneration")
STATUSES = ("held", "held", "held", "scheduled", "proposed")


def record(number: int, dice: random.Random) -> str:
    """The text of one record, about 600 bytes, with the fields of the example in docs/format.md."""
    country, region, city = dice.choice(HOSTS)
    year, month, day = dice.randint(1990, 2009), dice.randint(1, 12), dice.randint(1, 25)
    themes = ", ".join(dice.sample(THEMES, dice.randint(1, 2)))
    return f"""\
- id: s-{number:06}
  title: National Seminar on Performers' Contracts, {number}
  kind: national
  region: {region}
  country: {country}
  city: {city}
  dates: {year}-{month:02}-{day:02}/{year}-{month:02}-{day + 2:02}
  status: {dice.choice(STATUSES)}
  planned: {year}-{dice.randint(1, 12):02}
  reason: moved for the elections of the host
  themes: [{themes}]
  levels: [national-legislation]
  invited: [{country}]
  countries: [{country}]
  languages: [en]
  participants: ~{dice.randint(20, 90)}
  partners: [Copyright Board, Society number {dice.randint(1, 99)}]
  speakers: [Speaker {dice.randint(1, 400)}, Speaker {dice.randint(401, 800)}]
  officers: [officer-{dice.randint(1, 9)}]
  cost: {dice.randint(10, 60)}500
  outcome: Participants asked for a model contract.
  provenance: illustrative
"""


def write_programme(folder: Path, records: int) -> Path:
    """A folder with a records file of so many records; the same at every call."""
    dice = random.Random(records)  # noqa: S311 (a benchmark, not a secret)
    folder.mkdir()
    # written bit by bit: the peak of a child counts from the size of this process
    with (folder / "seminars.yaml").open("w", encoding="utf-8") as stream:
        for number in range(records):
            stream.write(record(number, dice))
    return folder


def start_up() -> list[Row]:
    """The shortest commands against the import of Typer alone."""
    rows = []
    for what, arguments, bound in (("--help", ["--help"], 2.2), ("list", ["list"], 3.5)):
        command = [*SEMINARS, *arguments, *(["--data", DATA] if what == "list" else [])]
        ratio, ours, theirs = compared(command, TYPER, 15)
        detail = f"{ours * 1000:.0f} ms against {theirs * 1000:.0f} ms of `import typer`"
        rows.append(Row(f"seminars {what}", ratio, bound, detail))
    return rows


def reading(folder: Path) -> Row:
    """Reading, validating and listing 10,000 records against a bare loop over the events."""
    file = folder / "seminars.yaml"
    bare = [PYTHON, "-c", BARE, str(file)]
    ratio, ours, theirs = compared([*SEMINARS, "list", "--data", str(folder)], bare, 9)
    size = file.stat().st_size / 1e6
    return Row(
        "list of 10,000 records", ratio, 1.6,
        f"{ours:.2f} s against {theirs:.2f} s of a bare event loop, {size:.1f} MB",
    )  # fmt: skip


def covering(folder: Path, records: int) -> Row:
    """Counting the coverage of records against listing them."""
    place = ["--data", str(folder), "--as-of", "2007-08-03"]
    ratio, ours, theirs = compared([*SEMINARS, "coverage", *place], [*SEMINARS, "list", *place], 9)
    detail = f"{ours:.2f} s against {theirs:.2f} s of `seminars list`"
    return Row(f"coverage of {records:,} records", ratio, 1.3, detail)


def growth(folders: dict[int, Path]) -> list[Row]:
    """Memory against the file, and time a record, from 1,000 to 100,000 records."""
    rows = []
    empty = min(run_once([*SEMINARS, "list", "--data", DATA]).seconds for _ in range(5))
    per_record: dict[int, float] = {}
    for records, folder in folders.items():
        runs = [run_once([*SEMINARS, "list", "--data", str(folder)]) for _ in range(3)]
        per_record[records] = (min(run.seconds for run in runs) - empty) / records
        size = (folder / "seminars.yaml").stat().st_size
        peak = min(run.peak for run in runs)
        if records > 1000:  # noqa: PLR2004 (below, the interpreter is most of it)
            detail = f"{peak / 1e6:.0f} MB for a file of {size / 1e6:.1f} MB"
            rows.append(Row(f"memory, {records:,} records", peak / size, 12, detail))
    least = min(per_record.values())
    for records, seconds in per_record.items():
        detail = f"{seconds * 1e6:.0f} µs a record above the start-up"
        rows.append(Row(f"time a record, {records:,}", seconds / least, 1.3, detail))
    return rows


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        folders = {
            records: write_programme(Path(place) / str(records), records)
            for records in (1_000, 10_000, 100_000)
        }
        covered = [covering(folders[records], records) for records in (1_000, 10_000)]
        rows = [*start_up(), reading(folders[10_000]), *covered, *growth(folders)]
    print_table("Start-up and reading, processor time and peak memory", rows)
