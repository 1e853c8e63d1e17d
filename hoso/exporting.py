"""The archived package as a file outside of the archive."""

from __future__ import annotations

from pathlib import Path

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import PermanentError, UsageError
from hoso.office import Office
from storage import disk


def export_package(office: Office, code: DossierCode, out: Path | None = None) -> Path:
    """Write the latest package of a dossier, whole or not at all, to ``out`` (default: ``<code>.v<k>.zip`` here).

    A dossier that is not archived is a ``UsageError``; bytes other than those entered in the register are never handed
    out and are a ``PermanentError``. The access is logged.
    """
    packages = office.holdings.packages(code)
    if not packages:
        raise UsageError(f"{code} is not archived.", remedy="`hoso show` says how far it has come.")
    latest = packages[-1]
    target = _target(out, f"{code}.v{latest.version}.zip")
    office.access.record_access(who=office.settings.officer, purpose="export package", code=code)
    data = office.store.get(latest.key)
    if Digest.of(data) != latest.sha256:
        raise PermanentError(f"The package of {code} was altered in the store.", remedy="Run `hoso audit --all`.")
    with disk.translated("Writing the package"):
        disk.replace(target, data, spool=target.parent)
    return target


def _target(out: Path | None, name: str) -> Path:
    """A folder is taken as the place for the file; one that does not exist is not made."""
    target = Path(name) if out is None else out / name if out.is_dir() else out
    if not target.parent.is_dir():
        raise UsageError("The folder to write to is not there.", remedy="Choose another --out.")
    return target
