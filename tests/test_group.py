"""Many projects in one run, and in shards on several machines that are put together again."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.build.group_record import GroupRecord, Shard, of_shard, read_record, write_record
from wardbook.cli import main

from tests.test_nothing_empty import minimal

pytestmark = pytest.mark.slow
HOSPITALS = ("north", "south", "west/old-town")
STATIC = "host: static\n"
ONLY = ("--only", "site", "--language", "en")


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small projects in a folder, among other things: nobody writes into it."""
    folder = tmp_path_factory.mktemp("group") / "our hospitals"
    for name in HOSPITALS:
        site = minimal(folder / name) / "plan_source/site.yml"
        text = site.read_text(encoding="utf-8").replace("Sample Organisation", name)
        site.write_text(text + STATIC, encoding="utf-8")
    minimal(folder / ".trash/gone")
    minimal(folder / "north/plan_source/copied")  # lies in a project
    (folder / "notes.txt").write_text("ours", encoding="utf-8")
    return folder


def told(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*map(str, arguments), "--ui-language", "en"])
    return result.exit_code, result.stderr


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def shards(group: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What two machines made of it: nobody writes into it."""
    folder = tmp_path_factory.mktemp("shards")
    for part in (1, 2):
        place = ("--shard", f"{part}/2", "--output", folder / str(part))
        assert told("build", "--all", group, *ONLY, *place)[0] == 0
    return folder / "1", folder / "2"


def test_shards_put_together_are_what_one_machine_makes(
    group: Path, shards: tuple[Path, Path], tmp_path: Path
) -> None:
    status, said = told("build", "--all", group, *ONLY, "--output", tmp_path / "whole")
    assert status == 0
    assert [line for line in said.splitlines() if line.startswith("Built: ")] == [
        f"Built: {name}" for name in HOSPITALS
    ]
    assert "Projects built: 3; not built: 0." in said
    status, said = told("merge", tmp_path / "merged", *shards)
    assert (status, said) == (0, "Projects built: 3; not built: 0.\n")
    assert contents(tmp_path / "merged") == contents(tmp_path / "whole")
    again = told("merge", tmp_path / "merged", *reversed(shards))
    assert again[0] == 0 and contents(tmp_path / "merged") == contents(tmp_path / "whole")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_what_stops_one_project_stops_no_other(group: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(group, tmp_path / "group"))
    (copied / "north/plan_source/plans/plan.yml").write_text("id: [", encoding="utf-8")
    out = ("--output", tmp_path / "out")
    status, said = told("build", "--all", copied, *ONLY, "--shard", "1/2", *out)
    assert status == 1 and "plans/plan.yml:1" in said
    assert said.splitlines()[-3:] == [
        "Built: west/old-town",
        "Not built: north",
        "Projects built: 1; not built: 1.",
    ]
    assert read_record(tmp_path / "out").failed() == ["north"]
    rest = ("--output", tmp_path / "rest")
    assert told("build", "--all", copied, *ONLY, "--shard", "2/2", *rest)[0] == 0
    status, said = told("merge", tmp_path / "merged", tmp_path / "out", tmp_path / "rest")
    assert (status, said.splitlines()[0]) == (1, "Not built: north")
    assert not (tmp_path / "merged/north").exists()
    assert (tmp_path / "merged/west/old-town/site/index.html").is_file()


def test_each_project_is_built_in_its_own_folder_without_an_output(
    group: Path, tmp_path: Path
) -> None:
    copied = Path(shutil.copytree(group, tmp_path / "group"))
    assert told("build", "--all", copied, *ONLY)[0] == 0
    for name in HOSPITALS:
        assert (copied / name / "build/partial/site/index.html").is_file()
    assert (copied / "notes.txt").read_text(encoding="utf-8") == "ours"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("1",), "Shards are missing: 2/2"),
        (("1", "1 again"), "are the same shard"),
        (("1", "other"), "were not built from the same projects"),
        (("1", "bare"), "bare/builds.json is missing"),
        (("1", "changed"), "changed/south/site/index.html is missing, damaged"),
        (("1", "swapped"), "swapped/south/manifest.json is missing, damaged"),
        (("1", "climbing"), "climbing/builds.json is missing, damaged"),
        (("1", "no part"), "no part/builds.json is missing, damaged"),
        (("1", "no shards"), "no shards/builds.json is missing, damaged"),
        (("1", "a list"), "a list/builds.json is missing, damaged"),
    ],
)
def test_what_does_not_belong_together_changes_nothing(
    shards: tuple[Path, Path], tmp_path: Path, given: tuple[str, ...], said: str
) -> None:
    first, second = shards
    spoil(first, second, tmp_path)
    target = tmp_path / "target"
    write_record(target, GroupRecord((), Shard(), {}))
    (target / "kept.txt").write_bytes(b"kept")
    before = contents(target)
    status, line = told("merge", target, *(tmp_path / name for name in given))
    assert status == 2 and said in line and "Nothing was changed" in line
    assert contents(target) == before


def spoil(first: Path, second: Path, folder: Path) -> None:
    """Shards that are not what they seem, each in a folder of its own."""
    shutil.copytree(first, folder / "1")
    shutil.copytree(first, folder / "1 again")
    spoilt = ("bare", "changed", "swapped", "climbing", "other", "no part", "no shards", "a list")
    for name in spoilt:
        shutil.copytree(second, folder / name)
    (folder / "bare/builds.json").unlink()
    (folder / "changed/south/site/index.html").write_text("x", encoding="utf-8")
    shutil.copyfile(first / "north/manifest.json", folder / "swapped/south/manifest.json")
    edit(folder / "no part", {"shard": {"part": 3, "of": 2}})
    edit(folder / "no shards", {"shard": {"part": 0, "of": 0}})
    (folder / "a list/builds.json").write_text("[1]", encoding="utf-8")
    edit(folder / "climbing", {"built": {"../south": ""}})
    edit(folder / "other", {"projects": ["north", "south"], "built": {"south": ""}})


def edit(shard: Path, facts: Mapping[str, object]) -> None:
    record = shard / "builds.json"
    said = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps({**said, **facts}), encoding="utf-8")


def test_nothing_else_is_replaced(group: Path, shards: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for command in (
        ("build", "--all", group, *ONLY, "--output", tmp_path),
        ("merge", tmp_path, *shards),
    ):
        status, said = told(*command)
        assert status == 2 and "was not made by Wardbook" in said
    assert contents(tmp_path) == {"mine.txt": b"mine"}


def test_a_folder_without_projects_and_wrong_shards(tmp_path: Path) -> None:
    status, said = told("build", "--all", tmp_path)
    assert status == 2 and "holds no project" in said
    for wrong in ("0/2", "3/2", "2", "a/b", "1/0", "-1/2", "1/" + "9" * 5000):
        status, said = told("build", "--all", tmp_path, "--shard", wrong)
        assert status == 2 and "write it like 2/4" in said
    status, said = told("build", "--shard", "1/2", "--project", tmp_path)
    assert status == 2 and "--shard needs --all" in said


@pytest.mark.parametrize("of", [1, 2, 3, 7, 40])
def test_every_project_is_in_one_shard(of: int) -> None:
    names = [f"p{at}" for at in range(30)]
    shards = [of_shard(names, Shard(part, of)) for part in range(1, of + 1)]
    assert sorted(name for shard in shards for name in shard) == sorted(names)
    sizes = {len(shard) for shard in shards}
    assert max(sizes) - min(sizes) <= 1
