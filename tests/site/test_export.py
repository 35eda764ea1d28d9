"""What `wardbook export FOLDER` writes is a whole: stock engines build it, every page of it, without
the product."""

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from wardbook.commands.export_site import export_site
from wardbook.commands.workspace import Refused
from wardbook.options import Options
from wardbook.site.export import MARK

from tests.site.conftest import HARBOUR
from tests.site.test_site import broken_links

ENGINES = (
    ("mkdocs", ("build", "--strict", "--quiet")),
    ("properdocs", ("build", "--strict", "--quiet")),
    ("zensical", ("build", "--strict")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export") / "pages"
    assert export_site(Options(project=HARBOUR), out) == 0
    return out


@pytest.mark.parametrize(("engine", "arguments"), ENGINES)
def test_stock_engines_build_every_page_and_no_link_is_dead(
    folder: Path, tmp_path: Path, engine: str, arguments: tuple[str, ...]
) -> None:
    program = shutil.which(engine, path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip(f"{engine} is not installed")
    copied = shutil.copytree(folder, tmp_path / "copied")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
    subprocess.run(
        [program, *arguments], cwd=copied, env=environment, check=True, capture_output=True
    )
    pages = {path.relative_to(copied / "docs") for path in (copied / "docs").rglob("*.md")}
    made = {path.relative_to(copied / "site") for path in (copied / "site").rglob("*.html")}
    assert len(pages) > 40
    assert made - {Path("404.html")} == {path.with_suffix(".html") for path in pages}
    (copied / "site/404.html").unlink(missing_ok=True)
    assert broken_links(copied / "site") == []


def test_nothing_of_markdown_is_left_over_under_default_settings(
    folder: Path, tmp_path: Path
) -> None:
    copied = shutil.copytree(folder, tmp_path / "copied")
    (copied / "mkdocs.yml").write_text("site_name: x\nuse_directory_urls: false\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    subprocess.run(command, cwd=copied, check=True, capture_output=True)
    text = "".join(
        path.read_text(encoding="utf-8") for path in sorted((copied / "site").rglob("*.html"))
    )
    assert '<h2 id="home_where">' in text
    assert "{ #" not in text
    assert not re.search(r"</strong><span|</span><span", _tiles(text))


def _tiles(text: str) -> str:
    return "".join(re.findall(r'<a class="wb-tile.*?</a>', text, re.DOTALL))


def test_a_full_disk_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pages"
    write, written = Path.write_bytes, []

    def fills(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) > 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fills)
    with pytest.raises(OSError, match=r"No space left on device.*pages"):
        export_site(Options(project=HARBOUR), out)
    assert len(written) == 21
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_export_is_replaced_whole_and_nothing_else_is(
    folder: Path, tmp_path: Path
) -> None:
    out = shutil.copytree(folder, tmp_path / "pages")
    (out / "docs/en/departments/closed.md").write_text("closed since")
    assert export_site(Options(project=HARBOUR), out) == 0
    assert not (out / "docs/en/departments/closed.md").exists()
    assert (out / "zensical.toml").read_text(encoding="utf-8").startswith(MARK)
    own = tmp_path / "own"
    own.mkdir()
    (own / "thesis.md").write_text("mine")
    with pytest.raises(Refused):
        export_site(Options(project=HARBOUR), own)
    assert [path.name for path in own.iterdir()] == ["thesis.md"]
