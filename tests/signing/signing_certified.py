"""Signatures with permissions of their own, and further ones, as offices' programs make them."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from signing_office import AT, Office

from signing.cms.build import container, sign_digest
from signing.keys.port import Signer


def signed_with(
    pdf: bytes,
    office: Office,
    name: str = "Signature1",
    *,
    level: int | None = None,
    box: tuple[int, int, int, int] | None = None,
    lock: tuple[FieldMDPAction, list[str]] | None = None,
    signer: Signer | None = None,
) -> bytes:
    """One more signature: ``level`` makes it a certification, ``lock`` a FieldMDP, ``box`` gives it an empty mark."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    embedding = PdfCMSEmbedder(SigFieldSpec(name, on_page=0, box=box)).write_cms(name, writer)
    next(embedding)
    mdp = None
    if level is not None or lock is not None:
        mdp = SigMDPSetup(
            md_algorithm="sha256",
            certify=level is not None,
            docmdp_perms=None if level is None else MDPPerm(level),
            field_lock=None if lock is None else FieldMDPSpec(*lock),
        )
    value = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, AT, bytes_reserved=16000)
    embedding.send(SigObjSetup(sig_placeholder=value, mdp_setup=mdp))
    digest, output = embedding.send(SigIOSetup(md_algorithm="sha256"))
    signature = sign_digest(signer or office.agency, digest.document_digest)
    embedding.send(container(signature, timestamp=office.stamper.stamp(signature.value)))
    return output.getvalue()
