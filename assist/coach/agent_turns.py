"""The agent's utterances in one call: read together where one was cut in two, and held against what was said before."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from assist.coach.plain import spoken
from assist.coach.scripted import fingerprint, worth_remembering
from assist.coach.wording import Before, Finding, Reader, Wording
from assist.events import Step, Utterance
from assist.text_model import Said

CUT_S = 1.2
"""An utterance that begins this soon after the agent's last one goes on with it."""
CONTEXT_TURNS = 6


class Read(NamedTuple):
    """What an utterance does that was not done by the half before it."""

    steps: dict[Step, tuple[str, ...]]
    findings: list[Finding]
    wording: Wording
    goes_on: bool


class AgentTurns:
    """What both said lately, and what the agent said in all. `calls`: fingerprints of the agent's earlier calls."""

    def __init__(self, calls: Sequence[tuple[int, ...]]) -> None:
        self._calls = calls
        self._turns: deque[Said] = deque(maxlen=CONTEXT_TURNS)
        self._sentences: list[str] = []
        """The agent's, that would be noticed if they came again."""
        self._last: tuple[Utterance, set[Step]] | None = None
        """The agent's last utterance and the steps seen in it, while no customer has spoken since."""

    def customer(self, utterance: Utterance) -> None:
        """The customer said something."""
        self._turns.append(Said("customer", utterance.text))
        self._last = None

    def read(self, utterance: Utterance, reader: Reader) -> Read:
        """The agent said something."""
        begun, known = self._begun(utterance)
        # What is held against the words before must not hold them themselves.
        own = len(worth_remembering(begun))
        turns = [*self._turns][:-1] if begun else [*self._turns]
        before = Before(turns, self._sentences[: len(self._sentences) - own], self._calls)
        read = reader.read(f"{begun} {utterance.text}".strip(), before)
        steps = {step: words for step, words in read.steps.items() if step not in known}
        self._last = (utterance, known | set(steps))
        self._turns.append(Said("agent", utterance.text))
        self._sentences += worth_remembering(utterance.text)
        found = [each for each in (read.judgmental, read.scripted) if each and _is_new(each, utterance.text, begun)]
        return Read(steps, found, read, bool(begun))

    @property
    def fingerprints(self) -> tuple[int, ...]:
        """Of the sentences of this call, for the agent's habits."""
        return tuple(map(fingerprint, self._sentences))

    def _begun(self, utterance: Utterance) -> tuple[str, set[Step]]:
        """The first half of an utterance that was cut in two, and the steps that were seen in it."""
        if self._last is None or utterance.start - self._last[0].end > CUT_S:
            return "", set()
        return self._last[0].text, self._last[1]


def _is_new(finding: Finding, text: str, begun: str) -> bool:
    """Whether the words that fired are not all in the half that was heard before."""
    return spoken(finding.span) in spoken(text) or spoken(finding.span) not in spoken(begun)
