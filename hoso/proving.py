"""Evidence records as proof of age: what a package holds is judged as of the time at which the package is proven."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from dossier.errors import HosoError
from dossier.judgement import FileJudgement, Indication, SignatureJudgement, Verdict, verdict_of, worst
from hoso.office import Office
from signing.evidence import keeping, validation
from signing.evidence.batch import Batch, record_of
from signing.judge.evidence import Evidence
from signing.judge.records import judge_record
from signing.judge.trust import TrustStore
from storage import package
from storage.database import ArchivedPackage
from storage.evidence import FILES, VALIDATION, EvidenceObjects, Generation

RECORD = "evidence.er"
_SIGNED = ("data/copy/", "data/record.p7s", "data/record.tst")
Judge = Callable[[TrustStore], FileJudgement]


@dataclass(frozen=True, slots=True)
class Covered:
    """A batch that is about a package, and the package's place in it."""

    generation: Generation
    batch: Batch
    place: int


def covering(office: Office, archived: ArchivedPackage) -> Covered | None:
    """The newest evidence about an archived package; None without any.

    Reads that one batch, however many there are; which it is stands in the database, which ``hoso renew`` keeps complete.
    """
    objects = EvidenceObjects(office.store)
    for cover in reversed(office.coverage.of(archived.key, archived.sha256)):
        generation = objects.generation(cover.batch)
        if generation is not None:
            return Covered(generation, keeping.load(objects.state(generation)), cover.place)
    return None


def judged_as_of(
    judge: Judge, data: bytes, record: SignatureJudgement, trust: TrustStore, more: Evidence
) -> FileJudgement:
    """Judge a package again, as of the time at which ``record`` proves its bytes ``data``; ``more`` was proven with it.

    The verdict is no better than the record's.
    """
    at = datetime.fromisoformat(record.timestamped_at or "")
    known = Evidence(since=dict.fromkeys(_signed_pieces(data), at)).joined(more.known_at(at))
    judged = judge(trust.joined(TrustStore(evidence=known)))
    return replace(judged, verdict=worst((judged.verdict, verdict_of((record,)))))


def proves(record: SignatureJudgement) -> bool:
    """Whether a judged evidence record proves a time."""
    return record.indication is Indication.TOTAL_PASSED and record.timestamped_at is not None


def with_evidence(
    office: Office, archived: ArchivedPackage, data: bytes, trust: TrustStore, judge: Judge
) -> FileJudgement:
    """Judge; what is open for want of a time is judged again as of the evidence that ``hoso renew`` keeps.

    The evidence record then stands among the signatures.
    """
    judged = judge(trust)
    if judged.verdict is not Verdict.INDETERMINATE:
        return judged
    try:
        found = covering(office, archived)
        if found is None:
            return judged
        record = _judged(office, found, found.place, data, trust)
        if not proves(record):
            return judged
        again = judged_as_of(judge, data, record, trust, _validation(office, found, trust))
        return replace(again, signatures=(*again.signatures, record))
    except HosoError:
        return judged  # evidence that cannot be read proves nothing; `hoso renew` tells what is wrong with it


def _judged(office: Office, found: Covered, place: int, data: bytes, trust: TrustStore) -> SignatureJudgement:
    return judge_record(record_of(found.batch, place), data, trust, name=RECORD, now=office.clock())


def _validation(office: Office, found: Covered, trust: TrustStore) -> Evidence:
    """The batch's validation data, if it is proven to be as old as the packages."""
    held = validation_of(office, found)
    return Evidence() if held is None else proven_validation(*held, trust, now=office.clock())


def validation_of(office: Office, found: Covered) -> tuple[bytes, bytes] | None:
    """The batch's validation data and the evidence record about them; None for a batch that has none."""
    objects, name = EvidenceObjects(office.store), found.generation.id
    kept = [each for each in FILES if objects.has(name, each)]
    if VALIDATION not in kept:
        return None
    place = len(objects.members(name)) + kept.index(VALIDATION)
    return objects.get(name, VALIDATION), record_of(found.batch, place)


def proven_validation(data: bytes, record: bytes, trust: TrustStore, *, now: datetime) -> Evidence:
    """Validation data that ``record`` proves to be old; nothing where it does not, or where they cannot be read."""
    judged = judge_record(record, data, trust, name=VALIDATION, now=now)
    try:
        return validation.load(data) if proves(judged) else Evidence()
    except HosoError:
        return Evidence()


def _signed_pieces(data: bytes) -> Iterable[bytes]:
    """Digests of what is judged in a package: each is as old as the package."""
    contents = package.read(data)
    return (sha256(content).digest() for path, content in contents.payload.items() if path.startswith(_SIGNED))
