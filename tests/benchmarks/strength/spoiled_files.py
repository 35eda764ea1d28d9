"""Files that come from outside, spoiled by chance: spreadsheets, lists of numbered forms, plans in Word,
translators' files. No command may break, hang, or write a plan that can't be read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from wardbook.plan.loader import load
from wardbook.serials.issued import of_pad, of_run

from tests.benchmarks.strength.attempts import Bench, Ended, Row, digest, must, tell
from tests.benchmarks.strength.spoiled_plans import CLINIC, with_records
from tests.benchmarks.strength.spoiling import (
    spoiled_bytes,
    spoiled_pack,
    spoiled_text,
    spoiled_xml,
)
from tests.serials import lists as serial_lists
from tests.serials.hostile import HOSTILE
from tests.spreadsheets.files import ods, xls, xlsx
from tests.word import office_files

WORD = (
    *(
        "styled",
        "typed_chinese",
        "articles",
        "decimal_automatic",
        "automatic_chinese",
        "bold_lines",
    ),
    *("merged_table", "pictures", "controlled", "several_plans", "from_the_web", "wps", "jumping"),
    *("deep_lists", "footnotes"),
)
PRICES = (
    *(("编码", "名称", "单位", "单价"), ("0110", "诊查费", "次", "10.00")),
    ("0120", "换药", "次", "1,235.50"),
)
DATED = ("--edition", "2026-1", "--date", "2026-05-01")


def spreadsheets(bench: Bench) -> list[Row]:
    """Lists as CSV, XLSX, XLS and ODS, spoiled, through `import`: half of them to be written."""
    root = _copy(bench.folder / "clinic")
    sound = dict(_lists(root, bench.folder))
    with bench.row("spreadsheets spoiled, `import`; written where taken") as row:
        for at in bench.tries():
            name = bench.chance.choice(sorted(sound))
            file = bench.folder / f"spoiled{Path(name).suffix}"
            file.write_bytes(_spoiled(bench, sound[name]))
            kind = Path(name).stem
            more = DATED if kind == "prices" else ("--remove-missing",) * (at % 2)
            command = ("import", kind, str(file), *more, "--write")
            _tried(bench, row, root, file, command)
    return [row]


def accounts(bench: Bench) -> list[Row]:
    """Lists of back-entry, spoiled, through `reconcile`; and lists of ranges that were handed out."""
    root = with_records(bench.folder / "clinic")
    must(root, "forms", "print", "LC-2", "--department", "R1", "--count", "9")
    sound = dict(_entries(root))
    with bench.row("lists of numbered forms spoiled, `reconcile`") as row:
        for at in bench.tries():
            name = bench.chance.choice(sorted(sound))
            file = bench.folder / f"spoiled{Path(name).suffix}"
            file.write_bytes(_spoiled(bench, sound[name]))
            command = ("reconcile", "all", str(file))
            if at % 5 == 0:
                ranges = bench.folder / "ranges.csv"
                ranges.write_bytes(_spoiled(bench, b"KM0301,KM0350\nKM0301\n"))
                command = ("reconcile", str(ranges), str(file))
            _tried(bench, row, root, file, command)
    return [row]


def office(bench: Bench) -> list[Row]:
    """Plans in Word, spoiled, through `import plan` and `review`."""
    root = _copy(bench.folder / "clinic")
    sent = bench.folder / "sent.docx"
    must(root, "export", str(sent))
    rows = []
    with bench.row("Word files spoiled, `import plan`") as row:
        for at in bench.tries():
            content = getattr(office_files, WORD[at % len(WORD)])().content
            _word(bench, row, root, content, ("import", "plan"))
        rows.append(row)
    with bench.row("Word files that came back spoiled, `review`") as row:
        for at in bench.tries(2):
            _word(bench, row, root, sent.read_bytes(), ("review",), ("--apply",) * (at % 2))
        rows.append(row)
    return rows


def translators(bench: Bench) -> list[Row]:
    """Translators' files, spoiled, through `translations import`."""
    root = _copy(bench.folder / "clinic")
    sound = {}
    for ending in ("po", "xlf"):
        file = bench.folder / f"zh.{ending}"
        must(root, "translations", "export", str(file), "--to", "zh", "--all")
        sound[ending] = file.read_bytes().replace(b"#, fuzzy\n", b"")
    with bench.row("translators' files spoiled, `translations import`") as row:
        for at in bench.tries():
            ending = sorted(sound)[at % 2]
            file = bench.folder / f"spoiled.{ending}"
            spoil = spoiled_text if ending == "po" else spoiled_xml
            file.write_bytes(spoil(sound[ending], bench.chance))
            _tried(bench, row, root, file, ("translations", "import", str(file), "--write"))
    return [row]


