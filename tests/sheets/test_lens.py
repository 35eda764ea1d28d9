"""Texts and references become finished words: in one language, for one audience."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from wardbook.findings import Mark
from wardbook.plan.model.scalars import Duration
from wardbook.plan.project import Project
from wardbook.plan.text import KINDS, Link, Text
from wardbook.sheets.audience import for_audience
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import Target

TextMaker = Callable[[str], Text]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Call <contact:helpdesk>.", "Call Helpdesk 7001."),
        ("Call <contact:helpdesk|number>.", "Call 7001."),
        ("Call <contact:helpdesk|name>.", "Call Helpdesk."),
        ("<form:visit-slip>", "LC-1 Visit slip"),
        ("<form:visit-slip|code>", "LC-1"),
        ("<form:visit-slip|name>", "Visit slip"),
        ("<form:visit-slip/child>", "LC-1B Visit slip for a child"),
        ("<procedure:dispensary>", "Dispensing on paper (C-D1)"),
        ("<procedure:dispensary|code>", "C-D1"),
        ("<procedure:cable-cut|name>", "Cable cut"),
        ("<step:welcome-desk/type-slips>", "C-W1 step 9"),
        ("<step:cable-cut/restart>", "S1 step 2"),
        ("<department:dispensary>", "Dispensary"),
        ("<role:doctor>", "Doctor"),
        ("<system:chart>", "Chart"),
        ("<system:chart|name>", "Electronic chart"),
        ("<system:chart/booking>", "booking"),
        ("<citation:records-rule>", "Rule on paper records (Rule 12)"),
        ("<citation:good-practice>", "Notes on good practice [to be verified]"),
        ("<term:paper-start>", "paper start"),
        ("<window:monday-morning>", "Monday morning"),
        ("<plan:paper-plan>", "Plan for work on paper"),
        ("<plan:paper-plan/aim>", "I.A “Aim”"),
    ],
)
def test_what_a_reference_prints(
    en: Localizer, text: TextMaker, written: str, printed: str
) -> None:
    assert en.words(text(written)) == printed


@pytest.mark.parametrize(
    "written", ["<b>bold</b>", "**bold**", "a < b > c", "<script>alert(1)</script>", "&lt;"]
)
def test_markup_is_words(en: Localizer, text: TextMaker, written: str) -> None:
    (run,) = en.line(text(written))
    assert (run.text, run.kind, run.target) == (written, "words", None)


def test_a_blank_line_makes_a_paragraph(en: Localizer, text: TextMaker) -> None:
    assert [[run.text for run in line] for line in en.prose(text("One.\nTwo."))] == [
        ["One."],
        ["Two."],
    ]


def test_brief_prints_codes_and_numbers(en: Localizer, text: TextMaker) -> None:
    written = text(
        "<contact:helpdesk> <form:visit-slip> <form:visit-slip|name> <contact:helpdesk|name>"
    )
    assert (
        "".join(run.text for run in en.line(written, brief=True)) == "7001 LC-1 Visit slip Helpdesk"
    )


def test_a_body_leads_to_where_it_is_described(en: Localizer, text: TextMaker) -> None:
    (span,) = en.line(text("<body:lead>"))
    assert span.target == Target("chapter-paper-plan-people", "body_lead")


def test_references_lead_somewhere(en: Localizer, text: TextMaker) -> None:
    written = text(
        "<form:visit-slip/child|code><step:cable-cut/restart><term:paper-start><plan:paper-plan/aim>"
    )
    assert [run.target for run in en.line(written)] == [
        Target("form-visit-slip-child"),
        Target("scenario-cable-cut", "step-restart"),
        Target("glossary", "paper-start"),
        Target("chapter-paper-plan-general", "aim"),
    ]


def test_a_department_out_of_scope_leads_nowhere(en: Localizer, text: TextMaker) -> None:
    (run,) = en.line(text("<department:computer-room>"))
    assert run.target is None


@pytest.mark.parametrize("brief", [False, True])
@pytest.mark.parametrize("view", ["", "|name", "|number"])
def test_a_number_that_may_not_be_seen_is_a_name_and_leads_nowhere(
    project: Project, text: TextMaker, view: str, brief: bool
) -> None:
    wall = localizer_for(for_audience(project, "posted"), "en")
    printed = wall.line(text(f"<contact:helpdesk-mobile{view}>"), brief=brief)
    assert [(run.text, run.kind, run.target) for run in printed] == [
        ("Helpdesk mobile", "name", None)
    ]


def test_a_name_alone_says_nothing_about_a_number(project: Project, text: TextMaker) -> None:
    wall = localizer_for(for_audience(project, "posted"), "en")
    assert wall.words(text("<contact:helpdesk-mobile|name>")) == "Helpdesk mobile"


def test_what_is_gone_prints_as_plain_words(project: Project, text: TextMaker) -> None:
    hidden = project.forms["visit-slip"].model_copy(update={"audience": "restricted"})
    wall = for_audience(replace(project, forms={**project.forms, "visit-slip": hidden}), "staff")
    assert localizer_for(wall, "en").words(text("see <form:visit-slip>")) == "see an internal form"


def test_every_kind_of_reference_has_words_for_what_is_hidden(en: Localizer, zh: Localizer) -> None:
    for localizer in (en, zh):
        for kind in KINDS:
            assert localizer.say(f"internal_{kind}") and localizer.say(f"other_internal_{kind}")


def test_a_row_leaves_out_what_may_not_be_seen(project: Project) -> None:
    hidden = project.forms["visit-slip"].model_copy(update={"audience": "restricted"})
    localizer = localizer_for(
        for_audience(replace(project, forms={**project.forms, "visit-slip": hidden}), "staff"), "en"
    )
    forms = [
        Link(("form",), id, None, Mark("made"))
        for id in ("visit-slip", "takings-slip", "visit-slip")
    ]
    assert "".join(run.text for run in localizer.row(forms, "code")) == "LC-2"
    assert localizer.names(forms) == "Takings slip"


@pytest.mark.parametrize(
    ("minutes", "english", "spoken", "chinese"),
    [
        (0, "0 h", "0 hours", "0小时"),
        (5, "5 min", "5 minutes", "5分钟"),
        (60, "1 h", "1 hour", "1小时"),
        (90, "1 h 30 min", "1 hour 30 minutes", "1小时30分钟"),
        (1440, "1 day", "1 day", "1天"),
        (7 * 1440, "7 days", "7 days", "7天"),
        (1866, "1 day 7 h 6 min", "1 day 7 hours 6 minutes", "1天7小时6分钟"),
    ],
)
def test_durations(
    en: Localizer, zh: Localizer, minutes: int, english: str, spoken: str, chinese: str
) -> None:
    """Beside a step hours and minutes are h and min, in a sentence words; a day is always a word."""
    assert en.duration(Duration(minutes)) == english
    assert en.spoken_duration(Duration(minutes)) == spoken
    for said in (zh.duration(Duration(minutes)), zh.spoken_duration(Duration(minutes))):
        assert said.replace(" ", "") == chinese


def test_the_same_thing_twice_is_named_once(en: Localizer, project: Project) -> None:
    (links,) = [
        step.tell for phase, step in project.procedures["cable-cut"].steps() if phase == "end"
    ]
    row = "".join(run.text for run in en.row((*links, *links)))
    assert row == "Welcome Desk, Consulting Rooms, Dispensary"


def test_each_language_says_its_own(zh: Localizer, project: Project) -> None:
    assert zh.name(project.procedures["dispensary"].department) == "药局"
    assert zh.words(project.site.organisation) == "湖滨社区诊所"
