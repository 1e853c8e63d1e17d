"""Revocation asked over the network, only where what is at hand does not tell, and never in our own network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from dossier.errors import TransientError
from dossier.judgement import FileJudgement, Indication, Verdict
from hoso.verifying import judge_online
from signing.authority.development import DevelopmentAuthority, open_authority
from signing.authority.server import routes_of, serving
from signing.judge.pdf import judge_pdf
from signing.judge.trust import TrustStore, trust_of
from signing.levels import Level
from signing.pades.sign import sign_pdf
from signing.status.online import OnlineStatus
from signing.tsa.issuing import IssuingTimeStamper
from signing.wanted import Wanted
from signing.web import Server


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[DevelopmentAuthority]:
    """One whose certificates say where to ask, and which answers."""
    routes: dict[str, object] = {}
    with serving(routes) as address:  # type: ignore[arg-type]  # filled as soon as the address is known
        made = open_authority(tmp_path / "development", address=address)
        routes |= routes_of(made)
        yield made


def signed(authority: DevelopmentAuthority) -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    stamper = IssuingTimeStamper(authority.time_stamper())
    at = datetime.now(UTC)
    wanted = Wanted(Level.B_T)
    return sign_pdf(out.getvalue(), authority.officer("canbo"), stamper, appearance=None, at=at, wanted=wanted).data


def judged(authority: DevelopmentAuthority, status: OnlineStatus) -> FileJudgement:
    pdf, now = signed(authority), datetime.now(UTC) + timedelta(seconds=5)
    trust = trust_of([authority.root], development=True)
    return judge_online(
        lambda store: judge_pdf(pdf, store, file="a.pdf", now=now),
        trust,
        lambda certificate, issuer: status.status(certificate, issuer, now),
    )


def test_answers_from_the_network_make_a_verdict(authority: DevelopmentAuthority) -> None:
    found = judged(authority, OnlineStatus(5))
    assert found.verdict is Verdict.VALID
    assert found.signatures[0].level == "PAdES-B-T"  # what was asked for does not come with the file


def test_a_revoked_certificate_is_never_valid(authority: DevelopmentAuthority) -> None:
    authority.revoke(authority.officer("canbo").chain[0], datetime.now(UTC) - timedelta(hours=1))
    assert judged(authority, OnlineStatus(5)).signatures[0].indication is not Indication.TOTAL_PASSED


def test_an_address_of_our_own_network_is_not_asked(authority: DevelopmentAuthority) -> None:
    found = judged(authority, OnlineStatus(5, public_only=True))
    assert found.signatures[0].sub_indication == "TRY_LATER"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]", "0.0.0.0"])  # noqa: S104
def test_strangers_name_no_private_address(host: str) -> None:
    with pytest.raises(TransientError):
        Server("responder", f"http://{host}:80/", 2, 100, public_only=True).ask()


def test_nobody_is_asked_when_everything_is_at_hand(authority: DevelopmentAuthority) -> None:
    pdf, now = signed(authority), datetime.now(UTC) + timedelta(seconds=5)
    trust: TrustStore = trust_of([authority.root, *authority.revocation_lists], development=True)

    def asked(*_: object) -> object:
        raise AssertionError("nobody should be asked")

    judge_online(lambda store: judge_pdf(pdf, store, file="a.pdf", now=now), trust, asked)  # type: ignore[arg-type]
