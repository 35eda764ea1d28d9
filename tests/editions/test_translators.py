"""Texts go to a translator and come back: XLIFF and PO, with nothing lost on the way."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.language_edit import LanguageEdit, with_languages, with_words
from wardbook.plan.reader import read_text
from wardbook.plan.text import Text, parse_text
from wardbook.plan.yaml_edit import says
from wardbook.translation.plan_texts import SourceText, TextState
from wardbook.translation.po_files import po_bytes, read_po_file
from wardbook.translation.returned_texts import (
    ReturnedFile,
    TextOutcome,
    UnreadableTexts,
    judged,
)
from wardbook.translation.translation_memory import TranslationMemory
from wardbook.translation.translators_work import TranslatorsWork, WorkItem
from wardbook.translation.xliff import read_xliff, xliff_text

from tests.editions.conftest import edited, told

FORMATS = ("xlf", "po")
STEP = "procedure:dispensary/step:hand-out#note"
PROCEDURE = "procedures/dispensary.yml"


def text(
    source: str, words: str, state: TextState = TextState.HOLDS, id: str = "term:a#term"
) -> SourceText:
    mark = Mark("plan_source/glossary.yml", 1, 1)
    languages = {"en": Scalar(source, mark), "zh": Scalar(words, mark)}
    return SourceText(id, Text({}, languages, mark), source, words, ("term a", "term"), state)


def work(texts: Sequence[SourceText]) -> TranslatorsWork:
    items = tuple(WorkItem(one, (), ()) for one in texts)
    return TranslatorsWork("en", "zh", "2026-07-01", items, {})


def there_and_back(made: TranslatorsWork, format: str) -> ReturnedFile:
    if format == "po":
        return read_po_file(po_bytes(made))
    return read_xliff(xliff_text(made).encode())


# What the reader of plans lets into a text: no control characters, and no half of a pair
SIGNS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t<>&\"'\\|#%{}")
REFERENCE = st.sampled_from(["<role:pharmacist>", "<contact:desk|number>", "<form:slip/blank>"])
WRITTEN = st.lists(st.text(SIGNS, min_size=1, max_size=12) | REFERENCE, min_size=1, max_size=5).map(
    "".join
)
TEXTS = st.lists(st.tuples(WRITTEN, WRITTEN | st.just("")), min_size=1, max_size=4)


@pytest.mark.parametrize("format", FORMATS)
@given(said=TEXTS)
def test_nothing_is_lost_on_the_way_round(format: str, said: list[tuple[str, str]]) -> None:
    texts = []
    for number, (source, words) in enumerate(said):
        state = TextState.HOLDS if words else TextState.MISSING
        texts.append(text(source, words, state, f"term:a{number}#term"))
    found = there_and_back(work(texts), format)
    assert (found.source, found.target) == ("en", "zh")
    assert [(one.source, one.words) for one in found.texts] == said
    assert {one.outcome for one in judged(found.texts, texts)} == {TextOutcome.SAME}


@given(words=st.lists(WRITTEN, min_size=3, max_size=3), plainly=st.booleans())
def test_words_that_come_back_read_as_they_were_meant(words: list[str], plainly: bool) -> None:
    yaml = (
        "- id: a\n  do: {en: One, zh: 一}  # kept\n"
        "- id: b\n  do:\n    en: Two\n"
        "- id: c\n  do:\n    en: Three\n    zh: |-\n      三\n      四\n  note: {en: Four}\n"
    )
    data = read_text(yaml, "a.yml").data
    assert isinstance(data, list)
    edits = []
    for entry, new in zip(data, words, strict=True):
        assert isinstance(entry, dict)
        edits.append(LanguageEdit(parse_text(entry["do"]).mark, "zh", new))
    meant = with_words(data, {edit.mark: edit for edit in edits})
    for is_plain in (plainly, True):  # a command tries one, then the other
        after = with_languages(yaml, edits, plainly=is_plain)
        read = read_text(after, "a.yml").data
        if read is not None and says(read) == says(meant):
            break
    assert read is not None
    assert says(read) == says(meant)
    assert "# kept" in after and "note: {en: Four}" in after


@pytest.fixture
def root(edition_1: Path, tmp_path: Path) -> Path:
    """The clinic with an edition, and a note of which the Chinese is stale."""
    root = Path(shutil.copytree(edition_1, tmp_path / "clinic"))
    edited(root, PROCEDURE, "Read the name aloud.", "Read the full name aloud.")
    return root


def exported(root: Path, format: str, *more: str) -> Path:
    file = root.parent / f"zh.{format}"
    told(root, "translations", "export", str(file), "--to", "zh", *more)
    return file


def translated(file: Path, old: str, new: str) -> None:
    """What a translator does: other words, and finished."""
    words = file.read_text(encoding="utf-8")
    before, found, after = words.rpartition(old)  # a suggestion stands above it
    assert found, words
    words = f"{before}{new}{after}".replace('state="initial"', 'state="translated"')
    file.write_text(words.replace("#, fuzzy\n", ""), encoding="utf-8")


def plan_says(root: Path) -> str:
    return (root / "plan_source" / PROCEDURE).read_text(encoding="utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_the_translator_gets_one_text_and_brings_it_back(root: Path, format: str) -> None:
    file = exported(root, format)
    assert STEP in file.read_text(encoding="utf-8")
    assert "Read the name aloud." in file.read_text(encoding="utf-8")  # what it was made from
    translated(file, "念出姓名。", "念出全名。")
    before = plan_says(root)
    said = told(root, "translations", "import", str(file))
    assert STEP in said and "+ 念出全名。" in said and "1 text would be written" in said
    assert plan_says(root) == before
    told(root, "translations", "import", str(file), "--write")
    assert plan_says(root) == before.replace("念出姓名。", "念出全名。")
    assert json.loads(told(root, "translations", "--format", "json"))["stale"] == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_translation_that_comes_back_unchanged_is_confirmed(root: Path, format: str) -> None:
    file = exported(root, format)
    before = plan_says(root)
    said = told(root, "translations", "import", str(file), "--write")
    assert "0 texts written, 0 confirmed" in said  # nobody has looked at it
    translated(file, "念出姓名。", "念出姓名。")
    told(root, "translations", "import", str(file), "--write")
    assert plan_says(root) == before
    told(root, "translations")


@pytest.mark.parametrize("format", FORMATS)
def test_a_missing_translation_is_put_in(root: Path, format: str) -> None:
    edited(root, PROCEDURE, "Read the full name aloud., zh: 念出姓名。", "Read it aloud.")
    file = exported(root, format)
    words = file.read_text(encoding="utf-8")
    if format == "po":
        words = re.sub(r'(msgid "Read it aloud."\nmsgstr) ""', r'\1 "念出来。"', words)
    else:
        words = words.replace(
            "<source>Read it aloud.</source>",
            "<source>Read it aloud.</source><target>念出来。</target>",
        )
    file.write_text(words, encoding="utf-8")
    told(root, "translations", "import", str(file), "--write")
    assert "{en: Read it aloud., zh: 念出来。}" in plan_says(root)


@pytest.mark.parametrize("format", FORMATS)
def test_what_the_plan_says_otherwise_by_now_is_not_taken(root: Path, format: str) -> None:
    file = exported(root, format)
    translated(file, "念出姓名。", "念出全名。")
    edited(root, PROCEDURE, "Read the full name aloud.", "Read the full name twice.")
    said = told(root, "translations", "import", str(file), "--write", status=1)
    assert "the source says something else by now" in said
    assert "念出姓名。" in plan_says(root)


@pytest.mark.parametrize("format", FORMATS)
def test_what_somebody_else_translated_meanwhile_is_kept(root: Path, format: str) -> None:
    file = exported(root, format)
    translated(file, "念出姓名。", "念出全名。")
    edited(root, PROCEDURE, "念出姓名。", "大声念出姓名。")
    said = told(root, "translations", "import", str(file), "--write", status=1)
    assert "somebody changed the translation" in said
    assert "大声念出姓名。" in plan_says(root)


def test_each_line_of_a_po_file_ends_its_strings() -> None:
    """Programs of gettext refuse the whole file where a string goes over the end of a line."""
    long = "Hand out against a signed <form:visit-slip>, one line each in <form:medicine-book>. "
    before = SourceText(
        **{**vars(text(long * 3, "凭单发药。" * 30, TextState.STALE)), "before": long}
    )
    lines = po_bytes(work([before])).decode().splitlines()
    assert any(line.startswith("#| msgid") and "<form:visit-slip>" in line for line in lines)
    whole = re.compile(r'(#\| )?(msg\w+ ?)?("([^"\\]|\\.)*" ?)+')
    for line in lines:
        if line.startswith(("#|", "msg", '"')):
            assert whole.fullmatch(line), line


def test_new_words_that_are_still_fuzzy_are_named(root: Path) -> None:
    """By the format's rule they are not used; nobody should take them for written."""
    file = exported(root, "po")
    words = file.read_text(encoding="utf-8").replace('msgstr "念出姓名。"', 'msgstr "念出全名。"')
    file.write_text(words, encoding="utf-8")
    before = plan_says(root)
    said = told(root, "translations", "import", str(file), "--write", status=1)
    assert f"{STEP} (" in said and "still marked as fuzzy" in said
    assert "0 texts written, 0 confirmed; 1 not taken" in said
    assert plan_says(root) == before
    said = told(root, "translations", "import", str(file), "--ui-language", "zh", status=1)
    assert "仍标为 fuzzy" in said


