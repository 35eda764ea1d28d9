"""Registered copies against the last edition, what is recorded of them, and their update packets."""

import datetime
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from pypdf import PdfReader
from wardbook.build import steps
from wardbook.editions import copy_standing
from wardbook.editions.copy_standing import CopyStanding, CopyState, copies_in, standings
from wardbook.editions.leaf_rows import is_regrouped
from wardbook.editions.packets import Packet, lost_rows, packets
from wardbook.editions.void_stock import void_stock
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.manuals import Manual

from tests.editions.conftest import edited, opened, release, told
from tests.editions.test_release import killed_at, tree
from tests.soak import is_whole

DAY = datetime.date(2026, 9, 1)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, edition_1: Path) -> Path:
    """The clinic with edition 1, which all copies but one hold: nobody writes into it."""
    root = tmp_path_factory.mktemp("first") / "clinic"
    shutil.copytree(edition_1, root)
    for id in ("welcome-desk-en", "consulting-rooms-zh", "plan-en", "computer-room-leaf"):
        told(root, "copies", "received", id, "--edition", "1", "--date", "2026-07-02")
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "clinic"))


def found(project: Project) -> dict[str, CopyStanding]:
    return {str(one.copy.id): one for one in standings(project)}


def packets_in(project: Project) -> tuple[Packet, ...]:
    return tuple(packets(project, books(project, "staff"), standings(project)))


def packets_of(root: Path) -> dict[str, Packet]:
    return {packet.copy: packet for packet in packets_in(opened(root))}


def second(root: Path, *edits: tuple[str, str, str]) -> Path:
    for file, old, new in edits:
        edited(root, file, old, new)
    release(root, "2", "2026-08-01", "--summary-en", "Edited.", "--summary-zh", "改动。")
    return root


@pytest.mark.slow
def test_a_copy_is_behind_by_the_leaves_of_its_own_manual(root: Path) -> None:
    second(root, ("contacts.yml", '"7020"', '"7021"'))
    by_id = found(opened(root))
    assert by_id["welcome-desk-en"].state is CopyState.CURRENT
    assert by_id["dispensary-en"].state is CopyState.MISSING
    rooms = by_id["consulting-rooms-zh"]
    assert rooms.state is CopyState.BEHIND and rooms.change is not None
    assert [sheet.code for sheet in rooms.change.replace] == ["N-R1"]
    assert [edition.id for edition in rooms.between] == ["2"]
    assert not rooms.change.insert and not rooms.change.remove


@pytest.mark.slow
def test_packets_hold_exactly_the_leaves_that_changed(root: Path) -> None:
    issued = opened(root).editions[0].sheets
    before = {key: sheet.fingerprint for key, sheet in issued.items()}
    second(
        root,
        (
            "procedures/consulting-rooms.yml",
            "department: consulting-rooms",
            "department: consulting-rooms\npurpose: {en: For the rooms., zh: 用于诊室。}",
        ),
        ("contacts.yml", '"7040"', '"7041"'),
    )
    project = opened(root)
    by_language = {book.language: book for book in books(project, "staff")}
    for packet in packets_of(root).values():
        if packet.whole:
            continue
        book = by_language[packet.language]
        manual = next(one for one in book.manuals if one.id == packet.manual)
        changed = []
        for id in manual.sheets:
            stamped = book.sheets[id]
            key = stamped.sheet.key
            if before.get((key.id, key.language, key.audience)) != stamped.fingerprint:
                changed.append(id)
        assert list(packet.sheets) == changed
        for row in packet.rows:
            assert row.into == book.sheets[row.sheet].stamp.short and row.out not in ("", row.into)
    rooms = packets_of(root)["consulting-rooms-zh"]
    assert (rooms.held, rooms.edition, rooms.count) == ("1", "2", 2)
    assert [(one.edition, one.summary) for one in rooms.since] == [("2", "改动。")]


def test_a_copy_that_was_never_handed_out_gets_the_whole_manual(root: Path) -> None:
    packet = packets_of(root)["dispensary-en"]
    assert packet.whole and packet.held == "" and len(packet.sheets) == 6
    assert list(packets_of(root)) == ["dispensary-en"], "the others are current"


def test_a_copy_of_an_edition_without_a_record_is_replaced_whole(root: Path) -> None:
    path = root / "plan_source/copies.yml"
    text = path.read_text(encoding="utf-8").replace('edition: "1"', 'edition: "0.9"', 1)
    path.write_text(text, encoding="utf-8")
    assert found(opened(root))["welcome-desk-en"].state is CopyState.UNKNOWN
    assert packets_of(root)["welcome-desk-en"].whole


def test_a_lost_copy_is_replaced_whole_and_the_others_stay(root: Path) -> None:
    command = ("copies", "lost", "consulting-rooms-zh", "--date", "2026-08-20")
    said = told(root, *command, "--by", "Room 2", "--number", "7")
    assert "Lost copies of consulting-rooms-zh: 1" in said
    assert 'lost: [{date: 2026-08-20, number: "7", edition: "1", by: Room 2}]' in register(root)
    one, other = (s for s in standings(opened(root)) if s.copy.id == "consulting-rooms-zh")
    assert (one.state, one.count, other.state, other.count) == (
        CopyState.CURRENT,
        1,
        CopyState.LOST,
        1,
    )
    project = opened(root)
    made = list(packets(project, books(project, "staff"), standings(project)))
    (packet,) = (one for one in made if one.copy == "consulting-rooms-zh")
    assert packet.held == "", "all of it is new there, and nothing is marked"
    assert (packet.file, packet.whole, packet.lost, packet.count) == (
        "consulting-rooms-zh-lost",
        True,
        True,
        1,
    )
    (row,) = lost_rows(standings(project))
    assert (row.number, row.edition, row.date) == ("7", "1", "2026-08-20")
    assert "lost, replace whole, missed since 2026-08-20" in told(root, "copies")
    assert "Lost since 2026-08-20: 1" in str(project_sheet(project, "copies"))
    told(root, *command)
    assert "0 copies left" in told(root, *command, status=2)
    told(root, "copies", "received", "consulting-rooms-zh", "--edition", "1", "--by", "A. Ho")
    assert register(root).count("replaced: ") == 2 and "checked_by: A. Ho" in register(root)
    assert found(opened(root))["consulting-rooms-zh"].state is CopyState.CURRENT


