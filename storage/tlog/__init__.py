"""The transparency log: a C2SP ``tlog-tiles`` tree beside the packages, one leaf per archived version."""

from storage.tlog.checkpoint import Checkpoint
from storage.tlog.leaf import Leaf
from storage.tlog.lockfile import lock_file
from storage.tlog.log import TransparencyLog
from storage.tlog.note import NoteKey, NoteSigner
from storage.tlog.proof import Inclusion, InclusionProof, verify_consistency, verify_inclusion
from storage.tlog.view import LogView

__all__ = [
    "Checkpoint",
    "Inclusion",
    "InclusionProof",
    "Leaf",
    "LogView",
    "NoteKey",
    "NoteSigner",
    "TransparencyLog",
    "lock_file",
    "verify_consistency",
    "verify_inclusion",
]
