"""One running Assist a user, on real sockets and with real second programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QThread
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from assist.overlay import instance
from assist.overlay.instance import Instance, instance_name, tell
from tests.making import ROOT

RUNS = """
import sys
from PySide6.QtCore import QCoreApplication
from assist.overlay.instance import Instance
app = QCoreApplication([])
def heard(line):
    if line == "quit":
        instance.close()
        app.quit()
    return "heard " + line
instance = Instance(sys.argv[1], heard)
print(instance.claim(), flush=True)
app.exec()
"""
TELLS = "import sys; from assist.overlay.instance import tell; print(tell(*sys.argv[1:3], timeout_ms=20000))"
MakeInstance = Callable[..., Instance]


@pytest.fixture
def name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A name of the test's own, with its socket in a folder of its own."""
    runtime = tmp_path / "run"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return instance_name(tmp_path)


@pytest.fixture
def make(qtbot: QtBot, name: str) -> Iterator[MakeInstance]:
    made: list[Instance] = []

    def make_one(heard: Callable[[str], str] = str.upper) -> Instance:
        made.append(Instance(name, heard))
        return made[-1]

    yield make_one
    for one in made:
        one.close()


@contextmanager
def python(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A program of its own; gone at the end."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", *words], stdout=pipe, stderr=pipe, text=True, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def told(qtbot: QtBot, name: str, line: str) -> str:
    """What another program prints that tells `line`, while this one's events run."""
    with python(TELLS, name, line) as other:
        qtbot.waitUntil(lambda: other.poll() is not None, timeout=30000)
        printed, complaints = other.communicate()
        assert complaints == ""
        return printed.strip()


def connected(address: Path, words: bytes) -> QLocalSocket:
    """A client that has said that."""
    client = QLocalSocket()
    client.connectToServer(str(address))
    assert client.waitForConnected(5000)
    client.write(words)
    client.flush()
    return client


def socket_of(name: str) -> Path:
    return Path(os.environ["XDG_RUNTIME_DIR"]) / name


def test_a_name_is_short_and_its_own_for_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert instance_name(Path("/home/sam/.local/state/assist")) == "assist-7255a55e3f2e"
    monkeypatch.chdir(tmp_path)
    assert instance_name(Path("state")) == instance_name(tmp_path / "state") != instance_name(tmp_path / "other")


def test_another_program_is_heard_on_the_main_thread_and_answered(qtbot: QtBot, name: str, make: MakeInstance) -> None:
    lines: list[tuple[str, bool]] = []

    def heard(line: str) -> str:
        lines.append((line, threading.current_thread() is threading.main_thread() and QThread.isMainThread()))
        return "done: caf\u00e9\nand more"

    assert make(heard).claim()
    assert told(qtbot, name, "done 12") == "done: caf\u00e9 and more"
    assert lines == [("done 12", True)]


def test_nobody_runs_is_none_at_once_and_without_an_application(name: str) -> None:
    assert tell(name, "view") is None
    with python(TELLS, name, "view") as other:
        assert other.communicate(timeout=60) == ("None\n", "")


def test_a_second_program_may_not_claim_and_the_first_goes_on(qtbot: QtBot, name: str, make: MakeInstance) -> None:
    first = make()
    assert first.claim()
    assert first.claim()
    with python(RUNS, name) as second:
        assert second.stdout is not None
        assert second.stdout.readline() == "False\n"
    assert not make().claim()
    assert told(qtbot, name, "view") == "VIEW"


def test_closing_lets_another_claim(name: str, make: MakeInstance) -> None:
    first = make()
    assert first.claim()
    first.close()
    first.close()
    assert tell(name, "view") is None
    assert make().claim()


def test_the_socket_of_a_program_that_was_killed_is_taken_over(qtbot: QtBot, name: str, make: MakeInstance) -> None:
    with python(RUNS, name) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "True\n"
        assert not make().claim()
        assert tell(name, "view", timeout_ms=20000) == "heard view"
        first.send_signal(signal.SIGKILL)
    assert socket_of(name).is_socket()
    assert tell(name, "view") is None
    assert make().claim()
    assert told(qtbot, name, "view") == "VIEW"


