"""Tones of a telephone's keypad (DTMF, ITU-T Q.23), heard in the customer's channel: somebody types a number.

It owns one question, whether a key is being heard. Which key it was is never kept nor told, so that a card number
cannot be read from it; what is paused because of it, and for how long, is another's matter. Own code: the packages on
PyPI (dtmf, dtmf-detector, pydtmf, sdtmf) are no streams, or GPL, or old, and none says what speech does to it.

Every HOP it takes a look at the last LOOK samples through a Hann window. A key is told when, in three looks one after
the other, one tone of each group is at its frequency, neither is much louder than the other, and the two are nearly
all there is. That leaves no room for the second harmonics that detectors of whole bands must ask for separately. How
far a tone is from its frequency is read from how far its phase turned between two looks, to a hertz or two, which
filters as short as these could not tell, and which speech does not hold still. From the first sample of a clean tone
to the answer are about 40 ms at most and then what is left of the frame: 72 ms, and 49 ms for half of them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from assist.events import FRAME, RATE, Samples

LOW_HZ = (697.0, 770.0, 852.0, 941.0)
HIGH_HZ = (1209.0, 1336.0, 1477.0, 1633.0)
"""A key is one of each: the rows and the columns of a keypad with its four keys A to D."""
LOOK = 384
"""24 ms: the shortest that keeps 697 and 770 Hz apart. Three looks fit into a tone of 50 ms wherever it begins."""
HOP = 128
"""8 ms. Half a turn of phase is then 62 Hz, more than any tone may deviate."""
DEVIATION, SPARE_HZ = 0.015, 2.0
"""How far a tone may be from its frequency, ITU-T Q.24. Wider, speech fires more often, and so does music: the
G5 and E6 of a flute are 1.8 and 1.3 % beside a key."""
SHARE = 0.85
"""Of a look's power, in the two tones. The lowest rates of AMR and Opus leave 0.8 to 0.9, noise at 15 dB 0.96."""
TWIST = 10.0
"""Power of the louder tone to that of the softer, 10 dB: networks twist by 8 at most."""
FLOOR = 10 ** (-58 / 10)
"""Power under which nothing is a key: a sine of -55 dBFS, for softphones that are turned down."""

Waves = npt.NDArray[np.complex64]
Floats = npt.NDArray[np.float32]

_TONES_HZ = np.array(LOW_HZ + HIGH_HZ)
_WINDOW = np.hanning(LOOK + 1)[:LOOK]
_POWER = (_WINDOW**2 / (_WINDOW**2).sum()).astype(np.float32)
"""Mean power under the window."""
_LIMITS = (2 * np.pi * (DEVIATION * _TONES_HZ + SPARE_HZ) * HOP / RATE).astype(np.float32)
"""How much more or less than its own tone a phase may turn in a hop, in radians."""
_TURN: Waves = np.exp(-2j * np.pi * _TONES_HZ * HOP / RATE).astype(np.complex64)
"""Takes away what the phase of each tone itself turns in a hop."""
_LOBE = np.float32(1.32 * (LOOK / (2 * np.pi * HOP)) ** 2)
"""Beside its middle a filter hears less: Hann's lobe is within 2 % a Gaussian, exp(-1.32 d^2) in power at d bins."""


def _filters() -> Floats:
    """LOOK rows; a real and an imaginary column a tone. A tone alone gives its power as the square of its size."""
    waves = _WINDOW[:, None] * np.exp(-2j * np.pi * np.arange(LOOK)[:, None] * _TONES_HZ / RATE)
    waves *= np.sqrt(2) / _WINDOW.sum()
    return np.stack((waves.real, waves.imag), axis=2).reshape(LOOK, -1).astype(np.float32)


_FILTERS = _filters()


class Keypad:
    """One call's ear for keypad tones."""

    def __init__(self) -> None:
        self._sound: Samples = np.zeros(FRAME, np.float32)
        """The last whole frame, and what came of the next."""
        self._heard = False

    def hear(self, samples: Samples) -> bool:
        """The next samples of the customer's channel, any number, usually FRAME: whether a key is heard in them.

        It looks when a frame of FRAME samples, counted from the start of the call, is full, so that a call's frames
        have the same answers in whatever blocks they come; a block that fills none has the answer of the last frame.
        Samples beyond full scale are heard as clipped, and those that are no number as -1.
        """
        self._sound = np.concatenate((self._sound, np.fmin(np.fmax(samples, -1), 1)))
        answers = []
        while len(self._sound) >= 2 * FRAME:
            answers.append(_holds_key(self._sound[: 2 * FRAME]))
            self._sound = self._sound[FRAME:]
        if answers:
            self._heard = answers[-1]
        return any(answers) if answers else self._heard


def _holds_key(sound: Samples) -> bool:
    """Whether a key is told in the second of two frames: by three looks, of which the last ends there."""
    hops = sound.reshape(-1, HOP)
    looks = np.concatenate((hops[:-2], hops[1:-1], hops[2:]), axis=1)
    power = np.square(looks) @ _POWER
    tones = (looks @ _FILTERS).view(np.complex64)
    agreed = _agree(tones[1:] * tones[:-1].conj() * _TURN, np.sqrt(power[1:] * power[:-1]))
    return bool((agreed[1:] & agreed[:-1]).any())


def _agree(tones: Waves, power: Floats) -> npt.NDArray[np.bool_]:
    """Which pairs of looks, one after the other, hold a key.

    `tones` is a row a pair: of each tone the power in the two together, and as its angle how much more than it should
    the phase turned between them. `power` is that of all sound in them.
    """
    off = np.angle(tones)
    there = np.abs(tones) * np.exp(_LOBE * off * off) * (np.abs(off) <= _LIMITS)
    low, high = there.reshape(-1, 2, len(LOW_HZ)).max(axis=2).T
    both = low + high
    alike = both <= (1 + TWIST) * np.minimum(low, high)
    return np.asarray(alike & (both >= SHARE * np.maximum(power, FLOOR)))
