"""The customer heard again in the agent's microphone: rooms and loudspeakers are made, speech and ears are real."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from assist.audio.echo import EchoGuard
from assist.events import FRAME, RATE, Samples
from assist.speech.boundaries import SURE, VOICED_S
from assist.speech.moonshine import Moonshine
from assist.speech.voice import Voice
from assist.spoken import Spoken
from tests.making import demo_channels, plain_words

CUSTOMER_BEGINS_S = 5.94
CUSTOMER_AGAIN_S = (12.9, 16.5)
"""Only the customer speaks here."""


class Echo(NamedTuple):
    """A loudspeaker in a room: how much weaker, how much later, how long the room sounds."""

    gain_db: float = -12.0
    delay_s: float = 0.08
    rt60_s: float = 0.3
    clip: float = 1.0
    """Share of its largest value at which the loudspeaker clips."""
    drift_ppm: float = 0.0
    """How much faster the loudspeaker's clock is than the microphone's."""


ROOMS = [
    Echo(0, 0.02, 0.2),
    Echo(-6, 0.1, 0.5),
    Echo(-12, 0.3, 0.3, clip=0.2),
    Echo(-20, 0.2, 0.4, drift_ppm=50),
    Echo(-30, 0.15, 0.3),
    Echo(-12, 0.5, 0.5, clip=0.3, drift_ppm=-50),
]


def noise(samples: int, level_db: float = -65.0, seed: int = 1) -> Samples:
    random = np.random.default_rng(seed).standard_normal(samples)
    return (random * 10 ** (level_db / 20)).astype(np.float32)


def heard_again(played: Samples, echo: Echo, seed: int = 0) -> Samples:
    """What a microphone gets of it: clipped, delayed, through a room of decaying noise behind a direct sound."""
    limit = echo.clip * float(np.abs(played).max())
    times = np.arange(round(0.4 * RATE)) / RATE
    room = 0.3 * np.random.default_rng(seed).standard_normal(len(times)) * 10 ** (-3 * times / echo.rt60_s)
    room[0] = 1.5
    room *= 10 ** (echo.gain_db / 20) / np.sqrt(np.sum(room**2))
    size = 2 ** (len(played) + len(room)).bit_length()
    through = np.fft.irfft(np.fft.rfft(np.clip(played, -limit, limit), size) * np.fft.rfft(room, size))[: len(played)]
    at = np.arange(len(played)) * (1 + echo.drift_ppm * 1e-6) - echo.delay_s * RATE
    heard: Samples = np.interp(at, np.arange(len(through)), through, left=0.0).astype(np.float32)
    return heard


class Guarded(NamedTuple):
    cleaned: Samples
    found: list[bool]
    """Frame by frame."""
    untouched: list[bool]


def guard(microphone: Samples, customer: Samples) -> Guarded:
    ear, result = EchoGuard(), Guarded(np.zeros(0, np.float32), [], [])
    frames = []
    for start in range(0, len(microphone), FRAME):
        frame = microphone[start : start + FRAME]
        frames.append(ear.hear(frame, customer[start : start + FRAME]))
        result.found.append(ear.found)
        result.untouched.append(frames[-1] is frame)
    return result._replace(cleaned=np.concatenate(frames))


def demo(seconds: float) -> tuple[Samples, Samples]:
    """The bundled call's beginning, the agent with a quiet room around them."""
    agent, customer = (channel[: round(seconds * RATE)] for channel in demo_channels())
    return agent + noise(len(agent)), customer


def frames(seconds: float) -> int:
    return round(seconds * RATE / FRAME)


def speech_s(audio: Samples, start_s: float, end_s: float) -> float:
    """Seconds between that the voice model takes for speech."""
    voice = Voice()
    likely = [voice.probability(audio[at * FRAME : (at + 1) * FRAME]) >= SURE for at in range(frames(end_s))]
    return sum(likely[frames(start_s) :]) * FRAME / RATE


@pytest.mark.parametrize("echo", ROOMS, ids=str)
def test_an_echo_is_found_in_seconds_and_nothing_of_it_is_worth_reading(echo: Echo) -> None:
    agent, customer = demo(17)
    microphone = agent + heard_again(customer, echo)
    result = guard(microphone, customer)
    assert len(result.cleaned) == len(microphone)
    found_s = result.found.index(True) * FRAME / RATE
    assert CUSTOMER_BEGINS_S < found_s < CUSTOMER_BEGINS_S + 4
    assert all(result.found[frames(found_s) :])
    assert speech_s(result.cleaned, CUSTOMER_BEGINS_S + 0.1, CUSTOMER_AGAIN_S[1]) < VOICED_S
    assert speech_s(result.cleaned, *CUSTOMER_AGAIN_S) == 0


def test_a_clean_call_is_untouched_to_the_bit_once_it_is_known_to_be() -> None:
    agent, customer = demo(40)
    result = guard(agent, customer)
    assert not any(result.found)
    assert all(result.untouched[: frames(CUSTOMER_BEGINS_S - 0.1)])
    assert all(result.untouched[frames(CUSTOMER_AGAIN_S[1]) :])


