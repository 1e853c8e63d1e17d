"""The fast lane of an audit: signature values of a package whose bytes are those that were judged in full before."""

from __future__ import annotations

from dossier.errors import InputRefused
from signing.judge.lane import check_detached, check_signatures
from storage import package
from storage.package import PackageContents


def is_unbroken(data: bytes) -> bool:
    """Whether the values of seal, time stamp and copies' signatures are right, over what they are over.

    That container and manifests agree is told by the digest of the whole. ``False`` also for what the lane cannot read:
    the full judgement has the word then.
    """
    try:
        contents = package.read(data)
    except InputRefused:
        return False
    return _sealed(contents) and _copies(contents)


def _sealed(contents: PackageContents) -> bool:
    payload = contents.payload
    record, cms = payload.get("data/record.json", b""), payload.get("data/record.p7s", b"")
    value, token = payload.get("data/record.sig", b""), payload.get("data/record.tst", b"")
    inside = bool(value) and value in cms and bool(token) and token in cms
    return inside and check_detached(cms, record) and check_detached(token, value)


def _copies(contents: PackageContents) -> bool:
    for path, data in contents.payload.items():
        if path.startswith("data/copy/"):
            found = check_signatures(data)
            if not found or not all(each.intact for each in found):
                return False
    return True
