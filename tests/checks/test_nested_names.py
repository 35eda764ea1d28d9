"""Names that refer to themselves: found for every kind that a text may refer to, before anything prints one."""

from pathlib import Path

import pytest
from wardbook.checks.structure.nested_names import NESTED_MOST
from wardbook.findings import Finding
from wardbook.plan.text import KINDS

from tests.checks.test_cases import edit, findings_of

NAMED_BY_ITSELF = (
    ("contact:helpdesk", "contacts.yml", "{en: Helpdesk, zh: 技术值班}"),
    ("department:dispensary", "departments.yml", "{en: Dispensary, zh: 药局}"),
    ("role:technician", "roles.yml", "{en: Technician, zh: 技术员}"),
    ("system:mains", "systems.yml", "{en: Mains power, zh: 市电}"),
    ("system:chart/notes", "systems.yml", "{en: visit notes, zh: 门诊记录}"),
    ("citation:good-practice", "citations.yml", "{en: Notes on good practice, zh: 实务要点}"),
    ("citation:records-rule", "citations.yml", "{en: Rule 12, zh: 第12号}"),
    ("term:catching-up", "glossary.yml", "{en: catching up, zh: 补登}"),
    ("window:monday-morning", "calendar.yml", "{en: Monday morning, zh: 周一上午}"),
    ("form:visit-slip", "forms/visit-slip.yml", "{en: Visit slip, zh: 就诊单}"),
    (
        "form:visit-slip/child",
        "forms/visit-slip.yml",
        "{en: Visit slip for a child, zh: 儿童就诊单}",
    ),
    ("procedure:cable-cut", "procedures/cable-cut.yml", "{en: Cable cut, zh: 线路中断}"),
    ("plan:paper-plan", "plans/paper-plan.yml", "{en: Plan for work on paper, zh: 纸质工作预案}"),
    ("plan:paper-plan", "plans/paper-plan.yml", "{en: Paper plan, zh: 纸质预案}"),
    ("plan:paper-plan/aim", "plans/paper-plan.yml", "{en: Aim, zh: 目的}"),
    ("plan:paper-plan/rooms-next", "plans/paper-plan.yml", "{en: Repair group, zh: 抢修组}"),
    ("plan:paper-plan/rooms-next", "plans/paper-plan.yml", "{en: People, zh: 组织}"),
    ("body:lead", "plans/paper-plan.yml", "{en: Lead group, zh: 领导小组}"),
    ("programme:paper-hour", "plans/paper-plan.yml", "{en: Paper hour, zh: 手写一小时}"),
)
"""What is referred to, its file, and a name that prints there."""


@pytest.mark.parametrize(("reference", "file", "name"), NAMED_BY_ITSELF)
def test_a_name_that_refers_to_itself_is_found(
    clinic: Path, reference: str, file: str, name: str
) -> None:
    words = f'{{en: "It is <{reference}>", zh: "就是 <{reference}>"}}'
    edit(clinic, [file, f"< {name}", f"> {words}"])
    (found,) = circles(clinic)
    assert dict(found.arguments)["cycle"] == f"{reference} → {reference}"
    assert len(found.marks) == 2


def test_every_kind_with_a_name_is_tried() -> None:
    tried = {reference.partition(":")[0] for reference, _, _ in NAMED_BY_ITSELF}
    assert tried == set(KINDS) - {"step"}  # a step prints its number


def test_a_long_circle_is_one_finding(clinic: Path) -> None:
    write_terms(clinic, [f"<term:t{(number + 1) % 400}>" for number in range(400)])
    (found,) = circles(clinic)
    assert len(found.marks) == 800  # in two languages


def test_each_language_is_printed_by_itself(clinic: Path) -> None:
    edit(clinic, ["roles.yml", "< {en: Dispenser,", '> {en: "Of <department:dispensary>",'])
    edit(clinic, ["departments.yml", "< zh: 药局}", '> zh: "<role:dispenser>的房间"}'])
    assert circles(clinic) == []


def test_names_that_double_are_found_where_they_become_too_many(clinic: Path) -> None:
    names = ["plain"]
    for number in range(60):
        names.append(f"<term:t{number}> and <term:t{number}>")
    write_terms(clinic, names)
    (found,) = crowded(clinic)
    assert dict(found.arguments)["name"] == "term:t4"  # 30 names; in that of t3 there are 14


def test_a_long_chain_is_found_where_it_becomes_too_long(clinic: Path) -> None:
    names = ["plain", *(f"<term:t{number}>" for number in range(2_000))]
    write_terms(clinic, names)
    (found,) = crowded(clinic)
    assert dict(found.arguments)["name"] == f"term:t{NESTED_MOST + 1}"


def circles(project: Path) -> list[Finding]:
    return [finding for finding in findings_of(project) if finding.code == "R205"]


def crowded(project: Path) -> list[Finding]:
    return [finding for finding in findings_of(project) if finding.code == "R206"]


def write_terms(project: Path, names: list[str]) -> None:
    """Terms t0, t1 and so on with these names, each referred to by the next one."""
    lines = []
    for number, name in enumerate(names):
        lines.append(f'- {{id: t{number}, term: {{en: "{name}", zh: "{name}"}}}}')
    with (project / "plan_source/glossary.yml").open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
