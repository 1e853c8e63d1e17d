"""Signing files that are no dossier: an agency's own documents, certified copies, anything else beside it (CAdES)."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.errors import UsageError
from hoso.key_secrets import Role
from hoso.marks import Look
from hoso.office import Office
from signing import cades
from signing.before import Caution, checked_cautions
from signing.keys.port import Signer
from signing.levels import Level
from signing.pades.raise_level import raise_pdf
from signing.pades.sign import common_name, sign_pdf
from signing.wanted import Shortfall, Wanted

PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The signed PDF, or the signature that lies beside another file; the level reached, why it is not more, cautions."""

    data: bytes
    level: str
    signer: str
    shortfall: Shortfall | None
    cautions: tuple[Caution, ...]


def is_pdf(data: bytes) -> bool:
    """Whether a signature can be put into it."""
    return PDF in data[:1024]


def sign_file(office: Office, data: bytes, *, role: Role, officer: str, look: Look, level: Level) -> SignedFile:
    """Sign with a key of this office. What the certificate's check and the level came to is told, never hidden.

    A certificate that may not sign and a file with prepared content are refused.
    """
    signatures, at = office.signatures, office.clock()
    signer = signatures.officer(officer) if role is Role.OFFICER else signatures.agency()
    gatherer = signatures.gatherer()
    cautions = checked_cautions(signer, gatherer, at)
    wanted = Wanted(level, gatherer, degrade=True)
    if not is_pdf(data):
        return _beside(office, data, signer, wanted, cautions)
    name = common_name(signer)
    mark = look.appearance(role, name, at, office.settings.font)
    done = sign_pdf(data, signer, signatures.timestamper, appearance=mark, at=at, wanted=wanted)
    told = (*cautions, *((Caution.MARK_COVERS,) if done.covers else ()))
    return SignedFile(done.data, done.level, done.signer, done.shortfall, told)


def _beside(office: Office, data: bytes, signer: Signer, wanted: Wanted, cautions: tuple[Caution, ...]) -> SignedFile:
    done = cades.sign_detached(data, signer, office.signatures.timestamper, at=office.clock(), wanted=wanted)
    return SignedFile(done.cms, done.level, common_name(signer), done.shortfall, cautions)


def raise_file(office: Office, data: bytes, content: bytes | None, level: Level) -> bytes:
    """A signed PDF, or a signature over ``content``, at that level; an error where that cannot be had now."""
    signatures, at = office.signatures, office.clock()
    wanted = Wanted(level, signatures.gatherer())
    if is_pdf(data):
        return raise_pdf(data, signatures.timestamper, at=at, wanted=wanted)
    if content is None:
        raise UsageError("What the signature is over is not beside it.", remedy="Name it with --content.")
    return cades.raise_detached(data, content, signatures.timestamper, at=at, wanted=wanted).cms
