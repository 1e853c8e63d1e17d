"""Evidence records: one time stamp for many objects, renewed, and readable after RFC 4998 alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256, sha512

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from evidence_reader import read
from signing_office import Office
from signing_pki import NOW, Pki

from dossier.errors import PermanentError, TransientError
from dossier.judgement import Indication
from signing.cms.envelope import take_apart
from signing.evidence.batch import Batch, begin, record_of, renew_stamps, renew_tree, with_token
from signing.evidence.keeping import dump, load
from signing.evidence.plan import Ending, Need, Reason, ending_of
from signing.evidence.tree import tree_of
from signing.judge.timestamp import judge_token
from signing.tsa.http import HttpTimeStamper
from signing.tsa.token import chain_of


def objects(count: int) -> list[bytes]:
    return [f"object {number}".encode() for number in range(count)]


def begun(office: Office, contents: list[bytes]) -> Batch:
    return begin([sha256(each).digest() for each in contents], office.stamper)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 13, 64, 101])
def test_every_object_has_a_record_that_leads_to_the_one_time_stamp(office: Office, count: int) -> None:
    contents = objects(count)
    batch = begun(office, contents)
    for place, content in enumerate(contents):
        found = read(record_of(batch, place), content)
        assert (found.holds, found.chains) == (True, [[batch.token]])


def test_the_record_of_another_object_does_not_hold(office: Office) -> None:
    contents = objects(9)
    batch = begun(office, contents)
    assert not read(record_of(batch, 3), contents[4]).holds
    assert not read(record_of(batch, 3), contents[3] + b"x").holds


def test_the_time_stamp_is_over_the_root(office: Office) -> None:
    contents = objects(6)
    batch = begun(office, contents)
    summit = tree_of(batch.newest.leaves, "sha256").summit
    assert judge_token(batch.token, summit, office.trust, office.now).indication is Indication.TOTAL_PASSED


def test_a_record_tells_nothing_of_its_neighbours_but_hashes(office: Office) -> None:
    contents = objects(8)
    record = record_of(begun(office, contents), 0)
    assert not any(each in record for each in contents)
    assert len(record) < 6_000


def test_one_renewal_serves_many_batches(office: Office) -> None:
    """RFC 4998, 5.2: the new time stamp is over the hashes of the old ones."""
    contents = [objects(5), objects(3), objects(1)]
    renewed = renew_stamps([begun(office, each) for each in contents], office.stamper)
    assert len({each.token for each in renewed}) == 1
    for batch, group in zip(renewed, contents, strict=True):
        for place, content in enumerate(group):
            found = read(record_of(batch, place), content)
            assert (found.holds, [len(each) for each in found.chains]) == (True, [2])


def test_renewals_go_on_in_one_chain(office: Office) -> None:
    contents = objects(3)
    batch = begun(office, contents)
    for _ in range(3):
        (batch,) = renew_stamps([batch], office.stamper)
    found = read(record_of(batch, 2), contents[2])
    assert (found.holds, [len(each) for each in found.chains]) == (True, [4])


def test_a_new_hash_begins_a_new_chain_over_the_objects_and_all_before(office: Office) -> None:
    """RFC 4998, 5.3."""
    contents = objects(5)
    (old,) = renew_stamps([begun(office, contents)], office.stamper)
    batch = renew_tree(old, [sha512(each).digest() for each in contents], office.stamper, "sha512")
    (batch,) = renew_stamps([batch], office.stamper)
    for place, content in enumerate(contents):
        found = read(record_of(batch, place), content)
        assert (found.holds, found.hashes) == (True, ["sha256", "sha512"])
        assert [len(each) for each in found.chains] == [2, 2]
        assert not read(record_of(batch, place), content + b"x").holds


def test_an_old_token_may_be_given_what_judges_it_before_it_is_renewed(office: Office) -> None:
    contents = objects(2)
    batch = begun(office, contents)
    lists = [each.public_bytes(Encoding.DER) for each in office.trust.revocation_lists]
    richer = take_apart(batch.token).with_revocation(lists, ()).encode()
    (renewed,) = renew_stamps([with_token(batch, richer)], office.stamper)
    found = read(record_of(renewed, 1), contents[1])
    assert found.holds
    assert all(each in found.chains[0][0] for each in lists)


def test_without_a_server_nothing_is_renewed(office: Office) -> None:
    with pytest.raises(TransientError):
        renew_stamps([begun(office, objects(2))], HttpTimeStamper("http://127.0.0.1:1/", 0.5))


def test_a_batch_is_kept_as_json(office: Office) -> None:
    batch = renew_tree(
        begun(office, objects(3)), [sha512(each).digest() for each in objects(3)], office.stamper, "sha512"
    )
    assert load(dump(batch)) == batch
    assert dump(load(dump(batch))) == dump(batch)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"contract":"hoso.evidence/1"}', b'{"contract":"hoso.evidence/2","chains":[]}']
)
def test_what_is_no_batch_is_told(data: bytes) -> None:
    with pytest.raises(PermanentError):
        load(data)


@pytest.mark.parametrize("leaves", [0, 1, 3])
def test_a_tree_has_an_even_number_of_leaves(leaves: int) -> None:
    with pytest.raises(ValueError, match="even"):
        tree_of([bytes(32)] * leaves, "sha256")


def test_the_first_end_of_all_counts(office: Office) -> None:
    batch = begun(office, objects(2))
    ends = min(each.not_valid_after_utc for each in chain_of(batch.token))
    assert ending_of(batch, {}) == Ending(ends, Reason.CERTIFICATE, "time-stamp authority")
    assert ending_of(batch, {"ec256": date(2030, 1, 1)}).why is Reason.SIGNATURE_ALGORITHM
    assert ending_of(batch, {"ec256": date(2030, 1, 1), "sha256": date(2029, 1, 1)}).why is Reason.HASH_ALGORITHM


def test_what_is_due_depends_on_what_ends() -> None:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    month = timedelta(days=30)
    certificate, hashed = (Ending(at, each, "x") for each in (Reason.CERTIFICATE, Reason.HASH_ALGORITHM))
    assert certificate.need(at - timedelta(days=31), month) is Need.NOTHING
    assert certificate.need(at - timedelta(days=29), month) is Need.TIME_STAMP
    assert hashed.need(at - timedelta(days=29), month) is Need.HASH_TREE
    assert [certificate.is_late(each) for each in (at - month, at)] == [False, True]


def test_after_a_renewal_by_a_younger_authority_the_end_is_later() -> None:
    pki = Pki.made()
    old = begin([sha256(b"a").digest()], pki.stamper(NOW - timedelta(days=2000)))
    (new,) = renew_stamps([old], pki.stamper(NOW))
    first, second = (ending_of(each, {}).at for each in (old, new))
    assert second > first
