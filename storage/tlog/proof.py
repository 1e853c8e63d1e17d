"""Proofs that an auditor checks offline: a text (c2sp.org/tlog-proof) and the log's public key are enough."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dossier.errors import InputRefused
from dossier.merkle import extends, includes, leaf_hash
from storage.tlog.checkpoint import Checkpoint
from storage.tlog.leaf import Leaf
from storage.tlog.note import NoteKey

_PROOF = re.compile(
    r"c2sp\.org/tlog-proof@v1\n(?:extra [A-Za-z0-9+/=]*\n)?index (0|[1-9][0-9]{0,18})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n(.+)",
    re.DOTALL,
)


class Inclusion(StrEnum):
    """What checking a proof came to."""

    INCLUDED = "included"
    NOT_INCLUDED = "not_included"
    NOT_SIGNED = "not_signed"


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That the tree of ``checkpoint`` (a signed note) has a certain leaf at ``index``; ``hashes`` lowest first."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    def encoded(self) -> str:
        """The proof as a ``.tlog-proof`` file."""
        lines = "".join(f"{base64.b64encode(each).decode()}\n" for each in self.hashes)
        return f"c2sp.org/tlog-proof@v1\nindex {self.index}\n{lines}\n{self.checkpoint}"

    @classmethod
    def parse(cls, text: str) -> InclusionProof:
        """Read a ``.tlog-proof`` file; ``InputRefused`` when it is none."""
        found = _PROOF.fullmatch(text)
        if found is None:
            raise InputRefused(
                "malformed_proof", "This is no inclusion proof.", "Không phải chứng minh có trong nhật ký."
            )
        return cls(int(found[1]), tuple(map(base64.b64decode, found[2].splitlines())), found[3])


def verify_inclusion(proof: InclusionProof, leaf: Leaf, key: NoteKey) -> Inclusion:
    """Whether ``leaf`` is in the log of ``key``; ``InputRefused`` when the checkpoint is malformed."""
    checkpoint = Checkpoint.open(proof.checkpoint, key)
    if checkpoint is None:
        return Inclusion.NOT_SIGNED
    hashed = leaf_hash(leaf.encoded())
    if includes(hashed, proof.index, checkpoint.size, proof.hashes, checkpoint.root):
        return Inclusion.INCLUDED
    return Inclusion.NOT_INCLUDED


def verify_consistency(old: Checkpoint, new: Checkpoint, hashes: Sequence[bytes]) -> bool:
    """Whether the newer tree begins with the whole older one: nothing was taken out or changed between the two."""
    if old.size == 0:
        return not hashes
    return extends(old=old.size, new=new.size, old_root=old.root, new_root=new.root, proof=hashes)
