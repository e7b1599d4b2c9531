"""Everything that flows through a call, named once. Imports nothing of ours but the type of its words.

Two kinds of thing flow. *Audio* goes in: `AgentAudio` and `CustomerAudio` are different types on purpose, so that
what listens to a customer's voice cannot be handed an agent's. *Events* come out: words, the customer's state, cues.

Events are what `--json` prints, one object a line: `type` says which (see the tag of each class), `schema` is
`SCHEMA_VERSION`, and `at` is the moment it was known. Every time is in seconds since the start of the call, counted
in samples; wall time is added at the edges and nowhere else. Ids are counters (`customer-12`, `cue-3`). Fields that
do not apply are left out. `assist/events.schema.json` is the same as a JSON Schema (2020-12); a test keeps it in step.

msgspec structs rather than dataclasses: as frozen and slotted, and encoding, decoding, checking and the JSON Schema
come with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import UNSET, Meta, Struct, UnsetType

from assist.masked import Masked

SCHEMA_VERSION: Literal[1] = 1
RATE = 16000
"""Samples a second of all audio inside the program."""
FRAME = 512
"""Samples in a frame, 32 ms: both channels are heard in step by it, and the voice model takes exactly this many."""

Samples = npt.NDArray[np.float32]
"""Mono float32 samples at RATE, in -1.0 to 1.0."""

Speaker = Literal["agent", "customer"]
State = Literal["frustrated", "anxious", "confused", "disappointed", "satisfied", "neutral", "unsure"]
Trend = Literal["rising", "steady", "easing"]
Step = Literal[
    "aer.acknowledge", "aer.empathize", "aer.respond", "care.connect", "care.assess", "care.relate", "care.engage"
]
Stage = Literal["connect", "assess", "relate", "engage"]
Aer = Literal["none", "open", "overdue", "done"]
CueKind = Literal["suggest", "warn", "praise", "escalate"]
CueEnd = Literal["done", "expired", "replaced", "dismissed"]
Answer = Literal["done", "not now", "wrong"]
PausedBy = Literal["agent", "card", "keypad", "time"]
Reason = Literal["supervisor", "leave", "complaint", "harm", "sustained"]
AlertReason = Literal["rising", "sustained", "supervisor", "leave", "complaint", "harm", "hand", "help"]
"""Why supervisors are told of a call. rising: the customer's frustration grows. sustained: it lasts whatever is done.
supervisor, leave, complaint: what the customer asks for or threatens. harm: somebody may come to harm. hand: the agent
asks for a person. help: the agent asks for help with something."""
AlertAnswer = Literal["acknowledged", "assigned", "false alarm"]
"""What a supervisor says to an alert: it is known; I look after it; there is nothing."""
Seconds = Annotated[float, Meta(ge=0, description="Seconds of call audio since the start of the call.")]
Share = Annotated[float, Meta(ge=0, le=1, description="0 to 1.")]


# --- audio in -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AgentAudio:
    """What the agent's microphone gave; it is turned into words and timing and nothing else."""

    samples: Samples
    speaker: ClassVar[Speaker] = "agent"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CustomerAudio:
    """What the softphone played: the customer's voice, the only one whose tone may be listened to."""

    samples: Samples
    speaker: ClassVar[Speaker] = "customer"


Audio = AgentAudio | CustomerAudio


# --- events out ---------------------------------------------------------------------------------------------------


class Event(Struct, frozen=True, kw_only=True, tag_field="type"):
    """What every event has. Only a holder of these fields: nothing dispatches on it."""

    at: Seconds
    schema: Literal[1] = SCHEMA_VERSION


class CallState(Event, frozen=True, kw_only=True, tag="call"):
    """The call began or ended."""

    phase: Literal["started", "ended"]
    engine: str
    language: str
    recording: Annotated[bool, Meta(description="Whether the organisation has this call's audio recorded.")] = False


class Word(Struct, frozen=True, kw_only=True):
    """One recognised word with the engine's own times and confidence."""

    text: Masked
    start: Seconds
    end: Seconds
    confidence: Share


