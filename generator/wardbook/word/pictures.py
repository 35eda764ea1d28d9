"""Pictures of a source as files of the project: PNG or SVG, under names that nothing has yet."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from wardbook.word.sources import SourcePicture

FIGURES = "figures"
_KEPT = ("png", "svg")
_TURNED = ("jpg", "jpeg", "jfif", "gif", "bmp", "tif", "tiff", "webp")
"""Kinds that are turned into PNG."""
_PIXELS_MOST = 60_000_000


@dataclass
class PictureBox:
    """Gives pictures their names. `folder` is that of the plan; nothing is written here."""

    folder: Path
    name: str
    files: dict[str, bytes] = field(default_factory=dict)
    """What is to be written: name in the project → bytes."""
    _known: dict[bytes, str] = field(default_factory=dict)

    def file_of(self, picture: SourcePicture) -> str:
        """The name of a picture; empty for one that can't be shown: a drawing of Windows (EMF,
        WMF), a damaged one."""
        if picture.content not in self._known:
            self._known[picture.content] = self._kept(picture)
        return self._known[picture.content]

    def _kept(self, picture: SourcePicture) -> str:
        kind, content = picture.kind, picture.content
        if kind in _TURNED or content.startswith(b"\x89PNG"):
            kind, content = "png", _as_png(content)
        if kind not in _KEPT or not content:
            return ""
        number = len(self.files) + 1
        while (self.folder / self._path(number, kind)).exists():
            number += 1
        self.files[self._path(number, kind)] = content
        return self._path(number, kind)

    def _path(self, number: int, kind: str) -> str:
        return f"{FIGURES}/{self.name}-{number}.{kind}"


def _as_png(content: bytes) -> bytes:
    """A picture as PNG; nothing for what is no picture, or a bomb of one. A PNG stays as it is."""
    # It takes a while to load, and few plans hold pictures
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _PIXELS_MOST:
                return b""
            image.load()
            if image.format == "PNG":
                return content
            made = io.BytesIO()
            image.convert("RGBA").save(made, "PNG")
            return made.getvalue()
    # Whatever a damaged picture brings about
    except Exception:
        return b""
