"""The two ends as the program has them, each in a process of its own, with reports of what happens for the ledger.

Reports are sent from the link's thread, after what they tell is on disk: a process that is killed has promised nothing
that it did not tell.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection

from msgspec import UNSET

from assist.console.card import Heard
from assist.console.history import History
from assist.console.party import ConsoleParty
from assist.console.state import Floor
from assist.console.steps_in import Supervisor
from assist.events import AnyEvent, CallState, EmotionEstimate, Escalation, FloorNote, Hand
from assist.floor.agent import AgentParty, Self
from assist.floor.broker import Broker
from assist.floor.link import Link, LinkState
from assist.floor.messages import Alerts, Answer, CallSummary, Presence, read
from assist.floor.outbox import Outbox
from tests.floor.ledger import Announced, Applied, Emptied, Joined, Known, Obeyed, Said, Shown, Stand, Taken, Told
from tests.floor.proxy import HOST
from tests.floor.rig import Ends, Order, Where
from tests.floor.watched import MovedClock, Watched

ANSWERS: dict[str, Answer] = {"": "acknowledged", "acknowledged": "assigned"}
"""What the supervisor says next to an alert that is answered so."""
KIM = Supervisor("kim", "Kim")
WHO = Self("team", "agent", "Sam", "test")
EVENTS: dict[str, tuple[AnyEvent, ...]] = {
    "call": tuple(CallState(at=0.0, phase=phase, engine="none", language="en") for phase in ("ended", "started")),
    "hand": tuple(Hand(at=1.0, raised=raised) for raised in (False, True)),
    "harm": (Escalation(at=1.0, reason="harm", utterance="customer-1", because=()),),
    "leave": (Escalation(at=1.0, reason="leave", utterance="customer-1", because=()),),
    "rising": (
        EmotionEstimate(
            at=1.0, utterance="customer-1", state="frustrated", confidence=0.9, intensity=0.7, trend="rising",
            because=(),
        ),
    ),
    "eased": (
        EmotionEstimate(
            at=1.0, utterance="customer-1", state="satisfied", confidence=0.9, intensity=0.6, trend="easing",
            because=(),
        ),
    ),
}  # fmt: skip


def stands(alerts: Alerts) -> dict[str, Stand]:
    """How each alert stands."""
    return {
        each.id: ("" if each.answer is UNSET else str(each.answer), each.ended is not UNSET) for each in alerts.alerts
    }


def console(pipe: Connection, where: Where) -> None:
    """A supervisor's program without its window: a supervisor answers what waits longest, and writes to the call."""
    clock = MovedClock()
    wall = WallOf(pipe, clock)
    party = ConsoleParty(
        KIM, teams=[WHO.team], tell=wall.hear, history=History(where.folder / "history.sqlite"), clock=clock
    )
    link = Link(
        Broker(HOST, where.port, tls=False), Watched(party, lambda outbox: wall.look()), clock=clock, seed=where.seed,
        outbox=where.folder / "outbox.sqlite", tell=lambda state: tell_joined(pipe, state),
    )  # fmt: skip
    link.start()
    while True:
        order: Order = pipe.recv()
        match order.what:
            case "jump":
                clock.by_s += order.by_s
                link.do(wall.forget)
            case "tell":
                link.do(partial(pipe.send, Obeyed()))
            case _:
                link.do(partial(wall.step_in, party, order.what))


