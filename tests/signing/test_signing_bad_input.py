"""Whatever is done to what signing reads, there is an answer or an error of ours."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from signing_office import AT, Office
from signing_papers import blank_page

from dossier.errors import HosoError
from signing.authority.ocsp import responder_of
from signing.cades import raise_detached, sign_detached
from signing.cms.envelope import take_apart
from signing.evidence import keeping
from signing.evidence.batch import begin
from signing.keys.outside import Certified
from signing.levels import Level
from signing.pades.lint import hazards
from signing.pades.prepare import reopened
from signing.pades.raise_level import raise_pdf
from signing.pades.sign import prepare_pdf, sign_pdf
from signing.status import ocsp
from signing.status.gather import Gatherer
from signing.status.listed import ListedStatus
from signing.tsa.token import chain_of
from signing.wanted import Wanted

ROUNDS = 200
Reader = Callable[[bytes], object]


def damaged(data: bytes, seed: int) -> bytes:
    """A few bytes changed, cut out or put in; sometimes the end is missing."""
    rng = random.Random(seed)
    found = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(max(len(found), 1))
        match rng.randrange(4):
            case 0:
                found[at : at + 1] = bytes((rng.randrange(256),))
            case 1:
                del found[at : at + rng.randint(1, 40)]
            case 2:
                found[at:at] = rng.randbytes(rng.randint(1, 9))
            case _:
                if rng.random() < 0.2:
                    del found[at:]
    return bytes(found)


def survives(read: Reader, data: bytes, rounds: int = ROUNDS) -> None:
    read(data)
    for seed in range(rounds):
        try:
            read(damaged(data, seed))
        except HosoError:
            continue


@pytest.fixture
def gatherer(office: Office) -> Gatherer:
    return Gatherer(office.trust, ListedStatus(lambda: office.trust.revocation_lists))


def test_a_damaged_token(office: Office) -> None:
    token = office.stamper.stamp(b"data")
    survives(take_apart, token)
    survives(chain_of, token)


def test_a_damaged_signature_that_is_to_be_raised(office: Office, gatherer: Gatherer) -> None:
    cms = sign_detached(b"data", office.agency, office.stamper, at=AT, wanted=Wanted(Level.B_T)).cms
    wanted = Wanted(Level.B_LTA, gatherer, degrade=True)
    survives(lambda data: raise_detached(data, b"data", office.stamper, at=AT, wanted=wanted), cms)


def test_a_damaged_file_that_is_to_be_signed_or_raised(office: Office, gatherer: Gatherer) -> None:
    wanted = Wanted(Level.B_LTA, gatherer)
    pdf = sign_pdf(blank_page(), office.officer, office.stamper, appearance=None, at=AT, wanted=wanted).data
    survives(hazards, pdf)
    survives(lambda data: sign_pdf(data, office.officer, office.stamper, appearance=None, at=AT), pdf)
    survives(lambda data: raise_pdf(data, office.stamper, at=AT, wanted=wanted), pdf)


def test_a_damaged_ticket(office: Office) -> None:
    prepared = prepare_pdf(blank_page(), Certified(office.officer.chain), office.stamper, appearance=None, at=AT)
    survives(lambda data: reopened(prepared.gap.pdf, data), prepared.ticket())
    survives(lambda data: reopened(data, prepared.ticket()), prepared.gap.pdf)


def test_a_damaged_batch(office: Office) -> None:
    batch = begin([sha256(each).digest() for each in (b"a", b"b", b"c")], office.stamper)
    survives(keeping.load, keeping.dump(batch))


@pytest.mark.parametrize(
    "change",
    [
        {"chains": 1},
        {"chains": [1]},
        {"chains": [{"hash": 1, "leaves": [], "stamps": []}]},
        {"chains": [{}]},
        {"chains": None},
    ],
)
def test_a_batch_of_another_shape(change: dict[str, object]) -> None:
    with pytest.raises(HosoError):
        keeping.load(json.dumps({"contract": "hoso.evidence/1", **change}).encode())


def test_damaged_ocsp_questions_and_answers(office: Office) -> None:
    responder = responder_of(office.authority)
    officer, issuer = office.officer.chain
    question = ocsp.question(officer, issuer)
    now = datetime.now(UTC)
    survives(responder.answer, question)
    survives(lambda data: ocsp.read(data, officer, issuer, now), responder.answer(question))


def test_no_damage_makes_an_ocsp_answer_say_something_else(office: Office) -> None:
    responder = responder_of(office.authority)
    officer, issuer = office.officer.chain
    answer = responder.answer(ocsp.question(officer, issuer))
    now = datetime.now(UTC)
    said = {ocsp.read(damaged(answer, seed), officer, issuer, now).standing for seed in range(4 * ROUNDS)}
    assert said <= {"good", "unknown"}
