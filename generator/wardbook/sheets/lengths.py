"""Lengths of time in words."""

from __future__ import annotations

from collections.abc import Callable

from wardbook.plan.model.scalars import Duration


def length_said(duration: Duration, way: str, say: Callable[..., str]) -> str:
    """A length of time, longest unit first. `way` is how units are said: unit (h, min) or spoken
    (hours, minutes); `say` makes words of a phrase and its number."""
    said = []
    for number, unit in zip(duration.parts(), ("d", "h", "min"), strict=True):
        if number == 1:
            said.append(say(f"{way}_{unit}_one", n=number))
        elif number:
            said.append(say(f"{way}_{unit}", n=number))
    return say("unit_join").join(said) or say(f"{way}_h", n=0)
