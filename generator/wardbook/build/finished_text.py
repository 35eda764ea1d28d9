"""What a finished file says, as plain text in which values can be looked for: pages, scripts, data,
PDFs, archives.

Pictures of pixels and fonts are not read. Where a line or a piece of a page ends, the text has a
line break; where a block of markup or a string of data ends, `APART`: no sentence goes on behind
it."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

import pikepdf

from wardbook.build.pdf_text import PdfText
from wardbook.build.searched_parts import APART as APART
from wardbook.build.searched_parts import PdfParts, SearchedParts

_MARKUP = (".html", ".svg", ".xml", ".htm")
_GEOMETRY = re.compile(r'\s(?:d|points|transform|viewBox|style|x|y|width|height)="[^"]*"')
_ATTRIBUTE = re.compile(r"""=\s*("[^"]*"|'[^']*')""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FONT = re.compile(r"url\(data:font/[a-z0-9]+;base64,[A-Za-z0-9+/=]*\)")
"""A font in a page: among its letters stands any number of four digits, by chance."""
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|code|em|i|mark|small|span|strong|sub|sup|text|tspan|wbr)\b[^>]*>"
)
_LINE_END = re.compile(r"<(?:br|/text)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SCRIPT_DATA = re.compile(r"\A\s*var \w+ = (?=[\[{])")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)


def words_of_pdf(data: bytes) -> str:
    """What a PDF says. Raises ValueError for what is none."""
    try:
        return Reader().words("one.pdf", data)
    except pikepdf.PdfError as problem:
        raise ValueError(str(problem)) from problem


class Reader:
    """Reads files of one output. What many PDFs hold alike, the pages of a sheet above all, is read
    once."""

    def __init__(self, searched: SearchedParts | None = None) -> None:
        """`searched`: what the files of these names held that were searched before, and is left
        out."""
        self._pdf_text = PdfText()
        self._searched = searched
        self._held: dict[str, PdfParts] = {}
        self._pieces: dict[str, Iterable[str]] = {}

    def words(self, name: str, data: bytes) -> str:
        """What the file `name` says. What an earlier PDF has said in the very same bytes is left
        out. Raises what `json`, `zipfile` and pikepdf raise for a damaged file."""
        if self._searched is None:
            return APART.join(self._parts(name, data))
        if PurePosixPath(name).suffix.lower() != ".pdf":
            pieces = dict.fromkeys(APART.join(self._parts(name, data)).split(APART))
            known, self._pieces[name] = self._searched.find_pieces(name), pieces
            return APART.join(piece for piece in pieces if piece not in known)
        held = self._held.setdefault(name, PdfParts())
        return APART.join(self._pdf(data, self._searched.find(name), held))

    def remember(self) -> None:
        """Nothing was found in what was read."""
        if self._searched is not None:
            self._searched.keep(self._held)
            self._searched.keep_pieces(self._pieces)

    def _parts(self, name: str, data: bytes) -> Iterator[str]:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix == ".pdf":
            yield from self._pdf(data, PdfParts(), PdfParts())
        elif suffix == ".zip":
            yield from self._archive(data)
        else:
            yield from _text(suffix, data)

    def _archive(self, data: bytes) -> Iterator[str]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            for entry in archive.infolist():
                yield f"{entry.filename}\n{entry.comment.decode('utf-8', 'replace')}"
                yield from self._parts(entry.filename, archive.read(entry))

    def _pdf(self, data: bytes, known: PdfParts, held: PdfParts) -> Iterator[str]:
        """What a PDF says itself, then the files that are attached to it."""
        yield from self._pdf_text.strings(data, known, held)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield from self._pdf_text.shown(pdf, known, held)
            for name, attached in pdf.attachments.items():
                yield name
                yield from self._parts(name, attached.get_file().read_bytes())


def _text(suffix: str, data: bytes) -> Iterator[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    script = _SCRIPT_DATA.match(text)
    if suffix in _MARKUP:
        yield from _markup(text)
    elif script:
        yield from _strings_of(json.loads(text[script.end() :].rstrip("; \n")))
    elif suffix == ".json":
        yield from _strings_of(json.loads(text))
    elif suffix not in (".js", ".css", ".map"):
        yield text
        yield from _markup(text)  # Markdown of ours has a reference for every punctuation mark
    else:
        # Numbers of scripts and styles are measures and colours; they come with the program
        yield re.sub(r"[0-9]", " ", _ESCAPE.sub(_unescaped, text))


def _unescaped(match: re.Match[str]) -> str:
    """The letter that an escape with its number means; a space for any other."""
    if match[1]:
        return chr(int(match[1], 16))
    return " "


def _markup(text: str) -> Iterator[str]:
    """Words between tags, then those of attributes and comments. Inline elements do not part a
    sentence."""
    bare = _GEOMETRY.sub("", _FONT.sub("", text))
    lines = _INLINE.sub("", _LINE_END.sub("\n", bare))
    yield html.unescape(_TAG.sub(APART, lines))
    values = APART.join(html.unescape(value[1:-1]) for value in set(_ATTRIBUTE.findall(bare)))
    yield values
    if "%" in values:
        yield unquote(values)
    yield from _COMMENT.findall(bare)


def _strings_of(data: object) -> Iterator[str]:
    """Strings and keys. Numbers of JSON are counts and sizes: a telephone number is a string."""
    if isinstance(data, str):
        if "<" in data:
            yield from _markup(data)
        else:
            yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _strings_of(value)
    elif isinstance(data, list):
        for item in data:
            yield from _strings_of(item)
