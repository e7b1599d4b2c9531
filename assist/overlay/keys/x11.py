"""Keys for the whole screen on X11, by passive grabs on the root window. Knows no settings and no window of ours.

A connection of its own: Qt's does not show who else has a key, and a grab that another program has must be one refusal
rather than an X error in the middle of Qt. A grab names its modifiers exactly, so each key is grabbed once for every
combination of the lock keys. Under XWayland the keys work while an X program has the focus, and only then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import combinations
from typing import Any, NamedTuple

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import CatchError, ConnectionClosedError, DisplayError, XauthError

from assist.overlay.actions import Action
from assist.overlay.keys.chords import FUNCTION_KEYS, Chord, ChordError, not_on_this_keyboard

log = logging.getLogger(__name__)

_REPEAT_MS = 5
"""A held key repeats as a release and a press at the same moment; no finger is as fast."""
_HELD_MS = 1000
"""Some servers repeat without a release; after this long without one, it was lost."""
_BROKEN = (ConnectionClosedError, OSError)
_SAME_NAME = "Pause Insert Print Menu Help Delete Down End Escape Home Left Return Right Up"
_NAMES = {
    Qt.Key.Key_Backspace: "BackSpace",
    Qt.Key.Key_PageDown: "Next",
    Qt.Key.Key_PageUp: "Prior",
    **{Qt.Key[f"Key_{name}"]: name for name in _SAME_NAME.split()},
    **{key: f"F{number}" for key, number in FUNCTION_KEYS.items()},
}


class _Target(NamedTuple):
    """A key of this keyboard with the modifiers that must be held, without the locks."""

    keycode: int
    modifiers: int


class _Masks(NamedTuple):
    """Which modifier bits this keyboard uses. `locks`: every combination of lock keys that may be on."""

    alt: int
    meta: int
    locks: tuple[int, ...]


def open_x11(pressed: Callable[[Action], None], display: str | None = None) -> X11Keys | None:
    """A connection to `display` (that of the environment when None); None when it does not answer."""
    try:
        return X11Keys(Display(display), pressed)
    except (DisplayError, XauthError, *_BROKEN):
        log.info("The X server does not answer; there are no keys for the whole screen.")
        return None


class X11Keys:
    """The keys of one connection, which it owns and closes. See `global_keys.Backend`."""

    def __init__(self, display: Any, pressed: Callable[[Action], None]) -> None:
        self._display = display
        self._root = display.screen().root
        self._pressed = pressed
        self._masks = _read_masks(display)
        self._wanted: dict[Action, Chord] = {}
        self._grabs: dict[_Target, Action] = {}
        self._held = HeldKeys()
        self._open = True
        self._notifier = QSocketNotifier(display.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._drain)
        # A request's answer may bring events along, of which the notifier then knows nothing.
        self._soon = QTimer(singleShot=True, interval=0)
        self._soon.timeout.connect(self._drain)

    def grab(self, action: Action, chord: Chord) -> bool:
        """See `Backend.grab`."""
        if not self._open:
            return False
        try:
            target = self._target(chord)
            if target in self._grabs or not self._take(target):
                return False
        except _BROKEN:
            self._lost()
            return False
        self._grabs[target] = action
        self._wanted[action] = chord
        self._soon.start()
        return True

    def stop(self) -> None:
        """See `Backend.stop`."""
        if not self._open:
            return
        self._silence()
        try:
            for target in self._grabs:
                self._free(target)
            self._display.close()
        except _BROKEN:
            log.info("The X server was gone before its keys were freed.")

    # --- what the server says -------------------------------------------------------------------------------------

    def _drain(self) -> None:
        if not self._open:
            return
        try:
            actions = self._read()
        except _BROKEN:
            self._lost()
            return
        for action in actions:
            if self._open:  # an action may stop the keys
                self._pressed(action)

    def _read(self) -> list[Action]:
        """What was pressed since the last time; a changed keyboard is followed on the way."""
        actions: list[Action] = []
        remapped = True
        while remapped:
            remapped = False
            while self._display.pending_events():
                event = self._display.next_event()
                match event.type:
                    case X.KeyPress:
                        target = _Target(event.detail, event.state & self._meaningful)
                        if self._held.press(event.detail, event.time) and target in self._grabs:
                            actions.append(self._grabs[target])
                    case X.KeyRelease:
                        self._held.release(event.detail, event.time)
                    case X.MappingNotify:
                        self._display.refresh_keyboard_mapping(event)
                        remapped = True
            if remapped:
                self._follow_keyboard()
        return actions

    @property
    def _meaningful(self) -> int:
        """The modifiers that are not locks; above them are the mouse's buttons and the layout."""
        return 0xFF & ~self._masks.locks[-1]

    def _follow_keyboard(self) -> None:
        """Grab anew when keys or modifiers are elsewhere. Typing programs remap a spare key often: that is nothing."""
        masks, before = _read_masks(self._display), self._masks
        self._masks = masks
        targets: dict[_Target, Action] = {}
        for action, chord in self._wanted.items():
            try:
                targets.setdefault(self._target(chord), action)
            except ChordError:
                continue  # until the keyboard changes again
        if (targets, masks) == (self._grabs, before):
            return
        for target in self._grabs:
            self._free(target, before)
        self._grabs = {target: action for target, action in targets.items() if self._take(target)}
        log.info("The keyboard has changed: %d of %d keys work.", len(self._grabs), len(self._wanted))

    def _lost(self) -> None:
        self._silence()
        log.info("The X server is gone; the keys for the whole screen have stopped.")

    def _silence(self) -> None:
        self._open = False
        self._notifier.setEnabled(False)
        self._soon.stop()

    # --- keys -----------------------------------------------------------------------------------------------------

    def _target(self, chord: Chord) -> _Target:
        bits = {"Shift": X.ShiftMask, "Ctrl": X.ControlMask, "Alt": self._masks.alt, "Meta": self._masks.meta}
        modifiers = sum(bits[name] for name in chord.modifiers)
        for keycode, level in self._display.keysym_to_keycodes(_keysym(chord)):
            if level < 4:  # two levels in each of two layouts; on the others AltGr would have to be held
                return _Target(keycode, modifiers | (X.ShiftMask if level % 2 and chord.character else 0))
        raise not_on_this_keyboard(chord)

    def _take(self, target: _Target) -> bool:
        """Grab with every combination of locks, or with none."""
        failed = CatchError()
        how = (False, X.GrabModeAsync, X.GrabModeAsync)
        for locks in self._masks.locks:
            self._root.grab_key(target.keycode, target.modifiers | locks, *how, onerror=failed)
        self._display.sync()
        if failed.get_error() is None:
            return True
        self._free(target)
        return False

    def _free(self, target: _Target, masks: _Masks | None = None) -> None:
        for locks in (masks or self._masks).locks:
            self._root.ungrab_key(target.keycode, target.modifiers | locks)
        self._display.sync()  # or it would be freed some time later


