"""Publishing: one step, all or nothing, and the same bytes for the same files."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import IO

import pytest
from wardbook.build import archive as archiving
from wardbook.build import publish as publishing
from wardbook.build.archive import ARCHIVE, PackedMembers, write_archive
from wardbook.build.publish import MANIFEST, may_replace, publish, staging, write_manifest
from wardbook.output import OutputFile

ROOT = Path(__file__).parents[1]


def put(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Systems with renameat2 and without."""
    if request.param == "two renames":
        monkeypatch.setattr(publishing, "_exchange", lambda *_: False)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_the_new_stands_in_the_place_of_the_old(tmp_path: Path) -> None:
    target = put(tmp_path / "build", a="old", gone="old")
    with staging(target) as stage:
        publish(put(stage, a="new", b="new"), target)
    assert content(target) == {"a": "new", "b": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


@pytest.mark.usefixtures("way")
def test_the_first_build(tmp_path: Path) -> None:
    target = tmp_path / "deep/build"
    with staging(target) as stage:
        publish(put(stage, a="new"), target)
    assert content(target) == {"a": "new"}
    assert target.stat().st_mode & 0o777 == 0o755, "a web server may read it"


@pytest.mark.usefixtures("way")
def test_a_failure_leaves_the_last_good_one(tmp_path: Path) -> None:
    target = put(tmp_path / "build", a="good")
    with pytest.raises(KeyboardInterrupt), staging(target) as stage:
        put(stage, a="half")
        raise KeyboardInterrupt
    assert content(target) == {"a": "good"}
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_rename_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, stage = put(tmp_path / "build", a="good"), put(tmp_path / "stage", a="new")
    monkeypatch.setattr(publishing, "_exchange", lambda *_: False)
    replace = Path.replace

    def refuse(self: Path, to: Path) -> Path:
        if self == stage:
            raise PermissionError(13, "denied")
        return replace(self, to)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        publish(stage, target)
    assert content(target) == {"a": "good"}


def test_what_an_interrupted_swap_left_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the two renames: the last good output stands aside, and the next build must
    not lose it."""
    monkeypatch.setattr(publishing, "_exchange", lambda *_: False)
    target = tmp_path / "build"
    put(tmp_path / ".build-old", a="good", partial__p="kept")
    with pytest.raises(KeyboardInterrupt), staging(target):
        raise KeyboardInterrupt
    assert content(target) == {"a": "good", "partial/p": "kept"}
    with staging(target) as stage:
        publish(put(stage, a="new"), target)
    assert content(target) == {"a": "new", "partial/p": "kept"}
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


@pytest.mark.usefixtures("way")
def test_the_output_is_there_at_every_moment_or_recoverable(tmp_path: Path) -> None:
    """A reader that holds a file of the old output open keeps reading it."""
    target = put(tmp_path / "build", a="old")
    with (target / "a").open(encoding="utf-8") as held, staging(target) as stage:
        publish(put(stage, a="new"), target)
        assert held.read() == "old"


@pytest.mark.usefixtures("way")
def test_what_other_commands_wrote_moves_along(tmp_path: Path) -> None:
    target = put(tmp_path / "build", a="old", partial__x="part", mkdocs__y="pages", other__z="gone")
    with staging(target) as stage:
        publish(put(stage, a="new"), target)
    assert content(target) == {"a": "new", "partial/x": "part", "mkdocs/y": "pages"}


def test_the_exchange_is_real_here(tmp_path: Path) -> None:
    one, two = put(tmp_path / "one", a="1"), put(tmp_path / "two", a="2")
    if not publishing._exchange(one, two):
        pytest.skip("no renameat2 on this file system")
    assert (content(one), content(two)) == ({"a": "2"}, {"a": "1"})


def test_what_a_killed_build_left_goes_after_a_day(tmp_path: Path) -> None:
    killed, running = (
        put(tmp_path / ".[b]uild-new-killed", a="old"),
        put(tmp_path / ".[b]uild-new-running", a="new"),
    )
    other = put(tmp_path / ".build-new-other", a="not its own")
    for folder in (killed, other):
        os.utime(folder, (10**9, 10**9))
    with staging(tmp_path / "[b]uild"):
        assert [folder.exists() for folder in (killed, running, other)] == [False, True, True]


@pytest.mark.slow
def test_what_a_killed_build_left_goes_with_the_next_one(tmp_path: Path) -> None:
    """Whatever output the next one makes beside it."""
    script = (
        "import os, pathlib, sys; from wardbook.build.publish import staging; "
        "held = staging(pathlib.Path(sys.argv[1])); held.__enter__(); os._exit(9)"
    )
    for name in ("out", "out-2"):
        subprocess.run([sys.executable, "-c", script, tmp_path / name], cwd=ROOT, check=False)
    assert len(list(tmp_path.iterdir())) == 1  # the second has removed the first
    with staging(tmp_path / "out-3") as stage:
        assert list(tmp_path.iterdir()) == [stage]


def test_two_stages_do_not_meet(tmp_path: Path) -> None:
    with staging(tmp_path / "build") as one, staging(tmp_path / "build") as two:
        assert one != two
        assert one.parent == two.parent == tmp_path


def test_the_archive_is_the_same_bytes_whenever_and_wherever(tmp_path: Path) -> None:
    digests = set()
    for name, order in (("one", "ab"), ("two", "ba")):
        stage = tmp_path / name
        for letter in order:
            put(
                stage,
                **{f"site__{letter}_dot_html": letter * 100, f"cards__{letter}_dot_pdf": letter},
            )
        os.utime(stage / "site/a.html", (10**9, 10**9 + 10**6 * len(digests)))
        (stage / "site/a.html").chmod(0o600 if digests else 0o644)
        write_archive(stage, ["site", "cards"], PackedMembers(tmp_path / "cache", "program"))
        digests.add(hashlib.sha256((stage / ARCHIVE).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_what_was_packed_for_the_last_archive_is_not_packed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def archive(name: str, program: str = "1", **changed: str) -> bytes:
        stage = put(tmp_path / name, **{"site__a_dot_html": "a" * 99, "site__b_dot_js": "b" * 99})
        put(stage, **changed)
        write_archive(stage, ["site"], PackedMembers(tmp_path / "cache", program))
        return (stage / ARCHIVE).read_bytes()

    packed, pack = list[bytes](), archiving._pack
    monkeypatch.setattr(archiving, "_pack", lambda data: packed.append(data) or pack(data))
    first, changed = archive("one"), archive("two", site__a_dot_html="other")
    assert len(packed) == 2 + 1
    with zipfile.ZipFile(tmp_path / "two" / ARCHIVE) as opened:
        assert opened.testzip() is None and opened.read("wardbook/site/a.html") == b"other"
    assert archive("two", site__a_dot_html="other") == changed and len(packed) == 2 + 1
    assert archive("one") == first and len(packed) == 2 + 1 + 1  # what is not in the last one
    assert archive("one", program="2") == first and len(packed) == 2 + 1 + 1 + 2
    with zipfile.ZipFile(tmp_path / "plain.zip", "w", zipfile.ZIP_DEFLATED) as plain:
        plain.writestr("member", "a" * 99)
        size = plain.getinfo("member").compress_size
    assert len(PackedMembers(tmp_path / "none", "").of(b"a" * 99)) == size


def test_an_archive_is_the_same_where_the_module_packs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a Python whose archives keep what packs a member under another name."""

    class Member:
        def __init__(self, member: IO[bytes]) -> None:
            self.member = member

        def __enter__(self) -> "Member":
            return self

        def __exit__(self, *_: object) -> None:
            self.member.close()

        def write(self, data: bytes) -> None:
            self.member.write(data)

    def archive() -> bytes:
        stage = put(tmp_path, site__a_dot_html="a" * 99, cards__b_dot_pdf="b")
        write_archive(stage, ["site", "cards"], PackedMembers(tmp_path / "cache", ""))
        return (stage / ARCHIVE).read_bytes()

    ready, opened = archive(), zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile, "open", lambda *given, **said: Member(opened(*given, **said))
    )
    assert archive() == ready


