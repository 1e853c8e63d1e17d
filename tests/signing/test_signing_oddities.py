"""What honest programs do oddly and stays intact, and what only looks like it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import algos, cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from pikepdf import Array, Dictionary, Name
from signing_certified import signed_with
from signing_office import Office
from signing_papers import blank_page
from signing_updates import Update, updated
from test_signing_older import enclosing, held

from dossier.judgement import FileJudgement, Verdict
from signing.cms import der
from signing.cms.build import container, sign_digest
from signing.judge.crypto import digest, verifies
from signing.judge.frame import elements
from signing.judge.pdf import judge_pdf
from signing.judge.reasons import reason
from signing.judge.schemes import Scheme, hash_name, scheme_of
from signing.judge.sunsets import sunsets


def judge(pdf: bytes, office: Office) -> FileJudgement:
    return judge_pdf(pdf, office.trust, file="x.pdf", now=office.now)


def codes(found: FileJudgement) -> set[str]:
    return {each.code for each in (*found.reasons, *(each for one in found.signatures for each in one.reasons))}


# --- Encrypted files that everybody may read. ----------------------------------------------------------------------


def encrypted_and_signed(office: Office, *, spoil: bool = False) -> bytes:
    """With an empty password; the dictionary has no /Type, so that readers take its /Contents for an encrypted string."""
    plain = BytesIO()
    with pikepdf.open(BytesIO(blank_page())) as pdf:
        value = pdf.make_indirect(
            Dictionary(
                SubFilter=Name("/ETSI.CAdES.detached"),
                Filter=Name("/Adobe.PPKLite"),
                ByteRange=Array([0, 1234567890, 1234567890, 1234567890]),
                Contents=pikepdf.String(bytes(6000)),
            )
        )
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T="Signature1", V=value))
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), SigFlags=3))
        pdf.save(plain, encryption=pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False))
    data = plain.getvalue()
    place = re.search(rb"<[0-9a-f]{12000}>", data)
    assert place is not None
    ranges = b"[ 0 %010d %010d %010d ]" % (place.start(), place.end(), len(data) - place.end())
    data = re.sub(rb"\[ 0( 1234567890){3} \]", ranges, data)
    if spoil:
        data = data.replace(b"/Contents <", b"/Conten_s <")
    signature = sign_digest(office.agency, digest("sha256", data[: place.start()], data[place.end() :]))
    made = container(signature, timestamp=office.stamper.stamp(signature.value)).hex().encode()
    return data[: place.start()] + b"<" + made.ljust(12000, b"0") + b">" + data[place.end() :]


def test_a_signature_in_an_encrypted_file_that_everybody_may_open_is_judged(office: Office) -> None:
    assert judge(encrypted_and_signed(office), office).verdict is Verdict.VALID


def test_in_an_encrypted_file_the_gap_must_be_the_contents(office: Office) -> None:
    assert "contents_differ" in codes(judge(encrypted_and_signed(office, spoil=True), office))


# --- One dictionary in several fields. -----------------------------------------------------------------------------


def two_fields(pdf: bytes) -> bytes:
    """Two fields with one value, to be signed."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        value = opened.make_indirect(Dictionary())
        fields = [opened.make_indirect(Dictionary(FT=Name.Sig, T=name, V=value)) for name in ("One", "Two")]
        opened.Root.AcroForm = opened.make_indirect(Dictionary(Fields=Array(fields), SigFlags=3))
        opened.save(out)
    return out.getvalue()


def claimed_again(signed: bytes) -> bytes:
    """A further field that claims the signature, in a further revision."""

    def change(update: Update) -> None:
        form = update.pdf.Root.AcroForm
        again = update.add(Dictionary(FT=Name.Sig, T="Again", V=update.signature().V))
        form.Fields.append(again)
        update.touch(form if form.is_indirect else update.pdf.Root)

    return updated(signed, change)


def signed_into(pdf: bytes, office: Office) -> bytes:
    """The shared value is filled in, as a revision."""

    def change(update: Update) -> None:
        value = update.fields[0].V
        value.Type, value.SubFilter = Name.Sig, Name("/ETSI.CAdES.detached")
        value.Filter = Name("/Adobe.PPKLite")
        value.ByteRange = Array([0, 1234567890, 1234567890, 1234567890])
        value.Contents = pikepdf.String(bytes.fromhex("ff" * 6000))
        update.touch(value)

    data = updated(pdf, change)
    place = re.search(rb"<(?:ff){6000}>", data)
    assert place is not None
    ranges = b"[ 0 %010d %010d %010d ]" % (place.start(), place.end(), len(data) - place.end())
    data = re.sub(rb"\[ 0( 1234567890){3} \]", ranges, data)
    signature = sign_digest(office.agency, digest("sha256", data[: place.start()], data[place.end() :]))
    made = container(signature, timestamp=office.stamper.stamp(signature.value)).hex().encode()
    return data[: place.start()] + b"<" + made.ljust(12000, b"0") + b">" + data[place.end() :]


def test_a_signature_that_was_made_in_two_fields_is_intact_in_both(office: Office) -> None:
    found = judge(signed_into(two_fields(blank_page()), office), office)
    assert found.verdict is Verdict.VALID
    assert [each.field for each in found.signatures] == ["One", "Two"]


def test_a_field_that_claims_a_signature_later_is_found(office: Office, signed: bytes) -> None:
    found = judge(claimed_again(signed), office)
    assert found.verdict is Verdict.INVALID
    assert "shared" in codes(found)


