"""Things of different kinds may have one id: on a page, and on a leaf, each has an anchor of its own."""

import re
from collections import Counter
from pathlib import Path

import pytest
from wardbook.html.templates import Setting, body
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.sheet import Span, below
from wardbook.site.addresses import location
from wardbook.site.page import Heading, Page
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages
from wardbook.site.search.findables import entries
from wardbook.theme import theme_roots

from tests.checks.test_cases import edit, findings_of
from tests.plans import ROOT, paged

PLAN = """
id: people
code: Z2
title: {en: Second plan, zh: 第二预案}
chapters:
  - id: people
    title: {en: People, zh: 组织}
    blocks:
      - bodies: [{id: people, name: {en: Group of people, zh: 人员组}, lead: technician, task: {en: Mends, zh: 维修}}]
      - contacts: [people]
      - contacts: [people]
      - text: {en: "<body:people>, <contact:people>, <plan:people/people>", zh: "<body:people>、<contact:people>、<plan:people/people>"}
    chapters:
      - id: top
        title: {en: Top, zh: 上}
        blocks: [{list: [{id: office, text: {en: Office, zh: 办公室}}]}]
"""
CONTACTS = "\n".join(
    f"> - {{id: {id}, name: {{en: Number {id}, zh: 号码{id}}}, number: '59{at}', department: dispensary}}"
    for at, id in enumerate(("people", "top", "steps", "card", "numbers", "back-entry"))
)
DRILLS = """
id: {id}
name: {{en: Drill {id}, zh: 演练{id}}}
departments: [dispensary]
lead: dispensary
planned: 2027-01-14
"""


@pytest.fixture
def one_id(clinic: Path) -> Path:
    """The clinic with things that have the ids of other kinds, and those of our own anchors."""
    source = clinic / "plan_source"
    (source / "plans/people.yml").write_text(PLAN, encoding="utf-8")
    for id in ("top", "planned"):
        text = DRILLS.format(id=id)
        (source / f"drills/{id}.yml").write_text(text, encoding="utf-8")
    edit(clinic, ["contacts.yml", *CONTACTS.split("\n")])
    term = "> - {id: top, term: {en: upper end, zh: 上端}, definition: {en: Above., zh: 上面。}}"
    edit(clinic, ["glossary.yml", term])
    return clinic


def book_of(project: Path) -> Book:
    assert [found for found in findings_of(project) if found.severity == "error"] == []
    loaded = load(project).project
    assert loaded
    return books(loaded, "staff", ("en",))[0]


def twice(anchors: list[str]) -> list[str]:
    return [anchor for anchor, count in Counter(anchors).items() if count > 1]


def anchors(page: Page) -> list[str]:
    found = []
    for part in page.parts:
        if isinstance(part, Heading):
            found.append(part.anchor)
        else:
            found += re.findall(r' id="([^"]+)"', part.html)
    return found


def test_each_anchor_of_a_page_stands_there_once(one_id: Path) -> None:
    made = pages(page_context(book_of(one_id), one_id, "")).values()
    assert {page.uri: twice(anchors(page)) for page in made if twice(anchors(page))} == {}


def test_each_anchor_of_a_leaf_stands_there_once(one_id: Path) -> None:
    found = {}
    for id, stamped in book_of(one_id).sheets.items():
        html = body(stamped, setting(one_id))
        found[id] = twice(re.findall(r' id="([^"]+)"', html))
    assert {id: names for id, names in found.items() if names} == {}


def setting(project: Path) -> Setting:
    """How leaves are set, without drawings."""
    return Setting(
        roots=theme_roots(project),
        language="en",
        medium="print",
        href=str,
        draw=lambda _: "",
        picture=lambda view: view.file,
    )


def test_a_reference_leads_to_what_it_names(one_id: Path) -> None:
    sheet = book_of(one_id).sheets["chapter-people-people"].sheet
    targets = [span.target for span in below(sheet.content, Span) if span.target]
    led = [(target.sheet, target.anchor) for target in targets if "people" in target.anchor]
    assert led == [
        ("chapter-people-people", "body_people"),
        ("contacts", "people"),
        ("contacts", "people"),
        ("chapter-people-people", "people"),
    ]


OWN_WORDS = ("history", "distribution", "signoff", "chapters", "attachments", "what", "more", "top")


@pytest.mark.parametrize("id", [*OWN_WORDS, "plan-only"])
def test_an_only_chapter_has_an_anchor_of_its_own(id: str, tmp_path: Path) -> None:
    """On the plan's page and on the first page, which shows what an only chapter says."""
    source = tmp_path / "plan_source"
    source.mkdir()
    (source / "site.yml").write_text(SITE, encoding="utf-8")
    (source / "roles.yml").write_text("- {id: clerk, name: Clerk}\n", encoding="utf-8")
    (source / "plans").mkdir()
    (source / "plans/only.yml").write_text(ONLY.format(id=id), encoding="utf-8")
    made = pages(page_context(book_of(tmp_path), tmp_path, ""))
    for uri in ("index.md", "plans/only/index.md"):
        assert twice(anchors(made[uri])) == []
        assert {id, "plan_history", "plan_distribution"} <= set(anchors(made[uri]))
        said = "".join(part.html for part in made[uri].parts if not isinstance(part, Heading))
        assert "Act in order." in re.sub("<[^>]+>", "", said)  # words that stay together


SITE = """
organisation: Lakeside
kind: organisation
title: Plans of Lakeside
languages: [en]
edition: {id: "1.0", date: 2026-11-01}
"""
ONLY = """
id: only
code: Z1
title: Outage plan
numbering: decimal
version: "1.0"
cover: {{prepared_by: clerk}}
history: [{{version: "1.0", date: 2026-11-01, text: First version.}}]
distribution: [{{to: role:clerk, copies: 1}}]
chapters:
  - id: {id}
    title: Purpose
    blocks: [{{text: Act in order.}}]
"""


@pytest.mark.parametrize("audience", ["public", "posted", "staff"])
def test_what_search_and_the_list_of_names_lead_to_is_there(audience: str) -> None:
    """Of systems and numbers not every one stands on the page of all."""
    made, shown = paged(ROOT, audience, "zh")
    there = {location(uri): anchors(page) for uri, page in shown.items()}
    led = [entry.at.partition("#") for entry in entries(made, shown)]
    assert len([anchor for _, _, anchor in led if anchor]) > 50
    dead = [(at, anchor) for at, _, anchor in led if anchor and anchor not in there[at]]
    assert dead == []
