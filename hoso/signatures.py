"""Who signs what: officers and the agency sign copies, the agency seals records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from dossier.record import Profile
from signing import cades
from signing.cades import DetachedSeal
from signing.keys.port import Signer
from signing.pades.appearance import agency_appearance, officer_appearance
from signing.pades.sign import SignedPdf, common_name, sign_pdf
from signing.tsa.port import TimeStamper

_KEYS_KEPT = 256


@dataclass(frozen=True)
class Signatures:
    """Keys by URI; each is loaded once and kept. ``{officer}`` in ``officer_uri`` stands for the officer's account."""

    officer_uri: str
    agency_uri: str
    signer: Callable[[str], Signer]
    timestamper: TimeStamper
    font: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "signer", lru_cache(maxsize=_KEYS_KEPT)(self.signer))

    def officer(self, officer: str) -> Signer:
        """The key of an officer."""
        return self.signer(self.officer_uri.format(officer=officer))

    def agency(self) -> Signer:
        """The agency's key."""
        return self.signer(self.agency_uri)

    def sign_copy(self, pdf: bytes, profile: Profile, officer: str, at: datetime) -> SignedPdf:
        """``counter``: the scanning officer, top left; ``archive``: the agency, top right."""
        match profile:
            case Profile.COUNTER:
                signer = self.officer(officer)
                appearance = officer_appearance(common_name(signer), at, self.font)
            case Profile.ARCHIVE:
                signer = self.agency()
                appearance = agency_appearance(common_name(signer), at, self.font)
        return sign_pdf(pdf, signer, self.timestamper, appearance=appearance, at=at)

    def seal(self, content: bytes, at: datetime) -> DetachedSeal:
        """The agency's seal over a record."""
        return cades.seal(content, self.agency(), self.timestamper, at=at)
