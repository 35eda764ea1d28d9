"""How findings look, and that every code has its words in both languages."""

import ast
import io
import json
import re
import string
from pathlib import Path

import pytest
from wardbook.checks import Checked, Skipped
from wardbook.findings import Finding, Mark, error, info, warning
from wardbook.report import report

GENERATOR = Path(report.__file__).parent.parent
CODE = re.compile(r"[A-Z]\d{3}")
PLACE = Mark("plan_source/procedures/pharmacy.yml", 2, 12)
SOURCES = {PLACE.file: "steps:\n    needs: [prescripton]\n"}
FINDING = error("R202", PLACE, kind="form", id="prescripton", near="prescription")


def codes_in(source: str) -> set[str]:
    """Every finding's code that a module makes."""
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    }


USED = {
    code for path in GENERATOR.rglob("*.py") for code in codes_in(path.read_text(encoding="utf-8"))
}


def holes(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


def written(
    findings: tuple[Finding, ...],
    form: str,
    language: str = "en",
    skipped: tuple[Skipped, ...] = (),
) -> str:
    stream = io.StringIO()
    report.write_findings(Checked(findings, skipped), SOURCES, form, language, stream)
    return stream.getvalue()


def test_codes_are_found_in_source() -> None:
    assert codes_in('x = error("R202", mark)\ny = "R20"\nz = "a R202"') == {"R202"}
    assert len(USED) > 90


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_code_has_words_and_no_words_are_left_over(language: str) -> None:
    assert set(report.codes(language)) == USED


def test_languages_say_the_same_things() -> None:
    english, chinese = report.codes("en"), report.codes("zh")
    for code in english:
        assert holes(english[code].message) == holes(chinese[code].message), code
        assert holes(english[code].hint) == holes(chinese[code].hint), code
    for key, line in report.lines("en").items():
        assert holes(line) == holes(report.lines("zh")[key]), key
    assert set(report.lines("en")) == set(report.lines("zh"))


def test_no_line_is_left_over() -> None:
    sources = [path.read_text(encoding="utf-8") for path in GENERATOR.rglob("*.py")]
    families = (
        "skipped_",
        "job_",
        "kind_",
        "need_",
        "account_",
        "entry_",
        "risk_",
        "figure_",
    )  # looked up with the rest of the key computed
    for key in report.lines("en"):
        quoted = re.compile(f"[\"']{key}[\"']")
        assert key.startswith(families) or any(quoted.search(source) for source in sources), key


@pytest.mark.parametrize("code", sorted(USED))
def test_explanations_say_what_and_why(code: str) -> None:
    english, chinese = report.codes("en")[code], report.codes("zh")[code]
    assert english.hint and chinese.hint
    assert 2 <= len(re.findall(r"[.?!:](?=\s|$)", english.explain)) <= 6
    assert re.search(r"[。！？]$", chinese.explain)
    assert re.search(r"[㐀-鿿]", chinese.message)


def test_examples_belong_to_codes() -> None:
    assert set(report.examples()) <= USED


def test_text_shows_place_source_and_what_was_meant() -> None:
    assert written((FINDING,), "text") == (
        'plan_source/procedures/pharmacy.yml:2:12: error R202: there is no form "prescripton"\n'
        "     2 |     needs: [prescripton]\n"
        '  hint: did you mean "prescription"?\n'
        "errors: 1, warnings: 0, notes: 0\n"
    )


def test_chinese_names_the_kinds_in_chinese() -> None:
    assert "没有单据“prescripton”" in written((FINDING,), "text", "zh")
    assert "是不是“prescription”？" in written((FINDING,), "text", "zh")


def test_other_places_are_listed_and_many_are_counted() -> None:
    many = warning("T303", *(Mark("a.yml", line, 1) for line in range(1, 21)))
    text = written((many,), "text")
    assert "also: a.yml:2:1" in text
    assert "a.yml:14:1" not in text
    assert "and 7 more places" in text


def test_a_finding_without_a_file_has_no_place() -> None:
    assert written((error("G106"),), "text").startswith("error G106: Graphviz")


def test_source_never_steers_the_terminal() -> None:
    sources = {"a.yml": "x: \x1b[2Jy\u202ez\u2028\n"}
    finding = error(
        "R202",
        Mark("a\x1b.yml", 1, 1),
        Mark("b\x07.yml", 1, 1),
        kind="form",
        id="\x1b[31m",
        near="",
    )
    text = "\n".join(
        report.as_text(finding, sources, "en")
        + report.as_text(error("T303", Mark("a.yml", 1, 4)), sources, "en")
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", text)
    assert r"x: \x1b[2Jy\u202ez\u2028" in text


@pytest.mark.parametrize(("column", "shown"), [(1, "START"), (1500, "MIDDLE"), (3000, "FINISH")])
def test_long_lines_are_cut_around_the_place(column: int, shown: str) -> None:
    line = "START" + "a" * 1494 + "MIDDLE" + "b" * 1494 + "FINISH"
    (quoted,) = [
        row
        for row in report.as_text(error("T303", Mark("a.yml", 1, column)), {"a.yml": line}, "en")
        if " | " in row
    ]
    assert shown in quoted
    assert "…" in quoted
    assert len(quoted) < 180


def test_colours_are_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in written((FINDING,), "text")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;31merror" in written((FINDING,), "text")


def test_json_is_whole_and_plain() -> None:
    data = json.loads(
        written((FINDING, info("G106")), "json", skipped=(Skipped("glyphs", "no_fonts"),))
    )
    assert data["findings"][0] == {
        "code": "R202",
        "severity": "error",
        "message": 'there is no form "prescripton"',
        "hint": 'did you mean "prescription"?',
        "places": [{"file": PLACE.file, "line": 2, "column": 12}],
        "arguments": {"kind": "form", "id": "prescripton", "near": "prescription"},
    }
    assert data["skipped"] == [
        {
            "rule": "glyphs",
            "reason": "not checked, because the theme's fonts are missing or can't be used (wardbook doctor says why)",
        }
    ]


def test_annotations_cannot_be_broken_by_what_is_in_a_file() -> None:
    nasty = error("R202", Mark("a,b:c%.yml", 3, 4), kind="form", id="100%\n::error::fake", near="")
    lines = list(report.as_annotations(nasty, "en"))
    assert len(lines) == 1
    assert "\n" not in lines[0]
    assert lines[0].startswith("::error file=a%2Cb%3Ac%25.yml,line=3,col=4,title=R202::")
    assert "100%25" in lines[0]


def test_each_place_is_annotated_with_its_severity() -> None:
    lines = written(
        (warning("T303", Mark("a.yml", 1, 1), Mark("b.yml", 2, 2)),), "github"
    ).splitlines()
    assert [line.split("::")[1].split(",")[0] for line in lines[:2]] == [
        "warning file=a.yml",
        "warning file=b.yml",
    ]


def test_skipped_checks_are_named() -> None:
    text = written((), "text", skipped=(Skipped("glyphs", "no_fonts"),))
    why = "not checked, because the theme's fonts are missing or can't be used (wardbook doctor says why)"
    assert text == f"glyphs: {why}\nNo findings.\n"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "ZH_TW"}, "zh"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_language_of_messages_by_locale(environ: dict[str, str], language: str) -> None:
    assert report.ui_language(environ) == language


def test_explain_knows_codes_in_any_case_and_what_was_meant() -> None:
    found, text = report.explain_text("l105", "en")
    assert found
    assert "{zh: …, en: …}" in text
    assert "✓" in text
    found, text = report.explain_text("R22", "en")
    assert not found
    assert "R202" in text
