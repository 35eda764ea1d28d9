"""Sheets → laid-out leaves.

A sheet that has only one page fills it, and what could not be read on paper is found.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from weasyprint import Document

from wardbook.findings import Finding, error, warning
from wardbook.pdf.cell_sizes import broken_names, small_cells
from wardbook.pdf.fitting import (
    USUAL_DRAWING,
    Fit,
    Lay,
    fit_card,
    fit_clock,
    fit_form,
    fit_procedure,
)
from wardbook.pdf.frames import framed, origins_of, parts_of_unit
from wardbook.pdf.laid_pages import Attempt, Settled, attempts
from wardbook.pdf.last_page import with_full_end
from wardbook.pdf.overflow import spilled_words
from wardbook.pdf.page_overrun import runs_over
from wardbook.pdf.remembered_fits import FoundFit, RememberedFits, places_on
from wardbook.pdf.renderer import Frame, Heard, PdfRenderer
from wardbook.pdf.stranded import with_heads_at_text
from wardbook.sheets.forms.forms import FormView, Marks
from wardbook.sheets.kinds import Fitting
from wardbook.sheets.procedures.cards import Card
from wardbook.sheets.procedures.procedures import ProcedureView
from wardbook.sheets.sheet import Stamped
from wardbook.sheets.units import Gathered

_SHOWN = 5
"""Words of a finding."""
_ENDS = 2
"""How often a sheet's end is looked at: a drawing that got a page of its own moves it."""


@dataclass(frozen=True)
class LaidOut:
    """Leaves by sheet id, and what was wrong with them. `fits`: settings that were searched for and
    are worth remembering. `settled`: how each was laid out in the end."""

    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]
    fits: tuple[FoundFit, ...] = ()
    settled: tuple[Settled, ...] = ()

    def pages(self, sheet: str) -> int:
        """Number of pages of a sheet."""
        return len(self.documents[sheet].pages)


class Tries:
    """A sheet in the settings in which it was laid out; in each it is once."""

    def __init__(
        self,
        stamped: Stamped,
        renderer: PdfRenderer,
        marks: Marks | None = None,
        known: Mapping[str, str] | None = None,
    ) -> None:
        """`known`: the HTML of some of a unit's sheets, by their origins."""
        self.stamped = stamped
        self.renderer = renderer
        self._marks = marks
        self._known = known or {}
        self._frames: dict[Fit, Frame] = {}
        self._parts: dict[object, tuple[tuple[str, str], ...]] = {}
        self._made: dict[Fit, Document] = {}

    def frame(self, fit: Fit) -> Frame:
        """The sheet as it is laid out in a setting."""
        if fit not in self._frames:
            parts = self._parts_of(fit)
            self._frames[fit] = framed(self.stamped, self.renderer, fit, self._marks, parts)
        return self._frames[fit]

    def first(self) -> Frame:
        """The sheet as it is laid out in a setting that shows all that it says."""
        return self.frame(_first(self.stamped, self.renderer.room.height))

    def _parts_of(self, fit: Fit) -> tuple[tuple[str, str], ...]:
        """The sheets of a unit, which most settings change nothing of; none of any other sheet."""
        if not isinstance(self.stamped.sheet.content, Gathered):
            return ()
        if fit.apart not in self._parts:
            self._parts[fit.apart] = tuple(
                parts_of_unit(self.stamped, self.renderer, fit, self._known)
            )
        return self._parts[fit.apart]

    def lay(self, fit: Fit) -> Document:
        """The sheet laid out in a setting."""
        if fit not in self._made:
            self._made[fit] = self.renderer.document(self.frame(fit))
        return self._made[fit]

    def fit_of(self, document: Document) -> Fit:
        """The setting that a document of these was laid out in."""
        return next(fit for fit, made in self._made.items() if made is document)

    def settled(self, document: Document, key: str, *, at_once: bool) -> Settled:
        """How the sheet was laid out in the end, which is a document of these."""
        fit, origins = self.fit_of(document), self.origins(document)
        parts, others = self.parts(fit), list[Attempt]()
        if origins:
            others = attempts(self._made, fit, parts)
        return Settled(key, at_once, fit, parts, document, origins, others)

    def parts(self, fit: Fit) -> dict[str, str]:
        """The HTML of a unit's sheets in a setting by their ids; of any other sheet its own."""
        frame = self.frame(fit)
        return dict(frame.parts) or {self.stamped.sheet.id: frame.for_paper()}

    def origins(self, document: Document) -> Mapping[str, str]:
        """What the HTML of a unit's sheets was made of; of any other sheet nothing."""
        if not isinstance(self.stamped.sheet.content, Gathered):
            return {}
        return origins_of(self.stamped, self.fit_of(document))

    def count(self) -> int:
        """In how many settings it was laid out."""
        return len(self._made)


