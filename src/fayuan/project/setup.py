"""What must be right on this machine before anything starts; a check is silent or ends in one sentence."""

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fayuan.project.faults import SetupFault

OLDEST_PYTHON = (3, 11)
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)


def check_python(version: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Refuse a Python that is too old for the product."""
    if version < OLDEST_PYTHON:
        found = ".".join(map(str, version))
        raise SetupFault(
            f"需要 Python 3.11 或更新版本，当前是 {found}。", "安装新版 Python 后执行 make env。"
        )


def check_port(host: str, port: int) -> None:
    """Refuse a port somebody else listens on, or that this user may not open."""
    another = f"换一个端口：PORT={port + 1 if port < 65535 else 8000} make demo"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise port_fault(refusal, port, another) from refusal


def port_fault(refusal: OSError, port: int, another: str) -> SetupFault:
    """Why a port cannot be opened."""
    if refusal.errno == errno.EACCES:
        return SetupFault(f"当前用户不能使用端口 {port}。", another)
    if refusal.errno == errno.EADDRINUSE:
        return SetupFault(f"端口 {port} 已被别的程序占用。", another)
    return SetupFault(f"端口 {port} 打不开：{refusal.strerror}。", another)


def check_folder(folder: Path) -> None:
    """Make the folder if it is missing; refuse one that this user cannot read and write."""
    with plain_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise unreadable(folder)


@contextmanager
def plain_faults(folder: Path) -> Iterator[None]:
    """Turn a full disk or a closed folder, met anywhere in the block, into a plain sentence."""
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise SetupFault(
                f"磁盘已满，{folder} 写不下。", "腾出空间后再运行一次；已写好的部分不会丢。"
            ) from fault
        if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise unreadable(Path(fault.filename or folder)) from fault
        raise


def unreadable(folder: Path) -> SetupFault:
    """The fault of a folder that belongs to somebody else."""
    return SetupFault(
        f"当前用户不能读写 {folder}。",
        "改用当初安装的用户运行，或请管理员改回归属（chown），或设 FAYUAN_VAR=<自己的文件夹> 另建一套。",
    )