def _word(
    bench: Bench,
    row: Row,
    root: Path,
    content: bytes,
    command: tuple[str, ...],
    more: tuple[str, ...] = (),
) -> None:
    file = bench.folder / "spoiled.docx"
    file.write_bytes(spoiled_pack(content, bench.chance))
    _tried(bench, row, root, file, (*command, str(file), *more))


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(CLINIC, folder, ignore=shutil.ignore_patterns(".cache", "build")))


def _spoiled(bench: Bench, content: bytes) -> bytes:
    """A packed file spoiled in its parts, an old workbook in its bytes, a text in its own encoding."""
    if content.startswith(b"PK"):
        return spoiled_pack(content, bench.chance)
    for encoding in ("utf-8-sig", "utf-16", "gbk", "big5hkscs"):
        with suppress(UnicodeError):
            content.decode(encoding)
            return spoiled_text(content, bench.chance, encoding)
    return spoiled_bytes(content, bench.chance)


def _lists(root: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Lists of the clinic as spreadsheets of four kinds, by list and ending."""
    for name in ("contacts", "departments", "copies"):
        for ending in (".csv", ".xlsx"):
            file = folder / f"{name}{ending}"
            must(root, "export", name, str(file))
            yield file.name, file.read_bytes()
        rows = (folder / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()
        cells = [line.split(",") for line in rows]
        yield f"{name}.xls", xls(cells)
        yield f"{name}.ods", ods(cells)
    yield "prices.csv", "\n".join(",".join(cells) for cells in PRICES).encode("gbk")
    yield "prices.xlsx", xlsx({"价格": PRICES})
    yield "prices.xls", xls(PRICES)


def _entries(root: Path) -> Iterator[tuple[str, bytes]]:
    """Lists of the clinic's numbers in several encodings and kinds, and those of the tests."""
    project = load(root).project
    assert project is not None
    groups = [of_run(project, run, "en") for run in project.runs.values()]
    groups += [of_pad(project, pad, "en") for pad in project.pads.values()]
    numbers = [number for group in groups if group for number in group.numbers]
    cells = [("编号", "状态", "金额", "系统金额")]
    cells += [(number, "已补录", "35.50", "35.5") for number in numbers]
    text = "\n".join(",".join(row) for row in cells)
    for encoding in ("utf-8", "gbk", "utf-16", "big5hkscs"):
        said = text if encoding != "big5hkscs" else text.replace("编号", "編號").replace("状", "狀")
        yield f"list-{encoding}.csv", said.encode(encoding, "replace")
    yield "list.xlsx", xlsx({"账": cells})
    yield "list.xls", xls(cells)
    yield "list.ods", ods(cells)
    for at, make in enumerate(HOSTILE.values()):
        yield f"hostile-{at}.csv", make().encode()
    for at, one in enumerate((*serial_lists.pairs(), *serial_lists.money())):
        yield f"account-{at}.csv", one.text.encode()


def _tried(bench: Bench, row: Row, root: Path, file: Path, command: tuple[str, ...]) -> None:
    """Run a command that may write; what it wrote has to be read again, and is taken back."""
    source = root / "plan_source"
    before = digest(source)
    kept = bench.folder / "plan_source"
    if not kept.is_dir():
        shutil.copytree(source, kept)
    ended = tell(root, *command)
    after = digest(source)
    if after != before:
        ended = _read_again(root, ended)
        shutil.rmtree(source)
        shutil.copytree(kept, source)
    row.ends[ended.how] += 1
    if ended.is_fault:
        row.faults.append(
            f"{command} {bench.keep(file.name, file.read_bytes())}\n{ended.said[-3000:]}"
        )


def _read_again(root: Path, ended: Ended) -> Ended:
    """A plan that a command has changed holds no error; one that it was stopped from changing is as it
    was."""
    if ended.how not in ("taken", "findings"):
        return Ended("crashes", f"{ended.how}, and the plan is not as it was: {ended.said}")
    checked = tell(root, "check")
    # A drafted plan says itself that it brings errors, and is there to be worked on
    if checked.is_fault or (checked.how != "taken" and ended.how == "taken"):
        return Ended("crashes", f"wrote a plan that does not pass: {checked.said}")
    return Ended("taken and written", ended.said)
