"""Budgets that serve reading: how long, how dense and how deep the program's code may be.

They are measured on the syntax tree by `tests/code_measures.py`.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tests.code_measures import FUNCTIONS, ModuleMeasure, measure

COMPREHENSIONS_MOST = 25
"""In 1,000 lines of code of a package, and of the whole program."""
INLINE_IFS_MOST = 12
"""As above."""
COMPLEXITY_MOST = 10
FUNCTION_LINES_MOST = 40
MODULE_LINES_MOST = 400
COLUMNS_MOST = 100
MODULES_OF_ONE_NAME_MOST = 2
PACKAGE_NAME = "__init__"
"""Every folder has a module of this name."""
NO_NAMES = ("utils", "util", "helpers", "common", "misc")
"""Names of modules that say nothing of what is in them."""
ROOT = Path(__file__).parent.parent / "generator" / "wardbook"


@dataclass(frozen=True)
class Module:
    """A module of the program: its path below the package, and its text."""

    path: str
    source: str

    @property
    def name(self) -> str:
        return Path(self.path).stem

    @property
    def package(self) -> str:
        """The folder that it stands in; `wardbook` for those that stand in none."""
        first, rest, _ = self.path.partition("/")
        return first if rest else ROOT.name

    @cached_property
    def measured(self) -> ModuleMeasure:
        return measure(self.source)

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of its classes, those inside functions and classes too."""
        return self.measured.classes


def _modules() -> list[Module]:
    found: list[Module] = []
    for path in sorted(ROOT.rglob("*.py")):
        found.append(Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
    return found


MODULES = _modules()
PACKAGES = sorted({module.package for module in MODULES})


def too_dense(modules: Iterable[Module]) -> Iterator[str]:
    """What stands too often in the code of `modules` together."""
    code_lines = comprehensions = inline_ifs = 0
    for module in modules:
        code_lines += module.measured.code_lines
        comprehensions += module.measured.comprehensions
        inline_ifs += module.measured.inline_ifs
    if 1000 * comprehensions > COMPREHENSIONS_MOST * code_lines:
        yield f"{comprehensions} comprehensions in {code_lines} lines"
    if 1000 * inline_ifs > INLINE_IFS_MOST * code_lines:
        yield f"{inline_ifs} inline ifs in {code_lines} lines"


def over_budget(module: Module) -> Iterator[str]:
    """What in a module is too long or too complex, and imports inside functions without a
    reason."""
    if module.name in NO_NAMES:
        yield f"{module.path}: a name that says nothing"
    if module.measured.lines > MODULE_LINES_MOST:
        yield f"{module.path}: {module.measured.lines} lines"
    for number, line in enumerate(module.source.splitlines(), 1):
        if len(line) > COLUMNS_MOST:
            yield f"{module.path}:{number}: {len(line)} columns"
    yield from _functions_over_budget(module)
    yield from _imports_without_reason(module)


def _functions_over_budget(module: Module) -> Iterator[str]:
    for function in module.measured.functions:
        place = f"{module.path}:{function.line}: {function.name}"
        if function.lines > FUNCTION_LINES_MOST:
            yield f"{place}: {function.lines} lines"
        if function.complexity > COMPLEXITY_MOST:
            yield f"{place}: complexity {function.complexity}"


def _imports_without_reason(module: Module) -> Iterator[str]:
    """Imports inside functions with a comment neither on their line nor on the one before."""
    lines = module.source.splitlines()
    for number in module.measured.imports_inside:
        before, own = lines[number - 2], lines[number - 1]
        if not before.strip().startswith("#") and "#" not in own:
            yield f"{module.path}:{number}: an import inside a function without a reason"


def same_names(named: Iterable[tuple[str, str]], most: int) -> dict[str, list[str]]:
    """Names that more than `most` places have; `named` are names with their places."""
    places: dict[str, list[str]] = {}
    for name, place in named:
        places.setdefault(name, []).append(place)
    return {name: found for name, found in places.items() if len(found) > most}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_within_its_budgets(package: str) -> None:
    modules = [module for module in MODULES if module.package == package]
    found = list(too_dense(modules))
    for module in modules:
        found += over_budget(module)
    assert found == []


def test_the_program_is_not_too_dense() -> None:
    assert list(too_dense(MODULES)) == []


def test_no_two_classes_have_one_name() -> None:
    named: list[tuple[str, str]] = []
    for module in MODULES:
        for name in module.classes:
            named.append((name, module.path))
    assert same_names(named, most=1) == {}


def test_no_three_modules_have_one_name() -> None:
    named: list[tuple[str, str]] = []
    for module in MODULES:
        if module.name != PACKAGE_NAME:
            named.append((module.name, module.path))
    assert same_names(named, MODULES_OF_ONE_NAME_MOST) == {}


def test_functions_of_tests_are_not_too_long() -> None:
    """They are read as often as the program's. Only their length is held: a table of cases may be
    as dense as it is."""
    found = []
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, FUNCTIONS) and _lines_of(node) > FUNCTION_LINES_MOST:
                found.append(f"{path.name}:{node.lineno}: {node.name}: {_lines_of(node)} lines")
    assert found == []