def test_the_archive_holds_its_folders_under_one_name(tmp_path: Path) -> None:
    put(tmp_path, site__index_dot_html="x", manuals__en__a_dot_pdf="y", partial__p="no", loose="no")
    write_archive(tmp_path, ["manuals", "site"], PackedMembers(tmp_path / "cache", ""))
    with zipfile.ZipFile(tmp_path / ARCHIVE) as archive:
        assert sorted(archive.namelist()) == [
            "wardbook/manuals/en/a.pdf",
            "wardbook/site/index.html",
        ]
        assert archive.testzip() is None
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o644}


def test_the_archives_order_is_that_of_the_names(tmp_path: Path) -> None:
    put(
        tmp_path,
        **{
            f"{folder}__{number:02}_dot_html": "x"
            for folder in ("site", "cards")
            for number in range(40)
        },
    )
    write_archive(tmp_path, ["site", "cards"], PackedMembers(tmp_path / "cache", ""))
    with zipfile.ZipFile(tmp_path / ARCHIVE) as archive:
        assert archive.namelist() == sorted(archive.namelist())


def test_chinese_names_survive_the_archive(tmp_path: Path) -> None:
    put(tmp_path, site__门诊药房_dot_html="x")
    write_archive(tmp_path, ["site"], PackedMembers(tmp_path / "cache", ""))
    with zipfile.ZipFile(tmp_path / ARCHIVE) as archive:
        assert archive.namelist() == ["wardbook/site/门诊药房.html"]


