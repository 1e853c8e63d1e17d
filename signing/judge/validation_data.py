"""Later validation data (the DSS dictionary): whatever it is, no page shows it."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, RawPdfPath
from pyhanko.sign.diff_analysis.rules_api import Context, ReferenceUpdate, WhitelistRule


class ValidationDataRule(WhitelistRule):
    """Allows every change below /DSS, of objects that were used nowhere else before.

    pyHanko's own rule insists on a form that common programs do not keep: they sort anew, merge or leave out /VRI.
    What the data says is judged by itself; a certificate or a list that was left out is one that is missing.
    """

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterator[ReferenceUpdate]:
        """References that may change; pyHanko holds the rest against the file."""
        context = Context.from_absolute(old, RawPdfPath("/Root", "/DSS"))
        if "/DSS" not in new.root or not isinstance(new.root["/DSS"], generic.DictionaryObject):
            return
        for reference in new.collect_dependencies(new.root.raw_get("/DSS")):
            fresh = old.is_ref_unassignable(reference)
            yield ReferenceUpdate(reference) if fresh else ReferenceUpdate(reference, context_checked=context)
