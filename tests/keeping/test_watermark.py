"""The search finds the watermark wherever a program might have let it lie, and nothing where it is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from assist.events import FRAME, RATE
from tests.keeping.watermark import ENCODINGS, encoded, found_in, watermark
from tests.making import DEMO, demo_channels


@pytest.mark.parametrize(("kind", "order", "width"), ENCODINGS)
def test_one_frame_of_plain_samples_is_found(tmp_path: Path, kind: str, order: str, width: int) -> None:
    frame = encoded(watermark()[9 * FRAME + 77 : 10 * FRAME + 77], kind, order)
    assert len(frame) == FRAME * width
    (tmp_path / "core").write_bytes(b"something before" + frame + b"and after")
    assert found_in([tmp_path]) == [tmp_path / "core"]


@pytest.mark.parametrize("channel", [0, 1])
@pytest.mark.parametrize(("kind", "order", "width"), ENCODINGS)
def test_a_channel_beside_another_is_found(tmp_path: Path, kind: str, order: str, width: int, channel: int) -> None:
    other, mark = demo_channels()[0][: len(watermark())], watermark()
    both = np.stack([mark, other] if channel == 0 else [other, mark], axis=1)
    (tmp_path / "swap.bin").write_bytes(b"odd" + encoded(both, kind, order))
    assert found_in([tmp_path]) == [tmp_path / "swap.bin"]


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg", "mp3"])
@pytest.mark.parametrize("rate", [8000, 16000, 48000])
def test_what_can_be_played_is_found_quieter_and_under_a_voice(tmp_path: Path, ending: str, rate: int) -> None:
    voice = demo_channels()[1][5 * RATE : 12 * RATE].copy()
    voice[3 * RATE : 5 * RATE] += 0.5 * watermark()
    file = tmp_path / "folder" / f"call.{ending}"
    file.parent.mkdir()
    soundfile.write(file, soxr.resample(np.stack([0 * voice, voice], axis=1), RATE, rate), rate)
    assert found_in([tmp_path]) == [file]


def test_other_sounds_and_other_files_are_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "text.json").write_text("{}")
    (tmp_path / "call.raw").write_bytes(bytes(4000))
    (tmp_path / "noise").write_bytes(np.random.default_rng(1).bytes(200_000))
    soundfile.write(tmp_path / "silence.wav", np.zeros(RATE), RATE)
    soundfile.write(tmp_path / "click.wav", np.zeros(100), RATE)
    assert found_in([tmp_path, DEMO]) == []
