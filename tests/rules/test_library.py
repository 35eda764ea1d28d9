"""The packs that come with the program: whole, in both languages, and never heavier than what they
rest on."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from wardbook import rules
from wardbook.findings import Severity
from wardbook.fonts import covered_code_points, sound_fonts
from wardbook.plan.model.base import Base
from wardbook.plan.model.pack import PROBES, PackRule, RulePack
from wardbook.plan.project import texts
from wardbook.plan.reader import read
from wardbook.plan.text import Text
from wardbook.rules.coverage import Standing, State
from wardbook.rules.library import library
from wardbook.rules.probes.registry import PROBE_FUNCTIONS, wanted, written_at
from wardbook.theme import product_theme

FILES = sorted((Path(rules.__file__).parent / "packs").glob("*.yml"))
KEY = re.compile(r"\b([a-z_]+):")
PROMISED = {
    "gbt-29639-2020",
    "gbt-24363-2009",
    "gbt-20986-2023",
    "gbt-38645-2020",
    "gbt-22239-2019",
    "hospital-review",
    "incident-reporting-2025",
    "records-prescriptions",
    "safer-contingency-2025",
    "hipaa-contingency",
    "nist-800-34",
}


def rules() -> Iterator[tuple[RulePack, PackRule]]:
    return ((pack, rule) for pack in library().values() for rule in pack.rules)


def words() -> Iterator[Text]:
    yield from wanted().values()
    yield from written_at().values()
    for pack in library().values():
        yield from texts(pack)


def test_every_promised_pack_is_there() -> None:
    assert set(library()) == PROMISED


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_reads_clean_and_is_named_by_its_id(path: Path) -> None:
    assert read(path, path.parent).findings == ()
    assert library()[path.stem].id == path.stem


def test_a_rule_has_an_id_of_its_own_and_an_instrument() -> None:
    ids = Counter(str(rule.id) for _, rule in rules())
    assert [id for id, count in ids.items() if count > 1] == []
    assert all(pack.instrument_of(rule) for pack, rule in rules())


def test_every_text_is_in_both_languages() -> None:
    for text in words():
        assert "*" in text.raw or set(text.raw) == {"zh", "en"}, text.raw


def test_no_text_refers_to_what_only_one_project_has() -> None:
    assert [text.raw for text in words() if any(True for _ in text.references())] == []


def test_every_letter_can_be_printed() -> None:
    printed = covered_code_points(sound_fonts((product_theme(),)))
    lacking = {
        letter
        for text in words()
        for line in text.raw.values()
        for letter in line
        if ord(letter) not in printed
    }
    assert lacking == set()


def test_what_nobody_has_read_or_what_only_advises_never_warns() -> None:
    for pack, rule in rules():
        instrument = pack.instrument_of(rule)
        assert instrument
        if Standing(pack, rule, instrument, State.MISSING).severity is Severity.WARNING:
            assert rule.source_read and rule.kind == "direct" and instrument.force != "practice", (
                rule.id
            )


def test_every_probe_is_written_and_says_in_words_what_it_looks_for() -> None:
    assert set(PROBE_FUNCTIONS) == set(PROBES) == set(wanted()) == set(written_at())
    assert len(PROBES) == len(set(PROBES))


def keys_of_the_plan(kind: type[Base] = Base) -> set[str]:
    """Every key of a mapping of the plan language."""
    found = set(kind.model_fields)
    for narrower in kind.__subclasses__():
        found |= keys_of_the_plan(narrower)
    return found


@pytest.mark.parametrize("probe", PROBES)
def test_a_probe_says_by_which_keys_of_the_plan_it_is_answered(probe: str) -> None:
    named = {language: set(KEY.findall(text)) for language, text in written_at()[probe].raw.items()}
    assert named["zh"] == named["en"]
    assert named["en"] <= keys_of_the_plan()
    assert named["en"] or probe == "copy-register", "an entry of its own file"
