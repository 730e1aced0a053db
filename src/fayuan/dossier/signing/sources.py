"""Where the agencies' seals come from, behind one interface: a folder of key files, a signing service, or the test
authority.

Which one an installation uses is the setting `SEALS`; an empty setting means that papers are stamped by hand.
"""

import base64
import json
import urllib.request
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from asn1crypto import x509
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from fayuan.dossier.papers.faults import PaperFault

ANSWER_WITHIN = 20  # seconds


class NoSeal(PaperFault):
    """The office has no seal where seals are used: nothing leaves it unsealed."""

    def __init__(self, name: str, office: str) -> None:
        super().__init__(
            _("%(office)s还没有电子印章，文书不能盖章发出。请管理员放入印章密钥（%(name)s）后重新生成。")
            % {"office": office, "name": name}
        )


class SealSource(Protocol):
    """What seals papers in the name of an office. `name` is the office's: its kind and division, `agency-970102`."""

    is_test: bool  # then each seal says 测试印章

    def signer(self, name: str, office: str) -> Signer:
        """The signer that holds the office's key or reaches it. Raises `NoSeal` where there is none."""
        ...

    def roots(self) -> list[x509.Certificate]:
        """The certificates by which this installation's seals are trusted."""
        ...


class KeyFiles:
    """Keys in a folder only the worker reads: `agency-970102.p12` for each office, `roots/*.pem` for whom to trust.

    The word that opens the files stands in `password` beside them; no such file, no word.
    """

    is_test = False

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(settings.SEALS_DIR)

    def signer(self, name: str, office: str) -> Signer:
        place = self.folder / f"{name}.p12"
        if not place.exists():
            raise NoSeal(place.name, office)
        return _opened(place, self._password())

    def roots(self) -> list[x509.Certificate]:
        return [
            each for file in sorted((self.folder / "roots").glob("*.pem")) for each in _certificates(file)
        ]

    def _password(self) -> bytes | None:
        place = self.folder / "password"
        return place.read_bytes().strip() if place.exists() else None


class SigningService(KeyFiles):
    """Keys that never leave a signing service: it is sent what is to be signed and answers with the signature.

    For each office stands its certificate in `agency-970102.pem`. The service takes POST with JSON: `office`,
    `algorithm` (sha256) and `data` (base64), and answers `{"signature": base64}`. Its address and the bearer token
    are `FAYUAN_SEALS_URL` and `FAYUAN_SEALS_TOKEN`.
    """

    def signer(self, name: str, office: str) -> Signer:
        place = self.folder / f"{name}.pem"
        if not place.exists():
            raise NoSeal(place.name, office)
        return RemoteSigner(name, _certificates(place))


class RemoteSigner(Signer):
    """Signs with the key that the service holds for the office."""

    def __init__(self, name: str, chain: list[x509.Certificate]) -> None:
        self.name = name
        super().__init__(signing_cert=chain[0], cert_registry=_registry(chain))

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature over `data`; before the real one, room of the same size is asked for without the service."""
        if dry_run:
            return bytes(512)
        return _asked({"office": self.name, "algorithm": digest_algorithm, "data": _text(data)})


def _registry(chain: list[x509.Certificate]) -> SimpleCertificateStore:
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # the library has no types here
    for certificate in chain:
        registry.register(certificate)
    return registry


def _asked(body: dict[str, str]) -> bytes:
    request = urllib.request.Request(
        settings.SEALS_URL,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.SEALS_TOKEN}"},
    )
    with urllib.request.urlopen(request, timeout=ANSWER_WITHIN) as answer:
        return base64.b64decode(json.load(answer)["signature"])


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


@lru_cache(maxsize=256)
def _opened(place: Path, password: bytes | None) -> SimpleSigner:
    signer: SimpleSigner | None = SimpleSigner.load_pkcs12_data(
        place.read_bytes(), other_certs=[], passphrase=password
    )
    if signer is None:
        raise ValueError(f"{place.name} holds no key, or its password is another")
    return signer


def _certificates(place: Path) -> list[x509.Certificate]:
    return list(load_certs_from_pemder_data(place.read_bytes()))


def source() -> SealSource | None:
    """The source that the settings name; None where papers are stamped by hand."""
    if not settings.SEALS:
        return None
    made: SealSource = import_string(settings.SEALS)()
    return made
