"""Telephone numbers of one cell that words tell apart: 日8290 夜8300, Day: 8421 / Night: 8429,
4250/4251 (nights 4300), 张工13800000011、李工13800000012."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from wardbook.spreadsheets.headings import simplified

_NUMBER = re.compile(
    r"\+?[0-9](?:[0-9 -]*[0-9])?(?: ?(?:转|\bx|\bext\.?) ?[0-9]{1,6})?", re.IGNORECASE
)
_FEWEST = 3
"""Digits of the shortest number."""
_PART = re.compile(r"([()\[\]])|[/、;,|\n]|\bor\b|或")
_CLOCK = re.compile(r"[0-9][:.][0-9]{2}")
"""A time of day, whose figures would be read as numbers."""
_SPAN = re.compile(r"[0-9]{3,5} ?- ?[0-9]{3,5}")
"""Extensions from one to another: nobody knows which are wanted."""
_AROUND = " \t.:：-–—=→>,"
_LABEL = re.compile(
    r"tel(?:ephone)?|phone|ext(?:ension|n)?|电话|座机|短号|内线|外线|分机|直线|号码",
    re.IGNORECASE,
)
"""Words that say no more than that a number follows."""
_NO_LINE = re.compile(
    r"bleep|pager|fax|mobile|cell|传真|手机|呼机|寻呼|微信|qq|\b[a-z]\b", re.IGNORECASE
)
"""What says that a figure is none to be called, that it is somebody's own, or nothing at all."""
_NO_LONGER = re.compile(
    r"\b(?:not|formerly|was|old|until|previous(?:ly)?|prev|ex|now|new|then|also)\b"
    r"|原|旧|曾|改|停用|新号|新机|不|勿",
    re.IGNORECASE,
)
"""Words by which one number takes another's place."""
_LONGEST = 24
"""Letters of what tells numbers apart; more is a sentence."""


def labelled_numbers(cell: str) -> dict[str, str]:
    """Number → the words that tell it apart, of a cell that holds several numbers with words;
    empty for any other, and where it is not certain which words are whose."""
    narrow = unicodedata.normalize("NFKC", cell).strip()
    if _CLOCK.search(narrow):
        return {}
    reading = _Reading()
    inside = False
    at = 0
    for found in _PART.finditer(narrow):
        reading.take(narrow[at : found.start()], in_brackets=inside)
        at = found.end()
        if found[1]:
            inside = found[1] in "(["
    reading.take(narrow[at:], in_brackets=inside)
    return reading.told()


@dataclass
class _Reading:
    """What is gathered part by part."""

    numbers: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    is_doubtful: bool = False

    def take(self, part: str, *, in_brackets: bool) -> None:
        """Take what stands between two signs, or in brackets."""
        words, numbers = _parted(part)
        if not any(words) and (in_brackets or not numbers):
            # An area code stands in brackets; nothing may stand between two signs
            self.is_doubtful = self.is_doubtful or bool(numbers)
        elif numbers:
            self._add(words, numbers)
        elif in_brackets and self.numbers:
            self.labels[-1] = f"{self.labels[-1]} {words[0]}".strip()
        else:
            self.is_doubtful = True

    def _add(self, words: Sequence[str], numbers: Sequence[str]) -> None:
        """Take numbers with the words before, or behind, each of them."""
        if len(numbers) == 1:
            labels = [" ".join(filter(None, words))]
        elif words[0] and words[-1]:
            self.is_doubtful = True
            return
        else:
            labels = list(words[:-1])
            if words[-1]:
                labels = list(words[1:])
        self.numbers += numbers
        self.labels += labels

    def told(self) -> dict[str, str]:
        """Each number with its words; none unless each is a number to be called and has words of
        its own, or none at all."""
        said = dict(zip(self.numbers, self.labels, strict=True))
        named = list(filter(None, self.labels))
        is_sure = not self.is_doubtful and not any(map(_SPAN.fullmatch, self.numbers))
        is_told_apart = (
            is_sure and len(self.numbers) > 1 and named and len(set(named)) == len(named)
        )
        if not is_told_apart or len(said) < len(self.numbers) or not all(map(_is_label, named)):
            return {}
        return {number: _bare(label) for number, label in said.items()}


def _parted(part: str) -> tuple[list[str], list[str]]:
    """What stands around the numbers of a part, and these."""
    words: list[str] = []
    numbers: list[str] = []
    at = 0
    for found in _NUMBER.finditer(part):
        if sum(map(str.isdigit, found[0])) >= _FEWEST:
            words.append(part[at : found.start()].strip(_AROUND))
            numbers.append(found[0])
            at = found.end()
    return [*words, part[at:].strip(_AROUND)], numbers


def _is_label(words: str) -> bool:
    """Whether words tell a number that can be called from others."""
    said = simplified(words)
    is_short = len(words) <= _LONGEST and not any(map(str.isdigit, words))
    return (
        is_short
        and any(map(str.isalpha, words))
        and not _NO_LINE.search(said)
        and not _NO_LONGER.search(said)
    )


def _bare(label: str) -> str:
    """Words without those that say only that a number follows."""
    if _LABEL.fullmatch(simplified(label)):
        return ""
    return label
