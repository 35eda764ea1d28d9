"""The tree of a file, made once in a run however often tests read the same text.

Many tests read the same small plans again and again, and taking YAML apart takes half of a check's
time. Nothing else is kept: files are looked at and decoded each time.
"""

from collections.abc import Callable
from functools import lru_cache

from wardbook.findings import Finding
from wardbook.plan import reader
from wardbook.plan.data import Data
from wardbook.plan.reader import Limits

_KEPT = 400
"""Trees: those of the small plans, not those of thousands of made texts."""


def remember() -> None:
    """Have the reader keep the trees that it makes: models are made of them, and nobody changes one."""
    real: Callable[..., Data] = reader._build

    @lru_cache(maxsize=_KEPT)
    def made(text: str, file: str, limits: Limits) -> tuple[Data, tuple[Finding, ...]]:
        findings: list[Finding] = []
        return real(text, file, limits, findings=findings), tuple(findings)

    def build(text: str, file: str, limits: Limits, *, findings: list[Finding]) -> Data:
        try:
            data, found = made(text, file, limits)
        except reader._Refused:  # with what was found before it
            return real(text, file, limits, findings=findings)
        findings += found
        return data

    reader._build = build
