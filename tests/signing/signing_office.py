"""An office: its authority, its signers, its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from signing_papers import FONT

from signing.authority.development import DevelopmentAuthority, KeyKind, open_authority
from signing.judge.trust import TrustStore, trust_of
from signing.keys.local import LocalSigner
from signing.pades.appearance import agency_appearance, officer_appearance
from signing.pades.sign import sign_pdf
from signing.tsa.issuing import IssuingTimeStamper

AT = datetime.now(UTC).replace(microsecond=0).astimezone(timezone(timedelta(hours=7)))


@dataclass(frozen=True)
class Office:
    """Everything that signing needs, from one authority."""

    authority: DevelopmentAuthority
    officer: LocalSigner
    agency: LocalSigner
    stamper: IssuingTimeStamper
    trust: TrustStore
    now: datetime

    def sign(self, pdf: bytes) -> bytes:
        """As the scanning officer does."""
        look = officer_appearance("Nguyễn Thị Hạnh", AT, FONT)
        return sign_pdf(pdf, self.officer, self.stamper, appearance=look, at=AT).data

    def certify(self, pdf: bytes) -> bytes:
        """As the agency does."""
        look = agency_appearance("Ủy ban nhân dân phường Mẫu", AT, FONT)
        return sign_pdf(pdf, self.agency, self.stamper, appearance=look, at=AT).data


def make_office(folder: Path, kind: KeyKind) -> Office:
    """A fresh authority in ``folder``."""
    authority = open_authority(folder, kind)
    trust = trust_of([authority.root, *authority.revocation_lists], development=True)
    stamper = IssuingTimeStamper(authority.time_stamper())
    now = datetime.now(UTC) + timedelta(minutes=5)
    return Office(authority, authority.officer("canbo"), authority.agency(), stamper, trust, now)
