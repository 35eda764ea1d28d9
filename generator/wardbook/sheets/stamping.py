"""Fingerprints and stamps: what a leaf says at its foot of the edition that it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from wardbook.findings import Mark
from wardbook.plan.project import Project
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetSources
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import MUL, Sheet, Stamp, Stamped, fingerprint, short_fingerprint
from wardbook.sheets.sheet_set import SheetSet
from wardbook.sheets.units import gathered_sheet


def stamped_sheets(sources: SheetSources, content: SheetSet) -> dict[str, Stamped]:
    """Each sheet with its fingerprint and stamp."""
    sheets = {}
    for id, sheet in content.sheets.items():
        sheets[id] = stamped(sources.localizer, sources.form_localizers[0], sheet)
    return sheets


def stamped_units(
    localizer: Localizer,
    content: SheetSet,
    sheets: Mapping[str, Stamped],
    manuals: Iterable[Manual],
) -> dict[str, Stamped]:
    """The units of several sheets, and parts. Their fingerprint is made of those of their
    sheets."""
    found = {}
    for manual in manuals:
        for unit in manual.units:
            if len(unit.sheets) > 1 or unit.part:
                whole = gathered_sheet(localizer, unit, content.sheets)
                parts = "".join(sheets[id].fingerprint for id in unit.sheets)
                full = hashlib.sha256(parts.encode()).hexdigest()
                stamp = _stamp(localizer, full)
                found[unit.id] = Stamped(whole, full, _of_edition(localizer, whole, full, stamp))
    return found


def edition_words(localizer: Localizer) -> str:
    """What is said of the edition as a whole: on covers, on the site."""
    site = localizer.project.site
    key = f"stamp_{site.status}"
    if is_draft(localizer.project) and localizer.project.edition(str(site.edition.id)):
        key = "stamp_after"  # the next edition has no name yet
    return localizer.say(key, id=site.edition.id, date=localizer.day(site.edition.date))


def is_draft(project: Project) -> bool:
    """Whether the plan is being written, and its leaves say so."""
    return str(project.site.status) == "draft"


def stamped(localizer: Localizer, form_localizer: Localizer, sheet: Sheet) -> Stamped:
    """A sheet with its fingerprint and stamp.

    Forms are stamped in the forms' main language, the same in every book.
    """
    own = sheet.key.language == localizer.language
    speaker = localizer if own else form_localizer
    full = fingerprint(sheet)
    stamp = _of_edition(speaker, sheet, full, _stamp(speaker, full))
    if sheet.key.language == MUL and _has_stale(speaker.project, sheet):
        stamp = replace(stamp, edition=f"{stamp.edition} {speaker.say('stamp_stale')}")
    return Stamped(sheet, full, stamp)


def _has_stale(project: Project, sheet: Sheet) -> bool:
    """Whether a text of a form was edited in one language only. Its labels have no room for a mark
    each: the foot says it of the form."""
    return any(mark == Mark(sheet.source.file) for mark, _ in project.stale)


def _stamp(speaker: Localizer, full: str) -> Stamp:
    """What a leaf of this edition says at its foot; `full` is the fingerprint of its content."""
    site = speaker.project.site
    return Stamp(
        organisation=speaker.words(site.organisation),
        edition=edition_words(speaker),
        short=short_fingerprint(full),
        issue=str(site.edition.id),
        draft=is_draft(speaker.project),
        until=speaker.day(site.edition.date + timedelta(days=site.review_days)),
        date=site.edition.date.isoformat(),
        address=str(site.address or ""),
    )


def _of_edition(speaker: Localizer, sheet: Sheet, full: str, stamp: Stamp) -> Stamp:
    """The stamp with the edition in which the sheet last changed: a leaf stays as it is while
    others are issued anew. The copy register is kept between editions, and says so."""
    last = speaker.project.last_edition
    if last is None:
        return stamp
    known = last.sheets.get((sheet.key.id, sheet.key.language, sheet.key.audience))
    is_as_issued = known is not None and known.fingerprint == full
    if stamp.draft:
        return replace(stamp, since=known.since) if known and is_as_issued else stamp
    if known is None or not is_as_issued:
        later = speaker.say("stamp_later", id=last.id, date=speaker.day(last.date))
        return replace(stamp, edition=later)
    day = speaker.day(date.fromisoformat(known.dated))
    words = speaker.say("stamp_issued", id=known.since, date=day)
    return replace(stamp, edition=words, issue=known.since, date=known.dated, since=known.since)
