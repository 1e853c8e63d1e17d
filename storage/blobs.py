"""The working store: things of any size under their own digest, in a folder."""

from __future__ import annotations

from pathlib import Path

from dossier.digest import Digest
from dossier.errors import PermanentError
from storage import disk
from storage.seal import Seal


class Blobs:
    """Content-addressed files below ``folder``. A second put of the same bytes changes nothing.

    With a ``seal`` they lie on the disk sealed, under the digest of what was sealed.
    """

    def __init__(self, folder: Path, seal: Seal | None = None) -> None:
        self._folder = folder
        self._seal = seal
        self._spool = folder / ".incoming"
        disk.sweep(self._spool)

    def put(self, data: bytes) -> Digest:
        """Keep ``data``; returns once it is on the disk. A damaged file of that digest is replaced by the good one."""
        digest = Digest.of(data)
        with disk.translated("Writing to the working store"):
            if self._read(digest) != data:
                disk.replace(self._path(digest), self._sealed(data), spool=self._spool, mode=0o444)
        return digest

    def put_file(self, path: Path) -> tuple[Digest, int]:
        """Keep a file of any size without holding it in memory; its digest and its size in bytes."""
        with disk.translated("Taking in a file"):
            temporary, found, size = disk.copied(
                path, spool=self._spool, through=self._seal.sealed if self._seal else None
            )
            digest = Digest(found)
            disk.moved(temporary, self._path(digest))
        return digest, size

    def get(self, digest: Digest) -> bytes:
        """The bytes, checked against ``digest``; missing or altered ones are a ``PermanentError``."""
        with disk.translated("Reading from the working store"):
            data = self._read(digest)
        if data is None:
            raise PermanentError(f"The working store has no object {digest}.", remedy="Run the step before again.")
        if Digest.of(data) != digest:
            raise PermanentError(
                f"Object {digest} of the working store was altered.", remedy="Check the disk, and the store's key."
            )
        return data

    def has(self, digest: Digest) -> bool:
        """Whether something is kept under ``digest``; whether it is intact shows on reading."""
        return self._path(digest).is_file()

    def discard(self, digest: Digest) -> None:
        """Let go of an object; of one that is not there, do nothing."""
        with disk.translated("Deleting from the working store"):
            self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: Digest) -> Path:
        return self._folder / digest.hex[:2] / digest.hex[2:]

    def _read(self, digest: Digest) -> bytes | None:
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        opened = self._seal.opened(data) if self._seal else data
        return data if opened is None else opened  # what cannot be opened does not fit its digest either

    def _sealed(self, data: bytes) -> bytes:
        return b"".join(self._seal.sealed([data])) if self._seal else data
