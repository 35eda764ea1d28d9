"""The copy register: where each printed manual lies, who answers for it, which edition it holds."""

from __future__ import annotations

from wardbook.plan.model.copies import COMPLETE_PLAN, PaperCopy
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.shapes import CopiesView, CopyRow
from wardbook.sheets.sheet import CODE_LETTERS, Sheet, SheetKind


def copies_sheet(localizer: Localizer) -> Sheet:
    """Every registered copy, in the order of the file."""
    copies = localizer.project.copies.values()
    rows = tuple(_row(localizer, copy) for copy in copies)
    places = len({(row.where, row.place) for row in rows})
    total = localizer.say("copies_total", count=sum(copy.count for copy in copies), places=places)
    title = localizer.say("title_copies")
    key = localizer.key(sheet_ids.COPIES)
    source = next(iter(copies)).at
    return Sheet(
        key,
        SheetKind.COPIES,
        CODE_LETTERS[SheetKind.COPIES],
        title,
        CopiesView(title, total, rows),
        source=source,
    )


def keeper(project: Project, copy: PaperCopy) -> Department | None:
    """The department that keeps a copy: the one it names, else the one whose manual it is."""
    return project.departments.get(copy.department.id if copy.department else str(copy.manual))


def _row(localizer: Localizer, copy: PaperCopy) -> CopyRow:
    department = keeper(localizer.project, copy)
    box = department.box if department else None
    manual = localizer.project.departments.get(str(copy.manual))
    return CopyRow(
        id=str(copy.id),
        manual=localizer.words(manual.name)
        if manual and copy.manual != COMPLETE_PLAN
        else localizer.say("copies_complete"),
        language=localizer.phrases.get(f"language_{copy.language}", str(copy.language)),
        count=str(copy.count),
        number=str(copy.number or ""),
        where=localizer.words(department.name) if department else "",
        place=localizer.words(copy.place or (box.place if box else None)),
        holder=localizer.name(copy.holder or (box.key if box else None)),
        edition=str(copy.edition or ""),
        checked=copy.checked.isoformat() if copy.checked else "",
        note=localizer.words(copy.note),
    )
