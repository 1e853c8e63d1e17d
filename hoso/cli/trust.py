"""``hoso trust``: whom this office believes without proof."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from cryptography import x509

from dossier.errors import UsageError
from hoso.cli import console, options
from hoso.language import say
from hoso.office import Office
from hoso.settings import load_settings
from hoso.trusting import Anchor, anchor_plain
from hoso.wiring import open_office
from signing.judge.trust import Window, certificates_in

app = typer.Typer(help=say("Chứng thư gốc tin cậy.", "Trust anchors."), no_args_is_help=True)

Day = Annotated[str | None, typer.Option(help=say("Ngày, dạng YYYY-MM-DD.", "A day, YYYY-MM-DD."))]


@app.command("add")
def add(
    files: Annotated[list[Path], typer.Argument(help=say("Tệp chứng thư PEM hoặc DER.", "PEM or DER files."))],
    source: Annotated[str, typer.Option(help=say("Lấy từ đâu, ai xác nhận.", "Where from, on whose word."))] = "",
    since: Day = None,
    until: Day = None,
    json: options.Json = False,
) -> None:
    """Thêm chứng thư gốc tin cậy, kèm nguồn gốc. / Add trust anchors, with where they come from.

    Ví dụ / Example: hoso trust add rootca.pem --source "rootca.gov.vn, tải ngày 22-11-2026" --until 2040-11-25
    """
    window = Window(_start(since), _end(until))
    certificates = [each for file in files for each in certificates_in(file)]
    with open_office(load_settings()) as office:

        def described(certificate: x509.Certificate) -> Anchor:
            return Anchor(certificate, window, source, office.clock(), office.settings.officer)

        new = office.trust.add(certificates, described)
        anchors = office.trust.anchors()
    if json:
        console.print_json([anchor_plain(each) for each in anchors])
    else:
        told = say(f"Đã thêm {new}, hiện có {len(anchors)}.", f"{new} added, {len(anchors)} in all.")
        console.out.print(told, markup=False)


@app.command("list")
def list_(json: options.Json = False) -> None:
    """Liệt kê chứng thư gốc tin cậy. / List the trust anchors.

    Ví dụ / Example: hoso trust list
    """
    with open_office(load_settings()) as office:
        anchors, more = office.trust.anchors(), _others(office)
    if json:
        console.print_json([anchor_plain(each) for each in anchors])
        return
    table = console.table(say("Chứng thư gốc tin cậy", "Trust anchors"), "SHA-256", say("Chủ thể", "Subject"), "", "")
    for each in anchors:
        term = f"{_shown(each.window.since)} – {_shown(each.window.until)}"
        table.add_row(each.name[:16], each.certificate.subject.rfc4514_string(), term, each.source)
    console.out.print(table)
    if more:
        console.out.print(
            say(f"Ngoài ra: {more} chứng thư gốc thử nghiệm.", f"Besides: {more} of development."), markup=False
        )


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help=say("Đầu của SHA-256.", "How its SHA-256 begins."))],
    json: options.Json = False,
) -> None:
    """Gỡ một chứng thư gốc tin cậy. / Remove a trust anchor.

    Ví dụ / Example: hoso trust remove 3f2a9c41d0b7
    """
    with open_office(load_settings()) as office:
        gone = office.trust.remove(name)
    if json:
        console.print_json(anchor_plain(gone))
    else:
        console.out.print(say("Đã gỡ: ", "Removed: ") + gone.certificate.subject.rfc4514_string(), markup=False)


def _others(office: Office) -> int:
    own = {each.certificate for each in office.trust.anchors()}
    return len([each for each in office.judges.trust().anchors if each not in own])


def _start(day: str | None) -> datetime | None:
    return None if day is None else _day(day)


def _end(day: str | None) -> datetime | None:
    """The whole day counts."""
    return None if day is None else _day(day).replace(hour=23, minute=59, second=59)


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise UsageError(f"{text} is no day.", remedy="Write it as YYYY-MM-DD.") from error


def _shown(moment: datetime | None) -> str:
    return "…" if moment is None else moment.date().isoformat()
