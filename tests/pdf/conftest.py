"""One renderer for the tests of a process: fonts and styles are read once."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from wardbook.fonts import use_fonts
from wardbook.pdf import layout
from wardbook.pdf.binding import Bound
from wardbook.pdf.renderer import PdfRenderer

from tests import engines
from tests.fixtures import run
from tests.made_once import NOT_COPIED, made_once, take_drawings
from tests.pdf import samples
from tests.pdf.test_identities import LABELS, REGISTER

PRICES = """\
edition: "2026-1"
date: 2026-05-01
items:
  - {code: "0110", name: 普通门诊诊查费, unit: 次, price: "10", group: 诊查费, windows: [收费, 挂号]}
  - {code: "2201", name: 阿莫西林胶囊, spec: 0.25 g × 24 粒, unit: 盒, price: "9.8", group: 西药, windows: [药房]}
"""


@pytest.fixture(scope="session")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdfRenderer]:
    roots = (samples.theme(),)
    folder = tmp_path_factory.mktemp("fonts")
    before = os.environ.get("FONTCONFIG_FILE")
    use_fonts(roots, folder)
    project = tmp_path_factory.mktemp("project")
    yield PdfRenderer(roots, project, "zh", "2026-11-20", draft=True)
    if before is None:
        del os.environ["FONTCONFIG_FILE"]
    else:
        os.environ["FONTCONFIG_FILE"] = before


@pytest.fixture
def set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets are set once, as close as they may be: what fits its page so fits when it is given the
    room that is left. To fit each takes twice the time of laying it out."""
    monkeypatch.setattr(layout, "_fitter", lambda *_: None)


@pytest.fixture
def words(tmp_path: Path) -> Callable[..., str]:
    """The text of a bound PDF as a reader gets it, or of one of its pages."""

    def read(bound: Bound, page: int = 0) -> str:
        path = tmp_path / "bound.pdf"
        path.write_bytes(bound.data)
        pages = ["-f", str(page), "-l", str(page)] if page else []
        return subprocess.run(
            ["pdftotext", *pages, "-layout", str(path), "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    return read


@pytest.fixture(scope="session")
def every_kind(tmp_path_factory: pytest.TempPathFactory, clinic_built: Path) -> Path:
    """What commands print besides what `printed` holds: registers and labels, drills, prices, an account, packets of updates:
    nobody writes into it."""

    def make(folder: Path) -> None:
        print_every_kind(folder / "kinds/clinic", clinic_built)
        print_packets(folder / "packets/clinic", clinic_built, folder / "kinds/clinic/print")

    return made_once(tmp_path_factory, "every-kind", make) / "kinds/clinic/print"


def print_every_kind(project: Path, built: Path) -> None:
    """The clinic in `project` with a register, labels and prices more, and paper of each kind in
    `project/print`."""
    _with_numbers_and_prices(project, built)
    here, out = ("--project", str(project)), project / "print"
    register = ("--department", "W1", "--count", "7", "--output", str(out / "register"))
    run("forms", "print", "numbers", *here, *register)
    drill = ("--department", "D1", "--language", "zh", "--output", str(out / "drill"))
    run("drill", "cable-cut", *here, *drill)
    run("prices", *here, "--output", str(out / "prices"))
    entries = project / "entries.csv"
    entries.write_text("编号,状态\n", encoding="utf-8")
    account = ("--pdf", str(out / "account.pdf"))
    # Numbers are missing, which is the exit status 1 of an account that is open
    with pytest.raises(AssertionError):
        run("reconcile", "all", str(entries), *here, *account)


def _with_numbers_and_prices(project: Path, built: Path) -> None:
    """Lay down the clinic with a register of numbers, labels and a price list, and the drawings of
    the one that is built."""
    shutil.copytree(samples.CLINIC, project, ignore=NOT_COPIED)
    take_drawings(built, project)
    source = project / "plan_source"
    (source / "forms/numbers.yml").write_text(REGISTER, encoding="utf-8")
    (source / "forms/band.yml").write_text(LABELS, encoding="utf-8")
    (source / "prices.yml").write_text(PRICES, encoding="utf-8")
    steps = source / "procedures/welcome-desk.yml"
    text = steps.read_text(encoding="utf-8")
    given = text.replace("gives: [fault-note]", "gives: [fault-note, numbers, band]")
    steps.write_text(given, encoding="utf-8")


def print_packets(project: Path, built: Path, out: Path) -> None:
    """What a second edition brings to a copy that has the first one, and to one that has none."""
    shutil.copytree(samples.CLINIC, project, ignore=NOT_COPIED)
    take_drawings(built, project)
    here, kept = ("--project", str(project)), "consulting-rooms-zh"
    first = ("--date", "2026-07-01", "--summary-en", "First.", "--summary-zh", "首版。")
    run("translations", "confirm", "--all", *here, "--date", "2026-07-01")
    run("release", "1", *here, *first)
    run("copies", "received", kept, *here, "--edition", "1", "--date", "2026-07-02")
    contacts = project / "plan_source/contacts.yml"
    text = contacts.read_text(encoding="utf-8")
    contacts.write_text(text.replace('"7020"', '"7021"'), encoding="utf-8")
    second = ("--date", "2026-08-01", "--summary-en", "Edited.", "--summary-zh", "改动。")
    run("release", "2", *here, *second)
    for copy in (kept, "dispensary-en"):
        run("reprint", "--copy", copy, *here, "--output", str(out / f"reprint-{copy}"))


@pytest.fixture(scope="session")
def files(printed: Path, every_kind: Path) -> list[Path]:
    """All that is printed. Boxes hold manuals that are byte for byte those of the plan: of each file
    that stands there several times the first."""
    once: dict[bytes, Path] = {}
    for file in engines.files_in([printed, every_kind]):
        once.setdefault(file.read_bytes(), file)
    found = list(once.values())
    names = " ".join(file.relative_to(file.parents[2]).as_posix() for file in found)
    for kind in (
        "manuals",
        "cards",
        "forms/",
        "by-paper",
        "fillable",
        "labels",
        "box-",
        "copy-masters",
        "box.pdf",
        "pack.pdf",
        "drill",
        "prices",
        "account",
        "ticket",
        "reprint-consulting-rooms-zh/consulting-rooms-zh.pdf",
        "reprint-dispensary-en/dispensary-en.pdf",
        "print-office",
    ):
        assert kind in names, kind
    return found
