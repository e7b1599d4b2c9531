"""A card that is given aloud gets out of the program nowhere: in no output, file, window or recording, by no crash.

The search is shown to find the numbers where masking is left out. What one sentence hides or shows: `test_masking.py`.
"""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import soundfile

from assist import app
from assist.audio.player import Player
from assist.day import Day, Parts
from assist.events import FRAME, RATE, AnyEvent, Fault, Partial, Pause, Utterance, to_json
from assist.keeping.keys import make_keys, private_keys
from assist.keeping.layout import kept_calls
from assist.keeping.unsealing import unseal
from assist.live import Live
from assist.masked import Masked
from assist.privacy.call_privacy import CallPrivacy
from assist.settings import Settings
from assist.spoken import Spoken
from tests.making import ROOT
from tests.overlay.screen import until
from tests.overlay.xserver import x_server
from tests.privacy.spoken_cards import SIGN, SpokenCall, calls, holds, most_read, readings, told, write
from tests.softphone.programs import started

CALLS = {call.name: call for call in calls()}
UNPAUSED = "pause_by_itself = false\n"
PATIENCE_S = 120.0
LOOSE = 4
"""Digits of a number that may be read one after another: no more than stay of a card."""
CLOCK = re.compile(r"\d+:\d\d\.\d")
SHOW_ALL = """
import gc, json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from assist.__main__ import main
app = QApplication(["assist"])
asked = ("text", "toolTip", "accessibleName", "accessibleDescription", "windowTitle", "statusTip", "whatsThis", "title")
read, trays = set(), []
def look():
    trays[:] = trays or [each for each in gc.get_objects() if isinstance(each, QSystemTrayIcon)]
    widgets = app.allWidgets()
    for thing in [*widgets, *(action for widget in widgets for action in widget.actions()), *trays, app.clipboard()]:
        for name in asked:
            words = getattr(thing, name, str)()
            if words and words not in read:
                read.add(words)
                print(json.dumps({"type": "screen", "words": words}), flush=True)
timer = QTimer(interval=50)
timer.timeout.connect(look)
timer.start()
main(sys.argv[1:])
"""
"""The command line, and every text of every window, menu, tray icon and of the clipboard printed too, once."""
MASKER_FAILS = """
import sys
from assist.__main__ import main
from assist.privacy.masking import Masker
def fail(self, spoken):
    raise ValueError(spoken.text)
Masker.hear = fail
main(sys.argv[1:])
"""
RECOGNISER_FAILS = """
import sys
from assist.__main__ import main
from assist.speech.session import GatedSession
end = GatedSession._end
def fail(self, rest=0):
    raise ValueError([spoken.text for spoken in end(self, rest)])
GatedSession._end = fail
main(sys.argv[1:])
"""


