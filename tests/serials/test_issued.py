"""Which numbers went out together, what is at stake with them, and where they stand."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.plan.model.records import PrintRun
from wardbook.plan.project import Project
from wardbook.plan.reader import read_text
from wardbook.serials import runs
from wardbook.serials.entries import read_entries
from wardbook.serials.issued import IssuedNumbers, of_pad, of_run, part, places_of
from wardbook.serials.list_text import rows
from wardbook.serials.pads import range_of
from wardbook.serials.reconciliation import reconcile
from wardbook.serials.serial_numbers import MOST, Pool, check_digits, cleaned, is_valid
from wardbook.serials.typed_numbers import kind_of

CLINIC = Path(__file__).parent.parent / "projects/clinic"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The clinic, where a lost visit slip costs money, and a lost one for controlled medicines
    more."""
    root = Path(
        shutil.copytree(
            CLINIC, tmp_path / "clinic", ignore=shutil.ignore_patterns(".cache", "build")
        )
    )
    form = root / "plan_source/forms/visit-slip.yml"
    text = form.read_text(encoding="utf-8").replace(
        "stock: green}", "stock: green, risk: narcotic}"
    )
    form.write_text(f"{text}\nrisk: charge\n", encoding="utf-8")
    loaded = load(root)
    assert loaded.project, loaded.findings
    return loaded.project


def recorded(
    form: str,
    id: str = "r-own",
    first: int = 1,
    drill: str = "no",
    department: str = "welcome-desk",
) -> PrintRun:
    text = f"id: {id}\nform: {form}\ndepartment: {department}\nfirst: {first}\ncount: 2\ndrill: {drill}\n"
    return PrintRun.model_validate(
        read_text(f"{text}edition: '3'\nprinted: 2026-05-02\n", "run.yml").data
    )


def group_of(project: Project, form: str) -> IssuedNumbers:
    group = of_run(project, recorded(form), "en")
    assert group
    return group


def test_what_is_at_stake_with_a_variant_is_its_own_before_the_form_s(project: Project) -> None:
    assert group_of(project, "visit-slip/child").risk == "narcotic"
    assert group_of(project, "visit-slip/controlled").risk == "charge"
    assert group_of(project, "visit-slip").risk == "charge"


def test_a_missing_narcotic_variant_is_looked_for_before_the_other_forms(project: Project) -> None:
    groups = [
        group_of(project, form) for form in ("visit-slip", "takings-slip", "visit-slip/child")
    ]
    missing = reconcile(groups, read_entries(list(rows("编号\n")))).missing
    assert [one.group.code for one in missing] == ["LC-1B", "LC-1B", "LC-1", "LC-1", "LC-2", "LC-2"]


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("MZ0001", "MZ0004", 4),
        ("MZ0002", "MZ0003", 2),
        ("MZ0003", "MZ0003", 1),
        ("MZ0003", "MZ0002", 0),
        ("MZ0001", "KM0002", 0),
        ("KM0001", "MZ0004", 0),
        ("MZ0001", "MZ0005", 0),
        ("MZ0000", "MZ0004", 0),
        ("mz-0001", " MZ 0004 ", 4),
    ],
)
def test_a_part_is_of_one_group_and_runs_forward(first: str, last: str, count: int) -> None:
    pad = IssuedNumbers("", "", "", "other", tuple(f"MZ000{at}" for at in range(1, 5)))
    other = IssuedNumbers("", "", "", "other", tuple(f"KM000{at}" for at in range(1, 5)))
    found = part(places_of([pad, other]), first, last)
    assert (len(found.numbers) if found else 0) == count
    if found:
        assert (found.numbers[0], found.numbers[-1]) == (
            cleaned(first).replace("-", ""),
            cleaned(last).replace("-", ""),
        )


def test_the_pool_of_a_record_with_a_name_of_its_own(project: Project) -> None:
    assert runs.pool_of_run(project, recorded("visit-slip/child")) == Pool("LC1B", "W1")
    assert runs.pool_of_run(project, recorded("visit-slip", drill="yes")) == Pool(
        "LC1", "W1", drill=True
    )
    assert runs.pool_of_run(project, recorded("gone")) is None
    assert runs.pool_of_run(project, recorded("visit-slip/gone")) is None
    assert runs.pool_of_run(project, recorded("visit-slip", department="gone")) is None
    assert of_run(project, recorded("visit-slip", department="gone"), "en") is None


