"""The repository itself: its layout, pinned actions, lock files without addresses, nothing of anybody's machine."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
TOP = {
    "plan_source", "generator", "theme", "docs", "tests", "mkdocs.yml", "pyproject.toml", "README.md", "Makefile", "LICENSE",
    "CHANGELOG.md", "CONTRIBUTING.md", "requirements.lock", "requirements-test.lock",
}  # fmt: skip
MACHINE = re.compile(r"(?<![\w./-])/(work|home/\w+|root|Users|tmp/\w+)/")
HOST = re.compile(r"https?://|--(extra-)?index-url|--find-links")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_top_level_is_as_promised() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in tops if not name.startswith(".")} == TOP


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = []
    for path in tracked():
        if path.suffix in {".otf", ".png"} or path == Path(__file__) or "vendor" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_lock_files_hold_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not HOST.search(text)
    pins = re.findall(r"^([a-z0-9][\w.-]*)==", text, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9][\w.-]*==)", text, flags=re.MULTILINE)[1:]
    assert len(pins) > 20
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


def workflows() -> list[Path]:
    return sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_actions_are_pinned_by_commit() -> None:
    uses = [line.strip() for path in workflows() for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert len(uses) >= 4
    assert [line for line in uses if not re.search(r"@[0-9a-f]{40} # v\d", line)] == []


def test_workflows_have_least_permissions() -> None:
    for path in workflows():
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}
        for name, job in workflow["jobs"].items():
            assert "permissions" in job, name
            wanted = {"pages", "id-token"} if name == "publish" else set()
            assert {scope for scope, level in job["permissions"].items() if level == "write"} == wanted


def test_what_is_published_is_public() -> None:
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    assert "--audience public" in text
    assert "path: public/site" in text
