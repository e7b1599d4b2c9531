"""Everything inside the window, from top to bottom; compact or full. Knows nothing of places and window flags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from assist.overlay.actions import Action
from assist.overlay.banner import Banner, NoticePanel
from assist.overlay.call_details import PastPanel, ProgressPanel, WordsPanel
from assist.overlay.cue_card import CueCardView
from assist.overlay.fade import Fade
from assist.overlay.floor_words import shared_words
from assist.overlay.look import Look
from assist.overlay.note_panel import NotePanel
from assist.overlay.parts import label, style_sheet
from assist.overlay.pause_sign import PausePanel
from assist.overlay.state import View
from assist.overlay.strip import Header, MoodPanel, SmallButtons, Strip, evidence, waiting_words

NOTES_S = 30
"""How long into the first call it tells what does not work on this system."""
Part = Literal["strip", "cue", "keys", "progress", "trouble", "notice", "pause"]


class Contents(QWidget):
    """Shows a `View`. `did` is told what the agent clicks; `changed` is called when another size may be needed."""

    def __init__(
        self, did: Callable[[Action], None], *, menu: Callable[[], object], close: Callable[[], object],
        changed: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("contents")
        self._changed = changed
        self._look = Look()
        self._view = View()
        self._full = self._noted = False
        self._buttons = [SmallButtons(did, menu, close) for _ in range(2)]
        self._strip, self._header = Strip(self._buttons[0], did), Header(self._buttons[1], did)
        self._pause = PausePanel(did)
        self._mood, self._progress = MoodPanel(), ProgressPanel()
        self._card, self._notice, self._banner = CueCardView(did), NoticePanel(did), Banner()
        self._words, self._past, self._written = WordsPanel(), PastPanel(), NotePanel(did)
        self._below, self._shared, self._footer = label("why"), label("muted"), label("muted")
        self._dressed = (
            self._strip, self._header, self._pause, self._mood, self._progress, self._written, self._card,
            self._notice, self._banner, self._words, self._past,
        )  # fmt: skip
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for part in (*self._dressed, self._shared, self._footer):
            self._column.addWidget(part)
        self._column.insertWidget(3, self._below)
        self._card.hide()
        self._fade = Fade(self._card, changed)

    def dress(self, look: Look, *, full: bool) -> None:
        """Look like this from now on."""
        self._look, self._full = look, full
        self._fade.soft = look.soft
        self.setStyleSheet(style_sheet(look))
        gap = look.sizes.gap
        self._column.setContentsMargins(gap + 2, gap - 2, gap + 2, gap)
        self._column.setSpacing(gap)
        for part in self._dressed:
            part.dress(look)
        for buttons in self._buttons:
            buttons.dress(look, full=full)
        self._footer.setText("\n".join(look.notes))
        self._show_all()

    def show_view(self, view: View) -> None:
        """Show this; cheap when nothing has changed."""
        before, self._view = self._view, view
        if before == view:
            return
        if before._replace(lines=view.lines, seconds=view.seconds) == view:  # by far the most frequent change
            self._footer.setVisible(self._shows_notes(view))
            if self._full:
                self._words.show_view(view)
                self._header.show_view(view)
            return
        self._show_all(appeared=view.cue is not None and view.cue != before.cue)

    def size_for(self, width: int) -> QSize:
        """The size that everything needs, in pixels: as wide as this, or as the widest row of buttons."""
        self._column.activate()  # or a card that has just gone would still be counted
        wide = max(width, self._column.totalMinimumSize().width())
        wraps = self._column.hasHeightForWidth()
        high = self._column.totalHeightForWidth(wide) if wraps else self._column.totalSizeHint().height()
        return QSize(wide, high)

    def part_rect(self, part: Part) -> QRect:
        """Where a part is."""
        parts: dict[Part, QWidget] = {
            "strip": self._strip, "cue": self._card, "keys": self._card.keys, "progress": self._progress,
            "trouble": self._banner, "notice": self._notice, "pause": self._pause,
        }  # fmt: skip
        shown = parts[part]
        return QRect(shown.mapTo(self, QPoint(0, 0)), shown.size())

    def _shows_notes(self, view: View) -> bool:
        """Until the first call has begun: who has read them needs them no more, and the menu keeps them."""
        self._noted = self._noted or (view.seconds or 0) >= NOTES_S
        return bool(self._look.notes) and not self._noted

    def _show_all(self, *, appeared: bool = False) -> None:
        view, full = self._view, self._full
        self._strip.setVisible(not full)
        of_call = (self._mood, self._progress, self._words, self._past)
        self._header.setVisible(full)
        for part in of_call:
            part.setVisible(full and view.ear != "waiting")
        for shown in (self._header, *of_call) if full else (self._strip,):
            shown.show_view(view)
        below = waiting_words(view, self._look) if full else evidence(view) if view.why else ""
        self._below.setText(below)
        self._below.setVisible(bool(below))
        self._footer.setVisible(self._shows_notes(view))
        self._notice.show_notice(view.notice, recorded=view.recorded, floor=view.floor)
        self._pause.show_view(view)
        self._banner.show_view(view)
        self._written.show_note(view.note)
        self._shared.setText("" if view.shared is None else shared_words(view.shared))
        self._shared.setVisible(full and view.shared is not None)
        self._card.show_cue(view.cue, why=view.why)
        behind = view.notice and view.cue is not None and view.cue.kind != "escalate"
        if view.cue is None or behind:  # one thing at a time, but for what cannot wait
            self._fade.leave()
        elif appeared or not self._fade.there:
            self._fade.appear()
        self._changed()
