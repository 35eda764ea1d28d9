"""The typed model of a project: one module per family of files. Every model is frozen and knows its
place."""
