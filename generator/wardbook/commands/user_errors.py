"""How a command ends that is stopped by neither a bug nor its own story: with a status, and a line
instead of a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from wardbook.build.jobs import ClusterFault
from wardbook.commands.stops import Refused, Stopped
from wardbook.fonts import FontFault
from wardbook.html.diagrams import GraphvizMissing
from wardbook.options import WRONG_USE, Options
from wardbook.plan.plan_files import MovedError
from wardbook.report.messages import lines
from wardbook.report.progress import Progress
from wardbook.safe_write import NotWrittenError
from wardbook.theme import ThemeError, own_theme

REFUSALS = (
    Refused,
    OSError,
    MovedError,
    FontFault,
    ThemeError,
    TemplateError,
    GraphvizMissing,
    BrokenProcessPool,
    ClusterFault,
)
"""A choice that does not fit the plan, a disk that is full or closed to us, a theme of the
project's own, a machine that lacks something, workers that are gone: the user can mend it."""

_HELD_OPEN = (5, 32, 33)
"""What Windows answers where a program has a file, or one in a folder, open: access denied, sharing
violation, lock violation."""


def exit_status(options: Options, story: Callable[[], int]) -> int:
    """Run a command; its exit status. What the user can mend is said in a line."""
    try:
        return story()
    except Exception as problem:
        return stopped_status(options, problem)


def stopped_status(options: Options, problem: Exception) -> int:
    """The exit status of a command that raised `problem`, with a line for what the user can mend.

    Raises what is a fault of the program again."""
    if isinstance(problem, Stopped):
        return problem.status
    # `wardbook check | head`: click ends such a command by itself
    if isinstance(problem, BrokenPipeError) or not isinstance(problem, REFUSALS):
        raise problem
    _name_output(problem)
    return refused(options, problem)


def refused(options: Options, problem: Exception) -> int:
    """Say what stopped the command, and return its exit status."""
    if isinstance(problem, Refused | ClusterFault):
        key, values = problem.key, problem.values
    else:
        key, values = _line(options, problem)
    Progress(sys.stderr, options.ui_language).say(key, **values)
    return WRONG_USE


def _name_output(problem: Exception) -> None:
    """Have an error of the system that names no file name the standard output, if that is what
    takes nothing more."""
    if isinstance(problem, OSError) and problem.errno and problem.filename is None:
        try:
            # What was written before is gone from the buffer: only more of it tells
            sys.stdout.write("\n")
            sys.stdout.flush()
        except OSError:
            problem.filename = "<stdout>"


def _line(options: Options, problem: Exception) -> tuple[str, dict[str, object]]:
    """The key of the line that says a problem, and what fills its places."""
    match problem:
        case TemplateSyntaxError():
            place = f"{problem.filename}:{problem.lineno}"
            return theme_line(options.project), {"problem": f"{place}: {problem.message}"}
        case ThemeError() | TemplateError():  # before OSError: a template that is missing is one
            return theme_line(options.project), {"problem": problem}
        case FontFault():
            said = lines(options.ui_language)[problem.key].format(**problem.values)
            return "fonts_unusable", {"problem": said}
        case GraphvizMissing():
            return "machine_lacks", {"problem": "Graphviz (dot)"}
        case BrokenProcessPool():
            return "worker_died", {}
        case MovedError():
            return "plan_moved", {"file": problem.file}
        case OSError():
            return _line_of_system(options, problem)
    raise AssertionError(type(problem))


def _is_held_open(problem: OSError) -> bool:
    """Whether Windows refused because some program has the file, or one in the folder, open."""
    for one in (problem, problem.__cause__):
        if getattr(one, "winerror", None) in _HELD_OPEN:
            return True
    return False


def theme_line(project: Path) -> str:
    """The key of the line that says whose theme can't be used: a project without one of its own is
    not to blame."""
    if own_theme(project):
        return "theme_broken"
    return "program_theme_broken"


def _line_of_system(options: Options, problem: OSError) -> tuple[str, dict[str, object]]:
    if _is_held_open(problem):
        return "held_open", {"place": problem.filename or options.target}
    if isinstance(problem, NotWrittenError):
        # It names the file that was meant, which is seldom the output
        return "not_written", {"place": problem.filename, "problem": problem.strerror}
    if problem.errno is None:  # a library that can't be loaded
        return "machine_lacks", {"problem": problem}
    place = problem.filename or options.target
    return "refused", {"place": place, "problem": problem.strerror or problem}
