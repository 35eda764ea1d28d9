"""The theme's words: one meaning a key, the same keys and places in every language."""

import re
from pathlib import Path

import pytest
import yaml
from wardbook.plan.model.conventions import PRESETS
from wardbook.theme import FOLDERS, product_theme, theme_roots, words_languages
from wardbook.theme import words as theme_words

THEME = product_theme()
PACKAGE = Path(__file__).parent.parent / "generator" / "wardbook"
KINDS = sorted(path.name for path in (THEME / "kinds").iterdir())
LANGUAGES = words_languages(THEME, FOLDERS[0])
PLACE = re.compile(r"\{(\w*)|(%[a-z])")
ALL_FOLDERS = [*FOLDERS, *(f"kinds/{kind}/{folder}" for kind in KINDS for folder in FOLDERS)]


def read(folder: str, language: str) -> dict[str, str]:
    found: dict[str, str] = yaml.load(
        (THEME / folder / f"{language}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )
    return found


def places(word: str) -> set[tuple[str, str]]:
    return set(PLACE.findall(word))


def test_every_folder_has_every_language() -> None:
    assert {"en", "zh"} <= set(LANGUAGES)
    for folder in ALL_FOLDERS:
        assert words_languages(THEME, folder) == LANGUAGES, folder


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", ALL_FOLDERS)
def test_no_key_is_given_twice(folder: str, language: str) -> None:
    """YAML takes the last one in silence, and a heading says what belongs to another page."""
    text = (THEME / folder / f"{language}.yml").read_text(encoding="utf-8")
    found = re.findall(r"(?m)^(\w+):", text)
    assert [key for key in found if found.count(key) > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_language_has_the_same_keys_and_places(folder: str, language: str) -> None:
    english, words = read(folder, "en"), read(folder, language)
    assert set(words) == set(english)
    assert [key for key in words if places(words[key]) != places(english[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("kind", KINDS)
def test_words_of_a_kind_of_organisation_replace_words_that_there_are(
    kind: str, folder: str, language: str
) -> None:
    base, words = read(folder, language), read(f"kinds/{kind}/{folder}", language)
    assert set(words) <= set(base)
    assert [key for key in words if places(words[key]) != places(base[key])] == []


LAYERS = sorted(path.name for path in (THEME / "conventions").iterdir())
FILLED = {
    "date": {"year", "month", "day", "name"},
    "clock_time": {"hour", "minute", "twelfth", "half"},
}
"""Words of conventions that take other places than the usual ones: all that the program fills in."""


@pytest.mark.parametrize("layer", LAYERS)
def test_a_convention_that_two_languages_say_is_said_by_every_one(layer: str) -> None:
    """What English alone says otherwise (the order of a date) may be right in another as it is."""
    for folder in FOLDERS:
        spoken = words_languages(THEME / "conventions" / layer, folder)
        assert spoken in ((), ("en",), LANGUAGES), f"{layer}/{folder}"


@pytest.mark.parametrize("layer", LAYERS)
def test_words_of_a_convention_replace_words_that_there_are(layer: str) -> None:
    for path in sorted((THEME / "conventions" / layer).rglob("*/words/*.yml")) + sorted(
        (THEME / "conventions" / layer).glob("*/??.yml")
    ):
        folder = path.parent.relative_to(THEME / "conventions" / layer).as_posix()
        base, words = read(folder, path.stem), read(f"conventions/{layer}/{folder}", path.stem)
        assert words and set(words) <= set(base)
        for key, word in words.items():
            allowed = FILLED.get(key) or {name for name, _ in places(base[key])}
            assert {name for name, _ in places(word)} <= allowed, key


def test_every_choice_of_a_preset_is_a_layer_or_what_the_theme_says_anyway() -> None:
    usual = {"dates-year-first", "clock-24", "paper-A4", "identifiers-cn", "currency-none"}
    usual |= {"thousands-comma", "spelling-en-GB"}
    chosen = {f"{name}-{value}" for preset in PRESETS.values() for name, value in preset.items()}
    assert chosen - set(LAYERS) <= usual
    assert set(LAYERS) - chosen == {"currency-EUR", "thousands-none"}


def test_no_word_of_the_program_is_british_in_the_us() -> None:
    british = re.compile(r"organis|authoris|colour|centre|catalogue|judgement", re.IGNORECASE)
    layers = ("conventions/spelling-en-US", "kinds/organisation")
    for folder in FOLDERS:
        found = theme_words(theme_roots(Path("/nowhere"), layers), folder, "en")
        assert [key for key, word in found.items() if british.search(word)] == []


USES = {
    "phrases": (
        re.compile(r"""(?:\bsay\(|phrases\[)\s*"(\w+)"[\],)]"""),
        PACKAGE / "sheets",
        "*.py",
    ),
    "words": (re.compile(r"""\bw\.(\w+)|\bboth\("(\w+)"\)"""), THEME, "*.html"),
    "site/words": (re.compile(r"""\bwords\.(\w+)|\bwords\["(\w+)"\]"""), THEME / "site", "*.html"),
}
"""Folder → how its words are asked for by a name that stands there whole, and where."""


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_word_that_is_asked_for_is_there(folder: str) -> None:
    pattern, place, files = USES[folder]
    asked = set()
    for path in place.rglob(files):
        for groups in pattern.findall(path.read_text(encoding="utf-8")):
            asked |= set(filter(None, (groups,) if isinstance(groups, str) else groups))
    assert len(asked) > 30
    missing = sorted(asked - set(read(folder, "en")))
    assert missing == [], f"write them in theme/{folder}/ of each language"


ONE_WORD = {
    "快照": "定时打印件",
    "下落不明": "缺号",
    "红机": "急诊抢救室专线",
    "停摆": "停下摆药机",
    "影像号": "检查号",
    "本室流水号": "本室标本号",
    "收据号": "机打票据号",
    "复印母本": "复印母版",
    "手上这位患者": "正在就诊的这位患者",
    "初诊患者": "首次来院（无卡）患者",
    "green channel": "emergency pathway",
    "one-time order": "once-only order",
    "stat order": "once-only order",
    "head nurse": "charge nurse",
    "order-desk nurse": "desk nurse",
    "blood-taking": "phlebotomy",
    "wait for no": "never delay for",
    "waits for no": "never delay for",
    "hear it read back": "get a read-back",
    "rule a T0 line": "draw a T0 line",
    "No answer:": "Can't get through:",
    "course of events": "sequence",
    "Kept, not entered": "Not entered",
}
"""Words that a reader from the hospital marked → the one word for the same thing."""
_ASKED = re.compile(
    r"\b(?:aliases|ask|forbidden): *(?:\{[^{}]*\}|\[[^\[\]]*\])|^names_.*$|\bid: [\w-]+|waits for nobody"
)
"""What people may type into the search, or must not write: it is no text of the plan."""


def test_a_thing_has_one_word() -> None:
    root = THEME.parent
    found = []
    own = ("generator/wardbook/report/messages", "generator/wardbook/plan/words")
    for folder in ("plan_source", "theme", *own):
        for path in sorted((root / folder).rglob("*.yml")):
            if path.name == "searches.yml":
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                said = _ASKED.sub("", line)
                for word in ONE_WORD:
                    if word in said:
                        found.append(f"{path.relative_to(root)}:{number}: {word}: {ONE_WORD[word]}")
    assert found == []
