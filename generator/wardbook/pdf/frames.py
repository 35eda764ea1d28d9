"""Sheets → what is laid out of them: their HTML with head, foot, styles and paper, in a setting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from markupsafe import Markup

from wardbook.html.line_breaks import for_paper
from wardbook.html.templates import body
from wardbook.pdf.fitting import Fit
from wardbook.pdf.renderer import Frame, PdfRenderer
from wardbook.pdf.running_lines import beside_banner, room_of_title, shortened
from wardbook.sheets.forms.forms import FormView, Marks
from wardbook.sheets.procedures.cards import Card
from wardbook.sheets.sheet import NOWHERE, Sheet, Stamped
from wardbook.sheets.units import Gathered


def framed(
    stamped: Stamped,
    renderer: PdfRenderer,
    fit: Fit,
    marks: Marks | None = None,
    parts: tuple[tuple[str, str], ...] = (),
) -> Frame:
    """A sheet as it is laid out in a setting; `marks` are those of a numbered form, `parts` the
    HTML of a unit's sheets by their ids."""
    sheet, stamp, content = stamped.sheet, stamped.stamp, stamped.sheet.content
    setting = replace(
        renderer.setting(sheet.id, fit.drawing),
        fill_rows=fit.rows,
        back_rows=fit.back.rows,
        columns=fit.columns,
        apart=dict(fit.apart).get(sheet.id, ""),
        marks=marks,
    )
    name = f"{sheet.code} {sheet.title}".strip()
    languages: tuple[str, ...] = (renderer.language,)
    if isinstance(content, FormView):
        languages = content.languages
    return Frame(
        languages=languages,
        title=name,
        kind="run" if isinstance(content, Gathered) else str(sheet.kind),
        id=sheet.id,
        organisation=stamp.organisation,
        code=sheet.code,
        foot=_foot(stamped, renderer),
        body="\n".join(html for _, html in parts) if parts else body(stamped, setting),
        parts=parts,
        styles=(*_styles(content), *fit.closeness),
        classification=sheet.classification,
        style=fit.style,
        paper=_paper(content),
        date=stamp.date,
        edition=stamp.edition,
        word=stamp.short,
    )


def parts_of_unit(
    stamped: Stamped, renderer: PdfRenderer, fit: Fit, known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The sheets of a unit by their ids, each with the anchor and the bookmark of its own. `known`:
    what some were made into before, by their origins."""
    content = stamped.sheet.content
    assert isinstance(content, Gathered)
    origins = origins_of(stamped, fit)
    for sheet in content.sheets:
        html = known.get(origins[sheet.id])
        yield sheet.id, _part(stamped, sheet, renderer, fit) if html is None else html


def _part(stamped: Stamped, sheet: Sheet, renderer: PdfRenderer, fit: Fit) -> str:
    own = renderer.setting(sheet.id, renderer.room.height)
    own = replace(own, fill_rows=1, apart=dict(fit.apart).get(sheet.id, ""))
    inner = Markup(body(replace(stamped, sheet=sheet), own))
    title = f"{sheet.code} {sheet.title}"
    head = beside_banner(title, renderer.banner(sheet.classification))
    values = {"id": sheet.id, "title": title, "head": head, "body": inner}
    return for_paper(renderer.template("print/unit.html", values))


def origins_of(stamped: Stamped, fit: Fit) -> Mapping[str, str]:
    """For each sheet of a unit a digest of all that decides its HTML, besides the look and the
    language. No sheet in a unit prints a check word, or where its content is written."""
    content = stamped.sheet.content
    assert isinstance(content, Gathered)
    stamp, apart, origins = replace(stamped.stamp, short=""), dict(fit.apart), dict[str, str]()
    for sheet in content.sheets:
        told = repr((replace(sheet, source=NOWHERE), stamp, apart.get(sheet.id, "")))
        origins[sheet.id] = hashlib.sha256(told.encode()).hexdigest()[:40]
    return origins


def _styles(content: object) -> tuple[str, ...]:
    """The style sheets of a unit: those of all its sheets."""
    if not isinstance(content, Gathered):
        return ()
    names: list[str] = []
    for sheet in content.sheets:
        names += sheet.kind.value.styles
    return tuple(dict.fromkeys(names))


def _foot(stamped: Stamped, renderer: PdfRenderer) -> str:
    """What tells this paper from an older one.

    A card on a wall says until when it counts; forms say so among their lines, and on half a page
    whose they are, too: its last line is short.
    """
    sheet, stamp = stamped.sheet, stamped.stamp
    whose, until = f"{sheet.code} {sheet.title}".strip(), ""
    if isinstance(sheet.content, FormView):
        whose = "" if sheet.content.size == "half" else stamp.organisation
    if isinstance(sheet.content, Card):
        until = f"{renderer.word('form_until')} {stamp.until}"
    rest = " · ".join(filter(None, (stamp.edition, until, stamp.short)))
    if not isinstance(sheet.content, FormView):  # its line is fitted to its paper
        whose = shortened(whose, room_of_title(rest, sheet.code))
    return " · ".join(filter(None, (whose, rest)))


def _paper(content: object) -> str:
    """Name of the page that a form is laid out on: labels reach to the paper's edge."""
    if not isinstance(content, FormView):
        return ""
    if content.labels:
        return f"labels-{content.paper}"
    return content.paper
