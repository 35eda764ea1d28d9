"""A cache that is spoiled by chance: what is made of it is the same to the byte, or made anew."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from wardbook.folders import BUILD, CACHE
from wardbook.starters import lay_down

from tests.benchmarks.strength.attempts import Bench, Ended, Row, digest, must, tell
from tests.benchmarks.strength.spoiling import spoiled_bytes

FILE = "plan_source/contacts.yml"
_DRAWN = ("sheets", "bound", "fits", "laid")
LOOKS = (("changes",), ("check",), ("doctor",))
"""Commands that read the cache, and build nothing."""


def caches(bench: Bench) -> list[Row]:
    """One to six files of the cache are spoiled; then a build that has the cache alone to go by, or one
    over the output that stands there, or a look."""
    root = bench.folder / "project"
    lay_down("blank", root)
    must(root, "build")
    (root / FILE).write_text((root / FILE).read_text(encoding="utf-8") + "# again\n")
    must(root, "build")
    wanted = digest(root / BUILD)
    whole = bench.folder / "whole"
    shutil.copytree(root / CACHE, whole)
    rows = []
    with bench.row("caches spoiled, builds: the same to the byte") as row:
        for at in bench.tries():
            said = _spoil(root / CACHE, bench.chance)
            if at % 3:
                shutil.rmtree(root / BUILD, ignore_errors=True)
            _judge(row, root, wanted, tell(root, "build"), said)
        rows.append(row)
    with bench.row("caches spoiled, looks") as row:
        for at in bench.tries(2):
            shutil.rmtree(root / CACHE)
            shutil.copytree(whole, root / CACHE)
            said = _spoil(root / CACHE, bench.chance)
            ended = tell(root, *LOOKS[at % len(LOOKS)])
            row.ends[ended.how] += 1
            if ended.is_fault:
                row.faults.append(f"{said}\n{ended.said[-3000:]}")
        rows.append(row)
    return rows


def _judge(row: Row, root: Path, wanted: str, ended: Ended, said: str) -> None:
    same = ended.how == "taken" and digest(root / BUILD) == wanted
    row.ends["the same" if same else ended.how] += 1
    if not same:
        row.faults.append(f"{said}\n{ended.said[-3000:]}")
        shutil.rmtree(root / CACHE)
        must(root, "build")


def _spoil(cache: Path, chance: random.Random) -> str:
    """Spoil some files of a cache; what was done."""
    done = []
    for _ in range(chance.randint(1, 6)):
        files = sorted(path for path in cache.rglob("*") if path.is_file())
        if not files:
            break
        # A folder by chance first: the largest ones hold nearly all files
        folder = chance.choice(sorted({path.parent for path in files}))
        path = chance.choice([path for path in files if path.parent == folder])
        way = chance.choice(_WAYS)
        way(path, chance.choice(files), chance)
        done.append(f"{way.__name__.strip('_')} {path.relative_to(cache)}")
    return ", ".join(done)


def _flip(path: Path, _other: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _cut(path: Path, _other: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randint(0, len(content))])


def _empty(path: Path, _other: Path, _chance: random.Random) -> None:
    path.write_bytes(b"")


def _delete(path: Path, _other: Path, _chance: random.Random) -> None:
    path.unlink()


def _swap(path: Path, other: Path, chance: random.Random) -> None:
    """Swap with a file of the same kind where there is one."""
    alike = [one for one in path.parent.iterdir() if one.is_file() and one.suffix == path.suffix]
    with_ = chance.choice(alike) if alike else other
    one, two = path.read_bytes(), with_.read_bytes()
    path.write_bytes(two)
    with_.write_bytes(one)


def _spoiled(path: Path, _other: Path, chance: random.Random) -> None:
    path.write_bytes(spoiled_bytes(path.read_bytes(), chance))


_WAYS: tuple[Callable[[Path, Path, random.Random], None], ...] = (
    *(_flip, _flip, _cut, _empty, _delete, _swap, _swap, _spoiled),
)


def font_caches(bench: Bench) -> list[Row]:
    """What fontconfig keeps, spoiled; then a card drawn by a process of its own, which maps it."""
    root = bench.folder / "project"
    lay_down("blank", root)
    command = [sys.executable, "-m", "wardbook", "--project", str(root), "build", "--only", "cards"]
    command += ["--language", "en", "--output", str(root / "cards")]
    subprocess.run(command, check=True, capture_output=True)
    wanted = digest(root / "cards")
    folder = root / CACHE / "fonts/fontconfig"
    with bench.row("fontconfig's caches spoiled, cards drawn: the same to the byte") as row:
        for _ in bench.tries():
            for kept in (root / "cards", *(root / CACHE / name for name in _DRAWN)):
                shutil.rmtree(kept, ignore_errors=True)
            files = [path for path in sorted(folder.iterdir()) if path.is_file()]
            for path in bench.chance.sample(files, bench.chance.randint(1, len(files))):
                bench.chance.choice(_WAYS)(path, path, bench.chance)
            drawn = subprocess.run(command, capture_output=True, text=True, check=False)
            same = drawn.returncode == 0 and digest(root / "cards") == wanted
            row.ends["the same" if same else "another"] += 1
            if not same:
                row.faults.append(drawn.stderr[-2000:])
    return [row]
