"""The words of the overlay itself but for those about the hearing (`hearing_words.py`), in the window's language. What
the coach suggests comes from its packs.

All of it goes through Qt's translation (`translations/`), so each function answers in the language chosen at start.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assist.events import CueEnd, CueKind, Speaker, Stage, State, Step
from assist.overlay.action_words import action_words
from assist.overlay.keys.global_keys import Refused
from assist.overlay.mood import Mood

translate = QCoreApplication.translate


def mood_words(mood: Mood) -> str:
    """The customer's state with its trend; honest when it is not known."""
    if mood.state == "unsure":
        if mood.was is None or mood.was == "neutral":
            return translate("Overlay", "Mood unclear")
        return translate("Overlay", "Mood unclear, was {state}").format(state=state_words(mood.was).lower())
    rising: dict[State, str] = {
        "frustrated": translate("Overlay", "Rising frustration"),
        "anxious": translate("Overlay", "Rising worry"),
        "confused": translate("Overlay", "Growing confusion"),
        "disappointed": translate("Overlay", "Growing disappointment"),
    }
    easing: dict[State, str] = {
        "frustrated": translate("Overlay", "Easing frustration"),
        "anxious": translate("Overlay", "Easing worry"),
        "confused": translate("Overlay", "Clearing confusion"),
        "disappointed": translate("Overlay", "Easing disappointment"),
    }
    by_trend = {"rising": rising, "easing": easing, "steady": {}}[mood.trend]
    return by_trend.get(mood.state, state_words(mood.state))


def state_words(state: State) -> str:
    """A state by itself."""
    return {
        "frustrated": translate("Overlay", "Frustrated"),
        "anxious": translate("Overlay", "Worried"),
        "confused": translate("Overlay", "Confused"),
        "disappointed": translate("Overlay", "Disappointed"),
        "satisfied": translate("Overlay", "Pleased"),
        "neutral": translate("Overlay", "Calm"),
        "unsure": translate("Overlay", "Mood unclear"),
    }[state]


def sure_words(confidence: float) -> str:
    """How sure that is."""
    return translate("Overlay", "{percent} % sure").format(percent=round(confidence * 100))


def heard_words(words: tuple[str, ...], who: Speaker | None, tone: tuple[str, ...] = ()) -> str:
    """The evidence: the words and who said them (nobody: what was measured), then what was in the voice."""
    said = {
        "agent": translate("Overlay", "You said {words}"),
        "customer": translate("Overlay", "They said {words}"),
        None: translate("Overlay", "Because: {words}"),
    }[who]
    parts = []
    if words:
        quoted = ", ".join(f"\u201c{each}\u201d" if who else each for each in words[:3])
        parts.append(said.format(words=quoted))
    if tone:
        parts.append(translate("Overlay", "Voice: {tone}").format(tone=", ".join(tone[:2])))
    return " \u00b7 ".join(parts)


def kind_words(kind: CueKind) -> str:
    """What sort of cue it is, for who cannot see its icon."""
    return {
        "suggest": translate("Overlay", "Suggestion"),
        "warn": translate("Overlay", "Careful"),
        "praise": translate("Overlay", "Well done"),
        "escalate": translate("Overlay", "Get help"),
    }[kind]


def past_words(end: CueEnd, cue: str) -> str:
    """A cue that has ended, and how."""
    said = {
        "done": translate("Overlay", "Done: {cue}"),
        "expired": translate("Overlay", "Over: {cue}"),
        "replaced": translate("Overlay", "Over: {cue}"),
        "dismissed": translate("Overlay", "Put aside: {cue}"),
    }[end]
    return said.format(cue=cue)


def stage_words(stage: Stage) -> str:
    return {
        "connect": translate("Overlay", "Connect"),
        "assess": translate("Overlay", "Assess"),
        "relate": translate("Overlay", "Relate"),
        "engage": translate("Overlay", "Engage"),
    }[stage]


def step_words(step: Step) -> str:
    """A step of AER."""
    return {
        "aer.acknowledge": translate("Overlay", "Acknowledge"),
        "aer.empathize": translate("Overlay", "Empathize"),
        "aer.respond": translate("Overlay", "Respond"),
    }[step]


def seen_words(key: str) -> str:
    """That others may see the window; `key` hides it, if there is one."""
    seen = translate("Overlay", "Others see this window when you share your screen.")
    return f"{seen} " + translate("Overlay", "{key} hides it.").format(key=key) if key else seen


def refused_words(refused: Refused) -> str:
    """Why a key does not work, in one sentence."""
    sentence = {
        "no key": translate("Overlay", "{key} is not a key that can be used for \u201c{action}\u201d."),
        "twice": translate("Overlay", "{key} for \u201c{action}\u201d is in use for another action."),
        "taken": translate("Overlay", "{key} for \u201c{action}\u201d belongs to another program."),
        "unsupported": translate("Overlay", "This desktop lends no keys to programs, so {key} does nothing here."),
    }[refused.reason]
    return sentence.format(key=refused.text, action=action_words()[refused.action])


def our_notice(*, recorded: bool = False, floor: bool = False) -> str:
    """What an agent reads to the customer where the organisation has no words of its own.

    `recorded`: the call is recorded. `floor`: supervisors see how the customer seems to feel.
    """
    helps = translate(
        "Overlay",
        "A program on my computer helps me in this call. It turns our words into text and estimates how you feel, so "
        "that I can help you better.",
    )
    asks = translate("Overlay", "Are you happy with that? If not, I switch the estimate off now.")
    return " ".join((helps, _notice_facts(recorded=recorded, floor=floor), asks))


def _notice_facts(*, recorded: bool, floor: bool) -> str:
    """Where what is made of the call goes."""
    if recorded and floor:
        return translate(
            "Overlay",
            "It also records this call for my organisation, and a supervisor of ours can see the estimate, to step in.",
        )
    if recorded:
        return translate("Overlay", "It also records this call for my organisation.")
    if floor:
        return translate(
            "Overlay", "A supervisor of ours can see the estimate, to step in and help. Nothing is recorded by it."
        )
    return translate("Overlay", "Nothing is recorded by it, and nothing leaves this computer.")
