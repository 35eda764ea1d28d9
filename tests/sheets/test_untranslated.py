"""A text without a translation prints in the language that it has, with a mark: never an empty line."""

from pathlib import Path

from wardbook.plan.loader import load
from wardbook.sheets.books import books
from wardbook.sheets.plan_json import plan_data
from wardbook.sheets.procedures.cards import Card
from wardbook.sheets.sheet import Span, below

STEP = '{en: "Open a new <form:medicine-book> at the window.", zh: "在窗口启用新的 <form:medicine-book>。"}'


def without_english(root: Path) -> Path:
    path = root / "plan_source/procedures/dispensary.yml"
    text = path.read_text(encoding="utf-8")
    assert STEP in text
    path.write_text(
        text.replace(STEP, '{zh: "在窗口启用新的 <form:medicine-book>。"}'), encoding="utf-8"
    )
    form = root / "plan_source/forms/medicine-book.yml"
    lines = form.read_text(encoding="utf-8").splitlines()
    lines = ["title: {en: Medicine book}" if line.startswith("title: ") else line for line in lines]
    form.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def test_cards_and_procedures_print_what_there_is_with_a_mark(clinic: Path) -> None:
    project = load(without_english(clinic)).project
    assert project is not None
    (en,) = books(project, "staff", ("en",))
    for id in ("card-dispensary", "procedure-dispensary"):
        words = "".join(span.text for span in below(en.sheets[id].sheet.content, Span))
        assert "[untranslated] 在窗口启用新的" in words, id
    card = en.sheets["card-dispensary"].sheet.content
    assert isinstance(card, Card)
    for band in card.bands:
        for line in band.lines:
            assert any(span.text.strip() for span in below(line, Span))


def test_forms_leave_a_second_language_out(clinic: Path) -> None:
    project = load(without_english(clinic)).project
    assert project is not None
    form = books(project, "staff", ("en",))[0].sheets["form-medicine-book"].sheet.content
    assert form.title.main == "Medicine book" and not any(form.title.others)  # type: ignore[attr-defined]


def test_the_export_says_nothing_in_a_language_that_there_is_not(clinic: Path) -> None:
    project = load(without_english(clinic)).project
    assert project is not None
    data = plan_data(project, "staff")
    procedure = next(one for one in data["procedures"] if one["id"] == "dispensary")
    assert set(procedure["phases"]["activate"][0]["do"]) == {"zh", "refers"}
