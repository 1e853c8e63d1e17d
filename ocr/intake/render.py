"""The port that draws a PDF page."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ocr.intake.source import Pixels


class RenderingFailed(Exception):  # noqa: N818  caught by the PDF source, which calls the page damaged
    """The page could not be drawn."""


class Renderer(Protocol):
    """Draws one page of a PDF, /Rotate applied, crop box, annotations shown."""

    def render(self, file: Path, page: int, *, dpi: int, seconds: int) -> Pixels:
        """Blue-green-red pixels of page ``page`` (from 1); ``RenderingFailed`` when it cannot be drawn in time."""
        ...