def word_of(root: Path, edition: str, sheet: str) -> str:
    (record,) = (one for one in opened(root).editions if one.id == edition)
    return record.sheets[sheet, "en", "staff"].word


def project_sheet(project: Project, id: str) -> object:
    return books(project, "staff")[0].sheets[id].sheet.content


def renamed(root: Path, was: str) -> None:
    """Give the consulting rooms another id, and say that they were `was`."""
    for path in (root / "plan_source").rglob("*.yml"):
        if "editions" not in path.parts and path.name != "copies.yml":
            text = path.read_text(encoding="utf-8").replace("consulting-rooms", "clinic-rooms")
            path.write_text(text, encoding="utf-8")
    (root / "plan_source/procedures/consulting-rooms.yml").rename(
        root / "plan_source/procedures/clinic-rooms.yml"
    )
    edited(
        root,
        "departments.yml",
        "- id: clinic-rooms\n",
        f"- id: clinic-rooms\n  was: [{was}]\n",
    )


def test_a_renamed_department_needs_no_entry_of_its_own(root: Path) -> None:
    """Its copies are those of the department that it was: `check` asks for no others, and `diff`
    counts them."""
    renamed(root, "consulting-rooms")
    assert "K506" not in told(root, "check")
    said = told(root, "diff", "1")
    new = [line for line in said.splitlines() if "was consulting-rooms, replace the whole" in line]
    assert any("2 registered copies: consulting-rooms-zh" in line for line in new)
    assert "new, print" not in said and "take back" not in said and " 0 added, 0 withdrawn" in said
    (shown,) = re.findall(
        r"id consulting-rooms → clinic-rooms\n.*departments.yml.*shows on (.*)", said
    )
    assert shown.split(", ")[0] == "A-R1" and "C-R1" not in shown, "that is its procedure's"


def test_a_copy_that_the_next_edition_brings_is_not_taken_back(root: Path) -> None:
    """While the new name is a draft, the register may have it already: the manual in the box is
    that of the last edition, and a night's reprint must not send it back."""
    renamed(root, "consulting-rooms")
    edited(
        root,
        "copies.yml",
        "manual: consulting-rooms, language: zh",
        "manual: clinic-rooms, language: zh",
    )
    rooms = found(opened(root))["consulting-rooms-zh"]
    assert rooms.state is CopyState.CURRENT and rooms.manual is not None
    edited(root, "departments.yml", "was: [consulting-rooms]", "was: []")
    said = told(root, "copies")
    assert "consulting-rooms-zh" in said and "comes with the next" in said
    said = told(root, "reprint", "--copy", "consulting-rooms-zh")
    assert "no manual yet for consulting-rooms-zh" in said and "nothing is printed" in said
    assert not (root / "print").exists()


@pytest.mark.slow
def test_a_copy_of_a_department_that_was_renamed_or_merged_is_followed(root: Path) -> None:
    renamed(root, "consulting-rooms")
    second(root)
    rooms = found(opened(root))["consulting-rooms-zh"]
    assert rooms.state is CopyState.FOLLOWED and rooms.manual is not None
    assert rooms.manual.id == "clinic-rooms"
    packet = packets_of(root)["consulting-rooms-zh"]
    assert packet.whole and packet.followed.endswith(" (consulting-rooms)") and packet.sheets
    assert packet.file == "consulting-rooms-zh-clinic-rooms"
    assert (packet.held, packet.had) == ("", "1"), "nothing is marked as new; the slip says both"
    (card,) = (row for row in packets_of(root)["plan-en"].leaves if row.code == "C-R1")
    assert card.out and card.into, "in the plan's binder the new leaf takes the place of the old"
    assert "K507" not in told(root, "check")
    assert "by the manual of clinic-rooms" in told(root, "copies")
    by_hand = register(root)
    edited(
        root,
        "copies.yml",
        "manual: consulting-rooms, language: zh",
        "manual: clinic-rooms, language: zh",
    )
    assert packets_of(root)["consulting-rooms-zh"] == packet, "whoever wrote the new id already"
    (root / "plan_source/copies.yml").write_text(by_hand, encoding="utf-8")
    told(root, "copies", "received", "consulting-rooms-zh", "--edition", "2")
    assert "manual: clinic-rooms" in register(root)
    old = word_of(root, "1", "card-consulting-rooms")
    new = word_of(root, "2", "card-clinic-rooms")
    said = told(root, "verify", old, status=1)
    assert f"its department is now {new} A-R1 Consulting Rooms: action card." in said
    (book,) = (book for book in books(opened(root), "staff") if book.language == "en")
    (shelf,) = (one for one in book.check_words if one.word == old)
    assert shelf.now.startswith(new), "the page at the shelf says the same"
    assert found(opened(root))["consulting-rooms-zh"].state is CopyState.CURRENT


@pytest.mark.slow
def test_a_receipt_of_the_edition_before_a_new_name_leaves_the_manual(root: Path) -> None:
    """The copy got that edition's manual, under its old name."""
    edited(root, "contacts.yml", "7020", "7021")
    second(root)
    renamed(root, "consulting-rooms")
    told(root, "copies", "received", "consulting-rooms-zh", "--edition", "2")
    assert "manual: consulting-rooms" in register(root)
    assert "manual: clinic-rooms" not in register(root)


