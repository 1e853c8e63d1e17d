"""Which files a bundle holds, and under which names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dossier.codes import DossierCode
from dossier.errors import InputRefused, UsageError
from storage.package.bag import bag_name, manifest, parse_bag_name
from storage.package.container import pack

_SUFFIX = ".bundle"
README, MANIFEST, SEAL = "README.txt", "manifest-sha256.txt", "manifest-sha256.p7s"
PROOF, CHECKPOINT, CHECKPOINT_STAMP = "log/inclusion.tlog-proof", "log/checkpoint", "log/checkpoint.tst"
LEAF, KEY, KEY_PEM = "log/leaf", "log/key", "log/key.pem"
ANCHORS, OTHERS, LISTS = "certificates/anchors.pem", "certificates/others.pem", "revocation/lists.pem"
EVIDENCE, VALIDATION, VALIDATION_EVIDENCE = "evidence.er", "evidence/validation.json", "evidence/validation.er"
_OPTIONAL = frozenset({EVIDENCE, VALIDATION, VALIDATION_EVIDENCE})
_RESPONSE = re.compile(r"revocation/[1-9][0-9]{0,3}\.ocsp")
_REQUIRED = frozenset(
    {README, MANIFEST, SEAL, PROOF, CHECKPOINT, CHECKPOINT_STAMP, LEAF, KEY, KEY_PEM, ANCHORS, OTHERS, LISTS}
)


@dataclass(frozen=True, slots=True)
class LogPart:
    """What the transparency log says of the package: inclusion proof, its checkpoint, time stamp, leaf, the log's key."""

    proof: bytes
    checkpoint: bytes
    stamp: bytes
    leaf: bytes
    key: bytes
    key_pem: bytes


@dataclass(frozen=True, slots=True)
class Revocation:
    """Revocation lists as PEM, one after the other, and OCSP answers in DER."""

    lists: bytes
    responses: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence records (RFC 4998) of the package and of the batch's validation data, which older batches lack."""

    record: bytes
    validation: bytes | None = None
    of_validation: bytes | None = None

    def files(self) -> dict[str, bytes]:
        """By name."""
        named = {EVIDENCE: self.record, VALIDATION: self.validation, VALIDATION_EVIDENCE: self.of_validation}
        return {path: content for path, content in named.items() if content is not None}


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into a bundle. ``anchors`` and ``others``: certificates as PEM; ``proof``: evidence, if there is any."""

    package: bytes
    log: LogPart
    anchors: bytes
    others: bytes
    revocation: Revocation
    readme: bytes
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class BundleContents:
    """A bundle taken apart; what is missing is not in ``files``. ``package`` is the name of the package's file."""

    code: DossierCode
    version: int
    files: Mapping[str, bytes]

    @property
    def package(self) -> str:
        """Where the package lies."""
        return package_file(self.code, self.version)

    @property
    def responses(self) -> tuple[bytes, ...]:
        """The OCSP answers."""
        return tuple(content for path, content in sorted(self.files.items()) if _RESPONSE.fullmatch(path))


def bundle_name(code: DossierCode, version: int) -> str:
    """The one directory inside, and the file's name without ``.zip``."""
    return bag_name(code, version) + _SUFFIX


def package_file(code: DossierCode, version: int) -> str:
    """The package's name inside."""
    return f"{bag_name(code, version)}.zip"


def parse_bundle_name(name: str) -> tuple[DossierCode, int]:
    """Code and version of a bundle's directory; ``InputRefused`` for any other name."""
    if not name.endswith(_SUFFIX):
        raise InputRefused("not_a_bundle", "This is no verification bundle.", "Đây không phải bộ kiểm chứng.")
    return parse_bag_name(name.removesuffix(_SUFFIX))


def names(code: DossierCode, version: int) -> frozenset[str]:
    """The files that every bundle has."""
    return _REQUIRED | {package_file(code, version)}


def belongs(path: str, required: Iterable[str]) -> bool:
    """Whether a bundle may hold a file of that name."""
    return path in required or path in _OPTIONAL or _RESPONSE.fullmatch(path) is not None


def build(code: DossierCode, version: int, parts: Parts, seal: Callable[[bytes], bytes]) -> bytes:
    """The bundle's bytes. ``seal`` makes the detached signature over the manifest, which covers everything else."""
    log = parts.log
    files = {
        package_file(code, version): parts.package,
        README: parts.readme,
        PROOF: log.proof,
        CHECKPOINT: log.checkpoint,
        CHECKPOINT_STAMP: log.stamp,
        LEAF: log.leaf,
        KEY: log.key,
        KEY_PEM: log.key_pem,
        ANCHORS: parts.anchors,
        OTHERS: parts.others,
        LISTS: parts.revocation.lists,
    }
    files |= {f"revocation/{number}.ocsp": each for number, each in enumerate(parts.revocation.responses, start=1)}
    if parts.proof is not None:
        files |= parts.proof.files()
    if not all(belongs(path, names(code, version)) for path in files):
        raise UsageError("A bundle holds at most 9999 OCSP answers.")
    listed = manifest(files)
    top = bundle_name(code, version)
    return pack({f"{top}/{path}": data for path, data in {**files, MANIFEST: listed, SEAL: seal(listed)}.items()})
