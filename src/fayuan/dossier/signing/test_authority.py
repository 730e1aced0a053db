"""The test authority: made at set-up with keys of its own, for demonstration, trials and tests.

Its seals say 测试印章, its certificates say TEST, and nobody outside this installation trusts them.
"""

import os
import secrets
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import Signer

from fayuan.dossier.signing.sources import KeyFiles

ROOT = "authority"
NAME = "Fayuan 测试 TEST"
SINCE, UNTIL = (
    datetime(2000, 1, 1, tzinfo=UTC),
    datetime(2099, 12, 31, tzinfo=UTC),
)  # stories play in any year


class TestAuthority(KeyFiles):
    """Key files that are made when they are first asked for."""

    __test__ = False  # no test, for pytest
    is_test = True

    def signer(self, name: str, office: str) -> Signer:
        if not (self.folder / f"{name}.p12").exists():
            self.make(name, office)
        return super().signer(name, office)

    def roots(self) -> list[asn1.Certificate]:
        _key, certificate = self._root()
        return [asn1.Certificate.load(certificate.public_bytes(Encoding.DER))]

    def set_up(self) -> None:
        """Make the authority's own key and certificate, unless they are there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write_once(self.folder / "password", secrets.token_urlsafe(24).encode())
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(NAME, key.public_key(), NAME, key, is_authority=True)
        self._keep(ROOT, key, certificate, [])

    def make(self, name: str, office: str) -> None:
        """Issue the office a key and a certificate; of two workers at once the first one's stand."""
        root_key, root = self._root()
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(office, key.public_key(), NAME, root_key, is_authority=False)
        self._keep(name, key, certificate, [root])

    def _root(self) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        if not (self.folder / f"{ROOT}.p12").exists():
            self.set_up()
        return _read(self.folder / f"{ROOT}.p12", self._password())

    def _keep(
        self,
        name: str,
        key: ec.EllipticCurvePrivateKey,
        certificate: x509.Certificate,
        above: list[x509.Certificate],
    ) -> None:
        closed = BestAvailableEncryption(self._password() or b"")
        packed = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, above, closed)
        _write_once(self.folder / f"{name}.p12", packed)


def _certificate(
    name: str,
    holder: ec.EllipticCurvePublicKey,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    *,
    is_authority: bool,
) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(holder)
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None), True)
        .add_extension(_usage(is_authority), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(holder), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), False)
        .sign(key, hashes.SHA256())
    )


def _usage(is_authority: bool) -> x509.KeyUsage:
    """An authority signs certificates; an office signs papers, and stands by them."""
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(name: str) -> x509.Name:
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "CN")
    return x509.Name([country, x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


@cache
def _read(place: Path, password: bytes | None) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key, certificate, _above = pkcs12.load_key_and_certificates(place.read_bytes(), password)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or certificate is None:
        raise ValueError(f"{place.name} is not what the test authority made")
    return key, certificate


def _write_once(place: Path, content: bytes) -> None:
    """Write the file whole, readable by its owner only, unless one is there already."""
    beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, place)
    except FileExistsError:
        return
    finally:
        beside.unlink()
