"""The office's own trust anchors: a bundle with windows and provenance, signed with the installation's key."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.errors import PermanentError, UsageError
from signing.judge.trust import TrustStore, Window
from storage.tlog import NoteSigner
from storage.tlog.note import open_note

CONTRACT = "hoso.trust/1"
_FILE = "trust.json"
_SHORTEST_NAME = 8


@dataclass(frozen=True, slots=True)
class Anchor:
    """A certificate that is believed without proof: since when, until when, where it comes from, who put it here."""

    certificate: x509.Certificate
    window: Window
    source: str
    added_at: datetime
    added_by: str

    @property
    def name(self) -> str:
        """SHA-256 of its DER."""
        return sha256(self.certificate.public_bytes(Encoding.DER)).hexdigest()


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """In ``folder``; read and written as a whole. A bundle that the installation has not signed is an error."""

    folder: Path
    signer: NoteSigner

    def anchors(self) -> tuple[Anchor, ...]:
        """All of them, in the order of adding; none when nobody has added any."""
        path = self.folder / _FILE
        if not path.exists():
            return ()
        try:
            plain = json.loads(path.read_bytes())
            bundle, note = plain["bundle"], plain["note"]
            if open_note(note, self.signer.key) != _text_of(bundle) or bundle["contract"] != CONTRACT:
                raise ValueError("not signed")
            return tuple(_anchor(each) for each in bundle["anchors"])
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise PermanentError(
                "The trust bundle is damaged or was not signed by this installation.",
                remedy=f"Restore {_FILE} from a backup, or remove it and add the anchors again.",
            ) from error

    def add(self, certificates: Iterable[x509.Certificate], described: Callable[[x509.Certificate], Anchor]) -> int:
        """Put certificates among the anchors; how many are new. One that is there already is described anew."""
        known = {each.name: each for each in self.anchors()}
        before = len(known)
        for certificate in certificates:
            anchor = described(certificate)
            known[anchor.name] = anchor
        self._write(known.values())
        return len(known) - before

    def remove(self, name: str) -> Anchor:
        """Take the one anchor whose name begins so; ``UsageError`` for none or several."""
        anchors = self.anchors()
        wanted = name.lower().replace(":", "")
        found = [each for each in anchors if each.name.startswith(wanted)]
        if len(found) != 1 or len(wanted) < _SHORTEST_NAME:
            raise UsageError(
                f"{len(found)} trust anchors have a SHA-256 that begins so.",
                remedy=f"Give at least {_SHORTEST_NAME} digits, as `hoso trust list` shows them.",
            )
        self._write(each for each in anchors if each is not found[0])
        return found[0]

    def store(self) -> TrustStore:
        """For the judges."""
        anchors = self.anchors()
        windows = {each.certificate.public_bytes(Encoding.DER): each.window for each in anchors}
        return TrustStore(tuple(each.certificate for each in anchors), windows=windows)

    def _write(self, anchors: Iterable[Anchor]) -> None:
        bundle = {"contract": CONTRACT, "anchors": [anchor_plain(each) for each in anchors]}
        plain = {"bundle": bundle, "note": self.signer.note(_text_of(bundle))}
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / f".{_FILE}"
        fresh.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        fresh.replace(self.folder / _FILE)


def _text_of(bundle: dict[str, Any]) -> str:
    return f"{CONTRACT}\n{sha256(rfc8785.dumps(bundle)).hexdigest()}\n"


def anchor_plain(anchor: Anchor) -> dict[str, str | None]:
    """As in the bundle, and as ``hoso trust list --json`` prints it."""
    return {
        "sha256": anchor.name,
        "subject": anchor.certificate.subject.rfc4514_string(),
        "not_after": anchor.certificate.not_valid_after_utc.isoformat(),
        "since": _moment(anchor.window.since),
        "until": _moment(anchor.window.until),
        "source": anchor.source,
        "added_at": _moment(anchor.added_at),
        "added_by": anchor.added_by,
        "certificate": b64encode(anchor.certificate.public_bytes(Encoding.DER)).decode(),
    }


def _anchor(plain: dict[str, Any]) -> Anchor:
    since, until = (None if plain[key] is None else datetime.fromisoformat(plain[key]) for key in ("since", "until"))
    found = Anchor(
        x509.load_der_x509_certificate(b64decode(plain["certificate"])),
        Window(since, until),
        plain["source"],
        datetime.fromisoformat(plain["added_at"]),
        plain["added_by"],
    )
    if found.name != plain["sha256"]:
        raise ValueError("an anchor under another's name")
    return found


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
