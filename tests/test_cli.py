"""Commands that read only: what they print, and the exit status that scripts rely on."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wardbook.cli import command_names, export_command, forms_command, main
from wardbook.html.templates import environment
from wardbook.options import FOUND, INTERRUPTED, WRONG_USE
from wardbook.theme import forget_words


def run(*arguments: object, language: str = "en") -> Result:
    return CliRunner().invoke(
        main, ["--ui-language", language, *map(str, arguments)], catch_exceptions=False
    )


def spoil(project: Path, file: str, old: str, new: str) -> None:
    path = project / "plan_source" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_clean_plan_is_status_0(clean_clinic: Path) -> None:
    result = run("--project", clean_clinic, "check", "--strict")
    assert (result.exit_code, result.stdout) == (0, "No findings.\n")


def test_an_error_is_status_1(clinic: Path) -> None:
    spoil(clinic, "procedures/dispensary.yml", "needs: [visit-slip]", "needs: [visit-slp]")
    result = run("--project", clinic, "check")
    assert result.exit_code == 1
    assert (
        'plan_source/procedures/dispensary.yml:15:15: error R202: there is no form "visit-slp"'
        in result.stdout
    )
    assert 'did you mean "visit-slip"?' in result.stdout


def test_a_warning_is_status_1_under_strict_only(clinic: Path) -> None:
    spoil(
        clinic, "citations.yml", "status: replaced, replaced_by: records-rule", "status: replaced"
    )
    assert run("--project", clinic, "check").exit_code == 0
    assert run("--project", clinic, "check", "--strict").exit_code == 1


def test_an_unreadable_project_is_status_2(clinic: Path, tmp_path: Path) -> None:
    (clinic / "plan_source" / "site.yml").unlink()
    assert run("--project", clinic, "check").exit_code == 2
    assert run("--project", tmp_path / "nowhere", "check").exit_code == 2


def test_wrong_use_is_status_2() -> None:
    for arguments in (
        ("chek",),
        ("check", "--format", "xml"),
        ("check", "--date", "soon"),
        ("schema", "ward"),
        ("schema",),
        ("schema", "form", "--editor"),
    ):
        assert run(*arguments).exit_code == 2


def test_json_alone_stands_on_standard_output(clinic: Path) -> None:
    spoil(
        clinic, "citations.yml", "status: replaced, replaced_by: records-rule", "status: replaced"
    )
    result = run("--project", clinic, "check", "--format", "json")
    assert [finding["code"] for finding in json.loads(result.stdout)["findings"]] == ["Z111"]


def test_github_annotations(clinic: Path) -> None:
    spoil(
        clinic, "citations.yml", "status: replaced, replaced_by: records-rule", "status: replaced"
    )
    result = run("--project", clinic, "check", "--format", "github")
    assert result.stdout.startswith(
        "::warning file=plan_source/citations.yml,line=8,col=3,title=Z111::"
    )


def test_messages_follow_the_language(clinic: Path) -> None:
    spoil(clinic, "procedures/dispensary.yml", "needs: [visit-slip]", "needs: [visit-slp]")
    assert "没有单据“visit-slp”" in run("--project", clinic, "check", language="zh").stdout


def test_explain() -> None:
    assert run("explain", "R202").exit_code == 0
    unknown = run("explain", "R222")
    assert (unknown.exit_code, "R202" in unknown.stderr) == (2, True)
    unlike = run("explain", "NOSUCHCODE")
    assert unlike.exit_code == 2
    assert "explain --all" in unlike.stderr
    assert len(unlike.stderr) < 200, "all codes are no help"


@pytest.mark.parametrize(("language", "said"), [("en", "is unchanged"), ("zh", "没有改动")])
def test_a_project_in_a_place_that_takes_none_speaks_of_no_publishing(
    tmp_path: Path, language: str, said: str
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused = run("new", "blank", tmp_path / "file/mine", language=language)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert "publish" not in refused.stderr and "发布" not in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_options_of_every_command_stand_on_either_side(clinic: Path) -> None:
    spoil(
        clinic, "citations.yml", "status: replaced, replaced_by: records-rule", "status: replaced"
    )
    before = run("--project", clinic, "--ui-language", "zh", "check")
    behind = run("check", "--project", clinic, "--ui-language", "zh")
    assert before.stdout == behind.stdout
    assert "错误" in before.stdout


def test_schema_is_json() -> None:
    assert json.loads(run("schema", "procedure").stdout)["title"] == "Wardbook: procedure"


@pytest.mark.parametrize("command", command_names())
def test_every_command_shows_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"wardbook {command}" in result.stdout.split("Examples:")[1]


def test_checking_writes_nothing_into_the_plan(clinic: Path) -> None:
    before = {path: path.read_bytes() for path in clinic.rglob("*") if path.is_file()}
    run("--project", clinic, "check")
    assert {path: path.read_bytes() for path in clinic.rglob("*") if path.is_file()} == before


@pytest.mark.slow
def test_output_is_utf_8_whatever_the_locale(clinic: Path) -> None:
    spoil(clinic, "procedures/dispensary.yml", "zh: 念出姓名。", "zh: TODO 念出姓名。")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "wardbook",
            "--project",
            str(clinic),
            "--ui-language",
            "zh",
            "check",
        ],
        env={
            "PATH": os.environ["PATH"],
            "LC_ALL": "C",
            "PYTHONPATH": str(Path(__file__).parents[1] / "generator"),
        },
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "念出姓名" in done.stdout.decode("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("check",), ("json",)])
def test_no_locale_of_the_terminal_stops_a_command(
    clinic: Path, arguments: tuple[str, ...]
) -> None:
    """What programs read is UTF-8 everywhere: Windows in China redirects GBK, an old terminal ASCII."""
    spoil(clinic, "contacts.yml", "zh: ", "zh: 甲")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "wardbook",
            "--project",
            str(clinic),
            "--ui-language",
            "zh",
            *arguments,
        ],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONIOENCODING": "ascii",
            "PYTHONPATH": str(Path(__file__).parents[1] / "generator"),
        },
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8")


@pytest.mark.parametrize("written", ["[1]", '{"yaml.schemas": 3}', "// mine\n{}", "\ud800"])
def test_settings_that_no_editor_wrote_are_left_alone(clinic: Path, written: str) -> None:
    settings = clinic / ".vscode" / "settings.json"
    settings.parent.mkdir()
    settings.write_bytes(before := written.encode("utf-8", "surrogatepass"))
    assert run("--project", clinic, "schema", "--editor").exit_code == 0
    assert settings.read_bytes() == before
    assert "yaml.schemas" in json.loads(
        (settings.parent / "wardbook-settings.json").read_text(encoding="utf-8")
    )


def test_a_registry_that_can_not_be_read_takes_no_entry(clinic: Path) -> None:
    path = clinic / "plan_source/departments.yml"
    path.write_bytes(before := path.read_text(encoding="utf-8").encode("gbk"))
    result = run("--project", clinic, "new", "department", "kitchen")
    assert (result.exit_code, path.read_bytes()) == (2, before)


def test_a_choice_that_the_project_lacks_is_named(clinic: Path) -> None:
    for option, name in (("--department", "welcome-dsk"), ("--language", "fr")):
        result = run("--project", clinic, "build", "--only", "cards", option, name)
        assert (result.exit_code, f'"{name}"' in result.stderr) == (2, True)


@pytest.mark.parametrize("command", [("import", "plan"), ("review",), ("verify",)])
def test_a_file_that_can_not_be_read_is_said_to_be_unread(
    clinic: Path, command: tuple[str, ...]
) -> None:
    ending = ".pdf" if command == ("verify",) else ".docx"
    folder = clinic / f"folder{ending}"
    folder.mkdir()
    for path, problem in ((clinic / f"nowhere{ending}", "No such file"), (folder, "Is a dir")):
        result = run("--project", clinic, *command, path)
        said = (f"{path} can't be read: {problem}" in result.stderr, "publish" in result.stderr)
        assert (result.exit_code, said) == (2, (True, False))


def test_where_no_check_word_is_asked_for_none_is_called_current(clinic: Path) -> None:
    result = run("--project", clinic, "verify", "")
    assert (result.exit_code, "check word" in result.stderr) == (2, True)


def test_the_plan_is_never_replaced_by_its_output(clinic: Path) -> None:
    before = sorted(path.name for path in (clinic / "plan_source").rglob("*"))
    for target in ("plan_source", "plan_source/forms", "."):
        result = run("--project", clinic, "build", "--only", "cards", "--output", clinic / target)
        assert (result.exit_code, "Nothing was changed" in result.stderr) == (2, True)
    assert run("--project", clinic, "export", clinic / "plan_source" / "site").exit_code == 2
    assert sorted(path.name for path in (clinic / "plan_source").rglob("*")) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "content", "status"),
    [
        ("phrases/zh.yml", "a: [", FOUND),
        ("words/en.yml", "- a", FOUND),
        ("phrases/en.yml", "a: {b: c}", FOUND),
        ("sheets/card.html", "{% if %}", WRONG_USE),
    ],
)
@pytest.mark.usefixtures("two_workers")  # what a worker meets is said as if there were none
def test_a_theme_that_can_not_be_used_is_said_without_a_traceback(
    clinic: Path, file: str, content: str, status: int
) -> None:
    path = clinic / "theme" / file
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    forget_words()
    environment.cache_clear()
    result = run("--project", clinic, "build", "--only", "cards", "--department", "dispensary")
    assert (result.exit_code, file in result.stderr) == (status, True)


def test_what_the_machine_lacks_is_said_without_a_traceback(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> int:
        raise OSError("cannot load library 'libpango'")

    monkeypatch.setattr(export_command, "export_site", fails)
    result = run("--project", clinic, "export", clinic / "pages")
    assert (result.exit_code, "libpango" in result.stderr, "wardbook doctor" in result.stderr) == (
        2,
        True,
        True,
    )


@pytest.mark.parametrize(("language", "said"), [("en", "Aborted!"), ("zh", "已中止。")])
def test_an_interrupted_command_does_not_end_as_findings_do(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    def interrupts(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(export_command, "export_site", interrupts)
    result = run("--project", clinic, "export", clinic / "pages", language=language)
    assert (result.exit_code, result.stderr.split()) == (INTERRUPTED, [said])


def test_a_place_that_can_not_be_written_is_said_without_a_traceback(clinic: Path) -> None:
    result = run("--project", clinic, "build", "--only", "cards", "--output", "/proc/wardbook")
    assert result.exit_code == 2
    assert "/proc/" in result.stderr
    assert "Traceback" not in result.output


def test_a_full_disk_is_named_by_where_the_files_go(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(forms_command, "print_forms", full)
    place = tmp_path / "stick/run"
    result = run(
        "--project",
        clinic,
        "forms",
        "print",
        "LC-2",
        "--department",
        "R1",
        "--count",
        "1",
        "--output",
        place,
    )
    assert result.exit_code == 2
    assert f"{place}: No space left" in result.stderr
