"""Signatures per second and core for each key and level, beside pyHanko's own signer with the same keys."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bench.path.tables import Table
from bench.signing.paper import paper
from bench.signing.rate import rate
from signing.authority.development import DevelopmentAuthority, KeyKind, open_authority
from signing.cades import sign_detached
from signing.evidence.batch import begin
from signing.judge.trust import TrustStore, trust_of
from signing.keys.local import LocalSigner
from signing.levels import Level
from signing.pades.appearance import Appearance, officer_appearance
from signing.pades.sign import sign_pdf
from signing.status.gather import Gatherer
from signing.status.listed import ListedStatus
from signing.tsa.issuing import IssuingTimeStamper
from signing.wanted import Wanted

FONT = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")
TARGET = 200.0
_BATCH = 10_000
_TARGETED = (KeyKind.P256, KeyKind.RSA2048)
_NAMES = {
    KeyKind.P256: "P-256",
    KeyKind.RSA2048: "RSA-2048",
    KeyKind.RSA3072: "RSA-3072",
    KeyKind.ML_DSA_65: "ML-DSA-65",
}


@dataclass(frozen=True, slots=True)
class Office:
    """One authority's signer, stamper and trust."""

    signer: LocalSigner
    stamper: IssuingTimeStamper
    trust: TrustStore

    def wanted(self, level: Level) -> Wanted:
        """``level`` with the office's own revocation lists."""
        return Wanted(level, Gatherer(self.trust, ListedStatus(lambda: self.trust.revocation_lists)))


def tables(seconds: float) -> Iterator[Table]:
    """``seconds`` of processor time for each figure."""
    logging.getLogger("pyhanko").setLevel(logging.ERROR)  # it warns of each signature that it may not fetch
    pdf, at = paper(), datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        offices = {kind: _office(Path(name) / kind, kind) for kind in _NAMES}
        rows = [_row(kind, level, offices[kind], pdf, at, seconds) for kind, level in _cases()]
        p256 = offices[KeyKind.P256]
        yield _targets(rows)
        head = (
            "key and level",
            "hoso /s",
            "visible /s",
            "free place /s",
            "pyHanko /s",
            "times pyHanko",
            "detached CAdES /s",
        )
        yield Table(
            f"Signatures per second and core, {len(pdf) // 1000} kB of three pages", head, [_shown(row) for row in rows]
        )
        stamps = rate(lambda: p256.stamper.stamp(b"x" * 64), seconds)
        digests = [sha256(str(number).encode()).digest() for number in range(_BATCH)]
        sealed = rate(lambda: begin(digests, p256.stamper), seconds)
        parts = [
            ("RFC 3161 token of the development authority, asked and judged", f"{stamps:.0f}"),
            (
                f"objects under one RFC 4998 time stamp, {_BATCH} at once, their digests at hand",
                f"{sealed * _BATCH:.0f}",
            ),
        ]
        yield Table("Of which, and in batches", ("part", "/s"), parts)


@dataclass(frozen=True, slots=True)
class Row:
    """Rates of one key and level: invisible, in the very corner, in a free place of a page that is drawn first.

    pyHanko's (invisible) is missing where it has no signer.
    """

    kind: KeyKind
    level: Level
    own: float
    visible: float
    clear: float
    pyhanko: float | None
    detached: float


def _cases() -> Iterator[tuple[KeyKind, Level]]:
    for kind in _NAMES:
        for level in Level:
            if level is Level.B_B or kind in _TARGETED:
                yield kind, level


def _office(folder: Path, kind: KeyKind) -> Office:
    authority = open_authority(folder, KeyKind.P256 if kind is KeyKind.ML_DSA_65 else kind)
    trust = trust_of([authority.root, *authority.revocation_lists], development=True)
    return Office(_signer(authority, kind), IssuingTimeStamper(authority.time_stamper()), trust)


def _signer(authority: DevelopmentAuthority, kind: KeyKind) -> LocalSigner:
    return authority.second_seal() if kind is KeyKind.ML_DSA_65 else authority.officer("bench")


