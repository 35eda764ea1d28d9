"""Writes the record of an edition into a folder: the plan as it is, the list of all its sheets for
every audience, their words, and the digests of all of it."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wardbook import __version__
from wardbook.editions.approvals import APPROVALS, folder_of
from wardbook.editions.sheet_lines import sheet_lines
from wardbook.editions.sheet_list import sheet_list
from wardbook.findings import Mark
from wardbook.folders import EDITIONS, RECORDS, SOURCE
from wardbook.plan.data import Data, Scalar
from wardbook.plan.edition_records import (
    DIGESTS,
    FORMAT,
    HEAD,
    LEAVES,
    MANUALS,
    SHEETS,
    TEXTS,
    THEME,
    UNIT,
    IssuedSheet,
    ManualLeaf,
    SharedLeaf,
    digests_text,
    leaves_text,
    manuals_text,
    sheets_text,
)
from wardbook.plan.model.registries import Edition
from wardbook.plan.project import Project
from wardbook.plan.yaml_text import pair
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.sheet import NOWHERE, Stamped
from wardbook.sheets.units import Gathered
from wardbook.theme import own_theme

PRINTED_FOR = "staff"
"""The audience that manuals are printed for: a record holds the words of its sheets."""
_NOT_PLAN = (RECORDS, EDITIONS)
_PROGRAMS_FILES = (".*", "__pycache__")


@dataclass(frozen=True)
class NewEdition:
    """What is being issued. `plan` is the digest of what the plan says."""

    id: str
    date: datetime.date
    summary: Mapping[str, str]
    plan: str


def issued_project(project: Project, new: NewEdition) -> Project:
    """The project as it is once the edition is issued: what its sheets are made from."""
    mark = project.site.at
    edition = Edition.model_construct(id=Scalar(new.id, mark), date=new.date)
    status = Scalar("issued", mark)
    return replace(
        project, site=project.site.model_copy(update={"edition": edition, "status": status})
    )


def freeze(project: Project, new: NewEdition, stage: Path) -> int:
    """Write the record of `project` as the edition `new` into the empty folder `stage`; how many
    sheets are new or changed since the edition before, for whom manuals are printed."""
    _copy_plan(project, stage)
    shown = issued_project(project, new)
    rows: list[IssuedSheet] = []
    for audience in AUDIENCES:
        made = books(shown, audience)
        rows += _rows(project, new, made)
        if audience == PRINTED_FOR:
            _write_texts(made, stage / TEXTS)
            _write(stage / MANUALS, manuals_text(_leaves(made)))
            _write(stage / LEAVES, leaves_text(_shared_leaves(made)))
    approvals = folder_of(project.root, new.id)
    if approvals.is_dir():
        shutil.copytree(approvals, stage / APPROVALS)
    _write(stage / SHEETS, sheets_text(rows))
    _write(stage / HEAD, _head(project, new))
    _write(stage / DIGESTS, digests_text(stage))
    return sum(
        row.since == new.id and row.audience == PRINTED_FOR for row in rows if row.kind != UNIT
    )


def _copy_plan(project: Project, stage: Path) -> None:
    """Copy the plan and the project's own theme, without records and what programs leave."""
    ignored = shutil.ignore_patterns(*_PROGRAMS_FILES)
    (stage / SOURCE).mkdir()
    for path in sorted((project.root / SOURCE).iterdir()):
        target = stage / SOURCE / path.name
        if path.name in _NOT_PLAN or path.name.startswith("."):
            continue
        if path.is_dir():
            shutil.copytree(path, target, ignore=ignored)
        else:
            shutil.copyfile(path, target)
    theme = own_theme(project.root)
    if theme:
        shutil.copytree(theme, stage / THEME, ignore=ignored)


def _rows(project: Project, new: NewEdition, made: Sequence[Book]) -> Iterator[IssuedSheet]:
    """The sheets of one audience, and the leaves that several share: each with the edition in which
    its content last changed."""
    last = project.last_edition
    known = last.sheets if last else {}
    seen = set()
    for book in made:
        for stamped in (*book.sheets.values(), *book.units.values()):
            row = _row(stamped, new)
            if row.key in seen:  # a form stands in the book of each language
                continue
            seen.add(row.key)
            earlier = known.get(row.key)
            if earlier and earlier.fingerprint == row.fingerprint:
                row = replace(row, since=earlier.since, dated=earlier.dated)
            yield row


def _leaves(made: Sequence[Book]) -> Iterator[ManualLeaf]:
    for manual in sheet_list(made).manuals:
        for id, language in manual.sheets:
            yield ManualLeaf(manual.id, manual.language, manual.title, id, language)


def _shared_leaves(made: Sequence[Book]) -> Iterator[SharedLeaf]:
    for book in made:
        for manual in book.manuals:
            for unit in manual.units:
                if unit.id in book.units:
                    for sheet in unit.sheets:
                        yield SharedLeaf(manual.id, manual.language, unit.id, sheet)


def _row(stamped: Stamped, new: NewEdition) -> IssuedSheet:
    sheet = stamped.sheet
    kind = UNIT if isinstance(sheet.content, Gathered) else str(sheet.kind)
    return IssuedSheet(
        id=sheet.key.id,
        language=sheet.key.language,
        audience=sheet.key.audience,
        kind=kind,
        code=sheet.code,
        word=stamped.stamp.short,
        since=new.id,
        dated=new.date.isoformat(),
        fingerprint=stamped.fingerprint,
        title=sheet.title,
    )


def _write_texts(made: Sequence[Book], folder: Path) -> None:
    for book in made:
        for stamped in book.sheets.values():
            key = stamped.sheet.key
            path = folder / key.language / f"{key.id}.txt"
            if not path.exists():
                _write(path, "\n".join(sheet_lines(stamped.sheet)) + "\n")


def _head(project: Project, new: NewEdition) -> str:
    lines = [
        f"format: {FORMAT}",
        pair("id", Scalar(new.id, NOWHERE)),
        f"date: {new.date.isoformat()}",
        pair("program", Scalar(__version__, NOWHERE)),
        pair("plan", Scalar(new.plan, NOWHERE)),
    ]
    last = project.last_edition
    if last:
        before: dict[str, Data | Mark] = {
            "id": Scalar(last.id, NOWHERE),
            "digest": Scalar(last.digest, NOWHERE),
        }
        lines.append(pair("after", before))
    summary: dict[str, Data | Mark] = {}
    for language, words in new.summary.items():
        summary[language] = Scalar(words, NOWHERE)
    lines.append(pair("summary", summary))
    return "".join(f"{line}\n" for line in lines)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
