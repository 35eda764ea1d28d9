"""Letters and words as search compares them. `theme/site/search-worker.js` does the same in the
browser; a test holds both to one answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LATIN = "a-z0-9\u00c0-\u024f"
_RUNS = re.compile(f"[{_HAN}]+|[{_LATIN}]+(?:['’](?:s|t|re|ll|ve|d|m)(?![{_LATIN}]))?")
_ONE_HAN = re.compile(f"[{_HAN}]")
_PARTED = re.compile(
    f"([{_HAN}])(?:不[了到出上成动]|[的了着过完个]|[一几]?[张份台]|一下)(?=([{_HAN}]))"
)
_LACKING = re.compile(f"没有([{_HAN}])")
_LETTER_BEFORE = re.compile(f"(?:^|[^{_LATIN}])([a-z])(?=([{_HAN}]))")
MIXED = re.compile(f"([{_HAN}]{{0,2}})([{_LATIN}]+)([{_HAN}]{{0,2}})")
"""A Latin word with the Han before and after it."""
_LATIN_WORDS = re.compile("[A-Za-z]+")
_HYPHENED = re.compile(f"([{_LATIN}]+)-(?=([{_LATIN}]+))")
SINGLE = 0.25
"""What one Han character of several counts beside the pairs that it stands in."""
_TROUBLE = 0.3
"""What words count that say only that something is wrong: they name nothing."""
_LONG = 4
"""Letters from which a word loses an ending."""
_STEM = re.compile("(?=.*[aeiouy]).{2,}[^aeiou]$")
"""What may be left of a verb: moving has one, string and bleed none."""
_ENDING = re.compile("(ing|ed)$")
_DOUBLED = re.compile(r"([bdgkmnprt])\1$")
"""Letters that English doubles before an ending: planned, stopping."""
_ANOTHER_WORD = ("not", "on")
"""What notes and ones would be without their endings: words that say something else."""


@dataclass(frozen=True)
class StopWords:
    """What a language says without naming anything: empty words count nothing, those of trouble
    little."""

    empty: frozenset[str]
    trouble: frozenset[str]
    empty_han: re.Pattern[str] | None
    trouble_han: re.Pattern[str] | None


NO_STOP_WORDS = StopWords(frozenset(), frozenset(), None, None)
"""A language in which every word says something."""


def words_of(empty: Sequence[str], trouble: Sequence[str]) -> StopWords:
    """Lists of phrases, ready to be looked for."""
    return StopWords(
        empty=_latin(empty),
        trouble=_latin(trouble),
        empty_han=_han(empty),
        trouble_han=_han(trouble),
    )


def _latin(phrases: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in phrases if not is_han(phrase))


def _han(phrases: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern of all Han phrases, the longest first; None without any."""
    found = [phrase for phrase in phrases if is_han(phrase)]
    if not found:
        return None
    found.sort(key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(found))


