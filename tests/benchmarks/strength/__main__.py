"""Long runs that try to break the program: killed, spoiled, starved. One table with counts.

python -m tests.benchmarks.strength [PART ...] [--seed N] [--share PERCENT] [--minutes EACH]

Exit status 1 where anything ended as it must not; what brought it is kept in build-strength/.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from unittest import mock

from tests.benchmarks.strength import (
    hard_places,
    hostile_texts,
    killed_builds,
    killed_commands,
    spoiled_cache,
    spoiled_files,
    spoiled_plans,
)
from tests.benchmarks.strength.attempts import Bench, Row

KEPT = Path("build-strength")
SEED = 20261201
PARTS: Mapping[str, tuple[Callable[[Bench], list[Row]], int]] = {
    "builds": (killed_builds.builds, 520),
    "workers": (killed_builds.workers, 30),
    "prints": (killed_builds.prints, 240),
    "commands": (killed_commands.commands, 300),
    "caches": (spoiled_cache.caches, 200),
    "fonts": (spoiled_cache.font_caches, 60),
    "plans": (spoiled_plans.plans, 6000),
    "records": (spoiled_plans.records, 1200),
    "spreadsheets": (spoiled_files.spreadsheets, 2000),
    "accounts": (spoiled_files.accounts, 2000),
    "office": (spoiled_files.office, 400),
    "translators": (spoiled_files.translators, 400),
    "hostile": (hostile_texts.texts, 10),
    "disks": (hard_places.disks, 60),
    "places": (hard_places.places, 1),
    "pairs": (hard_places.pairs, 12),
}
"""Each part, and how often it tries."""
TOOLS = ("weasyprint", "pikepdf", "mkdocs-material", "openpyxl", "python-docx", "pyyaml")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.strength")
    parser.add_argument("parts", nargs="*", default=[], choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--share", type=float, default=100, help="per cent of the usual tries")
    parser.add_argument("--minutes", type=float, default=600, help="for each row at most")
    return parser.parse_args()


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def machine(seed: int) -> str:
    tools = ", ".join(f"{tool} {version(tool)}" for tool in TOOLS)
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{system}, Python {platform.python_version()}, {tools}; seed {seed}"


def main() -> int:
    told = arguments()
    say(machine(told.seed))
    faults = 0
    for name in told.parts or PARTS:
        part, amount = PARTS[name]
        with tempfile.TemporaryDirectory() as folder:
            chance = random.Random(f"{told.seed} {name}")
            tries = max(1, round(amount * told.share / 100))
            bench = Bench(Path(folder), chance, tries, KEPT.resolve(), told.minutes)
            # Builds in this process start no further ones: what is killed is killed whole
            with mock.patch.object(os, "cpu_count", lambda: 1):
                rows = part(bench)
        for row in rows:
            say(row.text())
            faults += len(row.faults)
    say(f"faults: {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
