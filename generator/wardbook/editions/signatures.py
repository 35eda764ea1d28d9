"""Signatures of approvals with SSH keys, by `ssh-keygen -Y`, which every system of today has."""

from __future__ import annotations

import subprocess
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
    if not approval.signature.is_file():
        return SignatureState.NONE
    command = (
        *("ssh-keygen", "-Y", "verify", "-n", _PURPOSE, "-I", approval.by),
        *("-f", str(signers), "-s", str(approval.signature)),
    )
    try:
        content = approval.file.read_bytes()
        done = subprocess.run(command, input=content, capture_output=True, check=False)
    except OSError:
        return SignatureState.UNKNOWN
    if done.returncode == 0:
        return SignatureState.GOOD
    return SignatureState.BAD
