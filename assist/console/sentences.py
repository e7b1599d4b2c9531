"""The words of the wall, the alarms and the chosen call. Those of the other windows are in them.

All of it goes through Qt's translation, so each function answers in the language chosen at start. A team's own words
(its rules' texts, its ready lines) are shown as the team wrote them.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from assist.console.cases import Alarm
from assist.console.rules import Severity
from assist.console.state import CallCard, OpenAlert
from assist.events import Stage, State, Trend
from assist.floor.messages import Answer, Reason

translate = QCoreApplication.translate

LONG_S = 60.0
"""From then on it is said how long a hard feeling has lasted."""
_ORDER: tuple[Reason, ...] = ("harm", "hand", "help", "supervisor", "leave", "complaint", "sustained", "rising")
"""Of reasons, what is said first."""


def state_words(state: State, trend: Trend) -> str:
    """The customer's state in a word, two when it changes."""
    rising: dict[State, str] = {
        "frustrated": translate("Console", "More frustrated"),
        "anxious": translate("Console", "More worried"),
        "confused": translate("Console", "More confused"),
        "disappointed": translate("Console", "More disappointed"),
    }
    easing: dict[State, str] = {
        "frustrated": translate("Console", "Less frustrated"),
        "anxious": translate("Console", "Less worried"),
        "confused": translate("Console", "Less confused"),
        "disappointed": translate("Console", "Less disappointed"),
    }
    changing = {"rising": rising, "easing": easing, "steady": {}}[trend]
    return (
        changing.get(state)
        or {
            "frustrated": translate("Console", "Frustrated"),
            "anxious": translate("Console", "Worried"),
            "confused": translate("Console", "Confused"),
            "disappointed": translate("Console", "Disappointed"),
            "satisfied": translate("Console", "Pleased"),
            "neutral": translate("Console", "Calm"),
            "unsure": translate("Console", "Not known"),
        }[state]
    )


def card_state_words(card: CallCard) -> str:
    """How the customer is, or why that is not known."""
    if card.objected:
        return translate("Console", "Feelings are off")
    if card.paused:
        return translate("Console", "Paused")
    return state_words(card.state, card.trend)


def quiet_words(card: CallCard) -> str:
    """What keeps the card from being of now; empty when nothing does."""
    if card.stale:
        return translate("Console", "No word from this program; the last known is shown.")
    if card.objected:
        return translate("Console", "The customer wants no estimate of feelings.")
    if card.paused:
        return translate("Console", "Listening is paused while something private is said.")
    return ""


def minutes_words(seconds: float) -> str:
    """How long, in whole minutes."""
    return translate("Console", "{minutes} min").format(minutes=int(max(0.0, seconds) // 60))


def lasting_words(card: CallCard) -> str:
    """That a hard feeling lasts, from a minute on."""
    if card.hard_for < LONG_S or card.objected:
        return ""
    long = minutes_words(card.hard_for)
    feeling: dict[State, str] = {
        "frustrated": translate("Console", "Frustrated for {long}"),
        "anxious": translate("Console", "Worried for {long}"),
        "confused": translate("Console", "Confused for {long}"),
        "disappointed": translate("Console", "Disappointed for {long}"),
    }
    return feeling.get(card.state, translate("Console", "Hard for {long}")).format(long=long)


def reason_words(alert: OpenAlert) -> str:
    """Why a call may need a person."""
    if alert.reason == "help":
        if alert.about:
            return translate("Console", "Help with: {about}").format(about=alert.about)
        return translate("Console", "Asks for help")
    words: dict[Reason, str] = {
        "rising": translate("Console", "Frustration grows"),
        "sustained": translate("Console", "Frustration lasts"),
        "supervisor": translate("Console", "Customer asks for a supervisor"),
        "leave": translate("Console", "Customer may leave"),
        "complaint": translate("Console", "Customer wants to complain"),
        "harm": translate("Console", "Somebody may come to harm"),
        "hand": translate("Console", "Hand up"),
    }
    return words[alert.reason]


def why_words(card: CallCard, alarms: tuple[Alarm, ...]) -> tuple[str, ...]:
    """Why the call is where it is, the weightiest first, each said once; the alarms are those of this call."""
    alerts = sorted((each for each in card.alerts if each.answer != "false alarm"), key=_weight)
    lasting = lasting_words(card)
    said = [reason_words(each) for each in alerts if not (lasting and each.reason == "sustained")]
    if card.hand and not any(each.reason in ("hand", "help") for each in card.alerts):
        said.insert(0, translate("Console", "Hand up"))
    known = {each.id for each in card.alerts}
    said += [
        each.text
        for each in alarms
        if each.answer != "false alarm"
        and not any(case.alert in known for case in each.cases if case.call == card.call)
    ]
    return tuple(dict.fromkeys([*said, *([lasting] if lasting else [])]))


def answer_words(answer: Answer, by: str) -> str:
    """What a supervisor said."""
    said: dict[Answer, str] = {
        "acknowledged": translate("Console", "Seen by {name}"),
        "assigned": translate("Console", "{name} looks after it"),
        "false alarm": translate("Console", "False alarm, says {name}"),
    }
    return said[answer].format(name=by or translate("Console", "somebody"))


def care_words(card: CallCard) -> str:
    """Who looks after the call; empty when nothing was said yet."""
    answered = [each for each in card.alerts if each.answer]
    answered.sort(key=lambda each: ("assigned", "acknowledged", "false alarm").index(each.answer or "false alarm"))
    return answer_words(answered[0].answer, answered[0].by) if answered and answered[0].answer else ""


def severity_words(severity: Severity) -> str:
    return {
        "severe": translate("Console", "Severe"),
        "high": translate("Console", "High"),
        "low": translate("Console", "Low"),
    }[severity]


def ago_words(seconds: float) -> str:
    """How long ago something was."""
    if seconds < LONG_S:
        return translate("Console", "just now")
    return translate("Console", "{minutes} min ago").format(minutes=int(seconds // 60))


def alarm_care_words(alarm: Alarm) -> str:
    """Who has answered an alarm, and how."""
    return answer_words(alarm.answer, alarm.by) if alarm.answer else ""


def alarm_sentence(alarm: Alarm) -> str:
    """An alarm for who hears it."""
    names = ", ".join(case.name for case in alarm.cases)
    return ". ".join(
        part for part in (severity_words(alarm.severity), alarm.text, names, alarm_care_words(alarm)) if part
    )


def more_calls_words(count: int) -> str:
    """Calls of an alarm that are not listed."""
    return translate("Console", "and {count} more").format(count=count)


def waiting_words(count: int) -> str:
    """Calls for which there is no alarm, so that there are not too many."""
    if count == 1:
        return translate("Console", "1 more call needs a look; see the wall.")
    return translate("Console", "{count} more calls need a look; see the wall.").format(count=count)


def stage_words(stage: Stage) -> str:
    """How far a call is."""
    return {
        "connect": translate("Console", "Connect"),
        "assess": translate("Console", "Assess"),
        "relate": translate("Console", "Relate"),
        "engage": translate("Console", "Engage"),
    }[stage]


def card_sentence(card: CallCard, why: tuple[str, ...], now: float) -> str:
    """A card for who hears it."""
    parts = [card.name, card_state_words(card), minutes_words(now - card.began), *why, care_words(card)]
    return ". ".join(part for part in parts if part) + "."


def _weight(alert: OpenAlert) -> tuple[int, float]:
    return _ORDER.index(alert.reason), alert.since
