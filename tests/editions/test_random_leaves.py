"""Random edits and paper: a leaf is printed again if, and only if, it says something else, for each copy that holds it."""

import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from wardbook.editions.sheet_lines import sheet_lines
from wardbook.editions.sheet_list import SheetList, manual_changes, sheet_list
from wardbook.sheets.book import Book
from wardbook.sheets.books import books

from tests.editions.conftest import opened
from tests.editions.test_plan_changes import Edit, plain, several, write
from tests.soak import some_of

Said = Mapping[tuple[str, str], tuple[str, ...]]


def said(made: Sequence[Book]) -> Said:
    """What is printed on each leaf, by id and language."""
    found = {}
    for book in made:
        for stamped in book.sheets.values():
            found[stamped.sheet.id, stamped.sheet.key.language] = sheet_lines(stamped.sheet)
    return found


@pytest.mark.parametrize("seed", some_of(range(200), always=[3]))
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
    for name in several(seed):
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
        changed = [
            leaf for leaf in manual.sheets if leaf in held[key] and before[leaf] != after[leaf]
        ]
        change = changes.get(key)
        assert [leaf.key for leaf in change.replace] == changed if change else not changed, (
            seed,
            key,
        )
        if change:
            assert {leaf.key for leaf in change.insert} == set(manual.sheets) - set(held[key])
            assert {leaf.key for leaf in change.remove} == set(held[key]) - set(manual.sheets)
        else:
            assert set(manual.sheets) == set(held[key])
    for leaf, entry in now.sheets.items():
        if leaf in before and before[leaf] == after[leaf]:
            assert entry.fingerprint == clinic_list.sheets[leaf].fingerprint, "it says the same"
