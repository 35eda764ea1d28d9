"""Loads what tests need where they run: with workers, what starts them runs none, and has no time to lose."""

from importlib import import_module

import pytest

from tests import soak
from tests.memory import GARBAGE


def pytest_addoption(parser: pytest.Parser) -> None:
    soak.add_option(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    only_starts_workers = config.getoption("dist", "no") != "no" and not hasattr(
        config, "workerinput"
    )
    if not only_starts_workers or config.getoption("hypothesis_profile", None):
        import_module("tests.profiles").register()
    if not only_starts_workers:
        GARBAGE.stop()
        config.pluginmanager.register(import_module("tests.fixtures"), "tests.fixtures")
