"""Programs beside the overlay on a real X server, and the overlay's own: started, listened to, and gone in the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryFile
from typing import IO, TypeVar

from assist.events import AnyEvent, from_json
from assist.settings_files import settings_path
from tests.making import ROOT
from tests.overlay.screen import PATIENCE_S, Screen, until
from tests.overlay.xserver import on

CRM = """
import sys
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
class Clicks(QObject):
    def eventFilter(self, field, event):
        if event.type() == QEvent.Type.MouseButtonPress:
            print("clicked", flush=True)
        return False
app = QApplication(["crm"])
clicks = Clicks()
field = QLineEdit(None, windowTitle=sys.argv[1], windowFlags=Qt.WindowType.FramelessWindowHint)
field.setStyleSheet("QLineEdit { background: #ff0000; border: none }")
field.setGeometry(app.primaryScreen().geometry().adjusted(0, 0, 0, -20))
field.installEventFilter(clicks)
field.textChanged.connect(lambda text: print("typed", text, flush=True))
field.show()
app.exec()
"""
"""The customer program: it covers the screen but for its foot, is red, and prints what is typed and each click. Its
one argument is its title."""
FULL_SCREEN = CRM.replace("field.show()", "field.showFullScreen()")
RED = "#ff0000"
READ_ALOUD = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from assist.__main__ import main
app = QApplication(["assist"])
read = set()
def look():
    for label in app.allWidgets():
        if isinstance(label, QLabel) and label.isVisible() and label.text() not in read:
            read.add(label.text())
            print(label.text(), flush=True)
timer = QTimer(interval=50)
timer.timeout.connect(look)
timer.start()
main(sys.argv[1:])
"""
"""The command line, and every text that comes on its windows printed too."""

T = TypeVar("T")


class Running:
    """A program: what it has printed so far, and its end."""

    def __init__(self, process: subprocess.Popen[bytes], printed: IO[bytes], complained: IO[bytes]) -> None:
        self._process = process
        self._printed = printed
        self._complained = complained

    @property
    def lines(self) -> list[str]:
        """The lines that are complete."""
        return _all(self._printed).decode().split("\n")[:-1]

    @property
    def complaints(self) -> str:
        return _all(self._complained).decode()

    def events(self, kind: type[T]) -> list[T]:
        """What it printed with --json, of one kind, in order."""
        return [event for event in self.all_events if isinstance(event, kind)]

    @property
    def all_events(self) -> list[AnyEvent]:
        return [from_json(line) for line in self.lines if line.startswith("{")]

    def interrupt(self) -> None:
        """Ctrl-C."""
        self._process.send_signal(signal.SIGINT)

    def end(self) -> int:
        """Its exit code; waits for it."""
        return self._process.wait(timeout=PATIENCE_S)


@contextmanager
def running(screen: Screen, *words: str | Path) -> Iterator[Running]:
    """A Python program on that screen, with the test's private home; gone at the end."""
    command = [sys.executable, *map(str, words)]
    environment = on(screen.name) | {"XDG_RUNTIME_DIR": os.environ["HOME"]}
    with (
        TemporaryFile() as printed,
        TemporaryFile() as complained,
        subprocess.Popen(command, env=environment, cwd=ROOT, stdout=printed, stderr=complained) as process,
    ):
        program = Running(process, printed, complained)
        try:
            yield program
        except AssertionError as error:
            error.add_note(f"{str(words[-1])[-40:]} complained: {program.complaints or 'of nothing'}")
            raise
        finally:
            process.kill()


@contextmanager
def overlay(screen: Screen, call: Path) -> Iterator[tuple[Running, int]]:
    """A call with the overlay, and its window. In the end Ctrl-C ends it, with nothing to complain of."""
    with running(screen, "-m", "assist", "replay", "--overlay", "--json", call) as assist:
        yield assist, screen.appears("Assist")
        assist.interrupt()
        code = assist.end()
        assert (code, assist.complaints) == (0, ""), f"{code}: {assist.complaints}"


class Typing:
    """An agent who types into the customer program, key by key, and sees whether each arrives."""

    def __init__(self, screen: Screen, crm: Running, window: int) -> None:
        self._screen, self._crm = screen, crm
        self.window = window
        self._text = ""
        self._letters = cycle(ascii_lowercase)

    @property
    def clicks(self) -> int:
        """How many clicks the customer program has got."""
        return self._crm.lines.count("clicked")

    def one(self) -> None:
        """One letter."""
        letter = next(self._letters)
        self._screen.press(letter)
        self._text += letter
        until(lambda: f"typed {self._text}" in self._crm.lines)
        assert self._screen.active == self.window

    def until(self, condition: Callable[[], object]) -> None:
        """Type on until that is so, and once more."""

        def typed() -> bool:
            met = condition()
            self.one()
            return bool(met)

        until(typed)


@contextmanager
def customer_program(screen: Screen, title: str = "CRM") -> Iterator[Typing]:
    with running(screen, "-c", CRM, title) as crm:
        window = screen.appears(title)
        until(lambda: screen.active == window)
        yield Typing(screen, crm, window)


def write_settings(text: str) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(text, encoding="utf-8")


def _all(file: IO[bytes]) -> bytes:
    """All of a file that another program writes, without moving where that writes."""
    text = b""
    while chunk := os.pread(file.fileno(), 1 << 16, len(text)):
        text += chunk
    return text
