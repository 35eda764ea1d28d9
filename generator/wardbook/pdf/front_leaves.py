"""The front leaves of a manual: cover with sign-off, contents, list of sheets, what is kept
elsewhere. They alone know the manual, and are laid out last, when it is known how many pages each
sheet has. What they point to is printed at the foot of the leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from weasyprint import Document

from wardbook.pdf.contents import Leaves, contents_tables, foot
from wardbook.pdf.drawn_sheets import LINK
from wardbook.pdf.renderer import Frame, PdfRenderer
from wardbook.pdf.running_lines import room_of_title, shortened
from wardbook.sheets.manuals import Manual


def front_leaves(
    manual: Manual, leaves: Mapping[str, Leaves], renderer: PdfRenderer, *, cover: bool = True
) -> Document:
    """Lay out a manual's front leaves; `leaves` by sheet id. Without a `cover` they are what is
    signed and what is kept elsewhere."""
    whose = f"{manual.organisation} · {manual.title}"
    return renderer.document(
        Frame(
            languages=(manual.language,),
            title=f"{manual.title} · {manual.organisation}",
            kind="front",
            id=f"manual-{manual.id}",
            organisation=manual.organisation,
            code="",
            foot=f"{shortened(whose, room_of_title(manual.edition, ''))} · {manual.edition}",
            classification=manual.classification,
            edition=manual.edition,
            body=renderer.template("print/front.html", _values(manual, leaves, cover=cover)),
        )
    )


def _values(manual: Manual, leaves: Mapping[str, Leaves], *, cover: bool) -> dict[str, object]:
    if not cover:
        return {"m": replace(manual, editions=()), "cover": False, "contents": (), "listing": []}
    return {
        "m": manual,
        "cover": True,
        "contents": contents_tables(manual, leaves, LINK),
        "listing": list(_listing(manual, leaves)),
    }


def _listing(
    manual: Manual, leaves: Mapping[str, Leaves]
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Groups of the list of sheets with what is known only after laying out: page count, check
    word, and in a bound manual the page. There the contents list the chapters."""
    listed: set[str] = set()
    titles: set[str] = set()
    for contents in manual.contents:
        if manual.bound:
            titles.add(contents.title)  # a chapter without a title is called as its plan is
            listed.update(line.sheet for line in contents.lines)
    for title, group in manual.groups:
        rows: list[dict[str, object]] = []
        for line in group:
            if line.sheet in listed or line.title in titles:
                continue
            sheet = leaves[line.sheet]
            rows.append(
                {
                    "href": f"{LINK}{line.sheet}",
                    "code": line.code,
                    "title": line.title,
                    "pages": sheet.pages,
                    "start": foot(manual, sheet, sheet.first),
                    "word": sheet.word,
                    "since": sheet.since,
                }
            )
        if rows:
            yield title, rows
