"""Names that a query means without holding their words: codes and numbers, pinyin, names run
together, names with one wrong character."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from wardbook.site.search.level import MIXED, is_han, runs
from wardbook.site.search.name_store import PHONE_NAME, Name, NameStore, codes_in, distance

EXACT = 24.0
"""What a code, a number or a whole name counts that is meant without doubt."""
_BEGUN, _INSIDE, _INITIALS, _LONGER, _WRONG = 0.75, 0.6, 0.85, 0.5, 0.7
_SAME = 0.6
"""What a name counts that is the query but for empty words and endings: who do I call."""
_HALVES = 0.6
"""What a name counts of whose words the query says the beginnings: med records."""
_SHORT_RUN = 3
_BLURRED, _BLURRED_FROM = 0.8, 5
"""What pinyin counts with other sounds than the name's; from how many letters it may have them."""
_SOUNDS_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("v", "u"))
"""Initials and finals that many speakers do not tell apart."""
_TAIL = 0.35
"""What a code counts of which only the beginning is said: OP-04 of OP-04B."""


def same(names: NameStore, whole: str, said: Collection[str]) -> Mapping[int, float]:
    """Place of a name → what it counts, for names that the query says and nothing else. `whole` is
    the query with its empty words, `said` are its units."""
    found: dict[int, float] = {}
    joined = "".join(runs(whole))
    for at, name in enumerate(names.all):
        if name.share == PHONE_NAME:
            continue
        if name.whole == joined:
            found[at] = EXACT * name.share
        elif name.units.keys() == said:
            found[at] = EXACT * _SAME * name.share
    return found


def near(names: NameStore, low: str, known: frozenset[str]) -> Mapping[int, float]:
    """Place of a name → what it counts, for names that the query does not say in their own words.
    `low` is the query without its empty words; `known` are its words that stand somewhere."""
    found: dict[int, float] = {}
    for at, counts in _all(names, low, known):
        found[at] = max(found.get(at, 0.0), counts)
    return found


def _all(names: NameStore, low: str, known: frozenset[str]) -> Iterator[tuple[int, float]]:
    yield from _codes(names, low)
    yield from _begun_words(names, runs(low))
    strange = [run for run in runs(low) if not is_han(run) and run not in known]
    if strange:
        yield from _sounding(names, strange, list(_half_spoken(names, low, strange)))
    for run in runs(low):
        if is_han(run) and len(run) >= _SHORT_RUN and not _is_words(names, run):
            yield from _miswritten(names, run)


def _codes(names: NameStore, low: str) -> Iterator[tuple[int, float]]:
    for code in codes_in(low):
        for at in names.by_code.get(code, ()):
            yield at, EXACT
        if not code.isdigit():
            yield from _begun_codes(names, code)


def _begun_codes(names: NameStore, code: str) -> Iterator[tuple[int, float]]:
    """Codes that begin with one: OP-04B with OP-04; with one that is none, each that goes on."""
    is_code = code in names.by_code
    begun = code if is_code else code.removesuffix("0")
    for other, places in names.by_code.items():
        goes_on = other[:-1] == code and not other[-1].isdigit()
        if goes_on or (not is_code and other.startswith(begun)):
            for at in places:
                yield at, EXACT * _TAIL


