"""A source → drafts of the plans in it, each proved against the numbers that the source shows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from pydantic import ValidationError

from wardbook.folders import SOURCE
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.scalars import ONLY_LANGUAGE
from wardbook.plan.project import Project
from wardbook.plan.reader import read_text
from wardbook.sheets.plan.chapters import chapter_views
from wardbook.sheets.project_localizer import localizer_for
from wardbook.word.chapter_ids import give_ids, id_from
from wardbook.word.cover_facts import CoverFacts, take_cover
from wardbook.word.draft_data import DraftWriter, Entry
from wardbook.word.draft_numbering import choose_numbering
from wardbook.word.drafting import Drafting
from wardbook.word.drafts import DraftChapter, DraftList, PlanDraft, WentWhere, on_one_line
from wardbook.word.outline_tree import outline_of
from wardbook.word.pictures import PictureBox
from wardbook.word.plan_text import PlanText
from wardbook.word.plan_titles import parts_of, title_of
from wardbook.word.shown_numbers import typed_where_different
from wardbook.word.sources import Piece, SourceFile, SourceParagraph, SourceTable

_ROUNDS_MOST = 8
"""Each round takes numbers out of those that are counted; what differs then is typed throughout."""


@dataclass(frozen=True)
class DraftedPlan:
    """A draft with what its file is to say, its pictures, and where everything went."""

    draft: PlanDraft
    data: Entry
    pictures: Mapping[str, bytes]
    went: WentWhere
    pieces: tuple[Piece, ...]

    @property
    def place(self) -> str:
        """Its file in the project."""
        return f"{SOURCE}/plans/{self.draft.id}.yml"

    def plan(self, project: Project) -> Plan:
        """The plan as the program reads it."""
        return _as_plan(written(self.data).text, project)


@dataclass(frozen=True)
class DraftWishes:
    """What the user asked for. `id` is that of the first plan; empty: made of its title."""

    language: str
    id: str = ""


def drafted_plans(
    source: SourceFile, project: Project, wishes: DraftWishes
) -> tuple[DraftedPlan, ...]:
    """A draft of every plan in a source."""
    found: list[DraftedPlan] = []
    ids: set[str] = set()
    codes = _codes(project)
    for pieces in parts_of(source.pieces):
        maker = _Maker(source.name, project, wishes)
        made = maker.made(pieces, ids, codes)
        ids.add(made.draft.id)
        codes.add(made.draft.code)
        found.append(made)
    return tuple(found)


@dataclass(frozen=True)
class _Maker:
    """Makes one draft."""

    file: str
    project: Project
    wishes: DraftWishes

    def made(self, pieces: list[Piece], ids: Iterable[str], codes: Container[str]) -> DraftedPlan:
        went = WentWhere()
        root = outline_of(pieces)
        title = title_of(root, went) or SourceParagraph(0, PurePath(self.file).stem)
        id = self._id(title, ids)
        language = self.wishes.language
        roles = _role_names(self.project, language)
        organisation = self.project.site.organisation.words(language)
        cover = CoverFacts(language, roles, self.file, went, organisation)
        take_cover(root, cover)
        box = PictureBox(self.project.root / SOURCE, id)
        drafting = Drafting(box.file_of, went)
        chapters, attachments = drafting.chapters(root)
        draft = PlanDraft(
            id, _free_code(codes), language, title, chapters, attachments, cover.fields()
        )
        if not draft.chapters:
            draft.chapters = draft.attachments or [DraftChapter(None, None, "")]
            draft.attachments = []
            for chapter in draft.chapters:
                chapter.is_typed = True
        taken: set[str] = set()
        give_ids(draft.chapters, taken)
        give_ids(draft.attachments, taken, "a")
        self._prove_numbers(draft)
        for paragraph in _paragraphs(pieces):
            if paragraph.is_empty and paragraph.place not in went.kinds:
                went.put(paragraph, "empty")
        data = DraftWriter(draft, self.file).data()
        return DraftedPlan(draft, data, box.files, went, tuple(pieces))

    def _id(self, title: SourceParagraph, ids: Iterable[str]) -> str:
        wished = self.wishes.id or id_from(title.text) or id_from(PurePath(self.file).stem)
        made = wished or "imported"
        number, found = 2, made
        taken = {*ids}
        if not self.wishes.id:
            taken.update(self.project.plans)
        while found in taken:
            found = f"{made}-{number}"
            number += 1
        return found

    def _prove_numbers(self, draft: PlanDraft) -> None:
        """Let the program print the draft, and take out of its counting what comes out otherwise
        than in the source."""
        for at in range(_ROUNDS_MOST + 1):
            if at == _ROUNDS_MOST:
                _type_all(draft)
            choose_numbering(draft)
            data = DraftWriter(draft, self.file).data()
            try:
                plan = _as_plan(written(data).text, self.project)
            except ValidationError:  # levels that no plan counts: 1.0 above 1.1
                _type_all(draft)
                continue
            plans = {**self.project.plans, draft.id: plan}
            localizer = localizer_for(replace(self.project, plans=plans), draft.language)
            if not typed_where_different(draft, chapter_views(localizer, plan)):
                return


def written(data: Entry, remarks: Mapping[int, Sequence[str]] | None = None) -> PlanText:
    """The file of a plan. `remarks` are comments behind its blocks, by their identity."""
    made = PlanText(remarks=remarks or {})
    made.mapping(data, 0)
    return made


def _as_plan(text: str, project: Project) -> Plan:
    """The plan as the program reads it."""
    read = read_text(text, "draft.yml")
    return Plan.model_validate(read.data, context=context_of(project))


def context_of(project: Project) -> dict[str, str]:
    """What models are told of a project: its language, where it has only one."""
    if len(project.languages) > 1:
        return {}
    return {ONLY_LANGUAGE: project.languages[0]}


def _type_all(draft: PlanDraft) -> None:
    for chapter in draft.every_chapter():
        if chapter not in draft.attachments:
            chapter.is_typed = chapter.mark is not None
        for block in chapter.every_block():
            if isinstance(block, DraftList):
                _type_list(block)


def _type_list(made: DraftList) -> None:
    made.is_typed = True
    for item in made.items:
        if item.below:
            _type_list(item.below)


def _codes(project: Project) -> set[str]:
    """Codes of sheets that are taken, or were once."""
    found = set(map(str, project.site.withdrawn_codes))
    for kind in ("plans", "procedures", "forms", "departments"):
        for entry in getattr(project, kind).values():
            found.add(str(entry.code))
    return found


def _free_code(codes: Container[str]) -> str:
    number = 1
    while f"Z{number}" in codes:
        number += 1
    return f"Z{number}"


def _role_names(project: Project, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for id, role in project.roles.items():
        found[on_one_line(role.name.words(language))] = id
    return found


def _paragraphs(pieces: list[Piece]) -> list[SourceParagraph]:
    found: list[SourceParagraph] = []
    for piece in pieces:
        if isinstance(piece, SourceTable):
            found += piece.paragraphs()
        else:
            found.append(piece)
    return found
