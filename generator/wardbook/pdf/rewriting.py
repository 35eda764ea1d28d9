"""A bound PDF of which a few objects are others: they are written in the place of those that were
there, as qpdf would have written the whole, and all else is copied. Each step is held against the
file that is there: where it can't be told that qpdf writes in this way, the file is written whole.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import itemgetter

import pikepdf
from pikepdf import Object

_BEGIN = re.compile(rb"(\d+) 0 obj\n<<.*? >>\nstream\n", re.DOTALL)
_LENGTH = re.compile(rb"(?<=/Length )\d+")
_PROGRAM = re.compile(rb"(?<=/Length1 )\d+")
_PACKED = re.compile(rb"/Type /ObjStm /Length \d+ /Filter /FlateDecode /N \d+ /First (\d+) >>")
_FIRST = re.compile(rb"(?<=/First )\d+")
_FIELDS = re.compile(rb"/Columns (\d+) /Predictor 12 >> /W \[ 1 (\d+) 1 \]")
_ID = b"/ID ["
_UP = 2
"""A row of a table of places that says what is added to the one before it."""
_ALONE, _INSIDE = 1, 2
"""Kinds of objects: one that stands for itself, and one that is packed with others."""
_END = b"\nendstream\nendobj\n"
_LAST = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_OF_LAST = 64


class NotAsWritten(Exception):
    """A file that qpdf has written in another way than is known here."""


@dataclass(frozen=True)
class _Stream:
    """An object with a stream, in pieces: all before the stream, and the stream."""

    head: bytes
    raw: bytes

    def with_raw(self, raw: bytes) -> _Stream:
        """The same with another stream."""
        return _Stream(_LENGTH.sub(b"%d" % len(raw), self.head, count=1), raw)

    def written(self) -> bytes:
        """As it stands in the file."""
        return self.head + self.raw + _END


def _stream(data: bytes, begin: int, end: int) -> _Stream:
    """The object with a stream that stands in a file. Raises NotAsWritten for another."""
    found = _BEGIN.match(data, begin, end)
    if not found or not data.endswith(_END, begin, end):
        raise NotAsWritten
    raw = data[found.end() : end - len(_END)]
    if _LENGTH.findall(found[0]) != [b"%d" % len(raw)]:
        raise NotAsWritten
    return _Stream(found[0], raw)


class _Places:
    """Where each object of a file stands: the table at its end, by columns of bytes."""

    def __init__(self, data: bytes) -> None:
        last = _LAST.search(data, len(data) - _OF_LAST)
        if not last:
            raise NotAsWritten
        self.begin = int(last[1])
        self.table = _stream(data, self.begin, last.start())
        fields = _FIELDS.search(self.table.head)
        if not fields:
            raise NotAsWritten
        rows = _unpacked(self.table.raw)
        width = int(fields[1]) + 1
        if set(rows[::width]) != {_UP} or int(fields[2]) != width - 3:
            raise NotAsWritten
        self._columns = [_summed(rows[column::width]) for column in range(1, width)]
        self.kinds = self._columns[0]
        self.offsets = list(map(_number, zip(*self._columns[1:-1], strict=True)))
        alone = filter(lambda one: self.kinds[one] == _ALONE, range(len(self.kinds)))
        self._order = sorted((self.offsets[number], number) for number in alone)

    def span(self, number: int) -> tuple[int, int]:
        """Where an object that stands for itself begins and ends."""
        at = bisect_right(self._order, (self.offsets[number], number))
        if self.kinds[number] != _ALONE or at == len(self._order):
            raise NotAsWritten
        return self.offsets[number], self._order[at][0]

    def moved(self, longer: Sequence[tuple[int, int]]) -> _Stream:
        """The table where objects that begin there are longer by so many bytes."""
        begins = list(map(itemgetter(0), longer))
        sums = [0, *accumulate(map(itemgetter(1), longer))]
        offsets = list(self.offsets)
        for offset, number in self._order:
            offsets[number] = offset + sums[bisect_right(begins, offset - 1)]
        size = len(self._columns) - 2
        most = max(offsets[self._order[-1][1]], len(offsets))
        if (most.bit_length() + 7) // 8 != size:
            raise NotAsWritten
        written = b"".join(offset.to_bytes(size) for offset in offsets)
        columns = [self.kinds, *(written[at::size] for at in range(size)), self._columns[-1]]
        rows = [bytes([_UP]) * len(offsets), *map(_differences, columns)]
        raw = zlib.compress(bytes(chain.from_iterable(zip(*rows, strict=True))))
        return self.table.with_raw(raw)


def _unpacked(raw: bytes) -> bytes:
    """What a stream holds that zlib packs in the same way again."""
    content = zlib.decompress(raw)
    if zlib.compress(content) != raw:
        raise NotAsWritten
    return content


def _summed(column: bytes) -> bytes:
    return bytes(number & 255 for number in accumulate(column))


def _differences(column: bytes) -> bytes:
    return bytes((now - last) & 255 for now, last in zip(column, b"\0" + column[:-1], strict=True))


def _number(digits: Iterable[int]) -> int:
    return int.from_bytes(bytes(digits))


class Rewriting:
    """A bound file that is rewritten. `pdf` is what is changed of it; each dictionary that will be
    is noted before. Raises NotAsWritten, as its methods do."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._places = _Places(data)
        self.pdf = pikepdf.open(io.BytesIO(data))
        self._streams: dict[int, _Stream] = {}
        self._noted: dict[int, Object] = {}
        if self._with_id(data[: self._places.begin], self._places.table) != data:
            raise NotAsWritten

    def put(self, stream: Object, raw: bytes) -> None:
        """Put other bytes, packed as they are written, into the place of a stream's."""
        number, _ = stream.objgen
        new = _stream(self._data, *self._places.span(number)).with_raw(raw)
        # Pages that share a stream still do
        if self._streams.setdefault(number, new) != new:
            raise NotAsWritten

    def fill(self, stream: Object, content: bytes) -> None:
        """Give a stream that qpdf has packed another content."""
        old = _stream(self._data, *self._places.span(stream.objgen[0]))
        _unpacked(old.raw)
        self.put(stream, zlib.compress(content))
        new = self._streams[stream.objgen[0]]
        head = _PROGRAM.sub(b"%d" % len(content), new.head)
        self._streams[stream.objgen[0]] = _Stream(head, new.raw)

    def note(self, thing: Object) -> None:
        """A dictionary that will be changed."""
        number, _ = thing.objgen
        if number in self._noted:
            return
        if self._places.kinds[number] != _INSIDE:
            raise NotAsWritten
        holder = _Holder(self._holder(number))
        if holder.texts[number] != _written(thing):
            raise NotAsWritten
        self._noted[number] = thing

    def _holder(self, number: int) -> _Stream:
        """What an object is packed in."""
        return _stream(self._data, *self._places.span(self._places.offsets[number]))

    def written(self) -> bytes:
        """The file as qpdf would write it."""
        streams = dict(self._streams)
        by_holder: dict[int, dict[int, bytes]] = {}
        for number, thing in self._noted.items():
            holder = self._places.offsets[number]
            by_holder.setdefault(holder, {})[number] = _written(thing)
        for holder, texts in by_holder.items():
            own = _stream(self._data, *self._places.span(holder))
            streams[holder] = _Holder(own).with_texts(texts)
        pieces, longer, at = list[bytes](), list[tuple[int, int]](), 0
        for begin, end, stream in sorted((*self._places.span(n), s) for n, s in streams.items()):
            pieces += [self._data[at:begin], stream.written()]
            longer.append((begin, len(pieces[-1]) - (end - begin)))
            at = end
        pieces.append(self._data[at : self._places.begin])
        return self._with_id(b"".join(pieces), self._places.moved(longer))

    def _with_id(self, before: bytes, table: _Stream) -> bytes:
        """The whole file from all before its table, and that: its identifier is a digest of them
        and of what it says of itself."""
        head, mark, rest = table.head.partition(_ID)
        seed = hashlib.md5(before + head + mark, usedforsecurity=False).hexdigest().encode()
        seed += b" QPDF "
        for key in sorted(self.pdf.docinfo.keys()):
            seed += b" " + bytes(self.pdf.docinfo[key])
        # qpdf reads it as C does: up to the first zero
        digest = hashlib.md5(seed.partition(b"\0")[0], usedforsecurity=False).hexdigest().encode()
        own = b"<%b><%b>" % (digest, digest)
        whole = _Stream(head + mark + own + rest[len(own) :], table.raw).written()
        return b"%b%bstartxref\n%d\n%%%%EOF\n" % (before, whole, len(before))


