"""In which language the program speaks: asked for, the user's, the project's."""

import ctypes
import subprocess
import types
from pathlib import Path

import pytest
from wardbook.report import ui_language as module
from wardbook.report.ui_language import ui_language

NOWHERE = Path("nowhere")


@pytest.fixture(autouse=True)
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.sys, "platform", "linux")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "ZH_TW"}, "zh"),
        ({"LANG": "zh-Hans-CN"}, "zh"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "en_GB", "WARDBOOK_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "WARDBOOK_LANG": "fr"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_environment(environ: dict[str, str], language: str) -> None:
    assert ui_language(environ, NOWHERE) == language


def test_what_is_asked_for_counts_most() -> None:
    environ = {"LANG": "zh_CN.UTF-8", "WARDBOOK_LANG": "zh"}
    assert ui_language(environ, NOWHERE, "en") == "en"
    assert ui_language(environ, NOWHERE, "fr") == "zh"


@pytest.mark.parametrize(
    ("environ", "language"),
    [({}, "zh"), ({"LANG": "C.UTF-8"}, "zh"), ({"LANG": "de_DE.UTF-8"}, "en")],
)
def test_a_user_who_says_nothing_gets_the_first_language_of_the_project(
    environ: dict[str, str], language: str, clinic: Path
) -> None:
    site = clinic / "plan_source/site.yml"
    text = site.read_text(encoding="utf-8")
    site.write_text(
        text.replace("\nlanguages: [en, zh]", "\nlanguages: [fr, zh, en]"), encoding="utf-8"
    )
    assert ui_language(environ, clinic) == language


@pytest.mark.parametrize("content", ["languages: zh\n", "- a\n", "a: [\n", ""])
def test_a_project_that_can_not_be_read_has_no_say(content: str, tmp_path: Path) -> None:
    (tmp_path / "plan_source").mkdir()
    (tmp_path / "plan_source/site.yml").write_text(content, encoding="utf-8")
    assert ui_language({}, tmp_path) == "en"


def test_windows_says_it_with_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = types.SimpleNamespace(GetUserDefaultUILanguage=lambda: 0x0804)
    windows = types.SimpleNamespace(kernel32=kernel)
    monkeypatch.setattr(module.sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    assert ui_language({}, NOWHERE) == "zh"
    assert ui_language({"LANG": "en_US"}, NOWHERE) == "en"
    kernel.GetUserDefaultUILanguage = lambda: 0xFFFF
    assert ui_language({}, NOWHERE) == "en"


@pytest.mark.parametrize(
    ("listed", "language"),
    [('(\n    "zh-Hans-CN",\n    "en-CN"\n)\n', "zh"), ('(\n    "en-GB"\n)\n', "en"), ("", "en")],
)
def test_macos_lists_the_users_languages(
    listed: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defaults(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        assert command == ["defaults", "read", "-g", "AppleLanguages"]
        return subprocess.CompletedProcess(command, 0, stdout=listed)

    monkeypatch.setattr(module.sys, "platform", "darwin")
    monkeypatch.setattr(module.subprocess, "run", defaults)
    assert ui_language({}, NOWHERE) == language


def test_a_mac_without_that_program_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(module.sys, "platform", "darwin")
    monkeypatch.setattr(module.subprocess, "run", missing)
    assert ui_language({}, NOWHERE) == "en"
