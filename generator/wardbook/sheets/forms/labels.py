"""Labels of forms: each says one thing in every language that the form prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wardbook.plan.text import Link, Text
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.view import view

Localizers = tuple[Localizer, ...]
"""One localizer for each language of the forms, the main one first."""


@view("Label")
class Label:
    """A label on a form: the main language, and the others small."""

    main: str
    others: tuple[str, ...] = ()
    """In the order of the form's languages; empty where one has nothing to add, and left off at
    the end."""

    @property
    def said(self) -> Label:
        """The label where there is room for all of it: the copy for a PC says it to who points at
        a field."""
        return self


@view("ShortLabel")
class ShortLabel(Label):
    """A label that is printed short."""

    full: Label = Label("")

    @property
    def said(self) -> Label:
        """The whole label."""
        return self.full


def label_of(main: str, others: Iterable[str]) -> Label:
    """A label that does not repeat what another language says in the same words."""
    return Label(main, placed_by_language("" if other == main else other for other in others))


def placed_by_language(others: Iterable[str]) -> tuple[str, ...]:
    """Words of a form's other languages, each at the place of its language; empty ones are left off
    at the end."""
    places = list(others)
    while places and not places[-1]:
        places.pop()
    return tuple(places)


def each_language(localizers: Localizers, make: Callable[[Localizer], str]) -> Label:
    """A label made in every language; what says the same as the main language is left out."""
    main, *others = map(make, localizers)
    return label_of(main, others)


def text_label(localizers: Localizers, text: Text) -> Label:
    """A text of the plan as a label. A language that it lacks has no words beside the main one."""
    main, *others = localizers
    words = []
    for localizer in others:
        has_words = text.paragraphs(localizer.language)
        words.append(localizer.words(text) if has_words else "")
    return label_of(main.words(text), words)


def printed_label(localizers: Localizers, label: Text, short: Text | None) -> Label:
    """A label, in the languages that have a `short` one as that."""
    full = text_label(localizers, label)
    if not short:
        return full
    words = [full.main, *full.others]
    words += [""] * (len(localizers) - len(words))
    for at, localizer in enumerate(localizers):
        if short.paragraphs(localizer.language):
            words[at] = localizer.words(short)
    shown = label_of(words[0], words[1:])
    return full if shown == full else ShortLabel(shown.main, shown.others, full)


def text_labels(localizers: Localizers, texts: Iterable[Text]) -> tuple[Label, ...]:
    """Texts of the plan as labels."""
    return tuple(text_label(localizers, text) for text in texts)


def optional_label(localizers: Localizers, text: Text | None) -> Label | None:
    """A text of the plan as a label; None without words."""
    if not text:
        return None
    return text_label(localizers, text)


def names_label(localizers: Localizers, links: Sequence[Link]) -> Label | None:
    """The names of what links name as a label; None without links."""
    if not links:
        return None
    return each_language(localizers, lambda localizer: localizer.names(links))
