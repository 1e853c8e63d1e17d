"""The register of dossiers in SQLite or PostgreSQL: who is who, how far, in whose hands, and what can be found."""

from storage.database.engine import Database, connect
from storage.database.intake import Allocation, Intake, IntakeHead
from storage.database.journal import DatabaseJournal
from storage.database.lease import Lease, Leases

__all__ = ["Allocation", "Database", "DatabaseJournal", "Intake", "IntakeHead", "Lease", "Leases", "connect"]
