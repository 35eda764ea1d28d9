"""Memory of laid-out pages is given back between large sheets, on every system."""

from __future__ import annotations

import gc
import sys
import weakref

import pytest
from wardbook.pdf import memory


class Box:
    """A box that refers to itself, as boxes of a page do by way of their neighbours."""

    def __init__(self) -> None:
        self.beside = self


@pytest.fixture
def left() -> weakref.ref[Box]:
    """A box that nobody needs any more, while Python does not look for such boxes."""
    gc.disable()
    box = Box()
    return weakref.ref(box)


def test_boxes_of_a_large_sheet_go(left: weakref.ref[Box]) -> None:
    memory.give_back(memory.LARGE - 1)
    assert left() is not None, "looking for those of every small sheet takes longer than drawing it"
    memory.give_back(memory.LARGE)
    assert left() is None


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_do_without_glibc(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    memory._library.cache_clear()
    monkeypatch.setattr(sys, "platform", platform)
    memory.give_back(memory.LARGE)
    assert memory._library() is None
    memory._library.cache_clear()
