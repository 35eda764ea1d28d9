"""A long sheet of which little has changed: only its changed pages are laid out and drawn again, and what comes of it is
to the byte what drawing the whole gives."""

import io
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from wardbook.build.pdf_text import PdfText
from wardbook.build.searched_parts import PdfParts
from wardbook.fonts import vendored_fonts
from wardbook.html.templates import Setting, body
from wardbook.pdf import frames
from wardbook.pdf.binding import BindingOptions, Bound, Part, bind
from wardbook.pdf.drawing import draw
from wardbook.pdf.drawn_sheets import Drawn, DrawnSheets
from wardbook.pdf.laid_pages import Attempt, KeptCourses, LaidPages
from wardbook.pdf.layout import LaidOut, lay_out
from wardbook.pdf.page_starts import Again
from wardbook.pdf.rebinding import BoundBefore, bound_again
from wardbook.pdf.redrawing import Redrawing, identity_of
from wardbook.pdf.remembered_fits import RememberedFits
from wardbook.pdf.renderer import Frame, PdfRenderer
from wardbook.sheets.sheet import Span, Stamped, Target
from wardbook.sheets.units import Gathered
from wardbook.theme import product_theme

from tests.pdf import samples

PAGES = 12
"""Of a sheet that is long enough."""
PROCEDURES, STEPS = 5, 34


@dataclass
class Desk:
    """What draws, and which pages of which sheet it laid out."""

    redrawing: Redrawing
    laid: list[Again | None]
    filled: list[str]
    """The parts whose templates were filled."""
    first: LaidOut | None = None

    def whole(self, stamped: Stamped, *, keep: str = "") -> Drawn:
        """The sheet drawn whole, and kept for the next time under a name."""
        own = self.redrawing
        laid_out = lay_out([stamped], own.renderer, own.remembered)
        assert not laid_out.findings
        document = laid_out.documents[stamped.sheet.id]
        drawn = draw(document, identity_of(stamped), own.fonts, own._code(stamped))
        if keep:
            self.first = self.first or laid_out
            own.keep(stamped, laid_out, keep)
            own.store.keep(keep, drawn)
        return drawn

    def again(self, stamped: Stamped) -> Drawn | None:
        """The sheet drawn again; None where it must be drawn whole."""
        self.laid.clear()
        self.filled.clear()
        key = f"second-{stamped.sheet.id}"
        drawn = self.redrawing.drawn(stamped, key)
        if drawn is not None:
            self.redrawing.store.keep(key, drawn)
        return drawn

    def is_as_at_first(self) -> bool:
        """Whether the first words give the first drawing again, whatever was drawn since."""
        first, back = self.redrawing.store.find("first"), self.again(unit(*SAID))
        return first is not None and back is not None and bound(back) == bound(first)

    def pages(self) -> list[int]:
        """The pages that were laid out again."""
        return [number for again in self.laid if again for number in again.pages]


@pytest.fixture(scope="module")
def desk(renderer: PdfRenderer, tmp_path_factory: pytest.TempPathFactory, sheet: Stamped) -> Desk:
    folder = tmp_path_factory.mktemp("cache")
    fits = RememberedFits(folder / "fits", "look", equal_digits=True)
    pages = KeptCourses(folder / "laid", "look", draft=True)
    fonts = {font.stat().st_size: font for font in vendored_fonts(renderer.roots)}
    store = DrawnSheets(folder / "sheets", "look")
    desk = Desk(Redrawing(renderer, store, fits, pages, fonts), [], [])
    assert desk.whole(sheet, keep="first").pages >= PAGES
    return desk


