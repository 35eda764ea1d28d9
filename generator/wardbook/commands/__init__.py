"""One module a command: each reads top to bottom as a story and returns an exit status."""
