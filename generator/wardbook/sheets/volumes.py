"""Forms and posters as volumes of their own, one for each stock of paper: size, orientation,
colour, sides. What is loaded into a printer once prints one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wardbook.sheets import sheet_ids
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.kinds import Fitting, Group
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import MUL, Sheet

_POSTER = "A3-landscape"
"""Paper of the posters that are no forms."""


@dataclass(frozen=True)
class Volume:
    """The forms, or the posters, of one stock, by code."""

    name: str
    """File name without its ending: `forms-A4-white-one-sided`."""
    title: str
    language: str
    """Of its sheets: `MUL` for forms."""
    sheets: tuple[str, ...]


def is_apart(sheet: Sheet) -> bool:
    """Whether a sheet is printed on a stock of its own, and so is in no manual: forms, posters."""
    row = sheet.kind.value
    return row.group is Group.FORMS or row.fitting is Fitting.POSTER


def volumes(
    localizer: Localizer, form_localizer: Localizer, sheets: Iterable[Sheet]
) -> tuple[Volume, ...]:
    """The volumes that hold these sheets; sheets that stand in manuals are passed over.

    Forms are named in their main language, which `form_localizer` speaks.
    """
    found: dict[tuple[str, str], list[Sheet]] = {}
    for sheet in sheets:
        if is_apart(sheet):
            found.setdefault((sheet.key.language, _name(sheet)), []).append(sheet)
    made = []
    for (language, name), together in sorted(found.items()):
        speaker = form_localizer if language == MUL else localizer
        title = " · ".join(_words(speaker, together[0]))
        by_code = sorted(together, key=lambda sheet: sheet_ids.code_order(sheet.code))
        made.append(Volume(name, title, language, tuple(sheet.id for sheet in by_code)))
    return tuple(made)


def _name(sheet: Sheet) -> str:
    """What is loaded for a sheet, as a file is called."""
    view = sheet.content
    if not isinstance(view, FormView):
        return f"posters-{_POSTER}-white-one-sided"
    what = "posters" if view.posted else "forms"
    parts = [what, view.paper, _cut(view) or view.stock_name or "white", _sides(view)]
    return "-".join(parts)


def _sides(view: FormView) -> str:
    """On how many sides of the paper it is printed: most backs stay empty."""
    return "two-sided" if view.back else "one-sided"


def _cut(view: FormView) -> str:
    """The cut of a sheet of labels; empty for other paper."""
    grid = view.labels
    if grid is None:
        return ""
    return f"labels-{grid.columns}x{grid.rows}-{grid.width:g}x{grid.height:g}mm"


def _words(localizer: Localizer, sheet: Sheet) -> Iterator[str]:
    """The same in words."""
    view = sheet.content
    paper, colour, posted, sides = _POSTER, "white", True, "one-sided"
    if isinstance(view, FormView):
        paper, colour, posted = view.paper, view.stock_name or "white", view.posted
        sides = _sides(view)
        if view.labels:
            colour = "labels"
    size, _, landscape = paper.partition("-")
    yield localizer.say("volume_posters" if posted else "volume_forms")
    yield localizer.say(f"paper_{landscape or 'portrait'}", size=size)
    yield localizer.say(f"stock_{colour}")
    yield localizer.say(f"paper_{sides.replace('-', '_')}")
