"""Measures builds of a project beside what WeasyPrint itself takes for its sheets, all in one run.

    python tests/benchmarks/builds.py                  the clinic of the tests
    python tests/benchmarks/builds.py PROJECT          another project

A row for each of: everything anew, nothing changed, one telephone number changed; manuals alone, anew; and the limit: each
distinct sheet laid out once and written once by WeasyPrint as it comes. No timed test: figures depend on the machine, and
ratios are what to compare. CPU seconds are those of all processes.
"""

from __future__ import annotations

import os
import pickle
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CLINIC = ROOT / "projects" / "clinic"
WRITTEN = "sheets.pickle"
_NUMBER = re.compile(r'(?<=number: ")\d+')
_PDF = {"pdf_variant": "pdf/ua-1", "pdf_identifier": b"0" * 16}


@dataclass(frozen=True)
class Measured:
    """What a program took: CPU and wall seconds, and megabytes of its largest process."""

    cpu: float
    wall: float
    peak: int


def measured(*command: object) -> Measured:
    """Run a command to its end, alone."""
    started, before = time.perf_counter(), _children()
    subprocess.run([*map(str, command)], check=True, capture_output=True)
    # The largest process of this command alone is not known to the system: the largest until now
    return Measured(_children() - before, time.perf_counter() - started, _peak())


def _children() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def build(project: Path, *choices: str) -> Measured:
    """A build of `project` in a process of its own."""
    return measured(sys.executable, "-m", "wardbook", "build", "--project", project, *choices)


def change_a_number(project: Path) -> None:
    """Another telephone number for the first contact."""
    path = project / "plan_source" / "contacts.yml"
    text = path.read_text(encoding="utf-8")
    first = _NUMBER.search(text)
    assert first
    other = str(int(first[0]) + 1).zfill(len(first[0]))
    changed = text[: first.start()] + other + text[first.end() :]
    path.write_text(changed, encoding="utf-8")


def note_sheets(project: Path, into: Path) -> None:
    """Write the HTML of each distinct sheet, as it is laid out in the end, and the style sheets that it takes."""
    from wardbook.build import steps
    from wardbook.commands.workspace import Workspace
    from wardbook.options import Options
    from wardbook.pdf.jobs import make_ready
    from wardbook.pdf.layout import lay_out
    from wardbook.pdf.printing import renderer_of
    from wardbook.pdf.selection import to_draw

    options = Options(project=project, only=("manuals",))
    make_ready(project, project / ".cache")
    books = Workspace(options).books(Workspace(options).open_sound().project)
    every = [steps._wanted(options, book, with_forms=book is books[0]) for book in books]
    places = steps._places(options, books, project, "look")
    sheets: list[tuple[str, tuple[str, ...]]] = []
    for key, stamped in to_draw(every).items():
        renderer = renderer_of(places[key.language])
        written: dict[int, tuple[str, tuple[str, ...]]] = {}
        _note(renderer, written)
        document = lay_out([stamped], renderer).documents[stamped.sheet.id]
        sheets.append(written[id(document)])
    into.write_bytes(pickle.dumps(sheets))


def _note(renderer: Any, written: dict[int, Any]) -> None:
    """Have a renderer note what it lays out."""
    from wardbook.pdf import renderer as module

    lay, last = type(renderer).document, dict[str, Any]()
    tree_of, sheets_of = module.tree_of, type(renderer)._style

    def noted(text: str) -> Any:
        last["text"] = text
        return tree_of(text)

    def document(frame: Any) -> Any:
        module.tree_of = noted
        made = lay(renderer, frame)
        names = (*module._STYLES, *module._styles_of(frame.kind))
        names += tuple(f"print/{name}.css" for name in frame.styles)
        files = tuple(str(module.theme_file(renderer.roots, name)) for name in names)
        written[id(made)] = (last["text"], files)
        return made

    del sheets_of
    renderer.document = document


def lay_out_once(noted: Path, project: Path) -> None:
    """Lay each noted sheet out once and write it once, by WeasyPrint alone. Says how many pages they have."""
    from wardbook.fonts import use_fonts
    from wardbook.theme import theme_roots

    use_fonts(theme_roots(project), project / ".cache")
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts, sheets, pages = FontConfiguration(), {}, 0
    for text, files in pickle.loads(noted.read_bytes()):
        for name in files:
            if name not in sheets:
                sheets[name] = CSS(filename=name, font_config=fonts)
        styles = [sheets[name] for name in files]
        document = HTML(string=text).render(stylesheets=styles, font_config=fonts, pdf_tags=True)
        document.write_pdf(**_PDF)
        pages += len(document.pages)
    sys.stdout.write(f"{pages}\n")


def table(rows: dict[str, Measured], whole: str, limit: str) -> str:
    """The rows as Markdown, with the ratio of each to `whole` and to `limit`."""
    lines = [
        f"| what | CPU s | wall s | to {whole} | to {limit} |",
        "|---|---|---|---|---|",
    ]
    for name, row in rows.items():
        to_whole, to_limit = row.cpu / rows[whole].cpu, row.cpu / rows[limit].cpu
        lines.append(
            f"| {name} | {row.cpu:.1f} | {row.wall:.0f} | {to_whole:.2f} | {to_limit:.2f} |"
        )
    return "\n".join(lines)


def machine() -> str:
    """What was measured on, and with what."""
    names = ("weasyprint", "pikepdf", "mkdocs", "jinja2")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}"


def main(source: Path) -> None:
    """Measure everything and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        ignored = shutil.ignore_patterns(".cache", "build", "print", ".git", ".venv")
        shutil.copytree(source, project, ignore=ignored)
        noted = Path(folder) / WRITTEN
        own = (sys.executable, __file__)
        measured(*own, "--note", project, noted)
        rows = {"limit": measured(*own, "--limit", noted, project)}
        shutil.rmtree(project / ".cache")
        rows["manuals"] = build(project, "--only", "manuals")
        shutil.rmtree(project / ".cache")
        rows["cold"] = build(project)
        rows["nothing changed"] = build(project)
        change_a_number(project)
        rows["one number"] = build(project)
    sys.stdout.write(f"{machine()}; largest process {_peak()} MB\n\n")
    sys.stdout.write(table(rows, "cold", "limit") + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--note"]:
        note_sheets(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--limit"]:
        lay_out_once(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else CLINIC)