def test_a_text_that_lost_a_reference_is_not_taken(root: Path) -> None:
    file = exported(root, "xlf", "--all")
    words = file.read_text(encoding="utf-8")
    cut = re.search(r"<target>[^<]*<ph [^>]*/>[^<]*</target>", words)
    assert cut
    file.write_text(words.replace(cut[0], "<target>别的话。</target>", 1), encoding="utf-8")
    said = told(root, "translations", "import", str(file), "--write", status=1)
    assert said.count("its references") == 1


def test_a_file_holds_terms_places_and_suggestions(root: Path) -> None:
    edited(root, PROCEDURE, "Read the full name aloud., zh: 念出姓名。", "Read the names aloud.")
    tree = ElementTree.fromstring(exported(root, "xlf", "--all").read_bytes())
    names = {element.tag.partition("}")[2] for element in tree.iter()}
    assert {"glossEntry", "match", "note", "data", "ph"} <= names
    units = [one for one in tree.iter() if one.tag.endswith("}unit")]
    stale = next(one for one in units if "Read the names aloud." in "".join(one.itertext()))
    notes = {one.get("category"): one.text for one in stale.iter() if one.tag.endswith("}note")}
    place, _, line = str(notes["location"]).rpartition(":")
    assert "Read the names aloud." in (root / place).read_text("utf-8").split("\n")[int(line) - 1]
    (match,) = [one for one in tree.iter() if one.tag.endswith("}match")][:1]
    assert "".join(match.itertext()) == "Read the name aloud.念出姓名。"


