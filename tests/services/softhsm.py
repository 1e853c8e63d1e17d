"""A SoftHSM token of Debian's, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, ObjectClass

LIBRARY = "/usr/lib/softhsm/libsofthsm2.so"
PIN = b"135790"
_SO_PIN = "24680246"


@dataclass(frozen=True)
class SoftHsm:
    """Tokens below ``folder``; the library reads its settings from the environment once, so there is one for all tests."""

    folder: Path

    def token(self, label: str) -> None:
        """A fresh token."""
        command = [
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--so-pin",
            _SO_PIN,
            "--pin",
            PIN.decode(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        pkcs11.lib(LIBRARY).reinitialize()

    def put(
        self,
        token: str,
        key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
        chain: tuple[x509.Certificate, ...],
        *,
        id: bytes,  # noqa: A002  PKCS#11 calls it so
    ) -> None:
        """A key, and with it the certificates (the first under the key's id)."""
        file = self.folder / f"{token}-{id.hex()}.pem"
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        command = ["softhsm2-util", "--import", str(file), "--token", token, "--label", f"key {id.hex()}"]
        command += ["--id", id.hex(), "--pin", PIN.decode()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        pkcs11.lib(LIBRARY).reinitialize()
        with pkcs11.lib(LIBRARY).get_token(token_label=token).open(rw=True, user_pin=PIN.decode()) as session:
            for number, each in enumerate(chain):
                session.create_object(_certificate(each, id if number == 0 else b""))


def _certificate(certificate: x509.Certificate, name: bytes) -> dict[Attribute, object]:
    return {
        Attribute.CLASS: ObjectClass.CERTIFICATE,
        Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        Attribute.TOKEN: True,
        Attribute.ID: name,
        Attribute.LABEL: "",
        Attribute.SUBJECT: certificate.subject.public_bytes(),
        Attribute.VALUE: certificate.public_bytes(Encoding.DER),
    }


def softhsm(folder: Path) -> SoftHsm:
    """No tokens yet."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    return SoftHsm(folder)
