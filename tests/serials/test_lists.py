"""The table of lists, as the command accounts for them."""

import pytest

from tests.serials.lists import LISTS, List, account_of, groups_of, open_in


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case.name)
def test_what_is_open(case: List) -> None:
    account = account_of(case.text, *groups_of(case.ranges), told=case.told)
    assert open_in(account) == sorted(case.open)
    assert account.open == len(case.open)


@pytest.mark.parametrize(
    "case", [case for case in LISTS if case.passed], ids=lambda case: case.name
)
def test_what_is_not_compared_is_named(case: List) -> None:
    account = account_of(case.text, *groups_of(case.ranges), told=case.told)
    assert [f"{one.name} {one.why}" for one in account.not_compared] == list(case.passed)
