"""What several rules ask: systems that fail together, and ids in a row."""

from pathlib import Path

import pytest
from wardbook.checks.context import failed_with, first_of
from wardbook.plan.loader import load

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
