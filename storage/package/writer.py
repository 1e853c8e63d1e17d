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

    ``payload`` maps paths in the bag (``data/original/1.pdf``, ``data/record.json``) to bytes; ``info`` gives further
    labels of ``bag-info.txt``: values that are the dossier's own, for a clock in them would change the bytes.
    """
    if not all(safe_path(path) and path.startswith(DATA) for path in payload):
        raise UsageError("A payload path begins with data/ and has plain names joined by slashes.")
    top = bag_name(code, version)
    tags = {
        BAGIT_FILE: BAGIT,
        INFO_FILE: BagInfo({"External-Identifier": code.text, **info}, top, oxum(payload)).encoded(),
        MANIFEST_FILE: manifest(payload),
    }
    tags[TAGMANIFEST_FILE] = manifest(tags)
    return pack({f"{top}/{path}": content for path, content in {**payload, **tags}.items()})