def lay_out(
    sheets: Sequence[Stamped], renderer: PdfRenderer, remembered: RememberedFits | None = None
) -> LaidOut:
    """Lay every sheet out, first in the setting that is `remembered` of it.

    What does not fit its page or its cell is a finding that names the sheet's file.
    """
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    fits: list[FoundFit] = []
    settled: list[Settled] = []
    with renderer.listening() as heard:
        for stamped in sheets:
            tries = Tries(stamped, renderer)
            if remembered is None:
                document = _searched(tries)
            else:
                key = remembered.key(tries.first(), renderer.language, draft=renderer.draft)
                document, found, at_once = _as_remembered(tries, remembered, key)
                fits += found
                settled.append(tries.settled(document, key, at_once=at_once))
            documents[stamped.sheet.id] = document
            findings += _faults(stamped, document, heard)
            findings += _too_long(stamped, document, renderer)
    return LaidOut(documents, tuple(findings), tuple(fits), tuple(settled))


def lay_out_numbered(stamped: Stamped, renderer: PdfRenderer, marks: Marks) -> LaidOut:
    """Lay a form out with room for a printed number."""
    return lay_out_set(stamped, renderer, [marks])[0]


def lay_out_set(
    stamped: Stamped, renderer: PdfRenderer, copies: Sequence[Marks]
) -> tuple[LaidOut, ...]:
    """Lay out the copies of a set, all in the setting of the one with the least room.

    Rows then stand in the same place on each: with carbon paper between them, what is written on
    one goes through to its own cell on the next.
    """
    made = []
    with renderer.listening() as heard:
        each, fits = [], []
        for marks in copies:
            tries = Tries(stamped, renderer, marks)
            each.append(tries)
            fits.append(tries.fit_of(_searched(tries)))
        for marks, tries in zip(copies, each, strict=True):
            document = tries.lay(min(fits, key=_room))
            findings = list(_faults(stamped, document, heard))
            findings += _too_long(stamped, document, renderer, marks)
            made.append(LaidOut({stamped.sheet.id: document}, tuple(findings)))
    return tuple(made)


def _room(fit: Fit) -> tuple[float, ...]:
    """What a setting of a form takes: rows first, which are higher where there are fewer."""
    return (fit.rows, fit.unit, fit.deep)


def _as_remembered(
    tries: Tries, remembered: RememberedFits, key: str
) -> tuple[Document, tuple[FoundFit, ...], bool]:
    """The sheet in the setting that is remembered, where its parts stand as they did; else in the
    one that is searched for. What is to be remembered of that: only what took several tries; and
    whether it took one."""
    known = remembered.find(key)
    if known is not None:
        document = tries.lay(known.fit)
        if places_on(document) == known.places:
            return document, (), False
    document = _searched(tries)
    if not key or tries.count() == 1:
        return document, (), tries.count() == 1
    return document, (FoundFit(key, tries.fit_of(document), places_on(document)),), False


def _first(stamped: Stamped, room: float) -> Fit:
    """A setting that shows all that a sheet says: drawings at the height that they are given
    first. `room`: the most that there is, in points."""
    match stamped.sheet.kind.value.fitting:
        case Fitting.FLOW:
            return Fit(drawing=USUAL_DRAWING)
        case Fitting.NONE:
            return Fit(drawing=room)
        case _:
            return Fit()


def _searched(tries: Tries) -> Document:
    """The sheet in the setting that it fits best in."""
    stamped, room = tries.stamped, tries.renderer.room.height
    fitted = _fitter(stamped, room)
    if fitted is None:
        # Units are set as close as office documents are
        content = stamped.sheet.content
        tight = isinstance(content, Gathered)
        close = isinstance(content, Gathered) and content.close
        document = tries.lay(Fit(drawing=room, tight=tight, close=close))
    else:
        document = fitted(tries.lay)
    if not _runs_on(stamped):
        return document
    for _ in range(_ENDS):
        document = with_full_end(document, tries.fit_of(document), tries.lay)
        ended = document
        document = with_heads_at_text(ended, tries.fit_of(ended), _members(stamped), tries.lay)
        if document is ended:
            break
    return document