def _row(kind: KeyKind, level: Level, office: Office, pdf: bytes, at: datetime, seconds: float) -> Row:
    wanted = office.wanted(level)
    clear = officer_appearance("Nguyễn Thị Mẫu", at, FONT)
    corner = replace(clear, keep_clear=False)

    def own(appearance: Appearance | None) -> bytes:
        return sign_pdf(pdf, office.signer, office.stamper, appearance=appearance, at=at, wanted=wanted).data

    def detached() -> object:
        return sign_detached(pdf, office.signer, office.stamper, at=at, wanted=wanted)

    _check(own(clear), office, kind)
    theirs = _theirs(office, level, pdf) if kind in _TARGETED or kind is KeyKind.RSA3072 else None
    return Row(
        kind,
        level,
        rate(lambda: own(None), seconds),
        rate(lambda: own(corner), seconds),
        rate(lambda: own(clear), seconds),
        None if theirs is None else rate(theirs, seconds),
        rate(detached, seconds),
    )


def _check(pdf: bytes, office: Office, kind: KeyKind) -> None:
    """What is counted is what pyHanko calls valid, intact and trusted."""
    if kind is KeyKind.ML_DSA_65:
        return
    found = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[0]
    context = ValidationContext(trust_roots=[_asn1(office.trust.anchors[0].public_bytes(Encoding.DER))])
    assert validate_pdf_signature(found, context, ts_validation_context=context).bottom_line


class SameStamper(TimeStamper):
    """Our authority as pyHanko asks one: both wait for the same tokens."""

    def __init__(self, stamper: IssuingTimeStamper) -> None:
        super().__init__()
        self._stamper = stamper

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer to the same question."""
        return tsp.TimeStampResp.load(self._stamper.answer(req.dump()))


def _theirs(office: Office, level: Level, pdf: bytes) -> Callable[[], object]:
    """pyHanko's signer as its documentation shows it, with PSS for RSA."""
    own, *issuers = (_asn1(each.public_bytes(Encoding.DER)) for each in office.signer.chain)
    root = _asn1(office.trust.anchors[0].public_bytes(Encoding.DER))
    signer = SimpleSigner(own, _asn1_key(office.signer), _store([*issuers, root]), prefer_pss=True)
    stamper = SameStamper(office.stamper)
    lists = [each.public_bytes(Encoding.DER) for each in office.trust.revocation_lists]

    def sign() -> object:
        context = ValidationContext(trust_roots=[root], crls=lists, other_certs=issuers, allow_fetching=False)
        metadata = PdfSignatureMetadata(
            field_name="Signature1",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            validation_context=context if level.holds(Level.B_LT) else None,
            embed_validation_info=level.holds(Level.B_LT),
            use_pades_lta=level is Level.B_LTA,
        )
        pdf_signer = PdfSigner(metadata, signer, timestamper=stamper if level.holds(Level.B_T) else None)
        return asyncio.run(pdf_signer.async_sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))))

    return sign


def _asn1(der: bytes) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(der)


def _asn1_key(signer: LocalSigner) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(signer.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def _store(certificates: list[asn1_x509.Certificate]) -> SimpleCertificateStore:
    store = SimpleCertificateStore()
    store.register_multiple(certificates)
    return store


def _targets(rows: list[Row]) -> Table:
    reached = [row for row in rows if row.kind in _TARGETED and row.level is Level.B_B]
    lines = [
        (f"B-B with {_NAMES[row.kind]}, per second and core", f"{row.own:.0f}", f"≥ {TARGET:.0f}", _word(row.own))
        for row in reached
    ]
    return Table("Targets of signing", ("", "measured", "target", ""), lines)


def _word(value: float) -> str:
    return "met" if value >= TARGET else "missed"


def _shown(row: Row) -> tuple[str, ...]:
    theirs = "" if row.pyhanko is None else f"{row.pyhanko:.1f}"
    times = "" if row.pyhanko is None else f"{row.own / row.pyhanko:.0f}"
    name = f"{_NAMES[row.kind]}, {row.level}"
    return name, f"{row.own:.0f}", f"{row.visible:.0f}", f"{row.clear:.0f}", theirs, times, f"{row.detached:.0f}"
