"""`wardbook review FILE.docx`: comments and changes of a plan that came back, with their places in
the YAML."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wardbook.commands.given_files import bytes_of
from wardbook.commands.list_files import lock_if, refuse_new_errors
from wardbook.commands.office_words import office_words
from wardbook.commands.workspace import OpenedPlan, Refused, Workspace
from wardbook.findings import Mark
from wardbook.options import OK, Options
from wardbook.plan.plan_files import PlanFile, find, proof, put
from wardbook.plan.project import Project
from wardbook.plan.reader import read_text
from wardbook.plan.scalar_edit import rewordings, with_scalar
from wardbook.report.review_text import entry_text, review_json
from wardbook.sheets.audience import for_audience
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.telephone import with_grouped_numbers
from wardbook.word.office_styles import STYLES
from wardbook.word.packages import UnreadableWord
from wardbook.word.plan_document import plan_document
from wardbook.word.plan_paragraphs import PlanParagraph, chapter_digests, paragraphs_of
from wardbook.word.returned_files import ReturnedParagraph, read_returned
from wardbook.word.reviews import (
    ReviewEntry,
    ReviewState,
    SentOut,
    review_entries,
    reworded,
    taken_out,
    with_first_wordings,
)


@dataclass(frozen=True)
class _Edit:
    """A change of wording, composed and proved: the text of its file after it."""

    entry: ReviewEntry
    path: Path
    before: str
    after: str


def review(options: Options, file: Path, *, apply: bool) -> int:
    """List what a returned file asks for; write plain changes of wording when asked to."""
    space = Workspace(options)
    with lock_if(apply, space):
        opened = space.open()
        if opened.loaded.project is None:
            space.stop(opened)
        entries = _entries(space, file, opened.project)
        if not apply:
            _show(options, entries, ())
            if options.form == "text":
                space.say("review_counts", **_counts(entries))
            return OK
        edits = _composed(space, entries)
        _refuse_errors(space, opened, edits)
        for edit in edits:
            _write(space, edit)
        done = [edit.entry for edit in edits]
        _show(options, list(_as_left(entries, done)), done)
    if options.form == "text":
        space.say("review_applied", count=len(edits), left=len(entries) - len(edits))
    return OK


def _entries(space: Workspace, file: Path, project: Project) -> list[ReviewEntry]:
    """What the file asks for. Raises Stopped for what is no Word, Refused for what is not ours."""
    try:
        returned = read_returned(bytes_of(file), file.name)
    except UnreadableWord as problem:
        space.stop_for([problem.finding], {})
        raise
    if not any(paragraph.key for paragraph in returned):
        raise Refused("review_not_ours", file=file)
    plan, chapters = _known(space, project, returned)
    sent, plan = _sent_out(space, project, returned, plan)
    entries = list(with_first_wordings(review_entries(returned, plan, chapters, sent)))
    return [*entries, *taken_out(returned, plan, sent)]


def _sent_out(
    space: Workspace,
    project: Project,
    returned: Sequence[ReturnedParagraph],
    known: Mapping[str, PlanParagraph],
) -> tuple[SentOut, Mapping[str, PlanParagraph]]:
    """What the file would say if it were exported now, and the paragraphs of the plan with those
    that the file lacks."""
    visible = with_grouped_numbers(for_audience(project, space.options.audience))
    digests = {paragraph.key.chapter for paragraph in returned if paragraph.key}
    plans = list(visible.plans.values())
    procedures = visible.procedures.values()
    plan = max(plans, key=lambda one: len(digests & chapter_digests(one, procedures).keys()))
    languages = Counter(paragraph.language for paragraph in known.values())
    language = max(project.languages, key=lambda code: languages[code])
    localizer = localizer_for(visible, language)
    words = office_words(visible, language)
    sent = read_returned(plan_document(localizer, plan, STYLES["plain"], words), "")
    every = {str(one.key): one for one in paragraphs_of(localizer, plan)}
    return SentOut.of(sent), {**every, **known}


def _known(
    space: Workspace, project: Project, returned: Sequence[ReturnedParagraph]
) -> tuple[Mapping[str, PlanParagraph], Mapping[str, Mark]]:
    """The paragraphs that the file names, and the chapters of all plans."""
    named = {str(paragraph.key) for paragraph in returned}
    visible = with_grouped_numbers(for_audience(project, space.options.audience))
    plan: dict[str, PlanParagraph] = {}
    chapters: dict[str, Mark] = {}
    for each in visible.plans.values():
        chapters.update(chapter_digests(each, visible.procedures.values()))
    for language in project.languages:
        localizer = localizer_for(visible, language)
        for each in visible.plans.values():
            for paragraph in paragraphs_of(localizer, each):
                if str(paragraph.key) in named:
                    plan.setdefault(str(paragraph.key), paragraph)
    return plan, chapters


def _composed(space: Workspace, entries: Sequence[ReviewEntry]) -> list[_Edit]:
    """The edits, from the last place of a file to its first: none moves another. Each is read back;
    one that can't be written as meant is left to an author."""
    root = space.options.project
    files: dict[Path, str] = {}
    found: list[_Edit] = []
    ready = [entry for entry in entries if entry.state is ReviewState.READY]
    done: set[tuple[Mark, int]] = set()
    for entry in sorted(ready, key=lambda one: one.mark, reverse=True):
        place = (entry.mark, entry.paragraph.at if entry.paragraph else 0)
        path = root / entry.mark.file
        file = find(path, root)
        text = files.get(path, file.text)
        after = _reworded(file, text, entry)
        if place in done:
            found.append(_Edit(entry, path, text, text))
        elif after:
            found.append(_Edit(entry, path, text, after))
            files[path] = after
            done.add(place)
    return found


