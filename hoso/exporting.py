"""What is archived as files outside of the archive: the package, its evidence record, the bundle for an auditor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import PermanentError, UsageError
from hoso.bundling import make_bundle
from hoso.office import Office
from hoso.renewing import evidence_of
from storage import disk
from storage.bundle import bundle_name
from storage.database import ArchivedPackage


class Form(StrEnum):
    """What can be handed out."""

    PACKAGE = "package"
    BUNDLE = "bundle"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, and what a bundle lacks: ``evidence`` (not made yet), ``revocation`` (could not be had)."""

    file: Path
    lacks: tuple[str, ...] = ()


def export(office: Office, code: DossierCode, form: Form, out: Path | None = None) -> Exported:
    """Write the latest version of a dossier in that form, whole or not at all, to ``out`` (default: named by it, here).

    A dossier that is not archived is a ``UsageError``; bytes other than those entered in the register are never handed
    out and are a ``PermanentError``. The access is logged.
    """
    packages = office.holdings.packages(code)
    if not packages:
        raise UsageError(f"{code} is not archived.", remedy="`hoso show` says how far it has come.")
    latest = packages[-1]
    target = _target(out, _name(latest, form))
    office.access.record_access(who=office.settings.officer, purpose=f"export {form}", code=code)
    data, lacks = _content(office, latest, form)
    with disk.translated("Writing the export"):
        disk.replace(target, data, spool=target.parent)
    return Exported(target, lacks)


def _name(archived: ArchivedPackage, form: Form) -> str:
    package = f"{archived.code}.v{archived.version}.zip"
    match form:
        case Form.PACKAGE:
            return package
        case Form.BUNDLE:
            return f"{bundle_name(archived.code, archived.version)}.zip"
        case Form.EVIDENCE:
            return f"{package}.er"


def _content(office: Office, archived: ArchivedPackage, form: Form) -> tuple[bytes, tuple[str, ...]]:
    match form:
        case Form.PACKAGE:
            return _package(office, archived), ()
        case Form.EVIDENCE:
            return _evidence(office, archived), ()
        case Form.BUNDLE:
            made = make_bundle(office, archived, _package(office, archived))
            lacks = {"evidence": made.evidence, "revocation": made.revocation}
            return made.data, tuple(name for name, there in lacks.items() if not there)


def _package(office: Office, archived: ArchivedPackage) -> bytes:
    data = office.store.get(archived.key)
    if Digest.of(data) != archived.sha256:
        raise PermanentError(
            f"The package of {archived.code} was altered in the store.", remedy="Run `hoso audit --all`."
        )
    return data


def _evidence(office: Office, archived: ArchivedPackage) -> bytes:
    found = evidence_of(office, archived)
    if found is None:
        raise UsageError(f"{archived.code} has no evidence record yet.", remedy="Run `hoso renew`.")
    return found


def _target(out: Path | None, name: str) -> Path:
    """A folder is taken as the place for the file; one that does not exist is not made."""
    target = Path(name) if out is None else out / name if out.is_dir() else out
    if not target.parent.is_dir():
        raise UsageError("The folder to write to is not there.", remedy="Choose another --out.")
    return target
