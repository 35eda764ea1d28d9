"""The base of every model: frozen, unknown keys forbidden, an empty value is an absent one, and the
place is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Scalar


class _KnownKeys(dict[type[BaseModel], frozenset[str]]):
    """Type → the keys that authors may write in a mapping of it: each of thousands is asked."""

    def __missing__(self, kind: type[BaseModel]) -> frozenset[str]:
        fields = kind.model_fields.items()
        self[kind] = frozenset(field.alias or name for name, field in fields)
        return self[kind]


_KNOWN = _KnownKeys()


class Base(BaseModel):
    """A mapping of the plan language. `at` is where it starts; it is injected by the reader, never
    written by authors."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )
    # Built when the first file that it is for is read: most commands read few kinds of files

    contents: ClassVar[tuple[str, ...]] = ()
    """Fields that a mapping exists for: without any of them it says nothing."""
    goes_with: ClassVar[str] = ""
    """Field of an entry with the department that it belongs to: whoever may not see the one does
    not see the other."""

    at: Mark = Field(default=Mark(""), alias=MARK_KEY, exclude=True, repr=False)

    _places: Mapping[str, tuple[int, ...]] = PrivateAttr(default_factory=dict)

    def left_with(self, changes: Mapping[str, Any], places: Mapping[str, tuple[int, ...]]) -> Self:
        """The part of it that some readers may see. `places`: for each list that lost items the
        places (from 1) that those left had in the whole: a number means one thing, whoever reads
        it."""
        part = self.model_copy(update=changes)
        part._places = places
        return part

    def place_of(self, name: str, at: int) -> int:
        """The place in the whole of the item that is now the `at`th of the list `name`, both from
        1."""
        places = self._places.get(name)
        return places[at - 1] if places else at

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: Any) -> Any:
        """Drop known keys without a value. Unknown ones stay, so that they are reported, not
        lost."""
        if not isinstance(data, dict):
            return data
        known = _KNOWN[cls]
        kept = {}
        for key, value in data.items():
            is_empty = isinstance(value, Scalar) and value == ""
            if not is_empty or key not in known:
                kept[key] = value
        return kept
