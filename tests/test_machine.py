"""What the machine lacks is found on every system, and said once, before any work, with the command
that installs it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wardbook import machine
from wardbook.cli import main
from wardbook.commands import workspace
from wardbook.machine import FLOWS, PARTS, PDF, find_program, installing, is_there, missing
from wardbook.plan.loader import load
from wardbook.sheets.procedures.flows import has_flows

PART = {part.name: part for part in PARTS}
BOTH = (PART["Pango"], PART["Graphviz"])
System = Callable[..., None]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> System:
    """Puts on the face of a system that has these programs and no libraries."""
    asked = tmp_path / "lists"
    asked.mkdir()
    (asked / "debian_main_Packages").touch()

    def put_on(platform: str, *programs: str) -> None:
        def which(name: str, **_: object) -> str | None:
            return f"/usr/bin/{name}" if name in programs else None

        def loads_nothing(name: str) -> None:
            raise OSError(name)

        monkeypatch.setattr(machine.sys, "platform", platform)
        monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
        monkeypatch.setattr(machine, "_APT_LISTS", asked)
        monkeypatch.setattr(machine.shutil, "which", which)
        monkeypatch.setattr(machine.ctypes, "CDLL", loads_nothing)
        monkeypatch.setattr(machine.ctypes.util, "find_library", lambda _: None)

    return put_on


def test_each_system_has_its_command(system: System) -> None:
    system("linux", "apt-get", "sudo")
    assert installing(BOTH) == (
        "sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 graphviz"
    )
    system("linux", "dnf", "sudo")
    assert installing(BOTH) == "sudo dnf install -y pango graphviz"
    system("linux")
    assert installing(BOTH) == "Pango Graphviz"
    system("darwin")
    assert installing(BOTH) == "brew install pango graphviz"
    system("win32")
    pango, pacman, graphviz = installing(BOTH).split("; ")
    assert pango == "winget install -e --id MSYS2.MSYS2"
    assert "pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango" in pacman
    assert graphviz == "winget install -e --id Graphviz.Graphviz"
    assert installing((PART["Pango"], PART["fontconfig"])).count("MSYS2.MSYS2") == 1


def test_the_command_works_as_printed_for_whoever_asks(
    system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small Debian has no `sudo`, and has not asked for the lists of packages yet."""
    install = "apt-get install -y --no-install-recommends graphviz"
    graphviz = (PART["Graphviz"],)
    system("linux", "apt-get")
    assert installing(graphviz) == f"su -c '{install}'"
    (tmp_path / "lists/debian_main_Packages").unlink()
    assert installing(graphviz) == f"su -c 'apt-get update && {install}'"
    system("linux", "apt-get", "sudo")
    assert installing(graphviz) == f"sudo sh -c 'apt-get update && {install}'"
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    assert installing(graphviz) == f"apt-get update && {install}"


def test_libraries_that_python_does_not_see_on_a_mac(
    system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system("darwin")
    monkeypatch.setattr(machine, "_BREW_LIBRARIES", tmp_path)
    for name in ("libpango-1.0.0.dylib", "libpangoft2-1.0.0.dylib"):
        (tmp_path / name).touch()
    expected = f"export DYLD_FALLBACK_LIBRARY_PATH={tmp_path}"
    assert installing((PART["Pango"],)) == expected
    assert installing(BOTH) == "brew install pango graphviz"


def test_windows_looks_where_weasyprint_looks(
    system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system("win32")
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", f"nowhere;{tmp_path}")
    assert not is_there(PART["Pango"])
    for name in ("libpango-1.0-0.dll", "libpangoft2-1.0-0.dll"):
        (tmp_path / name).touch()
    assert is_there(PART["Pango"])


def test_windows_finds_programs_that_are_not_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    def which(name: str, path: str = "") -> str | None:
        return rf"C:\Program Files\Graphviz\bin\{name}.EXE" if "Graphviz" in path else None

    monkeypatch.setattr(machine.sys, "platform", "win32")
    monkeypatch.setattr(machine.shutil, "which", which)
    assert find_program("dot") == r"C:\Program Files\Graphviz\bin\dot.EXE"
    monkeypatch.setattr(machine.sys, "platform", "linux")
    assert find_program("dot") is None


def test_what_is_here_is_found() -> None:
    assert missing(PDF, FLOWS) == ()
    assert machine.version_of(PART["Pango"]).startswith("1.")
    assert machine.version_of(PART["Graphviz"])


def run(project: Path, *arguments: object) -> Result:
    """A command in a project."""
    typed = [*map(str, arguments), "--project", str(project), "--ui-language", "en"]
    return CliRunner().invoke(main, typed, catch_exceptions=False)


@pytest.mark.parametrize(
    "command",
    [
        ("build",),
        ("check", "--paper"),
        ("pack", "D1"),
        ("forms", "print", "visit-slip", "--department", "D1", "--count", "1"),
        ("prices",),
        ("drill", "S1", "--department", "D1"),
    ],
)
def test_it_is_said_once_in_one_line_before_any_work(
    command: tuple[str, ...], clinic: Path, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    system("linux", "apt-get", "sudo")
    monkeypatch.setattr(workspace, "load", lambda *_: pytest.fail("the plan was read"))
    done = run(clinic, *command)
    assert done.exit_code == 2
    assert done.output.splitlines() == [
        "This machine lacks Pango, Graphviz, HarfBuzz subset, fontconfig. Nothing was done. "
        "Install it with: sudo apt-get install -y --no-install-recommends libpango-1.0-0 "
        "libpangoft2-1.0-0 graphviz libharfbuzz-subset0 fontconfig"
    ]


def test_graphviz_is_needed_where_something_is_drawn(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert has_flows(load(clinic).project)  # type: ignore[arg-type]
    monkeypatch.setattr(machine.shutil, "which", lambda *_, **__: None)
    for command in (("build", "--only", "site"), ("export", clinic / "pages")):
        done = run(clinic, *command)
        assert (done.exit_code, "lacks Graphviz" in done.output) == (2, True)
        assert len(done.output.splitlines()) == 1


@pytest.mark.parametrize("command", [("check",), ("json",), ("new", "form", "brand-new")])
def test_the_others_need_nothing(command: tuple[str, ...], clinic: Path, system: System) -> None:
    system("win32")
    assert run(clinic, *command).exit_code == 0
