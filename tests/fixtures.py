"""The small second organisation, for every test that needs a project, and what each worker of a run does.

Loaded by `tests/conftest.py` where tests run."""

import atexit
import os
import shutil
import site
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from wardbook.cli import main
from wardbook.pdf import printing
from wardbook.starters import lay_down

from tests import made_once, read_once, slow_tests, soak
from tests.memory import GARBAGE
from tests.pdf import samples
from tests.shared_drawings import SharedDrawings, share
from tests.workflow_steps import follow, set_up

CLINIC = Path(__file__).parent / "projects" / "clinic"


@pytest.fixture(scope="session", autouse=True)
def one_worker() -> Iterator[None]:
    """Builds start no processes: the tests' own workers share the processors, and each new process would load everything
    anew. Programs that tests start know nothing of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "cpu_count", lambda: 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def shared_drawings(tmp_path_factory: pytest.TempPathFactory) -> SharedDrawings:
    """Builds take from each other what one of them has drawn."""
    drawings = SharedDrawings(made_once.shared_by_workers(tmp_path_factory) / "drawings")
    share(drawings)
    return drawings


@pytest.fixture
def own_drawings(shared_drawings: SharedDrawings) -> Iterator[None]:
    """Builds draw every sheet themselves."""
    shared_drawings.active = False
    yield
    shared_drawings.active = True


@pytest.fixture
def two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds start two processes after all."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture(scope="session")
def clean_clinic() -> Path:
    """The clinic itself: nobody writes into it."""
    return CLINIC


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A copy of the clinic that a test may spoil."""
    return Path(
        shutil.copytree(
            CLINIC, tmp_path / "clinic", ignore=shutil.ignore_patterns(".cache", "build")
        )
    )


def pytest_configure() -> None:
    # Nobody's locale decides what tests read; those of other languages ask for them
    os.environ["WARDBOOK_LANG"] = "en"
    slow_tests.watch()
    read_once.remember()
    printing.give_back = lambda _: GARBAGE.look()  # type: ignore[assignment]
    os.fsync = lambda _: None  # no power is cut here: what waits for the disk has tests of its own


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    """A worker has told all that it has to tell: it ends at once. To give back its millions of
    objects one by one takes some ten seconds, for which the run would wait; and so does pytest's
    last look for what can't be given back, of which a worker tells nobody any more."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        atexit._run_exitfuncs()
        os._exit(0)


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses by marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The flagship last: when a rule is broken, the small cases that say so come first."""
    soak.leave_out(config, items)
    slow_tests.mark(items)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """When a test's turn is, by its number. What is short comes at the very end: a worker that takes the last long one
    would leave the others idle."""
    if item.path.name != "test_flagship.py":
        return 0
    return 1 if item.get_closest_marker("slow") else 2


@settings(max_examples=1, database=None)
@given(st.none())
def first_property(_: None) -> None:
    """Holds. Where the first property of a worker is one that makes up the same each time, Hypothesis
    looks through all memory twice."""


def pytest_collection_finish() -> None:
    first_property()
    GARBAGE.begin()
    # pytest puts our package of that name there, and libraries ask the standard module
    sys.modules["site"] = site


def pytest_runtest_logfinish() -> None:
    GARBAGE.look()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What is not marked as slow must not use what is slow."""
    with slow_tests.USES.set(forbidden=item.get_closest_marker("slow") is None):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object],
) -> Generator[None, object, object]:
    """A fixture for many tests is made for whoever asks first, who may be slow for another reason."""
    if fixturedef.scope == "function" or slow_tests.is_slow_fixture(fixturedef):
        return (yield)
    is_forbidden = fixturedef.argname not in slow_tests.FIRST_EDITIONS
    with slow_tests.USES.set(forbidden=is_forbidden):
        return (yield)


def run(*arguments: str) -> None:
    """A command of the program that ends well."""
    made = CliRunner().invoke(main, [*arguments, "--ui-language", "en"])
    assert made.exit_code == 0, made.output


@pytest.fixture(scope="session")
def clinic_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic with its whole output for staff: nobody writes into it."""
    return made_once.clinic_built(tmp_path_factory)


@pytest.fixture(scope="session")
def clinic_posted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic with its English site as it is for all to see: nobody writes into it."""

    def make(folder: Path) -> None:
        project = folder / "clinic"
        shutil.copytree(CLINIC, project, ignore=made_once.NOT_COPIED)
        choice = ("--audience", "posted", "--language", "en", "--only", "site")
        run("build", "--project", str(project), *choice)

    return made_once.made_once(tmp_path_factory, "clinic-posted", make) / "clinic"


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory, clinic_built: Path) -> Path:
    """Everything that the clinic prints for its plan and its boxes: nobody writes into it."""

    def make(folder: Path) -> None:
        print_everything(folder / "clinic", clinic_built)

    return made_once.made_once(tmp_path_factory, "printed", make) / "clinic/print"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A starter after the steps of its workflow, with its output in `public`: nobody writes into it."""

    def project(starter: str) -> Path:
        def make(folder: Path) -> None:
            lay_down(starter, folder)
            set_up(folder)
            assert follow(folder / ".github/workflows/publish.yml", folder) == (2, 2)

        return made_once.made_once(tmp_path_factory, f"published-{starter}", make)

    return project


def print_everything(project: Path, built: Path) -> None:
    """The clinic in `project` with a label more, and all its paper in `project/print`."""
    shutil.copytree(samples.CLINIC, project, ignore=made_once.NOT_COPIED)
    made_once.take_drawings(built, project)
    (project / "plan_source/forms/vial-label.yml").write_text(samples.VIAL_LABEL, encoding="utf-8")
    boxes = project / "plan_source/departments.yml"
    held = "{form: fault-note, per_hour: 1, hours: 1}"
    text = boxes.read_text(encoding="utf-8").replace(
        held, f"{held}, {{form: vial-label, per_hour: 4}}"
    )
    boxes.write_text(text, encoding="utf-8")
    here = ("--project", str(project))
    parts = ("--only", "manuals", "--only", "cards", "--only", "forms")
    run("build", *here, *parts, "--output", str(project / "print/all"))
    run("pack", "D1", *here, "--date", "2026-05-02")
    run("pack", "D1", *here, "--date", "2026-05-02", "--drill")
    run(
        "forms",
        "print",
        "visit-slip",
        *here,
        "--department",
        "D1",
        "--count",
        "1",
        "--copies",
        "--date",
        "2026-05-03",
    )
