"""How findings and progress look: text, JSON, GitHub annotations. Findings carry codes; their words are looked up here."""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TextIO, TypeVar

import yaml
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.text import Text

from wardbook.checks import Checked
from wardbook.checks.waivers import WAIVABLE_ERRORS
from wardbook.findings import Finding, Mark, Severity
from wardbook.output import OutputFile
from wardbook.rules.probes.registry import wanted

_MESSAGES = Path(__file__).parent / "messages"
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
_LINE_MOST = 160
_PLACES_MOST = 12
_TERMS = ("kind", "wanted", "phase", "status")
"""Arguments that hold a word of the plan language; `terms` of the messages name it."""
_LACKS = "lacks"
"""Argument that holds the name of a probe; the probe's own words say what it looks for."""


@dataclass(frozen=True)
class Words:
    """What a code says: the message with its places, how to mend it, and the long explanation."""

    message: str
    hint: str
    explain: str


@cache
def codes(language: str) -> Mapping[str, Words]:
    """Every code's words in a language."""
    return {code: Words(**entry) for code, entry in _file(language)["codes"].items()}


def lines(language: str) -> Mapping[str, str]:
    """The program's own lines (progress, summaries) in a language."""
    found: Mapping[str, str] = _file(language)["lines"]
    return found


def families(language: str) -> Mapping[str, str]:
    """Families of codes by their first letter, in the order of the guide."""
    found: Mapping[str, str] = _file(language)["families"]
    return found


def examples() -> Mapping[str, str]:
    """Wrong and right ways of writing by code; they need no translation, and not every code has one."""
    return _file("examples")


