"""The story: a module a command, each read from top to bottom as the seven steps.

Options in, an exit status out. What they share stands below them: `workspace.py` opens a project,
holds its locks, says lines and stops."""
