"""Printing outside a build: a run of numbered forms, and single lists such as the print office's
ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wardbook.findings import Finding, error
from wardbook.fonts import fonts_by_name, fonts_by_size
from wardbook.pdf.binding import BindingOptions, Bound, Part, bind
from wardbook.pdf.drawing import draw
from wardbook.pdf.drawn_sheets import Drawn
from wardbook.pdf.layout import LaidOut, lay_out, lay_out_numbered, lay_out_set
from wardbook.pdf.numbered.forms import print_run
from wardbook.pdf.numbered.identities import (
    Identity,
    Printed,
    has_room,
    print_labels,
    print_register,
)
from wardbook.pdf.numbered.overprint import Master, master
from wardbook.pdf.renderer import Frame, PdfRenderer
from wardbook.serials.serial_numbers import Serial
from wardbook.sheets.book import Book
from wardbook.sheets.forms.forms import FormView, Marks
from wardbook.sheets.sheet import Stamped
from wardbook.theme import theme_roots


@dataclass(frozen=True)
class PrintSetup:
    """A renderer with its fonts, by file name and by size in bytes."""

    renderer: PdfRenderer
    by_name: Mapping[str, Path]
    by_size: Mapping[int, Path]


@dataclass(frozen=True)
class DeskList:
    """A list of the program's own: its template, and what stands around it. `banner` is printed at
    the head of every page."""

    template: str
    id: str
    title: str
    organisation: str
    foot: str
    banner: str = ""
    edition: str = ""


@dataclass(frozen=True)
class NumberedOrder:
    """Which numbered forms to print. `copies`: a page for each copy of the set; else one page, for
    multi-part paper."""

    stamped: Stamped
    serials: tuple[Serial, ...]
    edition: str
    copies: bool = False
    drill: bool = False
    printed: str = ""
    """The day that the forms say they were printed on."""


@dataclass(frozen=True)
class IdentityOrder:
    """Which identities to print: in the rows of a register, and `each` times on labels where it has
    some."""

    register: Stamped
    labels: Stamped | None
    identities: tuple[Identity, ...]
    each: int
    edition: str
    drill: bool = False
    printed: str = ""


def print_setup(project: Path, book: Book, language: str) -> PrintSetup:
    """What a project is printed with. Fonts must have been set up: see `jobs.make_ready`."""
    roots = theme_roots(project, book.layers)
    renderer = PdfRenderer(roots, project, language, book.date, draft=book.draft)
    return PrintSetup(renderer, fonts_by_name(roots), fonts_by_size(roots))


def list_pdf(desk_list: DeskList, values: Mapping[str, object], setup: PrintSetup) -> Bound:
    """Print a list as a PDF of its own; `values` fill its template."""
    renderer = setup.renderer
    frame = Frame(
        languages=(renderer.language,),
        title=desk_list.title,
        kind="list",
        id=desk_list.id,
        organisation=desk_list.organisation,
        code="",
        foot=desk_list.foot,
        body=renderer.template(desk_list.template, values),
        classification=desk_list.banner,
        edition=desk_list.edition,
    )
    identity = f"{desk_list.id}/{renderer.language}/{desk_list.foot}"
    drawn = draw(renderer.document(frame), identity, setup.by_size)
    return _bound([drawn], f"{desk_list.title} · {desk_list.organisation}", setup)


def numbered_pdf(wanted: NumberedOrder, setup: PrintSetup) -> tuple[bytes, tuple[Finding, ...]]:
    """Print a run: its PDF, and findings of what does not fit with its number; nothing is printed
    then."""
    masters: list[Master] = []
    findings: list[Finding] = []
    for laid_out in lay_out_set(wanted.stamped, setup.renderer, list(_marks(wanted))):
        findings += laid_out.findings
        first, last = wanted.serials[0], wanted.serials[-1]
        masters.append(_master(wanted.stamped, laid_out, first, last, setup))
    if findings:
        return b"", tuple(dict.fromkeys(findings))
    return print_run(masters, wanted.serials, wanted.edition, setup.by_name), ()


def masters_pdf(
    sheets: Sequence[Stamped], title: str, setup: PrintSetup
) -> tuple[bytes, tuple[Finding, ...]]:
    """Copy masters, a page a form: their number is filled in by hand, so that photocopies never
    repeat one."""
    laid_out = lay_out(sheets, setup.renderer)
    drawn = [_drawn(stamped, laid_out, setup) for stamped in sheets]
    return _bound(drawn, title, setup).data, laid_out.findings


def labels_pdf(
    stamped: Stamped, sheets: int, setup: PrintSetup, *, drill: bool
) -> tuple[bytes, tuple[Finding, ...]]:
    """Print sheets of labels, which carry no number; what does not fit its label is a finding, and
    nothing is printed then."""
    laid_out = lay_out_numbered(stamped, setup.renderer, Marks(drill=drill))
    if laid_out.findings:
        return b"", laid_out.findings
    drawn = _drawn(stamped, laid_out, setup)
    each = [replace(drawn) for _ in range(sheets)]  # a sheet brings its tags along once
    return _bound(each, _named(stamped), setup).data, ()


def _marks(wanted: NumberedOrder) -> Iterator[Marks]:
    """What each page of a set says of itself: which copy it is, where each has a page of its
    own."""
    view = wanted.stamped.sheet.content
    assert isinstance(view, FormView)
    if not wanted.copies or len(view.copies) < 2:
        yield Marks(drill=wanted.drill, printed=wanted.printed)
        return
    count = len(view.copies)
    for at, copy in enumerate(view.copies, 1):
        yield Marks(copy.name, at, count, wanted.drill, wanted.printed)


def identity_pdfs(
    wanted: IdentityOrder, setup: PrintSetup
) -> tuple[Mapping[str, Printed], tuple[Finding, ...]]:
    """The register and its labels, each by its form's code; nothing when the numbers don't fit."""
    printed: dict[str, Printed] = {}
    findings: list[Finding] = []
    for stamped in filter(None, (wanted.register, wanted.labels)):
        marks = Marks(drill=wanted.drill, printed=wanted.printed)
        laid_out = lay_out_numbered(stamped, setup.renderer, marks)
        findings += laid_out.findings
        first, last = wanted.identities[0].serial, wanted.identities[-1].serial
        one = _master(stamped, laid_out, first, last, setup)
        if not has_room(one, wanted.identities, setup.by_name):
            findings.append(error("F859", stamped.sheet.source, form=stamped.sheet.code))
        elif stamped is wanted.register:
            printed[stamped.sheet.code] = print_register(one, wanted.identities, setup.by_name)
        else:
            printed[stamped.sheet.code] = print_labels(
                one, wanted.identities, wanted.each, wanted.edition, setup.by_name
            )
    if findings:
        return {}, tuple(dict.fromkeys(findings))
    return printed, ()


def _master(
    stamped: Stamped, laid_out: LaidOut, first: Serial, last: Serial, setup: PrintSetup
) -> Master:
    """A form as it is laid out for numbers; its file says which, and so for which department."""
    sheet = stamped.sheet
    drawn = _drawn(stamped, laid_out, setup)
    title = f"{_named(stamped)} · {first} – {last}"
    return master(_bound([drawn], title, setup).data, drawn, sheet.id)


def _named(stamped: Stamped) -> str:
    """A form's code and title."""
    return f"{stamped.sheet.code} {stamped.sheet.title}"


def _drawn(stamped: Stamped, laid_out: LaidOut, setup: PrintSetup) -> Drawn:
    id = stamped.sheet.id
    return draw(laid_out.documents[id], f"{id}/{stamped.fingerprint}", setup.by_size)


def _bound(sheets: Sequence[Drawn], title: str, setup: PrintSetup) -> Bound:
    parts = [Part(drawn) for drawn in sheets]
    return bind(parts, BindingOptions(title, setup.renderer.language), setup.by_name)
