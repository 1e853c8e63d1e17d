"""Where everything is put together: the only place that names concrete classes."""

from __future__ import annotations

import gc
import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.identification import Identification
from dossier.pipeline import Steps
from dossier.policy import Thresholds
from dossier.record import LogEntry
from hoso.card_reading import CardReader
from hoso.catalogue import load_catalogue, load_layouts
from hoso.chip_files import ChipFiles
from hoso.chips import ChipReading, office_anchors, read_chip
from hoso.clock import Clock, vietnam_now
from hoso.counting import PageCounter
from hoso.drafts import Drafts
from hoso.engines import open_engine
from hoso.guard import guarded
from hoso.judging import Judges
from hoso.key_secrets import Holder, access_of, secret_of
from hoso.local_keys import given_key, local_key
from hoso.numbering import ResultCodes
from hoso.office import Office
from hoso.paper_rules import required_fields, type_codes
from hoso.persons import persons_on_papers
from hoso.presence import Presence, presence
from hoso.quarantine import Quarantine
from hoso.reader import Reader
from hoso.scratch import scratch
from hoso.settings import RendererName, Settings
from hoso.signatures import Signatures
from hoso.slots import SlottedRegister, SlottedTimeStamper
from hoso.steps.archive import ArchiveStep
from hoso.steps.copy import CopyStep
from hoso.steps.decide import DecideStep
from hoso.steps.extract import ExtractStep
from hoso.steps.identify import IdentifyStep
from hoso.steps.read import ReadStep
from hoso.steps.release import ReleaseStep
from hoso.steps.seal import SealStep
from hoso.steps.sign import SignStep
from hoso.steps.sort import SortStep
from hoso.subjects import Token, token_maker
from hoso.trusting import TrustBundle
from identity.register.interface import Access, CitizenRegister, Purpose
from identity.register.logged import LoggedRegister
from identity.register.sql import SqlRegister
from identity.register.steady import BreakingRegister, RetryingRegister
from identity.verdict import Evidence, identify
from ocr.intake.limits import Limits
from ocr.intake.pdfium import PdfiumRenderer
from ocr.intake.poppler import PopplerRenderer
from ocr.intake.render import Renderer
from signing.authority.development import DevelopmentAuthority, open_authority
from signing.judge.isolated import IsolatedJudge, JudgeLimits
from signing.judge.trust import TrustStore, trust_folder, trust_of
from signing.keys.log_key import log_key
from signing.keys.port import Signer
from signing.keys.uri import signer_of
from signing.status.first import FirstStatus
from signing.status.gather import Gatherer
from signing.status.listed import ListedStatus
from signing.status.online import OnlineStatus
from signing.tsa.uri import timestamper_of
from storage import disk
from storage.blobs import Blobs
from storage.database import (
    AccessLog,
    Audits,
    Coverage,
    DatabaseJournal,
    DossierIndex,
    EventLog,
    Holdings,
    Intake,
    Leases,
    Register,
    Search,
    connect,
)
from storage.envelope import Envelope
from storage.objects import Credentials, SealedStore, VersionedStore, open_store
from storage.package import is_package_key
from storage.seal import Seal
from storage.tlog import Leaf, NoteKey, NoteSigner, TransparencyLog, lock_file


@contextmanager
def open_office(settings: Settings, clock: Clock = vietnam_now) -> Iterator[Office]:
    """The office of these settings; what is missing (folders, tables, development keys) is made."""
    root = _made(settings.root)
    with presence(root / "present") as present, scratch(root / "scratch", present):
        office = _office(settings, clock, present)
        gc.freeze()  # what is there now stays to the end: nothing of it is looked at again, not even then
        try:
            yield office
        finally:
            office.judges.close()
            office.database.close()


def _made(root: Path) -> Path:
    """The folder of all state, made if need be."""
    with disk.translated("Making the folder of all state"):
        root.mkdir(mode=0o700, parents=True, exist_ok=True)  # papers of persons: nobody else on the machine reads them
    return root


