"""Events as readable lines, with colour where the terminal has it. A sink like the overlay; knows no Qt."""

from __future__ import annotations

import shutil
import sys

import click
from msgspec import UNSET

from assist.events import (
    AnyEvent,
    AudioGap,
    CallState,
    Cue,
    CueOutcome,
    Device,
    EmotionEstimate,
    Escalation,
    Fault,
    FloorLink,
    FloorNote,
    Health,
    Partial,
    Pause,
    Revealed,
    StepTaken,
    Utterance,
)

_REWRITE = "\r\x1b[2K"
"""Back to the line's start, and clear it: a partial text gives way to the next line."""
_KINDS = {
    "suggest": ("SUGGEST", "cyan"),
    "warn": ("WARNING", "yellow"),
    "praise": ("WELL DONE", "green"),
    "escalate": ("GET HELP", "red"),
}
_STATES = {
    "frustrated": "red",
    "anxious": "yellow",
    "confused": "magenta",
    "disappointed": "blue",
    "satisfied": "green",
}


def print_event(event: AnyEvent) -> None:
    """Print what a reader wants to know of an event. On a terminal, words appear while they are spoken."""
    line_is_open = sys.stdout.isatty()
    if isinstance(event, Partial) and line_is_open:
        who = f"          {event.speaker:<9} "
        room = max(10, shutil.get_terminal_size().columns - len(who) - 4)
        click.echo(_REWRITE + click.style(f"{who}{event.text[-room:]} \u2026", dim=True), nl=False)
    for line in describe(event):
        click.echo((_REWRITE if line_is_open else "") + line)
    sys.stdout.flush()


def describe(event: AnyEvent) -> list[str]:
    """The lines for one event, with ANSI colours; click takes them out where the output is no terminal."""
    clock = click.style(f"{int(event.at) // 60:2d}:{event.at % 60:04.1f}", dim=True)
    match event:
        case CallState():
            return [_call(event)]
        case Utterance():
            who = click.style(f"{event.speaker:<9}", bold=True, fg="blue" if event.speaker == "agent" else "white")
            return [f"{clock}  {who} {event.text}"]
        case Revealed():
            return [f"{clock}  {event.speaker:<9} " + click.style(f"shown again: {event.text}", dim=True)]
        case EmotionEstimate(provisional=False) if event.state != "unsure":
            return [f"{clock}  {'':9} {_mood(event)}"]
        case StepTaken():
            return [f"{clock}  {'':9} " + click.style(f"+ {event.step}", fg="green") + _because(event.because)]
        case Cue():
            return [f"{clock}  {'':9} {line}" for line in _cue(event)]
        case CueOutcome():
            return [f"{clock}  {'':9} " + click.style(f"{event.cue} {event.outcome}", dim=True)]
        case Escalation():
            return [
                f"{clock}  {'':9} " + click.style(f"for the floor: {event.reason}", fg="red") + _because(event.because)
            ]
        case FloorLink() | FloorNote():
            return [f"{clock}  {_floor(event)}"]
        case _:
            return [f"{clock}  {line}" for line in _listening(event)]


def _listening(event: AnyEvent) -> list[str]:
    """The lines for an event that tells how the call is heard."""
    match event:
        case AudioGap():
            lost = f"{event.end - event.start:.1f} s of the {event.speaker} were lost ({event.reason})"
            return [click.style(lost, fg="red")]
        case Device():
            return [_device(event)]
        case Fault() if not _ends_the_call(event):
            return [click.style(f"the {event.part} part failed ({event.error}); the call goes on", fg="red")]
        case Health():
            return [click.style(wrong, fg="yellow") for wrong in _wrong(event)]
        case Pause():
            return [click.style(_pause(event), fg="yellow")]
        case _:
            return []


def _floor(event: FloorLink | FloorNote) -> str:
    if isinstance(event, FloorNote):
        return click.style(f"{event.name} writes: {event.text}", bold=True)
    if event.joined:
        return click.style("supervisors see how the calls go", dim=True)
    return click.style(f"supervisors see nothing{': ' if event.why else ' yet'}{event.why}", fg="yellow")


def _ends_the_call(fault: Fault) -> bool:
    """Whether it cannot begin or go on: then its one sentence comes at the end."""
    return fault.part == "call" or (fault.part == "speech" and fault.at == 0.0)


def _device(event: Device) -> str:
    words = {
        "heard": f"the {event.speaker} is heard on {event.name}",
        "changed": f"the {event.speaker} is heard on {event.name} from now on",
        "lost": f"the {event.speaker} is not heard; {event.name or 'an input'} is looked for",
    }
    return click.style(words[event.state], fg="red" if event.state == "lost" else None, dim=event.state == "heard")


def _wrong(event: Health) -> list[str]:
    arriving = {"agent": event.agent_arriving, "customer": event.customer_arriving}
    silent = [who for who, on in arriving.items() if not on]
    found = {
        "no sound arrives from: " + ", ".join(silent): bool(silent),
        "the customer is heard again through the agent's microphone": event.echo,
        "agent and customer seem to be swapped": event.swapped,
    }
    return [words for words, holds in found.items() if holds]


def _call(event: CallState) -> str:
    if event.phase == "ended":
        return click.style(f"The call ended after {event.at:.0f} s.", dim=True)
    listening = click.style(f"Listening ({event.engine}, {event.language})", dim=True)
    return listening + (click.style("  this call is recorded", fg="red") if event.recording else "")


def _pause(event: Pause) -> str:
    if not event.paused:
        return "the customer is heard again" + (", for the pause's time is over" if event.by == "time" else "")
    why = {"agent": "the agent wished it", "card": "the agent asked for a card", "keypad": "a keypad is heard"}
    reason = f" ({why[event.by]})" if event.by in why else ""
    until = "" if event.until is UNSET else f" until {int(event.until) // 60}:{int(event.until) % 60:02d}"
    return f"paused{until}{reason}: nothing of the customer's is heard or kept"


def _mood(event: EmotionEstimate) -> str:
    mood = click.style(event.state, fg=_STATES.get(event.state, "white"), bold=event.state in _STATES)
    voice = click.style(f"  voice: {', '.join(event.tone)}", dim=True) if event.tone else ""
    return f"customer: {mood}, {event.trend}, intensity {event.intensity:.2f}" + _because(event.because) + voice


def _cue(cue: Cue) -> list[str]:
    label, colour = _KINDS[cue.kind]
    lines = [click.style(f"[{label}] {cue.headline}", fg=colour, bold=True) + click.style(f"  {cue.id}", dim=True)]
    lines.append(f"    {cue.body}{_because(cue.because)}")
    if cue.say is not UNSET:
        lines.append(f"    Perhaps: {click.style(str(cue.say), italic=True)}")
    return lines


def _because(words: tuple[str, ...]) -> str:
    return click.style("  (" + ", ".join(f'"{word}"' for word in words) + ")", dim=True) if words else ""
