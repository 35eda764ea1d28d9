"""waivers.yml: findings that somebody has decided to live with, where, why, and until when."""

from __future__ import annotations

from typing import Annotated, Any

from wardbook.plan.data import Scalar
from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import Date, Parsed, Word, wrong
from wardbook.plan.text import ANY_LANGUAGE, Text, parse_text


def _reason(value: Any) -> Text:
    """A text in the languages of the project, or in one of them: it is for those who keep the plan,
    not for readers."""
    if isinstance(value, Scalar):
        if not value.strip():
            raise wrong("word", "", "…")
        return Text({ANY_LANGUAGE: ()}, {ANY_LANGUAGE: value}, value.mark)
    return parse_text(value)


_REASON_SCHEMA = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
    ]
}


class Waiver(Base):
    """A finding that is not mended for a time."""

    code: Word
    """Code of the finding, for example T307."""
    place: Word
    """Where: a file, file:id, or kind:id, as procedures/wards.yml:last-doses or
    contact:duty-line."""
    reason: Annotated[Text, Parsed(_reason, _REASON_SCHEMA)]
    """Why: who decided it, and what makes it bearable."""
    until: Date
    """The last day on which it holds."""
