"""The steps of a procedure that stand as items of a chapter: whose words they are, so that what
comes back from Word is known again."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.sheets.plan.blocks.views import ItemView, ProseView
from wardbook.sheets.procedures.procedures import ProcedureView, StepView
from wardbook.sheets.sheet import text_of
from wardbook.word.plan_paragraphs import place_of_procedure


class StepsHere:
    """What follows the heading of a procedure: purpose, stop line, a list for each phase."""

    def __init__(self, id: str, view: ProcedureView) -> None:
        self.place = place_of_procedure(id)
        self._stop = ProseView(view.stop)
        self._left = bool(view.purpose) + bool(view.stop) + len(view.phases)
        self._steps = _steps(view)

    @property
    def goes_on(self) -> bool:
        """Whether more of the procedure follows."""
        return self._left > 0

    def take(self, content: object) -> bool:
        """Count a block; whether its words are the procedure's. A stop line is the department's."""
        self._left -= 1
        return content != self._stop

    def lead(self, item: ItemView) -> str:
        """What the program writes before the words of the next step: who, and by when."""
        own = text_of(next(self._steps).do[0])
        said = text_of(item.text[0])
        return said.removesuffix(own) if said.endswith(own) else ""


def _steps(view: ProcedureView) -> Iterator[StepView]:
    for phase in view.phases:
        yield from phase.steps
