"""`wardbook import plan FILE`: a draft of a plan, from a file of Word, Markdown or plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wardbook.commands.contact_tables import CONTACTS, ContactTables, contact_tables
from wardbook.commands.given_files import bytes_of
from wardbook.commands.list_files import check_sheet_file, new_findings, show_few, write_sheet
from wardbook.commands.names import known_language
from wardbook.commands.workspace import OpenedPlan, Refused, Stopped, Workspace
from wardbook.findings import Finding, Mark
from wardbook.folders import SOURCE
from wardbook.options import FOUND, OK, Options
from wardbook.plan.folding import HAN
from wardbook.plan.model.scalars import is_id
from wardbook.plan.plan_files import PlanFile, find, proof, put
from wardbook.plan.project import Project
from wardbook.plan.reader import Document, read_text
from wardbook.report.messages import lines
from wardbook.report.source_account import account_json, account_page, counts_text
from wardbook.safe_write import create_file, replace_file
from wardbook.starters import with_schema
from wardbook.word.docx_files import read_docx
from wardbook.word.drafted_plans import DraftedPlan, DraftWishes, drafted_plans, written
from wardbook.word.packages import UNPACKED_MOST, UnreadableWord, too_large
from wardbook.word.proposals import Proposal, proposals_of
from wardbook.word.source_accounts import SourceAccount, account_of, not_carried
from wardbook.word.sources import SourceFile
from wardbook.word.text_files import Pictures, read_text_file

_WORD = (".docx", ".docm", ".dotx", ".doc", ".wps")
_MARKDOWN = (".md", ".markdown")
_TEXT = ".txt"
REPORTS = (".html", ".json")
_HAN_SIGNS = re.compile(f"[{HAN}]")


@dataclass(frozen=True)
class PlanSource:
    """What the user named: a file, the id that the plan gets, its language, where accounts go, and
    where its tables of telephone numbers go."""

    path: Path
    id: str = ""
    language: str = ""
    reports: tuple[Path, ...] = ()
    contacts: Path | None = None


@dataclass(frozen=True)
class _Composed:
    """A draft with the file that it becomes, and the line of each place in the source."""

    made: DraftedPlan
    file: PlanFile
    text: str
    places: Mapping[Mark, int]
    proposals: tuple[Proposal, ...]


def import_plan(options: Options, source: PlanSource) -> int:
    """Draft the plans of a file. Nothing that is there is written over."""
    space = Workspace(options)
    _check_choices(space, source)
    with space.writing():
        before = space.open()
        if before.loaded.project is None:
            space.stop(before)
        read = _read(space, source.path)
        wishes = DraftWishes(_language(source, read, before.project), source.id)
        drafts = drafted_plans(read, before.project, wishes)
        composed = [_composed(space, made, before.project) for made in drafts]
        fresh = _proved(space, before, composed)
        account = account_of(read, [(one.made, one.places) for one in composed])
        _write(space, composed)
    _write_reports(space, source, account, composed)
    status = _say(space, account, composed, fresh)
    _write_contacts(space, source.contacts, contact_tables(read, before.project))
    return status


def _check_choices(space: Workspace, source: PlanSource) -> None:
    """Raises Refused, before anything is read, for an id that is none, a kind of file that is not
    known, and a report that is there already."""
    if source.id and not is_id(source.id):
        raise Refused("new_bad_id", id=source.id)
    if source.path.suffix.lower() not in (*_WORD, *_MARKDOWN, _TEXT):
        raise Refused("word_unknown_kind", file=source.path)
    for report in source.reports:
        if report.suffix.lower() not in REPORTS:
            raise Refused("word_unknown_report", file=report)
        if report.exists():
            raise Refused("sheet_exists", file=report)
        space.keep_out_of_plan(report)
    if source.contacts:
        check_sheet_file(space, source.contacts)


def _read(space: Workspace, path: Path) -> SourceFile:
    """The pieces of a file. Raises Stopped, with one finding, for what can't be read."""
    try:
        if path.is_file() and path.stat().st_size > UNPACKED_MOST:
            raise too_large(path.name)
        raw = bytes_of(path)
        if path.suffix.lower() in _WORD:
            found = read_docx(raw, path.name)
        else:
            is_markdown = path.suffix.lower() in _MARKDOWN
            found = read_text_file(raw, path.name, _pictures(path), is_markdown=is_markdown)
    except UnreadableWord as problem:
        space.stop_for([problem.finding], {})
        raise
    if all(paragraph.is_empty for paragraph in found.paragraphs()):
        raise Refused("word_empty", file=path)
    return found


def _pictures(path: Path) -> Pictures:
    """What reads the pictures that a text names: files beside it, nothing from further away."""
    folder = path.parent.resolve()

    def content(name: str) -> bytes:
        place = (folder / name).resolve()
        if not place.is_relative_to(folder) or not place.is_file():
            return b""
        return place.read_bytes()

    return content


