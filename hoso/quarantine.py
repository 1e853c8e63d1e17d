"""Where papers with a secrecy marking go: out of the working store, into a folder that nothing else reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dossier.codes import DossierCode
from dossier.digest import Digest
from storage import disk
from storage.blobs import Blobs

_MARKINGS = "markings"


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Keeps the originals under the dossier's code, readable by the owner only.

    ``holders`` says which dossiers a file belongs to: a paper without a marking stays where others need it.
    """

    folder: Path
    blobs: Blobs
    holders: Callable[[Digest], tuple[DossierCode, ...]]

    def take(self, code: DossierCode, files: Iterable[Digest], markings: Mapping[Digest, str]) -> None:
        """Move a dossier's originals; ``markings``: what stands on which. Repeating it finishes what was begun.

        Markings are noted before anything is moved, so that whoever comes later knows why an original is gone.
        """
        with disk.translated("Moving papers to quarantine"):
            for digest, marking in markings.items():
                _write_private(self.folder / _MARKINGS / digest.hex, marking.encode())
            for number, digest in enumerate(files, start=1):
                if self.blobs.has(digest):
                    _write_private(self.folder / str(code) / f"{number}.original", self.blobs.get(digest))
                    if digest in markings or self.holders(digest) == (code,):
                        self.blobs.discard(digest)

    def marking(self, digest: Digest) -> str | None:
        """What stands on a paper that was found to be secret before, in whichever dossier."""
        with disk.translated("Looking into the quarantine"):
            try:
                return (self.folder / _MARKINGS / digest.hex).read_text(encoding="utf-8")
            except FileNotFoundError:
                return None

    def markings(self, files: Iterable[Digest]) -> dict[Digest, str]:
        """The markings known of these files."""
        found = {digest: self.marking(digest) for digest in files}
        return {digest: marking for digest, marking in found.items() if marking is not None}


def _write_private(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.parent.chmod(0o700)
    partial = path.with_suffix(".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)