class HeldKeys:
    """Tells a press from the repeats of a key that is held. Times are the server's, in milliseconds."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[int, int]] = {}

    def press(self, keycode: int, time: int) -> bool:
        """Is this a press of its own?"""
        before, quiet = self._last.get(keycode, (0, -1))
        self._last[keycode] = (time, _HELD_MS)
        return (time - before) % 2**32 > quiet  # the server's clock begins anew after 49 days

    def release(self, keycode: int, time: int) -> None:
        """The key has come up, or repeats."""
        self._last[keycode] = (time, _REPEAT_MS)


def _keysym(chord: Chord) -> int:
    character = chord.character
    if character is None:
        return int(XK.string_to_keysym(_NAMES[chord.key]))
    return ord(character) if ord(character) < 0x100 else 0x0100_0000 | ord(character)


def _read_masks(display: Any) -> _Masks:
    rows = display.get_modifier_mapping()

    def mask(*names: str) -> int:
        found = (display.keysym_to_keycodes(XK.string_to_keysym(name)) for name in names)
        codes = {keycode for pairs in found for keycode, _ in pairs}
        return sum(1 << bit for bit, row in enumerate(rows) if codes & {*row})

    locks = sorted({X.LockMask, mask("Num_Lock"), mask("Scroll_Lock")} - {0})
    together = (sum(some) for count in range(len(locks) + 1) for some in combinations(locks, count))
    return _Masks(
        alt=mask("Alt_L", "Alt_R") or X.Mod1Mask,
        meta=mask("Super_L", "Super_R") or X.Mod4Mask,
        locks=tuple(together),
    )
