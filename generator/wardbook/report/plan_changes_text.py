"""The difference of two states of a plan as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.editions.affected import AffectedManual, affected_manuals, void_forms
from wardbook.editions.sheet_list import SheetEntry, sheet_changes
from wardbook.editions.shown_on import PlanDifference, ShownChange
from wardbook.report.messages import lines, printable
from wardbook.report.plan_changes_words import ChangeWords
from wardbook.report.sheet_changes_text import codes_of, manual_line

_CHANGES_MOST = 200
"""Changes that a comment on a pull request shows: a longer one is refused there."""


def difference_text(difference: PlanDifference, language: str) -> str:
    """What was edited, where it shows, what has to be printed again: for a terminal."""
    words = lines(language)
    said = [_heading(difference, language)]
    speaker = ChangeWords(difference, language)
    for shown in difference.changes:
        subject, event = speaker.subject(shown.change), speaker.event(shown.change)
        said.append(words["diff_field"].format(field=subject, what=event))
        said.append(f"    {_where(shown, language)}")
    said += _consequences(difference, language, "")
    if len(said) == 1:
        said.append(words["diff_none"])
    return "\n".join(map(printable, said)) + "\n"


def difference_markdown(difference: PlanDifference, language: str) -> str:
    """The same as Markdown, for the comment on a pull request."""
    words = lines(language)
    speaker = ChangeWords(difference, language)
    said = [f"### {_heading(difference, language)}", ""]
    for shown in difference.changes[:_CHANGES_MOST]:
        subject, event = speaker.subject(shown.change), speaker.event(shown.change)
        told = words["diff_field"].format(field=f"**{_plain(subject)}**", what=_plain(event))
        said.append(f"- {told}  ")
        said.append(f"  {_plain(_where(shown, language))}")
    rest = len(difference.changes) - _CHANGES_MOST
    if rest > 0:
        said.append(f"- {words['changes_more'].format(count=rest).strip()}")
    said += ["", *_consequences(difference, language, "- ")]
    if not difference.changes and len(said) == 3:
        said.append(words["diff_none"])
    return "\n".join(map(printable, said)).rstrip() + "\n"


def _plain(text: str) -> str:
    """Text in which nothing is Markdown or HTML."""
    for sign in "\\`*_<>[]|#":
        text = text.replace(sign, f"\\{sign}")
    return text


def _heading(difference: PlanDifference, language: str) -> str:
    return lines(language)["diff_heading"].format(
        before=difference.before.name, after=difference.after.name, count=len(difference.changes)
    )


def _where(shown: ShownChange, language: str) -> str:
    """Where a change is written, and the codes of the sheets that it shows on."""
    words = lines(language)
    place = str(shown.change.mark)
    if not shown.sheets:
        return words["diff_nowhere"].format(place=place)
    return words["diff_where"].format(
        place=place, sheets=codes_of(shown.sheets, words["changes_more"])
    )


def _consequences(difference: PlanDifference, language: str, bullet: str) -> Iterator[str]:
    """Sheets that changed along with the edits, and what has to be printed again."""
    words = lines(language)
    if difference.other:
        codes = codes_of(difference.other, words["changes_more"])
        yield words["diff_other"].format(sheets=codes)
    before, after = difference.before, difference.after
    changes = sheet_changes(before.sheets, after.sheets)
    if not changes:
        return
    yield words["diff_sheets"].format(
        changed=len(changes.changed), added=len(changes.added), withdrawn=len(changes.withdrawn)
    )
    for manual in affected_manuals(before, after):
        yield bullet + _manual_line(manual, language)
    void = void_forms(before, after)
    if void:
        yield words["diff_void"].format(sheets=codes_of(_once(void), words["changes_more"]))


def _once(entries: Sequence[SheetEntry]) -> tuple[SheetEntry, ...]:
    return tuple({entry.id: entry for entry in entries}.values())


def _manual_line(manual: AffectedManual, language: str) -> str:
    """What to do with a manual, and how many registered copies of it there are."""
    line = manual_line(manual.change, language)
    if not manual.copies:
        return line
    ids = ", ".join(str(copy.id) for copy in manual.copies)
    return line + lines(language)["diff_copies"].format(count=manual.count, ids=ids)
