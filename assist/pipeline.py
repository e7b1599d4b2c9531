"""Audio in, events out: a plain object without thread, clock, file or window.

Both channels are heard in step, a frame of 32 ms at a time and the agent's first, however large the blocks are that
come in: so a replay gives the same events in the same order for any block size, and live gives what a replay gives.
A channel that stops is the business of whoever feeds this (`live.py`): a gap must be said with `skip`.

A part that raises is a `Fault` and the call goes on: this is the one place that catches what a part raises. What
breaks off the whole call is told by `live.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

import msgspec
import numpy as np
from msgspec import UNSET

from assist.both_channels import BothChannels
from assist.events import (
    FRAME,
    RATE,
    Answer,
    AnyEvent,
    Audio,
    AudioGap,
    CallState,
    CoachEvent,
    CustomerAudio,
    Fault,
    Hand,
    Health,
    Notice,
    Partial,
    Pause,
    Revealed,
    Samples,
    Speaker,
    Utterance,
    seconds,
)
from assist.log_lines import place_of
from assist.pipeline_parts import Coach, Emotion, Listening, Privacy
from assist.speech.transcriber import Transcriber
from assist.spoken import Spoken

log = logging.getLogger(__name__)

HEALTH_S = 10.0
TONE_SHED_S = 3.0
"""Behind by this, the tone is not listened to."""
FAULT_S = 10.0
"""The same part failing again is said at most this often; every failure is counted."""
SPEAKERS: tuple[Speaker, Speaker] = ("agent", "customer")

T = TypeVar("T")


class Pipeline:
    """One call."""

    def __init__(
        self,
        transcriber: Transcriber,
        *,
        privacy: Privacy,
        emotion: Emotion,
        coach: Coach,
        language: str,
        channels: BothChannels | None = None,
    ) -> None:
        self._sessions = {speaker: transcriber.open(speaker) for speaker in SPEAKERS}
        self._waiting: dict[Speaker, Samples] = {speaker: np.zeros(0, np.float32) for speaker in SPEAKERS}
        self._privacy = privacy
        self._emotion: Emotion | None = emotion
        """None once the customer has objected."""
        self._coach = coach
        self._channels = channels or BothChannels()
        self._wrong = self._channels.wrong
        """As it was told last."""
        self.listening = Listening()
        """Set by the live call, told in `Health`."""
        self._engine = transcriber.name
        self._language = language
        self._samples = 0
        self._dropped = 0.0
        self._faults = 0
        self._said: dict[str, float] = {}

    @property
    def now(self) -> float:
        """Seconds of call heard so far."""
        return seconds(self._samples)

    def start(self) -> list[AnyEvent]:
        recorded = self._channels.recorded
        return [CallState(at=0.0, phase="started", engine=self._engine, language=self._language, recording=recorded)]

    def accept(self, audio: Audio, *, partials: bool = True) -> list[AnyEvent]:
        """The next samples of one speaker; what became known, in order. `partials=False` sheds their cost."""
        self._waiting[audio.speaker] = np.concatenate([self._waiting[audio.speaker], audio.samples])
        steps = min(len(waiting) for waiting in self._waiting.values()) // FRAME
        events: list[AnyEvent] = []
        for step in range(steps):
            frames = {who: waiting[step * FRAME : (step + 1) * FRAME] for who, waiting in self._waiting.items()}
            events += self._step(frames, partials=partials)
        self._waiting = {who: waiting[steps * FRAME :] for who, waiting in self._waiting.items()}
        return events

    def skip(self, gap: AudioGap) -> list[AnyEvent]:
        """Audio that was lost, said once. Silence takes the place of what was dropped; late audio's place has it."""
        self._dropped += gap.end - gap.start
        if gap.reason == "dropped":
            nothing = np.zeros(round((gap.end - gap.start) * RATE), np.float32)
            self._waiting[gap.speaker] = np.concatenate([self._waiting[gap.speaker], nothing])
        return [msgspec.structs.replace(gap, at=self.now)]

    def finish(self) -> list[AnyEvent]:
        """The call is over: the last words and what follows from them."""
        longest = max(len(waiting) for waiting in self._waiting.values())
        padded = {who: np.pad(waiting, (0, longest - len(waiting))) for who, waiting in self._waiting.items()}
        self._waiting = {who: np.zeros(0, np.float32) for who in SPEAKERS}
        events: list[AnyEvent] = []
        for start in range(0, longest, FRAME):
            events += self._step({who: audio[start : start + FRAME] for who, audio in padded.items()}, partials=True)
        for speaker in SPEAKERS:
            for spoken in self._guard("speech", partial(self._recognise, speaker, None), events):
                events += self._hear(spoken)
        events += self._guard("privacy", partial(self._privacy.finish, self.now), events)
        events += self._guard("coach", partial(self._coach.finish, self.now), events)
        self._guard("recording", self._channels.finish, events)
        events.append(self.health())
        return [*events, CallState(at=self.now, phase="ended", engine=self._engine, language=self._language)]

    def answer(self, cue: str, answer: Answer) -> list[AnyEvent]:
        """The agent answered to a cue on screen."""
        return self._coached(partial(self._coach.answer, cue, answer, self.now))

    def snooze(self, seconds: float) -> list[AnyEvent]:
        """No cues for so long, but for escalations."""
        return self._coached(partial(self._coach.snooze, self.now + seconds, self.now))

    def pause(self, paused: bool) -> list[AnyEvent]:
        """From now on nothing of the customer's is transcribed or kept, or it is again."""
        return self._paused(self._privacy.pause(paused, self.now))

    def raise_hand(self, raised: bool, about: str = "") -> list[AnyEvent]:
        """The agent asks for a person, perhaps for something that they named, or no longer does."""
        return [Hand(at=self.now, raised=raised, about=about or UNSET)]

    def show_notice(self) -> list[AnyEvent]:
        """The agent has the notice before them, to read it to the customer."""
        return [Notice(at=self.now, outcome="shown")]

    def object(self) -> list[AnyEvent]:
        """The customer objected: at once nothing listens to how they feel, and what was inferred is forgotten."""
        self._emotion = None
        return [Notice(at=self.now, outcome="objected"), *self._coached(partial(self._coach.stop_feeling, self.now))]

    def health(self) -> Health:
        """How the listening goes."""
        return Health(
            at=self.now,
            agent_arriving=self.listening.agent,
            customer_arriving=self.listening.customer,
            agent_silent=self.listening.agent_silent,
            customer_silent=self.listening.customer_silent,
            echo=self._wrong.echo,
            swapped=self._wrong.swapped,
            behind=round(self.listening.behind_s, 3),
            dropped=round(self._dropped, 3),
            faults=self._faults,
            partials=self.listening.partials,
        )

    def _step(self, frames: dict[Speaker, Samples], *, partials: bool) -> list[AnyEvent]:
        self._samples += len(frames["agent"])
        events: list[AnyEvent] = []
        pauses = self._guard("privacy", partial(self._privacy.hear, frames["customer"], self.now), events)
        events += self._paused(pauses)
        paused = self._privacy.paused
        self._guard("recording", partial(self._channels.record, frames, paused=paused), events)
        self._guard("tone", partial(self._listen, CustomerAudio(samples=frames["customer"]), paused=paused), events)
        clean = self._guard("echo", partial(self._channels.clean, frames), events)
        for speaker, frame in (clean[0] if clean else frames).items():
            for spoken in self._guard("speech", partial(self._recognise, speaker, frame, partials=partials), events):
                events += self._hear(spoken)
        events += self._guard("coach", partial(self._coach.advance, self.now), events)
        wrong = self._channels.wrong
        if wrong != self._wrong or self._samples % round(HEALTH_S * RATE) < FRAME:
            self._wrong = wrong
            events.append(self.health())
        return events

    def _listen(self, audio: CustomerAudio, *, paused: bool) -> list[AnyEvent]:
        """The tone hears the customer; paused or far behind it gets silence: its clock goes on, at no cost."""
        if self._emotion is not None:
            if paused or self.listening.behind_s >= TONE_SHED_S:
                audio = CustomerAudio(samples=np.zeros_like(audio.samples))
            self._emotion.listen(audio)
        return []

    def _recognise(self, speaker: Speaker, frame: Samples | None, *, partials: bool = True) -> list[Spoken]:
        """What is understood with the next frame, or, with None, at the end."""
        session = self._sessions[speaker]
        if speaker == "customer" and self._privacy.paused:
            session.skip(0 if frame is None else len(frame))  # what a pause cuts off is forgotten
            return []
        return session.finish() if frame is None else session.accept(frame, partials=partials)

    def _hear(self, spoken: Spoken) -> list[AnyEvent]:
        """What follows from words, once their secrets are out; if those cannot be found, nothing does."""
        events: list[AnyEvent] = []
        for masked in self._guard("privacy", partial(self._privacy.mask, spoken), events):
            match masked:
                case Pause():
                    events += self._paused([masked])
                case Revealed():
                    events.append(masked)
                case _:
                    events += self._understand(masked)
        return events

    def _paused(self, pauses: Iterable[Pause]) -> list[AnyEvent]:
        """The coach is told too."""
        events: list[AnyEvent] = []
        for pause in pauses:
            events += [pause, *self._coached(partial(self._coach.pause, pause.paused))]
        return events

    def _coached(self, work: Callable[[], list[CoachEvent]]) -> list[AnyEvent]:
        """What the coach answers, or that it failed."""
        events: list[AnyEvent] = []
        return [*self._guard("coach", work, events), *events]

    def _understand(self, heard: Partial | Utterance) -> list[AnyEvent]:
        """What follows from words: the customer's state, the agent's steps, cues."""
        events: list[AnyEvent] = []
        if not all(self._guard("channels", partial(self._channels.compare, heard), events)):
            return events
        events.append(heard)
        events += self._guard("coach", partial(self._coach.hear, heard), events)
        if self._emotion is None:
            return events
        for estimate in self._guard("emotion", partial(self._emotion.hear, heard), events):
            events.append(estimate)
            events += self._guard("coach", partial(self._coach.feel, estimate), events)
        return events

    def _guard(self, part: str, work: Callable[[], Iterable[T]], events: list[AnyEvent]) -> list[T]:
        """What `work` answers; when it raises, nothing, and a Fault among the events."""
        try:
            return list(work())
        except Exception as error:  # noqa: BLE001  (the one place: a part's failure must not end a call)
            self._faults += 1
            if self.now - self._said.get(part, -FAULT_S) >= FAULT_S:
                self._said[part] = self.now
                log.info("The part %s failed: %s.", part, place_of(error))
                events.append(Fault(at=self.now, part=part, error=type(error).__name__))
            return []
