"""`wardbook preview` follows what is saved, keeps the last good site, and serves this machine only."""

import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from wardbook.commands.preview import HOST, preview, rebuild, serving
from wardbook.commands.user_errors import exit_status
from wardbook.commands.workspace import Workspace
from wardbook.options import WRONG_USE, Options

pytestmark = pytest.mark.slow

HARBOUR = Path(__file__).parent / "site/harbour"


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(project=Path(shutil.copytree(HARBOUR, tmp_path / "harbour")))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def change(options: Options, old: str, new: str) -> None:
    path = options.project / "plan_source/contacts.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_broken_save_keeps_the_last_good_site_and_says_why(
    options: Options, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rebuild(Workspace(options), root)
    good = (root / "en/numbers.html").read_bytes()
    change(options, "number:", "numbr:")
    assert not rebuild(Workspace(options), root)
    assert (root / "en/numbers.html").read_bytes() == good
    said = capsys.readouterr().err
    assert "plan_source/contacts.yml:1:" in said
    assert "last good site" in said


def test_words_and_templates_of_the_project_follow_too(options: Options, root: Path) -> None:
    space = Workspace(options)
    assert rebuild(space, root)
    words = options.project / "theme/site/words/en.yml"
    words.parent.mkdir(parents=True)
    words.write_text("offline: Carry it on a stick\n")
    assert rebuild(space, root)
    assert "Carry it on a stick" in (root / "en/index.html").read_text(encoding="utf-8")
    words.write_text("offline: Carry it in a pocket\n")
    assert rebuild(space, root)
    assert "Carry it in a pocket" in (root / "en/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "content"), [("site/words/en.yml", "offline: ["), ("site/pages/home.html", "{% if %}")]
)
def test_a_theme_that_is_being_written_keeps_the_last_good_site(
    options: Options, root: Path, capsys: pytest.CaptureFixture[str], file: str, content: str
) -> None:
    assert rebuild(Workspace(options), root)
    path = options.project / "theme" / file
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    assert not rebuild(Workspace(options), root)
    said = capsys.readouterr().err
    assert file in said
    assert "last good site" in said
    assert (root / "en/index.html").is_file()


def test_a_port_in_use_is_said(options: Options, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert exit_status(options, lambda: preview(options, port)) == WRONG_USE
    assert f"Port {port} is in use" in capsys.readouterr().err


@pytest.fixture
def address(options: Options, root: Path) -> Iterator[str]:
    space = Workspace(options)
    assert rebuild(space, root)
    with serving(options, root, 0, lambda: rebuild(space, root)) as server:
        threading.Thread(target=server.serve, daemon=True).start()
        until(lambda: server.socket.getsockname()[1] != 0 and server.serve_thread.is_alive())
        assert server.socket.getsockname()[0] == HOST == "127.0.0.1"
        yield f"http://{HOST}:{server.socket.getsockname()[1]}"


def test_saved_file_is_served_within_seconds_and_a_broken_one_is_not(
    options: Options, address: str
) -> None:
    assert "5003" in fetch(f"{address}/zh/numbers.html")
    change(options, "5003", "5999")
    until(lambda: "5999" in fetch(f"{address}/zh/numbers.html"))
    change(options, "number:", "numbr:")
    time.sleep(2)
    assert "5999" in fetch(f"{address}/zh/numbers.html")
    change(options, "numbr:", "number:")
    change(options, "5999", "5004")
    until(lambda: "5004" in fetch(f"{address}/en/numbers.html"))


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return str(answer.read().decode())


def until(done: object, seconds: float = 20) -> None:
    """Wait for something that another thread does."""
    assert callable(done)
    limit = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.1)
