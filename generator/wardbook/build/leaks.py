"""The last look before anything leaves: whether a value that its audience may not see stands in
finished files."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from wardbook.build.finished_text import APART, Reader
from wardbook.build.jobs import Job, Workers
from wardbook.build.searched import Searched
from wardbook.build.searched_parts import SearchedParts
from wardbook.findings import Finding, Mark, error, ordered
from wardbook.plan.plan_words import PLAN_WORDS
from wardbook.plan.project import Project
from wardbook.rules.library import RULES
from wardbook.sheets.withheld import Value, fold, withheld
from wardbook.sheets.written_numbers import joined, normal, runs, spellings
from wardbook.theme import product_theme

_GRAM = 4
"""Letters by which a value is first looked for; no value of words is shorter."""
_FILES_SHOWN = 3
_ONE_WORKER = 16_000_000
"""Bytes of an output that one worker reads as fast as two, since each must load what reads PDFs."""
_ASCII_WORD = re.compile(r"[a-z0-9]")


@dataclass(frozen=True)
class Guard:
    """What to look for on behalf of an audience. Plain data: jobs take it along."""

    audience: str
    values: tuple[Value, ...]


Hits = Mapping[Value, tuple[str, ...]]
"""Value → the files in which it stands."""


def guard_for(project: Project, audience: str) -> Guard:
    """The guard of what is made of the whole `project` for `audience`. For `restricted` there is
    nothing to look for."""
    return Guard(audience, withheld(project, audience, _known()))


def _known() -> Iterator[str]:
    """Texts that come with the program: a plan that says the same gives nothing away. A project's
    own theme is its plan's."""
    theme = product_theme()
    words = (*theme.rglob("*.yml"), *PLAN_WORDS.glob("*.yml"), *RULES.rglob("*.yml"))
    for path in (*words, *theme.rglob("*.html")):
        yield path.read_text(encoding="utf-8")


class Search:
    """Looks for the values of a guard. Words are compared without case, breaks and punctuation; a
    short word counts only where a word begins and ends, a number only as a whole, in whatever
    groups it is written."""

    def __init__(self, guard: Guard) -> None:
        self._plain: dict[str, list[Value]] = {}
        self._grouped: dict[str, list[Value]] = {}
        self._words: dict[str, list[Value]] = {}
        words: list[Value] = []
        for value in guard.values:
            if value.number:
                self._add_number(value)
            else:
                words.append(value)
        common: Counter[str] = Counter()
        for value in words:
            common.update(_grams(value.folded))
        for value in words:
            # What few values hold is looked for first: most texts lack it.
            rarest = min(_grams(value.folded), key=lambda gram: (common[gram], gram))
            self._words.setdefault(rarest, []).append(value)

    def _add_number(self, value: Value) -> None:
        for number in spellings(value.folded):
            self._plain.setdefault(number, []).append(value)
            if value.grouped:
                self._grouped.setdefault(number, []).append(value)

    def found_in(self, text: str) -> Iterator[Value]:
        """The values that stand in `text`, each once."""
        plain = normal(text)
        yield from dict.fromkeys(self._numbers_in(plain))
        folded = fold(plain)
        for gram in self._words.keys() & _grams(folded):
            for value in self._words[gram]:
                if value.folded in folded and _stands(value, plain):
                    yield value

    def _numbers_in(self, text: str) -> Iterator[Value]:
        if not self._plain:
            return
        longest = max(map(len, self._grouped), default=0)
        for groups in set(runs(text)):
            for group in groups:
                yield from self._plain.get(group, ())
            for number in joined(groups, longest):
                yield from self._grouped.get(number, ())


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}


def _stands(value: Value, text: str) -> bool:
    """Whether a value stands in `text` as words of its own: `transfer` does not in
    `transferring`."""
    if value.spelled:
        pattern = rf"(?<![\w-]){re.escape(value.spelled)}(?![\w-])"
        return re.search(pattern, text.casefold(), re.ASCII) is not None
    folded = value.folded
    pattern = rf"(?:[^\w{APART}]|_)*".join(map(re.escape, folded))
    if _ASCII_WORD.match(folded[0]):
        pattern = r"(?<![a-z0-9])" + pattern
    if _ASCII_WORD.match(folded[-1]):
        pattern += r"(?![a-z0-9])"
    return re.search(pattern, text.casefold()) is not None


