"""A dossier version becomes one package: the same bytes for the same content, whenever and wherever it is built."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.codes import DossierCode
from dossier.errors import UsageError
from storage.package.bag import (
    BAGIT,
    BAGIT_FILE,
    DATA,
    INFO_FILE,
    MANIFEST_FILE,
    TAGMANIFEST_FILE,
    BagInfo,
    bag_name,
    manifest,
    oxum,
    safe_path,
)
from storage.package.container import pack


def build(code: DossierCode, version: int, payload: Mapping[str, bytes], info: Mapping[str, str]) -> bytes:
    """The package's bytes.

    ``payload`` maps paths below ``data/`` (``original/1.pdf``, ``record.json``) to bytes; ``info`` gives the labels of
    ``bag-info.txt`` besides its identifier and Payload-Oxum: fixed values, for a clock in them would change the bytes.
    """
    if not all(safe_path(path) for path in payload):
        raise UsageError("A payload path has plain names joined by slashes.")
    top = bag_name(code, version)
    data = {DATA + path: content for path, content in payload.items()}
    tags = {
        BAGIT_FILE: BAGIT,
        INFO_FILE: BagInfo(top, oxum(data), info).encoded(),
        MANIFEST_FILE: manifest(data),
    }
    tags[TAGMANIFEST_FILE] = manifest(tags)
    return pack({f"{top}/{path}": content for path, content in (data | tags).items()})
