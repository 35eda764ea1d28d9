"""How findings look to people who read them on a terminal."""

import io
import re

import pytest
from wardbook.checks import Checked, Skipped
from wardbook.findings import Finding, Mark, error, info, warning
from wardbook.report.findings_text import as_text, write_brief
from wardbook.report.formats import write_findings

PLACE = Mark("plan_source/procedures/pharmacy.yml", 2, 12)
SOURCES = {PLACE.file: "steps:\n    needs: [prescripton]\n"}
FINDING = error("R202", PLACE, kind="form", id="prescripton", near="prescription")


def written(
    findings: tuple[Finding, ...],
    form: str,
    language: str = "en",
    skipped: tuple[Skipped, ...] = (),
) -> str:
    stream = io.StringIO()
    write_findings(Checked(findings, skipped), SOURCES, form, language, stream)
    return stream.getvalue()


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
        as_text(finding, sources, "en") + as_text(error("T303", Mark("a.yml", 1, 4)), sources, "en")
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", text)
    assert r"x: \x1b[2Jy\u202ez\u2028" in text


@pytest.mark.parametrize(("column", "shown"), [(1, "START"), (1500, "MIDDLE"), (3000, "FINISH")])
def test_long_lines_are_cut_around_the_place(column: int, shown: str) -> None:
    line = "START" + "a" * 1494 + "MIDDLE" + "b" * 1494 + "FINISH"
    (quoted,) = [
        row
        for row in as_text(error("T303", Mark("a.yml", 1, column)), {"a.yml": line}, "en")
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


def test_skipped_checks_are_named() -> None:
    text = written((), "text", skipped=(Skipped("glyphs", "no_fonts"),))
    reason = "not checked, because the theme's fonts or words are missing or can't be used"
    assert text == f"glyphs: {reason} (wardbook doctor says why)\nNo findings.\n"


def brief(findings: tuple[Finding, ...], skipped: tuple[Skipped, ...] = ()) -> list[str]:
    """The lines of a build's findings without what stands below their messages."""
    stream = io.StringIO()
    write_brief(Checked(findings, skipped), SOURCES, "en", stream, "wardbook check")
    return [line for line in stream.getvalue().splitlines() if not line.startswith("  ")]


def test_a_build_shows_warnings_then_errors_and_counts_notes() -> None:
    waiting = Skipped("pack", "rule_ask")
    said = brief((FINDING, info("A102", PLACE), warning("T303", PLACE)), (waiting, waiting))
    assert [line.split(" ")[1] for line in said[:2]] == ["warning", "error"]
    assert said[2:] == [
        "errors: 1, warnings: 1, notes: 1. Notes and checks that could not run (2): wardbook check"
    ]
    assert brief((info("A102", PLACE),)) == [
        "errors: 0, warnings: 0, notes: 1. To list them: wardbook check"
    ]


def test_a_build_without_notes_names_no_command() -> None:
    assert brief((warning("T303", PLACE),))[-1] == "errors: 0, warnings: 1, notes: 0"
