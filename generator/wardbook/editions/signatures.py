"""Signatures of approvals with SSH keys, by `ssh-keygen -Y`, which every system of today has."""

from __future__ import annotations

import subprocess
import tempfile
from enum import StrEnum
from pathlib import Path

from wardbook.editions.approvals import SheetApproval

_PURPOSE = "wardbook"
"""Namespace of signatures: one made for something else does not count."""


class SignatureState(StrEnum):
    """How the signature of an approval stands."""

    NONE = "none"
    GOOD = "good"
    BAD = "bad"
    """It is of other content, of another key, or nobody knows the key."""
    UNKNOWN = "unknown"
    """There is no ssh-keygen here to ask."""


class NotSigned(Exception):
    """ssh-keygen did not sign; the text is what it said."""


def signature_of(content: bytes, key: Path) -> bytes:
    """The signature of a content with a key. Raises NotSigned."""
    command = ("ssh-keygen", "-Y", "sign", "-q", "-n", _PURPOSE, "-f", str(key))
    try:
        done = subprocess.run(command, input=content, capture_output=True, check=False)
    except OSError as problem:
        raise NotSigned(str(problem)) from problem
    if done.returncode != 0:
        raise NotSigned(" ".join(done.stderr.decode(errors="replace").split()))
    return done.stdout


def signature_state(approval: SheetApproval, signers: Path) -> SignatureState:
    """Whether an approval is signed with the key that `signers` has for its post."""
    try:
        content, signature = approval.signed()
        if not signature:
            return SignatureState.NONE
        holds = _is_of(content, signature, approval.by, signers)
    except OSError:
        return SignatureState.UNKNOWN
    return SignatureState.GOOD if holds else SignatureState.BAD


def _is_of(content: bytes, signature: bytes, by: str, signers: Path) -> bool:
    """Whether a post's key signed a content; ssh-keygen reads signatures from files alone."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(signature)
        command = (
            *("ssh-keygen", "-Y", "verify", "-n", _PURPOSE, "-I", by),
            *("-f", str(signers), "-s", str(file)),
        )
        done = subprocess.run(command, input=content, capture_output=True, check=False)
    return done.returncode == 0
