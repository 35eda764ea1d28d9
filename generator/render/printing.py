"""Prints an order: lays out every sheet that is wanted once, then binds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.render.leaves import LaidOut, lay_out
from generator.render.made import Made
from generator.render.memory import FitMemory
from generator.render.pdf import Bound, bind, single
from generator.render.press import Order, Pressed
from generator.render.shop import Shop
from generator.theme import theme_roots
from generator.views.book import Book
from generator.views.manual_shapes import Manual
from generator.views.sheet import MUL


def print_order(order: Order) -> Pressed:
    """Lay out, bind and write. Files are named by ids: manuals/zh/wards.pdf, cards/zh/wards.pdf, forms/prescription.pdf."""
    book = order.book
    shop = Shop(theme_roots(order.project), order.project, book.language, book.date, draft=book.draft)
    manuals = [manual for manual in book.manuals if manual.id in order.manuals]
    wanted = dict.fromkeys([*order.cards, *order.forms, *(sheet for manual in manuals for sheet in manual.sheets)])
    sheets = [book.sheets[sheet] for sheet in wanted]
    if book.language != book.languages[0][0]:
        sheets.reverse()  # jobs side by side meet in the middle of the forms and find what the other has fitted
    laid_out = lay_out(sheets, shop, FitMemory(order.cache / "fits", shop.style_files))
    if any(finding.blocks for finding in laid_out.findings):
        return Pressed((), laid_out.findings)
    made = [*_manuals(order, manuals, laid_out, shop), *_singles(order, laid_out, shop)]
    findings = (*laid_out.findings, *(finding for _, bound in made for finding in bound.findings))
    leaves = sum(laid_out.pages(sheet) for sheet in wanted)
    return Pressed(tuple(file for file, _ in made), tuple(dict.fromkeys(findings)), leaves)


def _manuals(order: Order, manuals: list[Manual], laid_out: LaidOut, shop: Shop) -> Iterator[tuple[Made, Bound]]:
    for manual in manuals:
        bound = bind(manual, order.book.sheets, laid_out, shop)
        path = f"manuals/{manual.language}/{manual.id}.pdf"
        _write(order.stage / path, bound)
        holds = (bound.pages, manual.sheets, bound.system_fonts)
        yield Made(path, "manual", manual.language, manual.department or "", *holds), bound


def _singles(order: Order, laid_out: LaidOut, shop: Shop) -> Iterator[tuple[Made, Bound]]:
    for id in (*order.cards, *order.forms):
        stamped = order.book.sheets[id]
        bound = single(stamped, laid_out, shop)
        folder, name = _place(order.book, id)
        path = f"{folder}/{name}.pdf"
        _write(order.stage / path, bound)
        language = stamped.sheet.key.language
        kind, department = ("form", "") if language == MUL else ("card", name)
        yield Made(path, kind, language, department, bound.pages, (id,), bound.system_fonts), bound


def _place(book: Book, sheet: str) -> tuple[str, str]:
    """Folder and file name of a card's or form's PDF."""
    if sheet.startswith("form-"):
        return "forms", sheet.removeprefix("form-")
    return f"cards/{book.language}", sheet.removeprefix("card-")


def _write(path: Path, bound: Bound) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bound.data)
