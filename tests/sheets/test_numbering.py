"""Numbers in every style and language. `UPDATE_EXPECTED=1` writes the golden outlines; read the difference."""

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Scalar
from wardbook.plan.model.items import ItemPlace, named_items
from wardbook.plan.model.numbering import STYLES, Numbering
from wardbook.plan.model.outline import ARTICLE, OutlineEntry, Position
from wardbook.plan.model.plan import Plan
from wardbook.sheets.numbering import (
    Style,
    circled,
    gap,
    han,
    joined,
    letters,
    roman,
    style,
)
from wardbook.sheets.plan.blocks.views import BlockView, ItemView, ListView
from wardbook.sheets.plan.item_numbers import labelled
from wardbook.theme import theme_roots, words

GOLDEN = Path(__file__).parent / "golden"
MARK = Mark("made.yml", 1, 1)


def read(value: Any) -> Any:
    """Plain data as the reader makes it."""
    if isinstance(value, dict):
        return {MARK_KEY: MARK, **{Scalar(key, MARK): read(entry) for key, entry in value.items()}}
    return [read(item) for item in value] if isinstance(value, list) else Scalar(value, MARK)


def made(numbering: Any, language: str) -> Style:
    options = {"style": numbering} if isinstance(numbering, str) else numbering
    return style(
        Numbering.model_validate(read(options)),
        language,
        words(theme_roots(Path()), "phrases", language),
    )


def chapter(id: str, *below: Any, **fields: Any) -> dict[str, Any]:
    return {"id": id, "title": {"en": id.capitalize(), "zh": id}, "chapters": list(below), **fields}


def plan(numbering: Any, *chapters: Any, attachments: tuple[Any, ...] = ()) -> Plan:
    data = {"id": "p", "code": "P", "title": {"en": "P"}, "numbering": numbering}
    return Plan.model_validate(
        read({**data, "chapters": list(chapters), "attachments": list(attachments)})
    )


def shown(found: Plan, language: str) -> list[str]:
    """Every number of a plan with its chapter and how it is referred to."""
    setting = style(found.numbering, language, words(theme_roots(Path()), "phrases", language))

    def lines(entry: OutlineEntry) -> list[str]:
        number, path = setting.number(entry.position), setting.path(entry.position)
        items = setting.list_numbers(entry).forms
        own = f"{'  ' * (entry.depth - 1)}{joined(number, entry.chapter.id)} → {path or '-'}"
        own += f" | {' '.join(form.words((2,)) for form in items if len(form.numerals) == 1)}"
        procedures = [
            f"{'  ' * entry.depth}{setting.number(at)} (procedure)" for at in entry.procedures
        ]
        return [own, *procedures, *(line for below in entry.below for line in lines(below))]

    return [line for entry in found.entries() for line in lines(entry)]


OUTLINE = (
    chapter("preamble", numbered="no"),
    chapter("general", chapter("aim"), chapter("scope")),
    chapter(
        "handling",
        chapter(
            "report",
            chapter("inside", chapter("by-day", chapter("deeper")), chapter("by-night")),
            chapter("outside"),
        ),
        chapter("aside", chapter("within"), numbered="no"),
        chapter("repair"),
        blocks=[{"procedure": "first"}],
        continued=[{"procedure": "last"}],
    ),
    chapter("closing", chapter("end")),
)
ATTACHMENTS = (chapter("numbers"), chapter("maps", chapter("rooms", chapter("cellar"))))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", STYLES)
def test_an_outline_in_each_style(name: str, language: str) -> None:
    found = "\n".join(shown(plan(name, *OUTLINE, attachments=ATTACHMENTS), language)) + "\n"
    golden = GOLDEN / f"numbering-{name}-{language}.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", STYLES)
def test_an_insertion_renumbers_everything_behind_it(name: str) -> None:
    before = shown(plan(name, *OUTLINE), "zh")
    first = OUTLINE[1]
    more = {**first, "chapters": [chapter("new"), *first["chapters"]]}
    after = shown(plan(name, OUTLINE[0], more, *OUTLINE[2:]), "zh")
    kept = [line for line in after if "new" not in line]
    changed = [
        one.split("→")[0].strip() for one, other in zip(before, kept, strict=True) if one != other
    ]
    moved = {"第一条 aim", "（一）aim", "1.1 aim"}
    assert changed[0] in moved
    closing = next(line for line in kept if " end →" in line or "）end →" in line)
    assert ("第九条" in closing) == (name == "articles"), "articles run on through all chapters"


