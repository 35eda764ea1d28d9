"""`wardbook approve EDITION`: who approved what is about to be issued, and what has to be looked at
again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from wardbook.commands.names import near
from wardbook.commands.shown_approvals import post_name, show_approvals
from wardbook.commands.workspace import Refused, Workspace
from wardbook.editions.approvals import (
    SIGNERS,
    ApprovedContent,
    approval_file,
    approval_text,
    demand_of,
    folder_of,
    recorded,
    signature_beside,
)
from wardbook.editions.signatures import NotSigned, SignatureState, signature_of, signature_state
from wardbook.folders import EDITIONS, SOURCE
from wardbook.options import FOUND, OK, Options
from wardbook.plan.edition_records import is_edition_id
from wardbook.plan.project import Project
from wardbook.safe_write import replace_file


@dataclass(frozen=True)
class ApprovalOrder:
    """An approval: of which edition, by which post (empty: only show how they stand), in whose
    name, signed with which key."""

    edition: str
    by: str = ""
    name: str = ""
    key: Path | None = None


def approve(options: Options, order: ApprovalOrder, day: datetime.date) -> int:
    """Write down that a post approves the plan as it is as an edition, or show how approvals stand:
    FOUND where one is missing or of other content.

    Raises Refused for an edition that can't be, a post that there is not, and a key that does not
    sign."""
    space = Workspace(options)
    with space.writing():
        project = space.open_sound().project
        _refuse(order, project)
        if not order.by:
            failing = show_approvals(space, project, order.edition)
            if not failing:
                space.say("approvals_hold", edition=order.edition)
                return OK
            space.say("approvals_counted", edition=order.edition, count=failing)
            space.say("approvals_again", edition=order.edition)
            return FOUND
        with space.progress.working("job_books"):
            sheets = ApprovedContent(project, order.edition).sheets_for(order.by).values()
        file = approval_file(options.project, order.edition, order.by)
        text = approval_text(order.edition, order.by, order.name, day.isoformat(), sheets)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_approval(file, text, order.key)
    who = post_name(project, order.by, options.ui_language)
    space.say("approval_done", who=who, edition=order.edition, count=len(sheets), file=file)
    _say_signature(space, project, order)
    return OK


def _say_signature(space: Workspace, project: Project, order: ApprovalOrder) -> None:
    """Say at once what the release would say: a signature is missing, or its key is not known."""
    for record in recorded(folder_of(project.root, order.edition)):
        if record.by != order.by:
            continue
        demand = demand_of(project, order.by)
        state = signature_state(record, project.root / SIGNERS)
        is_asked = demand is not None and demand.signed
        if state is SignatureState.NONE and is_asked:
            space.say("approval_to_be_signed", by=order.by, edition=order.edition)
        if state is SignatureState.BAD:
            space.say("signature_bad")


def _refuse(order: ApprovalOrder, project: Project) -> None:
    if not is_edition_id(order.edition):
        raise Refused("release_bad_id", edition=order.edition)
    if (project.root / SOURCE / EDITIONS / order.edition).exists():
        raise Refused("release_exists", edition=order.edition)
    if order.by and order.by not in project.roles:
        raise Refused("approval_no_post", by=order.by, near=near(order.by, project.roles))


def write_approval(file: Path, text: str, key: Path | None) -> None:
    """Write an approval, signed where there is a key, in one step: a key that does not sign, or an
    end in between, leaves the earlier approval as it was. Raises Refused."""
    content, signed = text.encode(), b""
    if key:
        try:
            signed = signature_of(content, key)
        except NotSigned as problem:
            raise Refused("approval_not_signed", file=key, problem=problem) from problem
    replace_file(file, content + signed)
    # What an older program wrote there is of other content
    signature_beside(file).unlink(missing_ok=True)
