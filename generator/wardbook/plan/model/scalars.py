"""Own parsers for every scalar type of the language. All input is text; pydantic's guesses (`t` =
True) never apply.

Each type is an `Annotated` alias with one `Parsed`: the parser, and the JSON Schema that editors
see. Editors read YAML with typed scalars, so the schema lets a scalar be text, number or boolean
where the text form could look like one.
"""

from __future__ import annotations

import calendar
import datetime
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from wardbook.plan.data import Scalar

_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_WEB_ADDRESS = re.compile(r"https?://[0-9A-Za-z._~:/-]{1,100}")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language's code: zh, en, zh-Hant."""
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. 年]([0-9]{1,2})[-/. 月]([0-9]{1,2})日?")
_MILLIMETRES = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")
SERIAL_DIGITS = 6
"""Digits of the running number on a numbered form."""
_SERIAL_MOST = 10**SERIAL_DIGITS - 1
_PORT_MOST = 65_535
_COUNT_MOST = 10**9 - 1
_DURATION = re.compile(r"(?:([0-9]{1,6}) ?d)? ?(?:([0-9]{1,6}) ?h)? ?(?:([0-9]{1,6}) ?min)?")


_NUMBER_AND_UNIT = re.compile(r"([0-9]{1,6}) *([A-Za-z]*|分|分钟|小时|个小时|时|天|日)")
_UNITS = {
    "min": ("", "m", "mins", "minute", "minutes", "分", "分钟"),
    "h": ("hr", "hrs", "hour", "hours", "小时", "个小时", "时"),
    "d": ("day", "days", "天", "日"),
}
"""Words that people write for a unit."""


NO_SCALAR = "…"
"""What stands for a list or a mapping where a value was wanted."""
ONLY_LANGUAGE = "only_language"
"""Key of the validation's context: the only language of the project."""


@dataclass(frozen=True, order=True)
class Duration:
    """A length of time in whole minutes. `written` are the days, hours and minutes in which its
    author said it: 24 h is not 1 d to whoever reads a plan."""

    minutes: int
    written: tuple[int, int, int] | None = field(default=None, compare=False)

    def parts(self) -> tuple[int, int, int]:
        """Days, hours and minutes: as written, else in the largest units."""
        if self.written:
            return self.written
        days, rest = divmod(self.minutes, 24 * 60)
        return (days, *divmod(rest, 60))

    def __str__(self) -> str:
        """As it is written in YAML."""
        units = zip(self.parts(), ("d", "h", "min"), strict=True)
        words = [f"{count} {unit}" for count, unit in units if count]
        return " ".join(words) or "0 min"


@dataclass(frozen=True, order=True)
class Clock:
    """A time of day in minutes after midnight; 24:00 is allowed as an end."""

    minutes: int

    def __str__(self) -> str:
        return f"{self.minutes // 60}:{self.minutes % 60:02}"


def wrong(kind: str, given: object, example: str) -> PydanticCustomError:
    """A value that is not a `kind`, with an example of a right one. `validation` turns it into
    a finding."""
    return PydanticCustomError(
        "scalar", "{kind}", {"kind": kind, "given": str(given), "example": example}
    )


def _text(value: Any, kind: str, example: str) -> Scalar:
    """The value itself. Raises an error, see `wrong`, when it is no scalar or an empty one."""
    if not isinstance(value, Scalar):
        raise wrong(kind, NO_SCALAR, example)
    if not value.strip():
        raise wrong(kind, "", example)
    return value


def is_id(text: str) -> bool:
    """Whether `text` is an id: `[a-z][a-z0-9-]{0,59}`, no Windows device name (ids become file
    names)."""
    return bool(_ID.fullmatch(text)) and text not in _DEVICES


def parse_id(value: Any) -> Scalar:
    """An id, see `is_id`."""
    text = _text(value, "id", "pharmacy-outpatient")
    if not is_id(text):
        raise wrong("id", text, "pharmacy-outpatient")
    return text


def _code(value: Any) -> Scalar:
    text = _text(value, "code", "OP-04")
    if not _CODE.fullmatch(text):
        raise wrong("code", text, "OP-04")
    return text


def _language(value: Any) -> Scalar:
    text = _text(value, "language", "zh")
    if not LANGUAGE.fullmatch(text):
        raise wrong("language", text, "zh")
    return text


