"""Turns pydantic's errors into findings with the place in the file and a hint. Every error is
kept."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from wardbook.findings import Finding, Mark, error
from wardbook.plan import odd_signs
from wardbook.plan.data import Data, is_key_of_block, key_at, mark_at, names_beside
from wardbook.plan.key_places import fields_at, is_list, places_of
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import BLOCKS
from wardbook.plan.model.scalars import NO_SCALAR

_ABOUT_TEXTS = ("L105", "L106", "L107")
"""Findings whose hint shows a text in the languages of the project."""
_USUAL = ("zh", "en")
_CONTAINERS = ("model_type", "model_attributes_type", "dict_type", "tuple_type", "list_type")
_NO_SPACE = re.compile(r"[a-z]{2,3}:\S")
"""A language, and its text without the space behind the colon: {zh:门诊} is one key."""
_CHOSEN = ("blocks", "continued", "list")
"""Lists whose items may be of several models."""


def shape_findings(
    problem: ValidationError, data: Data, file: str, languages: Sequence[str] = ()
) -> Iterator[Finding]:
    """A finding for each error in `problem`, which came from validating `data` of `file`.
    `languages` are those of the project: hints show a text in them."""
    example = ", ".join(f"{language}: …" for language in languages or _USUAL)
    for found in _shape_findings(problem, data, file):
        if found.code in _ABOUT_TEXTS:
            found = replace(found, arguments=(*found.arguments, ("texts", f"{{{example}}}")))
        yield found


def _shape_findings(problem: ValidationError, data: Data, file: str) -> Iterator[Finding]:
    """A finding for each error, but for a field that is missing because its name is misspelt: the
    slip is said where it stands."""
    found: list[tuple[tuple[int | str, ...], Finding]] = []
    misspelt: set[tuple[int | str, ...]] = set()
    for place, finding in _placed_findings(problem, data, file):
        found.append((place, finding))
        if finding.code == "L102":
            misspelt.add((*place[:-1], dict(finding.arguments)["near"]))
    for place, finding in found:
        if finding.code != "L103" or place not in misspelt:
            yield finding


def _placed_findings(
    problem: ValidationError, data: Data, file: str
) -> Iterator[tuple[tuple[int | str, ...], Finding]]:
    """The place of each error among the data, and a finding for it."""
    errors = problem.errors(include_url=False)
    missing = _missing_keys(errors)
    for details in errors:
        if details["type"] == "too_short" and _has_error_below(errors, details["loc"]):
            continue  # pydantic counts only the items that are right
        details["loc"] = _written(details["loc"])
        mark = mark_at(data, details["loc"]) or Mark(file)
        if details["type"] == "extra_forbidden":
            mark = key_at(data, details["loc"]) or mark
            lacks = missing.get(details["loc"][:-1], [])
            beside = names_beside(data, details["loc"])
            alone = is_key_of_block(data, details["loc"])
            found = _unknown_key(
                details, mark, file=file, missing=lacks, beside=beside, alone=alone
            )
        elif details["type"] in _CONTAINERS:
            found = _container(details, mark, file)
        else:
            found = _MAKERS.get(details["type"], _other)(details, mark)
        yield details["loc"], found


def _missing_keys(errors: list[ErrorDetails]) -> dict[tuple[int | str, ...], list[str]]:
    """The place of a mapping → the fields that it must have and lacks."""
    missing: dict[tuple[int | str, ...], list[str]] = {}
    for details in errors:
        if details["type"] == "missing":
            *place, key = _written(details["loc"])
            missing.setdefault(tuple(place), []).append(str(key))
    return missing


def _written(place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The place without pydantic's tags: behind each item of these lists stands the model that it
    chose."""
    written = []
    for index, step in enumerate(place):
        behind_item = index > 1 and isinstance(place[index - 1], int)
        if not behind_item or place[index - 2] not in _CHOSEN:
            written.append(step)
    return tuple(written)


def _has_error_below(errors: list[ErrorDetails], place: tuple[int | str, ...]) -> bool:
    return any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in errors
    )


