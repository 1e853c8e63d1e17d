"""Where papers with a secrecy marking go: out of the working store, into a folder that nothing else reads."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dossier.codes import DossierCode
from dossier.record import SourceFile
from storage.blobs import Blobs


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Keeps the originals under the dossier's code, readable by the owner only."""

    folder: Path
    blobs: Blobs

    def take(self, code: DossierCode, files: Iterable[SourceFile]) -> None:
        """Move the originals; repeating it after a crash finishes what was begun."""
        target = self.folder / str(code)
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        for number, file in enumerate(files, start=1):
            if self.blobs.has(file.sha256):
                _write_private(target / f"{number}.original", self.blobs.get(file.sha256))
                self.blobs.discard(file.sha256)


def _write_private(path: Path, data: bytes) -> None:
    partial = path.with_suffix(".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)
