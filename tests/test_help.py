"""Help and wrong use in the user's language: every command, every option, every word of the library."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from wardbook.cli import command_named, command_names, main
from wardbook.cli.words import (
    _LIBRARY,
    EVERY,
    name_of,
    options_of,
    put_words,
    translate_library,
    with_those_below,
)
from wardbook.html.word_wrap import width_of
from wardbook.report.messages import helps, ui_languages, usage, words_alone

ROOT = Path(__file__).parent.parent
COMMANDS: dict[str, click.Command] = {"wardbook": main}
"""The program and every command, each by the name that its words have."""
for command in command_names():
    COMMANDS.update(with_those_below(command_named(command), command))
HAN = re.compile(r"[㐀-鿿]")
OTHERS = [language for language in ui_languages() if language != "en"]


def run(*arguments: str, **environ: str | None) -> str:
    """What a command line says, of help or of wrong use."""
    return CliRunner().invoke(main, arguments, env=environ).output


@pytest.mark.parametrize("language", ui_languages())
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_and_no_option_lacks_its_words(name: str, language: str) -> None:
    known = words_alone(language)["help"]
    wanted = {name_of(option) for option in options_of(COMMANDS[name])} - set(known[EVERY])
    wanted |= {"short", "about"}
    assert set(known.get(name, ())) == wanted, f"help: {name}: in report/messages/{language}.yml"


@pytest.mark.parametrize("language", ui_languages())
def test_no_words_are_left_over(language: str) -> None:
    assert set(words_alone(language)["help"]) == {EVERY, *COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_chinese_help_is_chinese_and_fits_the_terminal(name: str) -> None:
    for words in helps("zh")[name].values():
        assert HAN.search(words), words
    typed = [] if name == "wardbook" else name.split()
    lines = run(*typed, "--help", "--ui-language", "zh").splitlines()
    assert [line for line in lines if width_of(line) > 80] == []
    assert sum(map(bool, map(HAN.search, lines))) > 4


def spoken_by_library() -> set[str]:
    """Every message that the library's modules look up."""
    found = set()
    for module in _LIBRARY:
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("_", "ngettext"):
                texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str)}
    return found


NEVER_SAID = {
    "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass '--{name}'?",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Invalid start character for option ({option})",
    "Do you want to continue?",
    "Confirm the action without prompting.",
    "Show the version and exit.",
    "Show this message and exit.",
}
"""About mistakes in the program, questions that it never asks, and help that has words of ours."""


@pytest.mark.parametrize("language", OTHERS)
def test_the_library_speaks_every_language(language: str) -> None:
    spoken = spoken_by_library()
    assert len(spoken) > 40
    assert spoken - NEVER_SAID - set(usage(language)) == set()
    beside = {"required", "."}
    assert set(usage(language)) - spoken == beside, (
        "what stands in a variable, the end of a sentence"
    )


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_library_says_has_no_places_of_its_own(language: str) -> None:
    place = re.compile(r"\{(\w+)|(%\(\w+\)s)")
    for english, words in usage(language).items():
        assert set(place.findall(words)) <= set(place.findall(english)), english


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("chek",), "没有命令“chek”"),
        (("check", "--frmat", "json"), "没有选项“--frmat”"),
        (("check", "--format", "xml"), "“xml”不在可选范围内"),
        (("check", "--date", "soon"), "“soon”不是日期"),
        (("check", "--language", "zh"), "须与 --paper 合用"),
        (("new",), "缺少参数 'KIND'。可选：\n"),
        (("level",), "缺少参数 'LENGTH'。\n"),
        (("preview", "--port", "0"), "0 超出范围"),
        (("prices", "--top", "many"), "“many”不是数字"),
        (("drill", "a", "b"), "多余的参数（b）"),
        (("schema",), "须写 KIND"),
        (("explain",), "须写 CODE"),
        (("export", "contacts"), "请为名单 contacts 写出文件 FILE"),
        (("export", "phones", "x.csv"), "没有名单“phones”"),
        (("reconcile", "all", "nowhere.csv"), "“nowhere.csv”不存在"),
    ],
)
def test_wrong_use_is_said_in_chinese(typed: tuple[str, ...], said: str) -> None:
    done = CliRunner().invoke(main, [*typed, "--ui-language", "zh"])
    assert done.exit_code == 2
    assert said in done.output
    assert "用法：" in done.output


def test_the_language_of_the_environment_is_that_of_help() -> None:
    assert "Options:" in run("--help", WARDBOOK_LANG="en")
    assert "选项：" in run("--help", WARDBOOK_LANG="zh")
    assert "选项：" in run("--help", WARDBOOK_LANG=None, LC_ALL="zh_CN.UTF-8")


