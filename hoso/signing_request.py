"""What is signed outside of the system, as a file: a digest for each paper, and later the values over them.

It holds no page of any paper. Whoever holds the token reads ``digest`` (or ``to_sign``, whose SHA-256 that is), fills in
``value`` and gives the file back.
"""

from __future__ import annotations

import base64
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from dossier.errors import UsageError
from signing.levels import Level


def _octets(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        raise ValueError("base64")
    return base64.b64decode("".join(value.split()), validate=True)


Base64 = Annotated[
    bytes, BeforeValidator(_octets), PlainSerializer(lambda value: base64.b64encode(value).decode(), return_type=str)
]


class InDossier(BaseModel):
    """The paper of a dossier that waits: its prepared form lies in the working store, under ``prepared``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    ordinal: int
    copy_sha256: str
    prepared: str


class Request(BaseModel):
    """One signature. ``file``: the prepared PDF beside this file, unless it is a dossier's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    dossier: InDossier | None = None
    file: str | None = None
    level: Level
    prepared_at: AwareDatetime
    scheme: Literal["ecdsa", "rsassa_pss"]
    hash: Literal["sha256"] = "sha256"
    signer: str
    digest: Base64
    to_sign: Base64
    ticket: Base64
    value: Base64 | None = None


class Requests(BaseModel):
    """Everything that one signer is to sign at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contract: Literal["hoso.signing/1"] = "hoso.signing/1"
    requests: tuple[Request, ...]

    def encoded(self) -> bytes:
        """As JSON."""
        return self.model_dump_json(indent=2).encode("utf-8") + b"\n"


def read_requests(data: bytes) -> Requests:
    """What was given back; ``UsageError`` for anything else."""
    try:
        return Requests.model_validate_json(data)
    except ValidationError as error:
        wrong = ".".join(map(str, error.errors()[0]["loc"])) or "JSON"
        raise UsageError(
            f"This is no list of what to sign: {wrong} is wrong.", remedy="Give the file that `hoso sign prepare` made."
        ) from error
