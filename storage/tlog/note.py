"""Signed notes (c2sp.org/signed-note) with Ed25519: a text, an empty line, a line per signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dossier.errors import InputRefused, UsageError

_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+\x00-\x1f]{1,100}")
_MAX_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class NoteKey:
    """Who signs: a name without white space and plus, and the raw 32 bytes of an Ed25519 public key."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or len(self.public) != 32:
            raise UsageError("A log's key has a name without spaces and plus signs, and 32 bytes.")

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell keys of the same name apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def encoded(self) -> str:
        """The verifier key as it is given to auditors: ``name+id+base64``."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> NoteKey:
        """Read a verifier key; a malformed one, or one whose id is not its own, is a ``UsageError``."""
        name, _, rest = text.strip().partition("+")
        key_id, _, encoded = rest.partition("+")
        try:
            raw = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise UsageError("A verifier key is name+id+base64.") from error
        key = cls(name, raw[1:])
        if raw[:1] != _ED25519 or key.key_id.hex() != key_id:
            raise UsageError("A verifier key is name+id+base64 of an Ed25519 key.")
        return key

    def signed(self, text: str, signature: bytes) -> bool:
        """Whether ``signature`` is this key's over ``text``."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode("utf-8"))
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class NoteSigner:
    """A key and what signs with it; the private half stays where the caller keeps it."""

    key: NoteKey
    sign: Callable[[bytes], bytes]

    def note(self, text: str) -> str:
        """The signed note of ``text``, which ends with a line feed."""
        signature = self.key.key_id + self.sign(text.encode("utf-8"))
        return f"{text}\n— {self.key.name} {base64.b64encode(signature).decode()}\n"


def open_note(note: str, key: NoteKey) -> str | None:
    """The text of a note that ``key`` has signed, None when it has not; ``InputRefused`` when it is no note.

    Signatures of others (witnesses) are passed over.
    """
    text, separator, lines = note.rpartition("\n\n")
    if not separator or not lines.endswith("\n") or len(note) > _MAX_BYTES:
        raise _malformed()
    text += "\n"
    for name, signature in _signatures(lines):
        if name == key.name and signature[:4] == key.key_id and key.signed(text, signature[4:]):
            return text
    return None


def _signatures(lines: str) -> Iterator[tuple[str, bytes]]:
    for line in lines.splitlines():
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        try:
            signature = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _malformed() from error
        if dash != "—" or len(signature) < 5:
            raise _malformed()
        yield name, signature


def _malformed() -> InputRefused:
    return InputRefused("malformed_note", "This is no signed note.", "Không phải bản ghi có chữ ký của nhật ký.")
