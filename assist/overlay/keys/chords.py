"""What a person wrote for a key, read and checked. Pure; knows no keyboard, no system and no action.

Qt reads the text, so that what `QKeySequenceEdit` writes and what stands in the settings file mean the same. On a Mac
that makes Ctrl the command key and Meta the control key, as everywhere in Qt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence

from assist.errors import AssistError

Modifier = Literal["Ctrl", "Alt", "Shift", "Meta"]

_MODIFIERS: dict[Qt.KeyboardModifier, Modifier] = {
    Qt.KeyboardModifier.ControlModifier: "Ctrl",
    Qt.KeyboardModifier.AltModifier: "Alt",
    Qt.KeyboardModifier.ShiftModifier: "Shift",
    Qt.KeyboardModifier.MetaModifier: "Meta",
}
_FIRST_WITHOUT_CHARACTER = 0x0100_0000
"""In Qt a key below this is the character that it writes."""

FUNCTION_KEYS = {Qt.Key(Qt.Key.Key_F1 + n - 1): n for n in range(1, 25)}
_ALONE = frozenset(
    {*FUNCTION_KEYS, Qt.Key.Key_Pause, Qt.Key.Key_Insert, Qt.Key.Key_Print, Qt.Key.Key_Menu, Qt.Key.Key_Help}
)
_FOR_TYPING = frozenset(
    {
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Down,
        Qt.Key.Key_End,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Home,
        Qt.Key.Key_Left,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_Return,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
    }
)

translate = QCoreApplication.translate


class ChordError(AssistError):
    """A text that names no key, or a key that cannot be used."""


@dataclass(frozen=True, slots=True)
class Chord:
    """One key with the keys held beside it. `text` is the same for every way of writing it, as in "Ctrl+Alt+K"."""

    modifiers: frozenset[Modifier]
    key: Qt.Key
    text: str

    @property
    def character(self) -> str | None:
        """The character that the key writes, in lower case; None for F9, Pause and the like."""
        return chr(self.key).lower() if self.key < _FIRST_WITHOUT_CHARACTER else None


def read_chord(text: str) -> Chord | None:
    """The chord that `text` names ("Ctrl+F9", "Shift+Pause"); None for "", a key that is switched off.

    Raises ChordError with one sentence for the person.
    """
    if not text.strip():
        return None
    sequence = QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() > 1:
        raise ChordError(
            translate("Keys", "\u201c{key}\u201d is more than one key: name one, such as Ctrl+F9.").format(key=text)
        )
    pressed = sequence[0]  # type: ignore[index]  # the stubs leave it out
    key, held = pressed.key(), pressed.keyboardModifiers()
    typed = key < _FIRST_WITHOUT_CHARACTER or key in _FOR_TYPING
    if not (typed or key in _ALONE) or held & Qt.KeyboardModifier.KeypadModifier:
        raise ChordError(
            translate("Keys", "\u201c{key}\u201d cannot be used: name a key such as F9, Pause or Ctrl+Alt+K.").format(
                key=text
            )
        )
    modifiers = frozenset(name for flag, name in _MODIFIERS.items() if held & flag)
    if typed and modifiers <= {"Shift"}:
        raise ChordError(
            translate("Keys", "\u201c{key}\u201d is needed for typing: add Ctrl, Alt or Meta to it.").format(key=text)
        )
    return Chord(modifiers, key, sequence.toString(QKeySequence.SequenceFormat.PortableText))


def not_on_this_keyboard(chord: Chord) -> ChordError:
    """What a system raises for a key that its keyboard does not have."""
    return ChordError(translate("Keys", "This keyboard has no key for \u201c{key}\u201d.").format(key=chord.text))
