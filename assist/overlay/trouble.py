"""What keeps the overlay from hearing or understanding a call, and since when. Knows no Qt.

The truth about listening: "listening" only while samples arrive on both channels. Of several troubles the worst is
told, one at a time; each ends by itself when what it says is no longer so. That the floor is not reached is added by
`state.py`. The sentences are in `hearing_words.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from assist.events import (
    AnyEvent,
    AudioGap,
    CallState,
    CoachEvent,
    Device,
    EmotionEstimate,
    Fault,
    Health,
    Notice,
    Partial,
    Pause,
    Speaker,
    Utterance,
)

Ear = Literal["waiting", "starting", "listening", "partly", "deaf", "ended", "failed"]
"""waiting: for a call, with no microphone open. starting: devices are opened and models load. partly: one channel gives
samples. deaf: none does. failed: the call could not begin, or is no longer heard."""
Kind = Literal[
    "no model", "no device", "no start", "stopped", "no sound", "no agent", "no customer", "no words", "gap", "busy",
    "muted agent", "muted customer", "echo", "swapped", "no recording", "no state", "no coach", "no floor", "objected",
]  # fmt: skip
ORDER: tuple[Kind, ...] = (
    "no model", "no device", "no start", "stopped", "no sound", "no customer", "no agent", "swapped", "no words",
    "no recording", "gap", "echo", "busy", "muted customer", "muted agent", "no coach", "no state", "no floor",
    "objected",
)  # fmt: skip
"""The worst first."""
STALE_S = 45.0
"""Health comes every ten seconds of call; without any for so long nobody knows that it is still heard."""
GAP_S = 20.0
"""How long a gap is told."""
SMALL_GAP_S = 0.5
"""Less than this costs no word worth telling of."""
CHANGED_S = 10.0
"""How long it is told that another device is heard."""
SILENCE_S = 60.0
"""So long after a pause nothing is said of the customer's silence: it is reckoned over as long, and some telephone
systems give nothing of a customer who types a card number."""
FAULT_S = 60.0
"""A part that failed and says nothing since is told for this long, and again when it fails again."""
_PARTS: dict[str, Kind] = {
    "speech": "no words", "emotion": "no state", "tone": "no state", "coach": "no coach",
    "recording": "no recording", "privacy": "no words",
}  # fmt: skip
_CAUSES: dict[str, Kind] = {"ModelMissing": "no model", "ModelError": "no model", "DeviceError": "no device"}
"""Why a call could not begin, by its error."""
_LASTING = frozenset[Kind]({"no model", "no device", "no start", "stopped", "no recording", "objected"})


class Trouble(NamedTuple):
    """One trouble; `lost_s` is how much audio a gap lost, in seconds, `device` the name of an input that is gone."""

    kind: Kind
    lost_s: float = 0.0
    device: str = ""


class Changed(NamedTuple):
    """Nothing is wrong: a speaker is heard on another device from now on."""

    speaker: Speaker
    device: str


class Listening:
    """One call's. `now` is any clock in seconds, the same in every call."""

    def __init__(self, ear: Ear = "starting") -> None:
        self._ear: Ear = ear
        self._healthy_at = 0.0
        self._health: Health | None = None
        self._lost: dict[Speaker, str] = {}
        """What the device is called that a speaker was heard on and that is gone."""
        self._changed: dict[Speaker, tuple[str, float]] = {}
        """On what each is heard since when, where that is another device than before."""
        self._since: dict[Kind, float] = {}
        self._silence_from = 0.0
        """From when on the customer's silence is told."""
        self._gaps: list[tuple[float, float]] = []
        """From when to when sound is missing, in seconds of call: those that are told together."""

    def see(self, event: AnyEvent, now: float) -> None:
        match event:
            case CallState(phase="started") if self.is_over:
                self._ear = "starting"
            case CallState(phase="ended"):
                self._ear = "ended"
                self._since = {kind: since for kind, since in self._since.items() if kind == "objected"}
                self._changed.clear()
            case Health() if not self.is_over:
                self._health, self._healthy_at = event, now
                self._listen(now)
            case Device() if not self.is_over:
                self._see_device(event, now)
            case Fault():
                self._fail(event, now)
            case AudioGap():
                told = "gap" in self._since and now - self._since["gap"] < GAP_S
                self._gaps = [*(self._gaps if told else ()), (event.start, event.end)]
                self._since["gap"] = now
            case Pause():
                self._silence_from = float("inf") if event.paused else now + SILENCE_S
                self._since.pop("muted customer", None)
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

    @property
    def is_over(self) -> bool:
        """Whether no call goes on."""
        return self._ear in ("waiting", "ended", "failed")

    def ear(self, now: float) -> Ear:
        """Whether the call is heard."""
        return "failed" if self._is_stale(now) else self._ear

    def worst(self, now: float) -> Trouble | None:
        """What to tell now; None when all is well."""
        if self._is_stale(now):
            return Trouble("stopped")
        lost_s = _missing_s(self._gaps)
        for kind in ORDER:
            since = self._since.get(kind)
            if since is None or now - since > _lasts_s(kind) or (kind == "gap" and lost_s < SMALL_GAP_S):
                continue
            device = self._lost.get("agent" if kind == "no agent" else "customer", "")
            return Trouble(
                kind,
                lost_s=round(lost_s, 1) if kind == "gap" else 0.0,
                device=device if kind in ("no agent", "no customer") else "",
            )
        return None

    def changed(self, now: float) -> tuple[Changed, ...]:
        """The devices that took the place of others a moment ago, the agent's first: a swap changes both."""
        return tuple(
            Changed(speaker, device)
            for speaker, (device, since) in sorted(self._changed.items())
            if now - since <= CHANGED_S
        )

    def _is_stale(self, now: float) -> bool:
        return self._ear == "listening" and now - self._healthy_at > STALE_S

    def _see_device(self, device: Device, now: float) -> None:
        self._lost.pop(device.speaker, None)
        if device.state == "lost":
            self._lost[device.speaker] = device.name
        if device.state == "changed":
            self._changed[device.speaker] = device.name, now
        self._listen(now)

    def _listen(self, now: float) -> None:
        """What the last health says; a device that is known to be gone gives nothing, whatever came before."""
        health = self._health
        agent = "agent" not in self._lost and (health is None or health.agent_arriving)
        customer = "customer" not in self._lost and (health is None or health.customer_arriving)
        if health is not None:
            self._ear = "listening" if agent and customer else "partly" if agent or customer else "deaf"
        holds: dict[Kind, bool] = {
            "no sound": not agent and not customer,
            "no agent": customer and not agent,
            "no customer": agent and not customer,
            "busy": health is not None and not health.partials,
            "muted agent": health is not None and health.agent_silent,
            "muted customer": health is not None and health.customer_silent and now >= self._silence_from,
            "echo": health is not None and health.echo,
            "swapped": health is not None and health.swapped,
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
        elif fault.part == "speech" and (self.is_over or self._ear == "starting"):
            self._ear = "failed"
            self._since[_CAUSES.get(fault.error, "no start")] = now
        elif fault.part in _PARTS:
            self._since[_PARTS[fault.part]] = now


def _lasts_s(kind: Kind) -> float:
    if kind == "gap":
        return GAP_S
    return FAULT_S if kind in _PARTS.values() and kind not in _LASTING else float("inf")


def _missing_s(gaps: Iterable[tuple[float, float]]) -> float:
    """How much of the call is missing; a second counts once, also where neither side was heard in it."""
    missing_s, counted_to = 0.0, 0.0
    for start, end in sorted(gaps):
        missing_s += max(0.0, end - max(start, counted_to))
        counted_to = max(counted_to, end)
    return missing_s
