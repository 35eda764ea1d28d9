"""What Windows and macOS do differently, tried by putting on their face: calls of the system, drives
and shares, locks, fonts, names of files, consoles."""

import errno
import importlib.util
import json
import multiprocessing
import ntpath
import os
import re
import subprocess
import sys
import types
import urllib.request
from pathlib import Path, PurePosixPath

import pytest
from wardbook import fonts, lock, safe_write
from wardbook.build import publish as publishing
from wardbook.build.jobs import WorkerPool
from wardbook.build.publish import hand_over, publish, staging
from wardbook.commands.user_errors import exit_status
from wardbook.options import Options
from wardbook.pdf import renderer

ROOT = Path(__file__).parent.parent
ON_WINDOWS = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$')
"""What no name of a file holds there."""
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def load_anew(module: types.ModuleType) -> types.ModuleType:
    """A module as it is when it is loaded now, beside the one that is loaded."""
    spec = importlib.util.spec_from_file_location("as_elsewhere", str(module.__file__))
    assert spec is not None
    assert spec.loader is not None
    anew = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, spec.name, anew)  # where dataclasses look for it
        spec.loader.exec_module(anew)
    return anew


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_a_second_build_takes_the_place_of_the_first(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`ctypes.CDLL(None)` is a TypeError on Windows, and macOS has no renameat2."""

    def no_library(*_: object, **__: object) -> None:
        raise TypeError("bad argument type for built-in operation")

    monkeypatch.setattr(publishing.sys, "platform", platform)
    monkeypatch.setattr(publishing.ctypes, "CDLL", no_library)
    target = tmp_path / "build"
    for content in ("first", "second"):
        with staging(target) as stage:
            (stage / "a").write_text(content, encoding="utf-8")
            publish(stage, target)
    assert (target / "a").read_text(encoding="utf-8") == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_windows_syncs_only_files_that_are_open_for_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: dict[int, int] = {}
    real_open, real_sync = os.open, os.fsync

    def open_file(path: str, flags: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "a folder")
        descriptor = real_open(path, flags)
        opened[descriptor] = flags
        return descriptor

    def sync(descriptor: int) -> None:
        if not opened[descriptor] & os.O_RDWR:
            raise OSError(errno.EBADF, "Bad file descriptor")
        real_sync(descriptor)

    stage = tmp_path / "stage"
    stage.mkdir()
    (stage / "a.pdf").write_bytes(b"a")
    face = types.SimpleNamespace(
        name="nt", open=open_file, fsync=sync, close=os.close, O_RDONLY=0, O_RDWR=os.O_RDWR
    )
    monkeypatch.setattr(publishing, "os", face)
    hand_over(stage, tmp_path / "done")
    assert (tmp_path / "done/a.pdf").read_bytes() == b"a"


class DeniedError(PermissionError):
    """As Windows answers while a program has a file open, which no other system can be made to say."""

    winerror = 32


def test_what_is_held_open_for_a_moment_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What looks for viruses on Windows opens each file that was just written."""
    refused = iter([True, True, False])
    real = Path.replace

    def replace(source: Path, target: Path) -> Path:
        if next(refused):
            raise DeniedError(errno.EACCES, "in use", str(source))
        return real(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(safe_write.sys, "platform", "win32")
    monkeypatch.setattr(safe_write, "_PAUSE", 0.0)
    (tmp_path / "a").write_text("new", encoding="utf-8")
    (tmp_path / "b").write_text("old", encoding="utf-8")
    safe_write.move(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(("language", "said"), [("en", "Close that"), ("zh", "请关闭后再试")])
def test_what_stays_open_is_said_and_the_output_before_stays(
    language: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A PDF of the last build in a reader: the most usual thing on Windows."""

    def refused(source: Path, *_: object) -> None:
        raise DeniedError(errno.EACCES, "in use", str(source))

    def build() -> int:
        with staging(target) as stage:
            (stage / "a").write_text("second", encoding="utf-8")
            monkeypatch.setattr(Path, "replace", refused)
            publish(stage, target)
        return 0

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(safe_write, "_PAUSE", 0.0)
    target = tmp_path / "build"
    target.mkdir()
    (target / "a").write_text("first", encoding="utf-8")
    assert exit_status(Options(project=tmp_path, ui_language=language), build) == 2
    monkeypatch.undo()
    printed = capsys.readouterr().err
    assert said in printed and str(target) in printed
    assert (target / "a").read_text(encoding="utf-8") == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_lock_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second waits, and says so; msvcrt says "denied" where fcntl says "would block"."""
    tries: list[int] = []

    def locking(_: int, mode: int, length: int) -> None:
        tries.append(mode)
        assert length == 1
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "Permission denied")

    fake = types.SimpleNamespace(locking=locking, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "platform", "win32")
    there = load_anew(lock)
    monkeypatch.setattr(there, "_PAUSE", 0.0)
    (tmp_path / "plan_source").mkdir()
    waited: list[bool] = []
    with there.one_at_a_time(tmp_path, "build", lambda: waited.append(True)):
        assert tries == [2, 2, 2]
        assert waited == [True]


def test_a_share_without_locks_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(lock, "_take", refused)
    (tmp_path / "plan_source").mkdir()
    with lock.one_at_a_time(tmp_path, "build", pytest.fail):
        pass


def test_whoever_waits_says_so_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def taken(_: object) -> None:
        tries.append(1)
        if len(tries) < 5:
            raise BlockingIOError

    monkeypatch.setattr(lock, "_take", taken)
    monkeypatch.setattr(lock, "_PAUSE", 0.01)
    monkeypatch.setattr(lock, "_REMINDER", 0.0)
    (tmp_path / "plan_source").mkdir()
    said: list[int] = []
    with lock.one_at_a_time(tmp_path, "build", lambda: said.append(1)):
        assert len(said) == 4


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("win32", r"C:\Windows\Fonts"),
        ("darwin", "/Library/Fonts"),
        ("linux", "/usr/share/fonts"),
    ],
)
def test_each_system_has_its_fonts(
    platform: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert folder in load_anew(fonts).MACHINE


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("file:///D:/wards/our%20plan/theme/print/page.css", r"D:\wards\our plan\theme\print\page.css"),
        ("file://files01/wards/theme/a.png", r"\\files01\wards\theme\a.png"),
        ("http://files01/theme/a.png", None),
    ],
)  # fmt: skip
def test_addresses_of_files_with_a_drive_or_on_a_share(
    address: str, file: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As WeasyPrint asks for them; a picture that is not fetched is missing on paper."""

    def as_windows_does(place: str) -> str:
        path = urllib.request.unquote(place)
        if not path.startswith("//"):
            path = path.lstrip("/")
        return ntpath.normpath(path)

    monkeypatch.setattr(renderer, "url2pathname", as_windows_does)
    monkeypatch.setattr(renderer.os, "name", "nt")
    monkeypatch.setattr(renderer, "Path", str)
    assert renderer._file_of(address) == file


def test_elsewhere_an_address_on_a_share_means_no_file() -> None:
    assert renderer._file_of("file://files01/theme/a.png") is None
    assert renderer._file_of("file:///a%20b/c.png") == Path("/a b/c.png")


def test_a_machine_with_many_processors_has_workers_that_windows_can_wait_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 128)
    assert WorkerPool().workers == 60
    assert multiprocessing.get_context("spawn").get_start_method() == "spawn"


def names_that_windows_refuses(paths: list[str]) -> list[str]:
    """Paths with a part that can't be a name there, and those that differ by case alone."""
    found = []
    seen: dict[str, str] = {}
    for path in paths:
        for part in PurePosixPath(path).parts:
            if ON_WINDOWS.search(part) or DEVICES.fullmatch(part):
                found.append(path)
        if seen.setdefault(path.casefold(), path) != path:
            found.append(path)
    return found


def test_every_file_of_an_output_has_a_name_that_windows_takes(clinic_built: Path) -> None:
    files = json.loads((clinic_built / "build/manifest.json").read_text(encoding="utf-8"))["files"]
    paths = [file["path"] for file in files]
    assert len(paths) > 100
    assert names_that_windows_refuses(paths) == []
    assert max(map(len, paths)) < 120, "a path has 260 letters there, the project's own included"


def test_every_file_of_the_repository_has_a_name_that_windows_takes() -> None:
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = listed.strip("\0").split("\0")
    assert len(paths) > 400
    assert names_that_windows_refuses(paths) == []


def test_the_guard_of_names_fires() -> None:
    refused = ["a/con.yml", "a/b:c", "a/b.", "A/x", "a/X"]
    assert names_that_windows_refuses(["a/x", *refused]) == refused


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "ascii"])
def test_help_and_wrong_use_reach_a_file_whatever_the_console_speaks(encoding: str) -> None:
    """They are said before any command runs; Windows redirects in the console's own encoding."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "generator"),
        "PYTHONIOENCODING": encoding,
        "WARDBOOK_LANG": "zh",
    }
    for typed, said in ((["--help"], "选项"), (["chek"], "没有命令")):
        done = subprocess.run(
            [sys.executable, "-m", "wardbook", *typed],
            env=environment,
            capture_output=True,
            check=False,
        )
        assert said in (done.stdout + done.stderr).decode("utf-8")


@pytest.mark.slow
def test_a_plan_is_checked_exported_and_previewed_without_pango_and_graphviz(
    clinic: Path, tmp_path: Path
) -> None:
    """As on Windows before anything is installed: WeasyPrint can't be loaded there."""
    program = """
import sys
sys.modules["weasyprint"] = None
from pathlib import Path
from wardbook import machine
from wardbook.cli import main
from wardbook.commands.preview import rebuild
from wardbook.commands.workspace import Workspace
from wardbook.options import Options
machine.shutil.which = lambda *_, **__: None
project, root = map(Path, sys.argv[1:])
for command in (["check"], ["json"], ["schema", "form"], ["new", "form", "brand-new"]):
    try:
        main([*command, "--project", str(project)])
    except SystemExit as end:
        assert end.code == 0, command
(project / "plan_source/forms/brand-new.yml").unlink()
root.mkdir()
assert rebuild(Workspace(Options(project=project)), root)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(clinic), str(tmp_path / "site")],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "site/en").rglob("*.html")]
    assert any("Graphviz is not installed here" in page for page in pages)


def test_no_command_that_is_printed_is_quoted_for_one_system_alone() -> None:
    """`program.quoted` knows the shell at hand."""
    for path in (ROOT / "generator/wardbook").rglob("*.py"):
        if path.name != "program.py":
            assert "shlex" not in path.read_text(encoding="utf-8"), path
