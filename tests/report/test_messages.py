"""The words of findings and of the program: every language has them all, and none is left over."""

import re
import shutil
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import wardbook
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.findings import Mark, error
from wardbook.plan import plan_words
from wardbook.report import messages
from wardbook.report.explain import explain_text
from wardbook.rules.probes.registry import wanted, written_at

PACKAGE = Path(wardbook.__file__).parent
CODE = re.compile(r'"([A-Z]\d{3})"')
OTHERS = [language for language in messages.ui_languages() if language != messages.DEFAULT]


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Adds a language of messages whose file says what is given."""
    caches = (
        messages.ui_languages,
        messages.codes,
        messages._whole_file,
        messages.words_alone,
        plan_words.plan_words,
    )

    def write(content: str) -> None:
        for file in PACKAGE.glob("report/messages/*.yml"):
            shutil.copy(file, tmp_path)
        (tmp_path / "fr.yml").write_text(content, encoding="utf-8")
        monkeypatch.setattr(messages, "_MESSAGES", tmp_path)
        for cached in caches:
            cached.cache_clear()

    yield write
    for cached in caches:
        cached.cache_clear()


USED = {
    code
    for path in PACKAGE.rglob("*.py")
    for code in CODE.findall(path.read_text(encoding="utf-8"))
}
"""Every finding's code that a module makes."""


