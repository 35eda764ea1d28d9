"""What a returned file asks for, held against the plan as it is now: where it is written, and
whether the program may write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.word.moved_paragraphs import moved_paragraphs
from wardbook.word.plan_paragraphs import PlanParagraph
from wardbook.word.returned_files import ReturnedParagraph

_CONTEXT_MOST = 40
"""Characters on each side by which a change is found in the YAML."""


class ReviewState(StrEnum):
    """How something that came back stands."""

    COMMENT = "comment"
    READY = "ready"
    """A change of wording that the program can write."""
    BY_HAND = "by-hand"
    """A change that an author writes: in a reference, of several lines, of computed words."""
    DELETED = "deleted"
    """A paragraph that was taken out, tracked or not."""
    OTHERWISE = "otherwise"
    """Another copy of the same words came back with another wording before this one."""
    PLAN_CHANGED = "moved"
    """The YAML says something else by now."""
    NEW = "new"
    """A paragraph that was added."""
    ELSEWHERE = "elsewhere"
    """A paragraph that was moved: `says` is what it stands behind now."""


@dataclass(frozen=True)
class ReviewEntry:
    """A comment or a change, and where the words that it is about are written."""

    state: ReviewState
    mark: Mark
    before: str
    now: str = ""
    author: str = ""
    date: str = ""
    says: str = ""
    paragraph: PlanParagraph | None = None


@dataclass(frozen=True)
class SentOut:
    """What the file said when it was sent out, as far as the plan still says it: its paragraphs,
    their keys, and the lines that the program writes itself."""

    keys: frozenset[str]
    lines: frozenset[str]
    paragraphs: tuple[ReturnedParagraph, ...]

    @classmethod
    def of(cls, sent: Sequence[ReturnedParagraph]) -> SentOut:
        """What stands in a file as it is exported now."""
        keys: set[str] = set()
        own: set[str] = set()
        for paragraph in sent:
            if paragraph.key:
                keys.add(str(paragraph.key))
            else:
                own.add(paragraph.now.strip())
        return cls(frozenset(keys), frozenset(own), tuple(sent))


def taken_out(
    returned: Sequence[ReturnedParagraph], plan: Mapping[str, PlanParagraph], sent: SentOut
) -> Iterator[ReviewEntry]:
    """Paragraphs that are gone without a trace, and stand nowhere else. A chapter of which the YAML
    says something else by now is left out: its paragraphs have other keys."""
    keys = {str(paragraph.key): paragraph.key for paragraph in returned if paragraph.key}
    moved = {key.chapter for name, key in keys.items() if name not in plan}
    there = moved_paragraphs(returned, sent.paragraphs).keys
    for name in sorted(sent.keys - keys.keys() - there):
        gone = plan.get(name)
        if gone and gone.key.chapter not in moved:
            yield ReviewEntry(ReviewState.DELETED, gone.mark, gone.printed, paragraph=gone)


def review_entries(
    returned: Sequence[ReturnedParagraph],
    plan: Mapping[str, PlanParagraph],
    chapters: Mapping[str, Mark],
    sent: SentOut,
) -> Iterator[ReviewEntry]:
    """Everything that the paragraphs of a file ask for, in its order."""
    mark = _file_of(returned, chapters)
    moves = moved_paragraphs(returned, sent.paragraphs)
    behind = ""
    for at, paragraph in enumerate(returned):
        known = plan.get(str(paragraph.key))
        if known:
            mark = known.mark
        elif paragraph.key:
            mark = chapters.get(paragraph.key.chapter, mark)
        yield from _comments(paragraph, known, mark)
        moved = plan.get(moves.moved.get(at, ""))
        if moved:
            author = ", ".join(paragraph.authors)
            said = moved.printed
            yield ReviewEntry(ReviewState.ELSEWHERE, moved.mark, said, author=author, says=behind)
        if paragraph.key and not moves.is_left(paragraph):
            yield from _change(paragraph, known, mark)
        elif paragraph.key is None and at not in moves.places:
            yield from _change_beside(paragraph, mark, sent)
        behind = paragraph.now.strip() or behind


def _comments(
    paragraph: ReturnedParagraph, known: PlanParagraph | None, mark: Mark
) -> Iterator[ReviewEntry]:
    """The comments of a paragraph."""
    for comment in paragraph.comments:
        yield ReviewEntry(
            ReviewState.COMMENT,
            mark,
            paragraph.before,
            author=comment.author,
            date=comment.date,
            says=comment.text,
            paragraph=known,
        )


def with_first_wordings(entries: Iterable[ReviewEntry]) -> Iterator[ReviewEntry]:
    """The entries; of copies of the same words that were worded in two ways, as of a procedure that
    is printed twice, the first can be written and the others are left."""
    first: dict[tuple[Mark, int], str] = {}
    for entry in entries:
        if entry.state is ReviewState.READY and entry.paragraph:
            place = (entry.mark, entry.paragraph.at)
            if first.setdefault(place, entry.now) != entry.now:
                yield replace(entry, state=ReviewState.OTHERWISE)
                continue
        yield entry


def _file_of(returned: Iterable[ReturnedParagraph], chapters: Mapping[str, Mark]) -> Mark:
    """The file of the plan: what its cover says stands nowhere else."""
    for paragraph in returned:
        if paragraph.key and paragraph.key.chapter in chapters:
            return Mark(chapters[paragraph.key.chapter].file)
    return Mark("")


def _change_beside(
    paragraph: ReturnedParagraph, mark: Mark, sent: SentOut
) -> Iterator[ReviewEntry]:
    """A paragraph that is new, or one of the program's own that was changed, tracked or not."""
    now, before = paragraph.now.strip(), paragraph.before.strip()
    author = ", ".join(paragraph.authors)
    if paragraph.is_tracked and before and not paragraph.is_added:
        state = ReviewState.BY_HAND if now else ReviewState.DELETED
        yield ReviewEntry(state, mark, before, now, author)
    elif now and now not in sent.lines:
        yield ReviewEntry(ReviewState.NEW, mark, "", now, author)


