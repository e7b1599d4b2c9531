"""How often a suggestion is on screen before the agent's next turn, when that comes 600 ms after the customer's.

Written calls are spoken by two voices through a telephone band, with that gap, and heard by the default engine.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import soundfile

from assist.app import make_coach, make_pipeline, open_call, transcriber_maker
from assist.coach.governance import Thought
from assist.replay import replay
from assist.settings import Settings
from assist.speech.call_script import read_call_script
from tests.making import CALLS, ROOT

sys.path.insert(0, str(ROOT / "packaging"))  # a folder of scripts, not a package

import make_call
from make_call import RATE, Turn

GAP_S = 0.6
SPOKEN = (
    "dog_and_the_vet_bill", "flight_missed_connection", "fridge_two_weeks", "gas_bill_two_letters",
    "hospital_bill_codes", "loan_letter_night", "parcel_left_in_rain", "pension_late_husband", "power_shutoff_notice",
    "rental_car_scratch", "third_time", "wedding_dress_colour",
)  # fmt: skip


LATE = ("done unprompted", "the agent moved on", "too late")
"""How a suggestion ends that came to nothing because the agent was quicker."""


class InTime(NamedTuple):
    calls: int
    suggestions: int
    """Suggestions to acknowledge that were shown, and those for which the agent was too quick."""
    in_time: int
    before_s: list[float]
    """Of those shown: seconds from then to the agent's next turn; negative where it had begun."""


def measure() -> InTime:
    """A few minutes."""
    voices = {"AGENT": make_call.hibari_voice(), "CUSTOMER": make_call.piper_voice()}
    before: list[float] = []
    missed = 0
    for name in SPOKEN:
        turns = _with_gap(CALLS / f"{name}.call")
        sound, lines = make_call.speak_call(turns, voices)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "call.flac"
            soundfile.write(path, sound, RATE, subtype="PCM_16")
            shown, late = _before(path, lines)
        before += shown
        missed += late
    return InTime(len(SPOKEN), len(before) + missed, sum(each > 0 for each in before), before)


def _with_gap(path: Path) -> list[Turn]:
    """The turns of a script, with the gap between them; lines of one speaker in a row are one turn."""
    turns: list[Turn] = []
    for line in read_call_script(path).spoken:
        if turns and turns[-1].speaker == line.speaker.upper():
            turns[-1] = turns[-1]._replace(text=f"{turns[-1].text} {line.text}")
        else:
            turns.append(Turn(line.speaker.upper(), GAP_S, line.text))
    return turns


def _before(path: Path, lines: list[str]) -> tuple[list[float], int]:
    """How long each suggestion was on screen before the agent's turn that answers, and how many never were."""
    spoken = [(float(start), float(end), who) for start, end, who, *_ in (line.split() for line in lines)]
    call = open_call(path, pair=None, agent_channel="left")
    settings = Settings()
    thoughts: list[Thought] = []
    transcriber = transcriber_maker(call, settings)()
    pipeline = make_pipeline(transcriber, settings, make_coach(settings, think=thoughts.append))
    for _ in replay(call.blocks(), pipeline):
        pass
    transcriber.close()
    asked = [thought for thought in thoughts if thought.rule == "aer.acknowledge"]
    found = []
    for thought in asked:
        begun = [start for start, _, who in spoken if who == "CUSTOMER" and start < thought.at]
        following = [start for start, _, who in spoken if who == "AGENT" and begun and start > begun[-1]]
        if thought.verdict == "shown" and following:
            found.append(following[0] - thought.at)
    return found, sum(thought.verdict.startswith(LATE) for thought in asked)
