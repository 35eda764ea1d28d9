"""Draws a sheet again of which little has changed: of a long one the pages on which its changed
parts stand are laid out and drawn; all others are those of the last drawing, with another foot.
Where nothing but a number has changed, its digits are exchanged, and no page is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from weasyprint import Document, Page

from wardbook.pdf.drawing import draw
from wardbook.pdf.drawn_sheets import Drawn, DrawnSheets
from wardbook.pdf.frames import origins_of
from wardbook.pdf.laid_pages import KeptCourses, LaidPages, laid_pages
from wardbook.pdf.last_page import WORTH, lines_on
from wardbook.pdf.layout import LaidOut, Tries
from wardbook.pdf.leaf_codes import leaf_text
from wardbook.pdf.new_numbers import Digits, NewNumbers, digit_glyphs, new_numbers
from wardbook.pdf.overflow import spilled_words
from wardbook.pdf.page_exchange import exchanged, feet_of, renumbered
from wardbook.pdf.page_starts import Again, PageMoved, numbers_of
from wardbook.pdf.remembered_fits import RememberedFits, places_of
from wardbook.pdf.renderer import Frame, PdfRenderer
from wardbook.pdf.short_feet import set_apart
from wardbook.pdf.stranded import stranded_heading
from wardbook.sheets.sheet import Stamped

_BEGIN = re.compile(r"\s*<(\w+)\b[^>]*>")
"""The tag with which a part of a unit begins."""
_SECOND_FORMS = re.compile(
    r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]"
)
"""Latin letters and digits as wide as a Chinese character, and characters that Unicode has twice.
Some are printed by the glyphs of others: what is copied of those depends on which stands first."""


@dataclass(frozen=True)
class Redrawing:
    """What drawing some pages of a sheet again needs. `fonts` are the theme's by size in bytes.
    `known_styles`: all styles are the product's. Those of a project may count through a sheet, and
    a page then says what stands before it."""

    renderer: PdfRenderer
    store: DrawnSheets
    remembered: RememberedFits
    pages: KeptCourses
    fonts: Mapping[int, Path]
    known_styles: bool = True

    def drawn(self, stamped: Stamped, key: str) -> Drawn | None:
        """The sheet as drawing it whole gives it, to be kept under `key`; None where that is the
        way."""
        laid, last = self._last(stamped)
        if laid is None or last is None:
            return None
        tries = Tries(stamped, self.renderer, known=laid.known)
        decides, parts = self._key(tries), tries.parts(laid.fit)
        # An attempt that fails leaves what was drawn last in pieces
        drawn = self._renumbered(tries, laid, replace(last)) if decides == laid.key else None
        if drawn is None and decides and laid.origins:
            drawn = self._with_new_pages(tries, laid, last, same=decides == laid.key)
        if drawn is not None:
            origins = origins_of(stamped, laid.fit) if laid.origins else {}
            self.pages.keep(stamped, laid.with_parts(decides, parts, origins, key))
        return drawn

    def _renumbered(self, tries: Tries, laid: LaidPages, last: Drawn) -> Drawn | None:
        """The sheet as it was drawn last with numbers in place of others, and another foot; None
        where more has changed."""
        if last.feet:
            set_apart(last)
        frame, feet, parts = tries.frame(laid.fit), feet_of(last), tries.parts(laid.fit)
        numbers, changed = new_numbers(laid.parts, parts), laid.changed(parts)
        if changed is None or not feet or _has_second_forms(parts.values()):
            return None
        if not _says_alike(frame, changed, numbers):
            return None
        wanted = list(map(feet.index, dict.fromkeys(feet)))
        document = self._margins(frame, Again(wanted, laid.course, bare=True))
        if document is None:
            return None
        made = self._made(tries.stamped, document)
        return renumbered(last, made, wanted, changed, numbers, self._digits(last))

    def _digits(self, drawn: Drawn) -> Mapping[str, Digits]:
        """The glyphs of digits by the names that a drawn sheet gives to the theme's fonts."""
        files = {file.name: file for file in self.fonts.values()}
        faces = drawn.typefaces.items()
        return {name: digit_glyphs(files[face.file]) for name, face in faces if face.file}

    def _with_new_pages(
        self, tries: Tries, laid: LaidPages, last: Drawn, *, same: bool
    ) -> Drawn | None:
        """The sheet as it was drawn last with its changed pages laid out and drawn again. `same`:
        nothing has changed that decides how it fits."""
        numbers = _wanted(laid, dict(tries.frame(laid.fit).parts), feet_of(last))
        document = self._again(tries, laid, numbers) if numbers else None
        if document is None or not (same or self._fits_still(tries, laid, document)):
            return None
        return exchanged(last, self._made(tries.stamped, document), numbers)

    def _fits_still(self, tries: Tries, laid: LaidPages, document: Document) -> bool:
        """Whether a sheet fits best as it did last, with these pages: in each setting that was
        tried it goes on as it did, and its end holds as many lines."""
        if not _ends_well(document, laid):
            return False
        if laid.at_once:
            return True
        return bool(laid.others) and all(self._stays(tries, one) for one in laid.as_tried())

    def _stays(self, tries: Tries, other: LaidPages) -> bool:
        """Whether no page of a sheet has moved in another setting that was tried."""
        wanted = other.changed(dict(tries.frame(other.fit).parts))
        if wanted is None or len(other.places) - 1 in wanted:
            return False
        _add_what_runs_on(wanted, other.course.clean)
        document = self._again(tries, other, sorted(wanted)) if wanted else None
        if document is None:
            return not wanted
        return not _is_parted(document.pages)

    def _made(self, stamped: Stamped, document: Document) -> Drawn:
        """Some pages of a sheet, drawn."""
        return draw(document, identity_of(stamped), self.fonts, self._code(stamped))

    def _last(self, stamped: Stamped) -> tuple[LaidPages | None, Drawn | None]:
        """How the sheet was laid out last, and what was drawn of it."""
        if not self.known_styles:
            return None, None
        laid = self.pages.find(stamped)
        last = self.store.find(laid.drawing) if laid else None
        if laid is None or last is None or last.pages != len(laid.places):
            return None, None
        return laid, replace(last, like=last.like or laid.drawing)

    def keep(self, stamped: Stamped, laid_out: LaidOut, key: str) -> None:
        """Note how a sheet was laid out whole, which is kept under `key`."""
        for settled in laid_out.settled if self.known_styles else ():
            laid = laid_pages(settled, key)
            if laid is not None:
                self.pages.keep(stamped, laid)

    def prune(self) -> None:
        """Forget how sheets were laid out that nothing has asked for in a fortnight."""
        self.remembered.prune()
        self.pages.prune()

    def _key(self, tries: Tries) -> str:
        renderer = self.renderer
        return self.remembered.key(tries.first(), renderer.language, draft=renderer.draft)

    def _code(self, stamped: Stamped) -> str:
        return leaf_text(stamped, self.renderer.language)

    def _margins(self, frame: Frame, again: Again) -> Document | None:
        """Pages with what stands in their margins alone; None where anything is wrong."""
        body = "\n".join(_bare(html) for _, html in frame.parts)
        with self.renderer.listening() as heard:
            document = self.renderer.document(replace(frame, body=body), again)
            return None if heard.take() else document

    def _again(self, tries: Tries, laid: LaidPages, numbers: Sequence[int]) -> Document | None:
        """These pages laid out; None where anything of them has moved or is wrong."""
        frame = tries.frame(laid.fit)
        seen = laid.standing_on([*numbers, *(number + 1 for number in numbers)])
        body = "\n".join(html if id in seen else _bare(html) for id, html in frame.parts)
        with self.renderer.listening() as heard:
            try:
                document = self.renderer.document(
                    replace(frame, body=body), Again(numbers, laid.course)
                )
            except PageMoved:
                return None
            if heard.take():
                return None
        for number, page in zip(numbers, document.pages, strict=True):
            if places_of(page) != laid.places[number] or any(spilled_words(page)):
                return None
        return document


