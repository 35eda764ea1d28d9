"""What counts as a copy: the part that is shared, and how many sentences."""

import pytest
from wardbook.checks.wording.likeness import (
    FEWEST_STEPS,
    SHARED_MOST,
    _alike,
    _differ_in_a_word,
)


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


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (
            "tellthepharmacythatlabelsarewrittenbyhand",
            "tellthestoresthatlabelsarewrittenbyhand",
            True,
        ),
        ("上报信息中心并登记中断开始时间", "上报总务科并登记中断开始时间", True),
        ("writeeverylabelbyhand", "writeeverylabelbyhandtwice", True),
        ("writeeverylabelbyhand", "copyeachlistatthedesk", False),
        ("上报信息中心并登记中断开始时间", "核对病人身份并登记用药时间", False),
        # The same reference behind the changed word
        (
            "writeeverylabelbyhandandcall" + "\ue001" * 8,
            "writeeverylabeltwiceandcall" + "\ue001" * 8,
            True,
        ),
        # Another reference means another thing, however alike the words are
        ("callthenumberatonceand" + "\ue001" * 8, "callthenumberatonceand" + "\ue002" * 8, False),
        # So does one in place of a word: the first and the last of the signs
        ("callthenumberatonceand\ue000", "callthenumberatonceandwait", False),
        ("callthenumberatonceand\uf8ff", "callthenumberatonceandwait", False),
    ],
)
def test_a_sentence_with_a_word_changed_is_the_same(one: str, other: str, alike: bool) -> None:
    assert _differ_in_a_word(one, other) is alike
    assert _differ_in_a_word(other, one) is alike


def test_a_copy_with_a_word_changed_in_each_sentence_is_found() -> None:
    kinds = ("label", "cannula", "infusion", "dressing", "specimen")
    words = [f"hand the {kind} to PLACE and write down when" for kind in kinds]
    said = {
        place: frozenset(word.replace("PLACE", place) for word in words)
        for place in ("the laboratory", "a messenger")
    }
    assert list(_alike(said, 10)) == [(["the laboratory", "a messenger"], 1.0)]


@pytest.mark.parametrize(("end", "found"), [("listed", [(["one", "other"], 1.0)]), ("noted", [])])
def test_a_word_is_looked_for_in_sentences_of_twelve_letters(end: str, found: object) -> None:
    said = {
        "one": frozenset(f"{kind}ab{end}" for kind in ("bags", "vial", "cups")),
        "other": frozenset(f"{kind}cd{end}" for kind in ("bags", "vial", "cups")),
    }
    assert list(_alike(said, 3)) == found


def test_a_short_one_that_was_copied_as_a_whole_is_found() -> None:
    short = frozenset({"keep the list in the box", "sign each line", "bring it back at noon"})
    long = short | {f"an own sentence of number {at}" for at in range(40)}
    assert list(_alike({"short": short, "long": long}, 10)) == [(["short", "long"], 1.0)]
    most = frozenset(f"the same sentence of number {at}" for at in range(9))
    nine_of_ten = {"most": most | {"and one of its own"}, "long": long | most}
    assert list(_alike(nine_of_ten, 10)) == [(["most", "long"], 0.9)]
    part = short | {"this one says something else", "and so does this", "or this one here"}
    assert list(_alike({"short": part, "long": long}, 10)) == []
