"""Finds in the plan what a user names on the command line."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from wardbook.commands.workspace import Refused
from wardbook.plan.edition_records import IssuedEdition
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project

_SHOWN = 3
"""Names that are shown at most: of more nobody finds the one that was meant."""


def plan_language(project: Project, wanted: str) -> str:
    """The user's language, if the plan is written in it, else the plan's first."""
    return wanted if wanted in project.languages else project.languages[0]


def known_language(project: Project, wanted: str) -> str:
    """A language of the plan as it was typed. Raises Refused for one that the plan has not."""
    if wanted not in project.languages:
        raise Refused("unknown_language", name=wanted, known=", ".join(project.languages))
    return wanted


def form_of(project: Project, wanted: str) -> tuple[Form, Variant | None]:
    """A form by its id, by id/variant, by its code or by its title. Raises Refused."""
    known: dict[str, tuple[Form, Variant | None]] = {}
    for form in project.forms.values():
        for name in (form.id, form.code, *map(form.title.words, project.languages)):
            known[str(name)] = form, None
        for variant in form.variants:
            known[f"{form.id}/{variant.id}"] = form, variant
            known[str(variant.code)] = form, variant
    typed = unicodedata.normalize("NFKC", wanted).strip()
    found = known.get(typed) or known.get(typed.upper())
    if found is None:
        raise Refused("print_no_form", form=wanted, near=near(wanted, known))
    return found


def department_of(project: Project, wanted: str) -> Department:
    """A department by its id, code or name. Raises Refused."""
    found = project.department(wanted)
    if found is None:
        known: list[str] = []
        for department in project.departments.values():
            known += (str(department.id), str(department.code))
        raise Refused("print_no_department", department=wanted, near=near(wanted, known))
    return found


def scenario_of(project: Project, wanted: str) -> Procedure:
    """A scenario by its id or code. Raises Refused."""
    known: dict[str, Procedure] = {}
    for scenario in project.scenarios:
        for name in (scenario.code, scenario.id):
            if name:
                known[str(name)] = scenario
    found = known.get(wanted) or known.get(wanted.upper())
    if found is None:
        ids = sorted(str(scenario.id) for scenario in project.scenarios)
        shown = difflib.get_close_matches(wanted, list(known), _SHOWN, 0.5) or ids[:_SHOWN]
        raise Refused("drill_no_scenario", scenario=wanted, near=", ".join(shown) or "–")
    return found


def edition_of_copies(project: Project) -> IssuedEdition:
    """The last edition, against which copies are held. Raises Refused where none was issued, and
    where its record does not tell what its manuals hold: all copies would be called back."""
    last = project.last_edition
    if last is None:
        raise Refused("copies_no_edition")
    if not last.manuals:
        raise Refused("copies_no_manuals", edition=last.id)
    return last


def near(wanted: str, known: Iterable[str]) -> str:
    """What is most like `wanted`; where nothing is, the first of what there is."""
    names = list(known)
    shown = difflib.get_close_matches(wanted, names, _SHOWN, 0.5)
    if not shown:
        shown = names[:_SHOWN]
        if len(names) > _SHOWN:
            shown.append("…")
    return ", ".join(shown) or "–"
