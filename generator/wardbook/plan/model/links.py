"""Fields that name something by id: a bare id where one kind is allowed, or `kind:id[/part]`."""

from __future__ import annotations

import re
from typing import Annotated, Any

from wardbook.plan.data import Scalar
from wardbook.plan.model.scalars import NO_SCALAR, Parsed, wrong
from wardbook.plan.text import Link

_TARGET = re.compile(r"(?:([a-z]+):)?([a-z0-9-]+)(?:/([a-z0-9-]+))?")
_PATTERN = r"^([a-z]+:)?[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?$"


def _link(*kinds: str) -> Parsed:
    """A field type that names one of `kinds`. A bare step (`ledger`) is a step of the same
    procedure."""

    def parse(value: Any) -> Link:
        example = f"{kinds[0]}-id"
        if not isinstance(value, Scalar):
            raise wrong("link", NO_SCALAR, example)
        match = _TARGET.fullmatch(value)
        if not match or (match[1] and match[1] not in kinds):
            raise wrong("link", value, example)
        kind, target, part = match.groups()
        if kinds == ("step",) and part is None:
            target, part = "", target
        return Link((kind,) if kind else kinds, target, part, value.mark)

    return Parsed(parse, {"type": "string", "pattern": _PATTERN}, kinds)


BodyLink = Annotated[Link, _link("body")]
CitationLink = Annotated[Link, _link("citation")]
ContactLink = Annotated[Link, _link("contact")]
DepartmentLink = Annotated[Link, _link("department")]
FormLink = Annotated[Link, _link("form")]
PlanLink = Annotated[Link, _link("plan")]
ProcedureLink = Annotated[Link, _link("procedure")]
ProgrammeLink = Annotated[Link, _link("programme")]
"""A regular drill of a plan."""
RoleLink = Annotated[Link, _link("role")]
StepLink = Annotated[Link, _link("step")]
SystemLink = Annotated[Link, _link("system")]
TermLink = Annotated[Link, _link("term")]
WindowLink = Annotated[Link, _link("window")]
ActorLink = Annotated[Link, _link("role", "department", "body")]
"""Who acts: a post; a department or a body where the plan names no post."""
EntryLink = Annotated[Link, _link("department", "step")]
"""Whose back-entry: a department's, or one step, `procedure/step`."""
WhoLink = Annotated[Link, _link("department", "role", "body")]
"""A department, a post or a body of the emergency organisation."""
SheetLink = Annotated[Link, _link("form", "procedure", "department", "plan")]
"""What stands on a sheet of its own."""
