"""Conventions of a country and a house: dates, clocks, paper, names of numbers, telephone numbers."""

from dataclasses import replace
from datetime import date

import pytest
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model.conventions import Conventions, choice, groupings
from wardbook.plan.model.scalars import Clock
from wardbook.plan.project import Project
from wardbook.sheets.books import books
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.telephone import grouped
from wardbook.theme import measures, theme_roots, words


def with_conventions(project: Project, **chosen: str) -> Project:
    site = project.site.model_copy(
        update={
            "conventions": Conventions.model_validate(
                {k: Scalar(v, Mark("made")) for k, v in chosen.items()}
            )
        }
    )
    return replace(project, site=site)


@pytest.mark.parametrize(
    ("preset", "english", "chinese"),
    [
        ("iso", ("2026-03-01", "14:05"), ("2026-03-01", "14:05")),
        ("cn", ("2026-03-01", "14:05"), ("2026-03-01", "14:05")),
        ("us", ("Mar 1, 2026", "2:05 PM"), ("2026-03-01", "下午2:05")),
        ("uk", ("1 Mar 2026", "14:05"), ("2026-03-01", "14:05")),
    ],
)
def test_days_and_times_of_text(
    staff: Project, preset: str, english: tuple[str, str], chinese: tuple[str, str]
) -> None:
    project = with_conventions(staff, preset=preset)
    for language, (day, time) in (("en", english), ("zh", chinese)):
        localizer = localizer_for(project, language)
        assert localizer.day(date(2026, 3, 1)) == day
        assert localizer.clock(Clock(14 * 60 + 5)) == time


def test_midnight_and_noon_by_twelve_hours(staff: Project) -> None:
    localizer = localizer_for(with_conventions(staff, clock="12"), "en")
    times = [localizer.clock(Clock(minutes)) for minutes in (0, 12 * 60, 24 * 60)]
    assert times == ["12:00 AM", "12:00 PM", "12:00 AM"]


def test_one_choice_stands_beside_a_preset(staff: Project) -> None:
    localizer = localizer_for(with_conventions(staff, preset="us", clock="24"), "en")
    assert localizer.clock(Clock(845)) == "14:05"
    assert localizer.day(date(2026, 12, 31)) == "Dec 31, 2026"


def form_words(project: Project, language: str = "en") -> dict[str, str]:
    found = words(theme_roots(project.root, project.site.layers), "words", language)
    return {
        key: found[key]
        for key in (
            "form_card_no",
            "form_inpatient_no",
            "form_date",
            "form_time",
            "form_currency_sign",
        )
    }


def test_what_a_form_of_a_us_hospital_says(staff: Project) -> None:
    assert form_words(with_conventions(staff, preset="us")) == {
        "form_card_no": "MRN",
        "form_inpatient_no": "Encounter no.",
        "form_date": "m d y",
        "form_time": "h min AM PM",
        "form_currency_sign": "$",
    }
    assert form_words(with_conventions(staff, preset="uk"))["form_card_no"] == "NHS no."
    assert form_words(with_conventions(staff, preset="cn"), "zh")["form_card_no"] == "就诊卡号"


@pytest.mark.parametrize(
    ("language", "preset"),
    [
        ("zh", "cn"),
        ("zh-Hant", "cn"),
        ("en-US", "us"),
        ("en-GB", "uk"),
        ("en", "iso"),
        ("fr", "iso"),
    ],
)
def test_the_first_language_decides_where_nothing_is_said(language: str, preset: str) -> None:
    said = Conventions.model_validate({"preset": Scalar(preset, Mark("made"))})
    for name in ("dates", "clock", "paper", "identifiers", "currency", "thousands", "spelling"):
        assert choice(None, language, name) == choice(said, "xx", name)
    assert groupings(None, language) == groupings(said, "xx")


@pytest.mark.parametrize(
    ("written", "preset", "printed"),
    [
        ("5550100142", "us", "555-010-0142"),
        ("5550142", "us", "555-0142"),
        ("13900001111", "cn", "139 0000 1111"),
        ("555 010 0142", "us", "555 010 0142"),
        ("120", "us", "120"),
        ("5550100142", "uk", "5550100142"),
    ],
)
def test_groups_of_telephone_numbers(written: str, preset: str, printed: str) -> None:
    said = Conventions.model_validate({"preset": Scalar(preset, Mark("made"))})
    assert grouped(written, groupings(said, "en")) == printed


def test_numbers_are_grouped_on_every_sheet(project: Project) -> None:
    first = next(iter(project.contacts.values()))
    changed = first.model_copy(update={"number": Scalar("5550100142", Mark("made"))})
    own = replace(project, contacts={**project.contacts, str(first.id): changed})
    (book,) = books(with_conventions(own, preset="us"), "staff", ("en",))
    said = str([stamped.sheet.content for stamped in book.sheets.values()])
    assert "555-010-0142" in said and "5550100142" not in said


def test_forms_lie_on_the_paper_of_the_house(project: Project) -> None:
    for form in project.forms.values():
        letter = form.on_paper_of("Letter")
        if form.labels:
            assert letter == form
            continue
        assert (
            str(letter.paper)
            == {
                "A4": "Letter",
                "A5": "Half-Letter",
                "A4-landscape": "Letter-landscape",
                "A5-landscape": "Half-Letter-landscape",
                "A3": "Tabloid",
            }[str(form.paper)]
        )
        assert str(letter.on_paper_of("A4").paper) == str(form.paper)


def test_legal_paper_stays_legal(project: Project) -> None:
    form = next(iter(project.forms.values())).model_copy(update={"paper": "Legal", "labels": None})
    assert form.on_paper_of("A4").paper == form.on_paper_of("Letter").paper == "Legal"


def test_a_form_knows_how_much_room_it_has(project: Project) -> None:
    (book,) = books(project, "staff", ("en",))
    view = next(
        s.sheet.content for s in book.sheets.values() if isinstance(s.sheet.content, FormView)
    )
    sizes = {}
    for paper, width, height in (
        ("Half-Letter", 140, 216),
        ("Letter", 216, 279),
        ("Legal-landscape", 356, 216),
        ("Tabloid", 279, 432),
        ("A5-landscape", 210, 148),
    ):
        shown = replace(view, paper=paper, width=width, height=height, landscape=width > height)
        sizes[paper] = (shown.size, shown.sheet_name)
    assert sizes == {
        "Half-Letter": ("half", "Half-Letter"),
        "Letter": ("full", "Letter"),
        "Legal-landscape": ("wide", "Legal"),
        "Tabloid": ("double", "Tabloid"),
        "A5-landscape": ("half-wide", "A5"),
    }


def test_a_drawing_has_less_height_on_letter(staff: Project) -> None:
    letter = with_conventions(staff, paper="Letter")
    roots = theme_roots(letter.root, letter.site.layers)
    assert measures(roots)["drawing_height"] < measures(theme_roots(letter.root))["drawing_height"]
