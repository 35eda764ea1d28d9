"""What is no whole and harmless file of Word is refused in a clear line, and nothing is written."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wardbook.cli import main
from wardbook.word import packages

from tests.word.office_files import styled


def run(project: Path, *arguments: object) -> Result:
    said = ["--ui-language", "en", "--project", str(project), *map(str, arguments)]
    return CliRunner().invoke(main, said, catch_exceptions=False)


@cache
def good() -> bytes:
    """A file that is taken."""
    return styled().content


def changed(parts: dict[str, bytes]) -> bytes:
    """A good file with other parts."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good())) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good())) as packed:
        return packed.read(name)


DOCUMENT = "word/document.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def with_entity() -> bytes:
    content = part(DOCUMENT)
    head, _, rest = content.partition(b"?>")
    return changed({DOCUMENT: head + b"?>" + ENTITY + rest.replace(b"General", b"&e;")})


def macro_types() -> bytes:
    types = part("[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    return changed({"[Content_Types].xml": types})


def endless() -> bytes:
    rows = b"<w:p/>" * 10_001
    return changed({DOCUMENT: part(DOCUMENT).replace(b"<w:sectPr", rows + b"<w:sectPr")})


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "renamed .doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "X621"),
    "no ZIP": (lambda: b"<html>a page that was saved as .docx</html>", "X620"),
    "cut off": (lambda: good()[:3000], "X620"),
    "empty": (lambda: b"", "X620"),
    "another ZIP": (lambda: b"PK\x03\x04" + bytes(30), "X620"),
    "part without end": (lambda: changed({DOCUMENT: part(DOCUMENT)[:500]}), "X620"),
    "macros": (lambda: changed({"word/vbaProject.bin": b"x"}), "X622"),
    "macros by type": (macro_types, "X622"),
    "external entity": (with_entity, "X620"),
    "bomb": (lambda: changed({"word/media/big.xml": bytes(packages.TEXT_MOST + 1)}), "X623"),
    "endless": (endless, "X623"),
    "spreadsheet": (lambda: changed({"word/document.xml": b"<workbook/>"}), "X620"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_finding_and_nothing_is_written(
    name: str, clinic: Path, tmp_path: Path
) -> None:
    make, code = BAD[name]
    source = tmp_path / "plan.docx"
    source.write_bytes(make())
    before = sorted(clinic.glob("plan_source/**/*"))
    result = run(clinic, "import", "plan", source, "--report", tmp_path / "account.html")
    assert (result.exit_code, result.stderr.count("error X"), result.stdout) == (1, 1, "")
    assert f"plan.docx: error {code}" in result.stderr
    assert sorted(clinic.glob("plan_source/**/*")) == before
    assert not (tmp_path / "account.html").exists()


@pytest.mark.parametrize("text", ["x\n\n" * 10_001, "[" * 40_000, "x" * 40_000])
def test_a_text_longer_than_any_plan_is_refused(text: str, clinic: Path, tmp_path: Path) -> None:
    source = tmp_path / "plan.md"
    source.write_text(text, encoding="utf-8")
    result = run(clinic, "import", "plan", source)
    assert (result.exit_code, "error X623" in result.stderr) == (1, True)


def test_text_in_no_known_encoding_is_refused(clinic: Path, tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_bytes(bytes(range(128, 256)) * 40)
    result = run(clinic, "import", "plan", source)
    assert (result.exit_code, "error X624" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plan.pdf", "no file that a plan can be drafted from"),
        ("plan.md", "holds no words"),
        ("none.docx", "none.docx"),
    ],
)
def test_what_is_no_source_is_said_in_a_line(
    name: str, words: str, clinic: Path, tmp_path: Path
) -> None:
    if name != "none.docx":
        (tmp_path / name).write_text("\n\n", encoding="utf-8")
    result = run(clinic, "import", "plan", tmp_path / name)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert words in result.stderr
