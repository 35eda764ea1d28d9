"""Plans, records and editions that are spoiled by chance, through the commands that read them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from wardbook.plan.loader import load
from wardbook.sheets.books import books

from tests.benchmarks.strength.attempts import Bench, Ended, Row, must, tell
from tests.benchmarks.strength.spoiling import plain, spoiled_bytes, spoiled_data
from tests.editions.conftest import SUMMARY
from tests.fuller_clinic import fuller_clinic

CLINIC = Path(__file__).parents[2] / "projects/clinic"
FORMS = ("text", "json", "github", "sarif")
READERS: Sequence[tuple[str, ...]] = (
    ("check",),
    ("copies", "--date", "2026-08-01"),
    ("due", "--date", "2026-08-01"),
    ("diff", "1"),
    ("approve", "2"),
    ("release", "2", "--check", *SUMMARY),
    ("verify", "7K3-Q9D"),
    ("translations",),
    ("coverage",),
)
"""Commands that read records and editions, and write nothing."""


def plans(bench: Bench) -> list[Row]:
    """Every file of a plan in which every kind of registry is filled, spoiled as bytes and as data."""
    root = fuller_clinic(bench.folder / "clinic")
    must(root, "check")
    sound = _texts(root, "plan_source/**/*.yml")
    data = {name: plain(content.decode()) for name, content in sound.items()}
    rows = []
    with bench.row("plans spoiled as bytes, `check`") as row:
        for at in bench.tries(2):
            name = bench.chance.choice(sorted(sound))
            spoiled = {name: spoiled_bytes(sound[name], bench.chance)}
            _tried(bench, row, root, sound, spoiled, ("check", "--format", FORMS[at % 4]))
        rows.append(row)
    with bench.row("plans spoiled as data, `check`; those without errors made into sheets") as row:
        for at in bench.tries(2):
            texts = spoiled_data(data, bench.chance)
            spoiled = {name: text.encode() for name, text in texts.items()}
            _tried(bench, row, root, sound, spoiled, ("check", "--format", FORMS[at % 4]))
        rows.append(row)
    return rows


def records(bench: Bench) -> list[Row]:
    """Records of prints, copies and approvals, and the files of an edition, spoiled; the commands that
    read them."""
    root = with_records(bench.folder / "clinic")
    names = ("plan_source/records/**/*", "plan_source/editions/**/*", "plan_source/copies.yml")
    sound: dict[str, bytes] = {}
    for pattern in names:
        sound |= _texts(root, pattern)
    for name in sound:
        assert name.startswith("plan_source/"), name
    data = {n: plain(text.decode()) for n, text in sound.items() if n.endswith(".yml")}
    with bench.row("records and editions spoiled, nine commands that read them") as row:
        for at in bench.tries():
            if at % 2:
                texts = spoiled_data(data, bench.chance)
                spoiled = {name: text.encode() for name, text in texts.items()}
            else:
                name = bench.chance.choice(sorted(sound))
                spoiled = {name: spoiled_bytes(sound[name], bench.chance)}
            _tried(bench, row, root, sound, spoiled, READERS[at // 2 % len(READERS)])
    return [row]


def with_records(folder: Path) -> Path:
    """The clinic with an edition, an approval of the next one and a printed run."""
    root = Path(shutil.copytree(CLINIC, folder, ignore=shutil.ignore_patterns(".cache", "build")))
    must(root, "translations", "confirm", "--all", "--date", "2026-07-01")
    must(root, "release", "1", "--date", "2026-07-01", *SUMMARY)
    must(root, "approve", "2", "--by", "lead-dispenser", "--date", "2026-07-02")
    return root


def _texts(root: Path, pattern: str) -> dict[str, bytes]:
    """Files of a project by their path in it."""
    found = {}
    for path in sorted(root.glob(pattern)):
        if path.is_file():
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def _tried(
    bench: Bench,
    row: Row,
    root: Path,
    sound: Mapping[str, bytes],
    spoiled: Mapping[str, bytes],
    command: tuple[str, ...],
) -> None:
    """Put spoiled files into a project, run a command, and put the sound ones back."""
    for name, content in spoiled.items():
        (root / name).write_bytes(content)
    ended = tell(root, *command)
    if ended.how == "taken" and command[0] == "check":
        ended = _made_into_sheets(root, ended)
    row.ends[ended.how] += 1
    if ended.is_fault:
        kept = [bench.keep(name, content) for name, content in spoiled.items()]
        row.faults.append(f"{command} {[*map(str, kept)]}\n{ended.said[-3000:]}")
    for name in spoiled:
        (root / name).write_bytes(sound[name])


def _made_into_sheets(root: Path, ended: Ended) -> Ended:
    """What passes the checks is shown, too: all sheets of both languages, for all audiences by turns."""
    import traceback

    project = load(root).project
    assert project is not None
    try:
        books(project, "staff")
    except Exception:
        return Ended("crashes", traceback.format_exc())
    return ended
