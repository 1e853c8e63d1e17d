"""What is looked at before anything is signed (TT 15/2025/TT-BKHCN Art. 5: S1, S9, S10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from dossier.errors import PermanentError
from signing.judge.certificates import signs_documents
from signing.judge.path import Path, find_path, outside_validity
from signing.judge.revocation import Standing
from signing.keys.port import Identity
from signing.status.gather import Gatherer

_SOON = timedelta(days=30)
_LEAST_RSA, _LEAST_EC = 2048, 256
_WEAK_HASHES = {"md5", "sha1", "sha224"}


class Refusal(StrEnum):
    """Why a certificate may not sign now."""

    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    NO_CHAIN = "no_chain"
    CHAIN_NOT_VALID = "chain_not_valid"
    REVOKED = "revoked"
    WRONG_USAGE = "wrong_usage"
    WEAK = "weak"


class Caution(StrEnum):
    """What the signer is to know and may sign all the same."""

    REVOCATION_UNKNOWN = "revocation_unknown"
    EXPIRES_SOON = "expires_soon"
    NO_LEGAL_VALUE = "no_legal_value"
    MARK_COVERS = "mark_covers"


TEXTS = {
    Refusal.NOT_YET_VALID: ("its validity has not begun", "chưa đến thời hạn hiệu lực"),
    Refusal.EXPIRED: ("it has expired", "đã hết hạn"),
    Refusal.NO_CHAIN: ("no chain leads to a trusted root", "không có đường dẫn tin cậy đến chứng thư gốc"),
    Refusal.CHAIN_NOT_VALID: ("a certificate above it is not valid", "chứng thư cấp trên không còn hiệu lực"),
    Refusal.REVOKED: ("it or one above it is revoked", "chứng thư hoặc chứng thư cấp trên đã bị thu hồi"),
    Refusal.WRONG_USAGE: ("it is not for signing documents", "không dùng để ký văn bản"),
    Refusal.WEAK: ("its key or an algorithm is too weak", "khóa hoặc thuật toán quá yếu"),
    Caution.REVOCATION_UNKNOWN: (
        "whether it is revoked cannot be told now",
        "chưa kiểm tra được tình trạng thu hồi của chứng thư",
    ),
    Caution.EXPIRES_SOON: ("it expires within thirty days", "sắp hết hạn (trong 30 ngày)"),
    Caution.MARK_COVERS: (
        "its visible mark found no free place on the page",
        "không còn chỗ trống cho dấu hiệu chữ ký trên trang",
    ),
    Caution.NO_LEGAL_VALUE: ("it has no legal value", "không có giá trị pháp lý"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """Every reason at once."""

    refusals: tuple[Refusal, ...]
    cautions: tuple[Caution, ...]

    def require(self) -> None:
        """``PermanentError`` with all refusals, if there are any."""
        if self.refusals:
            why, why_vi = ("; ".join(TEXTS[each][language] for each in self.refusals) for language in (0, 1))
            remedy = "Renew or replace the certificate; put its issuers' certificates into HOSO_HOME/trust."
            told = f"Chứng thư không được phép ký: {why_vi}. / The certificate may not sign: {why}."
            raise PermanentError(told, remedy=remedy)


def check_before(identity: Identity, gatherer: Gatherer, at: datetime) -> Checked:
    """Look at the certificate, its chain, validity, usage, algorithms and revocation, as they are at ``at``."""
    own = identity.chain[0]
    path = find_path(own, identity.chain[1:], gatherer.trust, at)
    refusals = [*_own(own, at), *_of_path(path, own, at)]
    standing = Standing.UNKNOWN if path is None else gatherer.standing(path, at)
    if standing is Standing.REVOKED:
        refusals.append(Refusal.REVOKED)
    cautions = []
    if path is not None and standing is Standing.UNKNOWN:
        cautions.append(Caution.REVOCATION_UNKNOWN)
    if at <= own.not_valid_after_utc <= at + _SOON:
        cautions.append(Caution.EXPIRES_SOON)
    if path is not None and gatherer.trust.is_development(path.anchor):
        cautions.append(Caution.NO_LEGAL_VALUE)
    return Checked(tuple(refusals), tuple(cautions))


def checked_cautions(identity: Identity, gatherer: Gatherer, at: datetime) -> tuple[Caution, ...]:
    """What the signer is to know; ``PermanentError`` when the certificate may not sign."""
    checked = check_before(identity, gatherer, at)
    checked.require()
    return checked.cautions


def _own(certificate: x509.Certificate, at: datetime) -> Iterator[Refusal]:
    if at < certificate.not_valid_before_utc:
        yield Refusal.NOT_YET_VALID
    if at > certificate.not_valid_after_utc:
        yield Refusal.EXPIRED
    if not signs_documents(certificate):
        yield Refusal.WRONG_USAGE


def _of_path(path: Path | None, own: x509.Certificate, at: datetime) -> Iterator[Refusal]:
    if path is None:
        yield Refusal.NO_CHAIN
        return
    outside = outside_validity(path, at)
    if not path.understood or (outside is not None and outside != own):
        yield Refusal.CHAIN_NOT_VALID
    if any(_is_weak(each) for each in path.proven):
        yield Refusal.WEAK


def _is_weak(certificate: x509.Certificate) -> bool:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < _LEAST_RSA:
        return True
    if isinstance(key, ec.EllipticCurvePublicKey) and key.key_size < _LEAST_EC:
        return True
    hashed = certificate.signature_hash_algorithm
    return hashed is not None and hashed.name in _WEAK_HASHES
