"""How this program is started from the shell at hand, so that commands work as they are printed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

_NAME = "wardbook"


@cache
def command() -> str:
    """`wardbook` where the shell finds this very program under that name, else its full path."""
    suffix = ".exe" if os.name == "nt" else ""
    script = Path(sys.executable).with_name(_NAME + suffix)
    if not script.is_file():  # started as a module, from a folder of its own
        return quoted(sys.executable, "-m", _NAME)
    found = shutil.which(_NAME)
    if found and script.samefile(found):
        return _NAME
    return quoted(str(script))


def quoted(*words: str) -> str:
    """A command line of these words, for the shell of this system."""
    if os.name == "nt":
        return subprocess.list2cmdline(words)
    return shlex.join(words)
