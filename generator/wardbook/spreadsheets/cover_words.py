"""When somebody answers, as people write it: 24h, 全天, 8:00-17:30."""

from __future__ import annotations

import re
import unicodedata

from wardbook.spreadsheets.headings import simplified

COVERS = ("always", "day")
"""What the plan says of when somebody answers."""
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
_OF_WEEK = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_TO = r" ?(?:[-–—~至到]|to|thru|through) ?"
_WORKING_DAYS = re.compile(
    rf"(?:工作日|(?:周|星期|礼拜)一{_TO}(?:周|星期|礼拜)?五"
    rf"|m(?:on(?:day)?)?s?{_TO}f(?:ri(?:day)?)?s?|weekdays)[:,]? *"
)
"""Before the hours of a day, or alone."""
_TO_SATURDAY = re.compile(
    rf"(?:(?:周|星期|礼拜)一{_TO}(?:周|星期|礼拜)?六|m(?:on(?:day)?)?s?{_TO}sat(?:urday)?s?)[:,]? *"
)
_EVERY_DAY = re.compile(
    rf"(?:每[天日]|(?:周|星期|礼拜)一{_TO}(?:周|星期|礼拜)?[日天]"
    rf"|m(?:on(?:day)?)?s?{_TO}sun(?:day)?s?|(?:7|seven) days(?: ?(?:a|per|/) ?week)?"
    r"|every ?day|daily)[:,]? *"
)
_WEEKEND = re.compile(
    rf"(?:周末|双休日|(?:周|星期|礼拜)[六日天](?:{_TO}?(?:周|星期|礼拜)?[日天])?"
    rf"|{_OF_WEEK}(?:(?:{_TO}| ?(?:&|and) ?){_OF_WEEK})?|weekends?)[:,]? *"
)
"""Days that hours of their own stand behind, after those of the working days."""
_CLOSED = ("休息", "closed", "关闭", "停诊", "不开放")
_BUT = re.compile(
    r"[,;(]? ?(?:(?:国家|法定)?(?:节假日|公众假期|公休日)(?:除外|休息)"
    r"|(?:except|excl\.?|excluding|not) (?:on )?(?:public |bank )?holidays?)\)?"
)
"""Behind the hours: without holidays."""
_BETWEEN_HOURS = re.compile(
    r"(?:[,;、/\n]| (?:and|&) (?=[0-9])|(?<=[0-9]) *(?=下午)|(?<=[0-9m]) +(?=[0-9]{1,2}[:.]))\s*"
)
_IN_THE_MORNING = re.compile("(?:上午|下午|早上?)")
_IN_THE_AFTERNOON = re.compile("下午")
_NOON = 12 * 60
_MORNING = 6 * 60
_EVENING = 20 * 60
_EARLIEST, _LATEST_BEGIN = 7 * 60, 9 * 60 + 30
_EARLIEST_END, _LATEST_END = 16 * 60, 18 * 60
"""Between which a usual working day begins and ends."""
_WHOLE_DAY = 24 * 60 - 1
"""Minutes from 0:00 to 23:59."""


def cover_word(text: str) -> str:
    """`always` or `day` where words or times say so; any other text as it is."""
    said = _plain(text)
    if _ALWAYS.fullmatch(said):
        return "always"
    minutes = span_minutes(said)
    if minutes and minutes[0] == 0 and minutes[1] >= _WHOLE_DAY:
        return "always"
    is_by_day = _DAY.fullmatch(said) or _are_on_days(said) or _are_by_day(said)
    return "day" if is_by_day else text


def says_more(text: str) -> bool:
    """Whether hours by day say more than that somebody answers in working hours: of a Saturday,
    of a pause at noon."""
    said = _plain(text)
    if cover_word(text) != "day":
        return False
    hours = _WORKING_DAYS.sub("", said, count=1)
    if hours in ("", "day") or _DAY.fullmatch(hours):
        return False
    minutes = span_minutes(hours)
    return minutes is None or not _are_usual(*minutes)


def _are_usual(begins: int, ends: int) -> bool:
    """Whether a span of the clock is a usual working day: 8:30-17:30, not 8:00-12:00 or
    8:00-20:00."""
    return _EARLIEST <= begins <= _LATEST_BEGIN and _EARLIEST_END <= ends <= _LATEST_END


def _plain(text: str) -> str:
    """Words as they are compared: in narrow and simplified signs, small letters."""
    return simplified(unicodedata.normalize("NFKC", text)).casefold().strip()


def _are_on_days(said: str) -> bool:
    """Whether hours of a day stand behind days of which all working ones are some; these may stand
    alone, unless they are every day."""
    for days in (_WORKING_DAYS, _TO_SATURDAY, _EVERY_DAY):
        before = days.match(said)
        if before:
            hours = said[before.end() :]
            return _are_by_day(hours) if hours else days is not _EVERY_DAY
    return False


def _are_by_day(hours: str) -> bool:
    """Whether hours, perhaps with a pause or with others on Saturdays, all lie within the day."""
    first, *others = _BETWEEN_HOURS.split(_BUT.sub("", hours).strip())
    if not (_is_by_day(first) or _DAY.fullmatch(first)):
        return False
    return all(_is_by_day(_WEEKEND.sub("", part, count=1)) for part in others)


def _is_by_day(part: str) -> bool:
    """Whether a span of the clock lies within the day; what is closed does not lie outside."""
    if part in _CLOSED:
        return True
    minutes = span_minutes(_IN_THE_MORNING.sub("", part))
    if minutes and _IN_THE_AFTERNOON.match(part) and minutes[0] < _NOON:
        minutes = (minutes[0] + _NOON, minutes[1] + _NOON)
    return minutes is not None and _MORNING <= minutes[0] < minutes[1] <= _EVENING


def span_minutes(text: str) -> tuple[int, int] | None:
    """Minutes of the day at which a span of the clock begins and ends: 8:00-17:30; None for any
    other text."""
    said = _plain(text)
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
