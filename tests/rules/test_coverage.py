"""How rules stand, on the clinic: what its elements meet, what they lack, and what they have once
it is written."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.plan.model.pack import PROBES
from wardbook.plan.project import Project
from wardbook.rules.coverage import Standing, State, coverage
from wardbook.rules.library import library
from wardbook.rules.probes.probe_results import Subject
from wardbook.rules.probes.registry import PROBE_FUNCTIONS

TODAY = date(2026, 6, 15)
LACKING = {
    "aftermath-report",
    "approval",
    "category-codes",
    "cover",
    "distribution",
    "history",
    "paper-8h",
    "prescription-colours",
    "recovery",
    "review-current",
    "security-scenarios",
}
"""What the clinic does not have."""


def loaded(root: Path) -> Project:
    found = load(root)
    assert found.findings == ()
    assert found.project
    return found.project


def edited(clinic: Path, file: str, old: str, new: str) -> Project:
    path = clinic / "plan_source" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return loaded(clinic)


@pytest.fixture(scope="module")
def project(clean_clinic: Path) -> Project:
    return loaded(clean_clinic)


def standing(project: Project, rule: str, day: date = TODAY) -> Standing:
    return next(
        found for found in coverage(project, day, project.packs.values()) if found.rule.id == rule
    )


@pytest.mark.parametrize("probe", PROBES)
def test_a_probe_finds_what_the_clinic_has_and_nothing_else(probe: str, project: Project) -> None:
    look = PROBE_FUNCTIONS[probe](Subject(project, TODAY))
    assert look.met is (probe not in LACKING)
    assert all(place.mark.file.startswith("plan_source/") for place in (*look.places, *look.gaps))


@pytest.mark.parametrize("probe", PROBES)
def test_no_probe_is_met_by_an_empty_plan(probe: str, project: Project) -> None:
    assert not PROBE_FUNCTIONS[probe](Subject(Project(project.root, project.site), TODAY)).met


PLAN, VERSION = (
    "plans/paper-plan.yml",
    '[{version: "3", date: 2026-06-01, text: {en: New, zh: 新}}]',
)
URGENT = "  - {id: urgent, code: LC-1D, title: {en: Urgent, zh: 急诊}, mark: {en: Urgent, zh: 急}, stock: yellow}"
CUSTODY = "custody: {en: Lock it in the desk drawer., zh: 锁入柜台抽屉。}\n"
RECORD = "record: {order: 2, steps: [{en: Test., zh: 试用。}]}, "
HELD = (
    "[{form: medicine-book, per_hour: 1, hours: 5}, {form: visit-slip/child, per_hour: 1, hours: 3, pad: 5}, "
    "{form: fault-note, per_hour: 1, hours: 1}]"
)


@pytest.mark.parametrize(
    ("probe", "file", "old", "new"),
    [
        ("aftermath-report", PLAN, "task: cause,", "task: report,"),
        (
            "approval",
            PLAN,
            "approved_by: clinic-manager",
            "approved_by: clinic-manager, approved_on: 2026-06-01",
        ),
        ("category-codes", PLAN, "zh: 线路中断。}}", "zh: 线路中断。}, code: C1}"),
        ("cover", PLAN, "number: LC-P-01,", "number: LC-P-01, issued: 2026-06-01,"),
        ("distribution", PLAN, "signoff:", "distribution: [{to: dispensary}]\nsignoff:"),
        ("history", PLAN, "signoff:", f"history: {VERSION}\nsignoff:"),
        ("paper-8h", "departments.yml", HELD, "[{form: medicine-book, per_hour: 1}]"),
        ("prescription-colours", "forms/visit-slip.yml", "variants:", f"variants:\n{URGENT}"),
        (
            "recovery",
            "procedures/cable-cut.yml",
            "\n  end:\n",
            "\n  recover:\n    - {id: try, actor: technician, do: {en: Try it., zh: 试用。}}\n  end:\n",
        ),
        (
            "review-current",
            PLAN,
            "reviewed_by: lead-doctor,",
            "reviewed_by: lead-doctor, reviewed_on: 2025-06-15,",
        ),
    ],
    ids=lambda value: value if value in PROBES else "",
)
def test_what_is_added_is_found(probe: str, file: str, old: str, new: str, clinic: Path) -> None:
    assert PROBE_FUNCTIONS[probe](Subject(edited(clinic, file, old, new), TODAY)).met


def test_both_kinds_of_attack_are_asked_for(project: Project) -> None:
    cut = project.procedures["cable-cut"]
    one = replace(project, procedures={"a": cut.model_copy(update={"scenario": "malware"})})
    both = replace(
        one,
        procedures={
            **one.procedures,
            "b": cut.model_copy(update={"id": "b", "scenario": "intrusion"}),
        },
    )
    assert [
        PROBE_FUNCTIONS["security-scenarios"](Subject(found, TODAY)).met for found in (one, both)
    ] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("probe", "file", "old", "new", "gap"),
    [
        ("heads", "departments.yml", "  head: lead-dispenser\n", "", "department:dispensary"),
        ("duties", PLAN, "who: repair,", "who: technician,", "body:repair"),
        ("custody", "forms/visit-slip.yml", CUSTODY, "", "form:visit-slip"),
        ("backup", "systems.yml", "zh: 网络}, ", f"zh: 网络}}, {RECORD}", "system:lines"),
        ("recovery-order", "systems.yml", "zh: 网络}, ", f"zh: 网络}}, {RECORD}", "system:lines"),
    ],
    ids=lambda value: value if value in PROBES else "",
)
def test_what_is_taken_out_is_a_gap(
    probe: str, file: str, old: str, new: str, gap: str, clinic: Path
) -> None:
    path = clinic / "plan_source" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    project = load(clinic).project
    assert project
    look = PROBE_FUNCTIONS[probe](Subject(project, TODAY))
    assert not look.met
    assert gap in map(str, look.gaps)


def test_a_rule_stands_by_what_meets_it(project: Project) -> None:
    found = standing(project, "house-lead")
    assert found.state is State.MET
    assert [str(place) for place in found.places] == ["plan:paper-plan/people", "contact:helpdesk"]
    assert found.places[0].mark.line > 1


def test_what_no_look_decides_waits_for_a_person(project: Project) -> None:
    assert standing(project, "outside-cash").state is State.ASK
    confirmed = standing(project, "house-generator")
    assert confirmed.state is State.CONFIRMED
    assert confirmed.confirmed and confirmed.confirmed.by.id == "technician"


def test_a_rule_counts_from_its_first_day_to_its_last(project: Project) -> None:
    assert standing(project, "outside-archive", date(2026, 12, 31)).state is State.NOT_YET
    assert standing(project, "outside-archive", date(2027, 1, 1)).state is State.ASK
    pack = project.packs["house-rules"]
    ended = pack.instruments[0].model_copy(update={"end": date(2026, 6, 14)})
    over = replace(
        project, packs={"house-rules": pack.model_copy(update={"instruments": (ended,)})}
    )
    assert standing(over, "house-lead", date(2026, 6, 14)).state is State.MET
    assert standing(over, "house-lead").state is State.OVER


def test_the_project_may_name_the_day(project: Project) -> None:
    site = project.site.model_copy(update={"packs_as_of": date(2027, 1, 1)})
    assert standing(replace(project, site=site), "outside-archive").state is State.ASK


@pytest.mark.parametrize(("limit", "state"), [("5 min", State.MET), ("4 min", State.MISSING)])
def test_a_time_longer_than_the_rule_leaves_meets_nothing(
    limit: str, state: State, clinic: Path
) -> None:
    path = clinic / "plan_source/packs/house-rules.yml"
    text = path.read_text(encoding="utf-8")
    met_by = "met_by: [organisation, contact-24h]"
    assert met_by in text
    new = f"limit: {limit}\n    met_by: [reporting, reporting-deadline]"
    path.write_text(text.replace(met_by, new), encoding="utf-8")
    changed = load(clinic).project
    assert changed is not None
    (found, *_) = coverage(changed, TODAY)
    assert found.state is state


def test_only_what_is_switched_on_is_judged(project: Project) -> None:
    assert {str(found.pack.id) for found in coverage(project, TODAY)} == {"house-rules"}
    everything = coverage(project, TODAY, library().values())
    assert {str(found.pack.id) for found in everything} == set(library())
