"""Changes in a registry's text: each says what was meant, and touches nothing else."""

from collections import Counter
from pathlib import Path

import pytest
from wardbook.findings import Mark
from wardbook.folders import SOURCE
from wardbook.plan.data import Data, Scalar
from wardbook.plan.reader import read_text
from wardbook.plan.registries import BY_PLACE
from wardbook.plan.yaml_edit import Manner, rewrite, says
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.cells import Entry, at, cell, entry_with, put
from wardbook.spreadsheets.columns import ColumnKind, ListColumn, columns, keys

ROOT = Path(__file__).parents[2]
FILES = [
    (name, project / SOURCE / file)
    for project in sorted((ROOT / "tests/projects").iterdir())
    for name, file in LISTS.items()
    if (project / SOURCE / file).exists()
]
LANGUAGES = ("zh", "en")
NEW = {
    ColumnKind.WORD: "0: new # {x}",
    ColumnKind.LINKS: "one; two",
    ColumnKind.WORDS: "新名; the new one # 2",
    ColumnKind.TEXT: "“新” - {a}, b: c",
    ColumnKind.TEXTS: "一\n二\n三",
    ColumnKind.ROWS: "form=fault-note; per_hour=3\nform=fault-note; per_hour=4; pad=50",
}


def entries_of(text: str, file: str = "list.yml") -> list[Data]:
    data = read_text(text, file).data
    assert isinstance(data, list)
    return data


def changed(text: str, name: str, new: list[Data], old: list[Data]) -> str:
    model = BY_PLACE[LISTS[name]].model
    bare = frozenset(it.path[-1] for it in columns(model, LANGUAGES) if it.is_count or it.is_yes_no)
    return rewrite(text, old, new, Manner(keys(model), bare))


def with_cell(entry: Data, column: ListColumn, text: str) -> Entry:
    assert isinstance(entry, dict)
    said = Scalar(text, Mark("sheet", 2, 2))
    return entry_with(entry, column, said, languages=LANGUAGES)


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
    column = ListColumn(("name",), ColumnKind.TEXT, "en")
    assert isinstance(entry, dict)
    assert cell(entry, column) == "HIS"
    text = Scalar("Hospital system", Mark("sheet", 2, 2))
    value = put(at(entry, ("name",)), column, text, languages=LANGUAGES)
    assert says(value) == {"zh": "HIS", "en": "Hospital system"}


LAYOUTS = {
    "who calls": "- {id: a, name: {en: Who calls?, zh: 谁}, number: 1}\n- id: b\n  name: {en: Where?, zh: 哪}\n  number: 2\n",
    "in brackets": "[{id: a, name: x, number: '1'}, {id: b, name: y, number: 2},\n  {id: c, name: z, number: 3}]\n",
    "a comma too many": "- {id: a, name: x, number: 1, }\n- {id: b, name: y, number: 2, }\n",
    "hyphens alone": "-\n  id: a\n  name: x\n  number: 1\n-\n  # and this one\n  id: b\n  name: y\n  number: 2\n",
    "far right": "  -   id: a\n      name: x # why\n      number: 1\n\n  -   id: b\n      name: y\n      number: 2\n",
    "bars": "- id: a\n  name: |\n    x\n    y\n  number: 1\n- id: b\n  number: 2\n  name: >-\n    z\n\n    w\n# end\n",
    "old macintosh": "- id: a\r  name: x\r  number: 1\r- id: b\r  name: y\r  number: 2\r",
    "mixed line ends": "- id: a\r\n  name: x # \u2028# y\n  number: 1\r\n- id: b\n  name: y\r\n  number: 2",
    "nothing yet": "- id: a\n  name:\n  box: {}\n  number: 1\n- id: b\n  name: {}\n  number: 2\n",
    "explicit keys": "- ? id\n  : a\n  ? name\n  : x\n  ? number\n  : 1\n- {? id : b, name: y, number: 2}\n",
    "quoted keys": "- \"id\": a\n  'name': x\n  number: 1\n- {\"id\":b, 'name':y, number: 2}\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whatever_the_reader_accepts_can_be_edited(layout: str) -> None:
    """Each cell filled and emptied, each entry taken out, one put in: every other line stays."""
    text = LAYOUTS[layout]
    old = entries_of(text)
    known = [
        column
        for column in columns(BY_PLACE["contacts.yml"].model, LANGUAGES)
        if column.path != ("id",)
    ]
    wishes: list[list[Data]] = [[*old[:place], *old[place + 1 :]] for place in range(len(old))]
    wishes += [[*old, *entries_of('- {id: more, name: {zh: 新, en: "New: one"}}', "sheet.csv")]]
    for place, entry in enumerate(old):
        made = [
            with_cell(entry, column, said) for column in known for said in (NEW[column.kind], "")
        ]
        emptied = entry
        for column in known:
            emptied = with_cell(emptied, column, "")
        wishes += [[*old[:place], new, *old[place + 1 :]] for new in (*made, emptied)]
    for new in wishes:
        written = changed(text, "contacts", new, old)
        assert says(entries_of(written)) == says(new), written
    assert changed(text, "contacts", list(old), old) == text


def test_an_edit_touches_no_other_byte_whatever_ends_the_lines() -> None:
    text = "# top\u2028# still top\r\n- id: a\r  number: '1' # one\n- id: b\r\n  number: '2'\n"
    old = entries_of(text)
    new = [old[0], with_cell(old[1], ListColumn(("number",), ColumnKind.WORD), "0#3")]
    assert changed(text, "contacts", new, old) == text.replace("'2'", "'0#3'")
