"""Options that several verbs share."""

from __future__ import annotations

from typing import Annotated

import typer

from dossier.errors import UsageError
from dossier.record import ArchivePlace, Policy, Profile
from hoso.cli.masking import without_numbers
from hoso.intake import IntakeOptions
from hoso.language import say
from hoso.settings import Settings

Json = Annotated[bool, typer.Option("--json", help=say("In JSON cho máy đọc.", "Print JSON for machines."))]
Full = Annotated[
    bool,
    typer.Option("--full", help=say("Hiện đủ số định danh; phải nêu --reason.", "Whole numbers; needs --reason.")),
]
Why = Annotated[
    str | None,
    typer.Option("--reason", help=say("Vì sao cần số đầy đủ; được ghi lại.", "Why whole numbers; it is logged.")),
]
Procedure = Annotated[
    str | None, typer.Option(help=say("Mã thủ tục hành chính, ví dụ 1.001193.", "Procedure code, such as 1.001193."))
]
Unit = Annotated[
    str | None, typer.Option(help=say("Mã định danh đơn vị tiếp nhận.", "Identifier of the receiving office."))
]
Officer = Annotated[str | None, typer.Option(help=say("Tài khoản cán bộ số hóa.", "The scanning officer's account."))]
ProfileOption = Annotated[
    Profile,
    typer.Option(
        help=say(
            "counter: cán bộ ký, góc trên trái; archive: cơ quan ký, góc trên phải.",
            "counter: officer's signature, top left; archive: agency's, top right.",
        )
    ),
]
PolicyOption = Annotated[
    Policy,
    typer.Option(
        help=say(
            "batch: trường chắc chắn được chấp nhận; counter: cán bộ xác nhận mọi trường.",
            "batch: sure fields pass; counter: the officer confirms every field.",
        )
    ),
]
Place = Annotated[
    str | None,
    typer.Option(
        metavar="FONDS/CATALOGUE/BOX/FILE",
        help=say(
            "Nơi để bản giấy: phông/mục lục/hộp/hồ sơ, ví dụ G09/01/12/17; phần chưa biết để trống.",
            "Where the paper lies, such as G09/01/12/17; parts that are not known stay empty.",
        ),
    ),
]


_LONGEST_REASON = 200


def look(verb: str, *, full: bool, reason: str | None, json: bool) -> str:
    """The purpose that the access log keeps; ``UsageError`` when whole numbers are asked for without a reason."""
    said = " ".join((reason or "").split())[:_LONGEST_REASON]
    if full and not said:
        raise UsageError("Whole numbers are shown for a reason only.", remedy='Add --reason "…"; it is logged.')
    if full:
        return f"{verb}, whole numbers: {without_numbers(said)}"
    return f"{verb}, whole numbers (JSON)" if json else verb


def intake_options(
    settings: Settings,
    *,
    procedure: str | None,
    unit: str | None,
    officer: str | None,
    profile: Profile,
    policy: Policy,
    code: str | None = None,
    place: str | None,
) -> IntakeOptions:
    """What was given on the command line, the settings for the rest."""
    return IntakeOptions(
        unit=unit or settings.unit,
        officer=officer or settings.officer,
        procedure=procedure,
        profile=profile,
        policy=policy,
        code=code,
        archive=ArchivePlace.parse(place or ""),
    )
