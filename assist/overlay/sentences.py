"""Every word of the overlay itself, in the window's language. What the coach suggests comes from its packs.

All of it goes through Qt's translation (`translations/`), so each function answers in the language chosen at start.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assist.events import CueEnd, CueKind, Speaker, Stage, State, Step
from assist.overlay.action_words import action_words
from assist.overlay.keys.global_keys import Refused
from assist.overlay.mood import Mood
from assist.overlay.trouble import Ear, Trouble

translate = QCoreApplication.translate


def ear_words(ear: Ear) -> str:
    """What the light says."""
    return {
        "starting": translate("Overlay", "Getting ready"),
        "listening": translate("Overlay", "Listening"),
        "partly": translate("Overlay", "Hearing one side only"),
        "deaf": translate("Overlay", "Not hearing anything"),
        "failed": translate("Overlay", "Could not start"),
        "ended": translate("Overlay", "Call ended"),
    }[ear]


def trouble_words(trouble: Trouble) -> tuple[str, str]:
    """What is wrong, in one sentence, and what to do."""
    what, act = {
        "no model": (
            translate("Overlay", "No speech model for this language, so no cues."),
            translate("Overlay", "After the call, open \u201cCheck the set-up\u201d in the menu."),
        ),
        "no device": (
            translate("Overlay", "A sound input is missing or does not open."),
            translate("Overlay", "Choose another in Settings, then start Assist again."),
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
        "no words": (
            translate("Overlay", "The words are not recognised just now."),
            translate("Overlay", "If this stays, start Assist again after the call."),
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
            translate("Overlay", "Only silence from the customer for a minute."),
            translate("Overlay", "Not on hold? Check the softphone\u2019s output."),
        ),
        "muted agent": (
            translate("Overlay", "Only silence from your microphone for a minute."),
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
    return what.format(seconds=f"{trouble.lost_s:.0f}"), act


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


def our_notice() -> str:
    """What an agent reads to the customer where the organisation has no words of its own."""
    return translate(
        "Overlay",
        "A program on my computer helps me in this call. It turns our words into text and estimates how you feel, so "
        "that I can help you better. Nothing is recorded by it, and nothing leaves this computer. Are you happy with "
        "that? If not, I switch the estimate off now.",
    )
