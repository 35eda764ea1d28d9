"""One more form, procedure or department in the project at hand: its text, with every field
explained beside it.

What nobody but the author can know is written as a placeholder, so that `wardbook check` names each
of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from wardbook.folders import SOURCE
from wardbook.plan.data import Data
from wardbook.plan.loader import Loaded
from wardbook.plan.model.registries import Role
from wardbook.plan.plan_files import PlanFile, find
from wardbook.plan.project import Project
from wardbook.plan.reader import read_text
from wardbook.plan.yaml_edit import newline_of
from wardbook.starters import with_schema
from wardbook.starters.one_language import with_comments_of

ENTRIES = ("form", "procedure", "department")
"""What can be added, as written behind `wardbook new`."""

_TEMPLATES = Path(__file__).parent / "entries"
_NUMBERED = re.compile(r"(.*?)(\d+)")
_ENTRY = re.compile(r"^( *)- ", re.MULTILINE)
_REGISTRY = f"{SOURCE}/departments.yml"


@dataclass(frozen=True)
class EntryRefused:
    """Nothing may be written; `why` is a key of the messages."""

    why: str
    place: str = ""


@dataclass(frozen=True)
class Addition:
    """What to write: the file as it is now, its whole text, and what that is to say."""

    file: PlanFile
    text: str
    meant: Data


def addition(kind: str, id: str, loaded: Loaded) -> Addition | EntryRefused:
    """What `wardbook new KIND ID` writes into the loaded project, or why it may not."""
    project = loaded.project
    if project is None:
        return EntryRefused("new_unreadable")
    place = _place_of(kind, id)
    if id in project.registry(kind) or (kind, id) in loaded.unread:
        return EntryRefused("new_exists", place)
    file = find(project.root / place, project.root)
    if kind == "department":
        return _department(project, file, id)
    if file.exists:
        return EntryRefused("new_exists", place)
    if kind == "form":
        text = _form(project, id)
    else:
        text = _procedure(project, id)
    if not text:
        return EntryRefused("new_no_post", f"{SOURCE}/roles.yml")
    text = with_schema(place, text)
    return Addition(file, text, _data(text, place))


def _place_of(kind: str, id: str) -> str:
    """The file that an entry stands in: all departments in one, others each in its own."""
    if kind == "department":
        return _REGISTRY
    return f"{SOURCE}/{kind}s/{id}.yml"


def _form(project: Project, id: str) -> str:
    """The form's file; the first post of the plan fills it in."""
    first_post = list(project.roles)[:1]
    filled_by = f"[{', '.join(first_post)}]"
    return _text("form", project, id=id, code=next_form_code(project), filled_by=filled_by)


def _procedure(project: Project, id: str) -> str:
    """A department's procedure when `id` is a department that has none, else a scenario's; empty
    without any post."""
    post = _post(project, id)
    if not post:
        return ""
    if id in project.departments:
        return _text("procedure-department", project, id=id, post=post)
    return _text("procedure-scenario", project, id=id, post=post, code=_free(project, "S"))


def _department(project: Project, file: PlanFile, id: str) -> Addition | EntryRefused:
    """The registry with one more entry at its end; what stands above keeps its bytes."""
    old: Data | None = []
    before = with_schema(_REGISTRY, "")
    if file.exists:
        old, before = file.document.data, file.text
    if not isinstance(old, list):
        return EntryRefused("new_no_end", _REGISTRY)
    newline, indent = newline_of(before), ""
    found = _ENTRY.search(before)
    if found:
        indent = found[1]
    entry = _text("department", project, id=id, code=_free(project, "D"))
    lines = [indent + line for line in entry.splitlines()]
    whole = before.rstrip() + newline.join(["", "", *lines, ""])
    meant = _data(entry, _REGISTRY)
    assert isinstance(meant, list)
    return Addition(file, file.mark + whole, [*old, *meant])


def _data(text: str, place: str) -> Data:
    """What a text of our own says."""
    data = read_text(text, place).data
    assert data is not None
    return data


def _text(template: str, project: Project, **values: str) -> str:
    """A template of `entries/`, filled, its comments in the languages of the project; what only
    the author can know is a TODO in each language."""
    languages = dict.fromkeys((*project.languages, *project.form_languages))
    todo = "TODO"
    if len(languages) > 1:
        todo = "{" + ", ".join(f"{language}: TODO" for language in languages) + "}"
    text = (_TEMPLATES / f"{template}.yml").read_text(encoding="utf-8")
    chinese = [language.partition("-")[0] == "zh" for language in languages]
    if all(chinese) or not any(chinese):
        text = with_comments_of(text, "zh" if all(chinese) else "en")
    return Template(text).substitute(values, todo=todo, desk=_desk(project))


def _desk(project: Project) -> str:
    """The number that a new entry calls and reports to: the desk, else the first there is."""
    if project.site.desk:
        return project.site.desk.id
    return next(iter(project.contacts), "some-number")


def _post(project: Project, department: str) -> str:
    """The post that acts: of this department and there around the clock, else the nearest to it.
    Empty when there is no post."""

    def distance(role: Role) -> tuple[bool, bool]:
        elsewhere = role.department is None or role.department.id != department
        return elsewhere, str(role.cover) != "always"

    if not project.roles:
        return ""
    return str(min(project.roles.values(), key=distance).id)


def next_form_code(project: Project) -> str:
    """The code after the last of the series that most forms belong to, written in the same
    width."""
    widths: dict[str, list[int]] = {}
    for form in project.forms.values():
        code = _NUMBERED.fullmatch(str(form.code))
        if code:
            widths.setdefault(code[1], []).append(len(code[2]))
    if not widths:
        return _free(project, "F-", 2)
    prefix = max(widths, key=lambda prefix: len(widths[prefix]))
    return _free(project, prefix, max(widths[prefix]))


def _free(project: Project, prefix: str, width: int = 1) -> str:
    """The first code of a series after the last that is or was in use."""
    last = 0
    for taken in _codes(project):
        code = _NUMBERED.fullmatch(taken)
        if code and code[1] == prefix:
            last = max(last, int(code[2]))
    return f"{prefix}{last + 1:0{width}d}"


def _codes(project: Project) -> Iterator[str]:
    """Every code that is or was in use."""
    yield from map(str, project.site.withdrawn_codes)
    for department in project.departments.values():
        yield str(department.code)
    for plan in project.plans.values():
        yield str(plan.code)
    for procedure in project.procedures.values():
        if procedure.code:
            yield str(procedure.code)
    for form in project.forms.values():
        yield str(form.code)
        for variant in form.variants:
            yield str(variant.code)
