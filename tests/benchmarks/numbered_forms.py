"""Numbered forms by the thousand: account for 100,000 serials, and print 1,000 sets beside one.

python tests/benchmarks/numbered_forms.py
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from click.testing import CliRunner
from wardbook.cli import main
from wardbook.serials.entries import read_entries
from wardbook.serials.issued import IssuedNumbers
from wardbook.serials.list_text import rows
from wardbook.serials.reconciliation import reconcile
from wardbook.serials.runs import serials
from wardbook.serials.serial_numbers import Pool
from wardbook.text_encoding import decoded

CLINIC = Path(__file__).parent.parent / "projects/clinic"
SERIALS = 100_000
SETS = (1, 1_000)


def accounted() -> float:
    """Seconds for a list of `SERIALS` lines in GBK with one missing, one twice and one mistyped."""
    numbers = tuple(map(str, serials(Pool("OP04", "C2"), 1, SERIALS)))
    listed = [*numbers[:500], *numbers[501:], numbers[7]]
    listed[1000] = listed[1000][:-1] + ("1" if listed[1000][-1] != "1" else "2")
    data = ("编号,状态\r\n" + "".join(f"{row},已补录\r\n" for row in listed)).encode("gbk")
    started = time.perf_counter()
    found = decoded(data)
    assert found
    listing = read_entries(list(rows(found.text)))
    account = reconcile([IssuedNumbers("OP-04", "", "", "drug", numbers)], listing)
    assert account.open == 3
    return time.perf_counter() - started


def printed(count: int) -> float:
    """Seconds for a run of `count` sets of two copies, from the command to the files."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(shutil.copytree(CLINIC, Path(folder) / "clinic"))
        started = time.perf_counter()
        command = [
            "forms",
            "print",
            "visit-slip/child",
            "--department",
            "R1",
            "--count",
            str(count),
            "--copies",
        ]
        assert CliRunner().invoke(main, [*command, "--project", str(project)]).exit_code == 0
        return time.perf_counter() - started


if __name__ == "__main__":
    sys.stdout.write(f"{SERIALS} serials accounted for in {accounted():.2f} s\n")
    printed(1)
    for count in SETS:
        sys.stdout.write(f"{count} sets printed in {printed(count):.2f} s\n")
