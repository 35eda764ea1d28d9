"""Which systems are down: ticks on a page opened from a file show what holds for them together."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from wardbook.plan.loader import load
from wardbook.sheets.books import books
from wardbook.site.build import build_site

CLINIC = Path(__file__).parents[1] / "projects/clinic"
MAIL = """
- id: mail
  name: {en: Mail, zh: 邮件}
  depends_on: [lines]
"""


@pytest.fixture(scope="session")
def clinic_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic, where orders go by mail while the chart is down."""
    project = Path(shutil.copytree(CLINIC, tmp_path_factory.mktemp("clinic") / "clinic"))
    systems = project / "plan_source/systems.yml"
    case = ", together: [{with: [mail], then: {en: Carry orders over., zh: 专人送单。}}]}"
    orders = "{id: orders, name: {en: orders, zh: 开单}"
    text = systems.read_text(encoding="utf-8").replace(orders + "}", orders + case)
    systems.write_text(text.rstrip("\n") + MAIL, encoding="utf-8")
    steps = project / "plan_source/procedures/consulting-rooms.yml"
    text = steps.read_text(encoding="utf-8")
    steps.write_text(text.replace("/orders]", "/orders]\n      through: [mail]"), encoding="utf-8")
    loaded = load(project)
    assert loaded.project, loaded.findings
    out = tmp_path_factory.mktemp("out") / "site"
    build_site(books(loaded.project, "staff"), out, project)
    return out


@pytest.fixture
def which(page: Page, clinic_site: Path) -> Page:
    page.goto((clinic_site / "en/which-system.html").as_uri())
    return page


def fallen(page: Page) -> list[str]:
    return page.locator(".wb-fallen").all_inner_texts()


def test_nothing_ticked_shows_all(which: Page) -> None:
    expect(which.get_by_role("heading", name="Chart Electronic chart down")).to_be_visible()
    expect(which.get_by_text("Carry orders over.")).to_be_visible()
    assert fallen(which) == []


def test_one_system_leaves_the_others_out(which: Page) -> None:
    which.get_by_label("Chart Electronic chart").check()
    expect(which.get_by_role("heading", name="Mail down")).to_be_hidden()
    expect(which.get_by_text("Carry orders over.")).to_be_hidden()
    assert fallen(which) == []


def test_two_systems_strike_what_needs_the_other_and_show_what_then(which: Page) -> None:
    which.get_by_label("Chart Electronic chart").check()
    which.get_by_label("Mail", exact=True).check()
    assert fallen(which) and all("C-R1 step 2" in text for text in fallen(which))
    expect(which.get_by_text("Carry orders over.")).to_be_visible()
    which.get_by_role("button", name="Show all").click()
    assert fallen(which) == []
    expect(which.get_by_role("heading", name="Mail down")).to_be_visible()


def test_what_stands_below_takes_both(which: Page) -> None:
    which.get_by_label("Network", exact=True).check()
    expect(which.locator(".wb-which [role=status]")).to_have_text(
        "Out with it: Chart Electronic chart · Mail"
    )
    assert fallen(which)
    expect(which.get_by_text("Carry orders over.")).to_be_visible()
