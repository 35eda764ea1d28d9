"""Who may see what: the audiences, how a field declares its own, and how what stands below
inherits.

Each field of a registry's model (and of `Site` and `Calendar`) is written in one of the types
below: `box: Staff[Box | None]`. A field that declares nothing stops the program: see `declared`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, TypeVar

from pydantic import BaseModel

from wardbook.plan.model.scalars import one_of

AUDIENCES = ("public", "posted", "staff", "restricted")
"""Who may see what, the widest first."""

Audience = Annotated[str, one_of(*AUDIENCES)]
Inside = Annotated[str, one_of("staff", "restricted")]
"""For entries of registries that are for staff at the least."""

OWN = "own"
"""In place of an audience: as the entry says of itself (`audience:`)."""

T = TypeVar("T")


@dataclass(frozen=True)
class Lowest:
    """The lowest audience that is told a field. `used` is the lowest for whom views may work with
    it without telling it: they reckon from what a system depends on what stops with it."""

    told: str
    used: str = ""


Public = Annotated[T, Lowest("public")]
Posted = Annotated[T, Lowest("posted")]
Staff = Annotated[T, Lowest("staff")]
Restricted = Annotated[T, Lowest("restricted")]
Own = Annotated[T, Lowest(OWN)]
"""For whoever may see the entry whole. An entry with such a field never disappears: others read
what is left of it."""
Whose = Annotated[T, Lowest(OWN, used="public")]
"""To whom something belongs: views put it in its place by this, and tell it with the entry."""
Wiring = Annotated[T, Lowest("restricted", used="posted")]
"""How the house is wired: told to the command room alone. From `posted` on views say what stops
with what."""


def inherited(item: object, above: str = AUDIENCES[0]) -> str:
    """For whom an item is that says who it is for, or says nothing: never for more than what it
    stands in (`above`)."""
    own = getattr(item, "audience", None)
    return max(str(own), above, key=AUDIENCES.index) if own else above


@cache
def sees(audience: str, lowest: str) -> bool:
    """Whether `audience` may see what is for `lowest` and those above it."""
    return AUDIENCES.index(lowest) <= AUDIENCES.index(audience)


@cache
def declared(model: type[BaseModel]) -> dict[str, Lowest]:
    """Field → its declared lowest audience. A field without one is not in it: it is for whom its
    model is."""
    found = {}
    for name, field in model.model_fields.items():
        for entry in field.metadata:
            if isinstance(entry, Lowest):
                found[name] = entry
    return found


def undeclared(model: type[BaseModel]) -> tuple[str, ...]:
    """Fields of a registry's model that nobody has declared an audience for; a mark's place is no
    content."""
    return tuple(
        name for name in model.model_fields if name != "at" and name not in declared(model)
    )


@cache
def stays_named(model: type[BaseModel]) -> bool:
    """Whether an entry that is above an audience stays for it with its name, and loses only what is
    its own."""
    return any(lowest.told == OWN for lowest in declared(model).values())