def test_a_program_that_ends_with_a_line_still_answers_it(name: str) -> None:
    with python(RUNS, name) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "True\n"
        assert tell(name, "quit", timeout_ms=20000) == "heard quit"
        assert first.wait(timeout=60) == 0


def test_of_two_that_start_together_one_claims(name: str) -> None:
    with python(RUNS, name) as one, python(RUNS, name) as other:
        answers = []
        for program in (one, other):
            assert program.stdout is not None
            answers.append(program.stdout.readline())
        assert sorted(answers) == ["False\n", "True\n"]


@pytest.mark.parametrize(
    "words",
    [b"x" * 65, b"x" * 65 + b"\n", b"x" * 5000, b"caf\xc3\xa9\n", b"\xff\x00\n", b"a\tb\n", b"a\x00b\n", b"\n\n"],
)
def test_garbage_is_dropped_unheard(qtbot: QtBot, name: str, make: MakeInstance, words: bytes) -> None:
    heard: list[str] = []
    assert make(lambda line: heard.append(line) or "").claim()  # type: ignore[func-returns-value]
    client = connected(socket_of(name), words)
    gone = QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: client.state() == gone, timeout=instance._PATIENCE_MS // 2)
    assert heard == []
    assert told(qtbot, name, "still there") == ""
    assert heard == ["still there"]


def test_a_line_may_come_in_pieces_and_only_the_first_is_heard(qtbot: QtBot, name: str, make: MakeInstance) -> None:
    heard: list[str] = []
    assert make(lambda line: heard.append(line) or "yes").claim()  # type: ignore[func-returns-value]
    client = connected(socket_of(name), b"do")
    qtbot.waitUntil(lambda: client.bytesToWrite() == 0)
    client.write(b"ne\r\nview\n")
    qtbot.waitUntil(lambda: client.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert client.readAll().data() == b"yes\n"
    assert heard == ["done"]


def test_a_silent_client_blocks_nobody_and_is_dropped(
    qtbot: QtBot, name: str, make: MakeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_PATIENCE_MS", 1500)
    assert make().claim()
    silent = [connected(socket_of(name), b"") for _ in range(3)]
    assert told(qtbot, name, "view") == "VIEW"
    qtbot.waitUntil(lambda: all(one.state() == QLocalSocket.LocalSocketState.UnconnectedState for one in silent))
    assert told(qtbot, name, "view") == "VIEW"


def test_one_that_does_not_answer_in_time_is_none(name: str, make: MakeInstance) -> None:
    assert make().claim()
    assert tell(name, "view", timeout_ms=50) is None, "this program's events do not run meanwhile"


@pytest.mark.parametrize("line", ["", "x" * 65, "caf\u00e9", "two\nlines"])
def test_only_a_short_plain_line_can_be_told(name: str, line: str) -> None:
    with pytest.raises(ValueError, match="1 to 64 printable ASCII characters"):
        tell(name, line)


def test_only_the_user_may_open_the_socket(name: str, make: MakeInstance) -> None:
    assert make().claim()
    assert socket_of(name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("runtime", ["", "/nowhere", "long"])
def test_without_a_short_runtime_folder_the_temporary_one_serves(
    qtbot: QtBot, name: str, make: MakeInstance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, runtime: str
) -> None:
    if runtime == "long":
        (tmp_path / ("x" * 100)).mkdir()
        runtime = str(tmp_path / ("x" * 100))
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
    first = make()
    assert first.claim()
    assert Path(QDir.tempPath(), name).is_socket()
    assert told(qtbot, name, "view") == "VIEW"
    first.close()
    assert not Path(QDir.tempPath(), name).exists()


def test_a_folder_where_no_socket_can_be_made_is_no_claim(
    name: str, make: MakeInstance, caplog: pytest.LogCaptureFixture
) -> None:
    socket_of(name).mkdir()
    assert not make().claim()
    assert "No socket for other programs can be made: error " in caplog.text