def _office(settings: Settings, clock: Clock, present: Presence) -> Office:
    root = settings.root
    development = open_authority(root / "development")
    database = connect(settings.database_url or f"sqlite:///{root / 'hoso.db'}")
    drafts = Drafts(Blobs(root / "work", Seal(_work_key(settings))))
    pages = PageCounter()
    access = AccessLog(database)
    token = token_maker(root / "access-key")
    signatures = _signatures(settings, development)
    store = _store(settings)
    log = _log(root, store, signatures)
    isolated = IsolatedJudge(JudgeLimits(settings.judge_seconds, settings.judge_megabytes))
    trust = _bundle(root)
    judges = Judges(partial(_trust, development, trust), clock, isolated.pdf, isolated.close, isolated.pictures)
    parts = _Parts(settings, clock, drafts, _reader(settings, pages), signatures, judges)
    register = _register(settings)
    logged = SlottedRegister(LoggedRegister(register, partial(_note_access, access, token)), settings.register_slots)
    index = DossierIndex(database)
    quarantine = Quarantine(root / "quarantine", drafts.blobs, Intake(database).dossiers_with)
    return Office(
        settings=settings,
        clock=clock,
        catalogue=load_catalogue(),
        development=development,
        drafts=drafts,
        engine=parts.reader.engine,
        database=database,
        intake=Intake(database),
        journal=DatabaseJournal(database),
        leases=Leases(database),
        index=index,
        search=Search(database),
        dossiers=Register(database),
        holdings=Holdings(database),
        audits=Audits(database),
        coverage=Coverage(database),
        access=access,
        token=token,
        events=EventLog(database),
        register=register,
        quarantine=quarantine,
        store=store,
        log=log,
        judges=judges,
        trust=trust,
        signatures=signatures,
        steps=parts.steps(index=index, register=logged, store=store, log=log, quarantine=quarantine),
        pages=pages,
        presence=present,
    )


def card_reader(office: Office) -> CardReader:
    """Reads one card by itself, with the office's engine and limits."""
    return CardReader(_reader(office.settings, office.pages), office.catalogue, load_layouts())


@dataclass(frozen=True, slots=True)
class _Parts:
    """What most steps need."""

    settings: Settings
    clock: Clock
    drafts: Drafts
    reader: Reader
    signatures: Signatures
    judges: Judges

    def steps(
        self,
        *,
        index: DossierIndex,
        register: CitizenRegister,
        store: VersionedStore,
        log: TransparencyLog,
        quarantine: Quarantine,
    ) -> Steps:
        """The steps of the path."""
        drafts, clock, settings = self.drafts, self.clock, self.settings
        catalogue, layouts = load_catalogue(), load_layouts()
        codes = ResultCodes(settings.result_code, type_codes())
        release = ReleaseStep(drafts, index)
        chips = ChipFiles(drafts, partial(_chip, settings.root / "csca", clock))
        return guarded(
            Steps(
                read=ReadStep(drafts, self.reader, self.judges.pdf, quarantine, clock),
                sort=SortStep(drafts, catalogue, layouts, cover_key(settings), clock),
                copy=CopyStep(drafts, self.reader, catalogue, settings.font, clock),
                sign=SignStep(drafts, self.signatures, release.index_record, clock),
                extract=ExtractStep(drafts, catalogue, layouts, self.reader, codes, chips, clock),
                identify=IdentifyStep(drafts, partial(_identify, register=register, clock=clock), chips, clock),
                decide=DecideStep(
                    drafts,
                    Thresholds(settings.accept_confidence, settings.sample_share),
                    required_fields(),
                    persons_on_papers(),
                    release.index_record,
                    clock,
                ),
                seal=SealStep(drafts, self.signatures, clock),
                archive=ArchiveStep(drafts, store, partial(_enter, log), settings.lock_days, clock),
                release=release,
            )
        )


def cover_key(settings: Settings) -> bytes:
    """The key under which separator sheets are printed: machines that share the working store's key know each other's."""
    _made(settings.root)
    return hmac.digest(_work_key(settings), b"hoso separator sheets", "sha256")


def _work_key(settings: Settings) -> bytes:
    path = settings.work_key or settings.root / "work-key"
    return local_key(path.expanduser(), what="The working store's key")


def _register(settings: Settings) -> CitizenRegister:
    """The office's own database, or with ``ndxp+https://…`` the national register, asked again and spared when down."""
    url = settings.register_url or f"sqlite:///{settings.root / 'register.db'}"
    if not url.startswith("ndxp+"):
        return SqlRegister(url)
    from identity.register.ndxp import NdxpAccount, NdxpRegister  # noqa: PLC0415 - its HTTP client is slow to import

    account = NdxpAccount(
        user=settings.register_user,
        secret=settings.register_secret.get_secret_value(),
        client=settings.register_client,
        api_key=settings.register_api_key.get_secret_value(),
        unit=settings.register_unit,
    )
    national = NdxpRegister(url.removeprefix("ndxp+"), account, seconds=settings.register_timeout)
    return BreakingRegister(RetryingRegister(national))


