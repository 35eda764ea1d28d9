"""`wardbook export LIST FILE --for-reading`: telephone numbers, departments and the order of
back-entry as workbooks for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from wardbook.commands.list_files import check_sheet_file
from wardbook.commands.names import known_language
from wardbook.commands.workspace import Refused, Workspace
from wardbook.options import OK, Options
from wardbook.plan.project import Project
from wardbook.plan.text import Link
from wardbook.report.messages import lines
from wardbook.safe_write import replace_file
from wardbook.sheets.audience import for_audience
from wardbook.sheets.forms.back_entry import BackEntryView, back_entry_sheet
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.registers.contacts import ContactsView, contacts_sheet
from wardbook.sheets.sheet import Prose, text_of
from wardbook.sheets.telephone import with_grouped_numbers
from wardbook.spreadsheets.reading_sheets import ReadingColumn, ReadingSheet, reading_workbook

Rows = Iterator[tuple[str, ...]]

BACK_ENTRY = "back-entry"
_WIDTHS: Mapping[str, tuple[int, ...]] = {
    "contacts": (30, 18, 22, 16, 40),
    "departments": (8, 24, 22, 24, 24, 30, 24),
    BACK_ENTRY: (6, 8, 20, 20, 48, 20, 26, 20, 16, 12),
}


def export_reading(options: Options, name: str, file: Path, wished: str) -> int:
    """Write a list for people. `wished` is its language; empty: the first of the project."""
    space = Workspace(options)
    if file.suffix.lower() != ".xlsx":
        raise Refused("reading_xlsx", file=file)
    check_sheet_file(space, file)
    project = space.open_sound().project
    language = known_language(project, wished or project.languages[0])
    visible = with_grouped_numbers(for_audience(project, options.audience))
    rows = tuple(_ROWS[name](localizer_for(visible, language)))
    if not rows:
        raise Refused("reading_empty", list=name, audience=options.audience)
    spoken = lines("zh" if language.startswith("zh") else "en")
    columns = []
    for heading, width in zip(spoken[f"reading_{name}"].split("|"), _WIDTHS[name], strict=True):
        columns.append(ReadingColumn(heading, width))
    title = spoken[f"reading_title_{name}"]
    remark = _remark(project, language, spoken, options)
    shown = ReadingSheet(title, remark, tuple(columns), rows, project.site.paper)
    replace_file(file, reading_workbook(shown))
    count = sum(len(row) > 1 for row in rows)
    space.say("reading_exported", count=count, file=file, audience=options.audience)
    return OK


def _remark(project: Project, language: str, spoken: Mapping[str, str], options: Options) -> str:
    """Whose list it is, of which edition, for whom."""
    site = project.site
    return spoken["reading_remark"].format(
        organisation=site.organisation.words(language),
        edition=site.edition.id,
        date=site.edition.date,
        audience=spoken[f"reading_for_{options.audience}"],
    )


def _contacts(localizer: Localizer) -> Rows:
    """Every number that the audience may see, group by group."""
    sheet = contacts_sheet(localizer)
    if sheet is None:
        return
    assert isinstance(sheet.content, ContactsView)
    for group in sheet.content.groups:
        yield (group.title,)
        for row in group.rows:
            yield (row.name, row.number, row.where, row.hours, row.note)


def _departments(localizer: Localizer) -> Rows:
    """Each department with its head, its numbers and its places."""
    for department in localizer.project.departments.values():
        places = [localizer.words(place.name) for place in department.places]
        box = department.box
        yield (
            str(department.code),
            localizer.words(department.name),
            localizer.name(department.head),
            _called(localizer, department.call),
            _called(localizer, department.report_to),
            "\n".join(places),
            localizer.words(box.place) if box else "",
        )


def _called(localizer: Localizer, link: Link | None) -> str:
    """A contact with its number."""
    if link is None:
        return ""
    return text_of(localizer.spans(link))


def _back_entry(localizer: Localizer) -> Rows:
    """The steps of back-entry gate by gate, with an empty column to write in."""
    sheet = back_entry_sheet(localizer)
    if sheet is None:
        return
    assert isinstance(sheet.content, BackEntryView)
    for row in sheet.content.rows:
        yield (
            str(row.number),
            f"G{row.gate}",
            row.who,
            row.department,
            _paragraphs(row.do),
            text_of(row.forms),
            text_of(row.after),
            "\n".join(filter(None, (row.verify, row.match))),
            row.deadline,
            "",
        )


def _paragraphs(prose: Prose) -> str:
    return "\n".join(map(text_of, prose))


_ROWS: Mapping[str, Callable[[Localizer], Rows]] = {
    "contacts": _contacts,
    "departments": _departments,
    BACK_ENTRY: _back_entry,
}
READING = tuple(_ROWS)
"""Lists that there is a workbook for people of."""
