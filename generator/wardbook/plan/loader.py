"""Step 2: plain data → `Project`. One bad entry loses only itself; everything wrong is reported in
one run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from wardbook.findings import Finding, Mark, Severity, error, info, warning
from wardbook.folders import EDITIONS, RECORDS, SOURCE
from wardbook.plan.data import Data, Scalar
from wardbook.plan.edition_loading import editions_in
from wardbook.plan.edition_records import latest
from wardbook.plan.load_context import LoadContext, Model
from wardbook.plan.model.calendar import Calendar
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.registries import Edition, Site
from wardbook.plan.model.scalars import LANGUAGE, is_id
from wardbook.plan.model.waiver import Waiver
from wardbook.plan.plan_digest import plan_digest
from wardbook.plan.project import Project
from wardbook.plan.reader import Document, name_of
from wardbook.plan.registries import RUNS, TABLE, WAIVERS, Registry, Shape
from wardbook.plan.report_forms import report_forms
from wardbook.theme import STAND_IN, ThemeError, product_theme, theme_roots, words
from wardbook.unfinished import unfinished_files

UNFINISHED = ".unfinished"
"""How a file beside a run's record ends while its paper is not there yet."""

_NOTHING_THERE = ("S003", "S016")
"""What is wrong with a file that is empty or can't be opened: in a record, Q109 says it all."""


@dataclass(frozen=True)
class Loaded:
    """What loading gave. `project` is None when `site.yml` can't be used. `unread` names the ids
    that exist but could not be used (`*`: a whole kind), so that rules about them stay silent.
    `sources` are the files as text, for quoting. `waivers` are the findings that the project has
    decided to live with."""

    project: Project | None
    findings: tuple[Finding, ...]
    unread: frozenset[tuple[str, str]] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()


def load(root: Path, instead: Mapping[Path, Document] | None = None) -> Loaded:
    """Read and load the project in `root`. Never raises for what is in the files. `instead` holds
    files that are not read from disk: what an import would make of them."""
    context = LoadContext(root, instead or {})
    source = root / SOURCE
    if not source.is_dir():
        return Loaded(None, (error("S017", Mark(SOURCE)),))
    content: dict[str, Any] = {}
    for row in TABLE:
        content[row.field] = _content(context, source, row)
    if content["calendar"] is None and (source / "calendar.yml").exists():
        context.unread.add(("window", "*"))
    _unfinished(context, source / RUNS)
    context.findings = _records_block_nothing(context.findings)
    phrases = partial(_phrases, context, content["site"])
    for form in report_forms(content["plans"].values(), phrases):
        _enter(context, content["forms"], form, kind="form", fallback=None)
    waivers = _waivers(context, source / WAIVERS)
    _warn_of_unread_files(context, source)
    for path in unfinished_files(source):
        context.findings.append(info("S031", Mark(name_of(path, root))))
    project = _project(root, content) if content["site"] else None
    if project:
        project = _of_edition(context, project)
    return Loaded(
        project, tuple(context.findings), frozenset(context.unread), context.sources, waivers
    )


def _phrases(context: LoadContext, site: Site | None) -> Mapping[str, Mapping[str, str]]:
    """The theme's phrases by language; English where no site.yml says which languages there are."""
    roots = theme_roots(context.root, site.layers if site else ())
    found = {}
    for language in context.languages or (STAND_IN,):
        try:
            found[language] = words(roots, "phrases", language)
        except ThemeError:  # a file of the project's own theme can't be read: G114
            found[language] = words((product_theme(),), "phrases", language)
    return found


def _content(context: LoadContext, source: Path, row: Registry) -> Any:
    """What a row of the table holds: a model or None, or id → model."""
    path = source / row.place
    if row.shape is Shape.SINGLE:
        return _single(context, path, row.model, required=row.model is Site)
    if row.shape is Shape.LIST:
        return _registry(context, path, row)
    return _folder(context, path, row)


def _project(root: Path, content: dict[str, Any]) -> Project:
    plans = dict(sorted(content["plans"].items(), key=_by_code))
    calendar = content["calendar"] or Calendar()
    forms = {}
    for id, form in content["forms"].items():
        forms[id] = form.on_paper_of(content["site"].paper)
    own = {"plans": plans, "calendar": calendar, "forms": forms}
    return Project(root=root, **{**content, **own})


def _of_edition(context: LoadContext, project: Project) -> Project:
    """The project with its issued editions, and with the edition that it is a state of: the last
    one, as long as it says the same; else a draft of the next."""
    said = plan_digest(project.root, context.data)
    editions = tuple(editions_in(context, project.root))
    project = replace(project, editions=editions, said=said)
    last = latest(editions)
    if last is None:
        return project
    site = project.site
    is_named_next = site.edition.date > last.date and str(site.edition.id) not in {
        edition.id for edition in editions
    }
    status = Scalar("issued" if said == last.plan else "draft", site.at)
    edition = site.edition
    if said == last.plan or not is_named_next:
        edition = Edition.model_construct(id=Scalar(last.id, last.mark), date=last.date)
    site = site.model_copy(update={"edition": edition, "status": status})
    return replace(project, site=site)


def _by_code(named: tuple[str, Plan]) -> tuple[int, str]:
    """Plans in the order of their codes, Z2 before Z10: files are named by what a plan is about."""
    return len(named[1].code), str(named[1].code)


