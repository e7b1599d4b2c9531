"""Sound on the disk: none without the organisation's key; with it nothing that plays without its other half."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import soundfile

from assist import app
from assist.day import Day, Parts
from assist.events import AnyEvent, CallState, Device, Fault
from assist.hearing import Hearing
from assist.keeping.keys import make_keys, private_keys
from assist.keeping.layout import call_name, kept_calls, segment_name
from assist.keeping.unsealing import unseal
from assist.live import Live
from assist.settings import Settings
from assist.speech.call_script import CallScript
from assist.speech.scripted import Scripted
from tests.audio.pipewire import pipewire_server
from tests.keeping.watermark import encoded, found_in, watermark
from tests.overlay.screen import until
from tests.scripted_calls import Happened
from tests.softphone.programs import started
from tests.softphone.watching import Watching

PATIENCE_S = 120.0
TIMES = 3
TEMPORARY = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))


@pytest.fixture
def sound() -> Iterator[dict[str, str]]:
    with pipewire_server() as environment:
        yield environment


def play(sound: dict[str, str]) -> None:
    """The watermark to both sides, some times over; from memory, so that it is in no file."""
    samples = encoded(watermark(), "PCM_16", "LITTLE") * TIMES
    players = [
        subprocess.Popen(
            ["paplay", "--raw", "--format=s16le", "--rate=16000", "--channels=1", "-d", sink],
            stdin=subprocess.PIPE, env=os.environ | sound,
        )
        for sink in ("mic_feed", "softphone_out")
    ]  # fmt: skip
    for player in players:
        player.communicate(samples, timeout=PATIENCE_S)


def written_since(place: Path, marker: Path) -> list[Path]:
    """Every file below, or in a temporary folder of the machine, that is newer than the marker."""
    places = [str(folder) for folder in (place, *TEMPORARY) if folder.is_dir()]
    listed = subprocess.run(
        ["find", *places, "-type", "f", "-newer", str(marker), "-size", "-40M"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip  # what vanishes meanwhile is complained of
    return [Path(line) for line in listed.stdout.splitlines() if Path(line).is_file()]


def test_without_the_organisations_key_no_sound_touches_the_disk(sound: dict[str, str], tmp_path: Path) -> None:
    home = {name: str(tmp_path / name.lower()) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
                                                            "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR")}  # fmt: skip
    for folder in home.values():
        Path(folder).mkdir(exist_ok=True)
    marker = tmp_path / "marker"
    marker.touch()
    events = tmp_path / "events.jsonl"
    words: list[str | Path] = [sys.executable, "-m", "assist", "run", "--text", "--events-out", events]
    words += ["--agent", "agent_mic", "--customer", "softphone_out"]
    with started(words, {**sound, **home}, tmp_path / "assist.txt") as assist:
        watching = Watching(events, lambda _: None)
        watching.until(lambda: len([one for one in watching.of(Device) if one.state == "heard"]) == 2, PATIENCE_S)
        play(sound)
        during = written_since(tmp_path, marker)
        assist.interrupt()
        watching.look()
    assert watching.of(CallState)[-1].phase == "ended"
    assert events in during
    assert found_in({*during, *written_since(tmp_path, marker)}) == []


def both_are_heard(happened: list[object]) -> bool:
    return {one.speaker for one in happened if isinstance(one, Device)} == {"agent", "customer"}


def recorded_call(settings: Settings, sound: dict[str, str], habits: Path) -> list[AnyEvent]:
    """A call through the real devices with the watermark on both sides."""
    happened = Happened()
    script = CallScript([], [])
    day = Day(lambda: settings, Parts(Hearing().open, lambda _: Scripted(script)), habits=habits)
    live = Live(day, [happened.add])
    live.start()
    live.begin()
    happened.until(both_are_heard)
    play(sound)
    live.end()
    until(lambda: live.wait(0.1), PATIENCE_S)
    live.stop()
    day.close()
    return happened.events()


def test_with_the_key_a_call_is_kept_for_its_holder_alone(
    sound: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in sound.items():
        monkeypatch.setenv(name, value)
    public = make_keys(tmp_path / "private.txt")
    kept = tmp_path / "recordings"
    settings = Settings(
        recording_key=public, recordings_folder=str(kept), agent_device="agent_mic",
        customer_device="softphone_out.monitor",
    )  # fmt: skip
    marker = tmp_path / "marker"
    marker.touch()
    events = recorded_call(settings, sound, tmp_path / "habits.json")
    assert next(one for one in events if isinstance(one, CallState)).recording
    assert not [one for one in events if isinstance(one, Fault)]
    assert found_in(written_since(tmp_path, marker)) == []
    (call,) = kept_calls(kept)
    out = tmp_path / "opened.flac"
    assert unseal(call.folder, keys=private_keys(tmp_path / "private.txt"), out=out).complete
    assert found_in([out]) == [out]
    audio, rate = soundfile.read(out)
    assert (audio.shape[1], rate) == (2, 16000)
    assert all(abs(audio[:, channel]).max() > 0.1 for channel in (0, 1))


def test_a_key_that_is_none_is_told_and_the_call_goes_on(
    sound: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in sound.items():
        monkeypatch.setenv(name, value)
    settings = Settings(recording_key="age1wrong", recordings_folder=str(tmp_path / "recordings"))
    events = recorded_call(settings, sound, tmp_path / "habits.json")
    assert [(one.part, one.error) for one in events if isinstance(one, Fault)] == [("recording", "RecordingError")]
    assert isinstance(events[-1], CallState)
    assert not (tmp_path / "recordings").exists()


def test_recordings_go_when_their_time_is_up(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    old, new = (tmp_path / call_name(now - timedelta(days=days)) for days in (8, 6))
    for call in (old, new):
        call.mkdir()
        (call / segment_name(0)).write_bytes(b"sealed")
    app.forget_old_recordings(Settings(recordings_folder=str(tmp_path), recording_days=7))
    assert (old.exists(), new.exists()) == (False, True)
