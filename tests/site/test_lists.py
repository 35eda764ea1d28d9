"""The site's page accounts for the same lists as the command, with the same words."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from wardbook.serials.issued import key_of

from tests.serials.hostile import HOSTILE
from tests.serials.lists import LISTS, List, account_of, groups_of, open_in

ACCOUNT = """([groups, text, told]) => {
    const account = document.querySelector(".wb-numbers").wardbookAccounts
    const found = account.reconcile(groups.map(group => new Map(group)), [account.read(text, told)])
    const open = found.missing.map(number => "missing " + number)
    for (const kind of ["mistyped", "unknown", "strange"]) for (const one of found[kind]) {
        open.push(`${kind} ${one.text}${one.likely ? " → " + one.likely : ""}${one.why ? " " + one.why : ""} @${one.line}`)
    }
    for (const one of found.twice) open.push("twice " + one.number)
    for (const one of found.malformed) {
        const name = ["no_partner", "no_column", "column_again", "state_ticked"].includes(one.why) ? " " + one.text : ""
        open.push(`${one.why}${name} @${one.line}${one.column ? "." + one.column : ""}`)
    }
    for (const balance of found.balances) for (const row of balance.differences) {
        const names = [balance.leftName, balance.rightName].map(name => name.split(/\\s+/).join(" "))
        open.push(`differs ${row.number} ${names[0]} ${row.left} ≠ ${names[1]} ${row.right} @${row.line}`)
    }
    const sums = found.balances.map(one => [account.shownFigure(one.left), account.shownFigure(one.right)])
    return { open: open.sort(), passed: found.notCompared.map(one => one.name + " " + one.why), counts: found.counts, sums }
}"""


@pytest.fixture(scope="module")
def account(browser: Any, site: Path) -> Any:
    """The page's judgement of a list, without the page around it."""
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((site / "en/account.html").as_uri())

    def judge(case: List) -> dict[str, Any]:
        groups = [
            [[key_of(number), number] for number in group.numbers]
            for group in groups_of(case.ranges)
        ]
        found: dict[str, Any] = opened.evaluate(ACCOUNT, [groups, case.text, list(case.told)])
        return found

    yield judge
    context.close()


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case.name)
def test_the_page_says_what_the_command_says(account: Any, case: List) -> None:
    found = account(case)
    said = account_of(case.text, *groups_of(case.ranges), told=case.told)
    assert sorted(found["open"]) == open_in(said)
    assert found["passed"] == [f"{one.name} {one.why}" for one in said.not_compared]
    assert found["counts"] == said.counts
    assert found["sums"] == [[str(one.left), str(one.right)] for one in said.balances]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_list_makes_the_page_hang(account: Any, name: str) -> None:
    text = HOSTILE[name]()
    case = List(name, text, ranges=(("MZ0001", "MZ0400"),))
    found = account(case)
    said = account_of(text, *groups_of(case.ranges))
    assert sorted(found["open"]) == open_in(said)


def paste(page: Page, text: str, field: str = "Number") -> None:
    page.get_by_label(field, exact=True).evaluate(
        """(field, text) => {
            const data = new DataTransfer()
            data.setData("text", text)
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        text,
    )


def test_a_pasted_list_is_compared_and_a_column_is_settled(page: Page, site: Path) -> None:
    page.goto((site / "en/account.html").as_uri())
    page.get_by_label("First").fill("MZ0001")
    page.get_by_label("Last").fill("MZ0002")
    page.get_by_role("button", name="Add range").click()
    lines = [
        "编号\t状态\t应收\t实收\t体温",
        "MZ0001\t已补录\t35.50\t0\t36.5",
        "MZ0002\t作废\t\t\t36.8",
    ]
    paste(page, "\r\n".join(lines) + "\r\n")
    line = page.locator("[data-list=open] li")
    expect(line).to_have_count(2)
    expect(line.nth(0)).to_contain_text("体温 · figures that nobody compares")
    expect(line.nth(1)).to_have_text("MZ0001 · 应收 35.50 ≠ 实收 0 · line 2")
    expect(page.locator("[data-list=states]")).to_have_text("entered 1 · void 1")
    page.get_by_role("button", name="Need not be compared 体温").click()
    expect(line).to_have_count(1)
    expect(page.locator("[data-list=ranges]")).to_contain_text("not compared: 体温 (as you said)")
    page.get_by_role("button", name="Take out List of 2 lines").click()
    expect(line).to_have_count(2)


def test_a_list_that_comes_out_even_says_so_in_chinese(page: Page, site: Path) -> None:
    page.goto((site / "zh/account.html").as_uri())
    page.get_by_label("起号").fill("MZ0001")
    page.get_by_label("止号").fill("MZ0002")
    page.get_by_label("止号").press("Enter")
    paste(
        page,
        "编号\t状态\t金额\t系统金额\r\nMZ0001\t已补录\t35.50\t35.5\r\nMZ0002\t作废\t\t\r\n",
        "号码",
    )
    expect(page.locator("[data-list=counts]")).to_have_text("2 个号码全部有着落。")
