"""What became of what, in words: of every action and every kind of value, in every language."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from wardbook.editions.plan_changes import Action, Change
from wardbook.editions.plan_state import PlanState
from wardbook.editions.plan_tree import Entry, LinkName, Value, Wording, kind_of
from wardbook.editions.shown_on import PlanDifference, ShownChange
from wardbook.findings import Mark, error
from wardbook.plan import plan_words
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import BLOCKS
from wardbook.plan.model.scalars import Clock, Duration
from wardbook.plan.registries import TABLE, Shape
from wardbook.plan.text import Link, Text, Words
from wardbook.report.messages import DEFAULT, lines, message, ui_languages
from wardbook.report.plan_changes_json import difference_json
from wardbook.report.plan_changes_text import difference_markdown, difference_text
from wardbook.word_files import read_file

LANGUAGES = ui_languages()
OTHERS = [language for language in LANGUAGES if language != DEFAULT]


def wording(en: str, zh: str) -> Wording:
    raw = {"en": Scalar(en, Mark("")), "zh": Scalar(zh, Mark(""))}
    paragraphs = {language: ((Words(str(words)),),) for language, words in raw.items()}
    return Wording((("en", en), ("zh", zh)), Text(paragraphs, raw, Mark("")))


def link(id: str) -> LinkName:
    return LinkName(f"role:{id}", Link(("role",), id, None, Mark("")))


def step(part: str) -> LinkName:
    return LinkName(f"step:dispensary/{part}", Link(("step",), "", part, Mark("")))


def keyed(**values: Value) -> tuple[Value, ...]:
    return tuple(Entry("", key, (("", value),)) for key, value in values.items())


PAIRS: dict[str, tuple[Value, Value]] = {
    "text": (wording("Old", "旧"), wording("New", "新")),
    "link": (link("dispenser"), link("nobody-there")),
    "step": (step("hand-out"), step("count")),
    "duration": (Duration(30), Duration(90)),
    "clock": (Clock(480), Clock(1350)),
    "date": (datetime.date(2026, 7, 1), datetime.date(2026, 8, 1)),
    "word": ("staff", "posted"),
    "yes": (False, True),
    "number": (0, 3),
    "texts": ((wording("Old", "旧"),), (wording("New", "新"), wording("More", "多"))),
    "links": ((link("dispenser"), link("technician")), (link("technician"), link("dispenser"))),
    "keys": (keyed(en=("a",), zh=("甲",)), keyed(en=("a", "b"))),
    "key": (keyed(card_no=10), keyed(card_no=12)),
    "entry": (Entry("box", "", (("place", "left"),)), Entry("copy", "", (("place", "right"),))),
    "mixed": ("all", (link("dispenser"),)),
    "text or list": (wording("Old", "旧"), (link("dispenser"),)),
}
"""Values of every kind before and after. What was absent is tried with each."""


@pytest.fixture(scope="module")
def state(clean_clinic: Path) -> PlanState:
    project = load(clean_clinic).project
    assert project is not None
    return PlanState("1", project, "staff")


def changes() -> Iterator[Change]:
    entry = Entry("step", "hand-out", (("do", wording("Hand out", "发放")),))
    path = (Entry("procedure", "dispensary", ()), entry)
    for action in Action:
        if action is Action.RENAMED:
            yield Change(action, path, before="old", after="new")
        elif action is not Action.CHANGED:
            yield Change(action, path)
    for before, after in PAIRS.values():
        for old, new in ((before, after), (None, after), (before, None)):
            for field in ("note", "box.place", ""):
                yield Change(Action.CHANGED, path, field, old, new)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_and_every_kind_of_value_has_words(state: PlanState, language: str) -> None:
    """What stands under a key that an author chose has no name of a field: it ended in a
    KeyError."""
    every = tuple(changes())
    assert {change.action for change in every} == set(Action)
    shown = tuple(ShownChange(change, ()) for change in every)
    difference = PlanDifference(state, state, shown, ())
    said = difference_text(difference, language).splitlines()[1:-1:2]
    assert len(said) == len(every)
    for change, line in zip(every, said, strict=True):
        assert "None" not in line and "{" not in line, line
        assert lines(language)["diff_order"] not in line or change.before == PAIRS["links"][0]
        assert not line.rstrip().endswith((":", "："))
    assert len(set(said)) > len(PAIRS) * 3
    assert difference_markdown(difference, language).startswith("### ")
    assert difference_json(difference).startswith("{")


def event(state: PlanState, language: str, old: Value | None, new: Value | None) -> str:
    change = Change(Action.CHANGED, (Entry("step", "count", ()),), "note", old, new)
    difference = PlanDifference(state, state, (ShownChange(change, ()),), ())
    return difference_text(difference, language).splitlines()[1].partition("note: ")[2]


def test_a_line_of_a_list_is_reworded_in_its_own_language_alone(state: PlanState) -> None:
    """Read in another language nothing had changed but the order."""
    first, second = wording("First", "一"), wording("Second", "二")
    said = event(state, "en", (first, second), (first, wording("Second", "第二")))
    assert said == "[zh] “二” → “第二”"
    assert event(state, "en", (first, second), (second, first)) == "in another order"
    assert event(state, "en", (first,), (first, second)) == "+ Second"


def test_a_long_text_is_shown_around_what_differs(state: PlanState) -> None:
    """Two long texts with the same beginning looked the same."""
    begin = "The same words again and again. " * 10
    said = event(state, "en", wording(f"{begin}old end", "甲"), wording(f"{begin}new end", "甲"))
    shared = "…again. The same words again and again."
    assert said == f"[en] “{shared} old end” → “{shared} new end”"


def test_a_step_in_a_list_is_called_by_its_id(state: PlanState) -> None:
    assert event(state, "en", (step("count"),), (step("hand-out"),)) == "+ hand-out, − count"


def models_in(annotation: Any) -> Iterator[type[Base]]:
    if isinstance(annotation, type) and issubclass(annotation, Base):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def kinds_and_fields_of_models() -> tuple[set[str], set[str]]:
    """What is compared: every model that a registry of the plan holds, by what it is called, and
    every field of these."""
    kinds, fields = set[str](), set[str]()
    left = [(row.model, row.kind) for row in TABLE if not row.recorded]
    left += [(model, kind) for kind, model in BLOCKS.items()]
    seen = set[type[Base]]()
    while left:
        model, kind = left.pop()
        kinds.add(kind)
        if model in seen:
            continue
        seen.add(model)
        for name, declared in model.model_fields.items():
            if name != "at":
                fields.add(declared.alias or name)
                left += [(one, kind_of(one)) for one in models_in(declared.annotation)]
    return kinds, fields


def own_words(language: str) -> Mapping[str, str]:
    """What the file of a language says, without the English words that stand in."""
    return read_file(Path(plan_words.__file__).parent / f"words/{language}.yml").words


@pytest.mark.parametrize("language", OTHERS)
def test_every_kind_of_entry_and_every_field_has_a_word(language: str) -> None:
    """A reviewer reads words, and no names of the plan's files; English names those that say too
    little by themselves."""
    kinds, fields = kinds_and_fields_of_models()
    assert len(kinds) > 100 and len(fields) > 300
    named = kinds | {f"field_{field}" for field in fields}
    missing = sorted(named - own_words(language).keys())
    assert missing == [], f"write them in plan/words/{language}.yml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_left_over(language: str) -> None:
    kinds, fields = kinds_and_fields_of_models()
    named = kinds | {f"field_{field}" for field in fields}
    assert sorted(own_words(language).keys() - named) == []


def test_a_column_is_called_as_its_field() -> None:
    """English where a language has no word; what is no field has no heading, so that a slip is seen."""
    said = [plan_words.field_heading("manual_start", language) for language in ("en", "zh", "fr")]
    assert said == ["Paper starts after", "改用纸质", "Paper starts after"]
    assert plan_words.field_heading("number", "en") == "Number"
    with pytest.raises(LookupError, match="field_nmae"):
        plan_words.field_heading("nmae", "en")


def test_english_calls_a_kind_or_field_as_the_plan_does_without_a_word_of_its_own() -> None:
    assert [
        key
        for key, word in own_words("en").items()
        if word == key.removeprefix("field_").replace("_", " ")
    ] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_finding_names_the_kind_of_every_registry_in_its_language(language: str) -> None:
    for row in TABLE:
        if row.shape is not Shape.SINGLE:
            said = message(error("L121", kind=row.kind, id="x"), language)
            assert row.kind not in said, said


def test_pairs_hold_every_kind_of_value() -> None:
    held = {type(value) for value in itertools.chain(*PAIRS.values())}
    assert held >= {Wording, LinkName, Duration, Clock, datetime.date, str, bool, int, tuple, Entry}
