"""A supervisor's notes and answers, until the agents' programs say that they have them.

Each stays in the outbox: it goes out again on every connection of ours, and to an agent who is there with a new one.
The agent takes each once. A note that was shown, an answer that the agent's alerts hold, and what is too old is taken
out. An answer gives way when another supervisor has answered after it, so that it does not come back over theirs.

On the link's thread. Knows the outbox and the documents, no broker and no window.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Literal, NamedTuple
from uuid import uuid4

import msgspec
from msgspec import UNSET

from assist.console.card import Key
from assist.console.effect import StepIn
from assist.errors import FloorError
from assist.floor.messages import Alerts, Answer, Note, Presence, Refused, Reply, read, to_json
from assist.floor.outbox import Outbox, Outgoing
from assist.floor.topics import Place, is_name, place_of

NOTE_S, REPLY_S = 120.0, 3600.0
"""After so long it is of no use any more."""
MOST = 200
"""On their way at once."""
LINE = 120
_NOTE, _REPLY = "note ", "reply "
_UNSEEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Turn the order of letters around, so that a line reads as another."""

Became = Literal["sent", "shown", "not shown", "refused"]
"""sent: the broker has it. shown: the agent's program says so. not shown: it was too late, or somebody else answered.
refused: it was never sent."""


class Supervisor(NamedTuple):
    """Who sits at this console: the broker's name for them, and the one that agents read."""

    user: str
    name: str


class Sent(NamedTuple):
    """What has become of a note or an answer; `why` is a sentence where it was refused."""

    step: StepIn
    became: Became
    why: str = ""


class _OnItsWay(NamedTuple):
    step: StepIn
    outgoing: Outgoing
    is_sent: bool = False
    before: tuple[str, str] | None = None
    """How the alert was answered, and by whom, when this answer was given; None where that is not known."""


def mistake_in_line(text: str) -> str:
    """Why a text cannot be a note, as a sentence; "" when it can."""
    if not text.strip():
        return "A note needs a few words."
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") or letter in _UNSEEN for letter in text.strip()):
        return "A note is one line of letters: take out line breaks and signs that cannot be seen."
    if len(text.strip()) > LINE:
        return f"A note has at most {LINE} letters; this one has {len(text.strip())}."
    return ""


