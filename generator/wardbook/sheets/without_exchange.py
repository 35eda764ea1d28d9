"""What somebody has while the telephone exchange is down, in words."""

from __future__ import annotations

from collections.abc import Iterable

from wardbook.sheets.localizer import Localizer


def channels_in_words(localizer: Localizer, channels: Iterable[str]) -> str:
    """The ways, one after the other: analogue phone, mobile."""
    return localizer.say("list_join").join(localizer.say(f"channel_{one}") for one in channels)


def without_exchange(localizer: Localizer, channels: Iterable[str]) -> str:
    """The ways, and that they hold while the exchange is down; empty where nobody said any."""
    ways = channels_in_words(localizer, channels)
    if not ways:
        return ""
    return localizer.say("contact_without_exchange", ways=ways)
