"""The log's head as it is published (c2sp.org/tlog-checkpoint)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from dossier.errors import InputRefused
from storage.tlog.note import NoteKey, NoteSigner, open_note

_TEXT = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Number of leaves and root hash; ``note`` is the signed text that says so."""

    size: int
    root: bytes
    note: str

    @classmethod
    def sign(cls, size: int, root: bytes, signer: NoteSigner) -> Checkpoint:
        """The log's name is the key's: one log, one key."""
        text = f"{signer.key.name}\n{size}\n{base64.b64encode(root).decode()}\n"
        return cls(size, root, signer.note(text))

    @classmethod
    def open(cls, note: str, key: NoteKey) -> Checkpoint | None:
        """A checkpoint that ``key`` has signed for its own log, None when it has not; ``InputRefused`` if malformed."""
        text = open_note(note, key)
        if text is None:
            return None
        found = _TEXT.fullmatch(text)
        if found is None:
            raise InputRefused("malformed_checkpoint", "This is no checkpoint.", "Không phải điểm kiểm của nhật ký.")
        if found[1] != key.name:
            return None
        return cls(int(found[2]), base64.b64decode(found[3]), note)
