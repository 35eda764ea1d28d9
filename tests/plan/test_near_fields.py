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


def test_only_a_field_of_its_place_is_meant(clinic: Path) -> None:
    """Blocks of a plan have `posts`; what must be approved has none."""
    path = clinic / "plan_source/site.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}approvals:\n  - {{post: nurse, off: [ward]}}\n", encoding="utf-8")
    found = {}
    for finding in load(clinic).findings:
        said = dict(finding.arguments)
        if said.get("key") in ("post", "off"):
            found[said["key"]] = finding.code, said.get("near")
    assert found == {"post": ("L101", None), "off": ("L102", "of")}
