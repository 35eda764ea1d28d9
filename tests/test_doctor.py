"""The doctor names what is missing and the one command that installs it."""

from pathlib import Path

import pytest
from wardbook.commands import doctor
from wardbook.commands.doctor import Need, describe, examine
from wardbook.fonts import FontFault

PANGO = Need("Pango", "need_pdf", "libpango-1.0-0 libpangoft2-1.0-0", missing=True)
DOT = Need("Graphviz", "need_flows", "graphviz", missing=True)
FAULT = FontFault("fonts_missing", {"font": "Noto Sans SC Bold", "folder": "theme/fonts"})
FONTS = Need("Noto Sans SC", "need_vendored", "", missing=True, fault=FAULT)
WELL = Need("fontconfig", "need_fonts", "fontconfig", missing=False)


def test_missing_packages_make_one_command() -> None:
    text = describe((PANGO, DOT, WELL), "en")
    assert text.splitlines()[-1].endswith("graphviz libpango-1.0-0 libpangoft2-1.0-0")
    assert "missing  Pango" in text
    assert "fontconfig" not in text.splitlines()[-1]


def test_missing_fonts_are_not_a_package() -> None:
    text = describe((FONTS, WELL), "en")
    assert "apt-get" not in text
    assert "make_fonts.py" in text
    assert "Nothing is missing" not in text


def test_nothing_missing() -> None:
    assert describe((WELL,), "zh").splitlines()[-1] == "什么都不缺。"


def test_the_machine_is_really_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda _: None)
    monkeypatch.setattr(doctor.ctypes.util, "find_library", lambda _: None)
    assert all(need.missing for need in examine((tmp_path,)))
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(doctor.ctypes.util, "find_library", lambda name: f"lib{name}.so")
    assert [need.name for need in examine((tmp_path,)) if need.missing] == ["Noto Sans SC"]
