"""Pages as each audience has them: axe finds nothing on any kind of page, in any look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from wardbook.plan.loader import load
from wardbook.sheets.books import books
from wardbook.site.build import build_site

from tests.site.conftest import CLINIC
from tests.site.looking import opened, violations
from tests.site.test_screens import LOOKS

POSTED = ("index.html", "which-system.html", "departments/dispensary.html", "forms/visit-slip.html")
FEW_LOOKS = (("light", 320), ("dark", 768))


def faults(browser: Browser, file: Path, width: int, scheme: str) -> Iterator[str]:
    page = opened(browser, file, width, color_scheme=scheme)
    for fault in violations(page):
        yield f"{file.name} {width} {scheme}: {fault}"
    page.context.close()


def test_axe_finds_nothing_on_what_hangs_for_all_to_see(
    browser: Browser, clinic_posted: Path
) -> None:
    """Half of the looks for each of a few kinds."""
    (site,) = clinic_posted.glob("build/**/site")
    found = []
    for number, name in enumerate(POSTED):
        scheme, width = FEW_LOOKS[number % 2]
        found += faults(browser, site / "en" / name, width, scheme)
    assert found == []


@pytest.mark.soak
@pytest.mark.parametrize("audience", ["public", "posted", "staff", "restricted"])
def test_axe_finds_nothing_for_any_audience(
    browser: Browser, audience: str, tmp_path: Path
) -> None:
    """Every page of the clinic in every look."""
    project = load(CLINIC).project
    assert project
    site = tmp_path / "site"
    build_site(books(project, audience), site, CLINIC, sends=True)
    found: list[str] = []
    for language, scheme, width in LOOKS:
        files = sorted((site / language).rglob("*.html"))
        assert len(files) > 10
        for file in files:
            found += faults(browser, file, width, scheme)
    assert found == []
