"""Commands work as they are printed, in the shell at hand."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from wardbook import program
from wardbook.report.messages import codes, lines, ui_languages
from wardbook.report.ui_language import ui_language

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).with_name("wardbook")
NAMES = ("our-plan", "our plan's #1")
"""Of folders: what the shell takes as it stands, and what it does not."""
FOR_FILES = ("skipped_no_fonts", "catalogue_intro", "waiting")
"""Lines that stand in files, too, or name no command."""


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    program.command.cache_clear()
    yield
    program.command.cache_clear()


def test_its_name_is_enough_where_the_shell_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(PROGRAM.parent))
    assert program.command() == "wardbook"


def test_a_link_to_it_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As pipx and uv make one."""
    (tmp_path / "wardbook").symlink_to(PROGRAM)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program.command() == "wardbook"


@pytest.mark.parametrize("another", [True, False])
def test_its_path_is_named_where_the_shell_finds_none_or_another(
    another: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if another:
        (tmp_path / "wardbook").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shlex.split(program.command()) == [str(PROGRAM)]


def test_a_module_is_started_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = tmp_path / "my python"
    monkeypatch.setattr(sys, "executable", str(python))
    assert shlex.split(program.command()) == [str(python), "-m", "wardbook"]


def test_on_windows_a_path_is_quoted_as_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program.os, "name", "nt")
    words = program.quoted(r"C:\Program Files\wardbook.exe", "check")
    assert words == r'"C:\Program Files\wardbook.exe" check'


@pytest.mark.parametrize("language", ui_languages())
def test_what_the_user_is_told_to_run_is_said_as_it_is_started_here(language: str) -> None:
    """No line that tells what to do next says the bare name, and no hint."""
    said = {key: line for key, line in lines(language).items() if key not in FOR_FILES}
    for code, texts in codes(language).items():
        said[code] = texts.hint
    for key, line in said.items():
        assert not re.search(r"(?<![{\w])wardbook [a-z]", line), f"{key}: {line}"


def shell(command: str, folder: Path) -> str:
    """A command as one pastes it, in a shell that finds nothing of ours; what it prints."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-ec", command],
        cwd=folder,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def printed_commands(text: str) -> list[str]:
    """The lines that stand further in: one types them as they are."""
    return [line.strip() for line in text.splitlines() if line.startswith("  ")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "language"), [(NAMES[at % 2], language) for at, language in enumerate(ui_languages())]
)
def test_what_new_prints_works_as_printed(name: str, language: str, tmp_path: Path) -> None:
    command = shlex.join([str(PROGRAM), "new", "blank", name, "--ui-language", language])
    said = printed_commands(shell(command, tmp_path))
    assert len(said) == 3
    shell(" && ".join(said[:-1]), tmp_path)  # the last one builds, which other tests do
    assert said[-1] == said[-2].replace(" check", " build")
    assert os.access(tmp_path / name / "plan_source/site.yml", os.R_OK)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["checkout", "it's a 检出"])
def test_what_make_prints_at_its_end_works_as_printed(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    project = tmp_path / name
    (project / ".ci").mkdir(parents=True)
    (project / ".venv/bin").mkdir(parents=True)
    (project / ".venv/bin/wardbook").symlink_to(PROGRAM)
    python = project / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (project / ".ci/next").write_bytes((ROOT / ".ci/next").read_bytes())
    said = printed_commands(shell(shlex.join(["bash", f"../{name}/.ci/next"]), folder))
    assert len(said) == 3
    for command in said:
        if not command.endswith(" check"):  # of a plan, and there is none here
            shell(command, folder)
    assert (tmp_path / "our-plan/plan_source/site.yml").is_file()


SETUP = (ROOT / "generator/wardbook/starters/common/setup.sh").read_text(encoding="utf-8")


def functions_of_setup(*names: str) -> str:
    """Functions of the script that sets a project up, as they stand there."""
    found = []
    for name in names:
        part = re.search(rf"^{name}\(\) \{{.*?^\}}$", SETUP, re.DOTALL | re.MULTILINE)
        assert part, name
        found.append(part[0])
    return "\n".join(found) + "\n"


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["[zh, en]", "[en]", "\n  - en\n  - zh"])
@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"LANG": "C.UTF-8"},
        {"LANG": "zh_CN.UTF-8"},
        {"LANG": "fr_FR.UTF-8"},
        {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN"},
        {"LANG": "C.UTF-8", "WARDBOOK_LANG": "en"},
        {"LANG": "en_US.UTF-8", "WARDBOOK_LANG": "zh"},
    ],
)
def test_setting_up_speaks_the_language_of_the_program(
    environ: dict[str, str], plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One `make` speaks one language, from its first line to its last."""
    monkeypatch.setattr(sys, "platform", "linux")
    (tmp_path / "plan_source").mkdir()
    site = f"name: x\nlanguages: {plan}\nform_languages: [zh, en]\n"
    (tmp_path / "plan_source/site.yml").write_text(site, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", functions_of_setup("spoken") + "spoken"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ui_language(environ, tmp_path)


@pytest.mark.slow
def test_a_step_of_setting_up_gives_signs_of_life_and_keeps_its_status(tmp_path: Path) -> None:
    script = functions_of_setup("with_clock", "tell_time")
    script += "sleep() { command sleep 0.1; }  # a second\n"
    script += "with_clock command sleep 0.95\nwith_clock false || echo failed\n"
    said = shell(script, tmp_path)
    assert said == "  … 0:08\nfailed\n"
