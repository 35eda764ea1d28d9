"""The theme's print styles: what would clip words, shrink type or reach outside is not there."""

from __future__ import annotations

import re

import pytest

from tests.pdf.samples import theme

STYLES = sorted((theme() / "print").glob("*.css"))
CLIPPING = re.compile(
    r"(?<![\w-])(height|max-height)\s*:(?!\s*(auto|0)\b)|overflow\s*:\s*(hidden|clip)|text-overflow"
)
SIZE = re.compile(r"font(?:-size)?\s*:\s*(?:calc\()?([\d.]+)pt")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|lab|oklch)\([^)]*\)|\bopacity\s*:")
LINE = re.compile(r"(?:border|outline)[\w-]*\s*:\s*([\d.]+)pt")
HAIRLINE = 0.4
"""Points of a line at least: a thinner one is broken by a laser printer."""
PRINTED = {"#000", "#fff", "#eee", "#ddd"}
"""Black, white, and what is light enough to lie behind letters: any other grey is screened by a laser printer, which eats the strokes
of small type and leaves a hairline dotted."""


def faults(css: str) -> list[str]:
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    small = [size for size in SIZE.findall(plain) if float(size) < 8]
    return (
        [match[0] for match in CLIPPING.finditer(plain)]
        + small
        + [line for line in LINE.findall(plain) if 0 < float(line) < HAIRLINE]
        + [colour for colour in COLOUR.findall(plain) if colour not in PRINTED]
        + re.findall(r"url\(|@import|italic", plain)
    )


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_nothing_clips_shrinks_or_reaches_outside(style: object) -> None:
    assert faults(style.read_text(encoding="utf-8")) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "css",
    [
        "td { height: 8mm }",
        "p { overflow: hidden }",
        "p { font-size: 7.5pt }",
        "a { background: url(x.png) }",
        "p { max-height: 2mm }",
        "p { color: #333 }",
        ":root { --rule-soft: #666 }",
        "p { color: rgb(0 0 0 / 60%) }",
        "p { opacity: 0.6 }",
        "td { border-left: 0.3pt solid #000 }",
    ],
)
def test_the_guard_sees(css: str) -> None:
    assert faults(css)


@pytest.mark.parametrize(
    "css",
    [
        "td { line-height: 1.2; min-height: 8mm }",
        "p { font-size: 8pt }",
        "/* height: 2mm */",
        "p { background: #eee; color: #000 }",
    ],
)
def test_the_guard_stays_silent(css: str) -> None:
    assert not faults(css)


def test_words_stand_in_every_language() -> None:
    keys = [
        {
            line.split(":")[0]
            for line in path.read_text(encoding="utf-8").splitlines()
            if line and line[0] != "#"
        }
        for path in (theme() / "words").glob("*.yml")
    ]
    assert all(found == keys[0] for found in keys)


def test_what_is_held_together_is_styled_as_what_it_stands_in() -> None:
    """Words get an element around what may not break: "10 分钟" in a band's label of a card was
    printed as small as the note below it, and a gap stood behind "3 号" in the place of a box."""
    for sheet in STYLES:
        for line in sheet.read_text(encoding="utf-8").splitlines():
            selectors = line.partition("{")[0].split(",")
            found = [one for one in selectors if re.search(r"[^>+~\s] +span(?![\w.-])", one)]
            found += re.findall(r"[>+~] *(?:\*|:(?!not\([^)]*\.together)[^ {]*)", line)
            assert not found, (sheet.name, line)
