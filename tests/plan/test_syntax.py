"""What the YAML library says is said in our words, the same for both of its parsers, at the place
where people look."""

from pathlib import Path

import pytest
import yaml
from wardbook.plan import reader
from wardbook.report.messages import message

WRONG = {
    "a:\n  en: Read: the name\n": ["S023 2:11"],
    "a:\n  - b\n - c\n": ["S026 3:2"],
    "a:\n  b: 1\n   c: 2\n": ["S026 3:5"],
    "a:\n  b: 1\n c: 2\n": ["S026 3:2"],
    "a: - b\n": ["S026 1:4"],
    "- a\nb: c\n": ["S026 2:1"],
    "a: 1\n- b\n": ["S026 2:1"],
    'a: "abc\nb: c\n': ["S024 1:4 3:1"],
    "a: 'abc\nb: c\n": ["S024 1:4 3:1"],
    'a: "x "y" z"\nb: 1\n': ["S024 1:8"],
    "a: 'don't'\n": ["S024 1:9"],
    'zh: "foo\nen: "bar"\n': ["S024 1:5 2:6"],
    'zh: "foo\nen: " bar"\n': ["S024 1:5 2:7"],
    'zh: "foo\nen: "bar: baz"\n': ["S024 1:5 2:6"],
    'a: 1\nzh: "foo\n\nb: ""\n': ["S024 2:5 4:5"],
    'x: {zh: "foo, en: "bar"}\n': ["S024 1:9 1:20"],
    'x: {zh: "foo\n  bar", en: b]\n': ["S025 1:4 2:14"],
    "a: [x, y\nb: c\n": ["S025 1:4 2:2"],
    "a: {x: 1, y: 2\nb: c\n": ["S025 1:4 2:2"],
    "a: {x: 1 y: 2}\n": ["S025 1:4 1:11"],
    # In braces a colon may stand in a sentence, or a comma may be missing before it
    "a: {zh: 甲, en: Act: in order}\n": ["S023 1:19"],
    "a: {zh: 甲, en: act: in order}\n": ["S023 1:19"],
    "a: {zh: 甲 en: Act}\n": ["S025 1:4 1:13"],
    "a: [1]]\nb: 2\n": ["S025 1:7"],
    "a: {b: 1}}\n": ["S025 1:10"],
    "a: 1\nb\nc: 2\n": ["S027 2:1 3:1"],
    "a: 1\nb：2\nc: 3\n": ["S032 2:2"],
    "a: 1\nb：{c: 2, d: 3}\n": ["S032 2:2"],
    # What looks like a space, a comma, a hyphen, and is none
    "- a: 1\n  b: 2\n\u00a0 c: 3\n": ["S032 3:1"],
    "a: 1\nb:\u00a02\nc: 3\n": ["S032 2:3"],
    "a: {zh: b，en: c}\n": ["S032 1:10"],
    "a:\n  - b\n  – c: d\n": ["S032 3:3"],
    "a:\n  b: ｛zh: c, en: d｝\n": ["S032 2:6"],
    "- ｛zh: c, en: d｝\n": ["S032 1:3"],
    "a: {zh: c, en: d｝\nb: e\n": ["S032 1:17"],
    "a: [b, c］\nd: e\n": ["S032 1:9"],
    "a: ［b: c, d]\n": ["S032 1:4"],
    "a: 1\nzh: 注意：甲\nb c\nd: 3\n": ["S027 3:1 4:1"],
    "a:\n  zh:甲\n  en: b\n": ["S027 2:3 3:5"],
    "a: @x\n": ["S028 1:4"],
    "a: %x\n": ["S028 1:4"],
    "a: *\n": ["S028 1:5"],
    "a: , x\n": ["S028 1:4"],
    "a:\n\t- b\n": ["S020 2:1"],
    "a: | text\n  b\n": ["S021 1:6"],
}


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_LOADER", getattr(yaml, request.param))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", WRONG, ids=repr)
def test_the_mistake_is_named_where_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text, encoding="utf-8")
    found = reader.read(path, tmp_path).findings
    shown = [
        " ".join((one.code, *(f"{mark.line}:{mark.column}" for mark in one.marks))) for one in found
    ]
    assert shown == WRONG[text]


def test_a_backslash_in_double_quotes_is_explained(tmp_path: Path) -> None:
    """The two parsers differ by a column here."""
    path = tmp_path / "x.yml"
    path.write_text('a: "C:\\temp\\queue"\n', encoding="utf-8")
    (finding,) = reader.read(path, tmp_path).findings
    assert finding.code == "S029"


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text", [text for text, found in WRONG.items() if not found[0].startswith("S021")], ids=repr
)
def test_the_chinese_interface_shows_no_english(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text, encoding="utf-8")
    for finding in reader.read(path, tmp_path).findings:
        assert not any(
            word in message(finding, "zh")
            for word in ("expected", "found", "while", "mapping", "context")
        )
