"""What came after a signature: nothing, further signatures, or changes that nobody signed."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from signing.judge.validation_data import ValidationDataRule

# A revision ends with this; ISO 32000-1, 7.5.5 lets one end of line follow.
_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?\Z")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_START = re.compile(rb"startxref\s+(\d{1,15})\s+%%EOF")
_MOST_REVISIONS = 256

# Further signatures, validation data and their bookkeeping; filling in a form is a change.
# A visible signature after a certifying one is ordinary office practice: drafter, head, clerk, seal.
_POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        DocInfoRule().as_qualified(ModificationLevel.LTA_UPDATES),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ValidationDataRule().as_qualified(ModificationLevel.LTA_UPDATES),
        MetadataUpdateRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldCreationRule(allow_new_visible_after_certify=True), SigFieldModificationRule()]
    ),
)


# What pyHanko lets escape on malformed files.
_FAILURES = (
    PdfError,
    SigningError,
    SignatureValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    OSError,
    RecursionError,
    NotImplementedError,
    zlib.error,
)


class Modification(StrEnum):
    """What later revisions did."""

    NONE = "none"
    PERMITTED = "permitted"
    FORBIDDEN = "forbidden"


class Coverage(StrEnum):
    """How much of the file, as it is now, a signature covers."""

    WHOLE_FILE = "whole_file"
    WHOLE_REVISION = "whole_revision"
    PARTIAL = "partial"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Later:
    """Coverage and modification; ``understood`` is false when the file's structure forbids an answer.

    ``covered``: the mark of a later signature hides something.
    """

    coverage: Coverage
    modification: Modification
    understood: bool = True
    covered: bool = False


_NOT_UNDERSTOOD = Later(Coverage.UNCLEAR, Modification.FORBIDDEN, understood=False)


@dataclass(frozen=True)
class Revisions:
    """The revisions of one file, read once for all of its signatures."""

    data: bytes

    def after(self, byte_range: tuple[int, ...], field: str) -> Later:
        """What follows the signature of ``field`` with that range."""
        end = byte_range[2] + byte_range[3]
        signed = self.data[max(0, end - 16) : end]
        if end == len(self.data):
            # A complete revision ends with %%EOF; a signed cut through the middle of a file does not.
            whole = _END.search(signed) is not None
            return Later(Coverage.WHOLE_FILE if whole else Coverage.PARTIAL, Modification.NONE)
        if not _END.search(signed):
            return Later(Coverage.PARTIAL, Modification.FORBIDDEN)
        if signed.endswith(b"%%EOF") and _LINE_END.fullmatch(self.data, end):
            return Later(Coverage.WHOLE_REVISION, Modification.NONE)
        if not self._is_update(end):
            return Later(Coverage.WHOLE_REVISION, Modification.FORBIDDEN)
        return self._compared(byte_range, field)

    def _is_update(self, end: int) -> bool:
        """Whether what stands behind ``end`` is a revision that starts there: bytes that no reader is sent to are not."""
        starts = [int(each[1]) for each in _START.finditer(self.data, end)]
        return bool(starts) and min(starts) >= end

    def _compared(self, byte_range: tuple[int, ...], field: str) -> Later:
        """Compare revisions with pyHanko's rules; every way in which it fails means that nothing is known."""
        try:
            found = self._embedded.get((field, byte_range))
            if found is None:
                return _NOT_UNDERSTOOD
            result = _reviewed(found)
        except _FAILURES:
            return _NOT_UNDERSTOOD
        if isinstance(result, SuspiciousModification):
            return Later(Coverage.WHOLE_REVISION, Modification.FORBIDDEN)
        if result.modification_level is ModificationLevel.NONE:
            return Later(Coverage.WHOLE_REVISION, Modification.NONE)
        return Later(Coverage.WHOLE_REVISION, Modification.PERMITTED)

    @cached_property
    def _embedded(self) -> dict[tuple[str, tuple[int, ...]], EmbeddedPdfSignature]:
        """pyHanko's signatures by field and range; none from a file with more revisions than can be compared."""
        if self.data.count(b"startxref") > _MOST_REVISIONS:
            return {}
        reader = PdfFileReader(BytesIO(self.data), strict=False)
        return {(each.field_name, tuple(map(int, each.byte_range))): each for each in reader.embedded_signatures}


def _reviewed(found: EmbeddedPdfSignature) -> DiffResult | SuspiciousModification:
    if found.evaluate_signature_coverage() < SignatureCoverageLevel.ENTIRE_REVISION:
        return SuspiciousModification("less than a revision is signed")
    return _POLICY.review_file(
        found.reader, found.signed_revision, field_mdp_spec=found.fieldmdp, doc_mdp=found.docmdp_level
    )
