"""The certificates of everybody who signed or time-stamped something in a package."""

from __future__ import annotations

from collections.abc import Iterator

from cryptography import x509

from dossier.errors import HosoError
from signing.cms.archive import tokens
from signing.cms.build import SIGNATURE_TIME_STAMP
from signing.cms.envelope import take_apart
from signing.judge.lane import contents_in
from signing.judge.malformed import Malformed, reading
from signing.tsa.token import chain_of
from storage import package

Chain = tuple[x509.Certificate, ...]


def chains_of_package(data: bytes) -> Iterator[Chain]:
    """Each signer's certificate first; of what cannot be read, and of an altered package, none."""
    try:
        payload = package.read(data).payload
    except HosoError:
        return
    yield from _chains(payload.get("data/record.p7s", b""))
    for path in sorted(payload):
        if path.startswith("data/copy/"):
            for cms in contents_in(payload[path]):
                yield from _chains(cms)


def _chains(cms: bytes) -> tuple[Chain, ...]:
    """Of the signer and of the time stamps over his signature; strangers' files hold what they hold."""
    try:
        with reading("a signature"):
            stamps = tuple(tokens(take_apart(cms), SIGNATURE_TIME_STAMP))
            return tuple(chain_of(each) for each in (cms, *stamps))
    except (Malformed, HosoError):
        return ()
