"""The words of the overlay about the call and its hearing: whether it is heard, recorded, and what is wrong.

All of it goes through Qt's translation (`translations/`), so each function answers in the language chosen at start.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assist.events import PausedBy
from assist.overlay.action_words import action_words
from assist.overlay.trouble import Changed, Ear, Trouble

translate = QCoreApplication.translate

LONG_S = 100
"""From so many seconds on a time is told in minutes."""
LONGEST_NAME = 40
"""Characters of a device's name: some are as long as a sentence."""


def ear_words(ear: Ear) -> str:
    """What the light says."""
    return {
        "waiting": translate("Overlay", "Ready for the next call"),
        "starting": translate("Overlay", "Getting ready"),
        "listening": translate("Overlay", "Listening"),
        "partly": translate("Overlay", "Hearing one side only"),
        "deaf": translate("Overlay", "Not hearing anything"),
        "failed": translate("Overlay", "Could not start"),
        "ended": translate("Overlay", "Call ended"),
    }[ear]


def start_words(key: str) -> str:
    """How a call begins; nothing where no key does it."""
    return translate("Overlay", "{key} starts it").format(key=key) if key else ""


def call_words(begun: bool) -> str:
    """What the menu does to the call."""
    return translate("Overlay", "End the call") if begun else translate("Overlay", "Start the call")


def recorded_words() -> tuple[str, str]:
    """The sign of a recorded call, and what it says to a screen reader."""
    return translate("Overlay", "REC"), translate("Overlay", "This call is recorded")


def paused_words() -> str:
    """What is said in the light's place while nothing of the customer's is heard."""
    return translate("Overlay", "Paused \u2013 card details")


def left_words(left_s: int | None) -> str:
    """When the customer is heard again, as far as that is known."""
    if left_s is None:
        return translate("Overlay", "Does not hear the customer.")
    if left_s == 0:
        return translate("Overlay", "Hears the customer again in a moment.")
    if left_s < LONG_S:
        return translate("Overlay", "Hears the customer again in {seconds} s.").format(seconds=left_s)
    time = f"{left_s // 60}:{left_s % 60:02d}"
    return translate("Overlay", "Hears the customer again in {time} min.").format(time=time)


def why_paused_words(by: PausedBy, *, recorded: bool) -> str:
    """Why the customer is not heard; of a recorded call also that nothing is recorded meanwhile."""
    why = {
        "agent": translate("Overlay", "You paused it."),
        "card": translate("Overlay", "You asked for a card."),
        "keypad": translate("Overlay", "A keypad is heard."),
        "time": "",
    }[by]
    unrecorded = translate("Overlay", "Not recorded.")
    return f"{why} {unrecorded}" if recorded else why


def hear_words(key: str) -> str:
    """What ends a pause."""
    words = translate("Overlay", "Hear now")
    return f"{key} {words}" if key else words


def heard_again_words(key: str) -> tuple[str, str]:
    """That a pause ended by itself, and what to do if that was too early."""
    again = translate("Overlay", "{key} pauses again.").format(key=key) if key else ""
    return translate("Overlay", "The customer is heard again."), again


def pause_words(paused: bool) -> str:
    """What the menu does: pause, or hear the customer again."""
    return translate("Overlay", "Hear the customer again") if paused else action_words()["pause"]


def click_words(key: str) -> str:
    """What a click on the light does."""
    words = translate("Overlay", "Click to pause for a card number")
    return f"{words} ({key})" if key else words


def changed_words(changed: Changed) -> str:
    """That a speaker is heard on another device from now on."""
    heard = {
        "agent": translate("Overlay", "Now hearing you on {name}."),
        "customer": translate("Overlay", "Now hearing the customer on {name}."),
    }[changed.speaker]
    return heard.format(name=_short(changed.device))


def trouble_words(trouble: Trouble) -> tuple[str, str]:
    """What is wrong, in one sentence, and what to do."""
    what, act = {
        "no model": (
            translate("Overlay", "No speech model for this language, so no cues."),
            translate("Overlay", "After the call, open \u201cCheck the set-up\u201d in the menu."),
        ),
        "no device": (
            translate("Overlay", "A sound input is missing or does not open."),
            translate("Overlay", "Choose another under Sound in the menu, then start the call again."),
        ),
        "no start": (
            translate("Overlay", "Listening could not begin."),
            translate("Overlay", "Open \u201cCheck the set-up\u201d in the menu; it says why."),
        ),
        "stopped": (
            translate("Overlay", "This call is no longer heard."),
            translate("Overlay", "Start Assist again; your call itself goes on."),
        ),
        "no sound": (
            translate("Overlay", "No sound from you or the customer."),
            translate("Overlay", "Check the headset\u2019s plug and the sound settings."),
        ),
        "no agent": (
            translate("Overlay", "This program cannot hear you."),
            translate("Overlay", "Check the microphone\u2019s plug and its switch."),
        ),
        "no customer": (
            translate("Overlay", "This program cannot hear the customer."),
            translate("Overlay", "If you can, check which output the softphone uses."),
        ),
        "swapped": (
            translate("Overlay", "You and the customer seem to be swapped."),
            translate("Overlay", "Open Sound in the menu and press Swap."),
        ),
        "echo": (
            translate("Overlay", "The customer is heard through your microphone."),
            translate("Overlay", "Use a headset, or turn the loudspeaker down."),
        ),
        "no words": (
            translate("Overlay", "The words are not recognised just now."),
            translate("Overlay", "If this stays, start Assist again after the call."),
        ),
        "no recording": (
            translate("Overlay", "This call is no longer recorded."),
            translate("Overlay", "Cues go on; tell your supervisor after the call."),
        ),
        "gap": (
            translate("Overlay", "This program missed {seconds} s of the call."),
            translate("Overlay", "A cue may be missing; trust your own ear."),
        ),
        "busy": (
            translate("Overlay", "This computer is busy, so cues come late."),
            translate("Overlay", "Close a program that you do not need."),
        ),
        "muted customer": (
            translate("Overlay", "Only silence comes from the customer."),
            translate("Overlay", "Not on hold? Check the softphone\u2019s output."),
        ),
        "muted agent": (
            translate("Overlay", "Only silence comes from your microphone."),
            translate("Overlay", "If you have spoken, check whether it is muted."),
        ),
        "no coach": (
            translate("Overlay", "No cues can be made just now."),
            translate("Overlay", "Listening goes on; carry on as you know how."),
        ),
        "no state": (
            translate("Overlay", "The customer\u2019s state cannot be read just now."),
            translate("Overlay", "Trust your own ear."),
        ),
        "no floor": (
            translate("Overlay", "Supervisors cannot see this call."),
            translate("Overlay", "You still get cues; for help, phone a supervisor."),
        ),
        "objected": (
            translate("Overlay", "The customer said no, so feelings are off."),
            translate("Overlay", "Cues about words and timing go on."),
        ),
    }[trouble.kind]
    if trouble.device:
        act = translate("Overlay", "\u201c{name}\u201d gives no sound; check its plug and its switch.")
        act = act.format(name=_short(trouble.device))
    return what.format(seconds=f"{trouble.lost_s:.0f}"), act


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}\u2026"
