"""The list of known instruments that comes with the program: which editions there are."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from wardbook.plan.model.instruments import KnownEdition, KnownInstruments
from wardbook.plan.reader import read
from wardbook.rules.instrument_numbers import StandardNumber, compact, standard_numbers

INSTRUMENTS = Path(__file__).parent / "instruments.yml"


@cache
def known_instruments() -> KnownInstruments:
    """The list. The program's own file: it is tested, not checked."""
    return KnownInstruments.model_validate(read(INSTRUMENTS, INSTRUMENTS.parent).data)


def editions_of(number: StandardNumber) -> tuple[KnownEdition, ...]:
    """Every edition of a standard; empty for one that the list does not name."""
    return _standards().get(number.family, ())


def editions_called(name: str) -> tuple[KnownEdition, ...]:
    """Every edition with this number of a document or decree, or with this title."""
    return _by_name().get(compact(name), ())


def out_of_force(edition: KnownEdition, today: date) -> bool:
    """Whether an edition is replaced or withdrawn on a day; what is unknown counts as in force."""
    if str(edition.status) not in ("replaced", "withdrawn"):
        return False
    return edition.since is None or edition.since <= today


def edition_name(edition: KnownEdition, language: str) -> str:
    """What an edition is called: its number, else its title."""
    return str(edition.number or edition.title.words(language) or edition.title.words("en"))


@cache
def _standards() -> dict[tuple[str, str], tuple[KnownEdition, ...]]:
    found: dict[tuple[str, str], tuple[KnownEdition, ...]] = {}
    for edition in known_instruments().editions:
        for number in standard_numbers(str(edition.number or "")):
            found[number.family] = (*found.get(number.family, ()), edition)
    return found


@cache
def _by_name() -> dict[str, tuple[KnownEdition, ...]]:
    """Editions by their number, and by their title where they have none."""
    found: dict[str, tuple[KnownEdition, ...]] = {}
    for edition in known_instruments().editions:
        names = [str(edition.number)] if edition.number else list(edition.title.raw.values())
        for name in names:
            key = compact(name)
            found[key] = (*found.get(key, ()), edition)
    return found
