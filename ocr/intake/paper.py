"""Which sheet a picture of unknown resolution shows."""

from __future__ import annotations

_A4_LONG_INCHES = 11.69
_CARD_LONG_INCHES = 3.370
"""ISO/IEC 7810 ID-1: 85.60 × 53.98 mm."""
_CARD_RATIO = 85.60 / 53.98
_SHORTEST_INCHES, _LONGEST_INCHES = 2.0, 34.0


def believable(dpi: float, width: int, height: int) -> bool:
    """Is a declared resolution one at which the picture is a sheet of paper, from a card up to A1?

    Cameras and programs write 72 and 96 without meaning it.
    """
    if round(dpi) in {72, 96}:
        return False
    return dpi > 0 and _SHORTEST_INCHES <= max(width, height) / dpi <= _LONGEST_INCHES


def assumed_dpi(width: int, height: int) -> int:
    """Resolution if the picture shows one sheet: a card by its proportions, else A4."""
    long, short = max(width, height), max(1, min(width, height))
    inches = _CARD_LONG_INCHES if abs(long / short - _CARD_RATIO) < 0.08 else _A4_LONG_INCHES
    return max(1, round(long / inches))
