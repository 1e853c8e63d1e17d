"""Signing in two steps: a revision with a gap and what is to be signed; later the value that goes into the gap.

The key may lie anywhere: here, in a token on the officer's desk, at a service. What is kept between the steps is the file
with its gap, and a ticket of a few kilobytes.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count
from typing import assert_never

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData

from dossier.errors import UsageError
from signing.cms.algorithms import algorithm_of
from signing.cms.build import MESSAGE_DIGEST, Signed, checked, signed_attributes
from signing.cms.der import octets
from signing.cms.envelope import attribute
from signing.keys.ecdsa import in_der
from signing.keys.outside import Certified
from signing.keys.port import Identity, Scheme
from signing.pades.appearance import Appearance, Placed, place
from signing.pades.clearance import ink_of
from signing.pades.faults import sound
from signing.pades.gap import Gap
from signing.pades.lint import refuse_prepared
from signing.pades.picture import Picture, place_picture
from signing.pades.revision import Revision

_REMEDY = "Prepare the file anew."


@dataclass(frozen=True, slots=True)
class Prepared:
    """``attributes`` are the DER that is signed. ``covers``: the visible mark found no free place."""

    identity: Identity
    gap: Gap
    attributes: bytes
    covers: bool = False

    @property
    def digest(self) -> bytes:
        """SHA-256 of what is signed, for tokens that take a digest."""
        return sha256(self.attributes).digest()

    def ticket(self) -> bytes:
        """What ``reopened`` needs beside the file, as JSON."""
        chain = [_text(each.public_bytes(Encoding.DER)) for each in self.identity.chain]
        plain = {"start": self.gap.start, "end": self.gap.end, "attributes": _text(self.attributes), "chain": chain}
        return json.dumps(plain).encode()

    def signed(self, value: bytes) -> Signed:
        """The value from elsewhere, refused unless it is the certificate's own over the attributes."""
        given = in_der(value) if self.identity.scheme is Scheme.ECDSA else value
        return checked(self.identity, self.attributes, given)


def prepare(
    pdf: bytes, identity: Identity, *, room: int, appearance: Appearance | Picture | None, at: datetime
) -> Prepared:
    """A revision with a gap for ``room`` bytes of CMS; ``PermanentError`` for files that cannot be signed.

    A file with prepared content is an ``InputRefused``.
    Without ``appearance`` the signature is invisible. PAdES tells the time of signing in /M.
    """
    refuse_prepared(pdf)
    value = PdfSignedData(pdf_name("/Sig"), SigSeedSubFilter.PADES, at, bytes_reserved=2 * room)
    with sound():
        return _prepared(pdf, identity, value, appearance)


def _prepared(
    pdf: bytes, identity: Identity, value: PdfSignedData, appearance: Appearance | Picture | None
) -> Prepared:
    writer = Revision(pdf)
    name = free_name(writer)
    placed = None if appearance is None else _placed(pdf, writer, appearance)
    field_spec = SigFieldSpec(name, on_page=placed.page if placed else 0, box=placed.box if placed else None)
    embedding = PdfCMSEmbedder(field_spec).write_cms(name, writer)
    field = next(embedding).get_object()
    if placed is not None:
        field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): placed.form})
    # Print (bit 3) and Locked (bit 8): PDF/A wants the first, nobody may move the mark.
    field[pdf_name("/F")] = generic.NumberObject(132)
    embedding.send(SigObjSetup(sig_placeholder=value))
    algorithm = algorithm_of(identity.scheme)
    digest, output = embedding.send(SigIOSetup(md_algorithm=algorithm.hash))
    attributes = signed_attributes(identity, digest.document_digest)
    gap = Gap(output.getvalue(), digest.reserved_region_start, digest.reserved_region_end)
    return Prepared(identity, gap, attributes, placed is not None and placed.covers)


def _placed(pdf: bytes, writer: IncrementalPdfFileWriter, appearance: Appearance | Picture) -> Placed:
    match appearance:
        case Picture():
            if not 0 <= appearance.page < int(writer.root["/Pages"]["/Count"]):
                raise UsageError(f"The file has no page {appearance.page + 1}.", remedy="Name one that it has.")
            return place_picture(writer, appearance, ink_of(pdf, appearance.page))
        case Appearance():
            return place(writer, appearance, ink_of(pdf) if appearance.keep_clear else None)
    assert_never(appearance)


def reopened(pdf: bytes, ticket: bytes) -> Prepared:
    """The first step's result from its file and ticket; ``UsageError`` when they are not each other's."""
    try:
        plain = json.loads(ticket)
        chain = tuple(x509.load_der_x509_certificate(base64.b64decode(each)) for each in plain["chain"])
        attributes = base64.b64decode(plain["attributes"])
        gap = Gap(pdf, int(plain["start"]), int(plain["end"]))
        identity = Certified(chain)
        algorithm = algorithm_of(identity.scheme)
    except (ValueError, TypeError, KeyError, IndexError, binascii.Error) as error:
        raise UsageError("The ticket cannot be read.", remedy=_REMEDY) from error
    if not gap.is_empty or attribute(MESSAGE_DIGEST, octets(algorithm.hashed(gap.covered))) not in attributes:
        raise UsageError("The ticket is another file's.", remedy=_REMEDY)
    return Prepared(identity, gap, attributes)


def free_name(writer: IncrementalPdfFileWriter) -> str:
    """``Signature`` with the first number that no field bears."""
    taken = {name for name, _, _ in enumerate_sig_fields(writer)}
    return next(name for number in count(1) if (name := f"Signature{number}") not in taken)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
