"""`python -m wardbook` is the command `wardbook`."""

from wardbook.cli import main

main(prog_name="wardbook")
