"""The command line, run as a person runs it: what comes on which stream, and with which exit code."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from ship.places import version

from tests.conftest import CANARY
from tests.making import CALLS, DEMO, ROOT, assist

CALL = CALLS / "third_time.call"
Done = subprocess.CompletedProcess[str]


def assert_refused(done: Done, *words: str) -> None:
    """Exit code 2, nothing on stdout, and one sentence or click's usage text on stderr, with these words."""
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    if lines[0].startswith("Usage: "):
        assert len([line for line in lines if line.startswith("Error: ")]) == 1
    else:
        assert len(lines) == 1
        assert lines[0].startswith("assist: ")
    for word in words:
        assert word in done.stderr


def assert_went_well(done: Done) -> None:
    assert done.returncode == 0, done
    assert done.stderr == ""
    assert "\x1b" not in done.stdout, "no colours where there is no terminal"


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def mono(tmp_path: Path) -> Path:
    path = tmp_path / "mono.wav"
    soundfile.write(path, np.sin(np.arange(16000) / 9), 16000)
    return path


# --- what cannot be replayed --------------------------------------------------------------------------------------


def test_a_call_that_is_not_there_is_said(tmp_path: Path) -> None:
    for name in ("nobody.wav", "nobody.call"):
        assert_refused(assist("replay", tmp_path / name), "There is no", name)