def _reworded(file: PlanFile, text: str, entry: ReviewEntry) -> str:
    """The text of a file after a change; empty where it would read otherwise than meant."""
    assert entry.paragraph is not None
    wished = reworded(entry.paragraph, entry.now)
    said = read_text(text, file.name).data
    if wished is None or said is None:
        return ""
    meant = with_scalar(said, entry.mark, wished)
    old = entry.paragraph.text.raw[entry.paragraph.language]
    for after in rewordings(text, entry.mark, str(old), str(wished)):
        if not proof(file, file.mark + after, meant):
            return after
    return ""


def _refuse_errors(space: Workspace, before: OpenedPlan, edits: Sequence[_Edit]) -> None:
    """Raises Stopped where the changes bring an error into the plan."""
    edited = {edit.path: (edit.entry.mark.file, edit.after) for edit in edits}
    refuse_new_errors(space, before, edited)


def _write(space: Workspace, edit: _Edit) -> None:
    """Write one change, if the file still says what it said."""
    file = find(edit.path, space.options.project)
    if file.text != edit.before:
        raise Refused("plan_moved", file=file.name)
    put(file, file.mark + edit.after)


def _as_left(entries: Sequence[ReviewEntry], done: Sequence[ReviewEntry]) -> Iterator[ReviewEntry]:
    """The entries as they stand after `done` were written: one that could not be is by hand."""
    for entry in entries:
        if entry.state is ReviewState.READY and entry not in done:
            yield replace(entry, state=ReviewState.BY_HAND)
        else:
            yield entry


def _counts(entries: Sequence[ReviewEntry]) -> dict[str, int]:
    counts = {"comments": 0, "ready": 0, "open": 0}
    for entry in entries:
        if entry.state is ReviewState.COMMENT:
            counts["comments"] += 1
        elif entry.state is ReviewState.READY:
            counts["ready"] += 1
        else:
            counts["open"] += 1
    return counts


def _show(options: Options, entries: Sequence[ReviewEntry], done: Sequence[ReviewEntry]) -> None:
    if options.form == "json":
        sys.stdout.write(review_json(entries, done))
        return
    for entry in entries:
        sys.stdout.write(entry_text(entry, options.ui_language, is_done=entry in done))
