"""A theme that lacks something: the line names what and where, and whose theme it is."""

import pickle
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from jinja2 import TemplateNotFound
from wardbook import theme
from wardbook.cli import main
from wardbook.commands.user_errors import exit_status
from wardbook.html.templates import environment
from wardbook.options import FOUND, WRONG_USE, Options
from wardbook.theme import ThemeError, product_theme, words, words_of


@pytest.mark.parametrize("folder", theme.FOLDERS)
def test_a_word_that_is_missing_is_named_with_its_file(folder: str) -> None:
    found = words((product_theme(),), folder, "zh")
    named = rf"{product_theme()}/{folder}/en\.yml: no 'title_keys'"
    with pytest.raises(ThemeError, match=named):
        found["title_keys"]
    assert "title_keys" not in found
    # Jobs take words along into other processes
    copied = pickle.loads(pickle.dumps(found))
    assert copied == found
    with pytest.raises(ThemeError, match=named):
        copied["title_keys"]


def test_a_word_that_a_template_lacks_is_named_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{{ w.title_keys }}", encoding="utf-8")
    found = words((product_theme(),), "words", "en")
    with pytest.raises(ThemeError, match="no 'title_keys'"):
        environment((tmp_path,)).get_template("a.html").render(w=found)


def test_a_name_that_a_template_lacks_is_said_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{% include 'b.html' %}", encoding="utf-8")
    (tmp_path / "b.html").write_text("\n\n{{ nobody }}", encoding="utf-8")
    with pytest.raises(ThemeError, match=r"b\.html:3: 'nobody' is undefined"):
        environment((tmp_path,)).get_template("a.html").render()


@pytest.mark.parametrize(
    ("has_own", "said"),
    [(True, "The project's own theme/ can't be used"), (False, "Wardbook's own theme can't")],
)
def test_a_project_without_a_theme_is_not_to_blame(
    has_own: bool, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if has_own:
        (tmp_path / "theme").mkdir()

    def story() -> int:
        raise TemplateNotFound("sheets/keys.html")

    assert exit_status(Options(project=tmp_path), story) == WRONG_USE
    told = capsys.readouterr().err
    assert said in told and "sheets/keys.html" in told


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("words/fr.yml", "- a\n", "G114"),
        ("phrases/en.yml", "a: {b: c}\n", "G114"),
        ("site/words/zh.yml", "a: [b\n", "S025"),
        ("words/en.yml", "[" * 500, "S014"),
    ],
)
def test_a_file_of_words_that_can_not_be_read_is_a_finding(
    name: str, content: str, code: str, clinic: Path
) -> None:
    file = clinic / "theme" / name
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    done = CliRunner().invoke(main, ["check", "--project", str(clinic)])
    assert done.exit_code == FOUND
    assert re.search(rf"(?m)^theme/{name}:1:\d+: error {code}", done.output)


@pytest.mark.parametrize("content", ["- a\n", "text\n", "a: {b: c}\n", "a: [b\n", "[" * 500])
def test_words_that_can_not_be_read_are_no_words(content: str, tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    file = tmp_path / "words/eo.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ThemeError, match=str(file)):
        words_of((tmp_path,), "words", "eo")
