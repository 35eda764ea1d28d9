"""Draws sheets and binds them: the work of the two print jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path

from wardbook.findings import Finding, Mark, error
from wardbook.fonts import fonts_by_name, fonts_by_size, vendored_fonts
from wardbook.html.kept_drawings import kept_drawings
from wardbook.output import OutputFile
from wardbook.pdf.binding import BindingOptions, Bound, Part, bind
from wardbook.pdf.contents import Leaves
from wardbook.pdf.drawing import draw
from wardbook.pdf.drawn_sheets import SHEETS, Drawn, DrawnSheets
from wardbook.pdf.fillable import fillable
from wardbook.pdf.front_leaves import front_leaves
from wardbook.pdf.job_records import FITS, Drawings, JobOutput, Kept, PrintPlace, Single, VolumeFile
from wardbook.pdf.laid_pages import LAID, KeptCourses
from wardbook.pdf.layout import lay_out
from wardbook.pdf.leaf_codes import leaf_text
from wardbook.pdf.memory import give_back
from wardbook.pdf.rebinding import BoundBefore, bound_again
from wardbook.pdf.redrawing import Redrawing, identity_of
from wardbook.pdf.remembered_fits import RememberedFits
from wardbook.pdf.renderer import Heard, PdfRenderer
from wardbook.pdf.taken_over import BoundFiles, ToBind, drawings_of, drawn_already, leaves_of
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import Stamped
from wardbook.theme import own_theme, product_theme, theme_roots

_OPEN = 64
"""Drawings that a job which binds holds open: those that manuals share are among them. To hold all
took 200 MB of a hospital's, and not a second less."""

_KEY = 40
"""Characters of a digest under which front leaves are kept."""


def draw_all(place: PrintPlace, sheets: tuple[Stamped, ...]) -> Drawings:
    """Draw what the cache does not hold, and keep it there."""
    kept, left = drawn_already(place, sheets)
    renderer, store = renderer_of(place), DrawnSheets(place.cache / SHEETS, place.look)
    redrawing = _redrawing(place, renderer, store)
    findings: list[Finding] = []
    for stamped in left:
        key = store.key(stamped, place.draft)
        again = redrawing.drawn(stamped, key)
        if again is None:
            drawn, found = _drawn(stamped, renderer, redrawing, key)
            give_back(drawn.pages)
        else:
            drawn, found = again, ()
        findings += found
        if not found:
            store.keep(key, drawn)
            kept[stamped.sheet.key] = Kept(key, leaves_of(drawn, stamped))
    redrawing.prune()
    kept_drawings().prune()
    return Drawings(kept, tuple(findings))


def _remembered(place: PrintPlace) -> RememberedFits:
    """Fits of a place. Digits are as wide as each other in the product's fonts; of those that a
    project brings nobody knows."""
    fonts = vendored_fonts(theme_roots(place.project, place.layers))
    equal = all(font.is_relative_to(product_theme()) for font in fonts)
    return RememberedFits(place.cache / FITS, place.look, equal_digits=equal)


def _redrawing(place: PrintPlace, renderer: PdfRenderer, store: DrawnSheets) -> Redrawing:
    pages = KeptCourses(place.cache / LAID, place.look, draft=place.draft)
    fonts = fonts_by_size(renderer.roots)
    ours = own_theme(place.project) is None
    return Redrawing(renderer, store, _remembered(place), pages, fonts, known_styles=ours)


def _drawn(
    stamped: Stamped, renderer: PdfRenderer, redrawing: Redrawing, key: str
) -> tuple[Drawn, tuple[Finding, ...]]:
    """A sheet drawn, and what was wrong with it. How it fits and where its pages begin is
    remembered where nothing is wrong and no font of this machine, which may change, stands in."""
    laid_out = lay_out([stamped], renderer, redrawing.remembered)
    with renderer.listening() as heard:
        drawn = draw(
            laid_out.documents[stamped.sheet.id],
            identity_of(stamped),
            fonts_by_size(renderer.roots),
            leaf_text(stamped, renderer.language),
        )
        findings = (*laid_out.findings, *_warnings(heard, stamped.sheet.source))
    if not findings and not drawn.system_fonts:
        for found in laid_out.fits:
            redrawing.remembered.keep(found)
        redrawing.keep(stamped, laid_out, key)
    return drawn, findings


def _warnings(heard: Heard, source: Mark) -> tuple[Finding, ...]:
    """What WeasyPrint warned of while it drew what stands at `source`, each warning once."""
    lines = dict.fromkeys(heard.take())
    return tuple(error("G105", source, problem=line) for line in lines)


