"""How many examples a property is tried with, where each is dear: a plan that is read and checked, or printed.

`pytest --hypothesis-profile thorough` tries ten times as many.
"""

from hypothesis import settings


def examples(usual: int) -> int:
    """`usual` in the profile of every run, in another one more or fewer as it asks for."""
    return max(1, usual * settings.default.max_examples // 100)
