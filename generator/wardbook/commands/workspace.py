"""What every command does with a project: open it, hold its locks, say a line, stop."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from wardbook import program
from wardbook.checks import Checked, run_checks
from wardbook.commands.stops import Refused as Refused
from wardbook.commands.stops import Stopped as Stopped
from wardbook.findings import Finding, Severity
from wardbook.folders import CACHE
from wardbook.fonts import FontFault, covered_code_points, sound_fonts
from wardbook.lock import one_at_a_time
from wardbook.machine import FLOWS, PDF, RARE, SMALL, installing, missing
from wardbook.options import FOUND, OK, WRONG_USE, Options
from wardbook.plan.loader import Loaded, load
from wardbook.plan.plan_files import writing
from wardbook.plan.project import Project
from wardbook.plan.reader import Document
from wardbook.report.findings_text import write_brief
from wardbook.report.formats import write_findings
from wardbook.report.messages import codes
from wardbook.report.progress import Progress
from wardbook.theme import ThemeError, theme_roots

if TYPE_CHECKING:
    from wardbook.pdf.numbered.printer import Printer
    from wardbook.sheets.book import Book

PRINT = "print"
"""Folder of a project that print jobs go to."""
NUMBERS = "numbers"
"""What is locked while numbers are chosen, printed and recorded."""
_PURPOSES = (PDF, FLOWS, SMALL, RARE)
"""What the output is made with."""
_NO_DAY = datetime.date(1970, 1, 1)
"""The day of a plan that has no edition."""


@dataclass(frozen=True)
class OpenedPlan:
    """A plan that was read and checked, whatever was found. `status` is what `check` ends with;
    `is_sound` says whether anything can be made of it."""

    loaded: Loaded
    checked: Checked
    status: int
    is_sound: bool

    @property
    def project(self) -> Project:
        """The plan's model. There is none where the status is WRONG_USE."""
        assert self.loaded.project is not None
        return self.loaded.project


