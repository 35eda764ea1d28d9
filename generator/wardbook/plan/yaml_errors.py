"""What the YAML library says when it can't go on, as findings of our own: its words are English,
name its inner states, and often point behind the mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from wardbook.findings import Finding, Mark, error
from wardbook.plan import odd_signs

_TAB_INDENT = re.compile(r"[ -]*\t")
_ONLY_KEY = re.compile(r"\s*(?:- )?[\w-]+")
_KEY_WITH_VALUE = re.compile(r"\s*(?:- )?[\w-]+:\s+\S")
_UNMERGED = re.compile(r"(?:<{7}|>{7})(?: |$)")
_AFTER_QUOTE = re.compile(r"[\"']\s*")
_VALUE = re.compile(r":\s[^,]*$")
"""A line up to a place in the value of a key."""
_MAY_BE_KEY = re.compile(r"[^\s:,{\[] +[a-z][a-z_]*(?:-[A-Za-z]+)?$")
"""What stands before a colon and may be a language or a key: behind a first word, so that a comma
may be missing before it."""
_NEXT_ITEM = re.compile(r"[,\[\]{}]")
_SCANNER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class _Place:
    """Where the library stopped, where it says that things began, and the lines of the file."""

    stopped: Mark
    began: Mark
    lines: Sequence[str]

    @property
    def before(self) -> str:
        """The line up to where the library stopped."""
        return self.lines[self.stopped.line - 1][: self.stopped.column - 1]

    @property
    def letter(self) -> str:
        """The character at which it stopped."""
        return self.lines[self.stopped.line - 1][self.stopped.column - 1 :][:1]


def syntax_finding(problem: yaml.MarkedYAMLError, file: str, text: str) -> Finding:
    """The finding for a syntax error in `text`."""
    said = problem.problem or problem.context or ""
    stopped = problem.problem_mark or problem.context_mark
    if stopped is None:
        return error("S021", Mark(file), problem=said)
    lines = text.split("\n")
    unmerged = _unmerged(lines, file)
    if unmerged:
        return error("Q120", *unmerged)
    began = problem.context_mark or problem.problem_mark
    place = _Place(_mark(stopped, file, lines), _mark(began, file, lines), lines)
    first = max(1, place.began.line - 1)
    odd = odd_signs.in_lines(lines[first - 1 : place.stopped.line], file, first)
    return odd or _explained(place, text, problem.context or "", said)


def _explained(place: _Place, text: str, context: str, said: str) -> Finding:
    """The first kind of mistake that fits what the library said."""
    if _TAB_INDENT.match(place.lines[place.stopped.line - 1]) or "'\\t'" in said:
        return error("S020", place.stopped)
    opened = _open_quote(place, text, context)
    if opened:
        return error("S024", *opened)
    whole = f"{context}: {said}"
    for pattern, make in _KINDS:
        if pattern.search(whole):
            return make(place)
    return error("S021", place.stopped, problem=said)


def _open_quote(place: _Place, text: str, context: str) -> tuple[Mark, Mark] | None:
    """Where a quote opens that only the quote of a later text has closed, and where the library
    missed something: in the words of that text, or in a quote that is open from there to the end.
    None where it stopped for something else.

    A text that such a quote makes ends on the line where the library stopped, and began on an
    earlier one; in brackets or braces it may stand on one line, and ends just where it stopped."""
    missed = place.stopped
    if "quoted scalar" in context:
        missed = place.began
    quoted = _last_quoted(text, missed)
    if quoted is None or quoted.end_mark.line + 1 != missed.line:
        return None
    between = place.lines[missed.line - 1][quoted.end_mark.column : missed.column - 1]
    if _NEXT_ITEM.search(between):
        return None
    if quoted.start_mark.line < quoted.end_mark.line or ("flow" in context and not between):
        return _mark(quoted.start_mark, missed.file, place.lines), missed
    return None


def _last_quoted(text: str, missed: Mark) -> yaml.ScalarToken | None:
    """The last text in quotes that begins before a place."""
    last = None
    try:
        for token in yaml.scan(text, Loader=_SCANNER):
            start = (token.start_mark.line + 1, token.start_mark.column + 1)
            if start >= (missed.line, missed.column):
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                last = token
    except yaml.YAMLError:  # what stopped the parser may stop its scanner
        pass
    return last


def _unmerged(lines: Sequence[str], file: str) -> list[Mark]:
    """Where version control has left its marks of a conflict."""
    found = []
    for number, line in enumerate(lines, 1):
        if _UNMERGED.match(line):
            found.append(Mark(file, number, 1))
    return found


def _mark(found: Any, file: str, lines: Sequence[str]) -> Mark:
    last = len(lines) - 1
    if found.line > last:  # what is missing at the end is missed on the line after it
        return Mark(file, last + 1, len(lines[last]) + 1)
    return Mark(file, found.line + 1, found.column + 1)


def _colon(place: _Place) -> Finding:
    """A colon where none may be: inside a sentence, or behind a key because the line above is not
    what it should be."""
    above = _line_above(place)
    if not _ONLY_KEY.fullmatch(place.before) or above is None:
        return error("S023", place.stopped, words=place.lines[place.stopped.line - 1].strip())
    line = place.lines[above]
    if _KEY_WITH_VALUE.match(line) or line.rstrip().endswith(":"):
        return error("S026", place.stopped)
    indentation = len(line) - len(line.lstrip())
    return error("S027", Mark(place.stopped.file, above + 1, indentation + 1), place.stopped)


def _line_above(place: _Place) -> int | None:
    """The index of the last line with words above the one where the library stopped."""
    for index in range(place.stopped.line - 2, -1, -1):
        if place.lines[index].strip():
            return index
    return None


def _key(place: _Place) -> Finding:
    """Something else than the next key: a text that a quote ended too early, a bracket too many, or
    a line out of line."""
    if place.before.strip() and _AFTER_QUOTE.match(place.before.rstrip()[-1:]):
        return error("S024", place.stopped)
    if place.letter in "]})":
        return error("S025", place.stopped)
    return error("S026", place.stopped)


def _in_brackets(place: _Place) -> Finding:
    """Something else than a comma or the closing bracket. A colon there stands inside a sentence,
    unless the word before it is the next language or the next key without its comma."""
    in_value = place.letter == ":" and _VALUE.search(place.before)
    if in_value and not _MAY_BE_KEY.search(place.before):
        return error("S023", place.stopped, words=place.lines[place.stopped.line - 1].strip())
    return _both("S025")(place)


def _both(code: str) -> Callable[[_Place], Finding]:
    """Where something began, and where its end was missed."""
    return lambda place: error(code, *dict.fromkeys((place.began, place.stopped)))


def _at(code: str) -> Callable[[_Place], Finding]:
    return lambda place: error(code, place.stopped)


_KINDS: tuple[tuple[re.Pattern[str], Callable[[_Place], Finding]], ...] = (
    (re.compile(r"unknown escape character|hexa?decimal"), _at("S029")),
    (re.compile(r"quoted scalar"), _both("S024")),
    (re.compile(r"mapping values are not allowed"), _colon),
    (re.compile(r"could not find expected ':'"), _both("S027")),
    (re.compile(r"flow (?:sequence|mapping|node)"), _in_brackets),
    (re.compile(r"expected key|<block end>|expected '-' indicator"), _key),
    (re.compile(r"sequence entries are not allowed"), _at("S026")),
    (
        re.compile(
            r"cannot start any token|alphabetic or numeric|node content"
            r"|mapping keys are not allowed"
        ),
        _at("S028"),
    ),
)
"""What the library says (both its parsers) → what we say. The first that fits."""