@cache
def _file(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.load(
        (_MESSAGES / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )
    return found


def ui_language(environ: Mapping[str, str]) -> str:
    """The language of messages by the locale: zh for a Chinese one, else en."""
    locale = next(
        (environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), ""
    )
    return "zh" if locale.lower().startswith("zh") else "en"


def message(finding: Finding, language: str) -> str:
    """What is wrong, in one sentence."""
    return _filled(codes(language)[finding.code].message, finding, language)


def hint(finding: Finding, language: str) -> str:
    """How to mend it; the id that was probably meant comes first."""
    near = dict(finding.arguments).get("near", "")
    if near:
        return lines(language)["did_you_mean"].format(near=printable(near))
    return _filled(codes(language)[finding.code].hint, finding, language)


def _filled(pattern: str, finding: Finding, language: str) -> str:
    """The pattern with its places filled; kinds and phases, which are words of the language, by their names."""
    terms = _file(language)["terms"]
    values = {
        name: " / ".join(terms.get(word, word) for word in value.split(" / "))
        if name in _TERMS
        else value
        for name, value in finding.arguments
    }
    if _LACKS in values:
        values[_LACKS] = wanted()[values[_LACKS]].words(language)
    return pattern.format(**{name: printable(value) for name, value in values.items()})


def write_findings(
    checked: Checked, sources: Mapping[str, str], form: str, language: str, stream: TextIO
) -> None:
    """Write findings as `text`, `json` or `github` annotations, then what was skipped and a summary."""
    if form == "json":
        stream.write(as_json(checked, language) + "\n")
    elif form == "github":
        stream.writelines(
            f"{line}\n"
            for finding in checked.findings
            for line in as_annotations(finding, language)
        )
        stream.writelines(f"{line}\n" for line in _skipped(checked, language))
        stream.write(summary(checked, language) + "\n")
    else:
        _write_text(checked, sources, language, stream)


def _write_text(
    checked: Checked, sources: Mapping[str, str], language: str, stream: TextIO
) -> None:
    console = Console(file=stream, soft_wrap=True, highlight=False)
    for finding in checked.findings:
        place, said, *rest = as_text(finding, sources, language)
        severity = Text(f"{finding.severity} ", _COLOURS[finding.severity])
        console.print(Text(place) + severity + Text(said))
        for line in rest:
            console.print(Text(line, style="dim" if line.startswith("  ") else ""))
    for line in _skipped(checked, language):
        console.print(Text(line))
    console.print(Text(summary(checked, language)))


def _skipped(checked: Checked, language: str) -> Iterator[str]:
    """A line for each check that could not run, with the reason."""
    for skipped in checked.skipped:
        yield printable(f"{skipped.rule}: {lines(language)['skipped_' + skipped.reason]}")


def as_text(finding: Finding, sources: Mapping[str, str], language: str) -> list[str]:
    """A finding as people read it: its place, its code and message (the severity goes between them), the line it is
    about, hint, its other places."""
    first = finding.marks[0] if finding.marks else Mark("")
    place = f"{printable(str(first))}: " if first.file else ""
    said = [place, f"{finding.code}: {message(finding, language)}"]
    if quoted := _quoted(first, sources):
        said.append(quoted)
    if advice := hint(finding, language):
        said.append(f"  {lines(language)['hint']}{advice}")
    others = finding.marks[1:]
    said += [f"  {lines(language)['also']}{printable(str(mark))}" for mark in others[:_PLACES_MOST]]
    if len(others) > _PLACES_MOST:
        said.append(f"  {lines(language)['more'].format(count=len(others) - _PLACES_MOST)}")
    return said


def _quoted(mark: Mark, sources: Mapping[str, str]) -> str:
    """The source line with its number, cut around the place; empty when the place is a whole file."""
    text = sources.get(mark.file, "").split("\n")
    if not 1 <= mark.line <= len(text) or not text[mark.line - 1].strip():
        return ""
    line = text[mark.line - 1]
    if len(line) > _LINE_MOST:
        begin = max(0, min(mark.column - 1 - _LINE_MOST // 3, len(line) - _LINE_MOST))
        cut = line[begin : begin + _LINE_MOST]
        line = ("…" if begin else "") + cut + ("…" if begin + _LINE_MOST < len(line) else "")
    return f"  {mark.line:>4} | {printable(line)}"


def printable(text: str) -> str:
    """Control characters made visible: a file's content never steers the terminal or breaks an annotation."""
    return "".join(
        letter
        if unicodedata.category(letter) not in _STEERING
        else letter.encode("unicode-escape").decode("ascii")
        for letter in text
    )


def as_json(checked: Checked, language: str) -> str:
    """Findings, waived findings with their reasons, and skipped checks as JSON."""
    findings = [_plain(finding, language) for finding in checked.findings]
    waived = [
        {
            **_plain(one.finding, language),
            "reason": dict(one.waiver.reason.raw),
            "until": one.waiver.until.isoformat(),
        }
        for one in checked.waived
    ]
    skipped = [
        {"rule": entry.rule, "reason": lines(language)["skipped_" + entry.reason]}
        for entry in checked.skipped
    ]
    return json.dumps(
        {"findings": findings, "waived": waived, "skipped": skipped}, ensure_ascii=False, indent=1
    )


def _plain(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": message(finding, language),
        "hint": hint(finding, language),
        "places": [
            {"file": mark.file, "line": mark.line, "column": mark.column} for mark in finding.marks
        ],
        "arguments": dict(finding.arguments),
    }


def as_annotations(finding: Finding, language: str) -> Iterator[str]:
    """GitHub workflow commands: one for each place, so that each changed line shows it."""
    text = message(finding, language)
    if advice := hint(finding, language):
        text += f"\n{advice}"
    for mark in finding.marks[:_PLACES_MOST] or (Mark(""),):
        places = {
            "file": mark.file,
            "line": str(mark.line or 1),
            "col": str(mark.column or 1),
            "title": finding.code,
        }
        said = ",".join(
            f"{name}={_escaped(value, ':,')}" for name, value in places.items() if value
        )
        yield f"::{_GITHUB[finding.severity]} {said}::{_escaped(text)}"


def _escaped(text: str, also: str = "") -> str:
    for letter in "%\r\n" + also:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def summary(checked: Checked, language: str) -> str:
    """How many errors, warnings and notes, and how many findings are waived."""
    findings = checked.findings
    counts = {
        str(severity): sum(finding.severity is severity for finding in findings)
        for severity in Severity
    }
    key = "summary_clean" if not findings else "summary"
    said = lines(language)[key].format(
        errors=counts["error"], warnings=counts["warning"], notes=counts["info"]
    )
    return said + (
        lines(language)["waived"].format(count=len(checked.waived)) if checked.waived else ""
    )


def explain_text(code: str, language: str) -> tuple[bool, str]:
    """Whether the code exists, and its explanation (or what was probably meant)."""
    known = codes(language)
    entry, example = known.get(code.upper()), examples().get(code.upper(), "").rstrip()
    if entry:
        waivable = lines(language)["waivable"] if code.upper() in WAIVABLE_ERRORS else ""
        return True, "\n\n".join(
            part
            for part in (
                f"{code.upper()}  {entry.message}",
                entry.explain,
                entry.hint,
                waivable,
                example,
            )
            if part
        ).replace("{{", "{").replace("}}", "}")
    near = difflib.get_close_matches(code.upper(), known, 3, 0.5)
    return False, lines(language)["unknown_code"].format(
        code=printable(code), near=", ".join(near) or ", ".join(sorted(known))
    )


class Named(Protocol):
    """A piece of work that progress shows by its name."""

    @property
    def name(self) -> str:
        """Kind and language: `draw_zh`."""


Work = TypeVar("Work", bound=Named)


class Progress:
    """Progress of a build: a bar on a terminal, plain lines elsewhere. `within`: another command says where to look."""

    def __init__(self, stream: TextIO, language: str, *, within: bool = False) -> None:
        self._within = within
        self._console = Console(file=stream, soft_wrap=True, highlight=False)
        self._lines = lines(language)

    def say(self, key: str, **values: object) -> None:
        """One line of the program's own."""
        self._console.print(Text(self._lines[key].format(**values)))

    def follow(
        self, jobs: Sequence[Work], results: Iterable[tuple[Work, Any]]
    ) -> Iterator[tuple[Work, Any]]:
        """Results as they come. Jobs of one name are one piece of work to the reader."""
        left = Counter(job.name for job in jobs)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Bar(
            *columns, console=self._console, transient=True, disable=not self._console.is_terminal
        ) as bar:
            task = bar.add_task(self._lines["building"], total=len(jobs))
            for job, result in results:
                left[job.name] -= 1
                bar.update(task, advance=1, description=self._name(job.name))
                if not left[job.name] and not self._console.is_terminal:
                    self.say("job_done", name=self._name(job.name))
                yield job, result

    def done(self, files: Sequence[OutputFile], target: Path, index: Path, seconds: float) -> None:
        """The figures at the end of a build, and where to look."""
        for kind in ("manual", "card", "form"):
            found = [made for made in files if made.kind == kind]
            if found:
                self.say(
                    "made",
                    kind=self._lines[f"kind_{kind}"],
                    files=len(found),
                    pages=sum(made.pages for made in found),
                )
        if not self._within:
            self.say("build_done", seconds=f"{seconds:.1f}", target=target, index=index)

    def _name(self, job: str) -> str:
        kind, _, language = job.partition("_")
        return self._lines[f"job_{kind}"].format(language=language)
