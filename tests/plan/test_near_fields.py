"""What a field that is not known probably means."""

from pathlib import Path

from wardbook.plan.loader import load


def test_the_missing_field_of_the_same_mapping_is_meant_first(clinic: Path) -> None:
    """`after` is as near to `acter` as `actor` is, but the step has no actor now."""
    path = clinic / "plan_source/procedures/dispensary.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("actor: lead", "acter: lead"), encoding="utf-8")
    unknown = [found for found in load(clinic).findings if found.code == "L102"]
    assert [dict(found.arguments)["near"] for found in unknown] == ["actor"]
