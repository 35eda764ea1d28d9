"""`python -m generator` is the command `wardbook`."""

from generator.cli import main

main(prog_name="wardbook")