@pytest.fixture
def watched(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    lay = PdfRenderer.document

    def document(own: PdfRenderer, frame: Frame, again: Again | None = None) -> object:
        desk.laid.append(again)
        return lay(own, frame, again)

    def fill(part: Stamped, setting: Setting) -> str:
        desk.filled.append(part.sheet.id)
        return body(part, setting)

    monkeypatch.setattr(PdfRenderer, "document", document)
    monkeypatch.setattr(frames, "body", fill)
    return desk


def unit(*words: str, short: str = "") -> Stamped:
    """Procedures that run on, each with a sentence and a link of its own; one has a drawing."""
    parts = []
    for at, said in enumerate(words):
        flow = samples.chain(4) if at == 1 else None
        one = samples.procedure(STEPS, flow, f"procedure-{at}", f"C-F{at}")
        code = Span("F-01", "code", Target("form-log"))
        # Behind the link: what stands before a gap is told with a space, and so with the number
        stop = (samples.line("按", code, f" · 说明“现象”。{said}"),)
        parts.append(replace(one.sheet, content=replace(one.sheet.content, stop=stop)))
    sheet = replace(parts[0], key=replace(parts[0].key, id="unit-plan"))
    stamp = replace(one.stamp, short=short or one.stamp.short)
    return replace(one, sheet=replace(sheet, content=Gathered(tuple(parts))), stamp=stamp)


SAID = tuple(f"致电 612{at}。" for at in range(PROCEDURES))


@pytest.fixture(scope="module")
def sheet() -> Stamped:
    return unit(*SAID)


def bound(drawn: Drawn) -> bytes:
    fonts = {font.name: font for font in vendored_fonts((product_theme(),))}
    return bind([Part(drawn)], BindingOptions("手册", "zh", duplex=True), fonts).data


def facts(drawn: Drawn) -> Drawn:
    """All but the bytes of a drawing, and what it is made of."""
    return replace(drawn, data=b"", like="")


def test_other_words_have_their_pages_drawn_again_as_if_all_were(watched: Desk) -> None:
    other = unit(SAID[0], "改拨 6121。", SAID[2], "致电 8709。", SAID[4], short="K7QD")
    again = watched.again(other)
    assert again is not None
    assert 1 < len(watched.pages()) < PAGES / 2
    assert watched.filled == ["procedure-1", "procedure-3"]  # all others are as they were
    cold = watched.whole(other)
    assert bound(again) == bound(cold)
    assert facts(again) == facts(cold)
    assert watched.is_as_at_first()


def test_a_number_of_as_many_digits_is_put_in_where_the_other_stood(
    watched: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = unit(SAID[0], "致电 8709。", *SAID[2:4], "致电 0001。", short="K7QD")
    again = watched.again(other)
    assert again is not None
    assert all(one.bare for one in watched.laid if one) and len(watched.pages()) == 2
    assert watched.is_as_at_first()
    monkeypatch.setattr(Redrawing, "_renumbered", lambda *_: None)  # as other words have theirs
    laid = watched.again(other)
    assert laid is not None and not any(one.bare for one in watched.laid if one)
    assert bound(again) == bound(laid)
    assert facts(again) == facts(laid)
    assert watched.is_as_at_first()


def short_sheet(said: str, word: str = "NY9") -> Stamped:
    """A procedure of a few pages with a drawing, and a link on two lines: one element is freed."""
    one = samples.procedure(STEPS, samples.chain(4), "procedure-short", "C-F9")
    link = Span("停机期间各科手工单据的领用与交接" * 5, "name", Target("form-log"))
    content = replace(one.sheet.content, stop=(samples.line("按", link, f"办理。{said}"),))
    stamp = replace(one.stamp, short=word)
    return replace(one, sheet=replace(one.sheet, content=content), stamp=stamp)


def test_of_a_short_sheet_the_foot_alone_is_laid_out_for_another_number(watched: Desk) -> None:
    watched.whole(short_sheet("致电 6121。"), keep="short")
    other = short_sheet("致电 8709。", "K7QD")
    again = watched.again(other)
    assert again is not None and 1 < again.pages < PAGES
    assert all(one.bare for one in watched.laid if one) and watched.pages() == [0, 1]
    cold = watched.whole(other)
    assert bound(again) == bound(cold)
    assert facts(again) == facts(cold)
    assert watched.again(short_sheet("改拨 8709。")) is None


def test_a_number_that_still_stands_elsewhere_has_its_pages_laid_out(watched: Desk) -> None:
    again = watched.again(unit(SAID[0], "致电 6124。", *SAID[2:4], "致电 6120。"))
    assert again is not None
    assert watched.laid and not any(one.bare for one in watched.laid if one)
    assert watched.is_as_at_first()


def test_another_check_word_changes_the_foot_of_every_page(watched: Desk) -> None:
    again = watched.again(unit(*SAID, short="M3XN"))
    assert again is not None
    assert len(watched.pages()) == 2 and not watched.filled
    with pikepdf.open(io.BytesIO(bound(again))) as pdf:
        feet = {page.Contents[1].objgen for page in pdf.pages}
        shown = "\n".join(PdfText().shown(pdf, PdfParts(), PdfParts()))
    assert len(feet) == 2  # one for each side of a leaf
    assert shown.count("M3XN") == len(feet) and "NY9" not in shown
    assert watched.is_as_at_first()


FONTS = {font.name: font for font in vendored_fonts((product_theme(),))}
MANUAL = BindingOptions("手册", "zh", duplex=True)


@pytest.fixture
def drawings(watched: Desk, sheet: Stamped) -> dict[str, Drawn]:
    """A short sheet and a long one, and the long one with another number."""
    assert watched.first is not None
    watched.redrawing.keep(sheet, watched.first, "first")  # whatever other tests drew since
    first = watched.redrawing.store.find("first")
    again = watched.again(unit(SAID[0], "致电 8709。", *SAID[2:], short="K7QD"))
    assert first is not None and again is not None and again.like == "first"
    short = watched.whole(short_sheet("致电 6120。"))
    assert any(thing is None for thing in list(short.opened.objects)[1:])
    return {"short": short, "first": first, "again": again}


def parts(drawings: dict[str, Drawn], *keys: str) -> list[Part]:
    return [Part(drawings[key], key=key) for key in keys]


def rewritten(drawings: dict[str, Drawn], before: list[Part], after: list[Part]) -> Bound | None:
    file = BoundBefore(bind(before, MANUAL, FONTS).data, before)
    # Front leaves are not kept before they are bound
    return bound_again(file, after, MANUAL, FONTS, {"first": drawings["first"]}.get)


def test_a_bound_file_is_rewritten_where_its_pages_show_something_else(
    watched: Desk, drawings: dict[str, Drawn]
) -> None:
    # One that was drawn whole, in as many pieces; a title in the outline; a font with other glyphs
    drawings["last"] = watched.whole(short_sheet("致电 6120。", "K7QD"))
    again = drawings["again"]
    named = replace(again.bookmarks[2], title="致电 8709")
    name, face = next(iter(again.typefaces.items()))
    faces = {**again.typefaces, name: replace(face, glyphs=dict(list(face.glyphs.items())[1:]))}
    for marks, used in (
        (again.bookmarks, again.typefaces),
        ((*again.bookmarks[:2], named, *again.bookmarks[3:]), faces),
    ):
        drawings["again"] = replace(again, bookmarks=marks, typefaces=used)
        after = parts(drawings, "last", "again")
        made = rewritten(drawings, parts(drawings, "short", "first"), after)
        assert made == bind(after, MANUAL, FONTS)


def test_a_file_of_which_more_may_differ_is_bound(
    drawings: dict[str, Drawn], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, again = parts(drawings, "short", "first"), drawings["again"]
    for other in (
        replace(again, like=""),
        replace(again, anchors={}),
        replace(again, bookmarks=again.bookmarks[1:]),
        replace(again, typefaces={}),
    ):
        drawings["again"] = other
        assert rewritten(drawings, before, parts(drawings, "short", "again")) is None
    drawings["again"] = again
    # A file of one sheet says its check word of itself
    alone, after = parts(drawings, "again"), parts(drawings, "short", "again")
    assert rewritten(drawings, parts(drawings, "first"), alone) is None
    assert rewritten(drawings, before, after) is not None
    monkeypatch.setattr(zlib, "compress", lambda data: zlib.compressobj(1).compress(data))
    assert rewritten(drawings, before, after) is None  # qpdf packs in another way


def test_words_that_move_others_and_other_elements_are_laid_out_whole(watched: Desk) -> None:
    assert watched.again(unit(*SAID[:4], "致电 6124。" + "说明" * 400)) is None
    assert watched.again(unit(*SAID[:4], SAID[4], "致电 6125。")) is None
    assert watched.again(unit("致电６１２０。", *SAID[1:])) is None  # as wide as Chinese letters


def test_what_was_kept_wrongly_changes_nothing(watched: Desk, sheet: Stamped) -> None:
    pages = watched.redrawing.pages
    laid = pages.find(sheet)
    assert laid is not None
    course = laid.course
    starts = [*course.starts]
    starts[3], starts[4] = starts[4], starts[3]
    tried = Attempt(laid.fit, laid.spans, laid.places, course)
    wrong: list[LaidPages] = [
        replace(laid, course=replace(course, starts=starts)),
        replace(laid, places=laid.places[::-1]),
        replace(laid, places=laid.places[:-1]),
        replace(laid, drawing="none"),
        replace(laid, key="other", at_once=False),
        replace(
            laid, key="other", at_once=False, others=[replace(tried, places=laid.places[::-1])]
        ),
    ]
    changed = unit(SAID[0], "改拨 8704。", *SAID[2:])
    for one in wrong:
        pages.keep(sheet, one)
        assert watched.again(changed) is None
    # As many settings as were tried: in none of them has a page moved
    pages.keep(sheet, replace(laid, key="other", at_once=False, others=[tried, tried]))
    assert watched.again(changed) is not None
    pages.keep(sheet, laid)
    assert watched.again(changed) is not None


def test_a_project_with_styles_of_its_own_has_its_sheets_drawn_whole(
    watched: Desk, sheet: Stamped, tmp_path: Path
) -> None:
    own = replace(watched.redrawing, known_styles=False)
    assert own.drawn(sheet, "second") is None
    assert watched.first is not None
    for known, files in ((False, 0), (True, 2)):
        empty = KeptCourses(tmp_path, "look", draft=True)
        replace(own, pages=empty, known_styles=known).keep(sheet, watched.first, "second")
        assert len(list(tmp_path.iterdir())) == files
