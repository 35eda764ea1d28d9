"""`wardbook release`: a record that stands for itself, in one step, and what leaves say from then on."""

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.checks.paper import editions as checks
from wardbook.cli import main
from wardbook.commands import release as command
from wardbook.commands.edition_copy import edition_copy
from wardbook.commands.workspace import Stopped
from wardbook.editions import freezing
from wardbook.editions.sheet_list import sheet_list
from wardbook.options import Options
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.unfinished import stage_prefix

from tests.editions.conftest import SUMMARY, edited, opened, release, told
from tests.soak import is_whole


@pytest.fixture(scope="module")
def once_released(tmp_path_factory: pytest.TempPathFactory, clean_clinic: Path) -> Path:
    """The clinic with edition 2026.2: nobody writes into it."""
    folder = tmp_path_factory.mktemp("released") / "clinic"
    shutil.copytree(clean_clinic, folder, ignore=shutil.ignore_patterns(".cache", "build"))
    release(folder, "2026.2", "2026-07-01")
    return folder


@pytest.fixture
def released(once_released: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(once_released, tmp_path / "clinic"))


def stamps(project: Path, audience: str = "staff") -> dict[tuple[str, str], str]:
    found = {}
    for book in books(opened(project), audience):
        for stamped in book.sheets.values():
            found[stamped.sheet.id, stamped.sheet.key.language] = stamped.stamp.edition
    return found


def test_the_record_is_plain_text_that_stands_for_itself(released: Path) -> None:
    record = released / "plan_source/editions/2026.2"
    for line in (record / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((record / name).read_bytes()).hexdigest() == digest
    for path in record.rglob("*"):
        if path.is_file():
            path.read_text(encoding="utf-8")
    text = (record / "text/en/procedure-dispensary.txt").read_text(encoding="utf-8")
    assert "Read the name aloud.\n" in text and "Hand out against LC-1, " in text
    rows = (record / "sheets.csv").read_text(encoding="utf-8").splitlines()
    of_staff = [row for row in rows if ",staff," in row]
    shared = [row for row in of_staff if ",staff,unit," in row]
    assert len(of_staff) - len(shared) == len(stamps(released))
    assert any(row.startswith("card-dispensary,zh,public,card,A-D1,") for row in rows)
    assert "zh: 首版。" in (record / "edition.yml").read_text(encoding="utf-8")


def test_the_record_alone_is_the_edition(released: Path) -> None:
    record = released / "plan_source/editions/2026.2"
    alone = sheet_list(books(opened(record), "staff"))
    assert alone == sheet_list(books(opened(released), "staff"))
    assert "Nothing differs." in told(released, "diff", "2026.2")


def test_leaves_of_an_issued_edition_say_so_until_the_plan_says_something_else(
    released: Path,
) -> None:
    before = stamps(released)
    later = {key for key, words in before.items() if words != "edition 2026.2 (2026-07-01)"}
    assert {words for key, words in before.items() if key[1] == "zh"} == {"2026.2 版（2026-07-01）"}
    assert {key[1] for key in later} == {"zh"}
    assert not books(opened(released), "staff")[0].draft
    edited(released, "copies.yml", "count: 2", "count: 3")
    assert stamps(released)["copies", "en"] == "after edition 2026.2 (2026-07-01)"
    assert stamps(released)["contacts", "en"] == "edition 2026.2 (2026-07-01)"
    edited(released, "procedures/dispensary.yml", "Read the name aloud.", "Read it aloud.")
    after = books(opened(released), "staff")[0]
    assert after.draft and after.edition == "draft after 2026.2 (2026-07-01)"
    assert set(stamps(released).values()) == {after.edition, "2026.2 版（2026-07-01）之后的草案"}
    assert after.sheets["procedure-dispensary"].stamp.since == ""
    assert after.sheets["card-dispensary"].stamp.since == "2026.2"


def test_the_draft_of_the_next_edition_has_the_name_that_the_site_gives_it(released: Path) -> None:
    edited(released, "procedures/dispensary.yml", "Read the name aloud.", "Read it aloud.")
    edited(released, "site.yml", '{id: "3", date: 2026-06-15}', '{id: "2026.3", date: 2026-09-01}')
    assert books(opened(released), "staff")[0].edition == "draft of 2026.3 (2026-09-01)"


@pytest.mark.slow
def test_a_leaf_names_the_edition_in_which_it_last_changed(released: Path) -> None:
    edited(released, "procedures/dispensary.yml", "Read the name aloud.", "Read it aloud.")
    said = release(released, "2026.3", "2026-09-01")
    assert "1 sheet is new or changed" in said
    assert "paper-plan.yml:7:10: info K606" in said, "it is told of and stops nothing"
    found = stamps(released)
    changed = {key for key, words in found.items() if "2026.3" in words}
    assert changed == {("procedure-dispensary", "en")}
    told_of = [edition.id for edition in opened(released).editions]
    assert told_of == ["2026.2", "2026.3"]
    manual = next(one for one in books(opened(released), "staff")[0].manuals if one.id == "plan")
    assert [row.summary for row in manual.editions] == ["First edition.", "First edition."]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2026.2", "2026-08-01"), "issued already"),
        (("../x", "2026-08-01"), "can't name an edition"),
        (("2026.3", "2026-06-30"), "can't have an earlier date"),
        (("2026.3", "2026-08-01"), "there is nothing to issue"),
    ],
)
def test_what_does_not_fit_is_refused(
    once_released: Path, arguments: tuple[str, str], words: str
) -> None:
    assert words in release(once_released, *arguments, status=2)


