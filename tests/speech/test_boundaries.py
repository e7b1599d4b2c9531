"""Where utterances begin, end and are cut, from probabilities alone."""

from __future__ import annotations

import pytest

from assist.speech.boundaries import FRAMES_A_SECOND, Boundaries, Mark, Patience

PATIENCE = Patience()


def frames(seconds: float) -> int:
    return round(seconds * FRAMES_A_SECOND)


def marks(boundaries: Boundaries, *stretches: tuple[float, float]) -> list[Mark]:
    """What is answered to stretches of (probability, seconds), up to the end of an utterance."""
    answered: list[Mark] = []
    for probability, seconds in stretches:
        for _ in range(frames(seconds)):
            answered.append(boundaries.hear(probability))
            if answered[-1] in (Mark.END, Mark.CUT):
                return answered
    return answered


def test_a_pause_ends_an_utterance() -> None:
    answered = marks(Boundaries(PATIENCE), (0.1, 1), (0.95, 3), (0.1, 2))
    assert answered[-1] is Mark.END
    assert len(answered) == frames(1) + frames(3) + frames(PATIENCE.pause_s)


@pytest.mark.parametrize(
    ("spoken_s", "pause_s"), [(1.0, PATIENCE.short_pause_s), (3.0, PATIENCE.pause_s), (7.7, PATIENCE.shortest_pause_s)]
)
def test_the_longer_the_utterance_the_shorter_the_pause_that_ends_it(spoken_s: float, pause_s: float) -> None:
    answered = marks(Boundaries(PATIENCE), (0.95, spoken_s), (0.1, 2))
    assert answered[-1] is Mark.END
    assert (len(answered) - frames(spoken_s)) / FRAMES_A_SECOND == pytest.approx(pause_s, abs=0.07)


def test_speech_without_a_pause_is_cut_where_it_was_least_like_speech() -> None:
    boundaries = Boundaries(PATIENCE)
    answered = marks(boundaries, (0.95, 6.4), (0.4, 0.1), (0.95, 4))
    assert answered[-1] is Mark.CUT
    assert len(answered) == pytest.approx(frames(PATIENCE.longest_s), abs=1)
    assert (len(answered) - boundaries.rest) / FRAMES_A_SECOND == pytest.approx(6.45, abs=0.05)


def test_speech_that_is_all_alike_is_cut_late() -> None:
    boundaries = Boundaries(PATIENCE)
    marks(boundaries, (0.95, 20))
    assert 1 <= boundaries.rest <= 3


def test_a_dip_long_ago_is_not_where_it_is_cut() -> None:
    boundaries = Boundaries(PATIENCE)
    marks(boundaries, (0.95, 2), (0.36, 0.2), (0.95, 4.5), (0.6, 0.1), (0.95, 20))
    assert boundaries.rest / FRAMES_A_SECOND == pytest.approx(PATIENCE.longest_s - 6.75, abs=0.1)


def test_after_a_cut_the_rest_is_the_next_utterance_however_short() -> None:
    boundaries = Boundaries(PATIENCE)
    marks(boundaries, (0.95, 7.8), (0.4, 0.1), (0.95, 2))
    rest = boundaries.rest
    boundaries.close(rest)
    assert boundaries.frames == rest
    assert rest < frames(0.2)
    assert marks(boundaries, (0.1, 2))[-1] is Mark.END
    assert boundaries.worth_reading


@pytest.mark.parametrize("probability", [0.55, 0.85])
def test_sound_that_is_never_certainly_speech_is_not_worth_reading(probability: float) -> None:
    boundaries = Boundaries(PATIENCE)
    assert Mark.SPEECH in marks(boundaries, (probability, 5))
    assert not boundaries.worth_reading
    marks(boundaries, (probability, 5))
    boundaries.close(boundaries.rest)
    marks(boundaries, (probability, 5))
    assert not boundaries.worth_reading


def test_a_click_is_not_worth_reading_and_a_short_word_is() -> None:
    click, word = Boundaries(PATIENCE), Boundaries(PATIENCE)
    assert marks(click, (0.99, 0.12), (0.1, 2))[-1] is Mark.END
    assert marks(word, (0.99, 0.3), (0.1, 2))[-1] is Mark.END
    assert not click.worth_reading
    assert word.worth_reading
