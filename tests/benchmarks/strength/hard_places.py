"""Places in which programs break: two at once, a full disk, a disk that takes nothing, a clock that was
set back, no home, a strange locale, no network."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wardbook.folders import BUILD, CACHE
from wardbook.starters import lay_down

from tests.benchmarks.strength.attempts import Bench, Row, digest, must, tell

FILE = "plan_source/contacts.yml"
ROOT = Path(__file__).parents[3]
_NEW_MOUNTS = 0x20000
"""CLONE_NEWNS of unshare(2)."""
_SECONDS = 600
BARE = {"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{ROOT / 'generator'}:{ROOT}"}
SURROUNDINGS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "no HOME": ((), BARE),
    "a HOME that is not there": ((), {**BARE, "HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere"}),
    "a locale that is not there": ((), {**BARE, "LC_ALL": "xx_YY.KOI8-R", "PYTHONUTF8": "0"}),
    "the locale C, ASCII": ((), {**BARE, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}),
    "a Turkish locale, another time zone": (
        (),
        {**BARE, "LC_ALL": "tr_TR", "TZ": "Asia/Kathmandu"},
    ),
    "no network": (("unshare", "-r", "-n"), BARE),
}


def _two_states(root: Path) -> tuple[str, str]:
    """A project with an output and a cache for the next one; the digests of both outputs."""
    lay_down("blank", root)
    path = root / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("8001", "8101"), encoding="utf-8")
    must(root, "build")
    after = digest(root / BUILD)
    path.write_text(text, encoding="utf-8")
    must(root, "build")
    before = digest(root / BUILD)
    path.write_text(text.replace("8001", "8101"), encoding="utf-8")
    assert before != after
    return before, after


def disks(bench: Bench) -> list[Row]:
    """A disk with too little room for a build, by chance how little; one that may not be written; and,
    for those who may not mount one, a limit to the size of files."""
    root = bench.folder / "project"
    before, after = _two_states(root)
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    rows = []
    for what, child in (("full disks", _full), ("read-only disks", _read_only)):
        with bench.row(f"{what}, a build over good output") as row:
            for _ in bench.tries():
                room = int(bench.chance.uniform(0, 1.2) * size)
                _judged(row, lambda room=room, act=child: act(root, size, room, before, after))
            rows.append(row)
    with bench.row("files that may grow no further, a build over good output") as row:
        for _ in bench.tries():
            most = int(2 ** bench.chance.uniform(6, 21))
            _judged(row, lambda most=most: _limited(root, most, before, after))
        rows.append(row)
    return rows


def _judged(row: Row, act: Callable[[], str]) -> None:
    """Do something in a process of its own; what it says is an end, or a fault if it says so."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = act()
        except BaseException:
            said = f"fault: {traceback.format_exc()}"
        os.write(writer, said.encode()[:60_000])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    os.waitpid(child, 0)
    how = "faults" if said.startswith("fault") or not said else said
    row.ends[how] += 1
    if how == "faults":
        row.faults.append(said or "the process ended without a word")


