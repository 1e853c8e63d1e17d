"""Each signing key has a PIN or pass phrase of its own: set, in a file, or asked for on a terminal.

One for all would be tried on every token, and a few wrong tries lock one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr

from hoso.language import say
from hoso.prompt import ask_on_terminal
from hoso.settings import Settings
from signing.keys.secret import Secret, file_secret, no_secret

_OFFICER = "{officer}"


class Role(StrEnum):
    """What a key is for; ``HOSO_<ROLE>_KEY`` is the setting that names it."""

    OFFICER = "officer"
    AGENCY = "agency"
    SECOND_SEAL = "second_seal"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key it is; ``officer`` is the account of an officer, empty for the agency's keys."""

    role: Role
    officer: str = ""

    def named(self, template: str) -> str:
        """``{officer}`` in a setting stands for the account."""
        return template.replace(_OFFICER, self.officer)


def secret_of(settings: Settings, holder: Holder) -> Secret:
    """Where the secret of a holder's key comes from."""
    return _set(*_settings_of(settings, holder.role), holder) or (lambda: ask_on_terminal(_question(holder)))


def access_of(settings: Settings, holder: Holder) -> Secret:
    """Where the secret comes from with which a holder's remote signing service is logged into; nobody is asked."""
    match holder.role:
        case Role.OFFICER:
            found = settings.officer_csc_secret, settings.officer_csc_secret_file
        case Role.AGENCY:
            found = settings.agency_csc_secret, settings.agency_csc_secret_file
        case Role.SECOND_SEAL:
            return no_secret
    return _set(*found, holder) or no_secret


def _set(told: SecretStr, file: Path | None, holder: Holder) -> Secret | None:
    if told.get_secret_value():
        return lambda: told.get_secret_value().encode()
    return None if file is None else file_secret(Path(holder.named(str(file))).expanduser())


def _settings_of(settings: Settings, role: Role) -> tuple[SecretStr, Path | None]:
    match role:
        case Role.OFFICER:
            return settings.officer_key_secret, settings.officer_key_secret_file
        case Role.AGENCY:
            return settings.agency_key_secret, settings.agency_key_secret_file
        case Role.SECOND_SEAL:
            return settings.second_seal_key_secret, settings.second_seal_key_secret_file


def _question(holder: Holder) -> str:
    whose = {
        Role.OFFICER: (f"khóa ký của {holder.officer}", f"the signing key of {holder.officer}"),
        Role.AGENCY: ("khóa ký của cơ quan", "the agency's signing key"),
        Role.SECOND_SEAL: ("khóa niêm phong thứ hai", "the second seal's key"),
    }[holder.role]
    return say(f"Mã PIN hoặc mật khẩu, {whose[0]}: ", f"PIN or pass phrase of {whose[1]}: ")