def test_a_name_from_before_leads_to_what_the_department_became(root: Path) -> None:
    path = root / "plan_source/departments.yml"
    text = path.read_text(encoding="utf-8")
    new = "- id: clinic-rooms\n  was: [consulting-rooms]\n"
    path.write_text(text.replace("- id: consulting-rooms\n", new), encoding="utf-8")
    said = told(root, "check", status=1)
    assert 'there is no department "consulting-rooms"' in said
    assert 'did you mean "clinic-rooms"?' in said


@pytest.mark.slow
def test_a_copy_whose_leaves_say_the_same_is_not_old(root: Path) -> None:
    """As `copies` says it; and a draft's name makes no copy old."""
    edited(root, "contacts.yml", "7020", "7021")
    assert "K504" not in told(root, "check")
    second(root)
    current = {one.copy.id for one in standings(opened(root)) if one.state is CopyState.CURRENT}
    assert current
    said = told(root, "check")
    assert "say edition 1; this one is 2" in said
    register_lines = register(root).splitlines()
    for one in current:
        (line,) = (n for n, words in enumerate(register_lines, 1) if f"id: {one}," in words)
        assert f"copies.yml:{line}:" not in said.partition("K504")[2].partition(" info ")[0]


@pytest.mark.slow
def test_a_department_that_is_split_is_followed_to_both(root: Path) -> None:
    path = root / "plan_source/departments.yml"
    entries = path.read_text(encoding="utf-8").split("- id: ")
    (rooms,) = (one for one in entries if one.startswith("consulting-rooms"))
    north = rooms.replace("consulting-rooms\n", "rooms-north\n  was: [consulting-rooms]\n", 1)
    south = rooms.replace("consulting-rooms\n", "rooms-south\n  was: [consulting-rooms]\n", 1)
    south = south.replace("code: R1", "code: R2")
    entries[entries.index(rooms) : entries.index(rooms) + 1] = [north, south]
    path.write_text("- id: ".join(entries), encoding="utf-8")
    for other in (root / "plan_source").rglob("*.yml"):
        if "editions" not in other.parts and other.name not in ("copies.yml", "departments.yml"):
            text = other.read_text(encoding="utf-8").replace("consulting-rooms", "rooms-north")
            other.write_text(text, encoding="utf-8")
    rooms_file = root / "plan_source/procedures/consulting-rooms.yml"
    text = rooms_file.read_text(encoding="utf-8")
    rooms_file.rename(rooms_file.with_name("rooms-north.yml"))
    south_file = rooms_file.with_name("rooms-south.yml")
    south_file.write_text(text.replace("rooms-north", "rooms-south"), encoding="utf-8")
    (root / "plan_source/waivers.yml").write_text(
        "".join(
            f"- {{code: P616, place: procedures/{part}.yml, reason: New, until: 2027-01-31}}\n"
            for part in ("rooms-north", "rooms-south")
        ),
        encoding="utf-8",
    )
    second(root)
    old = word_of(root, "1", "card-consulting-rooms")
    parts = [word_of(root, "2", f"card-{part}") for part in ("rooms-north", "rooms-south")]
    said = told(root, "verify", old, status=1)
    assert all(part in said for part in parts)
    made = packets_in(project := opened(root))
    assert {one.file for one in made if one.followed} == {
        "consulting-rooms-zh-rooms-north",
        "consulting-rooms-zh-rooms-south",
    }
    assert "rooms-north" in told(root, "copies") and "rooms-south" in told(root, "copies")
    assert copies_in(standings(project)) == sum(one.count for one in project.copies.values())
    refused = told(root, "copies", "received", "consulting-rooms-zh", "--edition", "2", status=2)
    assert "rooms-north, rooms-south" in refused
    assert "consulting-rooms → rooms-north" in told(root, "diff", "1", "2")


def git(root: Path, *arguments: str, status: int = 0) -> None:
    named = ("-c", "user.name=Office", "-c", "user.email=office@example.org")
    done = subprocess.run(["git", "-C", str(root), *named, *arguments], capture_output=True)
    assert done.returncode == status, done.stdout + done.stderr


def merged(root: Path, ours: tuple[str, ...], theirs: tuple[str, ...], status: int = 0) -> None:
    """The register after two people recorded a receipt each, on branches that are merged."""
    git(root, "init", "--initial-branch=main", "--quiet")
    git(root, "add", "plan_source")
    git(root, "commit", "--quiet", "--message=Edition 1")
    git(root, "switch", "--quiet", "--create=theirs")
    told(root, "copies", "received", *theirs)
    git(root, "commit", "--quiet", "--all", "--message=Theirs")
    git(root, "switch", "--quiet", "main")
    told(root, "copies", "received", *ours)
    git(root, "commit", "--quiet", "--all", "--message=Ours")
    git(root, "merge", "--quiet", "theirs", status=status)


def test_receipts_of_two_people_are_merged(root: Path) -> None:
    dated = ("--edition", "1", "--date")
    merged(
        root,
        ("welcome-desk-en", *dated, "2026-07-08"),
        ("plan-en", *dated, "2026-07-09", "--by", "Li"),
    )
    copies = opened(root).copies
    assert copies["welcome-desk-en"].checked == datetime.date(2026, 7, 8)
    assert (copies["plan-en"].checked, copies["plan-en"].checked_by) == (
        datetime.date(2026, 7, 9),
        "Li",
    )


def test_receipts_of_one_copy_that_differ_are_named_and_kept(root: Path) -> None:
    dated = ("--edition", "1", "--date")
    merged(
        root,
        ("plan-en", *dated, "2026-07-08", "--by", "Wu"),
        ("plan-en", *dated, "2026-07-09", "--by", "Li"),
        status=1,
    )
    both = register(root)
    assert "error Q120" in told(root, "--ui-language", "en", "check", status=1)
    said = told(root, "copies", "received", "plan-en", "--edition", "1", status=1)
    assert "error Q120" in said and "copies.yml" in said
    assert register(root) == both
    assert all(word in both for word in ("2026-07-08", "Wu", "2026-07-09", "Li"))


