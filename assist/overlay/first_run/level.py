"""The level of one input as a bar and a word, while it is shown and no longer. Knows no device, only a `Meter`."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from assist.errors import AssistError
from assist.overlay.first_run.parts import Sentence, line
from assist.overlay.first_run.setup import Meter, SoundInput

POLL_MS = 66
_LOWEST_DB = -60.0
_SOUND_DB = -45.0
_LOUD_DB = -6.0


class Rise:
    """Whether a level rose clearly above its own floor, the lowest that was seen."""

    def __init__(self) -> None:
        self._seen = 0
        self._floor = 0.0

    def see(self, level: float) -> bool:
        """One look at the level, in dBFS."""
        self._seen += 1
        self._floor = min(self._floor, level)
        settled = self._seen > 5  # devices click when they are opened
        return settled and level > max(self._floor + 12, _SOUND_DB)


class LevelBar(QWidget):
    """-60 to 0 dBFS from the side where reading begins; the notch is where a level counts as sound."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._part = 0.0

    def show_level(self, level: float) -> None:
        part = _part(level)
        if part != self._part:
            self._part = part
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 8, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        painter = QPainter(self)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        colours = self.palette()
        painter.fillRect(room, colours.color(QPalette.ColorRole.Base))
        filled = QRectF(room.left(), room.top(), room.width() * self._part, room.height())
        painter.fillRect(filled, colours.color(QPalette.ColorRole.Highlight))
        painter.setPen(colours.color(QPalette.ColorRole.WindowText))
        painter.drawRect(room)
        notch = room.left() + room.width() * _part(_SOUND_DB)
        painter.drawLine(QPointF(notch, room.bottom() - room.height() / 4), QPointF(notch, room.bottom()))
        painter.end()


class SoundLevel(QWidget):
    """One input, metered from `listen_to` until `stop` or until it is hidden."""

    risen = Signal()
    """The level has risen clearly above its floor; once for each input listened to, and after each `wait`."""

    def __init__(
        self, meter: Callable[[SoundInput], Meter], *, called: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._clock = clock
        self._make_meter = meter
        self._meter: Meter | None = None
        self._name = ""
        self._rise: Rise | None = None
        self._heard_at = 0.0
        """When sound was heard last; before the first, when listening began."""
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._build(called)
        self._say(_words()[0])

    def listen_to(self, one: SoundInput | None) -> bool:
        """Meter this input, None is no input; False when that is going on already.

        An input that does not open is told here, in its own sentence.
        """
        if self._meter is not None and one is not None and one.name == self._name:
            return False
        self.stop()
        self._problem.say("")
        if one is not None:
            self._begin(one)
        return True

    def stop(self) -> None:
        """Close the input."""
        self._timer.stop()
        if self._meter is not None:
            self._meter.stop()
            self._meter = None
        self._bar.show_level(_LOWEST_DB)
        self._say(_words()[0])

    def wait(self) -> None:
        """Tell of the next rise too."""
        self._rise = Rise()

    @property
    def quiet_s(self) -> float:
        """For how long nothing was heard of an input that is open; 0 of one that is not."""
        return self._clock() - self._heard_at if self._meter is not None else 0.0

    @property
    def words(self) -> str:
        return self._words.text()

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop()
        super().hideEvent(event)

    def _begin(self, one: SoundInput) -> None:
        meter = self._make_meter(one)
        try:
            meter.start()
        except AssistError as error:
            self._problem.say(str(error))
            return
        self._meter, self._name, self._rise = meter, one.name, Rise()
        self._heard_at = self._clock()
        self._timer.start()

    def _poll(self) -> None:
        if self._meter is None or not self._meter.arrived:
            return
        level = self._meter.level
        if level >= _SOUND_DB:
            self._heard_at = self._clock()
        self._bar.show_level(level)
        _none, quiet, sound, loud = _words()
        self._say(quiet if level < _SOUND_DB else sound if level < _LOUD_DB else loud)
        if self._rise is not None and self._rise.see(level):
            self._rise = None
            self.risen.emit()

    def _say(self, words: str) -> None:
        if words != self._words.text():
            self._words.setText(words)
            self._bar.setAccessibleDescription(words)

    def _build(self, called: str) -> None:
        self._bar, self._words, self._problem = LevelBar(), line(), Sentence()
        self._bar.setAccessibleName(called)
        # The longest word has room from the start, or the bar would change its length with every word.
        self._words.setMinimumWidth(max(self._words.fontMetrics().horizontalAdvance(word) for word in _words()))
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._problem)


def _words() -> tuple[str, str, str, str]:
    """Nothing came yet, quiet, sound, loud."""
    translate = QCoreApplication.translate
    return (
        translate("FirstRun", "no sound yet"),
        translate("FirstRun", "quiet"),
        translate("FirstRun", "sound arrives"),
        translate("FirstRun", "loud"),
    )


def _part(level: float) -> float:
    return min(1.0, max(0.0, 1 - level / _LOWEST_DB))
