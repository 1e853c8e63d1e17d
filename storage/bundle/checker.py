"""Is a bundle what was handed out? Whatever was altered is found and named; signatures are judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossier.errors import InputRefused
from storage.bundle.layout import (
    MANIFEST,
    SEAL,
    BundleContents,
    belongs,
    bundle_name,
    names,
    parse_bundle_name,
)
from storage.package.bag import manifest, safe_path
from storage.package.checker import altered_paths
from storage.package.container_check import Checked, check_container, inner_path
from storage.package.finding import Finding
from storage.package.reader import DEFAULT_LIMITS, PackageLimits

_NEAR = 8192
"""Bytes at either end in which the names of a bundle stand: those of a package end otherwise."""


BundleCheck = Checked[BundleContents]


def looks_like_bundle(container: bytes) -> bool:
    """Whether a ZIP names the directory of a bundle, in its first header or in its own directory."""
    return b".bundle/" in container[:256] or b".bundle/" in container[-_NEAR:]


def check(container: bytes, limits: PackageLimits = DEFAULT_LIMITS) -> BundleCheck:
    """Check everything about a bundle that needs no key. Never raises for what is in ``container``."""
    return check_container(container, limits, _contents, _inner_findings)


def _contents(files: Mapping[str, bytes]) -> BundleContents:
    tops = {name.partition("/")[0] for name in files}
    inner = {inner_path(name): content for name, content in files.items()}
    folded = {name.casefold() for name in files}
    if len(tops) != 1 or len(folded) != len(files) or not all(safe_path(path) for path in inner):
        raise InputRefused("unsafe_name", "A name in the bundle is not allowed.", "Tên tệp không hợp lệ.")
    code, version = parse_bundle_name(tops.pop())
    return BundleContents(code, version, inner)


def _inner_findings(contents: BundleContents, damaged: frozenset[str]) -> Iterator[Finding]:
    """Missing and foreign files, then those that are not what the manifest says."""
    files, required = contents.files, names(contents.code, contents.version)
    for path in sorted(required - files.keys()):
        yield Finding(path, "payload_missing")
    for path in sorted(files):
        if not belongs(path, required):
            yield Finding(f"{bundle_name(contents.code, contents.version)}/{path}", "payload_unnamed")
    if MANIFEST not in files:
        return
    covered = {path: content for path, content in files.items() if path not in (MANIFEST, SEAL)}
    listed = files[MANIFEST]
    if listed == manifest(covered):
        if SEAL in damaged:
            yield Finding(SEAL, "payload_altered")
        return
    altered = set(altered_paths(listed, covered, MANIFEST, damaged))
    for path in sorted(altered) or [MANIFEST]:
        if path in files:
            yield Finding(path, "payload_altered")
