"""What is said of a signature and of a whole file (EN 319 102-1 indications, Vietnamese verdicts)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Indication(StrEnum):
    """The three answers of EN 319 102-1."""

    TOTAL_PASSED = "TOTAL_PASSED"
    INDETERMINATE = "INDETERMINATE"
    TOTAL_FAILED = "TOTAL_FAILED"


class Verdict(StrEnum):
    """The answer about a whole input; the order of definition runs from best to worst."""

    VALID = "valid"
    NO_SIGNATURE = "no_signature"
    INDETERMINATE = "indeterminate"
    INVALID = "invalid"
    REFUSED = "refused"

    @property
    def vi(self) -> str:
        """The verdict as it is shown to a Vietnamese reader."""
        return _VERDICT_VI[self]


_VERDICT_VI = {
    Verdict.VALID: "HỢP LỆ",
    Verdict.NO_SIGNATURE: "KHÔNG CÓ CHỮ KÝ",
    Verdict.INDETERMINATE: "CHƯA ĐỦ CĂN CỨ",
    Verdict.INVALID: "KHÔNG HỢP LỆ",
    Verdict.REFUSED: "TỪ CHỐI",
}

_OF_INDICATION = {
    Indication.TOTAL_PASSED: Verdict.VALID,
    Indication.INDETERMINATE: Verdict.INDETERMINATE,
    Indication.TOTAL_FAILED: Verdict.INVALID,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a stable code and a sentence in English and in Vietnamese; ``field`` names the field it is about."""

    code: str
    message: str
    message_vi: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Algorithms:
    """Names as in certificates' usual short forms: ``sha256``, ``ecdsa``, ``rsassa_pss``, ``rsassa_pkcs1v15``."""

    digest: str
    signature: str


@dataclass(frozen=True, slots=True)
class SignatureJudgement:
    """One signature, judged. Times are RFC 3339 with offset. Names are the contract's (``hoso.verify/1``).

    ``coverage``: whole_file, whole_revision, partial, unclear. ``modification``: none, permitted, forbidden.
    ``certificate_from`` and ``certificate_until``: the term of the signer's certificate. ``signed_until``: how many bytes
    of the file it covers, 0 if that is not all from the first. ``pages``: those that later revisions changed, from 1.
    ``unanswered``: certificate and issuer (DER in Base64) of whose revocation nothing was to be learned.
    """

    field: str
    kind: str
    indication: Indication
    sub_indication: str | None
    intact: bool
    coverage: str
    modification: str
    level: str
    sub_filter: str | None
    signer: str | None
    issuer: str | None
    signed_at: str | None
    timestamped_at: str | None
    algorithms: Algorithms | None
    reasons: tuple[Reason, ...] = ()
    development: bool = False
    certificate_from: str | None = None
    certificate_until: str | None = None
    signed_until: int = 0
    pages: tuple[int, ...] = ()
    unanswered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PackageFindings:
    """What was found about an archived package besides its signatures; texts are shown as they are."""

    manifest: str
    record_seal: str
    log: str
    lock: str


@dataclass(frozen=True, slots=True)
class FileJudgement:
    """The verdict about one input; ``reasons`` are those of the whole, each signature carries its own."""

    file: str
    kind: str
    verdict: Verdict
    signatures: tuple[SignatureJudgement, ...] = ()
    package: PackageFindings | None = None
    reasons: tuple[Reason, ...] = ()
    development: bool = False


_BEST_FIRST = list(Verdict)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The gravest of several verdicts; of none, ``no_signature``."""
    return max(verdicts, key=_BEST_FIRST.index, default=Verdict.NO_SIGNATURE)


def verdict_of(signatures: Iterable[SignatureJudgement]) -> Verdict:
    """The verdict that the signatures of one file add up to: the worst of them, ``no_signature`` for none."""
    return worst(_OF_INDICATION[signature.indication] for signature in signatures)
