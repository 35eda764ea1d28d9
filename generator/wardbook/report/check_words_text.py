"""Which sheets bore a check word, and whether what they say still counts, as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wardbook.report.messages import lines, printable
from wardbook.sheets.check_words import CheckWord, WordState, nearest


class WordFinder:
    """Check words by what is printed: the same may stand on a leaf for staff and one for the
    public."""

    def __init__(self, words: Sequence[CheckWord]) -> None:
        known: dict[str, list[CheckWord]] = {}
        for word in words:
            known.setdefault(word.word, []).append(word)
        self.known: Mapping[str, Sequence[CheckWord]] = known

    def states(self, word: str) -> set[WordState | None]:
        """How the leaves stand that bear a word; None where there is none."""
        found: set[WordState | None] = {one.state for one in self.known.get(word, ())}
        return found or {None}


def word_lines(finder: WordFinder, word: str, language: str) -> str:
    """A line for each sheet that bore a word; for one that nobody knows, the nearest ones."""
    said = list(_lines(finder, word, language))
    return "\n".join(map(printable, said)) + "\n"


def _lines(finder: WordFinder, word: str, language: str) -> Iterator[str]:
    words = lines(language)
    if word not in finder.known:
        yield words["verify_unknown"].format(word=word)
        for near in nearest(word, finder.known):
            for one in finder.known[near]:
                yield "    " + words["verify_near"].format(what=_said(one, language))
        return
    for one in finder.known[word]:
        yield _said(one, language)


def _said(one: CheckWord, language: str) -> str:
    words = lines(language)
    why = ""
    if one.why:
        why = one.why.words(language) or next(iter(map(str, one.why.raw.values())), "")
    state: str = one.state
    if one.state is WordState.WITHDRAWN and one.now:
        state = "followed"
    return words[f"verify_{state}"].format(
        word=one.word,
        sheet=f"{one.code} {one.title}",
        language=one.language,
        audience=one.audience,
        edition=one.edition or "–",
        date=one.dated,
        until=one.until,
        until_date=one.until_dated,
        now=one.now,
        why=why,
    )
