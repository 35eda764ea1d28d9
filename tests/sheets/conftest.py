"""The clinic as the views see it: loaded once, looked at in either language."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.plan.text import Text, parse_text
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for


@pytest.fixture(scope="session")
def project(clean_clinic: Path) -> Project:
    """The whole clinic, nothing redacted."""
    loaded = load(clean_clinic)
    assert loaded.findings == ()
    assert loaded.project is not None
    return loaded.project


@pytest.fixture(scope="session")
def staff(project: Project) -> Project:
    return for_audience(project, "staff")


@pytest.fixture(scope="session")
def en(staff: Project) -> Localizer:
    return localizer_for(staff, "en")


@pytest.fixture(scope="session")
def zh(staff: Project) -> Localizer:
    return localizer_for(staff, "zh")


@pytest.fixture(scope="session")
def book(project: Project) -> Book:
    """The English book for staff."""
    return books(project, "staff", ("en",))[0]


@pytest.fixture(scope="session")
def text() -> Callable[[str], Text]:
    """Makes an English text as it would be read from a file."""
    return lambda words: parse_text({"\0mark": Mark("made"), "en": Scalar(words, Mark("made"))})


@pytest.fixture(scope="session")
def with_contact() -> Callable[..., Project]:
    """The project with one contact changed."""

    def changed(project: Project, contact: str, **fields: Any) -> Project:
        model = project.contacts[contact].model_copy(update=fields)
        return replace(project, contacts={**project.contacts, contact: model})

    return changed


@pytest.fixture(scope="session")
def said() -> Callable[[object], str]:
    """Everything that a view holds, as one string."""
    return lambda view: json.dumps(view, ensure_ascii=False, default=as_data)


def as_data(value: Any) -> Any:
    """What JSON has no form for: a kind by its name, dataclasses as mappings."""
    if isinstance(value, SheetKind):
        return str(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}
