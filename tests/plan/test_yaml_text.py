"""Whatever is written comes back as it was, in our reader and in other people's."""

import unicodedata

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wardbook.findings import Mark
from wardbook.plan.data import Data, Scalar
from wardbook.plan.reader import forbidden_control, read_text
from wardbook.plan.yaml_edit import says
from wardbook.plan.yaml_text import flow, pair, scalar

from tests.examples import examples

AT = Mark("sheet", 1, 1)
HOSTILE = [
    *(
        "Bone plate #7",
        "a: b",
        "a:?",
        "Who calls?",
        "?",
        "0123",
        "-",
        "- a",
        "~",
        "null",
        "Yes",
        "no",
        "on",
        "=",
        "=1+1",
    ),
    *(
        "@desk",
        "`x`",
        "50%",
        "%x",
        "&a",
        "*a",
        "!x",
        "| x",
        "> x",
        "a|b",
        '"',
        "'",
        "it's",
        '"a" b',
        "a,b",
        "[a]",
        "{a}",
    ),
    *(
        "<<",
        "<contact:x>",
        "1e5",
        "0x1F",
        "12:30",
        "1_000",
        ".5",
        "+5",
        ".inf",
        "2026-13-01",
        "---",
        "...",
        "a\\nb",
        "\\",
    ),
    *(
        " a",
        "a ",
        "a  b",
        "\ta",
        "a\tb",
        "a\nb",
        "\n",
        "a\n\n b",
        "#",
        " #",
        "a#b",
        "#a",
        "a:b",
        "http://a.b",
        "a:",
        ":a",
    ),
    *(
        "\u00a0a",
        "a\u00a0b",
        "\u2028",
        "a\u2029b",
        "\ufeffa",
        "a\u200bb",
        "\u3000",
        "药\u3000房",
        "👩\u200d⚕️",
        "\U000e0041",
    ),
    *(
        "中文：甲。",
        "”",
        "é",
        "x" * 10_000,
        "长" * 10_000,
        "a b " * 400,
        "\x00",
        "\x07",
        "\x85",
        "\ud800",
        "\ufffe",
        "",
    ),
]
ANY = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=30), st.text(" #:?-,[]{}\"'\\ab\n\t0", max_size=12)
)


def back(text: str) -> object:
    """What our reader says of a text; None when it refuses it."""
    document = read_text(text, "list.yml")
    return None if document.data is None else says(document.data)


@settings(max_examples=examples(400))
@given(text=ANY, style=st.sampled_from(["", "'", '"', "|"]))
@example("a\u2028b", "'")
def test_any_text_comes_back_wherever_it_stands_or_is_refused(text: str, style: str) -> None:
    written = scalar(text, style)
    assert "\n" not in written
    holders: dict[str, object] = {
        f"- {written}\n- b": [text, "b"],
        f"a: {written}\nb: c": {"a": text, "b": "c"},
        f"- {{a: {written}, b: c}}": [{"a": text, "b": "c"}],
        f"- [{written}, b, {written}]": [[text, "b", text]],
    }
    for holder, meant in holders.items():
        assert back(holder) == (None if forbidden_control(text) else meant), holder


@settings(max_examples=examples(200))
@given(text=ANY)
def test_other_programs_read_the_same_text_and_nothing_else(text: str) -> None:
    """YAML of other years takes 0123 for a number and no for a refusal."""
    if forbidden_control(text) or any(
        unicodedata.category(letter) in ("Cs", "Cn") for letter in text
    ):
        return
    assert yaml.load(
        f"a: {scalar(text)}\nb: {{c: {scalar(text)}, d: e}}", Loader=yaml.SafeLoader
    ) == {
        "a": text,
        "b": {"c": text, "d": "e"},
    }


@given(key=st.text(max_size=12), value=ANY)
def test_a_key_may_be_any_text_too(key: str, value: str) -> None:
    if forbidden_control(key + value):
        return
    assert back(pair(key, Scalar(value, AT))) == {key: value}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("药房", "药房"),
        ("0.25 g × 24 粒", "0.25 g × 24 粒"),
        ("2026-11-01", "2026-11-01"),
        ("HIS/dispensing", "HIS/dispensing"),
        ("Bone plate #7", '"Bone plate #7"'),
        ("\u00a0x", '"\\u00A0x"'),
    ],
)
def test_what_needs_no_quotes_has_none(value: str, said: str) -> None:
    assert scalar(value) == said


def test_counts_and_yes_or_no_stand_bare_where_the_plan_language_reads_them_so() -> None:
    def said(text: str) -> Data:
        return Scalar(text, AT)

    data: Data = {said("count"): said("5"), said("in_scope"): said("yes"), said("name"): said("no")}  # type: ignore[dict-item]
    assert flow(data, frozenset({"count", "in_scope"})) == '{count: 5, in_scope: yes, name: "no"}'
    assert flow(data) == '{count: "5", in_scope: "yes", name: "no"}'
