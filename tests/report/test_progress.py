"""What a build says while it works: how much of how much, and never silent for long."""

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from wardbook.output import OutputFile
from wardbook.report import progress as module
from wardbook.report.progress import Progress


@dataclass(frozen=True)
class Piece:
    name: str
    size: int = 1


PIECES = [Piece("draw_en", 30), Piece("draw_en", 10), Piece("site")]


QUIET = 0.05
"""Seconds after which something is said; in four times as many it would have been said."""


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_QUIET_MOST", QUIET)
    monkeypatch.setattr(module, "_LOOK", QUIET / 5)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def slowly(pause: float) -> Iterator[tuple[Piece, None]]:
    for piece in PIECES:
        time.sleep(pause)
        yield piece, None


def until_said(stream: io.StringIO, *words: str) -> Iterator[tuple[Piece, None]]:
    """The pieces, before each of which it is waited until words are said."""
    for piece, wanted in zip(PIECES, words, strict=True):
        await_words(stream, wanted)
        yield piece, None


def await_words(stream: io.StringIO, words: str) -> None:
    """Wait until words are said, on a busy machine for long."""
    last = time.monotonic() + 30
    while words not in stream.getvalue() and time.monotonic() < last:
        time.sleep(QUIET / 10)
    assert words in stream.getvalue()


def test_lines_count_what_is_done() -> None:
    stream = io.StringIO()
    assert len(list(Progress(stream, "en").follow(PIECES, slowly(0)))) == 3
    assert stream.getvalue().splitlines() == [
        "done: sheets (en) · 40 of 41 · 0:00",
        "done: site · 41 of 41 · 0:00",
    ]


def test_a_long_job_gives_a_sign_of_life() -> None:
    stream = io.StringIO()
    pieces = until_said(stream, "Building: 0 of 41", "sheets (en): 30 of 41", "done: sheets")
    list(Progress(stream, "en").follow(PIECES, pieces))
    said = stream.getvalue().splitlines()
    assert said[0] == "Building: 0 of 41 · 0:00"
    assert "sheets (en): 30 of 41 · 0:00" in said
    assert said[-1].startswith("done: site · 41 of 41")


def test_so_does_work_that_nobody_counts_and_then_it_is_silent() -> None:
    stream = io.StringIO()
    progress = Progress(stream, "zh")
    with progress.working("job_read"):
        with progress.working("job_finish"):
            await_words(stream, "汇总输出")
        await_words(stream, "读取并检查预案")
    said = stream.getvalue()
    assert set(said.splitlines()) == {"汇总输出 · 0:00", "读取并检查预案 · 0:00"}
    time.sleep(4 * QUIET)
    assert stream.getvalue() == said


def test_quick_work_says_nothing() -> None:
    stream = io.StringIO()
    with Progress(stream, "en").working("job_read"):
        pass
    assert stream.getvalue() == ""


def test_work_that_fails_is_not_watched_any_more() -> None:
    stream = io.StringIO()
    progress = Progress(stream, "en")
    with pytest.raises(OSError, match="full"), progress.working("job_read"):
        raise OSError("full")
    time.sleep(4 * QUIET)
    assert stream.getvalue() == ""


def test_a_terminal_shows_a_bar_with_count_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Screen()
    list(Progress(stream, "en").follow(PIECES, until_said(stream, "0/41", "30/41", "40/41")))
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())
    assert "30/41" in plain
    assert "0:00" in plain


def test_no_line_breaks_into_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build is watched as a whole, with a bar for the part that can be counted."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(module, "_QUIET_MOST", 8 * QUIET)  # a busy machine is slow to begin the bar
    stream = Screen()
    progress = Progress(stream, "en")
    with progress.working("job_read"):
        list(progress.follow(PIECES, slowly(4 * QUIET)))
    assert "reading and checking" not in stream.getvalue()


@pytest.mark.parametrize(("seconds", "said"), [(5, "0:05"), (65, "1:05"), (3600, "60:00")])
def test_the_time_is_that_of_the_whole_command(seconds: int, said: str) -> None:
    stream = io.StringIO()
    progress = Progress(stream, "en")
    progress._started -= seconds
    list(progress.follow([Piece("site")], iter([(Piece("site"), None)])))
    assert stream.getvalue() == f"done: site · 1 of 1 · {said}\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["2 manuals, 31 pages", "1 action card, 1 page"]),
        ("zh", ["2 本手册，共 31 页", "1 张行动卡，共 1 页"]),
    ],
)
def test_one_of_a_kind_is_said_as_one(language: str, said: list[str]) -> None:
    stream = io.StringIO()
    Progress(stream, language).figures(
        [
            OutputFile("manuals/a.pdf", "manual", pages=30),
            OutputFile("manuals/b.pdf", "manual", pages=1),
            OutputFile("cards/a.pdf", "card", pages=1),
        ]
    )
    assert stream.getvalue().splitlines() == said
