"""Firefox as Debian has it, driven by its own protocol: no driver of another program is needed."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
_SETTINGS = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.proxy.type": 1,  # a port at which nobody answers: whatever it asks for stays here
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}
_PATIENCE = 120.0
"""Seconds for what a busy machine takes long to do."""


class Firefox:
    """A window without a screen, of a user who has just begun."""

    def __init__(self, home: Path) -> None:
        assert PROGRAM
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        lines = []
        for name, value in {**_SETTINGS, "marionette.port": port}.items():
            lines.append(f"user_pref({json.dumps(name)}, {json.dumps(value)});")
        (home / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self._program = subprocess.Popen(
            [PROGRAM, "--marionette", "--profile", str(home), "--no-remote"],
            env={**os.environ, "MOZ_HEADLESS": "1", "HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._line = self._connected(port)
        self._asked = 0
        self._answer()
        self._ask("WebDriver:NewSession", {"capabilities": {}})

    def _connected(self, port: int) -> socket.socket:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port))
            except OSError:
                assert time.monotonic() < until, "Firefox does not start"
                time.sleep(0.3)

    def open(self, address: str) -> None:
        """Go to an address, and wait until it is there."""
        self._ask("WebDriver:Navigate", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        """What a script in the page returns."""
        asked = {"script": script, "args": list(arguments)}
        return self._ask("WebDriver:ExecuteScript", asked)["value"]

    def until(self, script: str, *arguments: object) -> Any:
        """What a script returns once that is anything."""
        end = time.monotonic() + _PATIENCE
        while True:
            found = self.run(script, *arguments)
            if found:
                return found
            assert time.monotonic() < end, script
            time.sleep(0.2)

    def close(self) -> None:
        """End the program."""
        self._line.close()
        self._program.terminate()
        self._program.wait()

    def _ask(self, command: str, values: object) -> Any:
        self._asked += 1
        message = json.dumps([0, self._asked, command, values]).encode()
        self._line.sendall(b"%d:" % len(message) + message)
        _, _, problem, answer = self._answer()
        assert problem is None, problem
        return answer

    def _answer(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._line.recv(1)
        said = b""
        while len(said) < int(length[:-1]):
            said += self._line.recv(int(length[:-1]) - len(said))
        return json.loads(said)