class Workspace:
    """A project, and what the user asked for."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.progress = Progress(sys.stderr, options.ui_language)

    def with_options(self, options: Options) -> Workspace:
        """The same project with other options, in the same command: time counts on."""
        other = Workspace(options)
        other.progress = self.progress
        return other

    def say(self, key: str, **values: object) -> None:
        """One line of the program's own."""
        self.progress.say(key, **values)

    def open(self, instead: Mapping[Path, Document] | None = None) -> OpenedPlan:
        """Steps 1 to 3. `instead` holds registries that are not read from disk (see `load`)."""
        with self.progress.working("job_read"):
            loaded = load(self.options.project, instead)
            known = codes(self.options.ui_language)
            checked = run_checks(loaded, self.printable(), self.today(loaded), known)
        return self.judged(loaded, checked)

    def judged(self, loaded: Loaded, checked: Checked) -> OpenedPlan:
        """A plan with all that was found in it, and the exit status that follows."""
        is_sound = loaded.project is not None
        for finding in checked.findings:
            is_strict = self.options.strict and finding.severity is Severity.WARNING
            if finding.blocks or is_strict:
                is_sound = False
        return OpenedPlan(loaded, checked, self._status(loaded, checked), is_sound)

    def open_sound(self) -> OpenedPlan:
        """Steps 1 to 3 for a command that needs a plan without errors. Raises Stopped."""
        plan = self.open()
        if not plan.is_sound:
            self.stop(plan)
        return plan

    def books(self, project: Project) -> tuple[Book, ...]:
        """Step 4, for the audience and the languages that were asked for. In a draft texts are
        marked of which one language was left behind."""
        # Loads all that makes sheets: a check makes none
        from wardbook.editions.stale_texts import stale_marks
        from wardbook.sheets import books as sheet_books  # likewise

        with self.progress.working("job_books"):
            last = project.last_edition
            if last and last.plan != project.said:
                project = replace(project, stale=stale_marks(project))
            return sheet_books.books(project, self.options.audience, self.options.languages)

    def show(self, findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
        """Show findings, if there are any. `sources` are the files to quote from."""
        if findings:
            self._write(Checked(tuple(findings)), sources)

    def show_found(self, plan: OpenedPlan) -> None:
        """Show the warnings that were found in a plan, and how many notes, if there are any."""
        if plan.checked.findings:
            self._write_brief(plan)

    def stop(self, plan: OpenedPlan) -> NoReturn:
        """Show what in the plan stops a command that needs a sound one. Raises Stopped."""
        self._write_brief(plan)
        if plan.loaded.project is None:
            raise Stopped(WRONG_USE)
        raise Stopped(FOUND)

    def stop_for(self, findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
        """Show findings and raise Stopped, if there are any."""
        self.show(findings, sources)
        if findings:
            raise Stopped(FOUND)

    def stop_leaks(self, findings: Sequence[Finding]) -> None:
        """Raises Stopped if what was made says something that its audience may not see.

        Says where that is written, and does not quote the line itself: what a build prints is
        often for more people than its plan."""
        self.stop_for(findings, {})

    def lock(self, work: str) -> AbstractContextManager[None]:
        """Hold the project's lock for `work`."""
        return one_at_a_time(self.options.project, work, lambda: self.say("waiting"))

    def writing(self) -> AbstractContextManager[None]:
        """Hold the lock of those who write into the plan: from the first look at it to the last,
        so that nothing which somebody else writes at the same time is lost."""
        return writing(self.options.project, lambda: self.say("waiting"))

    def keep_out_of_plan(self, path: Path) -> None:
        """Raises Refused if `path` lies in the plan, where only imports and records are written."""
        if self.options.in_plan(path):
            raise Refused("not_in_plan", file=path)

    def need(self, *purposes: str) -> None:
        """Raises Refused when the machine lacks something for `purposes`, before any work is done:
        it names all that printing and drawing lack, and the command that installs it."""
        if missing(*purposes):
            lacking = missing(*_PURPOSES)
            names = ", ".join(part.name for part in lacking)
            raise Refused("machine_needs", missing=names, command=installing(lacking))

    def need_drawings(self, project: Project) -> None:
        """The same for the flows that a plan has, if it has some."""
        # Loads what makes sheets of procedures: most commands draw none
        from wardbook.sheets.procedures.flows import has_flows

        if has_flows(project):
            self.need(FLOWS)

    def need_host(self, project: Project) -> None:
        """The same for MkDocs, where the project says that it writes the site."""
        # Loads all pages of the site: most commands write none
        from wardbook.site.build import MKDOCS_PACKAGES, writer
        from wardbook.site.site_error import SiteError  # likewise

        try:
            writer(project.site.host or "")
        except SiteError as problem:
            raise Refused("no_mkdocs", command=f"pip install {MKDOCS_PACKAGES}") from problem

    def print_folder(self, name: str) -> Path:
        """The folder of a print job: the one asked for, else `name` in `print/`. Raises Refused
        where something stands already, and in the plan."""
        target = self.options.output or self.options.project / PRINT / name
        if target.exists():
            raise Refused("print_exists", file=target)
        self.keep_out_of_plan(target)
        return target

    def printer(self, book: Book, language: str) -> Printer:
        """What prints forms and lists of `book` in `language`, with all that printing needs."""
        # Loads what jobs are made of: most commands print nothing
        from wardbook.pdf.jobs import make_ready

        project = self.options.project.resolve()
        make_ready(project, (self.options.project / CACHE).resolve())
        # Only what prints loads WeasyPrint, which takes half a second, and it must find the
        # theme's fonts: not before they are ready
        from wardbook.pdf.numbered.printer import Printer

        return Printer(project, book, language)

    def _write_brief(self, plan: OpenedPlan) -> None:
        listing = f"{program.command()} check"
        if self.options.project != Path():
            listing += f" --project {program.quoted(str(self.options.project))}"
        sources, language = plan.loaded.sources, self.options.ui_language
        write_brief(plan.checked, sources, language, sys.stderr, listing)

    def _write(self, checked: Checked, sources: Mapping[str, str]) -> None:
        write_findings(checked, sources, "text", self.options.ui_language, sys.stderr)

    def printable(self) -> frozenset[int] | None:
        """The code points that the theme prints; None when its fonts can't be used, which every
        command that prints says, or its words can't be read, which the checks say."""
        try:
            return covered_code_points(sound_fonts(theme_roots(self.options.project)))
        except (FontFault, ThemeError):
            return None

    def today(self, loaded: Loaded) -> datetime.date:
        """The day that freshness is judged by: asked for, else the edition's, never the clock."""
        if self.options.today:
            return self.options.today
        if loaded.project:
            return loaded.project.site.edition.date
        return _NO_DAY

    def _status(self, loaded: Loaded, checked: Checked) -> int:
        """The exit status of a command that checks the plan."""
        if loaded.project is None:
            return WRONG_USE
        fails = {Severity.ERROR}
        if self.options.strict:
            fails.add(Severity.WARNING)
        if any(finding.severity in fails for finding in checked.findings):
            return FOUND
        return OK
