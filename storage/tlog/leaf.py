"""A leaf of the log, byte for byte as the contract has it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import InputRefused, UsageError

_LEAF = re.compile(rb"hoso/1 ([A-Z0-9.-]{1,100}) v([1-9][0-9]{0,5}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Leaf:
    """That version ``version`` (from 1) of a dossier was archived as a package of this digest. No personal data."""

    code: DossierCode
    version: int
    package: Digest

    def encoded(self) -> bytes:
        """``hoso/1 <code> v<version> <digest>`` and a line feed."""
        return f"hoso/1 {self.code} v{self.version} {self.package}\n".encode("ascii")

    @classmethod
    def parse(cls, data: bytes) -> Leaf:
        """Read a leaf's bytes; ``InputRefused`` when they are none."""
        found = _LEAF.fullmatch(data)
        try:
            if found is None:
                raise UsageError("no leaf")
            return cls(DossierCode.parse(found[1].decode()), int(found[2]), Digest(found[3].decode()))
        except UsageError as error:
            raise InputRefused("not_a_leaf", "This is no leaf of the log.", "Không phải mục của nhật ký.") from error
