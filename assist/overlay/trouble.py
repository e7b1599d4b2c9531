"""What keeps the overlay from hearing or understanding a call, and since when. Knows no Qt.

The truth about listening: "listening" only while samples arrive on both channels. Of several troubles the worst is
told, one at a time; each ends by itself when what it says is no longer so. The sentences are in `sentences.py`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from assist.events import (
    AnyEvent,
    AudioGap,
    CallState,
    CoachEvent,
    EmotionEstimate,
    Fault,
    Health,
    Notice,
    Partial,
    Utterance,
)

Ear = Literal["starting", "listening", "partly", "deaf", "ended", "failed"]
"""starting: models load. partly: one channel gives samples. deaf: none does. failed: the call could not begin."""
Kind = Literal[
    "no model", "no device", "no start", "stopped", "no sound", "no agent", "no customer", "no words", "gap", "busy",
    "muted agent", "muted customer", "no state", "no coach", "no floor", "objected",
]  # fmt: skip
ORDER: tuple[Kind, ...] = (
    "no model", "no device", "no start", "stopped", "no sound", "no customer", "no agent", "no words", "gap", "busy",
    "muted customer", "muted agent", "no coach", "no state", "no floor", "objected",
)  # fmt: skip
"""The worst first."""
STALE_S = 45.0
"""Health comes every ten seconds of call; without any for so long nobody knows that it is still heard."""
GAP_S = 20.0
"""How long a gap is told."""
FAULT_S = 60.0
"""A part that failed and says nothing since is told for this long, and again when it fails again."""
_PARTS: dict[str, Kind] = {
    "speech": "no words", "emotion": "no state", "tone": "no state", "coach": "no coach", "floor": "no floor",
}  # fmt: skip
_CAUSES: dict[str, Kind] = {"ModelMissing": "no model", "ModelError": "no model", "DeviceError": "no device"}
"""Why a call could not begin, by its error."""
_LASTING = frozenset[Kind]({"no model", "no device", "no start", "stopped", "no floor", "objected"})


class Trouble(NamedTuple):
    """One trouble; `lost_s` is how much audio a gap lost, in seconds."""

    kind: Kind
    lost_s: float = 0.0


class Listening:
    """One call's. `now` is any clock in seconds, the same in every call."""

    def __init__(self) -> None:
        self._ear: Ear = "starting"
        self._healthy_at = 0.0
        self._since: dict[Kind, float] = {}
        self._lost_s = 0.0

    def see(self, event: AnyEvent, now: float) -> None:
        match event:
            case CallState(phase="ended"):
                self._ear = "ended"
                self._since = {kind: since for kind, since in self._since.items() if kind == "objected"}
            case Health() if self._ear not in ("ended", "failed"):
                self._listen(event, now)
            case Fault():
                self._fail(event, now)
            case AudioGap():
                told = "gap" in self._since and now - self._since["gap"] < GAP_S
                self._lost_s = (self._lost_s if told else 0.0) + event.end - event.start
                self._since["gap"] = now
            case Notice(outcome="objected"):
                self._since["objected"] = now
            case Partial() | Utterance():
                self._since.pop("no words", None)
            case EmotionEstimate():
                self._since.pop("no state", None)
            case _ if isinstance(event, CoachEvent):
                self._since.pop("no coach", None)
            case _:
                pass

    def ear(self, now: float) -> Ear:
        """Whether the call is heard."""
        return "failed" if self._is_stale(now) else self._ear

    def worst(self, now: float) -> Trouble | None:
        """What to tell now; None when all is well."""
        if self._is_stale(now):
            return Trouble("stopped")
        for kind in ORDER:
            since = self._since.get(kind)
            if since is None or now - since > _lasts_s(kind):
                continue
            return Trouble(kind, round(self._lost_s, 1) if kind == "gap" else 0.0)
        return None

    def _is_stale(self, now: float) -> bool:
        return self._ear == "listening" and now - self._healthy_at > STALE_S

    def _listen(self, health: Health, now: float) -> None:
        self._healthy_at = now
        agent, customer = health.agent_arriving, health.customer_arriving
        self._ear = "listening" if agent and customer else "partly" if agent or customer else "deaf"
        holds: dict[Kind, bool] = {
            "no sound": not agent and not customer,
            "no agent": customer and not agent,
            "no customer": agent and not customer,
            "busy": not health.partials,
            "muted agent": health.agent_silent,
            "muted customer": health.customer_silent,
        }
        for kind, holding in holds.items():
            if holding:
                self._since[kind] = now
            else:
                self._since.pop(kind, None)

    def _fail(self, fault: Fault, now: float) -> None:
        if fault.part == "call":
            self._ear = "failed"
            self._since["stopped"] = now
        elif fault.part == "speech" and self._ear == "starting":
            self._ear = "failed"
            self._since[_CAUSES.get(fault.error, "no start")] = now
        elif fault.part in _PARTS:
            self._since[_PARTS[fault.part]] = now


def _lasts_s(kind: Kind) -> float:
    if kind == "gap":
        return GAP_S
    return FAULT_S if kind in _PARTS.values() and kind not in _LASTING else float("inf")
