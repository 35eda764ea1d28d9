"""The border of redaction: whatever a book holds, it holds nothing above its audience."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.model.blocks import PrinciplesBlock, ProcedureBlock
from wardbook.plan.project import Project
from wardbook.plan.registries import ENTRIES
from wardbook.sheets.audience import (
    AUDIENCES,
    for_audience,
    may_see,
    narrower,
    number_withheld,
    told,
)
from wardbook.sheets.book import Book
from wardbook.sheets.books import books

Said = Callable[[object], str]


def labelled(project: Project) -> Project:
    """The clinic with a number for each contact that occurs nowhere else, and names to look for."""
    contacts = {
        id: contact.model_copy(
            update={"number": Scalar(f"tel-{contact.audience}-{id}", Mark("made"))}
        )
        for id, contact in project.contacts.items()
    }
    return replace(project, contacts=contacts)


def everything(made: tuple[Book, ...], said: Said) -> str:
    """All that the books hold, fingerprints aside."""
    return "\n".join(
        said(part)
        for book in made
        for part in (
            [stamped.sheet for stamped in book.sheets.values()],
            book.home,
            book.departments,
            book.plans,
            book.manuals,
        )
    )


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_number_above_the_audience_stands_anywhere(
    project: Project, said: Said, audience: str
) -> None:
    marked = labelled(project)
    held = everything(books(marked, audience), said)
    for contact in marked.contacts.values():
        seen = AUDIENCES.index(str(contact.audience)) <= AUDIENCES.index(audience)
        assert (str(contact.number) in held) == seen, contact.id


@pytest.mark.parametrize(
    ("registry", "id", "field", "least"),
    [
        ("departments", "dispensary", "name", "public"),
        ("departments", "dispensary", "box", "staff"),
        ("contacts", "welcome-line", "number", "public"),
        ("contacts", "helpdesk", "number", "posted"),
        ("contacts", "helpdesk-mobile", "number", "staff"),
        ("contacts", "chart-vendor", "number", "restricted"),
    ],
)
def test_from_which_audience_on_a_field_is_told(
    project: Project, registry: str, id: str, field: str, least: str
) -> None:
    entry = getattr(project, registry)[id]
    readers = [audience for audience in AUDIENCES if told(audience, entry, field)]
    assert readers == list(AUDIENCES[AUDIENCES.index(least) :])


def test_a_number_that_is_open_is_not_withheld(project: Project) -> None:
    number = Scalar("", Mark("made"))
    contact = project.contacts["helpdesk"].model_copy(update={"number": number})
    assert [number_withheld(audience, contact) for audience in AUDIENCES] == [
        True,
        False,
        False,
        False,
    ]
    assert not number_withheld("public", project.contacts["helpdesk"])


def test_what_says_nothing_of_its_audience_is_for_everybody() -> None:
    assert [may_see(audience, object()) for audience in AUDIENCES] == [True] * 4


def test_the_clinic_has_contacts_for_every_audience(project: Project) -> None:
    assert {str(contact.audience) for contact in project.contacts.values()} == set(AUDIENCES)


@pytest.mark.parametrize("audience", ["staff", "restricted"])
def test_cards_never_show_more_than_may_hang_on_a_wall(
    project: Project, said: Said, audience: str
) -> None:
    marked = labelled(project)
    for book in books(marked, audience):
        cards = said(
            [stamped.sheet for id, stamped in book.sheets.items() if id.startswith("card-")]
        )
        assert "tel-posted-" in cards
        assert "tel-staff-" not in cards
        assert "tel-restricted-" not in cards


def test_a_hidden_number_is_empty_and_says_nothing(project: Project) -> None:
    assert not for_audience(project, "public").contacts["helpdesk-mobile"].number


def test_what_is_seen_whole_is_the_entry_itself(project: Project) -> None:
    seen = for_audience(project, "restricted")
    for row in ENTRIES:
        whole = getattr(project, row.field)
        assert all(entry is whole[id] for id, entry in getattr(seen, row.field).items()), row.field


@pytest.mark.parametrize(
    ("audience", "kept"), [("public", False), ("posted", True), ("staff", True)]
)
def test_what_stops_with_what_is_kept_for_who_is_told_of_it(
    project: Project, audience: str, kept: bool
) -> None:
    """Which lines hang on which is for the command room; whose number stops is on every card."""
    seen = for_audience(project, audience)
    for name, field in (("welcome-line", "contacts"), ("switchboard", "systems")):
        whole = getattr(project, field)[name]
        assert whole.depends_on
        left = getattr(seen, field)[name].depends_on
        assert left == (whole.depends_on if kept else ())


def test_a_block_that_prints_a_hidden_procedure_is_gone(project: Project) -> None:
    def printed(seen: Project) -> list[str]:
        return [str(one.procedure) for one in seen.blocks() if isinstance(one, ProcedureBlock)]

    hidden = project.procedures["dispensary"].model_copy(
        update={"audience": Scalar("restricted", Mark("made"))}
    )
    changed = replace(project, procedures={**project.procedures, "dispensary": hidden})
    assert printed(for_audience(changed, "restricted")) == printed(project)
    left = [name for name in printed(project) if "dispensary" not in name]
    assert printed(for_audience(changed, "staff")) == left
    assert 0 < len(left) < len(printed(project))


def test_a_note_of_a_hidden_contact_is_hidden(project: Project, said: Said) -> None:
    assert "Name the clinic first." not in everything(books(project, "staff"), said)
    assert "Name the clinic first." in everything(books(project, "restricted"), said)
    assert for_audience(project, "staff").contacts["chart-vendor"].note is None


HIDDEN: tuple[tuple[str, str, str, str], ...] = (
    (
        "plans/paper-plan.yml",
        "  - id: people\n",
        "  - id: people\n    audience: restricted\n",
        "Order the paper start.",
    ),
    (
        "plans/paper-plan.yml",
        "  - id: people\n",
        "  - id: people\n    audience: restricted\n",
        "Repair group",
    ),
    (
        "plans/paper-plan.yml",
        "      - id: aim\n",
        "      - id: aim\n        audience: restricted\n",
        "Care goes on when the computers stop.",
    ),
    (
        "plans/paper-plan.yml",
        "          - principles:\n",
        "          - audience: restricted\n            principles:\n",
        "Nobody waits for a machine.",
    ),
    (
        "plans/paper-plan.yml",
        "title: {en: Plan for work on paper,",
        "audience: restricted\ntitle: {en: Plan for work on paper,",
        "Plan for work on paper",
    ),
    (
        "procedures/cable-cut.yml",
        "scenario: network\n",
        "scenario: network\naudience: restricted\n",
        "Restart the box once.",
    ),
    (
        "procedures/cable-cut.yml",
        "scenario: network\n",
        "scenario: network\naudience: restricted\n",
        "Cable cut",
    ),
    (
        "procedures/dispensary.yml",
        "department: dispensary\n",
        "department: dispensary\naudience: restricted\n",
        "Read the name aloud.",
    ),
    ("forms/visit-slip.yml", "code: LC-1\n", "code: LC-1\naudience: restricted\n", "LC-1"),
    ("forms/visit-slip.yml", "code: LC-1\n", "code: LC-1\naudience: restricted\n", "Visit slip"),
    (  # what a report form asks is the reporting rule itself
        "plans/paper-plan.yml",
        "      - reporting:\n          to: helpdesk-mobile\n",
        "      - audience: restricted\n        reporting:\n          to: helpdesk-mobile\n",
        "Charts may have been read by strangers.",
    ),
    (
        "plans/paper-plan.yml",
        "  - id: levels\n",
        "  - id: levels\n    audience: restricted\n",
        "Privacy report",
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "words"), HIDDEN, ids=lambda value: value.strip()[:24]
)
def test_what_is_restricted_is_nowhere(
    clinic: Path, said: Said, file: str, old: str, new: str, words: str
) -> None:
    path = clinic / "plan_source" / file
    written = path.read_text(encoding="utf-8")
    assert written.count(old) == 1
    path.write_text(written.replace(old, new), encoding="utf-8")
    loaded = load(clinic)
    assert loaded.findings == ()
    assert loaded.project is not None
    assert words in everything(books(loaded.project, "restricted"), said)
    for audience in ("public", "posted", "staff"):
        assert words not in everything(books(loaded.project, audience), said), audience


def test_the_restricted_chapter_is_not_even_named(project: Project, said: Said) -> None:
    (chapter,) = [
        chapter
        for chapter in project.plans["paper-plan"].chapters
        if chapter.audience == "restricted"
    ]
    for audience in ("public", "posted", "staff"):
        held = everything(books(project, audience), said)
        assert not any(chapter.title.words(language) in held for language in project.languages)
    assert chapter.title.words("en") in everything(books(project, "restricted"), said)


def test_redaction_leaves_the_project_as_it_was(project: Project) -> None:
    numbers = {id: str(contact.number) for id, contact in project.contacts.items()}
    for_audience(project, "public")
    assert {id: str(contact.number) for id, contact in project.contacts.items()} == numbers


@pytest.mark.parametrize(
    ("audience", "own", "inherited", "sees"),
    [
        ("public", None, "public", True),
        ("public", "staff", "public", False),
        ("staff", "staff", "public", True),
        ("staff", None, "restricted", False),
        ("posted", "public", "staff", False),
        ("restricted", "restricted", "restricted", True),
    ],
)
def test_inheritance_never_widens(
    audience: str, own: str | None, inherited: str, sees: bool
) -> None:
    item: Any = type("Item", (), {"audience": own})()
    assert may_see(audience, item, inherited) is sees


def test_narrower() -> None:
    assert narrower("staff", "posted") == "posted"
    assert narrower("public", "posted") == "public"


def test_each_sheet_says_for_whom_it_is(project: Project) -> None:
    for book in books(project, "posted"):
        assert {stamped.sheet.key.audience for stamped in book.sheets.values()} == {"posted"}
        assert asdict(book)["audience"] == "posted"


def test_a_chapter_keeps_its_number_for_readers_who_may_not_see_the_one_before(
    project: Project,
) -> None:
    plan = project.plans["paper-plan"]
    hidden = plan.chapters[0].model_copy(update={"audience": Scalar("restricted", Mark("made"))})
    changed = replace(
        project,
        plans={"paper-plan": plan.model_copy(update={"chapters": (hidden, *plan.chapters[1:])})},
    )
    part = for_audience(changed, "public").plans["paper-plan"]
    numbers = {str(chapter.id): position for position, chapter in plan.outline()}
    seen = {str(chapter.id): position for position, chapter in part.outline()}
    assert str(hidden.id) not in seen
    assert seen == {id: numbers[id] for id in seen}
    assert numbers[str(plan.chapters[1].id)].steps == ((0, 2),)


@pytest.mark.parametrize(
    ("audience", "stands"), [("public", False), ("staff", False), ("restricted", True)]
)
def test_a_block_all_of_whose_items_are_hidden_is_gone(
    clinic: Path, audience: str, stands: bool
) -> None:
    path = clinic / "plan_source/plans/paper-plan.yml"
    written = path.read_text(encoding="utf-8")
    old = "- {name: {en: People first"
    assert written.count(old) == 1
    path.write_text(
        written.replace(old, "- {audience: restricted, name: {en: People first"), encoding="utf-8"
    )
    project = load(clinic).project
    assert project is not None
    (block,) = [one for one in project.blocks() if isinstance(one, PrinciplesBlock)]
    left = for_audience(project, audience)
    assert [one for one in left.blocks() if isinstance(one, PrinciplesBlock)] == [block] * stands