class Ran(NamedTuple):
    code: int
    printed: str
    complained: str
    events: list[dict[str, Any]]
    """As they were written with --events-out."""

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == kind]


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The calls by name."""
    folder = tmp_path_factory.mktemp("recordings")
    return {name: write(call, folder) for name, call in CALLS.items()}


@pytest.fixture
def core_files() -> Iterator[None]:
    """Programs that are started now may leave core files, as far as this machine lets them."""
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, before)


def own_places(folder: Path, settings: str) -> dict[str, str]:
    """An environment in which all that a program writes is below the folder, with these settings."""
    names = (
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "XDG_RUNTIME_DIR",
        "TMPDIR",
    )
    for name in names:
        (folder / name).mkdir(mode=0o700)
    kept = folder / "XDG_CONFIG_HOME" / "assist-overlay" / "settings.toml"
    kept.parent.mkdir()
    kept.write_text(settings, encoding="utf-8")
    return {name: str(folder / name) for name in names} | {"PYTHONPATH": str(ROOT), "COLUMNS": "1000"}


def replayed(recording: Path, folder: Path, *, settings: str = UNPAUSED, program: str = "") -> Ran:
    """A replay with all outputs, in a process of its own."""
    begin = ["-c", program] if program else ["-m", "assist"]
    written = folder / "events.jsonl"
    done = subprocess.run(
        [sys.executable, *begin, "replay", recording, "--json", "--events-out", written], cwd=folder, check=False,
        env=os.environ | own_places(folder, settings), capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr, as_events(written.read_text(encoding="utf-8").splitlines()))


def as_events(lines: Iterable[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]


def got_out(texts: Iterable[str]) -> set[str]:
    """The calls whose number can be read in one of the texts."""
    searched = list(texts)
    return {call.name for call in CALLS.values() if any(holds(text, call.number) for text in searched)}


def in_files(paths: Iterable[Path]) -> set[str]:
    """The calls whose number can be read in one of the files, written with one byte a letter or two."""
    contents = [path.read_bytes() for path in paths if path.is_file()]
    return got_out(each.decode("latin-1") for content in contents for each in (content, content.replace(b"\0", b"")))


def deleted_and_open(process: int) -> list[Path]:
    """Files that a process holds open and that are in no folder any more."""
    held = []
    for each in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            if "(deleted)" in os.readlink(each) and stat.S_ISREG(each.stat().st_mode):
                held.append(each)
    return held


def assert_kept_back(texts: list[str], call: SpokenCall) -> None:
    """No number at all, of this one no part, nor its code; and in its place no digits but its last four."""
    assert got_out(texts) == set()
    for secret in call.secrets:
        assert most_read(texts, secret) <= min(LOOSE, len(secret) - 1)
    assert {sign[1] for text in texts for sign in SIGN.finditer(text) if sign[1]} <= {call.number[-4:]}


@pytest.mark.parametrize("name", CALLS)
def test_no_card_number_comes_out_of_a_replay(name: str, recordings: Mapping[str, Path], tmp_path: Path) -> None:
    ran = replayed(recordings[name], tmp_path)
    assert (ran.code, ran.complained) == (0, "")
    assert as_events(ran.printed.splitlines()) == ran.events
    assert not ran.of("fault")
    assert any(SIGN.search(event["text"]) for event in ran.of("utterance"))
    assert_kept_back(told(ran.events), CALLS[name])
    assert in_files(tmp_path.rglob("*")) == set()


def test_an_agent_who_asks_for_a_card_pauses_the_call(recordings: Mapping[str, Path], tmp_path: Path) -> None:
    ran = replayed(recordings["in groups"], tmp_path, settings="")
    assert (ran.code, ran.complained) == (0, "")
    assert ran.of("pause")[0]["by"] == "card"
    assert not ran.of("fault")
    assert {event["speaker"] for event in (*ran.of("partial"), *ran.of("utterance"))} == {"agent"}
    assert_kept_back(told(ran.events), CALLS["in groups"])
    assert in_files(tmp_path.rglob("*")) == set()


def test_no_card_number_comes_on_the_screen_or_into_an_open_file(
    recordings: Mapping[str, Path], tmp_path: Path
) -> None:
    places = own_places(tmp_path, f'{UNPAUSED}view = "full"\nshow_agent_words = true\n')
    words = [sys.executable, "-c", SHOW_ALL, "replay", "--overlay", "--json", str(recordings["read back"])]
    with x_server(manager=False) as display:
        on = places | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with started(words, on, tmp_path / "said.txt") as program:
            until(lambda: any(SIGN.search(line) for line in program.lines), PATIENCE_S)
            assert in_files(deleted_and_open(program.pid)) == set()
            until(lambda: '"phase":"ended"' in "".join(program.lines), PATIENCE_S)
            assert in_files(deleted_and_open(program.pid)) == set()
            assert (program.interrupt(), program.complaints) == (0, "")
            events = as_events(program.lines)
    shown = [event["words"] for event in events if event["type"] == "screen"]
    assert "fault" not in {event["type"] for event in events}
    assert any(SIGN.search(words) for words in shown)
    assert_kept_back([*told(events), *shown, " ".join(shown)], CALLS["read back"])
    assert in_files(tmp_path.rglob("*")) == set()


def test_of_a_pause_the_recording_has_silence_and_the_habits_have_no_number(
    recordings: Mapping[str, Path], tmp_path: Path
) -> None:
    """The pause is over while the number is still being given."""
    name = "asked for in one go"
    key = make_keys(tmp_path / "private.txt")
    settings = Settings(pause_seconds=5, recording_key=key, recordings_folder=str(tmp_path / "kept"))
    events = live(app.open_call(recordings[name], pair=None, agent_channel="left"), settings, tmp_path / "habits.json")
    assert not [event for event in events if isinstance(event, Fault)]
    (kept,) = kept_calls(tmp_path / "kept")
    unseal(kept.folder, keys=private_keys(tmp_path / "private.txt"), out=tmp_path / "opened.flac")
    sound, _ = soundfile.read(tmp_path / "opened.flac")
    first, again, *_ = [event for event in events if isinstance(event, Pause)]
    assert (first.paused, first.by, again.paused, again.by) == (True, "card", False, "time")
    begun, over = round(first.at * RATE), round(again.at * RATE) - FRAME
    assert not sound[begun:over].any()
    assert abs(sound[:begun, 0]).max() > 0.1
    assert abs(sound[over:, 1]).max() > 0.1
    assert (tmp_path / "habits.json").exists()
    assert in_files(tmp_path.rglob("*")) == set()
    assert_kept_back(told(as_events(to_json(event).decode() for event in events)), CALLS[name])


def live(call: app.Call, settings: Settings, habits: Path) -> list[AnyEvent]:
    """The events of a call on the live thread, recorded and remembered like one from devices."""
    events: list[AnyEvent] = []
    parts = Parts(
        source=lambda _, inbox: Player(call.blocks(), inbox, speed=None),
        transcriber=lambda settings: app.transcriber_maker(call, settings)(),
    )
    day = Day(lambda: settings, parts, habits=habits)
    thread = Live(day, [events.append])
    thread.begin()
    thread.start()
    assert thread.wait(PATIENCE_S)
    thread.stop()
    day.close()
    return events


def test_a_crash_in_the_middle_leaves_no_picture_of_the_memory(
    recordings: Mapping[str, Path], tmp_path: Path, core_files: None
) -> None:
    """In a terminal, which shows the unfinished words too."""
    words = [sys.executable, "-m", "assist", "replay", str(recordings["volunteered"]), "--speed", "1"]
    environment = os.environ | own_places(tmp_path, UNPAUSED)
    with (
        terminal() as (screen, read),
        (tmp_path / "errors.txt").open("wb") as errors,
        subprocess.Popen(words, stdout=screen, stderr=errors, cwd=tmp_path, env=environment) as process,
    ):
        until(lambda: SIGN.search(read().rpartition("\n")[0]), PATIENCE_S)
        limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii")
        process.send_signal(signal.SIGSEGV)
        end = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        lines = [CLOCK.sub("", line) for line in re.split(r"[\r\n]|\x1b\[[\d;]*[mK]", read())]
    assert re.search(r"Max core file size +0 ", limits)
    assert end is not None
    assert (end.si_status, end.si_code) == (signal.SIGSEGV, os.CLD_KILLED)  # and not CLD_DUMPED
    assert (tmp_path / "errors.txt").read_bytes() == b""
    assert in_files(tmp_path.rglob("*")) == set()
    assert_kept_back([*lines, " ".join(lines)], CALLS["volunteered"])


@contextmanager
def terminal() -> Iterator[tuple[int, Callable[[], str]]]:
    """A terminal for a program to write to, and what reads all that it has shown so far."""
    reading, writing = pty.openpty()
    os.set_blocking(reading, False)
    shown = bytearray()

    def read() -> str:
        with suppress(BlockingIOError):
            while True:
                shown.extend(os.read(reading, 1 << 16))
        return shown.decode(errors="replace")

    try:
        yield writing, read
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.parametrize(("program", "part"), [(MASKER_FAILS, "privacy"), (RECOGNISER_FAILS, "speech")])
def test_a_part_that_fails_with_a_number_in_its_error_tells_nobody_the_number(
    program: str, part: str, recordings: Mapping[str, Path], tmp_path: Path
) -> None:
    ran = replayed(recordings["volunteered"], tmp_path, program=program)
    assert (ran.code, ran.complained) == (0, "")
    assert {(fault["part"], fault["error"]) for fault in ran.of("fault")} == {(part, "ValueError")}
    assert not ran.of("utterance")
    assert_kept_back(told(ran.events), CALLS["volunteered"])
    assert in_files(tmp_path.rglob("*")) == set()


def test_without_masking_the_search_finds_the_number(
    recordings: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "read back"

    def as_spoken(_: CallPrivacy, spoken: Spoken) -> list[Partial | Utterance]:
        kind = Utterance if spoken.final else Partial
        text = Masked(spoken.text)
        return [kind(at=spoken.at, speaker=spoken.speaker, id=spoken.id, start=spoken.start, end=spoken.end, text=text)]

    monkeypatch.setattr(CallPrivacy, "mask", as_spoken)
    lines: list[str] = []
    call = app.open_call(recordings[name], pair=None, agent_channel="left")
    app.replay_at_once(call, Settings(pause_by_itself=False), [lambda event: lines.append(to_json(event).decode())])
    texts = told(as_events(lines))
    assert got_out(texts) == {name}
    assert most_read(texts, CALLS[name].number) == len(CALLS[name].number)
    (tmp_path / "wide.txt").write_text("\n".join(texts), encoding="utf-16")
    assert in_files([tmp_path / "wide.txt"]) == {name}


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("four oh 1-1, nought", "40110"),
        ("double seven, triple zero o", "770000"),
        ("forty two, thirteen twenty", "421320"),
        ("four hundred and one thousand", "4001000"),
        ("My card is valid", ""),
    ],
)
def test_digits_are_read_however_they_are_said(text: str, reading: str) -> None:
    assert readings(text)[0] == reading
