"""What a check word on a leaf means: whether the paper is current, was replaced or withdrawn, or is
of a draft; and the words that one which nobody knows may have been meant for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from wardbook.plan.edition_records import IssuedEdition, IssuedSheet
from wardbook.plan.text import Text
from wardbook.sheets.word_signs import ALPHABET

if TYPE_CHECKING:
    from wardbook.sheets.sheet import Stamped

_LENGTH = 6
AT_FOOT = re.compile(rf"·\s*([{ALPHABET}]{{3}}-[{ALPHABET}]{{3}})(?![0-9A-Z-])")
"""A check word as it ends the line at the foot of a leaf."""


_SCANNED = re.compile(r"\S*:(?=[0-9A-Z]{3}-[0-9A-Z]{3})")
"""What the code on a leaf says before its check word: sheet and edition, or an address."""


class WordState(StrEnum):
    """How a leaf stands."""

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"


@dataclass(frozen=True)
class CheckWord:
    """A check word and the sheet that bore or bears it. `edition` is the one in which it was issued
    first, `until` the one that replaced or withdrew it, with what was said of that edition."""

    word: str
    state: WordState
    id: str
    code: str
    title: str
    language: str
    audience: str
    edition: str
    dated: str
    until: str = ""
    until_dated: str = ""
    why: Text | None = None
    now: str = ""
    """The word that the sheet bears instead; of a withdrawn one, the sheets of what its department
    became, with their words."""

    @property
    def key(self) -> tuple[str, str, str]:
        """The sheet: id, language, audience."""
        return self.id, self.language, self.audience


def issued_words(editions: Sequence[IssuedEdition]) -> tuple[CheckWord, ...]:
    """Every check word that was ever issued, the first edition's first."""
    found: dict[tuple[str, tuple[str, str, str]], CheckWord] = {}
    for edition in sorted(editions, key=_order):
        for key, sheet in edition.sheets.items():
            known = found.get((sheet.fingerprint, key))
            if known is None:
                found[sheet.fingerprint, key] = _issued(sheet)
        for (fingerprint, key), word in found.items():
            now = edition.sheets.get(key)
            if now is None or now.fingerprint != fingerprint:
                found[fingerprint, key] = _ended(word, edition, now)
            else:
                found[fingerprint, key] = _issued(now)
    return tuple(found.values())


def _order(edition: IssuedEdition) -> tuple[str, str]:
    return edition.date.isoformat(), edition.id


def _issued(sheet: IssuedSheet) -> CheckWord:
    return CheckWord(
        word=sheet.word,
        state=WordState.CURRENT,
        id=sheet.id,
        code=sheet.code,
        title=sheet.title,
        language=sheet.language,
        audience=sheet.audience,
        edition=sheet.since,
        dated=sheet.dated,
    )


def _ended(word: CheckWord, edition: IssuedEdition, now: IssuedSheet | None) -> CheckWord:
    """A word that an edition has no more. The edition that replaced it first is kept, until one
    withdraws the sheet; what stands there now is not."""
    state, new = WordState.WITHDRAWN, ""
    if now:
        state, new = WordState.REPLACED, now.word
    if word.until and word.state is state:
        return replace(word, now=new)
    return replace(
        word,
        state=state,
        now=new,
        until=edition.id,
        until_dated=edition.date.isoformat(),
        why=edition.summary,
    )


def followed(
    words: Sequence[CheckWord], became: Mapping[str, Sequence[str]]
) -> Iterator[CheckWord]:
    """The words, a withdrawn one of a department that is gone with the sheets in force that stand
    in its place. `became` says of such a department which ones say that they were it."""
    there = {word.key: word for word in words if word.state is WordState.CURRENT}
    for word in words:
        if word.state is not WordState.WITHDRAWN:
            yield word
            continue
        now: list[CheckWord] = []
        for old, new_ids in became.items():
            kind = word.id.removesuffix(f"-{old}")
            ids = new_ids if kind != word.id else ()
            now += filter(None, (there.get((f"{kind}-{id}", *word.key[1:])) for id in ids))
        yield replace(word, now=", ".join(f"{one.word} {one.code} {one.title}" for one in now))


def words_of(
    sheets: Iterable[Stamped], issued: Sequence[CheckWord], *, draft: bool
) -> Iterator[CheckWord]:
    """Words of sheets as they are now that no edition has. Where none was issued, those of a plan
    in force are current."""
    known = {(word.word, word.key) for word in issued}
    state = WordState.DRAFT if draft or issued else WordState.CURRENT
    for stamped in sheets:
        sheet, stamp = stamped.sheet, stamped.stamp
        key = (sheet.key.id, sheet.key.language, sheet.key.audience)
        if (stamp.short, key) not in known:
            yield CheckWord(
                stamp.short, state, key[0], sheet.code, sheet.title, key[1], key[2], "", stamp.date
            )


def typed_words(text: str) -> Iterator[str]:
    """Check words that somebody typed or scanned, as they are printed: `7k3 q9d` is 7K3-Q9D.

    What has another length is given as it is, in capitals.
    """
    plain = _SCANNED.sub(" ", unicodedata.normalize("NFKC", text).upper())
    pieces = [re.sub(r"[^0-9A-Z]", "", piece) for piece in re.split(r"[\s,;/、，；]+", plain)]
    for signs in _halves_joined(pieces):
        if len(signs) % _LENGTH:
            yield signs
            continue
        for start in range(0, len(signs), _LENGTH):  # lines that were pasted as one
            yield printed(signs[start : start + _LENGTH])


def _halves_joined(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces that say anything; two of three signs each, one behind the other, are one word."""
    half = ""
    for piece in filter(None, pieces):
        if len(piece) * 2 == _LENGTH:
            if half:
                yield half + piece
                half = ""
            else:
                half = piece
            continue
        if half:
            yield half
            half = ""
        yield piece
    if half:
        yield half


def printed(signs: str) -> str:
    """Six signs in two groups."""
    return f"{signs[:3]}-{signs[3:]}"


def nearest(word: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """Known words that differ in one sign, as a misread 8 for B does, or in two that changed
    places."""
    found = []
    for other in known:
        if len(other) == len(word) and _differs_little(word, other):
            found.append(other)
    return tuple(found)


def _differs_little(one: str, other: str) -> bool:
    places = []
    for place, (first, second) in enumerate(zip(one, other, strict=True)):
        if first != second:
            places.append(place)
    if len(places) == 2:
        left, right = places
        return one[left] == other[right] and one[right] == other[left]
    return len(places) == 1
