"""Memory of laid-out pages is given back between large sheets, on every system."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest
from wardbook.pdf import memory

BOXES = """
import gc, weakref
from wardbook.pdf import memory

class Box:
    "Refers to itself, as boxes of a page do by way of their neighbours."

    def __init__(self):
        self.beside = self

gc.disable()
left = weakref.ref(Box())
memory.give_back(memory.LARGE - 1)
print(left() is not None)
memory.give_back(memory.LARGE)
print(left() is None)
"""
"""A box that nobody needs any more, while Python does not look for such boxes."""


def test_boxes_of_a_large_sheet_go_and_those_of_a_small_one_stay() -> None:
    """Looking for those of every small sheet takes longer than drawing it. In a process of its own: this one holds what
    all tests hold, and looking through that takes seconds."""
    command = [sys.executable, "-c", BOXES]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_do_without_glibc(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    memory._library.cache_clear()
    monkeypatch.setattr(gc, "collect", lambda: None)  # of all that tests hold
    monkeypatch.setattr(sys, "platform", platform)
    memory.give_back(memory.LARGE)
    assert memory._library() is None
    memory._library.cache_clear()
