"""Judgements per second and core beside pyHanko's, and the published validation PDFs of esig/dss.

The PDFs are read from a copy of that repository, named by ``HOSO_DSS`` (a checkout or a bare clone), with the verdicts of
``HOSO_DSS_TRUTH`` (default: ``../shared/corpora/dss-dev.jsonl``); without them that part is left out and said to be.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from bench.path.tables import Table
from bench.signing.paper import paper
from bench.signing.rate import rate
from dossier.judgement import FileJudgement, Indication, Verdict
from signing.authority.development import DevelopmentAuthority, KeyKind, open_authority
from signing.judge.isolated import IsolatedJudge
from signing.judge.lane import check_signatures
from signing.judge.pdf import judge_pdf
from signing.judge.trust import TrustStore, trust_of
from signing.levels import Level
from signing.pades.sign import sign_pdf
from signing.status.gather import Gatherer
from signing.status.listed import ListedStatus
from signing.tsa.issuing import IssuingTimeStamper
from signing.wanted import Wanted

_ROOT = Path(__file__).parents[2]
_TRUTH = _ROOT.parent / "shared" / "corpora" / "dss-dev.jsonl"
_KINDS = {KeyKind.P256: "P-256", KeyKind.RSA2048: "RSA-2048"}
_SLOW = 5.0


def tables(seconds: float) -> Iterator[Table]:
    """``seconds`` of processor time for each figure."""
    logging.disable(logging.CRITICAL)  # pyHanko prints what it does not like; here that is counted
    warnings.simplefilter("ignore")
    try:
        yield _rates(seconds)
        yield from _corpus()
    finally:
        logging.disable(logging.NOTSET)
        warnings.resetwarnings()


def _rates(seconds: float) -> Table:
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for kind, label in _KINDS.items():
            authority = open_authority(Path(name) / kind, kind)
            rows += [_rate(authority, f"{label} {level}", level, seconds) for level in Level]
    head = ("key and level", "hoso, in full /s", "pyHanko /s", "times pyHanko", "crypto lane /s")
    return Table("Judgements per second and core (to reach: 140 in full, 1500 in the crypto lane)", head, rows)


def _rate(authority: DevelopmentAuthority, label: str, level: Level, seconds: float) -> tuple[str, ...]:
    trust = trust_of([authority.root, *authority.revocation_lists], development=True)
    wanted = Wanted(level, Gatherer(trust, ListedStatus(lambda: trust.revocation_lists)))
    stamper = IssuingTimeStamper(authority.time_stamper())
    at = datetime.now(UTC)
    pdf = sign_pdf(paper(), authority.agency(), stamper, appearance=None, at=at, wanted=wanted).data
    now = datetime.now(UTC)
    assert judge_pdf(pdf, trust, file="", now=now).verdict is Verdict.VALID
    assert all(each.intact for each in check_signatures(pdf))
    root = asn1_x509.Certificate.load(trust.anchors[0].public_bytes(Encoding.DER))
    own = rate(lambda: judge_pdf(pdf, trust, file="", now=now), seconds)
    other = rate(lambda: _validated(pdf, root), seconds)
    lane = rate(lambda: check_signatures(pdf), seconds)
    return label, f"{own:.0f}", f"{other:.0f}", f"{own / other:.1f}", f"{lane:.0f}"


def _validated(pdf: bytes, root: asn1_x509.Certificate | None) -> list[bool]:
    """pyHanko's word on each signature that it lists."""
    reader = PdfFileReader(BytesIO(pdf))
    found = []
    for each in reader.embedded_signatures:
        context = ValidationContext(trust_roots=[] if root is None else [root], allow_fetching=False)
        if each.sig_object_type == "/DocTimeStamp":
            stamp = validate_pdf_timestamp(each, context)
            found.append(stamp.intact and stamp.valid)
        else:
            status = validate_pdf_signature(each, context)
            found.append(bool(status.intact and status.valid and status.docmdp_ok) and not _is_modified(status))
    return found


