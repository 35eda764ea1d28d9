"""Records of issued editions: frozen folders of plain text in `plan_source/editions/`.

A record stands for itself: it holds the plan as it was (`plan_source/`), the project's own theme,
the list of all sheets, their words, and the digests of all of it in a form that `sha256sum --check`
reads. Nothing but `wardbook release` writes there, and nothing is ever changed."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wardbook.findings import Mark
from wardbook.folders import EDITIONS, SOURCE
from wardbook.plan.model.edition_record import EditionHead
from wardbook.plan.text import Text

FORMAT = 1
"""Raised when an older program can't use a record."""
HEAD = "edition.yml"
SHEETS = "sheets.csv"
MANUALS = "manuals.csv"
LEAVES = "leaves.csv"
DIGESTS = "SHA256SUMS"
TEXTS = "text"
"""Folder of a record with the words of each sheet."""
THEME = "theme"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,29}")
UNIT = "unit"
"""Kind of a line for leaves that several sheets share: they print one check word."""


@dataclass(frozen=True)
class IssuedSheet:
    """A line of a record's list of sheets. `since` is the edition in which its content last
    changed, `dated` that edition's date."""

    id: str
    language: str
    audience: str
    kind: str
    code: str
    word: str
    since: str
    dated: str
    fingerprint: str
    title: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Id, language, audience."""
        return self.id, self.language, self.audience


@dataclass(frozen=True)
class ManualLeaf:
    """A line of a record's list of manuals: a sheet in its place in a manual, as staff have it."""

    manual: str
    language: str
    title: str
    sheet: str
    sheet_language: str


@dataclass(frozen=True)
class SharedLeaf:
    """A line of a record's list of leaves that several sheets share: a sheet on one of them, in a
    manual. `leaf` is the id of their line in the list of sheets."""

    manual: str
    language: str
    leaf: str
    sheet: str


COLUMNS = tuple(IssuedSheet.__dataclass_fields__)
MANUAL_COLUMNS = tuple(ManualLeaf.__dataclass_fields__)
LEAF_COLUMNS = tuple(SharedLeaf.__dataclass_fields__)


@dataclass(frozen=True)
class IssuedEdition:
    """The record of an edition. What it holds is read when it is asked for."""

    id: str
    date: datetime.date
    after: str
    """The edition before; empty for the first."""
    after_digest: str
    program: str
    plan: str
    summary: Text
    folder: Path
    mark: Mark

    @cached_property
    def sheets(self) -> Mapping[tuple[str, str, str], IssuedSheet]:
        """Its sheets by id, language and audience; none when the list can't be read."""
        found = {}
        for cells in _rows(self.folder / SHEETS, COLUMNS):
            sheet = IssuedSheet(*cells)
            found[sheet.key] = sheet
        return found

    @cached_property
    def manuals(self) -> tuple[ManualLeaf, ...]:
        """What its manuals hold, manual by manual; none when the list can't be read."""
        return tuple(ManualLeaf(*cells) for cells in _rows(self.folder / MANUALS, MANUAL_COLUMNS))

    def has_manual(self, id: str, language: str) -> bool:
        """Whether it had a manual (of a department, or the complete plan) in a language."""
        return any((leaf.manual, leaf.language) == (id, language) for leaf in self.manuals)

    def leaves_of(self, id: str, language: str) -> tuple[tuple[str, str, str], ...]:
        """The sheets of one of its manuals, each with its language and what it says, as staff
        have it; none where there is no such manual."""
        found = []
        for leaf in self.manuals:
            if (leaf.manual, leaf.language) == (id, language):
                sheet = self.sheets.get((leaf.sheet, leaf.sheet_language, "staff"))
                said = sheet.fingerprint if sheet else ""
                found.append((leaf.sheet, leaf.sheet_language, said))
        return tuple(found)

    @cached_property
    def shared_leaves(self) -> tuple[SharedLeaf, ...] | None:
        """Which sheets share leaves; None when its record does not say: an older program wrote it,
        or the list can't be read."""
        rows = list(_lines(self.folder / LEAVES))
        if not rows or rows[0] != list(LEAF_COLUMNS):
            return None
        return tuple(SharedLeaf(*cells) for cells in rows[1:] if len(cells) == len(LEAF_COLUMNS))

    @cached_property
    def digest(self) -> str:
        """The digest of its list of digests, by which the next edition names it; empty when there
        is no such list."""
        try:
            return hashlib.sha256((self.folder / DIGESTS).read_bytes()).hexdigest()
        except OSError:
            return ""

    def altered(self) -> Iterator[str]:
        """Names of files that are missing, were added, or are not as they were issued."""
        try:
            listed = dict(_digests(self.folder / DIGESTS))
        except (OSError, ValueError):
            yield DIGESTS
            return
        there = {path.relative_to(self.folder).as_posix() for path in files_of(self.folder)}
        for name in sorted(there | set(listed)):
            path = self.folder / name
            if name not in there or listed.get(name) != digest_of(path):
                yield name


