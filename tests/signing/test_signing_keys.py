"""Keys named by URI."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from signing_office import Office
from signing_pki import Pki

from dossier.errors import PermanentError, UsageError
from signing.keys.files import Secret
from signing.keys.local import LocalSigner
from signing.keys.log_key import log_key
from signing.keys.port import Scheme, Signer
from signing.keys.uri import signer_of

PHRASE = "mật khẩu".encode()


def telling(phrase: bytes | None) -> Secret:
    return lambda: phrase


def never() -> bytes | None:
    raise AssertionError("the pass phrase was asked for")


def locked(phrase: bytes | None) -> KeySerializationEncryption:
    return BestAvailableEncryption(phrase) if phrase else NoEncryption()


def pem_file(path: Path, signer: LocalSigner, phrase: bytes | None = None) -> str:
    key = signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked(phrase))
    path.write_bytes(key + b"".join(each.public_bytes(Encoding.PEM) for each in signer.chain))
    return f"pem:{path}"


def pkcs12_file(path: Path, signer: LocalSigner, phrase: bytes | None = None) -> str:
    leaf, *rest = signer.chain
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"key", signer.key, leaf, rest, locked(phrase)))
    return f"pkcs12:{path}"


def opened(office: Office, uri: str, secret: Secret = never) -> Signer:
    return signer_of(uri, secret=secret, development=office.authority)


@pytest.mark.parametrize("write", [pem_file, pkcs12_file])
@pytest.mark.parametrize("phrase", [None, PHRASE])
def test_a_key_file_opens_with_its_pass_phrase(office: Office, tmp_path: Path, write, phrase) -> None:
    uri = write(tmp_path / "key", office.officer, phrase)
    assert opened(office, uri, telling(phrase) if phrase else never).chain == office.officer.chain


@pytest.mark.parametrize("write", [pem_file, pkcs12_file])
@pytest.mark.parametrize("wrong", [None, b"", b"other"])
def test_a_wrong_pass_phrase_opens_nothing_and_is_not_told(office: Office, tmp_path: Path, write, wrong) -> None:
    uri = write(tmp_path / "key", office.officer, PHRASE)
    with pytest.raises(PermanentError) as error:
        opened(office, uri, telling(wrong))
    assert "other" not in str(error.value)


@pytest.mark.parametrize("scheme", ["pem", "pkcs12"])
def test_a_missing_file_and_rubbish_are_permanent(office: Office, tmp_path: Path, scheme: str) -> None:
    (tmp_path / "rubbish").write_bytes(b"\x30\x03rubbish")
    for name in ("missing", "rubbish"):
        with pytest.raises(PermanentError):
            opened(office, f"{scheme}:{tmp_path / name}", telling(None))


def test_a_development_officer_and_the_agency_have_uris(office: Office) -> None:
    assert opened(office, "development:officer/canbo").chain == office.officer.chain
    assert opened(office, "development:agency").chain == office.agency.chain


@pytest.mark.parametrize("uri", ["", "pem:", "development:", "development:officer", "hsm:1", "development:officer/a/b"])
def test_a_uri_that_names_no_key_is_wrong_usage(office: Office, uri: str) -> None:
    with pytest.raises(UsageError):
        opened(office, uri)


def test_a_key_of_another_certificate_is_refused(office: Office) -> None:
    with pytest.raises(PermanentError):
        LocalSigner(office.officer.key, office.agency.chain)


def test_an_rsa_key_below_2048_bits_is_refused() -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505  that is the point
    with pytest.raises(PermanentError, match="too short"):
        LocalSigner(short, Pki.made().signer().chain)


def test_a_key_of_a_kind_that_does_not_sign_documents_is_refused(office: Office, tmp_path: Path) -> None:
    key = ed25519.Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key").write_bytes(key + office.officer.chain[0].public_bytes(Encoding.PEM))
    with pytest.raises(PermanentError):
        opened(office, f"pem:{tmp_path / 'key'}")


def test_a_key_file_without_certificate_is_refused(office: Office, tmp_path: Path) -> None:
    key = office.officer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key").write_bytes(key)
    with pytest.raises(PermanentError):
        opened(office, f"pem:{tmp_path / 'key'}")


def test_a_chain_is_put_in_order_and_strangers_are_left_out(office: Office, tmp_path: Path) -> None:
    leaf, issuer = office.officer.chain
    stranger = Pki.made().root.certificate
    uri = pem_file(tmp_path / "key", LocalSigner(office.officer.key, (leaf, stranger, issuer)))
    assert opened(office, uri).chain == (leaf, issuer)


def test_the_kind_of_key_decides_the_scheme(office: Office, rsa_office: Office) -> None:
    assert office.officer.scheme is Scheme.ECDSA
    assert rsa_office.officer.scheme is Scheme.RSASSA_PSS


def test_a_key_is_not_shown(office: Office) -> None:
    assert "key=" not in repr(office.officer)


def test_the_logs_key_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    first, again = log_key(tmp_path / "log.pem"), log_key(tmp_path / "log.pem")
    assert first.public == again.public
    assert (tmp_path / "log.pem").stat().st_mode & 0o777 == 0o600


def test_a_log_key_that_is_none_is_permanent(tmp_path: Path) -> None:
    (tmp_path / "log.pem").write_text("rubbish")
    with pytest.raises(PermanentError):
        log_key(tmp_path / "log.pem")