def test_sections_of_articles() -> None:
    section = {**chapter("watch", chapter("day"), chapter("night")), "section": "yes"}
    found = plan(
        "articles",
        chapter("a", chapter("aim")),
        chapter("b", section, chapter("after", chapter("item"))),
    )
    assert [line.split(" → ")[1].split(" |")[0] for line in shown(found, "zh")] == [
        "第一章",
        "第一条",
        "第二章",
        "第二章第一节",
        "第二条",
        "第三条",
        "第四条",
        "第四条（一）",
    ]
    assert shown(found, "en")[3].strip().startswith("Section 1 watch → Chapter 2, Section 1")


VARIANTS = [
    (
        ["一、", "〔一〕", "1、", "(1)"],
        ["三、", "〔二〕", "1、", "(4)"],
        ["三", "三〔二〕", "三〔二〕1", "三〔二〕1(4)"],
    ),
    (
        ["一.", "(一)", "1）"],
        ["三.", "(二)", "1）", "4）"],
        ["三", "三.(二)", "三.(二)1）", "三.(二)1）4）"],
    ),
    (["1.", "(1)"], ["3.", "(2)", "(1)", "(4)"], ["3", "3.(2)", "3.(2)(1)", "3.(2)(1)(4)"]),
    (
        ["第一部分", "一、"],
        ["第三部分", "二、", "一、", "四、"],
        ["第三部分", "第三部分.二", "第三部分.二.一", "第三部分.二.一.四"],
    ),
    (["Ⅰ.", "A.", "①"], ["Ⅲ.", "B.", "①", "④"], ["Ⅲ", "Ⅲ.B", "Ⅲ.B.①", "Ⅲ.B.①.④"]),
    (["A", "A.1", "A.1.1"], ["C", "C.2", "C.2.1", "C.2.1.4"], ["C", "C.2", "C.2.1", "C.2.1.4"]),
]


@pytest.mark.parametrize(("levels", "numbers", "paths"), VARIANTS, ids=lambda value: str(value[0]))
def test_variants_are_shown_by_example(
    levels: list[str], numbers: list[str], paths: list[str]
) -> None:
    setting = made({"style": "chinese", "levels": {"zh": levels}}, "zh")
    steps = tuple(enumerate((3, 2, 1, 4)))
    positions = [Position(steps[:length], True) for length in range(1, 5)]
    assert [setting.number(position) for position in positions] == numbers
    assert [setting.path(position) for position in positions] == paths
    english = made({"style": "chinese", "levels": {"zh": levels}}, "en")
    assert english.number(positions[1]) == "B.", "a language that is not named keeps its own"


def test_a_name_is_the_mapping_that_holds_nothing_else() -> None:
    assert plan("mixed", chapter("a")).numbering.style == "mixed"
    assert plan({"style": "mixed"}, chapter("a")).numbering == plan("mixed", chapter("a")).numbering


@pytest.mark.parametrize(
    "numbering",
    [
        "roman",
        {"style": "roman"},
        {"levels": {"zh": ["章"]}},
        {"levels": {"zh": ["2."]}},
        {"levels": {"zh": ["二、"]}},
        {"levels": {"zh": ["1.1"]}},
        {"levels": {"zh": []}},
        {"levels": {"zh": "一、"}},
        {"levels": ["一、"]},
        {"levels": {"Chinese, simplified": ["一、"]}},
        {"attachments": {"en": "Annex"}},
        {"colour": "red"},
    ],
)
def test_what_is_no_numbering_is_refused(numbering: Any) -> None:
    with pytest.raises(ValidationError):
        plan(numbering, chapter("a"))


def test_attachments_and_sections_by_example() -> None:
    found = plan(
        {
            "style": "articles",
            "attachments": {"zh": "附件一", "en": "Annex A"},
            "section": {"en": "Part I"},
            "items": {"en": ["1)"]},
        },
        chapter("a", {**chapter("b", chapter("c")), "section": "yes"}),
        attachments=ATTACHMENTS,
    )
    assert [line.strip().split(" | ")[0] for line in shown(found, "en")] == [
        "Chapter 1 a → Chapter 1",
        "Part I b → Chapter 1, Part I",
        "Article 1 c → Article 1",
        "Annex A numbers → Annex A",
        "Annex B maps → Annex B",
        "(a) rooms → Annex B, (a)",
        "(1) cellar → Annex B, (a)(1)",
    ]
    assert {line.split(" | ")[1] for line in shown(found, "en")} == {"2)"}
    assert "附件二 maps → 附件二 | 2. (2) ②" in [line.strip() for line in shown(found, "zh")]


