"""Each signing key opens with its own secret and is offered no other's."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from pydantic import SecretStr

from dossier.errors import PermanentError
from hoso.key_secrets import Holder, Role, access_of, secret_of
from hoso.settings import Settings
from hoso.wiring import open_office
from signing.authority.development import open_authority
from signing.keys.local import LocalSigner

OF_OFFICER, OF_AGENCY = "mật khẩu cán bộ", "mật khẩu cơ quan"


def locked(path: Path, signer: LocalSigner, phrase: str) -> str:
    key = signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(phrase.encode()))
    path.write_bytes(key + b"".join(each.public_bytes(Encoding.PEM) for each in signer.chain))
    return f"pem:{path}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two locked keys with a secret each; the officer's is named by her account."""
    authority = open_authority(tmp_path / "home" / "development")
    locked(tmp_path / "hanh.pem", authority.officer("hanh"), OF_OFFICER)
    (tmp_path / "hanh.pin").write_text(OF_OFFICER + "\n", encoding="utf-8")
    return Settings(
        home=tmp_path / "home",
        officer_key=f"pem:{tmp_path}/{{officer}}.pem",
        officer_key_secret_file=tmp_path / "{officer}.pin",
        agency_key=locked(tmp_path / "agency.pem", authority.agency(), OF_AGENCY),
        agency_key_secret=SecretStr(OF_AGENCY),
    )


def test_each_key_opens_with_its_own_secret(settings: Settings) -> None:
    with open_office(settings) as office:
        assert office.signatures.officer("hanh").chain != office.signatures.agency().chain


def test_a_key_is_not_opened_with_anothers_secret(settings: Settings) -> None:
    swapped = settings.model_copy(update={"agency_key_secret": SecretStr(OF_OFFICER)})
    with open_office(swapped) as office:
        assert office.signatures.officer("hanh").chain
        with pytest.raises(PermanentError, match=r"agency\.pem cannot be opened"):
            office.signatures.agency()


def test_an_officer_without_a_secret_file_is_told_which_is_missing(settings: Settings) -> None:
    with open_office(settings) as office, pytest.raises(PermanentError, match=r"long\.pem"):
        office.signatures.officer("long")


def test_a_secret_that_is_set_comes_before_its_file(settings: Settings) -> None:
    both = settings.model_copy(update={"officer_key_secret": SecretStr("set")})
    assert secret_of(both, Holder(Role.OFFICER, "hanh"))() == b"set"


@pytest.mark.parametrize("role", Role)
def test_where_nobody_can_be_asked_there_is_none(role: Role, tmp_path: Path) -> None:
    assert secret_of(Settings(home=tmp_path), Holder(role, "hanh"))() is None


def test_each_remote_service_is_logged_into_with_its_own_secret(tmp_path: Path) -> None:
    (tmp_path / "hanh.csc").write_bytes(b"officer's\n")
    settings = Settings(
        home=tmp_path,
        officer_csc_secret_file=tmp_path / "{officer}.csc",
        agency_csc_secret=SecretStr("agency's"),
    )
    assert access_of(settings, Holder(Role.OFFICER, "hanh"))() == b"officer's"
    assert access_of(settings, Holder(Role.AGENCY))() == b"agency's"
    assert access_of(settings, Holder(Role.SECOND_SEAL))() is None
