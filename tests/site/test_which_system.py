"""Which systems are down: ticks on a page opened from a file show what holds for them together."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def which(page: Page, clinic_site: Path) -> Page:
    page.goto((clinic_site / "en/which-system.html").as_uri())
    return page


def fallen(page: Page) -> list[str]:
    return page.locator(".wb-fallen").all_inner_texts()


def test_nothing_ticked_shows_all(which: Page) -> None:
    expect(which.get_by_role("heading", name="Chart Electronic chart down")).to_be_visible()
    expect(which.get_by_text("Carry orders over.")).to_be_visible()
    assert fallen(which) == []


def test_one_system_leaves_the_others_out(which: Page) -> None:
    which.get_by_label("Chart Electronic chart").check()
    expect(which.get_by_role("heading", name="Mail down")).to_be_hidden()
    expect(which.get_by_text("Carry orders over.")).to_be_hidden()
    assert fallen(which) == []


def test_two_systems_strike_what_needs_the_other_and_show_what_then(which: Page) -> None:
    which.get_by_label("Chart Electronic chart").check()
    which.get_by_label("Mail", exact=True).check()
    assert fallen(which) and all("C-R1 step 2" in text for text in fallen(which))
    expect(which.get_by_text("Carry orders over.")).to_be_visible()
    which.get_by_role("button", name="Show all").click()
    assert fallen(which) == []
    expect(which.get_by_role("heading", name="Mail down")).to_be_visible()


def test_what_stands_below_takes_both(which: Page) -> None:
    which.get_by_label("Network", exact=True).check()
    expect(which.locator(".wb-which [role=status]")).to_have_text(
        "Out with it: Chart Electronic chart · Mail"
    )
    assert fallen(which)
    expect(which.get_by_text("Carry orders over.")).to_be_visible()
