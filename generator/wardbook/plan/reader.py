"""Step 1: one YAML file → plain data. Everything dangerous or silent in YAML is refused here, on
parser events.

The tree is built from events, never composed: PyYAML's composer follows aliases and recurses (200
KB of `[` crash it).
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.data import MARK_KEY, Data, EmptyList, Scalar
from wardbook.plan.folding import unfolded
from wardbook.plan.yaml_errors import syntax_finding
from wardbook.text_encoding import decoded

MAX_DEPTH = 40
_KEPT = 1024
"""Trees that are kept in a run: those of the files of a large plan."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOO_DEEP = "maximum nesting depth"
"""What the library says of collections in each other, a thousand deep."""
_COMMENT = re.compile(r"[ \t]+#")
LINE_END = re.compile(r"\r\n?|[\n\x85\u2028\u2029]")
"""What ends a line. Besides the newline, YAML counts what editors and people do not agree on: all
of them are read as newlines, so that a place is the same for everybody."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Limits:
    """How large a file may be: a broken or hostile one must not stop the machine that everybody
    checks with."""

    size: int
    """in bytes"""
    values: int
    """scalars, keys included"""


PLAN_LIMITS = Limits(4_000_000, 2_000_000)
LIST_LIMITS = Limits(25_000_000, 3_000_000)
"""A price list of 150,000 rows."""


Keep: TypeAlias = Callable[[int, Data], Data]
"""Place in a list and the entry that is read there → what is held of it."""
_LISTS = 2
"""How deep the list stands whose entries are handed on: in the file's mapping."""


@dataclass(frozen=True)
class Document:
    """A file's data, or None with the findings that say why; `text` is the decoded file for quoting
    lines, with newlines only, and `raw` its bytes."""

    file: str
    data: Data | None
    findings: tuple[Finding, ...]
    text: str = ""
    raw: bytes = b""


class _Refused(Exception):
    """Stops reading of one file; carries the finding, and those that came before it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding
        self.before: tuple[Finding, ...] = ()


def read(path: Path, root: Path, limits: Limits = PLAN_LIMITS) -> Document:
    """Read the YAML file at `path`, which must lie inside `root`. Never raises: what is wrong is a
    finding."""
    file = name_of(path, root)
    try:
        raw = _bytes(path, root, file, limits)
    except _Refused as refused:
        return Document(file, None, (refused.finding,))
    return read_bytes(raw, file, limits)


def read_bytes(
    raw: bytes, file: str, limits: Limits = PLAN_LIMITS, keep: Keep | None = None
) -> Document:
    """The same for content at hand: what the file called `file` would say. Of a list in it each
    entry is handed to `keep`, and what that gives is held in its place."""
    findings: list[Finding] = []
    text = ""
    try:
        if len(raw) > limits.size:
            raise _Refused(error("S002", Mark(file), size=len(raw), limit=limits.size))
        text = _decode(raw, file, findings)
        if keep is None:
            data, found = _tree(text, file, limits)
        else:
            data, found = _build(text, file, limits, findings=findings, keep=keep), ()
    except _Refused as refused:
        return Document(file, None, (*findings, *refused.before, refused.finding), text, raw)
    return Document(file, data, (*findings, *found), text, raw)


@lru_cache(maxsize=_KEPT)
def _tree(text: str, file: str, limits: Limits) -> tuple[Data, tuple[Finding, ...]]:
    """The tree of a file, which nobody changes, and what was found in it. Two states of a plan that
    are compared, and a plan that is looked at again and again, have most files in common."""
    findings: list[Finding] = []
    try:
        return _build(text, file, limits, findings=findings), tuple(findings)
    except _Refused as refused:
        refused.before = tuple(findings)
        raise


def read_text(text: str, file: str) -> Document:
    """The same for text at hand."""
    return read_bytes(text.encode("utf-8", "surrogatepass"), file)


def with_newlines(text: str) -> str:
    """The text with newlines for all that ends a line."""
    return LINE_END.sub("\n", text)


def events(text: str) -> Iterator[yaml.Event]:
    """The parser's events: the one place where YAML is taken apart. Raises `yaml.YAMLError`.

    From 6.0.4 on the library looks ahead and stops at a nesting of a thousand before it says
    anything of what comes before: the text up to there is taken apart by itself."""
    said = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            said += 1
            yield event
    except yaml.MarkedYAMLError as problem:
        if _TOO_DEEP in str(problem.problem) and problem.problem_mark:
            before = yaml.parse(_up_to(text, problem.problem_mark), Loader=_LOADER)
            yield from islice(before, said, None)
        raise


def _up_to(text: str, mark: Any) -> str:
    """The text before a place of the library's."""
    lines = text.split("\n")
    return "\n".join((*lines[: mark.line], lines[mark.line][: mark.column]))


