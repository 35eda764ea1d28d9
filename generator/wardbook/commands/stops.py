"""What stops a command besides a fault of the program."""

from __future__ import annotations


class Refused(Exception):
    """The command does nothing. `key` is one of the program's lines, `values` fill its places."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Stopped(Exception):
    """Findings stop the command; they have been shown. `status` is its exit status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status