class WallOf:
    """What the console's end reports, and its supervisor. On the link's thread."""

    def __init__(self, pipe: Connection, clock: MovedClock) -> None:
        self._pipe = pipe
        self._clock = clock
        self._floor = Floor()
        self._alerts: Alerts | None = None
        self._known: set[str] = set()
        self._waiting: set[str] = set()
        self._answered: set[tuple[str, Answer]] = set()
        self._shown: Shown | None = None

    def hear(self, heard: Heard) -> None:
        """The window's queue, emptied at once."""
        if not self._floor.hear(heard):
            return
        match heard.message:
            case Presence() as presence:
                order = (presence.connection, int(presence.status == "gone"), presence.number)
                self._pipe.send(Applied("presence", order))
            case CallSummary() as call:
                self._pipe.send(Applied("call", (call.number,)))
            case Alerts() as alerts:
                self._alerts = alerts
                self._pipe.send(Applied("alerts", (alerts.number,)))
                for each in alerts.alerts:
                    if each.id not in self._known:
                        self._known.add(each.id)
                        self._pipe.send(Known(each.id))

    def look(self) -> None:
        """What is on the wall now, and which alerts on it wait for a person that did not before."""
        cards = self._floor.cards(self._clock.wall())
        waiting = {each.id for card in cards for each in card.alerts if not each.answer}
        for alert in sorted(waiting - self._waiting):
            self._pipe.send(Announced(alert))
        self._waiting = waiting
        if self._alerts is not None:
            on_wall = frozenset(each.id for card in cards for each in card.alerts)
            shown = Shown(self._alerts.number, stands(self._alerts), on_wall)
            if shown != self._shown:
                self._shown = shown
                self._pipe.send(shown)

    def forget(self) -> None:
        """Hours have passed: what was on the wall is no longer there, and is new if it comes back."""
        self.look()
        self._pipe.send(Emptied())

    def step_in(self, party: ConsoleParty, what: str) -> None:
        """A note to the call, or an answer to the alert that waits longest; each alert gets two answers at most."""
        for card in self._floor.cards(self._clock.wall()):
            if what == "note":
                note = party.send_note(*card.key, card.call, "A line for you")
                self._pipe.send(Said(note, call=card.call))
                return
            for each in card.alerts:
                answer = ANSWERS.get(each.answer)
                if answer is not None and (each.id, answer) not in self._answered:
                    self._answered.add((each.id, answer))
                    party.reply(*card.key, card.call, each.id, answer)
                    self._pipe.send(Said(f"{each.id} {answer}", each.id))
                    return


def agent(pipe: Connection, where: Where) -> None:
    """An agent's program, as far as the floor goes."""
    clock, telling = MovedClock(), Telling(pipe)
    party = AgentParty(WHO, tell=telling.hear, clock=clock)
    link = Link(
        Broker(HOST, where.port, tls=False), Watched(party, telling.look), outbox=where.folder / "outbox.sqlite",
        tell=lambda state: tell_joined(pipe, state), clock=clock, seed=where.seed,
    )  # fmt: skip
    telling.seen = lambda note: link.do(lambda: party.note_seen(note))
    link.start()
    while True:
        order: Order = pipe.recv()
        clock.by_s += order.by_s
        for event in EVENTS.get(order.what, ()):
            link.do(partial(party.see, event))
        if order.what == "tell":  # what is due is put after each work
            link.do(lambda: None)
            link.do(partial(pipe.send, Obeyed()))


class Telling:
    """What the agent's end reports."""

    def __init__(self, pipe: Connection) -> None:
        self.seen: Callable[[str], None] = lambda note: None
        self._pipe = pipe
        self._told: Told | None = None

    def hear(self, event: AnyEvent) -> None:
        """The agent's window, which shows a note at once."""
        if isinstance(event, FloorNote):
            self._pipe.send(Taken(event.id))
            self.seen(event.id)

    def look(self, outbox: Outbox) -> None:
        """Tell what is new in the outbox."""
        bodies = outbox.get("alerts"), outbox.get("call")
        if bodies[0] is None:
            return
        alerts = read("alerts", bodies[0])
        call = read("call", bodies[1]) if bodies[1] is not None else None
        assert isinstance(alerts, Alerts)
        going_on = call.call if isinstance(call, CallSummary) and call.goes_on else ""
        told = Told(alerts.number, stands(alerts), going_on)
        if told != self._told:
            self._told = told
            self._pipe.send(told)


def tell_joined(pipe: Connection, state: LinkState) -> None:
    """Report that the link stands."""
    if state.state == "joined":
        pipe.send(Joined())


OURS = Ends(agent, console)
