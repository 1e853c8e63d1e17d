"""Several time-stamp servers, the policy that is wanted, and clocks that disagree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from signing_office import Office

from dossier.errors import PermanentError, TransientError, UsageError
from signing.authority.server import Route, serving, timestamps
from signing.judge.timestamp import judge_token
from signing.tsa.http import HttpTimeStamper
from signing.tsa.issuing import DEVELOPMENT_POLICY, IssuingTimeStamper
from signing.tsa.messages import time_of
from signing.tsa.several import FirstTimeStamper
from signing.tsa.uri import timestamper_of

DATA = b"a signature value"
NOBODY = HttpTimeStamper("http://127.0.0.1:1/", 0.5)


class Refusing:
    """Never gives a token, and never will."""

    token_bytes = 100

    def stamp(self, data: bytes, hash_name: str = "sha256") -> bytes:
        raise PermanentError("The time stamp is about other data.")

    def describe(self) -> str:
        return "refusing"


@contextmanager
def behind(stamper: IssuingTimeStamper) -> Iterator[str]:
    with serving({"/": timestamps(stamper)}) as address:
        yield f"{address}/"


@pytest.mark.parametrize("first", [NOBODY, Refusing()], ids=["silent", "refusing"])
def test_the_next_server_is_asked_when_one_gives_nothing(office: Office, first: object) -> None:
    several = FirstTimeStamper((first, office.stamper))  # type: ignore[arg-type]
    assert judge_token(several.stamp(DATA), DATA, office.trust, office.now).at is not None


def test_when_one_may_answer_later_all_may() -> None:
    with pytest.raises(TransientError, match="does not answer"):
        FirstTimeStamper((Refusing(), NOBODY)).stamp(DATA)


def test_when_none_ever_will_that_is_final_and_every_reason_is_told() -> None:
    with pytest.raises(PermanentError, match="other data"):
        FirstTimeStamper((Refusing(), Refusing())).stamp(DATA)


def test_room_is_kept_for_the_longest_token(office: Office) -> None:
    assert FirstTimeStamper((office.stamper, NOBODY)).token_bytes == NOBODY.token_bytes


def test_servers_are_named_with_spaces_between(office: Office) -> None:
    found = timestamper_of("http://a.vn/ https://b.vn/x", seconds=1, development=office.authority)
    assert found.describe() == "http://a.vn/, https://b.vn/x"


@pytest.mark.parametrize("uri", ["", "  ", "http://a.vn/ ftp://b.vn/", "development: x"])
def test_one_name_that_is_none_is_wrong_usage(office: Office, uri: str) -> None:
    with pytest.raises(UsageError):
        timestamper_of(uri, seconds=1, development=office.authority)


def test_a_policy_that_the_server_has_is_granted(office: Office) -> None:
    with behind(office.stamper) as url:
        assert HttpTimeStamper(url, 5, DEVELOPMENT_POLICY).stamp(DATA)


def test_a_policy_that_the_server_has_not_is_refused_for_good(office: Office) -> None:
    with behind(office.stamper) as url, pytest.raises(PermanentError, match="unaccepted_policy"):
        HttpTimeStamper(url, 5, "1.2.3.4").stamp(DATA)


class Headstrong(IssuingTimeStamper):
    """Grants whatever policy is asked for, under its own."""

    def answer(self, request: bytes) -> bytes:
        wanted, own = bytes.fromhex("06032a0304"), bytes.fromhex("060488370101")
        short = request.replace(wanted, own)
        return super().answer(bytes((short[0], short[1] + 1)) + short[2:])


def test_a_token_under_another_policy_is_refused_for_good(office: Office) -> None:
    with behind(Headstrong(office.stamper.signer)) as url, pytest.raises(PermanentError, match="another policy"):
        HttpTimeStamper(url, 5, "1.2.3.4").stamp(DATA)


@pytest.mark.parametrize("off", [timedelta(minutes=-30), timedelta(minutes=30)])
def test_a_clock_that_is_far_off_is_refused_for_good(office: Office, off: timedelta) -> None:
    """A wrong time is worse than none."""
    wrong = IssuingTimeStamper(office.stamper.signer, lambda: datetime.now(UTC) + off)
    with behind(wrong) as url, pytest.raises(PermanentError, match="clock"):
        HttpTimeStamper(url, 5).stamp(DATA)


def test_a_clock_that_is_a_little_off_is_not(office: Office) -> None:
    slow = IssuingTimeStamper(office.stamper.signer, lambda: datetime.now(UTC) - timedelta(minutes=2))
    with behind(slow) as url:
        token = HttpTimeStamper(url, 5).stamp(DATA)
    assert datetime.now(UTC) - time_of(token) > timedelta(minutes=1)


@pytest.mark.parametrize("hash_name", ["sha256", "sha384", "sha512"])
def test_the_imprint_is_of_the_hash_that_is_asked_for(office: Office, hash_name: str) -> None:
    with behind(office.stamper) as url:
        token = HttpTimeStamper(url, 5).stamp(DATA, hash_name)
    assert judge_token(token, DATA, office.trust, office.now).at is not None


def test_paths_that_lead_nowhere_are_not_found() -> None:
    with serving({"/a": Route("GET", "text/plain", lambda _: b"a")}) as address:
        for path, body in (("/b", None), ("/a", b"posted")):
            with pytest.raises(PermanentError, match="404"):
                HttpTimeStamper(f"{address}{path}", 5).stamp(body or b"")
