"""Texts of a plan as files for translators (XLIFF 2.1, PO) and back.

The YAML stays the source: a file that comes back says what a text reads in one language, nothing
else, and only where the plan still says what it was translated from."""