def test_gaps() -> None:
    assert joined("一、", "总则") == "一、总则"
    assert joined("（一）", "目的") == "（一）目的"
    assert joined("第一章", "总则") == "第一章 总则"
    assert joined("II.", "People") == "II. People"
    assert (joined("", "Preamble"), joined("Article 3", "")) == ("Preamble", "Article 3")
    assert (gap(""), gap("1.1")) == ("", " ")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (23, "二十三"),
        (90, "九十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (250, "二百五十"),
    ],
)
def test_han(number: int, text: str) -> None:
    assert han(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "I"),
        (4, "IV"),
        (9, "IX"),
        (14, "XIV"),
        (40, "XL"),
        (49, "XLIX"),
        (90, "XC"),
        (104, "CIV"),
    ],
)
def test_roman(number: int, text: str) -> None:
    assert roman(number) == text


@pytest.mark.parametrize(
    ("number", "text"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")]
)
def test_letters(number: int, text: str) -> None:
    assert letters(number) == text


def test_circled() -> None:
    assert (circled(1), circled(20), circled(21)) == ("①", "⑳", "(21)")


def test_numbers_are_never_equal() -> None:
    for count in (han, roman, letters, circled):
        assert len({count(number) for number in range(1, 200)}) == 199


def test_an_article_is_named_by_itself() -> None:
    assert (
        made("articles", "en").path(Position(((0, 3), (ARTICLE, 12), (ARTICLE + 1, 1)), True))
        == "Article 12(a)"
    )


def test_a_part_in_words_and_a_figure_below_it_are_no_decimal() -> None:
    parts = {"style": "decimal", "levels": {"zh": ["第一部分", "1.", "1.1"]}}
    found = plan(parts, chapter("general"), chapter("duties", chapter("posts", chapter("head"))))
    at = {entry.chapter.id: entry.position for top in found.entries() for entry in top.all()}
    assert made(parts, "zh").path(at["posts"]) == "第二部分 1"
    assert made(parts, "zh").path(at["head"]) == "第二部分 1.1"


PARTS = {
    "style": "decimal",
    "levels": {"zh": ["第一部分", "1", "1.1"], "en": ["Part 1", "1", "1.1"]},
    "continuous": ["2"],
}


def test_a_level_counts_on_through_the_chapters_above_and_names_itself() -> None:
    found = plan(
        {**PARTS, "attachments": {"zh": "附件1", "en": "Annex 1"}, "first_attachment": "4"},
        chapter("one", chapter("a"), chapter("b")),
        chapter("two", chapter("c", chapter("d"))),
        attachments=(chapter("e", chapter("f")),),
    )
    assert [line.split(" |")[0].strip() for line in shown(found, "zh")] == [
        "第一部分 one → 第一部分", "1 a → 1", "2 b → 2",
        "第二部分 two → 第二部分", "3 c → 3", "3.1 d → 3.1",
        "附件4 e → 附件4", "第一部分 f → 附件4之第一部分",
    ]  # fmt: skip


def test_the_outermost_level_always_counts_on() -> None:
    found = plan(
        {**PARTS, "continuous": ["1"]}, chapter("one", chapter("a")), chapter("two", chapter("b"))
    )
    assert [line.split(" →")[0].strip() for line in shown(found, "en")] == [
        "Part 1 one",
        "1 a",
        "Part 2 two",
        "1 b",
    ]


def test_a_list_may_have_numbers_of_its_own() -> None:
    entry = plan("chinese", chapter("a")).entries()[0]
    numbers = made("chinese", "zh").list_numbers(entry, ("第一步", "①"))
    assert (numbers.number(2), numbers.below(2).number(2)) == ("第二步", "②")


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ({}, ("第一步", "①")),
        ({"numbered": "no"}, ("第一步",)),
        ({"list": [{"id": "deep", "text": {"en": "x"}}]}, ("第一步", "①")),
    ],
)
def test_a_level_with_an_example_is_numbered_without_saying_so(
    written: dict[str, Any], numbers: tuple[str, ...]
) -> None:
    """A level below the last example is not, and `numbered: no` stays the author's word."""
    inner = {"id": "inner", "text": {"en": "b"}}
    item = {"text": {"en": "a"}, "list": [{**inner, **written} if "list" in written else inner]}
    if "numbered" in written:
        item["numbered"] = written["numbered"]
    blocks = [{"list": [item], "numbers": {"zh": ["第一步", "①"], "en": ["Step 1"]}}]
    entry = plan("chinese", chapter("a", blocks=blocks)).entries()[0]
    counted = made("chinese", "zh").list_numbers(entry, ("第一步", "①"))
    *_, last = named_items(entry.chapter.blocks)
    assert tuple(number.text for number in counted.path(last.path)) == numbers


