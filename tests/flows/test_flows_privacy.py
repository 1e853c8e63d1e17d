"""The server stores codes, folders and counts: nothing of a person, and no name of a file."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from flows_inputs import Inputs
from flows_served import Served

from dossier.text import fold
from hoso.samples.persons import Person

_KINDS = ("flow_runs", "task_runs", "artifacts", "logs", "events", "flow_run_states", "deployments", "work_pools")


def _told_by_api(served: Served) -> str:
    told = [served.api(f"{kind}/filter", {"limit": 50} if kind == "events" else {}) for kind in _KINDS[:5]]
    told += [served.api("deployments/filter"), served.api("work_pools/filter")]
    return json.dumps(told, ensure_ascii=False)


def _stored(served: Served) -> bytes:
    assert served.server is not None
    return b"\n".join(path.read_bytes() for path in sorted(served.server.home.rglob("*")) if path.is_file())


def _spellings(person: Person) -> Iterator[str]:
    """The name as it may be written: letters, case, composition, without tones."""
    for name in (person.full_name, person.full_name.upper(), person.full_name.lower(), fold(person.full_name)):
        yield name
        yield unicodedata.normalize("NFD", name)


def _secrets(persons: tuple[Person, ...]) -> Iterator[str]:
    for person in persons:
        yield from _spellings(person)
        yield person.id_number


def test_nothing_of_a_person_is_stored(served: Served, inputs: Inputs, batch_records: Path) -> None:
    told, stored = _told_by_api(served), _stored(served)
    code = json.loads((batch_records / "hs-1.json").read_text())["dossier"]["code"]
    assert code in told  # the search finds what is there
    assert code.encode() in stored
    for secret in _secrets(inputs.persons):
        assert secret not in told
        for written in (secret, json.dumps(secret)[1:-1]):  # JSON in a database is often escaped
            assert written.encode() not in stored


def test_no_result_is_kept(served: Served, batch_records: Path) -> None:
    assert served.server is not None
    assert not list((served.server.home / "storage").rglob("*"))
