"""Nothing above its level: a marker is put into every text and word of every kind of registry, entries are given audiences at
random, and what is made for each audience holds no marker that is above it."""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic.fields import FieldInfo
from wardbook.build.finished_text import Reader
from wardbook.build.leaks import guard_for, search_texts
from wardbook.commands.output import manifest_facts
from wardbook.fonts import use_fonts
from wardbook.plan.data import MARK_KEY, Scalar
from wardbook.plan.loader import load
from wardbook.plan.model.audience import AUDIENCES, OWN, Lowest, declared, inherited, stays_named
from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import Parsed, _code, parse_word
from wardbook.plan.project import Project
from wardbook.plan.registries import BY_FIELD, TABLE, Shape
from wardbook.plan.text import ANY_LANGUAGE, Text, parse_text, parse_word_lists
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.plan_json import plan_text
from wardbook.sheets.sheet_sources import WALL
from wardbook.site.build import build_site
from wardbook.site.markdown import to_markdown
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages
from wardbook.site.search.index import index

from tests.fuller_clinic import fuller_clinic
from tests.soak import only_in_soak

PROJECTS = Path(__file__).parent / "projects"
MARKER = re.compile(r"zq([a-d])([0-9]{4})q", re.IGNORECASE)
_LETTERS = "abcd"
"""One for each audience, the widest first."""
_A_YEAR = re.compile(r"(?<![0-9A-Za-z])[3-9][0-9]{3}(?![0-9A-Za-z])")
_FIRST_YEAR = 3000
"""Years of dates are markers too: nothing else is that far away."""
FIXED = {
    ("Band", "start"),  # parsed again when it is used
    ("Figure", "file"),
    ("Edition", "date"),  # printed on every page
    ("Holiday", "date"),  # looked up, not told
}
"""Words and dates that no marker can stand in."""
NOT_GIVEN = {
    *[("Body", "short"), ("Body", "deputies_title"), ("Guarantee", "name"), ("DrillPlan", "held")],
    *[("Instrument", "short"), ("Instrument", "end"), ("PackRule", "start"), ("PackRule", "end")],
    *[("Parties", "contractor"), ("Site", "packs_as_of")],
}
"""Days, and names in place of others, that no test project gives."""


BESIDE_ITS_BOX = "Box.place"
"""All else on a card is for those who pass the wall that it hangs on; where the box stands it says to the audience of its
edition."""


def rank(audience: str) -> int:
    return AUDIENCES.index(audience)


def free_years(project: Path) -> Iterator[int]:
    """Years that are no number of the plan, and neither is the year after them, which may be reckoned from them."""
    taken: set[str] = set()
    for path in project.rglob("*.yml"):
        taken.update(re.findall(r"[0-9]+", path.read_text(encoding="utf-8")))
    for year in range(_FIRST_YEAR, 9000, 2):
        if str(year) not in taken and str(year + 1) not in taken:
            yield year


@dataclass
class Marked:
    """A project with markers, and what each of them stands in: marker → (level, place)."""

    chance: random.Random
    years: Iterator[int]
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    met: set[tuple[str, str]] = field(default_factory=set)
    """Fields that could hold a marker: model and name."""

    def marker(self, level: str, where: str) -> str:
        marker = f"Zq{_LETTERS[rank(level)]}{len(self.places):04}q"
        self.places[marker.lower()] = (level, where)
        return marker

    def year(self, level: str, where: str, day: date) -> date:
        year = next(self.years)
        self.places[f"year {year}"] = (level, where)
        return date(year, day.month, min(day.day, 28))

    def project(self, project: Project) -> Project:
        """The project with a marker wherever one can stand."""
        marked: dict[str, Any] = {}
        for one in fields(project):
            if (row := BY_FIELD.get(one.name)) is None:
                continue
            held = getattr(project, one.name)
            if row.shape is Shape.SINGLE:
                marked[one.name] = held and self.model(held, row.audience)
            else:
                marked[one.name] = {
                    id: self.model(model, row.audience) for id, model in held.items()
                }
        return replace(project, **marked)

    def model(self, model: Base, above: str) -> Base:
        """A model with an audience by chance where it may have one, and with markers of the level of each field."""
        model = self.with_audience(model)
        own = inherited(model, above)
        named = above if stays_named(type(model)) else own
        changes = {}
        for name, info in type(model).model_fields.items():
            if name == "at" or (type(model).__name__, name) in FIXED:
                continue
            if can_be_marked(info):
                self.met.add((type(model).__name__, name))
            told = declared(type(model)).get(name, Lowest("")).told
            level = own if told == OWN else max(named, told or named, key=rank)
            where = f"{type(model).__name__}.{name} {model.at}"
            changes[name] = self.value(filled(model, name), level, where, info)
        return model.model_copy(update=changes)

    def with_audience(self, model: Base) -> Base:
        if "audience" not in type(model).model_fields or self.chance.random() > 0.25:
            return model
        (parsed,) = parsers(type(model).model_fields["audience"])
        allowed = [*parsed.schema["enum"]]
        return model.model_copy(update={"audience": Scalar(self.chance.choice(allowed), model.at)})

    def value(self, value: Any, level: str, where: str, info: Any) -> Any:
        if isinstance(value, Base):
            return self.model(value, level)
        if isinstance(value, tuple):
            return tuple(self.value(item, level, where, info) for item in value)
        if isinstance(value, Text):
            return self.text(value, level, where)
        if isinstance(value, Mapping):
            return {key: self.value(item, level, where, info) for key, item in value.items()}
        if type(value) is date:
            return self.year(level, where, value)
        if isinstance(value, Scalar) and (glue := takes_marker(info)):
            return Scalar(f"{value}{glue}{self.marker(level, where)}", value.mark)
        return value

    def text(self, text: Text, level: str, where: str) -> Text:
        raw = {}
        for language, words in text.raw.items():
            glue = "-" if language == ANY_LANGUAGE else " "
            raw[language] = Scalar(f"{words}{glue}{self.marker(level, where)}", words.mark)
        if ANY_LANGUAGE in raw:
            return parse_text(raw[ANY_LANGUAGE])
        return parse_text({MARK_KEY: text.mark, **raw})

    def above(self, said: str, audience: str) -> set[str]:
        """The places whose markers stand in `said`, and are above `audience`."""
        found = {match[0].lower() for match in MARKER.finditer(said)}
        found |= {f"year {year}" for year in _A_YEAR.findall(said)}
        known = [self.places[marker] for marker in found if marker in self.places]
        return {f"{level}: {where}" for level, where in known if rank(level) > rank(audience)}

    def on_wall(self, said: str, audience: str) -> set[str]:
        """The same for a card."""
        passing = {
            place
            for place in self.above(said, min(audience, WALL, key=rank))
            if BESIDE_ITS_BOX not in place
        }
        return passing | self.above(said, audience)


