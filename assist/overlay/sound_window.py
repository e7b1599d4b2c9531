"""The window of the sound: which input is you and which the customer, with both levels, and one button to swap them.

An ordinary window beside the overlay, in a call too: what is chosen here a running call follows at once; it is kept
when it is saved, and taken back when it is not. Levels are those of the moment, shown and forgotten; inputs are open
while the window is. Must not know devices or settings: it is given a `SoundSetup`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assist.errors import AssistError
from assist.overlay.first_run.input_choice import InputBox
from assist.overlay.first_run.parts import Scrolled, Sentence, line, titled
from assist.overlay.sound_advice import Chosen, advice, are_same
from assist.overlay.sound_setup import Known, SoundSetup
from assist.overlay.sound_sides import Party, SoftphoneBox, level_of, side_words, their_side, your_side
from assist.overlay.sound_trial import WAITS_MS, Trial
from assist.windows.dialog_parts import text_label

LOOK_MS = 2000
"""Inputs come and go, and are muted: so often is looked again."""
SETTINGS = ("agent_device", "customer_device", "softphone")


class SoundWindow(QDialog):
    """Texts and sizes are those of the application's language and font when it is made."""

    def __init__(
        self,
        setup: SoundSetup,
        *,
        clock: Callable[[], float] = time.monotonic,
        waits_ms: int = WAITS_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._setup = setup
        self._known: Known | None = None
        self._metered: tuple[str, ...] = ()
        self.setWindowTitle(QCoreApplication.translate("Sound", "Sound"))
        self.you = Party(InputBox(your_side(setup)), level_of(setup, side_words()[0], clock))
        self.customer = Party(InputBox(their_side(setup)), level_of(setup, side_words()[1], clock))
        self.softphone = SoftphoneBox(setup)
        self.trial = Trial(lambda: setup.play(self.customer.box.chosen), waits_ms=waits_ms)
        self._told = self._given = self._values()
        self._build()
        self._connect()
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self.look)
        self.resize(self.sizeHint().boundedTo(QGuiApplication.primaryScreen().availableSize()))

    def look(self) -> None:
        """See which inputs there are now; choices stay as they are."""
        boxes = (self.you.box, self.customer.box)
        if any(box.view().isVisible() for box in boxes):
            return  # nothing moves under a hand that is choosing
        try:
            known = self._setup.look(self._values()[2])
        except AssistError as error:
            self._warning.say(str(error))
            return
        if known != self._known:
            self._known = known
            heard = known.softphone or known.playback
            self.you.box.know(known.found, your_side(self._setup, known.microphone.name if known.microphone else ""))
            side = their_side(self._setup, heard.name if heard else "", plays=known.softphone is not None)
            self.customer.box.know(known.found, side)
        self._refresh()

    def swap(self) -> None:
        """You are the customer and the customer is you: in one step, so that a call changes once."""
        yours, theirs = self.you.box.name, self.customer.box.name
        for box, name in ((self.you.box, theirs), (self.customer.box, yours)):
            blocked = box.blockSignals(True)
            box.choose(name)
            box.blockSignals(blocked)
        self._chose()

    def reject(self) -> None:
        """Close; what was not saved is taken back, in a running call too."""
        if self._told != self._given:
            self._told = self._given
            self._setup.chosen(*self._given)
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._looking.stop()
        self._metered = ()  # the levels close by themselves
        self.trial.forget()
        super().hideEvent(event)

    # --- what was chosen ------------------------------------------------------------------------------------------

    def _values(self) -> tuple[str, str, str]:
        return self.you.box.value, self.customer.box.value, self.softphone.value

    def _chose(self) -> None:
        """Someone chose something here."""
        self.trial.forget()
        self._saved_not.say("")
        self.look()
        values = self._values()
        if values != self._told and not are_same(*self._sides()):
            self._told = values
            self._setup.chosen(*values)

    def _try_to_save(self) -> None:
        values = dict(zip(SETTINGS, self._values(), strict=True))
        given = dict(zip(SETTINGS, self._given, strict=True))
        changes: Mapping[str, object] = {name: value for name, value in values.items() if value != given[name]}
        try:
            if changes:
                self._setup.save(changes)
        except AssistError as error:
            self._saved_not.say(str(error))
            return
        self.accept()

    # --- what is seen ---------------------------------------------------------------------------------------------

    def _sides(self) -> tuple[Chosen, Chosen]:
        muted = self._known.muted if self._known is not None else ()
        you, customer = (
            Chosen(party.box.chosen, party.box.shown, party.box.name in muted, party.level.quiet_s)
            for party in (self.you, self.customer)
        )
        return you, customer

    def _refresh(self) -> None:
        """Listen to what is chosen, and say what seems wrong."""
        you, customer = self._sides()
        names = tuple(side.one.name if side.one is not None else "" for side in (you, customer))
        if names != self._metered and self.isVisible():
            self._metered = names  # one that does not open is tried again when something changes, not every time
            self.you.level.listen_to(you.one)
            self.customer.level.listen_to(customer.one)
        self._warning.say(advice(you, customer))
        self.save.setEnabled(self._values() != self._given and not are_same(you, customer))
        translate = QCoreApplication.translate
        unsaved = self._values() != self._given
        self.close_button.setText(translate("Sound", "Cancel") if unsaved else translate("Sound", "&Close"))

    # --- parts ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        translate = QCoreApplication.translate
        page = QWidget()
        column = titled(
            page,
            translate("Sound", "Who is who?"),
            translate(
                "Sound",
                "Speak: the upper bar should move. When the customer speaks, or a test sound plays, the lower one.",
            ),
        )
        gap = self.fontMetrics().height()
        self._warning, self._saved_not = Sentence(), Sentence()
        column.addLayout(self._build_sides())
        column.addSpacing(gap // 2)
        column.addWidget(self.trial)
        column.addSpacing(gap // 2)
        row = QHBoxLayout()
        name = line(self.softphone.accessibleName())
        name.setBuddy(self.softphone)
        row.addWidget(name)
        row.addWidget(self.softphone, 1)
        column.addLayout(row)
        column.addSpacing(gap // 2)
        column.addWidget(self._warning)  # at the end, so that nothing moves under the pointer when it comes
        column.addWidget(self._saved_not)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addWidget(Scrolled(page), 1)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        whole.addWidget(rule)
        whole.addLayout(self._build_foot())

    def _build_sides(self) -> QGridLayout:
        translate = QCoreApplication.translate
        self.swap_button = QPushButton("\u21c5 " + translate("Sound", "S&wap"))
        self.swap_button.setAccessibleName(translate("Sound", "Swap you and the customer"))
        self.swap_button.setToolTip(self.swap_button.accessibleName())
        self.swap_button.setMinimumHeight(self.fontMetrics().height() * 3)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(self.fontMetrics().height())
        for at, (party, name) in enumerate(zip((self.you, self.customer), side_words(), strict=True)):
            head = text_label(name, bold=True)
            head.setBuddy(party.box)  # on Linux a screen reader takes a choice's name from there
            for below, widget in enumerate((head, party.box, party.level)):
                grid.addWidget(widget, 4 * at + below, 0)
        grid.setRowMinimumHeight(3, self.fontMetrics().height() // 2)
        grid.addWidget(self.swap_button, 1, 1, 6, 1, Qt.AlignmentFlag.AlignVCenter)
        return grid

    def _build_foot(self) -> QHBoxLayout:
        self.save = QPushButton(QCoreApplication.translate("Sound", "&Save"))
        self.close_button = QPushButton()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        foot.addWidget(self.close_button)
        self.save.setDefault(True)
        for button in (self.swap_button, self.close_button):
            button.setAutoDefault(False)
        return foot

    def _connect(self) -> None:
        locked = self._setup.locked
        self.swap_button.clicked.connect(self.swap)
        self.swap_button.setEnabled(not {"agent_device", "customer_device"} & set(locked))
        self.save.clicked.connect(self._try_to_save)
        self.close_button.clicked.connect(self.reject)
        for box, name in zip((self.you.box, self.customer.box, self.softphone), SETTINGS, strict=True):
            box.currentIndexChanged.connect(lambda _: self._chose())
            box.setEnabled(name not in locked)
        for level, customer in ((self.you.level, False), (self.customer.level, True)):
            self.trial.began.connect(level.wait)
            level.risen.connect(lambda customer=customer: self.trial.heard(customer=customer))
