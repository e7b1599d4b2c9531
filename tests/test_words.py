"""Word error rates on calls and voices: made telephone calls and real human recordings, through the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jiwer
import make_call
import moonshine_voice
import numpy as np
import pytest
import soundfile

from assist.speech.call_script import read_call_script
from tests.making import CALLS, DEMO, assist, plain_words

CITIES = (
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, "
    "it was the epoch of belief, it was the epoch of incredulity, it was the season of light, it was the season of "
    "darkness, it was the spring of hope, it was the winter of despair, we had everything before us, we had nothing "
    "before us, we were all going direct to heaven, we were all going direct the other way. In short, the period was "
    "so far like the present period that some of its noisiest authorities insisted on its being received, for good or "
    "for evil, in the superlative degree of comparison only."
)
BECKETT = "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better."


def heard(*call: str | Path) -> dict[str, str]:
    """The final words of each speaker of a replayed call."""
    run = assist("replay", "--json", *call)
    assert run.returncode == 0, run.stderr
    events = [json.loads(line) for line in run.stdout.splitlines()]
    return {
        speaker: plain_words(
            " ".join(e["text"] for e in events if e["type"] == "utterance" and e["speaker"] == speaker)
        )
        for speaker in ("agent", "customer")
    }


def written(script: Path) -> dict[str, str]:
    """The words of each speaker in a script of turns."""
    turns = make_call.read_turns(script)
    return {
        speaker.lower(): plain_words(" ".join(turn.text for turn in turns if turn.speaker == speaker))
        for speaker in ("AGENT", "CUSTOMER")
    }


def error_rate(said: dict[str, str], wanted: dict[str, str]) -> float:
    return float(jiwer.wer([wanted[speaker] for speaker in wanted], [said[speaker] for speaker in wanted]))


def test_the_bundled_call_is_heard() -> None:
    assert error_rate(heard(DEMO), written(DEMO.with_suffix(".txt"))) <= 0.12


def test_a_long_telephone_call_made_now_is_heard(tmp_path: Path) -> None:
    script = Path(shutil.copy(CALLS / "router_outage.txt", tmp_path))
    make_call.make(script)
    call = script.with_suffix(".flac")
    assert soundfile.info(call).duration > 240
    assert soundfile.info(call).samplerate == 8000
    assert error_rate(heard(call), written(script)) <= 0.12
    assert len(read_call_script(script.with_suffix(".call")).spoken) == len(make_call.read_turns(script))


def recordings() -> Path:
    return Path(moonshine_voice.__file__).parent / "assets"


@pytest.mark.parametrize(("name", "text"), [("two_cities", CITIES), ("beckett", BECKETT)])
def test_real_human_recordings_are_heard(name: str, text: str, tmp_path: Path) -> None:
    audio, rate = soundfile.read(recordings() / f"{name}.wav")
    soundfile.write(tmp_path / "silence.wav", np.zeros(len(audio)), rate)
    said = heard("--agent", tmp_path / "silence.wav", "--customer", recordings() / f"{name}.wav")
    assert said["agent"] == ""
    assert float(jiwer.wer(plain_words(text), said["customer"])) < 0.15
