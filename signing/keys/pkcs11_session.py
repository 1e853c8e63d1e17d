"""Sessions with tokens, and what goes wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pkcs11
from pkcs11 import TokenFlag

from dossier.errors import PermanentError, TransientError
from signing.keys.pkcs11_uri import TokenUri
from signing.keys.secret import Secret

_ABSENT = (pkcs11.TokenNotPresent, pkcs11.DeviceRemoved, pkcs11.NoSuchToken, pkcs11.TokenNotRecognised)
_WRONG_PIN = (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange)
_ALARMED = TokenFlag.USER_PIN_COUNT_LOW | TokenFlag.USER_PIN_FINAL_TRY | TokenFlag.USER_PIN_LOCKED
_UNLOCK = "Unlock it with the token's own program."

_asking = Lock()
"""Of several threads one tries the PIN, and the others know how that ended."""
_refused: set[tuple[str, bytes]] = set()
"""Tokens that have refused a PIN in this process: asked a few more times with a wrong one they lock themselves."""


@contextmanager
def translated() -> Iterator[None]:
    """Inside, a token's complaints become errors that say what to do."""
    try:
        yield
    except _ABSENT as error:
        raise TransientError("The token is not there.", remedy="Plug it in, or check the key's URI.") from error
    except (pkcs11.PinLocked, pkcs11.PinExpired) as error:
        raise PermanentError("The token's PIN is locked or has run out.", remedy=_UNLOCK) from error
    except pkcs11.PKCS11Error as error:
        kind = type(error).__name__
        raise TransientError(f"The token does not do what it is asked ({kind}).", remedy="Check the token.") from error


def token_of(uri: TokenUri) -> pkcs11.Token:
    """The one token that fits; without any part of its name in the URI, the only one there is."""
    try:
        library = pkcs11.lib(uri.module)
    except RuntimeError as error:
        raise PermanentError("The token's library cannot be loaded.", remedy="Check module-path.") from error
    found = [slot for slot in library.get_slots(token_present=True) if _fits(slot, uri)]
    if not found:
        raise pkcs11.NoSuchToken
    if len(found) > 1:
        numbers = ", ".join(str(slot.slot_id) for slot in found)
        raise PermanentError(f"Several tokens fit: slots {numbers}.", remedy="Add token=, serial= or slot-id=.")
    return found[0].get_token()


def _fits(slot: pkcs11.Slot, uri: TokenUri) -> bool:
    token = slot.get_token()
    asked = ((uri.slot, slot.slot_id), (uri.token, token.label), (uri.serial, token.serial.decode(errors="replace")))
    return TokenFlag.TOKEN_INITIALIZED in token.flags and all(
        wanted is None or wanted == (there.strip() if isinstance(there, str) else there) for wanted, there in asked
    )


def session_of(uri: TokenUri, token: pkcs11.Token, secret: Secret) -> pkcs11.Session:
    """Logged in, if the token wants that. A PIN is not tried after a wrong one, by whichever process that was."""
    if TokenFlag.LOGIN_REQUIRED not in token.flags:
        return token.open()
    with _asking:
        return _logged_in((uri.module, token.serial), token, secret)


def _logged_in(name: tuple[str, bytes], token: pkcs11.Token, secret: Secret) -> pkcs11.Session:
    if name in _refused:
        raise PermanentError("The token has refused this PIN; it is not tried again.", remedy="Correct it and restart.")
    if token.flags & _ALARMED:
        raise PermanentError(
            "The token's PIN was entered wrongly before; it is not tried again lest it be locked.",
            remedy="Log in once with the token's own program, or unlock it there.",
        )
    pin = secret()
    if not pin:
        raise PermanentError("The token wants a PIN.", remedy="Set this key's HOSO_…_KEY_SECRET or …_KEY_SECRET_FILE.")
    try:
        return token.open(user_pin=pin.decode(errors="replace"))
    except _WRONG_PIN as error:
        _refused.add(name)
        raise PermanentError("The token refuses the PIN.", remedy="Correct it; do not try often.") from error
    except pkcs11.UserAlreadyLoggedIn:
        return token.open()
