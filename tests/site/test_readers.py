"""What the program prints, as the readers inside browsers show it: pdf.js, which is Firefox's, and
Chromium's own. Also what is typed into the copy of a form for a PC."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page
from wardbook.fonts import sound_fonts, write_fontconfig
from wardbook.theme import product_theme

from tests import engines
from tests.site.conftest import ARGUMENTS, whole_browser
from tests.soak import only_in_soak

PDFJS = Path(__file__).parents[1] / "vendor/pdfjs"
ADDRESS = "https://reader.invalid/"
"""Answered by the test itself: nothing leaves the machine."""
START = f"""<!doctype html><meta charset="utf-8"><script type="module">
import "{ADDRESS}pdf.worker.min.mjs";
import * as pdfjs from "{ADDRESS}pdf.min.mjs";
window.pdfjs = pdfjs;
</script>"""
TILE_ON_SCREEN = 24
"""Pixels: a sheet fills a screen of a third of the dots that printers have, and may lie half a
pixel beside."""
OWN_THREAD = "Warning: Setting up fake worker."
"""pdf.js does its work beside the page where it may; here one thread is enough."""
SHOW = """async ([data, number, scale, typed]) => {
  const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
  const pdf = await pdfjs.getDocument({data: bytes, useSystemFonts: true, isEvalSupported: false}).promise;
  const page = await pdf.getPage(number);
  for (const note of typed ? await page.getAnnotations() : [])
    if (note.fieldType === "Tx") pdf.annotationStorage.setValue(note.id, {value: typed});
  const viewport = page.getViewport({scale});
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
  const mode = pdfjs.AnnotationMode[typed ? "ENABLE_STORAGE" : "ENABLE"];
  await page.render({canvas, viewport, annotationMode: mode, intent: "print"}).promise;
  const text = (await page.getTextContent()).items.map(item => item.str).join(" ");
  return [canvas.toDataURL("image/png").split(",")[1], text];
}"""


@pytest.fixture(scope="module")
def pc(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on a PC that has a Chinese font."""
    roots = (product_theme(),)
    settings = write_fontconfig(roots, sound_fonts(roots), tmp_path_factory.mktemp("fonts"))
    own = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    kind = browser.browser_type
    running = kind.launch(executable_path=whole_browser(), args=ARGUMENTS, env=own)
    yield running
    running.close()


@pytest.fixture
def pdfjs(pc: Browser) -> Iterator[Page]:
    """A page with pdf.js, which fails its test when it warns of anything or asks for what is not
    there."""
    said: list[str] = []
    context = pc.new_context()
    page = context.new_page()
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda problem: said.append(str(problem)))

    def answer(route: Any) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        kind = "text/javascript" if name else "text/html"
        route.fulfill(body=(PDFJS / name).read_bytes() if name else START, content_type=kind)

    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.wait_for_function("window.pdfjs")
    yield page
    context.close()
    assert [line for line in said if line != OWN_THREAD] == []


def shown(page: Page, file: Path, number: int, typed: str = "") -> tuple[Image.Image, str]:
    """Picture of a page (ink in white) and its text, as pdf.js has them."""
    data = base64.b64encode(file.read_bytes()).decode()
    picture, text = page.evaluate(SHOW, [data, number, engines.DPI / 72, typed])
    return ImageChops.invert(Image.open(io.BytesIO(base64.b64decode(picture))).convert("L")), text


def some_of_each(printed: Path) -> Iterator[tuple[Path, list[int]]]:
    """Of every kind of file one, with pages that have something on them."""
    (run,) = printed.glob("r-*")
    yield from (
        (printed / "all/manuals/zh/plan.pdf", [1, 3, 5, 15, 31]),
        (printed / "all/cards/zh/dispensary.pdf", [1]),
        (printed / "all/cards/en/dispensary.pdf", [1]),
        (printed / "all/forms/visit-slip.pdf", [1]),
        (printed / "all/forms/fillable/visit-slip.pdf", [1]),
        (run / "LC-1-A5.pdf", [1]),
        (next(printed.glob("box-*/forms-A4-labels*.pdf")), [1]),
    )


def test_firefox_shows_what_the_engines_of_printers_show(
    pdfjs: Page, printed: Path, tmp_path: Path
) -> None:
    for file, pages in some_of_each(printed):
        folder = tmp_path / file.stem / file.parent.name
        folder.mkdir(parents=True)
        pictures, said = engines.pictured(file, pages, folder)
        texts = engines.read(file, pages)["mupdf"]
        assert said == []
        for at, number in enumerate(pages):
            picture, text = shown(pdfjs, file, number)
            found = engines.spread([picture, pictures["mupdf"][at]])
            assert found.ink <= engines.MOST_INK, (file.name, number, found)
            assert found.tile <= engines.MOST_TILE, (file.name, number, found)
            assert engines.characters(text) == texts[at], (file.name, number)


