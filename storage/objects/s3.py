"""The object store in an S3 bucket, through the ``minio`` client.

Objects are written by one signed PUT of a single part (up to 5 GiB) with headers of our own. The client's
``put_object`` cannot do that: it sends ``If-None-Match`` as user metadata, which overwrites silently, and above 5 MiB
it turns to a multipart upload, which takes no condition and no checksum of the whole. A presigned PUT would leave the
headers out of the signature, and S3 refuses ``x-amz-*`` headers that are not signed. So this adapter calls the
client's ``_execute``, which signs whatever it is given; the client's version is locked and the contract suite runs
against a real server.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import urllib3
from minio import Minio
from minio.datatypes import Object
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError

from dossier.errors import HosoError, PermanentError, TransientError
from storage.objects.port import (
    AlreadyThere,
    CannotLockError,
    Created,
    DeletedBeforeError,
    Lock,
    LockedError,
    LockMode,
    NotThereError,
    PutResult,
    Version,
    checked,
)

MAX_BYTES = 5 * 2**30  # of one part
_TAKEN = frozenset({"PreconditionFailed"})
# A conflict of two conditional writes is settled by asking again; a wrong checksum is damage on the way.
_PASSING = frozenset(
    {"BadDigest", "ConditionalRequestConflict", "InternalError", "OperationAborted", "RequestTimeout"}
    | {"ServiceUnavailable", "SlowDown", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch"}
)
_ABSENT = frozenset({"NoSuchKey", "NoSuchVersion"})
_NO_LOCK = frozenset({"InvalidRequest", "ObjectLockConfigurationNotFoundError", "NotImplemented"})
_CONNECT_SECONDS, _READ_SECONDS = 10, 120


def connect(endpoint: str, access_key: str, secret_key: str, *, secure: bool, region: str) -> Minio:
    """A client that tries once: repeating is the wiring's business. ``region`` is given, so that it is never asked for."""
    http = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS), retries=False, maxsize=16
    )
    return Minio(endpoint, access_key or None, secret_key or None, secure=secure, region=region, http_client=http)


