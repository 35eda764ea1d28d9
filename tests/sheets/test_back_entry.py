"""Back-entry: an order in which nothing stands before what it waits for."""

from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.plan.entry_order import in_order
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.sheets.departments.work import forms_of
from wardbook.sheets.forms.back_entry import (
    BackEntryView,
    back_entry_sheet,
    department_back_entry_sheet,
    form_rule,
)
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.named_codes import codes_alone
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import Span, below, text_of

from tests.plans import flagship_books


def view(localizer: Localizer, department: str) -> BackEntryView:
    found = localizer.project.departments[department]
    sheet = department_back_entry_sheet(localizer, found, forms_of(localizer.project, found))
    assert sheet is not None
    assert isinstance(sheet.content, BackEntryView)
    return sheet.content


def rows(shown: BackEntryView) -> list[tuple[int, str, bool]]:
    return [(row.number, row.target.text, row.own) for row in shown.rows]


def test_every_step_comes_after_those_it_waits_for(en: Localizer) -> None:
    assert [node.id for node in in_order(en.project)] == [
        "welcome-desk/type-slips",
        "consulting-rooms/type-notes",
        "dispensary/type-medicines",
        "welcome-desk/type-takings",
    ]


def test_the_order_does_not_hang_on_the_order_of_files(en: Localizer, staff: Project) -> None:
    turned = replace(staff, procedures=dict(reversed(staff.procedures.items())))
    assert [node.id for node in in_order(turned)] == [node.id for node in in_order(en.project)]


def test_the_whole_sheet_holds_everybodys_steps(en: Localizer) -> None:
    shown = back_entry_sheet(en).content
    assert isinstance(shown, BackEntryView)
    assert [number for number, _, own in rows(shown) if own] == [1, 2, 3, 4]
    assert [row.department for row in shown.rows] == [
        "Welcome Desk",
        "Consulting Rooms",
        "Dispensary",
        "Welcome Desk",
    ]
    assert len(shown.forms) == len(en.project.forms)


def test_a_department_sees_its_own_steps_and_those_it_waits_for(en: Localizer) -> None:
    assert rows(view(en, "consulting-rooms")) == [
        (1, "C-W1 step 9", False),
        (2, "C-R1 step 4", True),
    ]
    assert rows(view(en, "welcome-desk")) == [
        (1, "C-W1 step 9", True),
        (2, "C-D1 step 4", False),
        (3, "C-W1 step 10", True),
    ]


def test_a_row_in_words(en: Localizer) -> None:
    row = view(en, "dispensary").rows[-1]
    assert (row.who, row.verify, row.match) == (
        "Dispenser",
        "Lead dispenser",
        "serial number, count",
    )
    assert text_of(row.forms) == "LC-3 Medicine book"
    assert "".join(run.text for run in row.after) == "C-R1 step 4"


@pytest.mark.slow
def test_each_form_of_a_row_has_its_name_once() -> None:
    """In the sentence, where the language has it there, else in the line below."""
    for book in flagship_books():
        content = book.sheets["back-entry"].sheet.content
        assert isinstance(content, BackEntryView)
        for row in content.rows:
            names = [
                span.target for span in below((row.do, row.forms), Span) if span.kind == "name"
            ]
            below_it = {span.target for span in row.forms if span.kind == "name"}
            assert not below_it & set(names[: len(names) - len(below_it)]), row.do
            codes = {span.target for span in codes_alone((row.do,))}
            assert codes <= set(names), row.do


def test_a_row_says_which_gate_it_waits_for_and_what_else_to_know(clinic: Path) -> None:
    path = clinic / "plan_source/procedures/dispensary.yml"
    old = "      needs: [medicine-book]\n      verify: lead-dispenser"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(
        text.replace(old, "      note: {en: Count at night., zh: 夜间清点。}\n" + old),
        encoding="utf-8",
    )
    project = load(clinic).project
    assert project is not None
    row = view(localizer_for(project, "en"), "dispensary").rows[-1]
    assert (row.gate, "".join(run.text for run in row.note)) == (3, "Count at night.")


def test_whoever_enters_reads_the_rules_of_the_organisation(en: Localizer) -> None:
    rules = view(en, "dispensary").rules
    assert (
        "".join(run.text for run in rules.exceptions[1])
        == "Visitor has left: phone the number on LC-1 Visit slip."
    )
    assert rules.late and rules.again


def test_only_the_rules_of_its_own_forms(en: Localizer) -> None:
    assert [rule.form.text for rule in view(en, "consulting-rooms").forms] == ["LC-1 Visit slip"]


def test_a_department_without_steps_has_no_sheet(en: Localizer) -> None:
    assert department_back_entry_sheet(en, en.project.departments["computer-room"], ()) is None


def test_the_rule_of_a_form(en: Localizer) -> None:
    rule = form_rule(en, en.project.forms["takings-slip"])
    assert (rule.rule, rule.by, rule.verify) == (
        "enter into the system",
        "Desk clerk",
        "a second person of the same post",
    )
    assert "".join(run.text for run in rule.after) == "LC-1"
    assert rule.form.target is not None
    kept = form_rule(en, en.project.forms["fault-note"])
    assert (kept.rule, kept.by, kept.verify) == ("keep", "", "")


def test_a_scenarios_back_entry_stands_in_the_whole_order_only(clinic: Path) -> None:
    path = clinic / "plan_source/procedures/cable-cut.yml"
    added = (
        "  back_entry:\n    - {id: file-note, actor: technician, after: [welcome-desk/type-takings],\n"
        "       do: {en: File the note., zh: 归档。}}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    localizer = localizer_for(project, "en")
    assert [node.id for node in in_order(localizer.project)][-1] == "cable-cut/file-note"
    assert len(view(localizer, "welcome-desk").rows) == 3
