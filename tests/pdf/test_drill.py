"""The kit of a drill: every page marked, made from the steps of the scenario and the department, nothing recorded."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PageObject, PdfReader
from wardbook.cli import main
from wardbook.findings import Mark
from wardbook.plan.loader import load
from wardbook.plan.model.procedure import VerifyAlone
from wardbook.plan.model.scalars import Duration
from wardbook.plan.text import Link
from wardbook.sheets.command.drill_kit import DrillView, drill_view
from wardbook.sheets.project_localizer import localizer_for

CLINIC = Path(__file__).parent.parent / "projects/clinic"


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--project", str(project), "--ui-language", "en"])


def pages(pdf: Path) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(pdf).pages]


def view(department: str) -> DrillView:
    project = load(CLINIC).project
    assert project is not None
    found = project.departments[department]
    return drill_view(
        localizer_for(project, "en"),
        project.procedures["cable-cut"],
        project.procedures[department],
        found,
    )


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("drill") / "clinic"
    shutil.copytree(CLINIC, project, ignore=shutil.ignore_patterns(".cache", "build", "print"))
    return project


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_is_marked_in_both_languages(clinic: Path, language: str) -> None:
    before = sorted(clinic.glob("plan_source/**/*"))
    output = clinic / f"out-{language}"
    arguments = ("--department", "D1", "--language", language, "--output", str(output))
    made = run(clinic, "drill", "S1", *arguments)
    assert made.exit_code == 0, made.output
    found = pages(output / f"drill-cable-cut-dispensary-{language}.pdf")
    assert len(found) >= 5
    assert all("演练" in page and "DRILL" in page for page in found)
    assert sorted(clinic.glob("plan_source/**/*")) == before


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_record_has_half_a_page_for_what_happened(clinic: Path, language: str) -> None:
    site, output = clinic / "plan_source/site.yml", clinic / f"record-{language}"
    if language == "en":
        house = '\nconventions: {paper: Letter, telephone: ["0-000"]}\n'
        site.write_text(site.read_text(encoding="utf-8") + house, encoding="utf-8")
    arguments = ("--department", "D1", "--language", language, "--output", str(output))
    assert run(clinic, "drill", "S1", *arguments).exit_code == 0
    said = {"en": ("Record of the drill", "Evaluation"), "zh": ("演练记录", "演练评估")}[language]
    reader = PdfReader(output / f"drill-cable-cut-dispensary-{language}.pdf")
    (record,) = [page for page in reader.pages if said[0] in page.extract_text()[:200]]
    assert said[1] in reader.pages[reader.pages.index(record) + 1].extract_text()[:200]
    assert free_height(record) * 25.4 / 72 > (100 if language == "zh" else 85)
    if language == "en":  # numbers in the house's groups, here as on every sheet
        assert "0-123" in "".join(page.extract_text() for page in reader.pages)


def free_height(page: PageObject) -> float:
    """Points of the largest space between two lines of words of a page."""
    heights: list[float] = []
    page.extract_text(visitor_text=lambda text, _, at, *__: text.strip() and heights.append(at[5]))
    return max(above - below for below, above in pairwise(sorted(heights)))


def test_the_script_runs_from_the_fault_to_the_all_clear() -> None:
    events = view("welcome-desk").events
    assert [event.at for event in events] == [
        "Discovery", "Discovery + 10 min", "Discovery + 12 min", "T0", "Discovery + 4 h", "All-clear",
    ]  # fmt: skip
    assert events[0].says[0] == "Start of the drill: Cable cut. Down: Network."
    assert (
        "To the department, as Technician: Tell Welcome Desk 0123 how long it takes."
        in events[3].says
    )
    assert any("Is it back?" in said for said in events[1].says)
    assert events[4].says == ("Say: 4 hours have passed, and nothing is back.",)


def test_who_waits_for_the_notice_gets_it_played_in() -> None:
    at = {event.at: event for event in view("dispensary").events}
    assert at["Activation"].says == ("The activation notice reaches Dispensary.",)
    assert at["T0"].steps == (2,)
    assert at["T0"].says[0] == (
        "Say: T0. From now on the department works on paper (within 15 min of activation at the latest)."
    )


def test_every_step_of_the_card_is_observed_once_and_none_besides() -> None:
    found = view("dispensary")
    assert [step.number for step in found.observed] == [1, 2, 4]  # 3 is not on the card
    assert sorted(number for event in found.events for number in event.steps) == [1, 2, 4]
    assert view("welcome-desk").observed[0].target == "within 5 min of discovery"


def test_targets_are_the_deadlines_of_the_plan() -> None:
    found = {(target.number, target.limit) for target in view("welcome-desk").targets}
    assert found == {
        (0, "within 10 min of discovery"),
        (2, "within 5 min of discovery"),
        (6, "within 24 h of the step"),
    }


@pytest.mark.parametrize(
    ("by", "hours", "target", "answer"),
    [
        (
            "another",
            12,
            ("Two people check each medicine, one on duty: checked by the next shift", "12 h"),
            "with one on duty: the next shift, within 12 h",
        ),
        (
            "lead-dispenser",
            6,
            ("Two people check each medicine, one on duty: checked by Lead dispenser", "6 h"),
            "with one on duty: Lead dispenser, afterwards, within 6 h",
        ),
        ("technician", None, None, "with one on duty: Technician, who comes"),
    ],
)
def test_whoever_is_alone_is_asked_who_checks_and_the_check_is_timed(
    by: str, hours: int | None, target: tuple[str, str] | None, answer: str
) -> None:
    project = load(CLINIC).project
    assert project is not None
    procedure = project.procedures["dispensary"]
    (step,) = [one for _, one in procedure.steps() if one.id == "hand-out"]
    alone = VerifyAlone.model_construct(
        by=Link(("role",), by, None, Mark("")), within=Duration(hours * 60) if hours else None
    )
    respond = [
        one.model_copy(update={"verify_alone": alone}) if one is step else one
        for one in procedure.phases.respond
    ]
    phases = procedure.phases.model_copy(update={"respond": tuple(respond)})
    kit = drill_view(
        localizer_for(project, "en"),
        project.procedures["cable-cut"],
        procedure.model_copy(update={"phases": phases}),
        project.departments["dispensary"],
    )
    timed = [(one.name, one.limit) for one in kit.targets if one.number == 2]
    assert timed == ([(target[0], f"within {target[1]} of the step")] if target else [])
    asked = {question.ask: question.answer for question in kit.questions}
    ask = "Step 2 (Two people check each medicine): only one of you is on duty. Who checks?"
    assert asked[ask] == answer


def test_questions_start_with_the_stop_lines() -> None:
    answers = [question.answer for question in view("welcome-desk").questions]
    assert answers[:2] == [
        "Never send anybody home because of the fault.",
        "No cash without a slip",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cable-cot", "--department", "D1"), "near: cable-cut"),
        (("dispensary", "--department", "D1"), "there is no scenario"),
        (("S1",), "say which department"),
        (("S1", "--department", "nowhere"), "there is no department"),
        (("S1", "--department", "K1"), "has no procedure"),
        (("S1", "--department", "D1", "--language", "fr"), "it has en, zh"),
        (("S1", "--department", "D1", "--output", "plan_source"), "is there already"),
    ],
)
def test_what_cannot_be_practised_is_refused(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(clinic)
    refused = run(clinic, "drill", *arguments)
    assert (refused.exit_code, said in refused.output) == (2, True), refused.output


def test_a_drill_of_the_plan_brings_its_departments_and_says_who_leads(clinic: Path) -> None:
    output = clinic / "out-planned"
    made = run(clinic, "drill", "autumn-talk", "--language", "en", "--output", str(output))
    assert made.exit_code == 0, made.output
    assert sorted(path.name for path in output.iterdir()) == [
        "drill-cable-cut-dispensary-en.pdf",
        "drill-cable-cut-welcome-desk-en.pdf",
    ]
    assert (
        "Autumn table talk · 2026-10-02 · tabletop"
        in pages(output / "drill-cable-cut-dispensary-en.pdf")[0]
    )
