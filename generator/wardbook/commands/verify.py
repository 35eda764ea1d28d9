"""`wardbook verify`: whether paper is current, by its check words or from a PDF."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from wardbook.build.finished_text import words_of_pdf
from wardbook.commands.workspace import Refused, Workspace
from wardbook.editions.approvals import APPROVALS, SIGNERS, recorded
from wardbook.editions.signatures import SignatureState, signature_state
from wardbook.options import FOUND, OK, Options
from wardbook.plan.edition_records import IssuedEdition
from wardbook.plan.loader import load_editions
from wardbook.report.approvals_text import approved_line
from wardbook.report.check_words_text import WordFinder, word_lines
from wardbook.report.messages import lines, printable
from wardbook.sheets.check_words import (
    AT_FOOT,
    CheckWord,
    WordState,
    issued_words,
    typed_words,
    words_of,
)


def verify(options: Options, given: Sequence[str]) -> int:
    """Say of each check word, and of each leaf of each PDF among `given`, how its paper stands.

    FOUND when not all of it is current. Raises Refused for a file that is no PDF."""
    editions = {edition.id: edition for edition in load_editions(options.project)}
    if set(given) <= set(editions):
        return _verify_editions(options, [editions[one] for one in given])
    issued = issued_words(tuple(editions.values()))
    finder = WordFinder(issued)
    asked = list(_asked(given))
    if any(word not in finder.known for word in asked):
        # Only what no edition has is looked for in the plan as it is, whose sheets take time
        finder = WordFinder((*issued, *_of_working_copy(options, issued)))
    states = set()
    for word in asked:
        states |= finder.states(word)
        sys.stdout.write(word_lines(finder, word, options.ui_language))
    return OK if states <= {WordState.CURRENT} else FOUND


def _verify_editions(options: Options, editions: Sequence[IssuedEdition]) -> int:
    """Say of records of editions whether they are as they were issued, and who approved them."""
    words = lines(options.ui_language)
    sound = True
    for edition in editions:
        altered = list(edition.altered())
        key = "verify_altered" if altered else "verify_unaltered"
        said = words[key].format(edition=edition.id, files=", ".join(altered[:5]))
        sys.stdout.write(f"{printable(said)}\n")
        sound = sound and not altered
        for approval in recorded(edition.folder / APPROVALS):
            signature = signature_state(approval, options.project / SIGNERS)
            line = approved_line(approval, approval.by, options.ui_language)
            sys.stdout.write(f"{line}\n    {words[f'signature_{signature}']}\n")
            sound = sound and signature in (SignatureState.GOOD, SignatureState.NONE)
    return OK if sound else FOUND


def _asked(given: Sequence[str]) -> Iterator[str]:
    """The words to look for; of a PDF those at the feet of its leaves."""
    for one in given:
        if Path(one).suffix.lower() != ".pdf":
            yield from typed_words(one)
            continue
        found = dict.fromkeys(AT_FOOT.findall(_text(Path(one))))
        if not found:
            raise Refused("verify_no_words", file=one)
        yield from found


def _text(file: Path) -> str:
    try:
        return words_of_pdf(file)
    except ValueError as problem:
        raise Refused("verify_no_words", file=file) from problem


def _of_working_copy(options: Options, issued: Sequence[CheckWord]) -> Iterator[CheckWord]:
    space = Workspace(options)
    for book in space.books(space.open_sound().project):
        printed = (*book.sheets.values(), *book.units.values())
        yield from words_of(printed, issued, draft=book.draft)
