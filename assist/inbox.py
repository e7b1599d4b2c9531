"""Audio on its way from the devices' threads to the call's: bounded, and honest about what it dropped.

Device callbacks put blocks into it and leave; the call's thread takes them. When it is full the oldest audio goes, and
one `AudioGap` a speaker says so. It also knows how each channel does: whether it gives samples, or nothing but zeros.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable

from assist.events import RATE, Audio, AudioGap, Device, Speaker, seconds
from assist.pipeline import SPEAKERS

INBOX_S = 30.0
SILENT_S = 60.0
"""A channel that gives nothing but zeros for this long is said to be silent: muted, perhaps, or the wrong input."""
QUIET_S = 3.0
"""A channel without samples for this long is said not to arrive. Some servers begin up to two seconds late."""
LOOK_S = 0.25
"""How long the thread waits for audio before it looks at the channels' state."""


class Inbox:
    """Audio on its way to the thread, bounded: the oldest of a speaker is dropped and becomes a gap."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._opened_at = clock()
        self._changed = threading.Condition()
        self._items: dict[Speaker, deque[Audio | AudioGap | Device]] = {speaker: deque() for speaker in SPEAKERS}
        self._waiting = dict.fromkeys(SPEAKERS, 0)
        self._taken = dict.fromkeys(SPEAKERS, 0)
        self._dropped = dict.fromkeys(SPEAKERS, 0)
        self._heard_at: dict[Speaker, float] = {}
        self._sounded_at: dict[Speaker, float] = {}
        self._lost = dict.fromkeys(SPEAKERS, False)
        self._muted = dict.fromkeys(SPEAKERS, False)
        self._closed = False

    def put(self, audio: Audio, *, filler: bool = False) -> None:
        """The next samples of a speaker, already a copy; nothing once it is closed. `filler`: a device gave none."""
        who = audio.speaker
        with self._changed:
            if self._closed:
                return
            self._items[who].append(audio)
            self._waiting[who] += len(audio.samples)
            if not filler:
                self._heard_at[who] = self._clock()
                if who not in self._sounded_at or audio.samples.any():
                    self._sounded_at[who] = self._heard_at[who]
            while self._waiting[who] > INBOX_S * RATE:
                self._drop_oldest(who)
            self._changed.notify_all()

    def say(self, news: AudioGap | Device) -> None:
        """What happened to a speaker's sound, told where it belongs among it."""
        with self._changed:
            self._items[news.speaker].append(news)
            if isinstance(news, Device):
                self._lost[news.speaker] = news.state == "lost"
            self._changed.notify_all()

    def mute(self, who: Speaker, muted: bool) -> None:
        """The system says that the speaker's input is muted, or no longer."""
        self._muted[who] = muted

    def close(self) -> None:
        """No more audio comes; what waits can still be taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self) -> list[Audio | AudioGap | Device] | None:
        """The oldest block of each speaker, agent first; empty after a while without any, None at the end."""
        with self._changed:
            if not any(self._items.values()) and not self._closed:
                self._changed.wait(LOOK_S)
            items = [item for who in SPEAKERS for item in self._take(who)]
            self._changed.notify_all()
            return items if items or not self._closed else None

    def wait_until_taken(self) -> None:
        """Return when nothing waits, or after the inbox was closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or not any(self._items.values()))

    @property
    def behind_s(self) -> float:
        """Seconds of audio that wait."""
        return max(self._waiting.values()) / RATE

    @property
    def open_for_s(self) -> float:
        """Seconds since the inbox was made."""
        return self._clock() - self._opened_at

    def arriving(self, who: Speaker) -> bool:
        """Whether the speaker's device gave samples lately."""
        with self._changed:
            return self._arriving(who)

    def silent(self, who: Speaker) -> bool:
        """Whether samples arrive, but nothing except zeros for long, or nothing as the input is muted."""
        with self._changed:
            if not self._arriving(who):
                return False
            return self._muted[who] or self._clock() - self._sounded_at[who] > SILENT_S

    def _arriving(self, who: Speaker) -> bool:
        return not self._lost[who] and self._clock() - self._heard_at.get(who, float("-inf")) < QUIET_S

    def _drop_oldest(self, who: Speaker) -> None:
        """The oldest audio; what is told of the device is kept."""
        items, news = self._items[who], []
        while isinstance(items[0], AudioGap | Device):
            news.append(items.popleft())
        audio = items.popleft()
        assert not isinstance(audio, AudioGap | Device)
        items.extendleft(reversed(news))
        self._waiting[who] -= len(audio.samples)
        self._dropped[who] += len(audio.samples)

    def _take(self, who: Speaker) -> Iterable[Audio | AudioGap | Device]:
        if self._dropped[who]:
            start, end = self._taken[who], self._taken[who] + self._dropped[who]
            self._taken[who], self._dropped[who] = end, 0
            yield AudioGap(at=0.0, speaker=who, start=seconds(start), end=seconds(end), reason="dropped")
        if self._items[who]:
            item = self._items[who].popleft()
            if not isinstance(item, AudioGap | Device):
                self._waiting[who] -= len(item.samples)
                self._taken[who] += len(item.samples)
            yield item
