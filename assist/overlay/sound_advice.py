"""What seems wrong with the choice of inputs, and what to do: one sentence at a time, the gravest first.

Pure but for its translation. A guess from what the inputs are and whether anything comes; never from who speaks or how.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from assist.overlay.first_run.setup import SoundInput

QUIET_S = 12.0
"""How long nothing is heard before that is worth a sentence."""


class Chosen(NamedTuple):
    """One side of the call."""

    one: SoundInput | None
    """None where the chosen input is not there."""
    shown: str
    """What a person calls it; empty where nothing is chosen and the system has nothing."""
    muted: bool = False
    quiet_s: float = 0.0


def are_same(you: Chosen, customer: Chosen) -> bool:
    return you.one is not None and customer.one is not None and you.one.name == customer.one.name


def advice(you: Chosen, customer: Chosen) -> str:
    """Empty where nothing seems wrong."""
    return next((text for test in _TESTS if (text := test(you, customer))), "")


def _same(you: Chosen, customer: Chosen) -> str:
    translate = QCoreApplication.translate
    text = translate("Sound", "“{input}” is chosen for both. Choose another input for one of you.")
    return text.format(input=you.shown) if are_same(you, customer) else ""


def _missing(you: Chosen, customer: Chosen) -> str:
    translate = QCoreApplication.translate
    gone = translate("Sound", "“{input}” is not there now. Connect it, or choose another input.")
    for side, nothing in (
        (you, translate("Sound", "No input hears you. Connect a microphone.")),
        (customer, translate("Sound", "No input hears the customer. Choose one.")),
    ):
        if side.one is None:
            return gone.format(input=side.shown) if side.shown else nothing
    return ""


def _crossed(you: Chosen, customer: Chosen) -> str:
    translate = QCoreApplication.translate
    plays = you.one is not None and you.one.plays
    hears = customer.one is not None and not customer.one.plays
    if plays and hears:
        return translate("Sound", "The two seem to be the wrong way round: press Swap.")
    if plays:
        text = translate("Sound", "“{input}” is what an output plays, not a microphone. Choose a microphone for you.")
        return text.format(input=you.shown)
    if hears:
        text = translate(
            "Sound", "“{input}” is a microphone. The customer is heard in what an output plays: choose one of those."
        )
        return text.format(input=customer.shown)
    return ""


def _muted(you: Chosen, customer: Chosen) -> str:
    text = QCoreApplication.translate("Sound", "“{input}” is muted in the system. Unmute it there.")
    return next((text.format(input=side.shown) for side in (you, customer) if side.muted), "")


def _quiet(you: Chosen, customer: Chosen) -> str:
    translate = QCoreApplication.translate
    if you.quiet_s >= QUIET_S:
        text = translate(
            "Sound", "Nothing is heard from “{input}”. Say a few words; if the bar stays still, choose another input."
        )
        return text.format(input=you.shown)
    if customer.quiet_s >= QUIET_S:
        text = translate("Sound", "Nothing is heard from “{input}”. Play a test sound to try it.")
        return text.format(input=customer.shown)
    return ""


_TESTS: tuple[Callable[[Chosen, Chosen], str], ...] = (_same, _missing, _crossed, _muted, _quiet)
