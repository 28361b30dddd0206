"""Those who speak to a session: a few at a time, none of whom is waited for, and the whole lines that they say."""

import socket
from collections.abc import Callable, Iterator, Sequence

from asmr_cli.control.address import same_user
from asmr_cli.control.wire import LONGEST, complaint
from asmr_cli.types import Seconds

MOST = 16
"""Clients at once; a further one takes the place of the one that came first."""

IDLE: Seconds = 30.0
"""Who says nothing for so long is let go."""


class Client:
    """One that is connected: when it was heard last, and what it has said of its next line."""

    def __init__(self, connection: socket.socket, heard: Seconds) -> None:
        self.socket = connection
        self.heard = heard
        self.rest = b""


class Clients:
    """All that are connected."""

    def __init__(self, clock: Callable[[], Seconds]) -> None:
        self._clock = clock
        self._connected: list[Client] = []

    def __iter__(self) -> Iterator[Client]:
        """Those of now, whoever comes or goes meanwhile."""
        return iter(tuple(self._connected))

    def files(self) -> Sequence[socket.socket]:
        return [client.socket for client in self._connected]

    def welcome(self, listener: socket.socket) -> None:
        """Take in who waits, and let go of who has been silent."""
        now = self._clock()
        for client in self:
            if now - client.heard > IDLE:
                self.drop(client)
        while True:
            try:
                new, _ = listener.accept()
            except OSError:  # nobody more, or gone again
                return
            if not same_user(new):
                new.close()
                continue
            new.setblocking(False)
            self._connected.append(Client(new, now))
            if len(self._connected) > MOST:
                self.drop(self._connected[0])

    def lines(self, client: Client) -> list[bytes]:
        """The whole lines that have come; a client that went or says too much is dropped."""
        try:
            data = client.socket.recv(LONGEST)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            self.drop(client)
            return []
        client.heard = self._clock()
        *lines, client.rest = (client.rest + data).split(b"\n")
        if max(map(len, [*lines, client.rest])) >= LONGEST:
            self.send(client, complaint(f"a line has at most {LONGEST} bytes"))
            self.drop(client)
            return []
        return [line for line in lines if line.strip()]

    def send(self, client: Client, line: bytes) -> None:
        try:
            client.socket.sendall(line)
        except OSError:  # gone, or reads no answers
            self.drop(client)

    def drop(self, client: Client) -> None:
        client.socket.close()
        if client in self._connected:
            self._connected.remove(client)

    def close(self) -> None:
        for client in self:
            self.drop(client)
