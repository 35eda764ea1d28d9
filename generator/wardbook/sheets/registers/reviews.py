"""What has to be looked at again, and by when: one page for the office, and the words of its
calendars."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.review_dates import Review, ReviewTask, tasks
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.sheet import Sheet
from wardbook.sheets.view import view


@view("ReviewRow")
class ReviewRow:
    """A task: what is looked at, by when, by whom."""

    due: str
    """The day on which the first of it is due."""
    what: str
    """With its name where it is one thing."""
    names: tuple[str, ...]
    """What is looked at, where that is several things."""
    who: str


@view("ReviewsView")
class ReviewsView:
    """Every task, the earliest first."""

    title: str
    intro: str
    rows: tuple[ReviewRow, ...]


def reviews_sheet(localizer: Localizer) -> Sheet | None:
    """The page; None where nothing has a day."""
    found = tasks(localizer.project)
    if not found:
        return None
    rows = tuple(_row(localizer, task) for task in found)
    title = localizer.say("title_reviews")
    content = ReviewsView(title, localizer.say("reviews_intro"), rows)
    source = found[0].reviews[0].at
    return the_sheet(localizer, SheetKind.REVIEWS, title, content, source=source)


def _row(localizer: Localizer, task: ReviewTask) -> ReviewRow:
    several = len(task.reviews) > 1
    return ReviewRow(
        due=localizer.day(task.due),
        what=task_title(localizer, task),
        names=tuple(review_names(localizer, task)) if several else (),
        who=department_words(localizer, task.department),
    )


def task_words(localizer: Localizer, task: ReviewTask) -> str:
    """What is done: "12 numbers to call and check", "Hold the drill"."""
    count = sum(_copies(localizer, review) for review in task.reviews)
    return localizer.say(f"review_{task.kind}", count=count)


def _copies(localizer: Localizer, review: Review) -> int:
    """How many things one entry is: the register may have a copy for each ward in one."""
    copy = localizer.project.copies.get(review.id) if review.kind == "copy" else None
    return copy.count if copy and copy.count else 1


def task_title(localizer: Localizer, task: ReviewTask) -> str:
    """What a calendar shows: what is done, with its name where it is one thing."""
    words = task_words(localizer, task)
    if len(task.reviews) > 1:
        return words
    return localizer.say("review_one", what=words, name=_name(localizer, task.reviews[0]))


def department_words(localizer: Localizer, id: str) -> str:
    """The department whose task it is, or the office that keeps the plan."""
    department = localizer.project.departments.get(id)
    if department is None:
        return localizer.say("review_office")
    return localizer.words(department.name)


def review_names(localizer: Localizer, task: ReviewTask) -> Iterator[str]:
    """What belongs to a task, by name; with its day where that is later than the task's."""
    for review in task.reviews:
        name = _name(localizer, review)
        if review.due != task.due:
            day = localizer.day(review.due)
            name = localizer.say("review_later", name=name, day=day)
        yield name


def _name(localizer: Localizer, review: Review) -> str:
    """What is looked at; of copies that lie in one place the numbers tell which."""
    name = review.name if isinstance(review.name, str) else localizer.words(review.name)
    copy = localizer.project.copies.get(review.id) if review.kind == "copy" else None
    if copy and copy.number:
        return localizer.say("review_numbered", name=name, number=copy.number)
    return name


MAKER = maker_of_one(SheetKind.REVIEWS, reviews_sheet)
