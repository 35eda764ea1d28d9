"""Commands that write records, killed at random moments: the plan is as before or as after, never between.

python -m tests.benchmarks.kills [kills of each command, 60 unless told]

Five commands are tried: release, approve, copies received, translations confirm, translations import.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from click.testing import CliRunner
from wardbook.cli import main
from wardbook.commands import approve, release
from wardbook.editions import approvals, freezing
from wardbook.folders import CACHE, EDITIONS
from wardbook.plan.loader import load
from wardbook.sheets.books import books

from tests.editions import test_release
from tests.editions.conftest import SUMMARY

CLINIC = Path(__file__).parent.parent / "projects/clinic"
KILLS = 60
SEED = 18
DAY = ("--date", "2026-08-01")
NOTE = "Read the name aloud."


def run(project: Path, *command: str) -> int:
    result = CliRunner().invoke(main, ["--project", str(project), *command])
    return result.exit_code


def tree(root: Path) -> dict[str, bytes]:
    """The plan's files. What a killed command was writing beside them is no part of it."""
    found = {}
    for name, content in test_release.tree(root).items():
        if not Path(name).name.startswith(".wardbook-"):
            found[name] = content
    return found


def started(project: Path, *command: str) -> int:
    """A process of its own that runs a command; its number."""
    child = os.fork()
    if child == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(silent, stream)
        os._exit(run(project, *command))
    return child


def made(folder: Path) -> tuple[Path, dict[str, tuple[str, ...]]]:
    """The clinic with an edition and an edit, and the commands that are tried on it."""
    root = Path(shutil.copytree(CLINIC, folder / "clinic"))
    assert run(root, "translations", "confirm", "--all") == 0
    assert run(root, "release", "1", "--date", "2026-07-01", *SUMMARY) == 0
    path = root / "plan_source/procedures/dispensary.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(NOTE, "Read it aloud."), encoding="utf-8"
    )
    file = folder / "zh.po"
    assert run(root, "translations", "export", str(file), "--to", "zh") == 0
    words = file.read_text(encoding="utf-8").replace("#, fuzzy\n", "")
    file.write_text(words.replace('msgstr "念出姓名。"', 'msgstr "念出来。"'), encoding="utf-8")
    project = load(root).project
    assert project is not None
    copy = next(iter(project.copies))
    return root, {
        "release": ("release", "2", *DAY, *SUMMARY),
        "approve": ("approve", "2", "--by", "lead-dispenser", *DAY),
        "received": ("copies", "received", copy, "--edition", "1", *DAY),
        "confirm": ("translations", "confirm", "--all", *DAY),
        "import": ("translations", "import", str(file), "--write", *DAY),
    }


def tried(
    root: Path, command: tuple[str, ...], kills: int, chance: random.Random
) -> tuple[int, int, int]:
    """How often the plan was as before, how often as after, how often neither."""
    before = tree(root)
    kept = root.parent / "kept"
    shutil.copytree(root, kept)
    begin = time.perf_counter()
    child = started(root, *command)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, command
    length = time.perf_counter() - begin
    after = tree(root)
    assert after != before
    counts = [0, 0, 0]
    for _ in range(kills):
        now = tree(root)
        if now != before:
            shutil.rmtree(root)
            shutil.copytree(kept, root)
        child = started(root, *command)
        time.sleep(chance.uniform(0.2, 1.8) * length)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now = tree(root)
        counts[[before, after, now].index(now)] += 1
    shutil.rmtree(root)
    shutil.copytree(kept, root)
    shutil.rmtree(kept)
    return counts[0], counts[1], counts[2]


@contextmanager
def prepared(folder: Path) -> Iterator[tuple[Path, dict[str, tuple[str, ...]]]]:
    """The project and the commands, which make no sheets anew each time; at the end a release that is
    left alone, and nothing that killed ones left."""
    root, commands = made(folder)
    project = load(root).project
    assert project is not None
    once = books(project, "staff")
    with (
        mock.patch.object(freezing, "books", lambda *_: once),
        mock.patch.object(approvals, "books", lambda *_: once),
        mock.patch.object(release, "_check_as_issued", lambda *_: None),
        mock.patch.object(approve.Workspace, "open_sound", approve.Workspace.open),
    ):
        yield root, commands
        assert run(root, *commands["release"]) == 0
    assert not list((root / CACHE / EDITIONS).iterdir()), "left in the cache after the next release"


def main_() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder, prepared(Path(folder)) as (root, commands):
        for name, command in commands.items():
            before, after, between = tried(root, command, kills, chance)
            said = f"{before} as before, {after} as after, {between} between"
            sys.stdout.write(f"{name}, {kills} kills: {said}\n")
            sys.stdout.flush()
            assert between == 0


if __name__ == "__main__":
    main_()
