"""A sentence with a number that its reader may not see is a sentence still: it says whom to call, and says it once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Scalar
from wardbook.plan.loader import load
from wardbook.plan.project import Project, texts
from wardbook.plan.text import Text, parse_text
from wardbook.sheets.audience import for_audience
from wardbook.sheets.hidden_words import names_it_already
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import text_of
from wardbook.starters import STARTERS

ROOT = Path(__file__).parents[2]
HERE = {
    "plan_source": ROOT,
    "clinic": ROOT / "tests/projects/clinic",
    "maternity": ROOT / "tests/projects/maternity",
}
PLANS = (*HERE, *(starter for starter in STARTERS if starter != "hospital"))
ABOUT = "电话|号码|手机|phone|number"

TWICE = re.compile(r"([\u3400-\u9fff]{2,})\s?\1|\b([A-Za-z]{3,})\s+\2\b", re.IGNORECASE)
NOBODY = re.compile(
    r"(?:[拨报问打找向与转]|致电)\s?(?:[，。：；、）]|$)"
    r"|\b(?:ask|(?<!on )call|from|on|ring|tell|to|with)\s*(?:[,.:;)]|$)",
    re.IGNORECASE,
)
"""A verb of calling, or a word that leads to a name, with nothing behind it; who is on call has
somebody."""


@pytest.mark.parametrize(
    ("before", "name", "said"),
    [
        ("报医务部 ", "医务部值班电话", True),
        ("先问重症", "重症医学科值班电话", True),
        ("一人守专线 ", "急诊抢救室专线", True),
        ("告知急诊（", "急诊科值班电话", False),
        ("拨 ", "信息中心值班", False),
        ("后援 ", "行政总值班", False),
        ("报信息中心，电话 ", "信息中心值班电话", False),
        ("First ICU ", "Intensive care unit duty phone", True),
        ("Call the bureau ", "Insurance bureau", True),
        ("tell ED ", "Emergency Department duty phone", True),
        ("Call ", "Information Centre desk", False),
        ("by phone ", "Ward duty phone", False),
        ("and on ", "Nursing supervisor on duty", False),
        ("", "Helpdesk", False),
        ("ask Desk ", "IT desk", True),
        ("ask the ", "Man in the ward", False),
        ("ask I ", "Intensive care", False),
        ("ask CU ", "Intensive care unit", True),
    ],
)
def test_whose_number_it_is_may_be_said_already(before: str, name: str, said: bool) -> None:
    assert names_it_already(before, name, ABOUT) is said


@pytest.mark.parametrize(
    ("language", "written", "printed"),
    [
        ("zh", "先问挂号 <contact:helpdesk-mobile|number> 的人", "先问挂号技术值班手机的人"),
        ("zh", "报技术值班 <contact:helpdesk-mobile|number>：几点起", "报技术值班：几点起"),
        (
            "en",
            "Tell the helpdesk <contact:helpdesk-mobile|number>, note it",
            "Tell the helpdesk, note it",
        ),
        ("en", "Call <contact:helpdesk-mobile|number>, note it", "Call Helpdesk mobile, note it"),
        ("en", "the helpdesk <contact:helpdesk-mobile>", "the helpdesk Helpdesk mobile"),
    ],
)
def test_a_number_leaves_its_name_unless_that_is_said(
    project: Project, language: str, written: str, printed: str
) -> None:
    wall = localizer_for(for_audience(project, "posted"), language)
    text = parse_text({MARK_KEY: Mark("made"), language: Scalar(written, Mark("made"))})
    assert wall.words(text) == printed


def test_two_hidden_things_of_a_kind_are_told_apart(project: Project) -> None:
    wall = localizer_for(project, "en")
    written = "On <form:a>, each PC on <form:b>; <form:a> goes to <role:c>."
    text = parse_text({MARK_KEY: Mark("made"), "en": Scalar(written, Mark("made"))})
    assert wall.words(text) == (
        "On an internal form, each PC on another internal form; an internal form goes to an internal post."
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Project]:
    folder = tmp_path_factory.mktemp("starters")

    def found(plan: str) -> Project:
        root = HERE.get(plan, folder / plan)
        if not root.exists():
            assert CliRunner().invoke(main, ["new", plan, str(root)]).exit_code == 0
        project = load(root).project
        assert project is not None
        return project

    return found


def calling(project: Project) -> Iterator[Text]:
    """The texts of a plan that name a contact."""
    for model in project.models():
        for text in texts(model):
            if any(reference.link.kinds == ("contact",) for reference in text.references()):
                yield text


def faults(text: Text, seen: Localizer, all_of_it: Localizer, brief: bool) -> Iterator[str]:
    """What is wrong with a sentence for some, and not with the same one for all."""
    said = text_of(seen.line(text, brief=brief))
    usual = text_of(all_of_it.line(text, brief=brief))
    for wrong in (TWICE, NOBODY):
        for match in wrong.finditer(said):
            if match[0] not in usual:
                yield f"{match[0]!r} in {said}"


@pytest.mark.parametrize("audience", ["public", "posted"])
@pytest.mark.parametrize("plan", PLANS)
def test_every_sentence_of_a_plan_still_says_whom_to_call_and_once(
    plan: str, audience: str, whole: Callable[[str], Project]
) -> None:
    project = whole(plan)
    left = for_audience(project, audience)
    found = []
    for language in project.site.languages:
        seen, all_of_it = localizer_for(left, language), localizer_for(project, language)
        for text in calling(left):
            found += faults(text, seen, all_of_it, brief=False)
            found += faults(text, seen, all_of_it, brief=True)
    assert found == []
