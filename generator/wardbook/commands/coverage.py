"""`wardbook coverage`: which element of the plan meets which rule, what is missing, what was skipped and why."""

from __future__ import annotations

import csv
import difflib
import io
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from wardbook.commands.pipeline import load_checked, stopped
from wardbook.findings import Severity
from wardbook.options import FOUND, OK, WRONG_USE, Options
from wardbook.plan.model.pack import RulePack
from wardbook.plan.project import Project
from wardbook.report.messages import printable
from wardbook.report.progress import Progress
from wardbook.rules.coverage import Standing, State, coverage
from wardbook.rules.library import chosen, known
from wardbook.rules.probes.registry import wanted
from wardbook.sheets.books import localizer_for
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.coverage import CoverageView, RuleRow, coverage_view, source_words
from wardbook.spreadsheets.worksheets import guarded

_LISTED_MOST = 6
"""Places that a rule lists on a terminal; JSON and CSV have all."""


def show(options: Options, pack: str | None) -> int:
    """Write how the rules of the packs that are switched on stand (`pack`: of this one, switched on or not), as text, JSON
    or CSV. FOUND when something is missing that a rule requires by itself."""
    progress = Progress(sys.stderr, options.ui_language)
    loaded, checked = load_checked(options)
    project = loaded.project
    if project is None or any(finding.blocks for finding in checked.findings):
        return stopped(options, loaded, checked)
    packs = _packs(project, pack)
    if not packs:
        near = difflib.get_close_matches(pack or "", known(project), 1)
        asked = {"id": near[0]} if near else {}
        key = "coverage_near" if near else "coverage_unknown" if pack else "coverage_none"
        progress.say(key, known=", ".join(known(project)), **asked)
        return WRONG_USE if pack else OK
    day = project.site.packs_as_of or options.today or project.site.edition.date
    standings = coverage(project, day, packs)
    language = (
        options.ui_language if options.ui_language in project.languages else project.languages[0]
    )
    sys.stdout.write(_written(options.form, localizer_for(project, language), standings, day))
    required = (
        one for one in standings if one.state is State.MISSING and one.severity is Severity.WARNING
    )
    return FOUND if any(required) else OK


def _packs(project: Project, pack: str | None) -> tuple[RulePack, ...]:
    packs = known(project)
    return ((packs[pack],) if pack in packs else ()) if pack else chosen(project)


def _written(form: str, localizer: Localizer, standings: Sequence[Standing], day: date) -> str:
    if form == "json":
        return json.dumps(as_data(localizer, standings, day), ensure_ascii=False, indent=1) + "\n"
    view = coverage_view(localizer, standings, day)
    return as_csv(localizer, view, standings) if form == "csv" else as_text(view, standings)


def as_text(view: CoverageView, standings: Sequence[Standing]) -> str:
    """Pack by pack, a rule a paragraph: how it stands, what it asks, what answers it, and where that is written."""
    by_rule = {str(one.rule.id): one for one in standings}
    lines = [view.title, view.intro, view.total]
    for group in view.groups:
        lines += ["", f"{group.id}: {group.title}", *(f"  {source}" for source in group.sources)]
        for row in group.rows:
            lines += ["", *_paragraph(row, by_rule[row.id])]
    return "".join(f"{printable(line)}\n" for line in lines)


def _paragraph(row: RuleRow, one: Standing) -> Iterator[str]:
    head = " · ".join(part for part in (row.id, row.source, row.clause, row.basis) if part)
    yield f"  [{row.status}] {head}"
    yield f"    {row.text}"
    if row.answer:
        yield f"    → {_plain(row)}"
    if marks := _marks(one):
        yield f"      {', '.join(marks[:_LISTED_MOST])}{'…' if len(marks) > _LISTED_MOST else ''}"


def _marks(one: Standing) -> list[str]:
    """Where it is written what meets the rule; for one that is missing, where something has to be added."""
    places = one.gaps if one.state is State.MISSING else one.places
    return list(dict.fromkeys(str(place.mark) for place in places))


def _plain(row: RuleRow) -> str:
    return "".join(run.text for run in row.answer)


def as_csv(localizer: Localizer, view: CoverageView, standings: Sequence[Standing]) -> str:
    """A row a rule, in the words of the annex. A cell never starts a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        (
            "pack",
            "rule",
            "source",
            "clause",
            "kind",
            "source_read",
            "text",
            "state",
            "answer",
            "places",
        )
    )
    rows = {row.id: row for group in view.groups for row in group.rows}
    for one in standings:
        row = rows[str(one.rule.id)]
        read = "yes" if one.rule.source_read else "no"
        cells = (
            one.pack.id,
            row.id,
            source_words(localizer, one.instrument),
            row.clause,
            one.rule.kind,
            read,
        )
        writer.writerow(
            [
                guarded(str(cell))
                for cell in (*cells, row.text, one.state, _plain(row), " ".join(_marks(one)))
            ]
        )
    return text.getvalue()


def as_data(localizer: Localizer, standings: Sequence[Standing], day: date) -> dict[str, Any]:
    """Every rule with what it rests on, how it stands, and each place by reference, file and line."""
    return {"as_of": day.isoformat(), "rules": [_rule(localizer, one) for one in standings]}


def _rule(localizer: Localizer, one: Standing) -> dict[str, Any]:
    said: dict[str, Any] = {
        "pack": str(one.pack.id),
        "rule": str(one.rule.id),
        "instrument": dict(one.instrument.title.raw),
        "number": dict(one.instrument.number.raw) if one.instrument.number else None,
        "clause": localizer.words(one.rule.clause) or None,
        "kind": str(one.rule.kind),
        "force": str(one.instrument.force),
        "source_read": one.rule.source_read,
        "from": one.start.isoformat() if one.start else None,
        "until": one.end.isoformat() if one.end else None,
        "text": dict(one.rule.text.raw),
        "severity": str(one.severity),
        "state": str(one.state),
        "places": [_place(place) for place in one.places],
        "gaps": [_place(place) for place in one.gaps],
        "lacks": [{"probe": probe, "text": dict(wanted()[probe].raw)} for probe in one.lacks],
        "confirmed": _confirmed(one),
    }
    return {key: value for key, value in said.items() if value not in (None, [])}


def _place(place: Any) -> dict[str, Any]:
    return {"refers": str(place), "file": place.mark.file, "line": place.mark.line}


def _confirmed(one: Standing) -> dict[str, Any] | None:
    found = one.confirmed
    return (
        {"by": found.by.id, "date": found.date.isoformat(), "how": dict(found.how.raw)}
        if found
        else None
    )