def _identify(evidence: Evidence, purpose: Purpose, *, register: CitizenRegister, clock: Clock) -> Identification:
    return identify(evidence, register, purpose, now=clock())


def _chip(csca: Path, clock: Clock, data: bytes) -> ChipReading:
    return read_chip(data, office_anchors(csca), clock())


def _bundle(root: Path) -> TrustBundle:
    """The office's own anchors, signed with the key that signs the log."""
    key = log_key(root / "log-key.pem")
    return TrustBundle(root / "trust", NoteSigner(NoteKey("hoso.local/trust", key.public), key.sign))


def _trust(development: DevelopmentAuthority, bundle: TrustBundle) -> TrustStore:
    """The development root with its revocation lists, the office's anchors, and the files beside these."""
    own = trust_of([development.root, *development.revocation_lists], development=True).joined(bundle.store())
    return own.joined(trust_folder(bundle.folder)) if bundle.folder.is_dir() else own


def _enter(log: TransparencyLog, code: DossierCode, version: int, package: Digest) -> LogEntry:
    return log.append(Leaf(code, version, package))


def _note_access(log: AccessLog, token: Token, access: Access) -> None:
    """Officer, dossier and procedure, and a token of the person; written before the question is put."""
    procedure = access.purpose.procedure
    purpose = f"register {access.source}" + (f", procedure {procedure}" if procedure else "")
    subject = None if access.number is None else token(access.number)
    log.record_access(who=access.purpose.officer, purpose=purpose, code=access.purpose.dossier, subject=subject)


def _signatures(settings: Settings, development: DevelopmentAuthority) -> Signatures:
    timestamper = timestamper_of(
        settings.tsa, seconds=settings.tsa_timeout, development=development, policy=settings.tsa_policy or None
    )

    def signer(uri: str, holder: Holder) -> Signer:
        return signer_of(
            uri,
            secret=secret_of(settings, holder),
            development=development,
            access=access_of(settings, holder),
            seconds=settings.csc_timeout,
        )

    trusted = partial(_trust, development, _bundle(settings.root))
    online = OnlineStatus(settings.status_timeout)
    return Signatures(
        officer_uri=settings.officer_key,
        agency_uri=settings.agency_key,
        second_uri=settings.second_seal_key,
        signer=signer,
        timestamper=SlottedTimeStamper(timestamper, settings.tsa_slots),
        font=settings.font,
        gatherer=partial(_gatherer, trusted, online),
        level=settings.copy_level,
    )


def _gatherer(trusted: Callable[[], TrustStore], online: OnlineStatus) -> Gatherer:
    """Revocation is asked where certificates say, then looked up in the lists at hand."""
    trust = trusted()
    return Gatherer(trust, FirstStatus((online, ListedStatus(lambda: trust.revocation_lists))))


def _log(root: Path, store: VersionedStore, signatures: Signatures) -> TransparencyLog:
    key = log_key(root / "log-key.pem")
    signer = NoteSigner(NoteKey("hoso.local/log", key.public), key.sign)
    return TransparencyLog(store, signer, lock_file(root / "log.lock"), signatures.timestamper.stamp)


def _store(settings: Settings) -> SealedStore:
    """The object store; with a key for the archive its packages lie in it sealed. What was sealed is told without one."""
    store = open_store(settings.store or str(settings.root / "archive"), _credentials(settings))
    key = _archive_key(settings.archive_key) if settings.archive_key else None
    return SealedStore(store, Envelope(key, *map(_archive_key, settings.archive_former_keys)), is_package_key)


def _archive_key(path: Path) -> bytes:
    return given_key(path.expanduser(), what="A key of the archive")


def _credentials(settings: Settings) -> Credentials:
    return Credentials(settings.store_access_key, settings.store_secret_key.get_secret_value())


def _reader(settings: Settings, pages: PageCounter) -> Reader:
    limits = Limits(max_bytes=settings.max_bytes, max_pages=settings.max_pages, max_pixels=settings.max_pixels)
    return Reader(open_engine(settings.engine, settings.tessdata), _renderer(settings.renderer), limits, pages.add)


def _renderer(name: RendererName) -> Renderer:
    match name:
        case RendererName.PDF2IMAGE:
            return PopplerRenderer()
        case RendererName.PYPDFIUM2:
            return PdfiumRenderer()
