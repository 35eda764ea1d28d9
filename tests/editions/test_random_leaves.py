"""Random edits and paper: a leaf is printed again if, and only if, something else is on it, for each copy that holds it."""

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from wardbook.editions.sheet_lines import sheet_lines
from wardbook.editions.sheet_list import (
    ManualChange,
    SheetList,
    manual_changes,
    sheet_list,
)
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.sheet import plain as plain_view
from wardbook.sheets.sheet import targets

from tests.editions.conftest import opened
from tests.editions.test_plan_changes import EDITS, OF_MANUALS, Edit, plain, several, write
from tests.soak import some_of

Leaf = tuple[str, str]
Said = Mapping[Leaf, tuple[str, ...]]


LEAVE_MANUALS = [name for name in EDITS if name not in OF_MANUALS - {"drop_language"}]


def said(made: Sequence[Book]) -> Said:
    """What is on each leaf, by id and language: its words, the numbers of its steps, and where its
    links lead."""
    found = {}
    for book in made:
        for stamped in book.sheets.values():
            key = stamped.sheet.id, stamped.sheet.key.language
            counted = numbers_of(plain_view(stamped.sheet.content))
            led = [f"{target.sheet}#{target.anchor}" for target in targets(stamped.sheet.content)]
            found[key] = (*sheet_lines(stamped.sheet), *counted, *led)
    return found


def numbers_of(view: object) -> Iterator[str]:
    """The numbers of steps in a view as plain data: a step that only counts 4 instead of 3 says
    nothing new, and its leaf shows another number."""
    if isinstance(view, dict):
        if isinstance(view.get("number"), int):
            yield str(view["number"])
        view = list(view.values())
    if isinstance(view, list):
        for part in view:
            yield from numbers_of(part)


def told(change: ManualChange | None) -> tuple[list[Leaf], set[Leaf], set[Leaf]]:
    """The leaves that are replaced, put in and taken out."""
    if change is None:
        return [], set(), set()
    replaced = [leaf.key for leaf in change.replace]
    return replaced, {leaf.key for leaf in change.insert}, {leaf.key for leaf in change.remove}


@pytest.mark.parametrize("seed", some_of(range(200), always=[3, 33, 42]))
def test_leaves_that_say_something_else_and_no_others_are_replaced(
    seed: int,
    clean_clinic: Path,
    clinic_books: Sequence[Book],
    clinic_list: SheetList,
    tmp_path: Path,
) -> None:
    root = Path(
        shutil.copytree(
            clean_clinic, tmp_path / "edited", ignore=shutil.ignore_patterns(".cache", "build")
        )
    )
    files = plain(root)
    edit = Edit(files, random.Random(seed))
    for name in several(seed, LEAVE_MANUALS):
        getattr(edit, name)()
    write(root, files)
    made = books(opened(root), "staff")
    before, after = said(clinic_books), said(made)
    held = {(manual.id, manual.language): manual.sheets for manual in clinic_list.manuals}
    now = sheet_list(made)
    changes = {
        (one.manual.id, one.manual.language): one for one in manual_changes(clinic_list, now)
    }
    for manual in now.manuals:
        key = (manual.id, manual.language)
        kept = [leaf for leaf in manual.sheets if leaf in held[key]]
        changed = [leaf for leaf in kept if before[leaf] != after[leaf]]
        assert told(changes.get(key)) == (
            changed,
            set(manual.sheets) - set(held[key]),
            set(held[key]) - set(manual.sheets),
        ), (seed, key)
    for leaf, entry in now.sheets.items():
        if leaf in before and before[leaf] == after[leaf]:
            assert entry.fingerprint == clinic_list.sheets[leaf].fingerprint, "it says the same"
