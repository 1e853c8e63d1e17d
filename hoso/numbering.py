"""The code of a digitisation result (TT 01/2023/TT-VPCP Art. 10); its pattern is configuration, the law leaves it open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dossier.record import Attributes, Document, Record


@dataclass(frozen=True, slots=True)
class ResultCodes:
    """Fills ``pattern`` with ``owner_id``, ``type_code``, ``dossier`` and ``ordinal``; an unknown part stays empty."""

    pattern: str
    type_codes: Mapping[str, str | None]

    def numbered(self, about: Attributes, record: Record, document: Document) -> Attributes:
        """The attributes with type code and result code."""
        type_code = self.type_codes.get(document.type)
        code = self.pattern.format(
            owner_id=about.owner_id or "",
            type_code=type_code or document.type,
            dossier=record.head.code,
            ordinal=document.ordinal,
        )
        return replace(about, type_code=type_code, result_code=code)
