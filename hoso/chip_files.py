"""Dumps of chips among a dossier's files: told by content, judged, and each held to the card that it was read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.errors import InputRefused
from dossier.record import Event, Record
from hoso.chips import ChipReading
from hoso.drafts import Drafts
from hoso.reader import FileRead
from identity.channel import Channel
from identity.chip.dump import read_dump
from identity.chip.passive import Authentication
from identity.reasons import reason

MEDIA_TYPE = "application/zip"
JudgeChip = Callable[[bytes], ChipReading]

# What a ZIP is refused for that holds no chip: it is not taken in, whatever else it holds.
_NO_CHIP = frozenset({"chip_empty", "chip_damaged", "chip_limit"})
_OUTCOMES = {
    Authentication.ANCHORED: "success",
    Authentication.INTACT_NOT_ANCHORED: "warning",
    Authentication.INVALID: "failure",
}
_STRAY = reason(
    "chip_text_conflict",
    "id_number",
    detail="no card of the dossier bears the chip's number",
    detail_vi="không thẻ nào trong hồ sơ mang số của chíp",
)


def chip_file(data: bytes) -> FileRead:
    """A chip's dump as a file without pages; ``InputRefused`` for any other ZIP."""
    try:
        read_dump(data)
    except InputRefused as refusal:
        if refusal.code not in _NO_CHIP:
            raise
        raise InputRefused(
            "unsupported_type",
            "The ZIP is not a whole dump of a card's chip; hand in scans as PDF, TIFF, JPEG or PNG.",
            "Tệp ZIP không phải bản đọc chíp nguyên vẹn; hãy nộp bản quét dạng PDF, TIFF, JPEG hay PNG.",
        ) from refusal
    return FileRead(MEDIA_TYPE)


@dataclass(frozen=True, slots=True)
class Paired:
    """The chips of each card, by the card's place among those given, and those that no card bears."""

    of_card: Mapping[int, tuple[Channel, ...]]
    strays: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class ChipFiles:
    """Judges the dumps of a record."""

    drafts: Drafts
    judge: JudgeChip

    def of(self, record: Record) -> tuple[ChipReading, ...]:
        """Each dump as passive authentication and its data groups tell it, in the order of the files."""
        dumps = (file.sha256 for file in record.files if file.media_type == MEDIA_TYPE)
        return tuple(self.judge(self.drafts.blobs.get(digest)) for digest in dumps)


def paired(numbers: Sequence[str | None], chips: Sequence[ChipReading]) -> Paired:
    """Chips and cards of one number belong together, and the only chip left with the only person left.

    That last chip bears another number than the card it came with: together they contradict each other.
    """
    found: dict[int, tuple[Channel, ...]] = {}
    left: list[ChipReading] = []
    for chip in chips:
        number = chip.values.get("id_number")
        if number is not None and number in numbers:
            card = numbers.index(number)
            found[card] = (*found.get(card, ()), chip.channel)
        else:
            left.append(chip)
    paired_numbers = {numbers[card] for card in found}
    open_cards = [card for card, number in enumerate(numbers) if number is None or number not in paired_numbers]
    persons = {numbers[card] or card for card in open_cards}
    if len(left) == 1 and len(persons) == 1:
        return Paired({**found, open_cards[0]: (left[0].channel,)}, ())
    return Paired(found, tuple(_stray(chip.channel) if numbers else chip.channel for chip in left))


def _stray(channel: Channel) -> Channel:
    return replace(channel, faults=(*channel.faults, _STRAY))


def chip_event(chip: ChipReading, at: str) -> Event:
    """What passive authentication said of a chip."""
    level = chip.result.authentication
    return Event("passive_authentication", at, "hoso", _OUTCOMES[level], {"authentication": level.value})
