"""Registries as spreadsheets and back. The YAML stays the source: a sheet changes what it says
differently, nothing else.

A registry's columns come from its model, so that a new field is a new column. A sheet becomes the
same plain data that the reader makes of YAML, with the cells as places: the same loader and the
same checks find what is wrong in it.
"""

from __future__ import annotations

from collections.abc import Mapping

LISTS: Mapping[str, str] = {
    "contacts": "contacts.yml",
    "copies": "copies.yml",
    "departments": "departments.yml",
}
"""Lists that people keep in spreadsheets → their registry file."""