def _has_second_forms(parts: Iterable[str]) -> bool:
    return any(map(_SECOND_FORMS.search, parts))


def _says_alike(frame: Frame, changed: set[int], numbers: NewNumbers) -> bool:
    """Whether a sheet of which some pages are `changed` says all that it said but for new numbers,
    none of which stands in the margins of its pages."""
    beside = (frame.title, frame.organisation, frame.code, frame.classification)
    return not numbers.stand_in(beside) and (bool(numbers) or not changed)


def _ends_well(document: Document, laid: LaidPages) -> bool:
    """Whether the end of a sheet with these pages is no shorter than any that is worth another
    try, and no heading is parted from its text by a drawing."""
    last = len(laid.places) - 1
    for number, page in zip(numbers_of(document), document.pages, strict=True):
        if number == last and lines_on(page) < WORTH:
            return False
    return not _is_parted(document.pages)


def _is_parted(pages: Iterable[Page]) -> bool:
    return any(stranded_heading(page) is not None for page in pages)


def identity_of(stamped: Stamped) -> str:
    """What decides the identifier of a sheet's PDF."""
    return f"{stamped.sheet.id}/{stamped.sheet.key.language}/{stamped.fingerprint}"


def _bare(html: str) -> str:
    """A part of a unit without its content: what stands behind it is told from the first by it."""
    begin = _BEGIN.match(html)
    assert begin, "print/unit.html begins with an element"
    return f"{begin[0]}</{begin[1]}>"


def _wanted(laid: LaidPages, parts: Mapping[str, str], feet: Sequence[int]) -> list[int]:
    """The pages that are laid out again, in order: those that changed, as many before and behind
    them as something runs on over, and one with each foot; none where the whole is to be."""
    changed = laid.changed(parts)
    if changed is None or not feet or _has_second_forms(parts.values()):
        return []
    wanted = set(changed)
    for foot in dict.fromkeys(feet):
        if foot not in map(feet.__getitem__, wanted):
            wanted.add(_nearest(feet, foot, wanted))
    _add_what_runs_on(wanted, laid.course.clean)
    return sorted(wanted)


def _add_what_runs_on(wanted: set[int], clean: Sequence[bool]) -> None:
    """Add pages on which something begins that runs on into one that is wanted, and those into
    which something of it runs on. `clean` has an entry for what is behind the last page."""
    last = len(clean) - 1
    for number in range(last - 1, 0, -1):
        if number in wanted and not clean[number]:
            wanted.add(number - 1)
    for number in range(1, last):
        if number - 1 in wanted and not clean[number]:
            wanted.add(number)


def _nearest(feet: Sequence[int], foot: int, wanted: set[int]) -> int:
    """The page with a foot that is nearest to those that are wanted anyway."""
    numbers = filter(lambda number: feet[number] == foot, range(len(feet)))
    near = min(wanted, default=0)
    return min(numbers, key=lambda number: abs(number - near))
