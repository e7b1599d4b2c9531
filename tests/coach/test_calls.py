"""Whole calls that a trainer can read: every `tests/calls/*.call` is replayed and answers as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assist.events import AnyEvent, Cue, CueOutcome
from assist.replay import replay, script_blocks
from assist.speech.call_script import read_call_script
from tests.making import CALLS, scripted_pipeline

SLACK_S = 0.25
"""An answer may come this much after the moment that the script names."""
SCRIPTS = sorted(CALLS.glob("*.call"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_call_is_answered_as_its_script_says(path: Path) -> None:
    script = read_call_script(path)
    events = list(replay(script_blocks(script), scripted_pipeline(script)))
    assert script.expected, "a script without an expectation tests nothing"
    for expected in script.expected:
        met = expectation(expected.what, expected.at_s, events)
        assert met, (
            f"{path.name} at {expected.at_s}: {expected.what}; cues were {[e for e in events if isinstance(e, Cue)]}"
        )


def expectation(what: str, at: float, events: list[AnyEvent]) -> bool:
    """Whether `cue RULE [because "words"]`, `done RULE` or `quiet until S` holds."""
    cues = [event for event in events if isinstance(event, Cue)]
    because = re.findall(r'"([^"]+)"', what)
    verb, rule = what.split()[:2]
    match verb:
        case "cue":
            return any(c.rule == rule and shows(c, because) and at <= c.at <= at + SLACK_S for c in cues)
        case "done":
            ends = {e.cue: e for e in events if isinstance(e, CueOutcome) and at <= e.at <= at + SLACK_S}
            return any(c.rule == rule and c.id in ends and ends[c.id].outcome == "done" for c in cues)
        case "quiet":
            return not [c for c in cues if at <= c.at <= float(what.rsplit(maxsplit=1)[-1])]
    raise AssertionError(f"unknown expectation: {what}")


def shows(cue: Cue, wanted: list[str]) -> bool:
    """Whether the cue's evidence has these words in it."""
    return all(any(words in shown for shown in cue.because) for words in wanted)


def test_there_are_calls_to_test() -> None:
    assert len(SCRIPTS) >= 4
