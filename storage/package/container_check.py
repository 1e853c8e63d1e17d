"""Is a ZIP of ours byte for byte what was written? What was altered is named; what its files mean others check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from dossier.errors import InputRefused
from storage.package.container import Layout, pack, take_apart
from storage.package.finding import Finding
from storage.package.reader import PackageLimits, unpacked

T = TypeVar("T")
_ALTERED = "container_altered"


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """What was found; ``contents`` is None when nothing could be read. Altered contents are still contents."""

    contents: T | None
    findings: tuple[Finding, ...]

    @property
    def intact(self) -> bool:
        """Whether every byte is the canonical one and every digest agrees."""
        return self.contents is not None and not self.findings


Contents = Callable[[Mapping[str, bytes]], T]
"""What the files are; ``InputRefused`` when they are none of the kind."""
Inner = Callable[[T, frozenset[str]], Iterable[Finding]]
"""What is wrong inside, given the paths whose ZIP checksum is wrong too."""


def check_container(
    container: bytes, limits: PackageLimits, contents_of: Contents[T], inner_findings: Inner[T]
) -> Checked[T]:
    """Check frame and inside. Never raises for what is in ``container``."""
    if len(container) > limits.max_bytes:
        return Checked(None, (Finding("container", "package_too_large"),))
    try:
        layout = take_apart(container)
    except InputRefused:
        return _foreign(container, limits, contents_of, inner_findings)
    files = {extent.name: extent.data for extent in layout.extents}
    framed = tuple(_frame(layout))
    try:
        contents = contents_of(files)
    except InputRefused as refusal:
        return Checked(None, (*framed, Finding("container", refusal.code)))
    damaged = frozenset(inner_path(extent.name) for extent in layout.extents if not extent.crc_right)
    inner = tuple(inner_findings(contents, damaged))
    blamed = {finding.place for finding in inner}
    headers = (Finding(f"zip header of {path}", _ALTERED) for path in sorted(damaged - blamed))
    findings = (*framed, *inner, *headers)
    if not findings and pack(files) != container:
        findings = (Finding("container", _ALTERED),)
    return Checked(contents, findings)


def _foreign(container: bytes, limits: PackageLimits, contents_of: Contents[T], inner_findings: Inner[T]) -> Checked[T]:
    """A ZIP that is not ours, packed again or damaged: its files are still worth looking at."""
    try:
        contents = contents_of(unpacked(container, limits))
    except InputRefused as refusal:
        return Checked(None, (Finding("container", refusal.code),))
    return Checked(contents, (Finding("container", _ALTERED), *inner_findings(contents, frozenset())))


def inner_path(name: str) -> str:
    """A member's path without the folder that holds them all."""
    return name.partition("/")[2]


def _frame(layout: Layout) -> Iterator[Finding]:
    if not layout.directory_canonical:
        yield Finding("central directory", _ALTERED)
    for extent in layout.extents:
        if not extent.header_canonical:
            yield Finding(f"zip header of {inner_path(extent.name)}", _ALTERED)