@pytest.mark.parametrize(
    ("typed", "meant"), [("chek", "check"), ("biuld", "build"), ("relase", "release")]
)
def test_a_slip_in_a_command_is_answered_with_the_one_meant(typed: str, meant: str) -> None:
    for language, asked in (("en", "Did you mean"), ("zh", "是不是")):
        said = run(typed, "--ui-language", language)
        assert asked in said and f"'{meant}'" in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_column_of_a_list_has_a_heading(language: str) -> None:
    said = run("import", "--help", WARDBOOK_LANG=language)
    listed = said[said.index("contacts:") : said.index("prices:")]
    assert "_" not in listed and "channels" not in listed


def test_the_library_s_own_english_comes_back() -> None:
    translate_library("zh")
    assert "No such command 'chek'." in run("chek", "--ui-language", "en")


def test_import_and_export_name_the_columns_of_each_list() -> None:
    for command in ("import", "export"):
        said = " ".join(run(command, "--help", "--ui-language", "en").split())
        assert "contacts: id, Name*, Number, Department, Post, Audience" in said
        assert "prices: Code, Name, Strength, Unit, Price, Group, Windows" in said
        assert "应急箱位置*" in run(command, "--help", "--ui-language", "zh")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "wardbook"])
def test_every_command_takes_the_project_behind_its_name(name: str) -> None:
    assert {"project", "ui-language"} <= {name_of(option) for option in options_of(COMMANDS[name])}


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str) -> None:
    """As the guide says; each needs a line in its own settings."""

    def completion(**environ: str) -> str:
        command = [
            sys.executable,
            "-c",
            "from wardbook.cli import main; main(prog_name='wardbook')",
        ]
        paths = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "generator")}
        done = subprocess.run(
            command, env={**paths, **environ}, capture_output=True, text=True, check=False
        )
        return done.stdout

    assert "wardbook" in completion(_WARDBOOK_COMPLETE=f"{shell}_source")
    typed = {"COMP_WORDS": "wardbook rec", "COMP_CWORD": "1"}
    if shell == "fish":
        typed["COMP_CWORD"] = "rec"
    assert "reconcile" in completion(_WARDBOOK_COMPLETE=f"{shell}_complete", **typed)


def test_the_guide_says_how_shells_complete() -> None:
    for language in ui_languages():
        page = (ROOT / "docs" / language / "machine.md").read_text(encoding="utf-8")
        for shell in ("bash", "zsh", "fish"):
            assert f"_WARDBOOK_COMPLETE={shell}_source wardbook" in page


def test_help_of_code_without_words_is_kept() -> None:
    @click.command(help="New.")
    def brand_new() -> None:
        """A command that has no words yet."""

    program = click.Group(commands={"brand-new": brand_new})
    put_words(program, "program", "zh")
    assert brand_new.help == "New."


def choices() -> list[tuple[str, str, str]]:
    """Every word that a command offers for choice: the command, its option (empty for an argument), the word."""
    found = []
    for name, command in COMMANDS.items():
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice):
                option = name_of(parameter) if isinstance(parameter, click.Option) else ""
                found += [(name, option, str(word)) for word in parameter.type.choices]
    return found


def test_a_slip_in_any_choice_is_answered_with_the_word_that_was_meant() -> None:
    known = choices()
    assert ("new", "", "hospital") in known
    assert len(known) > 60
    for name, option, word in known:
        if len(word) < 4 or option == "ui-language":
            continue
        slip = word[:2] + word[3:]
        typed = [] if name == "wardbook" else name.split()
        said = run(*typed, *([f"--{option}"] if option else []), slip)
        assert f"Did you mean '{word}'?" in said, (name, option, slip, said)


def test_a_slip_is_answered_in_chinese() -> None:
    done = run("new", "hospitl", "x", "--ui-language", "zh")
    assert "是不是“hospital”？" in done


def test_what_is_like_no_choice_gets_no_guess() -> None:
    assert "Did you mean" not in run("check", "--format", "xml")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ("build", "--department", "dispensry"),
            'no department "dispensry" in plan_source/departments.yml; near: dispensary',
        ),
        (
            ("build", "--language", "eng"),
            'The language "eng" is not in plan_source/site.yml; there are en, zh.',
        ),
        (("export", "contatcs", "x.csv"), "Did you mean 'contacts'?"),
        (("coverage", "--pack", "nist"), "Did you mean nist-800-34?"),
    ],
)
def test_a_slip_in_what_the_plan_names_is_answered_too(typed: tuple[str, ...], said: str) -> None:
    assert said in run(*typed, "--project", str(ROOT / "tests/projects/clinic"))
