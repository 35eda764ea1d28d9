"""`wardbook import prices`, `export prices` and `prices`: the price list as a spreadsheet, and as paper for the windows."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from wardbook.build.publish import hand_over, staging
from wardbook.commands.exchange import (
    lock_to_write,
    may_export,
    may_go_on,
    new_findings,
    write_sheet,
)
from wardbook.commands.forms_print import PRINT, wrong_target
from wardbook.commands.pipeline import load_books, load_checked, stopped
from wardbook.commands.print_run import press_for
from wardbook.findings import Mark, ordered
from wardbook.folders import SOURCE
from wardbook.options import FOUND, OK, WRONG_USE, Options
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.loader import PRICES
from wardbook.plan.model.prices import PriceItem, Prices, amount
from wardbook.plan.plan_files import Fields, PlanFile, find, proof, put
from wardbook.plan.reader import Document
from wardbook.plan.yaml_edit import newline_of, says
from wardbook.plan.yaml_text import flow, pair
from wardbook.report.progress import Progress
from wardbook.sheets.book import Book
from wardbook.spreadsheets.cells import words
from wardbook.spreadsheets.columns import columns
from wardbook.spreadsheets.exporting import rows
from wardbook.spreadsheets.importing import rows_of
from wardbook.spreadsheets.worksheets import Worksheet, read_sheet

NAME = "prices"
"""What the list is called on the command line, and its sheet in a workbook."""
_NEEDS = ("code", "name", "unit", "price")
"""Columns that a price list can't do without."""
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True)
class PriceEdition:
    """What the sheet itself does not say: which edition it is, and of which day its prices are."""

    id: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True)
class PriceSelection:
    """What `wardbook prices` is asked for. `window`: only this one's list; `top`: items on it at most."""

    window: str = ""
    top: int = 60


@dataclass(frozen=True)
class _PriceLine:
    """An item as it is printed."""

    code: str
    name: str
    unit: str
    price: str


def export_prices(options: Options, file: Path) -> int:
    """`wardbook export prices FILE`: every item as it stands in the YAML, for `import prices` to take back. Edition and date
    have no cell: they are said with the command that takes the sheet back."""
    if not may_export(options, file):
        return WRONG_USE
    loaded, checked = load_checked(options)
    progress = Progress(sys.stderr, options.ui_language)
    data = _price_file(options).document.data if loaded.project else None
    prices = loaded.project.prices if loaded.project else None
    if loaded.project and prices is None and data is None:
        progress.say("prices_none")
        return WRONG_USE
    if loaded.project is None or prices is None or not isinstance(data, dict):
        return stopped(options, loaded, checked)
    if torn := [name for name in _windows(prices) if name and words(name) != [name]]:
        progress.say("prices_torn", window=torn[0])
        return WRONG_USE
    items, known = data["items"], columns(PriceItem, loaded.project.languages)
    assert isinstance(items, list)  # the model was made of it
    write_sheet(file, rows(items, known, NAME), known, NAME)
    progress.say(
        "prices_exported",
        count=len(items),
        file=file,
        edition=prices.edition or "…",
        date=prices.date or "…",
    )
    return OK


def import_prices(options: Options, file: Path, edition: PriceEdition, *, write: bool) -> int:
    """`wardbook import prices FILE`: shows what another edition changes, and writes it when asked to and when it brings no
    error. A price list comes whole: what the sheet lacks is no longer charged."""
    with lock_to_write(options, write=write):
        found = _price_file(options)
        instead = (
            {found.path: found.document} if found.exists else {}
        )  # so that a long list is read once
        before, known = load_checked(options, instead)
        if before.project is None or found.is_closed:
            return stopped(options, before, known)
        sheet = read_sheet(file, NAME)
        entries, problems = rows_of(
            sheet, columns(PriceItem, before.project.languages), NAME, _NEEDS
        )
        data, after = _edition(entries, edition, sheet), before
        fresh = ordered(problems)
        if not any(finding.blocks for finding in fresh):
            after, now = load_checked(options, {found.path: Document(found.name, data, (), "")})
            fresh = ordered([*problems, *new_findings(known.findings, now.findings)])
        new = after.project.prices if after.project else None
        text = ""
        if new is not None and not any(finding.blocks for finding in fresh):
            text = _text(data, found)
            fresh = (*fresh, *proof(found, text, data, len(entries)))
        sources = {**after.sources, found.name: text, sheet.file: sheet.text}
        if not may_go_on(options, fresh, sources, found) or new is None:
            return FOUND
        if found.document.data is not None and says(found.document.data) == says(data):
            Progress(sys.stderr, options.ui_language).say("import_same", file=found.name)
            return OK
        counts = _show_changes(before.project.prices, new)
        if write:
            put(found, text)
        said = "import_done" if write else "import_shown"
        Progress(sys.stderr, options.ui_language).say(said, file=found.name, **counts)
        return OK


def _price_file(options: Options) -> PlanFile:
    return find(options.project / SOURCE / PRICES, options.project)


def _edition(entries: Sequence[Data], edition: PriceEdition, sheet: Worksheet) -> Fields:
    """The list as plain data, as the reader would make it of YAML."""
    mark = Mark(sheet.file, 1, 1)
    said = {"edition": edition.id, "date": edition.date.isoformat() if edition.date else ""}
    data: Fields = {MARK_KEY: mark}
    data |= {Scalar(key, mark): Scalar(value, mark) for key, value in said.items() if value}
    return {**data, Scalar("items", mark): list(entries)}


