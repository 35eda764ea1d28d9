"""PO files of gettext, which many translators' programs read, by Babel.

References stand in the words as they are written; an import refuses a text that lost one."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from wardbook.translation.plan_texts import TextState
from wardbook.translation.returned_texts import (
    ReturnedFile,
    ReturnedText,
    UnreadableTexts,
    key_of,
)
from wardbook.translation.translators_work import TranslatorsWork, WorkItem

_HEAD = "wardbook"
_MADE_FROM = "made-from: "
_UNBROKEN = 1_000_000
"""Signs a line: Babel breaks comments at 76 whatever else is said, the quoted words of a previous
text, too, and gettext's own programs refuse a string that goes over the end of a line."""


def po_bytes(work: TranslatorsWork) -> bytes:
    """The file for a translator."""
    day = datetime.datetime.fromisoformat(work.day).replace(tzinfo=datetime.UTC)
    catalog = Catalog(
        locale=work.target,
        project=_HEAD,
        header_comment=f"# {_HEAD}: {work.source} -> {work.target}",
        fuzzy=False,
        creation_date=day,
        revision_date=day,
    )
    for item in work.items:
        _add(catalog, item)
    written = io.BytesIO()
    write_po(written, catalog, width=_UNBROKEN, include_previous=True)
    return written.getvalue()


def _add(catalog: Catalog, item: WorkItem) -> None:
    text = item.text
    flags = ["fuzzy"] if text.state is TextState.STALE else []
    catalog.add(
        text.source,
        text.words,
        context=key_of(text.id),
        locations=[(text.mark.file, text.mark.line)],
        auto_comments=list(_comments(item)),
        flags=flags,
        previous_id=text.before,
    )


def _comments(item: WorkItem) -> Iterator[str]:
    """What helps: where the text stands, terms, earlier translations."""
    text = item.text
    yield _one_line(f"{text.id} ({' › '.join(text.told)})")
    for term in item.terms:
        yield _one_line(f"{term.term} = {term.words}")
    for one in item.suggestions:
        yield _one_line(f"{one.likeness:.0%}: {one.source} = {one.words}")
    yield f"{_MADE_FROM}{text.digest}"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def read_po_file(content: bytes) -> ReturnedFile:
    """The texts of a returned file. Raises UnreadableTexts for what is no PO."""
    try:
        catalog = read_po(io.BytesIO(content), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as problem:
        raise UnreadableTexts("PO") from problem
    texts = []
    for message in catalog:
        if message.id and message.context:
            made_from = _made_from(message.auto_comments)
            words, held = str(message.string or ""), message.fuzzy
            texts.append(
                ReturnedText(message.context, str(message.id), words, not held, made_from, held)
            )
    if not texts:  # what has no contexts was not made here, or is damaged
        raise UnreadableTexts("PO")
    return ReturnedFile(*_languages(catalog), tuple(texts))


def _made_from(comments: Iterable[str]) -> str:
    for comment in comments:
        if comment.startswith(_MADE_FROM):
            return comment.removeprefix(_MADE_FROM).strip()
    return ""


def _languages(catalog: Catalog) -> tuple[str, str]:
    """Source and target as the head says, else none."""
    for line in catalog.header_comment.splitlines():
        name, _, pair = line.removeprefix("#").strip().partition(": ")
        source, arrow, target = pair.partition(" -> ")
        if name == _HEAD and arrow:
            return source.strip(), target.strip()
    return "", str(catalog.locale_identifier or "")
