"""Whatever an author does to a plan, checking never raises, and everything it says has a place that
exists."""

import copy
import itertools
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wardbook.checks import run_checks
from wardbook.checks.wording import glyphs
from wardbook.plan.loader import load
from wardbook.plan.reader import Document, read
from wardbook.report.findings_json import as_json
from wardbook.report.findings_text import as_text
from wardbook.report.github import as_annotations
from wardbook.report.messages import codes
from wardbook.report.sarif import as_sarif

from tests.examples import examples
from tests.soak import some_of

CLINIC = Path(__file__).parent.parent / "projects" / "clinic" / "plan_source"
PLAIN = {
    path.relative_to(CLINIC).as_posix(): yaml.load(
        path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader
    )
    for path in sorted(CLINIC.rglob("*.yml"))
}
PLAIN["waivers.yml"] = [
    {
        "code": "T307",
        "place": "procedures/dispensary.yml:hand-out",
        "reason": {"en": "Later"},
        "until": "2026-12-31",
    },
    {
        "code": "P611",
        "place": "role:clinic-manager",
        "reason": "Decided by the manager",
        "until": "2026-06-14",
    },
]
FILES = sorted(PLAIN)
TODAY = date(2026, 6, 15)
STRANGE = (
    "",
    "yes",
    "no",
    "fill",
    "another",
    "end",
    "noticed",
    "x" * 200,
    "<form:x/y|z>",
    "9" * 5000 + " h",
    "-1",
    "１２ h",
    "*",
)
FIXED = settings(
    max_examples=examples(40),
    deadline=None,
    derandomize=True,  # the same cases on every machine; a new one becomes a folder in tests/cases
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEWER = settings(FIXED, max_examples=examples(20))


@pytest.fixture(scope="module", autouse=True)
def no_system_fonts() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glyphs, "system_covers", lambda _: "")
        yield


def places(data: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place below `data`, as keys and positions."""
    steps = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return [
        place for step, value in steps for place in ((*above, step), *places(value, (*above, step)))
    ]


def holder_of(data: Any, place: tuple[Any, ...]) -> Any:
    for step in place[:-1]:
        data = data[step]
    return data


def mangle(data: Any, place: tuple[Any, ...], how: str, strange: str, other: Any) -> None:
    """Spoil one place: drop it, put something strange there, wrap it, double it, rename it, swap it
    with its neighbour, or move another value in."""
    holder, last = holder_of(data, place), place[-1]
    if how == "drop":
        del holder[last]
    elif how == "rename":
        if isinstance(holder, dict):
            holder[strange or "x"] = holder.pop(last)
    elif how == "double":
        if isinstance(holder, list):
            holder.insert(last, copy.deepcopy(holder[last]))
    elif how == "swap":
        steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        next_one = steps[(steps.index(last) + 1) % len(steps)]
        holder[last], holder[next_one] = holder[next_one], holder[last]
    else:
        holder[last] = {
            "retype": strange,
            "wrap": [holder[last]],
            "nest": {"a": holder[last]},
            "empty": [],
            "move": other,
        }[how]


@st.composite
def mangled(draw: st.DrawFn) -> dict[str, Any]:
    """The clinic's files with one to four places spoilt."""
    files = copy.deepcopy(PLAIN)
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(FILES))
        found = places(files[name])
        if not found:
            continue
        how = draw(
            st.sampled_from(
                ("drop", "retype", "wrap", "nest", "empty", "move", "rename", "double", "swap")
            )
        )
        source = files[draw(st.sampled_from(FILES))]
        elsewhere = places(source)
        taken = draw(st.sampled_from(elsewhere)) if elsewhere else ()
        other = copy.deepcopy(holder_of(source, taken)[taken[-1]]) if taken else ""
        mangle(
            files[name], draw(st.sampled_from(found)), how, draw(st.sampled_from(STRANGE)), other
        )
    return files


def assert_well_behaved(root: Path, instead: Mapping[Path, Document] | None = None) -> None:
    """Check the project as `wardbook check` does, and look at every finding in every form. `instead`: files that have been
    read already."""
    loaded = load(root, instead)
    checked = run_checks(loaded, frozenset(range(0x20, 0x10000)), TODAY, codes("en"))
    for finding in checked.findings:
        assert finding.marks, finding
        for mark in finding.marks:
            lines = loaded.sources.get(mark.file, "").split("\n")
            assert mark.file.startswith("plan_source"), finding
            assert mark.line == 0 or mark.line <= len(lines), finding
            assert mark.line == 0 or 1 <= mark.column <= len(lines[mark.line - 1]) + 1, finding
        for language in ("en", "zh"):
            assert as_text(finding, loaded.sources, language)
            assert list(as_annotations(finding, language))
    assert as_json(checked, "en")
    assert as_sarif(checked, "zh")


