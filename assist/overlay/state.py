"""What the overlay shows, computed from events and from what the agent does. Knows no Qt.

`see` takes every event, the methods named after an agent's wish take those, and `view` is what a person should see
now. Time is an argument: `now` is a steady clock in seconds; the call's own times come with the events.
"""

from __future__ import annotations

from typing import NamedTuple

from assist.events import (
    Aer,
    AnyEvent,
    CallState,
    Cue,
    CueOutcome,
    EmotionEstimate,
    Fault,
    Hand,
    Notice,
    Progress,
    Shared,
    Speaker,
    Stage,
    Step,
)
from assist.overlay.cues import PAST, CueCard, PastCue, card_of
from assist.overlay.floor_news import FloorNews, Note
from assist.overlay.live_words import LiveWords
from assist.overlay.mood import Mood, Moods, Point
from assist.overlay.pauses import Paused, Pauses
from assist.overlay.trouble import Changed, Ear, Listening, Trouble

ENDED_S = 10.0
"""How long an ended call is still shown where the next one is waited for."""
SNOOZE_S = 300.0
NOTICE_S = 180.0
"""The notice goes by itself after this long: cues wait behind it."""


class View(NamedTuple):
    """Everything on the window."""

    ear: Ear = "starting"
    trouble: Trouble | None = None
    changed: tuple[Changed, ...] = ()
    """Another device is heard since a moment ago."""
    pause: Paused | None = None
    """Nothing of the customer's is heard, whatever `ear` says: a secret is being said."""
    heard_again: bool = False
    """Whether a pause ended by itself a moment ago."""
    recorded: bool = False
    """Whether the call that goes on is recorded."""
    seconds: int | None = None
    """The call's length so far; None before it began, and when it could not."""
    mood: Mood | None = None
    track: tuple[Point, ...] = ()
    stage: Stage = "connect"
    aer: Aer = "none"
    steps: tuple[Step, ...] = ()
    """Steps of the AER moment that are taken."""
    cue: CueCard | None = None
    past: tuple[PastCue, ...] = ()
    """The newest first."""
    lines: tuple[tuple[Speaker, str], ...] = ()
    """The latest words of each speaker, in the order in which they spoke; the newest last."""
    why: bool = False
    """Whether the evidence is asked for."""
    snoozed_min: int = 0
    """Minutes until cues come again; 0 when they do."""
    hand: bool = False
    notice: bool = False
    """Whether the text to read to the customer is shown."""
    objected: bool = False
    note: Note | None = None
    """What a supervisor writes."""
    shared: Shared | None = None
    """What supervisors see of the call; None where there is no floor."""
    floor: bool = False
    """Whether there is a floor."""
    away: bool = False
    """Whether supervisors are told that nobody is at this phone."""


