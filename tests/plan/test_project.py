"""Finding things by reference, and walking everything below a model."""

import weakref
from pathlib import Path

import pytest
from wardbook.findings import Mark
from wardbook.plan import load_context
from wardbook.plan.loader import load
from wardbook.plan.model.procedure import Step
from wardbook.plan.project import Project, links, references, scalars, texts, values, wordings
from wardbook.plan.text import Link

from tests import read_once

MARK = Mark("made.yml", 1, 1)


@pytest.fixture(scope="module")
def project(clean_clinic: Path) -> Project:
    found = load(clean_clinic).project
    assert found is not None
    return found


def test_what_was_found_below_a_model_goes_with_it(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview reads the plan at each save. Nobody else has a plan of this text: what is alike is
    made once."""
    monkeypatch.setattr(load_context, "_KNOWN", read_once.SHARED_MODELS)
    file = clinic / "plan_source/plans/paper-plan.yml"
    file.write_text(file.read_text(encoding="utf-8") + "# ours alone\n", encoding="utf-8")
    loaded = load(clinic).project
    assert loaded is not None
    plan = loaded.plans["paper-plan"]
    for walk in (values, wordings, texts, links):
        assert list(walk(plan)) == list(walk(plan))
    gone = weakref.ref(plan)
    del loaded, plan
    assert gone() is None


def link(kind: str, id: str, part: str | None = None) -> Link:
    return Link((kind,), id, part, MARK)


@pytest.mark.parametrize(
    ("kind", "id", "part"),
    [
        ("contact", "helpdesk", None),
        ("system", "chart", "booking"),
        ("plan", "paper-plan", "aim"),
        ("procedure", "dispensary", "hand-out"),
        ("form", "visit-slip", "child"),
        ("step", "dispensary", "hand-out"),
        ("window", "monday-morning", None),
        ("term", "paper-start", None),
        ("citation", "good-practice", None),
        ("role", "doctor", None),
        ("department", "dispensary", None),
    ],
)
def test_every_kind_is_found_and_its_neighbour_is_not(
    project: Project, kind: str, id: str, part: str | None
) -> None:
    assert project.find(link(kind, id, part)) is not None
    assert project.find(link(kind, f"{id}x", part)) is None
    assert project.find(link(kind, id, f"{part}x")) is None


def test_a_field_of_two_kinds_takes_the_first_that_is_there(project: Project) -> None:
    who = project.find(Link(("department", "role"), "doctor", None, MARK))
    assert who is project.roles["doctor"]


def test_a_bare_step_is_a_step_of_the_procedure_at_hand(project: Project) -> None:
    own = project.procedures["dispensary"]
    found = project.find(link("step", "", "hand-out"), own)
    assert isinstance(found, Step)
    assert project.find(link("step", "", "hand-out"), project.procedures["cable-cut"]) is None
    assert project.find(link("step", "", "hand-out")) is None
    elsewhere = project.step(link("step", "cable-cut", "look"), own)
    assert elsewhere is not None
    assert elsewhere[0].id == "cable-cut"


def test_chapters_are_found_with_their_place(project: Project) -> None:
    plan = project.plans["paper-plan"]
    found = project.chapter(plan, "basis")
    assert found is not None
    assert (found[0].steps, found[1].id) == (((0, 1), (1, 2)), "basis")
    assert project.chapter(plan, "nowhere") is None


def test_languages(project: Project) -> None:
    assert (project.languages, project.form_languages) == (("en", "zh"), ("en", "zh"))


def test_every_model_is_walked(project: Project) -> None:
    found = list(project.models())
    counted = (
        *project.departments.values(),
        *project.contacts.values(),
        *project.forms.values(),
        *project.plans.values(),
        *project.procedures.values(),
    )
    assert all(any(model is other for other in found) for model in counted)
    assert any(model is project.site for model in found)


def test_what_stands_below_a_model(project: Project) -> None:
    procedure = project.procedures["cable-cut"]
    assert procedure.title in list(texts(procedure))
    assert {"chart-vendor", "welcome-line"} <= {found.id for found in links(procedure)}
    assert [found.link.id for found in references(procedure)] == ["chart-vendor"] * 2 + [
        "welcome-line"
    ] * 2
    assert "S1" in list(scalars(procedure))
    assert "断线" in list(scalars(procedure))
    assert list(values("word")) == []


def test_places_of_everything_exist(project: Project, clean_clinic: Path) -> None:
    lengths: dict[str, list[int]] = {}
    for model in project.models():
        for found in (*texts(model), *links(model)):
            mark = found.mark
            lines = lengths.setdefault(
                mark.file,
                [
                    len(line)
                    for line in (clean_clinic / mark.file).read_text(encoding="utf-8").split("\n")
                ],
            )
            assert 1 <= mark.line <= len(lines)
            assert 1 <= mark.column <= lines[mark.line - 1]


@pytest.mark.parametrize("typed", ["dispensary", "D1", "d1", "Ｄ１", " D1", "Dispensary", "药局"])
def test_a_department_as_people_type_it(project: Project, typed: str) -> None:
    found = project.department(typed)
    assert found is not None and found.id == "dispensary"
    assert project.department("Dispensar") is None
