"""The calendar: peak windows, opening hours, night, holidays, working weekends."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wardbook.plan.model.audience import Audience, Public, Staff
from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import ClockTime, Date, Id, one_of
from wardbook.plan.text import Name


class Window(Base):
    """A recurring window: peak hours, opening hours."""

    id: Id
    name: Name
    days: tuple[Annotated[str, one_of("mon", "tue", "wed", "thu", "fri", "sat", "sun")], ...]
    start: ClockTime = Field(alias="from")
    end: ClockTime = Field(alias="to")
    audience: Audience | None = None


class Night(Base):
    """When day staff is away."""

    start: ClockTime = Field(alias="from")
    end: ClockTime = Field(alias="to")


class Holiday(Base):
    """A day without day staff."""

    date: Date
    name: Name


Weekday = Annotated[str, one_of("mon", "tue", "wed", "thu", "fri", "sat", "sun")]


class WorkingDay(Base):
    """A day of a weekend on which the house works (调休)."""

    date: Date
    like: Weekday | None = None
    """Whose windows hold on it; absent: those that hold from Monday to Friday."""
    name: Name | None = None


class Calendar(Base):
    """calendar.yml: peak windows, opening hours, night, holidays, working weekends."""

    peaks: Public[tuple[Window, ...]] = ()
    hours: Public[tuple[Window, ...]] = ()
    """Opening hours of departments that close."""
    night: Staff[Night | None] = None
    holidays: Staff[tuple[Holiday, ...]] = ()
    working_days: Staff[tuple[WorkingDay, ...]] = ()
