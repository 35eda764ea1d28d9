"""Numbers and paper, whatever ends the program: a number never goes out unrecorded, and paper that
failed takes none."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from wardbook import safe_write
from wardbook.build import publish
from wardbook.cli import main
from wardbook.commands import forms_print, pack, run_records
from wardbook.folders import SOURCE
from wardbook.fonts import sound_fonts, write_fontconfig
from wardbook.kept_files import KeptFiles
from wardbook.output import OutputFile
from wardbook.plan.loader import UNFINISHED
from wardbook.plan.registries import RUNS
from wardbook.theme import product_theme

from tests.made_once import take_drawings

ROOT = Path(__file__).parent
FORM = ("LC-2", "--department", "R1", "--count", "3", "--date", "2026-05-02")
PAPER = {"LC-2-A4.pdf": b"%PDF numbers 1 to 3", "ticket.pdf": b"%PDF ticket"}


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clinic, whose printer gives bytes at once: what matters here is what stands on the disk
    when."""
    project = tmp_path / "clinic"
    shutil.copytree(
        ROOT / "projects/clinic", project, ignore=shutil.ignore_patterns(".cache", "build")
    )
    monkeypatch.setattr(forms_print, "_files", lambda *_: PAPER)
    return project


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--project", str(project), "--ui-language", "en"])


def print_forms(project: Path) -> Result:
    return run(project, "forms", "print", *FORM)


def records(project: Path) -> list[Path]:
    return sorted((project / SOURCE / RUNS).glob("r-lc2-*.yml"))


def marks(project: Path) -> list[Path]:
    return sorted((project / SOURCE / RUNS).glob(f"*{UNFINISHED}"))


def paper(project: Path) -> list[Path]:
    """Whatever could be printed, hidden folders included."""
    return sorted(path for path in project.rglob("*.pdf") if path.is_file())


WRITES: dict[str, tuple[Any, str]] = {
    "sync": (os, "fsync"),
    "write": (Path, "write_bytes"),
    "open": (os, "open"),
    "link": (os, "link"),
    "rename": (Path, "replace"),
    "folder": (publish.tempfile, "mkdtemp"),
}
"""What touches the disk while a run is printed."""