def several_lines(value: Scalar) -> PydanticCustomError:
    """A value that is one line by nature and stands on several. `validation` turns it into a
    finding at the value itself."""
    return PydanticCustomError("several_lines", "", {"mark": value.mark})


def on_one_line(value: Scalar) -> Scalar:
    """The value itself. Raises an error, see `several_lines`, where a line ends in it."""
    if value.splitlines() != [str(value)]:
        raise several_lines(value)
    return value


def parse_word(value: Any) -> Scalar:
    """A text on one line that is not empty."""
    return on_one_line(_text(value, "word", "HIS"))


def _exported(value: Any) -> Scalar:
    return _text(value, "word", "HIS")


def _date(value: Any) -> datetime.date:
    text = _text(value, "date", "2026-11-01")
    if not _DATE.fullmatch(text):  # Python would also take 20261101 and 2026-W45-1
        raise wrong("date", text, _as_a_date(text))
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as problem:
        raise wrong("date", text, _as_a_date(text)) from problem


def _as_a_date(text: str) -> str:
    """A date that is written rightly, for a hint: the one that was probably meant, where the year
    stands first; the last day of a month that has fewer."""
    parts = _YEAR_FIRST.fullmatch(text)
    if not parts:
        return "2026-11-01"
    year, month, day = map(int, parts.groups())
    if not (year and 1 <= month <= 12 and day):
        return "2026-11-01"
    last = calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{min(day, last):02}"


def _clock(value: Any) -> Clock:
    text = _text(value, "clock", "9:00")
    match = _CLOCK.fullmatch(text)
    if not match:
        raise wrong("clock", text, "9:00")
    minutes = int(match[1]) * 60 + int(match[2])
    if minutes > 24 * 60:
        raise wrong("clock", text, "9:00")
    return Clock(minutes)


def _as_a_duration(text: str) -> str:
    """A length of time that is written rightly, for a hint: the one that was probably meant, where
    a number and a word for a unit are written, or a number alone (minutes)."""
    parts = _NUMBER_AND_UNIT.fullmatch(text.strip())
    if parts:
        for unit, words in _UNITS.items():
            if parts[2].lower() in words:
                return f"{parts[1]} {unit}"
    return "1 h 30 min"


def parse_duration(value: Any) -> Duration:
    """`[n d] [n h] [n min]`: whole numbers, units compulsory, biggest first."""
    text = _text(value, "duration", "1 h 30 min")
    match = _DURATION.fullmatch(text.strip())
    if not match or not any(match.groups()):
        raise wrong("duration", text, _as_a_duration(text))
    days, hours, minutes = (int(group or 0) for group in match.groups())
    return Duration((days * 24 + hours) * 60 + minutes, (days, hours, minutes))


ALWAYS = "always"


def _rhythm(value: Any) -> Duration | Scalar:
    text = _text(value, "rhythm", "1 d")
    if text == ALWAYS:
        return text
    return parse_duration(text)


def _count(value: Any) -> int:
    text = _text(value, "count", "12")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise wrong("count", text, "12")
    return int(text)


def _from_one(kind: str, most: int) -> Callable[[Any], int]:
    """Parser of a whole number from 1 to `most`; `kind` is what findings call it."""

    def parse(value: Any) -> int:
        count = _count(value)
        if not 1 <= count <= most:
            raise wrong(kind, value, f"1 … {most}")
        return count

    return parse


def _ip_address(value: Any) -> Scalar:
    text = _text(value, "ip_address", "10.1.2.3")
    try:
        ipaddress.ip_address(text)
    except ValueError as problem:
        raise wrong("ip_address", text, "10.1.2.3") from problem
    return text


def _web_address(value: Any) -> Scalar:
    text = _text(value, "web_address", "https://plan.example.org")
    if not _WEB_ADDRESS.fullmatch(text):
        raise wrong("web_address", text, "https://plan.example.org")
    return Scalar(text.rstrip("/"), text.mark)


def _millimetres(value: Any) -> float:
    text = _text(value, "millimetres", "63.5")
    if not _MILLIMETRES.fullmatch(text):
        raise wrong("millimetres", text, "63.5")
    return float(text)


def _rows(value: Any) -> Scalar:
    text = _text(value, "rows", "fill")
    if text != "fill" and not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise wrong("rows", text, "fill")
    return text


def _yes_no(value: Any) -> bool:
    text = _text(value, "yes_no", "yes")
    if text not in ("yes", "no"):
        raise wrong("yes_no", text, "yes")
    return text == "yes"