def bind_all(place: PrintPlace, wanted: ToBind, kept: Mapping[str, Kept]) -> JobOutput:
    """Bind manuals, single sheets and volumes from drawings, `kept` by sheet id, write them, and
    keep them for the next build.

    Files are named by ids: manuals/zh/wards.pdf, cards/zh/wards.pdf, forms/prescription.pdf.
    """
    store = DrawnSheets(place.cache / SHEETS, place.look)
    by_name = fonts_by_name(theme_roots(place.project))
    # Most sheets are bound into several files
    found = lru_cache(maxsize=_OPEN)(partial(_found, store))
    bound = BoundFiles(place)
    manuals = _Manuals(place, store, found, by_name, bound)
    findings: list[Finding] = []
    files: list[OutputFile] = []
    for manual in wanted.manuals:
        made, problems = manuals.write(manual, kept)
        findings += problems
        files += made
        if manual.department is None:  # the complete plan
            give_back(sum(file.pages for file in made))
    for single in wanted.singles:
        made = tuple(_single(place, single, found(kept[single.sheet].key), by_name))
        bound.keep(single, drawings_of(single, kept), made)
        files += made
    for file in wanted.volumes:
        parts = [Part(found(kept[sheet].key)) for sheet in file.volume.sheets]
        made = (_volume(place, file, parts, by_name),)
        bound.keep(file, drawings_of(file, kept), made)
        files += made
    return JobOutput(tuple(files), tuple(findings))


@dataclass(frozen=True)
class _Manuals:
    """What writing manuals needs."""

    place: PrintPlace
    store: DrawnSheets
    found: Callable[[str], Drawn]
    fonts: Mapping[str, Path]
    bound: BoundFiles

    def write(
        self, manual: Manual, kept: Mapping[str, Kept]
    ) -> tuple[tuple[OutputFile, ...], tuple[Finding, ...]]:
        """Write a manual, and keep it; its file, and what was warned of."""
        parts = list(_parts(manual, kept, self.found))
        pages = pages_of(manual, kept)
        problems: tuple[Finding, ...] = ()
        if manual.has_front(pages):
            front, problems = front_of(manual, kept, renderer_of(self.place))
            parts.insert(0, Part(front, key=sha256(front.data).hexdigest()[:_KEY]))
        options = _options(manual, pages)
        path = f"manuals/{manual.language}/{manual.id}.pdf"
        records = self.bound.records(self.store.find)
        bound = self._again(records.find(path, parts, options), parts, options)
        if bound is None:
            bound = bind(parts, options, self.fonts)
        _write(self.place.stage / path, bound)
        holds = (bound.pages, manual.sheets, bound.system_fonts)
        file = OutputFile(path, "manual", manual.language, manual.department or "", *holds)
        if not problems:
            name = self.bound.keep(manual, drawings_of(manual, kept), (file,))
            if name:
                self._keep_front(parts[0])
                records.keep(path, f"{name}-0", parts, options)
        return (file,), problems

    def _again(
        self, before: BoundBefore | None, parts: Sequence[Part], options: BindingOptions
    ) -> Bound | None:
        if before is None:
            return None
        return bound_again(before, parts, options, self.fonts, self.store.find)

    def _keep_front(self, first: Part) -> None:
        """Keep the first part of a manual, which is drawn anew for each change of it."""
        with suppress(OSError):
            self.store.keep(first.key, first.drawn)


def _volume(
    place: PrintPlace, file: VolumeFile, parts: Sequence[Part], fonts: Mapping[str, Path]
) -> OutputFile:
    """Write the forms or posters of one stock, one behind another."""
    volume = file.volume
    options = BindingOptions(volume.title, file.language, duplex=_two_sided(parts))
    bound = bind(parts, options, fonts)
    _write(place.stage / file.path, bound)
    holds = (bound.pages, volume.sheets, bound.system_fonts)
    return OutputFile(file.path, "volume", volume.language, "", *holds)


def _single(
    place: PrintPlace, single: Single, drawn: Drawn, fonts: Mapping[str, Path]
) -> Iterator[OutputFile]:
    """Write a single sheet, and a form's copy for a PC."""
    parts = [Part(drawn)]
    options = BindingOptions(single.title, single.language, duplex=_two_sided(parts))
    bound = bind(parts, options, fonts)
    holds = (bound.pages, (single.sheet,), bound.system_fonts)
    _write(place.stage / single.path, bound)
    language, department = single.listed_language, single.department
    yield OutputFile(single.path, single.kind, language, department, *holds)
    if single.fillable:
        copy = fillable(bound.data, drawn, fonts, single.sheet.removeprefix("form-"))
        _write(place.stage / single.fillable, replace(bound, data=copy))
        yield OutputFile(single.fillable, "fillable", language, department, *holds)


