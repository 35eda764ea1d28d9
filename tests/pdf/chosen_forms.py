"""Which forms a run lays out, where all of them are for `make soak`; and forms set as close as may be.

Forms are fitted alike when they have the same shape: the size that they take of a sheet, how people
are identified on them, and what stands on them besides their cells. Of each shape the one with
most on it is chosen, which is the first that would not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wardbook.pdf.fitting import Fit, Lay, on_ruled_lines
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.sheet import Stamped, plain
from weasyprint import Document


def shape_of(view: FormView) -> tuple[object, ...]:
    """What decides how a form is set, besides how much stands on it."""
    filling = any(section.grid and section.grid.rows == 0 for section in view.sections)
    has = (view.place, view.back, view.labels, view.copies, view.specimen, view.warning)
    kinds = (view.notice, view.register, filling, *map(bool, has))
    return (view.size, view.landscape, view.identify, *kinds)


def fitting_of(view: FormView) -> tuple[object, ...]:
    """What decides how a form is fitted: all that it has besides is set before."""
    return (view.size, view.landscape, view.notice, bool(view.back), bool(view.labels))


def fullest_of_each_shape(
    forms: Iterable[Stamped], shape_of: Callable[[FormView], tuple[object, ...]] = shape_of
) -> list[Stamped]:
    """Of the forms of each shape the one with most on it; in the order of `forms`."""
    fullest: dict[tuple[object, ...], tuple[int, Stamped]] = {}
    for stamped in forms:
        view = stamped.sheet.content
        assert isinstance(view, FormView)
        much = len(str(plain(view)))
        shape = shape_of(view)
        if shape not in fullest or much > fullest[shape][0]:
            fullest[shape] = much, stamped
    return [stamped for _, stamped in fullest.values()]


def as_close_as_may_be(stamped: Stamped, _: float) -> Callable[[Lay], Document] | None:
    """Stands in for `layout._fitter`: sets forms once, as close as they may be on their paper. What
    fits its page so fits when it is given the room that is left."""
    view = stamped.sheet.content
    assert isinstance(view, FormView)
    if view.labels:
        return None
    return lambda lay: lay(on_ruled_lines(view, stamped.sheet.id, Fit(), lay))