@dataclass(frozen=True, eq=False)
class Parsed:
    """`Annotated` metadata: the parser of a type, and the JSON Schema that editors see for its text
    form."""

    parse: Callable[..., Any]
    schema: Mapping[str, Any]
    kinds: tuple[str, ...] = ()
    """What a field that names something by its id may name."""

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self.schema)


@dataclass(frozen=True, eq=False)
class ParsedIn(Parsed):
    """The same for what depends on the project: the parser is also given the only language of the
    project, empty where it has several or nobody knows."""

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def parse(value: Any, info: core_schema.ValidationInfo) -> Any:
            return self.parse(value, (info.context or {}).get(ONLY_LANGUAGE, ""))

        return core_schema.with_info_plain_validator_function(parse)


def scalar(parse: Callable[[Any], Any], pattern: str = "") -> Parsed:
    """A scalar in text form: `pattern` binds strings only, so that numbers and dates pass as
    editors read them."""
    schema: dict[str, Any] = {"type": ["string", "number", "boolean"]}
    if pattern:
        schema["pattern"] = pattern
    return Parsed(parse, schema)


def one_of(*names: str) -> Parsed:
    """A scalar whose value is one of `names`."""

    def parse(value: Any) -> Scalar:
        text = _text(value, "choice", ", ".join(names))
        if text not in names:
            raise wrong("choice", text, ", ".join(names))
        return text

    return Parsed(parse, {"enum": list(names)})


Id = Annotated[Scalar, scalar(parse_id, f"^{_ID.pattern}$")]
Code = Annotated[Scalar, scalar(_code, f"^{_CODE.pattern}$")]
Language = Annotated[Scalar, scalar(_language, f"^{LANGUAGE.pattern}$")]
Word = Annotated[Scalar, scalar(parse_word, r"^[^\r\n]*$")]
"""Plain text on one line in which there is nothing to translate: a number, a name, a path."""
Exported = Annotated[Scalar, scalar(_exported)]
"""Words as another system exports them, with the ends of lines that it puts into them."""
Date = Annotated[datetime.date, scalar(_date, r"^\d{4}-\d{2}-\d{2}$")]
ClockTime = Annotated[Clock, scalar(_clock, r"^([01]?\d|2[0-4]):[0-5]\d$")]
Span = Annotated[Duration, scalar(parse_duration, r"^(\d+ ?d)? ?(\d+ ?h)? ?(\d+ ?min)?$")]
Rhythm = Annotated[
    Duration | Scalar, scalar(_rhythm, r"^(always|(\d+ ?d)? ?(\d+ ?h)? ?(\d+ ?min)?)$")
]
"""How often: a length of time, or `always` for without a pause."""
_COUNT_SCHEMA: Mapping[str, Any] = {"type": ["integer", "string"], "pattern": r"^\d{1,9}$"}
Count = Annotated[int, Parsed(_count, _COUNT_SCHEMA)]
Several = Annotated[int, Parsed(_from_one("several", _COUNT_MOST), {**_COUNT_SCHEMA, "minimum": 1})]
"""A number of things of which there is at least one."""
SerialNumber = Annotated[
    int,
    Parsed(
        _from_one("serial_number", _SERIAL_MOST),
        {**_COUNT_SCHEMA, "minimum": 1, "maximum": _SERIAL_MOST},
    ),
]
"""A running number, or how many of them."""
Millimetres = Annotated[
    float,
    Parsed(_millimetres, {"type": ["number", "string"], "pattern": f"^{_MILLIMETRES.pattern}$"}),
]
Rows = Annotated[
    Scalar,
    Parsed(_rows, {"type": ["integer", "string"], "pattern": r"^(fill|\d{1,3})$", "maximum": 999}),
]
"""A number of rows, or fill: as many as the page holds."""
Port = Annotated[
    int,
    Parsed(_from_one("port", _PORT_MOST), {**_COUNT_SCHEMA, "minimum": 1, "maximum": _PORT_MOST}),
]
WebAddress = Annotated[Scalar, scalar(_web_address, f"^{_WEB_ADDRESS.pattern}$")]
IpAddress = Annotated[Scalar, scalar(_ip_address, r"^[0-9A-Fa-f.:]+$")]
YesNo = Annotated[bool, Parsed(_yes_no, {"enum": ["yes", "no", True, False]})]
