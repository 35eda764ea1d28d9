"""`make airgap`: everything that a machine without network needs lies in one archive, and setting up takes it from there.
What fetches it is a stand-in here: tests have no network."""

import os
import subprocess
import tarfile
from pathlib import Path

import pytest

COMMON = Path(__file__).parent.parent / "generator/wardbook/starters/common"
STAMP = '{ /usr/bin/python3 -VV; pwd; cat requirements.txt; } | sha256sum | cut -d " " -f 1'
"""What setting up knows a finished `.venv` by."""
STAND_INS = {
    ".venv/bin/python": """
while [ $# -gt 0 ]; do case $1 in --dest) mkdir -p "$2"; touch "$2/click-8.whl" ;; esac; shift; done""",
    "bin/apt-get": """
for word; do case $word in Dir::Cache::archives=*) folder=${word#*=} ;; esac; done
case "$*" in *--download-only*) touch "$folder/graphviz_2_amd64.deb" "$folder/dpkg_1_amd64.deb" ;; esac""",
    "bin/dpkg-deb": """
case "$*" in *Priority*) case $2 in *dpkg_1*) echo required ;; *) echo optional ;; esac ;; *) echo "graphviz 2 amd64" ;; esac""",
    "bin/dpkg": "echo amd64",
}


def shell(command: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    path = f"{folder}/bin{os.pathsep}/usr/bin{os.pathsep}/bin"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={"PATH": path, "WARDBOOK_LANG": "en", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that is set up, by stand-ins for pip and apt."""
    folder = tmp_path / "our plan"
    for name, text in STAND_INS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh{text}\n" if text[0] == "\n" else f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
    for name in ("setup.sh", "airgap.sh", "requirements.txt", "Makefile"):
        (folder / name).write_bytes((COMMON / name).read_bytes())
    for name in ("plan_source/site.yml", "wheels/wardbook-1.whl", "build/old.pdf", ".git/config"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("languages: [en]\n", encoding="utf-8")
    (folder / ".venv/.wardbook-runtime").write_text(shell(STAMP, folder).stdout, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_one_archive_holds_the_plan_and_all_that_is_installed(project: Path) -> None:
    before = sorted(path for path in project.iterdir())
    done = shell("bash airgap.sh", project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("  tar -xzf our\\ plan-airgap.tar.gz\n  cd our\\ plan\n  make\n")
    archive = project / "our plan-airgap.tar.gz"
    with tarfile.open(archive) as packed:
        names = {name.removeprefix("our plan/") for name in packed.getnames()}
        listed = packed.extractfile("our plan/system/packages.txt")
        assert listed and listed.read() == b"graphviz 2 amd64\n"
    held = {"plan_source/site.yml", "wheels/click-8.whl", "wheels/wardbook-1.whl", "Makefile"}
    held |= {"system/graphviz_2_amd64.deb", "system/made-for", "setup.sh", "airgap.sh"}
    assert held <= names
    away = ("build", ".git", ".venv", ".cache", "system/partial", "system/dpkg_1")
    assert not [name for name in names if name.startswith(away)]
    assert sorted({*project.iterdir()} - {archive, project / ".cache"}) == before


@pytest.mark.slow
@pytest.mark.parametrize("broken", [".venv/bin/python", "bin/apt-get"])
def test_what_can_not_be_fetched_leaves_no_archive(project: Path, broken: str) -> None:
    (project / broken).write_text("#!/bin/sh\necho no network >&2; exit 1\n", encoding="utf-8")
    done = shell("bash airgap.sh", project)
    assert done.returncode != 0
    assert "no network" in done.stderr
    assert not list(project.glob("*.tar.gz*"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made_for", "status", "said"),
    [
        ("", 0, "apt-get update && apt-get install -y --no-install-recommends graphviz"),
        ("here", 0, "dpkg --install --skip-same-version --refuse-downgrade system/*.deb"),
        (
            "debian 13 arm64",
            2,
            "graphviz is missing, and the packages in system/ are for debian 13",
        ),
    ],
)
def test_what_was_carried_along_is_installed_where_it_fits(
    project: Path, made_for: str, status: int, said: str
) -> None:
    """The real functions of setup.sh."""
    script = (COMMON / "setup.sh").read_text(encoding="utf-8")
    start, end = script.index("system_here() {"), script.index("install_missing() {")
    functions = script[start:end] + script[script.index("say() {") : script.index("with_clock() {")]
    functions += script[script.index("stop() {") : script.index("[ -f ")]
    if made_for:
        (project / "system").mkdir()
        write = f"echo {made_for} >system/made-for\n"
        if made_for == "here":
            write = "system_here >system/made-for\n"
        functions += write
    done = shell(f"spoken=en\nmissing=(graphviz)\n{functions}installing\n", project)
    assert done.returncode == status
    assert said in done.stdout + done.stderr
