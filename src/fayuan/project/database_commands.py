"""`fayuan db`: looks after the database server."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from fayuan.project import database, environment
from fayuan.project.database import programs, server
from fayuan.project.database.addresses import ROLES, Role
from fayuan.project.database.cluster import process
from fayuan.project.faults import SetupFault


def main(argv: list[str]) -> int:
    """Run one of the actions; returns its exit code."""
    described = parser()
    arguments, rest = described.parse_known_args(argv)
    action: Callable[[argparse.Namespace], int] = arguments.action
    if rest and action is not shell:
        described.error(f"不认识的参数：{' '.join(rest)}")
    arguments.psql = rest
    return action(arguments)


def parser() -> argparse.ArgumentParser:
    """The actions and their arguments."""
    described = argparse.ArgumentParser(prog="fayuan db", description="数据库服务")
    actions = described.add_subparsers(required=True, metavar="动作")
    for name, action, summary in (
        ("start", start, "启动内置数据库，并让它一直运行"),
        ("stop", stop, "停止内置数据库"),
        ("status", status, "数据库在哪里，是否在运行"),
    ):
        actions.add_parser(name, help=summary).set_defaults(action=action)
    shell_parser = actions.add_parser("shell", help="打开 psql，多出的参数交给它")
    shell_parser.add_argument("--role", choices=ROLES, default="app", help="以哪个角色登录（默认 app）")
    shell_parser.set_defaults(action=shell)
    roles_parser = actions.add_parser("roles", help="在自有的 PostgreSQL 上建角色和数据库")
    roles_parser.add_argument("admin_url", help="管理员地址 postgresql://…")
    roles_parser.set_defaults(action=roles)
    remove_parser = actions.add_parser("remove", help="删除内置数据库和其中的全部数据")
    remove_parser.add_argument("--yes", action="store_true", help="确认删除")
    remove_parser.set_defaults(action=remove)
    return described


def start(_arguments: argparse.Namespace) -> int:
    """Start the embedded server and leave it running."""
    server.keep(database.embedded())
    return 0


def stop(_arguments: argparse.Namespace) -> int:
    """Stop the embedded server, unless somebody uses it."""
    server.release(database.embedded())
    return 0


def status(_arguments: argparse.Namespace) -> int:
    """Tell where the database is; exit code 0 when it runs, 3 when it does not (as `pg_ctl status`)."""
    if not environment.is_embedded():
        sys.stdout.write(
            f"使用 DATABASE_URL 指定的服务器：{urlsplit(os.environ[environment.APP_URL]).hostname}\n"
        )
        return 0
    cluster = database.embedded()
    found = process(cluster)
    state = f"正在运行（进程 {found.pid}）" if found else "没有运行"
    sys.stdout.write(f"内置数据库{state}\n  数据：{cluster.data}\n  套接字：{cluster.sockets}\n")
    return 0 if found else 3


def shell(arguments: argparse.Namespace) -> int:
    """Open psql on the installation's database."""
    with environment.database_served():
        command = [programs.installed() / "psql", environment.url(arguments.role), *arguments.psql]
        return subprocess.run(command, check=False).returncode


def roles(arguments: argparse.Namespace) -> int:
    """Make the three roles and the database on a server of one's own; running it again changes nothing.

    Passwords and the database's name are those of `DATABASE_URL`, `FAYUAN_OWNER_DATABASE_URL` and
    `FAYUAN_SEALER_DATABASE_URL`.
    """
    addresses = {role: address_of(role) for role in ROLES}
    database.ensure_roles(arguments.admin_url, {role: password(url) for role, url in addresses.items()})
    name = unquote(urlsplit(addresses["app"]).path.lstrip("/"))
    database.ensure_database(arguments.admin_url, name, addresses["owner"])
    return 0


def address_of(role: Role) -> str:
    """The address set for a role."""
    setting = environment.SETTINGS[role]
    if not os.environ.get(setting):
        raise SetupFault(f"没有设置 {setting}。", "先设好三个角色各自的地址，见 docs/operations/install.md。")
    return os.environ[setting]


def password(url: str) -> str:
    """The password in an address."""
    return unquote(urlsplit(url).password or "")


def remove(arguments: argparse.Namespace) -> int:
    """Delete the embedded server's data; refused without `--yes` and while somebody uses it."""
    cluster = database.embedded()
    if not arguments.yes:
        raise SetupFault(f"这会删除 {cluster.home} 中的全部数据。", "确实要删除，请加上 --yes。")
    if cluster.home.exists():
        server.remove(cluster)
    return 0
