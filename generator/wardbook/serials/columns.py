"""Which columns of a list are compared, which need not be, and which are open because nobody compares them.

What stands in the cells decides, not the heading: a column of figures is compared with its partner, or it is open.
The heading says only which side of a pair a column is, and may confirm that whole numbers are no amounts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wardbook.serials.figures import shape
from wardbook.serials.list_words import VOCABULARY, column_of, is_date, word

_UNIT, _FILLERS, _CODES, _AGES, _TIMES, _ROWS, _CHARGED = (
    re.compile(VOCABULARY[key], re.ASCII)
    for key in ("unit", "fillers", "codes", "ages", "times", "rows", "charged")
)
_SIDES = ("system", "paper", "received")
_LATIN = re.compile("[a-z]+")
_KNOWN = {
    said: (subject, side)
    for name, subject, side in (
        ("dispensed", "drugs", "paper"),
        ("deducted", "drugs", "system"),
        ("done", "examinations", "paper"),
        ("confirmed", "examinations", "system"),
    )
    for said in VOCABULARY[name].split("|")
}
_MONEY = frozenset(VOCABULARY["money"].split("|"))
_OLDEST = 130
_COUNTS = 10
"""Below it the same whole number on every line is a count: one sheet, two copies."""


_LATIN_OF: Mapping[str, frozenset[str]] = {
    side: frozenset(said for said in VOCABULARY[side].split("|") if said.isascii())
    for side in _SIDES
}
_HAN_OF: Mapping[str, re.Pattern[str]] = {
    side: re.compile("|".join(said for said in VOCABULARY[side].split("|") if not said.isascii()))
    for side in _SIDES
}


@dataclass(frozen=True)
class ComparedColumns:
    """Two columns that must agree line by line, by where they stand: `left` on paper, `right` in the system."""

    left: int
    right: int
    left_name: str
    right_name: str


@dataclass(frozen=True)
class Open:
    """A column of figures that nobody compares. `why` is a key of the messages."""

    at: int
    why: str


@dataclass(frozen=True)
class Passed:
    """A column that is not compared and need not be. `why`: what its cells are; `told`: somebody said so."""

    at: int
    why: str


@dataclass(frozen=True)
class Layout:
    """What each column of a list is. `names` holds serial, to, state, or nothing for all others, in order."""

    names: tuple[str, ...]
    pairs: tuple[ComparedColumns, ...] = ()
    open: tuple[Open, ...] = ()
    passed: tuple[Passed, ...] = ()


@dataclass
class _Figures:
    """A column that is compared, if there is something to compare it with."""

    at: int
    written: str
    side: str
    subject: str
    known: bool
    """Its heading names amounts of ours: no other column is meant."""
    excuse: str
    """Why nobody misses it where it has no partner: nothing stands in it, or what may be no amounts."""
    is_again: bool = False
    """Another column of its subject is compared."""


@dataclass
class _Sorting:
    """What is gathered column by column."""

    figures: list[_Figures] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)


def layout(
    headings: Sequence[str], cells: Mapping[int, Sequence[str]], told: frozenset[int] = frozenset()
) -> Layout:
    """What each column is: by its heading, and by its cells (column → what stands in it below the heading). `told`
    are columns of which somebody has said that they are not compared."""
    names = _names(headings)
    sorting = _Sorting()
    for at in sorted({*range(len(headings)), *cells}):
        name = names[at] if at < len(names) else ""
        written = headings[at].strip() if at < len(headings) else ""
        if at in told and not name:
            sorting.passed.append(Passed(at, "told"))
        elif name and name in names[:at] and name != "serial":
            sorting.again.append(at)
        elif not name:
            _sort(sorting, at, written, cells.get(at, ()))
    pairs, left = _paired(sorting.figures)
    open_ones = [Open(at, "column_again") for at in sorting.again]
    for one in left:
        if not one.excuse:
            open_ones.append(Open(one.at, _why(one)))
        elif one.excuse != "nothing":
            sorting.passed.append(Passed(one.at, one.excuse))
    read = tuple("" if at in sorting.again else name for at, name in enumerate(names))
    open_ones.sort(key=lambda one: one.at)
    return Layout(read, tuple(pairs), tuple(open_ones), tuple(sorting.passed))


def _names(headings: Sequence[str]) -> tuple[str, ...]:
    """Names of the columns. Of two with numbers the last is meant: the first counts the rows."""
    names = [column_of(heading) for heading in headings]
    last = max((at for at, name in enumerate(names) if name == "serial"), default=-1)
    return tuple("" if name == "serial" and at != last else name for at, name in enumerate(names))


def _sort(sorting: _Sorting, at: int, written: str, cells: Sequence[str]) -> None:
    """Put a column among the figures or among those that need no comparing."""
    side, subject, known = parted(written)
    why = judged(written, cells)
    if not written:
        subject = f"#{at}"  # what has no name is nobody's partner
    if known and why not in ("nothing", "words"):
        why = ""  # no number below such a heading is anything but a figure
    may_have_partner = (side or known) and why in ("nothing", "rows", "constant")
    if not why or may_have_partner or (known and why == "words"):
        sorting.figures.append(_Figures(at, written, side, subject, known, why))
    elif why != "nothing":
        sorting.passed.append(Passed(at, why))


def judged(heading: str, cells: Sequence[str]) -> str:
    """Why a column is none of figures to compare: its cells are `words`, `dates`, `codes` (numbers of persons, beds,
    telephones …), `ages`, `rows` (1, 2, 3 …), a `constant` count, or `nothing`. Empty for one of figures.

    One unmistakable amount (cents, a currency, thousands, a sign) is enough, whatever stands above or beside it."""
    shapes = [shape(cell) for cell in cells]
    filled = [(kind, cell) for kind, cell in zip(shapes, cells, strict=True) if kind != "nothing"]
    if not filled:
        return "nothing"
    if "amount" in shapes:
        return ""
    numbers = [word(cell) for kind, cell in filled if kind in ("whole", "code")]
    if len(numbers) * 2 < len(filled):
        days = [cell for _, cell in filled if is_date(cell)]
        return "dates" if len(days) * 2 >= len(filled) else "words"
    digits = [re.sub(r"\.0$|[^0-9]", "", number) for number in numbers]
    return _excuse(word(heading), digits, "code" in shapes)


def _excuse(heading: str, digits: Sequence[str], has_codes: bool) -> str:
    """Why whole numbers are no amounts; empty where nothing says so. A zero is never excused: it is what the system
    shows where it has nothing."""
    values = [int(number[:30] or "0") for number in digits]
    if _AGES.search(heading) and max(values) <= _OLDEST:
        return "ages"
    if 0 in values:
        return ""
    if _TIMES.search(heading) or all(_is_day(number) for number in digits):
        return "dates"
    if has_codes and _is_codes(digits):
        return "codes"
    return _excuse_of_small(heading, values)


def _excuse_of_small(heading: str, values: Sequence[int]) -> str:
    """Why whole numbers that look like any others are no amounts: by what the heading ends in, or because they count on
    or never change and the heading speaks of nothing that is charged or counted."""
    counts_on = _counts_rows(values)
    if counts_on and _ROWS.search(heading):
        return "rows"
    if _CODES.search(heading):
        return "codes"
    if _CHARGED.search(heading):
        return ""
    if counts_on and len(values) > 2:
        return "rows"
    is_constant = len(values) > 1 and len(set(values)) == 1 and values[0] < _COUNTS
    return "constant" if is_constant else ""


def _is_codes(digits: Sequence[str]) -> bool:
    """Whether numbers are long or have zeros in front; where one has, the shorter ones beside it are codes too."""
    if any(number.startswith("0") for number in digits):
        return True
    return all(len(number) > 6 for number in digits)


def _is_day(digits: str) -> bool:
    if len(digits) != 8 or not 1900 <= int(digits[:4]) <= 2199:
        return False
    try:
        datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _counts_rows(values: Sequence[int]) -> bool:
    """Whether numbers count on from 1, perhaps anew on each page."""
    before = 0
    for value in values:
        if value not in (before + 1, 1):
            return False
        before = value
    return max(values) > 1 or len(values) == 1


def parted(heading: str) -> tuple[str, str, bool]:
    """Side of a heading (paper, system, received, or none), its subject, and whether it is a name that we know. Money
    by any of its names is one subject; a heading that says nothing but its side has none."""
    said = _UNIT.sub("", word(heading)).strip()
    if said in _KNOWN:
        subject, side = _KNOWN[said]
        return side, subject, True
    side = ""
    for name in _SIDES:
        rest = _without_side(said, name)
        if rest != said:
            side = side or name
        said = rest
    subject = "".join(_FILLERS.sub(" ", said).split())
    if subject in _MONEY:
        return side, "money", True
    return side, subject, False


def _without_side(said: str, side: str) -> str:
    """A heading without the words for a side; Latin words stand alone, so that no `his` is found in `this`."""
    latin = _LATIN_OF[side]
    said = _HAN_OF[side].sub(" ", said)
    return _LATIN.sub(lambda match: " " if match[0] in latin else match[0], said)


def _paired(figures: Sequence[_Figures]) -> tuple[list[ComparedColumns], list[_Figures]]:
    """Pairs of one subject; then what is left, if it is one on paper and one in the system and one of them names no
    subject. And the columns without a partner."""
    pairs: list[ComparedColumns] = []
    left: list[_Figures] = []
    for subject in dict.fromkeys(one.subject for one in figures):
        pair, rest = _pair([one for one in figures if one.subject == subject])
        pairs += pair
        left += rest
    papers = [one for one in left if one.written and one.side in ("", "paper") and not one.is_again]
    systems = [one for one in left if one.side in ("system", "received") and not one.is_again]
    if len(papers) == len(systems) == 1 and not (papers[0].subject and systems[0].subject):
        pair, _ = _pair([*papers, *systems])
        pairs += pair
        left = [one for one in left if not pair or one not in (papers[0], systems[0])]
    pairs.sort(key=lambda pair: (pair.left, pair.right))
    return pairs, left


def _pair(same: Sequence[_Figures]) -> tuple[list[ComparedColumns], list[_Figures]]:
    """The pair among columns of one subject, and the others. What was received stands for the system where no other
    column does, and a column that names no side is the one on paper. Of several the first that holds figures is taken."""
    systems = [one for one in same if one.side == "system"]
    if not systems:
        systems = [one for one in same if one.side == "received"]
    papers = [one for one in same if one not in systems]
    papers.sort(key=lambda one: (bool(one.excuse), one.side != "paper", one.at))
    systems.sort(key=lambda one: (bool(one.excuse), one.at))
    if not papers or not systems:
        return [], list(same)
    paper, system = papers[0], systems[0]
    excuses = {paper.excuse, system.excuse}
    if excuses <= {"nothing", "words"}:
        return [], list(same)
    rest = [one for one in same if one not in (paper, system)]
    for one in rest:
        one.is_again = True
    return [ComparedColumns(paper.at, system.at, paper.written, system.written)], rest


def _why(one: _Figures) -> str:
    """Why a column of figures is open, as a key of the messages."""
    if not one.written:
        return "no_heading"
    if one.is_again:
        return "column_again"
    return "no_partner" if one.known or one.side else "no_column"