def test_a_department_that_never_was_is_named(root: Path) -> None:
    renamed(root, "consulting-room")
    said = told(root, "check")
    assert "warning D718" in said and "probably meant: consulting-rooms" in said


@pytest.mark.slow
def test_a_copy_of_a_manual_that_is_no_longer_made_is_taken_back(root: Path) -> None:
    second(root, ("site.yml", "languages: [en, zh]\nform", "languages: [en]\nform"))
    packet = packets_of(root)["consulting-rooms-zh"]
    assert packet.recalled and packet.rows == ()
    assert found(opened(root))["consulting-rooms-zh"].state is CopyState.RECALLED
    edited(root, "copies.yml", "manual: dispensary,", "manual: dispensry,")
    said = told(root, "check", "--strict", status=1)
    assert "K507" in said and "K501" in said  # of the copy behind it


@pytest.mark.slow
def test_sheets_that_share_leaves_are_one_row_of_the_instructions(root: Path) -> None:
    """What is taken out and put in bears the code and the check word of the leaf; those of a
    chapter stand on none."""
    second(
        root,
        (
            "plans/paper-plan.yml",
            "Care goes on when the computers stop.",
            "Care goes on without computers.",
        ),
    )
    (packet,) = [one for one in packets_of(root).values() if one.manual == "plan"]
    assert packet.sheets[0] == "chapter-paper-plan-general"
    book = books(opened(root), "staff", ("en",))[0]
    unit = manual_of(book).units[0]
    row, *alone = packet.leaves
    assert [one.sheet for one in alone] == list(packet.sheets[1:])
    assert unit.sheets[:2] == ("plan-paper-plan", "chapter-paper-plan-general")
    assert (row.sheet, row.code, row.into) == (
        unit.id,
        unit.code,
        book.units[unit.id].stamp.short,
    )
    first = next(edition for edition in opened(root).editions if edition.id == "1")
    assert row.out == first.sheets[unit.id, "en", "staff"].word != row.into


def test_leaves_that_other_sheets_share_now_replace_no_single_ones(root: Path) -> None:
    """A plan that was loose is bound: its sheets run on, and no leaf of the old one fits. A record
    of an older program does not say which sheets shared leaves."""
    (held,) = opened(root).editions
    (held.folder / "leaves.csv").unlink()
    loose = books(opened(root), "staff", ("en",))[0]
    assert not is_regrouped(loose, manual_of(loose), held)
    edited(root, "plans/paper-plan.yml", "code: Z1", "leaves: bound\ncode: Z1")
    bound = books(opened(root), "staff", ("en",))[0]
    assert is_regrouped(bound, manual_of(bound), held)
    assert not is_regrouped(bound, manual_of(bound), None)


def leaves_of(root: Path, language: str = "en") -> list[tuple[str, ...]]:
    """The sheets of the complete plan by the leaves that they are on, those of the plan alone."""
    manual = manual_of(books(opened(root), "staff", (language,))[0])
    together = [unit.sheets for unit in manual.units if len(unit.sheets) > 1]
    return [sheets for sheets in together if "paper-plan" in sheets[0]]


MARK = {"en": "Levels stand in <plan:paper-plan/levels>.", "zh": "分级见<plan:paper-plan/levels>。"}
LINES = {"en": "Line {number} stands alone.", "zh": "第 {number} 行单独成段。"}


def lengthened(root: Path) -> None:
    """Make a chapter so long that it takes a leaf by itself."""
    for language, mark in MARK.items():
        more = (LINES[language].format(number=number) for number in range(1, 31))
        edited(root, "plans/paper-plan.yml", mark, f"\n\n{' ' * 16}".join((mark, *more)))


def shortened(root: Path) -> None:
    path = root / "plan_source/plans/paper-plan.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if "stands alone." not in line and "行单独成段" not in line]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


@pytest.mark.slow
def test_a_chapter_that_gets_a_leaf_of_its_own_brings_the_leaves_concerned(root: Path) -> None:
    """What stood on the leaf that it leaves comes out by code and check word, what stands on the
    new ones goes in, and nothing else: the record says which sheets shared leaves."""
    (held,) = opened(root).editions
    before = leaves_of(root)
    assert before and before[0][0] == "plan-paper-plan"
    book = books(opened(root), "staff", ("en",))[0]
    assert not is_regrouped(book, manual_of(book), held)
    lengthened(root)
    second(root)
    after = leaves_of(root)
    assert before != after, "the chapter has a leaf of its own now"
    (packet,) = [one for one in packets_of(root).values() if one.manual == "plan"]
    project = opened(root)
    held = next(edition for edition in project.editions if edition.id == "1")
    book = books(project, "staff", ("en",))[0]
    manual = manual_of(book)
    assert not is_regrouped(book, manual, held)
    gone = [row for row in packet.leaves if row.out and not row.into]
    put_in = {row.sheet: row for row in packet.leaves if row.into}
    # In the place of what comes out stands the same, on other leaves
    assert {row.sheet for row in gone} == {f"unit-{before[0][0]}"}
    assert gone[0].out == held.sheets[gone[0].sheet, "en", "staff"].word
    stood = set(before[0])
    for unit in manual.units:
        changed = bool(stood & set(unit.sheets)) or unit.id in packet.sheets
        assert (unit.id in put_in) == changed, unit.id
    assert packet.leaves.index(gone[0]) < min(map(packet.leaves.index, put_in.values()))
    assert len(put_in) < len(manual.units) / 2, "most of the manual stays in the binder"


