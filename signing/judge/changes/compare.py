"""All that changed from one revision to a later one."""

from __future__ import annotations

from signing.judge.changes.catalogue import catalogue_changes
from signing.judge.changes.described import information_changes, metadata_changes
from signing.judge.changes.equality import Comparison
from signing.judge.changes.form import form_changes
from signing.judge.changes.kinds import Change
from signing.judge.changes.layout import Layout, layout_of
from signing.judge.changes.nodes import Revision
from signing.judge.changes.pages import Pair, page_changes
from signing.judge.changes.structure import structure_changes


def changes_between(old: Revision, new: Revision, layouts: tuple[Layout, Layout] | None = None) -> tuple[Change, ...]:
    """Every change, in the order of the document; ``Malformed`` when one of the revisions cannot be understood."""
    before, after = layouts or (layout_of(old), layout_of(new))
    pair = Pair(Comparison(old, new, before.roles, after.roles), before, after)
    return (
        *information_changes(pair),
        *catalogue_changes(pair),
        *metadata_changes(pair),
        *structure_changes(pair),
        *page_changes(pair),
        *form_changes(pair),
    )
