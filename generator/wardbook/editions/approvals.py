"""Approvals of an edition that is about to be issued: what was approved, by whom, and what says
something else by now.

An approval is a text file of its own in `records/approvals/EDITION/`, which lists every sheet with
its fingerprint: two people who approve at the same time change no file of each other. A signature
stands at its end, so that both are written in one step."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Mapping
from csv import reader, writer
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from wardbook.editions.sheet_list import MANUALS_FOR, SheetEntry, SheetList, sheet_list
from wardbook.folders import RECORDS, SOURCE
from wardbook.plan.data import Scalar
from wardbook.plan.model.approval_demand import ApprovalDemand
from wardbook.plan.model.registries import Edition
from wardbook.plan.project import Project
from wardbook.sheets.books import books

APPROVALS = "approvals"
"""Folder of approvals, in the records and in the record of an edition."""
SIGNERS = f"{SOURCE}/{RECORDS}/allowed_signers"
"""Whose keys count, as `ssh-keygen` reads it."""
_SIGNATURE = b"-----BEGIN SSH SIGNATURE-----\n"
_ENDING = ".txt"
_COLUMNS = ["sheet", "language", "code", "fingerprint", "title"]
_NO_DAY = datetime.date(2000, 1, 1)
"""The day of sheets that are approved: an approval holds whatever day the edition gets."""
_WIDEST = "restricted"


@dataclass(frozen=True)
class SheetApproval:
    """An approval as it was recorded: the fingerprints of sheets by key. `name` is empty where no
    person was named."""

    edition: str
    by: str
    name: str
    date: str
    sheets: Mapping[tuple[str, str], SheetEntry]
    file: Path

    def signed(self) -> tuple[bytes, bytes]:
        """What was approved as it is signed, and the signature: nothing where there is none. Raises
        OSError."""
        content, signature = _parted(self.file.read_bytes())
        beside = signature_beside(self.file)
        if not signature and beside.is_file():
            signature = beside.read_bytes()
        return content, signature


@dataclass(frozen=True)
class ApprovalState:
    """How an approval stands to what is about to be issued. `record` is None where there is none;
    `again`: sheets that say something else than what was approved, are new, or are gone."""

    by: str
    demand: ApprovalDemand | None
    record: SheetApproval | None
    again: tuple[SheetEntry, ...]
    since: str = ""
    """The last edition, where it was approved and nothing was since: `again` is what differs."""

    @property
    def holds(self) -> bool:
        """Whether what is about to be issued is what was approved."""
        return self.record is not None and not self.again

    @property
    def must_be_signed(self) -> bool:
        """Whether the plan asks for a signature."""
        return self.demand is not None and self.demand.signed


class ApprovedContent:
    """The sheets of a project as an edition would have them, without its day: what is approved."""

    def __init__(self, project: Project, edition: str) -> None:
        mark = project.site.at
        head = Edition.model_construct(id=Scalar(edition, mark), date=_NO_DAY)
        status = Scalar("issued", mark)
        site = project.site.model_copy(update={"edition": head, "status": status})
        self.project = replace(project, site=site)
        self.edition = edition

    @cached_property
    def _every(self) -> SheetList:
        """Every sheet, whoever may see it."""
        return sheet_list(books(self.project, _WIDEST))

    @cached_property
    def _manuals(self) -> SheetList:
        return sheet_list(books(self.project, MANUALS_FOR))

    def sheets_for(self, by: str) -> Mapping[tuple[str, str], SheetEntry]:
        """The sheets that a post approves: all of them, or those of the manuals that the plan
        names for it."""
        demand = demand_of(self.project, by)
        if demand is None or not demand.of:
            return self._every.sheets
        departments = {link.id for link in demand.of}
        found = {}
        for manual in self._manuals.manuals:
            if manual.id in departments:
                for key in manual.sheets:
                    found[key] = self._every.sheets.get(key) or self._manuals.sheets[key]
        return found


def demand_of(project: Project, by: str) -> ApprovalDemand | None:
    """What the plan asks of a post; None where it asks nothing."""
    for demand in project.site.approvals:
        if demand.by.id == by:
            return demand
    return None


def approval_states(project: Project, edition: str) -> tuple[ApprovalState, ...]:
    """How the approvals of an edition stand: those that the plan demands, then any other that was
    recorded. Nothing is laid out where nobody is asked and nobody approved."""
    records = {record.by: record for record in recorded(folder_of(project.root, edition))}
    posts = dict.fromkeys(str(demand.by.id) for demand in project.site.approvals)
    posts |= dict.fromkeys(records)
    content = ApprovedContent(project, edition)
    earlier = {}
    if project.last_edition:
        earlier = {one.by: one for one in recorded(project.last_edition.folder / APPROVALS)}
    found = []
    for by in posts:
        record = records.get(by)
        again: tuple[SheetEntry, ...] = ()
        known = record or earlier.get(by)
        since = ""
        if known:
            again = tuple(_different(known.sheets, content.sheets_for(by)))
            since = known.edition if known is not record else ""
        found.append(ApprovalState(by, demand_of(project, by), record, again, since))
    return tuple(found)


def _different(
    approved: Mapping[tuple[str, str], SheetEntry], now: Mapping[tuple[str, str], SheetEntry]
) -> Iterator[SheetEntry]:
    named = set()
    for key, entry in now.items():
        earlier = approved.get(key)
        if earlier is None or earlier.fingerprint != entry.fingerprint:
            named.add((entry.code, entry.language))
            yield entry
    for key, entry in approved.items():
        # One that got another id is one sheet to look at
        if key not in now and (entry.code, entry.language) not in named:
            yield entry


def folder_of(root: Path, edition: str) -> Path:
    """Where the approvals of an edition stand that is not issued yet."""
    return root / SOURCE / RECORDS / APPROVALS / edition


def recorded(folder: Path) -> Iterator[SheetApproval]:
    """The approvals in a folder that can be read, by name."""
    if not folder.is_dir():
        return
    for file in sorted(folder.glob(f"*{_ENDING}")):
        found = _read(file)
        if found:
            yield found


def signature_beside(file: Path) -> Path:
    """Where the signature of an approval stands that an older program wrote."""
    return file.with_name(f"{file.name}.sig")


def _parted(said: bytes) -> tuple[bytes, bytes]:
    """An approval without its signature, and the signature. Lines that a checkout on Windows ended
    otherwise are those that were signed."""
    content, begins, signature = said.replace(b"\r\n", b"\n").partition(_SIGNATURE)
    return content, begins + signature


def _read(file: Path) -> SheetApproval | None:
    try:
        text = _parted(file.read_bytes())[0].decode()
    except (OSError, UnicodeDecodeError):
        return None
    head, _, table = text.partition("\n\n")
    said = {}
    for line in head.splitlines():
        key, _, words = line.partition(": ")
        said[key] = words.strip()
    rows = reader(io.StringIO(table))
    if next(rows, []) != _COLUMNS or not said.get("by"):
        return None
    sheets = {}
    for cells in rows:
        if len(cells) == len(_COLUMNS):
            id, language, code, fingerprint, title = cells
            sheets[id, language] = SheetEntry(id, language, code, "", title, fingerprint, "")
    return SheetApproval(
        said.get("edition", ""),
        said["by"],
        said.get("name", ""),
        said.get("date", ""),
        sheets,
        file,
    )


def approval_file(root: Path, edition: str, by: str) -> Path:
    """Where the approval of a post stands."""
    return folder_of(root, edition) / f"{by}{_ENDING}"


def approval_text(edition: str, by: str, name: str, day: str, sheets: Iterable[SheetEntry]) -> str:
    """An approval as it is recorded, and as it is signed."""
    text = io.StringIO()
    said = {"edition": edition, "by": by, "name": " ".join(name.split()), "date": day}
    for key, words in said.items():
        if words:
            text.write(f"{key}: {words}\n")
    text.write("\n")
    rows = writer(text, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for sheet in sorted(sheets, key=lambda sheet: sheet.key):
        rows.writerow((sheet.id, sheet.language, sheet.code, sheet.fingerprint, sheet.title))
    return text.getvalue()
