"""RFC 7512: which token, which key in it, and through which library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from dossier.errors import UsageError
from signing.keys.secret import Secret, file_secret

_REMEDY = "Write pkcs11:token=…;id=%01?module-path=/usr/lib/…so (RFC 7512)."
_PATH = {"token", "serial", "slot-id", "object", "id", "type"}
_QUERY = {"module-path", "pin-source", "x-certificate"}


@dataclass(frozen=True, slots=True)
class TokenUri:
    """``certificate`` is a PEM file with the signer's certificate and chain, where the token holds none."""

    module: str
    token: str | None = None
    serial: str | None = None
    slot: int | None = None
    label: str | None = None
    id: bytes | None = None
    certificate: Path | None = None
    pin_file: Path | None = None

    @property
    def pin_source(self) -> Secret | None:
        """The secret that the URI itself names."""
        return None if self.pin_file is None else file_secret(self.pin_file)


def parse(uri: str) -> TokenUri:
    """A ``pkcs11:`` URI; ``UsageError`` for one without a library, with unknown parts, or with the PIN itself in it."""
    path, _, query = uri.removeprefix("pkcs11:").partition("?")
    named = _pairs(path, ";", _PATH)
    asked = _pairs(query, "&", _QUERY)
    if "module-path" not in asked:
        raise UsageError("The token's URI names no library.", remedy=_REMEDY)
    return TokenUri(
        module=unquote(asked["module-path"]),
        token=_text(named, "token"),
        serial=_text(named, "serial"),
        slot=_slot(named.get("slot-id")),
        label=_text(named, "object"),
        id=unquote_to_bytes(named["id"]) if "id" in named else None,
        certificate=_file(asked.get("x-certificate")),
        pin_file=_file(asked.get("pin-source")),
    )


def _pairs(text: str, between: str, known: set[str]) -> dict[str, str]:
    found = {}
    for part in filter(None, text.split(between)):
        name, equals, value = part.partition("=")
        if name == "pin-value":
            raise UsageError(
                "A PIN does not belong into a URI.", remedy="Use HOSO_…_KEY_SECRET or pin-source=file:PATH."
            )
        if name not in known or not equals or name in found:
            raise UsageError(f"The token's URI has a part that is not understood: {name[:32]}.", remedy=_REMEDY)
        found[name] = value
    return found


def _text(named: dict[str, str], name: str) -> str | None:
    return unquote(named[name]) if name in named else None


def _slot(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal():
        raise UsageError("The slot's id is no number.", remedy=_REMEDY)
    return int(text)


def _file(text: str | None) -> Path | None:
    return None if text is None else Path(unquote(text).removeprefix("file:")).expanduser()
