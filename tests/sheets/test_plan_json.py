"""The plan for other programs: described by its schema, whole for those who may see all of it, silent for the others."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.plan_json import REGISTRIES, plan_data, plan_text
from wardbook.sheets.plan_schema import plan_schema, plan_schema_text

from tests.json_schemas import validated

ROOT = Path(__file__).parents[2]
PROJECTS = (ROOT / "tests/projects/clinic", ROOT / "tests/projects/maternity", ROOT)


def project_in(root: Path) -> Project:
    project = load(root).project
    assert project is not None
    return project


def below(value: Any) -> Iterator[Any]:
    yield value
    for item in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from below(item)


def entry(data: dict[str, Any], kind: str, own: str) -> dict[str, Any]:
    (found,) = [one for one in data[kind] if one["id"] == own]
    return dict(found)


@pytest.mark.slow
def test_real_exports_fit_the_published_schema(tmp_path: Path) -> None:
    files = []
    for number, root in enumerate(PROJECTS):
        for audience in AUDIENCES:
            files.append(tmp_path / f"{number}-{audience}.json")
            files[-1].write_text(plan_text(project_in(root), audience), encoding="utf-8")
    done = validated(plan_schema_text(), tmp_path, *files)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "spoiled",
    [
        {"format": 2},
        {"audience": "nurses"},
        {"contacts": [{"id": "x"}]},
        {"contacts": [{"id": "x", "name": {"en": "X"}, "number": 7001}]},
        {"departments": "none"},
        {"more": 1},
    ],
    ids=str,
)
def test_the_schema_refuses_what_no_export_says(
    project: Project, tmp_path: Path, spoiled: dict[str, Any]
) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({**plan_data(project, "staff"), **spoiled}), encoding="utf-8")
    assert validated(plan_schema_text(), tmp_path, file).exit_code == 1


def test_everything_in_the_schema_is_explained_or_plain() -> None:
    schema = plan_schema()
    assert set(REGISTRIES) < set(schema["properties"])
    assert all(definition for definition in schema["$defs"].values())
    used = {
        value["$ref"].split("/")[-1]
        for value in below(schema)
        if isinstance(value, dict) and "$ref" in value
    }
    assert used == set(schema["$defs"])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_number_above_the_audience(project: Project, audience: str) -> None:
    contacts = {
        id: contact.model_copy(update={"number": Scalar(f"tel-{id}-end", Mark("made"))})
        for id, contact in project.contacts.items()
    }
    marked = replace(project, contacts=contacts)
    text = plan_text(marked, audience)
    for contact in contacts.values():
        sees = AUDIENCES.index(str(contact.audience)) <= AUDIENCES.index(audience)
        assert (str(contact.number) in text) == sees, contact.id
        said = entry(json.loads(text), "contacts", str(contact.id))
        assert (
            set(said) >= {"id", "name", "number"}
            if sees
            else set(said) == {"id", "name", "withheld"}
        )


def test_what_is_hidden_is_not_even_named(clinic: Path) -> None:
    path = clinic / "plan_source/procedures/cable-cut.yml"
    path.write_text(path.read_text(encoding="utf-8") + "audience: restricted\n", encoding="utf-8")
    form = clinic / "plan_source/forms/visit-slip.yml"
    form.write_text(form.read_text(encoding="utf-8") + "audience: restricted\n", encoding="utf-8")
    project = project_in(clinic)
    whole = plan_text(project, "restricted")
    for word in ("procedure:cable-cut", "form:visit-slip", "Restart the box once.", '"cable-cut"'):
        assert word in whole
        for audience in AUDIENCES[:-1]:
            assert word not in plan_text(project, audience), (audience, word)


def test_how_the_house_is_wired_is_for_the_command_room(project: Project) -> None:
    wired = {"owner", "vendor", "depends_on"}
    for audience in AUDIENCES:
        data = plan_data(project, audience)
        found = wired & {key for one in (*data["systems"], *data["contacts"]) for key in one}
        assert found == (wired & found if audience == "restricted" else set())
    assert "depends_on" in entry(plan_data(project, "restricted"), "contacts", "welcome-line")


def test_records_are_no_part_of_the_plan(project: Project) -> None:
    data = plan_data(project, "restricted")
    assert list(data) == ["format", "audience", "languages", "site", "calendar", *REGISTRIES]


def test_texts_are_finished_words_in_every_language_with_what_they_name(project: Project) -> None:
    procedure = entry(plan_data(project, "staff"), "procedures", "cable-cut")
    (step,) = [
        step for steps in procedure["phases"].values() for step in steps if step["id"] == "tell"
    ]
    assert step["do"] == {
        "en": "Tell Welcome Desk 0123 how long it takes.",
        "zh": "告知导诊台 0123 需要多久。",
        "refers": ["contact:welcome-line"],
    }
    assert step["number"] == 4


def test_chapters_carry_their_numbers_and_links_their_kinds(project: Project) -> None:
    data = plan_data(project, "restricted")
    first = entry(data, "plans", "paper-plan")["chapters"][0]
    assert first["number"] == {"en": "I", "zh": "一"}
    assert entry(data, "departments", "dispensary")["manual"]["also"] == ["form:fault-note"]
    assert entry(data, "departments", "welcome-desk")["uses"] == ["system:chart/booking"]
    assert data["site"]["edition"] == {"id": "3", "date": "2026-06-15"}


def test_every_visible_entry_is_there_in_its_order(project: Project) -> None:
    data = plan_data(project, "restricted")
    for kind in REGISTRIES:
        assert [one["id"] for one in data[kind]] == list(getattr(project, kind)), kind


def test_the_same_plan_is_the_same_bytes(clean_clinic: Path) -> None:
    texts = {plan_text(project_in(clean_clinic), "staff") for _ in range(2)}
    assert len(texts) == 1
    assert texts.pop().endswith("}\n")