def test_a_list_hangs_by_its_widest_number() -> None:
    numbers = made("chinese", "zh").list_numbers(
        plan("chinese", chapter("a")).entries()[0], ("第一步", "①")
    )
    items = tuple(ItemView((), None) for _ in range(11))
    listed = labelled(BlockView("list", ListView("", True, items), ""), numbers).content
    assert isinstance(listed, ListView)
    assert listed.items[-1].label == "第十一步 "
    assert listed.hang == 4.55


def lists_in(numbering: Any, at: str, *chapters: Any, own: tuple[str, ...] = ()) -> list[str]:
    """Numbers of the second item of a list in the chapter `at`, of the third below it, and how texts refer to that."""
    setting, found = made(numbering, "zh"), plan(numbering, *chapters)
    (entry,) = [one for top in found.entries() for one in top.all() if one.chapter.id == at]
    numbers = setting.list_numbers(entry, own)
    path = (ItemPlace(2, True), ItemPlace(3, True))
    referred = setting.item(entry.position, numbers.path(path))
    return [numbers.number(2), numbers.below(2).number(3), referred]


NESTED = (chapter("a"), chapter("b", chapter("c", chapter("d"))))


@pytest.mark.parametrize(
    ("numbering", "at", "found"),
    [
        ("decimal", "d", ["b)", "3)", "2.1.1 b) 3)"]),
        ({"style": "decimal", "items_continue": "yes"}, "d", ["2.1.1.2", "2.1.1.2.3", "2.1.1.2.3"]),
        ({"style": "mixed", "items_continue": "yes"}, "a", ["1.2", "1.2.3", "1.2.3"]),
        # 2.2 would look like a chapter: 2.1 is one
        ({"style": "decimal", "items_continue": "yes"}, "b", ["b)", "3)", "2 b) 3)"]),
        ({"style": "chinese", "levels": {"zh": ["1.", "1.1"]}}, "a", ["1.2", "1.2.3", "1.2.3"]),
    ],
)
def test_a_list_takes_the_levels_below_its_chapter(
    numbering: Any, at: str, found: list[str]
) -> None:
    assert lists_in(numbering, at, *NESTED) == found


def test_a_list_of_its_own_numbers_begins_with_its_chapter_s() -> None:
    assert lists_in("chinese", "b", *NESTED, own=("1.1、", "1.1.1、")) == [
        "2.2、",
        "2.2.3、",
        "2.2.3",
    ]
    aside = chapter("aside", numbered="no")
    assert lists_in("chinese", "aside", aside, own=("1.1、",))[0] == "2、"


def test_a_plan_that_is_the_rest_of_another_goes_on_from_it() -> None:
    rest = {"style": "articles", "first": ["7", "23"]}
    found = plan(rest, chapter("a", chapter("b"), chapter("c")), chapter("d", chapter("e")))
    assert [line.split(" →")[0].strip() for line in shown(found, "zh")] == [
        "第七章 a",
        "第二十三条 b",
        "第二十四条 c",
        "第八章 d",
        "第二十五条 e",
    ]
    found = plan({"first": ["3", "2"]}, chapter("a", chapter("b")), chapter("d", chapter("e")))
    assert [line.split(" →")[0].strip() for line in shown(found, "zh")] == [
        "三、a",
        "（二）b",
        "四、d",
        "（一）e",
    ]


def test_levels_may_differ_from_chapter_to_chapter() -> None:
    own = {**chapter("b", chapter("c", chapter("d"))), "levels": {"zh": ["1、", "1.1"]}}
    found = plan("chinese", chapter("a", chapter("x")), own, chapter("e", chapter("f")))
    assert [line.split(" |")[0].strip() for line in shown(found, "zh")] == [
        "一、a → 一",
        "（一）x → 一（一）",
        "二、b → 二",
        "1、c → 二.1",
        "1.1 d → 二.1.1",
        "三、e → 三",
        "（一）f → 三（一）",
    ]
    assert "A. c" in shown(found, "en")[3], "a language that is not named keeps the plan's"
