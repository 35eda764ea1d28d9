"""Out and back: a sheet that nobody touched changes nothing, and one that holds everything makes
the same list again."""

import copy
import dataclasses
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from wardbook.findings import Mark
from wardbook.folders import SOURCE
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.reader import read
from wardbook.plan.registries import BY_PLACE
from wardbook.plan.text import Text
from wardbook.plan.yaml_edit import says
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.cells import Entry
from wardbook.spreadsheets.columns import ColumnKind, ListColumn, columns, left_out
from wardbook.spreadsheets.exporting import as_csv, as_xlsx, rows
from wardbook.spreadsheets.found_ids import Names
from wardbook.spreadsheets.headings import heading_names
from wardbook.spreadsheets.importing import Merged, merge
from wardbook.spreadsheets.sheet_choice import chosen_tables
from wardbook.spreadsheets.worksheets import read_sheets

from tests.examples import examples

ROOT = Path(__file__).parents[2]
PROJECTS = {
    "clinic": ROOT / "tests/projects/clinic",
    "maternity": ROOT / "tests/projects/maternity",
    "flagship": ROOT,
}
LANGUAGES = ("zh", "en")


def known(name: str) -> tuple[ListColumn, ...]:
    return columns(BY_PLACE[LISTS[name]].model, LANGUAGES)


def entries_of(project: Path, name: str) -> list[Data]:
    path = project / SOURCE / LISTS[name]
    data = read(path, project).data if path.exists() else []
    assert isinstance(data, list)
    return data


def written(entries: list[Data], name: str, path: Path) -> Path:
    table = rows(entries, known(name), name)
    path.write_bytes(as_csv(table) if path.suffix == ".csv" else as_xlsx(table, known(name), name))
    return path


def taken(old: list[Data], path: Path, name: str) -> Merged:
    """What an import of the file makes of a list, with all that it finds."""
    chosen = chosen_tables(read_sheets(path), heading_names(known(name), name), [("id", "name")])
    merged = merge(old, chosen.tables, LANGUAGES, Names())
    return dataclasses.replace(merged, findings=(*chosen.findings, *merged.findings))


def validated(entries: list[Data], name: str) -> list[object]:
    """What the models hold, places aside."""
    model = BY_PLACE[LISTS[name]].model
    return [_plain(model.model_validate(entry)) for entry in entries]


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return {
            name: _plain(getattr(value, name)) for name in type(value).model_fields if name != "at"
        }
    if isinstance(value, Text):
        return {language: value.words(language) for language in LANGUAGES}
    return [_plain(item) for item in value] if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("project", PROJECTS)
def test_an_untouched_sheet_changes_nothing(
    tmp_path: Path, project: str, name: str, kind: str
) -> None:
    entries = entries_of(PROJECTS[project], name)
    merged = taken(entries, written(entries, name, tmp_path / f"list{kind}"), name)
    assert (merged.findings, merged.changed, merged.added, merged.missing) == ((), (), (), ())
    assert list(merged.entries) == entries


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("project", PROJECTS)
def test_a_sheet_alone_makes_the_same_list(
    tmp_path: Path, project: str, name: str, kind: str
) -> None:
    entries = entries_of(PROJECTS[project], name)
    merged = taken([], written(entries, name, tmp_path / f"list{kind}"), name)
    assert merged.findings == ()
    assert validated(list(merged.entries), name) == validated(entries, name)


@pytest.mark.parametrize("name", LISTS)
def test_every_field_has_a_column(name: str) -> None:
    assert left_out(BY_PLACE[LISTS[name]].model) == ()


AT = Mark("made", 1, 1)
LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff¶"
)
LINE = (
    st.text(LETTERS, min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: bool(text.strip(" \u00a0\u3000")))
)
HOSTILE = st.sampled_from(
    ["=1+1", "+86 10", "-5", "@cmd", "'=x", "''", '"a"', "a,b;c\td", "0123", "1E5", '="07"', "＝1"]
)
TEXT = st.one_of(HOSTILE, LINE).map(lambda text: text.strip(" \t\u00a0\u3000")).filter(bool)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)


@st.composite
def contacts(draw: st.DrawFn) -> list[Entry]:
    """Contacts with any words, hostile ones among them."""
    made: list[Entry] = []
    for own in draw(st.lists(IDS, unique=True, min_size=1, max_size=4)):
        name: Entry = {
            MARK_KEY: AT,
            **{Scalar(key, AT): Scalar(draw(TEXT), AT) for key in LANGUAGES},
        }
        made.append(
            {
                MARK_KEY: dataclasses.replace(AT, line=len(made) + 1),
                Scalar("id", AT): Scalar(own, AT),
                Scalar("name", AT): name,
                Scalar("number", AT): Scalar(draw(TEXT), AT),
                Scalar("depends_on", AT): [
                    Scalar(link, AT) for link in draw(st.lists(IDS, min_size=1, max_size=3))
                ],
            }
        )
    return made


@settings(max_examples=examples(60), deadline=None, derandomize=True)
@given(entries=contacts(), kind=st.sampled_from([".csv", ".xlsx"]))
def test_whatever_people_write_comes_back(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Data], kind: str
) -> None:
    path = written(entries, "contacts", tmp_path_factory.mktemp("lists") / f"list{kind}")
    back = taken([], path, "contacts")
    assert says(list(back.entries)) == says(entries)


def test_columns_are_of_the_kinds_that_people_know() -> None:
    kinds = {column.key: column.kind for column in known("departments")}
    assert kinds["places.zh"] is ColumnKind.TEXTS
    assert kinds["box.place.en"] is ColumnKind.TEXT
    assert kinds["uses"] is ColumnKind.LINKS
    assert kinds["manual.not"] is ColumnKind.LINKS


@pytest.mark.parametrize("name", ["收讫章；备用", "a; b=c", "back\\slash; \\"])
def test_texts_in_a_row_come_back_as_they_were(tmp_path: Path, name: str) -> None:
    """A box's things have names, and names hold what parts of a row are parted by."""
    mark = Mark("departments.yml")
    said: Entry = {MARK_KEY: mark, "zh": Scalar(name, mark), "en": Scalar(name, mark)}
    thing: Entry = {MARK_KEY: mark, "id": Scalar("stamp", mark), "name": cast(Data, said)}
    # A copy: what is read is kept, and other tests read it, too
    entry = copy.deepcopy(entries_of(PROJECTS["flagship"], "departments")[0])
    assert isinstance(entry, dict)
    box = entry["box"]
    assert isinstance(box, dict)
    box["things"] = [cast(Data, thing)]
    merged = taken([], written([entry], "departments", tmp_path / "list.csv"), "departments")
    assert validated(list(merged.entries), "departments") == validated([entry], "departments")
