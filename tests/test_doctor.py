"""The doctor names what is here, what is missing, and the one command that installs it."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook import __version__, machine
from wardbook.cli import main
from wardbook.commands import doctor
from wardbook.commands.doctor import Examined, describe, font_fault
from wardbook.fonts import FontFault
from wardbook.machine import PARTS
from wardbook.theme import product_theme

PART = {part.name: part for part in PARTS}
FAULT = FontFault("fonts_missing", {"font": "Noto Sans SC Bold", "folder": "theme/fonts"})
WELL = [Examined(part, True, "1.2.3") for part in PARTS]


@pytest.fixture(autouse=True)
def debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.setattr(machine.shutil, "which", lambda name, **_: f"/usr/bin/{name}")


def lacking(*names: str) -> list[Examined]:
    return [Examined(part, False) if part.name in names else Examined(part, True) for part in PARTS]


def test_missing_packages_make_one_command() -> None:
    text = describe(lacking("Pango", "Graphviz"), None, "en")
    (command,) = [line for line in text.splitlines() if "apt-get" in line]
    assert command.endswith("libpango-1.0-0 libpangoft2-1.0-0 graphviz")
    assert "missing  Pango" in text
    assert "Nothing is missing" not in text


def test_what_only_tests_need_stands_apart() -> None:
    text = describe(lacking("Chromium", "Poppler"), None, "en")
    needed, tests = text.split("Only for the tests of Wardbook itself:")
    assert "Nothing is missing." in needed
    assert "missing  Chromium" in tests
    assert tests.splitlines()[-1].endswith("chromium poppler-utils")


def test_missing_fonts_are_not_a_package() -> None:
    text = describe(WELL, FAULT, "en")
    assert "apt-get" not in text
    assert "make_fonts.py" in text
    assert "Nothing is missing" not in text
    assert font_fault((product_theme(),)) is None
    assert font_fault((Path("nowhere"),)) is not None


def test_nothing_missing_and_versions() -> None:
    text = describe(WELL, None, "zh")
    assert "什么都不缺。" in text
    assert f"Wardbook {__version__} · Python 3." in text
    assert "weasyprint " in text
    assert "Pango 1.2.3" in text


@pytest.mark.slow
def test_the_machine_is_really_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    done = CliRunner().invoke(main, ["doctor", "--ui-language", "en"])
    assert done.exit_code == 0
    assert "ok       Pango 1." in done.output
    assert "ok       Graphviz " in done.output


def test_what_only_tests_need_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version_of", lambda _: "")
    for missing, status in (("Chromium", 0), ("Pango", 1), ("Graphviz", 1)):
        monkeypatch.setattr(doctor, "is_there", lambda part, name=missing: part.name != name)
        assert CliRunner().invoke(main, ["doctor"]).exit_code == status
