"""What only `make soak` tries: whole products of plans, audiences and languages, and every page.

Each run of `make test` takes a fixed choice of these, which holds every kind of what is tried; the
rest is marked `soak` and left out, unless pytest is called with `--soak`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

OPTION = "--soak"


def add_option(parser: pytest.Parser) -> None:
    """Have pytest know the option."""
    parser.addoption(OPTION, action="store_true", help="try also what is marked `soak`")


def is_whole(config: pytest.Config) -> bool:
    """Whether this run tries everything."""
    return bool(config.getoption(OPTION))


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take from `items` what is for `make soak` alone, unless this run tries everything."""
    if is_whole(config):
        return
    left_out = [item for item in items if item.get_closest_marker("soak")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


def some_of(values: Iterable[Any], always: Sequence[Any]) -> list[Any]:
    """`values` as parameters of a test: those in `always` for every run, the others for `make soak`.

    Fails where `always` is empty or names one that there is not: a choice must not shrink unseen.
    """
    found = list(values)
    assert always and set(always) <= set(found), "a chosen value is not among them"
    return [one if one in always else only_in_soak(one) for one in found]


def only_in_soak(*values: Any) -> Any:
    """A set of parameters that only `make soak` tries."""
    return pytest.param(*values, marks=pytest.mark.soak)
