"""What `make soak` alone tries is left out elsewhere, and no choice shrinks unseen."""

from types import SimpleNamespace
from typing import Any

import pytest
from wardbook.sheets.sheet import Stamped

from tests import soak
from tests.every_project import EVERY_PROJECT, folder_of
from tests.pdf.chosen_forms import fitting_of, fullest_of_each_shape, shape_of
from tests.plans import books_in


class Items(SimpleNamespace):
    """A run of pytest that keeps what was left out."""

    def __init__(self, *, whole: bool) -> None:
        super().__init__(hook=self)
        self.whole = whole
        self.left_out: list[Any] = []

    def getoption(self, name: str) -> bool:
        assert name == "--soak"
        return self.whole

    def pytest_deselected(self, items: list[Any]) -> None:
        self.left_out = items


def item(*marks: str) -> Any:
    return SimpleNamespace(get_closest_marker=lambda name: name if name in marks else None)


def test_what_is_marked_is_left_out_and_told() -> None:
    config: Any = Items(whole=False)
    marked, plain = item("slow", "soak"), item("slow")
    items = [marked, plain]
    soak.leave_out(config, items)
    assert (items, config.left_out) == ([plain], [marked])


def test_a_whole_run_leaves_nothing_out() -> None:
    config: Any = Items(whole=True)
    items = [item("soak"), item()]
    soak.leave_out(config, items)
    assert len(items) == 2 and not config.left_out


def test_the_chosen_values_are_in_every_run() -> None:
    one, other = soak.some_of(("a", "b"), ["b"])
    assert other == "b"
    assert one.values == ("a",) and [mark.name for mark in one.marks] == ["soak"]


@pytest.mark.parametrize("always", [["c"], []])
def test_a_choice_of_nothing_or_of_what_is_gone_fails(always: list[str]) -> None:
    with pytest.raises(AssertionError):
        soak.some_of(("a", "b"), always)


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY_PROJECT)
def test_of_each_shape_of_forms_the_fullest_is_chosen(name: str) -> None:
    book = books_in(folder_of(name), "staff")[0]
    forms: list[Any] = [one for one in book.sheets.values() if one.sheet.id in book.forms]
    for shape in (shape_of, fitting_of):
        chosen: list[Stamped] = fullest_of_each_shape(forms, shape)
        shapes: list[Any] = [shape(one.sheet.content) for one in chosen]  # type: ignore[arg-type]
        assert len(set(shapes)) == len(shapes)
        assert set(shapes) == {shape(one.sheet.content) for one in forms}