def forbidden_control(text: str) -> str:
    """The first character of `text` that no plan may hold; empty when there is none."""
    found = _CONTROL.search(text)
    return found[0] if found else ""


def name_of(path: Path, root: Path) -> str:
    """The name of a file in findings: relative to the project, printable even when the file
    system's bytes are not."""
    return path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode()


def _bytes(path: Path, root: Path, file: str, limits: Limits) -> bytes:
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise _Refused(error("S001", Mark(file)))
        found = path.stat()
        if found.st_size > limits.size:
            raise _Refused(error("S002", Mark(file), size=found.st_size, limit=limits.size))
        if stat.S_ISDIR(found.st_mode):
            raise _Refused(error("S003", Mark(file), reason=os.strerror(errno.EISDIR)))
        if not stat.S_ISREG(found.st_mode):  # reading a pipe would wait for ever
            raise _Refused(error("S003", Mark(file), reason="Not a file"))
        return path.read_bytes()
    except (OSError, RuntimeError) as problem:  # resolving a circle of links is a RuntimeError
        reason = os.strerror(getattr(problem, "errno", None) or errno.ELOOP)
        raise _Refused(error("S003", Mark(file), reason=reason)) from problem


def _decode(raw: bytes, file: str, findings: list[Finding]) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused(error("S004", Mark(file), encoding="UTF-16"))
    if raw.startswith(b"\xef\xbb\xbf"):
        findings.append(warning("S005", Mark(file, 1, 1)))
        raw = raw[3:]
    try:
        return with_newlines(raw.decode("utf-8"))
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        line_start = raw.rfind(b"\n", 0, problem.start) + 1
        column = len(raw[line_start : problem.start].decode("utf-8")) + 1
        raise _Refused(error("S004", Mark(file, line, column), encoding=_guess(raw))) from problem


def _guess(raw: bytes) -> str:
    """In which encoding a file may be written. GBK, which editors on Chinese Windows save, stands
    for whatever decodes as such."""
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        likely = decoded(raw)
        if likely is None:
            return "?"
        return likely.encoding
    return "GBK / GB18030"


@dataclass
class _Open:
    """A collection whose end has not come yet. `key` is the mapping key that waits for its
    value. `begins_anew`: the mapping's first key came again, as where a new entry of a list lacks
    its hyphen."""

    value: list[Data] | dict[str, Data | Mark]
    start: Any
    key: Scalar | None = None
    firsts: dict[str, Mark] = field(default_factory=dict)
    begins_anew: bool = False


