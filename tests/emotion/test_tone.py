"""A caller's arousal: a made voice, raised, made loud, put through a telephone; music, noise and an agent's voice."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest
import soxr
from make_call import hibari_voice, telephone

from assist.emotion.pitch import PitchTracker
from assist.emotion.tone import MEMORY_S, NORMAL_AROUSAL, UNSURE, Tone, ToneEstimate, judge_recording
from assist.events import FRAME, RATE, AgentAudio, CustomerAudio, Samples

USUAL = (
    "I called yesterday about my broadband and nobody has come back to me.",
    "My account number is on the letter that you sent me last week.",
    "The engineer was going to come on Tuesday between ten and twelve.",
    "I would like to know what is going to happen with my order now.",
)
NEXT = "I have been waiting at home for the whole day and no one came."
PAUSE = np.zeros(RATE, np.float32)


@pytest.fixture(scope="module")
def tracker() -> PitchTracker:
    return PitchTracker()


@pytest.fixture(scope="module")
def usual() -> list[Samples]:
    """A caller's ordinary sentences, and one more."""
    voice = hibari_voice()
    return [soxr.resample(voice(text), 8000, RATE) for text in (*USUAL, NEXT)]


def raised(sentence: Samples) -> Samples:
    """Faster and higher by a quarter, 8 dB louder."""
    return np.asarray(2.5 * soxr.resample(sentence, 1.25 * RATE, RATE), np.float32)


def call(*sentences: Samples, level: float = 1.0) -> tuple[Samples, list[tuple[float, float]]]:
    """A customer's channel with a faint line noise, and when each sentence is spoken."""
    parts, times, at = [PAUSE], [], len(PAUSE)
    for sentence in sentences:
        times.append((at / RATE, (at + len(sentence)) / RATE))
        parts += [sentence, PAUSE]
        at += len(sentence) + len(PAUSE)
    audio = np.concatenate(parts)
    noise = np.random.default_rng(0).normal(0, 3e-4, len(audio))
    return np.asarray(level * (audio + noise), np.float32), times


def listen(
    audio: Samples, times: list[tuple[float, float]], tracker: PitchTracker, block: int = FRAME
) -> list[ToneEstimate]:
    """Each sentence is judged a second after its end, in a call that comes in blocks."""
    tone = Tone(tracker)
    estimates = []
    waiting = list(times)
    for start in range(0, len(audio), block):
        tone.listen(CustomerAudio(samples=audio[start : start + block]))
        while waiting and (start + block) / RATE >= waiting[0][1] + 0.9:
            estimates.append(tone.judge(*waiting.pop(0)))
    return estimates


def test_a_raised_voice_is_aroused_and_says_why(usual: list[Samples], tracker: PitchTracker) -> None:
    *before, after = listen(*call(*usual[:4], raised(usual[4])), tracker)
    assert all(estimate.arousal < 0.5 for estimate in before[1:])
    assert after.arousal > 0.7
    assert {"higher", "louder", "faster"} <= set(after.features)
    assert after.relative["pitch_st"] == pytest.approx(3.9, abs=1.5)
    assert after.relative["loudness_db"] == pytest.approx(8.0, abs=2.5)


def test_the_usual_voice_is_near_normal_and_better_known_with_every_sentence(
    usual: list[Samples], tracker: PitchTracker
) -> None:
    estimates = listen(*call(*usual), tracker)
    assert estimates[-1].arousal == pytest.approx(NORMAL_AROUSAL, abs=0.15)
    known = [estimate.confidence for estimate in estimates]
    assert known == sorted(known)
    assert known[0] < 0.5 < known[-1]


def test_loudness_alone_raises_nothing_and_is_taken_for_the_lines(usual: list[Samples], tracker: PitchTracker) -> None:
    plain = listen(*call(*usual), tracker)[-1]
    loud = listen(*call(*usual[:4], 4 * usual[4]), tracker)[-1]
    assert loud.relative["loudness_db"] > 9
    assert loud.arousal < 0.5
    assert loud.arousal - plain.arousal < 0.15
    assert "louder" not in loud.features
    louder_line = [4 * sentence for sentence in usual * 2]
    later = listen(*call(*usual, *louder_line), tracker)[-1]
    assert abs(later.relative["loudness_db"]) < 3


def test_a_quiet_and_a_loud_line_give_the_same_answers(usual: list[Samples], tracker: PitchTracker) -> None:
    sentences = [*usual[:4], raised(usual[4])]
    loud = listen(*call(*sentences), tracker)
    quiet = listen(*call(*sentences, level=0.03), tracker)
    assert [each.arousal for each in quiet] == pytest.approx([each.arousal for each in loud], abs=0.02)
    assert quiet[-1].features == loud[-1].features


