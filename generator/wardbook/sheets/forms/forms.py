"""Paper forms with every label finished. A form prints several languages at once, so it is one sheet for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice, zip_longest

from wardbook.plan.model.form import (
    LABEL_INSET,
    PAPERS,
    BackEntry,
    Cell,
    Column,
    Copy,
    Form,
    Grid,
    Section,
    Variant,
    placed,
)
from wardbook.plan.text import Link, Text
from wardbook.sheets import sheet_ids
from wardbook.sheets.forms.form_shapes import (
    BackEntryStrip,
    ColumnView,
    CopyView,
    Corner,
    FieldView,
    FormView,
    GridView,
    Label,
    LabelGrid,
    SectionView,
    label_of,
    placed_by_language,
)
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.procedures import match_words, verifier_name
from wardbook.sheets.sheet import MUL, Sheet, SheetKey, SheetKind

Lenses = tuple[Localizer, ...]
"""One localizer for each language of the forms, the main one first."""


def form_sheets(localizers: Lenses, form: Form) -> tuple[Sheet, ...]:
    """The sheet of a form and of each of its variants."""
    return tuple(form_sheet(localizers, form, variant) for variant in (None, *form.variants))


def form_sheet(localizers: Lenses, form: Form, variant: Variant | None) -> Sheet:
    """One form sheet."""
    shown = variant or form
    key = SheetKey(sheet_ids.form_id(form, variant), MUL, localizers[0].project.audience)
    title = _label(localizers, shown.title)
    aliases = tuple(filter(None, (title.main, *title.others)))
    return Sheet(
        key,
        SheetKind.FORM,
        str(shown.code),
        title.main,
        _view(localizers, form, shown),
        aliases,
        form.at,
    )


def _view(localizers: Lenses, form: Form, shown: Form | Variant) -> FormView:
    paper = str((isinstance(shown, Variant) and shown.paper) or form.paper)
    width, height = PAPERS[paper]
    return FormView(
        code=str(shown.code),
        organisation=_label(localizers, localizers[0].project.site.organisation),
        title=_label(localizers, shown.title),
        paper=paper,
        landscape=width > height,
        width=width,
        height=height,
        stock=_each(localizers, lambda localizer: localizer.say(f"stock_{shown.stock}"))
        if shown.stock
        else None,
        stock_name=str(shown.stock or ""),
        mark=_optional(localizers, shown.mark),
        specimen=isinstance(shown, Variant) and shown.specimen,
        identify=str(form.identify),
        corner=tuple(_corner(localizers, str(name)) for name in form.corner),
        replaces=_replaces(localizers, form.replaces),
        filled_by=_names(localizers, form.filled_by),
        help=tuple(_label(localizers, line) for line in shown.help or form.help),
        warning=_optional(localizers, form.warning),
        sections=tuple(_section(localizers, section) for section in _sections(form, shown)),
        copies=tuple(_copy(localizers, copy) for copy in form.copies),
        back_entry=_strip(localizers, form.back_entry) if form.back_entry else None,
        custody=_optional(localizers, form.custody),
        languages=tuple(localizer.language for localizer in localizers),
        approval=str(form.approval or ""),
        labels=_labels(form),
        posted=form.posted,
        register=form.identities is not None,
        coded=form.labels is not None and form.serial_places > 0,
    )


def _corner(localizers: Lenses, name: str) -> Corner:
    return Corner(name, localizers[0].project.site.digits_of(name))


def _labels(form: Form) -> LabelGrid | None:
    grid = form.labels
    if grid is None:
        return None
    sizes = (grid.width, grid.height, grid.left, grid.top, grid.across, grid.down)
    return LabelGrid(grid.columns, grid.rows, *sizes, LABEL_INSET, round(form.label_line, 2))


def _sections(form: Form, shown: Form | Variant) -> tuple[Section, ...]:
    """A variant's own sections; else the form's, with a variant's own number of rows."""
    rows = shown.rows if isinstance(shown, Variant) else None
    if shown.sections or rows is None:
        return shown.sections or form.sections
    return tuple(
        section.model_copy(update={"grid": section.grid.model_copy(update={"rows": rows})})
        if section.grid
        else section
        for section in form.sections
    )


