"""Update packets as PDFs: filing instructions, the manual's front leaves, then exactly the new and
changed leaves, each sheet on a leaf of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wardbook.editions.leaf_rows import is_regrouped
from wardbook.editions.packets import WHOLE_FROM, Packet, ShelfLists
from wardbook.editions.sheet_lines import issued_lines, sheet_lines
from wardbook.editions.void_stock import anew_by_stock
from wardbook.editions.word_list import WordList
from wardbook.findings import Finding
from wardbook.fonts import fonts_by_name, fonts_by_size
from wardbook.pdf.binding import Binding, BindingOptions, Part
from wardbook.pdf.change_bars import with_bars, with_bars_at
from wardbook.pdf.drawing import draw
from wardbook.pdf.drawn_sheets import SHEETS, Drawn, DrawnSheets
from wardbook.pdf.job_records import Kept, PrintPlace
from wardbook.pdf.printed_lists import list_frame, print_list
from wardbook.pdf.printing import draw_all, front_of, pages_of, renderer_of
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.edition_records import IssuedEdition
from wardbook.sheets.book import Book
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import MUL, Sheet, Stamped
from wardbook.sheets.units import Gathered
from wardbook.theme import theme_roots

Pages = tuple[int, int]
"""The first and the last, from 1."""


@dataclass(frozen=True)
class PrintedPacket:
    """A file of the print office's list: how many pages it has, and which of them are not filed:
    cards for the wall, and the list of check words."""

    packet: Packet
    file: str
    pages: int
    cards: tuple[Pages, ...] = ()
    words: Pages | None = None

    @property
    def leaves(self) -> int:
        """Leaves of paper, most of them printed on both sides."""
        return -(-self.pages // 2)

    @property
    def filed(self) -> Pages:
        """The pages that are filed, and their instructions: those before all others."""
        apart = [*self.cards, *filter(None, (self.words,))]
        return 1, min((first for first, _ in apart), default=self.pages + 1) - 1


def print_packets(
    places: Mapping[str, PrintPlace],
    book: Book,
    packets: Sequence[Packet],
    held: Mapping[str, IssuedEdition],
) -> tuple[tuple[PrintedPacket, ...], tuple[Finding, ...]]:
    """Write a PDF for each update packet of a book below the stage of its place; what was made, and
    what was wrong: then nothing is. `held`: the editions that copies may hold, by id."""
    printer = _PacketPrinter(places, book, held)
    findings = printer.draw(packets)
    if findings:
        return (), findings
    return tuple(map(printer.write, packets)), ()


def book_for(book: Book, packets: Sequence[Packet]) -> Book:
    """What of a book packets need: their manuals and what these hold. All of it takes a second to
    be sent to a process."""
    ids = {packet.manual for packet in packets}
    manuals: list[Manual] = []
    sheets: dict[str, Stamped] = {}
    units: dict[str, Stamped] = {}
    for manual in book.handed_out:
        if manual.id in ids:
            manuals.append(manual)
            for unit in manual.units:
                sheets |= {id: book.sheets[id] for id in unit.sheets}
                if unit.id in book.units:
                    units[unit.id] = book.units[unit.id]
    return replace(
        book,
        manuals=tuple(manuals),
        leaves=(),
        sheets=sheets,
        units=units,
        clock=None,
        check_words=(),
    )


class _PacketPrinter:
    """Draws the sheets of one book's packets once, and binds them."""

    def __init__(
        self, places: Mapping[str, PrintPlace], book: Book, held: Mapping[str, IssuedEdition]
    ) -> None:
        self._book = book
        self._held = held
        self._places = places
        self._place = places[book.language]
        self._manuals = {manual.id: manual for manual in book.handed_out}
        self._store = DrawnSheets(self._place.cache / SHEETS, self._place.look)
        roots = theme_roots(self._place.project, self._place.layers)
        self._fonts, self._sizes = fonts_by_name(roots), fonts_by_size(roots)
        self._kept: dict[str, Kept] = {}
        self._found: dict[str, Drawn] = {}
        self._bound: tuple[tuple[int, ...], Binding] | None = None

    def draw(self, packets: Sequence[Packet]) -> tuple[Finding, ...]:
        """Draw every sheet of the manuals: their front leaves name the pages of each."""
        ids: dict[str, None] = {}
        for packet in packets:
            if not packet.recalled:
                units = self._manuals[packet.manual].units
                ids |= dict.fromkeys(unit.id for unit in units)
        findings: list[Finding] = []
        for language in (self._book.language, MUL):
            sheets = []
            for id in ids:
                stamped = self._book.units.get(id) or self._book.sheets[id]
                if stamped.sheet.key.language == language:
                    sheets.append(stamped)
            drawings = draw_all(self._places[language], tuple(sheets))
            findings += drawings.findings
            for key, kept in drawings.kept.items():
                self._kept[key.id] = kept
        return tuple(findings)

    def write(self, packet: Packet) -> PrintedPacket:
        """Write the PDF of a packet."""
        manual = self._manuals.get(packet.manual)
        sheets: Sequence[str] = ()
        if manual and not packet.recalled:
            sheets = self._put_in(packet, manual)
            if len(sheets) == len(manual.units):
                packet = replace(packet, whole=True)
        title = f"{packet.title} · {packet.copy} · {packet.edition}"
        options = BindingOptions(title, packet.language, duplex=True)
        instructions = Part(self._instructions(packet, sheets, renderer_of(self._place)))
        leaves = tuple(self._contents(packet, manual, sheets))
        bound = self._binding(leaves, options).bound(options, instructions)
        file = f"{packet.file}.pdf"
        (self._place.stage / file).write_bytes(bound.data)
        places = list(_places(leaves, bound.pages))
        words = places.pop() if packet.words and places else None
        cards = len(self._on_wall(packet, sheets))
        return PrintedPacket(packet, file, bound.pages, tuple(places[len(places) - cards :]), words)

    def _binding(self, leaves: tuple[Drawn, ...], options: BindingOptions) -> Binding:
        """These leaves, bound. Copies of one manual, which follow each other, have them in
        common."""
        key = tuple(map(id, leaves))  # of drawings that are kept in `_found`
        if self._bound is None or self._bound[0] != key:
            self._bound = (key, Binding(list(map(Part, leaves)), options, self._fonts))
        return self._bound[1]

    def _put_in(self, packet: Packet, manual: Manual) -> Sequence[str]:
        """The units that a packet puts in: all of them where more than `WHOLE_FROM` of the leaves
        changed, or sheets share other leaves than in the copy and no record says which."""
        every = [unit.id for unit in manual.units]
        if packet.whole or is_regrouped(self._book, manual, self._held.get(packet.held)):
            return every
        changed = {row.sheet for row in packet.leaves if row.into}
        units = [id for id in every if id in changed]
        if self._leaves(units) > WHOLE_FROM * self._leaves(every):
            return every
        return units

    def _why_whole(self, packet: Packet, renderer: PdfRenderer) -> str:
        """Why a copy that was handed out before gets the whole manual; nothing where the
        instructions say another cause, or it gets some leaves."""
        manual = self._manuals.get(packet.manual)
        if manual is None or not packet.whole or not packet.held or packet.lost:
            return ""
        held = self._held.get(packet.held)
        if held is None:
            return renderer.word("packet_whole_unknown")
        if is_regrouped(self._book, manual, held):
            return renderer.word("packet_whole_regrouped")
        return renderer.word("packet_whole_share").replace("%n", f"{WHOLE_FROM:.0%}"[:-1])

    def _contents(
        self, packet: Packet, manual: Manual | None, sheets: Sequence[str]
    ) -> Iterator[Drawn]:
        """All that is printed behind the instructions: front leaves, leaves, check words. Nothing
        of a manual that is taken back."""
        renderer = renderer_of(self._place)
        if manual is None or packet.recalled:
            return
        if manual.has_front(pages_of(manual, self._kept)):
            yield self._marked_front(packet, manual, renderer)
        for id in sheets if not packet.loose else ():
            yield self._marked(packet.held, id)
        yield from map(self._for_wall, self._on_wall(packet, sheets))
        if packet.words:
            yield self._check_words(packet.words, renderer)

    def _leaves(self, sheets: Sequence[str]) -> int:
        """Leaves of paper: each sheet starts on one, and is printed on both sides."""
        return sum(-(-self._kept[id].leaves.pages // 2) for id in sheets)

    def _drawn(self, id: str) -> Drawn:
        if id not in self._found:
            drawn = self._store.find(self._kept[id].key)
            assert drawn is not None, "it was drawn for this"
            self._found[id] = drawn
        return self._found[id]

    def _on_wall(self, packet: Packet, sheets: Sequence[str]) -> tuple[str, ...]:
        """What hangs on a wall: cards, or the single leaf."""
        if packet.loose:
            return tuple(sheets)
        if not packet.posted:
            return ()
        return tuple(filter(self._is_card, sheets))

    def _is_card(self, id: str) -> bool:
        return id in self._book.sheets and self._book.sheets[id].sheet.kind is SheetKind.CARD

    def _for_wall(self, id: str) -> Drawn:
        """A card once more: what is bound twice in one PDF is two drawings."""
        key = f"wall {id}"
        if key not in self._found:
            drawn = self._store.find(self._kept[id].key)
            assert drawn is not None, "it was drawn for this"
            self._found[key] = replace(drawn, anchors={}, bookmarks=())
        return self._found[key]

    def _marked(self, held: str, id: str) -> Drawn:
        """A unit's leaves with bars beside what is new since the edition `held`. Without a record
        of it nobody knows what is new."""
        edition = self._held.get(held)
        if edition is None:
            return self._drawn(id)
        key = f"since {held} {id}"
        if key not in self._found:
            before: list[str] = []
            after: list[str] = []
            for sheet in self._sheets_of(id):
                before += issued_lines(edition, (sheet.key.id, sheet.key.language))
                after += sheet_lines(sheet)
            self._found[key] = with_bars(self._drawn(id), before, after)
        return self._found[key]

    def _sheets_of(self, id: str) -> list[Sheet]:
        """The sheets of a unit, which is one or holds several."""
        unit = self._book.units.get(id)
        if unit is None:
            return [self._book.sheets[id].sheet]
        gathered = unit.sheet.content
        assert isinstance(gathered, Gathered)
        return list(gathered.sheets)

    def _marked_front(self, packet: Packet, manual: Manual, renderer: PdfRenderer) -> Drawn:
        """Front leaves with bars beside the leaves of the packet in the list of effective sheets.
        A copy that is handed out for the first time has none."""
        front = self._front(manual, renderer)
        if packet.held not in self._held:
            return front
        key = f"front {manual.id} {packet.rows}"
        if key not in self._found:
            self._found[key] = with_bars_at(front, [row.into for row in packet.rows if row.into])
        return self._found[key]

    def _check_words(self, listed: WordList, renderer: PdfRenderer) -> Drawn:
        """The check words of a department's leaves, for its wall."""
        key = f"words {listed.department}"
        if key not in self._found:
            title = f"{renderer.word('words_title')} · {listed.name}"
            body = renderer.template("print/check-words.html", {"l": listed})
            frame = list_frame(self._book, f"words-{listed.department}", title, body)
            document = renderer.document(frame)
            self._found[key] = draw(document, f"{key}/{self._book.edition}", self._sizes)
        return self._found[key]

    def _front(self, manual: Manual, renderer: PdfRenderer) -> Drawn:
        key = f"front {manual.id}"
        if key not in self._found:
            drawn, _ = front_of(manual, self._kept, renderer)
            self._found[key] = drawn
        return self._found[key]

    def _instructions(self, packet: Packet, sheets: Sequence[str], renderer: PdfRenderer) -> Drawn:
        values = {
            "p": packet,
            "leaves": self._leaves(sheets),
            "why": self._why_whole(packet, renderer),
            "bars": packet.held in self._held and not packet.recalled,
            "words": packet.words,
        }
        title = f"{packet.title} · {packet.copy}"
        foot = f"{packet.copy} · {self._book.edition}"
        body = renderer.template("print/packet.html", values)
        frame = list_frame(self._book, f"packet-{packet.copy}", title, body, foot=foot)
        document = renderer.document(frame)
        return draw(document, f"packet/{packet.copy}/{packet.edition}", self._sizes)


def _places(leaves: Sequence[Drawn], pages: int) -> Iterator[Pages]:
    """The pages of each of the last parts of a PDF that has so many: each begins on a leaf of its
    own."""
    starts, at = [], 0
    for one in leaves:
        starts.append(at)
        at += one.pages + one.pages % 2
    for start, one in zip(starts, leaves, strict=True):
        first = pages - leaves[-1].pages - starts[-1] + start + 1
        yield first, first + one.pages - 1


def print_office_list(
    place: PrintPlace, book: Book, made: Sequence[PrintedPacket], shelf: ShelfLists
) -> Path:
    """Write the list for the print office by paper stock: each file and how often, forms that are
    printed anew."""
    renderer = renderer_of(place)
    title = renderer.word("reprint_title")
    values = {
        "made": made,
        "shelf": shelf,
        "anew": anew_by_stock(shelf.void),
        "leaves": sum(one.leaves * one.packet.count for one in made),
        "title": title,
    }
    body = renderer.template("print/reprint.html", values)
    frame = list_frame(book, "print-office", title, body)
    return print_list(place, frame, f"reprint/{book.edition}", "print-office.pdf")
