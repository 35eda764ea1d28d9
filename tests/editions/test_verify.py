"""`wardbook verify`: how paper stands, by its check words or from a PDF."""

import shutil
from pathlib import Path

import pytest
from wardbook.commands import sheet_words
from wardbook.plan.edition_loading import load_editions
from wardbook.sheets.books import books
from wardbook.sheets.check_words import WordState, issued_words, nearest, typed_words

from tests.editions.conftest import edited, opened, release, told


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, edition_1: Path) -> Path:
    """The clinic with three editions: a note changes, then changes back, and a number changes."""
    root = tmp_path_factory.mktemp("twice") / "clinic"
    shutil.copytree(edition_1, root)
    edited(root, "procedures/dispensary.yml", "Read the name aloud.", "Read it aloud.")
    release(root, "2", "2026-08-01", "--summary-en", "Shorter.", "--summary-zh", "更短。")
    edited(root, "procedures/dispensary.yml", "Read it aloud.", "Read the name aloud.")
    edited(root, "contacts.yml", '"7030"', '"7031"')
    release(root, "3", "2026-09-01", "--summary-en", "Numbers.", "--summary-zh", "号码。")
    return root


def word_in(root: Path, edition: str, sheet: str, audience: str = "staff") -> str:
    record = next(one for one in load_editions(root) if one.id == edition)
    return record.sheets[sheet, "en", audience].word


def test_a_leaf_is_current_again_when_its_words_come_back(twice: Path) -> None:
    first, second = (word_in(twice, id, "procedure-dispensary") for id in ("1", "2"))
    assert word_in(twice, "3", "procedure-dispensary") == first
    said = told(twice, "verify", first, second, status=1).splitlines()
    assert (
        said[0] == f"{first}  C-D1 Dispensing on paper (en, staff): current, edition 3 (2026-09-01)"
    )
    assert said[1].endswith(f"REPLACED by {first} since edition 3 (2026-09-01). Numbers.")
    assert told(twice, "verify", first).count("\n") == 1


def test_each_word_that_is_printed_is_known(twice: Path) -> None:
    """Short chapters share a leaf, and its check word is that of all of them."""
    shared = 0
    for book in books(opened(twice), "staff"):
        known = {word.word for word in book.check_words}
        for manual in book.manuals:
            for unit in manual.units:
                printed = book.units.get(unit.id) or book.sheets[unit.id]
                shared += unit.id in book.units
                assert printed.stamp.short in known, unit.id
                assert told(twice, "verify", printed.stamp.short).count("current") == 1
    assert shared


def test_what_several_sheets_share_is_no_sheet_of_its_own(twice: Path) -> None:
    assert "unit-" not in told(twice, "diff", "1", "3")


def test_a_replaced_leaf_says_since_when_and_why(twice: Path) -> None:
    old = word_in(twice, "1", "contacts-dispensary")
    new = word_in(twice, "3", "contacts-dispensary")
    said = told(
        twice,
        "verify",
        old.replace("-", " ").lower().replace(" ", ""),
        "--ui-language",
        "zh",
        status=1,
    )
    assert f"自 3 版（2026-09-01）起由 {new} 代替。号码。" in said


def test_every_audience_has_words_of_its_own(twice: Path) -> None:
    word = word_in(twice, "3", "card-dispensary", "public")
    assert "(en, public): current" in told(twice, "verify", word)


def test_drafts_and_strangers(twice: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(twice, tmp_path / "draft"))
    edited(root, "procedures/dispensary.yml", "Read the name aloud.", "Read every name aloud.")
    sheet = books(opened(root), "staff", ("en",))[0].sheets["procedure-dispensary"]
    assert "of a DRAFT" in told(root, "verify", sheet.stamp.short, "--now", status=1)
    good = word_in(root, "3", "card-dispensary")
    last = "2" if good[-1] != "2" else "3"
    said = told(root, "verify", good[:-1] + last, status=1).splitlines()
    assert said[0].endswith("unknown: nothing that was looked at has it")
    assert said[1].startswith(f"    did you mean {good}  A-D1")


