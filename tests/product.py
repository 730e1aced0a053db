"""The whole product, run in a folder of its own as `make demo` would, for drills."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic

import psutil
from django.urls import reverse

from fayuan.project import running
from fayuan.project.database import Cluster

PATIENCE = 120.0  # seconds; a busy machine with two cores


class Product:
    """`fayuan run` in a folder of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.cluster = Cluster(var / "pg")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.supervisor: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it says where it is."""
        command = [sys.executable, "-m", "fayuan.project.cli", "run", "--port", str(self.port)]
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        started = self.supervisor = subprocess.Popen(
            command, env=environment | {"FAYUAN_VAR": str(self.var)}, stdout=subprocess.PIPE, text=True
        )
        assert started.stdout is not None
        assert any(self.address in line for line in started.stdout)

    def processes(self, program: str) -> list[psutil.Process]:
        """Its living processes whose command line names the program."""
        marked = [each for each in psutil.process_iter() if running.is_marked(each, self.var)]
        return [each for each in marked if program in _command_line(each)]

    def answers(self) -> bool:
        """True when a page comes that takes a web server and a database."""
        try:
            with urllib.request.urlopen(f"{self.address}{reverse('sign_in')}", timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:  # refused, or an error page
            return False

    def stop(self) -> int:
        """Stop it in order; returns its exit code."""
        assert self.supervisor is not None
        self.supervisor.send_signal(signal.SIGTERM)
        self.supervisor.communicate(timeout=PATIENCE)
        return self.supervisor.returncode


def _command_line(process: psutil.Process) -> str:
    """How a process was called, and no program's name for one that has ended meanwhile."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return "-"


def until(condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """Look five times a second until the condition holds."""
    deadline, pause = monotonic() + patience, Event()
    while not condition():
        assert monotonic() < deadline, "it did not come to pass"
        pause.wait(0.2)