def _rows(path: Path, columns: Sequence[str]) -> Iterator[list[str]]:
    """The lines of a list that are whole; none when it can't be read."""
    rows = iter(_lines(path))
    if next(rows, []) != list(columns):
        return
    for cells in rows:
        if len(cells) == len(columns):
            yield cells


def _lines(path: Path) -> Iterator[list[str]]:
    """The cells of each line of a list, its heading first; none when it can't be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    yield from csv.reader(io.StringIO(text))


def _digests(path: Path) -> Iterator[tuple[str, str]]:
    """Names and digests. Raises ValueError for a line that is none."""
    for line in path.read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        yield name, digest


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hex; of text as it is under git, whose copies on Windows may end lines in
    another way."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def files_of(folder: Path) -> Iterator[Path]:
    """The files of a record that its digests are taken of."""
    earlier = folder / SOURCE / EDITIONS  # only in a copy that something is made of
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != DIGESTS and not path.is_relative_to(earlier):
            yield path


def sheets_text(sheets: Iterable[IssuedSheet]) -> str:
    """The list of sheets as it stands in a record: a line a sheet, in a fixed order."""
    ordered = sorted(sheets, key=lambda sheet: sheet.key)
    return _table(COLUMNS, ordered)


def manuals_text(leaves: Iterable[ManualLeaf]) -> str:
    """The list of manuals as it stands in a record: a line a sheet, in their order."""
    return _table(MANUAL_COLUMNS, leaves)


def leaves_text(leaves: Iterable[SharedLeaf]) -> str:
    """The list of leaves that sheets share as it stands in a record: a line a sheet."""
    return _table(LEAF_COLUMNS, leaves)


def _table(columns: Sequence[str], rows: Iterable[IssuedSheet | ManualLeaf | SharedLeaf]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(vars(row).values())
    return text.getvalue()


def digests_text(folder: Path) -> str:
    """The digests of all files of a record."""
    lines = []
    for path in files_of(folder):
        lines.append(f"{digest_of(path)}  {path.relative_to(folder).as_posix()}\n")
    return "".join(lines)


def is_edition_id(text: str) -> bool:
    """Whether an edition may be called so: its name is a folder's."""
    return bool(_NAME.fullmatch(text)) and not text.endswith(".")


def is_record(folder: Path) -> bool:
    """Whether a folder is the record of an edition."""
    return (folder / HEAD).is_file() and (folder / DIGESTS).is_file()


def record_folders(root: Path) -> Iterator[Path]:
    """The folders of records of a project, by name. A record is a project too: it is its own
    edition."""
    if is_record(root):
        yield root
    folder = root / SOURCE / EDITIONS
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.is_dir() and is_edition_id(path.name):
                yield path


def issued(head: EditionHead, folder: Path) -> IssuedEdition:
    """The record in a folder, of which the head was read."""
    return IssuedEdition(
        id=str(head.id),
        date=head.date,
        after=str(head.after.id) if head.after else "",
        after_digest=str(head.after.digest) if head.after else "",
        program=str(head.program),
        plan=str(head.plan),
        summary=head.summary,
        folder=folder,
        mark=head.at,
    )


def latest(editions: Sequence[IssuedEdition]) -> IssuedEdition | None:
    """The last edition: the one that no other follows; of several, which `check` reports, the one
    of the latest date."""
    followed = {edition.after for edition in editions}
    last = [edition for edition in editions if edition.id not in followed]
    return max(last or editions, key=lambda edition: (edition.date, edition.id), default=None)