class _Holder:
    """A stream in which objects are packed, each as its `texts` say, by their numbers."""

    def __init__(self, stream: _Stream) -> None:
        found = _PACKED.search(stream.head)
        if not found:
            raise NotAsWritten
        self._stream, content = stream, _unpacked(stream.raw)
        first = int(found[1])
        numbers = list(map(int, content[:first].split()))
        ends = [*numbers[3::2], len(content) - first]
        self.texts: dict[int, bytes] = {}
        for number, begin, end in zip(numbers[::2], numbers[1::2], ends, strict=True):
            self.texts[number] = content[first + begin : first + end]
        if self._packed(self.texts) != stream:
            raise NotAsWritten

    def with_texts(self, texts: Mapping[int, bytes]) -> _Stream:
        """The stream with other texts of some objects."""
        return self._packed({**self.texts, **texts})

    def _packed(self, texts: Mapping[int, bytes]) -> _Stream:
        listed, at = list[bytes](), 0
        for number, text in texts.items():
            listed.append(b"%d %d" % (number, at))
            at += len(text)
        places = b" ".join(listed) + b"\n"
        stream = self._stream.with_raw(zlib.compress(places + b"".join(texts.values())))
        return _Stream(_FIRST.sub(b"%d" % len(places), stream.head), stream.raw)


def _written(thing: Object) -> bytes:
    return thing.unparse(resolved=True) + b"\n"
