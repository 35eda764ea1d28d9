"""The repository itself: its layout, pinned actions, lock files without addresses, nothing of anybody's machine."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
TOP = {
    *(
        "plan_source",
        "generator",
        "theme",
        "docs",
        "tests",
        "mkdocs.yml",
        "pyproject.toml",
        "README.md",
        "README.zh.md",
    ),
    *(
        "Makefile",
        "LICENSE",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "requirements.lock",
        "requirements-test.lock",
    ),
}
MACHINE = re.compile(r"(?<![\w.~/-])(file://)?/(work|root|tmp/\w+|(home|Users)/\w+)(?![\w-])")
ADDRESS = re.compile(r"\w+://|--(extra-)?index-url|--find-links|(?<!\S)/\w+/")
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
NOT_OURS = {"vendor"}
"""Folders of files that others wrote."""


def tracked() -> list[Path]:
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_top_level_is_as_promised() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in tops if not name.startswith(".")} == TOP


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = []
    for path in tracked():
        if (
            path == Path(__file__)
            or NOT_OURS & set(path.parts)
            or b"\0" in (content := path.read_bytes())
        ):
            continue
        lines = content.decode("utf-8", "replace").splitlines()
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line[:80]}"
            for number, line in enumerate(lines, 1)
            if MACHINE.search(line)
        ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["in /work/x", "file:///root/x", "'/home/ann/p'", "=/Users/ann/", "(/tmp/fr1/x)", "cd /root"],
)
def test_guard_sees_a_place(text: str) -> None:
    assert MACHINE.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "docs/work/x",
        "https://a.example/work/",
        "~/root/x",
        "./home/ann",
        "/roots/",
        "/work-list/",
        "/tmp/",
    ],
)
def test_guard_passes_what_is_no_place(text: str) -> None:
    assert not MACHINE.search(text)


def lock_findings(text: str) -> list[str]:
    """Addresses in a lock file, and requirements without a version or a hash."""
    code = [line for line in text.splitlines() if not line.startswith("#")]
    blocks = re.split(r"^(?=[A-Za-z0-9])", "\n".join(code), flags=re.MULTILINE)[1:]
    loose = [
        block.splitlines()[0]
        for block in blocks
        if "==" not in block or "--hash=sha256:" not in block
    ]
    return [line for line in text.splitlines() if ADDRESS.search(line)] + loose


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_lock_files_hold_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "make lock" in text.splitlines()[1], "its head says how to renew it"
    assert text.count("==") > 20
    assert lock_findings(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url x",
        "a @ file:///x",
        "a==1 # from https://x.example",
        "a==1",
        "a>=1 --hash=sha256:00",
    ],
)
def test_lock_guard_fires(line: str) -> None:
    assert lock_findings(f"{line}\n") != []


def test_lock_for_tests_agrees_with_the_one_for_building() -> None:
    pins = [
        set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in sorted(TOP)
        if name.endswith(".lock")
    ]
    assert pins[1] < pins[0]


def workflows() -> list[Path]:
    return sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_there_are_workflows() -> None:
    names = [path.stem for path in workflows()]
    assert names == ["publish", "release", "soak", "systems", "test"]


def loose_actions(text: str) -> list[str]:
    """The lines that use an action by a name that can be moved."""
    return [line for line in text.splitlines() if "uses:" in line and not PINNED.search(line)]


@pytest.mark.parametrize("path", workflows(), ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "uses:" in text
    assert loose_actions(text) == []


@pytest.mark.parametrize(
    "name", ["v4", "main", "3d3c42e", "3d3c42e5aac5ba805825da76410c181273ba90b1"]
)
def test_pin_guard_fires(name: str) -> None:
    assert loose_actions(f"      - uses: actions/checkout@{name}\n") != []


WRITES = {"publish": {"pages", "id-token"}, "release": {"contents"}}
"""What jobs may write: a site, a release. All others read."""


@pytest.mark.parametrize("path", workflows(), ids=lambda path: path.name)
def test_workflows_have_least_permissions(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        writes = {scope for scope, level in job["permissions"].items() if level == "write"}
        assert writes == WRITES.get(name, set()), name
        checkouts = [step for step in job["steps"] if "checkout@" in step.get("uses", "")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts), name


def test_what_is_published_is_public_and_from_the_main_branch() -> None:
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert "--audience public" in text
    assert "path: public/site" in text
    assert "refs/heads/main" in jobs["publish"]["if"]
    assert jobs["publish"]["needs"] == ["check"], "a plan does not wait for the program's tests"


@pytest.mark.parametrize("path", workflows(), ids=lambda path: path.name)
def test_no_push_runs_twice_and_what_is_fetched_is_kept(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    started = yaml.load(text, Loader=yaml.BaseLoader)["on"]
    if path.name == "release.yml":  # a tag's, and so once; what is released is fetched anew
        assert started == {"push": {"tags": ["v*"]}}
        return
    if path.name == "soak.yml":  # takes hours, and so once a week
        assert started["workflow_dispatch"] == "" and len(started["schedule"]) == 1
        return
    assert started == {"push": {"branches": ["main"]}, "pull_request": ""}
    assert "~/.cache/pip" in text or "cache: pip" in text


READERS = re.compile(
    r"acrobat|adobe reader|foxit|福昕|sumatra|okular|evince|xpdf|zathura|skim\.app|qpdfview|wps pdf|apple preview|preview\.app"
    r"|safari|microsoft edge|internet explorer|opera browser|sogou|搜狗|qq ?浏览器|360 ?浏览器|夸克"
    r"|poppler|mupdf|ghostscript|pdf\.js|pdfium|firefox|火狐|chromium|chrome",
    re.IGNORECASE,
)
TESTED = {
    *("poppler", "mupdf", "ghostscript", "pdf.js", "firefox", "火狐"),
    *("chromium", "chrome", "pdfium"),
}
"""Looked at in tests/pdf/test_three_engines.py and tests/site/test_readers.py. Firefox's reader is pdf.js, that of Chrome and
Chromium is PDFium."""


def readers_named(text: str) -> set[str]:
    return {found.lower() for found in READERS.findall(text)}


def told_to_users() -> list[Path]:
    """What people read of the program: the guide, what it prints and says, what it lays down. A changelog tells of the past."""
    guide = [*ROOT.glob("docs/**/*.md"), *ROOT.glob("README*.md"), ROOT / "SECURITY.md"]
    program = ROOT / "generator/wardbook"
    said = [program / "machine.py", *program.glob("report/messages/*.yml")]
    said += [*program.glob("starters/common/**/*.md"), *ROOT.glob("theme/**/*.yml")]
    return [*guide, *said]


def test_no_reader_is_named_that_no_test_looks_at() -> None:
    named = {path: readers_named(path.read_text(encoding="utf-8")) for path in told_to_users()}
    untested = {str(path): names - TESTED for path, names in named.items() if names - TESTED}
    assert untested == {}
    guides = [ROOT / "docs" / language / "printing.md" for language in ("en", "zh")]
    assert all({"poppler", "mupdf", "ghostscript", "pdf.js"} <= named[guide] for guide in guides)


def test_a_reader_that_nobody_looks_at_is_noticed() -> None:
    assert readers_named("Open it in Acrobat, 火狐 or Safari") - TESTED == {"acrobat", "safari"}