def counted(
    owner: Any, name: str, at: int, act: Callable[[], None]
) -> tuple[Callable[..., Any], list[int]]:
    """The function of that name, which does `act` instead the time `at`; and how often it was
    called."""
    real, calls = getattr(owner, name), [0]

    def instead(*arguments: Any, **choices: Any) -> Any:
        calls[0] += 1
        if calls[0] == at:
            act()
        return real(*arguments, **choices)

    return instead, calls


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.slow
@pytest.mark.parametrize("what", WRITES)
def test_a_disk_that_is_full_at_any_step_takes_no_numbers(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    owner, name = WRITES[what]
    assert print_forms(clinic).exit_code == 0  # fonts and caches are there from now on
    before = records(clinic), paper(clinic)
    failed = 0
    for at in range(1, 40):
        with monkeypatch.context() as patched:
            instead, calls = counted(owner, name, at, full)
            patched.setattr(owner, name, instead)
            made = print_forms(clinic)
        if calls[0] < at:
            break
        if (
            made.exit_code == 0
        ):  # it failed where nothing depends on it: the folder's names were being synced
            assert len(records(clinic)) == len(before[0]) + 1 and not marks(clinic)
            before = records(clinic), paper(clinic)
            continue
        failed += 1
        assert made.exit_code == 2, made.output
        assert "No space left on device" in made.output
        assert str(clinic / "print") in made.output or str(clinic / SOURCE / RUNS) in made.output
        assert (records(clinic), paper(clinic)) == before, f"{what} {at}"
        assert marks(clinic) == []
        assert "no numbers were taken" in made.output
        assert "Traceback" not in made.output
    assert failed or what == "link"  # where there are no links, a file is renamed
    assert "LC2-R1-" in print_forms(clinic).output


STEPS: dict[str, tuple[Any, str, int]] = {
    "before the mark": (run_records, "create_file", 1),
    "before the record": (run_records, "create_file", 2),
    "while the record is written": (safe_write, "_put_where_nothing_is", 2),
    "before the paper": (publish.tempfile, "mkdtemp", 1),
    "before the ticket": (Path, "write_bytes", 2),
    "before the paper is handed over": (forms_print, "hand_over", 1),
    "before the mark goes": (run_records, "_unmark", 1),
}


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_no_number_goes_out_unrecorded_or_twice(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    owner, name, at = STEPS[step]
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, counted(owner, name, at, lambda: os._exit(9))[0])
        child = os.fork()
        if child == 0:
            print_forms(clinic)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    taken, there = records(clinic), paper(clinic)
    assert taken or not there
    checked = run(clinic, "check")
    assert checked.exit_code == 0
    assert ("Q110" in checked.output) == bool(taken)
    made = print_forms(clinic)
    assert made.exit_code == 0
    assert ("LC2-R1-000004-" if taken else "LC2-R1-000001-") in made.output
    assert ("Q110" in run(clinic, "check").output) == bool(taken)
    if taken:  # somebody looked: the paper is there or not, and the mark goes
        for mark in marks(clinic):
            mark.unlink()
    assert marks(clinic) == []
    assert "Q110" not in run(clinic, "check").output


def test_an_interrupt_takes_no_numbers_unless_the_paper_is_there(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(forms_print, "hand_over", interrupted)
        assert print_forms(clinic).exit_code != 0
    assert (records(clinic), marks(clinic), paper(clinic)) == ([], [], [])

    def late(stage: Path, target: Path) -> None:
        publish.hand_over(stage, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(forms_print, "hand_over", late)
        assert print_forms(clinic).exit_code != 0
    assert len(records(clinic)) == 1 and len(paper(clinic)) == 2
    assert marks(clinic) == []


def test_a_record_that_cannot_be_taken_back_is_not_taken_for_one_with_paper(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def failing(*_: object) -> None:
        monkeypatch.setattr(Path, "unlink", closed)
        full()

    with monkeypatch.context() as patched:
        patched.setattr(forms_print, "hand_over", failing)
        made = print_forms(clinic)
    monkeypatch.undo()
    assert made.exit_code == 2 and "no numbers were taken" not in made.output
    assert len(records(clinic)) == len(marks(clinic)) == 1
    assert "Q110" in run(clinic, "check").output


def test_a_record_of_that_name_is_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / SOURCE / RUNS
    folder.mkdir(parents=True)

    class Run:
        id = "r-lc2-r1-000001-3f20aa"

        def text(self) -> str:
            return "id: other\n"

    (folder / f"{Run.id}.yml").write_text("id: mine\n", encoding="utf-8")
    with (
        pytest.raises(FileExistsError),
        run_records.recorded(tmp_path, [Run()], tmp_path / "out", lambda: None),
    ):  # type: ignore[list-item]
        raise AssertionError("no paper may be made")
    assert [path.read_text(encoding="utf-8") for path in folder.iterdir()] == ["id: mine\n"]


LOST = {
    "empty": "",
    "cut off": "id: r-lc2-r1-000001-5b1e07\nform: takings-sl",
    "no YAML": "id: [",
    "nothing": "\0\0\0",
}


@pytest.fixture(params=LOST)
def lost(request: pytest.FixtureRequest, clinic: Path) -> Iterator[Path]:
    path = clinic / SOURCE / RUNS / "r-lc2-r1-000001-5b1e07.yml"
    path.write_text(LOST[request.param], encoding="utf-8")
    yield path


@pytest.mark.slow
def test_a_record_that_a_full_disk_has_left_stops_its_pool_alone(
    clinic: Path, lost: Path, tmp_path: Path
) -> None:
    checked = run(clinic, "check")
    assert checked.exit_code == 1
    assert f"{SOURCE}/{RUNS}/{lost.name}" in checked.output and "error Q109" in checked.output
    assert run(clinic, "json", "--output", str(tmp_path / "plan.json")).exit_code == 0
    refused = print_forms(clinic)
    assert refused.exit_code == 2
    assert lost.name in refused.output and "Nothing was printed" in refused.output
    assert [path.name for path in records(clinic)] == [lost.name]
    other = run(clinic, "forms", "print", "LC-2", "--department", "D1", "--count", "1")
    assert other.exit_code == 0
    drill = run(clinic, "forms", "print", "LC-2", "--department", "R1", "--count", "1", "--drill")
    assert drill.exit_code == 0
    entries = tmp_path / "entries.csv"
    entries.write_text("编号\n", encoding="utf-8")
    account = run(clinic, "reconcile", "all", str(entries))
    assert account.exit_code == 2 and lost.name in account.output
    assert run(clinic, "reconcile", "r-lc4-k1-000001-3f20aa", str(entries)).exit_code == 1
    unknown = run(clinic, "reconcile", "r-lc4-k1-000002-3f20aa", str(entries))
    assert unknown.exit_code == 2 and "r-lc4-k1-000001-3f20aa" in unknown.output
    lost.unlink()
    assert "LC2-R1-000001-" in print_forms(clinic).output


def test_a_lost_record_of_no_known_pool_stops_all_numbers(clinic: Path) -> None:
    (clinic / SOURCE / RUNS / "box-3.yml").write_text("", encoding="utf-8")
    for department in ("R1", "D1"):
        made = run(clinic, "forms", "print", "LC-2", "--department", department, "--count", "1")
        assert (made.exit_code, "box-3.yml" in made.output) == (2, True)


def test_pads_that_cannot_be_read_stop_the_whole_account_and_no_paper(
    clinic: Path, tmp_path: Path
) -> None:
    (clinic / SOURCE / "records/pads.yml").write_text("", encoding="utf-8")
    assert "error Q109" in run(clinic, "check").output
    assert print_forms(clinic).exit_code == 0
    entries = tmp_path / "entries.csv"
    entries.write_text("编号\n", encoding="utf-8")
    made = run(clinic, "reconcile", "all", str(entries))
    assert (made.exit_code, "pads.yml" in made.output) == (2, True)


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--csv", "--pdf"])
def test_an_account_that_finds_no_room_leaves_the_old_one_and_names_its_folder(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    entries, target = tmp_path / "entries.csv", tmp_path / "stick/open.out"
    entries.write_text("编号\n", encoding="utf-8")
    target.parent.mkdir()
    target.write_bytes(b"old")
    instead, _ = counted(os, "fsync", 1, full)
    monkeypatch.setattr(os, "fsync", instead)
    made = run(clinic, "reconcile", "all", str(entries), option, str(target))
    assert made.exit_code == 2
    assert f"{target}: No space left" in made.output
    assert [path.name for path in target.parent.iterdir()] == [
        "open.out"
    ] and target.read_bytes() == b"old"


def test_a_stage_without_room_is_named_by_where_it_goes(tmp_path: Path) -> None:
    target = tmp_path / "stick/run"
    for named in (False, True):
        with pytest.raises(OSError) as caught, publish.staging(target) as stage:
            raise OSError(
                errno.ENOSPC,
                "No space left",
                str(stage / OutputFile("a", "b").path) if named else None,
            )
        assert caught.value.filename == str(target)
    with pytest.raises(OSError) as caught, publish.staging(target):
        raise OSError(errno.ENOSPC, "No space left", "/elsewhere/file")
    assert caught.value.filename == "/elsewhere/file"


def stage(folder: Path) -> Path:
    with publish.staging(folder / "run"):
        return folder / "run"


def settings_of_fonts(folder: Path) -> Path:
    roots = (product_theme(),)
    return write_fontconfig(roots, sound_fonts(roots), folder).parent


def drawing(folder: Path) -> Path:
    KeptFiles(folder).keep("key", b"facts", b"drawn")
    return folder


@pytest.mark.parametrize("write", [stage, settings_of_fonts, drawing])
def test_a_closed_folder_is_named_and_nothing_in_it_that_nobody_can_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], Path]
) -> None:
    """What is written beside its place has a name of its own, which is gone when people look for it."""

    def closed(path: str | Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    named = write(tmp_path)
    for path in tmp_path.iterdir():
        path.unlink()
    monkeypatch.setattr(os, "mkdir", closed)
    monkeypatch.setattr(Path, "write_text", closed)
    monkeypatch.setattr(Path, "write_bytes", closed)
    with pytest.raises(OSError, match="Read-only") as caught:
        write(tmp_path)
    assert caught.value.filename == str(named)


@pytest.mark.slow
def test_a_full_standard_output_is_named_and_not_the_build(clinic: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "wardbook",
        "json",
        "--project",
        str(clinic),
        "--ui-language",
        "en",
    ]
    with Path("/dev/full").open("w") as nowhere:
        made = subprocess.run(
            command, cwd=ROOT.parent, stdout=nowhere, stderr=subprocess.PIPE, text=True, check=False
        )
    assert made.returncode == 2
    assert "<stdout>: No space left" in made.stderr


def test_a_pack_that_finds_no_room_takes_no_numbers(
    clinic: Path, clinic_built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every run of the box, or none: they are recorded before any of their paper is written."""
    take_drawings(clinic_built, clinic)
    seen: list[int] = []

    def written(*_: object) -> None:
        seen.append(len(list((clinic / SOURCE / RUNS).glob("*-000001-*.yml"))))
        full()

    monkeypatch.setattr(pack, "hand_over", written)
    before = sorted((clinic / SOURCE / RUNS).iterdir())
    made = run(clinic, "pack", "D1", "--date", "2026-05-02")
    assert made.exit_code == 2 and "no numbers were taken" in made.output, made.output
    assert str(clinic / "print/box-") in made.output
    assert seen and seen[0] > len(before)
    assert sorted((clinic / SOURCE / RUNS).iterdir()) == before
    assert not list((clinic / "print").rglob("*"))
