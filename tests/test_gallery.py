"""The pictures of every kind of sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from wardbook.plan.loader import load
from wardbook.sheets.books import books

from tests.gallery import kinds
from tests.readme_pictures import recorded, todays
from tests.soak import is_whole

MATERNITY = Path(__file__).parent / "projects/maternity"


@pytest.mark.slow
def test_each_kind_of_a_plan_has_a_picture_in_each_language(tmp_path: Path) -> None:
    plan = load(MATERNITY).project
    assert plan is not None
    wanted = set()
    for book in books(plan, "staff", ()):
        for stamped in book.sheets.values():
            wanted.add(f"{stamped.sheet.kind.value.id}-{stamped.sheet.key.language}.png")
    assert wanted
    assert {picture.name for picture in kinds(MATERNITY, tmp_path)} == wanted
    for name in wanted:
        with Image.open(tmp_path / name) as image:
            darkest, lightest = image.convert("L").getextrema()
            assert (darkest < 64, lightest) == (True, 255), name


@pytest.mark.slow
def test_the_readme_shows_what_the_sheets_say_now(pytestconfig: pytest.Config) -> None:
    """An edit elsewhere changes the lists of all departments and the clock: these are looked at
    before a release, a department's own sheets and the form in every run."""
    shown = todays()
    own = ("card.png", "procedure.png", "form.png")
    looked_at = [one for one in shown if is_whole(pytestconfig) or one.name in own]
    old = [str(one) for one in looked_at if recorded(one) != shown[one]]
    assert old == [], "draw them anew: make pictures"
