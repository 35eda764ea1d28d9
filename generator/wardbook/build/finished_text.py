"""What a finished file says, as plain text in which values can be looked for: pages, scripts, data, PDFs, archives.

Pictures of pixels and fonts are not read. Where a line or a piece of a page ends, the text has a line break; where a block of
markup or a string of data ends, `APART`: no sentence goes on behind it."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

import pikepdf
from pikepdf import Object

APART = "\f"
_MARKUP = (".html", ".svg", ".xml", ".htm")
_GEOMETRY = re.compile(r'\s(?:d|points|transform|viewBox|style|x|y|width|height)="[^"]*"')
_ATTRIBUTE = re.compile(r"""=\s*("[^"]*"|'[^']*')""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|code|em|i|mark|small|span|strong|sub|sup|text|tspan|wbr)\b[^>]*>"
)
_LINE_END = re.compile(r"<(?:br|/text)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SCRIPT_DATA = re.compile(r"\A\s*var \w+ = (?=[\[{])")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)\b(?! \d+ R)")
_STRING = re.compile(rb"\(((?:[^\\()]|\\.)*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)
_OCTAL = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_UTF_16 = b"\xfe\xff"

_SHOWN = re.compile(
    rb"/(\S+)\s+[-\d.]+\s+Tf\b|<([0-9A-Fa-f]*)>|\(((?:[^\\()]|\\.)*)\)|\b(?:Tm|Td|TD|T\*|BT|ET)\b",
    re.DOTALL,
)
_TEXT_OBJECT = re.compile(rb"\bBT\b.*?\bET\b|/ActualText\s*[(<].*?[)>]", re.DOTALL)
_KERNED = re.compile(rb">[\s\d.-]*<")
_MAPPED = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>|(\[)|(\])")


class Reader:
    """Reads files of one output. What many PDFs hold alike, the pages of a sheet above all, is read once."""

    def __init__(self) -> None:
        self._drawn: set[bytes] = set()
        self._strings: set[tuple[bytes, bytes]] = set()

    def words(self, name: str, data: bytes) -> str:
        """What the file `name` says. What an earlier file has said in the very same bytes is left out."""
        return APART.join(self._parts(name, data))

    def _parts(self, name: str, data: bytes) -> Iterator[str]:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix == ".pdf":
            yield from self._pdf(data)
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

    def _pdf(self, data: bytes) -> Iterator[str]:
        for blob in _object_text(data):
            yield from self._strings_in(blob)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fonts: dict[tuple[int, int], dict[int, str]] = {}
            for page in pdf.pages:
                yield from self._shown(page.obj, fonts)
                for note in page.obj.get("/Annots", ()):
                    if "/AP" in note:
                        yield from self._appearances(note.AP, fonts)
            for name, attached in pdf.attachments.items():
                yield name
                yield from self._parts(name, attached.get_file().read_bytes())

    def _strings_in(self, blob: bytes) -> Iterator[str]:
        """The strings of a PDF's objects: titles, outline, links, alternative texts, fields and their values."""
        found = set(_STRING.findall(blob))
        for string in found - self._strings:
            self._strings.add(string)
            yield _string(*string)

    def _appearances(
        self, look: Object, fonts: dict[tuple[int, int], dict[int, str]]
    ) -> Iterator[str]:
        for drawn in look.values():
            streams = [drawn] if isinstance(drawn, pikepdf.Stream) else list(drawn.values())
            for stream in streams:
                yield from self._shown(stream, fonts)

    def _shown(self, holder: Object, fonts: dict[tuple[int, int], dict[int, str]]) -> Iterator[str]:
        """The words that a page or a form drawn on it shows."""
        contents = holder if isinstance(holder, pikepdf.Stream) else holder.get("/Contents")
        if contents is None:
            return
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        raw = b"".join(stream.read_raw_bytes() for stream in streams)
        resources = holder.get("/Resources", pikepdf.Dictionary())
        brought = resources.get("/Font", pikepdf.Dictionary())
        identity = raw + " ".join(sorted(brought.keys())).encode()
        if identity in self._drawn:
            return
        self._drawn.add(identity)
        maps = {name: _glyphs(font, fonts) for name, font in brought.items()}
        yield _drawn_words(b"\n".join(stream.read_bytes() for stream in streams), maps)
        for form in resources.get("/XObject", pikepdf.Dictionary()).values():
            if form.get("/Subtype") == "/Form":
                yield from self._shown(form, fonts)


def _text(suffix: str, data: bytes) -> Iterator[str]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    script = _SCRIPT_DATA.match(text)
    if suffix in _MARKUP:
        yield from _markup(text)
    elif suffix == ".json" or script:
        yield from _strings_of(json.loads(text[script.end() :].rstrip("; \n") if script else text))
    elif suffix not in (".js", ".css", ".map"):
        yield text
        yield from _markup(text)  # Markdown of ours has a reference for every punctuation mark
    else:
        # Numbers of scripts and styles are measures and colours; they come with the program
        yield re.sub(r"[0-9]", " ", _ESCAPE.sub(_unescaped, text))


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else " "


def _markup(text: str) -> Iterator[str]:
    """Words between tags, then those of attributes and comments. Inline elements do not part a sentence."""
    bare = _GEOMETRY.sub("", text)
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
        yield from _markup(data) if "<" in data else (data,)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _strings_of(value)
    elif isinstance(data, list):
        for item in data:
            yield from _strings_of(item)


def _object_text(data: bytes) -> Iterator[bytes]:
    """A PDF's bytes outside its streams, and the streams that hold objects or metadata."""
    at = 0
    while match := _STREAM.search(data, at):
        head = data[at : match.start()]
        yield head
        kind = head[head.rfind(b" obj") :]
        length = _LENGTH.search(kind)
        end = match.end() + int(length[1]) if length else data.find(b"endstream", match.end())
        body = data[match.end() : end]
        if b"/ObjStm" in kind:
            yield zlib.decompress(body)
        elif b"/Metadata" in kind:
            yield b"(" + re.sub(rb"[()\\]", b" ", body) + b")"
        at = end
    yield data[at:]


def _string(written: bytes, coded: bytes = b"") -> str:
    """A string of a PDF, `written` with escapes or `coded` as hexadecimal digits; UTF-16 or one byte a letter."""
    if coded:
        digits = b"".join(coded.split()).decode()
        plain = bytes.fromhex(digits + "0" * (len(digits) % 2))
    else:
        plain = _OCTAL.sub(_byte, written)
    if plain.startswith(_UTF_16):
        return plain.removeprefix(_UTF_16).decode("utf-16-be", "replace")
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return plain.decode("latin-1")


def _byte(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return bytes([int(said, 8) & 255]) if said[:1].isdigit() else _PLAIN_ESCAPES.get(said, said)


def _glyphs(font: Object, known: dict[tuple[int, int], dict[int, str]]) -> dict[int, str]:
    """Glyph → what it stands for, by the font's own map."""
    if font.objgen not in known or font.objgen == (0, 0):
        known[font.objgen] = _mapping(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
    return known[font.objgen]


def _mapping(cmap: bytes) -> dict[int, str]:
    glyphs: dict[int, str] = {}
    for kind, lines in _MAPPED.findall(cmap):
        for line in lines.splitlines():
            ends = [found for found, *_ in _HEX.findall(line) if found]
            if kind == b"bfchar" and len(ends) == 2:
                glyphs[int(ends[0], 16)] = _utf_16(ends[1])
            elif kind == b"bfrange" and len(ends) >= 3:
                glyphs |= _range(ends, listed=b"[" in line)
    return glyphs


def _range(ends: list[bytes], *, listed: bool) -> dict[int, str]:
    first, last = int(ends[0], 16), int(ends[1], 16)
    if listed:
        return {first + at: _utf_16(said) for at, said in enumerate(ends[2:])}
    start = _utf_16(ends[2])
    return {
        glyph: start[:-1] + chr(ord(start[-1]) + glyph - first) for glyph in range(first, last + 1)
    }


def _utf_16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _drawn_words(content: bytes, maps: dict[str, dict[int, str]]) -> str:
    """The text of a content stream, with a line break wherever the pen is moved."""
    glyphs: dict[int, str] = {}
    said: list[str] = []
    shown = _KERNED.sub(b"", b"\n".join(_TEXT_OBJECT.findall(content)))
    for match in _SHOWN.finditer(shown):
        font, coded, plain = match.groups()
        if font is not None:
            glyphs = maps.get(f"/{font.decode('latin-1')}", {})
        elif coded is not None:
            said.append(_coded(coded, glyphs))
        elif plain is not None:
            said.append(_string(plain))
        else:
            said.append("\n")
    return "".join(said)


def _coded(digits: bytes, glyphs: dict[int, str]) -> str:
    if digits[:4].lower() == b"feff":
        return _utf_16(digits)
    return "".join(
        glyphs.get(int(digits[at : at + 4], 16), "") for at in range(0, len(digits) - 3, 4)
    )
