"""Steps 5 to 7, for the commands that make an output, a part of one, or only draw its sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from wardbook import __version__
from wardbook.build import steps
from wardbook.build.archive import PackedMembers, write_archive
from wardbook.build.cluster import ClusterPool
from wardbook.build.jobs import WorkerPool, Workers
from wardbook.build.leaks import guard_for, search_folder, sought
from wardbook.build.publish import publish, staging, write_manifest
from wardbook.build.searched import Searched
from wardbook.commands.names import known_language, near
from wardbook.commands.since_edition import with_changes
from wardbook.commands.workspace import OpenedPlan, Refused, Stopped, Workspace
from wardbook.editions.kept_words import keep_words
from wardbook.editions.last_builds import remember_build
from wardbook.editions.named_states import commit_of
from wardbook.editions.sheet_list import sheet_list
from wardbook.findings import Finding
from wardbook.folders import CACHE
from wardbook.fonts import sound_fonts
from wardbook.options import FOUND, PARTS, Options
from wardbook.output import OutputFile
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import new_words
from wardbook.sheets.plan_json import plan_text
from wardbook.theme import theme_roots

PLAN = "plan.json"


def make_output(space: Workspace, plan: OpenedPlan, inputs: str = "") -> list[OutputFile]:
    """Make what the options ask for, and put it where they say; the files. `inputs`: what the
    sheets are made of, by which check words are found again.

    Raises Stopped when something is wrong with it, and then the last good output stays."""
    options, project = space.options, plan.project
    sound_fonts(theme_roots(options.project))  # before anything is laid out
    # The workers end before their stage goes
    with staging(options.target) as stage, _pool(options) as pool:
        steps.warm(options, pool)
        books = space.books(project)
        if "site" in options.parts:
            books = with_changes(space, project, books)
        files, problems = steps.make(options, books, stage, pool, space.progress)
        space.show(problems, plan.loaded.sources)
        if any(problem.blocks for problem in problems):
            _keep_last(space)
        with space.progress.working("job_finish"):
            look = steps.look_of(options, books[0])
            members = PackedMembers(options.project / CACHE, look)
            files += _beside_parts(options, project, stage, members)
            facts = manifest_facts(books, options.audience, commit_of(options.project))
            write_manifest(stage, facts, files)
            guard = guard_for(project, options.audience)
            asked = (look, sought(guard))
            leaks = search_folder(guard, stage, pool, Searched(options.project / CACHE, asked))
        # Without the files: what a build prints is often for more people than its plan
        space.show(leaks, {})
        if leaks:
            _keep_last(space)
        publish(stage, options.target)
    if not options.filtered:
        remember_build(options.project, sheet_list(books))
        keep_words(options.project, inputs, options.audience, new_words(books))
    return files


def _pool(options: Options) -> Workers:
    """Whose workers draw."""
    if options.scheduler:
        return ClusterPool(options.scheduler, options.project, options.workers)
    return WorkerPool(options.workers)


def draw_sheets(space: Workspace, plan: OpenedPlan) -> list[Finding]:
    """Draw the sheets that the options ask for, and keep them where a build finds them; what is
    wrong with them."""
    sound_fonts(theme_roots(space.options.project))  # before anything is laid out
    with WorkerPool() as pool:
        steps.warm(space.options, pool)
        return steps.draw(space.options, space.books(plan.project), pool, space.progress)


def refuse_unknown(options: Options, project: Project) -> None:
    """Raises Refused for a department or a language that the project does not have."""
    for name in options.departments:
        if name not in project.departments:
            raise Refused("unknown_department", name=name, near=near(name, project.departments))
    for name in options.languages:
        known_language(project, name)


def _keep_last(space: Workspace) -> NoReturn:
    """Say that the last good output stays. Raises Stopped."""
    space.say("build_kept", target=space.options.target)
    raise Stopped(FOUND)


def _beside_parts(
    options: Options, project: Project, stage: Path, members: PackedMembers
) -> list[OutputFile]:
    """Write what stands beside the parts of a whole output: the plan as data, and the archive."""
    if options.filtered:
        return []
    text = plan_text(project, options.audience)
    (stage / PLAN).write_text(text, encoding="utf-8", newline="\n")
    write_archive(stage, [folder for folder in PARTS if (stage / folder).is_dir()], members)
    return [OutputFile(PLAN, "plan")]


def manifest_facts(books: Sequence[Book], audience: str, commit: str = "") -> dict[str, Any]:
    """What the manifest says besides files: the edition, the `commit` that it was made from, and
    every sheet with its fingerprint."""
    sheets = {}
    for book in books:
        for stamped in book.sheets.values():
            sheets[f"{stamped.sheet.id}/{stamped.sheet.key.language}"] = {
                "code": stamped.sheet.code,
                "kind": str(stamped.sheet.kind),
                "title": stamped.sheet.title,
                "fingerprint": stamped.fingerprint,
                "short": stamped.stamp.short,
            }
    return {
        "wardbook": __version__,
        "organisation": books[0].organisation,
        "edition": books[0].edition,
        "date": books[0].date,
        "draft": books[0].draft,
        **({"commit": commit} if commit else {}),
        "audience": audience,
        "languages": [book.language for book in books],
        "sheets": dict(sorted(sheets.items())),
    }
