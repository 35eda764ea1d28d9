"""A file is written whole or not at all, whatever fails on the way."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from wardbook.safe_write import NotWrittenError, create_file, replace_file

ROOT = Path(__file__).parents[1]
Write = Callable[[Path, bytes], None]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(number: int) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise OSError(number, os.strerror(number))

    return fail


def test_content_rights_and_links_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "real.yml"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "link.yml"
    link.symlink_to("real.yml")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)
    assert names(tmp_path) == ["link.yml", "real.yml"]


def test_a_pipe_takes_what_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to("pipe")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        for name in (pipe, link):
            replace_file(name, b"said")
            assert os.read(reader, 100) == b"said"
    finally:
        os.close(reader)
    assert pipe.is_fifo() and names(tmp_path) == ["link", "pipe"]


def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    device = tmp_path / "device"
    device.symlink_to(os.devnull)
    replace_file(device, b"said")
    assert device.is_char_device() and Path(os.devnull).is_char_device()


@pytest.mark.parametrize("write", [replace_file, create_file])
def test_a_new_file_has_the_rights_that_any_new_file_has(tmp_path: Path, write: Write) -> None:
    (tmp_path / "any").write_bytes(b"")
    write(tmp_path / "new.yml", b"said")
    assert (tmp_path / "new.yml").read_bytes() == b"said"
    assert (tmp_path / "new.yml").stat().st_mode == (tmp_path / "any").stat().st_mode
    assert names(tmp_path) == ["any", "new.yml"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_what_fails_on_the_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "contacts.yml"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, step, failing(errno.ENOSPC))
    with pytest.raises(NotWrittenError) as caught:
        replace_file(target, b"new")
    assert (caught.value.filename, caught.value.errno) == (str(target), errno.ENOSPC)
    assert (target.read_bytes(), names(tmp_path)) == (b"old", ["contacts.yml"])


@pytest.mark.parametrize("write", [replace_file, create_file])
def test_room_for_a_part_only_is_room_for_nothing(tmp_path: Path, write: Write) -> None:
    target = tmp_path / "contacts.yml"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(NotWrittenError) as caught:
            write(target, b"new" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (caught.value.filename, caught.value.errno) == (str(target), errno.EFBIG)
    assert names(tmp_path) == []


def test_what_a_disk_gives_back_otherwise_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "contacts.yml"
    target.write_bytes(b"old")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", lambda _: b"ne\0")
        with pytest.raises(NotWrittenError, match="Input/output error"):
            replace_file(target, b"new")
    assert (target.read_bytes(), names(tmp_path)) == (b"old", ["contacts.yml"])


def test_nothing_is_created_over_a_file_or_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"old")
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("there", "link"):
        with pytest.raises(FileExistsError):
            create_file(tmp_path / name, b"new")
    assert ((tmp_path / "there").read_bytes(), names(tmp_path)) == (b"old", ["link", "there"])


def test_who_is_slower_does_not_write_over_the_quicker_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def meanwhile(descriptor: int) -> None:
        sync(descriptor)
        (tmp_path / "run.yml").write_bytes(b"quicker")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "run.yml", b"slower")
    assert ((tmp_path / "run.yml").read_bytes(), names(tmp_path)) == (b"quicker", ["run.yml"])


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    create_file(tmp_path / "deep" / "er" / "run.yml", b"said")
    assert (tmp_path / "deep" / "er" / "run.yml").read_bytes() == b"said"
    assert names(tmp_path / "deep" / "er") == ["run.yml"]


def test_a_name_as_long_as_the_system_allows(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 251 + ".yml")
    create_file(target, b"old")
    replace_file(target, b"new")
    assert target.read_bytes() == b"new"


@pytest.mark.slow
def test_a_killed_process_leaves_the_old_file_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    target = tmp_path / "contacts.yml"
    target.write_bytes(b"old")
    script = "import os, pathlib, sys; from wardbook import safe_write; os.fsync = lambda _: os._exit(9); "
    script += "safe_write.replace_file(pathlib.Path(sys.argv[1]), b'new')"
    done = subprocess.run([sys.executable, "-c", script, target], cwd=ROOT, check=False)
    [left] = [path for path in tmp_path.iterdir() if path != target]
    assert (done.returncode, target.read_bytes(), left.suffix) == (9, b"old", ".new")
    replace_file(target, b"newer")
    assert names(tmp_path) == ["contacts.yml"]


def test_a_file_that_is_closed_to_writing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "contacts.yml"
    target.write_bytes(b"old")
    target.chmod(0o444)
    monkeypatch.setattr(
        os, "access", lambda path, _: bool(Path(path).stat().st_mode & 0o222)
    )  # root may do anything
    with pytest.raises(NotWrittenError, match="Permission denied"):
        replace_file(target, b"new")
    assert target.read_bytes() == b"old"
