"""Drawn sheets in the cache: found by what they say and how it looks, forgotten when nothing uses them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.findings import Mark
from wardbook.pdf.drawn_sheets import Bookmark, Drawn, DrawnSheets, Typeface

from tests.pdf import samples

FACE = Typeface(
    "Noto Sans SC", "NotoSansSC-Regular.otf", {17: "补", 42: "录"}, {17: 1000, 42: 1000}
)
DRAWN = Drawn(
    b"%PDF",
    2,
    (Bookmark("B-1 补录", 0, 1, 36.5, 700.0),),
    {"x": (1, 36.5, 700.0)},
    {"ABCDEF": FACE},
)


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    store = DrawnSheets(tmp_path / "sheets", "look")
    assert store.find("some") is None
    store.keep("some", DRAWN)
    assert store.find("some") == DRAWN


def test_half_a_drawing_is_none(tmp_path: Path) -> None:
    store = DrawnSheets(tmp_path, "look")
    store.keep("some", DRAWN)
    (tmp_path / "some.json").write_text('{"pages": 2', encoding="utf-8")
    assert store.find("some") is None


@pytest.mark.parametrize("kind", ["json", "pdf"])
def test_a_drawing_with_a_bit_turned_is_none(kind: str, tmp_path: Path) -> None:
    store = DrawnSheets(tmp_path, "look")
    store.keep("some", DRAWN)
    path = tmp_path / f"some.{kind}"
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert store.find("some") is None, at
    for spoiled in (b"", whole[:-1], whole + b" "):
        path.write_bytes(spoiled)
        assert store.find("some") is None
    path.write_bytes(whole)
    assert store.find("some") == DRAWN


def test_two_drawings_that_were_swapped_are_none(tmp_path: Path) -> None:
    store = DrawnSheets(tmp_path, "look")
    store.keep("one", DRAWN)
    store.keep("other", replace(DRAWN, pages=3))
    for kind in ("json", "pdf"):
        one, other = tmp_path / f"one.{kind}", tmp_path / f"other.{kind}"
        one.rename(tmp_path / "between")
        other.rename(one)
        (tmp_path / "between").rename(other)
    assert store.find("one") is None and store.find("other") is None


def test_words_and_look_decide_not_the_line_they_stand_on(tmp_path: Path) -> None:
    store, sheet = DrawnSheets(tmp_path, "look"), samples.card(3)
    moved = replace(
        sheet, sheet=replace(sheet.sheet, source=Mark("plan_source/departments.yml", 99, 3))
    )
    assert store.key(sheet, "2026-11-20") == store.key(moved, "2026-11-20")
    others = (
        store.key(samples.card(4), "2026-11-20"),
        store.key(sheet, "2026-11-21"),
        DrawnSheets(tmp_path, "other look").key(sheet, "2026-11-20"),
    )
    assert len({store.key(sheet, "2026-11-20"), *others}) == 4


def test_what_nothing_uses_any_more_is_forgotten(tmp_path: Path) -> None:
    store = DrawnSheets(tmp_path, "look")
    for name in ("old", "used", "new"):
        store.keep(name, DRAWN)
    for name in ("old", "used"):
        for kind in ("json", "pdf"):
            os.utime(tmp_path / f"{name}.{kind}", (0, 0))
    assert store.find("used") == DRAWN
    store.prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "new.json",
        "new.pdf",
        "used.json",
        "used.pdf",
    ]
