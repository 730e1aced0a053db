"""`fayuan backup` and `fayuan restore`."""

import argparse
import sys
import tempfile
from pathlib import Path

from fayuan.core.clock import now
from fayuan.project import environment
from fayuan.project.backup import envelopes, following, making, places, restoring
from fayuan.project.faults import SetupFault

SAME, DIFFERENT = 0, 1
KEPT = 35  # backups that `prune` leaves


def main(argv: list[str]) -> int:
    """Make a backup, or one of the acts around it; gives the exit code."""
    arguments = parser().parse_args(argv or ["make"])
    act = {"make": make, "key": key, "check": check, "follow": follow, "prune": prune}[arguments.act]
    return act(arguments)


def parser() -> argparse.ArgumentParser:
    """The acts of `fayuan backup`."""
    described = argparse.ArgumentParser(prog="fayuan backup", description="备份：数据库、文件和密钥")
    acts = described.add_subparsers(required=True, metavar="动作", dest="act")
    for name, summary in (
        ("make", "做一份备份（不写动作时就是它）"),
        ("follow", "跟着内置数据库，把日志随时存到备份文件夹"),
        ("prune", "只留最近的几份备份和之后的日志"),
    ):
        added = acts.add_parser(name, help=summary)
        added.add_argument("--folder", type=Path, help=f"备份文件夹，不写时用 {places.FOLDER}")
        if name == "prune":
            added.add_argument("--keep", type=int, default=KEPT, help=f"留几份（默认{KEPT}）")
    acts.add_parser("key", help="生成一对备份密钥；私钥由专人保管，不留在这台机器").add_argument(
        "file", type=Path
    )
    checked = acts.add_parser("check", help="在临时文件夹里恢复一遍，和备份时核对")
    checked.add_argument("backup", type=Path)
    checked.add_argument("--key", type=Path, required=True, help="备份私钥")
    return described


def make(arguments: argparse.Namespace) -> int:
    """A backup of this installation, which may run meanwhile."""
    with environment.database_served():
        made = making.make(places.folder(arguments.folder), now())
    size = sum(path.stat().st_size for path in made.iterdir())
    sys.stdout.write(f"已备份到 {made}，{size / 1e6:.1f} MB。用 fayuan backup check 核对一遍才算数。\n")
    return SAME


def key(arguments: argparse.Namespace) -> int:
    """A pair of keys; the public half is printed."""
    public = envelopes.new_key(arguments.file)
    sys.stdout.write(
        f"私钥在 {arguments.file}：拷到保险柜里的介质上，再从这台机器删掉。\n公钥设到 {places.RECEIVERS}：\n{public}\n"
    )
    return SAME


def check(arguments: argparse.Namespace) -> int:
    """Restore into a folder that is gone afterwards, and compare."""
    with tempfile.TemporaryDirectory(prefix="fayuan-check-", dir="/tmp") as home:
        Path(home).chmod(0o755)  # the server's user passes through
        backup = arguments.backup.resolve()
        with restoring.elsewhere(Path(home), stay="files_stay" in restoring.told_in(backup)):
            return report(restoring.restore(backup, envelopes.read_key(arguments.key)))


def follow(arguments: argparse.Namespace) -> int:
    """Follow our own server's log."""
    if not environment.is_embedded():
        raise SetupFault(
            "只有内置数据库由平台归档日志。", "自己的服务器由数据库管理员归档，见 docs/operations/backup.md。"
        )
    with environment.database_served():
        return following.follow(places.folder(arguments.folder))


def prune(arguments: argparse.Namespace) -> int:
    """Remove what is older than the backups that are kept."""
    if arguments.keep < 1:
        raise SetupFault("至少要留一份备份。", "--keep 写1或者更大的数。")
    backups, segments = following.prune(places.folder(arguments.folder), arguments.keep)
    sys.stdout.write(f"删去{backups}份旧备份、{segments}段日志。\n")
    return SAME


def restore(argv: list[str]) -> int:
    """Bring a backup back into this installation, which must be empty; gives the exit code."""
    described = argparse.ArgumentParser(prog="fayuan restore", description="从备份恢复到空的文件夹")
    described.add_argument("backup", type=Path)
    described.add_argument("--key", type=Path, required=True, help="备份私钥")
    described.add_argument(
        "--until", default="", help="恢复到这一刻，例如 2026-11-28T17:00:00+08:00（内置数据库）"
    )
    described.add_argument("--wal", type=Path, help="日志所在的文件夹，不写时在备份旁边")
    arguments = described.parse_args(argv)
    secret = envelopes.read_key(arguments.key)
    return report(
        restoring.restore(arguments.backup.resolve(), secret, until=arguments.until, wal=arguments.wal)
    )


def report(outcome: restoring.Outcome) -> int:
    """What came back, in words; 1 when it is not what was backed up."""
    for fault in outcome.faults:
        sys.stdout.write(f"{fault}\n")
    verdict = "与备份时不同" if outcome.faults else "与备份时一致"
    sys.stdout.write(
        f"恢复了{outcome.rows}行、{outcome.files}个文件，用时{outcome.seconds:.1f}秒，{verdict}。"
        "再运行 fayuan audit verify 逐条核对审计记录。\n"
    )
    return DIFFERENT if outcome.faults else SAME
