"""The one picture of a PDF page decoded by poppler's pdfimages, for codings that no library here decodes."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from dossier.errors import PermanentError
from ocr.intake.render import RenderingFailed


def extracted(file: Path, page: int, *, seconds: int) -> Image.Image:
    """The picture in its own pixels, loaded; the process is killed after ``seconds``.

    ``RenderingFailed`` when it cannot be decoded or the page shows more than one.
    """
    with tempfile.TemporaryDirectory(prefix="extract-") as folder:
        command = ["pdfimages", "-png", "-f", str(page), "-l", str(page), str(file), str(Path(folder, "picture"))]
        try:
            done = subprocess.run(command, capture_output=True, timeout=seconds, check=True)
            if b"Error" in done.stderr:  # of a damaged picture it writes the sound part, or white, and ends well
                raise RenderingFailed("pdfimages found the picture damaged")
            (picture,) = Path(folder).iterdir()
            with Image.open(picture, formats=["PNG"]) as image:
                image.load()
                return image
        except FileNotFoundError as error:
            raise PermanentError(
                "The program pdfimages is missing.", remedy="Install it: apt-get install poppler-utils"
            ) from error
        except (subprocess.SubprocessError, ValueError, OSError) as error:
            raise RenderingFailed("pdfimages cannot decode the picture") from error