@pytest.mark.parametrize(
    ("one", "other"), [("张三", "李四"), only_in_soak("8120", "6354"), only_in_soak("Ann", "Bob")]
)
def test_firefox_prints_what_is_typed(pdfjs: Page, printed: Path, one: str, other: str) -> None:
    """Letters that nothing shows are all the same box."""
    form = printed / "all/forms/fillable/visit-slip.pdf"
    empty, first, second = (shown(pdfjs, form, 1, typed)[0] for typed in ("", one, other))
    place = _place(form, "card_no")
    assert ImageChops.difference(empty, first).crop(place).getbbox()
    assert ImageChops.difference(first, second).crop(place).getbbox()


@pytest.mark.parametrize(("one", "other"), [("8120", "6354"), only_in_soak("Ann", "Bob")])
def test_chromium_shows_what_is_typed(pc: Browser, printed: Path, one: str, other: str) -> None:
    form = printed / "all/forms/fillable/visit-slip.pdf"
    empty, first, second = (
        typed_in_chromium(pc, form, "card_no", words) for words in ("", one, other)
    )
    assert ImageChops.difference(empty, first).getbbox()
    assert ImageChops.difference(first, second).getbbox()


def test_chromium_shows_what_the_engines_of_printers_show(
    pc: Browser, printed: Path, tmp_path: Path
) -> None:
    """Files of one page: of more, Chromium shows where the next one begins."""
    names = ("cards/zh/dispensary.pdf", "cards/en/dispensary.pdf", "forms/visit-slip.pdf")
    for file in (printed / "all" / name for name in names):
        folder = tmp_path / file.stem / file.parent.name
        folder.mkdir(parents=True)
        pictures, _ = engines.pictured(file, [1], folder)
        (expected,) = pictures["mupdf"]
        context = pc.new_context(viewport={"width": 1000, "height": 1300})
        page = context.new_page()
        page.goto(f"{file.as_uri()}#toolbar=0&view=Fit")
        sheet = _sheet_in(page)
        seen = ImageChops.invert(_screen(page).crop(sheet))
        context.close()
        found = engines.spread(
            [seen, expected.resize(seen.size, Image.Resampling.BOX)], TILE_ON_SCREEN
        )
        assert found.ink <= engines.MOST_INK, (file.name, found)
        assert found.tile <= engines.MOST_TILE, (file.name, found)


def typed_in_chromium(pc: Browser, form: Path, field: str, words: str) -> Image.Image:
    """Picture of a field of a form that Chromium shows, with `words` typed into it."""
    context = pc.new_context(viewport={"width": 1000, "height": 1300})
    page = context.new_page()
    page.goto(f"{form.as_uri()}#toolbar=0&view=Fit")
    left, top, right, bottom = _sheet_in(page)
    with pikepdf.open(form) as pdf:
        width, height = (float(edge) for edge in pdf.pages[0].mediabox[2:])
    across, down = (right - left) / width, (bottom - top) / height
    edges = (edge * 72 / engines.DPI for edge in _place(form, field))
    x1, y1, x2, y2 = (
        round(start + edge * scale)
        for edge, (start, scale) in zip(edges, ((left, across), (top, down)) * 2, strict=True)
    )
    page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
    page.keyboard.insert_text(words)
    page.mouse.click((left + right) / 2, bottom - 5)  # beside every field
    page.wait_for_timeout(500)
    picture = _screen(page).crop((x1, y1, x2, y2))
    context.close()
    return picture


def _sheet_in(page: Page) -> tuple[int, int, int, int]:
    """Where the white sheet stands in Chromium's reader, once it is there with what is on it."""
    before = None
    for _ in range(60):
        screen = _screen(page)
        box = screen.point(lambda level: 255 * (level > 250)).getbbox()
        if box and (box[2] - box[0]) * (box[3] - box[1]) > 300_000 and box[0] > 0:
            dark = sum(
                screen.crop((box[0] + 20, box[1] + 20, box[2] - 20, box[3] - 20)).histogram()[:100]
            )
            if dark and before == screen.tobytes():
                return box
        before = screen.tobytes()
        page.wait_for_timeout(250)
    raise AssertionError("Chromium shows no page")


def _screen(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("L")


def _place(file: Path, field: str) -> tuple[int, int, int, int]:
    """Where a field stands in a picture of its page."""
    with pikepdf.open(file) as pdf:
        own = f"{file.stem}_{field}"
        (found,) = (one for one in pdf.Root.AcroForm.Fields if str(one.get("/T")) == own)
        left, bottom, right, top = (float(edge) for edge in found.Rect)
        height = float(pdf.pages[0].mediabox[3])
    dots = engines.DPI / 72
    return (
        round(left * dots),
        round((height - top) * dots),
        round(right * dots),
        round((height - bottom) * dots),
    )
