"""Checkpoints of the audit trail: one signed line that is kept off the machine, against those who own the machine.

A checkpoint says how far the trail was sealed and the hash over all of it. The key that signs (Ed25519) is made on
first use; its public half is given to whoever keeps the checkpoints. A trail that was cut short, or sealed anew by
somebody with the keyring, no longer has the hash of a checkpoint that was taken before.
"""

import base64
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from fayuan.core import sealing, verifying
from fayuan.core.sealing import NO_AGENCY, Connection
from fayuan.core.verifying import Broken

HEADS = "SELECT DISTINCT ON (chain) chain, number, hash FROM core_auditseal ORDER BY chain, number DESC"


class BadCheckpoint(Exception):
    """The file is no checkpoint, or its signature is not by the key it should be by."""


def signing_key() -> Ed25519PrivateKey:
    """This installation's key for checkpoints; made, for its owner alone, where it is missing."""
    path = Path(settings.CHECKPOINT_KEY_FILE)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Ed25519PrivateKey.generate().private_bytes(
            form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
        )
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(fresh)
    key = form.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def public_key(key: Ed25519PrivateKey) -> str:
    """The public half as it is written down."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def take(reader: Connection, now: datetime) -> dict[str, Any]:
    """A signed checkpoint of all that is sealed by now."""
    last = sealing.last_round(reader)
    heads = reader.execute(HEADS).fetchall()
    told = {
        "at": now.isoformat(),
        "round": last.number,
        "hash": last.hash.hex(),
        "chains": {str(chain): [number, bytes(mark).hex()] for chain, number, mark in heads},
    }
    key = signing_key()
    signature = base64.b64encode(key.sign(_signed(told))).decode()
    return {**told, "key": public_key(key), "signature": signature}


def _signed(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def check(reader: Connection, checkpoint: Mapping[str, Any], key: str = "") -> tuple[Broken, ...]:
    """What the trail no longer has of a checkpoint; `BadCheckpoint` for a signature that is not by `key` (base64).

    Without a key only that the file is whole is known, not who signed it.
    """
    told = {name: value for name, value in checkpoint.items() if name not in {"key", "signature"}}
    by = key or str(checkpoint.get("key", ""))
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(by))
        public.verify(base64.b64decode(str(checkpoint.get("signature", ""))), _signed(told))
    except (InvalidSignature, ValueError) as wrong:
        raise BadCheckpoint from wrong
    number = int(told["round"])
    same = number == 0 or (verifying.hash_of(reader, number) or b"").hex() == told["hash"]
    return () if same else (Broken("checkpoint", number, NO_AGENCY, number),)


def keep(checkpoint: Mapping[str, Any], folder: Path) -> Path:
    """Write the checkpoint into a folder (a share of another office) under its round's number; never over one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"checkpoint-{checkpoint['round']:010}.json"
    if not path.exists():
        half = path.with_suffix(".new")
        half.write_text(json.dumps(checkpoint, indent=1, sort_keys=True) + "\n")
        half.rename(path)
    return path
