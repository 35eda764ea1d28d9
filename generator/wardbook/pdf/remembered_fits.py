"""How sheets fitted their pages, kept for the next time: a new edition, or another telephone
number, moves no line, and a sheet need not be tried in several settings again. What was remembered
is held against the pages: it decides how long laying out takes, and never what comes of it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from weasyprint import Document, Page

from wardbook.kept_files import KeptFiles
from wardbook.pdf.fitting import BackFit, Fit
from wardbook.pdf.renderer import Frame

_TEXT = re.compile(r">[^<0-9]*[0-9][^<]*")
"""Text with a digit in it: most has none."""
_DIGIT = re.compile(r"(&#?\w+;)|[0-9]")
"""A digit; or a character that is written by its number, which is another with another."""
_OPAQUE = re.compile(r"(<svg\b.*?</svg>|<style\b.*?</style>)", re.DOTALL)
"""What is not laid out as text: its digits say something else."""


@dataclass(frozen=True)
class FoundFit:
    """The setting that a sheet was found to fit in, and a digest of where its parts stood then."""

    key: str
    fit: Fit
    places: str


class RememberedFits:
    """Fits in a folder, by all that decides them. `look` is a digest of all that decides how
    content is drawn. `equal_digits`: all digits of the theme's fonts are as wide as each other,
    so that a sheet with another number fits as before."""

    def __init__(self, folder: Path, look: str, *, equal_digits: bool) -> None:
        self._store = KeptFiles(folder, "fit")
        self._look = look
        self._equal_digits = equal_digits

    def key(self, frame: Frame, language: str, *, draft: bool) -> str:
        """What decides how a sheet fits that stands in `frame`, in its first setting; empty where
        more decides than can be seen there: a picture's size is in its file. What stands in a
        page's margins moves nothing."""
        if "<img" in frame.body:
            return ""
        body = frame.for_paper()
        if self._equal_digits:
            body = _digits_alike(body)
        bare = replace(frame, body=body, parts=(), foot="", date="", edition="", word="")
        told = repr((self._look, self._equal_digits, language, draft, bare))
        return hashlib.sha256(told.encode()).hexdigest()[:40]

    def find(self, key: str) -> FoundFit | None:
        """What was remembered; None where nothing was, or it is not as it was written."""
        kept = self._store.find(key) if key else None
        if kept is None:
            return None
        try:
            facts = json.loads(kept[0])
            return FoundFit(key, fit_of(facts["fit"]), facts["places"])
        except (ValueError, KeyError, TypeError):
            return None

    def keep(self, found: FoundFit) -> None:
        """Remember a fit. Where the cache has no room it is found again the next time."""
        facts = {"fit": asdict(found.fit), "places": found.places}
        with contextlib.suppress(OSError):
            self._store.keep(found.key, json.dumps(facts).encode(), b"")

    def prune(self) -> None:
        """Forget what nothing has used for a fortnight."""
        self._store.prune()


def places_on(document: Document) -> str:
    """A digest of where everything with a name stands on the pages of a document."""
    pages = [sorted(page.anchors.items()) for page in document.pages]
    return hashlib.sha256(repr(pages).encode()).hexdigest()[:40]


def places_of(page: Page) -> str:
    """The same of one page."""
    return hashlib.sha256(repr(sorted(page.anchors.items())).encode()).hexdigest()[:40]


def _digits_alike(body: str) -> str:
    """The HTML of a body in which all digits of its text are the same."""
    parts = _OPAQUE.split(body)  # every second one is opaque
    if any("<svg" in part for part in parts[::2]):  # a drawing in another, cut at its first end
        return body
    parts[::2] = [_TEXT.sub(_without_digits, part) for part in parts[::2]]
    return "".join(parts)


def _without_digits(text: re.Match[str]) -> str:
    return _DIGIT.sub(lambda found: found[1] or "0", text[0])


def fit_of(facts: Mapping[str, Any]) -> Fit:
    """A fit as `keep` described it."""
    columns = tuple(map(tuple, facts["columns"]))
    apart = tuple(map(tuple, facts["apart"]))
    back = BackFit(**facts["back"])
    return Fit(**{**facts, "back": back, "columns": columns, "apart": apart})
