"""Changes in a registry's text: each says what was meant, and touches nothing else."""

from collections import Counter
from pathlib import Path

import pytest

from generator.findings import Mark
from generator.lists import LISTS
from generator.lists.cells import Entry, at, cell, put
from generator.lists.columns import Column, Kind, columns, keys
from generator.lists.importing import _with
from generator.lists.surgery import rewrite, says
from generator.source.data import Data, Scalar
from generator.source.loader import SOURCE
from generator.source.reader import read_text
from generator.source.registries import BY_PLACE

ROOT = Path(__file__).parents[2]
FILES = [
    (name, project / SOURCE / file)
    for project in sorted((ROOT / "tests/projects").iterdir())
    for name, file in LISTS.items()
    if (project / SOURCE / file).exists()
]
LANGUAGES = ("zh", "en")
NEW = {
    Kind.WORD: "0: new # {x}",
    Kind.LINKS: "one; two",
    Kind.TEXT: "“新” - {a}, b: c",
    Kind.TEXTS: "一\n二\n三",
    Kind.ROWS: "form=fault-note; per_hour=3\nform=fault-note; per_hour=4; pad=50",
}


def entries_of(text: str, file: str = "list.yml") -> list[Data]:
    data = read_text(text, file).data
    assert isinstance(data, list)
    return data


def changed(text: str, name: str, new: list[Data], old: list[Data]) -> str:
    model = BY_PLACE[LISTS[name]].model
    counts = frozenset(column.path[-1] for column in columns(model, LANGUAGES) if column.is_count)
    return rewrite(text, old, new, keys(model), counts)


def with_cell(entry: Data, column: Column, text: str) -> Entry:
    assert isinstance(entry, dict)
    return _with(entry, column, Scalar(text, Mark("sheet", 2, 2)), LANGUAGES)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("name", "path"), FILES, ids=lambda value: value if isinstance(value, str) else value.parts[-3]
)
def test_each_cell_can_be_filled_and_emptied(name: str, path: Path, ending: str) -> None:
    text = path.read_text(encoding="utf-8").replace("\n", ending)
    old = entries_of(text)
    for place in (0, len(old) - 1):
        for column in columns(BY_PLACE[LISTS[name]].model, LANGUAGES):
            for said in (NEW[column.kind], ""):
                new = [*old[:place], with_cell(old[place], column, said), *old[place + 1 :]]
                made = changed(text, name, new, old)
                assert says(entries_of(made)) == says(new), (column.key, said)
                lost = Counter(text.splitlines()) - Counter(made.splitlines())
                assert lost.total() <= 4, (column.key, said)


@pytest.mark.parametrize(
    ("name", "path"), FILES, ids=lambda value: value if isinstance(value, str) else value.parts[-3]
)
def test_entries_can_be_taken_out_and_put_in(name: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    old = entries_of(text)
    for place in range(len(old)):
        new = [*old[:place], *old[place + 1 :]]
        assert says(entries_of(changed(text, name, new, old))) == says(new)
    more = entries_of('- {id: more, name: {zh: 新, en: "New: one"}}', "sheet.csv")
    assert says(entries_of(changed(text, name, [*old, *more], old))) == says([*old, *more])
    assert says(entries_of(changed(text, name, more, old))) == says(more)
    assert changed(text, name, old, old) == text


def test_texts_that_stand_for_all_languages_part_when_one_changes() -> None:
    (entry,) = entries_of("- {id: his, name: HIS}")
    column = Column(("name",), Kind.TEXT, "en")
    assert isinstance(entry, dict)
    assert cell(entry, column) == "HIS"
    value = put(at(entry, ("name",)), column, Scalar("Hospital system", Mark("sheet", 2, 2)), LANGUAGES)
    assert says(value) == {"zh": "HIS", "en": "Hospital system"}
