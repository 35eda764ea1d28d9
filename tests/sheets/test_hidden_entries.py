"""Authors may say `audience:` on any entry. Whichever it is, what is left is whole: no link leads nowhere, no page has a
hole, and every number means what it means in the whole plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.model.base import Base
from wardbook.plan.project import Project, texts
from wardbook.plan.registries import ENTRIES
from wardbook.sheets.audience import for_audience
from wardbook.sheets.books import books
from wardbook.sheets.plan_json import plan_data, plan_text
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import targets
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages

from tests.holes import holes_of

CLINIC = Path(__file__).parents[1] / "projects/clinic"
RESTRICTED = Scalar("restricted", Mark("made"))
NOT_FOR_READERS = {"run", "pad"}
"""Records of printed paper: nothing of them is on any page."""


def with_one_hidden(model: Base) -> Iterator[tuple[str, Base, Base]]:
    """Each entry in `model` that can say `audience:`, and `model` with that entry for `restricted` alone."""
    if "audience" in type(model).model_fields:
        name = f"{type(model).__name__} {getattr(model, 'id', None) or ''}".strip()
        yield name, model, model.model_copy(update={"audience": RESTRICTED})
    for field in type(model).model_fields:
        value = getattr(model, field)
        for at, item in enumerate(value if isinstance(value, tuple) else (value,)):
            if not isinstance(item, Base):
                continue
            for name, entry, copy in with_one_hidden(item):
                whole = (*value[:at], copy, *value[at + 1 :]) if isinstance(value, tuple) else copy
                yield name, entry, model.model_copy(update={field: whole})


def every_case() -> Iterator[Any]:
    """Each entry that may be hidden, and the project without it. Of each kind of entry in a kind of
    file the first is tried in every run."""
    project = load(CLINIC).project
    assert project is not None
    found = list(cases_in(project))
    first: dict[tuple[str, str], int] = {}
    for at, (kind, _, _, entry) in enumerate(found):
        first.setdefault((kind, type(entry).__name__), at)
    chosen = set(first.values())
    for at, (kind, name, changed, entry) in enumerate(found):
        marks = () if at in chosen else pytest.mark.soak
        yield pytest.param(changed, entry, id=f"{kind} {name}", marks=marks)


def cases_in(project: Project) -> Iterator[tuple[str, str, Project, Base]]:
    """Kind of file, name of the entry, the project in which it is hidden, and the entry."""
    for row in ENTRIES:
        held: Mapping[str, Base] = getattr(project, row.field)
        for id, model in held.items():
            for name, entry, copy in with_one_hidden(model):
                changed = replace(project, **{row.field: {**held, id: copy}})
                yield row.kind, f"{id}: {name}", changed, entry


CASES = list(every_case())


@pytest.mark.slow  # makes every page of a site
@pytest.mark.parametrize(("changed", "entry"), CASES)
def test_whatever_is_hidden_leaves_no_hole(
    changed: Project, entry: Base, said: Callable[[object], str]
) -> None:
    (book,) = books(changed, "staff", ("en",))
    named = {
        target.sheet
        for stamped in book.sheets.values()
        for target in targets(stamped.sheet.content)
    }
    assert named <= set(book.sheets)
    usual = _usual_holes()
    for page in pages(page_context(book, CLINIC, "")).values():
        assert [hole for hole in holes_of(page) if hole not in usual] == [], page.uri
    held = said(
        [
            [stamped.sheet for stamped in book.sheets.values()],
            book.home,
            plan_data(changed, "staff"),
        ]
    )
    for word in own_words(changed, entry):
        assert word not in held


@cache
def _usual_holes() -> set[str]:
    """Columns that stay empty in the whole clinic too, whoever reads it."""
    project = load(CLINIC).project
    assert project is not None
    (book,) = books(project, "restricted", ("en",))
    return {
        hole for page in pages(page_context(book, CLINIC, "")).values() for hole in holes_of(page)
    }


def own_words(project: Project, entry: Base) -> set[str]:
    """Sentences that stand in this entry and nowhere else in the project. A contact keeps its name."""
    if type(entry).__name__ == "Contact":
        return {str(entry.number)}  # type: ignore[attr-defined]
    own = {text.words("en") for text in texts(entry)}
    everything = "\n".join(text.words("en") for model in project.models() for text in texts(model))
    mine = "\n".join(text.words("en") for text in texts(entry))
    return {
        word
        for word in own
        if len(word) > 12 and "<" not in word and everything.count(word) == mine.count(word)
    }


def test_there_is_an_entry_of_every_kind_to_hide() -> None:
    kinds = {str(case.id).split()[0] for case in CASES}
    assert (
        kinds
        >= {row.kind for row in ENTRIES if getattr(CASES[0].values[0], row.field)} - NOT_FOR_READERS
    )
    assert len(CASES) > 150


def test_a_step_keeps_its_number_for_readers_who_may_not_see_the_one_before(
    project: Project,
) -> None:
    procedure = project.procedures["welcome-desk"]
    numbers = {str(step.id): procedure.number_of(str(step.id)) for _, step in procedure.steps()}
    hidden = procedure.phases.detect[0].model_copy(update={"audience": RESTRICTED})
    phases = procedure.phases.model_copy(update={"detect": (hidden, *procedure.phases.detect[1:])})
    changed = replace(
        project,
        procedures={
            **project.procedures,
            "welcome-desk": procedure.model_copy(update={"phases": phases}),
        },
    )
    seen = for_audience(changed, "staff").procedures["welcome-desk"]
    assert {str(step.id): seen.number_of(str(step.id)) for _, step in seen.steps()} == {
        id: number for id, number in numbers.items() if id != hidden.id
    }
    told = {one["id"]: one for one in plan_data(changed, "staff")["procedures"]}["welcome-desk"]
    found = {step["id"]: step["number"] for steps in told["phases"].values() for step in steps}
    assert found == {id: number for id, number in numbers.items() if id != hidden.id}


LISTED = """      - id: listed
        title: {en: Listed, zh: 列举}
        blocks:
          - numbered: yes
            list:
              - {en: First thing., zh: 第一件。}
              - text: {en: Second thing., zh: 第二件。}
                audience: restricted
              - id: third
                text: {en: Third thing., zh: 第三件。}
          - text: {en: See <plan:paper-plan/third>., zh: 见 <plan:paper-plan/third>。}
