"""The commands for recordings, from the key to the opened call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import soundfile
from click.testing import CliRunner, Result

from assist.errors import RecordingError
from assist.events import RATE
from assist.keeping.recorder import Recorder
from assist.recording_commands import recordings
from assist.settings import Settings
from assist.settings_files import recordings_folder
from tests.keeping.making import keep, sound


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(recordings, [str(word) for word in words])


def said(*words: str | Path) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.output


def record(key: str, *, days_ago: float, ends: bool = True) -> Path:
    """A call of 12 s where the commands look for it."""
    began = datetime.now(UTC) - timedelta(days=days_ago)
    made = Recorder(recordings_folder(Settings()), key=key, began=began)
    keep(made, sound(12, seed=1), sound(12, seed=2))
    if ends:
        made.close()
    return made.folder


def test_a_key_is_made_a_call_is_listed_and_opened(tmp_path: Path) -> None:
    key, out = tmp_path / "private.key", tmp_path / "out.flac"
    made = run("key", key)
    call = record(made.stdout.strip(), days_ago=1)
    assert "not on agents' machines" in made.stderr
    (line,) = said("list").splitlines()
    size = sum(path.stat().st_size for path in call.iterdir()) / 1e6
    goes = datetime.strptime(call.name[:20], "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC) + timedelta(days=30)
    assert line == f"{call}  about 0:00:20  {size:.1f} MB  goes {goes.astimezone():%Y-%m-%d %H:%M}"
    assert said("open", call, "--key", key, "-o", out) == f"{out}: 0:00:12, agent left, customer right.\n"
    assert soundfile.info(out).frames == 12 * RATE


def test_a_recording_that_broke_off_is_opened_and_told(tmp_path: Path) -> None:
    key = tmp_path / "private.key"
    call = record(run("key", key).stdout.strip(), days_ago=1, ends=False)
    result = run("open", call, "--key", key, "-o", tmp_path / "out.flac")
    assert result.exit_code == 0
    assert result.stderr == "The recording broke off here, before the call was over.\n"


def test_what_is_wrong_is_one_sentence(tmp_path: Path) -> None:
    key = tmp_path / "private.key"
    said("key", key)
    for words in (("key", key), ("open", tmp_path, "--key", key, "-o", tmp_path / "out.flac")):
        assert isinstance(run(*words).exception, RecordingError)


def test_the_old_ones_are_forgotten_and_the_young_ones_stay(tmp_path: Path) -> None:
    public = run("key", tmp_path / "private.key").stdout.strip()
    old, young = record(public, days_ago=30.01), record(public, days_ago=29.9)
    assert said("forget") == "1 recording was deleted.\n"
    assert said("forget") == "0 recordings were deleted.\n"
    assert (old.exists(), young.exists()) == (False, True)


def test_without_recordings_that_is_said() -> None:
    assert said("list") == f"There are no recordings in {recordings_folder(Settings())}.\n"
