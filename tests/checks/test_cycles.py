"""Circles in graphs: each once, whatever the depth."""

import pytest
from wardbook.checks.context import cycles


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b"], "b": ["a"]}, [("a", "b")]),
        ({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]}, [("a", "b", "c")]),
        ({"a": ["b"], "b": ["a", "c"], "c": ["b"]}, [("a", "b"), ("b", "c")]),
        ({"a": ["gone"]}, []),
    ],
)
def test_cycles(graph: dict[str, list[str]], found: list[tuple[str, ...]]) -> None:
    assert cycles(graph) == found


def test_a_very_long_circle_needs_no_recursion() -> None:
    graph = {str(number): [str((number + 1) % 50_000)] for number in range(50_000)}
    (found,) = cycles(graph)
    assert len(found) == 50_000
