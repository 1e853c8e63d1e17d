"""Older and odder kinds of signature in PDFs: judged for what they are, never more."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from io import BytesIO

import pytest
from asn1crypto import cms, core
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from signing_office import AT, Office
from signing_papers import blank_page, flipped, gap
from test_signing_levels import signed_at

from dossier.judgement import FileJudgement, Indication, SignatureJudgement, Verdict
from signing.cms.build import container, sign_digest
from signing.judge.lane import check_signatures
from signing.judge.pdf import judge_pdf
from signing.levels import Level


def judge(pdf: bytes, office: Office) -> SignatureJudgement:
    return judge_pdf(pdf, office.trust, file="x.pdf", now=office.now).signatures[0]


def held(office: Office, sub_filter: str, make: Callable[[bytes], bytes], *, certificate: bytes | None = None) -> bytes:
    """A page with a signature of that kind; ``make`` gets the signed bytes."""
    writer = IncrementalPdfFileWriter(BytesIO(blank_page()))
    embedding = PdfCMSEmbedder(SigFieldSpec("Old")).write_cms("Old", writer)
    next(embedding)
    value = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.ADOBE_PKCS7_DETACHED, AT, bytes_reserved=16000)
    value[pdf_name("/SubFilter")] = pdf_name(f"/{sub_filter}")
    if certificate is not None:
        value[pdf_name("/Cert")] = generic.ByteStringObject(certificate)
    embedding.send(SigObjSetup(sig_placeholder=value))
    _, output = embedding.send(SigIOSetup(md_algorithm="sha256"))
    whole = output.getvalue()
    low, high = gap(whole)
    embedding.send(make(whole[:low] + whole[high:]))
    return output.getvalue()


def enclosing(office: Office, content: bytes) -> bytes:
    """A CMS that holds what it is over."""
    signature = sign_digest(office.agency, hashlib.sha256(content).digest())
    info = cms.ContentInfo.load(container(signature))
    info["content"]["encap_content_info"] = {"content_type": "data", "content": content}
    return info.dump(force=True)


def test_a_cms_over_the_sha1_of_the_file_is_intact_and_too_weak(office: Office) -> None:
    pdf = held(office, "adbe.pkcs7.sha1", lambda signed: enclosing(office, hashlib.sha1(signed).digest()))  # noqa: S324
    found = judge(pdf, office)
    assert found.intact
    assert (found.indication, found.sub_indication) == (Indication.INDETERMINATE, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE")


def test_a_cms_over_the_sha1_of_another_file_has_failed(office: Office) -> None:
    found = judge(held(office, "adbe.pkcs7.sha1", lambda _: enclosing(office, bytes(20))), office)
    assert (found.intact, found.sub_indication) == (False, "HASH_FAILURE")


def bare(office: Office, hashed: hashes.HashAlgorithm) -> bytes:
    key = office.agency.key

    def make(signed: bytes) -> bytes:
        return core.OctetString(key.sign(signed, padding.PKCS1v15(), hashed)).dump()

    certificate = office.agency.chain[0].public_bytes(Encoding.DER)
    return held(office, "adbe.x509.rsa_sha1", make, certificate=certificate)


@pytest.mark.parametrize("hashed", [hashes.SHA1(), hashes.SHA256()])  # noqa: S303
def test_a_bare_value_is_intact_and_without_time(rsa_office: Office, hashed: hashes.HashAlgorithm) -> None:
    found = judge(bare(rsa_office, hashed), rsa_office)
    assert (found.intact, found.level, found.timestamped_at) == (True, "CMS", None)


def test_a_bare_value_over_changed_bytes_has_failed(rsa_office: Office) -> None:
    found = judge(flipped(bare(rsa_office, hashes.SHA256()), 20), rsa_office)
    assert found.indication is Indication.TOTAL_FAILED


def doubled(office: Office, signed: bytes, *, spoil: bool = False) -> bytes:
    """Two SignerInfos in one CMS, the second perhaps wrong."""
    digest = hashlib.sha256(signed).digest()
    first, second = (
        cms.ContentInfo.load(container(sign_digest(each, digest))) for each in (office.agency, office.officer)
    )
    infos = [first["content"]["signer_infos"][0], second["content"]["signer_infos"][0]]
    if spoil:
        infos[1]["signature"] = flipped(infos[1]["signature"].native, 12)
    first["content"]["signer_infos"] = infos
    first["content"]["certificates"] = [*first["content"]["certificates"], *second["content"]["certificates"]]
    return first.dump(force=True)


def test_two_signers_in_one_signature_are_intact_and_never_valid(office: Office) -> None:
    found = judge(held(office, "adbe.pkcs7.detached", lambda signed: doubled(office, signed)), office)
    assert (found.intact, found.indication) == (True, Indication.INDETERMINATE)
    assert "several_signers" in {each.code for each in found.reasons}


def test_one_wrong_signer_of_two_makes_it_fail(office: Office) -> None:
    pdf = held(office, "adbe.pkcs7.detached", lambda signed: doubled(office, signed, spoil=True))
    assert judge(pdf, office).indication is Indication.TOTAL_FAILED


def with_frame(office: Office, change: Callable[[bytes], bytes]) -> FileJudgement:
    """A signature whose CMS was changed where no signature covers it."""
    signed = office.sign(blank_page())
    low, high = gap(signed)
    der = bytes.fromhex(signed[low + 1 : high - 1].decode())
    room = len(der)
    changed = change(der.rstrip(b"\0")).ljust(room, b"\0").hex()
    changed = changed.upper() if any(64 < each < 91 for each in signed[low + 1 : high - 1]) else changed
    return judge_pdf(
        signed[: low + 1] + changed.encode() + signed[high - 1 :], office.trust, file="x.pdf", now=office.now
    )


def test_a_frame_that_is_left_alone_is_valid(office: Office) -> None:
    assert with_frame(office, lambda der: der).verdict is Verdict.VALID


@pytest.mark.parametrize("at", [1, 2, 3, 5, 20, 25, 30, 35, 45, 50])
def test_no_byte_of_the_frame_may_change(office: Office, at: int) -> None:
    for bit in range(8):
        found = with_frame(office, lambda der, bit=bit: der[:at] + bytes((der[at] ^ 1 << bit,)) + der[at + 1 :])
        assert found.verdict is not Verdict.VALID, bit


def test_the_fast_lane_says_the_same_of_digest_and_value(office: Office, rsa_office: Office) -> None:
    for each in (office, rsa_office):
        twice = each.certify(each.sign(blank_page()))
        assert [one.intact for one in check_signatures(twice)] == [True, True]
        assert [one.intact for one in check_signatures(flipped(twice, 20))] == [False, False]


def test_the_fast_lane_finds_nothing_in_rubbish() -> None:
    assert check_signatures(b"") == ()
    assert [one.intact for one in check_signatures(b"/ByteRange [0 4 9 1]<zz>0")] == [False]


def test_no_bit_of_an_archived_signature_may_change_unseen(office: Office) -> None:
    """In no gap either: what a time stamp brings with it beside its signature has a meaning too."""
    archived = signed_at(office, Level.B_LTA).data
    rng = random.Random(9)
    for which in (0, 1):
        low, high = gap(archived, which)
        used = len(bytes.fromhex(archived[low + 1 : high - 1].decode()).rstrip(b"\0"))
        for _ in range(150):
            at = low + 1 + 2 * rng.randrange(used)
            digit = int(archived[at : at + 1], 16) ^ (1 << rng.randrange(4))
            spelt = b"%x" % digit if archived[low + 1 : high - 1].islower() else b"%X" % digit
            changed = archived[:at] + spelt + archived[at + 1 :]
            found = judge_pdf(changed, office.trust, file="x.pdf", now=office.now)
            assert found.verdict is not Verdict.VALID, at
