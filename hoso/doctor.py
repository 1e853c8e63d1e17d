"""Checks an installation: engines, fonts, disk, keys, time stamping, store and its lock, registers, log."""

from __future__ import annotations

import secrets
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from dossier.errors import HosoError, PermanentError
from dossier.judgement import Indication, Reason
from dossier.record import Profile
from hoso.language import say
from hoso.office import Office
from hoso.settings import EngineName, Settings
from hoso.told import told_apart
from hoso.wiring import open_office
from ocr.engine.line_finder import LineFinder
from signing import cades
from signing.before import TEXTS, check_before
from signing.judge.detached import judge_detached
from signing.judge.timestamp import judge_token
from signing.keys.port import Signer
from signing.pades.sign import common_name
from storage import disk
from storage.envelope import key_id
from storage.objects import Created, LockProbe, probe_lock

_LANGUAGES = ("vie", "eng")
_SCARCE, _NOTHING = 5 * 2**30, 2**28  # bytes free: five gibibytes hold some thousand dossiers
_SECONDS = 20
_SOON = timedelta(days=30)
_BYTES = b"hoso doctor"
T = TypeVar("T")


class Health(StrEnum):
    """How one thing is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, in the language of the terminal; ``remedy`` where something is to be done."""

    what: str
    health: Health
    found: str
    remedy: str = ""


def examine(settings: Settings, *, quick: bool) -> Iterator[Check]:
    """Every check in turn; ``quick`` stays on this machine and opens nothing."""
    local: list[tuple[str, Callable[[Settings], Check]]] = [
        ("reading", _reading),
        ("rendering", _rendering),
        ("font", _font),
        ("disk", _disk),
    ]
    for what, look_at in local:
        yield _tried(what, look_at, settings)
    if not quick:
        yield from _at_work(settings)


def _at_work(settings: Settings) -> Iterator[Check]:
    looks: list[tuple[str, Callable[[Office], Check]]] = [
        ("database", _database),
        ("register", _register),
        ("officer_key", _officer_key),
        ("agency_key", lambda office: _key(office, office.signatures.agency(), "AGENCY")),
        ("time_stamp", _time_stamp),
        ("store", store),
        ("archive_key", _archive_key),
        ("lock", lock),
        ("log", _log),
    ]
    try:
        with open_office(settings) as office:
            for what, look_at in looks:
                yield _tried(what, look_at, office)
    except HosoError as error:
        yield Check("office", Health.FAIL, *told_apart(error))


def _tried(what: str, look_at: Callable[[T], Check], subject: T) -> Check:
    try:
        return look_at(subject)
    except HosoError as error:
        return Check(what, Health.FAIL, *told_apart(error))


def _reading(settings: Settings) -> Check:
    if settings.engine is EngineName.TESSEROCR:
        found = {path.stem for path in settings.tessdata.glob("*.traineddata")}
        program = f"tesserocr, {settings.tessdata}"
    else:
        said = _said("tesseract", "--list-langs")
        if said is None:
            return Check(
                "reading", Health.FAIL, say("Thiếu tesseract.", "tesseract is missing."), _apt("tesseract-ocr")
            )
        found, program = set(said.splitlines()[1:]), str(settings.engine)
    missing = [language for language in _LANGUAGES if language not in found]
    if missing:
        lacking = say("Thiếu ngôn ngữ: ", "Languages missing: ") + ", ".join(missing)
        return Check("reading", Health.FAIL, lacking, _apt(*(f"tesseract-ocr-{each}" for each in missing)))
    if settings.engine is EngineName.HOSO:
        program = f"{program}, {say('phân tích trang', 'layout analysis')}: libtesseract {LineFinder().version}"
    return Check("reading", Health.OK, f"{program}: {', '.join(_LANGUAGES)}")


def _rendering(_settings: Settings) -> Check:
    said = _said("pdftoppm", "-v")
    if said is None:
        return Check("rendering", Health.FAIL, say("Thiếu pdftoppm.", "pdftoppm is missing."), _apt("poppler-utils"))
    return Check("rendering", Health.OK, said.partition("\n")[0])


def _said(program: str, *arguments: str) -> str | None:
    """What a program prints, None when it is not there or does not answer."""
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout + done.stderr


