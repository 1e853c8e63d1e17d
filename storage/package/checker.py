"""Is a package what was archived? Whatever was altered is found and named; signatures are judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossier.digest import Digest
from dossier.errors import InputRefused
from storage.package.agreement import agreement_findings
from storage.package.bag import (
    BAGIT,
    BAGIT_FILE,
    INFO_FILE,
    MANIFEST_FILE,
    TAG_FILES,
    TAGMANIFEST_FILE,
    BagInfo,
    bag_name,
    manifest,
    oxum,
    read_manifest,
)
from storage.package.container_check import Checked, check_container
from storage.package.finding import Finding
from storage.package.reader import DEFAULT_LIMITS, PackageContents, PackageLimits, contents_of

PackageCheck = Checked[PackageContents]


def check(container: bytes, limits: PackageLimits = DEFAULT_LIMITS) -> PackageCheck:
    """Check everything about a package that needs no key. Never raises for what is in ``container``."""
    return check_container(container, limits, contents_of, _contents_findings)


def _contents_findings(contents: PackageContents, damaged: frozenset[str]) -> Iterator[Finding]:
    """``damaged``: paths whose ZIP checksum is wrong too; they tell which of two disagreeing files was touched."""
    yield from _tag_findings(contents, damaged)
    yield from _payload_findings(contents, damaged)
    yield from agreement_findings(contents)


def _tag_findings(contents: PackageContents, damaged: frozenset[str]) -> Iterator[Finding]:
    tags = contents.tags
    for path in sorted(tags.keys() - TAG_FILES):
        yield Finding(path, "fetch_refused" if path == "fetch.txt" else "tag_unknown")
    for path in sorted(TAG_FILES - tags.keys()):
        yield Finding(path, "tag_missing")
    if tags.get(BAGIT_FILE, BAGIT) != BAGIT:
        yield Finding(BAGIT_FILE, "tag_altered")
    if not _info_right(contents):
        yield Finding(INFO_FILE, "tag_altered")
    covered = {path: tags[path] for path in sorted(TAG_FILES - {TAGMANIFEST_FILE}) if path in tags}
    listed = tags.get(TAGMANIFEST_FILE)
    if listed is None or listed == manifest(covered):
        return
    altered = altered_paths(listed, covered, TAGMANIFEST_FILE, damaged)
    for path in sorted(set(altered)) or [TAGMANIFEST_FILE]:
        yield Finding(path, "tag_altered")


def _info_right(contents: PackageContents) -> bool:
    data = contents.tags.get(INFO_FILE)
    if data is None:
        return True
    try:
        info = BagInfo.parse(data)
    except InputRefused:
        return False
    expected = (bag_name(contents.code, contents.version), oxum(contents.payload))
    return (info.identifier, info.oxum) == expected and info.encoded() == data


def _payload_findings(contents: PackageContents, damaged: frozenset[str]) -> Iterator[Finding]:
    listed = contents.tags.get(MANIFEST_FILE)
    if listed is None or listed == manifest(contents.payload):
        return
    altered = altered_paths(listed, contents.payload, MANIFEST_FILE, damaged)
    for path in sorted(set(altered)) or [MANIFEST_FILE]:
        yield Finding(path, _kind(path, contents))


def _kind(path: str, contents: PackageContents) -> str:
    if path == MANIFEST_FILE:
        return "tag_altered"
    return "payload_altered" if path in contents.payload else "payload_missing"


def altered_paths(listed: bytes, files: Mapping[str, bytes], listing: str, damaged: frozenset[str]) -> list[str]:
    """Which of two that disagree was touched: a file, or its manifest ``listing`` (``listed`` is what that says).

    ``damaged``: paths whose ZIP checksum is wrong. None when the manifest itself cannot be read.
    """
    return [_culprit(path, listing, damaged) for path in _differing(listed, files)]


def _differing(listed: bytes, files: Mapping[str, bytes]) -> list[str]:
    """Paths about which a manifest and the files disagree; none when the manifest itself cannot be read."""
    try:
        named = read_manifest(listed)
    except InputRefused:
        return []
    return [path for path in sorted(named.keys() | files.keys()) if _digest(files.get(path)) != named.get(path)]


def _digest(content: bytes | None) -> Digest | None:
    return None if content is None else Digest.of(content)


def _culprit(path: str, listing: str, damaged: frozenset[str]) -> str:
    return listing if listing in damaged and path not in damaged else path
