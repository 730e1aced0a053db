"""What can be wrong with a machine is told in one sentence, with the way out."""

import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from fayuan.project import setup
from fayuan.project.faults import SetupFault


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield int(listener.getsockname()[1])


def test_a_busy_port_is_named_with_the_next_one_to_try(busy_port: int) -> None:
    with pytest.raises(SetupFault, match=f"端口 {busy_port} 已被别的程序占用") as fault:
        setup.check_port("127.0.0.1", busy_port)
    assert "PORT=" in fault.value.way_out


def test_a_port_this_user_may_not_open_is_named() -> None:
    fault = setup.port_fault(PermissionError(errno.EACCES, "denied"), 80, "PORT=81 make demo")
    assert fault.sentence == "当前用户不能使用端口 80。"


def test_an_address_that_is_not_this_machines_is_named() -> None:
    with pytest.raises(SetupFault, match="打不开"):
        setup.check_port("192.0.2.1", 8000)


def test_a_python_too_old_is_named() -> None:
    with pytest.raises(SetupFault, match=r"当前是 3\.10"):
        setup.check_python((3, 10))


def test_a_folder_of_somebody_else_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(SetupFault, match="不能读写") as fault:
        setup.check_folder(tmp_path / "var")
    assert "FAYUAN_VAR" in fault.value.way_out


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘已满"),
        (errno.EACCES, "不能读写"),
        (errno.EROFS, "不能读写"),
    ],
)
def test_a_fault_of_the_disk_met_on_the_way_is_told_plainly(
    tmp_path: Path, number: int, sentence: str
) -> None:
    with pytest.raises(SetupFault, match=sentence), setup.plain_faults(tmp_path):
        raise OSError(number, os.strerror(number))


def test_any_other_fault_is_left_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), setup.plain_faults(tmp_path):
        (tmp_path / "missing").read_text()


def test_a_fault_reads_as_a_sentence_and_a_way_out() -> None:
    assert str(SetupFault("磁盘已满。", "腾出空间。")) == "磁盘已满。\n  办法：腾出空间。"
