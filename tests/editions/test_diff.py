"""`wardbook diff`: where changes show, whom they concern, in three forms, between any two states."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.commands import plan_states
from wardbook.editions.plan_tree import plan_tree
from wardbook.editions.sheet_list import sheet_list
from wardbook.report.plan_changes_schema import difference_schema_text
from wardbook.sheets import printed_sheets as printed
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.books import books
from wardbook.sheets.printed_sheets import printed_sheets

from tests.editions.conftest import edited, opened, release

Runner = Callable[..., str]


def told(project: Path, *arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(main, ["--project", str(project), "diff", *arguments])
    assert result.exit_code == status, result.output
    return result.output


def data(project: Path, *arguments: str) -> dict[str, object]:
    found = json.loads(told(project, *arguments, "--format", "json"))
    jsonschema.validate(found, json.loads(difference_schema_text()))
    assert isinstance(found, dict)
    return found


def test_a_number_shows_on_the_sheets_that_print_it(clinic: Path, clean_clinic: Path) -> None:
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    found = data(clinic, str(clean_clinic), ".")
    (change,) = found["changes"]  # type: ignore[misc]
    assert (change["before"], change["after"]) == ("7030", "7031")
    assert change["file"] == "plan_source/contacts.yml" and change["line"] == 5
    names = [f"{sheet['id']}/{sheet['language']}" for sheet in found["changed"]]  # type: ignore[attr-defined]
    assert sorted(change["sheets"]) == sorted(names), "all that changed shows this change"
    assert found["other"] == [] and found["void_forms"] == []
    manuals = {(manual["manual"], manual["language"]): manual for manual in found["manuals"]}  # type: ignore[attr-defined]
    assert set(manuals) == {
        ("dispensary", "en"),
        ("dispensary", "zh"),
        ("plan", "en"),
        ("plan", "zh"),
    }
    assert manuals["dispensary", "en"]["copies"] == ["dispensary-en"]
    assert manuals["dispensary", "zh"]["copies"] == []


def test_a_rewording_in_one_language_leaves_the_sheets_of_the_other(
    clinic: Path, clean_clinic: Path
) -> None:
    edited(clinic, "procedures/dispensary.yml", "念出姓名。", "念出全名。")
    found = data(clinic, str(clean_clinic), ".")
    (change,) = found["changes"]  # type: ignore[misc]
    assert change["languages"] == ["zh"]
    assert change["sheets"] == ["procedure-dispensary/zh"]


def test_a_step_put_in_before_others_is_one_change(clinic: Path, clean_clinic: Path) -> None:
    new = '    - {id: look, actor: dispenser, do: {en: "Look at the clock.", zh: "看时间。"}, on_card: no}\n    - id: hand-out\n'
    edited(clinic, "procedures/dispensary.yml", "    - id: hand-out\n", new)
    text = told(clinic, str(clean_clinic), ".")
    assert text.splitlines()[0].endswith("→ working copy: 1")
    assert "step look: added: Look at the clock." in text
    assert "C-D1" in text
    zh = told(clinic, str(clean_clinic), ".", "--ui-language", "zh")
    assert "步骤 look：新增" in zh


def test_words_that_search_finds_show_on_no_sheet(clinic: Path, clean_clinic: Path) -> None:
    """Sheets of the same department changed for another reason."""
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    path = clinic / "plan_source/departments.yml"
    text = path.read_text(encoding="utf-8")
    entry = "- id: dispensary\n"
    assert text.count(entry) == 1
    path.write_text(
        text.replace(entry, f"{entry}  aliases: {{en: [pills], zh: [药片]}}\n"), encoding="utf-8"
    )
    found = data(clinic, str(clean_clinic), ".")
    by_field = {change["field"]: change["sheets"] for change in found["changes"]}  # type: ignore[attr-defined]
    assert by_field["aliases"] == [] and by_field["number"]
    after = next(one["after"] for one in found["changes"] if one["field"] == "aliases")  # type: ignore[attr-defined]
    assert after == {"en": ["pills"], "zh": ["药片"]}


def test_a_form_without_a_field_voids_its_stock(clinic: Path, clean_clinic: Path) -> None:
    path = clinic / "plan_source/forms/fault-note.yml"
    text = path.read_text(encoding="utf-8")
    title = text[text.index("title: ") :].splitlines()[0]
    text = text.replace(title, "title: {en: Note of a fault, zh: 故障登记条}")
    lines = [line for line in text.splitlines() if "id: at," not in line]
    lines.insert(-1, "  - title: {en: Found, zh: 查到}")
    lines.insert(-1, "    fields:")
    lines.insert(-1, "      - {id: cause, label: {en: Cause, zh: 原因}}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = data(clinic, str(clean_clinic), ".")
    assert found["void_forms"] == ["form-fault-note/mul"]
    said = told(clinic, str(clean_clinic), ".")
    assert "Printed stock that no longer holds: " in said
    assert "section of a form › field of a form Noticed at (at): removed\n" in said
    assert "section of a form Found: added\n" in said
    back = told(clinic, ".", str(clean_clinic))
    assert "section of a form › field of a form Noticed at (at): added\n" in back


def test_markdown_holds_no_markup_of_the_plans_own(clinic: Path, clean_clinic: Path) -> None:
    edited(
        clinic,
        "procedures/dispensary.yml",
        "Read the name aloud.",
        '"Read *the* <b>name</b> | [x](y)."',
    )
    text = told(clinic, str(clean_clinic), ".", "--format", "markdown")
    assert r"Read \*the\* \<b\>name\</b\> \| \[x\](y)." in text
    assert text.startswith("### ")


def test_nothing_differs(clinic: Path, clean_clinic: Path) -> None:
    assert told(clinic, str(clean_clinic), ".").splitlines()[-1] == "Nothing differs."


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(("git", *who, *arguments), cwd=folder, check=True, capture_output=True)


def test_revisions_of_git_also_of_a_project_in_a_folder_below(clinic: Path) -> None:
    git(clinic.parent, "init", "-q")
    git(clinic.parent, "add", ".")
    git(clinic.parent, "commit", "-qm", "first")
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    assert "7030 → 7031" in told(clinic)
    git(clinic.parent, "commit", "-qam", "second")
    assert "Nothing differs." in told(clinic)
    assert "7030 → 7031" in told(clinic, "HEAD~1")
    assert "7031 → 7030" in told(clinic, "HEAD", "HEAD~1")


@pytest.mark.parametrize("name", ["2019.4", "--output=x", "main:plan_source"])
def test_a_state_that_there_is_not(clinic: Path, name: str) -> None:
    assert f'called "{name}"' in told(clinic, "--", name, status=2)


@pytest.mark.slow
def test_a_second_look_says_the_same_and_makes_no_sheets(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(clinic, "1", "2026-07-01")
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    first = told(clinic, "--format", "json")
    edited(clinic, "contacts.yml", '"7031"', '"7032"')
    second = told(clinic, "--format", "json")
    assert "7032" in second and first.replace("7031", "7032") != first
    made: list[object] = []
    monkeypatch.setattr(printed, "printed_sheets", made.append)
    with monkeypatch.context() as patched:
        patched.setattr(plan_states, "load", made.append)
        assert told(clinic, "--format", "json") == second, "without a look at the plan"
    words = clinic / ".cache/words"
    for file in words.glob("*.said"):
        file.write_text("{", encoding="utf-8")
    assert told(clinic, "--format", "json") == second
    assert made == []
    kept = list(words.glob("*.sheets"))
    assert len(kept) == 2
    for file in (*kept, *words.glob("*.said")):
        file.write_text("{", encoding="utf-8")
    monkeypatch.undo()
    assert told(clinic, "--format", "json") == second


def test_what_two_states_have_in_common_is_read_once(clinic: Path, clean_clinic: Path) -> None:
    """Most of the time that a difference took went into reading the same files twice."""
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    before, after = opened(clean_clinic), opened(clinic)
    assert before.procedures["dispensary"] is after.procedures["dispensary"]
    assert before.forms["visit-slip"] is after.forms["visit-slip"]
    assert before.contacts["dispensary-line"] is not after.contacts["dispensary-line"]
    (branch,) = (one for one in plan_tree(after, before) if one.registry.kind == "procedure")
    assert not any(entry.fields for entry in branch.entries), "of those the name is told alone"


def test_a_count_of_one_is_said_of_one(clinic: Path, clean_clinic: Path) -> None:
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    said = told(clinic, str(clean_clinic), ".")
    assert "1 registered copy: dispensary-en" in said and "1 registered copies" not in said


def test_a_plan_with_faults_that_stop_no_sheet_is_compared(
    clinic: Path, clean_clinic: Path
) -> None:
    """Whoever reviews an edit sees it, whatever `check` finds; a link that leads nowhere stops."""
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    edited(clinic, "copies.yml", "manual: dispensary", "manual: dispensry")
    assert "7031" in told(clinic, str(clean_clinic), ".")
    edited(clinic, "procedures/dispensary.yml", "actor: lead-dispenser", "actor: lead-dispensr")
    told(clinic, str(clean_clinic), ".", status=1)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_is_compared_is_what_a_book_holds(clean_clinic: Path, audience: str) -> None:
    project = opened(clean_clinic)
    made = books(project, audience)
    light = printed_sheets(project, audience)
    listed = sheet_list(made)
    # Which sheets share leaves is known of what is laid out, and nothing is compared by it
    manuals = tuple(replace(manual, together=()) for manual in listed.manuals)
    assert sheet_list(light) == replace(listed, manuals=manuals)
    for one, book in zip(light, made, strict=True):
        assert one.sheets == book.sheets


@pytest.fixture
def two_commits(clinic: Path) -> Path:
    git(clinic, "init", "-q")
    git(clinic, "add", ".")
    git(clinic, "commit", "-qm", "first")
    edited(clinic, "contacts.yml", '"7030"', '"7031"')
    edited(clinic, "procedures/dispensary.yml", "念出姓名。", "念出全名。")
    git(clinic, "commit", "-qam", "second")
    return clinic


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["staff", "public"])
def test_two_revisions_differ_in_the_same_however_their_sheets_were_come_by(
    two_commits: Path, monkeypatch: pytest.MonkeyPatch, audience: str
) -> None:
    """Made one after the other, taken from the cache, made by two processes at once, and without
    any cache: the first decides what the others have to say."""
    made: list[str] = []

    def counted(*arguments: object) -> object:
        made.append(audience)
        return printed_sheets(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(printed, "printed_sheets", counted)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    asked = ("HEAD~1", "HEAD", "--format", "json", "--audience", audience)
    monkeypatch.setattr(plan_states, "FORKS", False)
    first = told(two_commits, *asked)
    assert len(made) == 2 and ("7031" in first) == (audience == "staff")
    assert told(two_commits, *asked) == first and len(made) == 2
    cache = two_commits / ".cache"
    shutil.rmtree(cache)
    monkeypatch.setattr(plan_states, "FORKS", hasattr(os, "fork"))
    assert told(two_commits, *asked) == first
    assert len(made) == 3 or not hasattr(os, "fork"), "the other was made in another process"
    shutil.rmtree(cache)
    cache.write_text("no folder", encoding="utf-8")
    assert told(two_commits, *asked) == first


@pytest.mark.parametrize(
    ("language", "said"), [("en", "HEAD~1 can't be compared"), ("zh", "HEAD~1 无法比较")]
)
def test_a_state_with_errors_is_named_with_these_alone(
    two_commits: Path, language: str, said: str
) -> None:
    """Warnings of an old revision, and a folder that is gone by now, help nobody."""
    edited(
        two_commits, "procedures/dispensary.yml", "actor: lead-dispenser", "actor: lead-dispensr"
    )
    git(two_commits, "commit", "-qam", "third")
    edited(
        two_commits, "procedures/dispensary.yml", "actor: lead-dispensr", "actor: lead-dispenser"
    )
    git(two_commits, "commit", "-qam", "fourth")
    found = told(two_commits, "HEAD~1", "HEAD", "--ui-language", language, status=1)
    assert "R202" in found and said in found
    assert "warning" not in found.partition("R202")[0] and "/tmp" not in found
