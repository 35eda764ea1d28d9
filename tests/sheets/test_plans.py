"""Several plans in one project: how they stand to one another, their first leaves, approval pages and contents."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.plan.text import Link
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.manuals import Manual
from wardbook.sheets.plan.plans import PlanView
from wardbook.sheets.plan_facts import in_order
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import Prose, Span, below

MATERNITY = Path(__file__).parent.parent / "projects" / "maternity"


@pytest.fixture(scope="module")
def maternity() -> Project:
    loaded = load(MATERNITY)
    assert loaded.findings == ()
    assert loaded.project is not None
    return loaded.project


@pytest.fixture(scope="module")
def both(maternity: Project) -> tuple[Book, ...]:
    return books(maternity, "staff")


def leaf(book: Book, plan: str) -> PlanView:
    content = book.sheets[f"plan-{plan}"].sheet.content
    assert isinstance(content, PlanView)
    return content


def words(prose: Prose) -> list[str]:
    return ["".join(run.text for run in line) for line in prose]


def relations(book: Book, plan: str) -> dict[str, list[str]]:
    return {relation.label: words(relation.plans) for relation in leaf(book, plan).relations}


def whole(book: Book) -> Manual:
    return next(manual for manual in book.manuals if manual.id == "plan")


def test_links_lead_both_ways(both: tuple[Book, ...]) -> None:
    english, chinese = both
    assert relations(english, "response") == {
        "Parent plan": ["Overall safety plan of the Centre"],
        "Child plans": ["Recovery plan", "Plan for paper records"],
        "Sibling plans": ["Fire plan"],
        "Linked plans": ["Business continuity plan of the water supplier"],
    }
    assert relations(chinese, "recovery") == {
        "上级预案": ["《信息安全应急预案》"],
        "同级预案": ["《纸质记录预案》"],
    }
    parent = leaf(english, "records").relations[0].plans[0][0]
    assert parent.target and parent.target.sheet == "plan-response"


def test_a_link_that_one_side_says_is_seen_from_the_other(maternity: Project) -> None:
    records, recovery = maternity.plans["records"], maternity.plans["recovery"]
    apart = {
        **maternity.plans,
        "records": records.model_copy(update={"parent": None}),
        "recovery": recovery.model_copy(update={"parent": None}),
    }
    book = books(replace(maternity, plans=apart), "staff", ("en",))[0]
    assert relations(book, "recovery") == {"Linked plans": ["Plan for paper records"]}
    assert relations(book, "records") == {"Linked plans": ["Recovery plan"]}


def test_a_plan_that_the_reader_may_not_see_is_not_named(maternity: Project) -> None:
    secret = maternity.plans["recovery"].model_copy(update={"audience": "restricted"})
    book = books(
        replace(maternity, plans={**maternity.plans, "recovery": secret}), "staff", ("en",)
    )[0]
    assert relations(book, "records") == {"Parent plan": ["Security response plan"]}
    assert relations(book, "response")["Child plans"] == ["Plan for paper records"]


def test_a_parent_stands_before_its_children(maternity: Project) -> None:
    backwards = dict(reversed(maternity.plans.items()))
    assert next(iter(backwards)) != "response"
    assert next(iter(in_order(backwards))).id == "response"
    sheets = whole(books(maternity, "staff", ("en",))[0]).sheets
    assert sheets[:3] == ("plan-response", "chapter-response-general", "chapter-response-detection")


def test_what_is_hidden_in_attachments_or_behind_subchapters_is_redacted(
    maternity: Project,
) -> None:
    def secret(model: Any) -> Any:
        return model.model_copy(update={"audience": "restricted"})

    plan = maternity.plans["response"]
    attachments = tuple(secret(one) if one.id == "numbers" else one for one in plan.attachments)
    chapters = tuple(
        one.model_copy(update={"continued": tuple(map(secret, one.continued))})
        for one in plan.chapters
    )
    changed = plan.model_copy(update={"attachments": attachments, "chapters": chapters})
    seen = for_audience(replace(maternity, plans={"response": changed}), "staff").plans["response"]
    assert [attachment.id for attachment in seen.attachments] == ["paper"]
    assert any(chapter.continued for chapter in plan.chapters)
    assert not any(chapter.continued for chapter in seen.chapters)


def test_first_leaf(both: tuple[Book, ...]) -> None:
    english, chinese = both
    shown = leaf(english, "response")
    assert shown.short == " (hereinafter “the Response Plan”)"
    assert shown.issuer == "Office of the Director"
    assert leaf(chinese, "recovery").issuer == "蔷薇岸妇产中心（以下简称“本中心”）"
    assert [row.version for row in shown.history] == ["1.0", "2.0", "2.1"]
    assert (shown.distribution[0].name, shown.distribution[0].copies) == ("Delivery Suite", "3")
    assert words(leaf(chinese, "response").attachments) == [
        "附件一 应急联系电话",
        "附件二 纸质单据",
    ]


def test_approval_page(both: tuple[Book, ...]) -> None:
    page, second = whole(both[0]).approvals
    assert [(row.what, row.date) for row in page.signoff] == [
        ("Prepared", "2026-08-03"),
        ("Reviewed", "2026-08-17"),
        ("Approved", "2026-08-28"),
    ]
    assert page.words.count("\n") == 1
    assert page.departments == ("Delivery Suite", "Systems Office")
    assert (second.title, second.departments) == ("Recovery plan", ())
    own = next(manual for manual in both[0].manuals if manual.id == "delivery-suite")
    assert (own.approvals, own.contents) == ((), ())


def test_the_classification_stands_on_the_plans_leaves_and_nowhere_else(
    both: tuple[Book, ...],
) -> None:
    marked = {id: stamped.sheet.classification for id, stamped in both[1].sheets.items()}
    own = {id for id, words in marked.items() if words}
    assert {marked[id] for id in own} == {"内部"}
    assert own == {id for id in marked if "-response" in id} | {"procedure-delivery-suite"}
    assert ("密级", "内部") in leaf(both[1], "response").facts
    assert whole(both[1]).classification == "内部"
    assert [page.classification for page in whole(both[0]).approvals] == ["Internal", ""]


def test_the_cover_of_several_plans_names_each_with_its_number(
    both: tuple[Book, ...], maternity: Project
) -> None:
    manual = whole(both[0])
    assert (manual.number, manual.version, manual.issued) == ("", "", "")
    assert [(plan.title, plan.number, plan.version) for plan in manual.plans] == [
        ("Security response plan", "RB-SEC-01", "2.1"),
        ("Recovery plan", "RB-SEC-02", "1.0"),
        ("Plan for paper records", "", "1.0"),
    ]
    alone = replace(maternity, plans={"response": maternity.plans["response"]})
    single = whole(books(alone, "staff", ("en",))[0])
    assert (single.plans, single.number, single.version) == ((), "RB-SEC-01", "2.1")
    assert single.issued == "2026-08-28"


def test_the_first_leaf_says_of_its_cover_what_there_is(both: tuple[Book, ...]) -> None:
    assert leaf(both[0], "response").facts == (
        ("Number", "RB-SEC-01"),
        ("Version", "2.1"),
        ("Classification", "Internal"),
        ("Issued on", "2026-08-28"),
        ("Effective from", "2026-09-01"),
    )
    assert [fact for fact, _ in leaf(both[0], "recovery").facts] == [
        "Number",
        "Version",
        "Effective from",
    ]
    assert leaf(both[1], "records").facts == (("版本", "1.0"),)


def test_contents_list_two_levels_procedures_and_attachments(both: tuple[Book, ...]) -> None:
    response = whole(both[1]).contents[0]
    assert [f"{line.number}{line.gap}{line.title}" for line in response.lines] == [
        "第一章 总则",
        "第二条 适用范围",
        "第三条 原则",
        "第二章 发现与分级",
        "第一节 发现",
        "第二节 分级",
        "第三章 处置",
        "第七条 改用纸质的命令",
        "第八条 产房的步骤",
        "第九条 其他部门",
        "第十条 产房纸质流程",
        "第四章 附则",
        "附件一 应急联系电话",
        "附件二 纸质单据",
        "（一）补充",
    ]
    assert [(line.sheet, line.anchor) for line in response.lines][1] == (
        "chapter-response-general",
        "scope",
    )


@pytest.mark.parametrize(
    ("link", "english", "chinese"),
    [
        ("order", "Article 7 “Order to write on paper”", "第七条“改用纸质的命令”"),
        ("aim", "Article 1", "第一条"),
        ("no-answer", "Article 7(b)(1) “Nobody answers”", "第七条（二）1“无人接听”"),
        ("finding", "Chapter 2, Section 1 “Detection”", "第二章第一节“发现”"),
        ("refill", "Annex B, (a) “Refilling”", "附件二之（一）“补充”"),
        ("preamble", "“Security response plan”", "“信息安全应急预案”"),
    ],
)
def test_references_follow_the_style(
    maternity: Project, link: str, english: str, chinese: str
) -> None:
    named = Link(("plan",), "response", link, Mark(""))
    localizers = [
        replace(localizer_for(maternity, language), plan="response") for language in ("en", "zh")
    ]
    (first,), (second,) = (localizer.spans(named) for localizer in localizers)
    assert (first.text, second.text) == (english, chinese)
    assert localizers[0].spans(named, "number")[0].text in (english.split(" “")[0], english)


def test_a_chapter_of_another_plan_is_named_with_its_plan(both: tuple[Book, ...]) -> None:
    english, chinese = ("".join(_texts(book, "chapter-recovery-general")) for book in both)
    assert "see the Response Plan, Chapter 4 “Closing provisions”." in english
    assert "见《应急预案》第四章“附则”。" in chinese
    assert "按《恢复预案》2.2“放行”放行后录入" in "".join(
        _texts(both[1], "chapter-records-part-two")
    )
    own = "".join(_texts(both[0], "chapter-recovery-restart"))
    assert "after 2.1.1.1 “Proof”" in own


def test_an_insertion_renumbers_every_reference(maternity: Project) -> None:
    plan = maternity.plans["response"]
    preamble, general, *others = plan.chapters
    new = plan.chapters[-1].model_copy(update={"id": Scalar("new", Mark("")), "chapters": ()})
    longer = plan.model_copy(update={"chapters": (preamble, new, general, *others)})
    changed = books(
        replace(maternity, plans={**maternity.plans, "response": longer}), "staff", ("zh",)
    )[0]
    assert "见《应急预案》第五章“附则”。" in "".join(_texts(changed, "chapter-recovery-general"))
    article = general.chapters[0].model_copy(update={"id": Scalar("new-article", Mark(""))})
    general = general.model_copy(update={"chapters": (article, *general.chapters)})
    longer = plan.model_copy(update={"chapters": (preamble, general, *others)})
    changed = books(
        replace(maternity, plans={**maternity.plans, "response": longer}), "staff", ("zh",)
    )[0]
    assert "由主任或者第七条“中断分级”规定的人员" in "".join(
        _texts(changed, "chapter-response-handling")
    )


def test_on_a_sheet_of_no_plan_a_chapter_is_named_with_its_plan(maternity: Project) -> None:
    (run,) = localizer_for(maternity, "zh").spans(Link(("plan",), "response", "order", Mark("")))
    assert run.text == "《应急预案》第七条“改用纸质的命令”"
    assert run.target and run.target.sheet == "chapter-response-handling"


def _texts(book: Book, sheet: str) -> list[str]:
    return [run.text for run in below(book.sheets[sheet].sheet.content, Span)]
