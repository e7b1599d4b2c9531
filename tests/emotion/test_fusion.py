"""Words and tone over a call: what is stated, what stays unsure, what tone may and may not do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.emotion.fusion import CustomerState, fuse
from assist.emotion.tone import UNSURE, ToneEstimate
from assist.emotion.words import FEELINGS, Feeling, WordsEstimate
from assist.events import CustomerAudio, EmotionEstimate, Partial, Speaker, Utterance
from assist.masked import Masked
from assist.text_model import Said

RAISED = ToneEstimate(1.0, 1.0, ("louder", "higher"), {})
CALM = ToneEstimate(0.1, 1.0, (), {})


def words(state: Feeling, share: float, intensity: float = 0.6) -> WordsEstimate:
    rest = (1 - share) / (len(FEELINGS) - 1)
    return WordsEstimate({each: share if each == state else rest for each in FEELINGS}, intensity, ("so they said",))


class Reads:
    """A words model that says what a test's script says for each text, and keeps what it was shown before it."""

    stated_above = 0.7

    def __init__(self, script: dict[str, WordsEstimate]) -> None:
        self._script = script
        self.contexts: list[tuple[Said, ...]] = []

    def judge(self, text: str, context: tuple[Said, ...]) -> WordsEstimate:
        self.contexts.append(context)
        return self._script[text]


class Sounds:
    """A voice that sounds the same whenever it is asked."""

    def __init__(self, tone: ToneEstimate) -> None:
        self._tone = tone
        self.heard: list[CustomerAudio] = []

    def listen(self, audio: CustomerAudio) -> None:
        self.heard.append(audio)

    def judge(self, start: float, end: float) -> ToneEstimate:
        return self._tone


def utterance(text: str, speaker: Speaker = "customer") -> Utterance:
    return Utterance(at=3.0, speaker=speaker, id=f"{speaker}-1", start=1.0, end=2.5, text=Masked(text))


def said(*estimates: WordsEstimate, tone: ToneEstimate = UNSURE, texts: tuple[str, ...] = ()) -> list[EmotionEstimate]:
    """What is said of utterances with these estimates, one after another."""
    texts = texts or tuple(f"a sentence of seven words is number {number}" for number in range(len(estimates)))
    state = CustomerState(Reads(dict(zip(texts, estimates, strict=True))), Sounds(tone))
    return [estimate for text in texts for estimate in state.hear(utterance(text))]


def test_what_is_clear_is_stated_with_its_evidence() -> None:
    (estimate,) = said(words("anxious", 0.9))
    assert (estimate.state, estimate.because, estimate.utterance) == ("anxious", ("so they said",), "customer-1")
    assert estimate.confidence == pytest.approx(0.9)
    assert not estimate.provisional


def test_what_is_thin_stays_unsure() -> None:
    (estimate,) = said(words("anxious", 0.6))
    assert (estimate.state, estimate.intensity, estimate.because) == ("unsure", 0.0, ())


def test_a_raised_voice_confirms_what_the_words_say() -> None:
    assert said(words("frustrated", 0.65))[0].state == "unsure"
    (estimate,) = said(words("frustrated", 0.65), tone=RAISED)
    assert estimate.state == "frustrated"
    assert estimate.tone == ("louder", "higher")


def test_a_raised_voice_raises_doubt_in_neutral_words_and_says_nothing_itself() -> None:
    assert said(words("neutral", 0.72))[0].state == "neutral"
    assert said(words("neutral", 0.72), tone=RAISED)[0].state == "unsure"
    assert said(words("neutral", 0.95), tone=RAISED)[0].state == "neutral"


@given(
    shares=st.lists(st.floats(0.01, 1), min_size=6, max_size=6),
    arousal=st.floats(0, 1),
    confidence=st.floats(0, 1),
)
def test_tone_moves_the_odds_by_a_bounded_amount(shares: list[float], arousal: float, confidence: float) -> None:
    before = {state: share / sum(shares) for state, share in zip(FEELINGS, shares, strict=True)}
    after = fuse(before, ToneEstimate(arousal, confidence, (), {}))
    assert sum(after.values()) == pytest.approx(1)
    for state in FEELINGS:
        for other in FEELINGS:
            assert 1 / 3.1 < (after[state] / after[other]) / (before[state] / before[other]) < 3.1


def test_without_a_voice_tone_changes_nothing() -> None:
    alone = CustomerState(Reads({"yes": words("satisfied", 0.8)}), None)
    assert alone.hear(utterance("yes"))[0].confidence == pytest.approx(0.8)


def test_a_number_in_between_does_not_end_a_strong_feeling_but_two_sentences_do() -> None:
    estimates = said(
        words("frustrated", 0.95, 0.8), words("neutral", 0.95, 0.0), words("neutral", 0.95, 0.0),
        texts=("I have told four people and nobody has done it", "it's 4471", "yes that is the address that I live at"),
    )  # fmt: skip
    assert [estimate.state for estimate in estimates] == ["frustrated", "frustrated", "neutral"]
    assert estimates[1].confidence < estimates[0].confidence
    assert estimates[1].intensity < estimates[0].intensity


def test_a_mild_feeling_ends_with_the_next_neutral_answer() -> None:
    estimates = said(words("confused", 0.9, 0.35), words("neutral", 0.95, 0.0), texts=("which of the two", "it's 4471"))
    assert [estimate.state for estimate in estimates] == ["confused", "neutral"]


def test_the_trend_rises_and_eases_with_the_turns() -> None:
    estimates = said(
        words("neutral", 0.95, 0.0), words("confused", 0.9, 0.5), words("frustrated", 0.95, 0.9),
        words("satisfied", 0.9, 0.7),
    )  # fmt: skip
    assert [estimate.trend for estimate in estimates] == ["steady", "rising", "rising", "easing"]


def test_a_partial_text_gives_a_provisional_estimate_and_changes_nothing() -> None:
    texts = {
        "I have told four": words("frustrated", 0.95),
        "I have told": words("frustrated", 0.95),
        "yes": words("neutral", 0.9),
    }
    partials = [
        Partial(at=1.0, speaker="customer", id="customer-1", start=0.0, end=1.0, text=Masked(text)) for text in texts
    ]
    state = CustomerState(Reads(texts), Sounds(RAISED))
    estimates = [state.hear(partial) for partial in partials]
    assert [[estimate.state for estimate in each] for each in estimates] == [["frustrated"], [], []]
    assert estimates[0][0].provisional
    assert (
        state.hear(utterance("yes"))[0].confidence
        == CustomerState(Reads(texts), Sounds(RAISED)).hear(utterance("yes"))[0].confidence
    )


def test_both_speakers_words_are_context_and_only_the_customer_is_judged() -> None:
    reads = Reads({"no": words("neutral", 0.9), "I said no": words("frustrated", 0.9)})
    state = CustomerState(reads, None)
    assert state.hear(utterance("would you like our newsletter", "agent")) == []
    state.hear(utterance("no"))
    assert state.hear(utterance("it is free", "agent")) == []
    state.hear(utterance("I said no"))
    assert reads.contexts[0] == (Said("agent", "would you like our newsletter"),)
    assert reads.contexts[1] == (Said("customer", "no"), Said("agent", "it is free"))


def test_a_language_without_a_model_is_always_unsure() -> None:
    state = CustomerState(None, Sounds(RAISED))
    (estimate,) = state.hear(utterance("das ist das dritte Mal"))
    assert (estimate.state, estimate.arousal) == ("unsure", 1.0)