def _is_modified(status: object) -> bool:
    level = getattr(status, "modification_level", None)
    return level is not None and level.name == "OTHER"


@dataclass(frozen=True, slots=True)
class _Case:
    """A published file and what is expected of it."""

    name: str
    data: bytes
    expected: str


def _corpus() -> Iterator[Table]:
    cases = list(_cases())
    if not cases:
        yield Table("Validation PDFs of esig/dss", ("",), [("left out: HOSO_DSS names no copy of esig/dss",)])
        return
    ours, theirs = Counter[str](), Counter[str]()
    remarkable = []
    with_limits = IsolatedJudge()
    now = datetime.now(UTC)
    for case in cases:
        begun = time.perf_counter()
        judged = with_limits.pdf(case.data, TrustStore(), file=case.name, now=now)
        spent = time.perf_counter() - begun
        own = _scored(case.expected, _said(judged))
        ours[own] += 1
        theirs[_scored(case.expected, _pyhanko_said(case.data))] += 1
        if own not in {"agrees", "nothing to compare"} or spent > _SLOW:
            remarkable.append((case.name, case.expected, judged.verdict.value, own, f"{spent:.1f} s"))
    with_limits.close()
    kinds = (
        "agrees",
        "false accept",
        "false refusal",
        "doubt about an intact file",
        "untyped error",
        "nothing to compare",
    )
    rows = [(kind, str(ours[kind]), str(theirs[kind])) for kind in kinds]
    intact = sum(each.expected == "INTACT" for each in cases)
    rows.append(
        ("false refusals of intact files", *(f"{each['false refusal'] / intact:.1%}" for each in (ours, theirs)))
    )
    yield Table(
        f"{len(cases)} validation PDFs of esig/dss, {intact} of them intact", ("", "hoso", "pyHanko, strict"), rows
    )
    yield Table("Where hoso differs", ("file", "expected", "verdict", "that is", "time"), remarkable)


def _said(judged: FileJudgement) -> str:
    """``accepted`` as intact and unchanged, ``refused``, ``doubted``, ``none``; nobody is trusted here."""
    if judged.verdict is Verdict.NO_SIGNATURE:
        return "none"
    if judged.verdict in {Verdict.REFUSED, Verdict.INVALID}:
        return "refused"
    sound = all(
        each.intact and each.modification != "forbidden" and each.indication is not Indication.TOTAL_FAILED
        for each in judged.signatures
    )
    return "accepted" if sound else "doubted"


def _pyhanko_said(data: bytes) -> str:
    try:
        found = _validated(data, None)
    except Exception as error:  # noqa: BLE001  counted: what escapes untyped is one of the figures
        return "refused" if type(error).__module__.startswith("pyhanko") else "error"
    if not found:
        return "none"
    return "accepted" if all(found) else "refused"


def _scored(expected: str, said: str) -> str:
    if said == "error":
        return "untyped error"
    match expected:
        case "INTACT":
            return {"accepted": "agrees", "doubted": "doubt about an intact file"}.get(said, "false refusal")
        case "BROKEN" | "INTACT_BUT_MODIFIED" | "REJECT":
            return "false accept" if said == "accepted" else "agrees"
        case "NO_SIGNATURE":
            return "agrees" if said == "none" else "false accept"
    return "nothing to compare"


def _cases() -> Iterator[_Case]:
    copy, truth = os.environ.get("HOSO_DSS"), Path(os.environ.get("HOSO_DSS_TRUTH", _TRUTH))
    if not copy or not truth.is_file():
        return
    for line in truth.read_text(encoding="utf-8").splitlines():
        plain = json.loads(line)
        if not plain.get("_meta"):
            yield _Case(plain["file"], _file(Path(copy), plain["path"]), plain["integrity_class"] or "")


def _file(copy: Path, path: str) -> bytes:
    """From a checkout, or from the newest commit of a bare clone."""
    if (copy / path).is_file():
        return (copy / path).read_bytes()
    return subprocess.run(["git", "-C", copy, "show", f"HEAD:{path}"], capture_output=True, check=True).stdout
