"""The clock poster: real times by hand, and what is due in each time band, from the cards and the chain of activation."""

from dataclasses import replace

import pytest
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.command.clock import ClockRow, ClockView

from tests.every_project import EVERY_PROJECT, folder_of
from tests.plans import books_in


def view(book: Book) -> ClockView:
    found = book.sheets[sheet_ids.CLOCK].sheet.content
    assert isinstance(found, ClockView)
    return found


def due(row: ClockRow) -> dict[int, list[tuple[str, str]]]:
    lines = {
        at: [("".join(run.text for run in one.text), one.deadline) for one in cell]
        for at, cell in enumerate(row.cells)
    }
    return {at: some for at, some in lines.items() if some}


def rows(book: Book) -> dict[str, ClockRow]:
    return {row.name: row for row in view(book).rows}


def test_times_are_the_moments_of_an_outage_and_its_long_bands(book: Book) -> None:
    assert view(book).times == (
        "Fault discovered",
        "Activated",
        "T0, paper starts",
        "+ 30 min",
        "+ 4 h",
        "All-clear",
    )


def test_columns_are_the_bands_of_the_cards(book: Book, project: Project) -> None:
    assert [band.label for band in view(book).bands] == [
        band.label.words("en") for band in project.site.bands
    ]
    assert all(len(row.cells) == len(project.site.bands) for row in view(book).rows)


def test_the_chain_comes_first_and_leads_to_the_notice(book: Book) -> None:
    chain = view(book).rows[0]
    assert (chain.name, due(chain)) == (
        "Chain of activation",
        {
            1: [
                ("Technician: Activation proposal", "within 10 min of discovery"),
                ("Clinic manager: Activation order", ""),
            ]
        },
    )


def test_a_cell_holds_what_has_a_deadline_else_what_the_band_begins_with(book: Book) -> None:
    desk = due(rows(book)["Welcome Desk"])
    assert desk[0] == [("Call 7001, note the time", "within 5 min of discovery")], (
        "the care of one patient stands on the card"
    )
    assert desk[1] == [("Decide whether the clinic goes to paper", "")]
    assert rows(book)["Welcome Desk"].note == "on paper within 10 min of discovery"


def test_only_departments_in_scope_stand_on_it(book: Book) -> None:
    assert list(rows(book)) == [
        "Chain of activation",
        "Welcome Desk",
        "Consulting Rooms",
        "Dispensary",
    ]


@pytest.mark.parametrize("audience", ["posted", "staff", "restricted"])
def test_a_poster_never_shows_personal_numbers(audience: str, project: Project) -> None:
    for book in books(project, audience):
        assert book.sheets[sheet_ids.CLOCK].sheet.key.audience == audience
        assert "700-1234" not in repr(view(book)) and "7001" in repr(view(book))


def test_the_public_does_not_get_it(project: Project) -> None:
    assert all(sheet_ids.CLOCK not in book.sheets for book in books(project, "public"))


def test_it_is_a_poster_on_a_stock_of_its_own_and_in_no_manual(book: Book) -> None:
    assert not any(sheet_ids.CLOCK in manual.sheets for manual in book.manuals)
    (posters,) = (volume for volume in book.volumes if sheet_ids.CLOCK in volume.sheets)
    assert posters.sheets == (sheet_ids.CLOCK,)
    assert "A3" in posters.name


def test_without_a_band_of_the_notice_the_chain_stands_in_the_first(project: Project) -> None:
    bands = tuple(band for band in project.site.bands if band.start != "announced")
    bare = replace(project, site=project.site.model_copy(update={"bands": bands}))
    (book,) = books(bare, "staff", ("en",))
    assert list(due(view(book).rows[0])) == [0]


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY_PROJECT)
def test_what_is_due_first_stands_first_and_nothing_below_the_deadline_of_others(name: str) -> None:
    """ "within 3 days of the all-clear" stood before "within 2 h", and what has no deadline below
    it, as if it had 3 days."""
    for made in books_in(folder_of(name), "staff"):
        if sheet_ids.CLOCK not in made.sheets:
            continue
        poster = view(made)
        for part in poster.printed:
            above, minutes = "", 0
            for one in part.lines:
                if isinstance(one, str):
                    above = one
                    continue
                limit = next(limit for limit, dues in part.limits.items() if one in dues)
                assert above == limit or (above == poster.no_limit and not limit)
                first = part.limits[limit][0].line.minutes
                assert not limit or first >= minutes, (part.band.label, limit)
                minutes = first


def test_what_has_no_deadline_says_so_behind_what_has_one(book: Book) -> None:
    part = view(book).printed[1]
    said = [one if isinstance(one, str) else one.name for one in part.lines]
    at = said.index("no set time")
    assert said[at - 2 : at] == ["within 10 min of discovery", "Chain of activation"]
    assert "Welcome Desk" in said[at + 1 :]


def test_a_deadline_that_goes_on_stands_at_the_head_of_the_next_column(book: Book) -> None:
    """ "Activation order" stood at the head of a column, its deadline in the one before."""
    poster = view(book)
    one_by_one = [(at, *([1] * len(part.lines))) for at, part in enumerate(poster.printed)]
    for part, row in zip(poster.printed, poster.set_in(one_by_one), strict=True):
        lines = part.lines
        assert [column[-1] for column in row.columns] == list(lines)
        begun = next((at for at, line in enumerate(lines) if isinstance(line, str)), len(lines))
        for column in row.columns[begun:]:
            assert isinstance(column[0], str)
        assert all(len(column) == 1 for column in row.columns[: begun + 1])