def _begun_words(names: NameStore, words: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Names of several words of which each begins with one of the query's, in order."""
    if len(words) < 2 or any(is_han(word) or len(word) < 2 for word in words):
        return
    for at, name in enumerate(names.all):
        if not name.low.startswith(words[0]) or name.share == PHONE_NAME:
            continue
        if _are_begun(name.low.split(" "), words):
            yield at, EXACT * _HALVES * name.share


def _are_begun(own: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each word of a name begins with the one of the query in its place."""
    return len(own) == len(words) and own != words and all(map(str.startswith, own, words))


def _half_spoken(names: NameStore, low: str, strange: Collection[str]) -> Iterator[str]:
    """Words typed half in characters and half in pinyin, as they sound: 补lu, yi嘱."""
    for found in MIXED.finditer(low):
        before, word, after = found.groups()
        if word not in strange:
            continue
        spoken = [names.pinyin.get(sign, "") for sign in before or after]
        if all(spoken):
            yield "".join((*spoken, word) if before else (word, *spoken))


def _sounding(
    names: NameStore, strange: Sequence[str], mixed: Sequence[str]
) -> Iterator[tuple[int, float]]:
    """Words that stand nowhere: names in pinyin, whole or initials, or names run together."""
    joined = "".join(strange)
    for at, name in enumerate(names.all):
        best = 0.0
        for word in {joined, *strange, *mixed}:
            said = min(1.0, 0.5 + 0.5 * (len(word) / len(joined)))
            best = max(best, _sounds(names, name, word) * said)
        if best:
            yield at, EXACT * best * name.share


def _sounds(names: NameStore, name: Name, word: str) -> float:
    """How surely `word` is how a name sounds, from 0 to 1."""
    if len(word) < 2:
        return 0.0
    best = 0.0
    if len(word) > 4 and name.low.replace(" ", "") == word:
        best = 1.0
    for run in name.low.split(" "):
        syllables = _syllables(names, run)
        if syllables:
            whole = len(run) / len(name.low)
            best = max(best, _spoken_nearly(syllables, word) * (0.5 + 0.5 * whole))
            best = max(best, _initials(syllables, word) * (0.5 + 0.5 * whole))
    return best


def _syllables(names: NameStore, run: str) -> Sequence[str]:
    """What a run of Han sounds like; nothing for other runs."""
    if run in names.pinyin:
        return names.pinyin[run].split()
    return list(filter(None, map(names.pinyin.get, run)))


def _spoken_nearly(syllables: Sequence[str], word: str) -> float:
    """Syllables that make the word, or would if sounds that many speakers do not tell apart were
    one: zongduan, sousushi."""
    clear = _spoken(syllables, word)
    if clear or len(word) < _BLURRED_FROM:
        return clear
    return _BLURRED * _spoken(list(map(blurred, syllables)), blurred(word))


@cache
def blurred(spoken: str) -> str:
    """Pinyin of which sounds that many speakers do not tell apart are one."""
    for sound, other in _SOUNDS_ALIKE:
        spoken = spoken.replace(sound, other)
    return spoken


def _spoken(syllables: Sequence[str], word: str) -> float:
    """Whole syllables that make the word: all, the first ones, some inside; or all with the
    beginning of a further one; or the first ones, the last not yet typed to its end."""
    whole = "".join(syllables)
    for start in range(len(syllables)):
        said = ""
        for end in range(start, len(syllables)):
            said += syllables[end]
            if said == word:
                return _share_said(start, end + 1, len(syllables))
    if whole.startswith(word) and len(word) > len(syllables[0]):
        return _LONGER
    if len(syllables) > 1 and len(whole) > 4 and word.startswith(whole):
        return _LONGER
    return _half_typed(syllables, word)


def _half_typed(syllables: Sequence[str], word: str) -> float:
    """Further syllables of which the last is not yet typed to its end; or the first ones in full
    and of all others their first letters: yaofan of 住院药房, jianyk."""
    for start in range(1, len(syllables)):
        rest = "".join(syllables[start:])
        if rest.startswith(word) and len(word) > len(syllables[start]):
            return _LONGER * _INSIDE
        if "".join(syllables[:start]) + _letters(syllables[start:]) == word:
            return _LONGER
    return 0.0


def _share_said(start: int, end: int, of: int) -> float:
    """How surely some syllables of a name mean it: all of them do."""
    if end - start == of:
        return 1.0
    begun = _INSIDE if start else _BEGUN
    return begun * (0.6 + 0.4 * (end - start) / of)


def _initials(syllables: Sequence[str], word: str) -> float:
    """The first letters of all syllables; or of the first three and more; or with one more."""
    letters = _letters(syllables)
    if letters == word:
        return _INITIALS
    if len(word) > 2 and letters.startswith(word):
        return _LONGER * (0.5 + 0.5 * len(word) / len(letters))
    if len(letters) > 1 and len(word) == len(letters) + 1 and word.startswith(letters):
        return _LONGER * 0.8
    return 0.0


def _letters(syllables: Sequence[str]) -> str:
    """The first letter of each."""
    return "".join(syllable[0] for syllable in syllables)


def _is_words(names: NameStore, run: str) -> bool:
    """Whether a short run holds a word: who writes 病人急 does not mean 病人死."""
    return len(run) == _SHORT_RUN and (run[:2] in names.by_unit or run[1:] in names.by_unit)


def _miswritten(names: NameStore, run: str) -> Iterator[tuple[int, float]]:
    """Names of Han with one sign wrong, missing or too many; with two where they are long."""
    most = 2 if len(run) > 5 else 1
    for at, name in enumerate(names.all):
        size = len(name.low)
        if size < 3 or abs(size - len(run)) > 1 or not is_han(name.low[0]):
            continue
        # Said whole with a further sign before or after it: nothing is wrong
        if name.low in run:
            continue
        # Without as many signs in common no further look is needed
        if sum(sign in run for sign in name.low) < size - most:
            continue
        far = distance(run, name.low, most)
        if 0 < far <= most:
            yield at, EXACT * _WRONG * name.share * (1 - far / (len(run) + 1))
