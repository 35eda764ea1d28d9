"""The bill of materials of a release: valid by its schema, and it says what the lock and the files say."""

import hashlib
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "tests/vendor/cyclonedx"
PINS = set(
    re.findall(r"^([a-z0-9][\w.-]*)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text(), re.M)
)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bill", ROOT / ".ci/bill_of_materials.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["bill"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bill(script: ModuleType) -> dict[str, Any]:
    return dict(script.bill())


def faults(bill: dict[str, Any]) -> list[str]:
    """What CycloneDX's own schema finds."""
    schema, *others = (
        json.loads((SCHEMAS / f"{name}.SNAPSHOT.schema.json").read_text(encoding="utf-8"))
        for name in ("bom-1.6", "spdx", "jsf-0.82")
    )
    known: Registry[Any] = Registry().with_resources(
        (one["$id"], Resource.from_contents(one)) for one in others
    )
    base = schema["$id"].rpartition("/")[0]
    for one, name in zip(others, ("spdx", "jsf-0.82"), strict=True):
        resource = Resource.from_contents(one)
        known = known.with_resource(f"{base}/{name}.SNAPSHOT.schema.json", resource)
    validator = jsonschema.Draft7Validator(schema, registry=known)
    return [error.message for error in validator.iter_errors(bill)]


def libraries(bill: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in bill["components"]:
        if "purl" in one:
            yield one


def test_the_bill_is_valid(bill: dict[str, Any]) -> None:
    assert faults(bill) == []


@pytest.mark.parametrize(
    ("part", "value"),
    [("specVersion", 7), ("serialNumber", "1"), ("components", [{"name": "x"}])],
)
def test_a_bill_that_is_not_valid_is_noticed(bill: dict[str, Any], part: str, value: Any) -> None:
    assert faults({**bill, part: value}) != []


def test_a_licence_that_spdx_does_not_know_is_noticed(bill: dict[str, Any]) -> None:
    named = {"type": "library", "name": "x", "licenses": [{"license": {"id": "No-Such-1.0"}}]}
    assert faults({**bill, "components": [named]}) != []


def test_versions_and_hashes_are_those_of_the_lock(bill: dict[str, Any]) -> None:
    assert {(one["name"], one["version"]) for one in libraries(bill)} == PINS
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = {block.split(" ")[0]: block for block in re.split(r"^(?=[a-z0-9])", lock, flags=re.M)}
    for one in libraries(bill):
        hashes = re.findall(r"sha256:(\w+)", blocks[f"{one['name']}=={one['version']}"])
        assert [said["content"] for said in one["hashes"]] == hashes and hashes


def test_licences_are_those_that_packages_name(bill: dict[str, Any]) -> None:
    said = {one["name"]: one.get("licenses") for one in libraries(bill)}
    assert said["pikepdf"] == [{"expression": "MPL-2.0"}]
    assert said["watchdog"] == [{"license": {"id": "Apache-2.0"}}]
    assert said["weasyprint"] == [{"license": {"name": "BSD License"}}]
    assert said["pyphen"] == [{"expression": "GPL-2.0-or-later OR LGPL-2.0-or-later OR MPL-1.1"}]
    for one in libraries(bill):
        if not one.get("licenses"):  # only what this system does without
            with pytest.raises(metadata.PackageNotFoundError):
                assert metadata.version(one["name"]) != one["version"]
                raise metadata.PackageNotFoundError


def test_files_by_others_are_named_with_their_hashes(bill: dict[str, Any]) -> None:
    named = {}
    for one in bill["components"]:
        for file in one.get("components", []):
            named[file["name"]] = file["hashes"][0]["content"]
    others = [*ROOT.glob("theme/vendor/*"), *ROOT.glob("theme/fonts/*.otf")]
    assert set(named) == {path.relative_to(ROOT).as_posix() for path in others}
    for name, digest in named.items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == digest


def test_who_needs_whom_is_told(bill: dict[str, Any]) -> None:
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    known = {one["bom-ref"] for one in bill["components"]}
    assert all(set(found) <= known for found in needs.values())
    printed = next(ref for ref in needs if ref.startswith("pkg:pypi/weasyprint@"))
    assert printed in needs["wardbook"]
    assert any(ref.startswith("pkg:pypi/tinycss2@") for ref in needs[printed])
    scopes = {one["name"]: one["scope"] for one in libraries(bill)}
    assert (scopes["hatchling"], scopes["tinycss2"]) == ("excluded", "required")


def test_no_registry_stands_in_it(bill: dict[str, Any]) -> None:
    text = json.dumps(bill)
    assert re.findall(r"\w+://[^\"]*|pypi\.org|pythonhosted|index-url", text) == []


@pytest.mark.slow  # starts a program
def test_the_same_lock_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        command = [sys.executable, str(ROOT / ".ci/bill_of_materials.py"), str(tmp_path / name)]
        subprocess.run(command, check=True)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == ["wardbook-licences.txt", "wardbook.cdx.json"]
    for name in files:
        one, two = ((tmp_path / which / name).read_bytes() for which in ("one", "two"))
        assert one == two


def test_the_licences_hold_a_text_for_each(script: ModuleType, bill: dict[str, Any]) -> None:
    text = script.licences()
    for one in bill["components"]:
        assert re.search(rf"^{re.escape(one['name'])}.* {re.escape(one['version'])}$", text, re.M)
    for words in ("SIL OPEN FONT LICENSE", "Martin Donath", "Mozilla Public License"):
        assert words in text


@pytest.mark.slow  # starts a program
def test_each_pin_is_as_pip_and_pip_audit_read_it() -> None:
    """`pip-audit -r` reads a lock by pip's own rules: each line one requirement with `==` and hashes."""
    from pip._internal.network.session import PipSession
    from pip._internal.req.constructors import install_req_from_line
    from pip._internal.req.req_file import parse_requirements

    read = set()
    for line in parse_requirements(str(ROOT / "requirements.lock"), session=PipSession()):
        made = install_req_from_line(line.requirement, line_source="lock")
        assert made.req is not None and made.is_pinned, line.requirement
        assert line.options and line.options["hashes"]["sha256"]
        (version,) = made.req.specifier
        read.add((made.req.name, version.version))
    assert read == PINS
