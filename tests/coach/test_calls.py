"""Whole calls that a trainer can read: every `tests/calls/*.call` is replayed and answers as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assist.events import AnyEvent, Cue, CueOutcome, Escalation
from assist.replay import replay, script_blocks
from assist.speech.call_script import read_call_script
from tests.making import CALLS, scripted_pipeline

SLACK_S = {"cue": 1.5, "warn": 3.0, "escalation": 1.5, "done": 1.5}
"""An answer may come this much after the moment that the script names."""
SCRIPTS = sorted(CALLS.glob("*.call"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_call_is_answered_as_its_script_says(path: Path) -> None:
    script = read_call_script(path)
    events = list(replay(script_blocks(script), scripted_pipeline(script)))
    assert script.expected, "a script without an expectation tests nothing"
    unmet = [f"at {each.at_s}: {each.what}" for each in script.expected if not met(each.what, each.at_s, events)]
    shown = [f"{cue.at} {cue.rule} {cue.because}" for cue in events if isinstance(cue, Cue)]
    assert not unmet, f"{path.name}: {unmet}; cues were {shown}"


def met(what: str, at: float, events: list[AnyEvent]) -> bool:
    """Whether an expectation holds.

    `cue RULE [because "words"]`, `warn RULE […]`, `escalation REASON`, `done RULE`, `quiet until S`, `no RULE until S`.
    """
    cues = [event for event in events if isinstance(event, Cue)]
    because = re.findall(r'"([^"]+)"', what)
    verb, rule = what.split()[:2]
    until = at + SLACK_S.get(verb, 0.0)
    match verb:
        case "cue" | "warn":
            return any(c.rule == rule and shows(c, because) and at <= c.at <= until for c in cues)
        case "escalation":
            return any(isinstance(e, Escalation) and e.reason == rule and at <= e.at <= until for e in events)
        case "done":
            ends = {e.cue: e for e in events if isinstance(e, CueOutcome) and at <= e.at <= until}
            return any(c.rule == rule and c.id in ends and ends[c.id].outcome == "done" for c in cues)
        case "quiet" | "no":
            last = float(what.rsplit(maxsplit=1)[-1])
            return not [c for c in cues if at <= c.at <= last and (verb == "quiet" or c.rule.startswith(rule))]
    raise AssertionError(f"unknown expectation: {what}")


def shows(cue: Cue, wanted: list[str]) -> bool:
    """Whether the cue's evidence has these words in it."""
    return all(any(words in shown.lower() for shown in cue.because) for words in wanted)


def test_there_are_calls_to_test() -> None:
    assert len(SCRIPTS) >= 22
