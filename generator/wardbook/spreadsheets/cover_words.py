"""When somebody answers, as people write it: 24h, 全天, 8:00-17:30."""

from __future__ import annotations

import re
import unicodedata

_ALWAYS = re.compile(
    r"(?:每[天日]|全天)?24[ -]?(?:h|hrs?|hours?|小时)(?:值班|值守|服务|接听|开通)?|24 ?/ ?7"
    r"|(?:all )?24[ -]?(?:h|hrs?|hours?),? ?(?:(?:a|per|every|each|/) ?day|daily|service|cover)?"
    r"(?:[,;/]? ?(?:and )?(?:7|seven) days(?: ?(?:a|per|/|every) ?week)?)?|全天候?|昼夜|全日"
    r"|(?:7|seven) days(?: ?(?:a|per|/) ?week)?[,;/]? ?24[ -]?(?:h|hrs?|hours?)(?: (?:a|per) day)?"
    r"|(?:7(?:天|days?)? ?[x*×]? ?24|24 ?[x*×] ?7) ?(?:h|hrs?|hours?|小时)?(?:服务|值班|值守)?"
    r"|(?:around|round)[ -]the[ -]clock|day (?:and|&) night|always open"
)
_DAY = re.compile(
    r"5(?:天|days?)? ?[x*×]? ?(?:8|9|10) ?(?:h|hrs?|hours?|小时)?(?:服务)?"
    r"|[89] ?[x*×] ?5 ?(?:h|小时)?"
    r"|白天|白班|日间|日班|工作日|上班时间|工作时间|正常班|行政班|8小时"
    r"|day ?time|day ?shift|days|weekdays|(?:office|working|business) hours"
)
_SPAN = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?[-–—~至到] ?([0-9]{1,2})(?:[:.]([0-9]{2}))?")
_CLOCK = r"(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))? ?([ap])(?:\.?m\.?)?"
_HALVES = re.compile(rf"(?:from )?{_CLOCK} ?(?:[-–—~]|to|until|till) ?{_CLOCK}")
"""A span by a clock of twelve hours that says of both its ends which half of the day it is."""
_WORKING_DAYS = re.compile(
    r"(?:工作日|(?:周|星期|礼拜)一 ?[-–—~至到] ?(?:周|星期|礼拜)?[五六]"
    r"|m(?:on(?:day)?)? ?(?:-|–|—|to) ?f(?:ri(?:day)?)?|weekdays)[:,]? *"
)
"""Before the hours of a day, or alone."""
_MORNING = 6 * 60
_EVENING = 20 * 60
_WHOLE_DAY = 24 * 60 - 1
"""Minutes from 0:00 to 23:59."""


def cover_word(text: str) -> str:
    """`always` or `day` where words or times say so; any other text as it is."""
    said = unicodedata.normalize("NFKC", text).casefold().strip()
    if _ALWAYS.fullmatch(said):
        return "always"
    if _DAY.fullmatch(said) or _WORKING_DAYS.fullmatch(said):
        return "day"
    days = _WORKING_DAYS.match(said)
    if days:
        return "day" if cover_word(said[days.end() :]) == "day" else text
    minutes = span_minutes(said)
    if not minutes:
        return text
    begins, ends = minutes
    if begins == 0 and ends >= _WHOLE_DAY:
        return "always"
    if _MORNING <= begins < ends <= _EVENING:
        return "day"
    return text


def span_minutes(text: str) -> tuple[int, int] | None:
    """Minutes of the day at which a span of the clock begins and ends: 8:00-17:30; None for any
    other text."""
    said = unicodedata.normalize("NFKC", text).casefold().strip()
    halves = _HALVES.fullmatch(said)
    if halves:
        return _of_half(*halves.group(1, 2, 3)), _of_half(*halves.group(4, 5, 6))
    span = _SPAN.fullmatch(said)
    if not span:
        return None
    return int(span[1]) * 60 + int(span[2] or 0), int(span[3]) * 60 + int(span[4] or 0)


def _of_half(hour: str, minute: str | None, half: str) -> int:
    """Minutes of the day: 12 a.m. is its beginning, 12 p.m. noon."""
    return (int(hour) % 12 + 12 * (half == "p")) * 60 + int(minute or 0)
