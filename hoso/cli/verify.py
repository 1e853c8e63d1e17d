"""``hoso verify``: a signed PDF, a package, a detached signature or time stamp, or an archived dossier."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dossier.codes import DossierCode
from dossier.errors import UsageError
from dossier.judgement import FileJudgement
from hoso.cli import console, options, status
from hoso.language import say
from hoso.office import Office
from hoso.reporting.files import write_reports
from hoso.settings import load_settings
from hoso.verdict_json import verdict_plain
from hoso.verifying import Asked, archived_bytes, judge_dossier, judge_file, judge_online
from hoso.wiring import open_office
from signing.judge.evidence import Evidence
from signing.judge.given import given_revocation
from signing.judge.trust import TrustStore, trust_folder
from signing.status.online import OnlineStatus

_BESIDE = {
    ".p7s": (".json", ".xml", ".pdf", ".txt"),
    ".p7m": (),
    ".tst": (".sig",),
    ".tsr": (".sig",),
    ".ers": (".zip",),
    ".er": (".zip",),
}


def verify(
    inputs: Annotated[
        list[str], typer.Argument(help=say("Tệp PDF, gói ZIP, chữ ký, dấu thời gian hoặc mã hồ sơ.", "File or code."))
    ],
    trust: Annotated[
        Path | None,
        typer.Option(help=say("Thư mục chứng thư gốc dùng cho lần này.", "A folder of anchors for this call.")),
    ] = None,
    content: Annotated[
        Path | None,
        typer.Option(help=say("Tệp mà chữ ký hoặc dấu thời gian nằm riêng ký lên.", "What a detached one is over.")),
    ] = None,
    revocation: Annotated[
        list[Path] | None,
        typer.Option(
            help=say(
                "Tệp hoặc thư mục CRL, OCSP dùng cho lần này; có thể lặp lại.",
                "Revocation lists and OCSP answers for this call, a file or folder; may be repeated.",
            )
        ),
    ] = None,
    online: Annotated[
        bool,
        typer.Option(
            "--online",
            help=say(
                "Hỏi thu hồi qua mạng (OCSP, CRL) khi cần.", "Ask about revocation over the network where needed."
            ),
        ),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(help=say("Thư mục ghi báo cáo có ký số.", "A folder for signed reports.")),
    ] = None,
    json: options.Json = False,
) -> None:
    """Kiểm tra chữ ký và gói lưu trữ, không tin lời ai. / Judge signatures and packages by nobody's word.

    Ví dụ / Example: hoso verify ban-sao.pdf goi.zip H29.12-261122-0001 --trust chung-thu-goc
    """
    named = None if trust is None else trust_folder(trust)
    given = given_revocation(revocation or ())
    with open_office(load_settings()) as office:
        anchors = _with(named, given, office)
        asked = _asking(office) if online else None
        both = [_judge(office, each, anchors, content, asked) for each in inputs]
        judged = [each for each, _ in both]
        written = [] if report is None else [file for pair in both for file in write_reports(office, *pair, report)]
    if json:
        plain = [verdict_plain(each) for each in judged]
        console.print_json(plain[0] if len(plain) == 1 else plain)
    else:
        for each in judged:
            _print(each)
        for file in written:
            console.out.print(str(file), markup=False)
    raise typer.Exit(status.of_verdicts(each.verdict for each in judged))


def _with(anchors: TrustStore | None, given: Evidence, office: Office) -> TrustStore | None:
    """The anchors of this call with what was given beside them; None: the office's own, nothing else."""
    if not given.revocation:
        return anchors
    return (office.judges.trust() if anchors is None else anchors).joined(TrustStore(evidence=given))


def _judge(
    office: Office, named: str, anchors: TrustStore | None, content: Path | None, asked: Asked | None
) -> tuple[FileJudgement, bytes]:
    """The verdict and what it is about; a file of that name comes before a dossier of that code."""
    path = Path(named)
    if path.is_file():
        signed = content or _beside(path)
        over = None if signed is None else _read(signed)
        data = _read(path)
        judge = partial(judge_file, office, data, file=named, content=over)
        return _perhaps_online(office, judge, anchors, asked), data
    try:
        code = DossierCode.parse(named)
    except UsageError as error:
        raise UsageError(f"{path.name} is neither a file nor a dossier code.", remedy="Check the path.") from error
    office.access.record_access(who=office.settings.officer, purpose="verify", code=code)
    return _perhaps_online(office, partial(judge_dossier, office, code), anchors, asked), archived_bytes(office, code)


def _perhaps_online(
    office: Office, judge: Callable[..., FileJudgement], anchors: TrustStore | None, asked: Asked | None
) -> FileJudgement:
    if asked is None:
        return judge(trust=anchors)
    return judge_online(lambda trust: judge(trust=trust), anchors or office.judges.trust(), asked)


def _asking(office: Office) -> Asked:
    """Of strangers' servers, never of our own network's."""
    status = OnlineStatus(office.settings.status_timeout, public_only=True)
    return lambda certificate, issuer: status.status(certificate, issuer, office.clock())


def _beside(path: Path) -> Path | None:
    """What a signature lies beside: ``a.json`` for ``a.json.p7s``; ``a.json`` for ``a.p7s``, ``a.sig`` for ``a.tst``."""
    if path.suffix.lower() not in _BESIDE:
        return None
    candidates = [path.with_suffix("")] + [path.with_suffix(each) for each in _BESIDE[path.suffix.lower()]]
    return next((each for each in candidates if each.is_file()), None)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read.", remedy="Check its permissions.") from error


def _print(judged: FileJudgement) -> None:
    note = say(" (không có giá trị pháp lý)", " (no legal value)") if judged.development else ""
    console.out.print(f"{judged.file}: {judged.verdict.vi} / {judged.verdict}{note}", markup=False)
    if judged.package is not None:
        found = judged.package
        console.out.print(
            f"  manifest {found.manifest} · record_seal {found.record_seal} · log {found.log} · lock {found.lock}",
            markup=False,
        )
    for reason in judged.reasons:
        console.out.print(f"  - {say(reason.message_vi, reason.message)}", markup=False)
    for signature in judged.signatures:
        facts = [signature.indication.value, signature.sub_indication, signature.level, signature.modification]
        console.out.print(f"  {signature.field}: {' · '.join(each for each in facts if each)}", markup=False)
        if signature.signer:
            stamped = signature.timestamped_at or "—"
            console.out.print(f"    {signature.signer} · {stamped}", markup=False)
        for reason in signature.reasons:
            console.out.print(f"    - {say(reason.message_vi, reason.message)}", markup=False)
