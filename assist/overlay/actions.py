"""What an agent can do with one key, one click or one word on the command line. Knows no Qt."""

from __future__ import annotations

from typing import Literal, get_args

Action = Literal[
    "done", "not_now", "wrong", "why", "snooze", "help", "notice", "view", "hide", "call", "pause", "read", "away"
]
"""done, not_now, wrong: the answers to a cue. why: show the evidence. snooze: no cues for five minutes. help: raise or
lower the hand. notice: the text to read to the customer. view: compact or full. hide: out of sight, and back.
call: start the call, or end it.
pause: hear nothing of the customer while a secret is said, or hear them again. read: put a supervisor's note away.
away: tell the floor that nobody is at this phone, or is again."""

ACTIONS: tuple[Action, ...] = get_args(Action)
OF_FLOOR: frozenset[Action] = frozenset({"read", "away"})
"""What makes sense only where there are supervisors: not among the keys of the first run."""
