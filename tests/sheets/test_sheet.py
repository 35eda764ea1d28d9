"""Fingerprints: one fact changed changes the sheets that say it, and no other."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.project import Project
from wardbook.plan.text import Text, parse_text
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.sheet import (
    Sheet,
    SheetKey,
    Span,
    Stamp,
    Stamped,
    Target,
    below,
    fingerprint,
    plain,
    short_fingerprint,
    targets,
)

CONTACTS = (
    "helpdesk",
    "helpdesk-mobile",
    "welcome-line",
    "rooms-line",
    "dispensary-line",
    "duty-line",
    "chart-vendor",
)
Said = Callable[[object], str]
Changed = Callable[..., Project]


def sheets(project: Project) -> dict[tuple[str, str], Stamped]:
    return {
        (id, book.language): found
        for book in books(project, "restricted")
        for id, found in book.sheets.items()
    }


@dataclass(frozen=True)
class Marked:
    """The clinic with a number and a name for each contact that stand nowhere else, its sheets, and
    all that each says."""

    project: Project
    sheets: dict[tuple[str, str], Stamped]
    said: dict[tuple[str, str], str]


def number_of(contact: str, age: str = "old") -> Scalar:
    return Scalar(f"tel-{CONTACTS.index(contact)}-{age}", Mark("made"))


def name_of(contact: str, age: str = "Old") -> Text:
    name = Scalar(f"{age}Name{CONTACTS.index(contact)}", Mark("made"))
    return parse_text({"\0mark": Mark("made"), "en": name, "zh": name})


@pytest.fixture(scope="module")
def marked(project: Project, with_contact: Changed, said: Said) -> Marked:
    """Made once: no test changes it."""
    for contact in CONTACTS:
        project = with_contact(project, contact, number=number_of(contact), name=name_of(contact))
    found = sheets(project)
    texts = {key: said(one.sheet.content) + one.sheet.title for key, one in found.items()}
    return Marked(project, found, texts)


def assert_only_those_change(before: Marked, after: Project, marker: str) -> None:
    """`before` holds `marker` where `after` holds something else: exactly the sheets that say it differ, and those that name
    the check word of one (the shelf check)."""
    old, new = before.sheets, sheets(after)
    holding = {key for key, text in before.said.items() if marker in text}
    differing = {key for key in old if old[key].fingerprint != new[key].fingerprint}
    assert holding, "the fact stands nowhere"
    check_words = {old[key].stamp.short for key in holding}
    holding |= {
        key for key, text in before.said.items() if any(word in text for word in check_words)
    }
    assert differing == holding
    assert {key for key in old if old[key].stamp != new[key].stamp} == holding


@pytest.mark.parametrize("contact", CONTACTS)
def test_a_number_changes_the_sheets_that_hold_it(
    marked: Marked, with_contact: Changed, contact: str
) -> None:
    after = with_contact(marked.project, contact, number=number_of(contact, "new"))
    assert_only_those_change(marked, after, str(number_of(contact)))


@pytest.mark.parametrize("contact", CONTACTS)
def test_a_name_changes_the_sheets_that_hold_it(
    marked: Marked, with_contact: Changed, contact: str
) -> None:
    after = with_contact(marked.project, contact, name=name_of(contact, "New"))
    assert_only_those_change(marked, after, name_of(contact).words("en"))


def test_every_contact_is_tried(project: Project) -> None:
    assert set(CONTACTS) == set(project.contacts)


def test_a_new_edition_changes_no_fingerprint(project: Project) -> None:
    edition = project.site.edition.model_copy(update={"id": Scalar("99", Mark("made"))})
    later = replace(project, site=project.site.model_copy(update={"edition": edition}))
    old, new = sheets(project), sheets(later)
    assert {key: found.fingerprint for key, found in old.items()} == {
        key: found.fingerprint for key, found in new.items()
    }
    assert all(
        found.stamp.edition.startswith("edition 99")
        for (_, language), found in new.items()
        if language == "en"
    )


def test_a_form_is_one_sheet_for_all_languages(project: Project) -> None:
    english, chinese = books(project, "staff")
    assert {english.sheets[id].sheet.key.language for id in english.forms} == {"mul"}
    assert {id: english.sheets[id].fingerprint for id in english.forms} == {
        id: chinese.sheets[id].fingerprint for id in chinese.forms
    }


def test_the_same_project_gives_the_same_fingerprints(project: Project, book: Book) -> None:
    again = books(project, "staff", ("en",))[0]
    assert again == book


def test_sheets_of_two_languages_and_two_audiences_are_different_sheets(project: Project) -> None:
    keys = [
        (found.sheet.key, found.fingerprint)
        for audience in ("public", "staff")
        for book in books(project, audience)
        for id, found in book.sheets.items()
        if id not in book.forms
    ]
    assert len({key for key, _ in keys}) == len(keys)
    assert len({digest for _, digest in keys}) == len(keys)


@pytest.mark.parametrize(
    "change",
    [
        {"code": "X2"},
        {"title": "Other"},
        {"content": Span("other")},
        {"key": SheetKey("b", "en", "staff")},
    ],
)
def test_what_a_fingerprint_sees(change: dict[str, object]) -> None:
    sheet = Sheet(SheetKey("a", "en", "staff"), SheetKind.CARD, "X1", "Title", Span("said"))
    assert fingerprint(replace(sheet, **change)) != fingerprint(sheet)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change", [{"words": ("found",)}, {"source": Mark("plan_source/x.yml", 3, 1)}]
)
def test_what_a_fingerprint_does_not_see(change: dict[str, object]) -> None:
    sheet = Sheet(SheetKey("a", "en", "staff"), SheetKind.CARD, "X1", "Title", Span("said"))
    assert fingerprint(replace(sheet, **change)) == fingerprint(sheet)  # type: ignore[arg-type]


def test_the_short_form_can_be_read_aloud() -> None:
    assert short_fingerprint("0" * 64) == "222-222"
    for number in range(0, 2**64, 2**58 + 12345):
        assert re.fullmatch(
            r"[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}", short_fingerprint(f"{number:016x}" + "0" * 48)
        )


def test_plain_names_each_type() -> None:
    assert plain((Span("a", target=Target("s")),)) == [
        {
            "type": "Run",
            "text": "a",
            "kind": "words",
            "target": {"type": "Target", "sheet": "s", "anchor": ""},
        }
    ]


def test_below_finds_in_reading_order() -> None:
    view = (Span("a", target=Target("one")), [Span("b"), Span("c", target=Target("two"))])
    assert [target.sheet for target in targets(view)] == ["one", "two"]
    assert [run.text for run in below(view, Span)] == ["a", "b", "c"]
    assert list(below(Stamp("o", "e", "s"), Span)) == []
