"""Starting, sharing and stopping the embedded server."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
import psycopg

from fayuan.project import locks, tether
from fayuan.project.database import programs, roles
from fayuan.project.database.cluster import SOCKET_NAME, Cluster, ensure_made, environment, full_disk, process
from fayuan.project.faults import SetupFault

REMAINS = "pre-existing shared memory block"  # PostgreSQL's words while a killed server's children still live
REMAINS_PATIENCE = 30  # seconds for them to notice and end
POLL = 0.05  # seconds between two looks at a server that starts or stops
STOP_PATIENCE = 60  # seconds for an orderly stop, before open work is broken off

SERIOUS = re.compile(r"(?:ERROR|FATAL|PANIC):\s+")

# The servers this process started: held until they are reaped, since nobody else can reap them.
LAUNCHED: "list[subprocess.Popen[bytes]]" = []

SETTINGS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "max_slot_wal_keep_size": "4GB",  # what a stopped receiver of the log may hold back on this disk
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    # A DETAIL line may hold what a person typed; it never enters a log.
    "log_error_verbosity": "terse",
}
FLEETING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "logging_collector": "off",
}


@contextmanager
def serving(cluster: Cluster, *, tied: bool = False) -> Iterator[None]:
    """Use the server for the length of the block: started if it rests, stopped when its last user leaves.

    Users share a lock that vanishes with them, so a killed one is not counted. `tied`: a server started here
    also stops when this process dies, however it dies (Linux).
    """
    cluster.home.mkdir(parents=True, exist_ok=True)
    descriptor = locks.open_lock(cluster.users)
    try:
        locks.share(descriptor)
        start(cluster, tied=tied)
        yield
    finally:
        if locks.try_alone(descriptor) and not cluster.kept.exists():
            stop(cluster)
        os.close(descriptor)


def start(cluster: Cluster, *, tied: bool = False) -> None:
    """Make the cluster if missing, start its server if it rests, wait out recovery, and settle the roles."""
    cluster.home.mkdir(parents=True, exist_ok=True)
    with locks.held(cluster.lock):
        ensure_made(cluster)
        if bring_up(cluster, tied=tied):
            roles.ensure_roles(cluster.admin_url())
            roles.ensure_database(cluster.admin_url())


def bring_up(cluster: Cluster, *, tied: bool) -> bool:
    """Wait until the server answers, for as long as it lives: recovery after a kill takes the time it takes.

    One that is just stopping is waited for and started again. Returns whether a server was started here.
    """
    launched: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + REMAINS_PATIENCE
    while not (process(cluster) and answers(cluster)):
        if launched is not None and launched.poll() is not None:
            if REMAINS not in cluster.log.read_text(errors="replace") or time.monotonic() > deadline:
                raise not_started(cluster)
            launched = None
        if launched is None and process(cluster) is None:
            launched = launch(cluster, tied=tied)
        time.sleep(POLL)
    return launched is not None


def launch(cluster: Cluster, *, tied: bool) -> "subprocess.Popen[bytes]":
    """Start the server's process and return it at once."""
    account = cluster.account
    reap()
    forget_strangers(cluster)
    open_sockets(cluster)
    with cluster.log.open("wb") as log:
        launched = subprocess.Popen(
            [programs.folder(account, cluster.home) / "postgres", "-D", cluster.data, *options(cluster)],
            cwd="/",
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # the terminal's Ctrl-C is for us; the server is stopped last
            preexec_fn=tether.tied(signal.SIGINT) if tied else None,
            **account.identity,
        )
    LAUNCHED.append(launched)
    return launched


def forget_strangers(cluster: Cluster) -> None:
    """Delete a killed server's note whose process number is now a stranger's: it would bar the way.

    Otherwise the notes stay: by them PostgreSQL finds what the killed server left running.
    """
    for note in (cluster.data / "postmaster.pid", cluster.sockets / f"{SOCKET_NAME}.lock"):
        with suppress(OSError, ValueError):
            if psutil.pid_exists(int(note.read_text().split("\n", 1)[0])):
                note.unlink()


