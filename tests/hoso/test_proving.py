"""Decades later: what a package holds is judged as of the time that its evidence proves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, alter
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dossier.codes import DossierCode
from dossier.judgement import FileJudgement, Verdict
from hoso.bundling import make_bundle
from hoso.office import Office
from hoso.renewing import Done, renew
from hoso.verifying import judge_dossier, judge_file
from signing.authority import certificates
from signing.authority.certificates import Issuer
from signing.evidence import validation
from signing.judge.trust import trust_of
from signing.keys.files import pem_signer
from signing.keys.local import LocalSigner
from signing.tsa.issuing import IssuingTimeStamper
from storage.evidence import VALIDATION, EvidenceObjects

CODE = DossierCode.parse(ARCHIVED)
DAY, YEAR = timedelta(days=1), timedelta(days=365)


def issuer_of(office: Office, name: str) -> Issuer:
    loaded = pem_signer(office.development.folder / name, lambda: None)
    return Issuer(loaded.chain[0], loaded.key)


def at(office: Office, moment: datetime) -> Office:
    """The office as it is then: with newly published lists and a time-stamp authority of that time."""
    root, issuing = issuer_of(office, "root-key.pem"), issuer_of(office, "issuing.pem")
    for name, issuer in (("root.crl", root), ("issuing.crl", issuing)):
        listed = certificates.revocation_list(issuer, moment)
        (office.development.folder / name).write_bytes(listed.public_bytes(Encoding.PEM))
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = certificates.time_stamper(issuing, key, "Cấp dấu thời gian", moment - DAY)
    stamper = IssuingTimeStamper(LocalSigner(key, (leaf, issuing.certificate)), lambda: moment)
    return replace(
        office,
        clock=lambda: moment,
        judges=replace(office.judges, clock=lambda: moment),
        signatures=replace(office.signatures, timestamper=stamper),
    )


def kept(office: Office, moment: datetime) -> Office:
    """The office at that time, after its ``hoso renew``."""
    then = at(office, moment)
    found = renew(then, plan_only=False, margin=180 * DAY)
    assert not found.at_risk
    return then


@pytest.fixture
def decades(office: Office) -> Iterator[Office]:
    """Eleven years later: evidence from the day after archiving was renewed in time; every certificate of then has ended."""
    now = office.clock()
    kept(office, now + DAY)
    (renewed,) = renew(at(office, now + 9 * YEAR), plan_only=False, margin=180 * DAY).batches
    assert renewed.done is Done.DONE
    yield at(office, now + 11 * YEAR)


def fields(judged: FileJudgement) -> set[str]:
    return {each.field for each in judged.signatures}


def test_without_evidence_nothing_is_proven_any_more(office: Office) -> None:
    later = at(office, office.clock() + 11 * YEAR)
    assert judge_dossier(later, CODE).verdict is Verdict.INDETERMINATE


def test_with_evidence_that_was_renewed_a_package_stays_valid(decades: Office) -> None:
    judged = judge_dossier(decades, CODE)
    assert judged.verdict is Verdict.VALID
    assert "evidence.er" in fields(judged)


def test_evidence_that_was_not_renewed_in_time_proves_nothing(office: Office) -> None:
    kept(office, office.clock() + DAY)
    assert judge_dossier(at(office, office.clock() + 11 * YEAR), CODE).verdict is Verdict.INDETERMINATE


def test_evidence_does_not_save_an_altered_package(decades: Office, archived_object: Path) -> None:
    alter(archived_object, 5000)
    assert judge_dossier(decades, CODE).verdict is Verdict.INVALID


def test_under_strange_anchors_evidence_proves_nothing(decades: Office, tmp_path: Path) -> None:
    assert judge_dossier(decades, CODE, trust=trust_of([])).verdict is Verdict.INDETERMINATE
    assert tmp_path.is_dir()


def test_what_the_batch_kept_is_needed_for_it(decades: Office, home: Path) -> None:
    (file,) = (home / "archive" / "evidence").glob(f"*/{VALIDATION}")
    file.unlink()
    assert judge_dossier(decades, CODE).verdict is Verdict.INDETERMINATE


def test_validation_data_that_were_changed_prove_nothing(decades: Office, home: Path) -> None:
    (file,) = (home / "archive" / "evidence").glob(f"*/{VALIDATION}")
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data.replace(b'"lists":', b'"lists": '))
    assert judge_dossier(decades, CODE).verdict is Verdict.INDETERMINATE


def test_a_bundle_that_is_made_then_is_valid_with_the_root_alone(decades: Office, tmp_path: Path) -> None:
    issuing, key = issuer_of(decades, "issuing.pem"), ec.generate_private_key(ec.SECP256R1())
    leaf = certificates.document_signer(issuing, key, "Cơ quan số hóa", decades.clock() - DAY)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem += b"".join(each.public_bytes(Encoding.PEM) for each in (leaf, issuing.certificate))
    (tmp_path / "agency.pem").write_bytes(pem)
    desk = replace(decades.signatures, agency_uri=f"pem:{tmp_path}/agency.pem")
    (archived,) = decades.holdings.packages(CODE)
    made = make_bundle(replace(decades, signatures=desk), archived, decades.store.get(archived.key))
    assert made.evidence
    judged = judge_file(decades, made.data, file="b.zip", trust=trust_of([decades.development.root]))
    assert judged.verdict is Verdict.VALID
    assert {"manifest-sha256.p7s", "log/checkpoint.tst", "evidence.er", "record.p7s"} < fields(judged)


def test_the_batch_keeps_what_judges_everybody_who_signed(office: Office) -> None:
    kept(office, office.clock() + DAY)
    objects = EvidenceObjects(office.store)
    (newest,) = objects.newest()
    held = validation.load(objects.get(newest.id, VALIDATION))
    assert len(held.lists) == 2
    assert len(held.certificates) >= 4
