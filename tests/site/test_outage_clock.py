"""The outage clock on a page opened from a file: it counts to the moments of the plan, over midnight and the change of
daylight time, keeps its state in its address, and says when the PC's clock looks wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.looking import violations

Opened = Callable[..., Page]
MORNING = datetime(2026, 11, 30, 9, 0, 20, tzinfo=UTC)
"""In London, in winter: its clock shows the same."""


@pytest.fixture
def opened(page: Page, clinic_site: Path) -> Opened:
    """Opens the clock at an instant, with an address, in a language."""

    def at(now: datetime, address: str = "", language: str = "en") -> Page:
        page.clock.install(time=now)
        page.goto((clinic_site / language / "clock.html").as_uri() + address)
        return page

    return at


def row(page: Page, label: str) -> tuple[str, str]:
    """What is due, and how it stands, of the line that holds these words."""
    line = page.locator(".wb-clock__line", has_text=label)
    section = line.locator("xpath=ancestor::section[1]").locator("h2").inner_text()
    return section.split(" (")[0], line.locator(".wb-clock__when").inner_text()


def start(page: Page, time: str = "", who: str = "W1 Welcome Desk") -> None:
    """Tap or type the start, then say who works here: two touches."""
    noticed = page.locator(".wb-clock__moment").first
    if time:
        noticed.get_by_label("Outage noticed").fill(time)
    else:
        noticed.get_by_role("button", name="Now").click()
    page.get_by_label("Who works here?").select_option(who)


def moment(page: Page, name: str) -> None:
    page.locator(".wb-clock__moment", has_text=name).get_by_role("button", name="Now").click()


def sections(page: Page) -> list[str]:
    return [text.split(" (")[0] for text in page.locator(".wb-clock__part h2").all_inner_texts()]


def test_two_touches_show_what_is_due_and_time_makes_it_overdue(opened: Opened) -> None:
    page = opened(MORNING)
    start(page)
    assert row(page, "Call 7001") == ("Due now", "by 09:05, 5 min left")
    assert row(page, "Decide whether") == ("Next", "from 09:10, in 10 min")
    assert row(page, "Write LC-1") == ("When T0 comes", "")
    line = page.locator(".wb-clock__line", has_text="Call 7001")
    expect(line.locator(".wb-clock__limit")).to_have_text("within 5 min of discovery")
    expect(line.get_by_role("link", name="Helpdesk 7001")).to_have_attribute("href", "tel:7001")
    page.clock.fast_forward("07:00")
    assert row(page, "Call 7001") == ("Overdue", "was due 09:05, 2 min ago")
    expect(page.locator(".wb-clock__passed")).to_have_text("7 min since it was noticed")
    page.clock.fast_forward("04:00")
    assert row(page, "Decide whether") == ("Due now", "")


def test_ticks_stand_with_their_times_in_the_address(opened: Opened, browser: Browser) -> None:
    page = opened(MORNING)
    start(page, "08:50")
    page.get_by_role("checkbox", name=re.compile("Call 7001")).check()
    assert row(page, "Call 7001") == ("Done", "done 09:00, 5 min late")
    assert "x=welcome-desk/call-helpdesk~" in page.url
    page.reload()
    assert row(page, "Call 7001") == ("Done", "done 09:00, 5 min late")
    assert (
        page.locator(".wb-languages a").first.get_attribute("href").endswith(page.url.split("#")[1])
    )
    sent = browser.new_context().new_page()  # on another PC
    sent.clock.install(time=MORNING)
    sent.goto(page.url)
    assert row(sent, "Call 7001") == ("Done", "done 09:00, 5 min late")
    sent.context.close()
    page.get_by_role("checkbox", name=re.compile("Call 7001")).uncheck()
    assert "x=" not in page.url


def test_a_chain_counts_from_the_call_before(opened: Opened) -> None:
    page = opened(MORNING)
    start(page, "08:45", "Command")
    assert row(page, "Activation proposal") == ("Overdue", "was due 08:55, 5 min ago")
    assert row(page, "Restart the box once") == ("Due now", "by 09:00, 0 min left")
    assert "Dispensary: on paper" not in page.content()


def test_moments_bring_their_lines(opened: Opened) -> None:
    page = opened(MORNING)
    start(page, "08:50", "D1 Dispensary")
    assert row(page, "Open a new LC-3")[0] == "When activation comes"
    assert row(page, "Everybody here works on paper")[0] == "When activation comes"
    moment(page, "Activated")
    assert row(page, "Everybody here works on paper") == ("Due now", "by 09:15, 15 min left")
    assert row(page, "Two people check")[0] == "When T0 comes"
    moment(page, "T0")
    assert row(page, "Two people check")[0] == "Due now"


@pytest.mark.parametrize(
    ("now", "typed", "earlier", "passed"),
    [
        (datetime(2026, 12, 1, 0, 20, tzinfo=UTC), "23:50", 0, "30 min"),
        # In London the clocks go back at 01:00 UTC: 00:50 was 80 minutes ago, and 01:30 came twice
        (datetime(2026, 10, 25, 1, 10, tzinfo=UTC), "00:50", 0, "1 h 20 min"),
        (datetime(2026, 10, 25, 1, 45, tzinfo=UTC), "01:30", 0, "15 min"),
        (datetime(2026, 10, 25, 1, 45, tzinfo=UTC), "01:30", 1, "1 h 15 min"),
        # They go forward at 01:00 UTC: from 00:50 to 02:10 are 20 minutes
        (datetime(2027, 3, 28, 1, 10, tzinfo=UTC), "00:50", 0, "20 min"),
    ],
)
def test_time_runs_over_midnight_and_the_change_of_daylight_time(
    opened: Opened, now: datetime, typed: str, earlier: int, passed: str
) -> None:
    page = opened(now)
    start(page, typed)
    for _ in range(earlier):
        page.get_by_role("button", name="Earlier").first.click()
    expect(page.locator(".wb-clock__passed")).to_have_text(f"{passed} since it was noticed")


def test_after_the_all_clear_it_lists_back_entry_in_its_order(opened: Opened) -> None:
    page = opened(MORNING)
    start(page, "07:00", "Command")
    moment(page, "T0")
    moment(page, "All-clear")
    assert sections(page) == [
        "Ending the outage",
        *(f"Back-entry, gate {gate}" for gate in (1, 2, 3, 4)),
        "Left open at the all-clear",
    ]
    gates = page.locator(".wb-clock__part--gate4 .wb-clock__line")
    expect(gates).to_have_count(1)
    expect(gates).to_contain_text("Waits for:")
    page.get_by_role("checkbox", name=re.compile("Type each LC-1")).check()
    assert row(page, "Type each LC-1")[1] == "done 09:00"  # it keeps its place


def test_words_to_read_out_say_who_since_when_and_how_far(opened: Opened) -> None:
    page = opened(MORNING)
    start(page, "08:50")
    page.get_by_text("What is down, what happened").click()
    page.get_by_role("checkbox", name="Electronic chart").check()
    page.get_by_text("Tell the others").click()
    said = page.locator(".wb-clock__tell p").all_inner_texts()
    assert said[:2] == [
        "Welcome Desk here. Down since 08:50: Electronic chart.",
        "The emergency plan is not activated yet.",
    ]
    assert said[-1] == "Please read that back to me."


def test_its_log_prints_with_times_for_the_form_of_the_plan(opened: Opened) -> None:
    page = opened(MORNING)
    start(page, "08:50")
    page.get_by_role("checkbox", name=re.compile("Call 7001")).check()
    page.emulate_media(media="print")
    log = page.locator(".wb-clock__log")
    expect(log).to_be_visible()
    expect(page.locator(".wb-clock__lists")).to_be_hidden()
    expect(page.locator("table.due")).to_be_hidden()
    expect(log.get_by_role("heading", level=1)).to_have_text(
        "Log of the outage, for LC-4 Fault note"
    )
    first, second = (
        text.split("\t") for text in log.locator("tbody").first.inner_text().split("\n")[:2]
    )
    assert (first[0], first[2]) == ("08:50", "Outage noticed")
    assert (second[0], second[4]) == ("09:00", "done 09:00, 5 min late")
    edge = (
        "element => getComputedStyle(element).padding + getComputedStyle(element).borderRightColor"
    )
    assert log.locator("td").first.evaluate(edge) == "3.77953px 5.66929pxrgb(0, 0, 0)"
    page.emulate_media(media="screen")
    page = opened(MORNING)
    start(page)
    page.get_by_role("checkbox", name=re.compile("Call 7001")).check()
    page.emulate_media(media="print")
    log = page.locator(".wb-clock__log")
    assert "Outage noticed" in log.locator("tbody").first.inner_text().split("\n")[0]


def test_without_a_start_the_poster_prints(opened: Opened) -> None:
    page = opened(MORNING)
    page.emulate_media(media="print")
    expect(page.locator("table.due")).to_be_visible()
    expect(page.locator(".wb-clock__log")).to_be_hidden()


def test_the_large_screen_is_dark_and_left_by_a_key(opened: Opened) -> None:
    page = opened(MORNING)
    start(page, "08:50", "Command")
    page.get_by_role("button", name="Large screen").click()
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(13, 18, 21)"
    expect(page.locator(".md-header")).to_be_hidden()
    assert "m=large" in page.url
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(paper) != "rgb(13, 18, 21)"
    page.keyboard.press("Escape")
    expect(page.locator(".md-header")).to_be_visible()


@pytest.mark.parametrize(
    ("now", "address", "said"),
    [
        (MORNING, "", ""),
        (datetime(2026, 1, 1, 9, 0, tzinfo=UTC), "", "before this edition"),
        (datetime(2036, 1, 1, 9, 0, tzinfo=UTC), "", "years after this edition"),
        (MORNING, "#s=htz00", "later than this PC's clock"),
    ],
)
def test_a_clock_that_looks_wrong_is_said(
    opened: Opened, now: datetime, address: str, said: str
) -> None:
    page = opened(now, address)
    assert said in page.locator(".wb-clock__doubts").inner_text()
    assert bool(said) == bool(page.locator(".wb-clock__doubts p").count())


def test_a_clock_that_goes_back_and_one_of_another_zone_are_said(
    opened: Opened, browser: Browser, clinic_site: Path
) -> None:
    page = opened(MORNING)
    start(page, "09:20")
    expect(page.locator(".wb-clock__doubts")).to_contain_text("more than 12 hours ago")
    page.locator(".wb-clock__moment").first.get_by_role("button", name="Take out").click()
    start(page, "08:59")
    expect(page.locator(".wb-clock__doubts p")).to_have_count(0)
    page.clock.set_system_time(datetime(2026, 11, 30, 8, 0, tzinfo=UTC))
    page.clock.run_for(6000)
    assert "set back" in page.locator(".wb-clock__doubts").inner_text()
    context = browser.new_context(timezone_id="America/New_York")
    abroad = context.new_page()
    abroad.clock.install(time=MORNING)
    abroad.goto((clinic_site / "en/clock.html").as_uri())
    assert "those of Europe/London" in abroad.locator(".wb-clock__doubts").inner_text()
    start(abroad)
    assert row(abroad, "Call 7001") == ("Due now", "by 09:05, 5 min left")
    context.close()


@pytest.mark.parametrize("address", ["#s=%%%&x=a~b,c&v=nobody&d=..&k=x", "#poster", "#s=0&m=x"])
def test_an_address_that_says_nonsense_breaks_nothing(opened: Opened, address: str) -> None:
    page = opened(MORNING, address)
    expect(page.locator(".wb-clock__passed")).to_have_text("When was the outage noticed?")


def test_it_speaks_chinese_and_gives_no_number_away(opened: Opened) -> None:
    page = opened(MORNING, language="zh")
    page.locator(".wb-clock__now").first.click()
    page.get_by_label("谁在用本页？").select_option("W1 导诊台")
    assert row(page, "拨打") == ("现在要做", "09:05 前，还有 5 分钟")
    assert "700-5678" not in page.content()


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_running_clock_is_open_to_all(opened: Opened, width: int, large: bool) -> None:
    page = opened(MORNING)
    page.set_viewport_size({"width": width, "height": 800})
    start(page, "08:50", "Command")
    if large:
        page.get_by_role("button", name="Large screen").click()
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_the_keyboard_keeps_its_place_when_a_line_moves(opened: Opened) -> None:
    page = opened(MORNING)
    start(page)
    tick = page.get_by_role("checkbox", name=re.compile("Call 7001"))
    tick.focus()
    page.keyboard.press("Space")
    assert row(page, "Call 7001")[0] == "Done"
    expect(tick).to_be_focused()


def rules(page: Page) -> list[str]:
    """What the page says of the time itself: dots are drawn between what stands in a line."""
    lines = page.locator(".wb-clock__rules p").all()
    return [" · ".join(line.locator("span").all_inner_texts()) for line in lines]


def test_it_says_which_level_the_outage_has_and_who_activates_it(opened: Opened) -> None:
    page = opened(MORNING)
    assert rules(page) == ["Peak hours now: Monday morning (8:00–10:30)"]
    start(page, "08:50")
    assert rules(page)[0] == (
        "Level by the time passed: at least Short (less than 4 h), activated by Desk lead · "
        "from 12:50: Long, activated by Clinic manager · "
        "what counts is how long it is expected to last"
    )
    page.clock.fast_forward("04:00:00")
    assert rules(page) == [
        "Level by the time passed: at least Long (4 h or more), activated by Clinic manager · "
        "what counts is how long it is expected to last",
        "No peak hours now",
    ]
    moment(page, "All-clear")
    page.clock.fast_forward("10:00:00")
    assert rules(page)[0].startswith("Level by the time passed: at least Long"), (
        "it ended with the outage"
    )
    assert rules(page)[1] == "No peak hours now · Night (20:00–7:00)"


CALENDAR = {
    "peaks": [["Morning", "8:00–10:30", [0], 480, 630]],
    "holidays": {"2026-10-05": "Autumn break"},
    "worked": {"2026-10-10": [0], "2026-10-11": []},
    "night": None,
}


@pytest.mark.parametrize(
    ("day", "time", "peaks", "holiday"),
    [
        ((2026, 6, 15), (8, 0), ["Morning"], ""),  # a Monday
        ((2026, 6, 15), (10, 30), [], ""),
        ((2026, 10, 5), (9, 0), [], "Autumn break"),  # a Monday, and a holiday
        ((2026, 10, 10), (9, 0), ["Morning"], ""),  # a Saturday, worked like a Monday
        ((2026, 10, 11), (9, 0), [], ""),  # a Sunday, worked without peaks
        ((2026, 6, 16), (9, 0), [], ""),  # a Tuesday
    ],
)
def test_the_calendar_decides_what_a_moment_is(
    opened: Opened, day: tuple[int, int, int], time: tuple[int, int], peaks: list[str], holiday: str
) -> None:
    page = opened(MORNING)
    shown = {**dict(zip(("year", "month", "day"), day, strict=True)), "hour": time[0]}
    shown["minute"] = time[1]
    said = page.evaluate(
        "([calendar, shown]) => window.WardbookOutage.dayOf(calendar, shown)", [CALENDAR, shown]
    )
    assert ([peak[0] for peak in said["peaks"]], said["holiday"]) == (peaks, holiday)


@pytest.mark.parametrize(
    ("language", "department", "clock"),
    [("en", "Dispensary", "Outage clock"), ("zh", "药局", "停用时钟")],
)
def test_a_phone_comes_to_what_is_due_by_three_touches(
    browser: Browser, clinic_site: Path, language: str, department: str, clock: str
) -> None:
    """From the first page: one's own department, its clock, the time. The number to call stands on the department's
    first screen."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto((clinic_site / language / "index.html").as_uri())
    page.locator("article a", has_text=department).first.tap()
    page.wait_for_url("**/departments/dispensary.html")
    box = page.locator("article a[href^='tel:']").first.bounding_box()
    assert box and box["y"] + box["height"] < 640
    page.locator(".wb-top a", has_text=clock).tap()
    page.wait_for_url("**/clock.html*")
    time = page.locator(".wb-clock__moment input").first
    box = time.bounding_box()
    assert box and 0 < box["y"] < 640, "the clock is seen, not the poster below it"
    time.tap()
    time.fill("02:10")
    expect(page.locator(".wb-clock__line").first).to_be_in_viewport()
    assert "v=dispensary" in page.url
    context.close()