def _change(
    paragraph: ReturnedParagraph, known: PlanParagraph | None, mark: Mark
) -> Iterator[ReviewEntry]:
    """The change of a paragraph, if there is one, tracked or not."""
    now, author = paragraph.now.strip(), ", ".join(paragraph.authors)
    if known is None:
        if paragraph.is_tracked:
            yield ReviewEntry(ReviewState.PLAN_CHANGED, mark, paragraph.before, now, author)
    elif now != known.printed.strip() or paragraph.is_tracked:
        state = _state_of(known, now)
        yield ReviewEntry(state, mark, known.printed, now, author, paragraph=known)


def _state_of(known: PlanParagraph, now: str) -> ReviewState:
    """Whether the program can write a change of a paragraph."""
    if not now:
        return ReviewState.DELETED
    if "\n" in now or reworded(known, now) is None:
        return ReviewState.BY_HAND
    return ReviewState.READY


def reworded(known: PlanParagraph, now: str) -> Scalar | None:
    """What its text is to say so that a paragraph prints `now`; None where words alone can't do
    it."""
    raw = known.text.raw[known.language]
    lines = raw.split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if known.at >= len(filled):
        return None
    line = lines[filled[known.at]]
    changed = _reworded_line(line, known.printed, now.strip())
    if changed is None or changed.count("<") != line.count("<"):
        return None  # a reference that a reviewer typed is for an author to write
    lines[filled[known.at]] = changed
    return Scalar("\n".join(lines), raw.mark)


def _reworded_line(line: str, printed: str, now: str) -> str | None:
    """A line as it is written, in which the words that differ between two prints are others."""
    start = _alike(printed, now)
    end = _alike(printed[start:][::-1], now[start:][::-1])
    stop, new_stop = len(printed) - end, len(now) - end
    for room in range(_CONTEXT_MOST):
        left, right = max(0, start - room), min(len(printed), stop + room)
        old = printed[left:right]
        if old and line.count(old) == 1 and printed.count(old) == 1:
            new = printed[left:start] + now[start:new_stop] + printed[stop:right]
            return line.replace(old, new)
    return None


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin alike."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
