"""Loading: what is missing or unread is said once, and one bad entry loses only itself."""

from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, ValidationError
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.reader import MARK_KEY, read
from wardbook.plan.validation import shape_findings


def said(root: Path) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.marks[0])) for finding in load(root).findings]


def test_a_folder_without_a_plan(tmp_path: Path) -> None:
    assert said(tmp_path) == [("S017", "plan_source")]


def test_a_plan_without_a_site(tmp_path: Path) -> None:
    (tmp_path / "plan_source").mkdir()
    assert said(tmp_path) == [("S018", "plan_source/site.yml")]


def test_a_link_that_leads_nowhere_is_not_a_missing_file(clinic: Path) -> None:
    (clinic / "plan_source" / "glossary.yml").unlink()
    (clinic / "plan_source" / "glossary.yml").symlink_to("gone.yml")
    assert said(clinic) == [("S003", "plan_source/glossary.yml")]
    assert ("term", "*") in load(clinic).unread


def test_one_bad_entry_loses_only_itself(clinic: Path) -> None:
    path = clinic / "plan_source" / "contacts.yml"
    name = "name: {en: Consulting Rooms, zh: 诊疗室}"
    text = path.read_text(encoding="utf-8")
    assert name in text
    path.write_text(text.replace(name, "name: "), encoding="utf-8")
    loaded = load(clinic)
    assert loaded.project
    assert "rooms-line" not in loaded.project.contacts
    assert len(loaded.project.contacts) == 6
    assert loaded.unread == {("contact", "rooms-line")}


def test_numbers_stay_as_written(clean_clinic: Path) -> None:
    project = load(clean_clinic).project
    assert project
    assert project.contacts["welcome-line"].number == "0123"
    assert project.site.edition.id == "3"


def test_a_folder_named_like_a_file_is_a_finding(clinic: Path) -> None:
    (clinic / "plan_source" / "forms" / "folder.yml").mkdir()
    assert said(clinic) == [("S003", "plan_source/forms/folder.yml")]


def test_html_in_text_is_words(clinic: Path) -> None:
    path = clinic / "plan_source" / "forms" / "fault-note.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "en: What you saw", 'en: "<img src=x onerror=alert(1)>"'
        ),
        encoding="utf-8",
    )
    loaded = load(clinic)
    assert loaded.project and loaded.findings == ()
    label = loaded.project.forms["fault-note"].sections[0].fields[0].label
    assert label.words("en") == "<img src=x onerror=alert(1)>"
    assert list(label.references()) == []


def test_an_error_of_an_unknown_kind_is_still_a_finding(tmp_path: Path) -> None:
    def refuse(_: Any) -> Any:
        raise ValueError("not this")

    class Odd(BaseModel):
        odd: Annotated[Any, AfterValidator(refuse)]

    (tmp_path / "odd.yml").write_text("odd: x\n")
    data = read(tmp_path / "odd.yml", tmp_path).data
    with pytest.raises(ValidationError) as caught:
        Odd.model_validate(data)
    (finding,) = shape_findings(caught.value, data, "odd.yml")  # type: ignore[arg-type]
    assert (finding.code, str(finding.marks[0])) == ("L112", "odd.yml:1:6")


def test_no_author_can_write_the_key_of_places(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text('"\\0mark": x\n')
    document = read(tmp_path / "x.yml", tmp_path)
    assert MARK_KEY == "\0mark"
    assert document.data is None
    assert [finding.code for finding in document.findings] == ["S022"]


def test_scalars_survive_a_trip_to_another_process() -> None:
    import pickle

    from wardbook.findings import Mark

    scalar = pickle.loads(pickle.dumps(Scalar("x", Mark("a.yml", 1, 2), True)))
    assert (scalar, scalar.mark, scalar.commented) == ("x", Mark("a.yml", 1, 2), True)
