"""`wardbook reprint`: an update packet for each copy that is behind, and a list for the print
office."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wardbook.build import steps
from wardbook.build.jobs import WorkerPool
from wardbook.build.leaks import guard_for, search_folder
from wardbook.build.publish import hand_over, staging
from wardbook.commands.edition_copy import edition_copy
from wardbook.commands.names import department_of, edition_of_copies, near
from wardbook.commands.workspace import Refused, Workspace
from wardbook.editions.copy_standing import CopyStanding, CopyState, copies_in, standings
from wardbook.editions.packets import ShelfLists, lost_rows, packets
from wardbook.editions.void_stock import is_void, void_stock
from wardbook.folders import CACHE
from wardbook.machine import PDF
from wardbook.options import OK, Options
from wardbook.plan.edition_records import IssuedEdition
from wardbook.plan.project import Project

if TYPE_CHECKING:
    from wardbook.pdf.packets import PrintedPacket

_NOTHING_TO_DO = (CopyState.CURRENT, CopyState.AWAITED)


@dataclass(frozen=True)
class ReprintOrder:
    """Which copies: those that a department keeps, one by its id, or all."""

    department: str = ""
    copy: str = ""


def reprint(options: Options, order: ReprintOrder) -> int:
    """Print what the copies need that are not current, into a new folder.

    Leaves are those of the last edition, whatever the plan says meanwhile. Raises Refused where
    none was issued, and for a copy or department that there is not."""
    space = Workspace(options)
    space.need(PDF)
    project = space.open_sound().project
    last = edition_of_copies(project)
    found = tuple(_chosen(project, order))
    behind = [one for one in found if one.state not in _NOTHING_TO_DO]
    _say_awaited(space, last, found)
    if not behind and not any(is_void(project, one) for one in found):
        _say_current(space, last, found)
        return OK
    target = space.print_folder(f"reprint-{last.id}")
    with _edition(space, project, last) as inner:
        issued = inner.open_sound().project
        books = inner.books(issued)
        wanted = tuple(packets(project, books, behind))
        void = tuple(void_stock(project, books[0], found))
        held = {edition.id: edition for edition in project.editions}
        with staging(target) as stage, WorkerPool() as pool:
            drawn = steps.draw_for_packets(inner.options, books, wanted, pool, space.progress)
            space.stop_for(drawn, {})
            made, findings = steps.reprint(
                inner.options, books, stage, wanted, held, pool, space.progress
            )
            space.stop_for(findings, {})
            with space.progress.working("job_print"):
                shelf = ShelfLists(void, tuple(lost_rows(found)))
                steps.print_office(inner.options, books[0], stage, made, shelf)
            space.stop_leaks(search_folder(guard_for(issued, options.audience), stage, pool))
            hand_over(stage, target)
    _say_done(space, made, target)
    return OK


def _say_awaited(space: Workspace, last: IssuedEdition, found: Sequence[CopyStanding]) -> None:
    """Name the copies whose manual no edition has yet: somebody may wait for their packet."""
    awaited = [str(one.copy.id) for one in found if one.state is CopyState.AWAITED]
    if awaited:
        space.say("reprint_awaited", edition=last.id, copies=", ".join(awaited))


def _say_current(space: Workspace, last: IssuedEdition, found: Sequence[CopyStanding]) -> None:
    """Say that nothing is printed for copies that are current; of awaited ones it is said."""
    current = [one for one in found if one.state is CopyState.CURRENT]
    if current or not found:
        space.say("reprint_none", edition=last.id, count=copies_in(current))


def _say_done(space: Workspace, made: Sequence[PrintedPacket], target: Path) -> None:
    """How many packets there are, for how many copies, of how many leaves."""
    leaves = sum(one.leaves * one.packet.count for one in made)
    counts = {(one.packet.copy, one.packet.lost): one.packet.count for one in made}
    copies = sum(counts.values())  # a copy that two manuals follow gets two packets
    space.say("reprint_done", packets=len(made), copies=copies, leaves=leaves, target=target)


def _chosen(project: Project, order: ReprintOrder) -> Iterator[CopyStanding]:
    """The copies that were asked for. Raises Refused."""
    if order.copy and order.copy not in project.copies:
        raise Refused("copies_no_copy", copy=order.copy, near=near(order.copy, project.copies))
    wanted = None
    if order.department:
        wanted = department_of(project, order.department)
    for standing in standings(project):
        if order.copy and standing.copy.id != order.copy:
            continue
        if wanted and project.keeper_of(standing.copy) is not wanted:
            continue
        yield standing


@contextmanager
def _edition(space: Workspace, project: Project, last: IssuedEdition) -> Iterator[Workspace]:
    """The last edition: the project itself while it says the same, else its record, with what the
    project has drawn already."""
    if last.plan == project.said:
        yield space
        return
    with edition_copy(space.options.project, last.id) as root:
        cache = space.options.project.resolve() / CACHE
        cache.mkdir(exist_ok=True)
        with contextlib.suppress(OSError):  # without links everything is drawn anew
            (root / CACHE).symlink_to(cache, target_is_directory=True)
        yield Workspace(space.options.changed(project=root))