def places(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


def all_texts(language: str) -> dict[str, str]:
    """Every text of a language by its key."""
    texts: dict[str, str] = {}
    own = messages.words_alone(language)
    for section in ("lines", "families"):
        texts |= {f"{section} {key}": text for key, text in own[section].items()}
    for section in ("help", "codes"):
        for name, words in own[section].items():
            texts |= {f"{section} {name} {key}": text for key, text in words.items()}
    return texts


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Keys that only one language has, and texts whose places differ."""
    found = sorted(set(one) ^ set(other))
    for key in sorted(set(one) & set(other)):
        if places(one[key]) != places(other[key]):
            found.append(f"{key}: places")
    return found


def test_codes_are_found_in_source() -> None:
    assert CODE.findall('x = error("R202", mark)\ny = "R20"\nz = "a R202"') == ["R202"]
    assert len(USED) > 90


@pytest.mark.parametrize("language", messages.ui_languages())
def test_every_code_has_words_and_no_words_are_left_over(language: str) -> None:
    said = set(messages.words_alone(language)["codes"])
    assert sorted(said ^ USED) == [], f"in code, or under codes in report/messages/{language}.yml"


def test_the_languages_of_messages_are_its_files() -> None:
    assert messages.ui_languages() == ("en", "zh")
    assert messages.DEFAULT in messages.ui_languages()


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_the_same_things(language: str) -> None:
    assert differences(all_texts(messages.DEFAULT), all_texts(language)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_names_the_terms_that_english_words_differently(language: str) -> None:
    english, own = messages.words_alone(messages.DEFAULT), messages.words_alone(language)
    assert set(english["terms"]) <= set(own["terms"])


@pytest.mark.parametrize("language", messages.ui_languages())
def test_every_language_says_what_a_probe_looks_for(language: str) -> None:
    for said in (wanted(), written_at()):
        assert [name for name, text in said.items() if not text.words(language)] == []


def test_what_a_language_lacks_is_seen() -> None:
    english = {"a": "{n} pages", "b": "yes"}
    assert differences(english, {"a": "{n} 页"}) == ["b"]
    assert differences(english, {"a": "页", "b": "是"}) == ["a: places"]


def test_english_stands_in_for_what_a_language_of_messages_lacks(
    french: Callable[[str], None],
) -> None:
    french('lines: {summary_clean: "Rien."}\nhelp: {check: {short: "Contrôler."}}\n')
    assert messages.lines("fr")["summary_clean"] == "Rien."
    assert messages.lines("fr")["hint"] == messages.lines("en")["hint"]
    assert messages.helps("fr")["check"]["short"] == "Contrôler."
    assert set(messages.helps("fr")["check"]) == set(messages.helps("en")["check"])
    assert messages.codes("fr") == messages.codes("en")
    assert messages.faults("fr") == ()


@pytest.mark.parametrize("content", ["", "# not begun\n", "codes:\nlines: {hint: ''}\n"])
def test_a_language_of_messages_that_is_hardly_begun_has_no_fault(
    content: str, french: Callable[[str], None]
) -> None:
    french(content)
    assert messages.codes("fr") == messages.codes("en")
    assert messages.faults("fr") == ()


FAULTY = {
    "lines: Rien\n": ["lines"],
    "lines: [a]\ncodes: {R202: text, R999: {message: a}}\n": ["lines", "codes.R202"],
    "lines: {hint: {a: b}, more: 'et {combien}', also: '{'}\n": [
        "lines.hint",
        "lines.more",
        "lines.also",
    ],
    "codes: {R202: {message: 'un {autre} nom', hint: [a]}}\n": [
        "codes.R202.message",
        "codes.R202.hint",
    ],
    "help: {check: text}\nusage: text\n": ["help.check", "usage"],
    "- a\n": ["no mapping"],
    "text\n": ["no mapping"],
    "lines: [\n": ["line 2, column 1"],
    "? [a]\n: b\n": ["line 1, column 3"],
}
"""What a file says → what is named as unusable."""


@pytest.mark.parametrize("content", FAULTY)
def test_what_of_a_language_can_not_be_used_is_named_and_said_in_english(
    content: str, french: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    french(content)
    monkeypatch.setenv("WARDBOOK_LANG", "fr")
    done = CliRunner().invoke(main, ["explain", "R202"])
    assert done.exit_code == 0
    count = len(FAULTY[content])
    entries = "1 entry" if count == 1 else f"{count} entries"
    assert f"{entries} of the messages in your language" in done.stderr
    for name in FAULTY[content]:
        assert name in done.stderr
    assert messages.unescaped(messages.codes("en")["R202"].message) in done.stdout
    assert dict(messages.lines("fr")) == dict(messages.lines("en"))
    assert messages.helps("fr") == messages.helps("en")
    assert messages.codes("fr") == messages.codes("en")


def test_a_word_of_an_entry_that_can_not_be_used_is_named_and_said_in_english(
    tmp_path: Path, french: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    french("")
    words = tmp_path / "words"
    shutil.copytree(PACKAGE / "plan/words", words)
    (words / "fr.yml").write_text("step: étape\nfield_actor: [a]\n", encoding="utf-8")
    monkeypatch.setattr(plan_words, "PLAN_WORDS", words)
    plan_words.plan_words.cache_clear()
    said = messages.kinds_and_fields("fr")
    assert (said["step"], said["field_actor"]) == ("étape", "who does it")
    assert messages.faults("fr") == (f"{words / 'fr.yml'}: field_actor",)


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_languages_of_messages_can_be_used(language: str) -> None:
    assert messages.faults(language) == ()


def test_a_code_without_words_is_named_with_the_file_that_lacks_it() -> None:
    with pytest.raises(LookupError, match=r"R999 has no words .*messages/en\.yml"):
        messages.message(error("R999", Mark("a.yml", 1)), "zh")


def test_a_line_or_a_help_without_words_is_named_with_the_file_that_lacks_it() -> None:
    for section in (messages.lines("zh"), messages.helps("zh")):
        with pytest.raises(LookupError, match=r"no 'no_such' under `(lines|help)` in .*en\.yml"):
            section["no_such"]


def test_an_unknown_language_of_messages_is_wrong_use_that_names_those_there_are() -> None:
    for arguments in (["--ui-language", "fr", "doctor"], ["doctor", "--ui-language", "fr"]):
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 2
        assert "'fr' is not one of 'en', 'zh'" in done.output


def test_no_line_is_left_over() -> None:
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    families = (
        "wrong_",
        "passed_",
        "signature_",
        "skipped_",
        "job_",
        "kind_",
        "need_",
        "account_",
        "entry_",
        "risk_",
        "figure_",
        "became_",
        "verify_",
        "returned_",
        "signature_",
        "copy_is_",
        "review_",
        "reading_",
        "word_went_",
        "word_lost_",
    )  # looked up with the rest of the key computed
    quoted: set[str] = set()
    for source in sources:
        quoted.update(re.findall(r"[\"'](\w+)(?=[\"'])", source))
    left_over = {key for key in set(messages.lines("en")) - quoted if not key.startswith(families)}
    assert left_over == set()


@pytest.mark.parametrize("code", sorted(USED))
def test_explanations_say_what_and_why(code: str) -> None:
    english, chinese = messages.codes("en")[code], messages.codes("zh")[code]
    assert english.hint and chinese.hint
    assert 2 <= len(re.findall(r"[.?!:](?=\s|$)", english.explain)) <= 6
    assert re.search(r"[。！？]$", chinese.explain)
    assert re.search(r"[㐀-鿿]", chinese.message)


def test_examples_belong_to_codes() -> None:
    assert set(messages.examples()) <= USED


@pytest.mark.parametrize("language", messages.ui_languages())
def test_a_whole_text_is_no_part_of_a_sentence(language: str) -> None:
    long = error("G104", Mark("a.yml", 1), sheet="Z1", title="I.", words="x" * 10_000)
    said = messages.message(long, language)
    assert "x" * 400 in said and "…" in said and len(said) < 700


@pytest.mark.parametrize("language", messages.ui_languages())
def test_an_explanation_shows_no_name_of_a_place(language: str) -> None:
    """What a finding would fill in is an ellipsis; braces of the plan language stay."""
    for code in messages.codes(language):
        _, said = explain_text(code, language)
        own = said.replace(messages.examples().get(code, "").rstrip(), "")
        assert not re.search(r"\{\w+\}", own), code
    assert "{text: …, across: 2}" in explain_text("E207", language)[1]