def music(samples: int) -> Samples:
    """Chords, a new one every 0.8 s."""
    random, times = np.random.default_rng(4), np.arange(round(0.8 * RATE)) / RATE
    chords = [
        sum(np.sin(2 * np.pi * 220 * 2 ** (note / 12) * times) * np.exp(-2 * times) for note in random.choice(24, 4))
        for _ in range(samples // len(times) + 1)
    ]
    return (0.05 * np.concatenate(chords)[:samples]).astype(np.float32)


def hum(samples: int) -> Samples:
    times = np.arange(samples) / RATE
    return sum(
        (0.003 / k * np.sin(2 * np.pi * 50 * k * times + k * k) for k in range(1, 70)), np.zeros(samples)
    ).astype(np.float32)


def neither(name: str) -> tuple[Samples, Samples]:
    """Microphone and customer of calls without an echo."""
    agent, customer = demo(60)
    samples = len(agent)
    match name:
        case "both at once":
            return np.roll(agent, 7 * RATE), customer
        case "hold music":
            return agent, music(samples)
        case "music in the room":
            return music(samples) + noise(samples), customer
        case "silence":
            return np.zeros(samples, np.float32), np.zeros(samples, np.float32)
        case "a muted microphone":
            return np.zeros(samples, np.float32), customer
        case "noise on both":
            return noise(samples, -40, 5), noise(samples, -40, 6)
        case "hum on both":
            return agent + hum(samples), customer + np.roll(hum(samples), 37)
        case "the far end echoes the agent":
            return agent, customer + heard_again(agent, Echo(-12, 0.2))
        case _:
            return agent, customer + 0.3 * np.roll(agent, 80)


@pytest.mark.parametrize(
    "name",
    [
        "both at once", "hold music", "music in the room", "silence", "a muted microphone", "noise on both",
        "hum on both", "the far end echoes the agent", "sidetone",
    ],
)  # fmt: skip
def test_without_an_echo_none_is_found(name: str) -> None:
    assert not any(guard(*neither(name)).found)


def test_hold_music_from_a_loudspeaker_is_an_echo_too() -> None:
    played = music(20 * RATE)
    assert guard(noise(len(played)) + heard_again(played, Echo(-20)), played).found[-1]


def test_it_ends_when_the_headset_is_plugged_in() -> None:
    agent, customer = demo(80)
    loudspeaker = np.arange(len(agent)) < 30 * RATE
    result = guard(agent + heard_again(customer, Echo()) * loudspeaker, customer)
    assert result.found[frames(30)]
    assert not result.found[-1]
    assert result.untouched[-1]


def test_a_delay_that_changes_in_the_call_lets_nothing_through_for_long() -> None:
    agent, customer = demo(30)
    first = np.arange(len(agent)) < 18 * RATE
    second = heard_again(customer, Echo(-12, 0.3), seed=3)
    microphone = agent + heard_again(customer, Echo()) * first + second * ~first
    assert speech_s(guard(microphone, customer).cleaned, 24.0, 28.5) == 0


def test_the_same_call_gives_the_same_again() -> None:
    agent, customer = demo(20)
    microphone = agent + heard_again(customer, Echo())
    once, again = guard(microphone, customer), guard(microphone, customer)
    assert np.array_equal(once.cleaned, again.cleaned)
    assert once.found == again.found


def test_both_at_once_stays_with_the_agent() -> None:
    agent, customer = demo_channels()
    earlier = np.roll(agent, -3 * RATE) + noise(len(agent))
    cleaned = guard(earlier + heard_again(customer, Echo(-12)), customer).cleaned
    kept = recognised(cleaned)[0]
    for words in ("account number", "have to explain this again", "anything else that i can do for you"):
        assert words in kept


def recognised(audio: Samples) -> tuple[str, list[Spoken]]:
    """What the recogniser makes of it."""
    model = Moonshine()
    try:
        session = model.open("agent")
        heard = [*session.accept(audio, partials=False), *session.finish()]
    finally:
        model.close()
    utterances = [each for each in heard if each.final]
    return plain_words(" ".join(each.text for each in utterances)), utterances


def test_the_recogniser_hears_the_agent_and_not_the_customers_echo() -> None:
    agent, customer = demo_channels()
    microphone = agent + noise(len(agent)) + heard_again(customer, Echo(-6, 0.15, clip=0.3, drift_ppm=50))
    unguarded, _ = recognised(microphone)
    assert "ridiculous" in unguarded
    words, _ = recognised(guard(microphone, customer).cleaned)
    for said in ("brightwater energy", "account number", "charged twice", "how frustrating this is", "right now"):
        assert said in words
    for not_said in ("worried", "two hundred", "the man before you", "ridiculous", "relief", "lovely day"):
        assert not_said not in words


def test_words_from_before_a_new_echo_was_found_are_known_to_be_the_customers() -> None:
    agent, customer = demo_channels()
    unplugged = np.arange(len(agent)) >= 20 * RATE
    microphone = (agent + noise(len(agent)) + heard_again(customer, Echo()) * unplugged)[: 36 * RATE]
    ear = EchoGuard()
    steps = range(0, len(microphone), FRAME)
    cleaned = [ear.hear(microphone[at : at + FRAME], customer[at : at + FRAME]) for at in steps]
    _, utterances = recognised(np.concatenate(cleaned))
    echoed = [each for each in utterances if ear.was_customer(each.start, each.end)]
    own = plain_words(" ".join(each.text for each in utterances if each not in echoed))
    assert echoed, "a second of the customer was let through before it was known"
    assert all(21 < each.start < 24 for each in echoed)
    assert "the man" not in own
    assert "account number" in own
    assert "charged twice" in own