def search_texts(guard: Guard, texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """What of the guard's values stands in `texts`, by the names of the files that they would
    become."""
    return search_files(guard, {name: text.encode() for name, text in texts.items()})


def search_files(guard: Guard, files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """The same in the content of `files`. Pictures among them are not read."""
    if not guard.values:
        return ()
    return _findings(guard, [_hits(guard, files.items(), Reader())])


def search_folder(
    guard: Guard, folder: Path, pool: Workers, searched: Searched | None = None
) -> tuple[Finding, ...]:
    """What of the guard's values stands in the finished files of `folder`, in their names, and in
    their archives. Files that were `searched` before, for the same, are not read again."""
    if not guard.values:
        return ()
    folder = folder.resolve()
    sizes = _sizes(folder)
    if searched:
        known = set(sizes) - set(searched.left(folder, sizes))
        for name in known:
            del sizes[name]
    jobs: list[Job] = []
    for names in _shares(sizes, pool.workers):
        parts = searched.parts if searched else None
        jobs.append(Job("search", _search_job, (guard, folder, names, parts)))
    found = _findings(guard, [hits for _, hits in pool.run(jobs)])
    if searched and not found:
        searched.remember()
    return found


def sought(guard: Guard) -> object:
    """All of a guard that decides what is found."""
    values = []
    for value in guard.values:
        values.append((value.folded, value.number, value.grouped, value.clauses, value.spelled))
    return guard.audience, values


def _sizes(folder: Path) -> dict[str, int]:
    """The names of all files below a folder, in order, and their bytes."""
    sizes: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            sizes[path.relative_to(folder).as_posix()] = path.stat().st_size
    return sizes


def _shares(sizes: Mapping[str, int], workers: int) -> list[tuple[str, ...]]:
    """The names of files, a share for each worker; what is read in a moment needs no second one.
    Languages go to one worker each as far as they can: their manuals share pages, which are read
    once."""
    names = sorted(sizes)
    if sum(sizes.values()) < _ONE_WORKER:
        return [tuple(names)]
    shares: list[list[str]] = [[] for _ in range(workers)]
    groups: dict[str, int] = {}
    for name in names:
        group = str(PurePosixPath(name).parent)
        share = groups.setdefault(group, len(groups)) % workers
        shares[share].append(name)
    return list(map(tuple, filter(None, shares)))


def _search_job(
    guard: Guard, folder: Path, names: tuple[str, ...], parts: SearchedParts | None
) -> Hits:
    reader = Reader(parts)
    hits = _hits(guard, _contents(folder, names), reader)
    if not hits:  # else a part of one file was found in another, and is not read twice
        reader.remember()
    return hits


def _contents(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        path = folder / name
        if path.suffix == ".zip" and _repeats(path, folder):
            with zipfile.ZipFile(path) as archive:
                yield f"{name}.txt", "\n".join(archive.namelist()).encode()
        else:
            yield name, path.read_bytes()


def _repeats(archive: Path, folder: Path) -> bool:
    """Whether every member is, byte for byte, a file that is searched anyway."""
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist():
            path = folder / entry.filename.partition("/")[2]
            if not path.is_file() or path.stat().st_size != entry.file_size:
                return False
            if zlib.crc32(path.read_bytes()) != entry.CRC:
                return False
        return not opened.comment


def _hits(guard: Guard, files: Iterable[tuple[str, bytes]], reader: Reader) -> Hits:
    search = Search(guard)
    hits: dict[Value, list[str]] = {}
    for name, data in files:
        for value in search.found_in(f"{name}{APART}{reader.words(name, data)}"):
            hits.setdefault(value, []).append(_named(name, value))
    return {value: tuple(names) for value, names in hits.items()}


def _named(name: str, value: Value) -> str:
    """A file's name, which must not tell the value either."""
    told = [value.folded]
    if value.number:
        told += spellings(value.folded)
    folded = fold(name)
    if not any(form in folded for form in told):
        return name
    path = PurePosixPath(name)
    return f"{path.parent}/…{path.suffix}"


def _findings(guard: Guard, hits: Iterable[Hits]) -> tuple[Finding, ...]:
    """A finding for each place of the plan whose value was found. It never says the value."""
    files: dict[Mark, set[str]] = {}
    for some in hits:
        for value, names in some.items():
            files.setdefault(value.mark, set()).update(names)
    found: list[Finding] = []
    for mark, named in files.items():
        found.append(error("G110", mark, files=_listed(named), audience=guard.audience))
    return ordered(found)


def _listed(names: set[str]) -> str:
    """The shortest names, and how many more there are."""
    shown = sorted(names, key=lambda name: (len(name), name))
    said = ", ".join(shown[:_FILES_SHOWN])
    if len(shown) > _FILES_SHOWN:
        said += f" (+{len(shown) - _FILES_SHOWN})"
    return said
