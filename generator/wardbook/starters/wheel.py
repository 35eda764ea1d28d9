"""The wheel that a project of one's own is installed from: the program at hand, as one file.

A checkout builds it as a release is built; an installed program packs its own files again. So a
project needs neither this repository nor a package index that has Wardbook, and nobody can slip in
another package under its name."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from wardbook.theme import product_theme

PACKAGE = Path(__file__).parent.parent
CHECKOUT = PACKAGE.parent.parent
"""Top of the repository when the program runs from one."""
_NAME = "wardbook"
_METADATA = ("METADATA", "WHEEL", "entry_points.txt", "LICENSE")
"""What a wheel says of itself. The rest of the folder says how it was installed here."""
_LIST = "RECORD"
_DAY = (2020, 2, 2, 0, 0, 0)
"""The day of all packed files, that of built wheels: the same files are the same bytes."""


class NoWheelError(Exception):
    """The program at hand can't be packed; the text says why."""


@dataclass(frozen=True)
class Wheel:
    """A wheel: its file's name, and its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash that pip compares."""
        return hashlib.sha256(self.data).hexdigest()


@cache
def own_wheel() -> Wheel:
    """The wheel of the program at hand. Raises NoWheelError."""
    if runs_from_checkout():
        return _built()
    return _packed_again()


def runs_from_checkout() -> bool:
    """Whether the program runs from its repository, where theme and plan stand beside it."""
    return product_theme() == CHECKOUT / "theme"


def _built() -> Wheel:
    try:
        # Only a checkout builds, and only there is what builds installed
        from hatchling.builders.wheel import WheelBuilder
    except ImportError as problem:
        raise NoWheelError(f"hatchling: {problem}") from problem
    with TemporaryDirectory() as folder:
        builder = WheelBuilder(str(CHECKOUT))
        try:
            made = Path(next(iter(builder.build(directory=folder, versions=["standard"]))))
        except ValueError as problem:  # a copy of the folder without its pyproject.toml
            raise NoWheelError(str(problem)) from problem
        return Wheel(made.name, made.read_bytes())


def _packed_again() -> Wheel:
    try:
        installed = distribution(_NAME)
    except PackageNotFoundError as problem:
        raise NoWheelError(str(problem)) from problem
    files = dict(_files(installed))
    if not files or not PACKAGE.samefile(str(installed.locate_file(_NAME))):
        raise NoWheelError(f"{_LIST}: {PACKAGE}")
    return Wheel(f"{_NAME}-{installed.version}-py3-none-any.whl", _packed(files))


def _files(installed: Distribution) -> Iterator[tuple[str, bytes]]:
    """What the wheel held, by name: the package's own files, then what says what they are."""
    described = []
    for file in sorted(installed.files or ()):
        if file.parts[0] == _NAME and file.suffix != ".pyc":
            yield file.as_posix(), _content(file)
        elif file.parts[0].endswith(".dist-info") and file.name in _METADATA:
            described.append(file)
    for file in described:
        yield file.as_posix(), _content(file)


def _content(file: PackagePath) -> bytes:
    try:
        return file.read_binary()
    except OSError as problem:
        raise NoWheelError(f"{file}: {problem.strerror}") from problem


def _packed(files: Mapping[str, bytes]) -> bytes:
    """A wheel of these files, with the list of them that pip checks."""
    listed = []
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            listed.append(f"{name},sha256={_url_safe_sha256(data)},{len(data)}\n")
            _add(archive, name, data)
        metadata, _, _ = list(files)[-1].partition("/")
        last = f"{metadata}/{_LIST}"
        listed.append(f"{last},,\n")
        _add(archive, last, "".join(listed).encode())
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    entry.create_system = 3  # Unix, also where this runs on another
    archive.writestr(entry, data)


def _url_safe_sha256(data: bytes) -> str:
    """A hash as the list of a wheel writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
