"""What stands before the first chapter besides the title, and has a place on the cover of a plan:
labels and values, lines to sign, the table of its history."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from wardbook.findings import Mark
from wardbook.plan.data import Data, Scalar
from wardbook.word.drafts import WentWhere, clean, on_one_line
from wardbook.word.outline_tree import OutlineNode
from wardbook.word.sources import SourceCell, SourceParagraph, SourceTable

_LABEL = re.compile(r"\s*([^:：]{1,24}?)\s*[:：]\s*(.*?)\s*", re.DOTALL)
_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_BLANK = re.compile(r"[\s_＿.…/年月日—-]*")
_FIELDS: Mapping[str, str] = {
    "编号": "number", "文件编号": "number", "预案编号": "number", "文号": "number",
    "document no": "number", "document no.": "number", "document number": "number", "no.": "number",
    "版本": "version", "版本号": "version", "版次": "version", "version": "version",
    "密级": "classification", "classification": "classification",
    "编制单位": "issuer", "发布单位": "issuer", "issued by": "issuer",
    "发布日期": "issued", "印发日期": "issued", "颁布日期": "issued", "date of issue": "issued",
    "issue date": "issued", "实施日期": "effective", "生效日期": "effective",
    "施行日期": "effective", "effective": "effective", "effective date": "effective",
    "编制": "prepared", "编制人": "prepared", "编写": "prepared", "起草": "prepared",
    "prepared by": "prepared", "审核": "reviewed", "审核人": "reviewed", "reviewed by": "reviewed",
    "批准": "approved", "批准人": "approved", "审批": "approved", "签发": "approved",
    "签发人": "approved", "approved by": "approved",
    "编制日期": "prepared_on", "审核日期": "reviewed_on", "批准日期": "approved_on",
}  # fmt: skip
_DATES = ("issued", "effective", "prepared_on", "reviewed_on", "approved_on")
_POSTS = ("prepared", "reviewed", "approved")
_VERSION = ("版本", "版本号", "版次", "version", "rev", "revision")
_DAY = ("日期", "修订日期", "修改日期", "date")
_CHANGE = (
    "修改内容", "修订内容", "变更内容", "修订说明", "变更说明", "修改说明", "说明", "内容",
    "changes", "change", "description", "summary",
)  # fmt: skip
_HISTORY_TITLE = re.compile(
    r"(?:文件|预案)?(?:修订|修改|变更|版本)(?:记录|历史|页)|.*\bhistory", re.I
)


@dataclass
class CoverFacts:
    """What the front of a plan says: fields of its cover, and whole fields of the plan."""

    language: str
    roles: Mapping[str, str]
    """Names of posts → their ids."""
    file: str
    went: WentWhere
    organisation: str = ""
    cover: dict[str, Data | Mark] = field(default_factory=dict)
    plan: dict[str, Data | Mark] = field(default_factory=dict)

    def fields(self) -> dict[str, Data]:
        """The fields of the plan, its cover among them."""
        said: dict[str, Data] = {}
        for key in ("version", "history"):
            if key in self.plan:
                value = self.plan[key]
                assert not isinstance(value, Mark)
                said[key] = value
        if self.cover:
            said["cover"] = self.cover
        return said

    def take(self, paragraph: SourceParagraph, label: str, value: str) -> bool:
        """Take what stands behind a label; False where the cover has no place for it."""
        key = _FIELDS.get(label.casefold().strip(" 　"))
        if key is None or key in self.cover:
            return False
        mark = Mark(self.file, paragraph.place, 1)
        if key in _POSTS:
            return self._post(key, value, mark)
        if not value:
            return False
        if key in _DATES:
            return self._date(key, value, mark)
        self._words(key, value, mark)
        return True

    def _post(self, key: str, value: str, mark: Mark) -> bool:
        """Who prepared, reviewed or approved: a post of the register, or a line to sign."""
        if value in self.roles:
            self.cover[f"{key}_by"] = Scalar(self.roles[value], mark)
            return True
        if not _BLANK.fullmatch(value):
            return False
        lines = self.cover.setdefault("sign", [])
        assert isinstance(lines, list)
        lines.append(Scalar(key, mark))
        return True

    def _date(self, key: str, value: str, mark: Mark) -> bool:
        day = day_of(value)
        if day is None:
            return False
        self.cover[key] = Scalar(day.isoformat(), mark)
        return True

    def _words(self, key: str, value: str, mark: Mark) -> None:
        said = Scalar(on_one_line(value), mark)
        if key == "version":
            self.plan[key] = said
        elif key == "number":
            self.cover[key] = said
        else:
            self.cover[key] = {self.language: said}


def day_of(text: str) -> datetime.date | None:
    """The day that a text says and nothing else; None for any other."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def take_cover(root: OutlineNode, facts: CoverFacts) -> None:
    """Take out of the front what the cover of a plan has a place for; all else stays."""
    kept: list[SourceParagraph | SourceTable | OutlineNode] = []
    _take_titled_history(root, facts)
    in_front = True
    for inner in root.inside:
        if isinstance(inner, OutlineNode):
            in_front = in_front and _is_history(inner)
            if not (in_front and _take_history_node(inner, facts)):
                kept.append(inner)
        elif not in_front or not _taken(inner, facts):
            kept.append(inner)
    root.inside[:] = kept


