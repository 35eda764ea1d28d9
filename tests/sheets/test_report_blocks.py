"""From warning to closing provisions: report forms that make themselves, chains that hold at night, records that stay sealed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pydantic import ValidationError
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model.blocks import (
    ActivationBlock,
    AftermathBlock,
    Block,
    ClosingBlock,
    PolicyBlock,
    RecordsBlock,
    ReportingBlock,
    WarningBlock,
)
from wardbook.plan.model.technical_record import Parties, Server
from wardbook.plan.project import Project
from wardbook.plan.text import Text
from wardbook.sheets.audience import for_audience
from wardbook.sheets.forms.forms import FormView, form_sheet
from wardbook.sheets.forms.labels import Label
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks import block_views
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.registers.glossary import glossary_sheet

Said = Callable[[object], str]
SECRET = "Sealed envelope 3"


def shown(localizer: Localizer, kind: type[Block], at: int = 0) -> list[object]:
    block = [
        block for block in localizer.project.plans["paper-plan"].blocks() if isinstance(block, kind)
    ][at]
    return [view.content for view in block_views(localizer, block, "")]


def test_a_report_form_is_made_of_what_must_be_said(
    project: Project, en: Localizer, zh: Localizer
) -> None:
    form = project.forms["privacy-report"]
    view = form_sheet((en, zh), form, None).content
    assert isinstance(view, FormView)
    assert (view.code, view.title) == ("LC-9", Label("Privacy report", ("隐私事件报告单",)))
    cells = [field for section in view.sections for line in section.lines for field in line]
    ticks = next(cell for cell in cells if cell.choices)
    assert [choice.main for choice in ticks.choices] == [
        "Charts may have been read by strangers.",
        "Paper has been lost.",
    ]
    areas = [cell.label.main for cell in cells if cell.type == "area"]
    assert areas == ["What happened and when.", "Whose charts."]
    assert [cell.type for cell in cells].count("sign") == 2


def test_a_reporting_rule_says_who_how_and_with_whose_consent(en: Localizer, said: Said) -> None:
    words = said(shown(en, ReportingBlock, 1))
    desk = en.words(en.project.contacts["helpdesk"].name)
    for part in (
        desk,
        " of activation",
        "By telephone, then in writing.",
        "Clinic manager",
        "Privacy report",
    ):
        assert part in words


def test_the_chain_names_who_does_it_instead(en: Localizer, zh: Localizer, said: Said) -> None:
    assert "If not reached within 5 minutes, in this order: " in said(shown(en, ActivationBlock))
    assert "5 分钟内联系不上的，依次代行：" in said(shown(zh, ActivationBlock))


def test_warning_lists_what_is_watched_and_how_changes_are_announced(
    en: Localizer, said: Said
) -> None:
    table, notice = shown(en, WarningBlock)
    for part in ("Free space of the server", "every 1 d", "Below a tenth.", "all the time"):
        assert part in said(table).replace("1 day", "1 d")
    for part in ("at least", "Dispensary", "From when to when.", "LC-4"):
        assert part in said(notice)


def test_what_is_left_to_do_has_an_owner_and_a_deadline(en: Localizer, said: Said) -> None:
    words = said(shown(en, AftermathBlock))
    for part in (
        "Cause analysis",
        "Technician",
        "of the end",
        "of the report",
        "Revision of the plan",
    ):
        assert part in words


def test_closing_provisions_and_policy(en: Localizer, zh: Localizer, said: Said) -> None:
    words = said(shown(en, ClosingBlock))
    assert all(
        part in words
        for part in (
            "Interpreted by",
            "Revised by",
            "From the date on the cover.",
            "The plan of 2024.",
        )
    )
    assert "Clinic manager, 2026-01-05" in said(shown(en, PolicyBlock))
    assert "诊所主任　2026-01-05" in said(shown(zh, PolicyBlock))


def test_technical_records_are_for_the_restricted_copy_alone(project: Project, said: Said) -> None:
    restricted = localizer_for(for_audience(project, "restricted"), "en")
    words = said(shown(restricted, RecordsBlock))
    assert all(
        part in words for part in (SECRET, "Switch the generator on.", "Booking answers.", "2 h")
    )
    for audience in ("staff", "posted", "public"):
        localizer = localizer_for(for_audience(project, audience), "en")
        assert SECRET not in said(shown(localizer, RecordsBlock))
        assert "sealed" in said(shown(localizer, RecordsBlock))
        assert all(system.record is None for system in localizer.project.systems.values())


def test_whoever_sees_all_is_told_nothing_of_records_that_are_not_there(
    project: Project,
) -> None:
    systems = {
        id: system.model_copy(update={"record": None}) for id, system in project.systems.items()
    }
    without = replace(project, systems=systems)
    assert shown(localizer_for(for_audience(without, "restricted"), "en"), RecordsBlock) == []
    assert shown(localizer_for(for_audience(without, "staff"), "en"), RecordsBlock)


def test_a_record_says_what_the_system_is_who_keeps_it_and_where_it_runs(
    project: Project, said: Said
) -> None:
    restricted = for_audience(project, "restricted")
    words = said(shown(localizer_for(restricted, "en"), RecordsBlock))
    for part in (
        "Full name: ",
        "Lakeside standby generator",
        "Maintained by: ",
        "Current and Sons",
        "https://panel.lakeside.example",
        "panel-gen-1 · 10.9.8.7 port 502, 8443 · Panelix 4.2 · standby · Shed behind the house",
    ):
        assert part in words, part
    assert "Built by" not in words
    chinese = said(shown(localizer_for(restricted, "zh"), RecordsBlock))
    assert "panel-gen-1 · 10.9.8.7 端口 502、8443 · Panelix 4.2 · 备用 · 屋后机房" in chinese
    staff = said(shown(localizer_for(for_audience(project, "staff"), "en"), RecordsBlock))
    assert "10.9.8.7" not in staff


def test_a_party_of_the_plan_is_printed_by_its_name(
    project: Project, said: Said, text: Callable[[str], Text]
) -> None:
    restricted = for_audience(project, "restricted")
    system = restricted.systems["generator"]
    assert system.record
    parties = Parties.model_construct(
        owner=text("welcome-desk"), maintainer=text("technician"), contractor=None
    )
    record = system.record.model_copy(update={"parties": parties})
    systems = {**restricted.systems, "generator": system.model_copy(update={"record": record})}
    changed = replace(restricted, systems=systems)
    words = said(shown(localizer_for(changed, "en"), RecordsBlock))
    assert "Welcome Desk" in words and "Technician" in words
    assert '"welcome-desk"' not in words


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("ip", "10.1.2.300", "ip_address"),
        ("ip", "server-1", "ip_address"),
        ("ports", ["70000"], "port"),
        ("ports", ["0"], "port"),
    ],
)
def test_an_address_that_is_none_does_not_load(name: str, value: object, wanted: str) -> None:
    with pytest.raises(ValidationError) as failed:
        Server.model_validate({"at": Mark("x"), "name": scalar("s"), name: marked(value)})
    assert wanted in str(failed.value)


def scalar(value: str) -> Scalar:
    return Scalar(value, Mark("x"))


def marked(value: object) -> object:
    if isinstance(value, list):
        return tuple(map(scalar, value))
    return scalar(str(value))


def test_a_term_says_what_it_is_called_for_short(en: Localizer, zh: Localizer, said: Said) -> None:
    assert "paper start (for short: the start)" in said(glossary_sheet(en).content)
    assert "改用纸质（以下简称起点）" in said(glossary_sheet(zh).content)
