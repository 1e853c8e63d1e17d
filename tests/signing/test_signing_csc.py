"""Remote signing, against a server that speaks the Cloud Signature Consortium's API."""

from __future__ import annotations

import pytest
from services.csc import PIN, SECRET, CscServer, serving
from signing_office import AT, Office
from signing_papers import blank_page

from dossier.errors import PermanentError, TransientError, UsageError
from dossier.judgement import Indication
from signing.cms.algorithms import is_signature
from signing.judge.pdf import judge_pdf
from signing.keys.csc import RemoteSigner
from signing.keys.csc_uri import parse
from signing.keys.port import Signer
from signing.keys.uri import signer_of
from signing.pades.sign import sign_pdf


def opened(base: str, office: Office, *, login: str = "client=hoso", pin: str = PIN, secret: str = SECRET) -> Signer:
    return signer_of(
        f"csc:{base}?credential=abc&{login}",
        secret=pin.encode,
        access=secret.encode,
        development=office.authority,
    )


def server_of(version: int, office: Office, **more: object) -> CscServer:
    return CscServer(version, {"abc": office.officer}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("which", ["office", "rsa_office"])
def test_a_remote_key_signs_and_our_judge_calls_it_valid(
    version: int, which: str, request: pytest.FixtureRequest
) -> None:
    office: Office = request.getfixturevalue(which)
    server = server_of(version, office)
    with serving(server) as base:
        signer = opened(base, office)
        done = sign_pdf(blank_page(), signer, office.stamper, appearance=None, at=AT)
    judged = judge_pdf(done.data, office.trust, file="a.pdf", now=office.now)
    assert [each.indication for each in judged.signatures] == [Indication.TOTAL_PASSED]
    assert server.heard.count("credentials/authorize") == 1


@pytest.mark.parametrize("login", ["client=hoso", "user=officer"])
def test_the_service_is_logged_into_as_it_wants(office: Office, login: str) -> None:
    with serving(server_of(1, office)) as base:
        assert is_signature(office.officer.chain[0], opened(base, office, login=login).sign(b"data"), b"data")


def test_an_access_token_that_is_given_is_used(office: Office) -> None:
    server = server_of(2, office, tokens={"given": 100})
    with serving(server) as base:
        signer = signer_of(
            f"csc:{base}?credential=abc", secret=PIN.encode, access=lambda: b"given", development=office.authority
        )
        assert is_signature(office.officer.chain[0], signer.sign(b"data"), b"data")
    assert "oauth2/token" not in server.heard


def test_a_token_that_has_run_out_is_asked_for_again(office: Office) -> None:
    server = server_of(1, office, uses=2)
    with serving(server) as base:
        signer = opened(base, office)
        for _ in range(3):
            assert is_signature(office.officer.chain[0], signer.sign(b"data"), b"data")
    assert server.heard.count("oauth2/token") > 1


def test_a_service_that_wants_no_authorisation_is_not_asked_for_one(office: Office) -> None:
    server = server_of(1, office, mode="implicit")
    with serving(server) as base:
        assert is_signature(office.officer.chain[0], opened(base, office).sign(b"data"), b"data")
    assert "credentials/authorize" not in server.heard


def test_ecdsa_values_without_der_are_put_into_it(office: Office) -> None:
    with serving(server_of(1, office, raw_ecdsa=True)) as base:
        assert is_signature(office.officer.chain[0], opened(base, office).sign(b"data"), b"data")


@pytest.mark.parametrize("version", [1, 2])
def test_a_one_time_password_is_a_persons_and_not_asked_for_here(office: Office, version: int) -> None:
    with serving(server_of(version, office, otp=True)) as base, pytest.raises(PermanentError, match="consent"):
        opened(base, office)


@pytest.mark.parametrize("wrong", [{"pin": "000000"}, {"secret": "wrong"}])
def test_a_wrong_secret_is_refused_and_not_repeated(office: Office, wrong: dict[str, str]) -> None:
    server = server_of(1, office)
    with serving(server) as base, pytest.raises(PermanentError) as caught:
        opened(base, office, **wrong).sign(b"data")
    assert not any(each in str(caught.value) for each in wrong.values())
    assert server.heard.count("credentials/authorize") <= 1


def test_a_wrong_pin_is_not_tried_for_the_next_signature(office: Office) -> None:
    server = server_of(1, office)
    with serving(server) as base:
        signer = opened(base, office, pin="000000")
        for _ in range(5):
            with pytest.raises(PermanentError):
                signer.sign(b"data")
    assert server.heard.count("credentials/authorize") == 1


def test_a_key_that_is_not_the_certificates_makes_no_signature(office: Office, rsa_office: Office) -> None:
    server = server_of(1, office)
    with serving(server) as base:
        signer = opened(base, office)
        server.credentials["abc"] = office.agency
        with pytest.raises(PermanentError, match="not the certificate's own"):
            sign_pdf(blank_page(), signer, office.stamper, appearance=None, at=AT)


def test_a_service_that_does_not_answer_may_do_so_later(office: Office) -> None:
    with pytest.raises(TransientError):
        opened("http://127.0.0.1:1/csc", office)


def test_no_secret_is_in_the_signers_text(office: Office) -> None:
    with serving(server_of(1, office)) as base:
        signer = opened(base, office)
        signer.sign(b"data")
        assert isinstance(signer, RemoteSigner)
        assert signer.service._token is not None
        assert not any(each in repr(signer) for each in (PIN, SECRET, signer.service._token))


@pytest.mark.parametrize(
    "uri",
    [
        "csc:http://example.vn/csc/v1?credential=a",
        "csc:https://example.vn/csc/v1",
        "csc:https://example.vn/csc/v1?credential=",
        "csc:https://example.vn/csc/v1?credential=a&pin=1",
        "csc:https://user:secret@example.vn/csc/v1?credential=a",
        "csc:https://example.vn/csc/v1?credential=a&client=b&user=c",
        "csc:ftp://example.vn/?credential=a",
    ],
)
def test_a_uri_that_is_none_is_refused(uri: str) -> None:
    with pytest.raises(UsageError):
        parse(uri)
