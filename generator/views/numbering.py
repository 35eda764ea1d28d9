"""Numbers of chapters, computed from their position: ids are identity, numbers are presentation."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def han(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals: 一, 十, 十一, 二十, 二十三."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def roman(number: int) -> str:
    """A number in Roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def chapter_number(style: str, language: str, position: tuple[int, ...]) -> str:
    """The number before a chapter's title, punctuation included. Styles: `chinese` (一、 （一） 1. (1); in other
    languages I. A. 1. (1)). Levels below the fourth repeat the fourth's form."""
    assert style == "chinese", style
    last, level = position[-1], min(len(position), 4)
    if level >= 3:
        return f"{last}." if level == 3 else f"({last})"
    if language.startswith("zh"):
        return f"{han(last)}、" if level == 1 else f"（{han(last)}）"
    return f"{roman(last)}." if level == 1 else f"{letters(last)}."


def chapter_path(style: str, language: str, position: tuple[int, ...]) -> str:
    """The whole number of a chapter for references: 三（二）1; in English III.B.1."""
    parts = [chapter_number(style, language, position[: level + 1]) for level in range(len(position))]
    return "".join(part.rstrip("、") for part in parts).rstrip(".")
