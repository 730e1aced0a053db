"""`fayuan run`: the whole product on one machine, database, web server and worker, under one supervisor."""

import argparse
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from fayuan.dossier.papers.faults import NoFont
from fayuan.dossier.papers.fonts import typeface
from fayuan.project import demonstration, environment, folders, marks, running, setup, tether
from fayuan.project.backup import places
from fayuan.project.child import Child
from fayuan.project.database import embedded, server
from fayuan.project.database.cluster import process
from fayuan.project.faults import SetupFault

WATCH = 0.5  # seconds between two rounds
READY_POLL = 0.1  # seconds between two knocks at a web server that starts
WEB_WORKERS = 2
WEB_THREADS = 8  # per worker; each may hold one of the server's 100 connections
JOBS_AT_ONCE = 4


@dataclass(frozen=True)
class Options:
    """How to run: where to listen, with a demonstration or not."""

    host: str
    port: int
    demo: bool

    @property
    def address(self) -> str:
        """What a person types into a browser."""
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        return f"http://{shown}:{self.port}"


def main(argv: list[str]) -> int:
    """Run until told to stop (Ctrl-C, SIGTERM, `fayuan stop`); returns 0 after an orderly stop."""
    arguments = parser().parse_args(argv)
    if arguments.tied:
        tether.ask_kernel(signal.SIGTERM)
    if arguments.demo:
        os.environ["FAYUAN_DEMO"] = "1"
    listen_to_orders()
    try:
        run(Options(arguments.host, arguments.port, arguments.demo), folders.var())
    except KeyboardInterrupt:
        say("已停止。")
    return 0


def parser() -> argparse.ArgumentParser:
    """The arguments of `fayuan run`."""
    described = argparse.ArgumentParser(prog="fayuan run", description="启动平台")
    described.add_argument("--host", default="127.0.0.1", help="监听地址")
    described.add_argument(
        "--port", type=port_number, default=os.environ.get("PORT", "8000"), help="监听端口"
    )
    described.add_argument("--demo", action="store_true", help="装入演示数据")
    described.add_argument("--tied", action="store_true", help="启动它的程序一结束就停止")
    return described


def port_number(text: str) -> int:
    """A TCP port as written by a person."""
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"端口应是 1 到 65535 之间的数字，不是“{text}”")
    return int(text)


def listen_to_orders() -> None:
    """Let SIGTERM and a closed terminal do what Ctrl-C does."""
    for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(order, interrupt)


def interrupt(_order: int, _frame: FrameType | None) -> None:
    """Begin the orderly stop once; a second order must not break it off."""
    for order in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(order, signal.SIG_IGN)
    raise KeyboardInterrupt


def say(sentence: str) -> None:
    """Tell the person at the keyboard at once."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def run(options: Options, var: Path) -> None:
    """Start everything in order, watch over it, and stop it in the opposite order whatever happens."""
    setup.check_folder(var)
    with running.only_one(var, options.address):
        setup.check_port(options.host, options.port)
        say("正在启动……")
        with environment.database_served(tied=True):
            prepare(options)
            with children(options, var) as kept:
                wait_for_web(options, kept[0])
                welcome(options)
                watch(kept)


def prepare(options: Options) -> None:
    """Bring database and data to where the product can start."""
    if not marks.is_up_to_date(environment.url("owner")):
        say("正在升级数据库结构……")
        call("migrate", "--verbosity", "0")
    if options.demo:
        demonstration.ensure_loaded(call)
    warn_without_font()


def warn_without_font() -> None:
    """Say it before somebody wants a paper printed; everything else works without the font."""
    try:
        typeface()
    except NoFont as fault:
        say(f"注意：{fault}")


def call(*arguments: str) -> str:
    """Run a `fayuan` command in a process of its own; returns what it printed."""
    command = [sys.executable, "-m", "fayuan.project.cli", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SetupFault(
            f"这一步没有成功：fayuan {' '.join(arguments)}", "按上面的原因排除后再运行一次，会接着做完。"
        )
    return done.stdout


@contextmanager
def children(options: Options, var: Path) -> Iterator[list[Child]]:
    """The web server, started here, and the worker, left to the watch; both stopped when the block ends."""
    marked = os.environ | {running.MARK: str(var)}
    kept = [
        Child("网页服务", web_command(options), marked, var / "logs" / "web.log"),
        Child("后台任务", worker_command(), marked, var / "logs" / "worker.log"),
    ]
    if follows():
        kept.append(Child("日志归档", follow_command(), marked, var / "logs" / "follow.log"))
    try:
        kept[0].start(time.monotonic())  # the worker can wait: people look for the page first
        yield kept
    finally:
        for child in kept:
            child.stop()


def web_command(options: Options) -> list[str]:
    """The web server's command line."""
    settings = {
        "--interface": "wsgi",
        "--host": options.host,
        "--port": str(options.port),
        "--workers": str(WEB_WORKERS),
        "--blocking-threads": str(WEB_THREADS),
        "--respawn-interval": "0.5",
        "--workers-kill-timeout": "5",  # one that is still loading hears no order
        "--log-level": "warning",
    }
    flat = [part for pair in settings.items() for part in pair]
    return [
        sys.executable,
        "-m",
        "granian",
        *flat,
        "--respawn-failed-workers",
        "fayuan.project.wsgi:application",
    ]


def worker_command() -> list[str]:
    """The worker's command line. What is done leaves the queue; what failed for good stays for people to see."""
    worker = [sys.executable, "-m", "django", "procrastinate", "worker"]
    return [*worker, "--concurrency", str(JOBS_AT_ONCE), "--delete-jobs", "successful"]


def follows() -> bool:
    """Whether our own server's log is kept in a folder of backups as it is written."""
    wanted = os.environ.get(places.FOLDER) and os.environ.get(places.RECEIVERS)
    return bool(wanted) and environment.is_embedded()


def follow_command() -> list[str]:
    """The command line of what keeps the log."""
    return [sys.executable, "-m", "fayuan.project.cli", "backup", "follow"]


def wait_for_web(options: Options, web: Child) -> None:
    """Wait until the web server answers; one that dies before it ever did will not get better by waiting."""
    while not answers(options):
        if web.process is not None and web.process.poll() is not None:
            raise SetupFault(f"{web.name}没有启动。", f"原因在 {web.log} 的末尾。")
        time.sleep(READY_POLL)


def answers(options: Options) -> bool:
    """True when an HTTP answer comes, whatever it says."""
    connection = http.client.HTTPConnection(options.address.removeprefix("http://"), timeout=30)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def welcome(options: Options) -> None:
    """Say where the product is and, in the demonstration, as whom one may sign in."""
    say(f"\n法援平台已启动：{options.address}\n按 Ctrl-C 停止。\n")
    if options.demo:
        say(demonstration.people(call))


def watch(kept: Sequence[Child]) -> None:
    """Round after round, start again what has died; ends only by an order to stop."""
    while True:
        time.sleep(WATCH)
        revive_database()
        for child in kept:
            if child.keep_alive(time.monotonic()):
                say(f"{child.name}意外停止，即将重新启动（日志：{child.log}）。")


def revive_database() -> None:
    """Start the embedded server again if it died; it recovers what was committed."""
    if environment.is_embedded() and process(embedded()) is None:
        say("数据库意外停止，正在恢复。")
        server.start(embedded(), tied=True)
