"""The published schemas accept every real file and refuse what the loader refuses."""

import json
from pathlib import Path

import pytest
from wardbook.plan.schema import EDITOR, SCHEMAS, schema, schema_text, write_editor_settings

from tests.json_schemas import validated

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
PROJECTS = (
    ROOT / "plan_source",
    *sorted((ROOT / "generator/wardbook/starters/projects").glob("*/plan_source")),
    *sorted((TESTS / "projects").glob("*/plan_source")),
    *sorted((TESTS / "cases" / "good").glob("*/plan_source")),
)
FOLDERS = {
    "pack": "packs",
    "plan": "plans",
    "procedure": "procedures",
    "form": "forms",
    "drill": "drills",
    "run": "records/runs",
}


def files_of(kind: str) -> list[Path]:
    pattern = f"{FOLDERS[kind]}/*.yml" if kind in FOLDERS else f"**/{kind}.yml"
    return [path for project in PROJECTS for path in sorted(project.glob(pattern))]


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_every_real_file_fits_its_schema(kind: str, tmp_path: Path) -> None:
    files = files_of(kind)
    assert len(files) >= 2, "put one into plan_source/ and into tests/projects/clinic/plan_source/"
    done = validated(schema_text(kind), tmp_path, *files)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("roles", "- {id: nurse, name: {en: Nurse}, colour: red}\n"),
        ("roles", "- {id: Nurse, name: {en: Nurse}}\n"),
        ("roles", "- {id: nurse, name: {en: [Nurse]}}\n"),
        ("roles", "- {id: nurse}\n"),
        ("roles", "nurse: {}\n"),
        ("calendar", "night: {from: 25:00, to: 7:00}\n".replace("25:00", '"25:00"')),
        ("form", "id: slip\ncode: A\ntitle: {en: Slip}\npaper: Foolscap\nsections: [{text: x}]\n"),
        (
            "form",
            "id: slip\ncode: A\ntitle: {en: Slip}\nsections: [{grid: {rows: many, columns: []}}]\n",
        ),
        (
            "plan",
            "id: p\ncode: A\ntitle: {en: P}\nchapters: [{id: c, title: {en: C}, blocks: [{txt: {en: x}}]}]\n",
        ),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(kind: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    path.write_text(text, encoding="utf-8")
    assert validated(schema_text(kind), tmp_path, path).exit_code == 1


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_schema_is_written_for_people(kind: str) -> None:
    made = schema(kind)
    text = json.dumps(made)
    assert made["title"] == f"Wardbook: {kind}"
    assert "\\u0000" not in text
    assert "Field_" not in text
    assert '"description"' in text


def test_the_editor_settings_of_this_repository_are_up_to_date(tmp_path: Path) -> None:
    write_editor_settings(tmp_path)
    made = sorted(path for path in (tmp_path / EDITOR).rglob("*") if path.is_file())
    assert len(made) == len(SCHEMAS) + 1
    for path in made:
        ours = ROOT / path.relative_to(tmp_path)
        assert ours.is_file() and ours.read_bytes() == path.read_bytes(), (
            f"{ours.name}: run wardbook schema --editor in the repository"
        )


def test_a_new_schema_takes_its_place_among_those_that_are_there(tmp_path: Path) -> None:
    settings = write_editor_settings(tmp_path)
    whole = settings.read_text(encoding="utf-8")
    known = json.loads(whole)
    del known["yaml.schemas"][".vscode/schemas/plan.json"]
    settings.write_text(json.dumps(known), encoding="utf-8")
    write_editor_settings(tmp_path)
    assert settings.read_text(encoding="utf-8") == whole


def test_other_settings_of_the_editor_stay(tmp_path: Path) -> None:
    settings = tmp_path / EDITOR / "settings.json"
    settings.parent.mkdir()
    settings.write_text(
        '{"editor.tabSize": 2, "yaml.schemas": {"x.json": "x.yml"}}', encoding="utf-8"
    )
    assert write_editor_settings(tmp_path) == settings
    known = json.loads(settings.read_text(encoding="utf-8"))
    assert (known["editor.tabSize"], known["yaml.schemas"]["x.json"]) == (2, "x.yml")
    settings.write_text('{"editor.tabSize": 2, // a comment\n}', encoding="utf-8")
    assert write_editor_settings(tmp_path).name == "wardbook-settings.json"
    assert "a comment" in settings.read_text(encoding="utf-8")
