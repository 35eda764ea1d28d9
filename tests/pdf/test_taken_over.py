"""Bound files in the cache: taken over as they were written, or bound anew."""

from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.output import OutputFile
from wardbook.pdf.contents import Leaves
from wardbook.pdf.job_records import Kept, PrintPlace, Single
from wardbook.pdf.taken_over import BOUND, BoundFiles, ToBind, take_over

FORM = Single("form-a", "forms/a.pdf", "form", "A", "en", fillable="forms/fillable/a.pdf")
KEPT = {"form-a": Kept("drawn", Leaves(1, {}))}
FILES = (
    OutputFile("forms/a.pdf", "form", "", "", 1, ("form-a",)),
    OutputFile("forms/fillable/a.pdf", "fillable", "", "", 1, ("form-a",)),
)


@pytest.fixture
def place(tmp_path: Path) -> PrintPlace:
    return PrintPlace(
        tmp_path, tmp_path / "stage", tmp_path / "cache", "look", "en", "2026-06-01", draft=False
    )


def kept(place: PrintPlace, files: tuple[OutputFile, ...] = FILES) -> PrintPlace:
    """A place whose cache holds these files, with an empty stage."""
    for file in files:
        path = place.stage / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"%PDF {file.path}".encode())
    BoundFiles(place).keep(FORM, ["drawn"], files)
    for file in files:
        (place.stage / file.path).unlink()
    return place


def left(place: PrintPlace) -> tuple[Single, ...]:
    files, rest = take_over(place, ToBind(singles=(FORM,)), KEPT)
    assert bool(files) != bool(rest.singles)
    return rest.singles


def test_what_is_as_it_was_is_taken_over(place: PrintPlace) -> None:
    files, rest = take_over(kept(place), ToBind(singles=(FORM,)), KEPT)
    assert tuple(files) == FILES and rest == ToBind()
    for file in FILES:
        assert (place.stage / file.path).read_bytes() == f"%PDF {file.path}".encode()


def test_another_drawing_title_look_or_date_is_bound_anew(place: PrintPlace) -> None:
    kept(place)
    drawn_anew = {"form-a": Kept("other", Leaves(1, {}))}
    assert take_over(place, ToBind(singles=(FORM,)), drawn_anew)[0] == []
    renamed = replace(FORM, title="B")
    assert take_over(place, ToBind(singles=(renamed,)), KEPT)[1].singles == (renamed,)
    for other in (
        replace(place, look="other"),
        replace(place, date="2026-06-02"),
        replace(place, language="zh"),
        replace(place, draft=True),
    ):
        assert left(other) == (FORM,)
    assert left(place) == ()


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("ending", ["json", "pdf"])
def test_what_is_not_as_it_was_written_is_bound_anew(
    place: PrintPlace, at: int, ending: str
) -> None:
    (path,) = (kept(place).cache / BOUND).glob(f"*-{at}.{ending}")
    whole = path.read_bytes()
    for spoiled in (b"", whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1])):
        path.write_bytes(spoiled)
        assert left(place) == (FORM,)
        assert not list(place.stage.rglob("*.pdf"))
    path.unlink()
    assert left(place) == (FORM,)


def test_two_that_were_swapped_are_bound_anew(place: PrintPlace) -> None:
    folder = kept(place).cache / BOUND
    for ending in ("json", "pdf"):
        (one,), (other,) = folder.glob(f"*-0.{ending}"), folder.glob(f"*-1.{ending}")
        one.rename(folder / "between")
        other.rename(one)
        (folder / "between").rename(other)
    assert left(place) == (FORM,)


def test_what_borrows_a_font_of_the_machine_is_not_kept(place: PrintPlace) -> None:
    borrowed = (FILES[0], replace(FILES[1], system_fonts=("Noto Emoji",)))
    assert left(kept(place, borrowed)) == (FORM,)
