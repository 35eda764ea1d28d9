"""What a release is made of: a bill of materials and the licences of all of it.

    .venv/bin/python .ci/bill_of_materials.py DIST

Writes DIST/wardbook.cdx.json (CycloneDX 1.6: every pin of requirements.lock with its hashes, and
what lies in the repository by others) and DIST/wardbook-licences.txt. Versions, licences and who
needs whom are read from what .venv holds: no network, the same bytes for the same lock.

A script of our own: cyclonedx-bom 7.5 brings a dozen packages more and names the package index.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
BILL, LICENCES = "wardbook.cdx.json", "wardbook-licences.txt"
_PIN = re.compile(r"^(?P<name>[a-z0-9][\w.-]*)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NEED = re.compile(r"^([A-Za-z0-9][\w.-]*)")
_SPACE = uuid.UUID("8f0c1d3e-6f0b-5b8e-9d0e-6a2f5f0f7c11")
"""Serial numbers of bills are made in it: the same for the same content."""
_SPDX = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
}
"""Classifiers that say one licence → its SPDX name. Others, as "BSD License", stay as they are."""


@dataclass(frozen=True)
class Pin:
    """A line of the lock with its hashes."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        """What names the package everywhere, without an index."""
        return f"pkg:pypi/{self.name}@{self.version}"


@dataclass(frozen=True)
class Carried:
    """Something by others that lies in the repository, and so in the wheel."""

    name: str
    version: str
    licence: str
    files: tuple[str, ...]
    text: str
    """The file that holds its licence."""


CARRIED = (
    Carried(
        "noto-sans-cjk-sc",
        "20220127",
        "OFL-1.1",
        ("theme/fonts/NotoSansSC-Regular.otf", "theme/fonts/NotoSansSC-Bold.otf"),
        "theme/fonts/OFL.txt",
    ),
    Carried(
        "iframe-worker",
        "1.0.4",
        "MIT",
        ("theme/vendor/iframe-worker.js",),
        "theme/vendor/iframe-worker.js",
    ),
)


def pins() -> list[Pin]:
    """Every pin of the lock, in its order."""
    found = []
    for block in re.split(r"^(?=[a-z0-9])", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE):
        pin = _PIN.match(block)
        if pin:
            marker = (pin["marker"] or "").strip()
            hashes = tuple(_HASH.findall(block))
            found.append(Pin(pin["name"], pin["version"], marker, hashes))
    return found


def licences_of(pin: Pin) -> list[dict[str, Any]]:
    """The licences that an installed package names: its expression, else its classifiers, else its
    own words. None for a package that this system does not install."""
    said = _metadata(pin)
    if said is None:
        return []
    expression = said.get("License-Expression")
    if expression:
        return [{"expression": expression}]
    classes = [
        one.split(" :: ")[-1]
        for one in said.get_all("Classifier", [])
        if one.startswith("License ::") and one.count("::") > 1
    ]
    words = (said.get("License") or "").split("\n")[0].strip()
    if len(classes) > 1 and all(one in _SPDX for one in classes):
        return [{"expression": " OR ".join(_SPDX[one] for one in classes)}]
    if re.fullmatch(r"[A-Za-z]+(-[\w.]+)+|MIT", words):
        return [{"license": {"id": words}}]
    if len(classes) == 1 and classes[0] in _SPDX:
        return [{"license": {"id": _SPDX[classes[0]]}}]
    return [{"license": {"name": one}} for one in (classes or [words]) if one]


def _metadata(pin: Pin) -> metadata.PackageMetadata | None:
    """What an installed package says of itself, if it is that of the pin."""
    try:
        said = metadata.metadata(pin.name)
    except metadata.PackageNotFoundError:
        return None
    return said if said["Version"] == pin.version else None


def _needed(pin: Pin, known: dict[str, list[Pin]]) -> list[str]:
    """What an installed package needs of the lock, without its extras."""
    if _metadata(pin) is None:
        return []
    found = set()
    for line in metadata.requires(pin.name) or []:
        if "extra ==" not in line:
            found.update(one.purl for one in known.get(_named(line), []))
    return sorted(found)


def _named(requirement: str) -> str:
    """The name that a requirement begins with, as locks write it."""
    name = _NEED.match(requirement.strip())
    assert name is not None, requirement
    return re.sub(r"[-_.]+", "-", name[1]).lower()


def _component(pin: Pin, is_built_with: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": pin.purl,
        "name": pin.name,
        "version": pin.version,
        # What only builds the wheel is in the lock, and not in what runs
        "scope": "excluded" if is_built_with else "required",
        "purl": pin.purl,
        "hashes": [{"alg": "SHA-256", "content": one} for one in pin.hashes],
    }
    licences = licences_of(pin)
    if licences:
        made["licenses"] = licences
    if pin.marker:
        made["properties"] = [{"name": "wardbook:marker", "value": pin.marker}]
    return made


def _carried(one: Carried) -> dict[str, Any]:
    """A component of files, each a component of its own with its hash."""
    files = []
    for name in one.files:
        digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        hashes = [{"alg": "SHA-256", "content": digest}]
        files.append({"type": "file", "bom-ref": name, "name": name, "hashes": hashes})
    return {
        "type": "library",
        "bom-ref": one.name,
        "name": one.name,
        "version": one.version,
        "scope": "required",
        "licenses": [{"license": {"id": one.licence}}],
        "components": files,
    }


def bill() -> dict[str, Any]:
    """The bill of materials."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    known: dict[str, list[Pin]] = {}
    for pin in pins():
        known.setdefault(pin.name, []).append(pin)
    direct = [_named(line) for line in project["project"]["dependencies"]]
    needs = {pin.purl: _needed(pin, known) for pin in pins()}
    runs = _reached([pin.purl for name in direct for pin in known[name]], needs)
    components = [_component(pin, pin.purl not in runs) for pin in pins()]
    components += [_carried(one) for one in CARRIED]
    roots = sorted(pin.purl for name in direct for pin in known[name])
    version = _version()
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "wardbook",
                "name": "wardbook",
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": components,
        "dependencies": [
            {"ref": "wardbook", "dependsOn": [*roots, *(one.name for one in CARRIED)]},
            *({"ref": purl, "dependsOn": found} for purl, found in needs.items()),
        ],
    }
    serial = uuid.uuid5(_SPACE, json.dumps(made, sort_keys=True))
    return {"serialNumber": f"urn:uuid:{serial}", **made}


