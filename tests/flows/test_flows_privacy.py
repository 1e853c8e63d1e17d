"""The server stores codes, folders and counts: nothing of a person, and no name of a file."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from flows_inputs import Inputs
from flows_served import Driver, Served, Told

from dossier.text import fold
from hoso.samples.persons import Person

_KINDS = ("flow_runs", "task_runs", "artifacts", "logs", "events", "deployments", "work_pools")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")


def _told_by_api(served: Served) -> str:
    return json.dumps([served.api(f"{kind}/filter") for kind in _KINDS], ensure_ascii=False)


def _stored(served: Served) -> bytes:
    """Every byte below the server's folder, and what is written in base 64 there, as results are."""
    assert served.server is not None
    found = [path.read_bytes() for path in sorted(served.server.home.rglob("*")) if path.is_file()]
    return b"\n".join([*found, *(base64.b64decode(each) for each in found if _BASE64.fullmatch(each))])


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


def test_results_stay_in_the_process_that_made_them(served: Served, flow: Driver, batch_records: Path) -> None:
    """Prefect always keeps the error of a failed run: only ours is there."""
    with pytest.raises(Told):
        flow("digitise.digitise_dossier", code="x")
    assert served.server is not None
    kept = [path.read_bytes() for path in (served.server.home / "storage").iterdir()]
    assert kept
    assert all(b"dossier.errors" in base64.b64decode(each) for each in kept)
