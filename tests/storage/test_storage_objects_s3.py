"""What is particular to S3, on a real server."""

from __future__ import annotations

import base64
import hashlib
import os
import socket

import pytest
from minio.error import S3Error
from services.seaweed import SeaweedFS

from dossier.errors import PermanentError, TransientError, UsageError
from storage.objects.folder import FolderStore
from storage.objects.port import AlreadyThere, Created
from storage.objects.s3 import S3Store, connect
from storage.objects.uri import Credentials, open_store


def _credentials(seaweed: SeaweedFS, identity: str = "admin") -> Credentials:
    return Credentials(identity, seaweed.secrets[identity])


def _uri(seaweed: SeaweedFS, bucket: str, more: str = "") -> str:
    return f"s3://{bucket}/archive?endpoint={seaweed.endpoint}&secure=false{more}"


def test_forty_megabytes_go_in_one_part_and_on_condition(seaweed: SeaweedFS) -> None:
    store = open_store(_uri(seaweed, seaweed.new_bucket(lock=True)), _credentials(seaweed, "writer"))
    data = os.urandom(1_000_000) * 40
    result = store.put_new("big/v1.zip", data)
    assert isinstance(result, Created) and result.version_id
    assert store.put_new("big/v1.zip", data) == AlreadyThere()
    assert hashlib.sha256(store.get("big/v1.zip")).digest() == hashlib.sha256(data).digest()


def test_the_server_compares_the_checksum_that_is_sent(seaweed: SeaweedFS) -> None:
    wrong = base64.b64encode(hashlib.sha256(b"what was meant").digest()).decode()
    bucket = seaweed.new_bucket(lock=False)
    with pytest.raises(S3Error) as caught:
        seaweed.client()._execute("PUT", bucket, "k", body=b"what came", headers={"x-amz-checksum-sha256": wrong})
    assert caught.value.code == "BadDigest"


def test_objects_lie_below_the_prefix(seaweed: SeaweedFS) -> None:
    bucket = seaweed.new_bucket(lock=False)
    open_store(_uri(seaweed, bucket), _credentials(seaweed)).put_new("a/b", b"x")
    names = [item.object_name for item in seaweed.client().list_objects(bucket, recursive=True)]
    assert names == ["archive/a/b"]


def test_encryption_is_asked_for(seaweed: SeaweedFS) -> None:
    bucket = seaweed.new_bucket(lock=False)
    store = open_store(_uri(seaweed, bucket, "&encrypt=true"), _credentials(seaweed))
    store.put_new("a", b"secret")
    metadata = seaweed.client().stat_object(bucket, "archive/a").metadata
    assert metadata and metadata["x-amz-server-side-encryption"] == "AES256"
    assert store.get("a") == b"secret"


def test_wrong_credentials_and_missing_buckets_are_permanent(seaweed: SeaweedFS) -> None:
    stranger = open_store(_uri(seaweed, seaweed.new_bucket(lock=False)), Credentials("admin", "x" * 32))
    nowhere = open_store(_uri(seaweed, "no-such-bucket"), _credentials(seaweed))
    for store in (stranger, nowhere):
        with pytest.raises(PermanentError) as caught:
            store.put_new("a", b"x")
        assert "x" * 32 not in str(caught.value)
        with pytest.raises(PermanentError):
            store.overwrite("a", b"x")
        with pytest.raises(PermanentError):
            store.get("a")


def test_a_server_that_does_not_answer_is_transient() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    store = S3Store(connect(f"127.0.0.1:{port}", "a", "b", secure=False, region="us-east-1"), "bucket")
    for call in (lambda: store.put_new("a", b"x"), lambda: store.get("a"), lambda: list(store.keys(""))):
        with pytest.raises(TransientError):
            call()
    with pytest.raises(TransientError):
        store.overwrite("a", b"x")


@pytest.mark.parametrize("uri", ["/srv/archive", "archive", "file:///srv/archive", "~/archive"])
def test_a_folder_has_an_address(uri: str) -> None:
    assert isinstance(open_store(uri, Credentials()), FolderStore)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "ftp://host/x",
        "s3://bucket",
        "s3:///prefix?endpoint=h",
        "s3://b?endpoint=h&sekure=false",
        "s3://b?endpoint=h&secure=no",
        "s3://user:secret@b?endpoint=h",
        "s3://b?endpoint=http://h/x",
        "file://host/x",
    ],
)
def test_an_address_that_is_none_is_a_usage_error(uri: str) -> None:
    with pytest.raises(UsageError):
        open_store(uri, Credentials("a", "b"))


def test_the_secret_is_not_shown() -> None:
    assert "hush" not in repr(Credentials("a", "hush"))