def _take_titled_history(root: OutlineNode, facts: CoverFacts) -> None:
    """The history where its title is a plain line above it."""
    filled = [inner for inner in root.inside if not _is_blank(inner)]
    for title, table in pairwise(filled):
        if not isinstance(title, SourceParagraph) or not isinstance(table, SourceTable):
            continue
        is_title = _HISTORY_TITLE.fullmatch(title.text.strip()) is not None
        if is_title and _take_history(table, facts):
            facts.went.put(title, "history")
            root.inside[:] = [one for one in root.inside if one not in (title, table)]
            return


def _is_blank(inner: SourceParagraph | SourceTable | OutlineNode) -> bool:
    return isinstance(inner, SourceParagraph) and inner.is_empty


def _taken(piece: SourceParagraph | SourceTable, facts: CoverFacts) -> bool:
    if isinstance(piece, SourceTable):
        return _take_history(piece, facts) or _take_pairs(piece, facts)
    said = piece.text.strip()
    if facts.organisation and said == facts.organisation:
        facts.went.put(piece, "organisation")
        return True
    found = _LABEL.fullmatch(said)
    if found and not piece.notes and facts.take(piece, found[1], found[2]):
        facts.went.put(piece, "cover")
        return True
    return False


def _take_pairs(table: SourceTable, facts: CoverFacts) -> bool:
    """A table of labels and values, if the cover has a place for each of them."""
    pairs: list[tuple[SourceParagraph, str, str]] = []
    for row in table.rows:
        if len(row) % 2:
            return False
        for label, value in zip(row[::2], row[1::2], strict=True):
            if not label.paragraphs or label.text.strip().rstrip("：:") == "":
                return False
            pairs.append((label.paragraphs[0], label.text.strip().rstrip("：:"), value.text))
    trial = CoverFacts(facts.language, facts.roles, facts.file, facts.went)
    trial.cover.update(facts.cover)
    if not all(trial.take(*pair) for pair in pairs):
        return False
    for pair in pairs:
        facts.take(*pair)
    for paragraph in table.paragraphs():
        facts.went.put(paragraph, "cover")
    return True


def _is_history(node: OutlineNode) -> bool:
    return _HISTORY_TITLE.fullmatch(node.text) is not None


def _take_history_node(node: OutlineNode, facts: CoverFacts) -> bool:
    """A heading with nothing below it than the table of the history."""
    if len(node.inside) != 1 or not isinstance(node.inside[0], SourceTable):
        return False
    if node.paragraph is None or not _take_history(node.inside[0], facts):
        return False
    facts.went.put(node.paragraph, "history")
    return True


def _take_history(table: SourceTable, facts: CoverFacts) -> bool:
    """A table of versions, days and changes, if that is all it says."""
    if len(table.rows) < 2 or "history" in facts.plan:
        return False
    heads = [cell.text.strip().casefold() for cell in table.rows[0]]
    columns = (_column(heads, _VERSION), _column(heads, _DAY), _column(heads, _CHANGE))
    if -1 in columns or len(set(columns)) < len(columns):
        return False
    rows = _revisions(table, columns, facts)
    if not rows:
        return False
    facts.plan["history"] = rows
    for paragraph in table.paragraphs():
        facts.went.put(paragraph, "history")
    return True


def _revisions(table: SourceTable, columns: tuple[int, int, int], facts: CoverFacts) -> list[Data]:
    """The lines of a history; none where one of them says anything else."""
    rows: list[Data] = []
    for row in table.rows[1:]:
        if any(cell.text.strip() for cell in row):
            revision = _revision(row, columns, facts)
            if revision is None:
                return []
            rows.append(revision)
    return rows


def _revision(
    row: Sequence[SourceCell], columns: tuple[int, int, int], facts: CoverFacts
) -> Data | None:
    """A line of the history; None where the row says more, or less."""
    filled = [at for at, cell in enumerate(row) if cell.text.strip()]
    if sorted(columns) != filled:
        return None
    version, date, change = (row[at] for at in columns)
    day = day_of(date.text)
    if day is None:
        return None
    mark = Mark(facts.file, version.paragraphs[0].place, 1)
    return {
        "version": Scalar(on_one_line(version.text), mark),
        "date": Scalar(day.isoformat(), mark),
        "text": {facts.language: Scalar(clean(change.text), mark)},
    }


def _column(heads: Sequence[str], names: Sequence[str]) -> int:
    for at, head in enumerate(heads):
        if head in names:
            return at
    return -1
