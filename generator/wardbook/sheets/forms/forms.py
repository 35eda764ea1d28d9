"""Paper forms with every label finished.

A form prints several languages at once, so it is one sheet for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from wardbook.plan.data import Scalar
from wardbook.plan.model.form import BackEntry, Form, Section, Variant
from wardbook.plan.model.paper_sizes import PAPERS
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.forms.label_sheets import (
    LabelGrid,
    LabelPlace,
    label_grid,
    label_place,
)
from wardbook.sheets.forms.labels import (
    Label,
    Localizers,
    each_language,
    names_label,
    optional_label,
    text_label,
    text_labels,
)
from wardbook.sheets.forms.sections import (
    SectionView,
    section_views,
)
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetMaker, SheetSources
from wardbook.sheets.procedures.procedures import match_words, verifier_name
from wardbook.sheets.sheet import MUL, Sheet, SheetKey
from wardbook.sheets.view import view

_HALF, _FULL = 160, 230
"""Millimetres of the shorter side: below the first a sheet is half a page, above the second two."""


@view("Corner")
class Corner:
    """A cell at the top right: card_no, inpatient_no, urgent or mark (labels of these are look)."""

    name: str
    digits: int = 0


@view("CopyView")
class CopyView:
    """One copy of a set and where it goes."""

    name: Label
    to: Label | None
    note: Label | None = None
    """What this copy is good for, or not."""


@view("BackEntryStrip")
class BackEntryStrip:
    """The strip at the foot: who enters what after what."""

    rule: str
    """enter, scan, keep"""
    by: Label | None
    after: tuple[str, ...]
    """Form codes."""
    verify: Label | None
    match: Label | None
    note: Label | None


@dataclass(frozen=True)
class Marks:
    """What a form printed with a number shows besides: its place in the set, and if for a drill."""

    copy: Label | None = None
    at: int = 1
    of: int = 1
    drill: bool = False
    printed: str = ""
    """The day of printing."""


@view("FormView")
class FormView:
    """A paper form (or one of its variants)."""

    code: str
    organisation: Label
    title: Label
    paper: str
    landscape: bool
    width: int
    """Millimetres."""
    height: int
    """Millimetres."""
    stock: Label | None
    mark: Label | None
    specimen: bool
    identify: str
    """patient, brief or none"""
    corner: tuple[Corner, ...]
    replaces: Label | None
    filled_by: Label | None
    help: tuple[Label, ...]
    warning: Label | None
    sections: tuple[SectionView, ...]
    copies: tuple[CopyView, ...]
    back_entry: BackEntryStrip | None
    custody: Label | None
    languages: tuple[str, ...]
    approval: str = ""
    """Number under which the form was approved."""
    stock_name: str = ""
    """white, yellow, green, red; empty: not said."""
    labels: LabelGrid | None = None
    posted: bool = False
    """It hangs on a wall: no number, no strip for back-entry."""
    register: bool = False
    """Numbers stand in its rows: each is an identity."""
    coded: bool = False
    """Its labels carry a printed number with its code."""
    place: LabelPlace | None = None
    """Drawn in the patient's block; None where the plan has no label for it."""

    @property
    def back(self) -> tuple[SectionView, ...]:
        """What stands on its back; a form of one side has none."""
        return ()

    @property
    def size(self) -> str:
        """half, full, wide or double: how much room there is, whatever the paper is called."""
        shorter = min(self.width, self.height)
        if shorter < _HALF:
            return "half" if not self.landscape else "half-wide"
        if shorter > _FULL:
            return "double"
        return "wide" if self.landscape else "full"

    @property
    def sheet_name(self) -> str:
        """What a sheet of its paper is called, however it lies."""
        return self.paper.removesuffix("-landscape")

    @property
    def notice(self) -> bool:
        """Whether people read it from where they stand: it hangs on a wall and tells something."""
        return self.posted and any(section.text for section in self.sections)

    @property
    def headline(self) -> Label:
        """What a notice says first and largest: a title may speak to staff."""
        return self.warning or self.title

    @property
    def fillable(self) -> bool:
        """Whether there is a copy to fill in on a PC: for whatever has boxes.

        Specimens and labels are nothing to fill in.
        """
        if self.specimen or self.labels:
            return False
        if self.identify != "none":
            return True
        return any(section.lines or section.grid for section in self.sections)


