"""Accounting for numbered forms on a page opened from a file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from wardbook.serials.runs import serials
from wardbook.serials.serial_numbers import Pool

NUMBERS = [str(serial) for serial in serials(Pool("OP04B", "C2"), 98, 6)]


@pytest.fixture
def numbers(page: Page, site: Path) -> Page:
    page.goto((site / "en/account.html").as_uri())
    return page


def hand_out(page: Page, first: str, last: str) -> None:
    page.get_by_label("First").fill(first)
    page.get_by_label("Last").fill(last)
    page.get_by_role("button", name="Add range").click()


def enter(page: Page, *texts: str) -> None:
    for text in texts:
        page.get_by_label("Number", exact=True).fill(text)
        page.get_by_label("Number", exact=True).press("Enter")


def open_list(page: Page) -> list[str]:
    return page.locator("[data-list=open] li").all_inner_texts()


def test_the_script_numbers_forms_as_the_program_does(numbers: Page) -> None:
    hand_out(numbers, NUMBERS[0], NUMBERS[-1])
    assert open_list(numbers) == [f"Missing {number}" for number in NUMBERS]


def test_one_missing_one_twice_one_mistyped(numbers: Page) -> None:
    hand_out(numbers, NUMBERS[0], NUMBERS[-1])
    swapped = NUMBERS[4].replace("000102", "000120")
    enter(
        numbers,
        NUMBERS[0],
        NUMBERS[1].lower(),
        NUMBERS[1],
        NUMBERS[3].replace("-", ""),
        swapped,
        f"{NUMBERS[5]}/2026.1",
    )
    plain = swapped.replace("-", "")
    assert open_list(numbers) == [
        f"Missing {NUMBERS[2]}",
        f"Wrong check digits {plain} · probably {NUMBERS[4]}",
        f"Listed twice {NUMBERS[1]} × 2",
    ]
    expect(numbers.locator("[data-list=counts]")).to_have_text(
        "4 of 6 accounted for; 3 still open."
    )
    enter(numbers, NUMBERS[2])
    assert not [line for line in open_list(numbers) if line.startswith("Missing")]


def test_pads_without_check_digits_and_a_wrong_range(numbers: Page) -> None:
    hand_out(numbers, "MZ0098", "MZ0101")
    enter(numbers, "mz0098 MZ0099,MZ0101")
    assert open_list(numbers) == ["Missing MZ0100"]
    hand_out(numbers, "MZ0098", "AB0101")
    expect(numbers.get_by_role("status")).to_have_text("First and last are not of one range.")


@pytest.mark.parametrize("plain", [False, True])
def test_a_mistyped_end_makes_no_range(numbers: Page, plain: bool) -> None:
    wrong = NUMBERS[0][:-1] + ("7" if NUMBERS[0][-1] != "7" else "3")
    hand_out(numbers, *(text.replace("-", "") if plain else text for text in (wrong, NUMBERS[-1])))
    expect(numbers.get_by_role("status")).to_have_text(re.compile("Wrong check digits OP04B"))
    assert open_list(numbers) == []


def test_a_slip_is_taken_back(numbers: Page) -> None:
    hand_out(numbers, NUMBERS[0], NUMBERS[-1])
    hand_out(numbers, "MZ0098", "MZ0101")
    enter(numbers, *NUMBERS, NUMBERS[2], "mx0098")
    for name in ("Take out MZ0098", "Take out Listed twice", "Take out No number of these ranges"):
        numbers.get_by_role("button", name=name).click()
    expect(numbers.locator("[data-list=counts]")).to_have_text("All 6 numbers are accounted for.")


def test_leaving_the_page_asks_first(numbers: Page) -> None:
    asked: list[str] = []
    numbers.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    numbers.reload()
    assert asked == []
    enter(numbers, NUMBERS[0])
    numbers.reload()
    assert asked == ["beforeunload"]


def test_what_became_of_them_is_counted(numbers: Page) -> None:
    hand_out(numbers, "MZ0098", "MZ0101")
    enter(numbers, "MZ0098", "MZ0099")
    numbers.get_by_label("What became of it").select_option("void")
    enter(numbers, "MZ0100", "MZ0098")
    expect(numbers.locator("[data-list=states]")).to_have_text("entered 2 · void 1")


def test_numbers_of_twenty_digits_and_a_range_that_is_added_late(numbers: Page) -> None:
    start = "26000000000" + "999999"
    enter(numbers, f"{start}001", "作废")
    hand_out(numbers, f"{start}001", f"{start}002")
    assert open_list(numbers) == [f"Missing {start}002", "No number of these ranges 作废"]


def test_what_is_typed_is_words_and_nothing_is_kept(numbers: Page) -> None:
    hand_out(numbers, NUMBERS[0], NUMBERS[1])
    enter(numbers, "<img/src=x>", *NUMBERS[:2])
    assert numbers.locator("[data-list=open] img").count() == 0
    assert (
        numbers.evaluate("localStorage.length + sessionStorage.length + document.cookie.length")
        == 0
    )
    numbers.once("dialog", lambda dialog: dialog.accept())
    numbers.reload()
    assert open_list(numbers) == []


def test_the_page_is_found_and_reads_well_in_chinese(page: Page, site: Path) -> None:
    page.goto((site / "zh/index.html").as_uri())
    page.get_by_role("link", name="单据核对").last.click()
    hand = page.get_by_label("起号")
    hand.fill(NUMBERS[0])
    page.get_by_label("止号").fill(NUMBERS[1])
    page.get_by_label("止号").press("Enter")
    assert open_list(page) == [f"缺 {number}" for number in NUMBERS[:2]]


def test_a_whole_pasted_column(numbers: Page) -> None:
    """Cells of a spreadsheet: a heading, states beside the numbers, a number written with
    spaces."""
    hand_out(numbers, NUMBERS[0], NUMBERS[-1])
    column = [
        f"{number}\t已补录" for number in (NUMBERS[0], NUMBERS[1].replace("-", " "), *NUMBERS[2:5])
    ]
    field = numbers.get_by_label("Number", exact=True)
    field.evaluate(
        """(field, text) => {
            const data = new DataTransfer()
            data.setData("text", text)
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        "\r\n".join(["单据编号\t状态", *column]),
    )
    field.press("Enter")
    assert open_list(numbers) == [f"Missing {NUMBERS[5]}"]


