"""English is spelt in one way in one place: British in the hospital's plan, the starters that follow it,
the guide and the messages; American in the starter for the United States."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.plan.project import texts

from tests.test_one_language_starters import BRITISH

ROOT = Path(__file__).parent.parent
STARTERS = ROOT / "generator/wardbook/starters/projects"
AMERICAN = re.compile(
    r"\b(analog|anesthe\w+|an(em|ox)i\w+|behavior\w*|canceled|canceling|catalogs?|centers?|cell phones?"
    r"|colors?|colored|diarrhea|edema|enrollments?|favor\w*|fibers?|flashlights?|fulfills?|gray|hemo\w+"
    r"|honor\w*|judgment|labeled|labeling|liters?|meters|neighbor\w*|pediatric\w*|skillful|traveled|traveling"
    r"|tumors?|\w*(analyz|authoriz|categoriz|hospitaliz|organiz|prioritiz|recogniz|steriliz|summariz)\w*)\b",
    re.IGNORECASE,
)
MORE_BRITISH = re.compile(
    r"\b(anaesthe\w+|behaviour\w*|cancelled|colours?|enrolments?|fibres?|haemo\w+|labelling|litres?|metres"
    r"|neighbour\w*|paediatric\w*|programmes?|rota|stabilis\w*|theatres?|authoris\w*|recognis\w*)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"`[^`]*`|<[^>]*>|https?://\S+|\{[^}]*\}")


def english(project: Path) -> Iterator[tuple[str, str]]:
    loaded = load(project).project
    assert loaded and any(said.raw.get("en") for model in loaded.models() for said in texts(model))
    for model in loaded.models():
        for text in texts(model):
            if said := text.raw.get("en"):
                yield f"{text.mark.file}:{text.mark.line}", CODE.sub(" ", str(said))


def spelt(said: Iterator[tuple[str, str]], *wrong: re.Pattern[str]) -> list[tuple[str, str]]:
    found = []
    for place, words in said:
        for pattern in wrong:
            found += [(place, hit.group(0)) for hit in pattern.finditer(words)]
    return found


@pytest.mark.parametrize(
    "project",
    [ROOT, *(STARTERS / name for name in ("articles", "bureau", "company", "group"))],
    ids=str,
)
def test_plans_are_british(project: Path) -> None:
    assert spelt(english(project), AMERICAN) == []


def test_the_plan_for_the_united_states_is_american() -> None:
    assert spelt(english(STARTERS / "hospital-us"), BRITISH, MORE_BRITISH) == []


def test_the_guide_and_the_messages_are_british() -> None:
    files = [*(ROOT / "docs/en").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    files += (ROOT / "generator/wardbook").glob("*/*/en.yml")
    lines = (
        (f"{path.name}:{number}", CODE.sub(" ", line))
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if path.name != "findings.md"  # made from the messages
    )
    assert spelt(lines, AMERICAN) == []
