"""What notices by itself that a call begins or ends: the softphone that opens the microphone, or speech on both sides.

Both are off unless somebody switches them on. The first asks the sound server which programs listen and opens nothing.
The second has both inputs open between calls and looks for speech in them; nothing is recognised, and what is kept is
the last few seconds, in memory, so that a call's first words are not lost.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable

import msgspec
import numpy as np

from assist.audio.streams import NoAnswer
from assist.audio.systems import SoftphoneWatch
from assist.audio.telling import Inbox
from assist.detection import Watch
from assist.errors import DeviceError
from assist.events import FRAME, RATE, AgentAudio, Audio, AudioGap, CustomerAudio, Device, Samples, Speaker
from assist.live_call import Source
from assist.pipeline import SPEAKERS
from assist.speech.boundaries import SURE
from assist.speech.voice import Voice

log = logging.getLogger(__name__)

POLL_S = 0.5
GONE_S = 2.0
"""The softphone may let go of the microphone for so long, to take another one."""
SPOKEN_S = 0.6
"""Speech that each side must have given …"""
WITHIN_S = 10.0
"""… in the last so many seconds."""
KEPT_S = 15.0


class SoftphoneDetector:
    """A call goes on while the softphone has a microphone open."""

    def __init__(self, softphone: SoftphoneWatch, *, poll_s: float = POLL_S) -> None:
        """`softphone` is asked on the detector's own thread."""
        self._softphone = softphone
        self._poll_s = poll_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="assist-softphone", daemon=True)
        self._watch: Watch | None = None

    def start(self, watch: Watch) -> None:
        self._watch = watch
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        softphone, watch = self._softphone, self._watch
        assert watch is not None
        listened, gone_s = False, 0.0
        try:
            while not self._stopping.wait(self._poll_s):
                try:
                    listens = softphone.softphone_listens
                except NoAnswer:  # the sound server hangs: nobody knows
                    continue
                gone_s = 0.0 if listens else gone_s + self._poll_s
                if listens and not listened:
                    watch.begin()
                    listened = True
                elif listened and gone_s >= GONE_S:
                    watch.end()
                    listened = False
        finally:
            softphone.close()


class SpeechDetector:
    """A call begins when both sides speak. Its end is for others to notice."""

    def __init__(self, capture: Callable[[Inbox], Source], *, poll_s: float = POLL_S) -> None:
        """`capture` makes what hears both inputs; `start` of it raises DeviceError when nothing can be heard here."""
        self._capture = capture
        self._poll_s = poll_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="assist-speech-watch", daemon=True)
        self._watch: Watch | None = None
        self._before: tuple[Samples, Samples] | None = None
        """What was heard before the call that is to begin."""

    def start(self, watch: Watch) -> None:
        self._watch = watch
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def take_recent(self) -> tuple[Samples, Samples] | None:
        """What was heard before the call that this began: agent and customer, as long as each other. Once a call.

        None for a call that others began: whoever says when it begins has it heard from then on.
        """
        before, self._before = self._before, None
        return before

    def _run(self) -> None:
        watch = self._watch
        assert watch is not None
        ears = Ears()
        source: Source | None = None
        while not self._stopping.wait(self._poll_s):
            if source is not None and (ears.spoken or watch.busy()):
                source.stop()
                source = None
                if not watch.busy():
                    self._before = ears.recent()
                    watch.begin()
            elif source is None and not watch.busy():
                ears, self._before = Ears(), None
                try:
                    source = self._started(ears)
                except DeviceError:  # the call that a person begins will tell what is wrong
                    log.info("Nothing can be heard, so no call begins by speech.")
                    return
        if source is not None:
            source.stop()

    def _started(self, ears: Ears) -> Source:
        """Both inputs, open. Raises DeviceError."""
        source = self._capture(ears)
        source.start()
        return source


class Ears:
    """Both sides' speech, while nobody says that there is a call: an inbox that recognises nothing."""

    def __init__(self) -> None:
        self._sides = {speaker: _Side() for speaker in SPEAKERS}

    def put(self, audio: Audio, *, filler: bool = False) -> None:
        self._sides[audio.speaker].hear(audio.samples, filler=filler)

    def say(self, news: AudioGap | Device) -> None:
        """Nobody is told before there is a call."""

    def mute(self, who: Speaker, muted: bool) -> None:
        """Silence is no speech."""

    @property
    def spoken(self) -> bool:
        """Whether both have spoken within the last seconds."""
        return all(side.spoken_s >= SPOKEN_S for side in self._sides.values())

    def recent(self) -> tuple[Samples, Samples]:
        """The last seconds of both, up to where both are known."""
        end = min(side.heard for side in self._sides.values())
        kept = [side.until(end) for side in self._sides.values()]
        length = min(map(len, kept))
        agent, customer = (samples[len(samples) - length :] for samples in kept)
        return agent, customer


class _Side:
    """One input's speech, and its last seconds."""

    def __init__(self) -> None:
        self._voice = Voice()
        self._rest = np.zeros(0, np.float32)
        self._speech: deque[bool] = deque(maxlen=round(WITHIN_S * RATE / FRAME))
        self._frames: deque[Samples] = deque(maxlen=round(KEPT_S * RATE / FRAME))
        self.heard = 0
        """Frames so far."""

    def hear(self, samples: Samples, *, filler: bool) -> None:
        audio = np.concatenate([self._rest, samples])
        whole = len(audio) - len(audio) % FRAME
        for start in range(0, whole, FRAME):
            frame = audio[start : start + FRAME]
            self._speech.append(not filler and self._voice.probability(frame) >= SURE)
            self._frames.append(frame)
            self.heard += 1
        self._rest = audio[whole:]

    @property
    def spoken_s(self) -> float:
        return sum(self._speech) * FRAME / RATE

    def until(self, frame: int) -> Samples:
        """What is kept up to that frame."""
        over = self.heard - frame
        frames = list(self._frames)[: len(self._frames) - over]
        return np.concatenate(frames) if frames else np.zeros(0, np.float32)


class FromBefore:
    """A capture whose call has begun a little earlier: first what was heard then, then what is heard now."""

    def __init__(self, before: tuple[Samples, Samples], inbox: Inbox, capture: Callable[[Inbox], Source]) -> None:
        agent, customer = before
        self._before = (AgentAudio(samples=agent), CustomerAudio(samples=customer))
        self._inbox = inbox
        self._source = capture(_Later(inbox, by_s=len(agent) / RATE))

    def start(self) -> None:
        """Raises DeviceError."""
        for audio in self._before:
            if len(audio.samples):
                self._inbox.put(audio)
        self._source.start()

    def stop(self) -> None:
        self._source.stop()


class _Later:
    """The inbox of a call that began `by_s` seconds before its capture did."""

    def __init__(self, inbox: Inbox, *, by_s: float) -> None:
        self._inbox = inbox
        self._by_s = by_s

    def put(self, audio: Audio, *, filler: bool = False) -> None:
        self._inbox.put(audio, filler=filler)

    def say(self, news: AudioGap | Device) -> None:
        if isinstance(news, AudioGap):
            start, end = round(news.start + self._by_s, 4), round(news.end + self._by_s, 4)
            news = msgspec.structs.replace(news, start=start, end=end)
        self._inbox.say(news)

    def mute(self, who: Speaker, muted: bool) -> None:
        self._inbox.mute(who, muted)
