"""Departments in scope that have no procedure yet: what their page says instead of one."""

from __future__ import annotations

from dataclasses import dataclass

from wardbook.plan.model.registries import Department
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import Dial, dials_of


@dataclass(frozen=True)
class Gap:
    """What stands where the procedure will stand: that there is none, whom to call, whom to
    ask."""

    title: str
    text: str
    dials: tuple[Dial, ...]
    ask: str
    """Who decides in the department; empty where the plan names nobody."""


def gap_of(localizer: Localizer, department: Department) -> Gap:
    """What is said of a department without a procedure, to the localizer's audience."""
    dials = tuple(dials_of(localizer, department))
    text = localizer.say("gap_text")
    if dials:
        text = localizer.say("gap_call")
    ask = ""
    if department.head:
        ask = localizer.say("gap_ask", who=localizer.name(department.head))
    return Gap(localizer.say("gap"), text, dials, ask)
