"""Bytes that nobody should trust: every bad file is a finding with a place, never an exception,
never a wait."""

import os
from pathlib import Path

import pytest
from wardbook.findings import Finding
from wardbook.plan import reader
from wardbook.plan.data import Scalar
from wardbook.plan.reader import (
    LIST_LIMITS,
    MAX_DEPTH,
    PLAN_LIMITS,
    Document,
    Limits,
    read,
    read_text,
)

REGISTRY = "- id: nurse\n  name: {en: Nurse, zh: 护士}\n"


def reading(folder: Path, content: bytes, name: str = "roles.yml") -> Document:
    (folder / name).write_bytes(content)
    return read(folder / name, folder)


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.marks[0])) for finding in findings]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (REGISTRY.encode("gbk"), [("S004", "roles.yml:2:25")]),
        ("# 龘\n- 㐂\n".encode("gb18030"), [("S004", "roles.yml:1:3")]),
        (REGISTRY.encode("utf-16"), [("S004", "roles.yml")]),
        (REGISTRY.encode("utf-8-sig"), [("S005", "roles.yml:1:1")]),
        (b"\xff\xff\xff", [("S004", "roles.yml:1:1")]),
        (b"", [("S016", "roles.yml")]),
        (b"# only a comment\n", [("S016", "roles.yml")]),
        (b"- id: \x00x\n", [("S022", "roles.yml:1:7")]),
        (b"- id: a\n- id: \x1b[31mred\n", [("S022", "roles.yml:2:7")]),
        (b"[" * 200_000, [("S014", f"roles.yml:1:{MAX_DEPTH + 1}")]),
        (b"- id: a\n- id: " + b"[" * 2000, [("S014", f"roles.yml:2:{MAX_DEPTH + 5}")]),
        (b"{a: " * 200_000, [("S014", f"roles.yml:1:{4 * MAX_DEPTH + 1}")]),
        (b"- " * 200_000, [("S014", f"roles.yml:1:{2 * MAX_DEPTH + 1}")]),
        (b"- \xf0\x9f\x98", [("S004", "roles.yml:1:3")]),
        (b"%YAML 9.9\n---\n- a\n", [("S021", "roles.yml:1:1")]),
        (b"- 'no end\n", [("S024", "roles.yml:1:3")]),
        (b"a: [b", [("S025", "roles.yml:1:4")]),
        (b"@at: x\n", [("S028", "roles.yml:1:1")]),
        (b"&a [*a]", [("S010", "roles.yml:1:1")]),
    ],
)
def test_bad_bytes_are_a_finding_with_a_place(
    tmp_path: Path, content: bytes, found: list[tuple[str, str]]
) -> None:
    assert said(reading(tmp_path, content).findings) == found


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("- {id: a, name: Beispiel für Notfälle, à côté, café}\n".encode("cp1252"), "Windows-1252"),
        (REGISTRY.encode("gbk"), "GBK / GB18030"),
        (b"\xff\xff\xff\x00", "?"),
    ],
)
def test_the_encoding_of_a_file_that_is_not_utf_8_is_named(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    (finding,) = reading(tmp_path, content).findings
    assert (finding.code, dict(finding.arguments)["encoding"]) == ("S004", encoding)


def test_encodings_are_named(tmp_path: Path) -> None:
    (finding,) = reading(tmp_path, REGISTRY.encode("gbk")).findings
    assert dict(finding.arguments)["encoding"] == "GBK / GB18030"


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    document = reading(tmp_path, "id: nurse".encode("utf-8-sig"))
    assert isinstance(document.data, dict)
    assert next(key for key in document.data if isinstance(key, Scalar)) == "id"


def test_a_file_at_the_limit_is_read_and_one_over_it_is_not(tmp_path: Path) -> None:
    line = b"- " + b"0" * 9_997 + b"\n"
    full = (line * (PLAN_LIMITS.size // len(line) + 1))[: PLAN_LIMITS.size - 1] + b"\n"
    assert reading(tmp_path, full).findings == ()
    assert said(reading(tmp_path, full + b"\n").findings) == [("S002", "roles.yml")]


def test_as_many_values_as_the_limit_are_read_and_one_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "roles.yml"
    path.write_text("a: [b, c]", encoding="utf-8")
    assert read(path, tmp_path, Limits(100, 3)).findings == ()
    assert said(read(path, tmp_path, Limits(100, 2)).findings) == [("S030", "roles.yml:1:8")]


def test_no_file_within_its_size_can_fill_the_memory() -> None:
    """Two bytes a value is the least that YAML allows."""
    assert PLAN_LIMITS.values * 2 <= PLAN_LIMITS.size
    assert LIST_LIMITS.values <= 2 * PLAN_LIMITS.values


def test_text_at_hand_says_what_its_file_would(tmp_path: Path) -> None:
    text = "- a: b\r\n- {en: Who calls?, zh: 谁}\r\n- 'x\u2028y'\r- \ufeffz\n"
    (tmp_path / "roles.yml").write_bytes(text.encode())
    assert read_text(text, "roles.yml") == read(tmp_path / "roles.yml", tmp_path)


def test_depth_at_the_limit_is_read(tmp_path: Path) -> None:
    assert reading(tmp_path, b"[" * MAX_DEPTH + b"a" + b"]" * MAX_DEPTH).findings == ()


def test_a_folder_and_a_pipe_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "folder.yml").mkdir()
    os.mkfifo(tmp_path / "pipe.yml")
    assert said(read(tmp_path / "folder.yml", tmp_path).findings) == [("S003", "folder.yml")]
    assert said(read(tmp_path / "pipe.yml", tmp_path).findings) == [("S003", "pipe.yml")]
    reasons = [
        dict(read(tmp_path / name, tmp_path).findings[0].arguments)["reason"]
        for name in ("folder.yml", "pipe.yml")
    ]
    assert reasons == ["Is a directory", "Not a file"]


def test_a_file_without_rights_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "roles.yml").write_text(REGISTRY)
    monkeypatch.setattr(
        Path, "read_bytes", refuse
    )  # root may read everything, so the system is asked to refuse
    (finding,) = read(tmp_path / "roles.yml", tmp_path).findings
    assert finding.code == "S003"
    assert dict(finding.arguments)["reason"] == "Permission denied"


def test_links_may_lead_inside_only(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "secret.yml").write_text(REGISTRY)
    (project / "real.yml").write_text(REGISTRY)
    for name, target in {
        "out": "../secret.yml",
        "in": "real.yml",
        "circle": "circle.yml",
        "nowhere": "gone.yml",
    }.items():
        (project / f"{name}.yml").symlink_to(target)
    codes = {
        name: said(read(project / f"{name}.yml", project).findings)
        for name in ("out", "in", "circle", "nowhere")
    }
    assert codes == {
        "out": [("S001", "out.yml")],
        "in": [],
        "circle": [("S003", "circle.yml")],
        "nowhere": [("S003", "nowhere.yml")],
    }


def test_a_name_that_is_not_text_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.yml"
    Path(os.fsdecode(path)).write_text(REGISTRY)
    assert read(Path(os.fsdecode(path)), tmp_path).file.encode("utf-8")


def test_every_scalar_is_text_as_written(tmp_path: Path) -> None:
    document = reading(tmp_path, b"[0123, 12:30, no, 2026-11-01, 1.10, ~, 0x1F, '', null]")
    assert document.data == ["0123", "12:30", "no", "2026-11-01", "1.10", "~", "0x1F", "", "null"]


def test_places_count_characters_and_every_kind_of_line_end(tmp_path: Path) -> None:
    document = reading(tmp_path, "- 护士: 甲\r\n- 乙\r- 丙\u2028- 丁\n".encode())
    marks = [str(item.mark) for item in document.data[1:] if isinstance(item, Scalar)]  # type: ignore[index,union-attr]
    assert marks == ["roles.yml:2:3", "roles.yml:3:3", "roles.yml:4:3"]
    assert len(document.text.split("\n")) == 5


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(
    ("line", "commented"),
    [
        ("see room # 3", True),
        ("see room#3", False),
        ("'see room' # 3", False),
        ('"see room # 3"', False),
        ("see room", False),
        ("{a: b} # 3", False),
    ],
)
def test_a_comment_behind_plain_text_is_seen_by_both_parsers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: str, line: str, commented: bool
) -> None:
    monkeypatch.setattr(reader, "_LOADER", getattr(reader.yaml, loader))
    document = reading(tmp_path, f"key: {line}\nlast: x\n".encode())
    assert isinstance(document.data, dict)
    assert getattr(document.data["key"], "commented", False) is commented


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("先打电话，\n  再填单", "先打电话，再填单"),
        ("信息安全技术 事件分级\n  指南", "信息安全技术 事件分级指南"),
        ("甲 乙\n  甲\n  乙", "甲 乙甲乙"),
        ("用\n  HIS\n  发药", "用 HIS 发药"),
        ("第 3 步", "第 3 步"),
        ("one\n  步", "one 步"),
        ("先打电话\n\n  再填单", "先打电话\n再填单"),
        ("'先''打''电话\n  再填 单'", "先'打'电话再填 单"),
        ('"先\\"打\\"电话\n  再填 单"', '先"打"电话再填 单'),
        ('"先\\x41打\n  再"', "先A打 再"),
        ("|\n  先打\n  电话 再\n\n  填单\n", "先打电话 再\n填单"),
        (">-\n  先打\n  电话 再\n\n  填单\n", "先打电话 再\n填单"),
        ("{zh: 先打\n  电话 再填, en: a}", "先打电话 再填"),
    ],
)
def test_a_fold_between_chinese_characters_leaves_no_space_and_an_authors_space_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: str, source: str, text: str
) -> None:
    monkeypatch.setattr(reader, "_LOADER", getattr(reader.yaml, loader))
    document = reading(tmp_path, f"key: {source}\nlast: x\n".encode())
    assert isinstance(document.data, dict)
    value = document.data["key"]
    assert (value["zh"] if isinstance(value, dict) else value) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("|\n  one\n  line\n\n  two\n", "one line\ntwo"),
        (">\n  one\n  line\n\n  two\n", "one line\ntwo\n"),
        ("one\n  line\n\n  two\n", "one line\ntwo"),
        ("'one\n  line\n\n  two'\n", "one line\ntwo"),
    ],
)
def test_a_blank_line_makes_a_paragraph_in_every_style(
    tmp_path: Path, source: str, text: str
) -> None:
    document = reading(tmp_path, f"key: {source}".encode())
    assert isinstance(document.data, dict)
    assert document.data["key"] == text
