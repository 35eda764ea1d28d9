"""Paper forms with every label finished.

A form prints several languages at once, so it is one sheet for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, zip_longest

from wardbook.plan.data import Scalar
from wardbook.plan.model.form import (
    LABEL_INSET,
    PAPERS,
    BackEntry,
    Cell,
    Column,
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
from wardbook.sheets.sheet import MUL, Sheet, SheetKey, SheetKind, text_of

Localizers = tuple[Localizer, ...]
"""One localizer for each language of the forms, the main one first."""


def form_sheets(localizers: Localizers, form: Form) -> tuple[Sheet, ...]:
    """The sheet of a form and of each of its variants."""
    return tuple(form_sheet(localizers, form, variant) for variant in (None, *form.variants))


def form_sheet(localizers: Localizers, form: Form, variant: Variant | None) -> Sheet:
    """The sheet of a form, or of one of its variants."""
    shown = variant or form
    title = _label(localizers, shown.title)
    return Sheet(
        key=SheetKey(sheet_ids.form_id(form, variant), MUL, localizers[0].project.audience),
        kind=SheetKind.FORM,
        code=str(shown.code),
        title=title.main,
        content=_view(localizers, form, shown),
        words=tuple(filter(None, (title.main, *title.others))),
        source=form.at,
    )


def _view(localizers: Localizers, form: Form, shown: Form | Variant) -> FormView:
    paper = _paper(form, shown)
    width, height = PAPERS[paper]
    return FormView(
        code=str(shown.code),
        organisation=_label(localizers, localizers[0].project.site.organisation),
        title=_label(localizers, shown.title),
        paper=paper,
        landscape=width > height,
        width=width,
        height=height,
        stock=_stock(localizers, shown),
        stock_name=str(shown.stock or ""),
        mark=_optional(localizers, shown.mark),
        specimen=isinstance(shown, Variant) and shown.specimen,
        identify=str(form.identify),
        corner=tuple(_corners(localizers, form)),
        replaces=_replaces(localizers, form.replaces),
        filled_by=_names(localizers, form.filled_by),
        help=_labels(localizers, shown.help or form.help),
        warning=_optional(localizers, form.warning),
        sections=tuple(_section_views(localizers, _sections(form, shown))),
        copies=tuple(_copies(localizers, form)),
        back_entry=_strip(localizers, form.back_entry),
        custody=_optional(localizers, form.custody),
        languages=tuple(localizer.language for localizer in localizers),
        approval=str(form.approval or ""),
        labels=_label_grid(form),
        posted=form.posted,
        register=form.identities is not None,
        coded=form.labels is not None and form.serial_places > 0,
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
    return _each(localizers, lambda localizer: localizer.say(f"stock_{shown.stock}"))


def _corners(localizers: Localizers, form: Form) -> Iterator[Corner]:
    site = localizers[0].project.site
    for name in form.corner:
        yield Corner(str(name), site.digits_of(str(name)))


def _label_grid(form: Form) -> LabelGrid | None:
    grid = form.labels
    if grid is None:
        return None
    return LabelGrid(
        columns=grid.columns,
        rows=grid.rows,
        width=grid.width,
        height=grid.height,
        left=grid.left,
        top=grid.top,
        across=grid.across,
        down=grid.down,
        inset=LABEL_INSET,
        line=round(form.label_line, 2),
    )


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
    if not section.grid:
        return section
    grid = section.grid.model_copy(update={"rows": rows})
    return section.model_copy(update={"grid": grid})


def _each(localizers: Localizers, make: Callable[[Localizer], str]) -> Label:
    """A label made in every language; what says the same as the main language is left out."""
    main, *others = map(make, localizers)
    return label_of(main, others)


def _label(localizers: Localizers, text: Text) -> Label:
    return _each(localizers, lambda localizer: localizer.words(text))


def _labels(localizers: Localizers, texts: Iterable[Text]) -> tuple[Label, ...]:
    return tuple(_label(localizers, text) for text in texts)


def _optional(localizers: Localizers, text: Text | None) -> Label | None:
    if not text:
        return None
    return _label(localizers, text)


def _names(localizers: Localizers, links: Sequence[Link]) -> Label | None:
    if not links:
        return None
    return _each(localizers, lambda localizer: localizer.names(links))


def _replaces(localizers: Localizers, links: tuple[Link, ...]) -> Label | None:
    """The system functions that the form stands in for: "HIS · prescribing"."""
    if not links:
        return None

    def functions(localizer: Localizer) -> str:
        return localizer.say("list_join").join(_function(localizer, link) for link in links)

    return _each(localizers, functions)


def _function(localizer: Localizer, link: Link) -> str:
    """A function behind the name of its system; a system as a whole by its name alone."""
    system = localizer.name(Link(link.kinds, link.id, None, link.mark))
    if not link.part:
        return system
    return f"{system} · {localizer.name(link)}"


def _copies(localizers: Localizers, form: Form) -> Iterator[CopyView]:
    for copy in form.copies:
        yield CopyView(
            name=_label(localizers, copy.name),
            to=_receiver(localizers, copy.to),
            note=_optional(localizers, copy.note),
        )


def _receiver(localizers: Localizers, link: Link | None) -> Label:
    """Who gets a copy: the patient where no post or department is named."""
    if not link:
        return _each(localizers, lambda localizer: localizer.say("patient"))
    return _each(localizers, lambda localizer: localizer.name(link))


def _section_views(localizers: Localizers, sections: Iterable[Section]) -> Iterator[SectionView]:
    for section in sections:
        lines = []
        for fields in placed(section.fields):
            lines.append(tuple(_field(localizers, field) for field in fields))
        yield SectionView(
            title=_optional(localizers, section.title),
            text=_paragraphs(localizers, section.text),
            lines=tuple(lines),
            grid=_grid(localizers, section.grid),
        )


def _paragraphs(localizers: Localizers, text: Text | None) -> tuple[Label, ...]:
    """Paragraph by paragraph, each with its other languages."""
    if text is None:
        return ()
    columns = [tuple(map(text_of, localizer.prose(text))) for localizer in localizers]
    labels = []
    # A language may have fewer paragraphs than the main one; what it has more has no place
    for main, *others in islice(zip_longest(*columns, fillvalue=""), len(columns[0])):
        labels.append(Label(main, placed_by_language(others)))
    return tuple(labels)


def _field(localizers: Localizers, field: Cell) -> FieldView:
    return FieldView(
        id=str(field.id),
        label=_label(localizers, field.label),
        type=str(field.type),
        span=field.span,
        rows=field.rows,
        unit=_optional(localizers, field.unit),
        choices=_labels(localizers, field.choices),
        digits=field.digits or 0,
    )


def _grid(localizers: Localizers, grid: Grid | None) -> GridView | None:
    if not grid:
        return None
    return GridView(
        columns=tuple(_columns(localizers, grid.columns)),
        rows=grid.row_count or 0,
        numbered=grid.numbered,
        lines=grid.lines,
    )


def _columns(localizers: Localizers, columns: Sequence[Column]) -> Iterator[ColumnView]:
    """The columns of a grid, their widths as percent of all."""
    total = sum(column.width for column in columns) or 1
    for column in columns:
        yield ColumnView(
            id=str(column.id),
            label=_label(localizers, column.label),
            type=str(column.type),
            percent=round(100 * column.width / total, 2),
            unit=_optional(localizers, column.unit),
            choices=_labels(localizers, column.choices),
        )


def _strip(localizers: Localizers, entry: BackEntry | None) -> BackEntryStrip | None:
    """What the foot of a form says of its way back into the system; None where it has none."""
    if not entry:
        return None
    by, verify, match = None, None, None
    if entry.by:
        by = _names(localizers, [entry.by])
    if entry.verify:
        verify = _each(localizers, lambda localizer: verifier_name(localizer, entry.verify))
    if entry.match:
        match = _each(localizers, lambda localizer: match_words(localizer, entry.match))
    return BackEntryStrip(
        rule=str(entry.rule),
        by=by,
        after=tuple(_codes(localizers[0], entry.after)),
        verify=verify,
        match=match,
        note=_optional(localizers, entry.note),
    )


def _codes(localizer: Localizer, links: Iterable[Link]) -> Iterator[str]:
    """The codes of the linked forms that the audience may see."""
    for link in links:
        form = localizer.project.forms.get(link.id)
        if form is not None:
            yield str(form.code)
