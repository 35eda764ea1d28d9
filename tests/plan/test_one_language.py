"""A project of one language writes its texts plain; with a second one it has to say which."""

from pathlib import Path

import pytest
from wardbook.plan.loader import Loaded, load

SITE = """\
organisation: {organisation}
title: Downtime plan
languages: [{languages}]
edition: {{id: "2026.1", date: 2026-11-01}}
desk: desk
never_waits: Resuscitation waits for nobody.
bands: [{{id: first, from: noticed, label: 0–5 min}}]
"""


def loaded(root: Path, languages: str, **files: str) -> Loaded:
    source = root / "plan_source"
    source.mkdir()
    site = SITE.format(languages=languages, organisation="Lakeside Hospital")
    (source / "site.yml").write_text(site, encoding="utf-8")
    for name, text in files.items():
        (source / f"{name}.yml").write_text(text, encoding="utf-8")
    return load(root)


def test_texts_stand_alone_under_the_only_language(tmp_path: Path) -> None:
    term = "- {id: t, term: back-entry, definition: Entering paper afterwards., aliases: [re-entry, catch up]}\n"
    found = loaded(
        tmp_path,
        "en",
        contacts='- {id: desk, name: IT service desk, number: "5550100"}\n',
        glossary=term,
    )
    assert found.findings == ()
    assert found.project
    assert found.project.contacts["desk"].name.words("en") == "IT service desk"
    assert list(found.project.site.organisation.raw) == ["en"]
    assert found.project.terms["t"].aliases == {"en": ("re-entry", "catch up")}


def test_a_mapping_stays_right(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, "en", contacts='- {id: desk, name: {en: IT service desk}, number: "5550100"}\n'
    )
    assert found.findings == ()


@pytest.mark.parametrize(
    ("languages", "texts"), [("en, zh", "{en: …, zh: …}"), ("en, es", "{en: …, es: …}")]
)
def test_with_two_languages_a_hint_shows_both(tmp_path: Path, languages: str, texts: str) -> None:
    found = loaded(tmp_path, languages)
    plain = [one for one in found.findings if one.code == "L106"]
    assert plain and all(dict(one.arguments)["texts"] == texts for one in plain)


@pytest.mark.parametrize(
    "number", ["GB/T 20986-2023", "45 CFR 164.308(a)(7)", "NIST SP 800-34 Rev. 1"]
)
def test_a_number_with_a_space_is_written_once(tmp_path: Path, number: str) -> None:
    title = "{en: Rules, zh: 规定}"
    (tmp_path / "plan_source").mkdir()
    (tmp_path / "plan_source/citations.yml").write_text(
        f'- {{id: rules, title: {title}, kind: standard, number: "{number}", status: unverified}}\n',
        encoding="utf-8",
    )
    assert [one.code for one in load(tmp_path).findings] == ["S018"]
