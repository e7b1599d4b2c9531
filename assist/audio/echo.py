"""The customer heard again through the agent's microphone: found, told and taken out. Pure: frames in, frames out.

A loudspeaker or a leaky headset gives the microphone what the softphone plays. While that is found (`echo_delay.py`),
the microphone's frames go through an echo canceller before anything listens to them; else they pass untouched, to the
bit. Only the first seconds of the customer's speech in a call go through it until it is known: finding out takes a
second or two, and the words of that time would be the agent's.

The canceller is WebRTC's AEC3, the one in Chrome, from the package pywebrtc-audio (Apache-2.0, wheels for Linux,
Windows and macOS). In every room that was tried it left no word of the customer and all of the agent's, at 0.01 seconds
of CPU a second. Refused: pyaec (Speex, linear only, no licence file), aec-audio-processing (the same AEC3, but whoever
installs it must compile it), and an adaptive filter of our own.

It is not an analysis of the agent's voice. Measured is how much of the KNOWN customer signal the microphone holds: its
delay, and which share the canceller took away. Nothing else about the sound is computed, kept or told.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from pywebrtc_audio import EchoCanceller

from assist.audio.echo_delay import EchoDelay
from assist.events import FRAME, RATE, Samples

PART = RATE // 100
"""Samples that the canceller takes at a time."""
HISTORY_S = 5.0
"""What the canceller hears at once when it is switched in, so that it knows the room; also how far back it can be told
who was in the microphone."""
LEAD_S = 0.04
"""The canceller gets the customer this long before their echo; it finds the rest itself, but not above 0.45 s."""
MOVED_S = 0.01
"""A delay that has moved by this is another path: the canceller begins anew."""
UNKNOWN_S = 4.0
"""So much of the customer's speech without an echo found says that there is none."""
SOUND = 10 ** (-47 / 10)
"""Mean square of a customer's frame that can be heard again at all."""
LONGEST_UTTERANCE_S = 12.0
LEFT = 0.1
"""Less than this share of the microphone's sound left: it was the customer."""


class EchoGuard:
    """One call's guard. `found` says whether the customer is heard again in the microphone."""

    def __init__(self) -> None:
        self._delay = EchoDelay()
        self._past: deque[tuple[Samples, Samples]] = deque(maxlen=round(HISTORY_S * RATE / FRAME))
        self._canceller: _Canceller | None = None
        self._heard = 0
        self._shares = _Shares(0)

    @property
    def found(self) -> bool:
        return self._delay.delay_s is not None

    def hear(self, microphone: Samples, customer: Samples) -> Samples:
        """The next frame of both, of the same moment; the microphone's frame as it may be listened to.

        It is the same array where there is no echo, else a cleaned one of the same length, 10 ms late.
        """
        self._delay.hear(microphone, customer)
        self._past.append((microphone, customer))
        self._heard += 1
        delay_s = self._delay.delay_s
        if delay_s is None and not self._may_be_echoed(customer):
            self._canceller = None
            return microphone
        if self._canceller is None or (delay_s is not None and abs(delay_s - self._canceller.delay_s) > MOVED_S):
            return self._begin(delay_s or 0.0)
        cleaned = self._canceller.clean(microphone, customer)
        self._shares.add(microphone, cleaned)
        return cleaned

    def _may_be_echoed(self, customer: Samples) -> bool:
        """Whether the customer has begun to speak in this call and not yet said enough to know."""
        if self._delay.spoken_s >= UNKNOWN_S:
            return False
        return self._canceller is not None or np.dot(customer, customer) > SOUND * len(customer)

    def was_customer(self, start_s: float, end_s: float) -> bool:
        """Whether what the microphone held between these seconds of the call was the customer.

        For an utterance of the agent's that began before the echo was found, whose words must not be the agent's. False
        for any other, and for one that is longer ago than the guard remembers.
        """
        return self._shares.was_customer(start_s, end_s)

    def _begin(self, delay_s: float) -> Samples:
        """Switch the canceller in as if it had been there for the last seconds."""
        self._canceller = _Canceller(delay_s)
        self._shares = _Shares(self._heard - len(self._past))
        for microphone, customer in self._past:
            cleaned = self._canceller.clean(microphone, customer)
            self._shares.add(microphone, cleaned)
        self._shares.begun = self._heard
        return cleaned


class _Canceller:
    """AEC3 for frames of any length, with the customer brought close to their echo."""

    def __init__(self, delay_s: float) -> None:
        self.delay_s = delay_s
        self._aec = EchoCanceller(RATE)
        held = max(0, round((delay_s - LEAD_S) * RATE))
        self._microphone = np.zeros(0, np.float32)
        self._customer = np.zeros(held, np.float32)
        self._cleaned = np.zeros(PART, np.float32)

    def clean(self, microphone: Samples, customer: Samples) -> Samples:
        """As many samples as came, PART later."""
        self._microphone = np.concatenate([self._microphone, microphone])
        self._customer = np.concatenate([self._customer, customer])
        whole = len(self._microphone) // PART * PART
        if whole:
            cleaned = self._aec.process(self._microphone[:whole], self._customer[:whole])
            self._cleaned = np.concatenate([self._cleaned, cleaned])
        self._microphone, self._customer = self._microphone[whole:], self._customer[whole:]
        ready, self._cleaned = self._cleaned[: len(microphone)], self._cleaned[len(microphone) :]
        return ready


class _Shares:
    """How much the canceller left of the microphone's sound, frame by frame around the moment it was switched in."""

    def __init__(self, first: int) -> None:
        self._first = first
        self.begun = first
        self._before: list[float] = []
        self._after: list[float] = []

    def add(self, microphone: Samples, cleaned: Samples) -> None:
        if len(self._before) < (HISTORY_S + LONGEST_UTTERANCE_S) * RATE / FRAME:
            self._before.append(float(np.dot(microphone, microphone)))
            self._after.append(float(np.dot(cleaned, cleaned)))

    def was_customer(self, start_s: float, end_s: float) -> bool:
        start, end = round(start_s * RATE / FRAME), round(end_s * RATE / FRAME)
        if not self._first <= start < self.begun:
            return False
        span = slice(start - self._first, end - self._first)
        return sum(self._after[span]) < LEFT * sum(self._before[span])
