"""Keys in reach of nobody but their holder: known by their certificate, signing in two steps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from dossier.errors import PermanentError
from signing.cms.algorithms import scheme_of
from signing.judge.certificates import read_certificate
from signing.judge.malformed import Malformed, reading
from signing.keys.chain import ordered
from signing.keys.port import Scheme

_SCHEME = "outside:"


@dataclass(frozen=True, slots=True)
class Certified:
    """An identity whose key lies elsewhere."""

    chain: tuple[x509.Certificate, ...]

    @property
    def scheme(self) -> Scheme:
        """By the kind of key."""
        return scheme_of(self.chain[0])


def is_outside(uri: str) -> bool:
    """Whether a key's URI says that it is not in reach."""
    return uri.startswith(_SCHEME)


def outside_identity(uri: str) -> Certified:
    """Of ``outside:PATH``: the certificates in that file."""
    return certified(Path(uri.removeprefix(_SCHEME)).expanduser())


def certified(path: Path) -> Certified:
    """The signer's certificate first in ``path`` (PEM or DER), its issuers behind it; ``PermanentError`` for none."""
    try:
        data = path.read_bytes()
        with reading("certificates"):
            pem = b"-----BEGIN" in data
            found = x509.load_pem_x509_certificates(data) if pem else [read_certificate(data)]
            identity = Certified(ordered(found))
            scheme_of(identity.chain[0])
    except (OSError, Malformed) as error:
        message = f"The signer's certificate {path.name} cannot be read."
        raise PermanentError(message, remedy="Give her certificate and its issuers', PEM or DER.") from error
    return identity
