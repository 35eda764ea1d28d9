"""A step's sentence names a form by code, and the small line below it by code and name, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from wardbook.sheets.book import Book
from wardbook.sheets.procedures.procedures import StepView
from wardbook.sheets.sheet import Line, Prose, below, text_of

from tests.every_project import EVERY_PROJECT, folder_of
from tests.plans import books_in


def steps(project: Path) -> Iterator[tuple[Book, str, StepView]]:
    for book in books_in(project, "staff"):
        for id, stamped in book.sheets.items():
            for step in below(stamped.sheet.content, StepView):
                yield book, f"{book.language} {id} {step.number}", step


def forms(prose: Prose, kind: str) -> list[str]:
    """The forms that sentences name, by the ids of their sheets."""
    found = []
    for line in prose:
        for span in line:
            if span.kind == kind and span.target and span.target.sheet.startswith("form-"):
                found.append(span.target.sheet)
    return found


def listed(line: Line) -> list[str]:
    """The forms of a small line, each by code and name: by the ids of their sheets."""
    codes, names = forms((line,), "code"), forms((line,), "name")
    assert codes == names, text_of(line)
    return codes


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY_PROJECT)
def test_the_sentence_has_the_code_and_the_small_line_the_name(name: str) -> None:
    seen = 0
    for book, place, step in steps(folder_of(name)):
        said = (*step.do, *step.note, *step.stop)
        own = {*listed(step.forms_in), *listed(step.forms_out)}
        besides = listed(step.forms_named)
        if book.language != "zh":
            assert forms(said, "name") == [], place
            assert set(forms(said, "code")) <= own | set(besides), place
        assert not own & set(besides), place
        seen += len(forms(said, "code"))
    assert seen or name in ("blank", "articles"), name
