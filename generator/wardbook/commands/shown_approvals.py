"""How the approvals of an edition stand, for the commands that ask for them."""

from __future__ import annotations

import sys

from wardbook.commands.workspace import Workspace
from wardbook.editions.approvals import SIGNERS, ApprovalState, approval_states
from wardbook.editions.signatures import SignatureState, signature_state
from wardbook.plan.project import Project
from wardbook.report.approvals_text import approval_lines
from wardbook.sheets.project_localizer import localizer_for


def show_approvals(space: Workspace, project: Project, edition: str) -> int:
    """Write how each approval stands; how many do not hold: missing, of other content, or without
    the signature that the plan asks for."""
    language = space.options.ui_language
    failing = 0
    for state in approval_states(project, edition):
        signature = SignatureState.NONE
        if state.record:
            signature = signature_state(state.record, project.root / SIGNERS)
        who = post_name(project, state.by, language)
        for line in approval_lines(state, signature, who, language):
            sys.stdout.write(f"{line}\n")
        failing += not _is_enough(state, signature)
    return failing


def _is_enough(state: ApprovalState, signature: SignatureState) -> bool:
    if not state.holds or signature in (SignatureState.BAD, SignatureState.UNKNOWN):
        return False
    return signature is SignatureState.GOOD or not state.must_be_signed


def post_name(project: Project, by: str, language: str) -> str:
    """What a post is called; its id where there is no such post any more."""
    role = project.roles.get(by)
    if role is None:
        return by
    known = language
    if known not in project.languages:
        known = project.languages[0]
    return localizer_for(project, known).words(role.name)
