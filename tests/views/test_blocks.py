"""What the blocks of a chapter print: worked out from the registers, complete, in words."""

from collections.abc import Callable
from datetime import date

import pytest

from generator.source.model.blocks import (
    Block,
    BodiesBlock,
    CalendarBlock,
    ClustersBlock,
    DrillsBlock,
    FaultsBlock,
    GuaranteesBlock,
    TriggersBlock,
)
from generator.views.blocks import block_views
from generator.views.lens import Lens

Show = Callable[[type[Block]], list[object]]


@pytest.fixture
def show(en: Lens) -> Show:
    def shown(kind: type[Block]) -> list[object]:
        (block,) = [block for block in en.project.plans["paper-plan"].blocks() if isinstance(block, kind)]
        return [view.content for view in block_views(en, block, lambda: "")]

    return shown


def test_a_body_says_who_stands_above_and_below(show: Show, said: Callable[[object], str]) -> None:
    _, pairs = show(BodiesBlock)
    words = said(pairs)
    assert "Commander: Clinic manager" in words
    assert "Directs: Repair group" in words
    assert "Reports to: Lead group" in words
    assert "Powers: revises it, interprets it, activates it" in words
    assert "others as needed" in words


def test_clusters_come_from_the_departments(show: Show, said: Callable[[object], str]) -> None:
    rule, table = show(ClustersBlock)
    assert "Each lead answers" in said(rule)
    for words in ("Dispensary", "Lead dispenser", "Dispenser", "7030"):
        assert f'"{words}"' in said(table)
    assert "Computer Room" not in said(table)


def test_faults_stand_by_area(show: Show, said: Callable[[object], str]) -> None:
    power, network = show(FaultsBlock)
    assert '"caption": "Power"' in said(power)
    assert '"caption": "Network"' in said(network)
    assert "2. " in said(network)


def test_a_trigger_says_all_its_conditions(show: Show, said: Callable[[object], str]) -> None:
    words = said(show(TriggersBlock))
    assert "10 min after the fault was noticed" in words
    assert "down: Chart; and still running: Network" in words
    assert "on the UPS, which lasts 20 min" in words
    assert "C-" in words or "S1 step" in words


def test_the_calendar_shows_holidays(show: Show, said: Callable[[object], str]) -> None:
    peaks, holidays = show(CalendarBlock)
    assert "Monday morning" in said(peaks)
    assert "2026-10-01" in said(holidays)


def test_a_drill_says_when_it_was_last_held(en: Lens, said: Callable[[object], str]) -> None:
    (block,) = [block for block in en.project.plans["paper-plan"].blocks() if isinstance(block, DrillsBlock)]
    held = block.model_copy(update={"drills": (block.drills[0].model_copy(update={"held": date(2026, 2, 3)}),)})
    assert "Last held" not in said([view.content for view in block_views(en, block, lambda: "")])
    words = said([view.content for view in block_views(en, held, lambda: "")])
    assert "Last held" in words
    assert "2026-02-03" in words


def test_a_guarantee_says_how_often_it_is_checked_and_which_posts_it_fills(
    show: Show, said: Callable[[object], str]
) -> None:
    words = said(show(GuaranteesBlock))
    assert "counted" in words
    assert "7 d" in words
    assert "Desk clerk" in words
