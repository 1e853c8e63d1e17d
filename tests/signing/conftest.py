"""One development authority for all tests of ``signing``, and pages signed by it."""

from __future__ import annotations

from functools import cache

import pytest
from signing_certified import signed_with
from signing_office import Office, make_office
from signing_papers import blank_page
from signing_producers import PRODUCERS, prepared

from signing.authority.development import KeyKind


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """P-256 keys."""
    return make_office(tmp_path_factory.mktemp("p256") / "development", KeyKind.P256)


@pytest.fixture(scope="session")
def rsa_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """RSA-3072 keys, which sign with RSASSA-PSS."""
    return make_office(tmp_path_factory.mktemp("rsa") / "development", KeyKind.RSA3072)


@pytest.fixture(scope="session")
def signed(office: Office) -> bytes:
    """A page with an officer's signature."""
    return office.sign(blank_page())


@pytest.fixture(scope="session")
def signed_twice(office: Office, signed: bytes) -> bytes:
    """The same with the agency's signature after it."""
    return office.certify(signed)


@pytest.fixture(scope="session")
def papers(office: Office):
    """Papers that are ready to be attacked, by producer, preparation and level."""

    @cache
    def signed(producer: str, prepare, level: int | None) -> bytes:
        return signed_with(prepared(PRODUCERS[producer](), prepare), office, level=level)

    return signed
