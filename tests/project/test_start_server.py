"""The embedded server starts in any folder, outlives every kill, and stops when its last user leaves."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import psutil
import psycopg
import pytest

from fayuan.project import database
from fayuan.project.database import Cluster, programs, server
from fayuan.project.database import cluster as clusters
from fayuan.project.database.account import Account
from fayuan.project.database.cluster import process
from fayuan.project.faults import SetupFault


def ask(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.admin_url(), autocommit=True) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone()[0] if cursor.description else None


def server_of(cluster: Cluster) -> psutil.Process:
    found = process(cluster)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name",
    ["法律援助 中心, 'a' \"b\" %20 #?&=", "长" * 40],
    ids=["signs, spaces, Chinese", "longer than a socket's path"],
)
def test_a_server_starts_in_a_folder_of_any_name(folder: Path, name: str) -> None:
    cluster = Cluster(folder / name / "pg", durable=False)
    cluster.home.parent.mkdir()
    with database.serving(cluster):
        address = database.role_address(cluster.admin_url(), "app")
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("fayuan_app",)
    assert process(cluster) is None
    assert not cluster.sockets.exists() or cluster.sockets.parent == cluster.home


def test_order_and_text_do_not_rest_on_the_machine(running_cluster: Cluster) -> None:
    settings = "server_encoding", "data_checksums", "TimeZone", "listen_addresses"
    asked = ", ".join(f"current_setting('{name}')" for name in settings)
    with psycopg.connect(database.role_address(running_cluster.admin_url(), "app")) as connection:
        assert connection.execute(f"SELECT {asked}").fetchone() == ("UTF8", "on", "UTC", "")
        collation = "SELECT datcollate FROM pg_database WHERE datname = current_database()"
        assert connection.execute(collation).fetchone() == ("C",)


def test_the_server_never_runs_as_root(running_cluster: Cluster) -> None:
    assert server_of(running_cluster).uids().effective != 0


def test_data_socket_and_secret_are_closed_to_other_users(running_cluster: Cluster) -> None:
    for path in (running_cluster.data, running_cluster.sockets, running_cluster.home / "secret"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_server_stays_while_anyone_uses_it_and_stops_with_the_last(cluster: Cluster) -> None:
    with database.serving(cluster):
        with database.serving(cluster):
            pass
        assert ask(cluster, "SELECT 1") == 1
    assert process(cluster) is None


def test_a_kept_server_stays_until_it_is_released(cluster: Cluster) -> None:
    server.keep(cluster)
    with database.serving(cluster):
        pass
    assert process(cluster) is not None
    server.release(cluster)
    assert process(cluster) is None


def test_a_server_in_use_is_not_released(running_cluster: Cluster) -> None:
    with pytest.raises(SetupFault, match="正在使用中"):
        server.release(running_cluster)
    assert process(running_cluster) is not None


def test_what_was_committed_outlives_a_kill(folder: Path) -> None:
    cluster = Cluster(folder / "pg")
    with database.serving(cluster):
        ask(cluster, "CREATE TABLE kept (word text)")
        ask(cluster, "INSERT INTO kept VALUES ('committed')")
        killed = server_of(cluster)
        killed.kill()
        server.start(cluster)
        assert ask(cluster, "SELECT word FROM kept") == "committed"
        assert server_of(cluster) != killed


def test_a_killed_server_whose_number_a_stranger_now_has_starts_again(cluster: Cluster) -> None:
    with database.serving(cluster):
        pass
    for note in (cluster.data / "postmaster.pid", cluster.sockets / f"{clusters.SOCKET_NAME}.lock"):
        note.write_text(f"{os.getpid()}\n{cluster.data}\n")
        cluster.account.give(note)
    with database.serving(cluster):
        assert server_of(cluster).pid != os.getpid()


def test_a_set_up_that_was_broken_off_begins_anew(cluster: Cluster) -> None:
    (cluster.home / "data.new" / "base").mkdir(parents=True)
    with database.serving(cluster):
        assert ask(cluster, "SELECT 1") == 1
    assert not (cluster.home / "data.new").exists()


def test_a_server_stops_when_the_process_it_is_tied_to_is_killed(cluster: Cluster) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from fayuan.project import database\n"
        "with database.serving(database.Cluster(Path(sys.argv[1]), durable=False), tied=True):\n"
        "    print('ready', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(cluster.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "ready\n"
        orphan = server_of(cluster)
        holder.kill()
    psutil.wait_procs([orphan], timeout=20)
    assert process(cluster) is None


def test_a_start_right_after_a_kill_of_everything_takes_over(cluster: Cluster) -> None:
    with database.serving(cluster):
        first = server_of(cluster)
        first.send_signal(signal.SIGINT)  # it is just stopping when the next start comes
        with database.serving(cluster):
            assert ask(cluster, "SELECT 1") == 1


def test_a_full_disk_is_told_before_anything_is_written(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=10 * 1024 * 1024))
    with pytest.raises(SetupFault, match="磁盘已满"):
        server.start(cluster)
    assert not cluster.data.exists()


def test_data_of_another_version_is_not_touched(cluster: Cluster) -> None:
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("16\n")
    with pytest.raises(SetupFault, match="PostgreSQL 16 写成"):
        server.start(cluster)


def test_data_of_another_user_is_not_touched(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.data.mkdir(parents=True)
    monkeypatch.setattr(os, "geteuid", lambda: cluster.data.stat().st_uid + 1)
    with pytest.raises(SetupFault, match="属于另一个用户"):
        _ = cluster.account


def test_a_server_that_does_not_start_says_why(cluster: Cluster) -> None:
    with database.serving(cluster):
        pass
    (cluster.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(SetupFault, match="contains errors") as fault:
        server.start(cluster)
    assert str(cluster.log) in fault.value.way_out


def test_a_lost_secret_is_told_with_the_way_out(cluster: Cluster) -> None:
    with database.serving(cluster):
        pass
    (cluster.home / "secret").write_text("another")
    with pytest.raises(SetupFault, match="对不上"):
        server.start(cluster)
    cluster.users.unlink()
    server.stop(cluster)


def test_programs_out_of_the_servers_reach_are_copied_whole(folder: Path) -> None:
    nobody = SimpleNamespace(can=lambda _right, _path: False)
    copy = programs.folder(cast(Account, nobody), folder)
    for name in ("postgres", "initdb"):
        told = subprocess.run([copy / name, "--version"], capture_output=True, text=True, check=True)
        assert f"(PostgreSQL) {programs.MAJOR}." in told.stdout


@pytest.fixture
def root_and_closed_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], Path]:
    """A folder, and whether root's server user may enter it; its place in /var/lib is moved into the test."""

    def arrange(enterable: bool) -> Path:
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setattr(clusters, "SERVICE_FOLDER", folder / "service")
        user = SimpleNamespace(can=lambda _right, _path: enterable)
        monkeypatch.setattr(clusters, "unprivileged", lambda: user)
        return folder / "var"

    return arrange


def test_roots_data_stands_in_var_where_the_servers_user_may_enter(
    root_and_closed_folder: Callable[[bool], Path],
) -> None:
    var = root_and_closed_folder(True)
    assert clusters.embedded(var).home == var / "pg"


def test_roots_data_stands_in_a_folder_for_services_where_var_is_closed(
    root_and_closed_folder: Callable[[bool], Path], folder: Path
) -> None:
    var = root_and_closed_folder(False)
    assert clusters.embedded(var).home.parent == folder / "service"