def filled(model: Base, name: str) -> Any:
    """A field's value; words, where nobody has written a text that may stand there."""
    value = getattr(model, name)
    parse = {parsed.parse for parsed in parsers(type(model).model_fields[name])}
    words = {"en": Scalar("Filled", model.at), "zh": Scalar("填写", model.at)}
    if parse_text in parse and value in (None, ()):
        text = parse_text({MARK_KEY: model.at, **words})
        return (text,) if value == () else text
    if parse_word in parse and value is None:
        return Scalar("filled", model.at)
    if parse_word_lists in parse and not value:
        return {language: (word,) for language, word in words.items()}
    return value


def takes_marker(info: Any) -> str:
    """What joins a marker to a scalar of a field; empty when it can't hold one: ids, words of a choice, numbers."""
    return (
        "-"
        if any(parsed.parse in (parse_word, _code, parse_word_lists) for parsed in parsers(info))
        else ""
    )


def can_be_marked(info: FieldInfo) -> bool:
    """Whether a field holds a text, a word or a day, wherever in its type."""
    types = [info.annotation]
    while types:
        kind = types.pop()
        if kind in (Text, date):
            return True
        types += get_args(kind)
    return takes_marker(info) != ""


def parsers(info: FieldInfo) -> list[Parsed]:
    """What reads the scalars of a field, wherever in its type."""
    found = [entry for entry in info.metadata if isinstance(entry, Parsed)]
    types = [info.annotation]
    while types:
        kind = types.pop()
        found += [entry for entry in getattr(kind, "__metadata__", ()) if isinstance(entry, Parsed)]
        types += get_args(kind)
    return found


def outputs(project: Project, audience: str) -> Iterator[tuple[str, bool, str]]:
    """Everything that is made: name, whether it hangs on a wall, and what it says. Data ends in `.json` as in a build, which
    reads it string by string: what one ends with and the next begins with is no sentence."""
    made = books(project, audience)
    for book in made:
        for id, stamped in book.sheets.items():
            hangs = stamped.sheet.kind is SheetKind.CARD
            yield f"sheet {id}/{book.language}", hangs, repr(replace(stamped.sheet, source=None))
        yield f"book {book.language}", False, repr(replace(book, sheets={}))
        how = page_context(book, project.root, "")
        site = pages(how)
        for uri, page in site.items():
            yield f"page {book.language}/{uri}", False, repr(page) + to_markdown(page)
        yield f"search index {book.language}.json", False, index((how, site))
    yield "plan.json", False, plan_text(project, audience)
    yield (
        "manifest.json",
        False,
        json.dumps(manifest_facts(made, audience), ensure_ascii=False),
    )


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Project]:
    """A small test project, with everything that a registry may hold."""

    @cache
    def loaded(name: str) -> Project:
        folder = PROJECTS / name
        if name == "clinic":
            folder = fuller_clinic(tmp_path_factory.mktemp("fuller") / "clinic")
        project = load(folder).project
        assert project
        return project

    return loaded


