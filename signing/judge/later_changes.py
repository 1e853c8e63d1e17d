"""What came after a signature: nothing, further signatures, or changes that nobody signed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
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

# A revision ends with this; ISO 32000-1, 7.5.5 lets one end of line follow.
_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?\Z")

# Further signatures, validation data and their bookkeeping; filling in a form is a change.
_POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        DocInfoRule().as_qualified(ModificationLevel.LTA_UPDATES),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
        MetadataUpdateRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(field_rules=[SigFieldCreationRule(), SigFieldModificationRule()]),
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
    OSError,
    RecursionError,
    NotImplementedError,
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
    """Coverage and modification; ``understood`` is false when the file's structure forbids an answer."""

    coverage: Coverage
    modification: Modification
    understood: bool = True


def look_later(data: bytes, end: int, field: str) -> Later:
    """What follows the signature of ``field``, whose range ends at ``end``."""
    signed = data[:end]
    if end == len(data):
        # A complete revision ends with %%EOF; a signed cut through the middle of a file does not.
        return Later(Coverage.WHOLE_FILE if _END.search(signed) else Coverage.PARTIAL, Modification.NONE)
    if not _END.search(signed):
        return Later(Coverage.PARTIAL, Modification.FORBIDDEN)
    return _compared(data, field)


def _compared(data: bytes, field: str) -> Later:
    """Compare revisions with pyHanko's rules; every way in which it fails means that nothing is known."""
    unknown = Later(Coverage.UNCLEAR, Modification.FORBIDDEN, understood=False)
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        found = next((each for each in reader.embedded_signatures if each.field_name == field), None)
        if found is None:
            return unknown
        found.compute_integrity_info(diff_policy=_POLICY)
        result = found.diff_result
    except _FAILURES:
        return unknown
    if isinstance(result, SuspiciousModification) or result is None:
        return Later(Coverage.WHOLE_REVISION, Modification.FORBIDDEN)
    if result.modification_level is ModificationLevel.NONE:
        return Later(Coverage.WHOLE_REVISION, Modification.NONE)
    return Later(Coverage.WHOLE_REVISION, Modification.PERMITTED)