class S3Store:
    """Objects of one bucket below ``prefix``. ``encrypt`` asks the server to encrypt with its own key (SSE-S3)."""

    def __init__(self, client: Minio, bucket: str, *, prefix: str = "", encrypt: bool = False) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._encrypt = encrypt

    def put_new(self, key: str, data: bytes, *, lock: Lock | None = None) -> PutResult:
        # After a delete marker "If-None-Match: *" succeeds again; a deletion must not pass for a place never used.
        if any(version.deleted for version in self._versions(key)[:1]):
            raise DeletedBeforeError(key)
        headers = {"If-None-Match": "*"} | (_lock_headers(lock) if lock else {})
        try:
            return Created(self._put(key, data, headers))
        except S3Error as error:
            if error.code in _TAKEN:
                return AlreadyThere()
            if lock and error.code in _NO_LOCK:
                raise CannotLockError from error
            raise _of_s3(error, key) from error

    def overwrite(self, key: str, data: bytes) -> None:
        try:
            self._put(key, data, {})
        except S3Error as error:
            raise _of_s3(error, key) from error

    def get(self, key: str) -> bytes:
        with _translated(key):
            response = self._client.get_object(self._bucket, self._name(key))
            try:
                return bytes(response.data)
            finally:
                response.close()
                response.release_conn()

    def keys(self, prefix: str) -> Iterator[str]:
        with _translated(prefix):
            found = self._client.list_objects(self._bucket, prefix=self._prefix + prefix, recursive=True)
            names = [str(item.object_name) for item in found]
        return iter(sorted(name.removeprefix(self._prefix) for name in names))

    def history(self, key: str) -> tuple[Version, ...]:
        return tuple(
            version if version.deleted else Version(version.version_id, version.size, lock=self._lock(key, version))
            for version in self._versions(key)
        )

    def remove(self, key: str, version_id: str | None) -> None:
        found = next((version for version in self._versions(key) if version.version_id == version_id), None)
        if found is None:
            raise NotThereError(key)
        lock = None if found.deleted else self._lock(key, found)
        try:
            with _translated(key):
                self._client.remove_object(self._bucket, self._name(key), version_id=version_id)
        except PermanentError as error:
            if lock and lock.until > datetime.now(UTC):
                raise LockedError(key) from error
            raise

    def _name(self, key: str) -> str:
        return self._prefix + checked(key)

    def _put(self, key: str, data: bytes, headers: dict[str, str]) -> str | None:
        """Send one part; an ``S3Error`` is left to the caller, who knows what was asked."""
        if len(data) > MAX_BYTES:
            raise PermanentError("An object of the archive has at most 5 GiB.", remedy="Split the dossier.")
        sent: dict[str, str | list[str] | tuple[str]] = {
            "Content-Type": "application/octet-stream",
            # The signature alone does not protect the body on every server: this header makes the server compare.
            "x-amz-checksum-sha256": base64.b64encode(hashlib.sha256(data).digest()).decode("ascii"),
            **({"x-amz-server-side-encryption": "AES256"} if self._encrypt else {}),
            **headers,
        }
        try:
            answer = self._client._execute(
                "PUT", self._bucket, self._name(key), body=data, headers=sent, no_body_trace=True
            )
        except S3Error:
            raise
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise _of_transport(error, key) from error
        version_id: str | None = answer.headers.get("x-amz-version-id")
        return version_id

    def _versions(self, key: str) -> list[Version]:
        """Newest first, without locks. Other keys that begin with this one come after it and are not read."""
        name = self._name(key)
        found: list[Object] = []
        with _translated(key):
            for item in self._client.list_objects(self._bucket, prefix=name, recursive=True, include_version=True):
                if item.object_name != name:
                    break
                found.append(item)
        found.sort(key=lambda item: (item.is_latest == "true", item.last_modified), reverse=True)
        return [_version(item) for item in found]

    def _lock(self, key: str, version: Version) -> Lock | None:
        with _translated(key):
            said = self._client.stat_object(self._bucket, self._name(key), version_id=version.version_id).metadata
        mode = said and said.get("x-amz-object-lock-mode")
        if not said or not mode:
            return None
        return Lock(LockMode(mode), datetime.fromisoformat(said["x-amz-object-lock-retain-until-date"]))


def _version(item: Object) -> Version:
    # A bucket that keeps no versions lists its objects as version "null".
    version_id = None if item.version_id in (None, "null") else item.version_id
    return Version(version_id, item.size or 0, deleted=item.is_delete_marker)


def _lock_headers(lock: Lock) -> dict[str, str]:
    until = lock.until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"x-amz-object-lock-mode": lock.mode.value, "x-amz-object-lock-retain-until-date": until}


@contextmanager
def _translated(key: str) -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        raise _of_s3(error, key) from error
    except (MinioException, urllib3.exceptions.HTTPError) as error:
        raise _of_transport(error, key) from error


def _of_s3(error: S3Error, key: str) -> HosoError:
    if error.code in _ABSENT:
        return NotThereError(key)
    if error.code in _PASSING or error.response.status >= 500:
        return TransientError(f"The object store answered {error.code}.", remedy="Try again in a moment.")
    return PermanentError(
        f"The object store answered {error.code}.", remedy="Check the bucket's name, its rules and the credentials."
    )


def _of_transport(error: Exception, key: str) -> HosoError:
    status = {ServerError: "status_code", InvalidResponseError: "_code"}.get(type(error))
    return _by_status(getattr(error, status)) if status else _unreached(key)


def _by_status(status: int) -> HosoError:
    kind = TransientError if status >= 500 or status == 429 else PermanentError
    return kind(f"The object store answered with HTTP status {status}.", remedy="Check its address and its log.")


def _unreached(key: str) -> HosoError:
    return TransientError(f"The object store was not reached for {key}.", remedy="Check its address and the network.")
