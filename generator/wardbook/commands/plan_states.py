"""Opens the states of a plan that are compared. The sheets of each are made once: they are kept by
what they are made of, and whoever looks again at the same state waits for its plan to be read."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from wardbook.checks import stops_sheets
from wardbook.commands.workspace import Refused, Stopped, Workspace
from wardbook.editions.kept_sheets import KeptSheets, keep_sheets, kept_sheets
from wardbook.editions.named_states import WORKING_COPY, UnknownState, state_root
from wardbook.editions.plan_state import PlanState
from wardbook.editions.sheet_inputs import sheet_inputs
from wardbook.editions.sheet_list import MANUALS_FOR
from wardbook.findings import Finding
from wardbook.options import FOUND, WRONG_USE, Options
from wardbook.plan.edition_records import is_record
from wardbook.plan.loader import Loaded, load
from wardbook.report.messages import lines

FORKS = sys.platform == "linux"
"""Whether a process can go on as two. Elsewhere a second one would begin with what takes longest:
loading the program."""


@contextmanager
def two_states(options: Options, before: str, after: str) -> Iterator[TwoStates]:
    """Two states by their names; their folders stay as long as they are looked at. Raises Refused
    for a state that there is not."""
    try:
        with (
            state_root(options.project, before) as old_root,
            state_root(options.project, after) as new_root,
            _without_garbage(),
        ):
            old, new = _Opening(options, before, old_root), _Opening(options, after, new_root)
            yield TwoStates(old, new)
    except UnknownState as unknown:
        raise Refused("diff_unknown", name=unknown.name) from unknown


def is_working_copy(name: str) -> bool:
    """Whether a name stands for the plan as it is now."""
    return name in (WORKING_COPY, ".")


def state_name(name: str, language: str) -> str:
    """What a state is called in a language of the program's."""
    return lines(language)["diff_working_copy"] if is_working_copy(name) else name


@contextmanager
def _without_garbage() -> Iterator[None]:
    """Leave garbage until afterwards: two plans stay as long as they are compared, and looking
    through them takes longer than anything that is dropped meanwhile would take room."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


@dataclass(frozen=True)
class _Opening:
    """A state that is opened, from the folder that it stands in."""

    options: Options
    name: str
    root: Path

    def make(self) -> None:
        """Make its sheets, if nothing tells them. Raises Stopped where that can't be done."""
        if self.has_sheets_to_make:
            len(self._made.printed)

    def state(self, other: KeptSheets | None = None) -> PlanState:
        """The state, whose sheets need not be made any more. `other`: the sheets of a state that
        has most in common with it. Raises Stopped where they can't be made."""
        issued = self._issued()
        if issued:
            return issued
        kept = kept_sheets(self.options.project, self.inputs, self.options.audience)
        project = self.loaded.project if kept else None
        if project and kept:
            return self._known(kept, PlanState(self._shown_name, project, self.options.audience))
        kept = self._made.to_keep(other)
        keep_sheets(self.options.project, self.inputs, kept)
        return self._known(kept, self._made)

    @cached_property
    def inputs(self) -> str:
        """What its sheets are made of."""
        return sheet_inputs(self.root)

    @cached_property
    def loaded(self) -> Loaded:
        """Its plan."""
        return load(self.root)

    @property
    def has_sheets_to_make(self) -> bool:
        """Whether its sheets are neither recorded nor kept."""
        if self._is_record:
            return False
        return not kept_sheets(self.options.project, self.inputs, self.options.audience)

    @property
    def _shown_name(self) -> str:
        return state_name(self.name, self.options.ui_language)

    @property
    def _is_record(self) -> bool:
        return self.options.audience == MANUALS_FOR and is_record(self.root)

    def _issued(self) -> PlanState | None:
        """The state that a record holds, which was checked when it was issued; None for any
        other."""
        if not self._is_record:
            return None
        project = self.loaded.project
        if project is None or project.last_edition is None:
            return None
        return PlanState(self._shown_name, project, self.options.audience, project.last_edition)

    def _known(self, kept: KeptSheets, state: PlanState) -> PlanState:
        return PlanState(state.name, state.project, state.audience, kept=kept)

    @cached_property
    def _made(self) -> PlanState:
        """The state with its sheets made. Raises Stopped where that can't be done."""
        space = Workspace(self.options.changed(project=self.root, strict=False))
        with space.progress.working("job_read"):
            loaded = self.loaded
            found = stops_sheets(loaded, space.today(loaded))
        if loaded.project is None or found:
            self._stop(space, loaded, found)
        state = PlanState(self._shown_name, loaded.project, self.options.audience)
        try:
            with space.progress.working("job_books"):
                len(state.printed)
        except Exception:
            errors = [finding for finding in space.open().checked.findings if finding.blocks]
            if errors:  # it is the plan
                self._stop(space, loaded, errors)
            raise
        return state

    def _stop(self, space: Workspace, loaded: Loaded, errors: Sequence[Finding]) -> NoReturn:
        """Say which of the states can't be compared, and why: its errors, and nothing else that a
        check would find in it. Raises Stopped."""
        space.show(errors, loaded.sources)
        space.say("diff_broken", name=self._shown_name, count=len(errors))
        raise Stopped(WRONG_USE if loaded.project is None else FOUND)


@dataclass(frozen=True)
class TwoStates:
    """Two states that are compared, the earlier one first."""

    _before: _Opening
    _after: _Opening

    @property
    def inputs(self) -> tuple[str, str]:
        """What the sheets of each are made of: by it a comparison is known that was made."""
        return self._before.inputs, self._after.inputs

    def opened(self) -> tuple[PlanState, PlanState]:
        """Both, whose sheets need not be made any more. Raises Stopped for one with errors."""
        with _beside(self._before, self._after):
            self._after.make()
        old = self._before.state()
        return old, self._after.state(old.kept)


@contextmanager
def _beside(one: _Opening, other: _Opening) -> Iterator[None]:
    """Make and keep the sheets of `one` in a process of its own, while the caller opens the
    `other`. What goes wrong there is said where `one` is opened again."""
    is_worth_it = FORKS and (os.cpu_count() or 1) > 1 and one.inputs != other.inputs
    if not (is_worth_it and one.has_sheets_to_make and other.has_sheets_to_make):
        yield
        return
    # Most files are the same in both: they are read before the ways part
    for opening in (one, other):
        len(opening.loaded.sources)
    # Nothing else of a comparison needs processes
    import multiprocessing

    # The sheets of both are made by what is loaded once
    import wardbook.sheets.printed_sheets  # noqa: F401

    # Workers that lay out pages are spawned; here neither fonts nor threads are there to be copied
    aside = multiprocessing.get_context("fork").Process(target=_open_silently, args=(one,))
    aside.start()
    try:
        yield
    finally:
        aside.join()


def _open_silently(opening: _Opening) -> None:
    """Open a state to have its sheets kept, and say nothing."""
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)
    opening.state()