@pytest.mark.slow
def test_a_chapter_that_loses_its_leaf_takes_the_place_of_both(root: Path) -> None:
    lengthened(root)
    release(root, "1a", "2026-07-20", "--summary-en", "Long.", "--summary-zh", "长。")
    told(root, "copies", "received", "plan-en", "--edition", "1a", "--date", "2026-07-21")
    shortened(root)
    release(root, "2", "2026-08-01", "--summary-en", "Short.", "--summary-zh", "短。")
    (packet,) = [one for one in packets_of(root).values() if one.manual == "plan"]
    rows = [(row.sheet, bool(row.out), bool(row.into)) for row in packet.leaves]
    assert rows[:3] == [
        ("unit-plan-paper-plan", True, False),
        ("chapter-paper-plan-people", True, False),
        ("unit-plan-paper-plan", False, True),
    ]
    assert all(out and into for _, out, into in rows[3:]), "the rest is exchanged leaf by leaf"


def manual_of(book: Book) -> Manual:
    """The complete plan."""
    return next(manual for manual in book.manuals if manual.id == "plan")


@pytest.mark.slow
def test_two_editions_behind_in_one_packet(root: Path) -> None:
    second(root, ("contacts.yml", '"7020"', '"7021"'))
    edited(root, "contacts.yml", '"7021"', '"7022"')
    release(root, "3", "2026-08-20", "--summary-en", "Again.", "--summary-zh", "再改。")
    packet = packets_of(root)["consulting-rooms-zh"]
    assert [one.edition for one in packet.since] == ["2", "3"]
    assert [row.code for row in packet.rows] == ["N-R1"]


@pytest.mark.slow
def test_a_form_that_changed_voids_what_lies_in_the_box(root: Path) -> None:
    told(root, "copies", "received", "dispensary-en", "--edition", "1", "--date", "2026-07-05")
    path = root / "plan_source/forms/medicine-book.yml"
    text = path.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    path.write_text(
        text.replace(title, "title: {en: Book of medicines, zh: 药品登记簿}"), encoding="utf-8"
    )
    second(root)
    project = opened(root)
    void = list(void_stock(project, books(project, "staff")[0], standings(project)))
    assert [(one.department, one.code, one.count) for one in void] == [("Dispensary", "LC-3", 6)]
    assert packets_of(root)["dispensary-en"].void == tuple(void), "the box is told of it"
    edited(
        root,
        "copies.yml",
        "manual: dispensary, language: en, count: 1",
        "manual: dispensary, language: en, count: 2",
    )
    project = opened(root)
    english, chinese = books(project, "staff")
    several = list(void_stock(project, english, standings(project)))
    (named,) = void_stock(project, chinese, standings(project))
    assert (named.department, named.title) == ("药局", "药品登记簿"), "in the packet's language"
    assert several == [replace(void[0], each=True)], "a box in each of two places"
    record = project.editions[0].folder / "plan_source/departments.yml"
    text = record.read_text(encoding="utf-8")
    assert text.count("{form: medicine-book,") == 1
    other = project.editions[0].sheets["form-medicine-book", "mul", "staff"]
    gone = replace(other, id="form-old-book", code="LC-9")
    project.editions[0].sheets[gone.key] = gone  # type: ignore[index]
    record.write_text(text.replace("{form: medicine-book,", "{form: form:old-book,"), "utf-8")
    void = list(void_stock(project, books(project, "staff")[0], standings(project)))
    assert [(one.code, one.count, one.withdrawn) for one in void] == [
        ("LC-3", 6, False),
        ("LC-9", 0, True),
    ]


@pytest.mark.slow
def test_the_command_tells_them(root: Path) -> None:
    second(root, ("contacts.yml", '"7020"', '"7021"'))
    said = told(root, "copies", "--date", "2027-03-01")
    assert (
        "consulting-rooms-zh (consulting-rooms, zh, 2): edition 1, behind by 1 edition: replace N-R1"
        in said
    )
    assert "nobody has looked since 2026-07-02" in said
    assert "dispensary-en (dispensary, en, 1): edition –, not handed out\n" in said
    assert "Copies: current 2, behind 3, not handed out 1" in said
    data = json.loads(told(root, "copies", "--format", "json", "--date", "2026-09-01"))
    rooms = next(row for row in data["copies"] if row["id"] == "consulting-rooms-zh")
    assert (rooms["state"], rooms["behind"], rooms["replace"]) == (
        "behind",
        ["2"],
        ["contacts-consulting-rooms"],
    )
    assert rooms["overdue"] is False
    edited(
        root,
        "copies.yml",
        ", checked: 2026-07-02}\n- {id: dispensary-en",
        "}\n- {id: dispensary-en",
    )
    assert "nobody has looked at it yet" in told(root, "copies", "--date", "2027-03-01")


def test_before_the_first_edition_there_is_nothing_to_hold_against(clinic: Path) -> None:
    assert "No edition was issued yet" in told(clinic, "copies", status=2)


def register(root: Path) -> str:
    return (root / "plan_source/copies.yml").read_text(encoding="utf-8")


def test_a_receipt_changes_two_values_of_one_entry(root: Path) -> None:
    before = register(root)
    told(root, "copies", "received", "dispensary-en", "--edition", "1", "--date", "2026-08-02")
    added = set(register(root).splitlines()) - set(before.splitlines())
    assert added == {
        '- {id: dispensary-en, manual: dispensary, language: en, count: 1, holder: dispenser, edition: "1", checked: 2026-08-02}'
    }


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("id,edition,date\ndispensary-en,1,2026-08-02\nnobody,1,2026-08-02\n", 'no copy "nobody"'),
        ("id,edition,date\ndispensary-en,7,2026-08-02\n", 'no edition "7"'),
        ("id,edition,date\ndispensary-en,1,2.8.26\n", "line 2"),
        ("copy,edition\nx,y\n", "line 1"),
    ],
)
def test_of_a_list_of_slips_all_is_written_or_nothing(
    root: Path, tmp_path: Path, rows: str, words: str
) -> None:
    file = tmp_path / "slips.csv"
    file.write_text(rows, encoding="utf-8")
    before = register(root)
    assert words in told(root, "copies", "received", "--from", str(file), status=2)
    assert register(root) == before


