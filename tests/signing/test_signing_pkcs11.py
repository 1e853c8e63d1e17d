"""Keys in tokens: found, used, never guessed at, and their PIN never tried twice."""

from __future__ import annotations

from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11 import Mechanism
from services.softhsm import LIBRARY, PIN, SoftHsm, softhsm
from signing_office import AT, Office
from signing_papers import blank_page

from dossier.errors import PermanentError, TransientError, UsageError
from dossier.judgement import Indication
from signing.authority.development import DevelopmentAuthority
from signing.cms.algorithms import is_signature
from signing.judge.pdf import judge_pdf
from signing.keys import pkcs11_mechanisms
from signing.keys.local import LocalSigner
from signing.keys.pkcs11_uri import parse
from signing.keys.pss import pss_encoded
from signing.keys.uri import signer_of
from signing.pades.sign import sign_pdf

AT_MODULE = f"module-path={LIBRARY}"


@pytest.fixture(scope="module")
def hsm(tmp_path_factory: pytest.TempPathFactory, office: Office, rsa_office: Office) -> SoftHsm:
    """Token "one" with a P-256 key, "two" with an RSA key and a P-256 key, "bare" with a key and no certificate."""
    made = softhsm(tmp_path_factory.mktemp("softhsm"))
    for label in ("one", "two", "bare", "wrong"):
        made.token(label)
    put(made, "one", office.officer, b"\x01")
    put(made, "two", rsa_office.officer, b"\x07")
    put(made, "two", office.officer, b"\xa1")
    made.put("bare", office.agency.key, (), id=b"\x02")  # type: ignore[arg-type]
    put(made, "wrong", office.officer, b"\x01")
    return made


def put(hsm: SoftHsm, token: str, signer: LocalSigner, name: bytes) -> None:
    hsm.put(token, signer.key, signer.chain, id=name)  # type: ignore[arg-type]


def opened(uri: str, authority: DevelopmentAuthority, pin: bytes | None = PIN):  # type: ignore[no-untyped-def]
    return signer_of(uri, secret=lambda: pin, development=authority)


@pytest.mark.parametrize(
    ("uri", "which"),
    [
        (f"pkcs11:token=one?{AT_MODULE}", "office"),
        (f"pkcs11:token=one;id=%01?{AT_MODULE}", "office"),
        (f"pkcs11:token=two;id=%07?{AT_MODULE}", "rsa_office"),
        (f"pkcs11:token=two;id=%a1;type=private?{AT_MODULE}", "office"),
        (f"pkcs11:token=two;object=key%2007?{AT_MODULE}", "rsa_office"),
    ],
)
def test_a_key_in_a_token_signs_and_our_judge_calls_it_valid(
    hsm: SoftHsm, uri: str, which: str, request: pytest.FixtureRequest
) -> None:
    office: Office = request.getfixturevalue(which)
    signer = opened(uri, office.authority)
    assert signer.chain == office.officer.chain
    done = sign_pdf(blank_page(), signer, office.stamper, appearance=None, at=AT)
    judged = judge_pdf(done.data, office.trust, file="a.pdf", now=office.now)
    assert [each.indication for each in judged.signatures] == [Indication.TOTAL_PASSED]


def test_a_key_without_certificate_in_the_token_takes_it_from_a_file(
    hsm: SoftHsm, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "chain.pem"
    file.write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in office.agency.chain))
    signer = opened(f"pkcs11:token=bare?{AT_MODULE}&x-certificate={file}", office.authority)
    assert signer.chain == office.agency.chain
    assert is_signature(signer.chain[0], signer.sign(b"data"), b"data")