@pytest.mark.parametrize(
    ("id", "first", "drill", "pool"),
    [
        ("r-xx9-z1-000001-3f20aa", 1, "no", Pool("XX9", "Z1")),
        ("r-xx9-z1-drill-000001-3f20aa", 1, "yes", Pool("XX9", "Z1", drill=True)),
        ("r-xx9-z1-000002-3f20aa", 1, "no", Pool("LC1", "W1")),
        ("r-xx9-z1-000001-3f20aa", 1, "yes", Pool("LC1", "W1", drill=True)),
        ("r-xx9-z1-drill-000001-3f20aa", 1, "no", Pool("LC1", "W1")),
    ],
)
def test_a_record_s_name_says_its_pool_when_it_fits_what_stands_in_it(
    project: Project, id: str, first: int, drill: str, pool: Pool
) -> None:
    assert runs.pool_of_run(project, recorded("visit-slip", id, first, drill)) == pool


@pytest.mark.parametrize(
    ("first", "count", "fits"),
    [
        (1, 1, True),
        (0, 1, False),
        (-1, 3, False),
        (MOST, 1, True),
        (MOST, 2, False),
        (1, MOST, True),
        (1, MOST + 1, False),
        (2, MOST, False),
    ],
)
def test_numbers_that_have_places_enough(first: int, count: int, fits: bool) -> None:
    assert runs.fits(first, count) == fits


def test_what_stands_behind_a_stroke_goes_from_whole_numbers_of_ours_alone() -> None:
    ours = f"A000001{check_digits('A', 1)}"
    short = next(f"{at:08d}" for at in range(10_000_000, 10_000_200) if is_valid(f"{at:08d}"))
    assert (len(ours), len(short)) == (9, 8)
    assert cleaned(f"{ours}/2026.1") == ours
    assert cleaned(f"{short}/2026") == f"{short}2026"
    wrong = ours[:-1] + ("0" if ours[-1] != "0" else "1")
    assert cleaned(f"{wrong}/2026") == f"{wrong}2026"


@pytest.mark.parametrize(
    ("unread", "lost"),
    [
        ([], None),
        ([("pad", "*"), ("form", "r-op04-c2-000001-3f20aa")], None),
        ([("run", "r-op04-c2-000001-3f20aa")], "r-op04-c2-000001-3f20aa"),
        ([("run", "r-op04-c2-drill-000001-3f20aa")], None),
        ([("run", "r-op04-c3-000001-3f20aa")], None),
        ([("run", "box-3")], "box-3"),
        ([("pad", "*"), ("run", "box-3")], "box-3"),
    ],
)
def test_a_lost_record_concerns_its_own_pool_or_all(
    unread: list[tuple[str, str]], lost: str | None
) -> None:
    assert runs.lost_record(Pool("OP04", "C2"), unread) == lost


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("OP04-C2-000001-47", "unknown"),
        ("op04 c2 000001 47", "unknown"),
        ("OP04-C2-000001-47 2026-11-29", "unknown"),
        ("OP04-C2-000001-48", "mistyped"),
        ("OP04C200000148", "mistyped"),
        (" op04-c2-d000001-99 ", "mistyped"),
        ("OP04-C2-D00000l-99", "strange"),
        ("MZ0001", "strange"),
        ("", "strange"),
    ],
)
def test_what_is_wrong_with_a_text(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_pad_has_the_numbers_of_its_range_and_the_names_that_are_left(project: Project) -> None:
    (pad,) = project.pads.values()
    group = of_pad(project, pad, "en")
    held = range_of(pad)
    assert held and group.numbers == tuple(held.numbers())
    assert (group.title, group.risk) == (pad.name.words("en"), str(pad.risk))
    department = project.departments[pad.department.id]
    assert group.department == department.name.words("en")
    gone = of_pad(replace(project, departments={}, forms={}), pad, "en")
    assert (gone.department, gone.code) == (pad.department.id, "")
    none = of_pad(project, pad.model_copy(update={"last": pad.first[:-1]}), "en")
    assert none.numbers == ()