def test_nobody_holds_a_manual_that_its_edition_never_had(root: Path) -> None:
    edited(root, "copies.yml", "manual: dispensary,", "manual: laundry,")
    before = register(root)
    slip = ("copies", "received", "dispensary-en", "--edition", "1")
    assert "edition 1 has no manual laundry" in told(root, *slip, status=2)
    assert register(root) == before


def test_without_the_list_of_manuals_no_copy_is_called_back(root: Path) -> None:
    """All were said to be of manuals that are no longer made."""
    (root / "plan_source/editions/1/manuals.csv").unlink()
    before = register(root)
    slip = ("copies", "received", "dispensary-en", "--edition", "1")
    for command in (("copies",), ("reprint", "--all"), slip):
        assert "manuals.csv is missing or damaged" in told(root, *command, status=2)
    assert register(root) == before


def test_a_copy_that_nobody_knows_is_asked_for_by_the_names_most_like_it(root: Path) -> None:
    said = told(root, "copies", "received", "dispensry", "--edition", "1", status=2)
    assert "near: dispensary-en." in said
    said = told(root, "copies", "received", "qqqq", "--edition", "1", status=2)
    assert re.search(r"near: [\w-]+, [\w-]+, [\w-]+, …\.", said), said


def test_a_lost_copy_that_is_found_is_one_of_its_entry_again(root: Path) -> None:
    before = register(root)
    there = found(opened(root))["consulting-rooms-zh"]
    assert there.count == 2
    lost, back = (("copies", word, "consulting-rooms-zh") for word in ("lost", "found"))
    told(root, *lost, "--count", "2", "--date", "2026-08-20")
    told(root, *back)
    assert register(root).count("lost: [{date: 2026-08-20, edition:") == 1
    told(root, *back)
    assert register(root) == before
    assert "are missed: –" in told(root, *back, status=2)
    told(root, *lost, "--date", "2026-08-20")
    assert "are missed: 2026-08-20 × 1" in told(root, *back, "--number", "7", status=2)
    told(root, "copies", "received", "consulting-rooms-zh", "--edition", "1")
    assert "old paper" in told(root, *back, status=2)


def test_a_number_that_is_found_leaves_the_others_lost(root: Path) -> None:
    edited(root, "copies.yml", "count: 2,", 'count: 2, number: "05-06",')
    before = register(root)
    entry = "consulting-rooms-zh"
    told(root, "copies", "lost", entry, "--number", "05-06", "--count", "2", "--date", "2026-08-20")
    told(root, "copies", "found", entry, "--number", "05")
    assert 'lost: [{date: 2026-08-20, number: "06", edition: "1"}]' in register(root)
    assert "are missed: 06." in told(root, "copies", "found", entry, "--number", "05", status=2)
    told(root, "copies", "found", entry, "--number", "06")
    assert register(root) == before


def states(root: Path) -> dict[str, tuple[str, str, str, int]]:
    """Numbers, edition, state and count of each copy of the rooms."""
    return {
        id: (str(one.copy.number), str(one.copy.edition), str(one.state), one.count)
        for id, one in found(opened(root)).items()
        if id.startswith("consulting")
    }


@pytest.mark.slow
def test_numbers_of_an_entry_are_received_one_after_the_other(root: Path) -> None:
    edited(root, "copies.yml", "language: zh, count: 2,", "language: zh, count: 5, number: 04-08,")
    before = register(root)
    second(root, ("contacts.yml", '"7020"', '"7021"'))
    id = "consulting-rooms-zh"

    def slip(*numbers: str, day: str, status: int = 0) -> str:
        asked = ("copies", "received", id, "--edition", "2", "--date", day, "--numbers", *numbers)
        return told(root, *asked, status=status)

    assert "has the numbers 04-08, and not 09" in slip("4,8-9", day="2026-08-02", status=2)
    assert "which numbers of consulting-rooms-zh" in slip("all", day="2026-08-02", status=2)
    assert register(root) == before
    assert "3 copies written" in slip("4-5,7", day="2026-08-02")
    assert states(root) == {
        id: ("06, 08", "1", "behind", 2),
        f"{id}-received": ("04-05, 07", "2", "current", 3),
    }
    kept = register(root)
    lost = ("copies", "lost", id, "--number")
    assert f"04 is of {id}-received" in told(root, *lost, "04", status=2)
    assert f"5 is of {id}-received" in slip("5,6", day="2026-08-02", status=2)
    assert "has the numbers 06, 08, and not 09" in told(root, *lost, "09", status=2)
    assert register(root) == kept
    assert [(one.number, one.count) for one in packets_in(opened(root)) if one.copy == id] == [
        ("06, 08", 2)
    ]
    slip("08", day="2026-08-03")
    assert states(root) == {
        id: ("06", "1", "behind", 1),
        f"{id}-received": ("04-05, 07-08", "2", "current", 4),
    }
    said = told(root, "copies", "received", id, "--edition", "2", "--date", "2026-08-04")
    assert "1 copy written" in said
    assert states(root) == {id: ("04-08", "2", "current", 5)}
    assert register(root) == before.replace(
        'number: 04-08, edition: "1", checked: 2026-07-02',
        'number: "04-08", edition: "2", checked: 2026-08-02',  # since the first slip
    )


