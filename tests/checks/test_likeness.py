"""What counts as a copy: the part that is shared, and how many sentences."""

import pytest
from wardbook.checks.wording.likeness import FEWEST_STEPS, SHARED_MOST, _alike


def sentences(*, own: int, shared: int, name: str) -> frozenset[str]:
    return frozenset(
        [f"shared {at}" for at in range(shared)] + [f"{name} {at}" for at in range(own)]
    )


@pytest.mark.parametrize(
    ("own", "shared", "part"),
    [(7, 3, None), (6, 4, 0.4), (0, 3, 1.0), (0, 2, None), (5, 2, None), (6, 3, 1 / 3)],
)
def test_how_much_two_may_share(own: int, shared: int, part: float | None) -> None:
    assert (FEWEST_STEPS, SHARED_MOST) == (3, 0.3)
    said = {
        "a": sentences(own=own, shared=shared, name="a"),
        "b": sentences(own=20, shared=shared, name="b"),
    }
    found = list(_alike(said, FEWEST_STEPS))
    assert found == ([] if part is None else [(["a", "b"], part)])


def test_copies_of_copies_are_one_group_in_the_order_of_the_plan() -> None:
    said = {
        "d": frozenset("1234"),
        "c": frozenset("4567"),
        "x": frozenset("89"),
        "b": frozenset("1235"),
        "a": frozenset("5679"),
    }
    assert list(_alike(said, 3)) == [(["d", "b"], 0.75), (["c", "a"], 0.75)]
    said["e"] = frozenset("123567")
    assert list(_alike(said, 3)) == [(["d", "c", "b", "a", "e"], 1.0)]