@contextmanager
def _mounted(root: Path, size: int) -> Iterator[Path]:
    """A disk in memory, which this process alone sees, with a copy of the project."""
    if ctypes.CDLL(None, use_errno=True).unshare(_NEW_MOUNTS) != 0:
        raise OSError(ctypes.get_errno(), "no mounts of one's own")
    place = root.with_name("disk")
    place.mkdir(exist_ok=True)
    for command in (
        ("mount", "--make-rprivate", "/"),
        ("mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)),
    ):
        subprocess.run(command, check=True, capture_output=True)
    shutil.copytree(root, place / "project")
    yield place


def _full(root: Path, size: int, room: int, before: str, after: str) -> str:
    with _mounted(root, 6 * size) as place:
        free = shutil.disk_usage(place).free
        (place / "filler").write_bytes(bytes(max(0, free - room)))
        ended = tell(place / "project", "build")
        said = _as_it_should(ended.how, ended.said, place / "project", before, after)
        (place / "filler").unlink()
        again = tell(place / "project", "build")
        if again.how != "taken" or digest(place / "project" / BUILD) != after:
            return f"fault: the build after it: {again.said}"
        left = [path.name for path in (place / "project").glob(f".{BUILD}-*")]
        return f"fault: {left} are left" if left else said


def _read_only(root: Path, size: int, _room: int, before: str, after: str) -> str:
    with _mounted(root, 6 * size) as place:
        remount = ("mount", "-o", "remount,ro", str(place))
        subprocess.run(remount, check=True, capture_output=True)
        ended = tell(place / "project", "build")
        return _as_it_should(ended.how, ended.said, place / "project", before, after)


def _limited(root: Path, most: int, before: str, after: str) -> str:
    copy = root.with_name("limited")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    ended = tell(copy, "build")
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    said = _as_it_should(ended.how, ended.said, copy, before, after)
    again = tell(copy, "build")
    if again.how != "taken" or digest(copy / BUILD) != after:
        return f"fault: the build after it: {again.said}"
    return said


def _as_it_should(how: str, said: str, root: Path, before: str, after: str) -> str:
    """How a build ended: refused in a line with the output as before, or taken with the one after."""
    now = digest(root / BUILD)
    if how == "refused" and now == before:
        return "refused, as before"
    if how == "taken" and now == after:
        return "taken, as after"
    return f"fault: {how}, and the output is {'before' if now == before else 'another'}: {said}"


def places(bench: Bench) -> list[Row]:
    """A clock that was set back, and surroundings in which programs run that nobody set up: the same
    output to the byte."""
    root = bench.folder / "project"
    _, after = _two_states(root)
    rows = []
    with bench.row("files dated a day in 1980 or 2099, a build: the same to the byte") as row:
        for time in (315_532_800, 4_070_908_800):
            copy = bench.folder / f"dated-{time}"
            shutil.copytree(root, copy)
            for path in [*copy.rglob("*"), copy]:
                os.utime(path, (time, time))
            _same(row, copy, after, tell(copy, "build").said)
        rows.append(row)
    for what, (wrapper, environment) in SURROUNDINGS.items():
        with bench.row(f"{what}, a whole build: the same to the byte") as row:
            copy = bench.folder / what.replace(" ", "-")
            shutil.copytree(root, copy)
            shutil.rmtree(copy / CACHE)
            command = [*wrapper, sys.executable, "-m", "wardbook", "--project", str(copy), "build"]
            made = subprocess.run(
                command, env=environment, capture_output=True, timeout=_SECONDS, check=False
            )
            _same(row, copy, after, made.stderr.decode("utf-8", "replace"))
        rows.append(row)
    return rows


def _same(row: Row, root: Path, wanted: str, said: str) -> None:
    same = digest(root / BUILD) == wanted
    row.ends["the same" if same else "another"] += 1
    if not same or "Traceback" in said:
        row.faults.append(said)


def pairs(bench: Bench) -> list[Row]:
    """Two builds of a project at once: the second waits, and what stands there is whole."""
    root = bench.folder / "project"
    _, after = _two_states(root)
    copy = bench.folder / "copy"
    command = [sys.executable, "-m", "wardbook", "--project", str(copy), "build"]
    with bench.row("two builds at once") as row:
        for _ in bench.tries():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(root, copy)
            both = []
            for _ in range(2):
                both.append(subprocess.Popen(command, env=BARE, stderr=subprocess.PIPE))
            said = [build.communicate(timeout=_SECONDS)[1].decode() for build in both]
            whole = [build.returncode for build in both] == [0, 0]
            _same(row, copy, after if whole else "", "\n".join(said))
            left = [path.name for path in copy.glob(f".{BUILD}-*")]
            row.faults += [f"{name} is left" for name in left]
    return [row]