def test_a_telephone_line_gives_about_the_same_answers(usual: list[Samples], tracker: PitchTracker) -> None:
    audio, times = call(*usual[:4], raised(usual[4]))
    narrow = soxr.resample(telephone(soxr.resample(audio, RATE, 8000)), 8000, RATE)
    wide = listen(audio, times, tracker)
    heard = listen(narrow, times, tracker)
    assert [each.arousal for each in heard] == pytest.approx([each.arousal for each in wide], abs=0.15)
    assert {"higher", "louder"} <= set(heard[-1].features)


def test_noise_that_drowns_the_voice_leaves_it_unsure(usual: list[Samples], tracker: PitchTracker) -> None:
    audio, times = call(*usual)
    level = np.sqrt(np.mean(usual[0] ** 2))
    noise = np.random.default_rng(1).normal(0, 2 * level, len(audio)).astype(np.float32)
    drowned = listen(audio + noise, times, tracker)[-1]
    assert drowned.confidence < 0.3
    assert drowned.arousal == pytest.approx(0.5, abs=0.15)


def test_music_noise_and_silence_are_no_voice(tracker: PitchTracker) -> None:
    t = np.arange(6 * RATE) / RATE
    notes = 220 * 2 ** (np.array([0, 4, 7, 12, 7, 4])[t.astype(int)] / 12)
    music = sum(np.sin(2 * np.pi * k * np.cumsum(notes) / RATE) / k for k in range(1, 6)) * np.exp(-2 * (t % 1)) * 0.2
    noise = np.random.default_rng(2).normal(0, 0.1, len(t))
    for sound in (music, noise, np.zeros(len(t))):
        (estimate,) = listen(*call(sound.astype(np.float32)), tracker)
        assert estimate.confidence < 0.1
        assert estimate.arousal == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("no_customer", [AgentAudio(samples=PAUSE), PAUSE, None])
def test_only_a_customers_voice_is_listened_to(no_customer: Any, tracker: PitchTracker) -> None:
    with pytest.raises(TypeError, match="customer"):
        Tone(tracker).listen(no_customer)
    with pytest.raises(TypeError, match="customer"):
        judge_recording(no_customer, tracker=tracker)
    if no_customer is not None:
        with pytest.raises(TypeError, match="customer"):
            judge_recording(CustomerAudio(samples=PAUSE), no_customer, tracker=tracker)


@pytest.mark.parametrize("block", [333, 4096, 100_000, 600_000])
def test_block_size_does_not_matter(block: int, usual: list[Samples], tracker: PitchTracker) -> None:
    audio, times = call(usual[0], raised(usual[4]))
    assert listen(audio, times, tracker, block) == listen(audio, times, tracker)


def test_an_hour_of_listening_takes_no_more_memory_than_half_a_minute(
    usual: list[Samples], tracker: PitchTracker
) -> None:
    tone = Tone(tracker)
    second = CustomerAudio(samples=np.tile(usual[0], 2)[:RATE])
    tone.listen(second)
    tracemalloc.start()
    for _ in range(3600):
        tone.listen(second)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 10_000
    assert tone.judge(3600 - MEMORY_S - 5, 3600 - MEMORY_S - 1) == UNSURE
    assert tone.judge(3596, 3600) != UNSURE


def test_ten_angry_minutes_do_not_become_the_normal(usual: list[Samples], tracker: PitchTracker) -> None:
    angry = [raised(sentence) for sentence in usual]
    first = listen(*call(*usual, *usual, *angry), tracker)[-1]
    last = listen(*call(*usual, *usual, *angry * 30), tracker)[-1]
    assert first.arousal > 0.7
    assert last.arousal > 0.5


def test_a_recording_beside_a_baseline_is_judged_as_in_a_call(usual: list[Samples], tracker: PitchTracker) -> None:
    normal = CustomerAudio(samples=call(*usual[:4])[0])
    upset = CustomerAudio(samples=call(raised(usual[4]))[0])
    calm = CustomerAudio(samples=call(usual[4])[0])
    beside = judge_recording(upset, normal, tracker=tracker)
    assert beside.arousal > 0.7
    assert judge_recording(calm, normal, tracker=tracker).arousal < 0.5
    alone = judge_recording(upset, tracker=tracker)
    assert alone.confidence < beside.confidence
    assert judge_recording(CustomerAudio(samples=PAUSE), normal, tracker=tracker) == UNSURE


def test_a_long_recording_is_heard_to_its_end(usual: list[Samples], tracker: PitchTracker) -> None:
    normal = CustomerAudio(samples=call(*usual)[0])
    angry_end = CustomerAudio(samples=call(*usual, *[raised(sentence) for sentence in usual * 3])[0])
    assert len(angry_end.samples) > MEMORY_S * RATE
    assert judge_recording(angry_end, normal, tracker=tracker).arousal > 0.5
