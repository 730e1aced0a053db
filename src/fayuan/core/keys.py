"""The keyring: versioned keys for encrypted columns and one key for blind indexes, in a file only the service reads.

Shape of the file:
`{"cipher": "AES-GCM" | "SM4-GCM", "current": "2", "keys": {"1": base64, "2": base64}, "index": base64}`.
A new key is added and made current; old ones stay for reading until every row is written again.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.base import Cipher
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

CipherName = Literal["AES-GCM", "SM4-GCM"]
CIPHERS: tuple[CipherName, ...] = ("AES-GCM", "SM4-GCM")
KEY_BYTES: dict[CipherName, int] = {"AES-GCM": 32, "SM4-GCM": 16}
NONCE_BYTES = 12
TAG_BYTES = 16
INDEX_BYTES = 16


class NoKey(Exception):
    """The ring lacks the key that a value was written with, or there is no ring."""


@dataclass(frozen=True)
class Ring:
    """All keys of this installation. Values carry the cipher and key they were written with."""

    cipher: CipherName
    current: int
    keys: dict[int, bytes]
    index: bytes

    def _key(self, number: int, cipher: CipherName) -> bytes:
        if number not in self.keys:
            raise NoKey(f"key {number} is not in the keyring")
        return _derive(self.keys[number], cipher.encode(), KEY_BYTES[cipher])

    def encrypt(self, text: bytes, label: bytes) -> bytes:
        """Cipher number, key number (2 bytes), nonce, sealed text. `label` (the column) is bound in."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        key = self._key(self.current, self.cipher)
        return self.head + nonce + _seal(self.cipher, key, nonce, text, self.head + label)

    def decrypt(self, stored: bytes, label: bytes) -> bytes:
        """The text again; raises `cryptography.exceptions.InvalidTag` when a byte or the column differs."""
        head, nonce, sealed = stored[:3], stored[3 : 3 + NONCE_BYTES], stored[3 + NONCE_BYTES :]
        cipher = CIPHERS[head[0]]
        key = self._key(int.from_bytes(head[1:], "big"), cipher)
        return _open(cipher, key, nonce, sealed, head + label)

    @property
    def head(self) -> bytes:
        """How everything begins that is written now: cipher and key number. What begins otherwise is older."""
        return bytes([CIPHERS.index(self.cipher)]) + self.current.to_bytes(2, "big")

    def blind(self, text: str, label: str) -> bytes:
        """A keyed digest for exact search: equal texts under one label give equal digests, nothing else shows."""
        return self.mac(text.encode(), label)[:INDEX_BYTES]

    def mac(self, text: bytes, label: str) -> bytes:
        """A keyed digest of 32 bytes by which a change of `text` is noticed: HMAC-SM3 or HMAC-SHA256."""
        digest = _mac(self.cipher, _derive(self.index, label.encode(), 32)).copy()
        digest.update(text)
        return digest.finalize()


@lru_cache(maxsize=64)
def _mac(cipher: CipherName, key: bytes) -> hmac.HMAC:
    return hmac.HMAC(key, hashes.SM3() if cipher == "SM4-GCM" else hashes.SHA256())


@lru_cache(maxsize=256)
def _derive(master: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=purpose).derive(master)


@lru_cache(maxsize=64)
def _aes(key: bytes) -> AESGCM:
    return AESGCM(key)


def _seal(cipher: CipherName, key: bytes, nonce: bytes, text: bytes, label: bytes) -> bytes:
    if cipher == "AES-GCM":
        return _aes(key).encrypt(nonce, text, label)
    sealer = Cipher(SM4(key), GCM(nonce)).encryptor()
    sealer.authenticate_additional_data(label)
    return sealer.update(text) + sealer.finalize() + sealer.tag


def _open(cipher: CipherName, key: bytes, nonce: bytes, sealed: bytes, label: bytes) -> bytes:
    if cipher == "AES-GCM":
        return _aes(key).decrypt(nonce, sealed, label)
    opener = Cipher(SM4(key), GCM(nonce, sealed[-TAG_BYTES:])).decryptor()
    opener.authenticate_additional_data(label)
    return opener.update(sealed[:-TAG_BYTES]) + opener.finalize()


def make_ring(cipher: CipherName = "AES-GCM") -> str:
    """The text of a new keyring file with one fresh key."""
    fresh = [base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(2)]
    return json.dumps(
        {"cipher": cipher, "current": "1", "keys": {"1": fresh[0]}, "index": fresh[1]}, indent=1
    )


def ensure_ring(path: Path) -> None:
    """Write a new keyring at `path`, readable by its owner only, unless one is there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(make_ring())


def read_ring(path: str | Path) -> Ring:
    """The keyring of a file; `NoKey` when there is none. A file that was changed is read anew by every process."""
    try:
        return _read(path, os.stat(path).st_mtime_ns)
    except FileNotFoundError as missing:
        raise NoKey(
            f"no keyring at {path}: run `fayuan keys recover`, or `fayuan migrate` for a new installation"
        ) from missing


@lru_cache(maxsize=8)
def _read(path: str | Path, _changed: int) -> Ring:
    data = json.loads(Path(path).read_text())
    keys = {int(number): base64.b64decode(key) for number, key in data["keys"].items()}
    return Ring(data["cipher"], int(data["current"]), keys, base64.b64decode(data["index"]))


def with_new_key(text: str, *, current: bool) -> tuple[str, int]:
    """The text of a keyring file with one more key, and its number; a `current` one is written under from now on."""
    data = json.loads(text)
    number = max(int(each) for each in data["keys"]) + 1
    data["keys"][str(number)] = base64.b64encode(secrets.token_bytes(32)).decode()
    if current:
        data["current"] = str(number)
    return json.dumps(data, indent=1), number


def without_key(text: str, number: int) -> str:
    """The text of a keyring file without one of its older keys."""
    data = json.loads(text)
    if data["current"] == str(number):
        raise NoKey(f"key {number} is the current one")
    del data["keys"][str(number)]
    return json.dumps(data, indent=1)


def replace_ring(path: Path, text: str) -> None:
    """Put another keyring in the place of the file in one step: whoever reads finds the old one or the new, whole."""
    half = path.with_name(f"{path.name}.new")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def ring() -> Ring:
    """The keyring of this installation."""
    return read_ring(settings.KEYS_FILE)
