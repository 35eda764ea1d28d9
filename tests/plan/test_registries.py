"""The table of registries: nothing is loaded, exported or shown for which nobody has said who may
see it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.plan.model.audience import AUDIENCES, Public, declared, undeclared
from wardbook.plan.model.base import Base
from wardbook.plan.model.drill import Outcome
from wardbook.plan.model.scalars import Id, Word
from wardbook.plan.project import Project, check_fields
from wardbook.plan.registries import BY_FIELD, TABLE, Undeclared, checked

DECIDED = Path(__file__).parent / "who-sees-what.txt"


class Half(Base):
    """A model of which somebody forgot a field."""

    id: Public[Id]
    word: Word | None = None


def models(base: type[Base]) -> Iterator[type[Base]]:
    for model in base.__subclasses__():
        yield model
        yield from models(model)


def test_every_field_of_the_project_is_in_the_table() -> None:
    assert {field.name for field in fields(Project)} == {
        *BY_FIELD,
        "root",
        "audience",
        "editions",
        "said",
        "stale",
    }


def test_a_registry_without_a_field_of_the_project_stops_the_program() -> None:
    row = replace(TABLE[0], place="no-such.yml", field="no_such")
    with pytest.raises(TypeError, match=r"no field `no_such` in Project, for no-such\.yml"):
        check_fields((*TABLE, row))


def test_each_registry_stands_once() -> None:
    for name in ("place", "kind", "field", "schema", "pattern"):
        found = [getattr(row, name) for row in TABLE]
        assert len(set(found)) == len(found), name


def test_who_declares_nothing_does_not_load() -> None:
    assert undeclared(Half) == ("word",)
    with pytest.raises(Undeclared, match="Half: nobody says who may see word"):
        checked((replace(TABLE[0], model=Half),))


def test_a_registry_says_an_audience_and_its_fields_none_below_it() -> None:
    with pytest.raises(Undeclared, match="no audience"):
        checked((replace(TABLE[0], audience=""),))
    with pytest.raises(
        Undeclared, match=r"Site\.organisation: public is below its registry's staff"
    ):
        checked((replace(TABLE[0], audience="staff"),))


def test_a_model_declares_all_of_its_fields_or_none() -> None:
    """What stands inside an entry is for whom the entry's field is; a model that says more of one
    field says it of all."""
    half = {
        model.__name__: undeclared(model)
        for model in models(Base)
        if declared(model) and undeclared(model)
    }
    assert half == {"Half": ("word",)}
    assert undeclared(Outcome) == ()


def who_sees_what() -> str:
    """A line for each registry, with where it is told, for each field that says for whom it is, and
    for entries that need not say it."""
    lines = []
    for row in TABLE:
        kept = ", in plan.json" * row.exported + ", in no edition" * row.recorded
        lines.append(f"{row.place}: {row.audience}{kept}")
    for model in sorted(models(Base), key=lambda model: model.__name__):
        if not model.__module__.startswith("wardbook."):
            continue  # made by a test
        for name, lowest in declared(model).items():
            used = f", used by {lowest.used}" if lowest.used else ""
            lines.append(f"{model.__name__}.{name}: {lowest.told}{used}")
        usual = getattr(model.model_fields.get("audience"), "default", None)
        if usual:
            lines.append(f"{model.__name__} that says nothing: {usual}")
    return "\n".join(lines) + "\n"


def test_nobody_is_let_in_by_the_way() -> None:
    """Who may see what is decided field by field. `UPDATE_EXPECTED=1` writes what holds now: each line
    of the difference is a decision that somebody has to stand for."""
    if os.environ.get("UPDATE_EXPECTED"):
        DECIDED.write_text(who_sees_what(), encoding="utf-8")
    decided = DECIDED.read_text(encoding="utf-8").splitlines()
    assert who_sees_what().splitlines() == decided, (
        "decide each line, then: UPDATE_EXPECTED=1 pytest tests/plan/test_registries.py"
    )


@pytest.mark.parametrize(
    ("field", "name", "lowest"),
    [
        ("departments", "box", "staff"),
        ("departments", "posted", "posted"),
        ("departments", "name", "public"),
        ("roles", "stands_in", "posted"),
        ("contacts", "number", "own"),
        ("systems", "record", "restricted"),
        ("systems", "depends_on", "restricted"),
        ("systems", "owner", "restricted"),
        ("systems", "vendor", "restricted"),
        ("calendar", "night", "staff"),
        ("calendar", "holidays", "staff"),
        ("calendar", "peaks", "public"),
        ("plans", "chapters", "public"),
    ],
)
def test_who_may_see_what(field: str, name: str, lowest: str) -> None:
    assert declared(BY_FIELD[field].model)[name].told == lowest


@pytest.mark.parametrize(
    "field", ["snapshots", "runs", "pads", "copies", "packs", "confirmations", "prices"]
)
def test_what_is_for_staff_as_a_whole(field: str) -> None:
    row = BY_FIELD[field]
    assert row.audience == "staff"
    assert {lowest.told for lowest in declared(row.model).values()} == {"staff"}
    assert all(row.audience in AUDIENCES for row in TABLE)


def test_what_is_for_staff_takes_no_wider_audience(clinic: Path) -> None:
    path = clinic / "plan_source/snapshots.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("- id:"))
    for audience, codes in (("restricted", []), ("posted", ["L111"])):
        written = [*lines[: first + 1], f"  audience: {audience}", *lines[first + 1 :]]
        path.write_text("\n".join(written) + "\n", encoding="utf-8")
        found = load(clinic).findings
        assert [finding.code for finding in found] == codes
        assert all("staff" in str(finding.arguments) for finding in found), "which it takes"
