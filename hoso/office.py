"""An office at work: everything that a verb needs, already put together."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.codes import IdNumber
from dossier.doctype import Catalogue
from dossier.errors import UsageError
from dossier.pipeline import Steps
from hoso.clock import Clock
from hoso.counting import PageCounter
from hoso.drafts import Drafts
from hoso.judging import Judges
from hoso.presence import Presence
from hoso.quarantine import Quarantine
from hoso.settings import Settings
from hoso.signatures import Signatures
from hoso.subjects import Token
from hoso.trusting import TrustBundle
from identity.register.interface import Citizen, CitizenRegister, CitizenStore, Purpose
from ocr.engine.port import OcrEngine
from signing.authority.development import DevelopmentAuthority
from storage.database import (
    AccessLog,
    Audits,
    Coverage,
    Database,
    DatabaseJournal,
    DossierIndex,
    EventLog,
    Holdings,
    Intake,
    Leases,
    Register,
    Search,
)
from storage.objects import SealedStore
from storage.tlog import TransparencyLog


@dataclass(frozen=True, slots=True)
class Office:
    """Made by ``hoso.wiring.open_office``."""

    settings: Settings
    clock: Clock
    catalogue: Catalogue
    development: DevelopmentAuthority
    drafts: Drafts
    engine: OcrEngine
    database: Database
    intake: Intake
    journal: DatabaseJournal
    leases: Leases
    index: DossierIndex
    search: Search
    dossiers: Register
    holdings: Holdings
    audits: Audits
    coverage: Coverage
    access: AccessLog
    token: Token
    events: EventLog
    register: CitizenRegister
    quarantine: Quarantine
    store: SealedStore
    log: TransparencyLog
    judges: Judges
    trust: TrustBundle
    signatures: Signatures
    steps: Steps
    pages: PageCounter
    presence: Presence

    def worker(self) -> str:
        """Who holds a lease: this machine, process and thread."""
        return self.presence.worker()

    def register_store(self) -> CitizenStore:
        """The office's own copy of the register, to be loaded; ``UsageError`` where the national one is asked."""
        if not isinstance(self.register, CitizenStore):
            raise UsageError(
                "The national register is asked, not loaded.", remedy="Unset HOSO_REGISTER_URL to load one."
            )
        return self.register

    def citizen(self, number: IdNumber) -> Citizen | None:
        """What the register holds under a number, looked up by hand."""
        return self.register.lookup(number, purpose=Purpose(self.settings.officer))
