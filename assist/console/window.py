"""The console's window: head line, wall, alarms, the chosen call, the note line, and the keys.

Knows what is chosen and what is pressed. Must not know where calls come from nor how an answer reaches an agent: it is
shown a `View`, and says what the supervisor wants.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from assist.console.alarm_list import AlarmList, Picked
from assist.console.arrangement import Row, key_of
from assist.console.call_view import CallView, Shown
from assist.console.head_line import HeadLine
from assist.console.look import ConsoleLook
from assist.console.note_line import NoteLine
from assist.console.notes import SentNote
from assist.console.parts import Lower, label
from assist.console.style import style_sheet
from assist.console.view import Target, View
from assist.console.wall import Wall
from assist.windows.dialog_parts import announce

translate = QCoreApplication.translate


class ConsoleWindow(QWidget):
    """`find` gives a call by its key also when the wall does not show it, `notes_of` the notes to a call."""

    answered = Signal(object, str)
    """A Target and an Answer."""
    noted = Signal(str, str)
    """A call's key and the note."""
    wanted_changed = Signal()
    opened = Signal(str)
    closed = Signal()

    def __init__(
        self, look: ConsoleLook, *, broker: str, ready_lines: Sequence[str], now: Callable[[], float],
        find: Callable[[str], Row | None], notes_of: Callable[[str], Sequence[SentNote]],
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._now, self._find, self._notes_of = look, now, find, notes_of
        self._view = View()
        self._key = self._noting = ""
        self._choosing = self._is_moved = False
        self.head = HeadLine(look, broker)
        self.wall, self.alarms = Wall(look, now), AlarmList(look, now)
        self.call, self.note = CallView(look), NoteLine(ready_lines)
        self._warning, self._said = label("warn"), label("muted")
        self.setObjectName("console")
        self.setWindowTitle(translate("Console", "Assist floor"))
        self._build()
        self._connect()
        self._add_keys()
        self.dress(look)
        self._fit()
        self.wall.setFocus()

    @property
    def target(self) -> Target | None:
        """What is chosen."""
        if self._key:
            return Target(key=self._key)
        return None if self.alarms.picked is None else Target(alarm=self.alarms.picked.alarm)

    def dress(self, look: ConsoleLook) -> None:
        """Another look from now on."""
        self._look = look
        self.setStyleSheet(style_sheet(look))
        for part in (self.head, self.wall, self.alarms, self.call):
            part.dress(look)
        self.show_view(self._view)

    def show_view(self, view: View) -> None:
        """Show this; cheap where nothing has changed."""
        before, self._view = self._view, view
        self.head.show_counts(view.agents, view.refused)
        self.head.show_link(view.link)
        self.head.show_teams(view.teams)
        self._warning.setText(view.warning)
        self._warning.setVisible(bool(view.warning))
        is_over = bool(self._key) and self._find(self._key) is None
        self.wall.show_rows(view.rows, empty=view.empty)
        if view._replace(rows=()) != before._replace(rows=()) or not view.rows or not before.rows:
            is_known = view.link.state == "joined" and bool(view.rows)
            self.alarms.show_alarms(view.alarms, waiting=view.waiting, is_known=is_known)
        if is_over:
            self._choose("", None)
            self.say(translate("Console", "The call that was chosen is over."))
        if self._noting and self._find(self._noting) is None:
            self._leave_note()
            self.say(translate("Console", "The call is over; the note was not sent."))
        self._show_call()

    def tick(self) -> None:
        """A second has passed."""
        self.wall.tick()
        self.alarms.tick()
        self._show_call()

    def say(self, sentence: str) -> None:
        """What has just come of something, under the chosen call."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        announce(self, sentence)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_moved:
            side = min(self._look.scaled(400), self.width() * 2 // 5)
            self._halves.setSizes([self.width() - side, side])

    # --- what is chosen -------------------------------------------------------------------------------------------

    def _chosen_on_wall(self, key: str) -> None:
        if self._choosing or (not key and self._find(self._key) is not None and self.alarms.picked is not None):
            return
        self._choose(key, None)

    def _chosen_alarm(self) -> None:
        picked = self.alarms.picked
        if self._choosing or picked is None:
            return
        alarm = next(each for each in self._view.alarms if each.id == picked.alarm)
        calls = {case.call: key_of(case.team, case.agent, case.call) for case in alarm.cases}
        key = calls.get(picked.call) or (next(iter(calls.values())) if len(calls) == 1 else "")
        self._choose(key, picked)

    def _choose(self, key: str, picked: Picked | None) -> None:
        self._key = key
        self._choosing = True
        self.alarms.choose(picked)
        self.wall.choose(key)
        self._choosing = False
        self._said.setVisible(False)
        self._show_call()

    def _show_call(self) -> None:
        row = self._find(self._key) if self._key else None
        picked = self.alarms.picked
        alarm = next((each for each in self._view.alarms if picked is not None and each.id == picked.alarm), None)
        call = row.card.call if row is not None and row.card is not None else ""
        notes = self._notes_of(call) if call else ()
        self.call.show_call(Shown(row, alarm, tuple(notes)), self._now())

    # --- what is done ---------------------------------------------------------------------------------------------

    def _answer(self, answer: str) -> None:
        if self.target is not None:
            self.answered.emit(self.target, answer)

    def _open_note(self) -> None:
        row = self._find(self._key) if self._key else None
        if row is not None and row.card is not None:
            self._noting = self._key
            self.call.be_brief(True)
            self.note.open_for(row.card.name)
            self._lower.show_end()

    def _leave_note(self) -> None:
        self._noting = ""
        self.call.be_brief(False)
        self.note.setVisible(False)
        self.wall.setFocus()

    def _back(self) -> None:
        """One step back to the whole wall."""
        if self._noting:
            self._leave_note()
        elif self.head.wanted.text:
            self.head.forget_search()
            self.wall.setFocus()
        elif not self.wall.hasFocus():
            self.wall.setFocus()
        else:
            self._choose("", None)

    def _to_wall(self) -> None:
        self.wall.setFocus()
        if self.target is None:
            self.wall.choose_first()

    # --- parts ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(self._look.pixels.gap, 0, 0, 0)
        column.addWidget(self.alarms, 1)
        below: tuple[QWidget, ...] = (self.call, self.note, self._said)
        self._lower = Lower(below)
        column.addWidget(self._lower)
        self._halves = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self._halves.addWidget(self.wall)
        self._halves.addWidget(side)
        self._halves.setStretchFactor(0, 1)
        self._halves.splitterMoved.connect(lambda: setattr(self, "_is_moved", True))
        whole = QVBoxLayout(self)
        whole.addWidget(self.head)
        whole.addWidget(self._warning)
        whole.addWidget(self._halves, 1)
        self.note.setVisible(False)
        self._said.setVisible(False)

    def _connect(self) -> None:
        self.wall.chosen.connect(self._chosen_on_wall)
        self.alarms.chosen.connect(self._chosen_alarm)
        self.wall.opened.connect(self.call.take_focus)
        self.alarms.opened.connect(self.call.take_focus)
        self.call.answered.connect(self._answer)
        self.call.note_wanted.connect(self._open_note)
        self.note.sent.connect(lambda text: self.noted.emit(self._noting, text))
        self.note.left.connect(self._leave_note)
        self.head.wanted_changed.connect(self.wanted_changed)
        self.head.opened.connect(self.opened)

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "A": lambda: self._answer("acknowledged"),
            "M": lambda: self._answer("assigned"),
            "F": lambda: self._answer("false alarm"),
            "N": self._open_note,
            "T": self.head.choose_team,
            "W": self._to_wall,
            "L": self.alarms.take_focus,
            "/": self.head.search,
            "Ctrl+F": self.head.search,
            "H": lambda: self.opened.emit("history"),
            "E": lambda: self.opened.emit("effect"),
            "R": lambda: self.opened.emit("rules"),
            "?": lambda: self.opened.emit("keys"),
            "F1": lambda: self.opened.emit("keys"),
            "Esc": self._back,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _fit(self) -> None:
        """Nearly as large as the screen."""
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(self._look.scaled(1600), room.width()), min(self._look.scaled(1000), room.height()))
