"""Small makers for tests of the coach: what is said, how it is felt, and a coach that hears it."""

from __future__ import annotations

from functools import cache

from assist import model_files
from assist.coach.coach import Coach
from assist.coach.governance import Thought
from assist.coach.habits import NO_HABITS, Habits
from assist.coach.packs import read_library
from assist.coach.profiles import Profile, read_profiles
from assist.coach.reading import AgentWords, Shares
from assist.coach.wording import Reader
from assist.events import CoachEvent, Cue, CueOutcome, EmotionEstimate, Partial, State, Utterance
from assist.masked import Masked
from assist.text_model import Said

LIBRARY = read_library()


class Remembering:
    """Our model, which reads the same words in the same place only once: the many calls of a property take seconds."""

    def __init__(self, model: AgentWords) -> None:
        self._model = model
        self.thresholds = model.thresholds
        self._known: dict[tuple[str, tuple[Said, ...]], Shares] = {}

    def read(self, text: str, context: list[Said]) -> Shares:
        key = (text, tuple(context[-2:]))
        if key not in self._known:
            self._known[key] = self._model.read(text, context)
        return self._known[key]


@cache
def reader() -> Reader:
    return Reader(Remembering(AgentWords(model_files.ours("agent_words"))))  # type: ignore[arg-type]


def profile(name: str = "standard") -> Profile:
    return read_profiles()[name]


def new_coach(
    named: str | Profile = "standard",
    *,
    habits: Habits = NO_HABITS,
    seed: int = 0,
    thoughts: list[Thought] | None = None,
) -> Coach:  # fmt: skip
    chosen = profile(named) if isinstance(named, str) else named
    think = (lambda _: None) if thoughts is None else thoughts.append
    return Coach(reader(), LIBRARY, chosen, habits=habits, seed=seed, think=think)


def customer_feels(
    at: float,
    state: State = "frustrated",
    intensity: float = 0.8,
    *,
    confidence: float = 0.9,
    provisional: bool = False,
) -> EmotionEstimate:
    return EmotionEstimate(
        at=at, utterance=f"customer-{at:g}", state=state, confidence=confidence, intensity=intensity, trend="rising",
        because=("third time",), provisional=provisional,
    )  # fmt: skip


def customer_says(at: float, text: str, length: float = 2.0) -> Utterance:
    return Utterance(
        at=at, speaker="customer", id=f"customer-{at:g}", start=max(0.0, at - length), end=at, text=Masked(text)
    )


def customer_pauses(at: float, text: str) -> Partial:
    """The partial text of a customer who has just stopped."""
    return Partial(at=at, speaker="customer", id=f"customer-{at:g}", start=at - 3, end=at - 0.32, text=Masked(text))


def agent_says(at: float, text: str, length: float = 1.0) -> Utterance:
    return Utterance(at=at, speaker="agent", id=f"agent-{at:g}", start=max(0.0, at - length), end=at, text=Masked(text))


def agent_speaking(at: float) -> Partial:
    return Partial(at=at, speaker="agent", id="agent-9", start=max(0.0, at - 1), end=at, text=Masked("well"))


def upset(coach: Coach, at: float, text: str, state: State = "frustrated", intensity: float = 0.8) -> list[CoachEvent]:
    """The customer says it, feels so, and the clock moves on."""
    return [*coach.hear(customer_says(at, text)), *coach.feel(customer_feels(at, state, intensity)), *coach.advance(at)]


def cues(events: list[CoachEvent]) -> list[Cue]:
    return [event for event in events if isinstance(event, Cue)]


def rules(events: list[CoachEvent]) -> list[str]:
    return [cue.rule for cue in cues(events)]


def outcomes(events: list[CoachEvent]) -> list[str]:
    return [event.outcome for event in events if isinstance(event, CueOutcome)]
