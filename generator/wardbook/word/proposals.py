"""Typed blocks that the words of a draft show: proposed as comments behind the prose, which stays
until its author decides. Nothing is said in them that the source does not say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from wardbook.findings import Mark
from wardbook.plan.data import Data, Scalar
from wardbook.plan.model.blocks import BLOCKS
from wardbook.plan.project import Project
from wardbook.plan.reader import read_text
from wardbook.rules.instrument_numbers import compact
from wardbook.word.chapter_ids import id_from
from wardbook.word.chapter_words import ChapterWords, NamedPart, named_parts, titled_parts
from wardbook.word.draft_data import Entry
from wardbook.word.drafted_plans import DraftedPlan, context_of
from wardbook.word.plan_text import PlanText

_BODIES_TITLE = re.compile(
    r"组织(?:机构|体系|架构)|机构(?:设置|与职责|及职责)|organi[sz]ation|structure", re.I
)
_BODY = re.compile(r"(?:组|办公室|指挥部|中心|委员会|小组|team|group|office|committee|cell)$", re.I)
_PRINCIPLES = re.compile(r"原则|principles", re.I)
_DEFINITIONS = re.compile(r"术语|定义|definitions|terms", re.I)
_LEVELS_TITLE = re.compile(r"分级|级别|等级|levels|severity", re.I)
_LEVEL = re.compile(
    r"[ⅠⅡⅢⅣⅤIV1-5一二三四五]+\s*级|特别重大|特大|重大|较大|一般|"
    r"(?:level|grade|tier)\s*[0-9IVA-D]+|minor|moderate|major|severe|critical",
    re.I,
)
_CONDITIONS = re.compile(
    r"(?:启动|响应|触发)条件|(?:activation|trigger)\w*\s+(?:conditions|criteria)", re.I
)
_BASIS = re.compile(r"依据|basis|references|legal", re.I)
_QUOTED = re.compile(r"《([^《》]{2,60})》")
_LEAD = re.compile(
    r"\s*(?:组长|主任|总指挥|负责人|Lead|Leader|Head|Chair)\s*[:：]\s*([^，,；;。\n]+)[。.]?\s*",
    re.I,
)
_PARTS_LEAST = 2


@dataclass(frozen=True)
class Proposal:
    """A block that could stand in the place of prose. `anchor` is the identity of the entry behind
    which it is written, `places` are those of the source that it is made of."""

    kind: str
    anchor: int
    yaml: tuple[str, ...]
    places: tuple[int, ...]
    source: str = ""
    file: str = ""
    line: int = 0

    def at(self, file: str, lines: Mapping[Mark, int]) -> Proposal:
        """It with the file and the line of the words that it would replace."""
        first = Mark(self.source, self.places[0], 1)
        return replace(self, file=file, line=lines.get(first, 0))


def proposals_of(made: DraftedPlan, project: Project) -> tuple[Proposal, ...]:
    """What could be typed in a draft."""
    language = made.draft.language
    found: list[Proposal] = []
    whole = ChapterWords(made.data, language)
    for chapter in (*whole.chapters(), *whole.attachments()):
        for each in chapter.all():
            found += _of_chapter(each, project)
    return tuple(found)


def _of_chapter(chapter: ChapterWords, project: Project) -> Iterator[Proposal]:
    """What could be typed in one chapter."""
    for kind, looks, make in _KINDS:
        if looks.search(chapter.title):
            entry = make(chapter, project)
            if entry:
                yield from _proved(kind, chapter, entry, project)


def _proved(kind: str, chapter: ChapterWords, entry: Entry, project: Project) -> Iterator[Proposal]:
    """A proposal, if the program reads it as a block."""
    written = PlanText()
    written.mapping({"blocks": [entry]}, 0)
    read = read_text(written.text, "proposal.yml").data
    try:
        assert isinstance(read, dict) and isinstance(read["blocks"], list)
        BLOCKS[kind].model_validate(read["blocks"][0], context=context_of(project))
    except ValidationError:
        return
    marks = _marks_of(chapter)
    lines = tuple(line[2:] for line in written.lines[1:])
    places = tuple(dict.fromkeys(mark.line for mark in marks))
    yield Proposal(kind, _anchor(chapter), lines, places, marks[0].file)


def _anchor(chapter: ChapterWords) -> int:
    """The identity of the last block, else of the chapter itself, behind which a comment stands."""
    blocks = list(chapter.blocks())
    if chapter.entry.get("chapters") or not blocks:
        return id(chapter.entry)
    return id(blocks[-1])


def _marks_of(chapter: ChapterWords) -> list[Mark]:
    found: list[Mark] = []
    for each in chapter.all():
        found += [words.mark for words in each.every_word()]
    return found


def _text(chapter: ChapterWords, words: Scalar) -> Data:
    return {chapter.language: words}


def _parts(chapter: ChapterWords) -> list[NamedPart] | None:
    """Named parts of a chapter: the items of its only list, its paragraphs, or its chapters."""
    blocks = list(chapter.blocks())
    if not blocks:
        return titled_parts(chapter)
    if not chapter.is_plain():
        return None
    if len(blocks) == 1 and "list" in blocks[0]:
        return named_parts(chapter.items(blocks[0]))
    if len(chapter.texts()) < len(blocks):
        return None
    return named_parts(chapter.texts())


def _named(name: NamedPart, at: int, letter: str) -> Scalar:
    """An id for a part: of its Latin letters, else by where it stands."""
    return Scalar(id_from(name.name) or f"{letter}{at}", name.name.mark)


def _principles(chapter: ChapterWords, _: Project) -> Entry | None:
    parts = _parts(chapter)
    if parts is None or len(parts) < _PARTS_LEAST:
        return None
    listed: list[Data] = []
    for part in parts:
        if not part.text or part.lines:
            return None
        listed.append({"name": _text(chapter, part.name), "text": _text(chapter, part.text)})
    return {"principles": listed}


def _definitions(chapter: ChapterWords, project: Project) -> Entry | None:
    """Terms that the glossary has, if it has all of them."""
    parts = _parts(chapter)
    if not parts:
        return None
    known: dict[str, str] = {}
    for id, term in project.terms.items():
        known[str(term.term.words(chapter.language)).casefold()] = id
    listed: list[Data] = []
    for part in parts:
        id = known.get(part.name.strip().casefold(), "")
        if not id:
            return None
        listed.append(Scalar(id, part.name.mark))
    return {"definitions": listed}


def _citations(chapter: ChapterWords, project: Project) -> Entry | None:
    """The instruments that a chapter names, if the register has all of them."""
    known: dict[str, str] = {}
    for id, citation in project.citations.items():
        for name in filter(None, (citation.title, citation.number)):
            known[compact(name.words(chapter.language))] = id
    listed: dict[str, Data] = {}
    for words in chapter.every_word():
        for title in _QUOTED.findall(words):
            id = known.get(compact(title), "")
            if not id:
                return None
            listed.setdefault(id, Scalar(id, words.mark))
    if not listed or not chapter.is_plain():
        return None
    return {"citations": list(listed.values())}


def _levels(chapter: ChapterWords, _: Project) -> Entry | None:
    parts = _parts(chapter)
    if parts is None or len(parts) < _PARTS_LEAST:
        return None
    values: list[Data] = []
    for at, part in enumerate(parts, 1):
        if not _LEVEL.search(part.name):
            return None
        value: Entry = {"id": _named(part, at, "level-"), "label": _text(chapter, part.name)}
        if part.text:
            value["text"] = _text(chapter, part.text)
        if part.lines:
            value["criteria"] = [_text(chapter, line) for line in part.lines]
        values.append(value)
    return {"levels": {"axis": Scalar("custom", parts[0].name.mark), "values": values}}


def _triggers(chapter: ChapterWords, _: Project) -> Entry | None:
    """Conditions, one a trigger."""
    if not chapter.is_plain():
        return None
    listed: list[Data] = []
    for block in chapter.blocks():
        for at, words in enumerate(chapter.items(block), len(listed) + 1):
            id = Scalar(f"condition-{at}", words.mark)
            listed.append({"id": id, "threshold": _text(chapter, words)})
    if not listed:
        return None
    return {"triggers": listed}


def _bodies(chapter: ChapterWords, project: Project) -> Entry | None:
    """Bodies with their duties, each in a chapter of its own."""
    roles: dict[str, str] = {}
    for id, role in project.roles.items():
        roles[str(role.name.words(chapter.language))] = id
    parts = titled_parts(chapter)
    if not parts or not all(_BODY.search(part.name.strip()) for part in parts):
        return None
    listed: list[Data] = []
    for at, part in enumerate(parts, 1):
        body: Entry = {"id": _named(part, at, "body-"), "name": _text(chapter, part.name)}
        body.update(_body_words(chapter, part, roles))
        listed.append(body)
    return {"bodies": listed}


def _body_words(chapter: ChapterWords, part: NamedPart, roles: Mapping[str, str]) -> Entry:
    """The lead of a body, where the register has the post; its duties; all else as a note."""
    said: Entry = {}
    rest: list[str] = []
    for line in filter(None, part.text.split("\n")):
        lead = _LEAD.fullmatch(line)
        if lead and lead[1].strip() in roles and "lead" not in said:
            said["lead"] = Scalar(roles[lead[1].strip()], part.text.mark)
        else:
            rest.append(line)
    if part.lines:
        said["duties"] = [_text(chapter, line) for line in part.lines]
    if rest:
        said["note"] = _text(chapter, Scalar("\n".join(rest), part.text.mark))
    return said


_KINDS: Sequence[tuple[str, re.Pattern[str], Callable[[ChapterWords, Project], Entry | None]]] = (
    ("principles", _PRINCIPLES, _principles),
    ("definitions", _DEFINITIONS, _definitions),
    ("citations", _BASIS, _citations),
    ("levels", _LEVELS_TITLE, _levels),
    ("triggers", _CONDITIONS, _triggers),
    ("bodies", _BODIES_TITLE, _bodies),
)