def _members(stamped: Stamped) -> tuple[str, ...]:
    """The ids of a unit's sheets; of any other sheet its own."""
    content = stamped.sheet.content
    if isinstance(content, Gathered):
        return tuple(sheet.id for sheet in content.sheets)
    return (stamped.sheet.id,)


def _runs_on(stamped: Stamped) -> bool:
    """Whether a sheet takes the pages that it needs."""
    return stamped.sheet.kind.value.fitting in (Fitting.NONE, Fitting.FLOW)


def _fitter(stamped: Stamped, room: float) -> Callable[[Lay], Document] | None:
    """How a sheet is fitted to its page, as its kind asks; None for sheets that run on. `room` is
    the height that a drawing may have, in points."""
    content, id = stamped.sheet.content, stamped.sheet.id
    if isinstance(content, Gathered):
        return None
    match stamped.sheet.kind.value.fitting:
        case Fitting.FORM:
            return _form_fitter(content, id)
        case Fitting.CARD:
            assert isinstance(content, Card)
            return partial(fit_card, content, id)
        case Fitting.POSTER:
            return fit_clock
        case Fitting.FLOW:
            return _flow_fitter(content, id, room)
        case Fitting.NONE:
            return None


def _form_fitter(content: object, id: str) -> Callable[[Lay], Document] | None:
    """How a form is fitted; None for labels, which have their places on the paper."""
    assert isinstance(content, FormView)
    if content.labels:
        return None
    return partial(fit_form, content, id)


def _flow_fitter(content: object, id: str, room: float) -> Callable[[Lay], Document] | None:
    """How a procedure is fitted; None for one without a drawing."""
    assert isinstance(content, ProcedureView)
    if content.flow is None:
        return None
    return partial(fit_procedure, id, room)


def _faults(stamped: Stamped, document: Document, heard: Heard) -> Iterator[Finding]:
    sheet = stamped.sheet
    # A sheet that is fitted is laid out several times and says the same each time
    yield from (error("G105", sheet.source, problem=line) for line in dict.fromkeys(heard.take()))
    words = list(dict.fromkeys(text for page in document.pages for text in spilled_words(page)))
    if words:
        yield error(
            "G104",
            sheet.source,
            sheet=sheet.code,
            title=sheet.title,
            words=" / ".join(words[:_SHOWN]),
        )
    if _is_written_on(sheet.content):
        yield from _measured(stamped, document)


def _is_written_on(content: object) -> bool:
    """Whether a sheet has cells to write in: cards, and forms but for labels, which are stuck
    on."""
    if isinstance(content, FormView):
        return not content.labels
    return isinstance(content, Card)


def _measured(stamped: Stamped, document: Document) -> Iterator[Finding]:
    """What makes a form hard to fill in by hand: G117 names of cells and columns that take more
    than one line, G118 cells that are too small to write in."""
    sheet, names, cells = stamped.sheet, list[str](), list[str]()
    for page in document.pages:
        names += broken_names(page)
        cells += small_cells(page)
    for code, found in (("G117", names), ("G118", cells)):
        told = " / ".join(list(dict.fromkeys(found))[:_SHOWN])
        if told:
            yield warning(code, sheet.source, sheet=sheet.code, title=sheet.title, words=told)


def _too_long(
    stamped: Stamped, document: Document, renderer: PdfRenderer, marks: Marks | None = None
) -> Iterator[Finding]:
    """G103: a sheet that runs over its one page, and by how much."""
    sheet, pages = stamped.sheet, len(document.pages)
    sides = 2 if isinstance(sheet.content, FormView) and sheet.content.back else 1
    if not sheet.kind.value.one_page or pages == sides:
        return
    frame = framed(stamped, renderer, Fit(drawing=renderer.room.height), marks)
    over = runs_over(sheet.id, document, frame, renderer)
    lines = math.ceil(over / _line_height(sheet.content))
    said = {"pages": pages, "over": over, "lines": lines}
    yield error("G103", sheet.source, sheet=sheet.code, title=sheet.title, **said)


def _line_height(content: object) -> float:
    """Millimetres that a line takes at least: on a form one to write on, else one of print."""
    return 8.0 if isinstance(content, FormView) else 5.0
