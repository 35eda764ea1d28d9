"""How the coverage of rules looks on a terminal, in a spreadsheet and as data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from wardbook.plan.text import Link
from wardbook.report.coverage_departments import (
    CoveredDepartment,
    answer,
    covered_departments,
    departments_data,
    departments_text,
)
from wardbook.report.messages import printable
from wardbook.rules.coverage import Standing, State
from wardbook.rules.probes.registry import wanted
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.coverage_annex import CoverageView, RuleRow, coverage_view, source_words
from wardbook.spreadsheets.csv_files import guarded

_LISTED_MOST = 6
"""Places that a rule lists on a terminal; JSON and CSV have all."""
_COLUMNS = (
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


def coverage_text(localizer: Localizer, standings: Sequence[Standing], day: date) -> str:
    """Pack by pack, a rule a paragraph: how it stands, what it asks, what answers it, and where
    that is written; then the departments."""
    view = coverage_view(localizer, standings, day)
    by_rule = {str(one.rule.id): one for one in standings}
    lines = [view.title, view.intro, view.total]
    for group in view.groups:
        lines += ["", f"{group.id}: {group.title}"]
        for source in group.sources:
            lines.append(f"  {source}")
        for row in group.rows:
            lines += ["", *_paragraph(row, by_rule[row.id])]
    departments = departments_text(localizer)
    if not standings:
        return departments
    text = "\n".join(map(printable, lines)) + "\n"
    return f"{text}\n{departments}" if departments else text


def _paragraph(row: RuleRow, one: Standing) -> Iterator[str]:
    head = " · ".join(filter(None, (row.id, row.source, row.clause, row.basis)))
    yield f"  [{row.status}] {head}"
    yield f"    {row.text}"
    if row.answer:
        yield f"    → {_plain(row)}"
    marks = _marks(one)
    if marks:
        more = "…" if len(marks) > _LISTED_MOST else ""
        yield f"      {', '.join(marks[:_LISTED_MOST])}{more}"


def _marks(one: Standing) -> list[str]:
    """Where it is written what meets the rule; for one that is missing, where something has to be
    added."""
    places = one.gaps if one.state is State.MISSING else one.places
    return list(dict.fromkeys(str(place.mark) for place in places))


def _plain(row: RuleRow) -> str:
    return "".join(run.text for run in row.answer)


def coverage_csv(localizer: Localizer, standings: Sequence[Standing], day: date) -> str:
    """A row a rule, in the words of the annex, then a row a department. A cell never starts a
    formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    rows = _rows_by_rule(coverage_view(localizer, standings, day))
    for one in standings:
        cells = _cells(localizer, one, rows[str(one.rule.id)])
        writer.writerow(map(guarded, cells))
    for department in covered_departments(localizer.project):
        writer.writerow(map(guarded, _department_cells(localizer, department)))
    return text.getvalue()


def _department_cells(localizer: Localizer, one: CoveredDepartment) -> tuple[str, ...]:
    """A cell for each of `_COLUMNS`: a department is no rule, and has no source and no clause."""
    return (
        "",
        f"department:{one.department.id}",
        "",
        "",
        "",
        "",
        localizer.words(one.department.name),
        str(one.state),
        answer(localizer, one),
        str(one.mark),
    )


def _rows_by_rule(view: CoverageView) -> dict[str, RuleRow]:
    rows = {}
    for group in view.groups:
        for row in group.rows:
            rows[row.id] = row
    return rows


def _cells(localizer: Localizer, one: Standing, row: RuleRow) -> tuple[str, ...]:
    """A cell for each of `_COLUMNS`."""
    return (
        str(one.pack.id),
        row.id,
        source_words(localizer, one.instrument),
        row.clause,
        str(one.rule.kind),
        "yes" if one.rule.source_read else "no",
        row.text,
        str(one.state),
        _plain(row),
        " ".join(_marks(one)),
    )


def coverage_json(localizer: Localizer, standings: Sequence[Standing], day: date) -> str:
    """Every rule with what it rests on, how it stands, and each place by reference, file and
    line; every department in scope."""
    rules = [_rule(localizer, one) for one in standings]
    departments = departments_data(localizer.project)
    data = {"as_of": day.isoformat(), "rules": rules, "departments": departments}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _rule(localizer: Localizer, one: Standing) -> dict[str, Any]:
    """What is known of a rule; what is not is left out."""
    number = one.instrument.number
    said: dict[str, Any] = {
        "pack": str(one.pack.id),
        "rule": str(one.rule.id),
        "instrument": dict(one.instrument.title.raw),
        "number": dict(number.raw) if number else None,
        "clause": localizer.words(one.rule.clause) or None,
        "kind": str(one.rule.kind),
        "force": str(one.instrument.force),
        "source_read": one.rule.source_read,
        "from": _day(one.start),
        "until": _day(one.end),
        "text": dict(one.rule.text.raw),
        "severity": str(one.severity),
        "state": str(one.state),
        "places": list(map(_place, one.places)),
        "gaps": list(map(_place, one.gaps)),
        "lacks": list(map(_lacking, one.lacks)),
        "confirmed": _confirmed(one),
    }
    for key in list(said):
        if said[key] is None or said[key] == []:
            del said[key]
    return said


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place(place: Link) -> dict[str, Any]:
    return {"refers": str(place), "file": place.mark.file, "line": place.mark.line}


def _lacking(probe: str) -> dict[str, Any]:
    return {"probe": probe, "text": dict(wanted()[probe].raw)}


def _confirmed(one: Standing) -> dict[str, Any] | None:
    found = one.confirmed
    if found is None:
        return None
    return {"by": found.by.id, "date": found.date.isoformat(), "how": dict(found.how.raw)}
