"""What a PDF says: the strings of its objects, and the words that its pages show."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pikepdf
from pikepdf import Object

from wardbook.build.searched_parts import PdfParts, Strings, strings_in

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)\b(?! \d+ R)")
_OCTAL = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_UTF_16 = b"\xfe\xff"
_CELLS = re.compile(rb"/(?:ID|Headers\s*\[)\s*(?:\(\d+-\d+-\d+\)\s*)+")
"""Where WeasyPrint names cells of tables by object, row and column, and where it says which of them
are the heads of another. Nobody wrote these names, and one of many thousands is by chance a
telephone number."""

_SHOWN = re.compile(
    rb"/(\S+)\s+[-\d.]+\s+Tf\b|<([0-9A-Fa-f]*)>|\(((?:[^\\()]|\\.)*)\)|\b(?:Tm|Td|TD|T\*|BT|ET)\b",
    re.DOTALL,
)
_TEXT_OBJECT = re.compile(rb"\bBT\b.*?\bET\b|/ActualText\s*[(<].*?[)>]", re.DOTALL)
_BEGIN_OR_END = re.compile(rb"\b(?:BT|ET)\b")
_KERNED = re.compile(rb">[\s\d.-]*<")
_MAPPED = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>|(\[)|(\])")

Glyphs = Mapping[int, str]
"""Glyph of a font → what it stands for."""


class PdfText:
    """Reads PDFs of one output. What several hold in the very same bytes is said once."""

    def __init__(self) -> None:
        self._drawn: set[bytes] = set()
        self._strings: Strings = set()

    def strings(self, data: bytes, known: PdfParts, held: PdfParts) -> Iterator[str]:
        """The strings of a PDF's objects: titles, outline, links, alternative texts, fields and
        their values; but for those `known`. All are added to what it `held`. Raises zlib.error for
        a damaged file."""
        for blob in _object_text(data):
            held.strings.update(strings_in(_CELLS.sub(b"", blob)))
        for string in held.strings - known.strings - self._strings:
            self._strings.add(string)
            yield _string(*string)

    def shown(self, pdf: pikepdf.Pdf, known: PdfParts, held: PdfParts) -> Iterator[str]:
        """The words that the pages show, those of their fields and notes among them; but for those
        `known`. All are added to what it `held`."""
        fonts = _FontsOfFile(known, held)
        for page in pdf.pages:
            yield from self._shown(page.obj, fonts)
            for note in page.obj.get("/Annots", ()):
                if "/AP" in note:
                    yield from self._appearances(note.AP, fonts)

    def _appearances(self, look: Object, fonts: _FontsOfFile) -> Iterator[str]:
        """What a field or note shows in each of its states."""
        for drawn in look.values():
            streams = [drawn]
            if not isinstance(drawn, pikepdf.Stream):
                streams = list(drawn.values())
            for stream in streams:
                yield from self._shown(stream, fonts)

    def _shown(self, holder: Object, fonts: _FontsOfFile) -> Iterator[str]:
        """The words that a page or a form drawn on it shows. Of a page in several streams those
        that were read before are left out: its foot alone may be new."""
        streams = _streams_of(holder)
        if streams is None:
            return
        resources = holder.get("/Resources", pikepdf.Dictionary())
        brought = resources.get("/Font", pikepdf.Dictionary())
        new = self._new_of(streams, brought, fonts)
        maps = {name: fonts.glyphs(font) for name, font in brought.items()} if new else {}
        for piece in new:
            self._drawn.add(_identity(_raw(piece), brought))
            fonts.note(_raw(piece), brought)
            yield _drawn_words(b"\n".join(stream.read_bytes() for stream in piece), maps)
        for form in resources.get("/XObject", pikepdf.Dictionary()).values():
            if form.get("/Subtype") == "/Form":
                yield from self._shown(form, fonts)

    def _new_of(
        self, streams: Sequence[Object], brought: Object, fonts: _FontsOfFile
    ) -> Sequence[Sequence[Object]]:
        """The streams of a page that are to be read, each by itself; or all of them together."""
        new = [one for one in streams if not self._is_read(_raw([one]), brought, fonts)]
        if all(_stands_alone(one.read_bytes()) for one in new):
            return [[one] for one in new]
        return [] if self._is_read(_raw(streams), brought, fonts) else [streams]

    def _is_read(self, raw: bytes, brought: Object, fonts: _FontsOfFile) -> bool:
        """Whether streams were read before: in the file that had this name, or in this output."""
        identity = _identity(raw, brought)
        if fonts.knows(raw, brought):
            self._drawn.add(identity)
        return identity in self._drawn


def _raw(streams: Iterable[Object]) -> bytes:
    """What streams hold, as it is written."""
    return b"".join(stream.read_raw_bytes() for stream in streams)


def _identity(raw: bytes, brought: Object) -> bytes:
    """What streams hold, and what their fonts are called."""
    return raw + " ".join(sorted(brought.keys())).encode()


def _stands_alone(content: bytes) -> bool:
    """Whether all that a stream shows can be read without those before and behind it: it chooses a
    font before its first word, and begins and ends outside of text."""
    if _BEGIN_OR_END.search(_TEXT_OBJECT.sub(b"", content)):
        return False
    for match in _SHOWN.finditer(b"\n".join(_TEXT_OBJECT.findall(content))):
        if match[1] is not None:
            return True
        if match[2] is not None or match[3] is not None:
            return False
    return True


def _streams_of(holder: Object) -> list[Object] | None:
    """The streams that draw a page, or the one that is a form; None for an empty page."""
    if isinstance(holder, pikepdf.Stream):
        return [holder]
    contents = holder.get("/Contents")
    if contents is None:
        return None
    if isinstance(contents, pikepdf.Array):
        return list(contents)
    return [contents]


def _object_text(data: bytes) -> Iterator[bytes]:
    """A PDF's bytes outside its streams, and the streams that hold objects or metadata."""
    at = 0
    while match := _STREAM.search(data, at):
        head = data[at : match.start()]
        yield head
        kind = head[head.rfind(b" obj") :]
        length = _LENGTH.search(kind)
        if length:
            end = match.end() + int(length[1])
        else:
            end = data.find(b"endstream", match.end())
        body = data[match.end() : end]
        if b"/ObjStm" in kind:
            yield zlib.decompress(body)
        elif b"/Metadata" in kind:
            yield b"(" + re.sub(rb"[()\\]", b" ", body) + b")"
        at = end
    yield data[at:]


