"""One speaker's input: opened, watched, lost, found again, and its sound placed on the call's clock.

Pure but for the streams that it opens: the time is an argument, and so is what there is to be heard. Whatever arrives
waits until a look at the system, made after it came, says that the stream still is on the input that was asked for:
sound of another device never gets into the call.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import accumulate
from typing import Protocol

from assist.audio.devices import Input, Inputs, NoSuchInput, find, find_again
from assist.audio.placing import Block, Placing
from assist.audio.streams import Hear, Stream
from assist.audio.telling import Inbox, Telling, Why
from assist.errors import DeviceError
from assist.events import RATE, Samples, Speaker

STALLED_S = 0.75
"""A steady stream that gave samples and gives none for so long has stopped, whatever it says."""
FIRST_S = 5.0
"""How long an input may take for its first samples; some servers begin up to two and a half seconds late."""
AGAIN_S = 0.5
"""How long to wait before an input that did not open is tried again."""
SETTLE_S = 0.15
"""The first block of a stream, or after a silence, may be late; it waits so long for those that tell by how much."""
_LOOK_S = 0.25
"""No pause between two looks counts for more: who looks late cannot know that nothing came."""
_AHEAD_S = 10.0
"""A block that seems to come from so far in the future came while the clock was being put right after a sleep."""


class Open(Protocol):
    """Opens an input for a speaker. Raises DeviceError."""

    def __call__(self, device: Input, hear: Hear, *, called: str, mark: str) -> Stream: ...


class Channel:
    """One speaker's. `wanted` is the name of the input; empty follows the system and the softphone."""

    def __init__(self, speaker: Speaker, wanted: str, inbox: Inbox, clock: Callable[[], float]) -> None:
        self.speaker: Speaker = speaker
        self._wanted = wanted
        self._resolved = False
        """Whether `wanted` is the whole name of an input that was there, not a part of one."""
        self._inbox = inbox
        self._telling = Telling(speaker, inbox)
        self._clock = clock
        self._placing = Placing(speaker, inbox, self._telling, begun_s=0.0)
        self._stream: Stream | None = None
        self._device: Input | None = None
        """What is open, or was last."""
        self._blocks: deque[Block] = deque()
        self._came = False
        """Whether the stream gave any samples."""
        self._looked_at = 0.0
        self._newest_s: float | None = None
        """When the newest block came that still waits: a server that hangs leaves it waiting."""
        self._quiet_s = 0.0
        """For how long looks have found nothing that came."""
        self._tried_at = float("-inf")

    def begin(self, now_s: float) -> None:
        """The call begins."""
        self._placing = Placing(self.speaker, self._inbox, self._telling, begun_s=now_s)
        self._looked_at = now_s

    @property
    def missing(self) -> bool:
        """Whether what should be open is not."""
        return self._stream is None

    @property
    def follows(self) -> bool:
        """Whether no input was named."""
        return not self._wanted

    def check(self, known: Inputs) -> None:
        """Raises DeviceError when several inputs are called so; one that is not there may still come."""
        if self._wanted and find_again(self._wanted, known) is None:
            with suppress(NoSuchInput):
                find(self._wanted, known)

    def wished(self, known: Inputs) -> Input | None:
        """The input that should be open now; None where there is none."""
        if self._wanted:
            return self._named(known)
        if self.speaker == "agent":
            return known.microphone
        return known.softphone or known.playback

    def tend(self, known: Inputs, place: str | None, now_s: float, *, open_input: Open) -> None:
        """One look at the input. `known` is what there is; `place` the name of the source that the stream really is on.

        `place` is None where streams cannot be moved. The look was made after `now_s`.
        """
        self._listen(now_s)
        wished = self.wished(known)
        self._check(known, place, now_s)
        self._release(now_s)
        if self._stream is not None and wished is not None and not _is_same(wished, self._device):
            self._give_up(now_s)
        if self._stream is None:
            self._seek(wished, now_s, open_input)
        self._placing.fill(now_s, waits=bool(self._blocks))
        self._inbox.mute(self.speaker, self._device is not None and self._device.name in known.muted)

    def wait(self, now_s: float) -> None:
        """The system does not answer: nothing that came can be vouched for, and nothing be opened or closed."""
        self._listen(now_s)
        if self._stream is not None and self._is_stalled:
            self._placing.miss()
            self._blocks.clear()  # a last one or two: while they wait no silence is filled, and the call stands still
            self._quiet_s = 0.0  # or the first look that is answered would close it
            self._telling.lost("stopped", self._device, wanted=self._wanted)
        if not self._blocks:
            self._placing.fill(now_s, waits=False)

    def end(self) -> None:
        """The call is over; what was lost up to now is told."""
        self._close()
        self._placing.end()

    def want(self, wanted: str) -> None:
        """Another input from the next look on."""
        self._wanted, self._resolved = wanted, False

    # --- the stream -------------------------------------------------------------------------------------------------

    def _named(self, known: Inputs) -> Input | None:
        if self._resolved:
            return find_again(self._wanted, known)
        try:  # the first time a part of a name may do
            one = find_again(self._wanted, known) or find(self._wanted, known)
        except DeviceError:
            return None
        self._wanted, self._resolved = one.name, True
        return one

    def _listen(self, now_s: float) -> None:
        """Notice for how long nothing came."""
        step_s, self._looked_at = now_s - self._looked_at, now_s
        newest = self._blocks[-1].at_s if self._blocks else None
        came, self._newest_s = newest is not None and newest != self._newest_s, newest
        self._quiet_s = 0.0 if came else self._quiet_s + min(step_s, _LOOK_S)

    @property
    def _is_stalled(self) -> bool:
        steady = self._stream is not None and self._stream.steady
        return steady and self._quiet_s > (STALLED_S if self._came else FIRST_S)

    def _check(self, known: Inputs, place: str | None, now_s: float) -> None:
        """Give up a stream that has ended, was moved, gives nothing, or is of an input that is no more."""
        stream, device = self._stream, self._device
        if stream is None or device is None:
            return
        if place is not None and place != device.address:
            self._blocks.clear()  # some of it may be of another device
            wished = self.wished(known)
            if wished is not None and wished.address == place:
                self._give_up(now_s)  # the server went over to the new default with us
            else:
                self._lose("gone", now_s)
        elif not any(_is_same(one, device) for one in known.found) and self.wished(known) is None:
            self._lose("gone", now_s)
        elif not stream.alive:
            self._release(now_s)
            self._lose("gone", now_s)
        elif self._is_stalled:
            self._lose("stopped", now_s)

    def _seek(self, wished: Input | None, now_s: float, open_input: Open) -> None:
        if wished is None:
            self._telling.lost("gone", self._device, wanted=self._wanted)
            return
        if now_s - self._tried_at < AGAIN_S:
            return
        self._tried_at = now_s
        before, self._device = self._device, wished
        self._came, self._quiet_s = False, 0.0
        try:
            self._placing.open()
            self._stream = open_input(wished, self._hear, called=f"The {self.speaker}'s input", mark=self.speaker)
            self._stream.start()
        except DeviceError:
            self._close()
            self._telling.lost("refused", wished, wanted=self._wanted)
            return
        if before is not None and before.name != wished.name:
            self._telling.changed(wished)

    def _hear(self, samples: Samples) -> None:
        """A block, on the stream's thread."""
        self._blocks.append(Block(samples, self._clock()))

    def _lose(self, why: Why, now_s: float) -> None:
        self._give_up(now_s)
        self._telling.lost(why, self._device, wanted=self._wanted)

    def _give_up(self, now_s: float) -> None:
        """Close the stream; another may be tried at once."""
        self._placing.miss()
        self._close()
        self._tried_at = now_s - AGAIN_S

    def _close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        self._blocks.clear()

    # --- its sound --------------------------------------------------------------------------------------------------

    def _release(self, now_s: float) -> None:
        """Give what came before `now_s` to the call."""
        blocks = self._blocks
        if blocks and not self._placing.settled:
            if -_AHEAD_S < now_s - blocks[0].at_s < SETTLE_S:
                return
            for index, block in enumerate(_spread(list(blocks))):
                blocks[index] = block
        while blocks and not now_s < blocks[0].at_s < now_s + _AHEAD_S:
            block = blocks.popleft()
            if block.at_s <= now_s:
                self._came = True
                self._placing.place(block, steady=self._stream is not None and self._stream.steady)
                assert self._device is not None
                self._telling.heard(self._device)


def _is_same(one: Input, other: Input | None) -> bool:
    """Whether they are opened as one; what people call an input may change while it is open."""
    return other is not None and (one.name, one.address) == (other.name, other.address)


def _spread(blocks: list[Block]) -> list[Block]:
    """The blocks as if each had been given in time: some come late and together, and the earliest tells by how much."""
    ends_s = [samples / RATE for samples in accumulate(len(block.samples) for block in blocks)]
    begins_s = min(block.at_s - end_s for block, end_s in zip(blocks, ends_s, strict=True))
    return [block._replace(at_s=begins_s + end_s) for block, end_s in zip(blocks, ends_s, strict=True)]
