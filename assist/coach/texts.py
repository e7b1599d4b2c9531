"""The words of cues that are not from the phrase library: headline (six words at most), a line below, an example."""

from __future__ import annotations

from typing import NamedTuple

from assist.coach.timing import TimingRule
from assist.events import Reason, Step


class Text(NamedTuple):
    headline: str
    body: str
    say: str = ""


STEPS: dict[Step, Text] = {
    "aer.acknowledge": Text("Say that you heard it", "Name their trouble in their own words first."),
    "aer.empathize": Text("Stand in their shoes", "Say what that must be like, then move on."),
    "aer.respond": Text("Now one concrete step", "Say what you will do, and by when."),
    "care.connect": Text("Use their name once", "It shows that you know who they are."),
    "care.assess": Text("Ask one open question", "Find out where it stopped making sense."),
    "care.relate": Text("Put yourself beside them", "Others have been there; say what helped."),
    "care.engage": Text("Check that it is solved", "Then close warmly."),
}
OVERDUE = Text("First show that you understood", "Before the next question, name what they told you.")
HANDLED = Text("You turned that around", "Heard first, then solved. That is why it worked.")
WORDING = {"wording.judgmental": "You may sound judging", "wording.scripted": "You may sound scripted"}
TIMING: dict[TimingRule, Text] = {
    "timing.talking_over": Text("Let them finish", "You both spoke at once.", "Sorry, go on. I'm listening."),
    "timing.silence": Text("Say what you are doing", "They hear only silence.", "I'm still here, I'm looking at it now."),
    "timing.monologue": Text("Pause, and check they follow", "You have been speaking for a while.", "Does that make sense so far?"),
    "timing.pace": Text("A little slower", "You speak faster than you usually do."),
}  # fmt: skip
NEEDS: dict[Reason, Text] = {
    "supervisor": Text(
        "They want a supervisor",
        "Say yes, and how it goes on. Raise your hand now.",
        "I'll bring in my supervisor, and I'll tell them what happened so you needn't.",
    ),
    "leave": Text(
        "They may leave us",
        "Ask what would put it right. Help is a key away.",
        "Before you decide, tell me what would put this right.",
    ),
    "complaint": Text(
        "They want to complain officially",
        "It is their right: say how, and offer to note it.",
        "You can complain, and I'll make sure it's written down properly.",
    ),
    "harm": Text(
        "Somebody may be in danger",
        "Stay on the line, stay calm, call your supervisor now.",
        "I'm glad you told me. I'm staying on the line with you. Are you safe right now?",
    ),
    "sustained": Text(
        "This call needs a second person",
        "They have been upset for long. Ask for help.",
        "I'd like to bring in a colleague who can do more than I can.",
    ),
}
