"""Conventions of a country and a house: order of dates, clock, paper, names of numbers, currency.

Each choice names a folder of the theme, `conventions/CHOICE`, that holds what it says and how it
looks; a choice without a folder is what the theme says anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from wardbook.plan.data import Scalar
from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import one_of, scalar, wrong

_EXAMPLE = re.compile(r"[0() .-]*0[0() .-]*")

PRESETS: Mapping[str, Mapping[str, str]] = {
    "cn": {
        "dates": "year-first", "clock": "24", "paper": "A4", "identifiers": "cn",
        "currency": "CNY", "thousands": "comma", "spelling": "en-GB",
    },
    "us": {
        "dates": "month-first", "clock": "12", "paper": "Letter", "identifiers": "us",
        "currency": "USD", "thousands": "comma", "spelling": "en-US",
    },
    "uk": {
        "dates": "day-first", "clock": "24", "paper": "A4", "identifiers": "uk",
        "currency": "GBP", "thousands": "comma", "spelling": "en-GB",
    },
    "iso": {
        "dates": "year-first", "clock": "24", "paper": "A4", "identifiers": "iso",
        "currency": "none", "thousands": "space", "spelling": "en-GB",
    },
}  # fmt: skip
"""What each preset chooses."""

_TELEPHONE: Mapping[str, tuple[str, ...]] = {
    "cn": ("000 0000 0000",),
    "us": ("000-000-0000", "000-0000"),
    "uk": (),
    "iso": (),
}
"""How each preset groups telephone numbers, by example."""


def _grouping(value: Any) -> Scalar:
    if not isinstance(value, Scalar) or not _EXAMPLE.fullmatch(value):
        raise wrong("grouping", value, "000-000-0000")
    return value


Grouping = Annotated[Scalar, scalar(_grouping, f"^{_EXAMPLE.pattern}$")]
"""How a number of so many digits is grouped, by example: 000-000-0000."""


class Conventions(Base):
    """site.yml, `conventions:`. What is absent is as the preset has it."""

    preset: Annotated[str, one_of(*PRESETS)] | None = None
    """cn, us, uk or iso; absent: by the first language (zh: cn, en-US: us, en-GB: uk, else iso)."""
    dates: Annotated[str, one_of("year-first", "day-first", "month-first")] | None = None
    """Order of a date, on forms and in text."""
    clock: Annotated[str, one_of("12", "24")] | None = None
    """Hours of the clock, on forms and in text."""
    paper: Annotated[str, one_of("A4", "Letter")] | None = None
    """Paper of the house. On Letter, the forms' A4, A5 and A3 are Letter, Half-Letter and Tabloid,
    and the reverse; sheets of labels keep the paper that they name."""
    identifiers: Annotated[str, one_of("cn", "us", "uk", "iso")] | None = None
    """What the two numbers of a patient are called: 就诊卡号 and 住院号, MRN and encounter number,
    NHS number and hospital number, patient number and inpatient number."""
    currency: Annotated[str, one_of("CNY", "USD", "GBP", "EUR", "none")] | None = None
    thousands: Annotated[str, one_of("comma", "space", "none")] | None = None
    """What stands between the thousands of an amount in price lists."""
    telephone: tuple[Grouping, ...] | None = None
    """How telephone numbers that are written without groups are printed, by example; `[]`: as
    written."""
    spelling: Annotated[str, one_of("en-US", "en-GB")] | None = None
    """Spelling of the program's own English."""


def preset_of(conventions: Conventions | None, language: str) -> str:
    """The preset of a site: as it says, else by its first language."""
    if conventions and conventions.preset:
        return str(conventions.preset)
    by_language = {"en-US": "us", "en-GB": "uk"}
    if language.partition("-")[0] == "zh":
        return "cn"
    return by_language.get(language, "iso")


def layers(conventions: Conventions | None, language: str) -> Iterator[str]:
    """Folders of the theme for what a site has chosen, see the module."""
    for name in PRESETS["iso"]:
        yield f"conventions/{name}-{choice(conventions, language, name)}"


def choice(conventions: Conventions | None, language: str, name: str) -> str:
    """One choice of a site: its own, else its preset's."""
    own = getattr(conventions, name, None)
    return str(own or PRESETS[preset_of(conventions, language)][name])


def groupings(conventions: Conventions | None, language: str) -> tuple[str, ...]:
    """Examples by which telephone numbers are grouped."""
    if conventions and conventions.telephone is not None:
        return tuple(map(str, conventions.telephone))
    return _TELEPHONE[preset_of(conventions, language)]