def _show_changes(old_edition: Prices | None, new_edition: Prices) -> dict[str, int]:
    """Say which items change from the old edition to the new one; how many were changed, added and removed."""
    old = {str(item.code): item for item in old_edition.items} if old_edition else {}
    new = {str(item.code): item for item in new_edition.items}
    removed = [f"- {_told(item)}" for code, item in old.items() if code not in new]
    added = [f"+ {_told(item)}" for code, item in new.items() if code not in old]
    changed = []
    for code, item in new.items():
        before = old.get(code, item)
        if _facts(before) != _facts(item):
            changed.append(f"~ {_told(before)} → {_told(item)}")
    sys.stdout.writelines(f"{line}\n" for line in (*removed, *added, *changed))
    return {"changed": len(changed), "added": len(added), "removed": len(removed)}


def _text(data: Fields, before: PlanFile) -> str:
    """The whole file: an item a line, below the comments that the old one begins with."""
    lines = []
    for line in before.document.text.split("\n"):
        if not line.startswith("#"):
            break
        lines.append(line)
    items: list[Data] = []
    for key, value in data.items():
        if key == "items" and isinstance(value, list):
            items = value
        elif not isinstance(value, Mark):
            lines.append(pair(key, value))
    lines += ["items:", *(f"  - {flow(item)}" for item in items)]
    newline = newline_of(before.text)
    return before.mark + newline.join([*lines, ""])


def _facts(item: PriceItem) -> dict[str, object]:
    return item.model_dump(exclude={"at"})


def _told(item: PriceItem) -> str:
    return f"{item.code} {item.name} {item.spec or ''}".rstrip() + f" {item.price}/{item.unit}"


def print_prices(options: Options, wanted: PriceSelection) -> int:
    """`wardbook prices`: the booklet, and a page for each window."""
    progress = Progress(sys.stderr, options.ui_language)
    books, checked, loaded = load_books(options)
    prices = loaded.project.prices if loaded.project else None
    if not books:
        return stopped(options, loaded, checked)
    if prices is None:
        progress.say("prices_none")
        return WRONG_USE
    windows = _windows(prices)
    if wanted.window and wanted.window not in windows:
        progress.say(
            "prices_no_window", window=wanted.window, known=", ".join(filter(None, windows)) or "–"
        )
        return WRONG_USE
    target = options.output or options.project / PRINT / f"{NAME}-{prices.date}"
    if wrong := wrong_target(options, target):
        progress.say(wrong, file=target)
        return WRONG_USE
    with staging(target) as stage:
        made = _print(options, books[0], prices, wanted, stage)
        hand_over(stage, target)
    for name, count, of in made:
        progress.say("prices_top", file=name, count=count, of=of)
    progress.say("prices_done", count=len(prices.items), target=target)
    return OK


def _windows(prices: Prices) -> tuple[str, ...]:
    """The windows in the order of the list; one without a name where the list names none."""
    return tuple(dict.fromkeys(str(name) for item in prices.items for name in item.windows)) or (
        "",
    )


def _print(
    options: Options, book: Book, prices: Prices, wanted: PriceSelection, stage: Path
) -> list[tuple[str, int, int]]:
    """Write the PDFs into `stage`. Returns each window's file, how many items stand on it, and of how many."""
    press = press_for(options, book, book.language)
    from wardbook.pdf.numbered.desk import Leaf, list_pdf

    word = press.shop.word
    issue = f"{word('prices_edition')} {prices.edition} · {word('prices_date')} {prices.date}"

    def leaf(template: str, id: str, title: str) -> Leaf:
        return Leaf(f"print/{template}.html", id, title, book.organisation, issue)

    values = {"issue": issue, "groups": _groups(prices), "count": len(prices.items)}
    booklet = leaf("prices", NAME, word("prices_title"))
    (stage / f"{NAME}.pdf").write_bytes(list_pdf(booklet, values, press).data)
    made = []
    for number, window in enumerate(_windows(prices), 1):
        if wanted.window not in ("", window):
            continue
        whole = [_line(item) for item in prices.items if not window or window in item.windows]
        title = " · ".join(filter(None, (word("prices_top_title"), window)))
        name = "-".join(filter(None, ("top", str(number), _NO_FILE_NAME.sub("-", window)))) + ".pdf"
        for lines in _shorter(whole[: wanted.top]):
            values = {"issue": issue, "title": title, "rows": _side_by_side(lines)}
            values |= {"count": len(lines), "of": len(whole)}
            bound = list_pdf(leaf("prices_top", f"top-{number}", title), values, press)
            if bound.pages == 1:
                break
        (stage / name).write_bytes(bound.data)
        made.append((name, len(lines), len(whole)))
    return made


def _shorter(lines: list[_PriceLine]) -> Iterator[list[_PriceLine]]:
    """Ever fewer lines, until they fit on the page."""
    for count in range(len(lines), 0, -2):
        yield lines[:count]


def _side_by_side(lines: list[_PriceLine]) -> list[tuple[_PriceLine, _PriceLine | None]]:
    """Two columns, the first one read to its end before the second."""
    half = (len(lines) + 1) // 2
    return [
        (line, lines[half + at] if half + at < len(lines) else None)
        for at, line in enumerate(lines[:half])
    ]


def _groups(prices: Prices) -> dict[str, list[_PriceLine]]:
    """Heading → its items, in the order of the list; what has no heading comes last."""
    names = sorted(
        dict.fromkeys(str(item.group or "") for item in prices.items), key=lambda name: not name
    )
    return {
        name: [_line(item) for item in prices.items if str(item.group or "") == name]
        for name in names
    }


def _line(item: PriceItem) -> _PriceLine:
    figure = amount(item.price)
    assert figure is not None  # the checks let no other list through
    return _PriceLine(
        item.code, f"{item.name} {item.spec or ''}".strip(), item.unit, written(figure)
    )


def written(figure: Decimal) -> str:
    """An amount as it is charged: two decimals, more where the list has more."""
    exponent = figure.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return f"{figure:,.{max(2, -exponent)}f}"