def test_each_language_has_its_summary(clinic: Path) -> None:
    said = release(clinic, "2026.2", "2026-07-01", "--summary-en", "x", status=2)
    assert "give --summary-zh" in said
    assert not (clinic / "plan_source/editions").exists()


def test_a_warning_stands_in_the_way_and_the_check_writes_nothing(clinic: Path) -> None:
    assert "Nothing stands in the way" in release(clinic, "2026.2", "2026-07-01", "--check")
    assert not (clinic / "plan_source/editions").exists()
    edited(clinic, "procedures/dispensary.yml", "Read the name aloud.", "Read the name 3 times.")
    said = release(clinic, "2026.2", "2026-07-01", status=1)
    assert "was not issued: 1 finding stands in the way" in said
    assert not (clinic / "plan_source/editions").exists()


def codes(project: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    loaded = load(project)
    found = {finding.code: finding.arguments for finding in loaded.findings}
    assert loaded.project is not None

    class Asked:
        project = loaded.project

    for rule in checks.CHECKS:
        for finding in rule(Asked()):  # type: ignore[arg-type]
            found[finding.code] = finding.arguments
    return found


def test_an_altered_record_is_found(released: Path) -> None:
    assert "K601" not in codes(released)
    record = released / "plan_source/editions/2026.2"
    text = (record / "plan_source/contacts.yml").read_text(encoding="utf-8")
    (record / "plan_source/contacts.yml").write_text(text.replace("7030", "7031"), encoding="utf-8")
    (record / "text/en/extra.txt").write_text("x", encoding="utf-8")
    (record / "text/en/glossary.txt").unlink()
    names = dict(codes(released)["K601"])["files"].split(", ")
    assert sorted(names) == [
        "plan_source/contacts.yml",
        "text/en/extra.txt",
        "text/en/glossary.txt",
    ]


def test_lines_that_end_as_on_windows_are_no_alteration(released: Path) -> None:
    for path in (released / "plan_source/editions/2026.2").rglob("*.txt"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "K601" not in codes(released)


def test_a_record_of_a_newer_program_is_left_alone(released: Path) -> None:
    head = released / "plan_source/editions/2026.2/edition.yml"
    head.write_text(
        head.read_text(encoding="utf-8").replace("format: 1", "format: 2\nnew: x"), encoding="utf-8"
    )
    found = codes(released)
    assert "K602" in found and not any(code.startswith("L") for code in found)


@pytest.mark.slow
def test_two_branches_that_both_issued_an_edition(released: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(released, tmp_path / "branch"))
    edited(released, "procedures/dispensary.yml", "Read the name aloud.", "Read it aloud.")
    edited(other, "contacts.yml", '"7030"', '"7031"')
    release(released, "2026.3", "2026-09-01")
    release(other, "2026.3-b", "2026-09-02")
    shutil.copytree(
        other / "plan_source/editions/2026.3-b", released / "plan_source/editions/2026.3-b"
    )
    found = codes(released)
    assert dict(found["K603"])["editions"] == "2026.3, 2026.3-b"


@pytest.mark.slow
def test_a_missing_and_a_rewritten_predecessor(released: Path) -> None:
    edited(released, "procedures/dispensary.yml", "Read the name aloud.", "Read it aloud.")
    release(released, "2026.3", "2026-09-01")
    record = released / "plan_source/editions/2026.2"
    sums = record / "SHA256SUMS"
    (record / "text/en/glossary.txt").write_text("x\n", encoding="utf-8")
    lines = [
        line for line in sums.read_text(encoding="utf-8").splitlines() if "glossary.txt" not in line
    ]
    digest = freezing.digests_text(record)
    sums.write_text(digest, encoding="utf-8")
    assert len(lines) < len(digest.splitlines())
    found = codes(released)
    assert "K605" in found and "K601" not in found
    shutil.rmtree(record)
    assert "K604" in codes(released)


def tree(folder: Path) -> dict[str, bytes]:
    found = {}
    for path in sorted((folder / "plan_source").rglob("*")):
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


@pytest.fixture
def made_books(monkeypatch: pytest.MonkeyPatch, clinic_books: tuple[Book, ...]) -> None:
    """Sheets are not made anew for each of many releases; checks find nothing."""
    monkeypatch.setattr(freezing, "books", lambda *_: clinic_books)
    monkeypatch.setattr(command, "_check_as_issued", lambda *_: None)


class Killer:
    """Ends the process at one of its calls to the system."""

    def __init__(self, at: int) -> None:
        self.left = at

    def wrap(self, call: Callable[..., object]) -> Callable[..., object]:
        def called(*arguments: object, **choices: object) -> object:
            self.left -= 1
            if self.left == 0:
                os._exit(9)
            return call(*arguments, **choices)

        return called


CALLS: Mapping[str, object] = {
    "open": os,
    "fsync": os,
    "replace": os,
    "rename": os,
    "mkdir": os,
    "chmod": os,
    "close": os,
    "stat": os,
}


def killed_at(project: Path, call: int, *command_line: str) -> int:
    """Run a command (default: a release) in a process of its own that ends at its nth call; the status that it ends with."""
    chosen = command_line or ("release", "2026.2", "--date", "2026-07-01", *SUMMARY)
    return killed(call, lambda: CliRunner().invoke(main, ["--project", str(project), *chosen]))


def killed(call: int, work: Callable[[], object]) -> int:
    """Do work in a process of its own that ends at its nth call; the status that it ends with."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        killer = Killer(call)
        for name, module in CALLS.items():
            setattr(module, name, killer.wrap(getattr(os, name)))
        shutil.copyfile = killer.wrap(shutil.copyfile)  # type: ignore[assignment]
        Path.write_text = killer.wrap(Path.write_text)  # type: ignore[assignment,method-assign]
        work()
    finally:
        os._exit(0)


@pytest.mark.slow
@pytest.mark.usefixtures("made_books")
def test_a_release_that_is_killed_leaves_the_project_as_before_or_as_after(
    clinic: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    before = tree(clinic)
    whole = Path(shutil.copytree(clinic, tmp_path / "whole"))
    assert killed_at(whole, 10**9) == 0
    after = tree(whole)
    assert len(after) > len(before)
    chance = random.Random(7)
    seen = set()
    for at in sorted(chance.sample(range(1, 900), 300 if is_whole(pytestconfig) else 20)):
        status = killed_at(clinic, at)
        now = tree(clinic)
        assert now in (before, after), f"killed at call {at}"
        seen.add((status, now == after))
        if now == after:
            shutil.rmtree(clinic / "plan_source/editions")
    assert (9, False) in seen
    assert killed_at(clinic, 10**9) == 0
    assert tree(clinic) == after
    assert not list((clinic / ".cache/editions").iterdir()), "what was left is gone"


@pytest.mark.slow
@pytest.mark.usefixtures("made_books")
def test_a_full_disk_leaves_the_project_as_before(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(clinic)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(freezing, "digests_text", full)
    assert "No space left" in release(clinic, "2026.2", "2026-07-01", status=2)
    assert tree(clinic) == before
    assert not list((clinic / ".cache/editions").iterdir())


@pytest.fixture
def no_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The roots of projects that a build would have been made of."""
    from wardbook.commands import build

    roots: list[Path] = []
    monkeypatch.setattr(build, "_build", lambda space: roots.append(space.options) or 0)
    yield roots


def test_an_edition_is_built_from_a_copy_of_its_record(
    once_released: Path, no_pages: list[Path]
) -> None:
    told(once_released, "build", "--edition", "2026.2")
    (options,) = no_pages
    assert options.output == once_released / "build/partial/2026.2"  # type: ignore[attr-defined]
    assert 'no edition "9"' in told(once_released, "build", "--edition", "9", status=2)


@pytest.mark.slow
def test_an_edition_says_the_same_from_its_record_as_when_it_was_issued(released: Path) -> None:
    edited(released, "procedures/dispensary.yml", "Read the name aloud.", "Read it aloud.")
    release(released, "2026.3", "2026-09-01")
    now = books(opened(released), "staff")
    with edition_copy(released, "2026.3") as root:
        assert "K601" not in codes(root)
        again = books(opened(root), "staff")
    for one, other in zip(now, again, strict=True):
        assert one.manuals == other.manuals and one.edition == other.edition
        assert one.sheets == other.sheets
        words = [(word.word, word.state) for word in one.check_words]
        assert words == [(word.word, word.state) for word in other.check_words]


def test_a_sheet_list_with_a_line_too_short_is_used_as_far_as_it_goes(released: Path) -> None:
    path = released / "plan_source/editions/2026.2/sheets.csv"
    path.write_text(path.read_text(encoding="utf-8") + "half,a,line\n", encoding="utf-8")
    edition = opened(released).editions[0]
    assert len(edition.sheets) == len(path.read_text(encoding="utf-8").splitlines()) - 2
    assert replace(edition, folder=released).sheets == {}


@pytest.mark.parametrize(("folder", "output"), [(".cache/editions", "2026.2"), (".", "build")])
def test_a_build_removes_what_a_killed_one_or_a_release_left(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, folder: str, output: str
) -> None:
    """Before it looks whether there is anything to do: a plan that was turned back is fresh."""
    from wardbook.commands import build

    child = os.fork()
    if child == 0:
        os._exit(9)
    os.waitpid(child, 0)
    name = stage_prefix(Path(output)).replace(f"-{os.getpid()}-", f"-{child}-")
    left = clinic / folder / f"{name}x"
    left.mkdir(parents=True)

    def stopped(_: Options) -> str:
        raise Stopped(1)

    monkeypatch.setattr(build.steps, "inputs", stopped)
    with pytest.raises(Stopped):
        build.build(Options(project=clinic))
    assert not left.exists()
