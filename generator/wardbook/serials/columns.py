"""Which columns of a list are compared, which need not be, and which are open because nobody
compares them.

What stands in the cells decides, not the heading: a column of figures is compared with its partner,
or it is open. The heading says only which side of a pair a column is, and may confirm that whole
numbers are no amounts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wardbook.serials.column_headings import HeadingMeaning, meaning_of
from wardbook.serials.column_kinds import judged
from wardbook.serials.list_text import cell_at
from wardbook.serials.list_words import (
    column_of,
    is_nothing,
    is_tick,
    speaks_of_states,
    state_of,
)


@dataclass(frozen=True)
class ComparedColumns:
    """Two columns that must agree line by line, by where they stand: `left` on paper, `right` in
    the system."""

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
    """A column that is not compared and need not be. `why`: what its cells are; `told`: somebody
    said so."""

    at: int
    why: str


@dataclass(frozen=True)
class Layout:
    """What each column of a list is. `names` holds serial, to, state, or nothing for all others, in
    order."""

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
    is_known: bool
    """Its heading names amounts of ours: no other column is meant."""
    excuse: str
    """Why nobody misses it where it has no partner: nothing stands in it, or what may be no
    amounts."""
    is_again: bool = False
    """Another column of its subject is compared."""


@dataclass
class _Sorting:
    """What is gathered column by column."""

    figures: list[_Figures] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    """Columns with a name that another one has already."""
    ticked: list[int] = field(default_factory=list)
    """Columns headed by a state, with ticks below."""
    passed: list[Passed] = field(default_factory=list)


def layout(
    headings: Sequence[str], cells: Mapping[int, Sequence[str]], told: frozenset[int] = frozenset()
) -> Layout:
    """What each column is: by its heading, and by its cells (column → what stands in it below the
    heading). `told` are columns of which somebody has said that they are not compared."""
    names = _names(headings)
    sorting = _Sorting()
    for at in sorted({*range(len(headings)), *cells}):
        name = cell_at(names, at)
        if name and name in names[:at]:
            sorting.again.append(at)
        elif not name and at in told:
            sorting.passed.append(Passed(at, "told"))
        elif not name:
            written = cell_at(headings, at).strip()
            _sort(sorting, at, written=written, cells=cells.get(at, ()))
    for at in sorting.again:
        names[at] = ""
    pairs, left = _paired(sorting.figures)
    open_columns = _open(sorting, left)
    return Layout(tuple(names), tuple(pairs), tuple(open_columns), tuple(sorting.passed))


def _open(sorting: _Sorting, left: Sequence[_Figures]) -> list[Open]:
    """The columns that nobody compares, of those with a name for the second time and of figures
    that are `left` without a partner; one that is excused is put with those that need none."""
    found = [Open(at, "column_again") for at in sorting.again]
    found += [Open(at, "state_ticked") for at in sorting.ticked]
    for column in left:
        if not column.excuse:
            found.append(Open(column.at, _why_open(column)))
        elif column.excuse != "nothing":
            sorting.passed.append(Passed(column.at, column.excuse))
    found.sort(key=lambda column: column.at)
    return found


def _names(headings: Sequence[str]) -> list[str]:
    """Names of the columns. Of two with numbers the last is meant: the first counts the rows."""
    names = [column_of(heading) for heading in headings]
    while names.count("serial") > 1:
        names[names.index("serial")] = ""
    return names


def _sort(sorting: _Sorting, at: int, *, written: str, cells: Sequence[str]) -> None:
    """Put a column among the figures or among those that need no comparing."""
    meaning = meaning_of(written)
    why = judged(written, cells)
    if meaning.is_known and why not in ("nothing", "words"):
        why = ""  # no number below such a heading is anything but a figure
    if _is_compared(meaning, why):
        # What has no name is nobody's partner.
        subject = meaning.subject if written else f"#{at}"
        sorting.figures.append(
            _Figures(at, written, meaning.side, subject, meaning.is_known, excuse=why)
        )
    elif why == "words" and _is_ticked(written, meaning, cells):
        sorting.ticked.append(at)
    elif why != "nothing":
        sorting.passed.append(Passed(at, why))


def _is_ticked(written: str, meaning: HeadingMeaning, cells: Sequence[str]) -> bool:
    """Whether a column says by ticks what became of each form: below the name of a state, or as
    most of its cells below a word for one, for money or for the system (是否补录, Paid?)."""
    if state_of(written):
        return True
    if not (meaning.side or speaks_of_states(written)):
        return False
    filled = [cell for cell in cells if not is_nothing(cell)]
    return 2 * sum(map(is_tick, filled)) >= len(filled)


def _is_compared(meaning: HeadingMeaning, why: str) -> bool:
    """Whether a column is compared where it has a partner, though `why` speaks against it."""
    if not why:
        return True
    if why == "words":
        return meaning.is_known
    has_meaning = meaning.is_known or meaning.side != ""
    return has_meaning and why in ("nothing", "rows", "constant")


def _paired(figures: Sequence[_Figures]) -> tuple[list[ComparedColumns], list[_Figures]]:
    """Pairs of one subject; then what is left, if it is one on paper and one in the system and one
    of them names no subject. And the columns without a partner."""
    by_subject: dict[str, list[_Figures]] = {}
    for column in figures:
        by_subject.setdefault(column.subject, []).append(column)
    pairs: list[ComparedColumns] = []
    left: list[_Figures] = []
    for same in by_subject.values():
        pair, rest = _pair(same)
        left += rest
        if pair:
            pairs.append(pair)
    pair, left = _pair_of_the_rest(left)
    if pair:
        pairs.append(pair)
    pairs.sort(key=lambda pair: pair.left)
    return pairs, left


def _pair(same: Sequence[_Figures]) -> tuple[ComparedColumns | None, list[_Figures]]:
    """The pair among columns of one subject, if any, and the others. What was received stands for
    the system where no other column does, and a column that names no side is the one on paper. Of
    several the first that holds figures is taken."""
    sides = {column.side for column in same}
    system_side = "system" if "system" in sides else "received"
    papers: list[_Figures] = []
    systems: list[_Figures] = []
    for column in same:
        if column.side == system_side:
            systems.append(column)
        else:
            papers.append(column)
    if not papers or not systems:
        return None, list(same)
    paper = min(papers, key=_preference_on_paper)
    system = min(systems, key=_preference_in_system)
    if {paper.excuse, system.excuse} <= {"nothing", "words"}:
        return None, list(same)
    rest = _without(same, paper, system)
    for column in rest:
        column.is_again = True
    return ComparedColumns(paper.at, system.at, paper.written, system.written), rest


def _preference_on_paper(column: _Figures) -> tuple[bool, bool, int]:
    return column.excuse != "", column.side != "paper", column.at


def _preference_in_system(column: _Figures) -> tuple[bool, int]:
    return column.excuse != "", column.at


def _pair_of_the_rest(left: list[_Figures]) -> tuple[ComparedColumns | None, list[_Figures]]:
    """The pair of the only columns that are left of each side, if one names no subject; and the
    columns without a partner."""
    papers: list[_Figures] = []
    systems: list[_Figures] = []
    for column in left:
        if column.is_again:
            continue
        if column.side in ("system", "received"):
            systems.append(column)
        elif column.written:
            papers.append(column)
    if len(papers) != 1 or len(systems) != 1:
        return None, left
    paper, system = papers[0], systems[0]
    if paper.subject and system.subject:
        return None, left
    pair, _ = _pair([paper, system])
    if pair is None:
        return None, left
    return pair, _without(left, paper, system)


def _without(columns: Sequence[_Figures], paper: _Figures, system: _Figures) -> list[_Figures]:
    return [column for column in columns if column.at not in (paper.at, system.at)]


def _why_open(column: _Figures) -> str:
    """Why a column of figures is open, as a key of the messages."""
    if not column.written:
        return "no_heading"
    if column.is_again:
        return "column_again"
    if column.is_known or column.side:
        return "no_partner"
    return "no_column"
