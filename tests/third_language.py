"""A French edition of a small project: plan and theme say in French what they say in English, each word with a mark."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from wardbook.theme import FOLDERS, product_theme

MARK = "fr:"
"""Stands before every French word of the theme."""


def translate_plan(project: Path) -> None:
    """Add French to every text of the plan, and to the languages of the site before Chinese."""
    for path in sorted((project / "plan_source").rglob("*.yml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        if path.name == "site.yml":
            data["languages"] = ["en", "fr", "zh"]
        text = yaml.safe_dump(
            with_french(data), allow_unicode=True, default_style='"', sort_keys=False
        )
        path.write_text(text, encoding="utf-8")


def with_french(data: Any) -> Any:
    """The same data; mappings of languages have a French entry."""
    if isinstance(data, list):
        return [with_french(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "en" in data and set(data) <= {"en", "zh"}:
        return {**data, "fr": deepcopy(data["en"])}
    return {key: with_french(value) for key, value in data.items()}


def translate_theme(project: Path) -> None:
    """Write all words of the theme in French; examples of numbering are no words."""
    for folder in FOLDERS:
        english = yaml.load(
            (product_theme() / folder / "en.yml").read_text(encoding="utf-8"),
            Loader=yaml.BaseLoader,
        )
        french = {
            key: word if key.startswith("numbering_") else MARK + word
            for key, word in english.items()
        }
        path = project / "theme" / folder / "fr.yml"
        path.parent.mkdir(parents=True)
        path.write_text(
            yaml.safe_dump(french, allow_unicode=True, default_style='"'), encoding="utf-8"
        )
