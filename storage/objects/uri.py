"""An object store from its address: ``/folder``, ``file:///folder`` or ``s3://bucket/prefix?endpoint=host:port``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from dossier.errors import UsageError
from storage.objects.folder import FolderStore
from storage.objects.port import VersionedStore

_PARAMETERS = frozenset({"endpoint", "secure", "region", "encrypt"})
_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks; kept out of the address, which is shown and logged."""

    access_key: str = ""
    secret_key: str = field(default="", repr=False)


def open_store(uri: str, credentials: Credentials) -> VersionedStore:
    """The store at ``uri``; nothing is asked of it yet. An address that is none is a ``UsageError``.

    Parameters of ``s3``: ``endpoint`` (host or host:port), ``secure`` (default true), ``region`` (default us-east-1),
    ``encrypt`` (default false: whether to ask for SSE-S3).
    """
    parts = urlsplit(uri)
    if parts.scheme == "s3":
        return _bucket(parts.netloc, parts.path, _parameters(parts.query), credentials)
    if parts.scheme == "file" and parts.netloc in ("", "localhost") and parts.path:
        return FolderStore(Path(unquote(parts.path)))
    if "://" not in uri and uri:
        return FolderStore(Path(uri).expanduser())
    raise UsageError("An object store is a folder, file:///folder or s3://bucket/prefix?endpoint=host:port.")


def _bucket(bucket: str, path: str, said: Mapping[str, str], credentials: Credentials) -> VersionedStore:
    if not bucket or "@" in bucket or not said.get("endpoint"):
        raise UsageError("An S3 store is s3://bucket/prefix?endpoint=host:port; its credentials are set separately.")
    from storage.objects.s3 import S3Store, connect  # noqa: PLC0415 - half a second at every start, for those who have one

    try:
        client = connect(
            said["endpoint"],
            credentials.access_key,
            credentials.secret_key,
            secure=_truth(said.get("secure", "true")),
            region=said.get("region", "us-east-1"),
        )
    except ValueError as error:
        raise UsageError("The S3 endpoint or its credentials are malformed.") from error
    return S3Store(client, bucket, prefix=path, encrypt=_truth(said.get("encrypt", "false")))


def _parameters(query: str) -> dict[str, str]:
    said = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := said.keys() - _PARAMETERS:
        raise UsageError(f"An S3 store knows no parameter {', '.join(sorted(unknown))}.")
    return said


def _truth(text: str) -> bool:
    if text not in _TRUTH:
        raise UsageError("A switch of an S3 store is true or false.")
    return _TRUTH[text]
