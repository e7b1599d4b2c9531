"""Runs the console: the queue of what the link hears, the pump, the clock, and what a supervisor does.

Everything here lives on the main thread but `hear`, `hear_link` and `hear_news`, which any thread may call. The first
message of many wakes the window, and PUMP_MS later all of them are shown; nothing else runs but a clock that ticks once
a second. Knows no broker and no file: what has to leave this window goes through `Doings`.
"""

from __future__ import annotations

import gc
import queue
import sys
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from assist.console.announcing import announce_alarms
from assist.console.arrangement import Arrangement, by_call
from assist.console.cases import Alarm
from assist.console.ends import AlarmSource, Doings
from assist.console.look import ConsoleLook
from assist.console.note_line import ready_lines
from assist.console.notes import Notes, SentNote
from assist.console.party import HistoryTrouble, News
from assist.console.refusals import Refusals
from assist.console.rules import Rule
from assist.console.state import Floor, Heard
from assist.console.stepping_in import alarms_of, to_alarm, to_call, watched_here
from assist.console.steps_in import Sent
from assist.console.view import Target, View
from assist.console.wall_words import empty_words, lost_words
from assist.console.window import ConsoleWindow
from assist.floor.messages import Answer
from assist.floor.trouble import LinkState
from assist.windows.application import palette_of
from assist.windows.interrupting import interrupts
from assist.windows.theme import Theme

translate = QCoreApplication.translate

PUMP_MS = 50
TICK_MS = 1000
SWITCH_S = 0.0005
"""How soon the interpreter passes from the link's thread, a search or a trial of rules to painting. With Python's own
5 ms each of the many steps of one painting waits so long while another thread works."""