@view("TwoSidedForm")
class TwoSidedForm(FormView):
    """A paper form that is printed on both sides."""

    back: tuple[SectionView, ...] = ()


def title_in(sheet: Sheet, language: str) -> str:
    """A sheet's title in `language`: a form carries several."""
    view = sheet.content
    if not isinstance(view, FormView):
        return sheet.title
    titles = dict(zip(view.languages, (view.title.main, *view.title.others), strict=False))
    return titles.get(language) or sheet.title


def every_form(sources: SheetSources) -> Iterator[Sheet]:
    """The sheets of all forms, by code. They are the same in the book of each language, and made
    once."""
    known = sources.form_localizers[0].project.known
    place = ("form sheets", *(localizer.language for localizer in sources.form_localizers))
    if place not in known:
        made: list[Sheet] = []
        for form in by_code(sources.localizer.project.forms.values()):
            made += form_sheets(sources.form_localizers, form)
        known[place] = tuple(made)
    yield from known[place]


def by_code(forms: Iterable[Form]) -> tuple[Form, ...]:
    """Forms by their codes."""
    return tuple(sorted(forms, key=lambda form: sheet_ids.code_order(str(form.code))))


def form_sheets(localizers: Localizers, form: Form) -> tuple[Sheet, ...]:
    """The sheet of a form and of each of its variants."""
    return tuple(form_sheet(localizers, form, variant) for variant in (None, *form.variants))


def form_sheet(localizers: Localizers, form: Form, variant: Variant | None) -> Sheet:
    """The sheet of a form, or of one of its variants."""
    shown = variant or form
    title = text_label(localizers, shown.title)
    return Sheet(
        key=SheetKey(sheet_ids.form_id(form, variant), MUL, localizers[0].project.audience),
        kind=SheetKind.FORM,
        code=str(shown.code),
        title=title.main,
        content=_with_back(localizers, form, shown, _view(localizers, form, shown)),
        words=tuple(_search_words(localizers, shown.aliases)),
        source=form.at,
    )


def _search_words(
    localizers: Localizers, aliases: Mapping[str, tuple[Scalar, ...]]
) -> Iterator[str]:
    """Other words for a form, in every language that it prints."""
    for localizer in localizers:
        yield from localizer.listed(aliases)


def _with_back(
    localizers: Localizers, form: Form, shown: Form | Variant, front: FormView
) -> FormView:
    """The view with its back, where it has one. A variant with sections of its own has none."""
    if not form.back or (isinstance(shown, Variant) and shown.sections):
        return front
    said = {field.name: getattr(front, field.name) for field in fields(front)}
    return TwoSidedForm(**said, back=tuple(section_views(localizers, form.back)))


def _view(localizers: Localizers, form: Form, shown: Form | Variant) -> FormView:
    paper = _paper(form, shown)
    width, height = PAPERS[paper]
    return FormView(
        code=str(shown.code),
        organisation=text_label(localizers, localizers[0].project.site.organisation),
        title=text_label(localizers, shown.title),
        paper=paper,
        landscape=width > height,
        width=round(width),
        height=round(height),
        stock=_stock(localizers, shown),
        stock_name=str(shown.stock or ""),
        mark=optional_label(localizers, shown.mark),
        specimen=isinstance(shown, Variant) and shown.specimen,
        identify=str(form.identify),
        corner=tuple(_corners(localizers, form)),
        replaces=_replaces(localizers, form.replaces),
        filled_by=names_label(localizers, form.filled_by),
        help=text_labels(localizers, shown.help or form.help),
        warning=optional_label(localizers, form.warning),
        sections=tuple(section_views(localizers, _sections(form, shown))),
        copies=tuple(_copies(localizers, form)),
        back_entry=_strip(localizers, form.back_entry),
        custody=optional_label(localizers, form.custody),
        languages=tuple(localizer.language for localizer in localizers),
        approval=str(form.approval or ""),
        labels=label_grid(form),
        posted=form.posted,
        register=form.identities is not None,
        coded=form.labels is not None and form.serial_places > 0,
        place=label_place(localizers[0], form),
    )


