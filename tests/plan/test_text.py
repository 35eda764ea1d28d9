"""Text is words, references and paragraphs; everything else in it is words."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError
from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Scalar
from wardbook.plan.text import KINDS, Reference, Words, parse_inline, parse_text, parse_word_lists

from tests.examples import examples

MARK = Mark("made.yml", 1, 1)


def scalar(text: str) -> Scalar:
    return Scalar(text, MARK)


def mapping(**entries: Any) -> dict[str, Any]:
    return {
        MARK_KEY: MARK,
        **{
            key: scalar(value) if isinstance(value, str) else value
            for key, value in entries.items()
        },
    }


def shown(text: str) -> list[str]:
    return [
        part.text
        if isinstance(part, Words)
        else f"[{part.link}{'|' + part.view if part.view else ''}]"
        for part in parse_inline(text, MARK)
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain", ["plain"]),
        ("a <form:slip> b", ["a ", "[form:slip]", " b"]),
        ("<form:slip><contact:desk|number>", ["[form:slip]", "[contact:desk|number]"]),
        ("<step:wards/count>", ["[step:wards/count]"]),
        ("<nonsense:x>", ["[nonsense:x]"]),
        ("<b>bold</b>", ["<b>bold</b>"]),
        ("<form:Slip>", ["<form:Slip>"]),
        ("<form: slip>", ["<form: slip>"]),
        ("p < 5 > 3", ["p < 5 > 3"]),
        ("<form:slip", ["<form:slip"]),
        ("<<form:slip>>", ["<", "[form:slip]", ">"]),
        ("&lt;form:slip&gt;", ["&lt;form:slip&gt;"]),
        ("", []),
    ],
)
def test_references_and_words(text: str, parts: list[str]) -> None:
    assert shown(text) == parts


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_named(kind: str) -> None:
    (reference,) = parse_inline(f"<{kind}:a-1/b-2|name>", MARK)
    assert isinstance(reference, Reference)
    link = reference.link
    assert (link.kinds, link.id, link.part, reference.view, link.mark) == (
        (kind,),
        "a-1",
        "b-2",
        "name",
        MARK,
    )


def test_paragraphs() -> None:
    text = parse_text(mapping(en="One.\n  Two.\n\nThree."))
    assert [part.text for (part,) in text.paragraphs("en") if isinstance(part, Words)] == [
        "One.",
        "Two.",
        "Three.",
    ]


def test_a_missing_language_is_empty_and_what_needs_no_translation_is_not() -> None:
    text = parse_text(mapping(en="Desk"))
    assert (text.paragraphs("zh"), text.words("zh"), text.words("en")) == ((), "", "Desk")
    plain = parse_text(scalar("HIS"))
    assert plain.words("zh") == plain.words("en") == "HIS"


def test_an_empty_language_is_an_absent_one() -> None:
    assert list(parse_text(mapping(en="Desk", zh="")).raw) == ["en"]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (scalar("护士"), "text_plain"),
        (scalar("two words"), "text_plain"),
        (scalar(" "), "text_plain"),
        ([scalar("a")], "text_shape"),
        (None, "text_shape"),
        (mapping(en=[scalar("a")]), "text_shape"),
        ({MARK_KEY: MARK, "en": scalar("a"), "and more": scalar("")}, "text_split"),
        ({MARK_KEY: MARK, "en": scalar("a"), "B": scalar("")}, "text_split"),
    ],
)
def test_what_is_no_text(value: Any, problem: str) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        parse_text(value)
    assert raised.value.type == problem


def test_references_of_every_language() -> None:
    text = parse_text(mapping(en="<form:a>", zh="<form:b> <form:c>"))
    assert [reference.link.id for reference in text.references()] == ["a", "b", "c"]


def test_word_lists() -> None:
    words = parse_word_lists({MARK_KEY: MARK, "zh": [scalar("断电"), scalar("掉电")]})
    assert words == {"zh": ("断电", "掉电")}
    wrong: tuple[Any, ...] = (
        scalar("x"),
        mapping(zh="断电"),
        mapping(zh=[scalar("")]),
        mapping(zh=[["x"]]),
    )
    for value in wrong:
        with pytest.raises(PydanticCustomError):
            parse_word_lists(value)


@settings(max_examples=examples(300), deadline=None, derandomize=True)
@given(st.text(alphabet="<>:/|form:contact-abc 中文\n&*_`", max_size=40))
def test_nothing_written_is_lost(text: str) -> None:
    printed = "".join(
        part.text
        if isinstance(part, Words)
        else f"<{part.link.kinds[0]}:{part.link.id}"
        + (f"/{part.link.part}" if part.link.part else "")
        + (f"|{part.view}" if part.view else "")
        + ">"
        for part in parse_inline(text, MARK)
    )
    assert printed == text
