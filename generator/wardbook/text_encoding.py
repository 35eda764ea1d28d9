"""In which encoding a text file of people's programs is written: told by what its bytes say, never
by whether they decode.

What decodes is not therefore right: `38°C` of Western Windows decodes as GBK too, as 38癈. Each
encoding is judged by how many of its characters are such as texts are made of.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LOOK = 4000
"""Bytes that are looked at for zeros: half of what UTF-16 makes of plain text are such."""
_JUDGED = 20_000
"""Characters beyond ASCII that are judged: more of them say the same."""
_LIKELY = 0.8
"""Share of usual characters from which an encoding may be the right one."""
_KOREAN_LETTERS = 12
"""Different syllables from which a text is Korean: fewer may be Chinese by chance, whose bytes are
the same."""
_LATIN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽž"
    "°±²³µ·×÷½¼¾ºª§€£¥©®™«»–—‘’“”„…•\xa0"
)
"""What Western Europe writes beyond ASCII: one or two together between other letters."""
_INSIDE_A_WORD = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f](?=[A-Za-z])")
"""A single sign between Latin letters: no text of the East has it."""
_LATIN_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff]{1,2}(?![\x80-\xff])")


@dataclass(frozen=True)
class DecodedText:
    """A file's text, and what its encoding is called. `is_guess`: nothing in the file says so."""

    text: str
    encoding: str
    is_guess: bool = False


def is_traditional(character: str) -> bool:
    """Whether a character belongs to traditional Chinese alone."""
    return _encodes(character, "big5") and not _encodes(character, "gb2312")


def _encodes(character: str, codec: str) -> bool:
    try:
        return character > "\x7f" and bool(character.encode(codec))
    except UnicodeEncodeError:
        return False


def decoded(raw: bytes) -> DecodedText | None:
    """The text of a file: UTF-8, UTF-16, else the encoding that its bytes make likely. None where
    there is no such one: a wrong guess would make names and units unreadable."""
    for mark, codec, name in _MARKED:
        if raw.startswith(mark):
            return _decoded_as(raw, codec, name)
    wide = _without_mark(raw[:_LOOK])
    if wide:
        return _decoded_as(raw, wide, "UTF-16")
    plain = _decoded_as(raw, "utf-8", "UTF-8")
    if plain:
        return plain
    return _likely(raw)


def _decoded_as(raw: bytes, codec: str, name: str, *, is_guess: bool = False) -> DecodedText | None:
    try:
        return DecodedText(raw.decode(codec), name, is_guess)
    except UnicodeDecodeError:
        return None


def _without_mark(head: bytes) -> str:
    """The codec of UTF-16 without its mark: every other byte of plain text is zero."""
    if head[1::2].count(0) * 3 > len(head):
        return "utf-16-le"
    if head[0::2].count(0) * 3 > len(head):
        return "utf-16-be"
    return ""


def _likely(raw: bytes) -> DecodedText | None:
    """The text in the encoding whose share of usual characters is highest; None where that is low.

    What is read of a Chinese text in the encodings of its neighbours is unusual in parts, and so
    the other way round: of equal ones the first is right."""
    if b"\0" in raw:  # no text of these encodings holds one
        return None
    best: DecodedText | None = None
    highest = _LIKELY
    for codec, name, share in _JUDGES:
        found = _decoded_as(raw, codec, name, is_guess=True)
        if found is None:
            continue
        own = share(found.text)
        if own > highest or (best is None and own == highest):
            best, highest = found, own
    return best


def _of_two_bytes(codec: str, usual: Callable[[int, int], bool]) -> Callable[[str], float]:
    """How to judge an encoding whose letters have two bytes: by the share of those of which `usual`
    says, of both bytes, that texts are made of such."""

    def share(text: str) -> float:
        letters = _beyond_ascii(text)
        inside_words = len(_INSIDE_A_WORD.findall(text))
        found = 0
        for letter in letters:
            written = letter.encode(codec)
            found += int(len(written) == 2 and usual(*written))
        return (found - inside_words) / len(letters)

    return share


def _beyond_ascii(text: str) -> list[str]:
    """The letters beyond ASCII, as many as are judged."""
    found: list[str] = []
    for letter in text:
        if letter > "\x7f":
            found.append(letter)
            if len(found) == _JUDGED:
                break
    return found


def _is_simplified(first: int, second: int) -> bool:
    """Whether GB 2312 has the character: simplified Chinese is written with it, and its signs."""
    return second >= 0xA1 and (0xA1 <= first <= 0xA3 or 0xB0 <= first <= 0xF7)


def _is_traditional(first: int, _second: int) -> bool:
    """Whether it is one of the 5,401 usual characters of Big5, or a sign."""
    return 0xA1 <= first <= 0xC6


def _is_japanese(first: int, _second: int) -> bool:
    """Whether it is a kana, a sign or a usual character of Japanese."""
    return 0x81 <= first <= 0x84 or 0x88 <= first <= 0x98


def _korean_share(text: str) -> float:
    """1 for a text of Korean syllables alone; 0 for any other."""
    letters = set(_beyond_ascii(text))
    if len(letters) < _KOREAN_LETTERS:
        return 0.0
    return float(all("가" <= letter <= "힣" for letter in letters))


def _latin_share(text: str) -> float:
    """Share of the bytes beyond ASCII that stand alone or in twos and are letters or signs of
    Western Europe."""
    raw = text.encode("cp1252")
    alone = 0
    for few in _LATIN_ALONE.findall(raw):
        if _LATIN.issuperset(few.decode("cp1252")):
            alone += len(few)
    return alone / sum(byte > 0x7F for byte in raw)


_JUDGES: tuple[tuple[str, str, Callable[[str], float]], ...] = (
    ("cp949", "EUC-KR", _korean_share),
    ("gb18030", "GBK", _of_two_bytes("gb18030", _is_simplified)),
    ("big5", "Big5", _of_two_bytes("big5", _is_traditional)),
    ("cp932", "Shift-JIS", _of_two_bytes("cp932", _is_japanese)),
    ("cp1252", "Windows-1252", _latin_share),
)
"""Codec, what people call it, and how it is judged; of equal ones the first is taken."""
