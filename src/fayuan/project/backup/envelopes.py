"""Streams encrypted to the holder of a private key that never was on this machine.

A sealed stream begins with a line of JSON: for each receiver the stream's own key, wrapped (X25519, HKDF-SHA256,
AES-GCM). Then come chunks of at most a mebibyte, each AES-GCM under a counted nonce, the last one marked: a stream that
was cut short, put together differently or changed is refused, never half believed.
"""

import base64
import io
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fayuan.project.faults import SetupFault

MAGIC = b"fayuan-sealed-1\n"
CHUNK = 1 << 20
LAST, MORE = b"\x01", b"\x00"


def new_key(path: Path) -> str:
    """Make an officer's key: the private half into a new file for its owner alone; gives the public half."""
    key = X25519PrivateKey.generate()
    written = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as there:
        raise SetupFault(f"{path} 已经存在。", "换一个文件名；不要覆盖还要用的密钥。") from there
    with os.fdopen(handle, "wb") as file:
        file.write(written)
    return public_of(key)


def public_of(key: X25519PrivateKey) -> str:
    """The public half as it is written into settings."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def read_key(path: Path) -> X25519PrivateKey:
    """The officer's private key of a file."""
    try:
        key = form.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as fault:
        raise SetupFault(f"{path} 不是备份私钥。", "用 fayuan backup key 生成的那个文件。") from fault
    assert isinstance(key, X25519PrivateKey)
    return key


@contextmanager
def sealed(path: Path, receivers: Sequence[str]) -> Iterator[IO[bytes]]:
    """Write a sealed file: what the block writes is compressed and encrypted; the file is there whole or not at all."""
    half = path.with_name(f"{path.name}.part")
    with half.open("wb") as file:
        sealer = Sealer(file, receivers)
        yield io.BufferedWriter(sealer, CHUNK)  # type: ignore[type-var]  # a raw stream that is only written
        sealer.finish()
        file.flush()
        os.fsync(file.fileno())
    half.rename(path)


class Sealer(io.RawIOBase):
    """The writing end of a sealed stream."""

    def __init__(self, file: IO[bytes], receivers: Sequence[str]) -> None:
        super().__init__()
        self.file, self.waiting, self.count = file, bytearray(), 0
        key = AESGCM.generate_key(bit_length=256)
        self.cipher, self.press = AESGCM(key), zlib.compressobj(1)
        file.write(MAGIC + json.dumps([wrap(key, each) for each in receivers]).encode() + b"\n")

    def writable(self) -> bool:
        return True

    def write(self, content: bytes, /) -> int:  # type: ignore[override]  # any buffer is taken
        self.waiting += self.press.compress(bytes(content))
        while len(self.waiting) > CHUNK:
            self._put(bytes(self.waiting[:CHUNK]), MORE)
            del self.waiting[:CHUNK]
        return len(content)

    def finish(self) -> None:
        """Write what is left, marked as the last."""
        self.waiting += self.press.flush()
        while len(self.waiting) > CHUNK:
            self._put(bytes(self.waiting[:CHUNK]), MORE)
            del self.waiting[:CHUNK]
        self._put(bytes(self.waiting), LAST)

    def _put(self, content: bytes, mark: bytes) -> None:
        closed = self.cipher.encrypt(nonce(self.count), content, mark)
        self.file.write(len(closed).to_bytes(4, "big") + mark + closed)
        self.count += 1


def nonce(count: int) -> bytes:
    """Each stream has a key of its own, so that a counter never repeats under it."""
    return count.to_bytes(12, "big")


def wrap(key: bytes, receiver: str) -> dict[str, str]:
    """The stream's key, readable for the holder of the private half of `receiver` alone."""
    ours = X25519PrivateKey.generate()
    theirs = X25519PublicKey.from_public_bytes(base64.b64decode(receiver))
    closed = AESGCM(agreed(ours.exchange(theirs))).encrypt(nonce(0), key, receiver.encode())
    return {"to": receiver, "by": public_of(ours), "key": base64.b64encode(closed).decode()}


def unwrap(wrapped: dict[str, str], key: X25519PrivateKey) -> bytes:
    """The stream's key again."""
    by = X25519PublicKey.from_public_bytes(base64.b64decode(wrapped["by"]))
    opener = AESGCM(agreed(key.exchange(by)))
    return opener.decrypt(nonce(0), base64.b64decode(wrapped["key"]), wrapped["to"].encode())


def agreed(shared: bytes) -> bytes:
    """A key from the secret two parties agreed on."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"fayuan backup").derive(shared)


def unsealed(path: Path, key: X25519PrivateKey) -> Iterator[bytes]:
    """The contents of a sealed file, piece by piece; a `SetupFault` where it is not whole or not for this key."""
    with path.open("rb") as file:
        if file.readline() != MAGIC:
            raise broken(path)
        wrapped = [each for each in json.loads(file.readline()) if each["to"] == public_of(key)]
        if not wrapped:
            raise SetupFault(f"{path.name} 不是给这把私钥的。", "用备份时 FAYUAN_BACKUP_TO 对应的私钥。")
        try:
            yield from _opened(file, AESGCM(unwrap(wrapped[0], key)))
        except (InvalidTag, ValueError, zlib.error) as fault:
            raise broken(path) from fault


def _opened(file: IO[bytes], cipher: AESGCM) -> Iterator[bytes]:
    press, count, mark = zlib.decompressobj(), 0, MORE
    while mark == MORE:
        size, mark = int.from_bytes(file.read(4), "big"), file.read(1)
        content = file.read(size)
        if mark not in (MORE, LAST) or len(content) != size:
            raise ValueError("cut short")
        yield press.decompress(cipher.decrypt(nonce(count), content, mark))
        count += 1
    yield press.flush()
    if not press.eof or file.read(1):
        raise ValueError("does not end where it says")


def broken(path: Path) -> SetupFault:
    """The fault of a file that is not what was written."""
    return SetupFault(f"{path.name} 不完整，或者被改动过。", "换用另一份备份。")


class Reader(io.RawIOBase):
    """The contents of a sealed file as a stream."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self.parts, self.left = parts, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]  # any buffer
        while not self.left:
            part = next(self.parts, None)
            if part is None:
                return 0
            self.left = part
        size = min(len(buffer), len(self.left))
        buffer[:size], self.left = self.left[:size], self.left[size:]
        return size
