"""What ``hoso card --json`` prints (contract: command line)."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.judgement import Reason
from hoso.card_reading import CardReading
from hoso.chips import ChipReading
from identity.card import CardAgreement
from identity.channel import mrz_channel, qr_channel
from identity.chip.passive import Authentication, GroupState
from identity.mrz import Mrz
from identity.qr import CardQr


def card_plain(read: CardReading | None, chip: ChipReading | None, agreement: CardAgreement) -> dict[str, object]:
    """One JSON object; a channel that was not there is null, a chip that was not given is ``absent``."""
    return {
        "contract": "hoso.card/1",
        "layout": read.layout.value if read else "unknown",
        "channels": {
            "print": _print(read) if read else None,
            "qr": _qr(read.qr) if read and read.qr else None,
            "mrz": _mrz(read.mrz) if read and read.mrz else None,
            "chip": _chip(chip),
        },
        "agreement": [
            {"field": each.field, "verdict": each.verdict.value, "values": {str(k): v for k, v in each.values.items()}}
            for each in agreement.fields
        ],
        "reasons": _reasons(agreement.reasons),
    }


def _print(read: CardReading) -> dict[str, object]:
    return {
        key: {"value": each.value, "confidence": round(each.confidence, 3)}
        for key, each in read.fields.items()
        if each.value is not None
    }


def _qr(card: CardQr) -> dict[str, object]:
    said = {key: each.value for key, each in qr_channel(card).readings.items()}
    extra = [{"kind": each.kind.value, "value": each.text} for each in card.extra]
    return {**said, "old_id_number": card.old_number, "raw_sha256": str(card.raw_sha256), "extra": extra}


def _mrz(zone: Mrz) -> dict[str, object]:
    channel = mrz_channel(zone)
    said = {key: each.value for key, each in channel.readings.items()} if channel else {}
    checks = {each.name: each.passed for each in zone.checks}
    return {
        "lines": list(zone.lines),
        "check_digits": zone.check_digits,
        "checks": checks,
        "document_number": zone.document_number,
        "no_expiry": zone.no_expiry,
        **said,
    }


def _chip(chip: ChipReading | None) -> dict[str, object]:
    if chip is None:
        return {"authentication": Authentication.ABSENT.value, "reasons": [], "data_groups": {}}
    groups = {str(n): each.value for n, each in chip.result.data_groups.items() if each is not GroupState.ABSENT}
    return {
        "authentication": chip.result.authentication.value,
        "reasons": _reasons(chip.result.reasons),
        "data_groups": groups,
        **chip.values,
    }


def _reasons(reasons: Sequence[Reason]) -> list[dict[str, object]]:
    return [
        {"code": each.code, "field": each.field, "message": each.message, "message_vi": each.message_vi}
        for each in reasons
    ]
