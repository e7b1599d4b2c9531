"""Paints a card of the wall in three sizes: large where a person is needed, a line where all is well.

Knows faces, colours and pixels; must not know where a card stands nor when it is painted again.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from assist.console.arrangement import CALM_KEY, Group, Row
from assist.console.canvas import MARGIN, Canvas, Letters
from assist.console.face import WHYS, Face, colour_of, severity_colour
from assist.console.look import ConsoleLook
from assist.console.wall_words import heading_words, nobody_words


class CardPainter:
    """Cards in one look and direction."""

    def __init__(self, look: ConsoleLook, font: QFont, direction: Qt.LayoutDirection) -> None:
        self._look, self._theme, self._gap = look, look.theme, look.pixels.gap
        self._direction = direction
        pixels = look.pixels
        self._small, self._body = Letters(font, pixels.small), Letters(font, pixels.body)
        self._bold = Letters(font, pixels.body, bold=True)
        self._state, self._name = Letters(font, pixels.state, bold=True), Letters(font, pixels.name, bold=True)
        self._plain = Letters(font, pixels.state)

    def height(self, group: Group, *, heading: bool = False) -> int:
        """Of a card with its margins, in pixels."""
        gap = self._gap
        if heading:
            return self._name.line + 2 * gap
        inner = {
            "needs": self._name.line + self._state.line + (WHYS + 1) * self._body.line + 4 * gap,
            "watch": self._state.line + 2 * self._body.line + 2 * gap,
            "fine": self._body.line + gap,
        }[group]
        return inner + 2 * MARGIN

    def width(self, group: Group) -> int:
        """The least that a card has, in pixels."""
        return self._look.scaled({"needs": 350, "watch": 270, "fine": 210}[group])

    def paint(self, painter: QPainter, face: Face, size: QSize) -> None:
        """A card with its ground, from 0, 0."""
        whole = QRect(0, 0, size.width(), size.height())
        painter.fillRect(whole, QColor(self._theme.ground))
        canvas = Canvas(painter, whole.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN), self._direction)
        match face.group:
            case "needs":
                self._paint_large(canvas, face)
            case "watch":
                self._paint_middle(canvas, face)
            case "fine":
                self._paint_line(canvas, face)

    def paint_heading(self, painter: QPainter, row: Row, box: QRect) -> None:
        """The heading of a group."""
        canvas, theme, calm = Canvas(painter, box, self._direction), self._theme, row.key == CALM_KEY
        line = box.adjusted(MARGIN + 2, self._gap, -MARGIN, 0)
        if calm:
            side = self._name.side
            sign = QRect(line.left(), line.center().y() - side // 2, side, side)
            canvas.sign("check", sign, theme.good)
            line.setLeft(sign.right() + self._gap)
        colour = theme.good if calm else theme.text if row.group == "needs" else theme.muted
        letters = self._name if calm else self._state if row.group == "needs" else self._bold
        canvas.text(letters, colour, line, heading_words(row))

    # --- the three sizes ------------------------------------------------------------------------------------------

    def _paint_large(self, canvas: Canvas, face: Face) -> None:
        theme, gap, box = self._theme, self._gap, canvas.box
        edge = severity_colour(face.severity, theme)
        canvas.ground(theme.panel, edge, 1.6)
        canvas.stripe(edge, 7 if face.severity == "severe" else 5)
        side = self._name.line
        sign = QRect(box.left() + 2 * gap, box.top() + gap, side, side)
        if face.mark is not None:
            canvas.sign(face.mark, sign.adjusted(1, 1, -1, -1), edge)
        inner = QRect(sign.right() + gap, sign.top(), box.right() - gap - sign.right() - gap, box.height() - 2 * gap)
        self._first_line(canvas, face, (self._name, self._plain), _line(inner, 0, side))
        top = side + gap // 2
        wide = min(self._look.scaled(130), inner.width() // 3)
        line = _line(inner, top, self._state.line)
        track = QRect(line.right() - wide, line.top() - gap // 4, wide, line.height() + gap // 2)
        canvas.track(face.track, track, self._track_colours(face))
        self._feeling(canvas, face, self._state, _line(inner, top, line.height(), less=wide + gap))
        top += line.height() + gap // 2
        for number, why in enumerate(face.why[:WHYS]):
            at = _line(inner, top, self._body.line)
            canvas.text(self._body if number else self._bold, theme.text, at, why)
            top += self._body.line
        self._care(canvas, face, _line(inner, inner.height() - self._body.line, self._body.line))

    def _paint_middle(self, canvas: Canvas, face: Face) -> None:
        theme, gap = self._theme, self._gap
        canvas.ground(theme.panel, theme.edge, 1)
        inner = canvas.box.adjusted(2 * gap, gap, -gap, -gap)
        self._first_line(canvas, face, (self._state, self._body), _line(inner, 0, self._state.line))
        wide = min(self._look.scaled(84), inner.width() // 3)
        high = self._body.line
        line = _line(inner, self._state.line, 2 * high)
        canvas.track(face.track, QRect(line.right() - wide, line.top(), wide, 2 * high), self._track_colours(face))
        self._feeling(canvas, face, self._bold, _line(inner, self._state.line, high, less=wide + gap))
        last = _line(inner, self._state.line + high, high, less=wide + gap)
        if face.care or face.quiet or not face.why:
            self._care(canvas, face, last, nobody="")
        else:
            canvas.text(self._body, theme.muted, last, face.why[0])

    def _paint_line(self, canvas: Canvas, face: Face) -> None:
        theme, gap = self._theme, self._gap
        canvas.ground(theme.panel, theme.edge, 1)
        inner = canvas.box.adjusted(gap, 2, -gap, -2)
        side = self._look.pixels.state
        sign = QRect(inner.left(), inner.top() + (inner.height() - side) // 2, side, side)
        canvas.sign(face.sign, sign, colour_of(face.tone, theme))
        minutes = self._small.width(face.minutes)
        time = QRect(inner.right() - minutes, inner.top(), minutes, inner.height())
        canvas.text(self._small, theme.muted, time, face.minutes)
        name = QRect(sign.right() + gap, inner.top(), time.left() - gap - sign.right() - gap, inner.height())
        wide = self._look.scaled(44)
        if name.width() - wide - gap >= self._body.width(face.name):  # who it is matters more
            name.setWidth(name.width() - wide - gap)
            track = QRect(name.right() + gap, inner.top() + 2, wide, inner.height() - 4)
            canvas.track(face.track, track, self._track_colours(face))
        canvas.text(self._body, theme.text, name, face.name)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _first_line(self, canvas: Canvas, face: Face, letters: tuple[Letters, Letters], at: QRect) -> None:
        """Who it is and since when."""
        name, time = letters
        wide = time.width(face.minutes)
        canvas.text(name, self._theme.text, at.adjusted(0, 0, -wide - self._gap, 0), face.name)
        canvas.text(time, self._theme.muted, QRect(at.right() - wide, at.top(), wide, at.height()), face.minutes)

    def _feeling(self, canvas: Canvas, face: Face, letters: Letters, at: QRect) -> None:
        """The customer's sign, word, and which way it goes."""
        colour, side, gap = colour_of(face.tone, self._theme), letters.side, self._gap
        sign = QRect(at.left(), at.top() + (at.height() - side) // 2, side, side)
        canvas.sign(face.sign, sign, colour)
        words = QRect(sign.right() + gap, at.top(), at.right() - sign.right() - 2 * gap - side, at.height())
        canvas.text(letters, colour if face.tone != "plain" else self._theme.text, words, face.state)
        if face.change is not None:
            end = words.left() + min(words.width(), letters.width(face.state))
            canvas.sign(face.change, QRect(end + gap // 2, sign.top(), side, side), colour)

    def _care(self, canvas: Canvas, face: Face, at: QRect, nobody: str | None = None) -> None:
        """Who looks after it, or why it is not of now."""
        theme, side = self._theme, self._body.side
        if face.quiet or not face.care:
            told = face.quiet or (nobody_words() if nobody is None else nobody)
            canvas.text(self._body, theme.muted, at, told)
            return
        sign = QRect(at.left(), at.top() + (at.height() - side) // 2, side, side)
        canvas.sign("person", sign, theme.suggest)
        canvas.text(self._body, theme.suggest, at.adjusted(side + self._gap, 0, 0, 0), face.care)

    def _track_colours(self, face: Face) -> tuple[str, str]:
        return colour_of(face.tone, self._theme), self._theme.edge


def _line(inner: QRect, top: int, height: int, *, less: int = 0) -> QRect:
    """A line of a card, `less` shorter than the card is wide."""
    return QRect(inner.left(), inner.top() + top, inner.width() - less, height)
