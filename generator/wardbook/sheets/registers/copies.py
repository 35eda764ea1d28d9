"""The copy register: where each printed manual lies, who answers for it, which edition it holds."""

from __future__ import annotations

from wardbook.plan.model.copies import COMPLETE_PLAN, PaperCopy
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Lens
from wardbook.sheets.shapes import CopiesView, CopyRow
from wardbook.sheets.sheet import CODE_LETTERS, Kind, Sheet


def copies_sheet(lens: Lens) -> Sheet:
    """Every registered copy, in the order of the file."""
    copies = lens.project.copies.values()
    rows = tuple(_row(lens, copy) for copy in copies)
    places = len({(row.where, row.place) for row in rows})
    total = lens.say("copies_total", count=sum(copy.count for copy in copies), places=places)
    title = lens.say("title_copies")
    key = lens.key(sheet_ids.COPIES)
    source = next(iter(copies)).at
    return Sheet(key, Kind.COPIES, CODE_LETTERS[Kind.COPIES], title, CopiesView(title, total, rows), source=source)


def keeper(project: Project, copy: PaperCopy) -> Department | None:
    """The department that keeps a copy: the one it names, else the one whose manual it is."""
    return project.departments.get(copy.department.id if copy.department else str(copy.manual))


def _row(lens: Lens, copy: PaperCopy) -> CopyRow:
    department = keeper(lens.project, copy)
    box = department.box if department else None
    manual = lens.project.departments.get(str(copy.manual))
    return CopyRow(
        id=str(copy.id),
        manual=lens.words(manual.name) if manual and copy.manual != COMPLETE_PLAN else lens.say("copies_complete"),
        language=lens.phrases.get(f"language_{copy.language}", str(copy.language)),
        count=str(copy.count),
        number=str(copy.number or ""),
        where=lens.words(department.name) if department else "",
        place=lens.words(copy.place or (box.place if box else None)),
        holder=lens.name(copy.holder or (box.key if box else None)),
        edition=str(copy.edition or ""),
        checked=copy.checked.isoformat() if copy.checked else "",
        note=lens.words(copy.note),
    )
