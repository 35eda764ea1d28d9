"""What sheets are made from, and what makes the sheets of a kind.

Each module that makes sheets says so in its `MAKER`; they are found by folder, and called in the
order of the table of kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from wardbook.findings import Mark
from wardbook.plan.model.audience import sees
from wardbook.plan.model.registries import Department
from wardbook.rules.coverage import Standing
from wardbook.sheets import sheet_ids
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import NOWHERE, Sheet


@dataclass(frozen=True)
class SheetSources:
    """What the sheets of one language are made from."""

    localizer: Localizer
    wall: Localizer
    """The same language filtered for what may hang on a wall: cards and the clock poster."""
    form_localizers: tuple[Localizer, ...]
    """Those of the languages that forms print, the main one first."""
    rules: tuple[Standing, ...] = ()
    """How the whole plan stands to its rules, whatever part of it this audience sees."""
    made: Mapping[str, Sheet] = field(default_factory=dict)
    """The sheets of the rows before, by id."""


@dataclass(frozen=True)
class SheetMaker:
    """What makes the sheets of a kind, or of several that stand among one another."""

    kinds: tuple[SheetKind, ...]
    """Those that it makes. Its turn comes with the first."""
    make: Callable[[SheetSources], Iterable[Sheet]]


def maker_of_one(kind: SheetKind, make: Callable[[Localizer], Sheet | None]) -> SheetMaker:
    """The maker of a kind of which there is one sheet. `make` gives None where there is nothing to
    say."""

    def made(sources: SheetSources) -> Iterator[Sheet]:
        sheet = make(sources.localizer)
        if sheet:
            yield sheet

    return SheetMaker((kind,), made)


def the_sheet(
    localizer: Localizer, kind: SheetKind, title: str, content: object, *, source: Mark = NOWHERE
) -> Sheet:
    """The sheet of a kind of which there is one: its row gives id and code."""
    row = kind.value
    return Sheet(localizer.key(row.id), kind, row.letter, title, content, source=source)


def department_sheet(
    localizer: Localizer, kind: SheetKind, department: Department, title: str, content: object
) -> Sheet:
    """The sheet of a kind that a department has of its own."""
    return Sheet(
        key=localizer.key(sheet_ids.department_id(kind, department)),
        kind=kind,
        code=sheet_ids.department_code(kind, department),
        title=title,
        content=content,
        source=department.at,
    )


def sheets_of(maker: SheetMaker, sources: SheetSources) -> Iterator[Sheet]:
    """What a maker makes of the kinds that the audience may see.

    This is the one place where the lowest audience of a kind is honoured.
    """
    audience = sources.localizer.project.audience
    if not any(sees(audience, kind.value.audience) for kind in maker.kinds):
        return
    for sheet in maker.make(sources):
        if sees(audience, sheet.kind.value.audience):
            yield sheet


def makers_in(package: ModuleType) -> tuple[SheetMaker, ...]:
    """Every maker in the folders of a package, in the order of the table.

    Raises `TypeError` for a kind that none of them makes.
    """
    makers: list[SheetMaker] = []
    for module in _modules_below(package):
        maker = getattr(module, "MAKER", None)
        if isinstance(maker, SheetMaker):
            makers.append(maker)
    table = list(SheetKind)
    _check_complete(makers, table)
    return tuple(sorted(makers, key=lambda maker: table.index(maker.kinds[0])))


def _modules_below(package: ModuleType) -> Iterator[ModuleType]:
    """The modules in the folders of a package; what stands beside the folders makes no sheets."""
    for folder in iter_modules(package.__path__):
        if not folder.ispkg:
            continue
        inner = import_module(f"{package.__name__}.{folder.name}")
        for module in iter_modules(inner.__path__):
            yield import_module(f"{inner.__name__}.{module.name}")


def _check_complete(makers: Iterable[SheetMaker], table: Iterable[SheetKind]) -> None:
    made: set[SheetKind] = set()
    for maker in makers:
        made.update(maker.kinds)
    missing = [kind.value.id for kind in table if kind not in made]
    if missing:
        raise TypeError(
            f"no MAKER in a folder of sheets/ makes sheets of the kind {', '.join(missing)}"
        )
