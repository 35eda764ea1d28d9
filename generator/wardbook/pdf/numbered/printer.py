"""Prints what no build makes: runs of numbered forms, and the lists that belong to them.

Loads WeasyPrint: whoever wants a printer makes the theme's fonts ready first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from wardbook.editions.word_list import WordList
from wardbook.findings import Finding
from wardbook.pdf.binding import Bound
from wardbook.pdf.numbered.identities import Identity
from wardbook.pdf.numbered.orders import (
    DeskList,
    IdentityOrder,
    NumberedOrder,
    identity_pdfs,
    labels_pdf,
    list_pdf,
    masters_pdf,
    numbered_pdf,
    print_setup,
)
from wardbook.pdf.numbered.print_job import Piece, PrintJob, printed_with, view_of
from wardbook.plan.model.form import Identities
from wardbook.serials.reconciliation import Account
from wardbook.serials.runs import NewRun
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.box_papers import BoxCard, PackTicket
from wardbook.sheets.command.drill_kit import DrillView
from wardbook.sheets.command.drill_register import PlannedDrill
from wardbook.sheets.forms.run_papers import RunTicket
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.registers.price_lists import PriceBooklet, WindowPrices
from wardbook.theme import words

Pieces = tuple[tuple[Piece, ...], tuple[Finding, ...]]
"""The PDFs of a job, and what does not fit: then there are none."""


class Printer:
    """Prints forms and lists of `book` in `language`."""

    def __init__(self, project: Path, book: Book, language: str) -> None:
        self._book = book
        self._setup = print_setup(project, book, language)
        self._languages = tuple(code for code, _ in book.languages)

    def run(self, job: PrintJob) -> Pieces:
        """The job's PDFs. What does not fit is returned, and then there are none."""
        if job.run is None:
            return self._labels(job)
        if job.form.identities:
            return self._identities(job, job.run, job.form.identities)
        return self._numbered(job, job.run)

    def _labels(self, job: PrintJob) -> Pieces:
        stamped = job.book.sheets[job.sheet]
        data, problems = labels_pdf(stamped, job.count, self._setup, drill=job.drill)
        if problems:
            return (), problems
        return (Piece(job.view, data, job.count),), ()

    def _numbered(self, job: PrintJob, run: NewRun) -> Pieces:
        order = NumberedOrder(
            job.book.sheets[job.sheet],
            job.serials,
            run.edition,
            _each_apart(job),
            job.drill,
            _printed(job, run),
        )
        data, problems = numbered_pdf(order, self._setup)
        if problems:
            return (), problems
        pages = job.count
        if _each_apart(job):
            pages *= max(1, len(job.view.copies))
        if job.view.back:
            pages *= 2
        return (Piece(job.view, data, pages),), ()

    def _identities(self, job: PrintJob, run: NewRun, named: Identities) -> Pieces:
        """A register with a number in each row, and its labels."""
        sheets = [job.book.sheets[job.sheet]]
        for form in printed_with(job.project, job.form)[1:]:
            sheets.append(job.book.sheets[sheet_ids.form_id(form)])
        order = IdentityOrder(
            register=sheets[0],
            labels=sheets[1] if len(sheets) > 1 else None,
            identities=_named(job, named),
            each=named.each,
            edition=run.edition,
            drill=job.drill,
            printed=_printed(job, run),
        )
        printed, problems = identity_pdfs(order, self._setup)
        pieces = []
        for stamped in sheets:
            view = view_of(job.book, stamped.sheet.id)
            if view.code in printed:
                made = printed[view.code]
                pieces.append(Piece(view, made.data, made.pages))
        return tuple(pieces), problems

    def masters(self, sheets: Sequence[str], whose: str) -> tuple[bytes, tuple[Finding, ...]]:
        """Forms without a number, to be copied: weeks are copied, not stored. `whose` box they are
        for."""
        stamped = [self._book.sheets[sheet] for sheet in sheets]
        title = f"{self._word('pack_masters')} · {whose}"
        return masters_pdf(stamped, title, self._setup)

    def ticket(self, view: RunTicket) -> bytes:
        """The print office's ticket of a run."""
        foot = f"{view.run} · {self._book.edition}"
        return self._list("ticket", f"ticket-{view.run}", view.run, {"t": view}, foot=foot).data

    def box_card(self, view: BoxCard) -> Bound:
        """The card in a box's lid, and its label."""
        return self._of_box("box", view, {"b": view})

    def check_words(self, view: WordList) -> bytes:
        """The check words of a department's leaves, for its wall and the lid of its box."""
        title = f"{self._word('words_title')} · {view.name}"
        return self._list("check-words", f"words-{view.department}", title, {"l": view}).data

    def pack_ticket(self, view: PackTicket) -> bytes:
        """The print office's ticket of a whole box."""
        return self._of_box("pack", view.card, {"t": view}).data

    def _of_box(self, template: str, card: BoxCard, values: Mapping[str, object]) -> Bound:
        title = f"{self._word(f'{template}_title')} · {card.name}"
        banner = self._word("ticket_drill") if card.drill else ""
        return self._list(template, f"{template}-{card.department}", title, values, banner=banner)

    def price_booklet(self, view: PriceBooklet) -> bytes:
        """The booklet of all prices."""
        issue = self._issue(view)
        values = {"p": view, "issue": issue}
        return self._list("prices", "prices", self._word("prices_title"), values, foot=issue).data

    def window_prices(self, view: WindowPrices, most: int) -> tuple[bytes, int]:
        """The page of a window with at most `most` items, or as many as fit it; how many."""
        over = min(most, len(view.rows))
        whole = self._window_page(view.first(over))
        if whole.pages == 1 or over == 1:
            return whole.data, over
        fits, page = 1, None
        while over - fits > 1:  # half of what may fit is ruled out by each look
            middle = (fits + over) // 2
            tried = self._window_page(view.first(middle))
            if tried.pages == 1:
                fits, page = middle, tried
            else:
                over = middle
        return (page or self._window_page(view.first(fits))).data, fits

    def _window_page(self, view: WindowPrices) -> Bound:
        title, issue = self._word("prices_top_title"), self._issue(view)
        if view.window:
            title += f" · {view.window}"
        values = {"p": view, "title": title, "issue": issue}
        return self._list("prices_top", f"top-{view.number}", title, values, foot=issue)

    def _issue(self, view: PriceBooklet | WindowPrices) -> str:
        """Which edition a price list is."""
        edition = f"{self._word('prices_edition')} {view.edition}"
        return f"{edition} · {self._word('prices_date')} {view.date}"

    def drill_kit(self, id: str, view: DrillView, planned: PlannedDrill | None) -> bytes:
        """Everything that a drill needs on paper. `id` tells kits apart."""
        title = f"{self._word('drill_title')} {view.scenario_code} · {view.department}"
        mark = self._in_each_language("drill_mark")
        values = {"d": view, "planned": planned, "mark": mark}
        return self._list("drill", id, title, values, banner=mark).data

    def account(self, account: Account, source: str, issued: str) -> bytes:
        """The account of numbered forms as a list to sign: of which list, for which numbers."""
        values = {"a": account, "source": source, "issued": issued}
        title = self._word("account_title")
        return self._list("account", "account", title, values, foot=source).data

    def _list(
        self,
        template: str,
        id: str,
        title: str,
        values: Mapping[str, object],
        *,
        foot: str = "",
        banner: str = "",
    ) -> Bound:
        """A list. `foot` empty: the edition stands there."""
        wanted = DeskList(
            f"print/{template}.html",
            id,
            title,
            self._book.organisation,
            foot or self._book.edition,
            banner,
            self._book.edition,
        )
        return list_pdf(wanted, values, self._setup)

    def _in_each_language(self, key: str) -> str:
        """A word that nobody may miss, in the kit's language and in the plan's others."""
        renderer = self._setup.renderer
        said: list[str] = []
        for language in dict.fromkeys((renderer.language, *self._languages)):
            said.append(words(renderer.roots, "words", language)[key])
        return " ".join(said)

    def _word(self, key: str) -> str:
        return self._setup.renderer.word(key)


def _each_apart(job: PrintJob) -> bool:
    """Whether each copy of a set has paper of its own: as ordered, and where the form has a back,
    which no carbonless paper copies."""
    return job.copies or bool(job.view.back)


def _named(job: PrintJob, named: Identities) -> tuple[Identity, ...]:
    """The identities of a run. A variant gives none of them a name."""
    localizer = localizer_for(job.project, job.book.form_language)
    identities = []
    for serial in job.serials:
        alias = "" if job.variant else _alias(localizer, named, serial.number)
        identities.append(Identity(serial, alias))
    return tuple(identities)


def _alias(localizer: Localizer, named: Identities, number: int) -> str:
    """The name under which somebody is known whose own is not; empty where there is none."""
    word = named.alias(number)
    return f"{localizer.words(word)} {number}" if word else ""


def _printed(job: PrintJob, run: NewRun) -> str:
    """The day of printing as forms show it."""
    return localizer_for(job.project, job.book.form_language).day(run.printed)
