"""Choices, columns and rows of a form that nobody can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.form import Column, Form, Grid, GridRow
from wardbook.plan.text import Text


def duplicates(context: Context) -> Iterator[Finding]:
    """F815 two choices of one field that say the same, F816 two columns or named rows of one grid
    that do. Columns under different headings may have one name (each day has its hours), and so may
    those of a set that stands beside itself: name and grams, name and grams."""
    languages = context.project.form_languages
    for id, form in context.project.forms.items():
        for name, choices in _choices(form):
            for first, second, words in _equal(choices, languages):
                yield error("F815", second.mark, first.mark, form=id, field=name, words=words)
        for section in form.every_section:
            if section.grid:
                yield from _in_grid(id, section.grid, languages)


def _choices(form: Form) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """The choices of each field and column, with its id."""
    for section in form.every_section:
        for field in section.fields:
            yield str(field.id), field.choices
        if section.grid:
            for column in section.grid.columns:
                yield str(column.id), column.choices


def _in_grid(form: str, grid: Grid, languages: Iterable[str]) -> Iterator[Finding]:
    parts = [list(map(_name, grid.named_rows))]
    for columns in _under_one_heading(grid):
        labels = list(map(_label, columns))
        if not _is_set_repeated(list(map(_written, labels))):
            parts.append(labels)
    for labels in parts:
        for first, second, words in _equal(labels, languages):
            yield warning("F816", second.mark, first.mark, form=form, words=words)


def _under_one_heading(grid: Grid) -> Iterator[tuple[Column, ...]]:
    """The columns under each heading, then those under none."""
    headed: set[int] = set()
    for heading in grid.headings:
        places = grid.places_under(heading) or range(0)
        headed.update(places)
        yield grid.columns[places.start : places.stop]
    alone = []
    for at, column in enumerate(grid.columns):
        if at not in headed:
            alone.append(column)
    yield tuple(alone)


def _name(row: GridRow) -> Text:
    return row.name


def _label(column: Column) -> Text:
    return column.label


def _written(text: Text) -> str:
    """A text in all its languages, for comparing."""
    return str(sorted(text.raw.items()))


def _is_set_repeated(names: list[str]) -> bool:
    """Whether the names are a set of two or more that is repeated to the end."""
    for size in range(2, len(names) // 2 + 1):
        if names[size:] == names[:-size]:
            return True
    return False


def _equal(texts: Iterable[Text], languages: Iterable[str]) -> Iterator[tuple[Text, Text, str]]:
    """Each text that says in a language what an earlier one says, with that one and the words."""
    seen: dict[tuple[str, str], Text] = {}
    for text in texts:
        for language in languages:
            words = " ".join(text.words(language).split())
            first = seen.setdefault((language, words.casefold()), text)
            if words and first is not text:
                yield first, text, words
                break  # once is enough, however many languages say so


CHECKS = (duplicates,)