def _reached(begin: list[str], needs: dict[str, list[str]]) -> set[str]:
    """Everything that is needed by `begin`, and by what that needs."""
    found: set[str] = set()
    left = list(begin)
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += needs[one]
    # What this system does without is needed elsewhere, whoever needs it
    return found | {pin.purl for pin in pins() if pin.marker and _metadata(pin) is None}


def _version() -> str:
    text = (ROOT / "generator/wardbook/__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    assert found is not None
    return found[1]


def licences() -> str:
    """The texts of all licences: of the program, of what it carries, and of each package."""
    parts = [_headed("wardbook", _version(), (ROOT / "LICENSE").read_text(encoding="utf-8"))]
    for one in CARRIED:
        text = (ROOT / one.text).read_text(encoding="utf-8")
        if one.text.endswith(".js"):
            text = text[: text.index("*/") + 2]
        parts.append(_headed(f"{one.name} ({', '.join(one.files)})", one.version, text))
    for pin in pins():
        texts = "\n\n".join(_texts(pin)) or "This system does not install it.\n"
        parts.append(_headed(pin.name, pin.version, texts))
    return "\n".join(parts)


def _headed(name: str, version: str, text: str) -> str:
    line = f"{name} {version}"
    return f"{line}\n{'=' * len(line)}\n\n{text.strip()}\n"


def _texts(pin: Pin) -> Iterator[str]:
    """What an installed package says of its licence, and the files that hold it."""
    if _metadata(pin) is None:
        return
    for one in licences_of(pin):
        yield one.get("expression") or one["license"].get("id") or one["license"]["name"]
    for file in metadata.files(pin.name) or []:
        is_licence = re.match(r"(licen[cs]e|copying|notice|authors)", file.name, re.IGNORECASE)
        in_folder = any(part in ("licenses", "license_files") for part in file.parts)
        if ".dist-info" in str(file) and (is_licence or in_folder):
            path = Path(str(file.locate()))
            if path.is_file():
                yield path.read_text(encoding="utf-8", errors="replace").strip()


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bill(), ensure_ascii=False, indent=1) + "\n"
    (folder / BILL).write_text(text, encoding="utf-8", newline="\n")
    (folder / LICENCES).write_text(licences(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
