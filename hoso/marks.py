"""Which visible mark a signature on a paper gets, from what the signer asks for (NĐ 30/2020 annex I, TT 05/2025/TT-BNV)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dossier.errors import UsageError
from hoso.key_secrets import Role
from signing.pades.appearance import (
    Appearance,
    agency_appearance,
    certified_copy_appearance,
    signer_appearance,
)
from signing.pades.picture import Kind, Picture, picture, seal_beside

_POINTS = 72 / 25.4
_REMEDY = "See `hoso sign file --help`."


@dataclass(frozen=True, slots=True)
class Look:
    """``form`` of a certified copy; ``hand`` and ``seal``: PNG; ``at``: millimetres from the left and the top of ``page``."""

    form: str | None = None
    hand: bytes | None = None
    seal: bytes | None = None
    at: tuple[float, float] | None = None
    page: int = 1
    invisible: bool = False

    def __post_init__(self) -> None:
        """What the rules do not allow together is a ``UsageError``."""
        pictures = self.hand is not None or self.seal is not None
        if self.invisible and (pictures or self.form is not None):
            raise UsageError("An invisible signature has neither picture nor form of copy.", remedy=_REMEDY)
        if self.form is not None and pictures:
            raise UsageError("A certified copy bears no picture of a seal or signature (NĐ 30/2020).", remedy=_REMEDY)
        if pictures and self.at is None:
            raise UsageError("Say where the picture stands: --at X,Y in millimetres.", remedy=_REMEDY)
        if self.at is not None and not pictures:
            raise UsageError("Only pictures are put at a place; text finds the free place by its rule.", remedy=_REMEDY)
        if self.page < 1:
            raise UsageError("Pages count from 1.", remedy=_REMEDY)

    def appearance(self, role: Role, name: str, at: datetime, font: Path) -> Appearance | Picture | None:
        """The mark of a signature by ``role`` named ``name``; ``UsageError`` for one that is not its own."""
        if self.invisible:
            return None
        if self.seal is not None or self.form is not None:
            if role is not Role.AGENCY:
                raise UsageError("A seal and a certified copy are the agency's.", remedy="Sign with --by agency.")
            return self._seal() if self.form is None else certified_copy_appearance(self.form, name, at, font)
        if self.hand is not None:
            if role is not Role.OFFICER:
                raise UsageError("A hand signature is a person's.", remedy="Sign with --by officer, or give --seal.")
            return picture(Kind.HAND, self.hand, centre=self._centre(), page=self.page - 1)
        return (agency_appearance if role is Role.AGENCY else signer_appearance)(name, at, font)

    def _seal(self) -> Picture:
        """Beside the hand signature at that place, where that is given; else with its middle there."""
        png = self.seal or b""
        if self.hand is None:
            return picture(Kind.SEAL, png, centre=self._centre(), page=self.page - 1)
        return seal_beside(picture(Kind.HAND, self.hand, centre=self._centre(), page=self.page - 1), png)

    def _centre(self) -> tuple[float, float]:
        x, y = self.at or (0.0, 0.0)
        return x * _POINTS, y * _POINTS
