"""A call is kept sample for sample; what goes wrong costs its end, never the call, and is said once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assist.events import FRAME, RATE
from assist.keeping.recorder import SEGMENT_S, Recorder
from tests.keeping.making import BEGAN, complaint, identity, keep, opened, recorded, recorder, same, sound
from tests.making import ROOT

# --- what is kept -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [0.032, 3.7, 10.0, 20.0, 25.5])
def test_both_channels_come_back_bit_for_bit(tmp_path: Path, seconds: float) -> None:
    agent, customer = sound(seconds, seed=1), sound(seconds, seed=2)
    made = recorder(tmp_path)
    keep(made, agent, customer)
    made.close()
    left, right, unsealed = opened(made.folder, tmp_path / "out.flac")
    assert same(left, agent)
    assert same(right, customer)
    assert unsealed.complete


@pytest.mark.parametrize("block", [1, 511, FRAME, 7 * RATE, 33 * RATE])
def test_any_size_of_block_gives_the_same_recording(tmp_path: Path, block: int) -> None:
    seconds = 33 if block > 1 else 0.1
    agent, customer = sound(seconds, seed=1), sound(seconds, seed=2)
    made = recorder(tmp_path)
    for start in range(0, len(agent), block):
        made.keep(agent[start : start + block], customer[start : start + block])
    made.close()
    left, right, _ = opened(made.folder, tmp_path / "out.flac")
    assert same(left, agent)
    assert same(right, customer)


def test_a_moment_stays_at_its_time_on_its_channel(tmp_path: Path) -> None:
    agent, customer = np.zeros((2, 30 * RATE), np.float32)
    agent[round(12.5 * RATE)] = 0.5
    customer[round(9.9999375 * RATE)] = -0.5
    made = recorder(tmp_path)
    keep(made, agent, customer)
    made.close()
    left, right, _ = opened(made.folder, tmp_path / "out.flac")
    assert np.flatnonzero(left).tolist() == [200_000]
    assert np.flatnonzero(right).tolist() == [159_999]


@pytest.mark.parametrize("pause", [0, 1, 12_345, 10 * RATE, 31 * RATE])
def test_a_pause_is_silence_of_its_length(tmp_path: Path, pause: int) -> None:
    agent, customer = sound(12, seed=1), sound(12, seed=2)
    made = recorder(tmp_path)
    keep(made, agent, customer)
    made.skip(pause)
    keep(made, agent, customer)
    made.close()
    left, right, _ = opened(made.folder, tmp_path / "out.flac")
    silence = np.zeros(pause, np.float32)
    assert same(left, np.concatenate([agent, silence, agent]))
    assert same(right, np.concatenate([customer, silence, customer]))


def test_a_call_may_begin_with_a_pause(tmp_path: Path) -> None:
    made = recorder(tmp_path)
    made.skip(FRAME)
    made.close()
    left, _, _ = opened(made.folder, tmp_path / "out.flac")
    assert same(left, np.zeros(FRAME, np.float32))


def test_too_loud_is_cut_and_no_number_is_silence(tmp_path: Path) -> None:
    made = recorder(tmp_path)
    made.keep(np.array([1.5, -1.5, np.nan], np.float32), np.array([np.inf, -np.inf, 1.0], np.float32))
    made.close()
    left, right, _ = opened(made.folder, tmp_path / "out.flac")
    highest = 32767 / 32768
    assert left.tolist() == [highest, -1.0, 0.0]
    assert right.tolist() == [highest, -1.0, highest]


def test_a_call_without_sound_leaves_nothing(tmp_path: Path) -> None:
    made = recorder(tmp_path / "recordings")
    made.keep(np.zeros(0, np.float32), np.zeros(0, np.float32))
    made.close()
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_after_the_end_nothing_is_kept(tmp_path: Path) -> None:
    made = recorder(tmp_path)
    keep(made, sound(1, seed=1), sound(1, seed=2))
    made.close()
    keep(made, sound(11, seed=1), sound(11, seed=2))
    made.skip(11 * RATE)
    made.close()
    assert opened(made.folder, tmp_path / "out.flac")[2].length_s == 1.0


def test_calls_that_begin_together_do_not_meet(tmp_path: Path) -> None:
    assert recorded(tmp_path, seconds=1) != recorded(tmp_path, seconds=1)


# --- what goes wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    ["", "age1", "ssh-ed25519 AAAA", str(identity()), str(identity().to_public())[:-1]],
    ids=["none", "begun", "of another kind", "private", "cut off"],
)
def test_a_wrong_key_is_said_at_the_start_and_never_repeated(tmp_path: Path, key: str) -> None:
    sentence = complaint(lambda: Recorder(tmp_path, key=key, began=BEGAN))
    assert "is not an age public key" in sentence
    assert "AGE-SECRET-KEY" not in sentence


def test_a_folder_that_cannot_be_made_is_said_with_the_first_sound_and_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    made = recorder(tmp_path / "file" / "recordings")
    agent, customer = sound(0.032, seed=1), sound(0.032, seed=2)
    assert "This call is not recorded" in complaint(lambda: made.keep(agent, customer))
    keep(made, sound(11, seed=1), sound(11, seed=2))
    made.skip(11 * RATE)
    made.close()


def test_a_folder_that_goes_in_the_middle_is_said_once_and_what_was_written_stays(tmp_path: Path) -> None:
    made = recorder(tmp_path)
    agent, customer = sound(20, seed=1), sound(20, seed=2)
    keep(made, agent, customer)
    made.folder.rename(tmp_path / "moved")
    sentence = complaint(lambda: keep(made, agent, customer))
    assert f"Only the first {SEGMENT_S} seconds of this call are recorded" in sentence
    keep(made, agent, customer)
    made.close()
    left, _, unsealed = opened(tmp_path / "moved", tmp_path / "out.flac")
    assert same(left, agent[: 10 * RATE])
    assert not unsealed.complete


def test_the_last_write_may_fail_too(tmp_path: Path) -> None:
    made = recorder(tmp_path)
    keep(made, sound(1, seed=1), sound(1, seed=2))
    (made.folder / "0000.flac.age.part").touch()
    assert "Only the first 0 seconds" in complaint(made.close)
    made.close()


FULL_DISK = """
import resource, sys
from pathlib import Path
from assist.errors import RecordingError
from tests.keeping.making import BEGAN, Recorder, np, sound
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
made = Recorder(Path(sys.argv[1]), key=sys.argv[2], began=BEGAN)
quiet, loud = np.zeros(160_000, np.float32), sound(10, seed=1)
made.keep(quiet, quiet)
made.keep(loud, loud)
try:
    made.keep(quiet, quiet)
except RecordingError as error:
    print(error)
made.keep(loud, loud)
made.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="limits as POSIX has them")
def test_a_full_disk_ends_the_recording_and_leaves_no_half_of_a_segment(tmp_path: Path) -> None:
    words = [sys.executable, "-c", FULL_DISK, str(tmp_path / "recordings"), str(identity().to_public())]
    ran = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)
    (folder,) = (tmp_path / "recordings").iterdir()
    assert ran.stdout.count("Only the first 10 seconds of this call are recorded") == 1
    assert ran.stderr == ""
    assert [path.name for path in folder.iterdir()] == ["0000.flac.age"]
