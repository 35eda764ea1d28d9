"""How help is laid out: lines as wide as the terminal, where a Chinese character takes two
places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from wardbook.html.word_wrap import filled, width_of


class HelpFormatter(click.HelpFormatter):
    """The library's, but for lines: it counts a Chinese character as one place, and takes a
    sentence without blanks for one word."""

    def write_heading(self, heading: str) -> None:
        """Write a heading with the colon of its own script."""
        colon = ":" if heading.isascii() else "："
        self.write(f"{' ' * self.current_indent}{heading}{colon}\n")

    def write_text(self, text: str) -> None:
        """Write a text, each of its lines broken where it is too long."""
        indentation = " " * self.current_indent
        for line in _broken(text, self.width - self.current_indent):
            self.write(f"{indentation}{line}".rstrip() + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms and what they mean in two columns; a term that is too long has a line of its
        own."""
        rows = list(rows)
        widest = max(width_of(term) for term, _ in rows)
        column = min(widest, col_max) + col_spacing
        indentation = " " * self.current_indent
        room = self.width - self.current_indent - column
        for term, meaning in rows:
            first, *others = list(_broken(meaning, room)) or [""]
            gap = column - width_of(term)
            if gap < col_spacing:
                self.write(f"{indentation}{term}\n")
                term, gap = "", column
            self.write(f"{indentation}{term}{' ' * gap}{first}".rstrip() + "\n")
            for line in others:
                self.write(f"{indentation}{' ' * column}{line}\n")


class CommandLine(click.Context):
    """A command line that is read; its help is laid out as above."""

    formatter_class = HelpFormatter


def _broken(text: str, width: int) -> Iterator[str]:
    """The lines of a text, those that are too long in several."""
    for line in text.splitlines():
        yield from filled(line, width) or [""]
