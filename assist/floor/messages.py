"""Everything that goes between an agent's program and a supervisor's, named once.

JSON, one object a message: `type` says which, `schema` is `SCHEMA_VERSION`; the topic says where it belongs and who
sent it (`topics.py`). `assist/floor/messages.schema.json` is the same as a JSON Schema (2020-12); a test keeps it in
step.

An agent's three messages are states, not happenings: each is retained, says all there is to say, and takes the place of
the one before. So one that is lost, doubled or late costs nothing once the next has come, and a console that begins in
the middle knows at once what the others know. `number` says which is the newer; it never goes back, also after a crash.
What a supervisor sends is small and has an id; it is sent again until the agent's state shows it.

They speak of the customer and the call. Nothing in them is about the agent as a person: no score, no feeling, no
warning. Words that somebody said are in one field, `excerpt`, masked, where the organisation has switched it on.

Times are the sender's clock in seconds since 1970; `sent` lets a receiver whose clock differs reckon them as its own.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from assist.events import Aer, AlertAnswer, AlertReason, Share, Stage, State, Step, Trend
from assist.floor.topics import Sort
from assist.masked import Masked

SCHEMA_VERSION: Literal[1] = 1
LARGEST = 64 * 1024
"""Bytes of a message at most; what is longer is refused unread."""
MOST_ALERTS = 100
"""Alerts that an agent's message holds at most: a shift's."""

Status = Literal["online", "in call", "away", "gone"]
Reason = AlertReason
Answer = AlertAnswer
End = Literal["eased", "lowered", "call over"]

_ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*(?!\n)$"
"""No line end of any sort, nothing that a terminal obeys, nothing that turns the reading direction."""
Id = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9-]{1,64}(?!\n)$", description="Given by the sender; the same in every copy.")
]
Wall = Annotated[float, Meta(ge=0, le=1e11, description="Sender's clock, seconds since 1970.")]
Name = Annotated[str, Meta(min_length=1, max_length=60, pattern=_ONE_LINE)]
Line = Annotated[str, Meta(min_length=1, max_length=120, pattern=_ONE_LINE, description="One line.")]


class Message(Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """What every message has. One with any other field than those named here is refused."""

    number: Annotated[int, Meta(ge=0, le=2**53, description="A sender's higher one is the newer.")]
    sent: Wall
    schema: Literal[1] = SCHEMA_VERSION


class Presence(Message, frozen=True, kw_only=True, tag="presence"):
    """Whether an agent is there. `gone` is also what the broker says for a program that has gone without a word."""

    status: Status
    connection: Annotated[int, Meta(ge=0, le=2**53, description="The number with which this connection began.")]
    name: Annotated[Name, Meta(description="The agent's name as supervisors read it.")]
    program: Annotated[str, Meta(max_length=40, description="Version of the agent's program.")]


class CallSummary(Message, frozen=True, kw_only=True, tag="call"):
    """How the call stands. Sent when something in it changes, at most every two seconds.

    State, intensity, trend and excerpt are the customer's; stage and aer say how far the call is.
    """

    call: Id
    goes_on: bool
    seconds: Annotated[float, Meta(ge=0, description="Length of the call when this was sent.")]
    state: State = "neutral"
    intensity: Share = 0.0
    trend: Trend = "steady"
    hard_for: Annotated[float, Meta(ge=0, description="Seconds that a hard feeling has lasted; 0 when none does.")] = (
        0.0
    )
    stage: Stage = "connect"
    aer: Aer = "none"
    steps: tuple[Step, ...] = ()
    """Steps of the AER moment that are taken."""
    hand: bool = False
    paused: bool = False
    """Whether nothing of the customer is heard just now: a secret is being said."""
    objected: bool = False
    """Whether the customer objected to the analysis: then their state is not known."""
    excerpt: Masked | UnsetType = UNSET
    """The customer's last words, where the organisation has switched excerpts on."""


class Alert(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reason why a call may need a person, from when it arose to what became of it."""

    id: Id
    call: Id
    reason: Reason
    at: Wall
    seconds: Annotated[float, Meta(ge=0, description="Of the call, when it arose.")]
    intensity: Share = 0.0
    """The customer's, highest since it arose."""
    about: Line | UnsetType = UNSET
    """What help is needed with."""
    ended: Wall | UnsetType = UNSET
    end: End | UnsetType = UNSET
    answer: Answer | UnsetType = UNSET
    """What a supervisor said to it last, and who that was."""
    by: Name | UnsetType = UNSET


class Alerts(Message, frozen=True, kw_only=True, tag="alerts"):
    """An agent's alerts of the shift, the oldest first, and the ids of the notes that were shown to the agent."""

    alerts: Annotated[tuple[Alert, ...], Meta(max_length=MOST_ALERTS)]
    notes: Annotated[tuple[Id, ...], Meta(max_length=20)] = ()


class Note(Message, frozen=True, kw_only=True, tag="note"):
    """A supervisor's line for an agent's window."""

    id: Id
    call: Id
    """It is of no use in another."""
    text: Line
    name: Name
    """The supervisor's."""


class Reply(Message, frozen=True, kw_only=True, tag="reply"):
    """A supervisor's answer to an alert; the agent's `alerts` then say it to everybody."""

    alert: Id
    answer: Answer
    name: Name


AnyMessage = Presence | CallSummary | Alerts | Note | Reply
SORTS: dict[Sort, tuple[type[AnyMessage], ...]] = {
    "presence": (Presence,), "call": (CallSummary,), "alerts": (Alerts,), "desk": (Note, Reply),
}  # fmt: skip
"""What may come under each topic."""

Refusal = Literal["too large", "no text", "not JSON", "another version", "not as it should be", "another place"]

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyMessage] = msgspec.json.Decoder(AnyMessage)


class _Head(Struct):
    schema: int | UnsetType = UNSET


class Refused(Exception):
    """A message that is not taken; `reason` is why. Never holds a word of it."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


def to_json(message: AnyMessage) -> bytes:
    """A message as it is sent."""
    return _encoder.encode(message)


def read(sort: Sort, body: bytes) -> AnyMessage:
    """A message that came under a topic of this sort. Raises Refused."""
    if len(body) > LARGEST:
        raise Refused("too large")
    try:
        body.decode()
    except UnicodeDecodeError:
        raise Refused("no text") from None
    try:
        message = _decoder.decode(body)
    except msgspec.ValidationError:
        raise Refused("another version" if _is_of_another_version(body) else "not as it should be") from None
    except (msgspec.DecodeError, RecursionError):
        raise Refused("not JSON") from None
    if not isinstance(message, SORTS[sort]):
        raise Refused("another place")
    return message


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a message."""
    schema = msgspec.json.schema(AnyMessage)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "assist floor, schema 1", **schema}


def _is_of_another_version(body: bytes) -> bool:
    try:
        head = msgspec.json.decode(body, type=_Head)
    except (msgspec.DecodeError, RecursionError):
        return False
    return head.schema not in (UNSET, SCHEMA_VERSION)
