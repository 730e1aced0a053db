"""`fayuan keys`: rotation is the product's; escrow and recovery need no database, which may be what was lost."""

import argparse
import importlib
import os
import sys
from pathlib import Path

from fayuan.project import environment, folders
from fayuan.project.backup import envelopes, making, places, shares
from fayuan.project.faults import SetupFault

ESCROW = ("escrow", "recover")
HEAD = "fayuan-share"


def main(argv: list[str]) -> int:
    """Run one of the acts; gives the exit code."""
    if argv[:1] and argv[0] in ESCROW:
        arguments = parser().parse_args(argv)
        return escrow(arguments) if arguments.act == "escrow" else recover(arguments)
    with environment.database_served():
        importlib.import_module("django").setup()
        return int(importlib.import_module("fayuan.dossier.keys_command").main(argv))


def parser() -> argparse.ArgumentParser:
    """The acts of escrow."""
    described = argparse.ArgumentParser(prog="fayuan keys", description="密钥的托管和找回")
    acts = described.add_subparsers(required=True, metavar="动作", dest="act")
    kept = acts.add_parser("escrow", help="把密钥环加密给专人的公钥，或者分成几份")
    kept.add_argument("folder", type=Path)
    kept.add_argument("--parts", type=int, default=0, help="分成几份")
    kept.add_argument("--needed", type=int, default=0, help="其中几份就能拼回")
    found = acts.add_parser("recover", help="从托管的文件找回密钥环")
    found.add_argument("files", type=Path, nargs="+")
    found.add_argument("--key", type=Path, help="专人的私钥；拼几份时不用")
    return described


def ring_file() -> Path:
    """Where the keyring stands."""
    return places.Secrets(folders.var()).paths["keys.json"]


def escrow(arguments: argparse.Namespace) -> int:
    """The keyring, for people who keep it: sealed to the officers of `FAYUAN_BACKUP_TO`, or in shares on paper."""
    arguments.folder.mkdir(parents=True, exist_ok=True)
    content = ring_file().read_bytes()
    if arguments.parts:
        written = list(write_shares(content, arguments))
    else:
        path = arguments.folder / "keys.sealed"
        making.put(path, places.receivers(), lambda out: out.writelines([content]))
        written = [path]
    sys.stdout.write("".join(f"{path}\n" for path in written) + "每换一次密钥，重新托管一次。\n")
    return 0


def write_shares(content: bytes, arguments: argparse.Namespace) -> list[Path]:
    """Each share into a file of its own, for a person of its own."""
    if not 2 <= arguments.needed <= arguments.parts <= 20:
        raise SetupFault("份数不对。", "例如 --parts 5 --needed 3：分成五份，任意三份能拼回。")
    written = []
    for place, share in shares.split(content, arguments.parts, arguments.needed):
        path = arguments.folder / f"keys.share-{place}"
        path.write_text(f"{HEAD} {arguments.needed} {place} {share.hex()}\n")
        path.chmod(0o600)
        written.append(path)
    return written


def recover(arguments: argparse.Namespace) -> int:
    """The keyring again; never over one that is there."""
    target = ring_file()
    if target.exists():
        raise SetupFault(f"{target} 还在，不覆盖。", "确实要换回托管的那一份，先把它移走。")
    if arguments.key:
        content = making.stream(arguments.files[0], envelopes.read_key(arguments.key)).read()
    else:
        content = from_shares(arguments.files)
    if not content.startswith(b"{"):
        raise SetupFault("拼不回密钥环。", "核对每一份是不是同一次托管的，有没有抄错。")
    target.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    sys.stdout.write(f"密钥环已放回 {target}。\n")
    return 0


def from_shares(files: list[Path]) -> bytes:
    """The secret of enough shares."""
    told = [path.read_text().split() for path in files]
    if any(len(each) != 4 or each[0] != HEAD for each in told):
        raise SetupFault("有文件不是密钥的份。", "用 fayuan keys escrow --parts 写出的文件。")
    if len({each[2] for each in told}) < int(told[0][1]):
        raise SetupFault(f"至少要{told[0][1]}份。", "再找几位保管人。")
    return shares.join([(int(place), bytes.fromhex(share)) for _head, _needed, place, share in told])
