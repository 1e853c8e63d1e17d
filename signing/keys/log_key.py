"""The Ed25519 key that signs the transparency log's checkpoints, in a PEM file made on first use."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from dossier.errors import PermanentError
from signing.authority.files import write_new


@dataclass(frozen=True, slots=True)
class LogKey:
    """Signs; ``public`` is the raw public key of 32 bytes."""

    key: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> bytes:
        """What auditors hold."""
        return self.key.public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """The signature over ``data``, 64 bytes."""
        return self.key.sign(data)


def log_key(path: Path) -> LogKey:
    """The key in ``path``; the first to ask makes it, readable by its owner only."""
    try:
        if not path.exists():
            fresh = Ed25519PrivateKey.generate()
            write_new(path, fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError) as error:
        raise PermanentError("The log's key cannot be opened.", remedy=f"Check {path.name}.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise PermanentError("The log's key is not Ed25519.", remedy=f"Check {path.name}.")
    return LogKey(key)
