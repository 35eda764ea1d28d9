"""The base of every model: frozen, unknown keys forbidden, an empty value is an absent one, and the place is kept."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.findings import Mark
from generator.source.data import MARK_KEY, Scalar


class Base(BaseModel):
    """A mapping of the plan language. `at` is where it starts; it is injected by the reader, never written by authors."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True)

    at: Mark = Field(default=Mark(""), alias=MARK_KEY, exclude=True, repr=False)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: Any) -> Any:
        """Drop known keys without a value. Unknown ones stay, so that they are reported, not lost."""
        if not isinstance(data, dict):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {
            key: value
            for key, value in data.items()
            if not (isinstance(value, Scalar) and value == "" and key in known)
        }