def _string(written: bytes, coded: bytes = b"") -> str:
    """A string of a PDF, `written` with escapes or `coded` as hexadecimal digits; UTF-16 or one
    byte a letter."""
    if coded:
        digits = b"".join(coded.split()).decode()
        if len(digits) % 2:
            digits += "0"
        plain = bytes.fromhex(digits)
    else:
        plain = _OCTAL.sub(_byte, written)
    if plain.startswith(_UTF_16):
        return plain.removeprefix(_UTF_16).decode("utf-16-be", "replace")
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return plain.decode("latin-1")


def _byte(match: re.Match[bytes]) -> bytes:
    """What an escape stands for."""
    said = match[1]
    if said[:1].isdigit():
        return bytes([int(said, 8) & 255])
    return _PLAIN_ESCAPES.get(said, said)


class _FontsOfFile:
    """The fonts of a file, each read once, and what is known and held of what is drawn in them."""

    def __init__(self, known: PdfParts, held: PdfParts) -> None:
        self._known, self._held = known.drawn, held.drawn
        self._maps: dict[tuple[int, int], tuple[Glyphs, bytes]] = {}

    def glyphs(self, font: Object) -> Glyphs:
        """What the glyphs of a font stand for, by its own map; nothing where it has none."""
        return self._map(font)[0]

    def knows(self, raw: bytes, brought: Object) -> bool:
        """Whether streams with these bytes, in fonts that are called and read as these, were
        searched before; then the file holds them still."""
        told = self._digest(raw, brought)
        if told in self._known:
            self._held.add(told)
        return told in self._known

    def note(self, raw: bytes, brought: Object) -> None:
        """The file holds these streams, and they are read."""
        self._held.add(self._digest(raw, brought))

    def _digest(self, raw: bytes, brought: Object) -> str:
        digest = hashlib.sha256(hashlib.sha256(raw).digest())
        for name, font in sorted(brought.items()):
            digest.update(f"{name} ".encode() + self._map(font)[1])
        return digest.hexdigest()

    def _map(self, font: Object) -> tuple[Glyphs, bytes]:
        """What the glyphs of a font stand for, and a digest of it."""
        # Fonts that are no objects of their own all have the number (0, 0).
        if font.objgen not in self._maps or font.objgen == (0, 0):
            written = b""
            if "/ToUnicode" in font:
                written = font.ToUnicode.read_bytes()
            digest = hashlib.sha256(written).digest()
            self._maps[font.objgen] = (_mapping(written), digest)
        return self._maps[font.objgen]


def _mapping(cmap: bytes) -> Glyphs:
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
    """Glyphs from the first of `ends` to the second: what each stands for is `listed` behind them,
    or they count on from the third."""
    glyphs: dict[int, str] = {}
    first, last = int(ends[0], 16), int(ends[1], 16)
    if listed:
        for glyph, said in enumerate(ends[2:], first):
            glyphs[glyph] = _utf_16(said)
        return glyphs
    start = _utf_16(ends[2])
    for glyph in range(first, last + 1):
        glyphs[glyph] = start[:-1] + chr(ord(start[-1]) + glyph - first)
    return glyphs


def _utf_16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _drawn_words(content: bytes, maps: Mapping[str, Glyphs]) -> str:
    """The text of a content stream, with a line break wherever the pen is moved."""
    glyphs: Glyphs = {}
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


def _coded(digits: bytes, glyphs: Glyphs) -> str:
    """Shown glyphs, four hexadecimal digits each, as text; UTF-16 where its mark stands in
    front."""
    if digits[:4].lower() == b"feff":
        return _utf_16(digits)
    said: list[str] = []
    for at in range(0, len(digits) - 3, 4):
        said.append(glyphs.get(int(digits[at : at + 4], 16), ""))
    return "".join(said)
