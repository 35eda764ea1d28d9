"""What fitted before: how generously a sheet was set, by the content and look that decide it. Jobs that run side by side
share it, and the next build finds it again, so that a sheet is fitted once and only laid out after that."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from weasyprint import VERSION

from generator.render.fitting import Fit
from generator.render.shop import Frame


class FitMemory:
    """Fits in a cache folder, one small file each. What can't be read or written is as if it were not there."""

    def __init__(self, folder: Path, styles: Sequence[Path]) -> None:
        look = hashlib.sha256(VERSION.encode())
        for style in styles:
            look.update(style.read_bytes())
        self._look = look.digest()
        self._folder = folder

    def known(self, frame: Frame) -> Fit | None:
        """The fit of a sheet whose least generous frame is `frame`."""
        try:
            return Fit(**json.loads(self._path(frame).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def learn(self, frame: Frame, fit: Fit) -> None:
        """Keep the fit that was found."""
        path = self._path(frame)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(asdict(fit)), encoding="utf-8")
            temporary.replace(path)
        except OSError:
            return

    def _path(self, frame: Frame) -> Path:
        return self._folder / hashlib.sha256(self._look + repr(frame).encode()).hexdigest()
