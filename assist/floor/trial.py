"""Whether the broker can be reached and lets this person in: tried once, without saying anything to anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory

from assist.errors import FloorError
from assist.floor.broker import Broker
from assist.floor.happenings import Incoming
from assist.floor.link import Link, LinkState
from assist.floor.outbox import Outbox

TRIAL_S = 15.0


class _Silent:
    """A party that listens and says nothing."""

    def __init__(self, listens: Sequence[str]) -> None:
        self.listens = listens

    def open(self, outbox: Outbox) -> None: ...
    def close(self) -> None: ...
    def farewell(self, connection: int) -> None: ...
    def joined(self, connection: int) -> None: ...
    def receive(self, incoming: Incoming) -> None: ...
    def advance(self) -> None: ...
    def leave(self) -> None: ...


def try_broker(broker: Broker, listens: Sequence[str], *, password: Callable[[], str] | None = None) -> None:
    """Join and listen to these topics, and go again. Raises FloorError with what is wrong and what to do."""
    told: SimpleQueue[LinkState] = SimpleQueue()
    with TemporaryDirectory() as folder:
        link = Link(broker, _Silent(listens), outbox=Path(folder) / "trial.sqlite", tell=told.put, password=password)
        link.start()
        try:
            while (state := told.get(timeout=TRIAL_S)).state == "connecting":
                pass
        except Empty:
            raise FloorError(f"{broker.address} does not answer: check the address and the network.") from None
        finally:
            link.stop()
        if state.state != "joined":
            raise FloorError(state.why)
