"""Revocation lists and OCSP answers that whoever asks gives as files: checked like those that come with a signature."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dossier.errors import UsageError
from signing.judge.evidence import Evidence, readable_list, readable_response

_SUFFIXES = {".crl", ".ocsp", ".ors"}
_PERHAPS = {".pem", ".der"}
_PEM = re.compile(rb"-----BEGIN (X509 CRL|OCSP RESPONSE)-----\s+([A-Za-z0-9+/=\s]+?)-----END \1-----")
_MOST_BYTES = 64_000_000
_REMEDY = "Give revocation lists and OCSP answers, in DER or PEM."


def given_revocation(paths: Iterable[Path]) -> Evidence:
    """Everything in these files and folders; ``UsageError`` for a file that holds neither list nor answer.

    Of a folder ``.crl``, ``.ocsp`` and ``.ors`` must hold one, ``.pem`` and ``.der`` may; others are passed over.
    """
    found = Evidence()
    for path in paths:
        files = _in_folder(path) if path.is_dir() else ((path, True),)
        found = found.joined(*(_file(each, must=must) for each, must in files))
    return found


def _in_folder(folder: Path) -> Iterator[tuple[Path, bool]]:
    for path in sorted(folder.iterdir()):
        kind = path.suffix.lower()
        if path.is_file() and kind in _SUFFIXES | _PERHAPS:
            yield path, kind in _SUFFIXES


def _file(path: Path, *, must: bool) -> Evidence:
    pieces = list(_pieces(_read(path)))
    lists = tuple(each for each in pieces if readable_list(each) is not None)
    responses = tuple(each for each in pieces if each not in lists and readable_response(each) is not None)
    if must and len(lists) + len(responses) < max(1, len(pieces)):
        raise UsageError(f"{path.name} is no revocation list and no OCSP answer that says anything.", remedy=_REMEDY)
    return Evidence(lists=lists, responses=responses)


def _pieces(data: bytes) -> Iterator[bytes]:
    """DER of each."""
    if b"-----BEGIN" not in data:
        yield data
        return
    for found in _PEM.finditer(data):
        try:
            yield base64.b64decode(b"".join(found[2].split()), validate=True)
        except ValueError:
            yield b""


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path.name} is too large for revocation data.", remedy=_REMEDY)
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read.", remedy="Check its path and permissions.") from error
