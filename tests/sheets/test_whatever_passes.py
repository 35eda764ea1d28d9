"""Whatever the checks let pass can be shown: a plan without errors never stops the views."""

import copy
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from wardbook.checks import run_checks
from wardbook.checks.wording import glyphs
from wardbook.plan.loader import load
from wardbook.plan.schema import schema
from wardbook.sheets.books import books
from wardbook.sheets.sheet import targets
from wardbook.theme import product_theme, words

from tests.examples import examples

CLINIC = Path(__file__).parent.parent / "projects" / "clinic" / "plan_source"
FILES = sorted(path.relative_to(CLINIC).as_posix() for path in CLINIC.rglob("*.yml"))
PLAIN = {
    name: yaml.load((CLINIC / name).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    for name in FILES
}
PRINTED = frozenset(range(0x20, 0x10000))


@pytest.fixture(scope="module", autouse=True)
def no_system_fonts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glyphs, "system_covers", lambda _: "")
        yield


def places(data: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return [
        place for step, value in below for place in ((*above, step), *places(value, (*above, step)))
    ]


def holder(data: Any, place: tuple[Any, ...]) -> Any:
    for step in place[:-1]:
        data = data[step]
    return data


def spoil(data: Any, place: tuple[Any, ...], how: str, other: tuple[Any, ...]) -> None:
    """Leave something out, write it twice, or put what stands elsewhere in its place: mistakes that can pass checks."""
    above, last = holder(data, place), place[-1]
    if how == "drop":
        del above[last]
    elif how == "double" and isinstance(above, list):
        above.insert(last, copy.deepcopy(above[last]))
    elif how == "turn" and isinstance(above, list):
        above.reverse()
    elif how == "move":
        above[last] = copy.deepcopy(holder(data, other)[other[-1]])


def test_every_choice_of_the_language_has_its_phrase() -> None:
    """A value that a field takes and that a view says by a phrase of its own."""
    spoken = {
        "activation": schema("plan"),
        "stock": schema("form"),
        "area": schema("plan"),
        "power": schema("plan"),
        "stands": schema("plan"),
        "level_needs": schema("plan"),
        "trigger_after": schema("plan"),
        "aftermath": schema("plan"),
        "aftermath_since": schema("plan"),
        "paper": schema("form"),
        "rule": schema("form"),
        "match": schema("form"),
        "clock": schema("departments"),
        "hours": schema("contacts"),
        "day": schema("calendar"),
        "status": schema("site"),
    }
    fields = {
        "activation": "step",
        "day": "days",
        "power": "powers",
        "level_needs": "needs",
        "trigger_after": "since",
        "aftermath": "task",
        "aftermath_since": "counts_from",
    }
    for prefix, described in spoken.items():
        choices = set(enums(described, fields.get(prefix, prefix)))
        assert choices, prefix
        for language in ("en", "zh"):
            phrases = words((product_theme(),), "phrases", language)
            assert {choice for choice in choices if f"{prefix}_{choice}" not in phrases} == set(), (
                prefix
            )


def enums(described: Any, field: str) -> Iterator[str]:
    """Every choice of the fields named `field` in a JSON Schema."""
    if isinstance(described, dict):
        for name, below in described.items():
            if name == field:
                yield from choices_in(below)
            yield from enums(below, field)
    elif isinstance(described, list):
        for below in described:
            yield from enums(below, field)


def choices_in(described: Any) -> Iterator[str]:
    if isinstance(described, dict):
        yield from described.get("enum", ())
        for below in described.values():
            yield from choices_in(below)
    elif isinstance(described, list):
        for below in described:
            yield from choices_in(below)


@pytest.mark.slow
@settings(
    max_examples=examples(25),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_what_passes_can_be_shown(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    files = {**PLAIN, name: copy.deepcopy(PLAIN[name])}
    found = places(files[name])
    how = data.draw(st.sampled_from(("drop", "double", "turn", "move")))
    spoil(files[name], data.draw(st.sampled_from(found)), how, data.draw(st.sampled_from(found)))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(shutil.copytree(CLINIC, Path(folder, "plan_source")))
        (source / name).write_text(
            yaml.safe_dump(files[name], allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
        loaded = load(Path(folder))
        assume(loaded.project is not None)
        assert loaded.project is not None
        assume(
            not any(
                finding.blocks
                for finding in run_checks(loaded, PRINTED, date(2026, 6, 15)).findings
            )
        )
        for audience in ("restricted", "public"):
            for book in books(loaded.project, audience):
                for stamped in book.sheets.values():
                    assert {target.sheet for target in targets(stamped.sheet.content)} <= set(
                        book.sheets
                    )
                for manual in book.manuals:
                    assert set(manual.sheets) <= set(book.sheets)
