"""What commands load before they begin: people wait for it each time."""

import subprocess
import sys

import pytest

SHEETS = (
    "wardbook.sheets.making",
    "wardbook.html.templates",
    "wardbook.site",
    "weasyprint",
    "pikepdf",
)


def loaded_by(module: str) -> set[str]:
    """All modules that are there after one was loaded."""
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.slow
def test_verify_needs_no_model_of_the_plan() -> None:
    loaded = loaded_by("wardbook.cli.verify_command")
    assert "wardbook.plan.edition_records" in loaded
    assert loaded.isdisjoint((*SHEETS, "wardbook.plan.registries", "fontTools", "jinja2"))


@pytest.mark.slow
def test_check_loads_nothing_that_makes_sheets() -> None:
    loaded = loaded_by("wardbook.cli.check_command")
    assert "wardbook.checks" in loaded
    assert loaded.isdisjoint(SHEETS)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="nobody else is asked for libraries")
def test_a_build_loads_what_lays_out_where_it_draws_and_asks_no_program_for_it() -> None:
    code = """
import subprocess, sys
import wardbook.commands.build
assert "weasyprint" not in sys.modules
from wardbook.pdf.libraries import load_weasyprint
subprocess.Popen = None
load_weasyprint()
assert "weasyprint" in sys.modules
"""
    subprocess.run((sys.executable, "-c", code), check=True)
