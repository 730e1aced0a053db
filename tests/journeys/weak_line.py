"""A line between a phone and the server that can be cut while the phone believes to be online."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

PIECE = 65_536  # bytes


class Line(ThreadingTCPServer):
    """Carries what comes to the server at `far`, and nothing while it is cut."""

    daemon_threads = True

    def __init__(self, far: tuple[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), Carrier)
        self.far = far
        self.is_cut = False
        self.open: set[socket.socket] = set()
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        """Where the phone calls."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def cut(self) -> None:
        """From now on nothing comes through, also of what is on its way."""
        with self.lock:
            self.is_cut = True
            for end in self.open:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """It carries again."""
        self.is_cut = False


class Carrier(BaseRequestHandler):
    """One connection: bytes both ways until an end hangs up."""

    server: Line

    def handle(self) -> None:
        if self.server.is_cut:
            return
        with socket.create_connection(self.server.far) as far:
            with self.server.lock:
                self.server.open |= {self.request, far}
            back = threading.Thread(target=carry, args=(far, self.request), daemon=True)
            back.start()
            carry(self.request, far)
            back.join()
            with self.server.lock:
                self.server.open -= {self.request, far}


def carry(one: socket.socket, other: socket.socket) -> None:
    """From one end to the other, until it hangs up."""
    with suppress(OSError):
        while piece := one.recv(PIECE):
            other.sendall(piece)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


@contextmanager
def weak_line(address: str) -> Iterator[Line]:
    """A line to the server at the address."""
    far = urlsplit(address)
    assert far.hostname
    assert far.port
    with Line((far.hostname, far.port)) as line:
        threading.Thread(target=line.serve_forever, daemon=True).start()
        yield line
        line.shutdown()
