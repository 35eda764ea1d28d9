"""Ways to spoil bytes, the parts of a packed file, and the data of a plan; by chance, the same for the
same seed."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from tests.plan.test_mangled import STRANGE, holder_of, mangle, places, written

NOISE = (
    *(b"\0", b"\t", b"\r", b"\n", b'"', b"'", b",", b";", b": ", b"- ", b"{", b"[", b"&a ", b"*a"),
    *(b"<", b">", b"&", b"]]>", b"<!--", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xf0\x9f"),
    *(b"!!python/object:x", b"<<: *a", b"%s", b"{{7*7}}", b"=1+1", b"../../x", b"9" * 400, b"-0"),
    *("٣".encode(), "\u202e".encode(), "\u2028".encode(), "a\u0301".encode() * 50, b"|", b"\x1a"),
)
WAYS = ("drop", "retype", "wrap", "nest", "empty", "move", "rename", "double", "swap")


def spoiled_bytes(content: bytes, chance: random.Random) -> bytes:
    """Content with one to six places spoiled: a bit flipped, a piece gone, doubled, moved or put in,
    or its end cut off."""
    for _ in range(chance.randint(1, 6)):
        content = chance.choice(_BYTES)(content, chance)
    return content


def spoiled_text(content: bytes, chance: random.Random, encoding: str = "utf-8") -> bytes:
    """Text with one or two places spoiled, in its own encoding; now and then as bytes, which break
    it."""
    if chance.random() < 0.3:
        return spoiled_bytes(content, chance)
    spoiled = content.decode(encoding).encode()
    for _ in range(chance.randint(1, 2)):
        spoiled = chance.choice(_BYTES)(spoiled, chance)
    return spoiled.decode("utf-8", "ignore").encode(encoding, "ignore")


def spoiled_xml(content: bytes, chance: random.Random) -> bytes:
    """XML with elements or values spoiled, or its bytes."""
    parts = {"": content}
    chance.choice((_part_bytes, _part_elements, _part_values, _part_values))(parts, "", chance)
    return parts[""]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return content
    spoiled = bytearray(content)
    spoiled[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    begin = chance.randint(0, len(content))
    return begin, min(len(content), begin + int(chance.expovariate(1 / 30)))


def _gone(content: bytes, chance: random.Random) -> bytes:
    begin, end = _span(content, chance)
    return content[:begin] + content[end:]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    begin, end = _span(content, chance)
    return content[:end] + content[begin:end] * chance.choice((1, 1, 1, 40)) + content[end:]


def _moved(content: bytes, chance: random.Random) -> bytes:
    begin, end = _span(content, chance)
    rest = content[:begin] + content[end:]
    at = chance.randint(0, len(rest))
    return rest[:at] + content[begin:end] + rest[at:]


def _noisy(content: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.choice(NOISE) + content[at:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))] if chance.random() < 0.2 else content


def _lines_moved(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randint(0, len(lines)), line)
    return b"\n".join(lines)


_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flipped, _gone, _doubled, _moved, _noisy, _noisy, _cut, _lines_moved),
)


def spoiled_data(files: Mapping[str, Any], chance: random.Random) -> dict[str, str]:
    """One to four places of a plan's data spoiled, as `tests/plan/test_mangled.py` does: the texts of
    the files that this changes."""
    changed: dict[str, Any] = {}
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(sorted(files))
        data = changed.setdefault(name, copy.deepcopy(files[name]))
        source = files[chance.choice(sorted(files))]
        found, elsewhere = places(data), places(source)
        if found and elsewhere:
            taken = chance.choice(elsewhere)
            other = copy.deepcopy(holder_of(source, taken)[taken[-1]])
            strange = chance.choice(STRANGE)
            mangle(data, chance.choice(found), chance.choice(WAYS), strange, other)
    return {name: written(data) for name, data in changed.items()}


def plain(text: str) -> Any:
    """A file of a plan as plain data, every scalar as text."""
    return yaml.load(text, Loader=yaml.CBaseLoader)


def spoiled_pack(content: bytes, chance: random.Random) -> bytes:
    """A ZIP in which one to three parts are spoiled, and which itself is whole; or is not."""
    if chance.random() < 0.25:
        return spoiled_bytes(content, chance)
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        for name in old.namelist():
            parts[name] = old.read(name)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(parts))
        chance.choice(_PARTS)(parts, name, chance)
        if not parts:
            break
    return _packed(parts, chance)


def _packed(parts: Mapping[str, bytes], chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    packed = bytearray(made.getvalue())
    if chance.random() < 0.05 and len(packed) > 60:  # a name or a size that lies
        packed[chance.randrange(30)] ^= 0xFF
    return bytes(packed)


def _part_bytes(parts: dict[str, bytes], name: str, chance: random.Random) -> None:
    parts[name] = spoiled_bytes(parts[name], chance)


def _part_gone(parts: dict[str, bytes], name: str, _chance: random.Random) -> None:
    del parts[name]


def _part_swapped(parts: dict[str, bytes], name: str, chance: random.Random) -> None:
    other = chance.choice(sorted(parts))
    parts[name], parts[other] = parts[other], parts[name]


def _part_packed(parts: dict[str, bytes], name: str, _chance: random.Random) -> None:
    parts[name] = zlib.compress(parts[name])


_TOKEN = re.compile(rb"<[^>]*>|[^<]+")
_VALUE = re.compile(rb'="[^"]*"')
_VALUES = (b"", b"-1", b"0", b"99999999999999999999", b"x", b"true", b"1e400", b"NaN", b"&#0;")


def _part_elements(parts: dict[str, bytes], name: str, chance: random.Random) -> None:
    """Elements and texts of XML gone, doubled or swapped: mostly what a parser still reads."""
    tokens = _TOKEN.findall(parts[name])
    for _ in range(chance.randint(1, 4)):
        if not tokens:
            return
        at = chance.randrange(len(tokens))
        way = chance.randrange(4)
        if way == 0:
            del tokens[at]
        elif way == 1:
            tokens.insert(at, tokens[at])
        elif way == 2:
            other = chance.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            tokens[at] = _VALUE.sub(lambda _: b'="' + chance.choice(_VALUES) + b'"', tokens[at])
    parts[name] = b"".join(tokens)


def _part_values(parts: dict[str, bytes], name: str, chance: random.Random) -> None:
    """One value of an attribute, or one text between two tags, as something strange."""
    content = parts[name]
    found = list(_VALUE.finditer(content)) + list(re.finditer(rb"(?<=>)[^<]+(?=<)", content))
    if not found:
        return
    one = chance.choice(found)
    strange = chance.choice((*_VALUES, b"9" * 5000, b"\xe4\xb8\x80" * 40_000))
    new = b'="' + strange + b'"' if one.group().startswith(b'="') else strange
    parts[name] = content[: one.start()] + new + content[one.end() :]


_PARTS: tuple[Callable[[dict[str, bytes], str, random.Random], None], ...] = (
    *(_part_bytes, _part_elements, _part_elements, _part_values, _part_values, _part_values),
    *(_part_gone, _part_swapped, _part_packed),
)
