"""Every scalar type: what it takes, what it refuses, and that the refusal shows a right example."""

import datetime
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model import scalars
from wardbook.plan.model.links import ContactLink, SheetLink, StepLink, WhoLink
from wardbook.plan.model.scalars import Clock, Duration, is_id, one_of, parse_duration

MARK = Mark("made.yml", 1, 1)


def parsed(kind: Any, text: object) -> Any:
    return TypeAdapter(kind).validate_python(Scalar(text, MARK) if isinstance(text, str) else text)


def refused(kind: Any, text: object) -> dict[str, Any]:
    with pytest.raises(ValidationError) as problem:
        parsed(kind, text)
    (details,) = problem.value.errors()
    assert details["type"] == "scalar"
    return details["ctx"]


GOOD = [
    (scalars.Id, "a", "a"),
    (scalars.Id, "ward-3b", "ward-3b"),
    (scalars.Id, "x" * 60, "x" * 60),
    (scalars.Code, "OP-04B", "OP-04B"),
    (scalars.Code, "7", "7"),
    (scalars.Language, "zh-Hans", "zh-Hans"),
    (scalars.Word, "HIS 2.0", "HIS 2.0"),
    (scalars.Date, "2026-11-01", datetime.date(2026, 11, 1)),
    (scalars.Date, "2024-02-29", datetime.date(2024, 2, 29)),
    (scalars.ClockTime, "9:00", Clock(540)),
    (scalars.ClockTime, "09:00", Clock(540)),
    (scalars.ClockTime, "24:00", Clock(1440)),
    (scalars.ClockTime, "0:00", Clock(0)),
    (scalars.Span, "90 min", Duration(90)),
    (scalars.Span, "1 d 2 h 3 min", Duration(1563)),
    (scalars.Span, "4h", Duration(240)),
    (scalars.Count, "0", 0),
    (scalars.Count, "999999999", 999_999_999),
    (scalars.Millimetres, "63.5", 63.5),
    (scalars.Millimetres, "70", 70.0),
    (scalars.Rows, "fill", "fill"),
    (scalars.Rows, "12", "12"),
    (scalars.YesNo, "yes", True),
    (scalars.YesNo, "no", False),
]

BAD = [
    (scalars.Id, ("", "A", "1a", "a_b", "a b", "护士", "x" * 61, "con", "lpt1", "-a", "a\n")),
    (scalars.Code, ("", "op", "-1", "A" * 21, "A B")),
    (scalars.Language, ("", "z", "ZH", "zh_CN", "english")),
    (scalars.Word, ("", "  ")),
    (
        scalars.Date,
        (
            "",
            "86400",
            "2026-02-30",
            "2026-1-1",
            "20261101",
            "2026-W45-1",
            "2026-11-01T00:00",
            "٢٠٢٦-١١-٠١",
        ),
    ),
    (scalars.ClockTime, ("", "750", "24:01", "25:00", "9:60", "9", "-1:00", "9:0", "９:００")),
    (
        scalars.Span,
        ("", "86400", "4", "4 s", "h", "1 h 2 d", "-1 h", "1.5 h", "1 h 1 h", "９ h", "1234567 d"),
    ),
    (scalars.Millimetres, ("", "-1", "7 cm", "1.234", "1000", "1e1", "１")),
    (scalars.Count, ("", "-1", "1.0", "１", "1e3", "0x1", "1" * 10)),
    (scalars.Rows, ("", "full", "-1", "1000", "Fill")),
    (scalars.YesNo, ("", "true", "True", "on", "Yes", "y", "1", "t")),
]


@pytest.mark.parametrize(("kind", "text", "value"), GOOD)
def test_taken(kind: Any, text: str, value: object) -> None:
    assert parsed(kind, text) == value


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in BAD for text in texts])
def test_refused_with_an_example_that_is_taken(kind: Any, text: str) -> None:
    said = refused(kind, text)
    assert said["given"] == text.strip(" ") or said["given"] == text
    parsed(kind, said["example"])


@pytest.mark.parametrize("kind", [kind for kind, _ in BAD])
@pytest.mark.parametrize("value", [[], {}, None, 3, True, [Scalar("a", MARK)]])
def test_what_is_no_scalar_is_refused(kind: Any, value: object) -> None:
    refused(kind, value)


def test_choices_are_listed() -> None:
    kind = Annotated[Scalar, one_of("enter", "scan")]
    assert parsed(kind, "scan") == "scan"
    assert refused(kind, "Scan")["example"] == "enter, scan"


def test_device_names_are_no_ids() -> None:
    assert not any(is_id(name) for name in ("con", "prn", "aux", "nul", "com0", "com9", "lpt3"))
    assert all(is_id(name) for name in ("cons", "com10", "console", "null"))


def test_durations_and_clocks_in_words_of_numbers() -> None:
    assert Duration(1563).parts() == (1, 2, 3)
    assert parse_duration(Scalar("24 h", MARK)).parts() == (
        0,
        24,
        0,
    )  # as written: a plan that says 24 hours means them
    assert parse_duration(Scalar("24 h", MARK)) == parse_duration(Scalar("1 d", MARK))
    assert (str(Clock(545)), str(Clock(1440))) == ("9:05", "24:00")
    assert Duration(59) < Duration(60)


@pytest.mark.parametrize(
    ("kind", "text", "kinds", "id", "part"),
    [
        (ContactLink, "desk", ("contact",), "desk", None),
        (ContactLink, "contact:desk", ("contact",), "desk", None),
        (WhoLink, "wards", ("department", "role", "body"), "wards", None),
        (WhoLink, "role:nurse", ("role",), "nurse", None),
        (StepLink, "count", ("step",), "", "count"),
        (StepLink, "wards/count", ("step",), "wards", "count"),
        (SheetLink, "form:slip/child", ("form",), "slip", "child"),
    ],
)
def test_links(kind: Any, text: str, kinds: tuple[str, ...], id: str, part: str | None) -> None:
    link = parsed(kind, text)
    assert (link.kinds, link.id, link.part, link.mark) == (kinds, id, part, MARK)


@pytest.mark.parametrize(
    "text", ["", "form:desk", "Desk", "a/b/c", "a:b:c", "<contact:desk>", "desk ", "a//b"]
)
def test_what_is_no_link(text: str) -> None:
    assert refused(ContactLink, text)["kind"] == "link"


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ("2026-02-30", "2026-02-28"),
        ("2028-2-31", "2028-02-29"),
        ("2026-11-31", "2026-11-30"),
        ("2026/7/4", "2026-07-04"),
        ("2026.7.4", "2026-07-04"),
        ("2026年7月4日", "2026-07-04"),
        ("2026-13-01", "2026-11-01"),
        ("0000-01-01", "2026-11-01"),
        ("2026-07-00", "2026-11-01"),
        ("4.7.2026", "2026-11-01"),
        ("04/07/2026", "2026-11-01"),
    ],
)
def test_a_hint_writes_the_date_that_was_meant(written: str, example: str) -> None:
    """Where the year stands first; day and month alone may be either."""
    assert refused(scalars.Date, written)["example"] == example
