"""What the blocks of a chapter print: worked out from the registers, complete, in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from wardbook.findings import Mark
from wardbook.html.templates import environment
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.model.blocks import (
    BLOCKS,
    Block,
    BodiesBlock,
    CalendarBlock,
    CitationsBlock,
    ClustersBlock,
    DrillsBlock,
    DutiesBlock,
    FaultsBlock,
    GuaranteesBlock,
    LevelsBlock,
    ScopeBlock,
    TriggersBlock,
)
from wardbook.plan.model.calendar import Holiday
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Link, Text, Words
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks import block_views, check_makers, prose
from wardbook.sheets.plan.blocks.views import FigureView, PairsView, TableView
from wardbook.sheets.plan.column_shares import column_shares
from wardbook.sheets.sheet import Prose, Span, below
from wardbook.theme import theme_roots
from wardbook.theme import words as theme_words

Show = Callable[[type[Block]], list[object]]


@pytest.fixture
def show(en: Localizer) -> Show:
    def shown(kind: type[Block]) -> list[object]:
        (block,) = [
            block for block in en.project.plans["paper-plan"].blocks() if isinstance(block, kind)
        ]
        return [view.content for view in block_views(en, block, "")]

    return shown


def test_a_body_says_who_stands_above_and_below(show: Show, said: Callable[[object], str]) -> None:
    _, pairs = show(BodiesBlock)
    words = said(pairs)
    assert "Commander: Clinic manager" in words
    assert "Directs: Repair group" in words
    assert "Reports to: Lead group" in words
    assert "Powers: revises it, interprets it, activates it" in words
    assert "others as needed" in words


def test_duties_are_short_and_long_and_nested(show: Show) -> None:
    (pairs,) = show(DutiesBlock)
    assert isinstance(pairs, PairsView)
    repair = pairs.pairs[1]
    assert "".join(run.text for run in repair.text[0]) == "Mends the lines"
    assert repair.below and repair.below.items[1].below
    assert [item.anchor for item in repair.below.items[1].below.items] == ["", "rooms-next"]


def test_categories_are_numbered_as_their_chapter_goes_on(book: Book) -> None:
    tables = list(below(book.sheets["chapter-paper-plan-events"].sheet.content, TableView))
    assert ["".join(run.text for run in row[0][0]) for row in tables[0].rows] == [
        "A. Cable",
        "B. Current",
    ]
    levels = list(below(book.sheets["chapter-paper-plan-levels"].sheet.content, TableView))
    assert "By how far it reaches" in [table.caption for table in levels]


def test_columns_with_paragraphs_get_what_they_say_of_a_table_s_width(book: Book) -> None:
    """A browser goes by the longest line: the chain of activation was squeezed into a fifth."""
    tables = list(below(book.sheets["chapter-paper-plan-levels"].sheet.content, TableView))
    (chain,) = (table for table in tables if table.columns == ("Link", "By", "To", "What"))
    assert max(chain.shares) == chain.shares[-1] > 40 and min(chain.shares) >= 7
    rows = tuple(tuple(((Span("said"),),) for _ in row) for row in chain.rows)
    assert replace(chain, rows=rows).shares == ()


def test_columns_are_as_wide_as_keeps_their_table_lowest() -> None:
    """Titles of forms stood on three lines beside names of posts that took half the page."""
    title, posts = "Request: examination, operation", ", ".join(["Head of the department"] * 9)
    rows = [said("IP-06A", title, "Ward doctor on duty")] * 6
    code, named, post = column_shares((), [*rows, said("CM-03", "Summary", posts)])
    assert code >= 8 and named >= len(title) * 7 / 8 and post > named
    assert sum((code, named, post)) <= 100
    assert column_shares(("Paper", "By"), [said("A4", "Ward nurse")]) == (), "on one line anyway"
    what = "备机一台，备份介质写保护，病毒期间禁用移动介质，异地备份每日一次，取用登记。"
    at, how = "备机与备份介质的存放", "每季度恢复试验时点数"
    posts = [said(at, what * 2 + what[:15], how, post) for post in ("信息中心主任", "收费科科长")]
    assert column_shares((), posts)[-1] >= 12 + 2, "a name stands on one line"
    wide = column_shares((), [said("总值班电话" * 9, "总值班电话" * 3, "院办")])
    assert list(wide) == sorted(wide, reverse=True) and wide[-1] >= 7


def said(*cells: str) -> list[Prose]:
    return [((Span(cell),),) for cell in cells]


def test_a_duty_is_referred_to_by_its_number(book: Book) -> None:
    runs = list(below(book.sheets["chapter-paper-plan-people"].sheet.content, Span))
    assert [run.text for run in runs if run.target and run.target.anchor == "rooms-next"] == [
        "II “Repair group” B.2"
    ]


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
    assert "10 min after discovery" in words
    assert "down: Chart; and still running: Network" in words
    assert "on the UPS, which lasts 20 min" in words
    assert "C-" in words or "S1 step" in words


def test_the_calendar_shows_holidays(show: Show, said: Callable[[object], str]) -> None:
    peaks, holidays = show(CalendarBlock)
    assert "Monday morning" in said(peaks)
    assert "2026-10-01" in said(holidays)


def test_the_calendar_shows_who_opens_when(zh: Localizer, said: Callable[[object], str]) -> None:
    window = zh.project.calendar.peaks[0].model_copy(update={"id": Scalar("surgery", Mark(""))})
    calendar = zh.project.calendar.model_copy(update={"hours": (window,)})
    kept = {"hours": (Link(("window",), "surgery", None, Mark("")),)}
    open_by_day = zh.project.departments["dispensary"].model_copy(update=kept)
    departments = {**zh.project.departments, "dispensary": open_by_day}
    localizer = replace(zh, project=replace(zh.project, calendar=calendar, departments=departments))
    (block,) = [
        block
        for block in zh.project.plans["paper-plan"].blocks()
        if isinstance(block, CalendarBlock)
    ]
    words = said([view.content for view in block_views(localizer, block, "")])
    assert all(f'"{part}"' in words for part in ("开放时间", "8:00–10:30", "药局"))


def test_levels_whose_time_nobody_calls_expected_do_not_say_so(
    en: Localizer, zh: Localizer, said: Callable[[object], str]
) -> None:
    block, *_ = [
        block for block in en.project.plans["paper-plan"].blocks() if isinstance(block, LevelsBlock)
    ]
    plain = block.model_copy(
        update={"levels": block.levels.model_copy(update={"basis_of_time": None})}
    )
    for localizer, expected, head in (
        (en, "Expected outage", '"Outage"'),
        (zh, "预计中断时间", '"中断时间"'),
    ):
        assert expected in said([view.content for view in block_views(localizer, block, "")])
        words = said([view.content for view in block_views(localizer, plain, "")])
        assert head in words and expected not in words


@pytest.mark.parametrize("axis", ["outage_hours", "scope", "class", "custom"])
def test_levels_on_any_axis_say_half_open_intervals_and_criteria(
    en: Localizer,
    zh: Localizer,
    said: Callable[[object], str],
    text: Callable[[str], Text],
    axis: str,
) -> None:
    block, *_ = [
        block for block in en.project.plans["paper-plan"].blocks() if isinstance(block, LevelsBlock)
    ]
    short, long = block.levels.values
    middle = long.model_copy(
        update={"start": Duration(240), "end": Duration(720), "criteria": (text("Two rooms"),)}
    )
    last = long.model_copy(update={"start": Duration(720)})
    given = {"axis": axis, "values": (short, middle, last), "basis_of_time": "elapsed"}
    changed = block.model_copy(update={"levels": block.levels.model_copy(update=given)})
    english, chinese = (
        said([view.content for view in block_views(localizer, changed, "")])
        for localizer in (en, zh)
    )
    for words in (
        "less than 4 h",
        "4 h to less than 12 h",
        "12 h or more",
        "Elapsed outage",
        "Two rooms",
        "Desk lead",
    ):
        assert words in english
    for words in ("不足 4 小时", "4 小时及以上，不足 12 小时", "12 小时及以上", "已中断时间"):
        assert words in chinese


def test_days_of_one_holiday_are_one_line(
    en: Localizer, zh: Localizer, said: Callable[[object], str]
) -> None:
    days = [("国庆节", date(2026, 10, day)) for day in (3, 1, 2)]
    days += [
        ("元旦", date(2026, 12, 31)),
        ("元旦", date(2027, 1, 1)),
        ("劳动节", date(2026, 4, 30)),
    ]
    days += [("劳动节", date(2026, 5, 1)), ("国庆节", date(2026, 10, 5))]
    holidays = tuple(
        Holiday.model_construct(
            date=day, name=Text({"zh": ((Words(name),),)}, {"zh": Scalar(name, Mark(""))}, Mark(""))
        )
        for name, day in days
    )
    (block,) = [
        block
        for block in zh.project.plans["paper-plan"].blocks()
        if isinstance(block, CalendarBlock)
    ]

    def table(localizer: Localizer) -> str:
        calendar = localizer.project.calendar.model_copy(update={"holidays": holidays})
        localizer = replace(localizer, project=replace(localizer.project, calendar=calendar))
        return said([view.content for view in block_views(localizer, block, "")][-1])

    for words in (
        "2026年4月30日至5月1日",
        "2026年10月1日至3日",
        "2026年10月5日",
        "2026年12月31日至2027年1月1日",
    ):
        assert f'"{words}"' in table(zh)
    assert '"2026-10-01 to 2026-10-03"' in table(en)


def test_conditions_of_a_trigger_join_as_chinese_does(
    zh: Localizer, said: Callable[[object], str]
) -> None:
    (block,) = [
        block
        for block in zh.project.plans["paper-plan"].blocks()
        if isinstance(block, TriggersBlock)
    ]
    assert "Chart 停用，且网络仍可用" in said([view.content for view in block_views(zh, block, "")])


@pytest.mark.parametrize(
    ("changed", "english", "chinese"),
    [
        ({"status": "replaced", "replaced_by": Link(("citation",), "good-practice", None, Mark(""))},
         "(Rule 12), replaced by Notes on good practice [to be verified]",
         "（第12号），已被《实务要点》〔待核实〕替代"),
        ({"status": "replaced"}, "(Rule 12), replaced", "（第12号），已被替代"),
        ({"status": "unverified"}, "(Rule 12) [to be verified]", "（第12号）〔待核实〕"),
        ({"status": "withdrawn"}, "(Rule 12), withdrawn", "（第12号），已废止"),
        ({"status": "withdrawn", "replaced_by": Link(("citation",), "good-practice", None, Mark(""))},
         "(Rule 12), withdrawn", "（第12号），已废止"),
    ],
)  # fmt: skip
def test_a_citation_says_in_what_state_it_is(
    en: Localizer, zh: Localizer, changed: dict[str, object], english: str, chinese: str
) -> None:
    (block,) = [
        block
        for block in en.project.plans["paper-plan"].blocks()
        if isinstance(block, CitationsBlock)
    ]
    for localizer, words in ((en, english), (zh, chinese)):
        rule = localizer.project.citations["records-rule"].model_copy(update=changed)
        project = replace(
            localizer.project, citations={**localizer.project.citations, "records-rule": rule}
        )
        items = [
            view.content for view in block_views(replace(localizer, project=project), block, "")
        ]
        assert words in "".join(run.text for run in below(items, Span))


def test_a_drill_says_when_it_was_last_held(en: Localizer, said: Callable[[object], str]) -> None:
    (block,) = [
        block for block in en.project.plans["paper-plan"].blocks() if isinstance(block, DrillsBlock)
    ]
    held = block.model_copy(
        update={"drills": (block.drills[0].model_copy(update={"held": date(2026, 2, 3)}),)}
    )
    assert "Last held" not in said([view.content for view in block_views(en, block, "")])
    words = said([view.content for view in block_views(en, held, "")])
    assert "Last held" in words
    assert "2026-02-03" in words


def test_a_drill_says_how_it_is_judged_and_a_scope_which_events_it_covers(
    en: Localizer, said: Callable[[object], str], text: Callable[[str], Text]
) -> None:
    blocks = list(en.project.plans["paper-plan"].blocks())
    (drills,) = [block for block in blocks if isinstance(block, DrillsBlock)]
    judged = drills.drills[0].model_copy(update={"evaluation": text("By the lead doctor.")})
    words = said(
        [
            view.content
            for view in block_views(en, drills.model_copy(update={"drills": (judged,)}), "")
        ]
    )
    assert "Evaluation" in words
    assert "By the lead doctor." in words
    (scope,) = [block for block in blocks if isinstance(block, ScopeBlock)]
    covers = scope.model_copy(
        update={"scope": scope.scope.model_copy(update={"events": ("cable", "current")})}
    )
    assert "Cable, Current" in said([view.content for view in block_views(en, covers, "")])


def test_a_guarantee_says_how_often_it_is_checked_and_which_posts_it_fills(
    show: Show, said: Callable[[object], str]
) -> None:
    words = said(show(GuaranteesBlock))
    assert "counted" in words
    assert "7 d" in words
    assert "Desk clerk" in words


def test_a_block_that_nobody_makes_stops_the_program() -> None:
    blocks = {key: BLOCKS[key] for key in ("text", "procedure", "attachments", "peak", "levels")}
    with pytest.raises(TypeError, match=r"no MAKERS .* have the block peak, levels"):
        check_makers(blocks, prose.MAKERS)


def figure_of(project: Path) -> FigureView:
    loaded = load(project)
    assert loaded.project is not None
    english = next(book for book in books(loaded.project, "staff") if book.language == "en")
    chapters = [stamped.sheet.content for stamped in english.sheets.values()]
    (figure,) = (view for content in chapters for view in below(content, FigureView))
    return figure


def test_another_picture_under_the_same_name_makes_another_sheet(clinic: Path) -> None:
    before = figure_of(clinic)
    picture = clinic / "plan_source/figures/lines.svg"
    picture.write_text(picture.read_text(encoding="utf-8").replace("<svg", "<svg id='new'", 1))
    after = figure_of(clinic)
    assert before == replace(after, digest=before.digest) and before.digest != after.digest


def test_a_picture_that_is_not_there_yet_keeps_its_place(clinic: Path) -> None:
    (clinic / "plan_source/figures/lines.svg").unlink()
    figure = figure_of(clinic)
    assert figure.digest == ""
    set_block = environment(theme_roots(clinic)).get_template("blocks/figure.html")
    printed = set_block.render(
        v=figure, w=theme_words(theme_roots(clinic), "words", "en"), label=""
    )
    assert "picture missing: figures/lines.svg" in printed and "<img" not in printed
