"""How many examples hypothesis makes up: for a run of all tests, for a thorough one, and after every change."""

from hypothesis import settings


def register() -> None:
    """Have pytest know the profiles. Speed is measured in benchmarks: a busy machine must not fail a property."""
    settings.register_profile("wardbook", deadline=None, max_examples=100)
    settings.register_profile("thorough", deadline=None, max_examples=1000)
    settings.register_profile("quick", deadline=None, max_examples=30)
    settings.load_profile("wardbook")
