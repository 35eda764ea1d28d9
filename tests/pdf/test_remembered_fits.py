"""How sheets fitted is remembered: a sheet that fits as before is laid out once, and to the byte as if nothing were
known; what is remembered wrongly costs time and changes nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
import uharfbuzz as hb
from wardbook.fonts import vendored_fonts
from wardbook.kept_files import KeptFiles
from wardbook.pdf.drawing import draw
from wardbook.pdf.fitting import BackFit, Fit
from wardbook.pdf.layout import LaidOut, lay_out
from wardbook.pdf.remembered_fits import FoundFit, RememberedFits
from wardbook.pdf.renderer import Frame, PdfRenderer
from wardbook.sheets.forms.sections import SectionView
from wardbook.sheets.sheet import Stamped
from wardbook.sheets.units import Gathered
from wardbook.theme import product_theme

from tests.pdf import samples


def cells(*labels: str) -> SectionView:
    """A form's line of a field for each label."""
    return samples.cells(*[(samples.field(label),) for label in labels])


SHEETS = {
    "card": samples.card(3),
    "form": samples.form(cells("姓名", "床号 12")),
    "grid": samples.form(samples.grid()),
}


class Counted:
    """Layouts that a renderer made, and the settings of each."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    made, lay = Counted(), PdfRenderer.document

    def document(own: PdfRenderer, frame: Frame) -> object:
        made.frames.append(frame)
        return lay(own, frame)

    monkeypatch.setattr(PdfRenderer, "document", document)
    return made


@pytest.fixture
def fits(tmp_path: Path) -> RememberedFits:
    return RememberedFits(tmp_path / "fits", "look", equal_digits=True)


def drawn(stamped: Stamped, laid_out: LaidOut) -> bytes:
    return draw(laid_out.documents[stamped.sheet.id], "some", {}).data


def remember(fits: RememberedFits, laid_out: LaidOut) -> None:
    for found in laid_out.fits:
        fits.keep(found)


def reissued(stamped: Stamped) -> Stamped:
    """The same sheet of a later edition."""
    stamp = replace(stamped.stamp, edition="2026.2 版（2026-12-20）", short="K7QD")
    return replace(stamped, stamp=stamp)


@pytest.mark.parametrize("name", SHEETS)
def test_a_later_edition_is_laid_out_once_and_comes_out_as_if_nothing_were_known(
    name: str, renderer: PdfRenderer, fits: RememberedFits, counted: Counted
) -> None:
    sheet = SHEETS[name]
    remember(fits, lay_out([sheet], renderer, fits))
    assert len(counted.frames) > 1
    later = reissued(sheet)
    cold = drawn(later, lay_out([later], renderer))
    counted.frames.clear()
    hinted = lay_out([later], renderer, fits)
    assert len(counted.frames) == 1
    assert drawn(later, hinted) == cold


@pytest.mark.parametrize("name", SHEETS)
def test_a_wrong_fit_changes_nothing(
    name: str, renderer: PdfRenderer, fits: RememberedFits
) -> None:
    sheet = SHEETS[name]
    (found,) = lay_out([sheet], renderer, fits).fits
    cold = drawn(sheet, lay_out([sheet], renderer))
    for wrong in (Fit(), Fit(unit=9.5, air=0.3, type=12), Fit(unit=40, rows=30, air=20)):
        fits.keep(replace(found, fit=wrong))
        assert drawn(sheet, lay_out([sheet], renderer, fits)) == cold


def test_another_number_fits_as_before_and_another_word_does_not(
    renderer: PdfRenderer, fits: RememberedFits, counted: Counted
) -> None:
    remember(fits, lay_out([samples.card(3, "致电 6120，记下时间")], renderer, fits))
    for words, layouts in (
        ("致电 8734，记下时间", 1),
        ("改拨 6120，记下时间", 2),
        ("致电 61200，记下时间", 2),
    ):
        other = samples.card(3, words)
        cold = drawn(other, lay_out([other], renderer))
        counted.frames.clear()
        assert drawn(other, lay_out([other], renderer, fits)) == cold
        assert min(2, len(counted.frames)) == layouts, words


def unit(steps: int, number: str) -> Stamped:
    """Two procedures that run on, the second with a flow; each with a number to call."""
    parts = []
    for id in ("first", "second"):
        flow = samples.chain(4) if id == "second" else None
        one = samples.procedure(steps, flow, f"procedure-{id}", f"C-{id}")
        stop = (samples.line(f"致电 {number}。"),)
        parts.append(replace(one.sheet, content=replace(one.sheet.content, stop=stop)))
    sheet = replace(parts[0], key=replace(parts[0].key, id="plan-unit"))
    return replace(one, sheet=replace(sheet, content=Gathered(tuple(parts))))


def test_a_unit_whose_end_was_sought_is_laid_out_once_with_another_number(
    renderer: PdfRenderer, fits: RememberedFits, counted: Counted
) -> None:
    for steps in range(8, 30):  # one of which leaves a few lines for the last page
        counted.frames.clear()
        remember(fits, lay_out([unit(steps, "6120")], renderer, fits))
        if len(counted.frames) > 1:
            break
    assert len(counted.frames) > 1
    other = unit(steps, "8734")
    cold = drawn(other, lay_out([other], renderer))
    counted.frames.clear()
    assert drawn(other, lay_out([other], renderer, fits)) == cold
    assert len(counted.frames) == 1


def test_keys_tell_what_decides(tmp_path: Path) -> None:
    frame = samples.frame('<p id="a1">床号 12 &#39;</p>')
    fits = RememberedFits(tmp_path, "look", equal_digits=True)
    unequal = RememberedFits(tmp_path, "look", equal_digits=False)
    key = fits.key(frame, "zh", draft=False)
    assert key == fits.key(replace(frame, foot="x", word="K7QD"), "zh", draft=False)
    same = replace(frame, body=frame.body.replace("12", "34"))
    assert key == fits.key(same, "zh", draft=False)
    assert unequal.key(frame, "zh", draft=False) != unequal.key(same, "zh", draft=False)
    others = [key, fits.key(frame, "en", draft=False), fits.key(frame, "zh", draft=True)]
    others.append(
        RememberedFits(tmp_path, "other", equal_digits=True).key(frame, "zh", draft=False)
    )
    beside = "<svg>12</svg><p>{}</p>"  # only what is drawn is taken as it stands
    told = [fits.key(replace(frame, body=beside.format(n)), "zh", draft=False) for n in (5, 6)]
    assert told[0] == told[1]
    for body in (
        "a2",
        "&#34;",
        "<svg>12</svg>",
        "<svg>34</svg>",
        "<svg><svg></svg>5</svg>",
        "<svg><svg></svg>6</svg>",
    ):
        old = {"a2": "a1", "&#34;": "&#39;"}.get(body, "</p>")
        changed = replace(frame, body=frame.body.replace(old, body))
        others.append(fits.key(changed, "zh", draft=False))
    others.append(fits.key(replace(frame, paper="A5"), "zh", draft=False))
    others.append(fits.key(replace(frame, style=".form { --unit: 9mm }"), "zh", draft=False))
    assert len(set(others)) == len(others)
    assert not fits.key(replace(frame, body='<img src="x">'), "zh", draft=False)


def test_digits_of_the_products_fonts_take_the_same_room_beside_every_letter() -> None:
    beside = [chr(code) for code in range(33, 127)] + list("–—·、。，：；（）“”°×→≤≥年月日")
    for file in vendored_fonts((product_theme(),)):
        font = hb.Font(hb.Face(hb.Blob.from_file_path(file)))
        for letter in beside:
            for words in ("{digit}{letter}", "{letter}{digit}", "{digit}{digit}"):
                taken = set()
                for digit in "0123456789":
                    other = "0" if letter.isdigit() else letter
                    taken.add(room(font, words.format(digit=digit, letter=other)))
                assert len(taken) == 1, (file.name, letter)


def room(font: hb.Font, words: str) -> tuple[int, ...]:
    """How far each glyph of some words advances."""
    buffer = hb.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return tuple(position.x_advance for position in buffer.glyph_positions)


def test_what_is_not_as_it_was_written_is_not_remembered(tmp_path: Path) -> None:
    fits = RememberedFits(tmp_path, "look", equal_digits=True)
    fit = Fit(unit=8.123456789, rows=7, back=BackFit(deep=9.1), grow=1.8)
    found = FoundFit("some", fit, "places")
    fits.keep(found)
    assert fits.find("some") == found
    assert fits.find("") is None and fits.find("other") is None
    path = tmp_path / "some.json"
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert fits.find("some") is None, at
    for spoiled in (b"{", b"[]", b"{}", b'{"fit": {"size": 3, "back": {}}, "places": ""}'):
        KeptFiles(tmp_path, "fit").keep("some", spoiled, b"")
        assert fits.find("some") is None
