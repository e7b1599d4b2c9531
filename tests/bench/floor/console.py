"""The console of the bench: the real program with its window, alarms, link and history, watched; nobody sits at it.

`python -m tests.bench.floor.console PORT CA FOLDER`. Says `joined` when its subscriptions stand; then answers each line
on its standard input with the numbers since the last one, until that ends.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QObject, Signal

from assist.console.application import Ears, Supervised, run_console
from assist.console.card import Heard
from assist.console.desk import Desk
from assist.console.history import History
from assist.console.look import ConsoleLook
from assist.console.party import ConsoleParty
from assist.console.rules import read_rules
from assist.console.state import Floor
from assist.console.steps_in import Supervisor
from assist.console.view import View
from assist.console.window import ConsoleWindow
from assist.floor.broker import Broker
from assist.floor.link import Link, LinkState
from assist.windows.application import make_application
from tests.bench.floor.site import SUPERVISOR_PASSWORD, SUPERVISORS, TEAM
from tests.bench.floor.watch import Watch
from tests.floor.brokers import HOST

NAME = "Kim"


class Commands(QObject):
    """Lines of the standard input, on the main thread."""

    came = Signal()
    over = Signal()

    def listen(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for _ in sys.stdin:
            self.came.emit()
        self.over.emit()


def main(port: int, ca: Path, folder: Path) -> None:
    """Until its standard input ends."""
    make_application(language="en", theme="dark", text_size=100)
    broker = Broker(HOST, port, tls=True, user=SUPERVISORS[0], password=SUPERVISOR_PASSWORD, ca=ca)
    commands = Commands()
    history = folder / "history.sqlite"
    floor = Supervised(NAME, HOST, read_rules(), folder / "rules.toml", history, theme="dark")
    with ExitStack() as stack:

        def connect(ears: Ears) -> tuple[Link, ConsoleParty]:
            assert isinstance(ears, Desk), "the console's own ears"
            watch = stack.enter_context(watched(ears))
            commands.came.connect(lambda: print(json.dumps(watch.numbers()), flush=True))
            commands.over.connect(ears.window.close)
            commands.listen()
            party = ConsoleParty(
                Supervisor(SUPERVISORS[0], NAME), teams=[TEAM], tell=ears.hear, tell_news=ears.hear_news,
                history=History(history),
            )  # fmt: skip
            return Link(broker, party, outbox=folder / "outbox.sqlite", tell=lambda state: _tell(ears, state)), party

        run_console(ConsoleLook(), floor=floor, connect=connect)


@contextmanager
def watched(desk: Desk) -> Iterator[Watch]:
    """The desk's window under watch: what is heard, when the model has it, and when it is painted."""
    watch = Watch(desk.window.wall.viewport())
    hear, show_view = Floor.hear, ConsoleWindow.show_view

    def heard(floor: Floor, what: Heard) -> bool:
        newer = hear(floor, what)
        watch.heard(what.message.sent)
        return newer

    def shown(window: ConsoleWindow, view: View) -> None:
        show_view(window, view)
        watch.refreshed()

    with patch.object(Floor, "hear", heard), patch.object(ConsoleWindow, "show_view", shown):
        yield watch


def _tell(ears: Ears, state: LinkState) -> None:
    ears.hear_link(state)
    if state.state == "joined":
        print("joined", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
