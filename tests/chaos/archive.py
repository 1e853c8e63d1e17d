"""What must hold of an office once every dossier went through, however often its process was killed on the way."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from chaos.runs import Place
from sqlalchemy import func, select

from dossier.digest import Digest
from dossier.judgement import Verdict
from dossier.pipeline import State
from hoso.judging import LogCheck
from hoso.office import Office
from hoso.settings import Settings
from hoso.wiring import open_office
from storage.database import EventLog, Outbox, schema
from storage.package import package_key, read


def settings_of(place: Place) -> Settings:
    """The settings that runs in this place read from their environment."""
    prefix = "HOSO_"
    said = {name.removeprefix(prefix).lower(): value for name, value in place.environment().items()}
    return Settings.model_validate({name: value for name, value in said.items() if name in Settings.model_fields})


def assert_whole(place: Place, *, dossiers: int) -> None:
    """Every dossier is archived exactly once and nothing is half there."""
    with open_office(settings_of(place)) as office:
        _assert_packages(office, dossiers)
        _assert_log(office, dossiers)
        _assert_register(office, dossiers)


def _assert_packages(office: Office, dossiers: int) -> None:
    held = office.holdings.archived()
    assert len({each.code for each in held}) == len(held) == dossiers
    keys = sorted(key for key in office.store.keys("") if not key.startswith("log/"))
    assert keys == sorted(package_key(each.code, 1) for each in held) == sorted(each.key for each in held)
    for each in held:
        data = office.store.get(each.key)
        assert Digest.of(data) == each.sha256
        assert [version.version_id for version in office.store.history(each.key)] == [each.version_id]
        judged = office.judges.package(data, file=each.key, log=_log_check(office))
        assert judged.verdict is Verdict.VALID, (each.key, judged.reasons, judged.signatures)
        assert read(data).code == each.code


def _log_check(office: Office) -> LogCheck:
    """Included when the log has this very package and proves it."""
    leaves = {(leaf.code, leaf.version, leaf.package): index for index, leaf in enumerate(office.log.view.leaves())}

    def check(contents: object, package: Digest) -> str:
        found = [index for (_, _, digest), index in leaves.items() if digest == package]
        return "included" if found and office.log.view.prove(found[0]) else "not_included"

    return check


def _assert_log(office: Office, dossiers: int) -> None:
    assert office.log.view.audit().size == dossiers
    leaves = {(leaf.code, leaf.version): leaf.package for leaf in office.log.view.leaves()}
    assert leaves == {(each.code, each.version): each.sha256 for each in office.holdings.archived()}
    assert office.log.view.timestamp(dossiers)


def _assert_register(office: Office, dossiers: int) -> None:
    codes = [each.code for each in office.holdings.archived()]
    assert [code.number for code in sorted(codes)] == list(range(1, dossiers + 1))  # no number was lost
    told = Counter(message.code for message in Outbox(office.database).pending() if message.topic == "archived")
    assert told == Counter(codes)
    assert EventLog(office.database).verify_chain().ok
    for code in codes:
        position = office.journal.position(code)
        assert (position.step, position.state) == ("release", State.ARCHIVED)
        record = office.drafts.load(position.record)
        assert record.package and record.package.log
        assert [hit.code for hit in office.search.search(str(code))] == [code]
        assert _rows(office, schema.document, str(code)) == len(record.documents)
        assert _rows(office, schema.lease, str(code)) == 0


def _rows(office: Office, table: object, code: str) -> int:
    with office.database.read() as connection:
        query = select(func.count()).select_from(table).where(table.c.code == code)  # type: ignore[arg-type,attr-defined]
        return int(connection.scalar(query) or 0)


def fingerprint(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
