"""Commands about the plan: check it, build and preview what comes of it, start one, explain what is
found."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from wardbook.cli.shared import Command, Day, DayAndTime, Length, WordChoice, ends, example
from wardbook.cli.words import wrong_use
from wardbook.commands.build import build as build_output
from wardbook.commands.check import check as check_plan
from wardbook.commands.coverage import show_coverage
from wardbook.commands.doctor import doctor as examine_machine
from wardbook.commands.explain import explain as explain_code
from wardbook.commands.explain import explain_all
from wardbook.commands.level import show_level
from wardbook.commands.new import new as lay_down
from wardbook.commands.peak import show_peak
from wardbook.commands.schema import schema as print_schema
from wardbook.commands.schema import set_up_editor
from wardbook.options import PARTS, Options
from wardbook.plan.model.scalars import Duration
from wardbook.plan.schema import SCHEMAS
from wardbook.report.plan_changes_schema import DIFF_JSON
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.plan_schema import PLAN_JSON
from wardbook.starters import CI_SERVICES, STARTERS
from wardbook.starters.entries import ENTRIES
from wardbook.starters.one_language import STARTER_LANGUAGES


@click.command(
    cls=Command,
    epilog=example(
        "wardbook check",
        "wardbook check --strict --format github",
        "wardbook check --format sarif > findings.sarif",
        "wardbook check --paper --audience posted --language zh",
        "wardbook check --search",
    ),
)
@click.option(
    "--format",
    "form",
    type=WordChoice(["text", "json", "github", "sarif"]),
    default="text",
)
@click.option("--strict", is_flag=True)
@click.option("--date", "today", type=Day())
@click.option("--paper", is_flag=True)
@click.option("--search", is_flag=True)
@click.option("--audience", type=WordChoice(AUDIENCES))
@click.option("--language", "languages", multiple=True)
@click.pass_obj
def check(
    options: Options,
    /,
    paper: bool,
    search: bool,
    audience: str | None,
    languages: tuple[str, ...],
    **choices: Any,
) -> None:
    """Check the plan and print every finding with its place and a hint."""
    if (audience or languages) and not paper:
        raise wrong_use("usage_for_paper")
    chosen = options.changed(**choices, audience=audience or "staff", languages=languages)
    ends(lambda: check_plan(chosen, paper=paper, search=search))


@click.command(
    cls=Command,
    epilog=example(
        "wardbook build",
        "wardbook build --department pharmacy-outpatient --only manuals",
        "wardbook build --audience public --output public",
        "wardbook build --edition 2026.1 --only manuals",
    ),
)
@click.option("--edition", default="")
@click.option("--output", type=click.Path(path_type=Path))
@click.option("--language", "languages", multiple=True)
@click.option("--department", "departments", multiple=True)
@click.option("--only", type=WordChoice(PARTS), multiple=True)
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.option("--date", "today", type=Day())
@click.option("--strict", is_flag=True)
@click.pass_obj
def build(options: Options, /, edition: str, **choices: Any) -> None:
    """Build the site, manuals, cards and forms."""
    ends(lambda: build_output(options.changed(**choices), edition))


@click.command(cls=Command, epilog=example("wardbook preview", "wardbook preview --port 8080"))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.pass_obj
def preview(options: Options, port: int, audience: str) -> None:
    """Serve the site here and rebuild it whenever a file is saved."""
    # Loads MkDocs, which takes half a second; no other command that is typed often needs it
    from wardbook.commands.preview import preview as serve

    ends(lambda: serve(options.changed(audience=audience), port))


@click.command(
    cls=Command,
    epilog=example(
        "wardbook coverage",
        "wardbook coverage --pack nist-800-34",
        "wardbook coverage --format csv > rules.csv",
    ),
)
@click.option("--format", "form", type=WordChoice(["text", "json", "csv"]), default="text")
@click.option("--pack")
@click.option("--date", "today", type=Day())
@click.pass_obj
def coverage(options: Options, form: str, pack: str | None, today: datetime.date | None) -> None:
    """Show which element of the plan meets which rule, what is missing, and what was skipped and
    why."""
    ends(lambda: show_coverage(options.changed(form=form, today=today), pack))


@click.command(cls=Command, epilog=example("wardbook level 4:00", 'wardbook level "4 h 30 min"'))
@click.argument("length", type=Length(), metavar="LENGTH")
@click.pass_obj
def level(options: Options, length: Duration) -> None:
    """Say which level an outage of a length has, and who activates it."""
    ends(lambda: show_level(options, length))


@click.command(cls=Command, epilog=example("wardbook peak 2026-11-30T09:30"))
@click.argument("moment", type=DayAndTime(), metavar="MOMENT")
@click.pass_obj
def peak(options: Options, moment: datetime.datetime) -> None:
    """Say whether a moment is in peak hours, on a holiday, at night."""
    ends(lambda: show_peak(options, moment))


_FILES = sorted((*SCHEMAS, PLAN_JSON, DIFF_JSON))
"""Kinds of files that have a schema."""


@click.command(
    cls=Command,
    places=lambda _: {"files": ", ".join(_FILES)},
    epilog=example("wardbook schema procedure", "wardbook schema --editor"),
)
@click.argument("kind", type=WordChoice(_FILES), metavar="[KIND]", required=False)
@click.option("--editor", is_flag=True)
@click.pass_obj
def schema(options: Options, kind: str | None, editor: bool) -> None:
    """Print the JSON Schema of one KIND of file, or set up the project's editor with all of them.
    plan-json: of `json`."""
    if editor == bool(kind):
        raise wrong_use("usage_kind_or_editor")
    if kind is None:
        ends(lambda: set_up_editor(options))
    else:
        ends(lambda: print_schema(kind))


def _kinds(_: str) -> Mapping[str, str]:
    """What `wardbook new` lays down."""
    return {"starters": ", ".join(STARTERS), "entries": ", ".join(ENTRIES)}


@click.command(
    cls=Command,
    epilog=example(
        "wardbook new hospital our-plan",
        "wardbook new blank our-plan --ci gitlab --language en",
        "wardbook new form porter-slip",
    ),
    places=_kinds,
)
@click.argument("kind", type=WordChoice([*STARTERS, *ENTRIES]), metavar="KIND")
@click.argument("name", metavar="NAME")
@click.option(
    "--ci",
    type=WordChoice(CI_SERVICES),
    help="For a project: the service that checks each push (default: github).",
)
@click.option(
    "--language",
    type=WordChoice(STARTER_LANGUAGES),
    help="For a project: the one language that it is written in (default: all of the starter's).",
)
@click.pass_obj
def new(options: Options, kind: str, name: str, ci: str | None, language: str | None) -> None:
    """`wardbook new`."""
    if ci and kind not in STARTERS:
        raise click.UsageError("--ci is for a project")
    if language and kind not in STARTERS:
        raise click.UsageError("--language is for a project")
    ends(lambda: lay_down(options, kind, name, ci=ci or "github", language=language or ""))


@click.command(
    cls=Command,
    epilog=example(
        "wardbook explain R201", "wardbook explain --all --ui-language zh > findings.md"
    ),
)
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True)
@click.pass_obj
def explain(options: Options, code: str | None, every: bool) -> None:
    """Explain a finding's CODE: what it means, why it matters, how to fix it."""
    if every == bool(code):
        raise wrong_use("usage_code_or_all")
    if code is None:
        ends(lambda: explain_all(options))
    else:
        ends(lambda: explain_code(options, code))


@click.command(cls=Command, epilog=example("wardbook doctor"))
@click.pass_obj
def doctor(options: Options) -> None:
    """Say what is missing on this machine, and the command that installs it."""
    ends(lambda: examine_machine(options))
