"""An office at work: everything that a verb needs, already put together."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from threading import get_ident

from dossier.doctype import Catalogue
from dossier.pipeline import Steps
from hoso.clock import Clock
from hoso.counting import PageCounter
from hoso.drafts import Drafts
from hoso.judging import Judges
from hoso.settings import Settings
from identity.register import CitizenRegister
from storage.database import AccessLog, Database, DatabaseJournal, Index, Intake, Leases
from storage.objects import VersionedStore
from storage.tlog import TransparencyLog


@dataclass(frozen=True, slots=True)
class Office:
    """Made by ``hoso.wiring.open_office``."""

    settings: Settings
    clock: Clock
    catalogue: Catalogue
    drafts: Drafts
    database: Database
    intake: Intake
    journal: DatabaseJournal
    leases: Leases
    index: Index
    access: AccessLog
    register: CitizenRegister
    store: VersionedStore
    log: TransparencyLog
    judges: Judges
    steps: Steps
    pages: PageCounter

    def worker(self) -> str:
        """Who holds a lease: this machine, process and thread."""
        return f"{socket.gethostname()}:{os.getpid()}:{get_ident()}"