def _apt(*packages: str) -> str:
    return f"apt-get install {' '.join(packages)}"


def _font(settings: Settings) -> Check:
    if not settings.font.is_file():
        missing = say("Thiếu phông chữ của chữ ký.", "The font of signatures is missing.")
        return Check("font", Health.FAIL, missing, f"{_apt('fonts-croscore')}; HOSO_FONT")
    return Check("font", Health.OK, settings.font.name)


def _disk(settings: Settings) -> Check:
    """Writes where everything is written, and looks how much room is left."""
    with disk.translated("Writing to HOSO_HOME"):
        disk.replace(settings.root / ".doctor", _BYTES, spool=settings.root)
        (settings.root / ".doctor").unlink(missing_ok=True)
        free = shutil.disk_usage(settings.root).free
    health = Health.FAIL if free < _NOTHING else Health.WARN if free < _SCARCE else Health.OK
    remedy = "" if health is Health.OK else say("Giải phóng đĩa của HOSO_HOME.", "Make room on the disk of HOSO_HOME.")
    return Check("disk", health, say(f"còn {free / 2**30:.1f} GiB", f"{free / 2**30:.1f} GiB free"), remedy)


def _database(office: Office) -> Check:
    """Reads, and follows both chains from their first row."""
    waiting = office.dossiers.waiting_count()
    for name, report in (("events", office.events.verify_chain()), ("access", office.access.verify_chain())):
        if not report.ok:
            broken = say(f"Chuỗi {name} bị đứt ở dòng", f"The chain of {name} is broken at row")
            return Check("database", Health.FAIL, f"{broken} {report.broken_at}.", "hoso audit --all")
    kind = office.database.engine.dialect.name
    return Check("database", Health.OK, say(f"{kind}; {waiting} hồ sơ chờ", f"{kind}; {waiting} dossiers wait"))


def _register(office: Office) -> Check:
    found = office.register.describe()
    if found.entries is None:
        return Check("register", Health.OK, found.detail)
    if not found.entries:
        empty = say("Sổ công dân trống.", "The citizen register is empty.")
        return Check("register", Health.WARN, empty, "hoso register import FILE")
    return Check(
        "register", Health.OK, say(f"{found.detail}: {found.entries} người", f"{found.detail}: {found.entries}")
    )


def _officer_key(office: Office) -> Check:
    """A key in nobody's reach but the officer's is looked at by its certificate."""
    officer = office.settings.officer
    identity = office.signatures.outside(Profile.COUNTER, officer)
    if identity is None:
        return _key(office, office.signatures.officer(officer), "OFFICER")
    checked = check_before(identity, office.signatures.gatherer(), office.clock())
    told = "; ".join(say(TEXTS[each][1], TEXTS[each][0]) for each in (*checked.refusals, *checked.cautions))
    health = Health.FAIL if checked.refusals else Health.WARN if checked.cautions else Health.OK
    name = f"{common_name(identity)} ({say('ký ngoài hệ thống', 'signs outside')})"
    return Check("officer_key", health, f"{name}: {told}" if told else name, "HOSO_OFFICER_KEY" if told else "")


def _key(office: Office, signer: Signer, role: str) -> Check:
    """Signs something and has it judged like anybody's signature: key, chain, revocation, time stamp."""
    what, setting = f"{role.lower()}_key", f"HOSO_{role}_KEY"
    sealed = cades.seal(_BYTES, signer, office.signatures.timestamper, at=office.clock())
    judged = judge_detached(sealed.cms, _BYTES, office.judges.trust(), name=what, now=office.clock())
    if judged.indication is not Indication.TOTAL_PASSED:
        return Check(what, Health.FAIL, _why(judged.reasons), f"{setting}, HOSO_HOME/trust")
    ends = signer.chain[0].not_valid_after_utc
    if ends - office.clock() < _SOON:
        return Check(what, Health.WARN, say(f"hết hạn {ends:%d/%m/%Y}", f"expires {ends:%Y-%m-%d}"), setting)
    if judged.development:
        worthless = say("khóa thử nghiệm, không có giá trị pháp lý", "development key, no legal value")
        return Check(what, Health.WARN, worthless, f"{setting}=pkcs12:…")
    return Check(what, Health.OK, judged.signer or "")


