"""What people write when they mean to come back."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(
    r"(?<![A-Za-z])(?:TODO|FIXME|TBD|TBA|XXX+)(?![A-Za-z])"
    r"|待定(?![位点岗员期])|待补(?:充|全|填|写)?(?![液钾钠记录血])|待填|待完善"
    r"|\*\*+|[?？]{2,}|_{4,}(?=\s*$)|[×X]{3,}|\[(?:…|\.\.\.)\]|［…］"
)
"""The Chinese words have neighbours that are medicine, not a hole."""
MAY_BE_ONE = re.compile(
    r"TODO|FIXME|TBD|TBA|XXX|待[定补填完]|\*\*|[?？]{2}|____|[×X]{3}|\[…|\[\.\.\.|［…"
)
"""A part of every placeholder: where none stands, nothing need be looked at one by one."""
