"""The command line: arguments → `Options` → a function of `pipeline` → exit status. No logic lives here."""

from __future__ import annotations

import datetime
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator import __version__, drilling, exchange, issuing, packing, pipeline, pricing
from generator.lists import LISTS
from generator.options import Options
from generator.refusal import REFUSALS, refused
from generator.report import ui_language
from generator.source.schema import SCHEMAS
from generator.starters import STARTERS
from generator.starters.entries import ENTRIES
from generator.views.audience import AUDIENCES
from generator.views.plan_schema import PLAN_JSON

_PARTS = ("site", "manuals", "forms", "cards")


class Day(click.ParamType[datetime.date]):
    """A date written 2026-11-01."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """Parse the date or fail with an example."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it like 2026-11-01", param, ctx)


def _chosen(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def choose(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None:
            context.obj = context.obj.changed(**{name: value})

    return choose


class _Command(click.Command):
    """A command that takes the options of every command behind its name as well: nobody remembers which side they go."""

    def __init__(self, *arguments: Any, **choices: Any) -> None:
        super().__init__(*arguments, **choices)
        project = click.Path(path_type=Path)
        language = click.Choice(["zh", "en"])
        self.params += [
            click.Option(["--project"], type=project, expose_value=False, callback=_chosen("project"), hidden=True),
            click.Option(
                ["--ui-language"], type=language, expose_value=False, callback=_chosen("ui_language"), hidden=True
            ),
        ]


class _Group(click.Group):
    command_class = _Command


def _example(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _ends(function: Callable[[], int]) -> None:
    """Run a command and exit with its status. What the user can mend prints no traceback."""
    context = click.get_current_context()
    try:
        status = function()
    except BrokenPipeError:  # `wardbook check | head`: click ends such a command by itself
        raise
    except REFUSALS as problem:
        status = refused(context.obj, problem)
    context.exit(status)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_example("wardbook check", "wardbook build"),
)
@click.version_option(__version__)
@click.option(
    "--project", type=click.Path(path_type=Path), default=Path(), help="Folder that holds plan_source/ (default: here)."
)
@click.option("--ui-language", type=click.Choice(["zh", "en"]), help="Language of messages (default: the locale's).")
@click.pass_context
def main(context: click.Context, project: Path, ui_language: str | None) -> None:
    """Wardbook: emergency plans of information systems, from YAML to an offline site and printed manuals."""
    _print_any_language()
    context.obj = Options(project=project, ui_language=ui_language or _locale())


def _print_any_language() -> None:
    """Programs and files get UTF-8 whatever the locale; on a terminal that lacks a character its code is shown."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8")


def _locale() -> str:
    return ui_language(os.environ)


@main.command(
    epilog=_example(
        "wardbook check", "wardbook check --strict --format github", "wardbook check --format sarif > findings.sarif"
    )
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How findings are written.",
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--date", "today", type=Day(), help="The day that freshness is judged by (default: the edition's).")
@click.pass_obj
def check(options: Options, form: str, strict: bool, today: datetime.date | None) -> None:
    """Check the plan and print every finding with its place and a hint."""
    _ends(lambda: pipeline.check(options.changed(form=form, strict=strict, today=today)))


@main.command(
    epilog=_example(
        "wardbook build",
        "wardbook build --department pharmacy-outpatient --only manuals",
        "wardbook build --audience public --output public",
    )
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="Where to put it (default: build/, filtered: build/partial/)."
)
@click.option("--language", "languages", multiple=True, help="Only this language (may be repeated).")
@click.option(
    "--department",
    "departments",
    multiple=True,
    help="Only the manual and card of this department: id or code (may be repeated).",
)
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="Only this part (may be repeated).")
@click.option("--audience", type=click.Choice(AUDIENCES), default="staff", show_default=True, help="Who will read it.")
@click.option("--date", "today", type=Day(), help="The day of the build (default: the edition's).")
@click.option("--strict", is_flag=True, help="Warnings stop the build too.")
@click.pass_obj
def build(options: Options, /, **choices: Any) -> None:
    """Build the site, manuals, cards and forms."""
    _ends(lambda: pipeline.build(options.changed(**choices)))


@main.command(epilog=_example("wardbook preview", "wardbook preview --port 8080"))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this machine.")
@click.option("--audience", type=click.Choice(AUDIENCES), default="staff", show_default=True, help="Who will read it.")
@click.pass_obj
def preview(options: Options, port: int, audience: str) -> None:
    """Serve the site here and rebuild it whenever a file is saved."""
    from generator.preview import preview as serve

    _ends(lambda: serve(options.changed(audience=audience), port))


@main.command(epilog=_example("wardbook export contacts contacts.xlsx", "wardbook export site-markdown"))
@click.argument("what", metavar="LIST|FOLDER")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--audience", type=click.Choice(AUDIENCES), help="Who will read the pages (default: staff).")
@click.pass_obj
def export(options: Options, what: str, file: Path | None, audience: str | None) -> None:
    """Write a LIST into FILE as .csv or .xlsx, or the site as Markdown into FOLDER for any other site engine.

    \b
    LIST: contacts, copies, departments, prices; all of it, restricted numbers too.
    """
    lists = (*LISTS, pricing.NAME)
    if file is None and what in lists:
        raise click.UsageError(f"name a FILE for the list {what}; for a folder of that name write ./{what}")
    if file is None:
        _ends(lambda: pipeline.export(options.changed(audience=audience or options.audience), Path(what)))
        return
    if what not in lists:
        raise click.UsageError(f"{what!r} is no list; there are {', '.join(lists)}")
    if audience:
        raise click.UsageError("a list is written whole, for whoever keeps it: --audience is for pages")
    if what == pricing.NAME:
        _ends(lambda: pricing.export_prices(options, file))
        return
    _ends(lambda: exchange.export_list(options, what, file))


@main.command("import", epilog=_example("wardbook import contacts contacts.xlsx --write"))
@click.argument("name", type=click.Choice([*LISTS, pricing.NAME]), metavar="LIST")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write the changes into the YAML (default: only show them).")
@click.option("--remove-missing", is_flag=True, help="Take out the entries that FILE lacks (default: they stay).")
@click.option("--edition", help="Edition of a price list.")
@click.option("--date", type=Day(), help="The day that the prices are of.")
@click.pass_obj
def import_(options: Options, /, name: str, file: Path, **choices: Any) -> None:
    """Take a LIST from FILE (.csv or .xlsx): show what it changes in the YAML, and write it with --write.

    \b
    LIST: contacts, copies, departments; prices, always whole and with --edition and --date.
    """
    edition = pricing.Edition(choices.pop("edition") or "", choices.pop("date"))
    if name != pricing.NAME:
        if edition != pricing.Edition():
            raise click.UsageError("--edition and --date are for prices")
        _ends(lambda: exchange.import_list(options, name, file, **choices))
        return
    if choices.pop("remove_missing"):
        raise click.UsageError("a price list comes whole: what FILE lacks goes without --remove-missing")
    _ends(lambda: pricing.import_prices(options, file, edition, **choices))


@main.command("json", epilog=_example("wardbook json --audience public", "wardbook json --output plan.json"))
@click.option("--output", type=click.Path(path_type=Path), help="Where to put it (default: standard output).")
@click.option("--audience", type=click.Choice(AUDIENCES), default="staff", show_default=True, help="Who will read it.")
@click.pass_obj
def json_(options: Options, output: Path | None, audience: str) -> None:
    """Write the whole checked plan as JSON for other programs; its schema: wardbook schema plan-json."""
    _ends(lambda: exchange.export_json(options.changed(output=output, audience=audience)))


@main.command(epilog=_example("wardbook schema procedure", "wardbook schema --editor"))
@click.argument("kind", type=click.Choice(sorted((*SCHEMAS, PLAN_JSON))), required=False)
@click.option(
    "--editor", is_flag=True, help="Write all schemas and the settings that make the editor use them to .vscode/."
)
@click.pass_obj
def schema(options: Options, kind: str | None, editor: bool) -> None:
    """Print the JSON Schema of one KIND of file, or set up the project's editor with all of them. plan-json: of `json`."""
    if editor == bool(kind):
        raise click.UsageError("name a KIND, or give --editor")
    _ends(lambda: pipeline.set_up_editor(options) if kind is None else pipeline.schema(kind))


@main.command(
    epilog=_example("wardbook new hospital our-plan", "wardbook new form transfer-slip"),
    help=f"""Lay down a whole project in the folder NAME, or add an entry with the id NAME to the project here.

    \b
    KIND of a project: {", ".join(STARTERS)}.
    KIND of an entry: {", ".join(ENTRIES)}.
    """,
)
@click.argument("kind", type=click.Choice([*STARTERS, *ENTRIES]), metavar="KIND")
@click.argument("name", metavar="NAME")
@click.pass_obj
def new(options: Options, kind: str, name: str) -> None:
    """`wardbook new`."""
    _ends(lambda: pipeline.new(options, kind, name))


@main.command(epilog=_example("wardbook explain R201", "wardbook explain --all --ui-language zh > findings.md"))
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="All findings, as the guide's page in Markdown.")
@click.pass_obj
def explain(options: Options, code: str | None, every: bool) -> None:
    """Explain a finding's CODE: what it means, why it matters, how to mend it."""
    if every == bool(code):
        raise click.UsageError("name a CODE, or give --all")
    _ends(lambda: pipeline.explain_all(options) if code is None else pipeline.explain(options, code))


@main.group(cls=_Group, epilog=_example("wardbook forms print prescription --department clinics --count 200"))
def forms() -> None:
    """Numbered forms: print a run of them."""


@forms.command(
    "print",
    epilog=_example(
        "wardbook forms print prescription --department clinics --count 200",
        "wardbook forms print OP-04B --department E1 --count 50 --spare 5 --copies",
        "wardbook forms print prescription --department clinics --count 10 --drill",
    ),
)
@click.argument("form", metavar="FORM")
@click.option("--department", required=True, help="Whose pool the numbers come from: id or code.")
@click.option("--count", type=click.IntRange(min=1), required=True, help="How many sets.")
@click.option("--start", type=click.IntRange(min=1), default=None, help="First number (default: the next free one).")
@click.option("--copies", is_flag=True, help="A page for each copy of the set (default: one, for multi-part paper).")
@click.option("--spare", type=click.IntRange(min=0), default=0, help="Further sets for spoiled ones.")
@click.option("--drill", is_flag=True, help="Numbers of the drill's pool, and DRILL across the page.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="Folder for the files (default: print/ and the run's name)."
)
@click.option("--date", "printed", type=Day(), help="The day that the record names (default: today).")
@click.pass_obj
def forms_print(options: Options, /, printed: datetime.date | None, output: Path | None, **choices: Any) -> None:
    """Print numbered sets of FORM (id, id/variant or code) with a ticket for the print office, and record the numbers."""
    start = choices.pop("start") or 0
    order = issuing.Order(**choices, start=start, printed=printed or datetime.date.today())
    _ends(lambda: issuing.print_forms(options.changed(output=output), order))


@main.command(epilog=_example("wardbook pack pharmacy-outpatient", "wardbook pack E1 --copies --output box-e1"))
@click.argument("department", metavar="DEPARTMENT")
@click.option("--copies", is_flag=True, help="A page for each copy of a set (default: one, for multi-part paper).")
@click.option("--drill", is_flag=True, help="Numbers of the drill's pool, and DRILL on forms and labels.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder for the files (default: in print/).")
@click.option("--date", "printed", type=Day(), help="The day that the records name (default: today).")
@click.pass_obj
def pack(options: Options, /, printed: datetime.date | None, output: Path | None, **choices: Any) -> None:
    """Print what goes into a DEPARTMENT's box (id or code): manual, card, numbered forms and label sheets at par, box card and
    label."""
    order = packing.Pack(**choices, printed=printed or datetime.date.today())
    _ends(lambda: packing.pack(options.changed(output=output), order))


@main.command(epilog=_example("wardbook prices", "wardbook prices --window Cashier --top 40 --output prices"))
@click.option("--window", default="", help="Only the list of this window (default: all).")
@click.option("--top", type=click.IntRange(1, 100), default=60, show_default=True, help="Items on a window's page.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder for the files (default: in print/).")
@click.pass_obj
def prices(options: Options, window: str, top: int, output: Path | None) -> None:
    """Print the price booklet, and for each window a page of what is asked for most; see import prices."""
    _ends(lambda: pricing.print_prices(options.changed(output=output), pricing.Wanted(window, top)))


@main.command(
    epilog=_example(
        "wardbook drill network-failure --department pharmacy-outpatient",
        "wardbook drill S1 --department E1 --language en --output drill-e1",
        "wardbook drill night-2027",
    )
)
@click.argument("name", metavar="SCENARIO|DRILL")
@click.option("--department", default="", help="Who practises: id or code (default: all of the DRILL).")
@click.option("--language", default="", help="Language of the kit (default: the plan's first).")
@click.option("--output", type=click.Path(path_type=Path), help="Folder for the file (default: in print/).")
@click.pass_obj
def drill(options: Options, name: str, department: str, language: str, output: Path | None) -> None:
    """Print the kit for a drill of SCENARIO (id or code), or for a DRILL of drills/: script, observer's sheet, timing targets,
    questions, evaluation."""
    order = drilling.Drill(name, department, language)
    _ends(lambda: drilling.drill(options.changed(output=output), order))


@main.command(
    epilog=_example(
        "wardbook reconcile all entries.csv", "wardbook reconcile issued.csv entries.csv --csv open.csv --pdf open.pdf"
    )
)
@click.argument("issued", metavar="RUNS")
@click.argument("entries", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="ENTRIES.csv")
@click.option("--csv", type=click.Path(path_type=Path), help="Write what is open as a table.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the account as a list to print and sign.")
@click.pass_obj
def reconcile(options: Options, issued: str, entries: Path, csv: Path | None, pdf: Path | None) -> None:
    """Account for every numbered form: entered, scanned only, void, unused, missing, twice, unknown, mistyped.

    RUNS: all (but drills), drills, ids of runs and pads with commas, or a CSV file with first and last number of ranges.
    Exit status 1 while anything is open.
    """
    _ends(lambda: issuing.reconcile_forms(options, issuing.Tally(issued, entries, csv, pdf)))


@main.command(
    epilog=_example(
        "wardbook coverage", "wardbook coverage --pack nist-800-34", "wardbook coverage --format csv > rules.csv"
    )
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="How the rules are written."
)
@click.option("--pack", help="Only this rule pack, also one that site.yml does not switch on.")
@click.option("--date", "today", type=Day(), help="The day whose rules count (default: the edition's).")
@click.pass_obj
def coverage(options: Options, form: str, pack: str | None, today: datetime.date | None) -> None:
    """Show which element of the plan meets which rule, what is missing, and what was skipped and why.

    Exit status 1 when something is missing that a rule requires by itself.
    """
    from generator import coverage as rules

    _ends(lambda: rules.show(options.changed(form=form, today=today), pack))


@main.command(epilog=_example("wardbook doctor"))
@click.pass_obj
def doctor(options: Options) -> None:
    """Say what this machine lacks, and the command that mends it."""
    _ends(lambda: pipeline.doctor(options))
