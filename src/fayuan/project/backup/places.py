"""Where backups go and what belongs into one."""

import os
from dataclasses import dataclass
from pathlib import Path

from fayuan.dossier.shelves import Bucket, Disk, Shelf
from fayuan.project import database, folders
from fayuan.project.faults import SetupFault

FOLDER, RECEIVERS, FILES = "FAYUAN_BACKUP_DIR", "FAYUAN_BACKUP_TO", "FAYUAN_BACKUP_FILES"
BUCKET = "FAYUAN_FILES_S3"
DUMP_HOOK, RESTORE_HOOK = "FAYUAN_BACKUP_HOOK", "FAYUAN_RESTORE_HOOK"
WAL = "wal"  # in the folder of backups: the write-ahead log, segment by segment
MANIFEST = "manifest.json"
DATABASE_PART, FILES_PART, KEYS_PART = "database.sealed", "files.sealed", "keys.sealed"


def folder(given: Path | None = None) -> Path:
    """The folder of backups: given, else `FAYUAN_BACKUP_DIR`."""
    chosen = given or (Path(os.environ[FOLDER]) if os.environ.get(FOLDER) else None)
    if chosen is None:
        raise SetupFault(
            "没有说备份放在哪里。", f"加 --folder 文件夹，或者设 {FOLDER}；放到另一块盘或另一台机器。"
        )
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen.resolve()


def receivers() -> list[str]:
    """The public keys to which backups are encrypted."""
    found = [part.strip() for part in os.environ.get(RECEIVERS, "").split(",") if part.strip()]
    if not found:
        raise SetupFault(
            "没有备份公钥，不做不加密的备份。", f"先运行 fayuan backup key 文件名，把公钥设到 {RECEIVERS}。"
        )
    return found


@dataclass(frozen=True)
class Secrets:
    """The files without which a database cannot be read, by their names in a backup."""

    var: Path

    @property
    def paths(self) -> dict[str, Path]:
        named = {
            "keys.json": Path(os.environ.get("FAYUAN_KEYS_FILE", self.var / "keys.json")),
            "checkpoint.pem": Path(os.environ.get("FAYUAN_CHECKPOINT_KEY_FILE", self.var / "checkpoint.pem")),
            "secret_key": self.var / "secret_key",
            "seals": Path(os.environ.get("FAYUAN_SEALS_DIR", self.var / "seals")),
        }
        if not os.environ.get("DATABASE_URL"):
            named["pg_secret"] = database.embedded(self.var).home / "secret"
        return named


def files_dir() -> Path:
    """The folder of files, where they lie in one."""
    return Path(os.environ.get("FAYUAN_FILES_DIR", folders.var() / "files"))


def shelf() -> Shelf:
    """Where files lie: the bucket that is set up, else the folder."""
    bucket = os.environ.get(BUCKET)
    if not bucket:
        return Disk(files_dir())
    region = os.environ.get(f"{BUCKET}_REGION", "us-east-1")
    return Bucket(bucket, os.environ.get(f"{BUCKET}_KEY", ""), os.environ.get(f"{BUCKET}_SECRET", ""), region)


def files_stay() -> bool:
    """Whether files are left where they are, because whoever keeps the bucket keeps copies of it; then a backup holds
    their names alone, and a restore looks whether all of them are there."""
    chosen = os.environ.get(FILES, "copy")
    if chosen not in {"copy", "stay"}:
        raise SetupFault(f"{FILES} 写的是 {chosen}。", "写 copy（文件进备份）或者 stay（存储桶另有副本）。")
    if chosen == "stay" and not os.environ.get(BUCKET):
        raise SetupFault("文件在这台机器的文件夹里，不能不备份。", f"去掉 {FILES}=stay，或者先设 {BUCKET}。")
    return chosen == "stay"
