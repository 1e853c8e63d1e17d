"""What keeps a signature judgeable: the document security store and time stamps over the whole file (EN 319 142-1)."""

from __future__ import annotations

from io import BytesIO

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore

from signing.pades.faults import sound
from signing.pades.gap import Gap
from signing.pades.prepare import free_name
from signing.pades.revision import Revision
from signing.status.gather import ValidationData
from signing.tsa.port import TimeStamper


def with_validation_data(pdf: bytes, data: ValidationData) -> bytes:
    """A further revision with ``data`` in the document security store; the file itself when there is none."""
    if data.empty:
        return pdf
    with sound():
        writer = Revision(pdf)
        _supply(writer, data)
        output = BytesIO()
        writer.write(output)  # type: ignore[no-untyped-call]  # pyHanko has no types there
    return output.getvalue()


def with_document_timestamp(pdf: bytes, timestamper: TimeStamper, data: ValidationData | None = None) -> bytes:
    """A further revision: a time stamp over everything before it and over ``data``, which goes into the same one."""
    with sound():
        gap = _with_gap(pdf, timestamper.token_bytes, data)
    return gap.filled(timestamper.stamp(gap.covered))


def _with_gap(pdf: bytes, room: int, data: ValidationData | None) -> Gap:
    writer = Revision(pdf)
    if data is not None and not data.empty:
        _supply(writer, data)
    name = free_name(writer)
    embedding = PdfCMSEmbedder(SigFieldSpec(name, on_page=0)).write_cms(name, writer)
    next(embedding)
    embedding.send(SigObjSetup(sig_placeholder=DocumentTimestamp(bytes_reserved=2 * room)))
    digest, output = embedding.send(SigIOSetup(md_algorithm="sha256"))
    return Gap(output.getvalue(), digest.reserved_region_start, digest.reserved_region_end)


def _supply(writer: IncrementalPdfFileWriter, data: ValidationData) -> None:
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[asn1_x509.Certificate.load(each) for each in data.certificates],
        ocsps=[asn1_ocsp.OCSPResponse.load(each) for each in data.responses],
        crls=[asn1_crl.CertificateList.load(each) for each in data.revocation_lists],
    )
