"""Ids of drafted chapters: English words where the title gives some, else where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from wardbook.plan.model.scalars import is_id
from wardbook.word.drafts import DraftChapter

_KNOWN: Mapping[str, str] = {
    "总则": "general", "编制目的": "purpose", "目的": "purpose", "编制依据": "basis",
    "适用范围": "scope", "工作原则": "principles", "基本原则": "principles",
    "术语和定义": "definitions", "术语": "definitions", "定义": "definitions",
    "组织机构": "bodies", "组织体系": "organisation", "组织机构与职责": "organisation",
    "组织机构及职责": "organisation", "职责": "duties", "工作职责": "duties",
    "领导小组": "leading-group", "应急领导小组": "leading-group", "事件分级": "levels",
    "事件分类": "categories", "分级": "levels", "预防": "prevention", "预防与预警": "prevention",
    "预警": "warning", "监测": "monitoring", "监测与预警": "monitoring",
    "预警分级": "warning-levels",
    "信息报告": "reporting", "报告": "reporting", "报告程序": "reporting", "应急响应": "response",
    "应急处置": "response", "响应分级": "response-levels", "分级响应": "response-levels",
    "启动": "activation", "启动条件": "conditions", "应急启动": "activation",
    "处置流程": "procedure", "处置措施": "measures", "应急措施": "measures",
    "应急结束": "end", "响应终止": "end", "后期处置": "aftermath", "善后处理": "aftermath",
    "善后处置": "aftermath", "总结": "review", "调查与评估": "review", "应急保障": "guarantees",
    "保障措施": "guarantees", "培训": "training", "演练": "drills", "培训与演练": "training",
    "宣传、培训和演练": "training", "奖惩": "rewards", "责任追究": "rewards", "附则": "closing",
    "预案管理": "maintenance", "解释": "interpretation",
    "实施时间": "effective", "附件": "attachments",
    "通讯录": "contacts", "联系方式": "contacts", "联系电话": "contacts",
    "修订记录": "history",
}  # fmt: skip
_NO_ID = re.compile(r"[^a-z0-9]+")
_LONGEST = 40
_WORDS_MOST = 6


def give_ids(
    tops: Iterable[DraftChapter], taken: set[str], letter: str = "c", above: str = ""
) -> None:
    """Give every chapter an id that no other has: ids never change, so that an author who wants
    better ones changes them before anything names them."""
    for at, chapter in enumerate(tops, 1):
        position = f"{above}-{at}".removeprefix("-")
        if not above:
            position = letter + position
        wished = _KNOWN.get(re.sub(r"\s", "", chapter.title), "") or id_from(chapter.title)
        chapter.id = _untaken(wished or position, taken)
        taken.add(chapter.id)
        give_ids(chapter.chapters, taken, letter, position)


def id_from(text: str) -> str:
    """An id made of the Latin letters of a text; empty where there are too few."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    if any(ord(sign) > 0x2E80 for sign in plain):
        return ""
    words = _NO_ID.sub("-", plain).strip("-").split("-")[:_WORDS_MOST]
    made = "-".join(words)[:_LONGEST].strip("-")
    if len(made) > 1 and is_id(made):
        return made
    return ""


def _untaken(made: str, taken: set[str]) -> str:
    number, found = 2, made
    while found in taken:
        found = f"{made}-{number}"
        number += 1
    return found