def test_numbers_of_two_slips_in_a_list_and_a_lost_copy(root: Path, tmp_path: Path) -> None:
    edited(root, "copies.yml", "language: zh, count: 2,", "language: zh, count: 4, number: 04-07,")
    id = "consulting-rooms-zh"
    for number in ("05", "06"):
        told(root, "copies", "lost", id, "--number", number, "--date", "2026-07-20")
    said = told(root, "copies", "lost", id, "--number", "05", status=2)
    assert "written down as lost since 2026-07-20 already" in said
    assert "missed since 2026-07-20 (05), 2026-07-20 (06)" in told(root, "copies")
    file = tmp_path / "slips.csv"
    slips = f'{id},1,2026-08-02,"04,05"\n{id},1,2026-08-03,07\n'
    edited(root, "copies.yml", 'number: 04-07, edition: "1"', "number: 04-07")
    file.write_text(f"id,edition,date,numbers\n{slips}", encoding="utf-8")
    told(root, "copies", "received", "--from", str(file))
    came, rest = opened(root).copies[f"{id}-received"], opened(root).copies[id]
    assert (str(came.number), came.count, rest.edition) == ("04-05, 07", 3, None)
    assert [str(one.number) for one in rest.missed] == ["06"]
    assert [(str(one.number), one.replaced) for one in came.lost] == [
        ("05", datetime.date(2026, 8, 2))
    ]


@pytest.mark.parametrize(
    "written",
    [
        "\n  place: {en: Safe, zh: 保险柜}",
        "\n  holder: technician",
        "\n  department: dispensary",
        "\n  note: {en: Torn, zh: 破损}",
        "  # brought by the porter",
    ],
)
def test_what_somebody_wrote_of_a_part_of_an_entry_stays(root: Path, written: str) -> None:
    """Parts are one entry again where nobody said more of one of them."""
    edited(root, "copies.yml", "language: zh, count: 2,", "language: zh, count: 4, number: 04-07,")
    edited(root, "copies.yml", 'number: 04-07, edition: "1"', "number: 04-07")
    id = "consulting-rooms-zh"
    slip = ("copies", "received", id, "--edition", "1", "--date")
    told(root, *slip, "2026-08-02", "--numbers", "04-05", "--by", "A. Ho")
    part = next(line for line in register(root).splitlines() if f"id: {id}-received" in line)
    edited(root, "copies.yml", part, f"{part}{written}")
    told(root, *slip, "2026-08-03", "--numbers", "07", "--by", "B. Li")
    told(root, *slip, "2026-08-04")
    copies = opened(root).copies
    assert f"{part}{written}" in register(root)
    numbers = [str(one.number) for name, one in copies.items() if name.startswith(id)]
    # What came later may join an entry with a comment, which stays; no other may swallow it
    assert numbers == (["06", "04-05, 07"] if "#" in written else ["06-07", "04-05"])
    edited(root, "copies.yml", f"{part}{written}", part)
    told(root, "copies", "received", id, "--edition", "1", "--date", "2026-08-05", "--by", "C. Wu")
    whole = opened(root).copies[id]
    # As long ago as that of the part which was not seen again
    assert (str(whole.number), str(whole.checked)) == ("04-07", "2026-08-02")
    assert str(whole.checked_by).startswith("C. Wu, A. Ho") and f"{id}-received" not in register(
        root
    )