def _unknown_key(
    details: ErrorDetails,
    mark: Mark,
    *,
    file: str,
    missing: list[str],
    beside: Set[str],
    alone: bool,
) -> Finding:
    """A field that is not known in its place. One of `missing`, those that its mapping
    lacks, is most probably meant, or else one that it may have, or that of a field `beside` it.
    `alone`: it begins its line, so that no comma split a text."""
    key = str(details["loc"][-1])
    odd = odd_signs.in_key(key, mark)
    if odd:
        return odd
    if near := _close(key, missing) or _near(key, fields_at(details["loc"][:-1], file)):
        return error("L102", mark, key=key, near=near)
    if not alone and (" " in key or not key.isascii()):
        return error("L105", mark, key=key)
    if places := places_of(key, file, beside):
        return error("L114", mark, key=key, places=places)
    return error("L101", mark, key=key)


def _missing(details: ErrorDetails, mark: Mark) -> Finding:
    return error("L103", mark, key=details["loc"][-1])


def _scalar(details: ErrorDetails, mark: Mark) -> Finding:
    context = details.get("ctx", {})
    if context["given"] == NO_SCALAR and isinstance(details["loc"][-1], str):
        return error("L108", mark, key=_key(details), wanted="single")
    code = "L111" if context["kind"] == "choice" else "L104"
    return error(
        code,
        mark,
        kind=context["kind"],
        given=context["given"],
        example=context["example"],
        key=_key(details),
    )


def _split(details: ErrorDetails, mark: Mark) -> Finding:
    key = details["ctx"]["given"]
    if _NO_SPACE.match(key):
        return error("S027", mark)
    return odd_signs.in_key(key, mark) or error("L105", mark, key=key)


def _plain(details: ErrorDetails, mark: Mark) -> Finding:
    return error("L106", mark, key=_key(details), given=details["ctx"]["given"])


def _no_text(details: ErrorDetails, mark: Mark) -> Finding:
    return error("L107", mark, key=_key(details))


def _several_lines(details: ErrorDetails, _: Mark) -> Finding:
    return error("L113", details["ctx"]["mark"], key=_key(details))


def _container(details: ErrorDetails, mark: Mark, file: str) -> Finding:
    """A field, an entry of a list or a whole file that is no list or no mapping."""
    wanted = "list" if details["type"] in ("tuple_type", "list_type") else "mapping"
    said = {"key": _key(details) or PurePosixPath(file).name, "wanted": wanted}
    if _is_entry(details["loc"], file):
        return error("L115", mark, **said)
    return error("L108", mark, **said)


def _is_entry(place: tuple[int | str, ...], file: str) -> bool:
    """Whether an item of a list stands at a place of what was validated."""
    if place:
        return isinstance(place[-1], int)
    return is_list(file)


def _block(_: ErrorDetails, mark: Mark) -> Finding:
    return error("L109", mark, choices=", ".join(BLOCKS))


def _length(details: ErrorDetails, mark: Mark) -> Finding:
    context = details["ctx"]
    limit = context.get("min_length", context.get("max_length", ""))
    return error(
        "L110", mark, key=_key(details), limit=limit, actual=context.get("actual_length", "")
    )


def _other(details: ErrorDetails, mark: Mark) -> Finding:
    return error("L112", mark, key=_key(details), problem=details["msg"])


def _key(details: ErrorDetails) -> str:
    """The innermost key on the way to the error; empty when there is none."""
    for step in reversed(details["loc"]):
        if isinstance(step, str):
            return step
    return ""


def _near(key: str, own: Sequence[str]) -> str:
    """The key that is probably meant: of `own`, those of its place, where that is known. Nothing
    for a right key in the wrong place, which is not misspelt."""
    if key in _known_keys():
        return "" if key in own else _close(key, own)
    return _close(key, own or _known_keys())


def _close(key: str, keys: Sequence[str]) -> str:
    """The one of `keys` that is most like `key`, or nothing."""
    for near in difflib.get_close_matches(key, keys, n=1, cutoff=0.7):
        return near
    return ""


@cache
def _known_keys() -> tuple[str, ...]:
    """Every key that some mapping of the language may have."""
    keys = set()
    for model in _models(Base):
        for name, field in model.model_fields.items():
            if name != "at":
                keys.add(field.alias or name)
    return tuple(sorted(keys))


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


_MAKERS: dict[str, Callable[[ErrorDetails, Mark], Finding]] = {
    "missing": _missing,
    "scalar": _scalar,
    "text_split": _split,
    "text_plain": _plain,
    "text_shape": _no_text,
    "word_list": _no_text,
    "several_lines": _several_lines,
    "union_tag_not_found": _block,
    "union_tag_invalid": _block,
    "too_short": _length,
    "too_long": _length,
}
