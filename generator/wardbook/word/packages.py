"""How a file of Word is opened: looked into before anything of it is read."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from wardbook.findings import Finding, Mark, error

if TYPE_CHECKING:
    from docx.document import Document

UNPACKED_MOST = 200_000_000
"""Bytes of an unpacked file: pictures are large, plans are not."""
TEXT_MOST = 60_000_000
"""Bytes of XML in it: what holds the words."""
PARAGRAPHS_MOST = 10_000
"""Paragraphs and cells of a file: a long plan has some thousand."""
_PARTS_MOST = 10_000
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_XML = (".xml", ".rels")


class UnreadableWord(Exception):
    """Stops reading; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def opened(raw: bytes, file: str) -> Document:
    """The document in a file's bytes. Raises `UnreadableWord` for what is no whole and harmless
    document."""
    # Loading it takes a tenth of the start of a command, and few commands read Word
    import docx

    if raw.startswith(_OLD_WORD):
        raise UnreadableWord(error("X621", Mark(file)))
    if not raw.startswith(_ZIP):
        raise damaged(file, "no ZIP")
    try:
        _look_into(raw, file)
        document = docx.Document(io.BytesIO(raw))
        _ = document.element.body.tag  # a part of another kind has none
    except UnreadableWord:
        raise
    # A damaged file fails in whatever part of the library meets the damage first
    except Exception as problem:
        raise damaged(file, type(problem).__name__) from problem
    return document


def damaged(file: str, problem: object) -> UnreadableWord:
    """Stops reading of what can't be read to its end."""
    return UnreadableWord(error("X620", Mark(file), problem=problem))


def too_large(file: str) -> UnreadableWord:
    """Stops reading of what is larger than any plan."""
    finding = error(
        "X623",
        Mark(file),
        size=UNPACKED_MOST // 1_000_000,
        text=TEXT_MOST // 1_000_000,
        paragraphs=PARAGRAPHS_MOST,
    )
    return UnreadableWord(finding)


def _look_into(raw: bytes, file: str) -> None:
    """Raises `UnreadableWord` for macros, for parts that unpack into more than any plan, and for
    entities, which grow as they are read or fetch other files."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = packed.infolist()
        _refuse_size(parts, file)
        for part in parts:
            name = part.filename.casefold()
            if "vbaproject" in name or "vbadata" in name:
                raise UnreadableWord(error("X622", Mark(file)))
            if name.endswith(_XML):
                _refuse_head(packed.read(part), name, file)


def _refuse_size(parts: list[zipfile.ZipInfo], file: str) -> None:
    text = whole = 0
    for part in parts:
        whole += part.file_size
        if part.filename.casefold().endswith(_XML):
            text += part.file_size
    if whole > UNPACKED_MOST or text > TEXT_MOST or len(parts) > _PARTS_MOST:
        raise too_large(file)


def _refuse_head(content: bytes, name: str, file: str) -> None:
    """Refuse a part that declares entities, or says that the document holds macros."""
    plain = content.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:  # no word processor writes one
        raise damaged(file, "DOCTYPE")
    if name == "[content_types].xml" and b"macroEnabled" in plain:
        raise UnreadableWord(error("X622", Mark(file)))