def patterns() -> list[tuple[str, tuple[Any, ...]]]:
    """One place for each field of each kind of file: (file, place)."""
    first: dict[tuple[Any, ...], tuple[str, tuple[Any, ...]]] = {}
    for name in FILES:
        for place in places(PLAIN[name]):
            pattern = (
                name.split("/")[0],
                *("*" if isinstance(step, int) else step for step in place),
            )
            first.setdefault(pattern, (name, place))
    return list(first.values())


def write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(data), encoding="utf-8")


def written(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


@cache
def as_it_is(name: str) -> str:
    """A file that nobody has spoilt, as `write` writes it."""
    return written(PLAIN[name])


PARTS = 6
"""So many tests share the rounds, so that the workers do; two of them are in every run."""


def rounds() -> list[list[tuple[str, tuple[Any, ...]]]]:
    """The places of `patterns`, one of each file in a round: one check looks at them all."""
    by_file: dict[str, list[tuple[str, tuple[Any, ...]]]] = {}
    for name, place in patterns():
        by_file.setdefault(name, []).append((name, place))
    found = []
    for many in itertools.zip_longest(*by_file.values()):
        found.append([one for one in many if one])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("part", some_of(range(PARTS), [0]))
def test_a_strange_value_in_every_field_is_findings_with_places(part: int, tmp_path: Path) -> None:
    assert sum(map(len, rounds())) == len(patterns()) > 300
    source = Path(shutil.copytree(CLINIC, tmp_path / "plan_source"))
    for name in FILES:
        write(source / name, PLAIN[name])
    sound = {name: read(source / name, tmp_path) for name in FILES}
    for spoiled in rounds()[part::PARTS]:
        for name, place in spoiled:
            data = copy.deepcopy(PLAIN[name])
            # what every scalar accepts or refuses, and int() does not
            holder_of(data, place)[place[-1]] = "9" * 5000 + " h"
            write(source / name, data)
        names = {name for name, _ in spoiled}
        others = {source / other: sound[other] for other in FILES if other not in names}
        assert_well_behaved(tmp_path, others)
        for name in names:
            (source / name).write_text(sound[name].text, encoding="utf-8")


@pytest.mark.slow
@FIXED
@given(files=mangled())
def test_a_mangled_plan_is_findings_with_places(files: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, "plan_source", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            text = as_it_is(name) if data == PLAIN[name] else written(data)
            path.write_text(text, encoding="utf-8")
        assert_well_behaved(Path(folder))


@pytest.mark.slow
@FEWER
@given(
    name=st.sampled_from(FILES),
    at=st.integers(0, 6000),
    noise=st.one_of(
        st.text(max_size=6),
        st.sampled_from(("\t", "{", "[", ": ", "- ", "&a ", "*a", "#", "'", '"', "|", "\r")),
    ),
    gone=st.integers(0, 40),
)
def test_noise_in_a_file_is_findings_with_places(name: str, at: int, noise: str, gone: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(shutil.copytree(CLINIC, Path(folder, "plan_source")))
        write(source / "waivers.yml", PLAIN["waivers.yml"])
        text = (source / name).read_text(encoding="utf-8")
        at = at % (len(text) + 1)
        (source / name).write_bytes(
            (text[:at] + noise + text[at + gone :]).encode("utf-8", "surrogatepass")
        )
        assert_well_behaved(Path(folder))


@pytest.mark.slow
@FEWER
@given(
    name=st.sampled_from(FILES),
    line=st.integers(0, 200),
    to=st.integers(0, 200),
    copied=st.booleans(),
)
def test_a_line_in_the_wrong_place_is_findings_with_places(
    name: str, line: int, to: int, copied: bool
) -> None:
    """A line that was pasted twice (a key that stands twice) or moved by one slip of the editor."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(shutil.copytree(CLINIC, Path(folder, "plan_source")))
        write(source / "waivers.yml", PLAIN["waivers.yml"])
        lines = (source / name).read_text(encoding="utf-8").splitlines()
        taken = lines[line % len(lines)] if copied else lines.pop(line % len(lines))
        lines.insert(to % (len(lines) + 1), taken)
        (source / name).write_text("\n".join(lines), encoding="utf-8")
        assert_well_behaved(Path(folder))


def test_the_same_plans_are_mangled_everywhere() -> None:
    """No database of examples, no random seed: what fails on one machine fails on every other."""
    assert FIXED.derandomize
    assert FIXED.database is None
    assert FIXED.max_examples * 100 // settings.default.max_examples >= 40
