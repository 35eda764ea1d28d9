"""Fontconfig's own files are mapped as they stand: one that is not as it was written ends a process. They are used only as
they were written, and made anew else."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from wardbook.font_caches import guard_font_caches

ROOT = Path(__file__).parents[1]
GUARD = (
    "import pathlib, sys; from wardbook.font_caches import guard_font_caches; "
    "guard_font_caches(pathlib.Path(sys.argv[1]))"
)
NAME = b"Noto Sans SC"
LONG_AGO = time.time() - 3600


def guarded(folder: Path, code: str = GUARD) -> None:
    """A process of its own that guards a folder, and writes its record when it ends."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, check=True)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != "written.json"}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder with three files that are in the record, and fontconfig's note to backup programs."""
    for name in ("a-le64.cache-8", "b-le64.cache-8", "c-le64.cache-9", "CACHEDIR.TAG"):
        (tmp_path / name).write_bytes(name.encode() * 9)
    guarded(tmp_path)
    for path in tmp_path.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))
    return tmp_path


@pytest.mark.slow
def test_what_is_as_it_was_written_stays(written: Path) -> None:
    guard_font_caches(written)
    assert len(names(written)) == 4


@pytest.mark.slow
@pytest.mark.parametrize("spoiled", [b"", b"a-le64.cache-8" * 8 + b"a-le64.cache-9"])
def test_a_damaged_file_goes_whenever_it_was_damaged(written: Path, spoiled: bytes) -> None:
    (written / "a-le64.cache-8").write_bytes(spoiled)
    guard_font_caches(written)
    assert names(written) == {"b-le64.cache-8", "c-le64.cache-9", "CACHEDIR.TAG"}


@pytest.mark.slow
def test_two_files_that_were_swapped_go(written: Path) -> None:
    one, two = written / "a-le64.cache-8", written / "b-le64.cache-8"
    contents = one.read_bytes(), two.read_bytes()
    two.write_bytes(contents[0])
    one.write_bytes(contents[1])
    guard_font_caches(written)
    assert names(written) == {"c-le64.cache-9", "CACHEDIR.TAG"}


@pytest.mark.slow
@pytest.mark.parametrize("record", [b"", b"[]", b"{", b"\xbe"])
def test_of_a_damaged_record_nothing_is_taken(written: Path, record: bytes) -> None:
    (written / "written.json").write_bytes(record)
    guard_font_caches(written)
    assert names(written) == {"CACHEDIR.TAG"}


@pytest.mark.parametrize("just_now", [True, False])
def test_what_another_process_writes_just_now_stays(tmp_path: Path, just_now: bool) -> None:
    file = tmp_path / "a-le64.cache-8"
    file.write_bytes(b"x")
    if not just_now:
        os.utime(file, (LONG_AGO, LONG_AGO))
    guard_font_caches(tmp_path)
    assert file.exists() == just_now


@pytest.mark.slow
def test_damage_that_fontconfig_takes_for_sound_is_made_good(tmp_path: Path) -> None:
    """A letter of a name: fontconfig looks at numbers alone."""
    code = (
        "import sys; from pathlib import Path; from wardbook.fonts import use_fonts; "
        "from wardbook.theme import product_theme; use_fonts((product_theme(),), Path(sys.argv[1])); "
        "from weasyprint.text.ffi import fontconfig; assert fontconfig.FcInitLoadConfigAndFonts()"
    )
    guarded(tmp_path, code)
    files = (tmp_path / "fonts/fontconfig").glob("*.cache-*")
    ours = next(path for path in files if NAME in path.read_bytes())
    whole = ours.read_bytes()
    ours.write_bytes(whole.replace(NAME, NAME.lower()))
    guarded(tmp_path, code)
    assert ours.read_bytes() == whole