def _language(source: PlanSource, read: SourceFile, project: Project) -> str:
    """The language of a source: said, else one of the project's by its characters. Raises Refused
    for one that the project has not."""
    if source.language:
        return known_language(project, source.language)
    text = "".join(paragraph.text for paragraph in read.paragraphs())
    is_chinese = len(_HAN_SIGNS.findall(text)) * 5 > len("".join(text.split()))
    for language in project.languages:
        if language.startswith("zh") == is_chinese:
            return language
    return project.languages[0]


def _composed(space: Workspace, made: DraftedPlan, project: Project) -> _Composed:
    """The file of a draft. Raises Refused where a plan of that id is there already."""
    root = space.options.project
    file = find(root / made.place, root)
    if file.exists or made.draft.id in project.plans:
        raise Refused("word_plan_exists", file=made.place)
    proposed = proposals_of(made, project)
    remarks: dict[int, list[str]] = {}
    intro = lines(space.options.ui_language)["word_proposal"]
    for one in proposed:
        comment = [intro.format(kind=one.kind), *one.yaml]
        remarks.setdefault(one.anchor, []).extend(comment)
    plan = written(made.data, remarks)
    text = with_schema(made.place, plan.text)
    shift = text.count("\n") - plan.text.count("\n")
    places = {mark: line + shift for mark, line in plan.places.items()}
    kept: list[Proposal] = []
    for one in proposed:
        kept.append(one.at(made.place, places))
    return _Composed(made, file, text, places, tuple(kept))


def _proved(
    space: Workspace, before: OpenedPlan, composed: Sequence[_Composed]
) -> tuple[Finding, ...]:
    """Findings that the plan has with the drafts and had not before. Raises Stopped where the
    drafts would not be read as they are meant."""
    instead: dict[Path, Document] = {}
    for one in composed:
        space.stop_for(proof(one.file, one.text, one.made.data), {one.file.name: one.text})
        instead[one.file.path] = read_text(one.text, one.file.name)
    after = space.open(instead)
    sources = _sources(composed)
    pictures: set[str] = set()
    lost = False
    for one in composed:
        pictures.update(one.made.pictures)
        lost = lost or one.made.draft.id not in after.project.plans
    fresh: list[Finding] = []
    for finding in new_findings(before.checked.findings, after.checked.findings):
        # A picture is missing only until it is written
        if finding.code != "N102" or dict(finding.arguments).get("file") not in pictures:
            fresh.append(finding)
    if lost:
        space.show(fresh, sources)
        raise Stopped(FOUND)
    return tuple(fresh)


def _sources(composed: Sequence[_Composed]) -> Mapping[str, str]:
    """The drafted files as text, to quote from."""
    return {one.file.name: one.text for one in composed}


def _write(space: Workspace, composed: Sequence[_Composed]) -> None:
    """Pictures first: a plan never names what is not there."""
    source = space.options.project / SOURCE
    for one in composed:
        for name, content in one.made.pictures.items():
            create_file(source / name, content)
    for one in composed:
        put(one.file, one.text)


def _write_reports(
    space: Workspace, source: PlanSource, account: SourceAccount, composed: Sequence[_Composed]
) -> None:
    proposals: list[Proposal] = []
    for one in composed:
        proposals += one.proposals
    texts = _sources(composed)
    for report in source.reports:
        if report.suffix.lower() == ".json":
            content = account_json(account, proposals)
        else:
            content = account_page(account, proposals, texts, space.options.ui_language)
        replace_file(report, content.encode())


def _write_contacts(space: Workspace, file: Path | None, found: ContactTables) -> None:
    """Write the tables of telephone numbers as a sheet, or say that they are there."""
    table = found.rows()
    tables, count = len(found.tables), len(table) - 1
    if not count:
        if file:
            space.say("word_contacts_none")
    elif file:
        write_sheet(file, table, found.columns(), CONTACTS)
        space.say("word_contacts_written", file=file, rows=count, tables=tables)
    else:
        space.say("word_contacts_found", rows=count, tables=tables)


def _say(
    space: Workspace,
    account: SourceAccount,
    composed: Sequence[_Composed],
    fresh: Sequence[Finding],
) -> int:
    """Say what was drafted and what is to be looked at; the exit status."""
    sources = _sources(composed)
    show_few(space, [*fresh, *not_carried(account)], sources)
    for one in composed:
        chapters = len(list(one.made.draft.every_chapter()))
        pictures, proposed = len(one.made.pictures), len(one.proposals)
        space.say(
            "word_drafted",
            file=one.made.place,
            chapters=chapters,
            pictures=pictures,
            proposals=proposed,
        )
    space.say("word_account_line", counts=counts_text(account, space.options.ui_language))
    if any(finding.blocks for finding in fresh):
        space.say("word_drafted_errors")
        return FOUND
    return OK
