"""One running Assist a user, and a line of words to it from another program. Knows no window and no meaning of a line.

A local socket that only this user may open: in the user's runtime folder where there is one, else in the temporary
folder. A server that crashed leaves its socket behind, so whoever claims asks first whether anybody answers; a lock
keeps two that start together from asking at the same moment. Refused: a lock alone, for it hears no words.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QDir, QLockFile, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

LONGEST_LINE = 64
"""Bytes of a line to the running instance, without its end."""
_LONGEST_ANSWER = 1024
_PATIENCE_MS = 5000
"""A client that has not said its line by then is dropped."""
_CLAIM_MS = 2000
_ANSWERS_MS = 500
_LONGEST_PATH = 100
"""Unix allows 108 bytes or fewer for a socket's path."""


def instance_name(folder: Path) -> str:
    """The name for everybody who works with this folder: short, and the same every time."""
    return "assist-" + hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:12]


class Instance:
    """The one that runs. `heard` gets each line on the main thread, and its answer is sent back as one line.

    `claim` and what follows need a running Qt application.
    """

    def __init__(self, name: str, heard: Callable[[str], str]) -> None:
        self._name = name
        self._heard = heard
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the one that runs and listen; False when another is, or when no socket can be made."""
        if self._server is not None and self._server.isListening():
            return True
        address = _address(self._name)
        lock = QLockFile(QDir.temp().filePath(f"{address}.lock"))
        if not lock.tryLock(_CLAIM_MS):
            return False
        try:
            if _answers(address):
                return False
            QLocalServer.removeServer(address)  # what a crash left; Qt asks for this before listening
            server = QLocalServer()
            server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            if not server.listen(address):
                log.info("No socket for other programs can be made: error %d.", server.serverError().value)
                return False
        finally:
            lock.unlock()
        server.newConnection.connect(self._meet)
        self._server = server
        return True

    def close(self) -> None:
        """Let another claim; a second time does nothing."""
        if self._server is not None:
            self._server.close()  # kept: the client whose line ends the program still waits for its answer

    def _meet(self) -> None:
        while self._server is not None and (client := self._server.nextPendingConnection()) is not None:
            client.setReadBufferSize(LONGEST_LINE + 1)
            client.disconnected.connect(client.deleteLater)
            client.readyRead.connect(lambda client=client: self._listen(client))
            QTimer.singleShot(_PATIENCE_MS, client, client.abort)
            self._listen(client)  # a quick one has spoken already

    def _listen(self, client: QLocalSocket) -> None:
        """Answer the one line of a client, or drop it."""
        if not client.canReadLine():
            if client.bytesAvailable() > LONGEST_LINE:
                client.abort()
            return
        line = _plain(bytes(client.readLine().data()))
        if not line:
            client.abort()
            return
        answer = " ".join(self._heard(line).split())
        client.write(answer.encode()[:_LONGEST_ANSWER] + b"\n")
        client.flush()  # the program may end with this very line
        client.disconnectFromServer()


def tell(name: str, line: str, *, timeout_ms: int = 1000) -> str | None:
    """Say a line to the one that runs: its answer; None when none runs or it does not answer in time.

    `line` is at most LONGEST_LINE printable ASCII characters. Needs no Qt application; blocks, so never call it in the
    process that is to answer.
    """
    if not line or _plain(line.encode()) != line:
        raise ValueError("A line to the running instance is 1 to 64 printable ASCII characters.")
    deadline = QDeadlineTimer(timeout_ms)
    socket = QLocalSocket()
    socket.connectToServer(_address(name))
    if not socket.waitForConnected(timeout_ms):
        return None
    socket.write(line.encode() + b"\n")
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(max(0, deadline.remainingTime())):
            return None
    return bytes(socket.readLine().data()).decode(errors="replace").rstrip("\n")


def _answers(address: str) -> bool:
    """Does anybody listen there? One that is too busy to speak counts: its socket takes the connection all the same."""
    socket = QLocalSocket()
    socket.connectToServer(address)
    answered = socket.waitForConnected(_ANSWERS_MS)
    socket.abort()
    return answered


def _address(name: str) -> str:
    """Where the socket is: a path, or a name that Qt puts into the temporary folder or among Windows' pipes."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    path = os.path.join(folder, name)
    if sys.platform == "win32" or not os.path.isdir(folder) or len(os.fsencode(path)) > _LONGEST_PATH:
        return name
    return path


def _plain(line: bytes) -> str:
    """The line without its end; "" when it is too long or not printable ASCII."""
    text = line.rstrip(b"\r\n").decode("ascii", errors="replace")
    return text if len(text) <= LONGEST_LINE and text.isascii() and text.isprintable() else ""
