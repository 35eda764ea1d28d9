"""The job that builds the site, beside the jobs that print. Runs in any process."""

from __future__ import annotations

from pathlib import Path

from wardbook.findings import Mark, error
from wardbook.folders import CACHE, SOURCE
from wardbook.html.diagrams import GraphvizMissing
from wardbook.output import OutputFile
from wardbook.pdf.job_records import JobOutput
from wardbook.sheets.book import Book
from wardbook.site.build import SiteError, build_site
from wardbook.site.kept_parts import KeptSite
from wardbook.site.moved import WrongMoveError


def site_job(
    books: tuple[Book, ...], out: Path, project: Path, pdfs: bool, look: str = ""
) -> JobOutput:
    """Build the site of `books` into `out`; `pdfs`: manuals, cards and forms stand beside it. By
    `look`, a digest of theme, program and tools, what the last build made is taken over. What a
    person can mend is a finding."""
    kept = KeptSite(project / CACHE, look) if look else None
    try:
        paths = build_site(books, out, project, pdfs=pdfs, sends=True, kept=kept)
    except GraphvizMissing:
        return JobOutput((), (error("G106", Mark("")),))
    except WrongMoveError as problem:
        mark = Mark(f"{SOURCE}/site.yml")
        return JobOutput((), (error("G116", mark, old=problem.old, new=problem.new),))
    except SiteError as problem:
        return JobOutput((), (error("G107", Mark(""), problem=problem),))
    languages = {book.language for book in books}
    made: list[OutputFile] = []
    for path in paths:
        # What stands in no language's folder belongs to all of them.
        folder = path.split("/")[0]
        language = folder if folder in languages else ""
        made.append(OutputFile(f"{out.name}/{path}", "site", language))
    return JobOutput(tuple(made), ())