def _each(localizers: Lenses, make: Callable[[Localizer], str]) -> Label:
    """A label made in every language; a language that says the same as the main one is not repeated."""
    main, *others = (make(localizer) for localizer in localizers)
    return label_of(main, others)


def _label(localizers: Lenses, text: Text) -> Label:
    return _each(localizers, lambda localizer: localizer.words(text))


def _optional(localizers: Lenses, text: Text | None) -> Label | None:
    return _label(localizers, text) if text else None


def _names(localizers: Lenses, links: Iterable[Link]) -> Label | None:
    found = tuple(links)
    return _each(localizers, lambda localizer: localizer.names(found)) if found else None


def _replaces(localizers: Lenses, links: tuple[Link, ...]) -> Label | None:
    """The system functions that the form stands in for: "HIS · prescribing"."""
    if not links:
        return None

    def one(localizer: Localizer, link: Link) -> str:
        system = localizer.name(Link(link.kinds, link.id, None, link.mark))
        return f"{system} · {localizer.name(link)}" if link.part else system

    return _each(
        localizers,
        lambda localizer: localizer.say("list_join").join(one(localizer, link) for link in links),
    )


def _copy(localizers: Lenses, copy: Copy) -> CopyView:
    return CopyView(
        _label(localizers, copy.name), _to(localizers, copy.to), _optional(localizers, copy.note)
    )


def _to(localizers: Lenses, link: Link | None) -> Label | None:
    return _each(
        localizers, lambda localizer: localizer.name(link) if link else localizer.say("patient")
    )


def _section(localizers: Lenses, section: Section) -> SectionView:
    return SectionView(
        title=_optional(localizers, section.title),
        text=_paragraphs(localizers, section.text),
        lines=tuple(
            tuple(_field(localizers, field) for field in line) for line in placed(section.fields)
        ),
        grid=_grid(localizers, section.grid) if section.grid else None,
    )


def _paragraphs(localizers: Lenses, text: Text | None) -> tuple[Label, ...]:
    """Paragraph by paragraph, each with its other languages."""
    if text is None:
        return ()
    columns = [
        ["".join(run.text for run in line) for line in localizer.prose(text)]
        for localizer in localizers
    ]
    labels = []
    # A language may have fewer paragraphs than the main one; what it has more has no place
    for main, *others in islice(zip_longest(*columns, fillvalue=""), len(columns[0])):
        labels.append(Label(main, placed_by_language(others)))
    return tuple(labels)


def _field(localizers: Lenses, field: Cell) -> FieldView:
    return FieldView(
        id=str(field.id),
        label=_label(localizers, field.label),
        type=str(field.type),
        span=field.span,
        rows=field.rows,
        unit=_optional(localizers, field.unit),
        choices=tuple(_label(localizers, choice) for choice in field.choices),
        digits=field.digits or 0,
    )


def _grid(localizers: Lenses, grid: Grid) -> GridView:
    total = sum(column.width for column in grid.columns) or 1
    columns = tuple(_column(localizers, column, total) for column in grid.columns)
    return GridView(columns, grid.row_count or 0, grid.numbered, grid.lines)


def _column(localizers: Lenses, column: Column, total: int) -> ColumnView:
    return ColumnView(
        id=str(column.id),
        label=_label(localizers, column.label),
        type=str(column.type),
        percent=round(100 * column.width / total, 2),
        unit=_optional(localizers, column.unit),
        choices=tuple(_label(localizers, choice) for choice in column.choices),
    )


def _strip(localizers: Lenses, entry: BackEntry) -> BackEntryStrip:
    forms = localizers[0].project.forms
    return BackEntryStrip(
        rule=str(entry.rule),
        by=_names(localizers, [entry.by]) if entry.by else None,
        after=tuple(str(forms[link.id].code) for link in entry.after if link.id in forms),
        verify=_each(localizers, lambda localizer: verifier_name(localizer, entry.verify))
        if entry.verify
        else None,
        match=_each(localizers, lambda localizer: match_words(localizer, entry.match))
        if entry.match
        else None,
        note=_optional(localizers, entry.note),
    )