class Partial(Event, frozen=True, kw_only=True, tag="partial"):
    """The words so far of an utterance that is still being spoken; a later one of the same id replaces it."""

    speaker: Speaker
    id: str
    start: Seconds
    end: Seconds
    text: Masked


class Utterance(Event, frozen=True, kw_only=True, tag="utterance"):
    """The final words of one stretch of speech. `words` only from engines that time their words."""

    speaker: Speaker
    id: str
    start: Seconds
    end: Seconds
    text: Masked
    words: tuple[Word, ...] | UnsetType = UNSET


class Revealed(Event, frozen=True, kw_only=True, tag="revealed"):
    """The words of an earlier utterance, of which something was hidden in doubt that has proved to be no secret."""

    speaker: Speaker
    utterance: str
    text: Masked


class EmotionEstimate(Event, frozen=True, kw_only=True, tag="emotion"):
    """The customer's state after one of their utterances, with the words and the features of tone that showed it.

    Intensity: neutral 0 to 0.15, mild 0.3 to 0.45, clear 0.5 to 0.7, strong 0.75 and more. Arousal: above 0.5 the
    voice is nearer to raised than to the caller's own normal; it is worth what its confidence says.
    A provisional one is of a partial text: something to prepare with, not to state.
    """

    utterance: str
    state: State
    confidence: Share
    intensity: Share
    trend: Trend
    because: tuple[str, ...]
    arousal: Share = 0.5
    arousal_confidence: Share = 0.0
    tone: tuple[str, ...] = ()
    provisional: bool = False


class StepTaken(Event, frozen=True, kw_only=True, tag="step"):
    """The agent did one of the steps of AER or CARE, and the words that showed it."""

    utterance: str
    step: Step
    because: tuple[str, ...]


class Progress(Event, frozen=True, kw_only=True, tag="progress"):
    """Where the call is: its CARE stage, how the AER moment stands, and the steps of that moment that are taken."""

    stage: Stage
    aer: Aer
    steps: tuple[Step, ...]


class Cue(Event, frozen=True, kw_only=True, tag="cue"):
    """A hint for the agent: a headline for a glance, a line below it, and perhaps an example to say.

    `because` are words that were said (or times that were measured); `utterance` is where, unless it is about timing.
    Of a warning, `body` is the reason and `say` the same in kinder or more personal words.
    """

    id: str
    kind: CueKind
    rule: str
    headline: str
    body: str
    because: tuple[str, ...]
    utterance: str | UnsetType = UNSET
    step: Step | UnsetType = UNSET
    say: str | UnsetType = UNSET


class CueOutcome(Event, frozen=True, kw_only=True, tag="cue_end"):
    """How a cue ended, and the utterance that did it if one did; `answer` is what the agent answered, if they did."""

    cue: str
    outcome: CueEnd
    utterance: str | UnsetType = UNSET
    answer: Answer | UnsetType = UNSET


class Escalation(Event, frozen=True, kw_only=True, tag="escalation"):
    """The call may need a person: why, and the customer's words that said it. Once a call for each reason."""

    reason: Reason
    utterance: str
    because: tuple[str, ...]


class AudioGap(Event, frozen=True, kw_only=True, tag="gap"):
    """Audio of one speaker that was lost: from `start` to `end` there is silence in its place.

    `dropped`: processing fell too far behind. `late`: the device gave it after its time had been filled. `lost`: the
    device gave none, because it was unplugged, stopped, or was swept away with the sound server.
    """

    speaker: Speaker
    start: Seconds
    end: Seconds
    reason: Literal["dropped", "late", "lost"]


class Device(Event, frozen=True, kw_only=True, tag="device"):
    """On what a speaker is heard. `name` is what people call the input.

    `heard`: it is open, at the start or again. `lost`: it is gone or gives nothing, and is being looked for.
    `changed`: another is heard from now on, because the softphone or the system went over to it.
    """

    speaker: Speaker
    state: Literal["heard", "lost", "changed"]
    name: str
    reason: Literal["gone", "stopped", "refused"] | UnsetType = UNSET
    """Of a lost one: it is not there, it gives nothing, or the system does not open it for this program."""