def _lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def test_there_is_something_to_measure() -> None:
    assert len(MODULES) > 200
    assert len(PACKAGES) > 10


def function(lines: int, start: str = "def f():") -> str:
    return f"{start}\n" + "    x = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (function(40), []),
        (function(41), ["a.py:1: f: 41 lines"]),
        (function(41, "async def f():"), ["a.py:1: f: 41 lines"]),
        ("class C:\n    def f(self):\n" + "        x = 1\n" * 40, ["a.py:2: f: 41 lines"]),
        ("x = 1\n" * 400, []),
        ("x = 1\n" * 401, ["a.py: 401 lines"]),
        (f"x = '{'y' * 94}'\n", []),
        (f"x = '{'y' * 95}'\n", ["a.py:1: 101 columns"]),
        (f"# {'z' * 99}\n", ["a.py:1: 101 columns"]),
        ("def f(x):\n" + "    if x: pass\n" * 9, []),
        ("def f(x):\n" + "    if x: pass\n" * 10, ["a.py:1: f: complexity 11"]),
        ("def f(x):\n    return x and " + "x or " * 9 + "x\n", ["a.py:1: f: complexity 11"]),
        ("def f(x):\n    import os  # slow\n", []),
        ("def f(x):\n    # slow\n    import os\n", []),
        ("import os\n", []),
        (
            "def f(x):\n    # slow\n    import os\n    import re\n",
            ["a.py:4: an import inside a function without a reason"],
        ),
    ],
)
def test_each_budget_is_noticed_one_above_it_and_not_at_it(source: str, found: list[str]) -> None:
    assert list(over_budget(Module("a.py", source))) == found


def test_a_name_that_says_nothing_is_noticed() -> None:
    module = Module("site/utils.py", "")
    assert list(over_budget(module)) == ["site/utils.py: a name that says nothing"]
    assert module.package == "site"


@pytest.mark.parametrize(
    ("line", "most", "found"),
    [
        ("a = [x for x in y]\n", 25, "26 comprehensions in 1000 lines"),
        ("a = {x: x for x in y}\n", 25, "26 comprehensions in 1000 lines"),
        ("a = sum(x for x in y)\n", 25, "26 comprehensions in 1000 lines"),
        ("a = x if x else y\n", 12, "13 inline ifs in 1000 lines"),
    ],
)
def test_density_is_noticed_one_above_its_budget(line: str, most: int, found: str) -> None:
    def halves(count: int) -> list[Module]:
        plain = "x = 1\n" * (500 - count) + "# a comment\n" * 500
        return [Module("a.py", line * count + plain), Module("b.py", "x = 1\n" * 500)]

    assert list(too_dense(halves(most))) == []
    assert list(too_dense(halves(most + 1))) == [found]


def test_names_are_counted() -> None:
    named = [("a", "x.py"), ("b", "x.py"), ("a", "y.py")]
    assert same_names(named, 1) == {"a": ["x.py", "y.py"]}
    assert same_names(named, 2) == {}
    inside = "def f():\n    class A: pass\nclass B:\n    class C: pass\n"
    assert sorted(Module("a.py", inside).classes) == ["A", "B", "C"]