@dataclass
class _Builder:
    """Builds the tree from parser events with a stack of its own, so that depth costs no
    recursion."""

    file: str
    lines: list[str]
    findings: list[Finding]
    limit: int
    """of values"""
    values: int = 0
    stack: list[_Open] = field(default_factory=list)
    roots: list[Data] = field(default_factory=list)
    shared: dict[str, Scalar] | None = None
    """Keys of a list's entries, of which one stands for all that say the same: a long list has a
    million, and where each stands nobody asks."""
    line: int = 0
    """The line of the last scalar: those of a line share its number."""
    keep: Keep | None = None

    def take(self, event: Any) -> None:
        """Take the next event. Raises `_Refused` for what no plan may hold."""
        # By class, the most frequent first: a plan has a hundred thousand events
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            self._add(self._scalar(event))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.MappingStartEvent:
            self._refuse_anchors_and_tags(event)
            self._open({MARK_KEY: self.mark(event)}, event)
        elif kind is yaml.SequenceStartEvent:
            self._refuse_anchors_and_tags(event)
            self._open([], event)
        elif kind is yaml.AliasEvent:
            raise _Refused(error("S010", self.mark(event)))
        elif kind is yaml.DocumentStartEvent and self.roots:
            raise _Refused(error("S011", self.mark(event)))

    def mark(self, event: Any) -> Mark:
        """Where the event starts."""
        start = event.start_mark
        return Mark(self.file, start.line + 1, start.column + 1)

    def _refuse_anchors_and_tags(self, event: Any) -> None:
        if event.anchor:
            raise _Refused(error("S010", self.mark(event)))
        tag = event.tag
        if tag and tag != "!":  # "!" alone only marks a quoted scalar
            raise _Refused(error("S012", self.mark(event), tag=tag))

    def _open(self, value: list[Data] | dict[str, Data | Mark], event: Any) -> None:
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            raise _Refused(error("S013", self.mark(event)))
        if len(self.stack) >= MAX_DEPTH:
            raise _Refused(error("S014", self.mark(event), limit=MAX_DEPTH))
        self.stack.append(_Open(value, event))

    def _close(self) -> None:
        closed = self.stack.pop()
        # A mapping always holds its mark
        self._add(closed.value or EmptyList(self.mark(closed.start)))

    def _scalar(self, event: Any) -> Scalar:
        self._refuse_anchors_and_tags(event)
        start, end, style = event.start_mark, event.end_mark, event.style
        if start.line + 1 != self.line:
            self.line = start.line + 1
        mark = Mark(self.file, self.line, start.column + 1)
        self.values += 1
        if self.values > self.limit:
            raise _Refused(error("S030", mark, limit=self.limit))
        if style == '"':  # raw ones are found before parsing, an escape ("\\0") is not
            control = forbidden_control(event.value)
            if control:
                raise _Refused(_control(mark, control))
        text = event.value
        if start.line != end.line or style == "|":
            text = unfolded(event, self.lines)
        # Plain: CParser says "", the pure one None
        return Scalar(text, mark, not style and self._is_commented(end))

    def _is_commented(self, end: Any) -> bool:
        """Whether a comment follows a scalar without quotes on its line. CParser ends such a
        scalar at its last character, so that a comment follows behind spaces."""
        if end.line >= len(self.lines):
            return False
        own, column = self.lines[end.line], end.column
        if column >= len(own) or own[column] not in " \t":
            return False
        return _COMMENT.match(own, column) is not None

    def _add(self, value: Data) -> None:
        if not self.stack:
            self.roots.append(value)
            return
        top = self.stack[-1]
        held, key = top.value, top.key
        if isinstance(held, list):
            if self.keep and len(self.stack) == _LISTS:
                value = self.keep(len(held), value)
            held.append(value)
        elif key is None:
            self._key(top, value)
        else:
            if self.shared is not None:
                key = self.shared.setdefault(key, key)
            held[key] = value
            top.key = None

    def _key(self, top: _Open, value: Data) -> None:
        assert isinstance(value, Scalar)
        first = top.firsts.setdefault(value, value.mark)
        if first is not value.mark and not top.begins_anew:
            self.findings.append(error("S015", value.mark, first, key=value))
            # One missing hyphen has every key of two entries stand twice: it is told once
            top.begins_anew = value == next(iter(top.firsts))
        top.key = value


def _build(
    text: str,
    file: str,
    limits: Limits,
    *,
    findings: list[Finding],
    keep: Keep | None = None,
) -> Data:
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise _Refused(_control(Mark(file, line, column), found[0]))
    builder = _Builder(file, text.split("\n"), findings, limits.values, keep=keep)
    if limits == LIST_LIMITS:
        builder.shared = {}
    try:
        for event in events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as problem:
        raise _Refused(syntax_finding(problem, file, text)) from problem
    except yaml.YAMLError as problem:
        raise _Refused(error("S021", Mark(file), problem=str(problem).split("\n")[0])) from problem
    if not builder.roots or builder.roots[0] == "":
        raise _Refused(error("S016", Mark(file)))
    return builder.roots[0]


def _control(mark: Mark, letter: str) -> Finding:
    return error("S022", mark, point=f"U+{ord(letter):04X}")
