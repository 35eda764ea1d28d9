"""The script for a hospital's own server, with a bare repository: what is published is whole, what is wrong is said, the
edition before stays."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HARBOUR = Path(__file__).parent / "site/harbour"
SCRIPT = Path(__file__).parents[1] / "generator/wardbook/starters/common/publish.sh"
STAND_IN = """#!/bin/sh
[ "$1" = check ] && { grep -q broken plan_source/site.yml && { echo "site.yml: broken"; exit 1; }; exit 0; }
[ "$1" = build ] || exit 2
grep -q fails plan_source/site.yml && { echo "no space left on device"; exit 1; }
mkdir -p "$5/site"
cp plan_source/site.yml "$5/site/index.html"
echo '{"wardbook": 1}' >"$5/manifest.json"
"""
"""Answers as the program does, at once."""


class Server:
    """A bare repository, the author's clone, and the server's clone with the script."""

    def __init__(self, folder: Path, wardbook: Path) -> None:
        self.folder = folder
        self.bare, self.author, self.clone = folder / "plan.git", folder / "author", folder / "srv"
        self.www = folder / "www"
        self.wardbook = wardbook
        self.git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.bare))
        self.git(folder, "clone", "--quiet", str(self.bare), str(self.author))
        shutil.copytree(HARBOUR, self.author, dirs_exist_ok=True)
        shutil.copy(SCRIPT, self.author / "publish.sh")
        self.push("first")
        self.git(folder, "clone", "--quiet", str(self.bare), str(self.clone))

    def git(self, folder: Path, *arguments: str) -> str:
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        command = ["git", "-C", str(folder), *who, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def push(self, words: str) -> str:
        """Write something into the plan's settings and push it; the commit."""
        site = self.author / "plan_source/site.yml"
        with site.open("a", encoding="utf-8") as file:
            file.write(f"# {words}\n")
        self.git(self.author, "add", "--all")
        self.git(self.author, "commit", "--quiet", "--message", words)
        self.git(self.author, "push", "--quiet", "origin", "HEAD:main")
        return self.git(self.author, "rev-parse", "HEAD")

    def publish(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", str(self.clone / "publish.sh"), str(self.www)],
            cwd=self.folder,
            env={**os.environ, "WARDBOOK": str(self.wardbook), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def shown(self) -> Path:
        return (self.www / "current").resolve()


@pytest.fixture
def server(tmp_path: Path) -> Server:
    program = tmp_path / "wardbook"
    program.write_text(STAND_IN)
    program.chmod(0o755)
    return Server(tmp_path, program)


def test_a_push_is_shown_whole_and_twice_the_same_is_nothing_to_do(server: Server) -> None:
    done = server.publish()
    assert done.returncode == 0, done.stderr
    first = server.shown
    assert server.git(server.author, "rev-parse", "HEAD").startswith(first.name.split("-")[1])
    again = server.publish()
    assert (again.returncode, again.stdout) == (0, "")
    server.push("second")
    assert server.publish().returncode == 0
    assert "# second" in (server.www / "current/site/index.html").read_text()
    assert first.is_dir()


@pytest.mark.parametrize(
    ("words", "step", "said"),
    [
        ("broken", "wardbook check", "site.yml: broken"),
        ("fails", "wardbook build", "no space left on device"),
    ],
)
def test_what_failed_is_said_and_the_edition_before_stays(
    server: Server, words: str, step: str, said: str
) -> None:
    server.publish()
    first = server.shown
    server.push(words)
    done = server.publish()
    assert done.returncode == 1
    assert f"{step} failed" in done.stderr
    assert said in done.stderr
    assert server.shown == first
    assert [path.name for path in (server.www / "editions").iterdir()] == [first.name]
    assert not (server.www / ".publishing").exists()


def test_a_repository_that_is_away_is_said(server: Server) -> None:
    server.publish()
    first = server.shown
    server.bare.rename(server.folder / "away.git")
    done = server.publish()
    assert done.returncode == 1
    assert "git pull failed" in done.stderr
    assert server.shown == first


def test_five_editions_stay_and_the_one_that_is_shown(server: Server) -> None:
    for number in range(7):
        server.push(f"edition {number}")
        assert server.publish().returncode == 0
        for at, path in enumerate(
            sorted((server.www / "editions").iterdir(), key=os.path.getmtime)
        ):
            os.utime(path, (1_000_000 + 100 * at, 1_000_000 + 100 * at))
    kept = {path.name for path in (server.www / "editions").iterdir()}
    wanted = server.git(server.author, "log", "-5", "--format=%h", "--abbrev=12").split()
    assert kept == {f"staff-{commit}" for commit in wanted}
    assert server.shown.name in kept


def test_one_run_at_a_time_and_a_killed_one_blocks_nobody(server: Server) -> None:
    lock = server.www / ".publishing"
    lock.mkdir(parents=True)
    (lock / "pid").write_text(str(os.getpid()))
    assert "another run" in server.publish().stderr
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (lock / "pid").write_text(str(gone.pid))
    assert server.publish().returncode == 0


def test_the_program_itself_publishes_an_edition_that_names_its_commit(tmp_path: Path) -> None:
    program = tmp_path / "wardbook"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m wardbook "$@"\n')
    program.chmod(0o755)
    server = Server(tmp_path, program)
    commit = server.git(server.author, "rev-parse", "HEAD")
    done = server.publish(BUILD="--only site", PYTHONPATH=os.pathsep.join(sys.path))
    assert done.returncode == 0, done.stderr
    manifest = json.loads((server.www / "current/manifest.json").read_text(encoding="utf-8"))
    assert manifest["commit"] == commit
    assert (manifest["date"], manifest["draft"]) == ("2026-03-01", True)
    assert all(len(file["sha256"]) == 64 for file in manifest["files"])
    assert (server.www / "current/site/404.html").is_file()
