"""What stops a command and is neither a finding of the plan nor a bug: said in a line, without a traceback."""

from __future__ import annotations

import sys
from concurrent.futures.process import BrokenProcessPool

from jinja2 import TemplateError, TemplateSyntaxError

from wardbook.fonts import FontFault
from wardbook.html.diagrams import GraphvizMissing
from wardbook.options import WRONG_USE, Options
from wardbook.plan.plan_files import MovedError
from wardbook.report.messages import lines
from wardbook.report.progress import Progress
from wardbook.safe_write import NotWrittenError
from wardbook.theme import ThemeError

REFUSALS = (
    OSError,
    MovedError,
    FontFault,
    ThemeError,
    TemplateError,
    GraphvizMissing,
    BrokenProcessPool,
)
"""A disk that is full or closed to us, a theme of the project's own, a machine that lacks something: the user can mend it."""


def refused(options: Options, problem: Exception) -> int:
    """Say what stopped the command, and return its exit status."""
    key, values = _line(options, problem)
    Progress(sys.stderr, options.ui_language).say(key, **values)
    return WRONG_USE


def _line(options: Options, problem: Exception) -> tuple[str, dict[str, object]]:
    match problem:
        case TemplateSyntaxError():
            return "theme_broken", {
                "problem": f"{problem.filename}:{problem.lineno}: {problem.message}"
            }
        case (
            ThemeError() | TemplateError()
        ):  # before OSError: a template that is missing is one too
            return "theme_broken", {"problem": problem}
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


def _line_of_system(options: Options, problem: OSError) -> tuple[str, dict[str, object]]:
    if isinstance(
        problem, NotWrittenError
    ):  # it names the file that was meant, which is seldom the output
        return "not_written", {"place": problem.filename, "problem": problem.strerror}
    if problem.errno is None:  # a library that can't be loaded
        return "machine_lacks", {"problem": problem}
    place = problem.filename or options.target
    return "refused", {"place": place, "problem": problem.strerror or problem}
