"""Is a bundle what was handed out? Whatever was altered is found and named; signatures are judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
from storage.package.container import Layout, pack, take_apart
from storage.package.finding import Finding
from storage.package.reader import DEFAULT_LIMITS, PackageLimits, unpacked

_NEAR = 8192
"""Bytes at either end in which the names of a bundle stand: those of a package end otherwise."""


@dataclass(frozen=True, slots=True)
class BundleCheck:
    """What was found; ``contents`` is None when nothing could be read. Altered contents are still contents."""

    contents: BundleContents | None
    findings: tuple[Finding, ...]


def looks_like_bundle(container: bytes) -> bool:
    """Whether a ZIP names the directory of a bundle, in its first header or in its own directory."""
    return b".bundle/" in container[:256] or b".bundle/" in container[-_NEAR:]


def check(container: bytes, limits: PackageLimits = DEFAULT_LIMITS) -> BundleCheck:
    """Check everything about a bundle that needs no key. Never raises for what is in ``container``."""
    if len(container) > limits.max_bytes:
        return BundleCheck(None, (Finding("container", "package_too_large"),))
    try:
        layout = take_apart(container)
    except InputRefused:
        return _foreign(container, limits)
    files = {extent.name: extent.data for extent in layout.extents}
    framed = tuple(_frame(layout))
    try:
        contents = _contents(files)
    except InputRefused as refusal:
        return BundleCheck(None, (*framed, Finding("container", refusal.code)))
    damaged = frozenset(_inner(extent.name) for extent in layout.extents if not extent.crc_right)
    inner = tuple(_inner_findings(contents, damaged))
    blamed = {finding.place for finding in inner}
    headers = tuple(Finding(f"zip header of {path}", "container_altered") for path in sorted(damaged - blamed))
    findings = (*framed, *inner, *headers)
    if not findings and pack(files) != container:
        findings = (Finding("container", "container_altered"),)
    return BundleCheck(contents, findings)


def _foreign(container: bytes, limits: PackageLimits) -> BundleCheck:
    """Packed again by another program, or damaged: its files are still worth looking at."""
    try:
        contents = _contents(unpacked(container, limits))
    except InputRefused as refusal:
        return BundleCheck(None, (Finding("container", refusal.code),))
    altered = Finding("container", "container_altered")
    return BundleCheck(contents, (altered, *_inner_findings(contents, frozenset())))


def _contents(files: Mapping[str, bytes]) -> BundleContents:
    tops = {name.partition("/")[0] for name in files}
    inner = {_inner(name): content for name, content in files.items()}
    folded = {name.casefold() for name in files}
    if len(tops) != 1 or len(folded) != len(files) or not all(safe_path(path) for path in inner):
        raise InputRefused("unsafe_name", "A name in the bundle is not allowed.", "Tên tệp không hợp lệ.")
    code, version = parse_bundle_name(tops.pop())
    return BundleContents(code, version, inner)


def _inner(name: str) -> str:
    return name.partition("/")[2]


def _frame(layout: Layout) -> Iterator[Finding]:
    if not layout.directory_canonical:
        yield Finding("central directory", "container_altered")
    for extent in layout.extents:
        if not extent.header_canonical:
            yield Finding(f"zip header of {_inner(extent.name)}", "container_altered")


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
