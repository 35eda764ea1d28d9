"""No slow test counts as quick: what one uses decides, in every run."""

import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import weasyprint
from mkdocs.commands.build import build
from wardbook.commands import release
from wardbook.plan.loader import load
from wardbook.theme import product_theme

from tests import plans, slow_tests

FLAGSHIP = product_theme().parent


def many_plans() -> None:
    for _ in range(3):
        load(FLAGSHIP)


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (lambda: weasyprint.HTML(string="<p>").render(), "lays out pages"),
        (lambda: build({}), "builds a site"),  # type: ignore[arg-type]
        (lambda: multiprocessing.Process(target=print).start(), "starts a process"),
        (lambda: subprocess.run([sys.executable, "-c", ""], check=True), "starts "),
        (lambda: subprocess.run("true", shell=True, check=True), "starts true"),
        (lambda: release.freeze(None, None, Path()), "issues an edition"),  # type: ignore[arg-type]
        (plans.plan_in, "looks at the whole of a plan"),
        (plans.flagship_books, "looks at the whole of a plan"),
        (many_plans, f"reads more than {slow_tests.READ_MOST} bytes"),
    ],
    ids=["pages", "site", "process", "program", "shell", "edition", "plan", "books", "plans"],
)
def test_a_quick_test_fails_at_what_is_slow(use: Callable[[], object], said: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=f"not marked as slow, and it {said}"):
        use()


def test_a_program_that_ends_in_a_moment_may_be_started() -> None:
    assert subprocess.run(["git", "--version"], check=True, capture_output=True).stdout


def test_each_test_reads_as_much_as_if_it_were_alone() -> None:
    load(FLAGSHIP)


@pytest.mark.slow
def test_what_is_marked_may_use_everything() -> None:
    assert subprocess.run([sys.executable, "-c", "print(1)"], check=True, capture_output=True)
    assert weasyprint.HTML(string="<p>").render().pages


class Item(SimpleNamespace):
    """A test as collected."""

    def add_marker(self, marker: Any) -> None:
        self.name = marker.name


@pytest.mark.parametrize(
    ("test", "fixtures", "name"),
    [
        ("tests/test_leaks.py::test", ["tmp_path"], ""),
        ("tests/test_leaks.py::test", ["tmp_path", "printed"], "slow"),
        ("tests/editions/test_copies.py::test", ["edition_1"], ""),
        ("tests/pdf/test_pdf.py::test", [], "slow"),
        ("tests/site/test_site.py::test", [], "slow"),
        ("tests/sitemap/test_site.py::test", [], ""),
    ],
)
def test_folder_and_fixtures_mark_a_test(test: str, fixtures: list[str], name: str) -> None:
    item: Any = Item(nodeid=test, fixturenames=fixtures, name="")
    slow_tests.mark([item])
    assert item.name == name


def test_a_parameter_is_no_fixture_of_its_name() -> None:
    item: Any = Item(nodeid="tests/test_leaks.py::test[a]", fixturenames=["printed"], name="")
    item.callspec = SimpleNamespace(params={"printed": "a"})
    slow_tests.mark([item])
    assert item.name == ""


@pytest.mark.parametrize(
    ("name", "where", "slow"),
    [
        ("published", "tests", True),
        ("project", "tests", False),
        ("browser", "tests/site", True),
        ("box", "tests/pdf/test_pack.py", True),
        ("built", "tests/test_pipeline.py", False),
    ],
)
def test_a_slow_fixture_for_many_tests_is_listed(name: str, where: str, slow: bool) -> None:
    fixture: Any = SimpleNamespace(argname=name, baseid=where)
    assert slow_tests.is_slow_fixture(fixture) is slow


@pytest.fixture(scope="module")
def unlisted() -> None:
    """Nobody has listed it: it may use nothing slow, whoever takes it."""
    assert slow_tests.USES.are_forbidden


@pytest.mark.slow
@pytest.mark.usefixtures("unlisted")
def test_a_shared_fixture_is_watched_in_slow_tests_too() -> None:
    assert not slow_tests.USES.are_forbidden


@pytest.mark.parametrize("name", sorted(slow_tests.FIXTURES | slow_tests.FIRST_EDITIONS))
def test_every_listed_fixture_is_one(name: str) -> None:
    modules = Path(__file__).parent.rglob("*.py")
    assert any(f"\ndef {name}(" in path.read_text(encoding="utf-8") for path in modules)