def _time_stamp(office: Office) -> Check:
    stamper = office.signatures.timestamper
    judged = judge_token(stamper.stamp(_BYTES), _BYTES, office.judges.trust(), office.clock())
    if judged.indication is Indication.TOTAL_PASSED:
        return Check("time_stamp", Health.OK, stamper.describe())
    return Check("time_stamp", Health.FAIL, _why(judged.reasons), "HOSO_TSA, HOSO_HOME/trust")


def _why(reasons: tuple[Reason, ...]) -> str:
    return " ".join(say(each.message_vi, each.message) for each in reasons if each.code != "development")


def store(office: Office) -> Check:
    """Puts an object, reads it back, removes it; tells whether the store keeps versions.

    That it cannot be removed is no fault: an archive's own identity need not be able to delete.
    """
    key = f"probe/{secrets.token_hex(8)}"
    put = office.store.put_new(key, _BYTES)
    if office.store.get(key) != _BYTES:
        wrong = say("Kho trả lại dữ liệu khác.", "The store gives back other bytes than were put.")
        return Check("store", Health.FAIL, wrong, "HOSO_STORE")
    version = put.version_id if isinstance(put, Created) else None
    try:
        office.store.remove(key, version)
        works = say("ghi, đọc, xóa được", "writes, reads, deletes")
    except PermanentError:
        works = say("ghi, đọc được, không xóa được", "writes and reads, may not delete")
    keeps = (
        say("không giữ phiên bản", "keeps no versions") if version is None else say("giữ phiên bản", "keeps versions")
    )
    return Check("store", Health.OK, f"{works}; {keeps}")


def _archive_key(office: Office) -> Check:
    """Whether packages are sealed in the store, and whether the key lies apart from what HOSO_HOME holds."""
    path = office.settings.archive_key
    if path is None:
        open_to = say("ảnh thẻ nằm rõ trong kho", "pictures of cards lie readable in the store")
        return Check("archive_key", Health.WARN, open_to, "HOSO_ARCHIVE_KEY=…  (docs/adr/0009)")
    sealed = say("gói được mã hóa, khóa ", "packages are sealed, key ") + key_id(path.expanduser().read_bytes()).hex()
    if path.expanduser().resolve().is_relative_to(office.settings.root.resolve()):
        apart = say("Để khóa ở đĩa khác HOSO_HOME.", "Keep the key on another disk than HOSO_HOME.")
        return Check("archive_key", Health.WARN, sealed, apart)
    return Check("archive_key", Health.OK, sealed)


def lock(office: Office) -> Check:
    """Locks an object and tries to delete it: several servers have accepted locks and not enforced them."""
    probe = probe_lock(office.store, now=datetime.now(UTC), token=secrets.token_hex(8))
    wanted = office.settings.lock_days > 0
    if probe is LockProbe.NOT_ENFORCED:
        leaky = say("Kho cho xóa đối tượng đã khóa.", "The store lets locked objects be deleted.")
        return Check("lock", Health.FAIL, leaky, say("Không lưu trữ ở đây.", "Do not archive there."))
    if probe is LockProbe.NO_LOCK:
        none = say("kho không có khóa đối tượng", "the store has no object lock")
        remedy = "HOSO_STORE=s3://…"
        return Check("lock", Health.FAIL if wanted else Health.WARN, none, remedy)
    if not wanted:
        unused = say("kho khóa được nhưng chưa dùng", "the store can lock and is not asked to")
        return Check("lock", Health.WARN, unused, "HOSO_LOCK_DAYS")
    return Check("lock", Health.OK, say(f"khóa {office.settings.lock_days} ngày", f"{office.settings.lock_days} days"))


def _log(office: Office) -> Check:
    """Opens the published head with the log's key, which nobody else may read."""
    head = office.log.view.head()
    mode = (office.settings.root / "log-key.pem").stat().st_mode
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        open_key = say("Người khác đọc được khóa nhật ký.", "Others can read the log's key.")
        return Check("log", Health.FAIL, open_key, "chmod 600 log-key.pem")
    return Check("log", Health.OK, f"{head.size}; {office.log.signer.key.encoded()}")
