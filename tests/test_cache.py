"""Freshness is decided by content, never by modification times."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from wardbook.build import up_to_date
from wardbook.build.up_to_date import inputs_fingerprint, is_fresh, remember
from wardbook.folders import CACHE

MANIFEST = "manifest.json"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "plan_source"
    (folder / "forms").mkdir(parents=True)
    (folder / "site.yml").write_text("title: x\n", encoding="utf-8")
    (folder / "forms/slip.yml").write_text("id: slip\n", encoding="utf-8")
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "a.html").write_text("page", encoding="utf-8")
    digest = hashlib.sha256(b"page").hexdigest()
    files = [{"path": "a.html", "bytes": 4, "sha256": digest}]
    (folder / MANIFEST).write_text(json.dumps({"files": files}), encoding="utf-8")
    return folder


def of(*roots: Path, options: tuple[object, ...] = ("staff",)) -> str:
    return inputs_fingerprint(roots, options)


def test_a_touched_file_is_the_same(source: Path) -> None:
    before = of(source)
    os.utime(source / "site.yml", (1, 1))
    assert of(source) == before


def test_the_folders_place_does_not_matter(source: Path, tmp_path: Path) -> None:
    before = of(source)
    (tmp_path / "elsewhere").mkdir()
    moved = source.rename(tmp_path / "elsewhere/plan_source")
    assert of(moved) == before


def test_content_names_new_files_and_moves_count(source: Path) -> None:
    seen = {of(source)}
    (source / "site.yml").write_text("title: y\n", encoding="utf-8")
    seen.add(of(source))
    (source / "forms/new.yml").write_text("", encoding="utf-8")
    seen.add(of(source))
    (source / "forms/new.yml").rename(source / "forms/other.yml")
    seen.add(of(source))
    (source / "forms/other.yml").rename(source / "other.yml")
    seen.add(of(source))
    assert len(seen) == 5


def test_names_and_content_do_not_run_together(tmp_path: Path) -> None:
    one, two = tmp_path / "1/a", tmp_path / "2/a"
    one.mkdir(parents=True)
    two.mkdir(parents=True)
    (one / "ab").write_text("c")
    (two / "a").write_text("bc")
    assert of(one) != of(two)


def test_options_and_tools_count(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = of(source)
    assert of(source, options=("public",)) != before
    assert of(source, options=("staff", None)) != before
    with monkeypatch.context() as other_tools:
        other_tools.setattr(up_to_date.metadata, "version", lambda _: "0.0")
        assert of(source) != before
    assert of(source) == before
    monkeypatch.setattr(up_to_date, "version_of", lambda part: f"another {part.name}")
    assert of(source) != before


def test_byte_code_does_not_count(source: Path) -> None:
    before = of(source)
    (source / "__pycache__").mkdir()
    (source / "__pycache__/x.pyc").write_bytes(b"x")
    assert of(source) == before


def test_a_single_file_is_a_root_too(source: Path) -> None:
    before = of(source / "site.yml")
    (source / "site.yml").write_text("title: y\n", encoding="utf-8")
    assert of(source / "site.yml") != before


def test_remembered_is_fresh_until_something_differs(tmp_path: Path, target: Path) -> None:
    assert not is_fresh(tmp_path, target, "inputs", MANIFEST)
    remember(tmp_path, target, "inputs", MANIFEST)
    assert is_fresh(tmp_path, target, "inputs", MANIFEST)
    assert not is_fresh(tmp_path, target, "others", MANIFEST)
    assert not is_fresh(tmp_path, tmp_path / "partial", "inputs", MANIFEST)
    text = (target / MANIFEST).read_text(encoding="utf-8")
    (target / MANIFEST).write_text(f"{text} ", encoding="utf-8")
    assert not is_fresh(tmp_path, target, "inputs", MANIFEST)
    (target / MANIFEST).unlink()
    assert not is_fresh(tmp_path, target, "inputs", MANIFEST)


def test_targets_are_remembered_side_by_side(tmp_path: Path, target: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / MANIFEST).write_text('{"files": []}', encoding="utf-8")
    remember(tmp_path, target, "one", MANIFEST)
    remember(tmp_path, other, "two", MANIFEST)
    assert is_fresh(tmp_path, target, "one", MANIFEST)
    assert is_fresh(tmp_path, other, "two", MANIFEST)
    assert [path.name for path in (tmp_path / CACHE).iterdir()] == ["build.json"]


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda path: path.write_text("half of it"),
        lambda path: path.write_text(""),
        lambda path: path.write_text("pagf"),  # as long as it was
    ],
)
def test_what_somebody_took_away_is_made_again(
    tmp_path: Path, target: Path, spoil: Callable[[Path], object]
) -> None:
    remember(tmp_path, target, "inputs", MANIFEST)
    spoil(target / "a.html")
    assert not is_fresh(tmp_path, target, "inputs", MANIFEST)


def test_targets_that_are_gone_are_forgotten(tmp_path: Path, target: Path) -> None:
    remember(tmp_path, target, "inputs", MANIFEST)
    moved = target.rename(tmp_path / "elsewhere")
    remember(tmp_path, moved, "inputs", MANIFEST)
    assert list(json.loads((tmp_path / CACHE / "build.json").read_text(encoding="utf-8"))) == [
        str(moved)
    ]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b'{"x": 3}'])
def test_a_spoilt_record_means_build_again(tmp_path: Path, target: Path, content: bytes) -> None:
    remember(tmp_path, target, "inputs", MANIFEST)
    (tmp_path / CACHE / "build.json").write_bytes(content)
    assert not is_fresh(tmp_path, target, "inputs", MANIFEST)
    remember(tmp_path, target, "inputs", MANIFEST)
    assert is_fresh(tmp_path, target, "inputs", MANIFEST)


def test_the_record_is_readable(tmp_path: Path, target: Path) -> None:
    remember(tmp_path, target, "inputs", MANIFEST)
    (record,) = json.loads((tmp_path / CACHE / "build.json").read_text(encoding="utf-8")).values()
    assert record[0] == "inputs"
