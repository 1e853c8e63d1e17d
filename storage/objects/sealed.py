"""A store whose packages lie in sealed envelopes: whoever has the store and not the key reads no paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from storage.envelope import Envelope, is_sealed
from storage.objects.port import Lock, PutResult, Version, VersionedStore


class SealedStore:
    """Seals what ``secret`` picks by its key, on the way into ``inner``, and opens it on the way out.

    What was put before, unsealed, is given as it lies there; so is what was altered, which then fits no digest. Sizes in
    a history are those of envelopes.
    """

    def __init__(self, inner: VersionedStore, envelope: Envelope, secret: Callable[[str], bool]) -> None:
        self._inner = inner
        self._envelope = envelope
        self._secret = secret

    def put_new(self, key: str, data: bytes, *, lock: Lock | None = None) -> PutResult:
        return self._inner.put_new(key, self._envelope.sealed(data) if self._secret(key) else data, lock=lock)

    def overwrite(self, key: str, data: bytes) -> None:
        self._inner.overwrite(key, self._envelope.sealed(data) if self._secret(key) else data)

    def get(self, key: str) -> bytes:
        data = self._inner.get(key)
        return self.opened(data) if self._secret(key) else data

    def opened(self, data: bytes) -> bytes:
        """What lies in the store, opened where it is sealed."""
        opened = self._envelope.opened(data) if is_sealed(data) else None
        return data if opened is None else opened

    def keys(self, prefix: str) -> Iterator[str]:
        return self._inner.keys(prefix)

    def history(self, key: str) -> tuple[Version, ...]:
        return self._inner.history(key)

    def remove(self, key: str, version_id: str | None) -> None:
        self._inner.remove(key, version_id)
