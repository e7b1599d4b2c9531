"""Is the customer heard again in the agent's microphone, and how much later? Pure: frames in, no clock.

What is measured is how well the KNOWN customer's signal fits into the microphone's, for every delay: a
cross-correlation of phases (GCC-PHAT: Knapp and Carter, "The generalized correlation method for estimation of time
delay", IEEE TASSP 24(4), 1976). It leaves out how loud either is, so nothing about the agent's voice comes out of it:
where the customer is not in the microphone it gives noise, whatever the agent says or how.

An echo has the same delay block after block, and one delay stands out from all others. Two people who talk at once,
music on the line and hum on both channels have neither. Only delays that an echo can have are looked at: the agent
heard again in what the softphone plays (the far end's echo, a sidetone) comes before, not after.
"""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

from assist.events import FRAME, RATE, Samples

FRAMES_A_BLOCK = 16
"""A look every 0.5 s of call."""
SPAN = 32768
"""Samples of the customer that are looked at (2 s); of the microphone the later half, so delays to 1 s are in it."""
SHORTEST_S, LONGEST_S = 0.002, 0.6
"""Sound travels; a copy without delay is a sidetone or the same device twice."""
BAND_HZ = (300, 3400)
"""What a telephone carries."""
LAG_RATE = RATE // 2
"""Lags a second in a correlation: the band needs no more."""
MEMORY = 0.6
"""Share of what earlier blocks showed that is kept with each block in which the customer speaks."""
SEEN = 4.0
"""Times its root mean square that a block's correlation reaches at a delay that it votes for."""
FOUND = 9.0
"""The same of the correlation with its memory, for an echo to be found; unrelated sound seldom reaches 7."""
LASTS = 6.0
ALONE = 2.0
"""Times that the found delay stands above every delay that its room's response does not cover."""
BEFORE_S, ROOM_S = 0.02, 0.25
SAME_S = 0.002
VOTES, BLOCKS = 3, 5
"""So many blocks of so many must vote for the delay that is found: half of a block is in the next one too, and a held
vowel or a held note may fit the other channel for that long."""
GONE_BLOCKS = 8
"""Blocks with the customer's speech and without the echo (4 s of it) after which it has ended."""
QUIET_DB = -47.0
RANGE_DB = 15.0
FADE_DB = 0.25
"""The customer speaks in a block within RANGE_DB of their loudest, which fades by this each block."""


class EchoDelay:
    """One call's ear for the echo.

    `delay_s` is how much later the microphone has the customer, None without echo; `spoken_s` is how much of the
    customer's speech that was learnt from.
    """

    def __init__(self) -> None:
        frames = SPAN // FRAME
        self._customer = deque([np.zeros(FRAME, np.float32)] * frames, maxlen=frames)
        self._microphone = deque([np.zeros(FRAME, np.float32)] * (frames // 2), maxlen=frames // 2)
        self._taper = np.hanning(SPAN // 2).astype(np.float32)
        self._band = slice(*(round(hz * SPAN / RATE) for hz in BAND_HZ))
        self._heard = 0
        self._loudest_db = QUIET_DB
        self._weight = 0.0
        self._shortest = round(SHORTEST_S * LAG_RATE)
        self._summed = np.zeros(round(LONGEST_S * LAG_RATE) - self._shortest, np.float32)
        self._same = round(SAME_S * LAG_RATE)
        self._recent: deque[Samples] = deque(maxlen=BLOCKS)
        self._missed = 0
        self.delay_s: float | None = None
        self.spoken_s = 0.0

    def hear(self, microphone: Samples, customer: Samples) -> None:
        """The next frame of both, of the same moment."""
        self._microphone.append(microphone)
        self._customer.append(customer)
        self._heard += 1
        if self._heard % FRAMES_A_BLOCK == 0:
            far = _latest(self._customer, SPAN)
            if self._speaks(far):
                self._judge(self._correlate(_latest(self._microphone, SPAN // 2), far))

    def _speaks(self, far: Samples) -> bool:
        """Whether the customer's channel is about as loud as it gets, in the part that the microphone may echo."""
        near = far[-len(self._taper) :]
        level_db = 10 * float(np.log10(np.dot(near, near) / len(near) + 1e-12))
        self._loudest_db = max(level_db, self._loudest_db - FADE_DB, QUIET_DB)
        return level_db > max(QUIET_DB, self._loudest_db - RANGE_DB)

    def _correlate(self, microphone: Samples, far: Samples) -> Samples:
        """One value for each lag from SHORTEST_S to LONGEST_S, in root mean squares over all lags."""
        heard = np.fft.rfft(microphone * self._taper, SPAN)[self._band]
        # The taper's block is the later half of the span: correlated as if it began with the span, which lags show.
        played = np.fft.rfft(np.roll(far, SPAN // 2))[self._band]
        cross = heard * played.conj()
        size = np.abs(cross)
        phases = np.zeros(SPAN // 4 + 1, np.complex64)
        phases[self._band] = np.divide(cross, size, out=np.zeros_like(cross), where=size > 0)
        found: npt.NDArray[np.float32] = np.fft.irfft(phases).astype(np.float32)
        spread = float(np.sqrt(np.mean(found**2)))
        return found[self._shortest : self._shortest + len(self._summed)] / max(spread, 1e-12)

    def _judge(self, found: Samples) -> None:
        self.spoken_s += FRAMES_A_BLOCK * FRAME / RATE
        self._summed = MEMORY * self._summed + found
        self._weight = MEMORY**2 * self._weight + 1
        strength = self._summed / np.sqrt(self._weight)
        best = int(np.argmax(strength))
        self._recent.append(found)
        near = slice(max(0, best - self._same), best + self._same + 1)
        agreed = sum(float(block[near].max()) >= SEEN for block in self._recent) >= VOTES
        if agreed and strength[best] >= FOUND and _alone(strength, best):
            self.delay_s = (best + self._shortest) / LAG_RATE
        if self.delay_s is None or strength[best] >= LASTS:
            self._missed = 0
        else:
            self._missed += 1
            if self._missed == GONE_BLOCKS:
                self.delay_s = None


def _latest(frames: deque[Samples], samples: int) -> Samples:
    """So many of the latest samples; the last frame of a call may be short."""
    joined = np.concatenate(frames)
    return np.pad(joined, (samples - len(joined), 0))


def _alone(strength: Samples, best: int) -> bool:
    """Whether nothing outside the room's response to the best delay comes near it."""
    before = strength[: max(0, best - round(BEFORE_S * LAG_RATE))]
    after = strength[best + round(ROOM_S * LAG_RATE) :]
    return bool(strength[best] >= ALONE * max(before.max(initial=0.0), after.max(initial=0.0)))
