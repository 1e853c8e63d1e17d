"""PAdES B-T: our CMS in a revision of its own, what was there before is not touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import count

from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData

from dossier.errors import PermanentError
from signing.cms.build import container, container_size, sign_digest
from signing.keys.port import Signer
from signing.pades.appearance import Appearance, place
from signing.tsa.port import TimeStamper

LEVEL = "PAdES-B-T"
_DAMAGED = "The copy cannot be signed: its PDF structure is not sound."
# What pyHanko lets escape on malformed files besides its own errors.
_FAILURES = (PdfError, SigningError, ValueError, TypeError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """The signed file and what was reached: the conformance level and the signer's common name."""

    data: bytes
    level: str
    signer: str


def sign_pdf(
    pdf: bytes, signer: Signer, timestamper: TimeStamper, *, appearance: Appearance, at: datetime
) -> SignedPdf:
    """Sign a PDF. Without a time stamp there is no signature: the stamper's error goes up."""
    try:
        data = _signed(pdf, signer, timestamper, appearance, at)
    except _FAILURES as error:
        raise PermanentError(_DAMAGED, remedy="Make the copy anew.") from error
    return SignedPdf(data, LEVEL, common_name(signer))


def common_name(signer: Signer) -> str:
    """The signer's name as its certificate says it."""
    subject = signer.chain[0].subject
    names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else subject.rfc4514_string()


def _signed(pdf: bytes, signer: Signer, timestamper: TimeStamper, appearance: Appearance, at: datetime) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    name = _free_name(writer)
    placed = place(writer, appearance)
    embedding = PdfCMSEmbedder(SigFieldSpec(name, on_page=0, box=placed.box)).write_cms(name, writer)
    field = next(embedding).get_object()
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): placed.form})
    # Print (bit 3) and Locked (bit 8): PDF/A wants the first, nobody may move the mark.
    field[pdf_name("/F")] = generic.NumberObject(132)
    reserved = 2 * container_size(signer, timestamper.token_bytes)
    value = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, at, bytes_reserved=reserved)
    embedding.send(SigObjSetup(sig_placeholder=value))
    digest, output = embedding.send(SigIOSetup(md_algorithm="sha256"))
    signed = sign_digest(signer, digest.document_digest)
    token = timestamper.stamp(signed.value)
    cms = container(signed, timestamp=token)
    if 2 * len(cms) > reserved:
        raise PermanentError("The time stamp is longer than expected.", remedy="Do not use this time-stamp server.")
    embedding.send(cms)
    data: bytes = output.getvalue()
    return data


def _free_name(writer: IncrementalPdfFileWriter) -> str:
    """``Signature`` with the first number that no field bears."""
    taken = {name for name, _, _ in enumerate_sig_fields(writer)}
    return next(name for number in count(1) if (name := f"Signature{number}") not in taken)