def _single(
    context: LoadContext, path: Path, model: type[Model], *, required: bool
) -> Model | None:
    # A link that leads nowhere is a file that can't be read, not a missing one.
    if path not in context.instead and not os.path.lexists(path):
        if required:
            context.findings.append(error("S018", Mark(f"{SOURCE}/{path.name}")))
        return None
    document = context.read(path)
    if document.data is None:
        return None
    if model is Site:  # the first of the table
        context.languages = _languages(document.data)
    return context.validate(model, document.data, document.file)


def _languages(site: Data) -> tuple[str, ...]:
    """The languages that site.yml names, for pages and forms, before anything else of it is
    read."""
    named: dict[str, None] = {}
    for key in ("languages", "form_languages"):
        listed = site.get(key) if isinstance(site, dict) else None
        for language in listed if isinstance(listed, list) else ():
            if isinstance(language, Scalar) and LANGUAGE.fullmatch(language):
                named[str(language)] = None
    return tuple(named)


def _registry(context: LoadContext, path: Path, row: Registry) -> dict[str, Any]:
    if path not in context.instead and not os.path.lexists(path):
        return {}
    document = context.read(path)
    if not isinstance(document.data, list):
        context.unread.add((row.kind, "*"))
        if document.data is not None:
            context.findings.append(_no_list(document.file, path))
        return {}
    entries: dict[str, Any] = {}
    for data in document.data:
        entry = context.validate(row.model, data, document.file)
        _enter(context, entries, entry, kind=row.kind, fallback=_id_in(data))
    return entries


def _waivers(context: LoadContext, path: Path) -> tuple[Waiver, ...]:
    if not os.path.lexists(path):
        return ()
    document = context.read(path)
    if document.data is None:
        return ()
    if not isinstance(document.data, list):
        context.findings.append(_no_list(document.file, path))
        return ()
    waivers = []
    for data in document.data:
        waiver = context.validate(Waiver, data, document.file)
        if waiver:
            waivers.append(waiver)
    return tuple(waivers)


def _no_list(file: str, path: Path) -> Finding:
    return error("L108", Mark(file, 1, 1), key=path.name, wanted="list")


def _folder(context: LoadContext, folder: Path, row: Registry) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    drafted = [path for path in context.instead if path.parent == folder]
    for path in sorted({*folder.glob("*.yml"), *drafted}):
        document = context.read(path)
        entry: Any = None
        if document.data is not None:
            entry = context.validate(row.model, document.data, document.file)
        own = _id_in(document.data)
        if entry is not None and entry.id != path.stem:
            context.findings.append(error("L120", entry.id.mark, id=entry.id, file=path.name))
            context.unread.add((row.kind, path.stem))
        elif entry is None and own:
            context.unread.add((row.kind, own))
        _enter(context, entries, entry, kind=row.kind, fallback=path.stem)
    return entries


def _unfinished(context: LoadContext, folder: Path) -> None:
    """Q110 runs whose printing was interrupted: their numbers are taken, and nobody knows whether
    there is paper."""
    for mark in sorted(folder.glob(f"*{UNFINISHED}")):
        record = mark.with_suffix(".yml")
        if record.exists():
            found = warning(
                "Q110", Mark(name_of(record, context.root)), run=mark.stem, mark=mark.name
            )
            context.findings.append(found)


def _records_block_nothing(findings: Sequence[Finding]) -> list[Finding]:
    """Findings of which those in records are warnings, with Q109 for each file that can't be used,
    which stops no build: records are no part of the plan, and one that was cut off by a full disk
    must not keep the plan from the wards."""
    kept: list[Finding] = []
    lost: dict[str, Finding] = {}
    for finding in findings:
        file = finding.marks[0].file if finding.marks else ""
        if not finding.blocks or not file.startswith(f"{SOURCE}/{RECORDS}/"):
            kept.append(finding)
            continue
        lost.setdefault(file, error("Q109", Mark(file), record=Path(file).name))
        if finding.code not in _NOTHING_THERE:
            kept.append(replace(finding, severity=Severity.WARNING))
    return [*kept, *lost.values()]


def _enter(
    context: LoadContext, entries: dict[str, Any], entry: Any, *, kind: str, fallback: str | None
) -> None:
    """Index an entry by id; the first of two equal ids stays. An entry without an id (`fallback`)
    could be any."""
    if entry is None:
        context.unread.add((kind, fallback or "*"))
    elif entry.id in entries:
        context.findings.append(
            error("L121", entry.id.mark, entries[entry.id].id.mark, kind=kind, id=entry.id)
        )
    else:
        entries[str(entry.id)] = entry


def _id_in(data: Data | None) -> str | None:
    """The id of an entry that can't be used otherwise; None when the id itself is wrong."""
    if not isinstance(data, dict):
        return None
    found = data.get("id")
    if isinstance(found, Scalar) and is_id(found):
        return str(found)
    return None


def _warn_of_unread_files(context: LoadContext, source: Path) -> None:
    """Warn about YAML that nothing reads: a misnamed file is a chapter lost in silence."""
    files: set[str] = {WAIVERS}
    folders: set[str] = set()
    for row in TABLE:
        if row.shape is Shape.FOLDER:
            folders.add(row.place)
        else:
            files.add(row.place)
    for path in sorted((*source.rglob("*.yml"), *source.rglob("*.yaml"))):
        place = path.relative_to(source)
        if place.parts[0] == EDITIONS:
            continue
        in_folder = place.parent.as_posix() in folders and path.suffix == ".yml"
        if place.as_posix() not in files and not in_folder:
            context.findings.append(warning("S019", Mark(name_of(path, context.root))))
