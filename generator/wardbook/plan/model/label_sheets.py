"""Sheets of labels: how they are cut, and what stays white on a label."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardbook.plan.model.base import Base
from wardbook.plan.model.paper_sizes import PAPERS
from wardbook.plan.model.scalars import Count, Millimetres, one_of

LABEL_INSET = 2.0
"""Millimetres at a label's edge that nothing is printed on: sheets are never fed quite straight."""
LABEL_OUTER = 6.0
"""Millimetres at the edge of labels in the outer columns, and least from the paper's upper and
lower edge: cheap printers leave them white."""
LABEL_HEAD = 4.0
"""Millimetres of a label's first line: code and title."""
LABEL_ALERT = 8.9
"""Millimetres of the warning on a label, 24 points high; theme/print/form.css says the same."""


class Labels(Base):
    """The grid of a sheet of labels, in millimetres as the maker of the sheet gives it."""

    columns: Count
    rows: Count
    width: Millimetres
    """Of one label."""
    height: Millimetres
    left: Millimetres = 0.0
    """From the paper's left edge to the first label."""
    top: Millimetres = 0.0
    across: Millimetres = 0.0
    """Between two labels side by side."""
    down: Millimetres = 0.0
    """Between two labels one below the other."""
    goes_on: Annotated[str, one_of("patient", "tube", "other")] = Field(
        default="other", validate_default=False
    )
    """patient: over the place that forms draw for who the patient is; tube: around a tube."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height that the grid takes of the paper, from its top left corner."""
        wide = self.left + self.columns * self.width + max(0, self.columns - 1) * self.across
        high = self.top + self.rows * self.height + max(0, self.rows - 1) * self.down
        return round(wide, 2), round(high, 2)

    def edge_on(self, paper: str) -> float:
        """Millimetres at the upper and lower edge of each label that nothing is printed on."""
        below = PAPERS[paper][1] - self.size[1]
        return max(LABEL_INSET, LABEL_OUTER - min(self.top, below))
