"""``hoso card``: one identity card, channel by channel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from dossier.errors import UsageError
from hoso.card_json import card_plain
from hoso.card_reading import CardReading
from hoso.chips import ChipReading, office_anchors, read_chip
from hoso.cli import console, options
from hoso.cli.masking import without_numbers
from hoso.cli.status import Exit
from hoso.language import say
from hoso.office import Office
from hoso.settings import load_settings
from hoso.wiring import card_reader, open_office
from identity.card import Agreement, CardAgreement, compare_channels
from identity.channel import FIELDS, Channel
from identity.chip.anchors import anchors_in
from identity.chip.dump import is_zip
from identity.chip.passive import Authentication

_NOTHING = CardAgreement((), (), None)


def card(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help=say("Ảnh các mặt thẻ, ZIP của chíp.", "Pictures, a chip's ZIP.")),
    ],
    csca: Annotated[
        Path | None, typer.Option(help=say("Thư mục chứng thư gốc CSCA.", "A folder of country signing certificates."))
    ] = None,
    full: options.Full = False,
    reason: options.Why = None,
    json: options.Json = False,
) -> None:
    """Đọc một thẻ: từng kênh nói gì, khác nhau ở đâu. / Read one card: what each channel says, where they disagree.

    Không hỏi cơ sở dữ liệu. Mã kết thúc 1 khi các kênh khác nhau, 3 khi chíp không hợp lệ. / Asks no register. Exit status 1
    where channels disagree, 3 for an invalid chip.

    Ví dụ / Example: hoso card mat-truoc.jpg mat-sau.jpg chip.zip --csca csca
    """
    contents = [_bytes(path) for path in files]
    purpose = options.look("card", full=full, reason=reason, json=json)
    with open_office(load_settings()) as office:
        chip = _chip(office, [each for each in contents if is_zip(each)], csca)
        pictures = [each for each in contents if not is_zip(each)]
        read = card_reader(office)(pictures) if pictures else None
        channels = (*(read.channels if read else ()), *((chip.channel,) if chip else ()))
        agreement = compare_channels(channels) if channels else _NOTHING
        subject = office.token(agreement.number) if agreement.number else None
        office.access.record_access(who=office.settings.officer, purpose=purpose, subject=subject)
    if json:
        console.print_json(card_plain(read, chip, agreement))
    else:
        _print(read, chip, channels, agreement, whole_numbers=full)
    raise typer.Exit(_status(chip, channels, agreement))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read.", remedy="Check the path.") from error


def _chip(office: Office, dumps: Sequence[bytes], csca: Path | None) -> ChipReading | None:
    if len(dumps) > 1:
        raise UsageError("One card has one chip.", remedy="Give one ZIP.")
    anchors = anchors_in(csca) if csca else office_anchors(office.settings.root / "csca")
    return read_chip(dumps[0], anchors, office.clock()) if dumps else None


def _status(chip: ChipReading | None, channels: Sequence[Channel], agreement: CardAgreement) -> Exit:
    if chip is not None and chip.result.authentication is Authentication.INVALID:
        return Exit.REFUSED
    fault = any(channel.faults for channel in channels if channel is not (chip.channel if chip else None))
    return Exit.WAITING if fault or agreement.conflict or not channels else Exit.DONE


_MARKS = {Agreement.AGREE: "=", Agreement.NOISE: "≈", Agreement.CONFLICT: "≠"}


def _print(
    read: CardReading | None,
    chip: ChipReading | None,
    channels: Sequence[Channel],
    agreement: CardAgreement,
    *,
    whole_numbers: bool,
) -> None:
    title = say("Thẻ: ", "Card: ") + (read.layout.value if read else "—")
    table = console.table(title, say("Trường", "Field"), *(channel.kind.value for channel in channels), "")
    verdicts = {each.field: _MARKS[each.verdict] for each in agreement.fields}
    for key in FIELDS:
        values = [channel.value(key) or "—" for channel in channels]
        shown = [escape(value if whole_numbers else without_numbers(value)) for value in values]
        if any(value != "—" for value in values):
            table.add_row(key, *shown, verdicts.get(key, ""))
    console.out.print(table)
    if read and read.mrz:
        console.out.print(say("MRZ, số kiểm tra: ", "MRZ, check digits: ") + read.mrz.check_digits, markup=False)
    if chip:
        console.out.print(say("Chíp: ", "Chip: ") + chip.result.authentication.value, markup=False)
    for each in agreement.reasons:
        text = say(each.message_vi, each.message)
        console.out.print(f"- {each.code}: {text if whole_numbers else without_numbers(text)}", markup=False)
