"""Both inputs of a call on a thread of their own: the microphone is the agent, what the softphone plays the customer.

Opening a device may take seconds and the server may hang, so neither the call's thread nor the window's does it. Ten
times a second this one looks at the system and tends both channels (`channel.py`); PortAudio's callbacks only copy and
leave. Between calls there is no such thread and no microphone is open.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from assist.audio.channel import Channel
from assist.audio.devices import Input, Inputs
from assist.audio.streams import Hear, NoAnswer, Stream
from assist.audio.telling import Inbox
from assist.errors import DeviceError

TICK_S = 0.1
ASLEEP_S = 20.0
"""A pause between two looks that is longer than this: the computer slept, and the call's clock stood still."""
OPENS_WITHIN_S = 5.0
CLOSES_WITHIN_S = 3.0
"""For how long the call's thread waits for a sound system that hangs."""

log = logging.getLogger(__name__)


class System(Protocol):
    """What a machine has to hear with. For one thread; `close` may be called again."""

    def look(self, *, missing: bool) -> Inputs:
        """What there is; `missing`: something that should be open is not, so look well.

        Raises NoAnswer when that cannot be said just now, another DeviceError when it never will.
        """
        ...

    def places(self) -> Mapping[str, str] | None:
        """The name of the source on which each of our streams really is, by mark; None where they cannot be moved.

        Raises NoAnswer.
        """
        ...

    def open(self, device: Input, hear: Hear, *, called: str, mark: str) -> Stream:
        """Raises DeviceError."""
        ...

    def follow(self, softphones: Collection[str]) -> None:
        """Names of the programs whose output is the customer's from now on; nothing where they cannot be told."""
        ...

    def close(self) -> None: ...


class Capture:
    """Both inputs, open between `start` and `stop`, wherever they go meanwhile.

    `agent` and `customer` name the inputs, or a part of a name; empty follows the system and the softphone.
    """

    def __init__(
        self, system: System, inbox: Inbox, *, agent: str, customer: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._system = system
        self._clock = clock
        self._slept_s = 0.0
        self._looked_at: float | None = None
        """When the last look was over."""
        self._agent = Channel("agent", agent, inbox, self._now)
        self._customer = Channel("customer", customer, inbox, self._now)
        self._channels = (self._agent, self._customer)
        self._wished: tuple[str, str, Collection[str]] | None = None
        self._begun = threading.Event()
        self._refused: DeviceError | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="assist-sound", daemon=True)

    def start(self) -> None:
        """Open what there is; what is not there is opened when it comes. Raises DeviceError.

        A system that hangs is not waited for: it is begun on the thread, and the call goes on meanwhile.
        """
        self._thread.start()
        self._begun.wait(OPENS_WITHIN_S)
        if self._refused is not None:
            self._thread.join()
            raise self._refused

    def stop(self) -> None:
        """Close both; nothing is put afterwards. A system that hangs is left behind on its thread."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(CLOSES_WITHIN_S)
        if self._thread.is_alive():
            log.info("The sound system hangs and is left behind.")

    def want(self, *, agent: str, customer: str, softphones: Collection[str]) -> None:
        """Other inputs from the next look on, from any thread; `softphones` are the programs that are followed."""
        self._wished = agent, customer, softphones

    def begin(self) -> None:
        """The call's clock starts. Raises DeviceError when the names can never do."""
        now_s = self._now()
        for channel in self._channels:
            channel.begin(now_s)
        try:
            known = self._system.look(missing=True)
        except NoAnswer:
            return
        for channel in self._channels:
            channel.check(known)
        agent, customer = (channel.wished(known) for channel in self._channels)
        if agent is not None and customer is not None and not self._customer.follows:
            _check_apart(agent, customer, known)

    def tend(self) -> None:
        """One look at the system, and what follows from it."""
        self._wake()
        self._choose()
        now_s = self._now()  # what came until now is vouched for by the look that follows
        try:
            places = self._system.places()
            known = self._system.look(missing=any(channel.missing for channel in self._channels))
        except NoAnswer:
            for channel in self._channels:
                channel.wait(now_s)
        else:
            self._tend(known, places, now_s)
        self._looked_at = self._now()

    def end(self) -> None:
        """Close both, and say what is lost at the end."""
        for channel in self._channels:
            channel.end()
        self._system.close()

    def _tend(self, known: Inputs, places: Mapping[str, str] | None, now_s: float) -> None:
        """The agent's own sound is never the customer's: of the two that follow, or are named, the agent goes first."""
        named_first = self._agent.follows and not self._customer.follows
        first, second = reversed(self._channels) if named_first else self._channels
        for channel, there in ((first, known), (second, known.without(first.wished(known)))):
            place = None if places is None else places.get(channel.speaker, "")
            channel.tend(there, place, now_s, open_input=self._system.open)

    def _choose(self) -> None:
        """Do as was wished since the last look; both at once, so that a swap never has one input twice."""
        wished, self._wished = self._wished, None
        if wished is not None:
            agent, customer, softphones = wished
            self._system.follow(softphones)
            self._agent.want(agent)
            self._customer.want(customer)

    def _now(self) -> float:
        return self._clock() - self._slept_s

    def _run(self) -> None:
        try:
            self.begin()
            self.tend()
            self._begun.set()
            while not self._stopping.wait(TICK_S):
                self.tend()
        except DeviceError as error:
            self._refused = error
        finally:
            self._begun.set()
            self.end()

    def _wake(self) -> None:
        """Notice that the computer slept: then a pause between two looks is long, though nothing was done in it."""
        pause_s = 0.0 if self._looked_at is None else self._now() - self._looked_at
        if pause_s > ASLEEP_S:
            self._slept_s += pause_s
            log.info("The computer slept for %.0f s.", pause_s)


def _check_apart(agent: Input, customer: Input, known: Inputs) -> None:
    if agent.name == customer.name:
        raise DeviceError(
            f'Agent and customer would both be "{agent.name}"; name two inputs with --agent and --customer.'
        )
    if known.same_sound(agent, customer):
        raise DeviceError(
            f'"{agent.name}" and "{customer.name}" give the same sound; name two inputs with --agent and --customer.'
        )