def test_a_certificate_whose_key_is_not_in_the_token_is_told_with_the_ids_that_are(
    hsm: SoftHsm, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "chain.pem"
    file.write_bytes(office.officer.chain[0].public_bytes(Encoding.PEM))
    with pytest.raises(PermanentError, match="ids of its keys: %02"):
        opened(f"pkcs11:token=bare?{AT_MODULE}&x-certificate={file}", office.authority)


def test_a_token_with_several_keys_wants_to_know_which(hsm: SoftHsm, office: Office) -> None:
    with pytest.raises(PermanentError, match="several certificates"):
        opened(f"pkcs11:token=two?{AT_MODULE}", office.authority)


@pytest.mark.parametrize("name", ["id=%99", "object=nothing"])
def test_a_name_that_nothing_in_the_token_bears_is_not_guessed_at(hsm: SoftHsm, office: Office, name: str) -> None:
    with pytest.raises(PermanentError, match="no certificate"):
        opened(f"pkcs11:token=one;{name}?{AT_MODULE}", office.authority)


def test_several_tokens_that_fit_are_told(hsm: SoftHsm, office: Office) -> None:
    with pytest.raises(PermanentError, match="Several tokens fit"):
        opened(f"pkcs11:?{AT_MODULE}", office.authority)


def test_a_token_that_is_not_there_may_be_plugged_in_later(hsm: SoftHsm, office: Office) -> None:
    with pytest.raises(TransientError, match="not there"):
        opened(f"pkcs11:token=absent?{AT_MODULE}", office.authority)


def test_a_library_that_is_not_there_is_told(office: Office) -> None:
    with pytest.raises(PermanentError, match="library"):
        opened("pkcs11:token=one?module-path=/nowhere/lib.so", office.authority)


def test_a_wrong_pin_is_tried_once_and_never_again(hsm: SoftHsm, office: Office) -> None:
    asked: list[bytes] = []

    def wrong() -> bytes:
        asked.append(b"")
        return b"000000"

    for _ in range(4):
        with pytest.raises(PermanentError, match="PIN"):
            signer_of(f"pkcs11:token=wrong?{AT_MODULE}", secret=wrong, development=office.authority)
    assert len(asked) == 1
    with pkcs11.lib(LIBRARY).get_token(token_label="wrong").open(user_pin=PIN.decode()):
        pass


def test_a_pin_is_not_tried_after_a_wrong_one_of_another_process(hsm: SoftHsm, office: Office) -> None:
    hsm.token("alarmed")
    put(hsm, "alarmed", office.officer, b"\x01")
    with pytest.raises(pkcs11.PinIncorrect):
        pkcs11.lib(LIBRARY).get_token(token_label="alarmed").open(user_pin="000000")
    with pytest.raises(PermanentError, match="entered wrongly before"):
        opened(f"pkcs11:token=alarmed?{AT_MODULE}", office.authority)
    with pkcs11.lib(LIBRARY).get_token(token_label="alarmed").open(user_pin=PIN.decode()):
        pass
    assert opened(f"pkcs11:token=alarmed?{AT_MODULE}", office.authority).chain == office.officer.chain


def test_without_a_pin_the_token_is_not_asked(hsm: SoftHsm, office: Office) -> None:
    with pytest.raises(PermanentError, match="wants a PIN"):
        opened(f"pkcs11:token=one?{AT_MODULE}", office.authority, None)


def test_the_pin_may_lie_in_a_file(hsm: SoftHsm, office: Office, tmp_path: Path) -> None:
    (tmp_path / "pin").write_bytes(PIN + b"\n")
    signer = opened(f"pkcs11:token=one?{AT_MODULE}&pin-source=file:{tmp_path / 'pin'}", office.authority, None)
    assert is_signature(signer.chain[0], signer.sign(b"data"), b"data")


def test_a_session_that_was_lost_is_opened_again(hsm: SoftHsm, office: Office) -> None:
    signer = opened(f"pkcs11:token=one?{AT_MODULE}", office.authority)
    pkcs11.lib(LIBRARY).reinitialize()
    assert is_signature(signer.chain[0], signer.sign(b"data"), b"data")


def test_a_pin_is_in_no_text_of_the_signer(hsm: SoftHsm, office: Office) -> None:
    assert PIN.decode() not in repr(opened(f"pkcs11:token=one?{AT_MODULE}", office.authority))


@pytest.mark.parametrize(
    "mechanisms",
    [
        {Mechanism.SHA256_RSA_PKCS_PSS, Mechanism.RSA_PKCS_PSS},
        {Mechanism.RSA_PKCS_PSS},
        {Mechanism.RSA_X_509},
    ],
)
def test_rsa_signs_pss_however_little_the_token_can(
    hsm: SoftHsm, rsa_office: Office, mechanisms: set[Mechanism]
) -> None:
    signer = opened(f"pkcs11:token=two;id=%07?{AT_MODULE}", rsa_office.authority)
    value = pkcs11_mechanisms.signature(signer._key.key, frozenset(mechanisms), signer.chain[0], b"data")
    assert is_signature(signer.chain[0], value, b"data")


def test_a_mechanism_that_is_listed_and_does_not_work_is_passed_over(hsm: SoftHsm, office: Office) -> None:
    """SoftHSM has no ECDSA with the hash inside."""
    signer = opened(f"pkcs11:token=one?{AT_MODULE}", office.authority)
    value = pkcs11_mechanisms.signature(signer._key.key, frozenset({Mechanism.ECDSA_SHA256}), signer.chain[0], b"data")
    assert is_signature(signer.chain[0], value, b"data")


@pytest.mark.parametrize("bits", [2048, 2049, 2055, 3072])
def test_an_encoded_message_is_below_any_modulus_of_that_length(bits: int) -> None:
    encoded = int.from_bytes(pss_encoded(bytes(32), bits))
    assert encoded.bit_length() < bits


@pytest.mark.parametrize(
    "uri",
    [
        "pkcs11:token=a",
        "pkcs11:token=a;pin-value=1?module-path=/x",
        "pkcs11:token=a?module-path=/x&pin-value=1234",
        "pkcs11:token=a;colour=red?module-path=/x",
        "pkcs11:token=a;token=b?module-path=/x",
        "pkcs11:slot-id=x?module-path=/x",
        "pkcs11:token?module-path=/x",
    ],
)
def test_a_uri_that_is_none_or_holds_the_pin_is_refused_without_repeating_it(uri: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(uri)
    assert "1234" not in str(caught.value)


def test_a_uri_is_taken_apart_as_rfc_7512_has_it() -> None:
    found = parse("pkcs11:token=My%20Token;serial=42;slot-id=3;object=k%3B;id=%00%ff?module-path=/l.so")
    assert (found.token, found.serial, found.slot, found.label, found.id) == ("My Token", "42", 3, "k;", b"\x00\xff")