class StepsIn:
    """All that are on their way. `tell` gets what becomes of each, and returns at once."""

    def __init__(self, me: Supervisor, *, tell: Callable[[Sent], None]) -> None:
        """Raises FloorError for a user that cannot be one."""
        if not is_name(me.user) or not me.name.strip():
            raise FloorError("The supervisor needs a user name of letters and digits, and a name that agents read.")
        self._me = me
        self._tell = tell
        self._outbox: Outbox | None = None
        self._changes = -1
        """The outbox's, when it was looked at last."""
        self._on_their_way: dict[str, _OnItsWay] = {}
        self._connections: dict[Key, int] = {}
        self._alerts: dict[Key, Alerts] = {}

    def open(self, outbox: Outbox) -> None:
        """Go on with what the outbox holds; what it has lost is put into it again."""
        self._outbox = outbox
        self._changes = -1
        outbox.renew()
        for _, message in outbox.waiting():
            found = self._from_outbox(message)
            if found is not None:
                self._on_their_way.setdefault(message.key, found)
        for key, mine in self._on_their_way.items():
            if outbox.get(key) is None:
                outbox.put(mine.outgoing)

    def note(self, step: StepIn) -> bool:
        """Send the text of a step in to the agent's window; whether it is on its way."""
        why = mistake_in_line(step.text)
        note = Note(number=self._box.number(), sent=step.at, id=step.id, call=step.call, text=step.text, name=step.by)
        return self._send(_NOTE + step.id, step, note, NOTE_S, why)

    def reply(self, step: StepIn, answer: Answer) -> bool:
        """Send the answer to an alert, in place of an earlier one that is on its way; whether it is on its way."""
        reply = Reply(number=self._box.number(), sent=step.at, alert=step.id, answer=answer, name=step.by)
        return self._send(f"{_REPLY}{step.team}/{step.agent}/{step.id}", step, reply, REPLY_S)

    def hear(self, place: Place, message: Presence | Alerts) -> None:
        """Take in what an agent's program says."""
        whose = (place.team, place.agent)
        if isinstance(message, Presence):
            is_new = message.status != "gone" and self._connections.get(whose) != message.connection
            self._connections[whose] = message.connection
            for mine in self._of(whose) if is_new else ():
                self._box.put(mine.outgoing)
        elif whose not in self._alerts or message.number > self._alerts[whose].number:
            self._alerts[whose] = message
            for mine in self._of(whose):
                self._look(mine, message)

    def answered(self, place: Place, alerts: Alerts) -> Alerts:
        """The same alerts, those that nobody has answered with our answer that is on its way, also an earlier run's."""
        mine = {one.step.id: one for one in self._of((place.team, place.agent)) if one.step.kind != "note"}
        return msgspec.structs.replace(
            alerts,
            alerts=tuple(
                msgspec.structs.replace(each, answer=mine[each.id].step.kind, by=mine[each.id].step.by)
                if each.answer is UNSET and each.id in mine
                else each
                for each in alerts.alerts
            ),
        )

    def advance(self, now: float) -> None:
        """Tell what the broker has, and give up what is too old."""
        for mine in list(self._on_their_way.values()):
            if abs(now - mine.step.at) >= (NOTE_S if mine.step.kind == "note" else REPLY_S):
                self._end(mine, "not shown")
        if self._on_their_way and self._changes != self._box.changes:
            waiting = {row.message.key for row in self._box.waiting()}
            self._changes = self._box.changes
            for key, mine in self._on_their_way.items():
                if not mine.is_sent and key not in waiting:
                    self._on_their_way[key] = mine._replace(is_sent=True)
                    self._tell(Sent(mine.step, "sent"))

    # --- parts --------------------------------------------------------------------------------------------------------

    @property
    def _box(self) -> Outbox:
        assert self._outbox is not None, "the link has not opened it"
        return self._outbox

    def _of(self, whose: Key) -> list[_OnItsWay]:
        return [mine for mine in self._on_their_way.values() if (mine.step.team, mine.step.agent) == whose]

    def _send(self, key: str, step: StepIn, message: Note | Reply, lasts_s: float, why: str = "") -> bool:
        """Put it into the outbox, or say why not."""
        if not why and len(self._on_their_way) >= MOST and key not in self._on_their_way:
            why = "Too much is on its way already: look whether the broker can be reached."
        topic = Place(step.team, step.agent, "desk", self._me.user).topic
        try:
            if why or place_of(topic) is None:
                raise FloorError(why or "This agent's name cannot be used.")
            outgoing = Outgoing(key, topic, to_json(message), stays=True, expires_s=round(lasts_s))
            read("desk", outgoing.body)
            self._box.put(outgoing)
        except FloorError as error:
            self._tell(Sent(step, "refused", str(error)))
        except (Refused, UnicodeEncodeError):
            self._tell(Sent(step, "refused", "This cannot be sent: it has letters or a length that are not allowed."))
        else:
            known = self._alerts.get((step.team, step.agent))
            mine = _OnItsWay(step, outgoing, before=None if known is None else _answer_in(known, step.id))
            self._on_their_way[key] = mine
            if known is not None:
                self._look(mine, known)
        return key in self._on_their_way

    def _from_outbox(self, message: Outgoing) -> _OnItsWay | None:
        """What an earlier run of this program left; None of what is not ours."""
        place = place_of(message.topic)
        if place is None or not message.key.startswith((_NOTE, _REPLY)):
            return None
        try:
            found = read("desk", message.body)
        except Refused:  # of another version of this program
            return None
        team, agent = place.team, place.agent
        match found:
            case Note():
                step = StepIn(team, agent, found.call, "note", found.name, found.sent, found.text, found.id)
            case Reply():
                step = StepIn(team, agent, "", found.answer, found.name, found.sent, id=found.alert)
            case _:
                return None
        return _OnItsWay(step, message)

    def _look(self, mine: _OnItsWay, alerts: Alerts) -> None:
        """Whether an agent's alerts show it."""
        step = mine.step
        if step.kind == "note":
            if step.id in alerts.notes:
                self._end(mine, "shown")
            return
        now = _answer_in(alerts, step.id)
        if now == (step.kind, step.by):
            self._end(mine, "shown")
        elif now is None or (mine.before is not None and now != mine.before and now[1] != step.by):
            self._end(mine, "not shown")
        elif mine.before is None:
            self._on_their_way[mine.outgoing.key] = mine._replace(before=now)

    def _end(self, mine: _OnItsWay, became: Became) -> None:
        del self._on_their_way[mine.outgoing.key]
        self._box.drop(mine.outgoing.key)
        self._tell(Sent(mine.step, became))


def new_id() -> str:
    """For a note."""
    return uuid4().hex


def _answer_in(alerts: Alerts, alert: str) -> tuple[str, str] | None:
    """How an alert is answered and by whom, empty where it is not; None of one that is not there."""
    return next(((each.answer or "", each.by or "") for each in alerts.alerts if each.id == alert), None)
