"""What Han characters sound like, and their traditional forms: worked out when the index is
made, so that the browser needs no dictionary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from wardbook.site.search.level import is_han, runs

_FIRST, _LAST = 0x3400, 0x9FFF


def plain_forms(text: Iterable[str]) -> Mapping[str, str]:
    """Each traditional character → the simplified one, of those whose simplified form the texts
    use: a query in traditional characters finds them."""
    signs: set[str] = set()
    for one in text:
        signs.update(one)  # each sign is looked at once, however often it stands there
    simplified = _simplified()
    wanted: set[str] = set()
    for sign in filter(is_han, signs):
        wanted.add(simplified.get(sign, sign))
    forms: dict[str, str] = {}
    for sign, plain in simplified.items():
        if plain in wanted:
            forms[sign] = plain
    return forms


@cache
def _simplified() -> Mapping[str, str]:
    """Every traditional character with another simplified form."""
    # Its dictionaries load slowly, and most commands make no index
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    every = "\n".join(map(chr, range(_FIRST, _LAST + 1)))
    found: dict[str, str] = {}
    for sign, plain in zip(every.split("\n"), convert(every).split("\n"), strict=True):
        if len(plain) == 1 and plain != sign:
            found[sign] = plain
    return found


def pinyin(low_names: Iterable[str]) -> Mapping[str, str]:
    """What runs of Han in levelled names sound like, without tones: each sign → its usual syllable;
    each run of which some sign sounds otherwise there → its syllables, one space between two."""
    # Its dictionaries load slowly, and most commands make no index
    from pypinyin import lazy_pinyin

    spoken: dict[str, Sequence[str]] = {}
    heard: dict[str, Counter[str]] = {}
    wanted: set[str] = set()
    for name in low_names:
        wanted.update(filter(is_han, runs(name)))
    for run in sorted(wanted):
        spoken[run] = " ".join(lazy_pinyin(run, v_to_u=False)).replace("ü", "v").split()
        for sign, syllable in zip(run, spoken[run], strict=True):
            heard.setdefault(sign, Counter())[syllable] += 1
    found = {sign: counted.most_common(1)[0][0] for sign, counted in heard.items()}
    for run, said in spoken.items():
        if list(map(found.get, run)) != said:
            found[run] = " ".join(said)
    return found


@cache
def letters_of(name: str) -> str:
    """How a name is sorted: what is Han in it by its sound."""
    if name.isascii():
        return name
    # Its dictionaries load slowly, and most commands make no index
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name, v_to_u=False))
