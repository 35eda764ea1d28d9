"""`wardbook translations export` and `import`: texts for translators, as XLIFF 2.1 or PO, and what
they bring back."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wardbook.commands.list_files import lock_if, refuse_new_errors
from wardbook.commands.workspace import OpenedPlan, Refused, Workspace
from wardbook.editions.stale_texts import (
    CONFIRMED,
    TextConfirmation,
    confirmed_text,
    stale_texts,
)
from wardbook.findings import Mark
from wardbook.options import FOUND, OK, Options
from wardbook.plan.language_edit import LanguageEdit, with_languages, with_words
from wardbook.plan.plan_files import PlanFile, find, proof, put
from wardbook.plan.project import Project
from wardbook.report.returned_texts_text import returned_lines
from wardbook.safe_write import replace_file
from wardbook.translation.plan_texts import plan_texts
from wardbook.translation.po_files import po_bytes, read_po_file
from wardbook.translation.returned_texts import (
    REFUSED,
    JudgedText,
    ReturnedFile,
    TextOutcome,
    UnreadableTexts,
    judged,
)
from wardbook.translation.translators_work import translators_work
from wardbook.translation.xliff import read_xliff, xliff_text

_XLIFF = (".xlf", ".xliff")
_PO = (".po",)
_LARGEST = 64_000_000
"""Bytes of a returned file."""


@dataclass(frozen=True)
class TranslationOrder:
    """What is to be exported: from which language (empty: the plan's first other one) into which;
    `every`: texts whose translation holds, too."""

    file: Path
    target: str
    source: str = ""
    every: bool = False


@dataclass(frozen=True)
class _Edited:
    """A file of the plan with the words that came back, composed and proved."""

    file: PlanFile
    after: str


def export_translations(options: Options, order: TranslationOrder) -> int:
    """Write the texts that have no translation, or a stale one, for a translator; no file where
    there are none.

    Raises Refused for a file of another format or one that is there, and for languages that the
    plan does not have."""
    space = Workspace(options)
    _format_of(order.file)
    if order.file.exists():
        raise Refused("sheet_exists", file=order.file)
    space.keep_out_of_plan(order.file)
    plan = space.open()
    if plan.loaded.project is None:
        space.stop(plan)
    source, target = _languages(plan.project, order.source, order.target)
    work = translators_work(
        plan.project, source, target, audience=options.audience, every=order.every
    )
    if not work.items:
        space.say("translations_none")
        return OK
    content = po_bytes(work)
    if order.file.suffix.lower() in _XLIFF:
        content = xliff_text(work).encode()
    replace_file(order.file, content)
    space.say("translations_exported", count=len(work.items), file=order.file)
    return OK


def import_translations(options: Options, path: Path, day: datetime.date, *, write: bool) -> int:
    """Show what a returned file brings; write it into the plan when asked to.

    FOUND where texts can't be taken; the others are. Raises Refused for a file that can't be read
    or has other languages, and Stopped where its words bring an error into the plan."""
    space = Workspace(options)
    with lock_if(write, space):
        opened = space.open()
        if opened.loaded.project is None:
            space.stop(opened)
        returned = _read(path)
        source, target = _languages(opened.project, returned.source, returned.target)
        texts = plan_texts(opened.project, source, target)
        found = tuple(judged(returned.texts, texts))
        edited = _composed(space, found, target)
        _refuse_errors(space, opened, edited)
        if write:
            for one in edited:
                put(one.file, one.file.mark + one.after)
            _confirm(options, opened.project, found, target, day)
    sys.stdout.write(returned_lines(found, options.ui_language))
    counts = Counter(each.outcome for each in found)
    refused = sum(map(counts.__getitem__, REFUSED))
    said = "translations_imported" if write else "translations_shown"
    written, confirmed = counts[TextOutcome.WRITTEN], counts[TextOutcome.CONFIRMED]
    space.say(said, written=written, confirmed=confirmed, refused=refused)
    return FOUND if refused else OK


def _format_of(file: Path) -> str:
    """The ending of a file that is for translators. Raises Refused."""
    ending = file.suffix.lower()
    if ending not in (*_XLIFF, *_PO):
        raise Refused("translations_format", file=file)
    return ending


def _languages(project: Project, source: str, target: str) -> tuple[str, str]:
    """Two languages of the plan. Raises Refused for others."""
    known = project.languages
    if not source:
        source = next(filter(target.__ne__, known), "")
    for language in (target, source):
        if language not in known:
            raise Refused("unknown_language", name=language, known=", ".join(known))
    if source == target:
        raise Refused("translations_one_language", language=source)
    return source, target


def _read(path: Path) -> ReturnedFile:
    """The texts of a returned file. Raises Refused."""
    ending = _format_of(path)
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST:
            raise UnreadableTexts(f"> {_LARGEST} bytes")
        if ending in _PO:
            return read_po_file(content)
        return read_xliff(content)
    except (OSError, UnreadableTexts) as problem:
        raise Refused("translations_unreadable", file=path, problem=problem) from problem


def _composed(space: Workspace, found: Sequence[JudgedText], target: str) -> list[_Edited]:
    """The files of the plan with the new words. Raises Stopped where one would read otherwise than
    meant."""
    by_file: dict[str, list[LanguageEdit]] = {}
    for one in found:
        if one.outcome is TextOutcome.WRITTEN and one.text:
            edit = LanguageEdit(one.text.mark, target, one.returned.words)
            by_file.setdefault(edit.mark.file, []).append(edit)
    root = space.options.project
    edited = []
    for name, edits in by_file.items():
        file = find(root / name, root)
        edited.append(_Edited(file, _with(space, file, edits)))
    return edited


def _with(space: Workspace, file: PlanFile, edits: Sequence[LanguageEdit]) -> str:
    assert file.document.data is not None
    wished: Mapping[Mark, LanguageEdit] = {edit.mark: edit for edit in edits}
    meant = with_words(file.document.data, wished)
    after = with_languages(file.text, edits)
    if proof(file, file.mark + after, meant):
        after = with_languages(file.text, edits, plainly=True)
    space.stop_for(proof(file, file.mark + after, meant), {file.name: after})
    return after


def _refuse_errors(space: Workspace, before: OpenedPlan, edited: Sequence[_Edited]) -> None:
    """Raises Stopped where the words bring an error into the plan."""
    texts = {one.file.path: (one.file.name, one.after) for one in edited}
    refuse_new_errors(space, before, texts)


def _confirm(
    options: Options,
    project: Project,
    found: Sequence[JudgedText],
    target: str,
    day: datetime.date,
) -> None:
    """Write down that stale translations still hold, of which the translator says so."""
    marks = set()
    for one in found:
        if one.text and one.outcome is TextOutcome.CONFIRMED:
            marks.add(one.text.mark)
    chosen: list[TextConfirmation] = []
    for stale in stale_texts(project):
        if stale.language == target and stale.text.mark in marks:
            chosen.append(stale.confirmation)
    if chosen:
        file = options.project / CONFIRMED
        file.parent.mkdir(parents=True, exist_ok=True)
        text = confirmed_text(options.project, chosen, day.isoformat())
        replace_file(file, text.encode("utf-8", "surrogateescape"))
