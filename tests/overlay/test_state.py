"""What the overlay shows, without a window."""

from __future__ import annotations

from assist.events import (
    AnyEvent,
    CallState,
    Cue,
    CueOutcome,
    EmotionEstimate,
    Fault,
    Health,
    Partial,
    State,
    Utterance,
)
from assist.overlay.state import Overlay, View


def view(*events: AnyEvent) -> View:
    overlay = Overlay()
    for event in events:
        overlay.see(event)
    return overlay.view


def health(*, agent: bool = True, customer: bool = True) -> Health:
    return Health(
        at=1.0, agent_arriving=agent, customer_arriving=customer, behind=0, dropped=0, faults=0, partials=True
    )


def cue(name: str = "cue-1") -> Cue:
    return Cue(at=1.0, id=name, kind="suggest", rule="r", headline="h", body="b", because=("third time",), say="s")


def call(phase: str) -> CallState:
    return CallState(at=0.0, phase=phase, engine="scripted", language="en")  # type: ignore[arg-type]


def mood(state: State) -> EmotionEstimate:
    return EmotionEstimate(
        at=1.0, utterance="customer-1", state=state, confidence=0.7, intensity=0.5, trend="rising", because=(),
    )  # fmt: skip


def test_listening_is_said_only_when_samples_arrive() -> None:
    assert view().ear == "starting"
    assert view(call("started")).ear == "starting"
    assert view(call("started"), health()).ear == "listening"
    assert view(health(), health(customer=False)).ear == "customer silent"
    assert view(health(), health(agent=False)).ear == "agent silent"
    assert view(health(), health(agent=False, customer=False)).ear == "no sound"
    assert view(health(), call("ended")).ear == "ended"
    assert view(call("ended"), health()).ear == "ended"


def test_a_call_that_cannot_begin_is_not_listened_to() -> None:
    assert view(Fault(at=0.0, part="speech", error="ModelError")).ear == "failed"


def test_the_last_stated_mood_stays_while_unsure() -> None:
    assert view(mood("anxious"), mood("unsure")).state == "anxious"
    assert view(mood("anxious"), mood("satisfied")).state_text == "Satisfied"
    assert view(mood("unsure")).state is None


def test_the_latest_words_of_each_speaker_the_newest_last() -> None:
    partial = Partial(at=1.0, speaker="agent", id="agent-1", start=0, end=1, text="how can")
    said = Utterance(at=2.0, speaker="customer", id="customer-1", start=1, end=2, text="hello")
    later = Utterance(at=3.0, speaker="agent", id="agent-1", start=0, end=3, text="how can i help")
    assert view(partial, said).lines == (("agent", "how can"), ("customer", "hello"))
    assert view(partial, said, later).lines == (("customer", "hello"), ("agent", "how can i help"))


def test_one_cue_until_it_ends() -> None:
    shown = view(cue()).cue
    assert shown is not None
    assert (shown.headline, shown.say, shown.because) == ("h", "s", "\u201cthird time\u201d")
    assert view(cue(), CueOutcome(at=2.0, cue="cue-1", outcome="done")).cue is None
    other = view(cue(), CueOutcome(at=2.0, cue="cue-1", outcome="replaced"), cue("cue-2")).cue
    assert other is not None
    assert other.id == "cue-2"
    assert view(cue("cue-2"), CueOutcome(at=2.0, cue="cue-1", outcome="expired")).cue is not None
    assert view(cue(), call("ended")).cue is None