def test_a_text_file_is_no_call(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(f"not a sound, {CANARY}", encoding="utf-8")
    done = assist("replay", path)
    assert_refused(done, "note.txt is not a sound file")
    assert CANARY not in done.stderr


def test_a_mono_file_is_refused_and_the_way_out_named(mono: Path) -> None:
    assert_refused(assist("replay", mono), "mono.wav is mono", "--agent and --customer")


def test_a_script_with_a_wrong_line_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.call"
    path.write_text(f" 0.2  1.4  AGENT  hello\n 1.6  CUSTOMER  {CANARY}\n", encoding="utf-8")
    done = assist("replay", path)
    assert_refused(done, "wrong.call, line 2")
    assert CANARY not in done.stderr


def test_a_script_that_is_really_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound.call"
    path.write_bytes(DEMO.read_bytes()[:10000])
    assert_refused(assist("replay", path), "sound.call cannot be read as a text file")


def test_wrong_usage_is_said_with_the_usage(mono: Path) -> None:
    missing = "Give one CALL, or both --agent and --customer."
    assert_refused(assist("replay"), missing)
    assert_refused(assist("replay", "--agent", mono), missing)
    assert_refused(assist("replay", CALL, "--agent", mono, "--customer", mono), missing)
    assert_refused(assist("replay", CALL, "--engine", "ears"), "'ears' is not one of")
    assert_refused(assist("replay", CALL, "--language", "English"), "language")
    assert_refused(assist("replay", CALL, "--louder"), "--louder")
    assert_refused(assist("sing"), "sing")


def test_the_scripted_engine_replays_no_sound() -> None:
    assert_refused(assist("replay", DEMO, "--engine", "scripted"), "The scripted engine replays .call files")
    call = "tests/calls/third_time.call"
    assert_refused(assist("replay", call, "--engine", "moonshine"), "The scripted engine replays .call files")


def test_a_language_without_a_model_is_said_with_what_to_do() -> None:
    sentence = 'There is no speech model for language "xx"'
    assert_refused(assist("replay", DEMO, "--language", "xx"), sentence, "assist models list")
    assert_refused(assist("replay", DEMO, "--language", "ko", "--engine", "moonshine"), "Moonshine knows English only")


def test_settings_of_another_version_are_told_and_stop_nothing(private_home: Path) -> None:
    folder = private_home / "config" / "assist-overlay"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('loudness = 3\ntheme = "pink"\n', encoding="utf-8")
    done = assist("replay", CALL)
    assert done.returncode == 0
    unknown, wrong = done.stderr.splitlines()
    assert "settings.toml: this version has no setting `loudness`" in unknown
    assert "settings.toml: Invalid enum value 'pink' - at `$.theme`; it is passed over." in wrong


def test_a_line_that_the_organisation_draws_stops_a_replay_when_a_user_draws_it(private_home: Path) -> None:
    folder = private_home / "config" / "assist-overlay"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("recording_days = 3000\n", encoding="utf-8")
    assert_refused(assist("replay", CALL), "settings.toml", "`recording_days` can only be set by the machine's policy")


def test_an_events_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere" / "events.jsonl"):
        assert_refused(assist("replay", CALL, "--json", "--events-out", path), f"{path} cannot be written")


# --- what a replay prints -----------------------------------------------------------------------------------------


def test_json_is_one_event_a_line_in_the_order_of_the_call() -> None:
    done = assist("replay", CALL, "--json")
    assert_went_well(done)
    found = events(done.stdout)
    assert all(event["schema"] == 1 for event in found)
    times = [event["at"] for event in found]
    assert times == sorted(times)
    expected = {"call", "partial", "utterance", "emotion", "step", "cue", "cue_end", "health"}
    assert expected <= {event["type"] for event in found}
    assert [event["phase"] for event in found if event["type"] == "call"] == ["started", "ended"]


def test_the_events_file_has_the_same_lines_as_json_prints(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    done = assist("replay", CALL, "--json", "--events-out", path)
    assert_went_well(done)
    assert path.read_text(encoding="utf-8").splitlines() == done.stdout.splitlines()
    readable = assist("replay", CALL, "--events-out", path)
    assert path.read_text(encoding="utf-8").splitlines() == done.stdout.splitlines()
    assert readable.stdout != done.stdout


def test_the_same_call_gives_the_same_bytes() -> None:
    first, second = (assist("replay", CALL, "--json").stdout for _ in range(2))
    assert first == second
    assert first.count("\n") > 50


def test_ctrl_c_ends_a_call_in_order_with_the_last_words() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assist", "replay", DEMO, "--speed", "1", "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        next(line for line in running.stdout if json.loads(line)["type"] == "partial")
        running.send_signal(signal.SIGINT)
        rest, complaints = running.communicate(timeout=60)
    assert (running.returncode, complaints) == (0, "")
    events = [json.loads(line) for line in rest.splitlines()]
    assert "utterance" in {event["type"] for event in events}
    assert events[-1]["phase"] == "ended"


def test_without_json_the_lines_are_for_reading() -> None:
    done = assist("replay", CALL)
    assert_went_well(done)
    lines = done.stdout.splitlines()
    assert lines[0] == "Listening (scripted, en)"
    assert lines[-1].startswith("The call ended after ")
    assert " 0:04.2  customer  this is the third time i call and it is ridiculous" in done.stdout
    assert "[SUGGEST] " in done.stdout
    assert not any(line.startswith("{") for line in lines)


# A third of them, since each starts the program anew; `tests/coach/test_calls.py` replays all and looks at the logs.
@pytest.mark.parametrize("path", sorted(CALLS.glob("*.call"))[::3], ids=lambda path: str(path.stem))
def test_no_word_of_a_call_is_on_stderr(path: Path) -> None:
    done = assist("replay", path, "--json")
    assert_went_well(done)
    assert (CANARY in done.stdout) == (CANARY in path.read_text(encoding="utf-8"))


# --- the other commands -------------------------------------------------------------------------------------------


def test_the_version_is_said() -> None:
    done = assist("--version")
    assert_went_well(done)
    assert done.stdout == f"assist, version {version()}\n"


def test_doctor_looks_at_everything_and_says_what_to_do() -> None:
    done = assist("doctor")
    assert done.returncode in (0, 1)  # a machine for tests may have no sound
    assert done.stderr == ""
    marks = [line[:4] for line in done.stdout.splitlines()[:-1]]
    assert set(marks) <= {"ok  ", "FIX "}
    assert (done.returncode == 0) == ("FIX " not in marks)
    for what in ("settings", "speech engine", "models", "sound inputs", "display"):
        assert f" {what}: " in done.stdout
    assert 'ok   speech engine: moonshine for language "en" loads' in done.stdout


def test_doctor_says_what_is_wrong_with_the_settings_and_looks_further(private_home: Path) -> None:
    folder = private_home / "config" / "assist-overlay"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("language = xx\n", encoding="utf-8")
    done = assist("doctor", environment={"DISPLAY": "", "QT_QPA_PLATFORM": ""})
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.count("is not valid TOML") == 1  # once, not for every check that reads the settings
    assert "FIX  settings: " in done.stdout
    assert " display: " in done.stdout


def test_doctor_tells_what_is_set_and_does_not_count(private_home: Path) -> None:
    folder = private_home / "config" / "assist-overlay"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text("loudness = 3\ntext_size = 900\n", encoding="utf-8")
    done = assist("doctor", environment={"ASSIST_THEMES": "dark"})
    assert done.stderr == ""
    assert f"ok   settings: {folder / 'settings.toml'}" in done.stdout
    assert f"ok   setting passed over: {folder / 'settings.toml'}: this version has no setting" in done.stdout
    assert "FIX  setting passed over: ASSIST_THEMES: this version has no setting `themes`; did you" in done.stdout
    assert f"FIX  setting passed over: {folder / 'settings.toml'}: Expected `int` <= 200" in done.stdout


def test_doctor_says_what_is_wrong_with_the_teams_rules_for_masking(private_home: Path) -> None:
    folder = private_home / "config" / "assist-overlay"
    folder.mkdir(parents=True)
    rules = private_home / "rules.toml"
    rules.write_text('[[readable]]\ndigits = "9[0"\n', encoding="utf-8")
    (folder / "settings.toml").write_text(f'mask_rules = "{rules.as_posix()}"\n', encoding="utf-8")
    done = assist("doctor")
    assert f"FIX  masking: {rules}:2: `digits` is no regular expression" in done.stdout


def test_devices_are_listed_or_said_to_be_none() -> None:
    done = assist("devices")
    assert_went_well(done)
    assert done.stdout


def test_explain_tells_what_was_heard_considered_and_shown_and_why_not_the_rest() -> None:
    run = assist("coach", "explain", CALLS / "third_time.call")
    assert (run.returncode, run.stderr) == (0, "")
    for words in (
        "this is the third time i call",
        "frustrated",
        "details: nth third",
        "aer.acknowledge",
        "shown",
        "AER overdue",
        "the agent is speaking",
        "wording: judgmental 0.",
    ):
        assert words in run.stdout, words


def test_explain_of_what_is_no_call_is_one_sentence(tmp_path: Path) -> None:
    run = assist("coach", "explain", tmp_path / "nothing.call")
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)


# --- windows where there are none -----------------------------------------------------------------------------------


def test_without_a_display_each_window_says_what_there_is_instead() -> None:
    nowhere = {"DISPLAY": "", "QT_QPA_PLATFORM": ""}
    why = "There is no display (DISPLAY is not set)."
    for words, otherwise, code in (
        (("settings",), "", 0),
        (("setup",), "", 0),
        (("demo", "--tour"), " The tour needs a window.", 2),
    ):
        done = assist(*words, environment=nowhere)
        assert (done.returncode, done.stderr) == (code, f"{why}{otherwise}\n")
    assert "settings.toml" in assist("settings", environment=nowhere).stdout


def test_a_call_that_cannot_begin_is_one_sentence_and_nothing_goes_on() -> None:
    nowhere = {"PULSE_SERVER": "unix:/nowhere", "PULSE_RUNTIME_PATH": "/nowhere"}
    assert_refused(
        assist("run", "--text", "--language", "xx", environment=nowhere), 'no speech model for language "xx"'
    )


def test_a_key_is_pressed_by_its_name_in_an_overlay_that_runs() -> None:
    assert_refused(assist("press", "done"), "No overlay is running; start it with `assist run`.")
    assert_refused(assist("press", "sing"), "'sing' is not one of 'done', 'not-now'")
