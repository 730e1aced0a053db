"""`fayuan`: one command for everything. Each sub-command is loaded only when it is called."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from fayuan.project import environment, folders, scratch, setup
from fayuan.project.faults import SetupFault

Surroundings = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Command:
    """A sub-command: the module whose `main(argv) -> int` does it, and what must be there while it runs."""

    module: str
    summary: str
    surroundings: Surroundings = nullcontext
    django: bool = False


COMMANDS = {
    "run": Command("fayuan.project.supervisor", "启动平台：数据库、网页服务、后台任务"),
    "stop": Command("fayuan.project.stopping", "停止正在运行的平台"),
    "migrate": Command("fayuan.project.migration", "升级数据库结构", environment.database_served),
    "demo": Command("fayuan.demo.commands", "演示数据", environment.database_served, django=True),
    "play": Command("fayuan.project.playing", "演一遍故事文件", scratch.served, django=True),
    "verify": Command("fayuan.play.verify", "从历史重算并核对", environment.database_served, django=True),
    "audit": Command(
        "fayuan.core.commands", "审计记录：封存、核对、检查点", environment.database_served, django=True
    ),
    "forms": Command("fayuan.project.forms", "演故事，把每种文书画成图片", scratch.served, django=True),
    "papers": Command("fayuan.dossier.commands", "查验文书", environment.database_served, django=True),
    "dossier": Command(
        "fayuan.dossier.volumes.commands", "核对封存的案卷", environment.database_served, django=True
    ),
    "files": Command(
        "fayuan.dossier.inventory_command", "核对存储", environment.database_served, django=True
    ),
    "import": Command("fayuan.intake.commands", "导入旧案", environment.database_served, django=True),
    "law": Command("fayuan.project.law", "查法律参数，算资格和期限，重看过去的决定"),
    "assignment": Command(
        "fayuan.assignment.commands",
        "把过去的案件按两种指派办法比一比",
        environment.database_served,
        django=True,
    ),
    "matching": Command("fayuan.matching.commands", "分派：在各人上限之内求总成本最低"),
    "db": Command(
        "fayuan.project.database_commands", "内置数据库：start、stop、status、shell、roles、remove"
    ),
    "keys": Command("fayuan.project.keys", "密钥：更换、停用、托管、找回"),
    "backup": Command("fayuan.project.backup.commands", "备份：数据库、文件和密钥，加密"),
    "restore": Command("fayuan.project.backup.restore", "从备份恢复到空的文件夹"),
    "manage": Command("fayuan.project.management", "Django 管理命令", environment.database_served),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; returns its exit code, 1 after a set-up fault, 130 after Ctrl-C."""
    arguments = parser().parse_args(argv)
    try:
        setup.check_python()
        with setup.plain_faults(folders.var()):
            return run(COMMANDS[arguments.command], arguments.rest)
    except SetupFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `fayuan play … | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def parser() -> argparse.ArgumentParser:
    """Only the sub-command's name is read here; the rest belongs to it."""
    lines = "\n".join(f"  {name:<8} {command.summary}" for name, command in COMMANDS.items())
    described = argparse.ArgumentParser(
        prog="fayuan",
        description="法援：省级法律援助平台",
        epilog=f"命令：\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=True,
    )
    described.add_argument("command", choices=COMMANDS, metavar="命令")
    described.add_argument("rest", nargs=argparse.REMAINDER, metavar="…")
    return described


def run(command: Command, rest: list[str]) -> int:
    """Load the sub-command's module, put around it what it needs, and pass its exit code on."""
    environment.prepare()
    with command.surroundings():
        if command.django:
            importlib.import_module("django").setup()
        main_of_room: Callable[[list[str]], int] = importlib.import_module(command.module).main
        return main_of_room(rest)


if __name__ == "__main__":
    sys.exit(main())
