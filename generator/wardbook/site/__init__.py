"""Step 5 for the screen: a book → pages, engine-free → an offline site by MkDocs, or Markdown on
disk for another engine."""

from __future__ import annotations