def alike(groups: Sequence[Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Each word of groups that say the same, as a unit, with the units of the others. A Han word is
    two characters."""
    found: dict[str, list[str]] = {}
    for group in groups:
        made = list(map(unit_of, group))
        for unit, other in permutations(made, 2):
            found.setdefault(unit, []).append(other)
    return found


def unit_of(word: str) -> str:
    """A word as a unit: a Latin one folded."""
    return word if is_han(word) else fold(word)


def is_han(text: str) -> bool:
    """Whether any of it is Han."""
    return _ONE_HAN.search(text) is not None


def level(text: str, plain: Mapping[str, str]) -> str:
    """Letters as they are compared: half width, lower case, simplified. The length stays, so that
    places in the text are places in what is compared."""
    whole = unicodedata.normalize("NFKC", text).lower()
    if len(whole) != len(text):
        whole = "".join(map(_one, text))
    return "".join(plain.get(sign, sign) for sign in whole)


def _one(sign: str) -> str:
    """One sign as it is compared; itself where that would be several."""
    for made in (unicodedata.normalize("NFKC", sign).lower(), sign.lower()):
        if len(made) == 1:
            return made
    return sign


def fold(word: str) -> str:
    """A Latin word without its ending: battery and batteries become one, nurse and nursing, plan
    and planned. What is left begins the word, so that texts are looked through for it."""
    word = word.replace("’", "'").removesuffix("'s")
    if len(word) < _LONG or word.endswith(("ss", "us", "is")):
        return word
    if word[-1] == "s":
        word = word[:-1]
    begun = _ENDING.sub("", word)
    if begun != word and (len(begun) >= _LONG or _STEM.match(begun)):
        word = _DOUBLED.sub(r"\1", begun)
    for endings in ("e", "iy"):
        if word[-1] in endings:
            word = word[:-1]
    return f"{word}e" if word in _ANOTHER_WORD else word


def runs(low: str) -> list[str]:
    """Latin words and runs of Han of levelled text."""
    return _RUNS.findall(low)


@dataclass(frozen=True)
class WordUnit:
    """What is looked for: a Latin word, a pair of Han characters, one of them."""

    text: str
    share: float
    """How much it counts, from 0 to 1."""


def units(low: str, words: StopWords) -> list[WordUnit]:
    """What levelled text is made of; each once, with the largest of its shares. Empty words are
    none."""
    found: dict[str, float] = {}
    for unit in _all_units(low, words):
        found[unit.text] = max(found.get(unit.text, 0.0), unit.share)
    return [WordUnit(text, share) for text, share in found.items()]


def without_empty(low: str, words: StopWords) -> str:
    """Levelled text with spaces for its empty Han words."""
    if words.empty_han is None:
        return low
    return words.empty_han.sub(lambda found: " " * len(found[0]), low)


def parted(low: str) -> list[str]:
    """Pairs of Han characters that small words part: 挂不了号 is about 挂号, 断了网 about 断网,
    没有网 is 没网."""
    pairs = [found[1] + found[2] for found in _PARTED.finditer(low)]
    return pairs + ["没" + found[1] for found in _LACKING.finditer(low)]


def joined(low: str) -> list[str]:
    """Neighbouring words as one: people type hand over, wrist band, log in for words that are also
    written together."""
    words = runs(low)
    found: list[str] = []
    for one, other in pairwise(words):
        if not is_han(one + other):
            found += dict.fromkeys((one + other, fold(one) + other))
    return found


def hyphened(low: str) -> list[str]:
    """Latin words around a hyphen as one: wi-fi, x-ray."""
    return list(map("".join, _HYPHENED.findall(low)))


def row_of(low: str) -> str:
    """Runs of Han and folded words, one space between two."""
    return " ".join(run if is_han(run) else fold(run) for run in runs(low))


def says(row: str, name: str) -> bool:
    """Whether a name stands in a row, Latin from word to word."""
    at = row.find(name)
    while at >= 0:
        before, after = row[at - 1 : at] if at else "", row[at + len(name) : at + len(name) + 1]
        if _ends(name[0], before) and _ends(name[-1], after):
            return True
        at = row.find(name, at + 1)
    return False


def _ends(own: str, other: str) -> bool:
    """Whether a name may end between two signs: always beside Han."""
    return other in ("", " ") or is_han(own) or is_han(other)


def capitals(query: str) -> frozenset[str]:
    """Short words in capitals, which name something even where they would be empty words: OR, IT.
    None of a query of several words that is typed in capitals whole."""
    found = _LATIN_WORDS.findall(query)
    if len(found) > 1 and all(word.isupper() for word in found):
        return frozenset()
    return frozenset(word.lower() for word in found if word.isupper() and 1 < len(word) < _LONG)


def _all_units(low: str, words: StopWords) -> Iterator[WordUnit]:
    # A letter before Han is one word with it: B超, X光
    for found in _LETTER_BEFORE.finditer(low):
        yield WordUnit(found[1] + found[2], 1.0)
    for run in runs(without_empty(low, words)):
        if is_han(run):
            yield from _han_units(run, words)
        else:
            word = fold(run)
            if word not in words.empty:
                yield WordUnit(word, _TROUBLE if word in words.trouble else 1.0)


def _han_units(run: str, words: StopWords) -> Iterator[WordUnit]:
    """Pairs and single characters of a run; those inside a word of trouble count less. A single
    one that such words leave over counts whole: 没有血."""
    faint: set[int] = set()
    if words.trouble_han:
        for found in words.trouble_han.finditer(run):
            faint.update(range(*found.span()))
    beside = faint | {-1, len(run)}
    for at in range(len(run)):
        share = _TROUBLE if at in faint else 1.0
        if at in faint or not {at - 1, at + 1} <= beside:
            share *= SINGLE
        yield WordUnit(run[at], share)
        if at + 1 < len(run):
            share = _TROUBLE if at in faint and at + 1 in faint else 1.0
            yield WordUnit(run[at : at + 2], share)
