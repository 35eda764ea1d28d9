"""What several rules ask: systems that fail together, and ids in a row."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from wardbook.checks.context import Context, failed_with, first_of, older_than
from wardbook.findings import Mark
from wardbook.plan.loader import load

TODAY = date(2026, 6, 15)
CHAIN = """\
- {id: mains, name: {en: Mains, zh: 市电}}
- {id: server, name: {en: Server, zh: 服务器}, depends_on: [mains]}
- {id: pharmacy, name: {en: Pharmacy, zh: 药房}, depends_on: [server]}
- {id: phones, name: {en: Phones, zh: 电话}}
"""


def test_what_depends_on_a_system_fails_with_it_at_any_distance(clinic: Path) -> None:
    (clinic / "plan_source/systems.yml").write_text(CHAIN, encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    assert failed_with(project, ["mains"]) == {"mains", "server", "pharmacy"}
    assert failed_with(project, ["pharmacy", "phones"]) == {"pharmacy", "phones"}
    assert failed_with(project, []) == set()


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, ""), (1, "0"), (8, "0, 1, 2, 3, 4, 5, 6, 7"), (9, "0, 1, 2, 3, 4, 5, 6, 7…")],
)
def test_of_many_ids_the_first_are_shown(count: int, shown: str) -> None:
    assert first_of(list(map(str, range(count)))) == shown


def test_what_is_as_old_as_it_may_be_is_not_too_old(clean_clinic: Path) -> None:
    project = load(clean_clinic).project
    assert project is not None
    context = Context(project, frozenset(), TODAY, None)
    dated = [(Mark("a.yml", at), TODAY - timedelta(days=at)) for at in (30, 31, 32)]
    assert list(older_than(context, "D101", [dated[0], (Mark("b.yml"), None)], days=30)) == []
    (found,) = older_than(context, "D101", dated, days=30)
    assert found.marks == (Mark("a.yml", 31), Mark("a.yml", 32))
    assert dict(found.arguments) == {"days": "30", "oldest": "2026-05-14"}
