"""Which departments say of one that is gone that they were it (`was:`), without the models of a
plan: who looks up a check word does not wait for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from wardbook.folders import SOURCE
from wardbook.plan.data import Scalar
from wardbook.plan.reader import read


def became(departments: Iterable[tuple[str, Sequence[str]]]) -> Mapping[str, Sequence[str]]:
    """Id of each department that is gone → the ids of those that were it; `departments` are ids,
    each with those that it was."""
    there = dict(departments)
    found: dict[str, list[str]] = {}
    for id, former in there.items():
        for was in former:
            if was not in there:
                found.setdefault(str(was), []).append(str(id))
    return found


def former_ids(root: Path) -> Mapping[str, Sequence[str]]:
    """The same of the plan in `root`, as its file says it; nothing where it can't be read."""
    path = root / SOURCE / "departments.yml"
    if not path.is_file():
        return {}
    data = read(path, root).data
    return became(_written(data if isinstance(data, list) else []))


def _written(entries: Iterable[object]) -> Iterator[tuple[str, Sequence[str]]]:
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), Scalar):
            continue
        former = entry.get("was")
        listed = former if isinstance(former, list) else []
        yield str(entry["id"]), [str(one) for one in listed if isinstance(one, Scalar)]