"""


def test_an_item_keeps_its_number(clinic: Path, said: Callable[[object], str]) -> None:
    path = clinic / "plan_source/plans/paper-plan.yml"
    written = path.read_text(encoding="utf-8")
    assert written.count("      - id: aim\n") == 1
    path.write_text(
        written.replace("      - id: aim\n", LISTED + "      - id: aim\n"), encoding="utf-8"
    )
    loaded = load(clinic)
    assert loaded.findings == ()
    assert loaded.project is not None
    for audience, sees in (("restricted", True), ("staff", False)):
        (book,) = books(loaded.project, audience, ("en",))
        held = said([stamped.sheet for stamped in book.sheets.values()])
        assert ("Second thing." in held) is sees
        localizer = localizer_for(for_audience(loaded.project, audience), "en")
        (block,) = (block for block in localizer.project.blocks() if "Third thing." in str(block))
        assert block.place_of("list", len(block.list)) == 3  # type: ignore[attr-defined]
        assert held.count('"(3) "') + held.count('"3. "') >= 1, "its label"


def test_a_department_that_is_hidden_takes_its_own_along(project: Project) -> None:
    hidden = project.departments["dispensary"].model_copy(update={"audience": RESTRICTED})
    changed = replace(project, departments={**project.departments, "dispensary": hidden})
    seen = for_audience(changed, "staff")
    assert not any(
        procedure.department and procedure.department.id == "dispensary"
        for procedure in seen.procedures.values()
    )
    (book,) = books(changed, "staff", ("en",))
    assert "dispensary" not in {page.id for page in book.departments}
    assert "card-dispensary" not in book.sheets
    assert '"procedure:dispensary' not in plan_text(changed, "staff")


def test_a_chapter_of_which_nothing_is_left_is_gone(project: Project) -> None:
    plan = project.plans["paper-plan"]
    first = plan.chapters[0]
    emptied = first.model_copy(
        update={
            "blocks": tuple(
                block.model_copy(update={"audience": RESTRICTED}) for block in first.blocks
            ),
            "chapters": tuple(
                below.model_copy(update={"audience": RESTRICTED}) for below in first.chapters
            ),
        }
    )
    changed = replace(
        project,
        plans={"paper-plan": plan.model_copy(update={"chapters": (emptied, *plan.chapters[1:])})},
    )
    assert first.id not in {
        chapter.id for chapter in for_audience(changed, "staff").plans["paper-plan"].chapters
    }
    assert first.id in {
        chapter.id for chapter in for_audience(changed, "restricted").plans["paper-plan"].chapters
    }


@pytest.mark.parametrize("audience", ["public", "posted"])
def test_what_is_for_staff_alone_is_on_no_page(
    project: Project, audience: str, said: Callable[[object], str]
) -> None:
    inside = [department.box for department in project.departments.values() if department.box]
    secrets = _words([*inside, *project.snapshots.values(), *project.copies.values()])
    public = " ".join(
        _words(
            one
            for one in project.models()
            if type(one).__name__ not in ("Department", "Snapshot", "PaperCopy")
        )
    )
    secrets = {secret for secret in secrets if secret not in public}
    assert len(secrets) > 10
    made = books(project, audience)
    held = said(
        [
            [stamped.sheet for book in made for stamped in book.sheets.values()],
            plan_data(project, audience),
        ]
    )
    assert {secret for secret in secrets if secret in held} == set()
    staff = said(
        [[stamped.sheet for book in books(project, "staff") for stamped in book.sheets.values()]]
    )
    assert {secret for secret in secrets if secret not in staff} == set(), (
        "they stand where they may"
    )


def _words(models: Iterable[object]) -> set[str]:
    return {
        words for model in models for text in texts(model) for words in map(str, text.raw.values())
    }


def test_findings_of_drills_are_for_staff(project: Project) -> None:
    drill = next(drill for drill in project.drills.values() if drill.outcome)
    opened = drill.model_copy(update={"audience": Scalar("public", Mark("made"))})
    seen = for_audience(replace(project, drills={str(drill.id): opened}), "public").drills[
        str(drill.id)
    ]
    assert seen.outcome is not None, "that it was held is no secret"
    assert (seen.outcome.shortfalls, seen.outcome.timings, seen.outcome.summary) == ((), (), None)
    assert drill.outcome is not None
    assert drill.outcome.shortfalls or drill.outcome.timings
