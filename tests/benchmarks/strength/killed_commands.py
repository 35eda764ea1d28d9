"""The five commands that write records, killed at random moments (`tests/benchmarks/kills.py`)."""

from __future__ import annotations

from tests.benchmarks import kills
from tests.benchmarks.strength.attempts import Bench, Row


def commands(bench: Bench) -> list[Row]:
    """A row for each command; a fifth of the kills for each."""
    rows = []
    with kills.prepared(bench.folder) as (root, tried):
        each = max(1, bench.amount // len(tried))
        for name, command in tried.items():
            with bench.row(f"{name} killed") as row:
                before, after, between = kills.tried(root, command, each, bench.chance)
                row.ends.update({"as before": before, "as after": after, "between": between})
                row.faults += ["the plan is neither as before nor as after"] * between
            rows.append(row)
    return rows