# --- Files within files, contents within signatures. ---------------------------------------------------------------


def with_attached(pdf: bytes, attached: bytes) -> bytes:
    """An attachment that is stored as it is."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        stream = opened.make_stream(attached, Type=Name.EmbeddedFile)
        named = opened.make_indirect(Dictionary(Type=Name.Filespec, F="a.pdf", EF=Dictionary(F=stream)))
        opened.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(["a.pdf", named])))
        opened.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def test_the_signatures_of_an_attached_pdf_with_streams_of_its_own_are_not_those_of_the_file(
    office: Office, signed_twice: bytes
) -> None:
    paper = with_attached(blank_page(), signed_twice)
    assert paper.count(b"/ByteRange") == 2
    assert judge(paper, office).verdict is Verdict.NO_SIGNATURE
    found = judge(signed_with(paper, office), office)
    assert (found.verdict, len(found.signatures)) == (Verdict.VALID, 1)


@pytest.mark.parametrize("content", [b"", b"other"])
def test_a_signature_that_encloses_other_content_is_not_over_the_document(office: Office, content: bytes) -> None:
    def make(covered: bytes) -> bytes:
        info = cms.ContentInfo.load(enclosing(office, covered))
        info["content"]["encap_content_info"] = {"content_type": "data", "content": content}
        return info.dump(force=True)

    found = judge(held(office, "ETSI.CAdES.detached", make), office)
    assert found.verdict is Verdict.INVALID
    assert "encloses_other" in codes(found)


def test_a_signature_that_encloses_the_document_is_intact(office: Office) -> None:
    found = judge(held(office, "ETSI.CAdES.detached", lambda covered: enclosing(office, covered)), office)
    assert found.signatures[0].intact


def test_a_revocation_list_that_is_none_does_not_make_a_signature_unreadable(office: Office) -> None:
    def make(covered: bytes) -> bytes:
        made = container(sign_digest(office.agency, digest("sha256", covered)))
        kind, wrapped = (each[1] for each in elements(next(elements(made))[2]))
        fields = [each[1] for each in elements(next(elements(next(elements(wrapped))[2]))[2])]
        odd = b"\xa1\x05\x30\x03\x0a\x01\x00"
        return der.sequence(kind, der.explicit(0, der.sequence(*fields[:-1], odd, fields[-1])))

    assert judge(held(office, "ETSI.CAdES.detached", make), office).signatures[0].intact


# --- Algorithms. ---------------------------------------------------------------------------------------------------

RSA = rsa.generate_private_key(65537, 2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
DSA = dsa.generate_private_key(2048)


def certificate_of(key: CertificateIssuerPrivateKeyTypes) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Thu")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, start, start + timedelta(days=1))
    return builder.sign(key, hashes.SHA256())


HASHES = {
    "sha512_224": hashes.SHA512_224(),
    "sha512_256": hashes.SHA512_256(),
    "sha3_224": hashes.SHA3_224(),
    "sha3_512": hashes.SHA3_512(),
}


@pytest.mark.parametrize("name", HASHES)
def test_the_hashes_of_the_circular_are_computed(name: str) -> None:
    for key, scheme in ((RSA, "rsassa_pkcs1v15"), (CURVE, "ecdsa")):
        how = (padding.PKCS1v15(), HASHES[name]) if key is RSA else (ec.ECDSA(HASHES[name]),)
        value = key.sign(b"content", *how)
        assert verifies(certificate_of(key), Scheme(scheme, name), value, b"content")
        assert not verifies(certificate_of(key), Scheme(scheme, name), value, b"contents")


@pytest.mark.parametrize(
    ("number", "expected"), [(7, "sha3_224"), (11, "shake128"), (12, "shake256"), (6, "sha512_256")]
)
def test_their_identifiers_are_known(number: int, expected: str) -> None:
    assert hash_name(algos.DigestAlgorithm({"algorithm": f"2.16.840.1.101.3.4.2.{number}"})) == expected
    assert digest(expected, b"")


def test_an_old_kind_of_key_is_verified_and_not_believed_any_more() -> None:
    certificate = certificate_of(DSA)
    scheme = scheme_of(algos.SignedDigestAlgorithm({"algorithm": "2.16.840.1.101.3.4.3.2"}), "sha256")
    assert verifies(certificate, scheme, DSA.sign(b"content", hashes.SHA256()), b"content")
    assert list(sunsets(certificate, scheme, "sha256")) == ["DSA 2048"]


# --- Words. --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ("revocation of its certificate cannot be told", "không kiểm tra được tình trạng thu hồi của chứng thư"),
        ("a signature that cannot be read", "không đọc được chữ ký"),
        ("3 signers", "3 người ký"),
        ("version, 1.2.3", "phiên bản, 1.2.3"),
        ("sha1, RSA 1024", "sha1, RSA 1024"),
        ("Co quan chung thuc", "Co quan chung thuc"),
    ],
)
def test_details_are_told_in_the_language_of_the_sentence(detail: str, expected: str) -> None:
    told = reason("timestamp_untrusted", detail=detail)
    assert told.message.endswith(f": {detail}.")
    assert told.message_vi.endswith(f": {expected}.")


def test_a_document_encrypted_for_others_says_so(office: Office, signed: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(signed)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert codes(judge(out.getvalue(), office)) == {"encrypted"}