def reap() -> None:
    """Take notice of servers started here that have ended; until then their process numbers stay taken."""
    LAUNCHED[:] = [each for each in LAUNCHED if each.poll() is None]


def options(cluster: Cluster) -> list[str]:
    """The server's settings as arguments, so that no file in the data folder can differ from them."""
    settings = SETTINGS | {"unix_socket_directories": str(cluster.sockets)}
    if not cluster.durable:
        settings |= FLEETING
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def open_sockets(cluster: Cluster) -> None:
    """The socket's folder, closed to everyone but the server's user (and root)."""
    folder = cluster.sockets
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid not in (os.geteuid(), cluster.account.uid) or folder.is_symlink():
        raise SetupFault(f"文件夹 {folder} 已被另一个用户占用。", f"请管理员删除 {folder} 后再运行一次。")
    folder.chmod(0o700)
    cluster.account.give(folder)


def answers(cluster: Cluster) -> bool:
    """True when the server lets the administrator in."""
    try:
        psycopg.connect(cluster.admin_url(), connect_timeout=5).close()
    except psycopg.OperationalError as refusal:
        if "password authentication failed" in str(refusal):
            raise SetupFault(
                f"{cluster.home / 'secret'} 与数据库对不上。",
                f"恢复原来的 secret 文件；若是演示数据，删除 {cluster.home} 后再运行一次。",
            ) from refusal
        return False
    return True


def not_started(cluster: Cluster) -> SetupFault:
    """The fault of a server that ended instead of starting, with its own last words."""
    words = cluster.log.read_text(errors="replace") + newest_log(cluster)
    if "No space left" in words:
        return full_disk()
    complaints = [line for line in words.splitlines() if SERIOUS.search(line)]
    reason = SERIOUS.split(complaints[-1])[-1] if complaints else "没有留下原因。"
    return SetupFault(
        f"数据库没有启动：{reason}", f"查看 {cluster.log} 和 {cluster.data / 'log'}，排除后再运行一次。"
    )


def newest_log(cluster: Cluster) -> str:
    """What the server wrote to its own log last."""
    written = sorted((cluster.data / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
    return written[-1].read_text(errors="replace")[-4000:] if written else ""


def stop(cluster: Cluster) -> None:
    """Stop the server in order: open transactions are rolled back, the data folder needs no recovery."""
    with locks.held(cluster.lock):
        for patience, order in ((STOP_PATIENCE, signal.SIGINT), (STOP_PATIENCE, signal.SIGQUIT)):
            found = process(cluster)
            if found is None:
                break
            found.send_signal(order)
            wait_until_gone(found, patience)
        reap()
        if cluster.sockets.parent != cluster.home:
            shutil.rmtree(cluster.sockets, ignore_errors=True)


def wait_until_gone(server: psutil.Process, seconds: int) -> None:
    """Wait for the process to end, at most so long; a child of ours is reaped."""
    try:
        server.wait(seconds)
    except psutil.TimeoutExpired:
        return


def keep(cluster: Cluster) -> None:
    """Start the server and let it stay when its users leave, until `release`."""
    start(cluster)
    cluster.kept.touch()


def release(cluster: Cluster) -> None:
    """Stop a server that was kept; refused while somebody uses it."""
    cluster.kept.unlink(missing_ok=True)
    if not cluster.users.exists():
        stop(cluster)
        return
    descriptor = locks.open_lock(cluster.users)
    try:
        if not locks.try_alone(descriptor):
            raise SetupFault(
                "数据库正在使用中，没有停止。",
                "先用 Ctrl-C 停下 make demo 或其他命令；最后一个退出时数据库会自己停止。",
            )
        stop(cluster)
    finally:
        os.close(descriptor)


def remove(cluster: Cluster) -> None:
    """Stop the server and delete the cluster with all its data."""
    release(cluster)
    shutil.rmtree(cluster.home, ignore_errors=True)
