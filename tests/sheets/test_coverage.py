"""The annex of rules: in the complete plan alone, for those inside, and with nothing that they may not see."""

from dataclasses import replace

import pytest
from wardbook.plan.project import Project
from wardbook.rules.coverage import coverage
from wardbook.rules.library import library
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.coverage_annex import CoverageView, coverage_view
from wardbook.sheets.project_localizer import localizer_for


def view(book: Book) -> CoverageView:
    found = book.sheets[sheet_ids.COVERAGE].sheet.content
    assert isinstance(found, CoverageView)
    return found


def test_it_is_a_sheet_of_the_complete_plan_alone(book: Book) -> None:
    assert [manual.id for manual in book.manuals if "coverage" in manual.sheets] == ["plan"]
    sheet = book.sheets["coverage"].sheet
    assert (sheet.code, sheet.title) == ("R", "Compliance with rules")
    assert book.manuals[-1].sheets[-1] == "coverage"


@pytest.mark.parametrize(
    ("audience", "shown"), [("public", 0), ("posted", 0), ("staff", 1), ("restricted", 1)]
)
def test_only_those_inside_see_it(audience: str, shown: int, project: Project) -> None:
    for book in books(project, audience):
        assert (sheet_ids.COVERAGE in book.sheets) is bool(shown)
        assert ("coverage" in book.sheets) is bool(shown)


def test_without_packs_there_is_none(project: Project) -> None:
    off = replace(project, site=project.site.model_copy(update={"packs": ()}))
    assert all(sheet_ids.COVERAGE not in book.sheets for book in books(off, "staff"))


def test_a_row_says_the_rule_its_source_and_what_answers_it(book: Book) -> None:
    (group,) = view(book).groups
    assert (
        group.sources[0]
        == "Handbook of the lakeside clinics (LC-H): recommended, in force from 2024-01-01"
    )
    lead, generator = group.rows
    assert (lead.clause, lead.basis, lead.status) == ("2.1", "stated", "met")
    assert "".join(run.text for run in lead.answer) == "Z1 II “People”, Helpdesk"
    assert "".join(run.text for run in generator.answer).startswith("Technician, 2026-05-02: Tried")


def test_a_row_waits_for_a_person_or_says_why_it_was_skipped(
    en: Localizer, project: Project
) -> None:
    day = project.site.edition.date
    standings = coverage(project, day, [project.packs["outside-rules"]])
    archive, cash = coverage_view(en, standings, day).groups[0].rows
    assert (archive.state, "".join(run.text for run in archive.answer)) == (
        "not_yet",
        "in force from 2027-01-01",
    )
    assert (cash.state, cash.answer, cash.basis) == ("ask", (), "our advice, unverified")
    assert cash.source == "Conditions of the insurer", "a pack of several says whose rule it is"


def test_many_places_are_counted(en: Localizer, project: Project) -> None:
    standings = coverage(project, project.site.edition.date, [library()["gbt-29639-2020"]])
    rows = {
        row.id: row
        for group in coverage_view(en, standings, project.site.edition.date).groups
        for row in group.rows
    }
    assert "".join(run.text for run in rows["gbt29639-types"].answer).count(",") == 3
    assert rows["gbt29639-cover"].status == "missing"
    assert "concerns: Z1 Paper plan" in "".join(run.text for run in rows["gbt29639-cover"].answer)


def test_it_is_judged_on_the_whole_plan_and_names_nothing_hidden(project: Project) -> None:
    plan = project.plans["paper-plan"]
    hidden = tuple(
        chapter.model_copy(update={"audience": "restricted"}) if chapter.id == "people" else chapter
        for chapter in plan.chapters
    )
    sealed = replace(project, plans={"paper-plan": plan.model_copy(update={"chapters": hidden})})
    (book,) = books(sealed, "staff", ("en",))
    lead = view(book).groups[0].rows[0]
    assert lead.state == "met"
    assert "".join(run.text for run in lead.answer) == "an internal part of the plan, Helpdesk"


def test_a_third_language_reads_the_packs_in_english_and_is_told_so(project: Project) -> None:
    localizer = replace(localizer_for(project, "en"), language="fr")
    standings = coverage(project, project.site.edition.date, [library()["nist-800-34"]])
    row = coverage_view(localizer, standings, project.site.edition.date).groups[0].rows[0]
    assert row.text == "[untranslated] The plan has an approval page."


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        (("en-GB",), "The plan has an approval page."),
        (("fr",), "[untranslated] The plan has an approval page."),
        (("fr", "zh"), "[untranslated] 有预案批准页。"),
    ],
)
def test_words_of_a_pack_are_those_of_the_nearest_language(
    languages: tuple[str, ...], said: str, project: Project
) -> None:
    site = project.site.model_copy(update={"languages": languages})
    own = replace(project, site=site)
    localizer = replace(localizer_for(project, "en"), project=own, language=languages[0])
    day = project.site.edition.date
    view = coverage_view(localizer, coverage(project, day, [library()["nist-800-34"]]), day)
    assert view.groups[0].rows[0].text == said