class Fault(Event, frozen=True, kw_only=True, tag="fault"):
    """A part failed and the call went on without what it would have said. Never holds words of a caller."""

    part: str
    error: Annotated[str, Meta(description="The exception's type, never its text.")]


class Hand(Event, frozen=True, kw_only=True, tag="hand"):
    """The agent asks for a person's help with the call, or no longer does; `about` is what with, where they said so."""

    raised: bool
    about: Annotated[str, Meta(max_length=120)] | UnsetType = UNSET


class Notice(Event, frozen=True, kw_only=True, tag="notice"):
    """The text about the analysis was shown, to be read to the customer; or the customer objected.

    From an objection on nothing is inferred of the customer's feelings for the rest of the call.
    """

    outcome: Literal["shown", "objected"]


class Pause(Event, frozen=True, kw_only=True, tag="pause"):
    """From now on nothing of the customer's is transcribed or kept, so that a secret can be said; or it is again.

    `by`: the agent wished it; the agent was heard to ask for a card; keypad tones are heard on the line; or, of an
    end, its time is over. A pause that is prolonged is told again.
    """

    paused: bool
    by: PausedBy
    until: Annotated[float, Meta(ge=0, description="Seconds of call at which it ends by itself.")] | UnsetType = UNSET


class FloorLink(Event, frozen=True, kw_only=True, tag="floor"):
    """Whether supervisors are told of calls just now; `why` is a sentence where they are not."""

    joined: bool
    why: str = ""


class FloorNote(Event, frozen=True, kw_only=True, tag="floor_note"):
    """A supervisor's line for the agent."""

    id: str
    name: str
    text: str


class SharedAlert(Struct, frozen=True, kw_only=True):
    """An alert that supervisors see, and who of them said what to it."""

    reason: AlertReason
    about: str | UnsetType = UNSET
    answer: AlertAnswer | UnsetType = UNSET
    name: str | UnsetType = UNSET


class Shared(Event, frozen=True, kw_only=True, tag="shared"):
    """What supervisors see of the call from now on: told to the agent whenever it changes."""

    state: State
    trend: Trend
    alerts: tuple[SharedAlert, ...]


class Health(Event, frozen=True, kw_only=True, tag="health"):
    """How the listening goes: every ten seconds of call, and whenever a channel falls silent or comes back.

    Arriving: the device gives samples. Silent: it does, but they have long been nothing but zeros, or it is muted.
    Echo: the customer is heard again through the agent's microphone, and that is kept from the agent's words.
    Swapped: each seems to be heard on the other's input.
    """

    agent_arriving: bool
    customer_arriving: bool
    agent_silent: bool = False
    customer_silent: bool = False
    echo: bool = False
    swapped: bool = False
    behind: Annotated[float, Meta(ge=0, description="Seconds that processing is behind the audio.")]
    dropped: Annotated[float, Meta(ge=0, description="Seconds of audio lost so far, both speakers together.")]
    faults: Annotated[int, Meta(ge=0)]
    partials: Annotated[bool, Meta(description="False while partial texts are left out to catch up.")]


CoachEvent = StepTaken | Progress | Cue | CueOutcome | Escalation
AnyEvent = (
    CallState
    | Partial
    | Utterance
    | Revealed
    | EmotionEstimate
    | CoachEvent
    | Hand
    | Notice
    | Pause
    | FloorLink
    | FloorNote
    | Shared
    | Device
    | AudioGap
    | Fault
    | Health
)

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


def to_json(event: AnyEvent) -> bytes:
    """One line of JSON without its line end."""
    return _encoder.encode(event)


def from_json(line: bytes | str) -> AnyEvent:
    """The event of one line. Raises `msgspec.ValidationError` with a path when a field is wrong."""
    return _decoder.decode(line)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one line."""
    schema = msgspec.json.schema(AnyEvent)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "assist event, schema 1", **schema}


def seconds(samples: int) -> float:
    """A count of samples as seconds, to a tenth of a millisecond so that printed times stay readable."""
    return round(samples / RATE, 4)
