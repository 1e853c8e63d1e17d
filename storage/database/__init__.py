"""The register of dossiers in SQLite or PostgreSQL: who is who, how far, in whose hands, and what can be found."""

from storage.database.access import Access, AccessLog
from storage.database.audits import Audits, FullJudgement
from storage.database.chain import ORIGIN, ChainReport, Link
from storage.database.coverage import Cover, Coverage
from storage.database.engine import Database, connect
from storage.database.events import EventLog, LoggedEvent
from storage.database.holdings import ArchivedPackage, Holdings, SeriesReport
from storage.database.index import (
    DossierIndex,
    IndexedDocument,
    IndexedField,
    IndexedReview,
    IndexEntry,
    entry_of,
)
from storage.database.intake import Allocation, Intake, IntakeHead
from storage.database.journal import DatabaseJournal
from storage.database.lease import Lease, Leases
from storage.database.outbox import Message, Outbox
from storage.database.register import DossierRow, Failure, OwnedDocument, Place, Register, Waiting
from storage.database.search import Hit, Match, Search
from storage.database.words import Snippet

__all__ = [
    "ORIGIN",
    "Access",
    "AccessLog",
    "Allocation",
    "ArchivedPackage",
    "Audits",
    "ChainReport",
    "Cover",
    "Coverage",
    "Database",
    "DatabaseJournal",
    "DossierIndex",
    "DossierRow",
    "EventLog",
    "Failure",
    "FullJudgement",
    "Hit",
    "Holdings",
    "IndexEntry",
    "IndexedDocument",
    "IndexedField",
    "IndexedReview",
    "Intake",
    "IntakeHead",
    "Lease",
    "Leases",
    "Link",
    "LoggedEvent",
    "Match",
    "Message",
    "Outbox",
    "OwnedDocument",
    "Place",
    "Register",
    "Search",
    "SeriesReport",
    "Snippet",
    "Waiting",
    "connect",
    "entry_of",
]
