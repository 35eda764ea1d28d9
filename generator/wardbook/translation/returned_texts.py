"""What a translator's file says when it comes back, whatever its format, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wardbook.editions.text_ids import digest
from wardbook.plan.text import written_pieces
from wardbook.translation.plan_texts import SourceText, TextState


class UnreadableTexts(Exception):
    """A file can't be read as translated texts. `problem` says why, in the words of the format."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class ReturnedText:
    """A text of a returned file. `done`: the translator says that it is finished; `made_from`:
    digest of the translation that the file was made with, empty where the file does not say;
    `held`: by the format's own rule it is not to be used yet (fuzzy in PO)."""

    key: str
    source: str
    words: str
    done: bool
    made_from: str = ""
    held: bool = False


@dataclass(frozen=True)
class ReturnedFile:
    """A file that came back, with its languages; empty where it does not say."""

    source: str
    target: str
    texts: tuple[ReturnedText, ...]


class TextOutcome(StrEnum):
    """What becomes of a returned text."""

    WRITTEN = "written"
    """The plan gets its words."""
    CONFIRMED = "confirmed"
    """It says that a stale translation still holds."""
    SAME = "same"
    """There is nothing to do: it is not translated yet, or the plan says so already."""
    SOURCE_CHANGED = "source-changed"
    """The plan's source says something else now than the text that was translated."""
    TARGET_CHANGED = "target-changed"
    """Somebody else changed the translation in the plan meanwhile."""
    REFERENCES = "references"
    """It has other references than its source."""
    UNFINISHED = "unfinished"
    """It has new words, and the file says that they are not to be used yet."""
    UNKNOWN = "unknown"
    """The plan has no such text any more."""


REFUSED = (
    TextOutcome.SOURCE_CHANGED,
    TextOutcome.TARGET_CHANGED,
    TextOutcome.REFERENCES,
    TextOutcome.UNFINISHED,
    TextOutcome.UNKNOWN,
)


@dataclass(frozen=True)
class JudgedText:
    """A returned text and the text of the plan that it is of, None where there is none."""

    returned: ReturnedText
    text: SourceText | None
    outcome: TextOutcome


def key_of(id: str) -> str:
    """What a text is called in a file: short, and of letters that every format takes."""
    return f"t{digest(id)}"


def judged(returned: Sequence[ReturnedText], texts: Sequence[SourceText]) -> Iterator[JudgedText]:
    """What becomes of each text that came back, in the order of the file."""
    known: Mapping[str, SourceText] = {key_of(text.id): text for text in texts}
    for one in returned:
        text = known.get(one.key)
        if text:
            outcome = _outcome(one, text)
        else:
            outcome = _outcome_of_unknown(one)
        yield JudgedText(one, text, outcome)


def _outcome_of_unknown(one: ReturnedText) -> TextOutcome:
    """A text that nobody translated is no loss."""
    if one.words and one.done:
        return TextOutcome.UNKNOWN
    return TextOutcome.SAME


def _outcome(one: ReturnedText, text: SourceText) -> TextOutcome:
    if _says_nothing_new(one, text):
        return TextOutcome.SAME
    if one.source != text.source:
        return TextOutcome.SOURCE_CHANGED
    if one.words == text.words:
        return TextOutcome.CONFIRMED
    if digest(one.words) == one.made_from:  # left as it was, and the plan has other words by now
        return TextOutcome.SAME
    if one.made_from and one.made_from != text.digest:
        return TextOutcome.TARGET_CHANGED
    if one.held:
        return TextOutcome.UNFINISHED
    if _references(one.words) != _references(one.source):
        return TextOutcome.REFERENCES
    return TextOutcome.WRITTEN


def _says_nothing_new(one: ReturnedText, text: SourceText) -> bool:
    """Whether it is not translated, or comes back as the plan has it; of a stale text that is news
    where the translator says that it is finished."""
    if not one.words.strip():
        return True
    if one.words != text.words:
        return False
    return text.state is not TextState.STALE or not one.done


def _references(words: str) -> Counter[str]:
    return Counter(piece for piece, is_reference in written_pieces(words) if is_reference)
