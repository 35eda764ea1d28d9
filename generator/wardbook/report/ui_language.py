"""In which language the program speaks to its user: the one that is asked for, else that of the
locale, else the first of the project."""

from __future__ import annotations

import ctypes
import locale
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from wardbook.folders import SOURCE
from wardbook.plan.reader import read
from wardbook.report.messages import DEFAULT, ui_languages

VARIABLE = "WARDBOOK_LANG"
"""Environment variable that names the language, over the locale."""
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables that name the user's language; the first that is set counts (POSIX.1-2017,
8.2)."""
_NO_LANGUAGE = ("c", "posix")
"""Locales that name no language."""
_SITE = "site.yml"
_PATIENCE = 2.0
"""Seconds to wait for what macOS says."""


def ui_language(environ: Mapping[str, str], project: Path, asked: str = "") -> str:
    """The language of messages: `asked`, else `WARDBOOK_LANG`, the locale's, the system's, the
    first of the project that there are messages in. A user whose language there are none in gets
    `DEFAULT`."""
    for named in (asked, _code(environ.get(VARIABLE, ""))):
        if named in ui_languages():
            return named
    users = _of_locale(environ) or _of_system()
    if users in ui_languages():
        return users
    if users:
        return DEFAULT
    return _of_project(project)


def _code(name: str) -> str:
    """The language of a locale: zh of `zh_CN.UTF-8` and `zh-Hans-CN`; empty for one without."""
    code = re.split("[^a-z]", name.strip().lower(), maxsplit=1)[0]
    if code in _NO_LANGUAGE:
        return ""
    return code


def _of_locale(environ: Mapping[str, str]) -> str:
    for variable in _LOCALE:
        if environ.get(variable):
            return _code(environ[variable])
    return ""


def _of_system() -> str:
    """The language of the user's desktop, on systems that say it in a way of their own."""
    if sys.platform == "win32":
        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return _code(locale.windows_locale.get(number, ""))
    if sys.platform == "darwin":
        return _of_macos()
    return ""


def _of_macos() -> str:
    """The first of the user's languages on macOS, which lists them as `("zh-Hans-CN", "en-CN")`."""
    command = ["defaults", "read", "-g", "AppleLanguages"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    named = re.search("[A-Za-z]+", done.stdout)
    if named is None:
        return ""
    return _code(named[0])


def _of_project(project: Path) -> str:
    """The first language of the plan that there are messages in; `DEFAULT` where it can't be
    read."""
    data = read(project / SOURCE / _SITE, project).data
    listed = data.get("languages") if isinstance(data, dict) else None
    if isinstance(listed, list):
        for language in listed:
            if language in ui_languages():
                return str(language)
    return DEFAULT
