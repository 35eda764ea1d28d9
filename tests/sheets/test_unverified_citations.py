"""A citation that nobody has verified bears its mark on every sheet, in every language, for every
audience."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from wardbook.plan.project import Project
from wardbook.sheets.books import books

Said = Callable[[object], str]

MARKS = {"en": "[to be verified]", "zh": "〔待核实〕"}


@pytest.mark.parametrize("audience", ["public", "staff"])
def test_it_is_marked_wherever_it_is_named(project: Project, said: Said, audience: str) -> None:
    rule = project.citations["records-rule"].model_copy(update={"status": "unverified"})
    unsure = replace(project, citations={**project.citations, "records-rule": rule})
    for book in books(unsure, audience):
        title = rule.title.raw[book.language]
        named = 0
        for stamped in book.sheets.values():
            words = said(stamped.sheet.content)
            for found in re.finditer(re.escape(title), words):
                named += 1
                behind = words[found.end() : found.end() + 40]
                assert MARKS[book.language] in behind, (stamped.sheet.id, behind)
        assert named > 1
