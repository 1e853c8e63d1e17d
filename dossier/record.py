"""The record: everything the system knows of a dossier, growing step by step until it is sealed.

The names are the contract's (``hoso.record/1``). Files hold their digests; large things lie in the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dossier.codes import DossierCode
from dossier.cover import Cover
from dossier.digest import Digest
from dossier.errors import UsageError
from dossier.identification import Identification
from dossier.judgement import Reason, SignatureJudgement
from dossier.page import Box, PageFault, PageImage

CONTRACT = "hoso.record/1"


class Profile(StrEnum):
    """Who signs the copies: the scanning officer (top left) or the archiving agency (top right)."""

    COUNTER = "counter"
    ARCHIVE = "archive"


class Policy(StrEnum):
    """What passes without a person: nothing at the counter, sure fields in a batch."""

    COUNTER = "counter"
    BATCH = "batch"


class Status(StrEnum):
    """Where a dossier stands for whoever reads its record."""

    IN_PROGRESS = "in_progress"
    IN_REVIEW = "in_review"
    SEALED = "sealed"
    ARCHIVED = "archived"
    REFUSED = "refused"
    FAILED = "failed"


class Source(StrEnum):
    """Where a field's value comes from."""

    PRINT = "print"
    QR = "qr"
    MRZ = "mrz"
    CHIP = "chip"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """Where the paper lies in an archive, as the archive writes it: phông, mục lục, hộp, hồ sơ. None: not said."""

    fonds: str | None = None
    catalogue: str | None = None
    box: str | None = None
    file: str | None = None

    @classmethod
    def parse(cls, text: str) -> ArchivePlace:
        """``fonds/catalogue/box/file``; later parts may be left out, any may be empty. ``UsageError`` for more parts."""
        parts = [part.strip() or None for part in text.split("/")]
        if len(parts) > len(cls.__slots__):
            raise UsageError("A place in an archive has at most four parts.", remedy="fonds/catalogue/box/file")
        return cls(*parts)


_NOWHERE = ArchivePlace()


@dataclass(frozen=True, slots=True)
class Head:
    """What was said at intake. ``name`` is the folder's or file's name then; times are RFC 3339 with offset."""

    code: DossierCode
    procedure: str | None
    unit: str
    officer: str
    profile: Profile
    policy: Policy
    received_at: str
    name: str
    archive: ArchivePlace = _NOWHERE


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as received. ``words`` is the digest of what the machine read in it (a side-car of the package).

    ``covers``: the separator sheets that lay in it.
    """

    file: str
    sha256: Digest
    media_type: str
    size: int
    pages: int = 0
    page_images: tuple[PageImage, ...] = ()
    faults: tuple[PageFault, ...] = ()
    blank_pages: tuple[int, ...] = ()
    covers: tuple[Cover, ...] = ()
    signatures: tuple[SignatureJudgement, ...] = ()
    words: Digest | None = None


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page of a received file, counted from 1."""

    file: str
    page: int


@dataclass(frozen=True, slots=True)
class Field:
    """One value: in normal form, as literally read, how sure (a probability), and where on which page."""

    value: str | tuple[str, ...] | None
    text: str
    confidence: float
    file: str | None
    page: int | None
    box: Box | None
    source: Source
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True)
class CopySignature:
    """The signature on a copy: conformance level reached, the signer's common name, signing time (RFC 3339)."""

    level: str
    signer: str
    signed_at: str


@dataclass(frozen=True, slots=True)
class Copy:
    """The PDF/A copy of a document; ``signature`` is None until it is signed."""

    file: str
    sha256: Digest
    signature: CopySignature | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Attributes:
    """The minimum that TT 01/2023/TT-VPCP Art. 9-10 wants to be known of a digitised paper."""

    result_code: str | None = None
    type_code: str | None = None
    title: str | None = None
    owner_id: str | None = None
    abstract: str | None = None
    number: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    valid_until: str | None = None
    scope: str | None = None
    digitise_basis: str = "prior_result"


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of the dossier. ``former_copies`` are superseded; a paper already signed has no copy of ours."""

    type: str
    confidence: float
    pages: tuple[PageRef, ...]
    ordinal: int
    attributes: Attributes = Attributes()
    copy: Copy | None = None
    former_copies: tuple[Copy, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """Something a person must look at; ``document`` counts from 0 in ``Record.documents``."""

    code: str
    message: str
    message_vi: str
    document: int | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in PREMIS's sense. ``detail`` holds no personal data."""

    type: str
    at: str
    by: str
    outcome: str
    detail: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seal:
    """Digests of the sealed bytes in the working store: record, CMS, signature value, time-stamp token."""

    record: Digest
    cms: Digest
    signature: Digest
    timestamp: Digest


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Where the package stands in the transparency log, and the checkpoint that proved it."""

    index: int
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Package:
    """Where the archived package lies; ``version_id`` only where the store versions its objects."""

    key: str
    sha256: Digest
    version: int
    version_id: str | None = None
    log: LogEntry | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A dossier, as far as it has come."""

    head: Head
    status: Status
    files: tuple[SourceFile, ...]
    documents: tuple[Document, ...] = ()
    identity: tuple[Identification, ...] = ()
    review: tuple[ReviewItem, ...] = ()
    refusal: tuple[Reason, ...] = ()
    events: tuple[Event, ...] = ()
    seal: Seal | None = None
    package: Package | None = None
