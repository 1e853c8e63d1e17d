"""``hoso sign``: files that are no dossier, and signatures by keys that lie at the signer's desk."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from dossier.codes import DossierCode
from dossier.errors import UsageError
from dossier.record import Record
from hoso import paper_signing
from hoso.cli import console, options, status
from hoso.cli.status import Exit
from hoso.key_secrets import Holder, Role
from hoso.language import say
from hoso.marks import Look
from hoso.office import Office
from hoso.outside import finish_dossier, finish_file, prepare_dossier, prepare_file
from hoso.paper_signing import SignedFile, is_pdf
from hoso.settings import load_settings
from hoso.signing_request import Request, Requests, read_requests
from hoso.wiring import open_office
from signing.before import TEXTS, Caution
from signing.keys.outside import Certified, certified, is_outside, outside_identity
from signing.levels import Level
from signing.wanted import Shortfall
from storage import disk

app = typer.Typer(
    help=say(
        "Ký số tệp; ký ngoài hệ thống bằng USB token ở bàn cán bộ.", "Sign files, also with a token at somebody's desk."
    ),
    no_args_is_help=True,
)

Source = Annotated[Path, typer.Argument(help=say("Tệp cần ký.", "The file to sign."))]
By = Annotated[
    Role,
    typer.Option("--by", help=say("officer: cán bộ; agency: cơ quan.", "officer or agency."), case_sensitive=False),
]
FormOfCopy = Annotated[
    str | None,
    typer.Option(help=say('Hình thức sao: "SAO Y", "SAO LỤC", "TRÍCH SAO".', 'Form of a certified copy: "SAO Y" …')),
]
Hand = Annotated[
    Path | None, typer.Option(help=say("Ảnh chữ ký tay: PNG nền trong suốt, màu xanh.", "Hand signature: PNG, blue."))
]
SealPicture = Annotated[
    Path | None, typer.Option("--seal", help=say("Ảnh con dấu: PNG nền trong suốt, màu đỏ.", "The seal: PNG, red."))
]
At = Annotated[
    str | None,
    typer.Option(
        metavar="X,Y",
        help=say(
            "Tâm ảnh chữ ký, tính bằng mm từ mép trái và mép trên; con dấu tự đặt lệch trái.",
            "Middle of the hand signature, in mm from left and top; a seal goes to its left.",
        ),
    ),
]
PageNumber = Annotated[int, typer.Option(min=1, help=say("Trang đặt ảnh.", "The page of the picture."))]
Invisible = Annotated[bool, typer.Option("--invisible", help=say("Không có dấu hiệu trên trang.", "No visible mark."))]
LevelOption = Annotated[
    Level | None, typer.Option(help=say("Mức chữ ký; mặc định HOSO_COPY_LEVEL.", "Level; HOSO_COPY_LEVEL by default."))
]
Out = Annotated[Path | None, typer.Option(help=say("Tệp hoặc thư mục đích.", "The file or folder to write to."))]
Content = Annotated[
    Path | None, typer.Option(help=say("Tệp mà chữ ký nằm riêng ký lên.", "What a detached signature is over."))
]


@app.command("file")
def file_(
    source: Source,
    by: By = Role.OFFICER,
    officer: options.Officer = None,
    form: FormOfCopy = None,
    hand: Hand = None,
    seal: SealPicture = None,
    at: At = None,
    page: PageNumber = 1,
    invisible: Invisible = False,
    level: LevelOption = None,
    out: Out = None,
    json: options.Json = False,
) -> None:
    """Ký một PDF (PAdES) hoặc tệp khác (CAdES, tệp .p7s bên cạnh). / Sign a PDF, or another file beside it.

    Văn bản: chữ ký tay rồi con dấu. Bản sao: cơ quan ký, góc trên phải, không có ảnh. / Documents: hand signature, then seal.
    Copies: the agency, top right, no picture.

    Ví dụ / Examples:
    hoso sign file cong-van.pdf --hand chu-ky.png --at 140,200
    hoso sign file cong-van.signed.pdf --by agency --seal con-dau.png --hand chu-ky.png --at 140,200
    hoso sign file ban-sao.pdf --by agency --form "SAO Y"
    """
    look = _look(form, hand, seal, at, page, invisible=invisible)
    data = _read(source)
    with open_office(load_settings()) as office:
        done = paper_signing.sign_file(
            office,
            data,
            role=_role(by),
            officer=officer or office.settings.officer,
            look=look,
            level=level or office.settings.copy_level,
        )
    target = _written(out, _signed_name(source, pdf=is_pdf(data)), done.data)
    _tell(target, done, json=json)


@app.command("raise")
def raise_(
    source: Source,
    content: Content = None,
    level: LevelOption = None,
    out: Out = None,
    json: options.Json = False,
) -> None:
    """Nâng mức chữ ký: thêm dấu thời gian, dữ liệu thu hồi. / Give signatures the time stamps and revocation data they lack.

    Ví dụ / Example: hoso sign raise cong-van.signed.pdf --level B-LTA
    """
    data = _read(source)
    over = content or (source.with_suffix("") if source.suffix == ".p7s" else None)
    with open_office(load_settings()) as office:
        wanted = level or office.settings.copy_level
        raised = paper_signing.raise_file(office, data, _read(over) if over and over.is_file() else None, wanted)
    target = _written(out or source, source.name, raised)
    if json:
        console.print_json({"file": str(target), "level": wanted.value})
    else:
        console.out.print(f"{target}: {wanted}", markup=False, soft_wrap=True)


@app.command("prepare")
def prepare(
    sources: Annotated[list[str], typer.Argument(help=say("Tệp PDF hoặc mã hồ sơ chờ ký.", "PDF files or dossiers."))],
    certificate: Annotated[
        Path | None,
        typer.Option(
            help=say(
                "Chứng thư của người ký và cấp trên; mặc định HOSO_OFFICER_KEY=outside:….",
                "The signer's certificate and its issuers'; HOSO_OFFICER_KEY=outside:… by default.",
            )
        ),
    ] = None,
    by: By = Role.OFFICER,
    form: FormOfCopy = None,
    hand: Hand = None,
    seal: SealPicture = None,
    at: At = None,
    page: PageNumber = 1,
    invisible: Invisible = False,
    level: LevelOption = None,
    out: Annotated[Path, typer.Option(help=say("Tệp danh sách cần ký.", "The list to write."))] = Path("signing.json"),
    json: options.Json = False,
) -> None:
    """Bước 1 ký ngoài hệ thống: ghi giá trị băm cần ký. / Step 1 of signing elsewhere: write the digests to sign.

    Người giữ khóa ký `digest` (SHA-256) và điền `value` (base64). / The holder signs `digest` and fills in `value`.

    Ví dụ / Example: hoso sign prepare cong-van.pdf --certificate can-bo.pem --out can-ky.json
    """
    look = _look(form, hand, seal, at, page, invisible=invisible)
    if not out.parent.is_dir():
        raise UsageError("The folder to write to is not there.", remedy="Choose another --out.")
    with open_office(load_settings()) as office:
        wanted = level or office.settings.copy_level
        how = _How(office, certificate, _role(by), look, wanted, out.parent)
        requests = Requests(requests=tuple(request for each in sources for request in how.prepared(each)))
    _put(out, requests.encoded())
    if json:
        console.print_json({"list": str(out), "requests": [_plain(each) for each in requests.requests]})
        return
    for each in requests.requests:
        console.out.print(f"{each.name}: {each.scheme} · {each.hash} {each.digest.hex()}", markup=False, soft_wrap=True)
    console.out.print(say("Điền value rồi: ", "Fill in value, then: ") + f"hoso sign finish {out}", markup=False)


@app.command("finish")
def finish(
    requests: Annotated[Path, typer.Argument(help=say("Danh sách đã điền value.", "The list with its values."))],
    value: Annotated[
        Path | None,
        typer.Option(help=say("Giá trị chữ ký (nhị phân, base64, hex) khi chỉ có một.", "The value, where it is one.")),
    ] = None,
    json: options.Json = False,
) -> None:
    """Bước 2: đặt giá trị đã ký vào tệp hoặc hồ sơ. / Step 2: put the values into files and dossiers.

    Ví dụ / Example: hoso sign finish can-ky.json --value chu-ky.bin
    """
    given = _with_value(read_requests(_read(requests)).requests, value)
    done: list[dict[str, object]] = []
    worst = Exit.DONE
    with open_office(load_settings()) as office:
        for request in (each for each in given if each.dossier is None):
            signed = finish_file(office, request, requests.parent)
            target = _written(None, _signed_name(requests.parent / request.name, pdf=True), signed.data)
            short = None if signed.shortfall is None else signed.shortfall.value
            done.append({"file": str(target), "level": signed.level, "signer": signed.signer, "shortfall": short})
            worst = max(worst, Exit.DONE if short is None else Exit.WAITING)
        for code, record in _dossiers(office, given):
            done.append({"dossier": str(code), "status": record.status.value})
            worst = max(worst, status.of_statuses([record.status]))
    if json:
        console.print_json(done)
    else:
        for each in done:
            console.out.print(" · ".join(str(part) for part in each.values() if part), markup=False, soft_wrap=True)
    raise typer.Exit(worst)


@dataclass(frozen=True, slots=True)
class _How:
    """How files are prepared; dossiers by their own officer's certificate and their profile's mark."""

    office: Office
    certificate: Path | None
    role: Role
    look: Look
    level: Level
    folder: Path

    def prepared(self, named: str) -> Iterable[Request]:
        path = Path(named)
        if not path.is_file():
            return prepare_dossier(self.office, _code(named))
        name = f"{path.stem}.prepared.pdf"
        made = prepare_file(
            self.office,
            _read(path),
            self._identity(),
            name=path.name,
            file=name,
            role=self.role,
            look=self.look,
            level=self.level,
        )
        _put(self.folder / name, made.data)
        return (made.request,)

    def _identity(self) -> Certified:
        if self.certificate is not None:
            return certified(self.certificate)
        settings = self.office.settings
        uri = Holder(Role.OFFICER, settings.officer).named(settings.officer_key)
        if self.role is not Role.OFFICER or not is_outside(uri):
            raise UsageError("Whose signature is it?", remedy="Name her certificate with --certificate.")
        return outside_identity(uri)


def _code(named: str) -> DossierCode:
    try:
        return DossierCode.parse(named)
    except UsageError as error:
        raise UsageError(
            f"{Path(named).name} is neither a file nor a dossier code.", remedy="Check the path."
        ) from error


def _dossiers(office: Office, requests: Sequence[Request]) -> Iterable[tuple[DossierCode, Record]]:
    codes = dict.fromkeys(each.dossier.code for each in requests if each.dossier is not None)
    for code in codes:
        own = [each for each in requests if each.dossier is not None and each.dossier.code == code]
        yield DossierCode.parse(code), finish_dossier(office, DossierCode.parse(code), own)


def _with_value(requests: tuple[Request, ...], value: Path | None) -> tuple[Request, ...]:
    if value is None:
        return requests
    if len(requests) != 1:
        raise UsageError("--value is for a list of one.", remedy="Fill in `value` of each in the list.")
    return (requests[0].model_copy(update={"value": _octets(_read(value))}),)


def _octets(data: bytes) -> bytes:
    """As programs write signature values: hexadecimal, base64, or as they are."""
    text = b"".join(data.split())
    try:
        return binascii.unhexlify(text)
    except binascii.Error:
        pass
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return data


def _look(
    form: str | None, hand: Path | None, seal: Path | None, at: str | None, page: int, *, invisible: bool
) -> Look:
    return Look(
        form=form,
        hand=None if hand is None else _read(hand),
        seal=None if seal is None else _read(seal),
        at=None if at is None else _point(at),
        page=page,
        invisible=invisible,
    )


def _point(text: str) -> tuple[float, float]:
    try:
        x, y = (float(each) for each in text.split(","))
    except ValueError as error:
        raise UsageError("A place is X,Y in millimetres.", remedy="For example --at 140,200.") from error
    return x, y


def _role(by: Role) -> Role:
    if by is Role.SECOND_SEAL:
        raise UsageError("The second seal signs lists of packages only.", remedy="Sign with --by officer or agency.")
    return by


def _signed_name(source: Path, *, pdf: bool) -> str:
    name = f"{source.stem}.signed.pdf" if pdf else f"{source.name}.p7s"
    return str(source.with_name(name))


def _written(out: Path | None, name: str, data: bytes) -> Path:
    target = Path(name) if out is None else out / Path(name).name if out.is_dir() else out
    if not target.parent.is_dir():
        raise UsageError("The folder to write to is not there.", remedy="Choose another --out.")
    _put(target, data)
    return target


def _put(target: Path, data: bytes) -> None:
    with disk.translated("Writing the file"):
        disk.replace(target, data, spool=target.parent)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name} cannot be read.", remedy="Check its path and permissions.") from error


_SHORTFALLS = {
    Shortfall.NO_TIME_STAMP: ("chưa có dấu thời gian", "no time stamp could be had"),
    Shortfall.NO_REVOCATION_DATA: ("chưa có dữ liệu thu hồi", "no revocation data could be had"),
}


def _tell(target: Path, done: SignedFile, *, json: bool) -> None:
    short = None if done.shortfall is None else done.shortfall.value
    if json:
        told = {"file": str(target), "level": done.level, "signer": done.signer, "shortfall": short}
        console.print_json({**told, "cautions": [each.value for each in done.cautions]})
    else:
        console.out.print(f"{target}: {done.level} · {done.signer}", markup=False, soft_wrap=True)
        _warn(done.cautions)
        if done.shortfall is not None:
            why = say(*_SHORTFALLS[done.shortfall])
            console.err.print(f"  {why}: hoso sign raise {target}", style="yellow", markup=False, soft_wrap=True)
    raise typer.Exit(Exit.DONE if done.shortfall is None else Exit.WAITING)


def _warn(cautions: Iterable[Caution]) -> None:
    for each in cautions:
        english, vietnamese = TEXTS[each]
        console.err.print(f"  {say(vietnamese, english)}", style="yellow", markup=False, soft_wrap=True)


def _plain(request: Request) -> dict[str, object]:
    return {
        "name": request.name,
        "scheme": request.scheme,
        "hash": request.hash,
        "digest": request.digest.hex(),
        "signer": request.signer,
    }