def test_the_manifest_names_every_file_with_its_hash(tmp_path: Path) -> None:
    put(
        tmp_path,
        site__en__index_dot_html="page",
        site__assets__a_dot_js="js",
        forms__slip_dot_pdf="pdf",
    )
    (tmp_path / ARCHIVE).write_bytes(b"zip")
    slip = OutputFile("forms/slip.pdf", "form", "mul", pages=1, sheets=("form-slip",))
    write_manifest(tmp_path, {"edition": "3", "languages": ["en"]}, [slip])
    said = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    files = {entry.pop("path"): entry for entry in said["files"]}
    assert said["edition"] == "3"
    assert list(files) == ["forms/slip.pdf", "site/assets/a.js", "site/en/index.html", ARCHIVE]
    for name, entry in files.items():
        assert entry["sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        assert entry["bytes"] == (tmp_path / name).stat().st_size
    assert (files["forms/slip.pdf"]["pages"], files["forms/slip.pdf"]["sheets"]) == (
        1,
        ["form-slip"],
    )
    assert (files["site/en/index.html"]["kind"], files["site/en/index.html"]["language"]) == (
        "page",
        "en",
    )
    assert "language" not in files["site/assets/a.js"]
    assert files[ARCHIVE]["kind"] == "archive"


def test_a_build_replaces_nothing_but_builds(tmp_path: Path) -> None:
    source = tmp_path / "plan_source"
    (source / "forms").mkdir(parents=True)
    notes, build, mixed, file = (tmp_path / name for name in ("notes", "build", "mixed", "file"))
    for folder in (notes, build, mixed):
        folder.mkdir()
    (notes / "thesis.txt").write_text("years of work", encoding="utf-8")
    (notes / MANIFEST).write_text('{"name": "of something else"}', encoding="utf-8")
    (build / MANIFEST).write_text('{"wardbook": "0.1.0"}', encoding="utf-8")
    (mixed / "mkdocs").mkdir()
    file.write_text("", encoding="utf-8")
    assert [may_replace(target, source) for target in (build, mixed, tmp_path / "new")] == [
        True,
        True,
        True,
    ]
    refused = (notes, file, source, source / "forms", source / "new", tmp_path)
    assert [target.name for target in refused if may_replace(target, source)] == []


def test_manifest_knows_the_folder_of_a_language_whatever_its_length(tmp_path: Path) -> None:
    for name in (
        "site/zh-Hant/index.html",
        "site/fonts/a.woff2",
        "site/zh.html",
        "manuals/zh-Hant/a.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    write_manifest(tmp_path, {"languages": ["zh-Hant"]}, [])
    files = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))["files"]
    languages = {file["path"]: file.get("language", "") for file in files}
    assert languages == {
        "site/zh-Hant/index.html": "zh-Hant",
        "site/fonts/a.woff2": "",
        "site/zh.html": "",
        "manuals/zh-Hant/a.txt": "",
    }


@pytest.mark.parametrize(
    ("left", "wanted", "stays"),
    [
        ("staff", "public", False),
        ("restricted", "staff", False),
        ("public", "public", True),
        ("staff", "restricted", True),
        ("", "public", False),
        ("", "staff", True),
    ],
)
def test_what_an_earlier_build_left_goes_when_it_was_made_for_more(
    tmp_path: Path, left: str, wanted: str, stays: bool
) -> None:
    target = put(tmp_path / "build", a="old", partial__x="part")
    if left:
        (target / "partial/manifest.json").write_text(f'{{"audience": "{left}"}}', encoding="utf-8")
    with staging(target) as stage:
        put(stage, a="new")
        (stage / "manifest.json").write_text(f'{{"audience": "{wanted}"}}', encoding="utf-8")
        publish(stage, target)
    assert (target / "partial").is_dir() == stays
