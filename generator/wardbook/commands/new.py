"""`wardbook new`: a project from a starter, or one more entry of the project at hand. Never
overwrites."""

from __future__ import annotations

from pathlib import Path

from wardbook.commands.workspace import Refused, Workspace
from wardbook.options import OK, Options
from wardbook.plan.loader import load
from wardbook.plan.model.scalars import is_id
from wardbook.plan.plan_files import proof, put
from wardbook.program import quoted
from wardbook.starters import STARTERS, is_vacant, languages_of, lay_down
from wardbook.starters.entries import EntryRefused, addition
from wardbook.starters.wheel import NoWheelError


def new(options: Options, kind: str, name: str, *, ci: str, language: str = "") -> int:
    """Lay down a project of a kind in the folder `name`, with the file of the service `ci`, in one
    `language` or in all; or add an entry with that id."""
    if kind in STARTERS:
        return _new_project(options, kind, Path(name), ci=ci, language=language)
    if not is_id(name):
        raise Refused("new_bad_id", id=name)
    space = Workspace(options)
    with space.writing():
        return _new_entry(space, kind, name)


def _new_project(options: Options, kind: str, target: Path, *, ci: str, language: str) -> int:
    if language and language not in languages_of(kind):
        raise Refused("new_no_language", kind=kind, languages=", ".join(languages_of(kind)))
    if not is_vacant(target):
        raise Refused("new_not_empty", target=target)
    try:
        count = lay_down(kind, target, ci=ci, language=options.ui_language, only=language)
    except NoWheelError as problem:
        raise Refused("new_no_wheel", problem=problem) from problem
    folder = quoted(str(target))
    Workspace(options).say("new_done", count=count, target=target, folder=folder)
    return OK


def _new_entry(space: Workspace, kind: str, name: str) -> int:
    made = addition(kind, name, load(space.options.project))
    if isinstance(made, EntryRefused):
        raise Refused(made.why, id=name, place=made.place)
    if proof(made.file, made.text, made.meant):
        raise Refused("new_no_end", id=name, place=made.file.name)
    put(made.file, made.text)
    space.say("new_added", id=name, place=made.file.name)
    return OK
