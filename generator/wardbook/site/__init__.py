"""Step 5 for the screen: a book → pages, then a site by one of two hosts, or Markdown for other
engines."""

from __future__ import annotations
