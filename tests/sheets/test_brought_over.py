"""What the plans of real houses hold and the language has to say: each is a small plan beside the clinic's."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from wardbook.html.templates import Setting, body
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import Span, Target, below
from wardbook.theme import theme_roots

from tests.checks.test_cases import findings_of

HEAD = "id: brought\ncode: Z2\ntitle: {en: Plan brought over, zh: 搬来的预案}\n"
Bring = Callable[[str], Book]


@pytest.fixture
def bring(clinic: Path) -> Bring:
    """The Chinese book of the clinic with a second plan, of which no finding is an error."""

    def book(plan: str) -> Book:
        (clinic / "plan_source/plans/brought.yml").write_text(HEAD + plan, encoding="utf-8")
        assert [str(found) for found in findings_of(clinic) if found.severity == "error"] == []
        project = load(clinic).project
        assert project
        return books(project, "staff", ("zh",))[0]

    return book


def words(value: object) -> Iterator[str]:
    """Every word of a view in reading order, each line of prose as one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and value and all(isinstance(one, Span) for one in value):
        yield "".join(span.text for span in value)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from words(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words(getattr(value, field.name))


def said(book: Book, chapter: str) -> str:
    """What the sheet of a chapter says, a line for each word."""
    return "\n".join(words(book.sheets[f"chapter-brought-{chapter}"].sheet.content))


def whole(book: Book) -> Manual:
    """The manual that holds every plan."""
    return next(manual for manual in book.manuals if manual.id == "plan")


def test_principles_and_levels_carry_the_plan_s_numbers(bring: Bring) -> None:
    book = bring(
        """
chapters:
  - id: rules
    title: {en: Rules, zh: 原则}
    blocks:
      - principles: [{name: {en: One, zh: 预防为主}, text: {en: Prevent., zh: 先防。}}, {name: {en: Two, zh: 快速反应}, text: {en: Act., zh: 先动。}}]
        numbered: yes
      - principles: [{name: {en: One, zh: 统一指挥}, text: {en: Obey., zh: 服从。}}]
        numbers: {zh: [1.], en: [1.]}
      - levels:
          axis: scope
          numbered: yes
          values:
            - {id: all, label: {en: Level I, zh: Ⅰ级}, text: {en: All., zh: 全院。}}
            - {id: one, label: {en: Level II, zh: Ⅱ级}, text: {en: One., zh: 一科。}}
      - levels:
          axis: scope
          numbers: {zh: [1.], en: [1.]}
          values: [{id: house, label: {en: Whole, zh: 整体}, text: {en: All., zh: 全院。}}]
"""
    )
    lines = said(book, "rules").split("\n")
    assert [line for line in lines if re.match(r"（[一二]）|1\.", line)] == [
        "（一）预防为主",
        "（二）快速反应",
        "1. 统一指挥",
        "（一）Ⅰ级",
        "（二）Ⅱ级",
        "1. 整体",
    ]


def test_duties_need_no_numbers_and_posts_have_their_own_titles(bring: Bring) -> None:
    book = bring(
        """
chapters:
  - id: people
    title: {en: People, zh: 组织}
    blocks:
      - bodies:
          - id: group
            name: {en: Group, zh: 小组}
            lead: clinic-manager
            lead_title: {en: Head of the group, zh: 组长}
            deputies: [lead-doctor]
            deputies_title: {en: Deputy head of the group, zh: 副组长}
            members: [desk-lead, technician]
            and_others: yes
            numbered: no
            duties: [{en: Lead., zh: 领导处置。}]
      - duties: [{who: group, numbered: no, duties: [{en: Meet., zh: 开会。}, {id: tell, text: {en: Tell., zh: 通报。}}]}]
      - text: {en: "See <plan:brought/tell>.", zh: 见<plan:brought/tell>。}
"""
    )
    lines = said(book, "people").split("\n")
    wanted = ("组长", "副组长", "成员", "见")
    assert list(dict.fromkeys(line for line in lines if line.startswith(wanted))) == [
        "组长：诊所主任",
        "副组长：医师组长",
        "成员：导诊组长、技术员等",
        "见一“小组”。",
    ]
    assert "领导处置。" in lines
    assert "通报。" in lines


@pytest.mark.parametrize(
    ("entry", "block", "numbered"),
    [("", "", True), ("numbered: no, ", "", False), ("", "numbered: no", False)],
)
def test_numbers_of_duties_are_left_out_of_one_list_or_of_all(
    entry: str, block: str, numbered: bool, bring: Bring
) -> None:
    book = bring(
        f"""
chapters:
  - id: people
    title: {{en: People, zh: 组织}}
    blocks:
      - duties: [{{who: clinic-manager, {entry}duties: [{{en: Meet., zh: 开会。}}, {{en: Tell., zh: 通报。}}]}}]
        {block}
"""
    )
    assert ("（一）" in html(book, "chapter-brought-people", "print")) is numbered


AROUND = """
numbering: {style: chinese, levels: {zh: [一、, 1.], en: [I., 1.]}}
chapters:
  - {id: before, numbered: no, blocks: [{text: {en: To act in order., zh: 为了有序处置，特制定本预案。}}]}
  - id: general
    title: {en: General, zh: 总则}
    blocks: [{text: {en: "See <plan:brought/before>.", zh: 见<plan:brought/before>。}}]
  - id: duty
    title: {en: Duty, zh: 值守}
    truncated: {en: The rest is lost., zh: 其余缺失。}
    chapters:
      - {id: watch, blocks: [{text: {en: Watch by day., zh: 白天值守。}}, {list: [{en: Telephone, zh: 电话}]}]}
      - {id: tools, blocks: [{list: [{en: Torch, zh: 手电}]}]}
    continued: [{text: {en: Behind the parts., zh: 各条之后。}}]
  - {id: after, numbered: no, blocks: [{text: {en: In force from today., zh: 本预案自发布之日起施行。}}]}
  - {id: last, numbered: no, blocks: [{text: {en: The clinic interprets it., zh: 由诊所解释。}}]}
"""


def test_what_stands_before_and_behind_all_chapters_has_no_leaf_of_its_own(bring: Bring) -> None:
    book = bring(AROUND)
    (plan,) = [plan for plan in book.plans if plan.id == "brought"]
    assert plan.chapters == ("chapter-brought-general", "chapter-brought-duty")
    assert "为了有序处置，特制定本预案。" in words(book.sheets["plan-brought"].sheet.content)
    spans = list(below(book.sheets["chapter-brought-general"].sheet.content, Span))
    assert [span.target for span in spans if span.target] == [Target("plan-brought", "before")]
    (listed,) = [one for one in whole(book).contents if one.sheet == "plan-brought"]
    assert [line.title for line in listed.lines] == ["总则", "值守"]


def html(book: Book, sheet: str, medium: str) -> str:
    setting = Setting(theme_roots(Path()), "zh", medium, lambda _: "", lambda _: "", str)
    return re.sub(r"\s+", " ", body(book.sheets[sheet], setting))


@pytest.mark.parametrize("medium", ["print", "site"])
def test_words_stand_in_the_order_of_the_original(bring: Bring, medium: str) -> None:
    """A number without a title is the first word of its paragraph, and what is missing stands behind all that there is."""
    found = html(bring(AROUND), "chapter-brought-duty", medium)
    said = re.sub(r"<[^>]+>", "", re.sub(r"</(p|li|h1|div)>", "|", found))
    assert [line.strip() for line in said.split("|") if line.strip()] == [
        "二、值守",
        "1. 白天值守。",
        "电话",
        "2.",
        "手电",
        "各条之后。",
        "原文到此为止。 其余缺失。",
        "本预案自发布之日起施行。",
        "由诊所解释。",
    ]


def test_cells_of_tables_are_empty_or_reach_over_others(bring: Bring) -> None:
    book = bring(
        """
chapters:
  - id: torches
    title: {en: Torches, zh: 手电}
    blocks:
      - table:
          columns: [{en: Room, zh: 房间}, {en: Count, zh: 数量}, {en: Kept by, zh: 保管}]
          rows:
            - [{text: {en: Desk, zh: 导诊台}, down: 2}, "2", ""]
            - ["-", ~]
            - [{text: {en: All rooms together, zh: 合计}, across: 2}, "2"]
"""
    )
    found = html(book, "chapter-brought-torches", "site")
    body_of_table = found[found.index("<tbody>") : found.index("</tbody>")]
    assert body_of_table == (
        '<tbody><tr><td rowspan="2">导诊台</td><td>2</td><td></td></tr><tr><td></td><td></td></tr>'
        '<tr><td colspan="2">合计</td><td>2</td></tr>'
    )


def test_an_approval_page_keeps_the_lines_that_are_signed_by_hand(bring: Bring) -> None:
    book = bring(
        """
cover: {prepared_by: technician, sign: [reviewed, approved]}
chapters: [{id: aim, title: {en: Aim, zh: 目的}, blocks: [{text: {en: Act., zh: 处置。}}]}]
"""
    )
    (page,) = [one for one in whole(book).approvals if one.title == "搬来的预案"]
    assert [(row.what, row.who) for row in page.signoff] == [
        ("编制", "技术员"),
        ("审核", ""),
        ("批准", ""),
    ]
