"""Every probe by its name, and what it looks for in words.

The names are `PROBES` of `wardbook.plan.model.pack`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from wardbook.plan.data import MARK_KEY
from wardbook.plan.reader import read
from wardbook.plan.text import Text, parse_text
from wardbook.rules.probes import document, leadership, paper, response
from wardbook.rules.probes.probe_results import Probe

_WORDS = Path(__file__).with_name("probes.yml")
_PLACES = Path(__file__).with_name("places.yml")

PROBE_FUNCTIONS: Mapping[str, Probe] = {
    **document.PROBES,
    **leadership.PROBES,
    **response.PROBES,
    **paper.PROBES,
}


@cache
def wanted() -> Mapping[str, Text]:
    """Probe → what it looks for, as a noun with its article left out."""
    return _texts(_WORDS)


@cache
def written_at() -> Mapping[str, Text]:
    """Probe → the keys that answer it, and where they are written."""
    return _texts(_PLACES)


def _texts(path: Path) -> Mapping[str, Text]:
    data = read(path, path.parent).data
    assert isinstance(data, dict)
    found = {}
    for name, words in data.items():
        if name != MARK_KEY:
            found[str(name)] = parse_text(words)
    return found
