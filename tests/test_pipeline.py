"""The whole walk on a small organisation: what is built, that it is the same twice, and that one fact changes what shows it."""

import json
import re
import shutil
from pathlib import Path

import pytest
from wardbook.commands.build import build
from wardbook.commands.check import check
from wardbook.commands.user_errors import exit_status
from wardbook.options import FOUND, OK, WRONG_USE, Options
from wardbook.sheets.sheet import short_fingerprint

CONTACTS = "plan_source/contacts.yml"


def built_with(options: Options) -> int:
    return exit_status(options, lambda: build(options))


@pytest.fixture
def built(clinic_built: Path) -> Path:
    return clinic_built


@pytest.fixture
def fresh(built: Path, tmp_path: Path) -> Path:
    """A copy of the built project, for tests that change it. It knows of no build, but has the
    sheets that were drawn."""
    project = tmp_path / "project"
    shutil.copytree(built, project)
    (project / ".cache/build.json").unlink()
    return project


def manifest(project: Path) -> dict:
    return json.loads((project / "build" / "manifest.json").read_text(encoding="utf-8"))


def hashes(project: Path) -> dict[str, str]:
    return {entry["path"]: entry["sha256"] for entry in manifest(project)["files"]}


def fingerprints(project: Path) -> dict[str, str]:
    return {name: sheet["fingerprint"] for name, sheet in manifest(project)["sheets"].items()}


def number_of(project: Path, contact: str) -> str:
    text = (project / CONTACTS).read_text(encoding="utf-8")
    found = re.search(rf"id: {contact}\b.*?number: \"?([\w-]+)", text, re.DOTALL)
    assert found
    return found[1]


def desk_of(project: Path) -> str:
    site = (project / "plan_source/site.yml").read_text(encoding="utf-8")
    found = re.search(r"^desk: (\S+)", site, re.MULTILINE)
    assert found
    return found[1]


def test_build_makes_every_part(built: Path) -> None:
    files = hashes(built)
    departments = {
        entry["department"] for entry in manifest(built)["files"] if entry["kind"] == "card"
    }
    departments.remove("computer-room")  # out of scope: a leaf beside the cards, and no manual
    assert len(departments) >= 3
    assert "cards/en/computer-room.pdf" in files and "manuals/en/computer-room.pdf" not in files
    for language in ("en", "zh"):
        assert f"manuals/{language}/plan.pdf" in files
        assert f"site/{language}/index.html" in files
        for department in departments:
            assert f"manuals/{language}/{department}.pdf" in files
            assert f"cards/{language}/{department}.pdf" in files
    assert "site/index.html" in files
    assert "wardbook-offline.zip" in files
    assert "plan.json" in files
    assert (
        json.loads((built / "build/plan.json").read_text(encoding="utf-8"))["audience"] == "staff"
    )


def test_manifest_knows_every_file_and_nothing_else(built: Path) -> None:
    on_disk = {
        path.relative_to(built / "build").as_posix()
        for path in (built / "build").rglob("*")
        if path.is_file()
    }
    assert set(hashes(built)) == on_disk - {"manifest.json"}


def test_cards_and_forms_have_one_page(built: Path) -> None:
    pages = {
        entry["path"]: entry["pages"]
        for entry in manifest(built)["files"]
        if entry["kind"] in ("card", "form")
    }
    assert pages
    assert {path: count for path, count in pages.items() if count != 1} == {}


