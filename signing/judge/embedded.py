"""The kinds of signature that a PDF may hold (ISO 32000-1, table 257; EN 319 142-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from asn1crypto import core

from dossier.judgement import Indication
from signing.judge import crypto
from signing.judge.certificates import read_certificate
from signing.judge.malformed import Malformed, reading
from signing.judge.parts import bare_parts, take_all_apart
from signing.judge.pdf_signatures import FoundSignature
from signing.judge.reasons import reason
from signing.judge.signature import CmsJudgement, Piece, judge_cms, judge_parts
from signing.judge.surroundings import Surroundings
from signing.judge.trust import TrustStore

_DETACHED = {"ETSI.CAdES.detached", "adbe.pkcs7.detached"}
# What programs have written into a value of the name adbe.x509.rsa_sha1.
_BARE_HASHES = ("sha1", "sha256", "sha384", "sha512")


def judge_embedded(
    found: FoundSignature,
    contents: bytes,
    pieces: Sequence[Piece],
    trust: TrustStore,
    now: datetime,
    around: Surroundings,
) -> CmsJudgement:
    """Judge what the gap holds by the kind that the dictionary names; of an unknown kind nothing is believed."""
    match found.sub_filter:
        case kind if kind in _DETACHED:
            return judge_cms(contents, pieces, trust, now, around)
        case "adbe.pkcs7.sha1":
            return _enclosed(contents, pieces, trust, now, around)
        case "adbe.x509.rsa_sha1":
            return _bare(found, contents, pieces, trust, now, around)
    judged = judge_cms(contents, pieces, trust, now, around)
    told = reason("unknown_sub_filter", detail=found.sub_filter or "none")
    if not judged.intact:
        # What such a signature is over nobody knows: that it is not over this proves nothing.
        return replace(judged, indication=Indication.INDETERMINATE, sub_indication="FORMAT_FAILURE", reasons=(told,))
    return replace(
        judged, indication=Indication.INDETERMINATE, sub_indication="FORMAT_FAILURE", reasons=(told, *judged.reasons)
    )


def _enclosed(
    contents: bytes, pieces: Sequence[Piece], trust: TrustStore, now: datetime, around: Surroundings
) -> CmsJudgement:
    """adbe.pkcs7.sha1: the CMS is over the SHA-1 of the signed bytes, which it holds."""
    try:
        held = take_all_apart(contents)[0].content
    except Malformed:
        held = None
    if held is None:
        return judge_cms(contents, pieces, trust, now, around)
    judged = judge_cms(contents, (held,), trust, now, around)
    if held != crypto.digest("sha1", *pieces):
        failed = (reason("digest_differs"),)
        return CmsJudgement(Indication.TOTAL_FAILED, "HASH_FAILURE", False, failed, judged.parts)
    told = (*judged.reasons, reason("weak_algorithm", detail="sha1"))
    if judged.indication is Indication.TOTAL_PASSED:
        sub = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
        return replace(judged, indication=Indication.INDETERMINATE, sub_indication=sub, reasons=told)
    return replace(judged, reasons=told)


def _bare(
    found: FoundSignature,
    contents: bytes,
    pieces: Sequence[Piece],
    trust: TrustStore,
    now: datetime,
    around: Surroundings,
) -> CmsJudgement:
    """adbe.x509.rsa_sha1: an OCTET STRING with a PKCS#1 value; the certificates stand in the dictionary."""
    try:
        with reading("a signature value"):
            value = core.OctetString.load(contents, strict=True).native
        if found.certificate is None:
            raise Malformed("no certificate")
        signer = read_certificate(found.certificate)
        judged = [judge_parts(bare_parts(value, signer, each), pieces, trust, now, around) for each in _BARE_HASHES]
    except Malformed as error:
        told = (reason("malformed", detail=str(error)),)
        return CmsJudgement(Indication.INDETERMINATE, "FORMAT_FAILURE", False, told)
    return next((each for each in judged if each.intact), judged[0])
