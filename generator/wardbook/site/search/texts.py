"""What pages say, laid out to be looked through at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wardbook.site.search.level import is_han, level

_SHORT = 3
"""Letters up to which a word is found whole only."""


class Texts:
    """Every line of the entries and every heading, each once."""

    def __init__(self, index: Mapping[str, Any], plain: Mapping[str, str]) -> None:
        lines: list[str] = [level(line, plain) for line in index["lines"]]
        uses: list[list[tuple[int, int]]] = [[] for _ in lines]
        self.headings_from = len(lines)
        for entry, held in enumerate(index["entries"]):
            for part, (_, heading, said) in enumerate(held["parts"]):
                for number in _numbers(said):
                    uses[number].append((entry, part))
                if heading:
                    lines.append(level(heading, plain))
                    uses.append([(entry, part)])
        self.uses: Sequence[Sequence[tuple[int, int]]] = uses
        """Line → entries with the part that it stands in."""
        self._low = "\n".join(lines)
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def lines_with(self, unit: str) -> Iterator[int]:
        """The lines that hold a unit: Han anywhere, Latin from the start of a word, a short word
        whole."""
        at = self._low.find(unit)
        while at >= 0:
            if self._stands(unit, at):
                line = bisect_right(self._starts, at) - 1
                yield line
                at = self._low.find(unit, self._starts[line + 1])
            else:
                at = self._low.find(unit, at + 1)

    def _stands(self, unit: str, at: int) -> bool:
        if is_han(unit):
            return True
        if at and _is_letter(self._low[at - 1]):
            return False
        after = self._low[at + len(unit) : at + len(unit) + 1]
        return len(unit) > _SHORT or not (after and _is_letter(after))


def _numbers(runs: Sequence[int]) -> Iterator[int]:
    """The numbers in runs, each its first number and its length."""
    for first, length in zip(runs[::2], runs[1::2], strict=True):
        yield from range(first, first + length)


def _is_letter(sign: str) -> bool:
    return "a" <= sign <= "z" or "0" <= sign <= "9" or "\u00c0" <= sign <= "\u024f"