def test_second_build_does_nothing(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (built / "build/manifest.json").stat().st_mtime_ns
    assert built_with(Options(project=built)) == OK
    assert (built / "build/manifest.json").stat().st_mtime_ns == before
    assert "Up to date" in capsys.readouterr().err


def test_one_number_changes_what_shows_it_and_nothing_else(built: Path, fresh: Path) -> None:
    contact = (
        "dispensary-duty"
        if "id: dispensary-duty" in (fresh / CONTACTS).read_text(encoding="utf-8")
        else desk_of(fresh)
    )
    old, new = number_of(fresh, contact), "7799"
    path = fresh / CONTACTS
    path.write_text(
        path.read_text(encoding="utf-8").replace(f'"{old}"', f'"{new}"', 1), encoding="utf-8"
    )
    # In one of its languages: what a number does to a sheet is the same in each
    options = Options(project=fresh, languages=("en",))
    assert built_with(options) == OK
    made = json.loads((options.target / "manifest.json").read_text(encoding="utf-8"))
    before = fingerprints(built)
    after = {name: sheet["fingerprint"] for name, sheet in made["sheets"].items()}
    changed = {name.split("/")[0] for name in after if before[name] != after[name]}
    assert changed
    alone = 0
    for entry in made["files"]:
        if entry["path"].endswith(".pdf") and "/by-paper/" not in entry["path"]:
            alone += 1
            same = hashes(built)[entry["path"]] == entry["sha256"]
            assert same == changed.isdisjoint(entry["sheets"]), entry["path"]
    assert alone > 10
    now = {entry["path"]: entry["sha256"] for entry in made["files"]}
    pages = [path for path in now if path.startswith("site/en/") and path.endswith(".html")]
    differ = {path for path in pages if hashes(built)[path] != now[path]}
    # The shelf check names the check words of cards and forms
    words = {short_fingerprint(after[name]) for name in after if before[name] != after[name]}
    texts = {path: (options.target / path).read_text(encoding="utf-8") for path in pages}
    assert differ == {
        path for path, text in texts.items() if any(one in text for one in {new, *words})
    }
    assert not [path for path, text in texts.items() if re.search(rf"\b{old}\b", text)]


def test_broken_plan_leaves_the_last_good_output(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hashes(fresh)
    (fresh / CONTACTS).write_text("- id: x\n  name: [", encoding="utf-8")
    assert built_with(Options(project=fresh)) == FOUND
    assert hashes(fresh) == before
    assert "S025" in capsys.readouterr().err
    assert [path.name for path in fresh.iterdir() if path.name.startswith(".build")] == []


def test_filtered_build_leaves_the_whole_one(fresh: Path) -> None:
    before = hashes(fresh)
    chosen = Options(project=fresh, languages=("en",), only=("cards",), departments=("D1",))
    assert built_with(chosen) == OK
    assert list((fresh / "build/partial/cards").iterdir()) == [fresh / "build/partial/cards/en"]
    assert hashes(fresh) == before


def test_a_department_is_chosen_by_its_code_too(fresh: Path) -> None:
    chosen = Options(project=fresh, languages=("en",), only=("cards",), departments=("d1",))
    assert built_with(chosen) == OK
    assert [path.name for path in (fresh / "build/partial/cards/en").iterdir()] == [
        "dispensary.pdf"
    ]


def test_a_part_never_takes_the_place_of_the_whole(built: Path) -> None:
    before = hashes(built)
    assert built_with(Options(project=built, only=("cards",), output=built / "build")) == WRONG_USE
    assert hashes(built) == before


def test_unknown_choices_are_wrong_use(built: Path) -> None:
    assert built_with(Options(project=built, departments=("nowhere",))) == WRONG_USE
    assert built_with(Options(project=built, languages=("fr",))) == WRONG_USE


def test_public_output_holds_no_number(fresh: Path) -> None:
    assert built_with(Options(project=fresh, audience="public", only=("site",))) == OK
    text = (fresh / CONTACTS).read_text(encoding="utf-8")
    entries = re.split(r"^- ", text, flags=re.MULTILINE)[1:]
    hidden = [
        found[1]
        for entry in entries
        if "audience: public" not in entry and (found := re.search(r'number: "?([\w-]+)', entry))
    ]
    assert hidden
    for path in (fresh / "build/partial").rglob("*"):
        if path.suffix in {".html", ".json", ".js"} and "assets" not in path.parts:
            words = re.sub(
                r'(href|src|id|class|d|points|transform|x|y|width|height)="[^"]*"',
                "",
                path.read_text(encoding="utf-8"),
            )
            assert [
                number for number in hidden if re.search(rf"(?<![\w.-]){number}(?![\w.-])", words)
            ] == [], path


def test_project_without_plan_is_wrong_use(tmp_path: Path) -> None:
    assert check(Options(project=tmp_path)) == WRONG_USE
