"""What is cited, compared with the list of known instruments: years in which none was issued,
editions that are no longer in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wardbook.checks.context import Context, together
from wardbook.findings import Finding, Mark, warning
from wardbook.plan.model.instruments import KnownEdition
from wardbook.plan.model.words import Citation
from wardbook.rules.instrument_numbers import StandardNumber, standard_numbers
from wardbook.rules.known_instruments import (
    edition_name,
    editions_called,
    editions_of,
    known_instruments,
    out_of_force,
)

_NOT_IN_FORCE = ("replaced", "withdrawn")


def editions(context: Context) -> Iterator[Finding]:
    """Z113: a year in which the instrument was never issued; Z114: an edition that is no longer in
    force, and is not said to be. In citations.yml and typed into texts."""
    yield from together(_all(context))


def _all(context: Context) -> Iterator[Finding]:
    for citation in context.project.citations.values():
        yield from _of_citation(context, citation)
    for number, mark in context.typed_standards:
        yield from _of_standard(context, number, mark, says_so=False)


def _of_citation(context: Context, citation: Citation) -> Iterator[Finding]:
    """Findings of an entry: by the number of its standard, else by its document or its title."""
    says_so = str(citation.status) in _NOT_IN_FORCE
    standards = _standards(citation)
    for number in standards:
        yield from _of_standard(context, number, citation.at, says_so=says_so)
    if standards:
        return
    found = _editions_named(citation)
    if citation.number is None and citation.year and citation.year not in _years(found):
        cited = f"{edition_name(found[0], 'zh')} ({citation.year})" if found else ""
        yield from _never_issued(cited, citation.year, found, citation.at)
    elif len(found) == 1:
        yield from _no_longer(context, found[0], citation.at, says_so=says_so)


def _standards(citation: Citation) -> tuple[StandardNumber, ...]:
    """The standards that an entry gives the number of, each once, with the entry's own year where
    the number has none."""
    found: dict[StandardNumber, None] = {}
    for written in citation.number.raw.values() if citation.number else ():
        for number in standard_numbers(written):
            year = number.year or citation.year or 0
            found[StandardNumber(number.letters, number.digits, year)] = None
    return tuple(found)


def _editions_named(citation: Citation) -> Sequence[KnownEdition]:
    named = citation.number or citation.title
    for words in named.raw.values():
        found = editions_called(words)
        if found:
            return found
    return ()


def _of_standard(
    context: Context, number: StandardNumber, mark: Mark, *, says_so: bool
) -> Iterator[Finding]:
    found = editions_of(number)
    if not number.year or not found:
        return
    for edition in found:
        if str(edition.number) == str(number):
            yield from _no_longer(context, edition, mark, says_so=says_so)
            return
    yield from _never_issued(str(number), number.year, found, mark)


def _never_issued(
    cited: str, year: int, found: Sequence[KnownEdition], mark: Mark
) -> Iterator[Finding]:
    """Z113, unless the year is later than the list, or the list knows nothing of it."""
    as_of = known_instruments().as_of
    if not found or year > as_of.year:
        return
    known = []
    for edition in found:
        known.append(str(edition.number or edition.year))
    yield warning("Z113", mark, cited=cited, known=", ".join(known), as_of=as_of)


def _years(editions: Iterable[KnownEdition]) -> set[int]:
    return {edition.year for edition in editions}


def _no_longer(
    context: Context, edition: KnownEdition, mark: Mark, *, says_so: bool
) -> Iterator[Finding]:
    """Z114, unless the entry says so itself (`says_so`)."""
    if says_so or not out_of_force(edition, context.today):
        return
    by = str(edition.replaced_by or "—")
    cited = edition_name(edition, "zh")
    yield warning("Z114", mark, cited=cited, status=edition.status, by=by)


CHECKS = (editions,)
