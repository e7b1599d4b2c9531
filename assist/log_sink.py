"""What of a call's events goes into the log: that calls begin and end, and how the listening goes. Never a word.

A sink as the others. It knows the kinds of events and their numbers; texts, names and states of the customer it leaves.
"""

from __future__ import annotations

import logging

from assist.events import AnyEvent, AudioGap, CallState, Device, Fault, Health

log = logging.getLogger(__name__)


class LogSink:
    """Called with every event, on the thread that tells them."""

    def __init__(self) -> None:
        self._calls = 0
        self._lost_s = 0.0
        self._faults = 0
        self._health: tuple[bool, ...] = ()

    def __call__(self, event: AnyEvent) -> None:
        match event:
            case CallState(phase="started"):
                self._calls, self._lost_s, self._faults, self._health = self._calls + 1, 0.0, 0, ()
                log.info("Call %d begins, heard by %s.", self._calls, event.engine)
            case CallState():
                log.info(
                    "Call %d ends after %.0f s; %.1f s of sound were lost, %d faults.",
                    self._calls, event.at, self._lost_s, self._faults,
                )  # fmt: skip
            case Device(reason=str(reason)):
                log.info("The input of the %s is %s: %s.", event.speaker, event.state, reason)
            case Device():
                log.info("The input of the %s is %s.", event.speaker, event.state)
            case AudioGap():
                self._lost_s += event.end - event.start
            case Fault():
                self._faults += 1
                log.info("The part %s failed: %s.", event.part, event.error)
            case Health():
                self._look(event)
            case _:
                return

    def _look(self, health: Health) -> None:
        """Say how it goes whenever that is otherwise than before."""
        now = (
            health.agent_arriving, health.customer_arriving, health.agent_silent, health.customer_silent, health.echo,
            health.swapped, health.partials,
        )  # fmt: skip
        if now != self._health:
            self._health = now
            log.info(
                "Listening: agent arriving %d, customer arriving %d, agent silent %d, customer silent %d, echo %d, "
                "swapped %d, partial texts %d, %.1f s behind, %.1f s dropped.",
                *now, health.behind, health.dropped,
            )  # fmt: skip