@pytest.fixture(autouse=True)
def fonts(tmp_path: Path) -> None:
    use_fonts((PROJECTS.parent.parent / "theme",), tmp_path / "cache")


SEEDS = [("clinic", 1), ("clinic", 2), ("clinic", 3), ("maternity", 1)]


def further_seeds(seeds: list[tuple[str, int]]) -> list[Any]:
    """Those that only `make soak` tries."""
    return [only_in_soak(*seed) for seed in seeds]


@pytest.mark.slow  # makes every page of a site
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(("name", "seed"), [SEEDS[0], SEEDS[-1], *further_seeds(SEEDS[1:-1])])
def test_nothing_above_its_level_is_made(
    name: str, seed: int, audience: str, whole: Callable[[str], Project]
) -> None:
    marked = Marked(random.Random(seed), free_years(PROJECTS / name))
    project = marked.project(whole(name))
    leaks: dict[str, list[str]] = {}
    seen = 0
    for output, hangs, said in outputs(project, audience):
        seen += len(MARKER.findall(said))
        for place in marked.on_wall(said, audience) if hangs else marked.above(said, audience):
            leaks.setdefault(place, []).append(output)
    assert seen > 100, "markers do come out"
    assert leaks == {}, "\n".join(
        f"{place}\n    in {', '.join(names[:4])}" for place, names in sorted(leaks.items())
    )


@pytest.mark.slow  # makes every page of a site
@pytest.mark.parametrize("audience", AUDIENCES[:-1])
@pytest.mark.parametrize(("name", "seed"), [SEEDS[1], *further_seeds(SEEDS[2:])])
def test_no_id_of_what_is_hidden_is_told(
    name: str, seed: int, audience: str, whole: Callable[[str], Project]
) -> None:
    """Ids can't be marked without tearing references; what a build looks for at its end holds them."""
    project = Marked(random.Random(seed), free_years(PROJECTS / name)).project(whole(name))
    guard = guard_for(project, audience)
    assert guard.values
    texts = {
        output: said
        for output, _, said in outputs(project, audience)
        if not output.startswith(("sheet", "book"))
    }
    assert [str(found.marks[0]) for found in search_texts(guard, texts)] == []


def test_every_kind_of_registry_is_marked(whole: Callable[[str], Project]) -> None:
    marked = Marked(random.Random(0), free_years(PROJECTS / "clinic"))
    marked.project(whole("clinic"))
    files = {where.split()[1].split(":")[0] for _, where in marked.places.values()}
    for row in TABLE:
        assert any(file.startswith(f"plan_source/{row.place}") for file in files), row.place


def test_every_field_that_can_hold_a_marker_holds_one(whole: Callable[[str], Project]) -> None:
    """A field that is new is marked, or somebody says here why not."""
    met: set[tuple[str, str]] = set()
    held: set[str] = set()
    for name in ("clinic", "maternity"):
        marked = Marked(random.Random(0), free_years(PROJECTS / name))
        marked.project(whole(name))
        met |= marked.met
        held |= {where.split()[0] for _, where in marked.places.values()}
    assert {one for one in met if ".".join(one) not in held} == NOT_GIVEN
    assert could_hold() - met == set(), "no test project has these"


def could_hold() -> set[tuple[str, str]]:
    """Every field, of a model that a plan's files may hold, which could hold a marker."""
    found: set[tuple[str, str]] = set()
    seen: set[type] = set()
    for row in TABLE:
        for model in models_in(row.model, seen):
            for name, info in model.model_fields.items():
                place = (model.__name__, name)
                if name != "at" and place not in FIXED and can_be_marked(info):
                    found.add(place)
    return found


def models_in(kind: Any, seen: set[type]) -> Iterator[type[Base]]:
    """The models that a type names, wherever in it, each once."""
    if isinstance(kind, type) and issubclass(kind, Base):
        if kind in seen:
            return
        seen.add(kind)
        yield kind
        for model in kind.__subclasses__():
            yield from models_in(model, seen)
        for info in kind.model_fields.values():
            yield from models_in(info.annotation, seen)
    for part in get_args(kind):
        yield from models_in(part, seen)


@pytest.mark.slow
def test_no_byte_of_a_built_site_is_above_its_level(
    whole: Callable[[str], Project], tmp_path: Path
) -> None:
    marked = Marked(random.Random(4), free_years(PROJECTS / "clinic"))
    project = marked.project(whole("clinic"))
    build_site(books(project, "public"), tmp_path / "site", project.root, pdfs=False)
    reader = Reader()
    for path in (tmp_path / "site").rglob("*"):
        if path.is_file():
            assert marked.above(reader.words(path.name, path.read_bytes()), "public") == set(), (
                path.name
            )
            assert marked.above(path.read_bytes().decode("utf-8", "replace"), "public") == set(), (
                path.name
            )
