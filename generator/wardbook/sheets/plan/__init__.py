"""The plan as a document: its leaves, chapters, blocks, approvals, and the annex of rules."""
