"""`wardbook verify`: whether paper is current, by its check words or from a PDF."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from wardbook.commands.given_files import bytes_of
from wardbook.commands.stops import Refused
from wardbook.editions.kept_words import keep_words, kept_words
from wardbook.editions.sheet_inputs import sheet_inputs
from wardbook.options import FOUND, OK, Options
from wardbook.plan.edition_loading import load_editions
from wardbook.plan.former_ids import former_ids
from wardbook.report.check_words_text import WordFinder, word_lines
from wardbook.report.messages import lines
from wardbook.sheets.check_words import (
    AT_FOOT,
    CheckWord,
    WordState,
    followed,
    issued_words,
    typed_words,
)


def verify(options: Options, given: Sequence[str], *, now: bool = False) -> int:
    """Say of each check word, and of each leaf of each PDF among `given`, how its paper stands.
    `now`: sheets of the plan as it is are made where no build and no look before did.

    FOUND when not all of it is current. Raises Refused for a file that is no PDF, and
    where nothing is asked."""
    editions = {edition.id: edition for edition in load_editions(options.project)}
    if set(given) <= set(editions):
        # Loads what approvals are compared with: the models of the plan
        from wardbook.commands.record_verdicts import say_records

        return say_records(options, [editions[one] for one in given])
    words = issued_words(tuple(editions.values()))
    issued = tuple(followed(words, former_ids(options.project)))
    finder = WordFinder(issued)
    asked = _asked(given)
    looked = ""
    if any(word not in finder.known for word in asked):
        new, looked = _beside_editions(options, now=now or not editions)
        finder = WordFinder((*issued, *new))
    states = set()
    for word in asked:
        states |= finder.states(word)
        sys.stdout.write(word_lines(finder, word, options.ui_language))
    if None in states:
        sys.stdout.write(lines(options.ui_language)[looked].format(count=len(editions)) + "\n")
    return OK if states <= {WordState.CURRENT} else FOUND


def _asked(given: Sequence[str]) -> list[str]:
    """The words to look for; of a PDF those at the feet of its leaves. Raises Refused where there
    are none."""
    asked: list[str] = []
    for one in given:
        if Path(one).suffix.lower() != ".pdf":
            asked += typed_words(one)
            continue
        found = dict.fromkeys(AT_FOOT.findall(_text(Path(one))))
        if not found:
            raise Refused("verify_no_words", file=one)
        asked += found
    if not asked:
        raise Refused("verify_nothing")
    return asked


def _text(file: Path) -> str:
    # What reads a PDF takes longer to load than check words to look up
    from wardbook.build.finished_text import words_of_pdf

    try:
        return words_of_pdf(bytes_of(file))
    except ValueError as problem:
        raise Refused("verify_no_words", file=file) from problem


def _beside_editions(options: Options, *, now: bool) -> tuple[Sequence[CheckWord], str]:
    """Words that no edition has, and the line that says what was looked at: the plan as it is, else
    what it was when it was last built or looked at here. Its sheets take seconds to make."""
    inputs = sheet_inputs(options.project)
    kept = kept_words(options.project, options.audience)
    if kept and kept.inputs == inputs:
        return kept.words, "verify_looked_now"
    if not now:
        return (kept.words, "verify_looked_before") if kept else ((), "verify_looked_editions")
    # Loads all that makes sheets, which those who ask again do without
    from wardbook.commands.sheet_words import working_copy_words

    words = working_copy_words(options)
    keep_words(options.project, inputs, options.audience, words)
    return words, "verify_looked_now"