def _paper(form: Form, shown: Form | Variant) -> str:
    """The paper of a form; a variant may have its own."""
    if isinstance(shown, Variant) and shown.paper:
        return str(shown.paper)
    return str(form.paper)


def _stock(localizers: Localizers, shown: Form | Variant) -> Label | None:
    """The colour of the paper in words; None where none is said."""
    if not shown.stock:
        return None
    return each_language(localizers, lambda localizer: localizer.say(f"stock_{shown.stock}"))


def _corners(localizers: Localizers, form: Form) -> Iterator[Corner]:
    site = localizers[0].project.site
    for name in form.corner:
        yield Corner(str(name), site.digits_of(str(name)))


def _sections(form: Form, shown: Form | Variant) -> Iterable[Section]:
    """A variant's own sections; else the form's, with a variant's own number of rows."""
    rows = shown.rows if isinstance(shown, Variant) else None
    if shown.sections:
        return shown.sections
    if rows is None:
        return form.sections
    return tuple(_with_rows(section, rows) for section in form.sections)


def _with_rows(section: Section, rows: Scalar) -> Section:
    """A section whose grid, where it has one, has `rows` rows."""
    if not section.grid or section.grid.named_rows:
        return section
    grid = section.grid.model_copy(update={"rows": rows})
    return section.model_copy(update={"grid": grid})


def _replaces(localizers: Localizers, links: tuple[Link, ...]) -> Label | None:
    """The system functions that the form stands in for: "HIS · prescribing"."""
    if not links:
        return None

    def functions(localizer: Localizer) -> str:
        return localizer.say("list_join").join(_function(localizer, link) for link in links)

    return each_language(localizers, functions)


def _function(localizer: Localizer, link: Link) -> str:
    """A function behind the name of its system; a system as a whole by its name alone."""
    system = localizer.name(Link(link.kinds, link.id, None, link.mark))
    if not link.part:
        return system
    return f"{system} · {localizer.name(link)}"


def _copies(localizers: Localizers, form: Form) -> Iterator[CopyView]:
    for copy in form.copies:
        yield CopyView(
            name=text_label(localizers, copy.name),
            to=_receiver(localizers, copy.to),
            note=optional_label(localizers, copy.note),
        )


def _receiver(localizers: Localizers, link: Link | None) -> Label:
    """Who gets a copy: the patient where no post or department is named."""
    if not link:
        return each_language(localizers, lambda localizer: localizer.say("patient"))
    return each_language(localizers, lambda localizer: localizer.name(link))


def _strip(localizers: Localizers, entry: BackEntry | None) -> BackEntryStrip | None:
    """What the foot of a form says of its way back into the system; None where it has none."""
    if not entry:
        return None
    by, verify, match = None, None, None
    if entry.by:
        by = names_label(localizers, [entry.by])
    if entry.verify:
        verify = each_language(localizers, lambda localizer: verifier_name(localizer, entry.verify))
    if entry.match:
        match = each_language(localizers, lambda localizer: match_words(localizer, entry.match))
    return BackEntryStrip(
        rule=str(entry.rule),
        by=by,
        after=tuple(_codes(localizers[0], entry.after)),
        verify=verify,
        match=match,
        note=optional_label(localizers, entry.note),
    )


def _codes(localizer: Localizer, links: Iterable[Link]) -> Iterator[str]:
    """The codes of the linked forms that the audience may see."""
    for link in links:
        form = localizer.project.forms.get(link.id)
        if form is not None:
            yield str(form.code)


MAKER = SheetMaker((SheetKind.FORM,), every_form)
