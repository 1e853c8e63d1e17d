"""A key named by URI: ``pkcs12:PATH``, ``pem:PATH``, ``pkcs11:…``, ``csc:…``, ``outside:PATH``, ``development:…``."""

from __future__ import annotations

from pathlib import Path

from dossier.errors import UsageError
from signing.authority.development import DevelopmentAuthority
from signing.keys.csc import remote_signer
from signing.keys.csc_uri import parse as parse_credential_uri
from signing.keys.files import pem_signer, pkcs12_signer
from signing.keys.pkcs11_uri import parse as parse_token_uri
from signing.keys.port import Signer
from signing.keys.secret import Secret, no_secret

_REMEDY = "Write pkcs12:PATH, pem:PATH, pkcs11:…, csc:…, outside:PATH, development:officer/ID or development:agency."


def signer_of(
    uri: str, *, secret: Secret, development: DevelopmentAuthority, access: Secret = no_secret, seconds: float = 20
) -> Signer:
    """The signer that ``uri`` names; ``secret`` is asked only when the key is locked.

    ``access`` is the secret of a remote signing service, ``seconds`` bound the wait for each of its answers.
    """
    scheme, _, rest = uri.partition(":")
    match scheme, rest.split("/"):
        case "pkcs12", _ if rest:
            return pkcs12_signer(Path(rest).expanduser(), secret)
        case "pem", _ if rest:
            return pem_signer(Path(rest).expanduser(), secret)
        case "pkcs11", _ if rest:
            from signing.keys.pkcs11 import token_signer  # noqa: PLC0415 - its binding takes 0.1 s to import

            return token_signer(parse_token_uri(uri), secret)
        case "csc", _ if rest:
            return remote_signer(parse_credential_uri(uri), pin=secret, access=access, seconds=seconds)
        case "development", ["agency"]:
            return development.agency()
        case "development", ["second-seal"]:
            return development.second_seal()
        case "development", ["officer", officer]:
            return development.officer(officer)
        case "outside", _ if rest:
            raise UsageError(
                "This key signs in two steps, outside of the system.",
                remedy="`hoso sign prepare`, then `hoso sign finish`.",
            )
    raise UsageError("The key's URI names no key.", remedy=_REMEDY)
