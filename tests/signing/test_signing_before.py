"""Which certificates may sign, and what the signer is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from signing_office import Office
from signing_pki import DAY, NOW, Pki, new_key, unlike

from dossier.errors import PermanentError
from signing.authority.certificates import SIGNER_DAYS
from signing.before import TEXTS, Caution, Checked, Refusal, check_before
from signing.judge.trust import TrustStore
from signing.keys.outside import Certified
from signing.status.gather import Gatherer
from signing.status.listed import ListedStatus


@dataclass(frozen=True)
class Case:
    """A PKI and how one of its signers fares."""

    pki: Pki

    def check(self, chain: tuple[x509.Certificate, ...], *lists: x509.CertificateRevocationList) -> Checked:
        found = lists or self.pki.lists()
        gatherer = Gatherer(self.pki.trust(), ListedStatus(lambda: found))
        return check_before(Certified(chain), gatherer, NOW)


@pytest.fixture(scope="module")
def case() -> Case:
    return Case(Pki.made())


def test_a_good_certificate_may_sign_and_a_development_root_is_told(case: Case) -> None:
    assert case.check(case.pki.signer().chain) == Checked((), (Caution.NO_LEGAL_VALUE,))


def test_an_expired_one_may_not(case: Case) -> None:
    old = case.pki.signer(NOW - timedelta(days=SIGNER_DAYS + 1))
    assert Refusal.EXPIRED in case.check(old.chain).refusals


def test_one_that_begins_tomorrow_may_not(case: Case) -> None:
    assert Refusal.NOT_YET_VALID in case.check(case.pki.signer(NOW + DAY).chain).refusals


def test_one_that_ends_this_month_may_and_its_holder_is_warned(case: Case) -> None:
    found = case.check(case.pki.signer(NOW - timedelta(days=SIGNER_DAYS - 20)).chain)
    assert (found.refusals, Caution.EXPIRES_SOON in found.cautions) == ((), True)


def test_a_revoked_one_may_not(case: Case) -> None:
    signer = case.pki.signer()
    lists = case.pki.lists((signer.chain[0], NOW - DAY))
    assert case.check(signer.chain, *lists).refusals == (Refusal.REVOKED,)


def test_when_revocation_cannot_be_told_the_signer_is_warned_and_may_sign(case: Case) -> None:
    """Annex II row C1.2: the software must show a warning."""
    signer = case.pki.signer()
    gatherer = Gatherer(case.pki.trust(), ListedStatus(lambda: ()))
    found = check_before(Certified(signer.chain), gatherer, NOW)
    assert (found.refusals, Caution.REVOCATION_UNKNOWN in found.cautions) == ((), True)


def test_without_a_root_nobody_signs(case: Case) -> None:
    signer = case.pki.signer()
    found = check_before(signer, Gatherer(TrustStore(), ListedStatus(lambda: ())), NOW)
    assert found.refusals == (Refusal.NO_CHAIN,)


def test_a_strangers_certificate_may_not(case: Case, office: Office) -> None:
    assert case.check(office.officer.chain).refusals == (Refusal.NO_CHAIN,)


def test_a_time_stampers_certificate_may_not_sign_documents(case: Case) -> None:
    stamper = case.pki.stamper().signer
    assert case.check(stamper.chain).refusals == (Refusal.WRONG_USAGE,)


def test_a_certificate_without_its_issuer_in_reach_may_not(case: Case) -> None:
    assert case.check(case.pki.signer().chain[:1]).refusals == (Refusal.NO_CHAIN,)


def test_a_condition_that_is_not_understood_is_no_yes(case: Case) -> None:
    key = new_key()
    leaf = case.pki.signer().chain[0]
    constraints = x509.NameConstraints([x509.DNSName("a.vn")], None)
    odd = unlike(leaf, case.pki.issuing, key, (constraints, True))
    assert Refusal.CHAIN_NOT_VALID in case.check((odd, case.pki.issuing.certificate)).refusals


def test_a_weak_key_may_not(case: Case) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  that is the point
    leaf = case.pki.signer().chain[0]
    weak = (
        x509.CertificateBuilder()
        .subject_name(leaf.subject)
        .issuer_name(leaf.issuer)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(leaf.not_valid_before_utc)
        .not_valid_after(leaf.not_valid_after_utc)
        .sign(case.pki.issuing.key, hashes.SHA256())
    )
    assert Refusal.WEAK in case.check((weak, case.pki.issuing.certificate)).refusals


def test_all_refusals_are_told_at_once_and_name_nobody(case: Case) -> None:
    found = case.check(case.pki.stamper(NOW - timedelta(days=SIGNER_DAYS + 9)).signer.chain)
    with pytest.raises(PermanentError) as caught:
        found.require()
    assert "expired" in str(caught.value)
    assert "not for signing" in str(caught.value)
    assert "Test" not in str(caught.value)


def test_what_may_sign_raises_nothing(case: Case) -> None:
    Checked((), (Caution.EXPIRES_SOON,)).require()


def test_every_finding_has_words_in_both_languages() -> None:
    assert set(TEXTS) == {*Refusal, *Caution}
    assert all(english and vietnamese for english, vietnamese in TEXTS.values())
