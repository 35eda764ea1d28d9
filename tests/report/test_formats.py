"""Findings for programs: JSON and annotations."""

import io
import json

from wardbook.checks import Checked, Skipped
from wardbook.findings import Finding, Mark, error, info, warning
from wardbook.report.formats import write_findings
from wardbook.report.github import as_annotations

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
            "reason": "not checked, because the theme's fonts or words are missing or can't be used"
            " (wardbook doctor says why)",
        }
    ]


def test_annotations_cannot_be_broken_by_what_is_in_a_file() -> None:
    nasty = error("R202", Mark("a,b:c%.yml", 3, 4), kind="form", id="100%\n::error::fake", near="")
    lines = list(as_annotations(nasty, "en"))
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


def test_a_report_for_gitlab_names_each_place_once() -> None:
    """The service shows one entry of those that bear one sign, and knows an entry by it when lines moved."""
    there = Mark("a.yml", 3, 1), Mark("a.yml", 9, 1), Mark("b.yml", 2, 2)
    entries = json.loads(written((warning("T303", *there), error("S016")), "gitlab"))
    places = [(one["location"]["path"], one["location"]["lines"]["begin"]) for one in entries]
    assert places == [("a.yml", 3), ("a.yml", 9), ("b.yml", 2), ("plan_source/site.yml", 1)]
    assert [one["severity"] for one in entries] == ["minor"] * 3 + ["critical"]
    assert {one["check_name"] for one in entries} == {"T303", "S016"}
    assert all(one["description"] for one in entries)
    signs = [one["fingerprint"] for one in entries]
    assert len(set(signs)) == 4
    lower = tuple(Mark(mark.file, mark.line + 5, 1) for mark in there)
    moved = json.loads(written((warning("T303", *lower), error("S016")), "gitlab"))
    assert [one["fingerprint"] for one in moved] == signs
