"""Where a line of HTML may not break: inside the code of a sheet, a form or a document, or the
number of a standard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wardbook.fonts import NO_BREAK_HYPHEN, NO_BREAK_SPACE
from wardbook.html.punctuation import squeeze
from wardbook.sheets.word_signs import ALPHABET

_PIECES = re.compile(r"(<[^>]*>)")
"""Tags, and the text between them. Templates write no ">" in an attribute."""
_TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)")
_NO_HTML = frozenset(("script", "select", "style", "svg", "textarea", "title"))
"""Elements that can hold no element of HTML."""
_HOLDS_NONE = _NO_HTML | {"a"}
"""Those, and links: an element in one would be a second link of a PDF."""
_STEP = {"": 1, "/": -1}
"""A tag that opens, and one that closes."""
_IS_WHOLE = re.compile(r'<\w+ class="(?:[\w -]* )?(?:code|wb-code|together|bound)[ "]')
"""An element that does not break anyway."""
_CODE = re.compile(
    r"(?<![A-Za-z0-9&#-])"  # not inside a longer word, nor behind &#
    r"(?:[A-Z][A-Z0-9]{0,5}(?:-[A-Z0-9]{1,6}){1,4}"
    rf"|(?=[0-9-]*[A-Z])[{ALPHABET}]{{3}}-[{ALPHABET}]{{3}})"
    r"(?![A-Za-z0-9-])"
)
"""C-F1, IP-08B, XX-YA-01-01. Longer ones may break: they would not fit a narrow column. And check
words, which may begin with a digit: 7WE-RFB, but no telephone number."""
_STANDARD = re.compile(
    r"(?<![A-Za-z0-9&#/-])"
    r"(?:[A-Z]{1,4}/[A-Z]{1,3}|[A-Z]{2,4})"
    r" [0-9]{3,6}(?:\.[0-9]{1,3})*(?:[-–—:][0-9]{1,4}){0,2}"
    r"(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9&#/-])[A-Z]{1,4}/[A-Z](?![A-Za-z0-9/])"
)
"""GB/T 22239-2019, ISO/IEC 27001:2022, SP 800-34; and GB/T alone: a line may break behind a slash,
and behind the long dash that Chinese standards have before their year."""
_COUNTED = re.compile(
    r"(?<![0-9A-Za-z&#;.-])"
    r"(?:每 ?)?[0-9]{1,4}(?:[.,–-][0-9]{1,4})? ?"
    r"(?:个?小时|分钟|个月|[天日月年级人份张部台次条项页号册步袋支处]|秒钟?)[内前后]?"
    r"|(?<![0-9A-Za-z&#;.:–-])[0-9]{1,4}(?:[.:][0-9]{1,3})?–[0-9]{1,4}(?:[.:][0-9]{1,3})?"
    r"(?![0-9A-Za-z–-])"
)
"""24 小时内, 每 6 小时, 16 部: a line may break between Han characters, and before them. And 2–8,
9:00–11:00: it may break behind a dash."""
_UNIT = re.compile(
    r"(?<![0-9A-Za-z&#;-])([0-9]{1,4}(?:[.,–][0-9]{1,4})?) "
    r"(?=(?:min|h|s|hours?|minutes?|days?|weeks?|months?|years?|people|mm|cm|m|km|kg|g|mg|mL|ml|L"
    r"|pt|°C|°F|℃|mmHg|kPa|V|A|W|kW|kVA|Hz|MB|GB|TB)(?![A-Za-z0-9])|%)"
)
"""24 hours, 8 °C: a figure stands with what it counts, or its unit."""
_NUMBERED = re.compile(r"(?<![A-Za-z])([Nn]os?\.) (?=[0-9])")
"""no. 33: a number stands with the word that says so."""
_NAMED = re.compile(r'(<span class="code">[^<]*</span>(?:</a>)?) (?=<a [^>]*>[^<])')
"""A code whose name follows: the code does not stand alone at the end of a line."""
_SPACE = re.compile(
    r"(?<=[^\s>]) "
    r"(?=(?:<[a-z][^>]*>)*<(?:b|span) class=\"(?:basis|bound|code|deadline|number|together)\b)"
)


def keep_codes(html: str) -> str:
    """The HTML for a screen with each code held together: browsers break a line at any hyphen."""
    return "".join(_with_codes(html, _in_an_element, in_links=True))


def for_paper(html: str) -> str:
    """The HTML for paper with its codes held together by their hyphens: an element in a link would
    be a second link in the PDF. And with what is held together on a line of its own where it must:
    where words fit a line but for the space behind them, WeasyPrint breaks them at the first place
    that there is, not at the last. So that space stands in an element of its own. A code stays with
    the first word of its name, a figure with what it counts. Punctuation is set close.
    """
    counted = "".join(_with_figures(html))
    held = "".join(_with_codes(counted, _by_its_hyphens, in_links=False))
    return squeeze(_SPACE.sub("<span> </span>", _NAMED.sub(rf"\1{NO_BREAK_SPACE}", held)))


def _with_figures(html: str) -> Iterator[str]:
    """The pieces of the HTML, each figure with what it counts."""
    inside = 0
    for piece in _PIECES.split(html):
        tag = _TAG.match(piece)
        if tag is not None:
            if tag[2].lower() in _HOLDS_NONE:
                inside += _STEP[tag[1]]
            yield piece
        elif inside:
            yield piece
        else:
            kept = _NUMBERED.sub(rf"\1{NO_BREAK_SPACE}", piece)
            yield _COUNTED.sub(_in_an_element, _UNIT.sub(rf"\1{NO_BREAK_SPACE}", kept))


def _in_an_element(code: re.Match[str]) -> str:
    return f'<span class="together">{code[0]}</span>'


def _by_its_hyphens(code: re.Match[str]) -> str:
    return code[0].replace("-", NO_BREAK_HYPHEN)


def _by_its_space(standard: re.Match[str]) -> str:
    return standard[0].replace(" ", NO_BREAK_SPACE)


def _with_codes(
    html: str, held: Callable[[re.Match[str]], str], *, in_links: bool
) -> Iterator[str]:
    """The pieces of the HTML, in its text each code as `held` writes it, and each number of a
    standard in an element, in a link only where `in_links` says so."""
    inside = 0  # elements open that can hold no other
    in_link = False
    is_whole = False
    for piece in _PIECES.split(html):
        tag = _TAG.match(piece)
        if tag is not None:
            if tag[2].lower() in _NO_HTML:
                inside += _STEP[tag[1]]
            if tag[2].lower() == "a":
                in_link = not tag[1]
            is_whole = _IS_WHOLE.match(piece) is not None
            yield piece
        elif inside or is_whole:
            yield piece
        else:
            whole = _by_its_space if in_link and not in_links else _in_an_element
            yield _STANDARD.sub(whole, _CODE.sub(held, piece))