class Desk(QObject):
    """The supervisor's side of the screen. `run` returns when the window was closed."""

    _woken = Signal()

    def __init__(
        self, *, look: ConsoleLook, me: str, broker: str, alarms: AlarmSource, doings: Doings,
        lines: Sequence[str] = (), clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        """`me`: the supervisor's name as agents read it. `lines`: a team's own ready lines; ours where it has none."""
        super().__init__()
        self._heard: queue.SimpleQueue[Heard | LinkState | News] = queue.SimpleQueue()
        self._waking = False
        self._look, self._me, self._clock = look, me, clock
        self._alarms, self._doings = alarms, doings
        self._floor, self._notes, self._arrangement, self._calls = Floor(), Notes(), Arrangement(), 0
        self._open: list[Alarm] = []
        self._by_call: dict[str, tuple[Alarm, ...]] = {}
        self._link, self._lost_at = LinkState("connecting"), 0.0
        self._refused, self._trouble = Refusals(), ""
        self.window = ConsoleWindow(
            look, broker=broker, ready_lines=lines or ready_lines(), now=clock,
            find=self._arrangement.find, notes_of=self._notes.of,
        )  # fmt: skip
        self._connect()

    def hear(self, heard: Heard) -> None:
        """Take in what an agent's program says; any thread."""
        self._take(heard)

    def hear_link(self, state: LinkState) -> None:
        """Take in how the link stands; any thread."""
        self._take(state)

    def hear_news(self, news: News) -> None:
        """Take in what became of a note or an answer, what was refused, that nothing is kept; any thread."""
        self._take(news)

    @property
    def look(self) -> ConsoleLook:
        return self._look

    def now(self) -> float:
        """The console's clock, s since 1970; from any thread."""
        return self._clock()

    def teams(self) -> list[str]:
        """All teams that were heard of."""
        return self._floor.teams()

    def use_rules(self, rules: Sequence[Rule]) -> None:
        """Other rules from now on."""
        self._alarms.use(rules)
        self._look_again()

    def dress(self, theme: Theme) -> None:
        """Another theme from now on."""
        self._look = self._look._replace(theme=theme)
        QApplication.setPalette(palette_of(theme))
        self.window.dress(self._look)

    def show(self) -> None:
        """Show what is known now."""
        self._drain()

    def run(self, *, begin: Callable[[], object] = lambda: None) -> None:
        """Show the window until it is closed. Ctrl-C closes it too. `begin` is called when it is on the screen."""
        loop = QEventLoop()
        self.window.closed.connect(loop.quit)
        self.show()
        self.window.show()
        self._tick.start()
        QTimer.singleShot(0, self, begin)
        # What is there by now stays: looking it through again and again for garbage would hold up painting for 80 ms.
        gc.collect()
        gc.freeze()
        before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_S)
        with interrupts(self.window.close):
            try:
                loop.exec()
            finally:
                sys.setswitchinterval(before)
                self.stop()

    def stop(self) -> None:
        """Show nothing any more: the link's last words come when the window has gone."""
        self.blockSignals(True)
        self._tick.stop()
        self._pump.stop()

    # --- what is heard ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._pump = QTimer(self, interval=PUMP_MS, singleShot=True)
        self._pump.timeout.connect(self._drain)
        self._woken.connect(self._pump.start)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._second)
        self.window.answered.connect(self._answer)
        self.window.noted.connect(self._note)
        self.window.wanted_changed.connect(self._show)

    def _take(self, what: Heard | LinkState | News) -> None:
        self._heard.put(what)
        if not self._waking:
            self._waking = True
            self._woken.emit()

    def _drain(self) -> None:
        self._waking = False
        while not self._heard.empty():
            self._see(self._heard.get())
        self._look_again()

    def _see(self, what: Heard | LinkState | News) -> None:
        match what:
            case Heard():
                self._floor.hear(what)
            case LinkState():
                if what.state != "joined" and self._link.state == "joined":
                    self._lost_at = self._clock()
                self._link = what
            case Sent():
                self._notes.settle(what.step.id, what.became, what.why)
                if what.why:
                    self.window.say(what.why)
            case Refusals():
                self._refused = what
            case HistoryTrouble():
                self._trouble = what.sentence

    def _second(self) -> None:
        self._look_again()
        self.window.tick()

    def _look_again(self) -> None:
        """What the calls are now, and the alarms that come of it."""
        now = self._clock()
        cards = self._floor.cards(now)
        self._calls = len(cards)
        changed = self._alarms.advance(now, cards)
        for alarm in changed:
            self._doings.keep_alarm(alarm, now)
        if changed:
            self._open = self._alarms.open
            self._by_call = by_call(self._open)
        self._arrangement.take(cards, self._by_call)
        self._show()
        announce_alarms(self.window, changed, sound=self._look.sound)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        now = self._clock()
        wanted = self.window.head.wanted
        rows, agents = self._arrangement.arrange(now, wanted), self._floor.agents(wanted.team)
        self.window.show_view(
            View(
                rows=rows,
                empty=("", "") if rows else empty_words(self._link, agents, is_hidden=self._calls > 0),
                alarms=[each for each in self._open if wanted.team in ("", *(case.team for case in each.cases))],
                waiting=self._alarms.waiting,
                agents=agents,
                teams=self._floor.teams(),
                refused=self._refused,
                link=self._link,
                warning=self._warning(),
            )
        )

    def _warning(self) -> str:
        """Why the wall is not of now, or nothing is kept."""
        is_old = self._link.state != "joined" and self._calls > 0
        lost = lost_words(self._link, self._lost_at or self._clock()) if is_old else ""
        return f"{lost} {self._trouble}".strip()

    # --- what is done -----------------------------------------------------------------------------------------------

    def _answer(self, target: Target, answer: Answer) -> None:
        row = self._arrangement.find(target.key) if target.key else None
        if row is not None:
            answers, meant = to_call(row, answer, self._me), alarms_of(row, self._open)
        else:
            meant = [each for each in self._open if each.id == target.alarm]
            answers = [one for each in meant for one in to_alarm(each, answer)]
        answered = [each for each in meant if watched_here(each, answer, self._me)]
        for one in answers:
            self._doings.answer(one)
        for alarm in answered:
            self._alarms.answer(alarm.id, answer, self._me)
        self.window.say(
            translate("Console", "Your answer is sent.")
            if answers or answered
            else translate("Console", "Nothing about this call waits for an answer.")
        )
        self._look_again()

    def _note(self, key: str, text: str) -> None:
        row = self._arrangement.find(key)
        card = row.card if row is not None else None
        if card is not None:
            note = self._doings.note(card.team, card.agent, card.call, text)
            self._notes.add(SentNote(note, card.call, text, self._clock()))
            self._show()
