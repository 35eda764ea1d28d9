"""What the plans of real houses hold and the language has to say: each is a small plan beside the clinic's."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.sheet import Span

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