def test_an_exact_earlier_text_is_suggested_first() -> None:
    texts = [text("Call the desk.", "打给台。"), text("Call the desk now.", "马上打给台。")]
    memory = TranslationMemory([*texts, text("Call the desk!", "旧", TextState.STALE)])
    found = memory.suggestions("Call the desk now.")
    assert [one.words for one in found] == ["马上打给台。", "打给台。"]
    assert found[0].likeness == 1.0
    assert memory.suggestions("Weigh the patient.") == ()


def test_restricted_texts_go_to_no_translator(root: Path) -> None:
    whole = exported(root, "xlf", "--all", "--audience", "restricted").read_text(encoding="utf-8")
    (root.parent / "zh.xlf").unlink()
    public = exported(root, "xlf", "--all", "--audience", "public").read_text(encoding="utf-8")
    assert public.count("<unit ") < whole.count("<unit ")


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><xliff/>',
        b'<?xml version="1.0"?><!DOCTYPE xliff SYSTEM "file:///etc/passwd"><xliff/>',
        b"<xliff",
        b"<html/>",
        b"<a>" * 200,
        b'<?xml version="1.0" encoding="none-such"?><xliff/>',
    ],
)
def test_what_is_no_xliff_or_could_load_files_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableTexts):
        read_xliff(content)


def test_damaged_files_and_other_languages_are_refused(root: Path) -> None:
    file = root.parent / "a.po"
    file.write_text('msgid "x"\nmsgstr "\n', encoding="utf-8")
    assert "can't be read" in told(root, "translations", "import", str(file), status=2)
    said = told(root, "translations", "export", str(root.parent / "fr.po"), "--to", "fr", status=2)
    assert '"fr"' in said
    said = told(root, "translations", "export", str(root.parent / "b.txt"), "--to", "zh", status=2)
    assert ".xlf" in said


def test_an_item_of_a_list_is_stale_too(root: Path) -> None:
    path = root / "plan_source/forms"
    file = next(
        one for one in sorted(path.glob("*.yml")) if "choices:" in one.read_text(encoding="utf-8")
    )
    words = file.read_text(encoding="utf-8")
    found = re.search(r"choices: \[\{en: ([^,}]+), zh: ([^,}]+)\}", words)
    assert found
    file.write_text(
        words.replace(found[0], found[0].replace(found[1], found[1] + "s"), 1), encoding="utf-8"
    )
    said = told(root, "translations", status=1)
    assert f"zh = {found[2]}" in said


def test_where_nothing_is_left_to_translate_no_file_is_written(
    edition_1: Path, tmp_path: Path
) -> None:
    project = Path(shutil.copytree(edition_1, tmp_path / "clinic"))
    said = told(
        project,
        "--ui-language",
        "en",
        "translations",
        "export",
        str(tmp_path / "zh.po"),
        "--to",
        "zh",
    )
    assert "Nothing is left to translate" in said
    assert not (tmp_path / "zh.po").exists()