def test_a_withdrawn_sheet(twice: Path) -> None:
    editions = load_editions(twice)
    last = max(editions, key=lambda one: one.id)
    gone = [("glossary", "en", "staff"), ("procedure-dispensary", "en", "staff")]
    kept = {key: sheet for key, sheet in last.sheets.items() if key not in gone}
    last.__dict__["sheets"] = kept
    words = [one for one in issued_words(editions) if one.key in gone]
    assert len(words) == 3, "one of them was replaced in edition 2"
    for word in words:
        assert (word.state, word.until, word.now) == (WordState.WITHDRAWN, "3", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("7k3 q9d", ["7K3-Q9D"]),
        ("7K3 - Q9D b2m 44x", ["7K3-Q9D", "B2M-44X"]),
        ("7k3 b2m44x q9d", ["7K3", "B2M-44X", "Q9D"]),
        ("7k3q9d, ABC-DEF", ["7K3-Q9D", "ABC-DEF"]),
        ("７Ｋ３－Ｑ９Ｄ；x", ["7K3-Q9D", "X"]),
        (" - ", []),
        ("7k3q9dABC-DEF", ["7K3-Q9D", "ABC-DEF"]),
    ],
)
def test_words_are_read_as_they_are_typed(text: str, words: list[str]) -> None:
    assert list(typed_words(text)) == words


def test_the_nearest_words() -> None:
    known = {"88B-9Q2": 1, "ABC-DEF": 2}
    assert nearest("B8B-9Q2", known) == ("88B-9Q2",)
    assert nearest("BAC-DEF", known) == ("ABC-DEF",)
    assert nearest("BBB-9Q3", known) == ()


def test_a_file_that_is_no_pdf_is_refused(twice: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"no")
    assert "is no PDF" in told(twice, "verify", str(path), status=2)


@pytest.mark.slow
def test_a_build_knows_the_words_of_its_sheets(
    clinic_built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(sheet_words, "working_copy_words", made.append)
    said = told(clinic_built, "verify", "222-222", status=1)
    assert said.endswith("Looked at: editions (0), the plan as it is.\n") and made == []


@pytest.mark.slow
def test_a_manual_names_all_its_leaves(twice: Path, clinic_built: Path) -> None:
    said = told(twice, "verify", str(clinic_built / "build/manuals/en/dispensary.pdf"), status=1)
    assert "A-D1 Dispensary: action card (en, staff): current" in said
    assert "N-D1 Dispensary: numbers (en, staff): REPLACED" in said
    assert len(said.splitlines()) == 6


@pytest.mark.slow
def test_who_asks_again_waits_for_no_sheets(
    clean_clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "clinic"
    shutil.copytree(clean_clinic, root, ignore=shutil.ignore_patterns(".cache", "build"))
    release(root, "1", "2026-07-01")
    edited(root, "contacts.yml", '"7030"', '"7031"')
    made: list[object] = []
    with monkeypatch.context() as patched:
        patched.setattr(sheet_words, "working_copy_words", made.append)
        unknown, looked = told(root, "verify", "222-222", status=1).splitlines()
        assert unknown.endswith("unknown: nothing that was looked at has it")
        assert looked.startswith("Looked at: editions (1). The plan as it is was not built here")
    first = told(root, "verify", "222-222", "--now", status=1)
    assert first.endswith("Looked at: editions (1), the plan as it is.\n")
    with monkeypatch.context() as patched:
        patched.setattr(sheet_words, "working_copy_words", made.append)
        assert told(root, "verify", "222-222", status=1) == first
        assert told(root, "verify", "222-222", "--now", status=1) == first
        drafted = books(opened(root), "staff")[0].sheets["contacts-dispensary"].stamp.short
        assert "DRAFT" in told(root, "verify", drafted, status=1)
        edited(root, "contacts.yml", '"7031"', '"7032"')
        assert "DRAFT" in told(root, "verify", drafted, status=1), "it is of one all the same"
        assert "edited since then" in told(root, "verify", "222-222", status=1)
        assert made == []
    assert drafted not in told(root, "verify", "222-222", "--now", status=1)
    assert "DRAFT" not in told(root, "verify", drafted, status=1).splitlines()[0]
    for file in (root / ".cache/words").glob("*.words"):
        file.write_text("[]", encoding="utf-8")
    assert "was not built here" in told(root, "verify", "222-222", status=1)
