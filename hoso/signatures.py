"""Who signs what: officers and the agency sign copies, the agency seals records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

from dossier.errors import TransientError
from dossier.record import Profile
from hoso.key_secrets import Holder, Role
from signing import cades
from signing.before import Caution, checked_cautions
from signing.cades import DetachedSeal
from signing.keys.outside import Certified, is_outside, outside_identity
from signing.keys.port import Signer
from signing.levels import Level
from signing.pades.appearance import Appearance, agency_appearance, officer_appearance
from signing.pades.raise_level import raise_pdf
from signing.pades.sign import SignedPdf, common_name, sign_pdf
from signing.status.gather import Gatherer
from signing.tsa.port import TimeStamper
from signing.wanted import Shortfall, Wanted

_KEYS_KEPT = 256


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A signed copy, and what its signer is to know (TT 15/2025/TT-BKHCN annex II row C1.2)."""

    pdf: SignedPdf
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Signatures:
    """Keys by URI; each is loaded once and kept. ``{officer}`` in ``officer_uri`` stands for the officer's account.

    ``gatherer`` gives whom is trusted now and asks about revocation; ``level`` is what copies are to have.
    """

    officer_uri: str
    agency_uri: str
    second_uri: str
    """The key of the seal beside the agency's; empty where the office wants none."""
    signer: Callable[[str, Holder], Signer]
    """Opens the key at a URI; the holder says whose PIN it is that may be asked for."""
    timestamper: TimeStamper
    font: Path
    gatherer: Callable[[], Gatherer]
    level: Level = Level.B_T

    def __post_init__(self) -> None:
        kept, opening = lru_cache(maxsize=_KEYS_KEPT)(self.signer), Lock()

        def signer(uri: str, holder: Holder) -> Signer:
            """One at a time: several threads do not ask for the same PIN."""
            with opening:
                return kept(uri, holder)

        object.__setattr__(self, "signer", signer)

    def officer(self, officer: str) -> Signer:
        """The key of an officer."""
        holder = Holder(Role.OFFICER, officer)
        return self.signer(holder.named(self.officer_uri), holder)

    def agency(self) -> Signer:
        """The agency's key."""
        return self.signer(self.agency_uri, Holder(Role.AGENCY))

    def outside(self, profile: Profile, officer: str) -> Certified | None:
        """Whose signature copies wait for, where the officer's key is in nobody's reach but hers (``outside:CHAIN``)."""
        uri = Holder(Role.OFFICER, officer).named(self.officer_uri)
        return outside_identity(uri) if profile is Profile.COUNTER and is_outside(uri) else None

    def sign_copy(self, pdf: bytes, profile: Profile, officer: str, at: datetime) -> SignedCopy:
        """``counter``: the scanning officer, top left; ``archive``: the agency, top right.

        Without a time stamp or without word on revocation the copy has a lower level, which it says; ``raise_copy`` makes
        up for it before the seal. A certificate that may not sign is a ``PermanentError``.
        """
        signer, appearance = self._of(profile, officer, at)
        gatherer = self.gatherer()
        cautions = checked_cautions(signer, gatherer, at)
        wanted = Wanted(self.level, gatherer, degrade=True)
        done = sign_pdf(pdf, signer, self.timestamper, appearance=appearance, at=at, wanted=wanted)
        return SignedCopy(done, (*cautions, Caution.MARK_COVERS) if done.covers else cautions)

    def raise_copy(self, pdf: bytes, at: datetime) -> bytes:
        """A copy with the level that copies are to have; errors where it cannot be had now."""
        return raise_pdf(pdf, self.timestamper, at=at, wanted=Wanted(self.level, self.gatherer()))

    def seal(self, content: bytes, at: datetime) -> DetachedSeal:
        """The agency's seal over a record. Without a time stamp there is none: the error goes up."""
        signer = self.agency()
        checked_cautions(signer, self.gatherer(), at)
        return cades.seal(content, signer, self.timestamper, at=at)

    def seal_list(self, content: bytes, at: datetime) -> bytes:
        """The agency's seal over a list of packages: with what judges it later, if that can be had, and never without time."""
        signer, gatherer = self.agency(), self.gatherer()
        checked_cautions(signer, gatherer, at)
        wanted = Wanted(Level.B_LT, gatherer, degrade=True)
        done = cades.sign_detached(content, signer, self.timestamper, at=at, wanted=wanted)
        if done.shortfall is Shortfall.NO_TIME_STAMP:
            raise TransientError("No time stamp can be had for the evidence.", remedy="Try again later.")
        return done.cms

    def second_seal(self, content: bytes, at: datetime) -> bytes | None:
        """A seal by the second key (ML-DSA), never in the agency's place; None where there is no such key.

        It bears no time stamp of its own: what it seals has one.
        """
        if not self.second_uri:
            return None
        signer = self.signer(self.second_uri, Holder(Role.SECOND_SEAL))
        return cades.sign_detached(content, signer, self.timestamper, at=at, wanted=Wanted(Level.B_B)).cms

    def _of(self, profile: Profile, officer: str, at: datetime) -> tuple[Signer, Appearance]:
        match profile:
            case Profile.COUNTER:
                signer = self.officer(officer)
                return signer, officer_appearance(common_name(signer), at, self.font)
            case Profile.ARCHIVE:
                signer = self.agency()
                return signer, agency_appearance(common_name(signer), at, self.font)