def test_a_scanner_that_ends_with_tab_stays_in_the_field(numbers: Page) -> None:
    hand_out(numbers, NUMBERS[0], NUMBERS[2])
    numbers.get_by_label("Number", exact=True).focus()
    for number in NUMBERS[:3]:
        numbers.keyboard.type(number)
        numbers.keyboard.press("Tab")
    expect(numbers.locator("[data-list=counts]")).to_have_text("All 3 numbers are accounted for.")
    numbers.keyboard.press("Tab")
    assert not numbers.get_by_label("Number", exact=True).evaluate(
        "field => field === document.activeElement"
    )


def test_pads_told_apart_by_a_letter_are_two(numbers: Page) -> None:
    hand_out(numbers, "精0001", "精0002")
    hand_out(numbers, "麻0001", "麻0002")
    enter(numbers, "精0001", "麻0002")
    assert open_list(numbers) == ["Missing 精0002", "Missing 麻0001"]


def test_a_stroke_in_a_foreign_number_keeps_it_whole(numbers: Page) -> None:
    hand_out(numbers, "2026/0001", "2026/0003")
    enter(numbers, "2026/0001", "2026/0003")
    assert open_list(numbers) == ["Missing 20260002"]


def test_ten_thousand_strange_numbers_do_not_hang_the_page(numbers: Page) -> None:
    hand_out(numbers, "MZ00001", "MZ10000")
    numbers.get_by_label("Number", exact=True).fill(
        " ".join(f"XX{number:05d}" for number in range(10_000))
    )
    numbers.get_by_label("Number", exact=True).press("Enter", timeout=20_000)
    expect(numbers.locator("[data-list=open] li")).to_have_count(20_000)
