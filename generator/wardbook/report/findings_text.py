"""Findings as text that people read, on a terminal or in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TextIO

from rich.console import Console
from rich.text import Text

from wardbook import program
from wardbook.checks import Checked, Skipped
from wardbook.findings import Finding, Mark, Severity
from wardbook.report.messages import hint, lines, message, printable

PLACES_MOST = 12
"""Places of one finding that are written out; the others are counted."""
_LINE_MOST = 160
"""Letters of a quoted source line."""
_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFO: "bold blue",
}


def write_text(checked: Checked, sources: Mapping[str, str], language: str, stream: TextIO) -> None:
    """Write findings, what was skipped and a summary; in colour where `stream` is a terminal.

    `sources` are the texts of the files by name, for the lines that findings are about.
    """
    console = Console(file=stream, soft_wrap=True, highlight=False)
    for finding in checked.findings:
        _write(finding, sources, language, console)
    for line in skipped_lines(checked, language):
        console.print(Text(line))
    console.print(Text(summary(checked, language)))


def write_brief(
    checked: Checked, sources: Mapping[str, str], language: str, stream: TextIO, command: str
) -> None:
    """Write what whoever builds must know: warnings, then errors, and last the summary, with the
    command that lists notes and checks that could not run, if there are some."""
    console = Console(file=stream, soft_wrap=True, highlight=False)
    for severity in (Severity.WARNING, Severity.ERROR):
        for finding in checked.findings:
            if finding.severity is severity:
                _write(finding, sources, language, console)
    said = summary(checked, language)
    notes = [finding for finding in checked.findings if finding.severity is Severity.INFO]
    if notes or checked.skipped:
        key = "summary_more" if checked.skipped else "summary_notes"
        said += lines(language)[key].format(skipped=len(checked.skipped), command=command)
    console.print(Text(said))


def _write(finding: Finding, sources: Mapping[str, str], language: str, console: Console) -> None:
    """Write one finding with its lines."""
    place, said, *rest = as_text(finding, sources, language)
    severity = Text(f"{finding.severity} ", _COLOURS[finding.severity])
    console.print(Text(place) + severity + Text(said))
    for line in rest:
        console.print(Text(line, style=_style(line)))


def _style(line: str) -> str:
    """Lines below a finding's message are indented, and dim where there is colour."""
    if line.startswith("  "):
        return "dim"
    return ""


def as_text(finding: Finding, sources: Mapping[str, str], language: str) -> list[str]:
    """A finding in lines: its place, its code and message (the severity goes between these two),
    then the source line it is about, the hint and the other places."""
    first = Mark("")
    if finding.marks:
        first = finding.marks[0]
    place = ""
    if first.file:
        place = f"{printable(str(first))}: "
    said = [place, f"{finding.code}: {message(finding, language)}"]
    quoted = _quoted(first, sources)
    if quoted:
        said.append(quoted)
    advice = hint(finding, language, program.command())
    if advice:
        said.append(f"  {lines(language)['hint']}{advice}")
    said.extend(_other_places(finding, language))
    return said


def _other_places(finding: Finding, language: str) -> Iterator[str]:
    """A line for each place after the first; of many only the first dozen, and how many more there
    are."""
    others = finding.marks[1:]
    for mark in others[:PLACES_MOST]:
        yield f"  {lines(language)['also']}{printable(str(mark))}"
    if len(others) > PLACES_MOST:
        yield f"  {lines(language)['more'].format(count=len(others) - PLACES_MOST)}"


def _quoted(mark: Mark, sources: Mapping[str, str]) -> str:
    """The source line with its number, cut around the place; empty when the place is a whole
    file."""
    text = _lines_of(sources.get(mark.file, ""))
    if not 1 <= mark.line <= len(text):
        return ""
    line = text[mark.line - 1]
    if not line.strip():
        return ""
    return f"  {mark.line:>4} | {printable(_cut(line, mark.column))}"


@lru_cache(maxsize=4)  # a list of many thousand rows may have as many findings
def _lines_of(text: str) -> list[str]:
    return text.split("\n")


def _cut(line: str, column: int) -> str:
    """A long line around `column`, a third of what is shown before it."""
    if len(line) <= _LINE_MOST:
        return line
    last_begin = len(line) - _LINE_MOST
    begin = min(column - 1 - _LINE_MOST // 3, last_begin)
    begin = max(0, begin)
    before = "…" if begin else ""
    after = "…" if begin < last_begin else ""
    return before + line[begin : begin + _LINE_MOST] + after


def skipped_lines(checked: Checked, language: str) -> Iterator[str]:
    """A line for each check that could not run, with the reason."""
    for skipped in checked.skipped:
        yield printable(f"{skipped.check}: {skipped_reason(skipped, language)}")


def skipped_reason(skipped: Skipped, language: str) -> str:
    """Why a check could not run."""
    return lines(language)["skipped_" + skipped.reason]


def summary(checked: Checked, language: str) -> str:
    """How many errors, warnings and notes there are, and how many findings are waived."""
    return _counted(checked, language) + _waived(checked, language)


def _counted(checked: Checked, language: str) -> str:
    if not checked.findings:
        return lines(language)["summary_clean"]
    counts = Counter(finding.severity for finding in checked.findings)
    return lines(language)["summary"].format(
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.INFO],
    )


def _waived(checked: Checked, language: str) -> str:
    if not checked.waived:
        return ""
    return lines(language)["waived"].format(count=len(checked.waived))
