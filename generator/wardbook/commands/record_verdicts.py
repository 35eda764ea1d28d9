"""Whether records of editions are as they were issued, and who approved them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from wardbook.editions.approvals import APPROVALS, SIGNERS, recorded
from wardbook.editions.signatures import SignatureState, signature_state
from wardbook.options import FOUND, OK, Options
from wardbook.plan.edition_records import IssuedEdition
from wardbook.report.approvals_text import approved_line
from wardbook.report.messages import lines, printable


def say_records(options: Options, editions: Sequence[IssuedEdition]) -> int:
    """Say of records of editions whether they are as they were issued, and who approved them.

    FOUND when one was altered, or a signature is not good."""
    words = lines(options.ui_language)
    sound = True
    for edition in editions:
        altered = list(edition.altered())
        key = "verify_altered" if altered else "verify_unaltered"
        said = words[key].format(edition=edition.id, files=", ".join(altered[:5]))
        sys.stdout.write(f"{printable(said)}\n")
        sound = sound and not altered
        for approval in recorded(edition.folder / APPROVALS):
            signature = signature_state(approval, options.project / SIGNERS)
            line = approved_line(approval, approval.by, options.ui_language)
            sys.stdout.write(f"{line}\n    {words[f'signature_{signature}']}\n")
            sound = sound and signature in (SignatureState.GOOD, SignatureState.NONE)
    return OK if sound else FOUND