def test_slips_from_a_spreadsheet(root: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    came = ["dispensary-en", "1", datetime.date(2026, 8, 3), "A. Ho"]
    for row in (["Id", "Edition", "Date", "By"], came):
        book.active.append(row)
    book.save(tmp_path / "slips.xlsx")
    told(root, "copies", "received", "--from", str(tmp_path / "slips.xlsx"))
    assert 'edition: "1", checked: 2026-08-03, checked_by: A. Ho' in register(root)
    # Whoever received it then did not receive what came without a name
    told(root, "copies", "received", "dispensary-en", "--edition", "1", "--date", "2026-08-04")
    assert 'edition: "1", checked: 2026-08-04' in register(root)
    assert "checked_by" not in register(root)


@pytest.mark.slow
def test_many_copies_cost_little_more_than_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second(root, ("contacts.yml", '"7020"', '"7021"'))
    project = opened(root)
    one = project.copies["consulting-rooms-zh"]
    many = {f"c{number}": one for number in range(200)}
    compared: list[Sequence[object]] = []
    real = copy_standing.manual_changes
    monkeypatch.setattr(
        copy_standing, "manual_changes", lambda *lists: compared.append(lists) or real(*lists)
    )
    object.__setattr__(project, "copies", many)
    assert len(standings(project)) == 200
    assert len(compared) == 1


def bars_on(path: Path, page: int) -> int:
    """How many bars stand in the outer margin of a page, between 10 and 11 mm from its edge."""
    with pikepdf.open(path) as pdf:
        found = 0
        edge = float(pdf.pages[page].mediabox[2])
        for content in (pdf.pages[page].Contents, *pdf.pages[page].Contents)[-1:]:
            for operands, operator in pikepdf.parse_content_stream(content):
                if str(operator) == "re":
                    left, width = float(operands[0]), float(operands[2])
                    mm = min(left, edge - left - width) / 72 * 25.4
                    found += 9.9 < mm < 10.1 and width < 3
    return found


def first_page(folder: Path, name: str) -> str:
    return " ".join(PdfReader(folder / f"{name}.pdf").pages[0].extract_text().split())


def second_with_more_copies(root: Path, names: tuple[str, ...]) -> None:
    """Edition 2, with further copies of one manual, one that has no edition, and one of most of whose leaves change."""
    register = root / "plan_source/copies.yml"
    entry = "\n- {{id: {}, manual: consulting-rooms, language: zh, count: 1, edition: '1'}}"
    register.write_text(register.read_text("utf-8").rstrip() + "".join(map(entry.format, names)))
    another = ("procedures/consulting-rooms.yml", "到 1 号诊室取单据本。", "到 1 号诊室拿单据本。")
    told(root, "copies", "received", "dispensary-en", "--edition", "1", "--date", "2026-07-02")
    edited(
        root,
        "copies.yml",
        'welcome-desk, language: en, count: 1, edition: "1"',
        'welcome-desk, language: en, count: 1, edition: "0"',
    )
    renamed_too = ("departments.yml", "name: {en: Dispensary,", "name: {en: Medicine Room,")
    second(root, ("contacts.yml", '"7020"', '"7021"'), another, renamed_too)


@pytest.mark.slow
def test_a_packet_is_the_same_alone_behind_those_of_other_copies_and_from_another_process(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The leaves of a manual are bound once for all of its copies."""
    names = ("rooms-b", "rooms-c-with-a-long-name")
    second_with_more_copies(root, names)
    told(root, "reprint", "--all")
    folder = root / "print/reprint-2"
    assert "because more than 60 % of its leaves changed" in first_page(folder, "dispensary-en")
    assert "no record of the edition held" in first_page(folder, "welcome-desk-en")
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name in names[1:]:  # behind the others
        shutil.rmtree(folder)
        told(root, "reprint", "--copy", name)
        assert (folder / f"{name}.pdf").read_bytes() == made[f"{name}.pdf"], name
        pages = [page.extract_text() for page in PdfReader(folder / f"{name}.pdf").pages]
        assert [at for at, page in enumerate(pages) if name in page] == [0]
        cards = [at for at, page in enumerate(pages) if "A-R1 · 1/1" in page]
        assert len(cards) == 2 and not any(at % 2 for at in cards), "one is for the wall"
        rows = office_rows(folder)
        filed, wall, words = (row for row in rows if row.startswith(f"{name}.pdf"))
        assert f" 1–{cards[1]} " in filed and f" {cards[1] + 1} 1 " in wall
        assert f" {len(pages)} 1 " in f"{words} " and "现行页校验字表" in pages[-1]
    shutil.rmtree(folder)
    monkeypatch.setattr(steps, "_PACKETS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told(root, "reprint", "--all")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made
    assert len(made) > 3


def office_rows(folder: Path) -> list[str]:
    """The rows of the print office's list."""
    text = "".join(page.extract_text() for page in PdfReader(folder / "print-office.pdf").pages)
    return [" ".join(row.split()) for row in re.split(r"\n(?=\S+\.pdf)", text)]


@pytest.mark.slow
def test_a_packet_is_printed_with_its_front_leaves_and_a_list_for_the_print_office(
    root: Path,
) -> None:
    twice = ("procedures/cable-cut.yml", "en: Restart the box once.", "en: Restart the box twice.")
    second(root, ("contacts.yml", '"7020"', '"7021"'), twice)
    edited(root, "contacts.yml", '"7021"', '"7029"')  # a draft by now: what is issued is printed
    told(root, "reprint", "--copy", "consulting-rooms-zh")
    folder = root / "print/reprint-2"
    assert sorted(path.name for path in folder.iterdir()) == [
        "consulting-rooms-zh.pdf",
        "print-office.pdf",
    ]
    pages = [page.extract_text() for page in PdfReader(folder / "consulting-rooms-zh.pdf").pages]
    assert "更新包" in pages[0] and "N-R1" in pages[0]
    assert "本包为整册" not in pages[0], "one leaf changed"
    assert pages[0].count("签名") == 2, "the slip's fourth column is as wide as the others"
    leaf, words = pages[-3], pages[-1]
    assert "7021" in leaf and "N-R1" in leaf and not any("7029" in page for page in pages)
    assert bars_on(folder / "consulting-rooms-zh.pdf", -3) == 1, "beside the number"
    front = [page for page in range(1, len(pages) - 3) if "有效单页清单" in pages[page]]
    assert sum(bars_on(folder / "consulting-rooms-zh.pdf", page) for page in front) == 1
    project = opened(root)
    before, now = (
        one.sheets["contacts-consulting-rooms", "zh", "staff"] for one in project.editions
    )
    assert "现行页校验字表" in words and now.word in words and before.word in words
    assert any("有效单页清单" in page for page in pages[1:-1])
    assert (len(pages) - 1) % 2 == 0, "the leaf begins on a right-hand page"
    assert (
        "份数" in PdfReader(folder / "print-office.pdf").pages[0].extract_text()
        or "Times" in PdfReader(folder / "print-office.pdf").pages[0].extract_text()
    )
    assert "nothing was printed" in told(root, "reprint", "--copy", "consulting-rooms-zh", status=2)
    shutil.rmtree(folder)
    a_single_leaf_is_for_the_wall(root, folder)


def a_single_leaf_is_for_the_wall(root: Path, folder: Path) -> None:
    told(root, "reprint", "--copy", "computer-room-leaf")
    pages = [page.extract_text() for page in PdfReader(folder / "computer-room-leaf.pdf").pages]
    assert len(pages) == 3 and "put up the one of this packet" in " ".join(pages[0].split())
    assert "Beside the technician's desk" in pages[0] and "front leaves" not in pages[0]
    assert "S-K1" in pages[2] and "Restart the box twice." in pages[2], "on a leaf of its own"
    (filed, wall) = office_rows(folder)[-2:]
    assert " 1 " in filed and "Beside the technician's desk" in wall and " 3 1 " in wall


@pytest.mark.slow
@pytest.mark.parametrize(
    "command_line",
    [
        ("copies", "received", "dispensary-en", "--edition", "1", "--date", "2026-08-02"),
        ("copies", "lost", "dispensary-en", "--date", "2026-08-02"),
        ("translations", "confirm", "--all", "--date", "2026-08-02"),
    ],
)
def test_a_killed_record_is_as_before_or_as_after(
    root: Path, tmp_path: Path, command_line: tuple[str, ...], pytestconfig: pytest.Config
) -> None:
    edited(root, "procedures/dispensary.yml", "Read the name aloud.", "Read it aloud.")
    before = tree(root)
    whole = Path(shutil.copytree(root, tmp_path / "whole"))
    assert killed_at(whole, 10**9, *command_line) == 0
    after = tree(whole)
    assert after != before
    killed = 0
    for at in range(5, 400, 4 if is_whole(pytestconfig) else 23):
        one = Path(shutil.copytree(root, tmp_path / f"at-{at}"))
        killed += killed_at(one, at, *command_line) == 9
        found = {name: data for name, data in tree(one).items() if "/.wardbook-" not in name}
        assert found in (before, after), at
    assert killed > 3
