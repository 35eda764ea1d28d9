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


def faults(css: str) -> list[str]:
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    small = [size for size in SIZE.findall(plain) if float(size) < 8]
    return (
        [match[0] for match in CLIPPING.finditer(plain)]
        + small
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
    ],
)
def test_the_guard_sees(css: str) -> None:
    assert faults(css)


@pytest.mark.parametrize(
    "css", ["td { line-height: 1.2; min-height: 8mm }", "p { font-size: 8pt }", "/* height: 2mm */"]
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
