"""`mkdocs build` in a project's root shows the pages that `wardbook build` publishes."""

import logging
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from wardbook.mkdocs_plugin import WardbookPlugin
from wardbook.plan.loader import load
from wardbook.sheets.books import books
from wardbook.site.build import SiteError, build_site
from wardbook.site.hosts.mkdocs_host import hand_over
from wardbook.site.language_site import language_sites

from tests.soak import only_in_soak

pytestmark = pytest.mark.slow

HARBOUR = Path(__file__).parent / "site/harbour"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))


def settings(project: Path) -> MkDocsConfig:
    return load_config(str(project / "mkdocs.yml"), strict=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_bare_build_makes_the_same_pages_in_every_language(project: Path, tmp_path: Path) -> None:
    build(settings(project))
    loaded = load(project)
    assert loaded.project
    build_site(books(loaded.project, "staff"), tmp_path / "site", project, pdfs=False)
    assert contents(project / "build/mkdocs") == contents(tmp_path / "site")


@pytest.mark.parametrize(
    ("folder", "named"), [only_in_soak(".", "mkdocs.yml"), ("..", "harbour/mkdocs.yml")]
)
def test_the_folder_that_mkdocs_is_called_in_changes_nothing(
    project: Path, tmp_path: Path, folder: str, named: str
) -> None:
    """Diagrams are drawn in the theme's fonts, whose settings fontconfig does not find by a path
    that is not whole."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", named]
    subprocess.run(command, cwd=project / folder, check=True, capture_output=True)
    loaded = load(project)
    assert loaded.project
    build_site(books(loaded.project, "staff"), tmp_path / "site", project, pdfs=False)
    made = contents(project / "build/mkdocs")
    assert made == contents(tmp_path / "site")
    assert any(b'class="flow' in page for page in made.values())


def test_fonts_that_can_not_be_used_are_said_without_a_traceback(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = project / "theme/fonts"
    own.mkdir(parents=True, exist_ok=True)
    (own / "Own.ttc").write_bytes(b"x")
    with caplog.at_level(logging.ERROR), pytest.raises(Abort):
        build(settings(project))
    assert "Own.ttc can't be put into a PDF" in caplog.text


def test_second_build_in_the_same_process_starts_afresh(project: Path) -> None:
    build(settings(project))
    contacts = project / "plan_source/contacts.yml"
    contacts.write_text(contacts.read_text().replace("5003", "5999"))
    build(settings(project))
    page = (project / "build/mkdocs/zh/numbers.html").read_text(encoding="utf-8")
    assert "5999" in page
    assert "5003" not in page


def test_handed_over_pages_are_not_loaded_again(project: Path) -> None:
    loaded = load(project)
    assert loaded.project
    site = language_sites(books(loaded.project, "staff"), project, project / "docs")["zh"]
    shutil.rmtree(project / "plan_source")
    config = settings(project)
    hand_over(config, site)
    build(config)
    assert "日间药房" in (project / "build/mkdocs/index.html").read_text(encoding="utf-8")
    assert not (project / "build/mkdocs/en").exists()


def test_sources_and_theme_are_watched(project: Path) -> None:
    config = settings(project)
    config.plugins.on_config(config)
    watched = {Path(path).name for path in config.watch}
    assert {"plan_source", "theme"} <= watched


def test_broken_source_stops_with_the_findings(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "plan_source/roles.yml").write_text(
        "- {id: dispenser, name: {en: Dispenser, zh: 配药员}, departmnt: dispensary}\n"
    )
    with caplog.at_level(logging.ERROR), pytest.raises(Abort):
        build(settings(project))
    assert "plan_source/roles.yml:1:" in caplog.text
    assert "departmnt" in caplog.text


@pytest.mark.parametrize(
    ("locale", "finding", "refusal"),
    [
        ("en_US.UTF-8", "errors: 1", "The project's own theme/ can't be used: "),
        ("zh_CN.UTF-8", "错误 1", "项目自己的 theme/ 无法使用："),
    ],
)
def test_what_stops_a_build_is_said_in_the_language_of_the_locale(
    project: Path, monkeypatch: pytest.MonkeyPatch, locale: str, finding: str, refusal: str
) -> None:
    monkeypatch.delenv("WARDBOOK_LANG")  # it would stand over the locale
    monkeypatch.setenv("LC_ALL", locale)
    (project / "theme/sheets").mkdir(parents=True, exist_ok=True)
    (project / "theme/sheets/card.html").write_text("{% if %}")
    with pytest.raises(PluginError) as stopped:
        config = settings(project)
        config.plugins.on_config(config)
    assert refusal in str(stopped.value)
    (project / "theme/sheets/card.html").unlink()
    (project / "plan_source/contacts.yml").write_text("nobody: here\n")
    with pytest.raises(PluginError) as stopped:
        config = settings(project)
        config.plugins.on_config(config)
    assert finding in str(stopped.value)


def test_audience_stands_in_the_settings(project: Path) -> None:
    text = (project / "mkdocs.yml").read_text()
    (project / "mkdocs.yml").write_text(
        text.replace("plugins: [wardbook]", "plugins: [{wardbook: {audience: posted}}]")
    )
    build(settings(project))
    page = (project / "build/mkdocs/en/numbers.html").read_text(encoding="utf-8")
    assert "5001" in page
    assert "5003" not in page


def test_settings_without_the_plugin_are_named(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: x\ntheme: {name: material}\nplugins: []\n")
    loaded = load(project)
    assert loaded.project
    with pytest.raises(SiteError, match=r"mkdocs\.yml: the plugin `wardbook` is missing"):
        build_site(books(loaded.project, "staff"), project / "out", project)


def test_plugin_is_found_by_its_name(project: Path) -> None:
    assert isinstance(settings(project).plugins["wardbook"], WardbookPlugin)