class Overlay:
    """One window's content: that of one call after another."""

    def __init__(self, *, waits: bool = False) -> None:
        """`waits`: no call has been begun, and after each the next one is waited for."""
        self._waits = waits
        self._floor = FloorNews()
        self._away = False
        self._clear("waiting" if waits else "starting")

    def _clear(self, ear: Ear) -> None:
        """Nothing of any call, and no wish: a snooze, a raised hand and an objection belong to a call."""
        self._listening = Listening(ear)
        self._moods = Moods()
        self._progress = Progress(at=0.0, stage="connect", aer="none", steps=())
        self._cue: Cue | None = None
        self._past: tuple[PastCue, ...] = ()
        self._words, self._pauses = LiveWords(), Pauses()
        self._began: float | None = None
        self._ended: float | None = None
        self._snoozed_until = 0.0
        self._why = self._hand = self._hand_wished = self._objected = self._recorded = False
        self._notice_at: float | None = None
        self._left = False
        """Whether the call was ended and its last events have not come yet."""

    def see(self, event: AnyEvent, now: float) -> None:
        """Take an event."""
        if isinstance(event, CallState) and event.phase == "started" and self._began is not None:
            self._clear("starting")  # another call, and nobody has said before that it was asked for
        self._listening.see(event, now)
        self._words.see(event)
        self._pauses.see(event, now)
        self._floor.see(event, now)
        match event:
            case CallState(phase="started"):
                self._began, self._recorded, self._away = now, event.recording, False
            case CallState():
                self._ended, self._cue, self._notice_at = now, None, None
            case EmotionEstimate() if not self._objected:
                self._moods.see(event)
            case Progress():
                self._progress = event
            case Cue():
                self._cue, self._why = event, False
            case CueOutcome() if self._cue is not None and event.cue == self._cue.id:
                self._past = (PastCue(self._cue.id, self._cue.kind, self._cue.headline, event.outcome), *self._past)
                self._past, self._cue, self._why = self._past[:PAST], None, False
            case Fault(part="recording"):
                self._recorded = False
            case Hand():
                self._hand = event.raised
            case Notice(outcome="objected"):
                self._objected = True
                self._moods.forget()
            case _:
                pass

    def follow(self, begun: bool, now: float) -> None:
        """Whether a call goes on or was asked for: what is left of the last one goes, at once or after a while.

        A call that was ended is said to be, though its last words are still to come.
        """
        if begun and self._listening.is_over:
            self._clear("starting")
        elif self._waits and not begun:
            taken_back = self._listening.ear(now) == "starting" and self._began is None
            if taken_back or (self._ended is not None and now - self._ended >= ENDED_S):
                self._clear("waiting")
        self._left = not begun and self._began is not None and not self._listening.is_over

    # --- what the agent wishes --------------------------------------------------------------------------------------

    @property
    def cue(self) -> str | None:
        """The id of the cue on screen."""
        return self._cue.id if self._cue is not None else None

    def ask_why(self) -> None:
        """Show the evidence, or no longer."""
        self._why = not self._why

    def show_notice(self, shown: bool, now: float) -> None:
        """Show the text to read to the customer, or no longer."""
        self._notice_at = now if shown else None

    def turn_hand(self) -> bool:
        """Whether the hand is to be up from now on: the other way round than it was last wished, twice at once too."""
        self._hand_wished = not self._hand_wished
        return self._hand_wished

    def ask_help(self) -> None:
        """The hand is to be up from now on."""
        self._hand_wished = True

    def put_note_away(self) -> None:
        """The agent has read a supervisor's note."""
        self._floor.put_away()

    def turn_away(self) -> bool:
        """Whether the agent is away from the phone from now on: the other way round than before."""
        self._away = self._floor.joined is not None and not self._away
        return self._away

    def wish_pause(self, paused: bool, now: float) -> None:
        """The customer is not to be listened to from now on, or is again."""
        self._pauses.wish(paused, now)

    def turn_pause(self, now: float) -> bool:
        """Whether to pause from now on: the other way round than it is, or was wished a moment ago."""
        return self._pauses.turn(now)

    def snooze(self, now: float) -> float:
        """No cues for five minutes, or cues again: the seconds to tell the coach. Told to nobody else."""
        self._snoozed_until = 0.0 if now < self._snoozed_until else now + SNOOZE_S
        return SNOOZE_S if self._snoozed_until else 0.0

    # --- what is shown ----------------------------------------------------------------------------------------------

    def view(self, now: float) -> View:
        """What a person should see."""
        snoozed_s = max(0.0, self._snoozed_until - now)
        ear: Ear = "ended" if self._left else self._listening.ear(now)
        goes_on = ear not in ("waiting", "ended", "failed")
        return View(
            ear=ear,
            trouble=None if self._left else self._trouble(now, goes_on=goes_on),
            changed=self._listening.changed(now),
            pause=self._pauses.paused(now) if goes_on else None,
            heard_again=goes_on and self._pauses.heard_again(now),
            recorded=self._recorded and not self._left and not self._listening.is_over,
            seconds=self._seconds(now),
            mood=self._moods.now,
            track=self._moods.track,
            stage=self._progress.stage,
            aer=self._progress.aer,
            steps=self._progress.steps,
            cue=card_of(self._cue) if self._cue is not None else None,
            past=self._past,
            lines=self._words.lines,
            why=self._why,
            snoozed_min=-int(-snoozed_s // 60),
            hand=self._hand,
            notice=self._notice_at is not None and now - self._notice_at < NOTICE_S,
            objected=self._objected,
            note=self._floor.note(now),
            shared=self._floor.shared if goes_on else None,
            floor=self._floor.joined is not None,
            away=self._away,
        )

    def _trouble(self, now: float, *, goes_on: bool) -> Trouble | None:
        """The worst; that supervisors do not see a call comes last, and only while one goes on."""
        worst = self._listening.worst(now)
        unseen = goes_on and self._floor.joined is False
        return Trouble("no floor") if unseen and (worst is None or worst.kind == "objected") else worst

    def _seconds(self, now: float) -> int | None:
        if self._began is None or self._listening.ear(now) == "failed":
            return None
        return int((self._ended or now) - self._began)
