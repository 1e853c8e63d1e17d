"""The catalogue's entries other than pages, form and metadata."""

from __future__ import annotations

from collections.abc import Iterator

from signing.judge.changes.kinds import Change, Kind, bookkeeping, forbidden, setting
from signing.judge.changes.nodes import Dictionary, Node, Revision
from signing.judge.changes.pages import Pair

_ELSEWHERE = frozenset({"/Pages", "/AcroForm", "/Metadata", "/StructTreeRoot"})
_NAMED = {
    "/OpenAction": Kind.SCRIPT,
    "/AA": Kind.SCRIPT,
    "/OCProperties": Kind.LAYERS,
    "/Outlines": Kind.OUTLINE,
    "/AF": Kind.ATTACHMENTS,
    "/Collection": Kind.ATTACHMENTS,
}
# How a viewer opens the document and what stands beside its pages.
_SETTINGS = frozenset(
    {"/Outlines", "/PageMode", "/PageLayout", "/ViewerPreferences", "/Lang", "/PieceInfo", "/SpiderInfo", "/PageLabels"}
)
_NAME_TREES = {"/EmbeddedFiles": Kind.ATTACHMENTS, "/JavaScript": Kind.SCRIPT}


def catalogue_changes(pair: Pair) -> Iterator[Change]:
    """Validation data, extensions and the version may change; the certification may be added; the rest is as it was."""
    comparison = pair.comparison
    old, new = comparison.old.root, comparison.new.root
    for key in sorted(comparison.differing(old, new, but=_ELSEWHERE)):
        match key:
            case "/DSS":
                yield bookkeeping(Kind.VALIDATION_DATA)
            case "/Extensions":
                yield bookkeeping(Kind.DATES) if _only_levels(comparison.new, new.get(key)) else _other(key)
            case "/Version":
                yield _version(pair)
            case "/Perms":
                yield from _permissions(pair)
            case "/MarkInfo":
                yield bookkeeping(Kind.STRUCTURE_TAGS)
            case "/Names":
                yield from _names(pair)
            case "/Outlines" if _is_empty_outline(comparison.old, old) and _is_empty_outline(comparison.new, new):
                yield bookkeeping(Kind.UNSHOWN)
            case key if key in _SETTINGS:
                yield setting(_NAMED.get(key, Kind.CATALOG), key)
            case _:
                yield _other(key)


def _other(key: str) -> Change:
    return forbidden(_NAMED.get(key, Kind.CATALOG), key)


def _only_levels(revision: Revision, node: Node) -> bool:
    """Developer extensions (ISO 32000-1, 7.12): names with versions and levels, nothing else."""
    developers = revision.dictionary(node)
    for name, each in developers.items():
        if name == "/Type":
            continue
        several = revision.array(each) or (each,)
        if not all("/BaseVersion" in revision.dictionary(one) for one in several):
            return False
    return True


def _version(pair: Pair) -> Change:
    """Upwards only: a lower one would change how the file is read."""
    old, new = (str(each.root.get("/Version") or "") for each in (pair.comparison.old, pair.comparison.new))
    return bookkeeping(Kind.DATES) if new >= old else _other("/Version")


def _permissions(pair: Pair) -> Iterator[Change]:
    """A certification may come where there was none; usage rights (UR3) permit nothing here and may come and go."""
    comparison = pair.comparison
    old = comparison.old.dictionary(comparison.old.root.get("/Perms"))
    new = comparison.new.dictionary(comparison.new.root.get("/Perms"))
    for key in comparison.differing(old, new):
        if key == "/DocMDP" and old.get(key) is not None:
            yield forbidden(Kind.CERTIFICATION_CHANGED)
        elif key in {"/DocMDP", "/UR3", "/UR"}:
            yield bookkeeping(Kind.UNSHOWN)
        else:
            yield _other("/Perms")


def _names(pair: Pair) -> Iterator[Change]:
    comparison = pair.comparison
    old = comparison.old.dictionary(comparison.old.root.get("/Names"))
    new = comparison.new.dictionary(comparison.new.root.get("/Names"))
    for key in sorted(comparison.differing(old, new)):
        if _is_empty_tree(comparison.old, old.get(key)) and _is_empty_tree(comparison.new, new.get(key)):
            yield bookkeeping(Kind.UNSHOWN)
        else:
            yield forbidden(_NAME_TREES.get(key, Kind.CATALOG), f"/Names{key}")


def _is_empty_tree(revision: Revision, node: Node) -> bool:
    tree = revision.dictionary(node)
    return not revision.array(tree.get("/Names")) and not revision.array(tree.get("/Kids"))


def _is_empty_outline(revision: Revision, root: Dictionary) -> bool:
    return "/First" not in revision.dictionary(root.get("/Outlines"))