def _two_sided(parts: Sequence[Part]) -> bool:
    """Whether these sheets, each of which has one leaf of paper, are printed on both sides."""
    return any(part.drawn.pages > 1 for part in parts)


def pages_of(manual: Manual, kept: Mapping[str, Kept]) -> int:
    """How many pages a manual's sheets have, as drawn; `kept` by unit id."""
    return sum(kept[unit.id].leaves.pages for unit in manual.units)


def front_of(
    manual: Manual, kept: Mapping[str, Kept], renderer: PdfRenderer
) -> tuple[Drawn, tuple[Finding, ...]]:
    """A manual's front leaves, drawn, and what was warned of. `kept` are its sheets by id."""
    leaves: dict[str, Leaves] = {}
    for unit in manual.units:
        drawn_unit = kept[unit.id].leaves
        for sheet in unit.sheets:
            first = drawn_unit.anchors.get(sheet, 0)
            leaves[sheet] = replace(drawn_unit, code=unit.code, first=first)
    with renderer.listening() as heard:
        cover = manual.has_cover(pages_of(manual, kept))
        document = front_leaves(manual, leaves, renderer, cover=cover)
        identity = f"{manual.id}/{manual.language}/{manual.edition}"
        drawn = draw(document, identity, fonts_by_size(renderer.roots))
        return drawn, _warnings(heard, Mark(""))


def _parts(
    manual: Manual, kept: Mapping[str, Kept], found: Callable[[str], Drawn]
) -> Iterator[Part]:
    """A manual's units. A form, which prints several languages, is listed in the manual's. Those of
    the complete plan stand in the outline below their chapter or their group."""
    names = {}
    for _, group in manual.groups:
        for listed in group:
            names[listed.sheet] = f"{listed.code} {listed.title}"
    depths: Mapping[str, int] = {}
    groups: Mapping[str, str] = {}
    if manual.department is None:
        depths, groups = _depths(manual), _group_headings(manual)
    for unit in manual.units:
        own = tuple(depths.get(sheet, 0) for sheet in unit.sheets)
        heading = groups.get(unit.sheets[0], "")
        key = kept[unit.id].key
        yield Part(found(key), names.get(unit.id, ""), heading, own, key)


def _depths(manual: Manual) -> Mapping[str, int]:
    """How deep the sheets of the complete plan stand in its outline: chapters below their plan,
    procedures that stand among them below the chapter, all others below their group."""
    plans = {contents.sheet for contents in manual.contents}
    chapters = {line.sheet for contents in manual.contents for line in contents.lines} - plans
    depths: dict[str, int] = {}
    for _, group in manual.groups:
        among_chapters = any(listed.sheet in plans for listed in group)
        for listed in group:
            depth = 2 if among_chapters else 1
            if listed.sheet in chapters:
                depth = 1
            depths[listed.sheet] = 0 if listed.sheet in plans else depth
    return depths


def _group_headings(manual: Manual) -> Mapping[str, str]:
    """The first sheet of each group of the complete plan with the group's heading, but for the
    chapters, which stand below their plan."""
    plans = {contents.sheet for contents in manual.contents}
    headings = {}
    for title, group in manual.groups:
        if group and group[0].sheet not in plans:
            headings[group[0].sheet] = title
    return headings


def _found(store: DrawnSheets, key: str) -> Drawn:
    drawn = store.find(key)
    assert drawn is not None, "a drawing job kept it"
    return drawn


def _options(manual: Manual, pages: int) -> BindingOptions:
    """What a manual's PDF says of itself. What has no front leaves is printed page by page."""
    name = f"{manual.title} · {manual.organisation}"
    duplex = manual.has_front(pages)
    return BindingOptions(name, manual.language, duplex=duplex, runs_on=manual.runs_on)


@cache
def renderer_of(place: PrintPlace) -> PdfRenderer:
    """One renderer a process and language: fonts and styles are read once."""
    roots = theme_roots(place.project, place.layers)
    return PdfRenderer(roots, place.project, place.language, place.date, draft=place.draft)


def _write(path: Path, bound: Bound) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bound.data)
